"""Invents the ratings that a portal is filled with, always the same ones, as the CSV files of paper forms.
It must not know what is measured with them."""

import calendar
import csv
import datetime
import random

SEED = 20_261_121
SERVICES = 30
HEADER = (
    "tanggal,jenis_kelamin,usia,pendidikan,pekerjaan,persyaratan,prosedur,waktu,biaya,produk,kompetensi,perilaku,"
    "pengaduan,sarana,saran\n"
)
# Many different forms, few enough to be invented quickly; a rating is one of them on a day.
DIFFERENT_FORMS = 2000
GENDERS = ["L", "P", ""]
AGES = ["18", "25", "34", "47", "58", "66", ""]
EDUCATIONS = ["SD ke bawah", "SLTP", "SLTA", "D-III", "S-1", "S-2", ""]
OCCUPATIONS = ["PNS", "TNI", "POLRI", "Swasta", "Wirausaha", "Lainnya", ""]
ANSWERS = ["1", "2", "3", "4", ""]


def services(city):
    """Services from all over the register, `ktp-el` among them, as pairs of slug and unit."""
    with open(city / "services.csv", encoding="utf-8", newline="") as file:
        all_services = [(row["slug"], row["unit"]) for row in csv.DictReader(file)]
    step = len(all_services) // SERVICES
    chosen = [service for service in all_services[::step] if service[0] != "ktp-el"][: SERVICES - 1]
    return [next(service for service in all_services if service[0] == "ktp-el"), *chosen]


def forms(chance):
    """Forms of a service that is better at some elements than at others."""
    weights = [[1, chance.randint(2, 8), chance.randint(20, 50), chance.randint(20, 60), 1] for _ in range(9)]
    return [form(chance, weights) for _ in range(DIFFERENT_FORMS)]


def form(chance, weights):
    answers = [chance.choices(ANSWERS, each)[0] for each in weights]
    # A form without any answer is none.
    answers[0] = answers[0] or "3"
    comment = f"Saran nomor {chance.randrange(10_000)} tentang antrean" if chance.random() < 0.1 else ""
    profile = [chance.choice(codes) for codes in (GENDERS, AGES, EDUCATIONS, OCCUPATIONS)]
    return ",".join(["", *profile, *answers, comment]) + "\n"


def today():
    """The day on which the portal lives, whose clocks show Western Indonesian time, whatever those of the machine show."""
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()


def write_month(folder, chosen, year, month, ratings):
    """One file per service with its share of the month's ratings, as pairs of slug and file."""
    files = []
    days = [f"{year}-{month:02}-{day:02}" for day in range(1, calendar.monthrange(year, month)[1] + 1)]
    for place, (slug, _) in enumerate(chosen):
        share = ratings // len(chosen) + (1 if place < ratings % len(chosen) else 0)
        chance = random.Random(f"{SEED} {slug} {year} {month}")
        rows = map(str.__add__, chance.choices(days, k=share), chance.choices(forms(chance), k=share))
        path = folder / f"{slug}-{year}-{month:02}.csv"
        path.write_text(HEADER + "".join(rows), encoding="utf-8")
        files.append((slug, path))
    return files
