"""Compares what the API and the tables say with what follows from the releases. It must not compute a figure itself."""

import calendar
import csv
import io

from . import changes, ranks, schema, web
from .figures import ELEMENTS, Figure

OFFICIAL = {"official": ("verified", "paper")}
EVIDENCE = ["official", "verified", "paper", "kiosk", "open"]


def check(portal, releases, report):
    units = {unit["slug"]: unit for unit in web.all_of(portal, "units")}
    services = {service["slug"]: service for service in web.all_of(portal, "services")}
    for name in ("services", "units", "releases"):
        of_form(portal, f"api-{name}", web.read(portal, f"/api/v1/{name}"), report)
    moved, rows = all_changes(releases, units), 0
    for kind, places in (("services", services), ("units", units)):
        for slug in places:
            path = f"/api/v1/{kind}/{slug}"
            answer = web.read(portal, path)
            of_form(portal, f"api-{kind[:-1]}", answer, report)
            expected = figures(releases, belongs(kind, slug, units))
            compare(path, answer["figures"], expected, report)
            compare_changes(path, answer["figures"], moved, (kind, slug), report)
            folder = {"services": "layanan", "units": "unit"}[kind]
            rows += table(portal, f"/data/{folder}/{slug}.csv", expected, report)
    all_ranks(portal, releases, units, report)
    everything(portal, Names(releases, {"unit": units, "service": services}), rows, report)


SCHEMAS = {}


def of_form(portal, form, value, report):
    if form not in SCHEMAS:
        SCHEMAS[form] = web.read(portal, f"/data/skema/{form}.json")
    report.equal("answers of their form", form, list(schema.faults(SCHEMAS[form], value)), [])


def belongs(kind, slug, units):
    """Whether an atom is one of a place: of a service alone, or of a unit and all below it."""
    if kind == "services":
        return lambda atom, release: atom["services"] == [slug]

    return lambda atom, release: slug in upwards(release, units, atom["unit"])


def upwards(release, present, unit):
    """A unit and all that were above it on the last day of the month of a release."""
    units = release["register"]["units"] or present
    day = last_day(release["month"])
    while unit:
        yield unit
        unit = parent_on(day, units[unit])


def parent_on(day, unit):
    """The unit above on a day: the first former one that was it on that day or until later, else the one of now."""
    former = [parent["unit"] for parent in unit.get("former_parents", []) if day <= parent["until"]]
    return former[0] if former else unit.get("parent")


def last_day(month):
    year, number = map(int, month.split("-"))
    return f"{month}-{calendar.monthrange(year, number)[1]}"


def all_changes(releases, units):
    """The changes of every month, by month and series, then by place."""
    found = {}
    months = {release["month"] for release in releases}
    for series in {(atom["instrument"], atom["wording"]) for release in releases for atom in release["atoms"]}:
        places = changes.places(releases, series, lambda unit, release: upwards(release, units, unit))
        for month in months:
            found[month, *series] = changes.judged(places, before(month), month)
    return found


def before(month):
    year, number = map(int, month.split("-"))
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02}"


def figures(releases, belongs):
    """Every monthly figure of a place, by month, series and evidence."""
    found = {}
    for release in releases:
        for atom in release["atoms"]:
            if not belongs(atom, release):
                continue
            for evidence in EVIDENCE:
                if atom["proof"] in OFFICIAL.get(evidence, (evidence,)):
                    key = (release["month"], atom["instrument"], atom["wording"], evidence)
                    found.setdefault(key, Figure(atom["instrument"])).add(atom, release)
    return found


def compare(path, entries, expected, report):
    keys = {(entry["period"], entry["instrument"], entry["wording"], entry["proof"]): entry for entry in entries}
    report.equal("places with exactly their figures", path, sorted(keys), sorted(expected))
    for key in keys.keys() & expected.keys():
        entry, figure, place = keys[key], expected[key], f"{path} {key}"
        report.equal("numbers of ratings", place, entry["n"], figure.n)
        for element in ELEMENTS[figure.instrument]:
            told, nrr = entry["elements"][element], figure.nrr(element)
            report.equal("numbers of answers", place, told["n"], figure.count(element))
            report.equal("means", place, told["nrr"], None if nrr is None else float(nrr))
        index = figure.index()
        report.equal("indices", place, entry["ikm"], None if index is None else float(index))
        report.equal("grades", place, entry["grade"], None if index is None else figure.grade())
        report.equal("intervals", place, entry["interval"], figure.interval())


def compare_changes(path, entries, moved, place, report):
    for entry in entries:
        month = entry["period"]
        known = moved[month, entry["instrument"], entry["wording"]].get(place) if entry["proof"] == "official" else None
        told, where = entry.get("change"), f"{path} {month}"
        report.equal("changes told", where, told is not None, known is not None)
        if told and known:
            report.equal("verdicts", where, told["verdict"], known.verdict)
            numbers = [told["plain"], told["standardised"], told["p"]]
            report.equal("sizes of changes", where, numbers, [known.plain, known.points, known.p])


def all_ranks(portal, releases, units, report):
    """The ranks below every unit in every month, semester and year."""
    for period, inside in periods(releases).items():
        day, register = last_day(inside[-1]["month"]), inside[-1]["register"]["units"] or units
        below = {}
        for slug, unit in register.items():
            below.setdefault(parent_on(day, unit), []).append(slug)
        for parent in below.keys() - {None}:
            path = f"/api/v1/units/{parent}/ranks/{period}"
            answer = web.read(portal, path)
            of_form(portal, "api-ranks", answer, report)
            told = {}
            for entry in answer["ranks"]:
                key = (entry["instrument"], entry["wording"], entry["unit"])
                told[key] = (entry["best"], entry["worst"], entry["of"])
            report.equal("ranks", path, told, ranks_below(below[parent], inside, units))


def ranks_below(children, releases, units):
    """The ranks of sister units by their official figures of some months, by series and unit."""
    figures = {}
    for release in releases:
        for atom in release["atoms"]:
            own = set(upwards(release, units, atom["unit"])) if atom["proof"] in OFFICIAL["official"] else set()
            for unit in own.intersection(children):
                of_series = figures.setdefault((atom["instrument"], atom["wording"]), {})
                of_series.setdefault(unit, Figure(atom["instrument"])).add(atom, release)
    return {(*series, unit): rank for series, known in figures.items() for unit, rank in ranks.ranks(known).items()}


def periods(releases):
    """The releases of every month, semester and year, oldest first."""
    found = {}
    for release in releases:
        year, month = release["month"].split("-")
        for period in (release["month"], f"{year}-S{1 if int(month) < 7 else 2}", year):
            found.setdefault(period, []).append(release)
    return found


def table(portal, path, expected, report):
    """One row per element of each figure, and nothing else but what is missing; gives how many rows there are."""
    rows = list(csv.DictReader(io.StringIO(web.raw(portal, path).decode())))
    told = [row for row in rows if row["state"] == "published"]
    count = sum(len(ELEMENTS[figure.instrument]) for figure in expected.values())
    report.equal("tables with all their rows", path, len(told), count)
    for row in told:
        figure = expected.get((row["month"], row["instrument"], int(row["wording"]), row["proof"]))
        if figure is None:
            report.equal("rows of tables", path, row, None)
            continue
        index, nrr, interval = figure.index(), figure.nrr(row["element"]), figure.interval()
        found = [row[name] for name in ("n", "element_n", "grade")]
        known = [str(figure.n), str(figure.count(row["element"])), "" if index is None else figure.grade()]
        report.equal("rows of tables", f"{path} {row['month']}", found, known)
        numbers = [float(row[name]) if row[name] else None for name in ("ikm", "low", "high", "nrr")]
        bounds = interval or [None, None]
        known = [None if number is None else float(number) for number in (index, *bounds, nrr)]
        report.equal("rows of tables", f"{path} {row['month']}", numbers, known)
    return len(rows)


class Names:
    """What a place was called in a month: as the releases tell; what they do not tell of has its present name."""

    def __init__(self, releases, present):
        self.told = {release["month"]: release["register"] for release in releases}
        self.present = present

    def of(self, kind, slug, month):
        told = self.told[month][f"{kind}s"].get(slug)
        return (told or self.present[kind][slug])["name"]["id"]


def everything(portal, names, alone, report):
    """The table of everything has the rows of the tables of all places, which were counted before."""
    text = web.raw(portal, "/data/semua.csv").decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    for row in rows:
        name = names.of(row["kind"], row["slug"], row["month"])
        report.equal("names in the table of everything", f"{row['slug']} {row['month']}", row["name"], name)
    report.equal("rows of the table of everything", "/data/semua.csv", len(rows), alone)
