"""A clock of the portal's own that is moved, and what must not follow it.
It must not move the system's clock. libfaketime would be the library for this, but frees memory before the allocator of
the program is ready, which ends the program."""

import contextlib
import datetime
import os
import struct
import subprocess
from pathlib import Path

from benchmark.city import today
from benchmark.tools import Broken, run

from . import citizens
from .installation import month_before, next_month
from .table import Row

TEN_YEARS = datetime.timedelta(days=3653)


class MovedClock:
    """A clock that goes as the system's, with a distance that can change while a program runs."""

    def __init__(self, folder):
        self.library, self.file = folder / "clock.so", folder / "clock"
        source = Path(__file__).with_name("clock.c")
        run(["cc", "-shared", "-fPIC", "-O2", "-Wall", "-o", self.library, source])
        self.move(datetime.timedelta())

    def move(self, distance):
        with open(self.file, "r+b" if self.file.exists() else "wb") as file:
            file.write(struct.pack("=q", int(distance.total_seconds())))

    def environment(self):
        return {**os.environ, "LD_PRELOAD": str(self.library), "CLOCK_OFFSET": str(self.file)}

    @contextlib.contextmanager
    def at(self, distance):
        self.move(distance)
        try:
            yield self.environment()
        finally:
            self.move(datetime.timedelta())


def published(installation, clock):
    """How many ratings the seal of the running month makes public, by a clock that is in the next month."""
    ahead = next_month() - today() + datetime.timedelta(days=1)
    with clock.at(ahead) as environment:
        period = month_before(next_month()).strftime("%Y-%m")
        words = ["seal", "--period", period, "--by", "Penyegel Satu", "--and", "Penyegel Dua"]
        said = installation.run(*words, environment=environment).output
    for line in said.splitlines():
        if line.startswith("Ratings published: "):
            return int(line.removeprefix("Ratings published: ").split(",")[0])
    raise Broken(f"the seal does not say what it published:\n{said}")


def moved(installation, clock):
    """The clock is ten years ahead while the portal runs and when commands start, then a day back. Nothing is deleted or
    sealed by it, and no rating is dated by it."""
    row, ledger = Row("Clock ten years ahead, then a day back"), citizens.Ledger()
    with installation.running(env=clock.environment()) as server:
        kept = {table: installation.rows(table) for table in ("release", "sealed_rating", "rating")}
        with clock.at(TEN_YEARS) as environment:
            row.promise(not installation.succeeds("retain", environment=environment), "data was deleted by that clock")
            words = ["seal", "--period", f"{next_month():%Y-%m}", "--by", "Penyegel Satu", "--and", "Penyegel Dua"]
            row.promise(not installation.succeeds(*words, environment=environment), "a month was sealed by that clock")
            answer = citizens.Citizen(server).rate(sent := citizens.token())
            ledger.note(sent, answer)
            row.promise(answer and answer.is_refusal(sent), "a rating was dated by that clock")
        row.promise(kept == {table: installation.rows(table) for table in kept}, "rows are gone")
        row.recovers(citizens.until_acknowledged(server, ledger))
        with clock.at(-datetime.timedelta(days=1)):
            citizens.until_acknowledged(server, ledger)
        row.count(ledger, *installation.settle(server, ledger))
    with clock.at(TEN_YEARS) as environment, installation.running(env=environment) as server:
        row.promise(server.is_healthy(), "a start under that clock does not serve")
    row.promise(installation.rows("sealed_rating") == kept["sealed_rating"], "a start under that clock deleted data")
    return row
