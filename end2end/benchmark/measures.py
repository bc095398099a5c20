"""What is measured and what it may be: one function per budget of the design.
It must not start programs or loads by itself; `portal` and `loads` do."""

import re
import statistics
import time
from dataclasses import dataclass

from . import city, loads
from .report import Line, kilobytes, megabytes, sqlite_version, thousands
from .tools import Broken, progress

FORM = "/nilai/layanan/ktp-el"
DASHBOARDS = [
    "/",
    "/?jenis=semua",
    "/unit/disdukcapil",
    "/unit/kecamatan-guguk-panjang",
    "/unit/kecamatan-mandiangin-koto-selayan",
    "/unit/kecamatan-aur-birugo-tigo-baleh",
    "/layanan/ktp-el",
]
OTHER_PAGES = ["/", "/?jenis=semua", "/metode", "/data", "/en", "/en/metode"]
MONTHS = 6
DATABASE = "suara-warga.db"
# Starting a portal is quick, so first renders can be repeated until a busy moment does not matter.
STARTS = 9


@dataclass
class Scale:
    """How much data, how much time."""

    small: int
    large: int
    warm_seconds: int
    warm_rounds: int
    rating_seconds: int
    rating_rounds: int
    bare_seconds: int
    start_tries: int


FULL = Scale(10_000, 1_000_000, 3, 5, 10, 3, 3, 5)
QUICK = Scale(10_000, 100_000, 1, 5, 3, 3, 1, 5)


class Bench:
    """The program, the folders it works on, and what is measured on them."""

    def __init__(self, program, register, folder, scale):
        self.program, self.register, self.folder, self.scale = program, register, folder, scale
        self.services = city.services(register)

    def lines(self):
        """Every budget with what was measured, in the order of the design."""
        demo = self.demo_portal()
        with self.program.serve(demo) as server:
            weights = page_weights(server)
            warm = warm_pages(server, self.pages(), self.scale)
            acknowledged = acknowledged_ratings(server, demo / DATABASE, self.folder / "bare.db", self.scale)
            _, memory = server.memory()
        small, large = self.portal_of("small", self.scale.small), self.portal_of("large", self.scale.large)
        renders = self.first_renders(small, large, demo)
        start = self.start(large)
        seal = self.seal()
        resident = [resident_memory(memory), Line("Binary", "one file", megabytes(self.program.size()))]
        return [*weights, *warm, *renders, *acknowledged, seal, start, *resident]

    def sqlite(self):
        """The version of SQLite that wrote any of the databases."""
        return sqlite_version(next(self.folder.glob(f"*/{DATABASE}")))

    # --- portals -----------------------------------------------------------------------------------------------------

    def demo_portal(self):
        """The demonstration's city: two years, every kind of page."""
        progress("filling the demonstration's city")
        data = self.folder / "demo"
        with self.program.serve(data, command="demo"):
            pass
        return data

    def empty_portal(self, name):
        data = self.folder / name
        self.program.init(data)
        self.program.import_register(self.register, data)
        return data

    def portal_of(self, name, ratings):
        """A portal with so many ratings in sealed months."""
        progress(f"filling a portal with {thousands(ratings)} ratings in {MONTHS} sealed months")
        data = self.empty_portal(name)
        for place in range(1, MONTHS + 1):
            share = ratings // MONTHS + (1 if place <= ratings % MONTHS else 0)
            self.import_month(data, place, share)
            self.seal_month(data, place, share)
        return data

    def import_month(self, data, place, ratings):
        month = sealed_month(place)
        for slug, file in city.write_month(self.folder, self.services, month.year, month.month, ratings):
            self.program.import_ratings(file, slug, data)
            file.unlink()

    def seal_month(self, data, place, ratings):
        sealed = self.program.seal(f"{sealed_month(place):%Y-%m}", data)
        published = int(re.search(r"published: (\d+)", sealed.output)[1])
        if published != ratings:
            raise Broken(f"{ratings} ratings were imported, but {published} published:\n{sealed.output}")
        return sealed

    def pages(self):
        """Forty public pages of every kind."""
        units = list(dict.fromkeys(unit for _, unit in self.services))
        services = [f"/layanan/{slug}" for slug, _ in self.services[:20]]
        return (OTHER_PAGES + services + [f"/unit/{unit}" for unit in units])[:40]

    # --- measures on portals -----------------------------------------------------------------------------------------

    def first_renders(self, small, large, demo):
        """First render of each page, the portals taking turns so that a busy moment meets all of them."""
        progress("first render of 40 pages")
        times = {portal: [] for portal in (small, large, demo)}
        for _ in range(STARTS):
            for portal, runs in times.items():
                with self.program.serve(portal) as server:
                    runs.append(first_visits(server, self.pages()))
        of_page = {portal: [statistics.median(page) for page in zip(*runs)] for portal, runs in times.items()}
        ratio = statistics.median(more / fewer for more, fewer in zip(of_page[large], of_page[small]))
        for portal, seconds in of_page.items():
            report_slowest(portal.name, self.pages(), seconds)
        return [
            render_line(f"First render, {thousands(self.scale.small)} ratings stored", of_page[small]),
            render_line(f"First render, {thousands(self.scale.large)} ratings stored", of_page[large]),
            Line("First render, more ratings ÷ fewer", "about 1", f"{ratio:.2f} ×", ratio <= 1.25),
            render_line("First render, demonstration (24 months, all services)", of_page[demo]),
        ]

    def start(self, data):
        """From the start of the process to the first answer."""
        progress("start to first response")
        seconds = []
        for _ in range(self.scale.start_tries):
            with self.program.serve(data) as server:
                seconds.append(server.until_healthy())
        median = statistics.median(seconds)
        budget = f"Start to first response, {thousands(self.scale.large)} ratings in {MONTHS} releases"
        return Line(budget, "≤ 0.5 s", f"{median:.3f} s", median <= 0.5)

    def seal(self):
        """One month with all the ratings."""
        ratings = self.scale.large
        progress(f"importing {thousands(ratings)} ratings of one month")
        data = self.empty_portal("seal")
        started = time.perf_counter()
        self.import_month(data, 1, ratings)
        progress(f"sealing them; importing took {time.perf_counter() - started:.0f} s")
        sealed = self.seal_month(data, 1, ratings)
        measured = f"{sealed.seconds:.1f} s, peak memory {megabytes(sealed.peak_bytes)}"
        return Line(f"Seal of {thousands(ratings)} ratings", "≤ 10 s", measured, sealed.seconds <= 10)


def sealed_month(place):
    """The first day of one of the months before the running one, of which the first is the oldest: older forms are refused."""
    today = city.today()
    year, month = divmod(today.year * 12 + today.month - 1 - MONTHS + place - 1, 12)
    return today.replace(year=year, month=month + 1, day=1)


# --- page weight -----------------------------------------------------------------------------------------------------


def page_weights(server):
    progress("page weights")
    with server.connect() as connection:
        form, requests = first_visit(connection, FORM)
        dashboards = {path: first_visit(connection, path)[0] for path in DASHBOARDS}
    for path, size in dashboards.items():
        progress(f"  {path}: {kilobytes(size)}")
    heaviest = max(dashboards, key=dashboards.get)
    weight = dashboards[heaviest]
    form_kept = form <= 14_000 and requests <= 2
    form_measured = f"{kilobytes(form)}, {requests} requests"
    heaviest_measured = f"{kilobytes(weight)} (`{heaviest}`)"
    return [
        Line("Rating form, first visit", "≤ 14 kB, 2 requests, no script", form_measured, form_kept),
        Line("Dashboard page, first visit", "≤ 30 kB, no script", heaviest_measured, weight <= 30_000),
    ]


def first_visit(connection, path):
    """Bytes of everything a browser fetches with brotli, headers included, and how many requests that takes."""
    html = connection.get(path).body.decode()
    if "<script" in html:
        raise Broken(f"there is a script on {path}")
    parts = [path, *fetched_with(html)]
    return sum(connection.get(part, "br").size() for part in parts), len(parts)


def fetched_with(html):
    """Addresses that a browser fetches with a page by itself."""
    tags = re.findall(r"<link\b[^>]*>", html)
    fetched = [tag for tag in tags if re.search(r'rel="[^"]*(stylesheet|icon|preload)', tag)]
    addresses = [re.search(r'href="([^"]*)"', tag)[1] for tag in fetched]
    addresses += re.findall(r'<(?:img|source|iframe|embed)\b[^>]*\bsrc="([^"]*)"', html)
    return [address for address in dict.fromkeys(addresses) if not address.startswith("data:")]


# --- warm pages ------------------------------------------------------------------------------------------------------


def warm_pages(server, pages, scale):
    """A page and the style sheet by turns, so that a busy moment meets both."""
    page, encoding, page_size, style, style_size = closest_pair(server, pages)
    progress(f"warm page {page} ({page_size} B) against the style sheet ({style_size} B), {encoding}")
    rounds = [
        [loads.requests_per_second(server.url + path, encoding, scale.warm_seconds) for path in (page, style)]
        for _ in range(scale.warm_rounds)
    ]
    ratio = statistics.median(of_page / of_style for of_page, of_style in rounds)
    of_page, of_style = (statistics.median(column) for column in zip(*rounds))
    measured = (
        f"{ratio:.2f} × ({thousands(of_page)}/s for `{page}` with {thousands(page_size)} B, "
        f"{thousands(of_style)}/s for the style sheet with {thousands(style_size)} B, {encoding})"
    )
    return [Line("Warm page ÷ static file of the same size", "≥ 0.9 ×", measured, ratio >= 0.9)]


def closest_pair(server, pages):
    """The page and encoding whose transferred size is nearest to that of the style sheet."""
    pairs = []
    with server.connect() as connection:
        style = fetched_with(connection.get("/").body.decode())[0]
        for encoding in ("identity", "gzip", "br"):
            style_size = connection.get(style, encoding).size()
            for page in pages:
                page_size = connection.get(page, encoding).size()
                pairs.append((abs(page_size / style_size - 1), page, encoding, page_size, style, style_size))
    return min(pairs)[1:]


# --- first render ----------------------------------------------------------------------------------------------------


def first_visits(server, pages):
    """Seconds per page beyond those of an answer that costs the server nothing."""
    with server.connect() as connection:
        idle = statistics.median(connection.get("/robots.txt").seconds for _ in range(200))
        # Never zero, so that pages can be compared.
        return [max(1e-6, connection.get(page, "br").seconds - idle) for page in pages]


def render_line(budget, seconds):
    median, high = statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]
    measured = f"median {median * 1000:.1f} ms, 95th percentile {high * 1000:.1f} ms"
    return Line(budget, "≤ 5 ms", measured, high <= 0.005)


def report_slowest(portal, pages, seconds):
    slowest = sorted(zip(seconds, pages), reverse=True)[:5]
    progress(f"  slowest of {portal}: " + ", ".join(f"{page} {time * 1000:.1f} ms" for time, page in slowest))


# --- ratings ---------------------------------------------------------------------------------------------------------


def acknowledged_ratings(server, database, bare_database, scale):
    """Ratings over HTTP and bare inserts by turns; at the end every acknowledged rating must be there, once."""
    before = {table: loads.stored_rows(database, table) for table in ("rating", "receipt")}
    acknowledged, rates, bare = 0, [], []
    for number in range(scale.rating_rounds):
        progress(f"sending ratings, round {number + 1} of {scale.rating_rounds}")
        bare.append(loads.bare_inserts_per_second(bare_database, scale.bare_seconds))
        count, rate = loads.acknowledged_ratings(server.url + FORM, scale.rating_seconds)
        acknowledged += count
        rates.append(rate)
        progress(f"  {rate:.0f}/s over HTTP, {bare[-1]:.0f}/s bare")
    # Those under way when a round ended are still being stored.
    time.sleep(1)
    surplus = lost_or_doubled(database, before, acknowledged, scale.rating_rounds)
    rate, bare_rate = statistics.median(rates), statistics.median(bare)
    ratio = statistics.median(over_http / alone for over_http, alone in zip(rates, bare))
    measured = f"{thousands(rate)}/s; bare insert loop {thousands(bare_rate)}/s, ratio {ratio:.2f} ×"
    exact = f"none of {thousands(acknowledged)} acknowledged ({surplus} more were cut off when a round ended)"
    return [
        Line("Ratings acknowledged (committed and synced), SQLite", "≥ 5 000/s", measured, rate >= 5000),
        Line("Ratings lost or stored twice", "none", exact, True),
    ]


def lost_or_doubled(database, before, acknowledged, rounds):
    """How many more ratings are stored than acknowledged: only requests cut off at the end of a round may be."""
    added = {table: loads.stored_rows(database, table) - rows for table, rows in before.items()}
    surplus = added["rating"] - acknowledged
    if not 0 <= surplus <= loads.CONNECTIONS * rounds or added["receipt"] != added["rating"]:
        raise Broken(f"{acknowledged} ratings were acknowledged, but the database has more by {added}")
    return surplus


def resident_memory(size):
    budget, limit = "Resident memory under load, at most", "≤ 150 MB"
    if size is None:
        return Line(budget, limit, "only Linux tells")
    return Line(budget, limit, megabytes(size), size <= 150e6)
