"""Budgets beside measured figures, as text or as a Markdown table.
It must not measure anything but the machine it runs on."""

import datetime
import os
import platform
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Line:
    """One budget: `kept` is None where there is no limit, only something worth knowing."""

    budget: str
    limit: str
    measured: str
    kept: bool | None = None

    def text(self):
        return f"{self.budget} ({self.limit}): {self.measured} {self.verdict()}".rstrip()

    def verdict(self):
        return {None: "", True: "kept", False: "MISSED"}[self.kept]


@dataclass
class Report:
    """Everything measured in one run."""

    lines: list[Line]
    sqlite: str
    quick: bool

    def plain(self):
        """Three columns and a verdict."""
        rows = [("Budget", "Limit", "Measured", "")]
        rows += [(line.budget, line.limit, line.measured, line.verdict()) for line in self.lines]
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        table = ["  ".join([*map(str.ljust, row[:3], widths), row[3]]).rstrip() for row in rows]
        return "\n".join([*table, "", self.machine()])

    def markdown(self):
        rows = ["| Budget | Limit | Measured |", "|---|---|---|"]
        for line in self.lines:
            missed = "**MISSED** " if line.kept is False else ""
            rows.append(f"| {line.budget} | {line.limit} | {missed}{line.measured} |")
        return "\n".join([*rows, "", self.machine()])

    def machine(self):
        quick = " Quick run: a tenth of the data, a third of the time." if self.quick else ""
        return (
            f"Measured on {datetime.date.today().isoformat()} on {cpu()}, {os.cpu_count()} cores, "
            f"{platform.system()} {platform.release()}, SQLite {self.sqlite}.{quick}"
        )


def cpu():
    """The processor's name."""
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def sqlite_version(file):
    """The version of SQLite that last wrote a database, from the file's header."""
    with open(file, "rb") as database:
        number = int.from_bytes(database.read(100)[96:], "big")
    return f"{number // 1_000_000}.{number // 1000 % 1000}.{number % 1000}"


def kilobytes(size):
    return f"{size / 1000:.1f} kB"


def megabytes(size):
    return f"{size / 1e6:.0f} MB"


def thousands(number):
    return f"{number:,.0f}".replace(",", " ")
