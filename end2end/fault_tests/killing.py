"""The program is killed (SIGKILL) while it is rated, and in the middle of its long works; then it must go on as if never begun.
It must not wait for a good moment: the moments are spread over the whole work."""

import json
import random
import sqlite3
import time

from benchmark import city
from benchmark.tools import Broken, progress

from . import citizens
from .installation import Installation, month_before
from .table import Row

PUBLISHERS = ["--by", "Penyegel Satu", "--and", "Penyegel Dua"]
# The first and the last moments of a work are those where names and keys change.
FRACTIONS = [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98, 1.0]


def under_load(installation, kills, fault):
    """Killed while citizens rate. Every acknowledged rating is there after the restart, once."""
    row, chance = Row(f"{fault}, {times(kills)}"), random.Random(20_261_129)
    server = installation.serve()
    for _ in range(kills):
        ledger = citizens.Ledger()
        with citizens.crowd(server, ledger):
            citizens.until_acknowledged(server, ledger)
            time.sleep(chance.uniform(0.2, 1.5))
            server.kill()
        started = time.perf_counter()
        server = installation.serve()
        citizens.until_acknowledged(server, ledger)
        row.recovers(time.perf_counter() - started)
        row.count(ledger, *installation.settle(server, ledger))
    server.stop()
    return row


class Works:
    """Kills the long works of an installation that holds the ratings of one month."""

    def __init__(self, program, folder, register, ratings, kills):
        self.folder, self.register, self.ratings = folder, register, ratings
        self.moments = [FRACTIONS[place * len(FRACTIONS) // kills] for place in range(kills - 1)] + [1.0]
        self.month = month_before()
        self.empty = Installation(program, folder / "empty")
        self.empty.run("init")
        self.full = Installation(program, folder / "full").begin(register)
        services = city.services(register)[:1]
        for slug, file in city.write_month(folder, services, self.month.year, self.month.month, ratings):
            self.full.run("import", "ratings", file, "--service", slug)
        self.full.run("backup", self.folder / "whole.db")

    def rows(self):
        """One row for each work."""
        return [self.importing(), self.sealing(), self.key_destruction(), self.backup(), self.restoring()]

    def killed(self, name, words, template):
        """Copies of an installation in which a work was killed, at moments from its beginning to its end."""
        progress(f"kill -9 in the middle of {name}")
        trial = template.copy("trial")
        seconds = trial.run(*words).seconds
        trial.remove()
        for moment in self.moments:
            copy = template.copy("trial")
            process = copy.start(*words)
            time.sleep(moment * seconds)
            process.kill()
            process.wait()
            yield copy
            copy.remove()

    def row(self, name):
        return Row(f"kill -9 in the middle of {name}, {times(len(self.moments))}", self.ratings)

    def importing(self):
        row = Row(f"kill -9 in the middle of importing a register, {times(len(self.moments))}")
        tables = "unit", "service", "counter", "audit_entry"
        whole = [self.full.rows(table) for table in tables[:3]]
        for copy in self.killed("importing a register", ["import", "register", self.register], self.empty):
            found = [copy.rows(table) for table in tables[:3]]
            row.promise(found in ([0, 0, 0], whole), "half a register")
            started = time.perf_counter()
            copy.run("import", "register", self.register)
            row.recovers(time.perf_counter() - started)
            row.promise([copy.rows(table) for table in tables[:3]] == whole, "another register than without the fault")
            row.promise(copy.succeeds("audit", "verify"), "a broken audit trail")
        return row

    def seal_words(self):
        return ["seal", "--period", f"{self.month:%Y-%m}", *PUBLISHERS]

    def sealing(self):
        row = self.row("a seal")
        for copy in self.killed("a seal", self.seal_words(), self.full):
            started = time.perf_counter()
            self.must_be_sealed(copy, row)
            row.recovers(time.perf_counter() - started)
        return row

    def must_be_sealed(self, copy, row):
        """Seals a month again, which does nothing where it is sealed, and looks at what is public then."""
        if copy.rows("release") == 0:
            copy.run(*self.seal_words())
        with copy.running() as server:
            page = citizens.Citizen(server).ask("GET", f"/data/{self.month:%Y-%m}.json")
            row.promise(server.is_healthy(), "not healthy after it")
        published = sum(atom["n"] for atom in json.loads(page.body)["atoms"]) if page and page.status == 200 else 0
        row.lost += max(0, self.ratings - published)
        row.doubled += max(0, published - self.ratings)
        row.promise(copy.rows("release") == 1, "not one release")
        row.promise(copy.rows("rating") == 0 and copy.rows("ballot_key") == 0, "something waits for a month that is sealed")
        row.promise(not copy.month_keys(), "the key of a sealed month is still there")
        row.promise(copy.succeeds("audit", "verify"), "a broken audit trail")

    def key_destruction(self):
        """Killed as soon as the database says that the key is dead."""
        row, between = self.row("the destruction of a key"), 0
        progress("kill -9 in the middle of the destruction of a key")
        for _ in self.moments:
            copy = self.full.copy("trial")
            process = copy.start(*self.seal_words())
            until_key_is_dead(copy, process)
            process.kill()
            process.wait()
            between += copy.rows("ballot_key")
            started = time.perf_counter()
            self.must_be_sealed(copy, row)
            row.recovers(time.perf_counter() - started)
            copy.remove()
        row.fault += f" ({between} of them before its end)"
        return row

    def backup(self):
        row = self.row("a backup")
        file = self.folder / "trial" / "backup" / "whole.db"
        self.full.data.joinpath("backup").mkdir()
        for copy in self.killed("a backup", ["backup", file], self.full):
            if file.exists():
                row.promise(self.restored(copy, file) == self.ratings, "a backup that cannot be restored has a name")
            started = time.perf_counter()
            copy.run("backup", "--replace", file)
            row.recovers(time.perf_counter() - started)
            left = sorted(path.name for path in file.parent.iterdir())
            row.promise(left == ["whole.db", "whole.db.keys"], f"left behind: {left}")
            row.lost += self.ratings - self.restored(copy, file)
        return row

    def restored(self, copy, file):
        """How many ratings a backup brings back."""
        again = Installation(copy.program, self.folder / "again")
        again.remove()
        return again.rows("rating") if again.succeeds("restore", file) else 0

    def restoring(self):
        row = self.row("a restore")
        template = Installation(self.full.program, self.folder / "nothing")
        template.data.mkdir()
        for copy in self.killed("a restore", ["restore", self.folder / "whole.db"], template):
            started = time.perf_counter()
            again = copy.succeeds("restore", self.folder / "whole.db")
            row.recovers(time.perf_counter() - started)
            found = copy.rows("rating")
            row.promise(again or found == self.ratings, "it cannot be restored again")
            row.lost += max(0, self.ratings - found)
            row.doubled += max(0, found - self.ratings)
            row.promise(len(copy.month_keys()) == 1, "not one key of the month")
            with copy.running() as server:
                row.promise(server.is_healthy(), "not healthy after it")
        return row


def times(number):
    return "once" if number == 1 else f"{number} times"


def until_key_is_dead(copy, process):
    """Waits for the moment between the end of a month in the database and that of its key."""
    while process.poll() is None:
        try:
            if copy.values("SELECT 1 FROM ballot_key WHERE dead") or copy.rows("release"):
                return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise Broken(f"the database cannot be read beside a seal: {error}") from error

