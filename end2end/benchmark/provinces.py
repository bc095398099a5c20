"""Portals much larger and older than a city's: what they cost at the start, and what a write at the desk costs.
It must not fill a portal by itself; the program's own commands do."""

import datetime
import statistics

from . import desk
from .measures import first_visits, report_slowest
from .report import Line, megabytes, thousands
from .tools import progress

FULL = [(700, 24), (700, 120), (7000, 24), (7000, 120)]
QUICK = [(700, 24), (700, 120)]
MONTHS_OF_DEMO = 24
EDITS = 50
# Every kind of page; the numbers spread over all units and services.
PAGES = [
    "/",
    "/en",
    "/?jenis=semua",
    "/?jenis=semua&urut=indeks",
    "/data",
    "/metode",
    "/cari?q=keterangan",
    "/nilai",
    "/nilai?q=keterangan",
    "/unit/provinsi",
    "/api/v1/services",
    "/api/v1/units",
    "/api/v1/releases",
    "/api/v1/services/layanan-00007",
    "/api/v1/units/unit-0000",
    *[f"/unit/unit-{number:04}" for number in range(0, 70, 7)],
    *[f"/layanan/layanan-{number:05}" for number in range(3, 700, 60)],
    *[f"/nilai/layanan/layanan-{number:05}" for number in range(5, 700, 140)],
]


def provinces(program, folder, quick):
    """Start, memory and first renders for each size, then the cost of writes with few and many sealed months."""
    lines = []
    for services, months in QUICK if quick else FULL:
        lines += province(program, folder, services, months)
    for months in (24, 120):
        lines += writes(program, folder, months)
    return lines


def province(program, folder, services, months):
    size = f"{thousands(services)} services × {months} months"
    progress(f"filling a province of {size}")
    data = folder / f"province-{services}-{months}"
    program.run("province", "--services", str(services), "--months", str(months), data=data)
    starts, runs = [], []
    for _ in range(3):
        with program.serve(data) as server:
            starts.append(server.until_healthy())
            runs.append(first_visits(server, PAGES))
            resident, peak = server.memory()
    of_page = [statistics.median(page) for page in zip(*runs)]
    report_slowest(data.name, PAGES, of_page)
    start, high = statistics.median(starts), statistics.quantiles(of_page, n=20)[-1]
    renders = f"median {statistics.median(of_page) * 1000:.1f} ms, 95th percentile {high * 1000:.1f} ms"
    lines = [Line(f"Start, {size}", "≤ 1.5 s", f"{start:.2f} s", start <= 1.5)]
    if resident is not None:
        memory = f"{megabytes(resident)}, at most {megabytes(peak)} while starting"
        lines.append(Line(f"Resident memory, {size}", "≤ 400 MB", memory, resident <= 400e6))
    return [*lines, Line(f"First render, {size}", "≤ 10 ms", renders, high <= 0.010)]


def writes(program, folder, months):
    """The processor time of a reply and of a counter until they are public, and the memory after a day of them."""
    progress(f"writing at the desk with {months} sealed months")
    data = folder / f"desk-{months}"
    # As many months ago as the invented ones that follow take.
    today = datetime.date.today().replace(day=20)
    year, month = divmod(today.year * 12 + today.month - 1 - (months - MONTHS_OF_DEMO), 12)
    with program.serve(data, "demo", "--today", today.replace(year=year, month=month + 1).isoformat()):
        pass
    if months > MONTHS_OF_DEMO:
        program.run("province", "--months", str(months - MONTHS_OF_DEMO), data=data)
    lines = []
    with program.serve(data) as server:
        operator = desk.Operator(server)
        before, _ = server.memory()
        for what, write in (("reply", operator.reply), ("counter", operator.counter)):
            used = desk.processor_seconds(server)
            for number in range(EDITS):
                write(number)
            if used is None:
                continue
            each = (desk.processor_seconds(server) - used) / EDITS
            budget = f"A {what} until public, {months} sealed months"
            lines.append(Line(budget, "≤ 20 ms of processor time", f"{each * 1000:.1f} ms", each <= 0.020))
        after, _ = server.memory()
    if after is not None:
        grown = f"{megabytes(after)}, {megabytes(before)} before"
        budget = f"Resident memory after {2 * EDITS} writes, {months} sealed months"
        lines.append(Line(budget, "≤ 150 MB", grown, after <= 150e6))
    return lines
