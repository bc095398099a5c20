"""What each fault did to the ratings, as a Markdown table with a verdict.
It must not provoke anything."""

import datetime
import os
import platform
from dataclasses import dataclass, field

from benchmark.report import cpu, thousands

HEADS = "Fault", "Acknowledged", "Refused", "Lost", "Doubled", "Slowest answer", "Recovered within", "Verdict"


@dataclass
class Row:
    """One fault. Times are in seconds; what does not apply is None."""

    fault: str
    acknowledged: int | None = None
    refused: int | None = None
    lost: int = 0
    doubled: int = 0
    slowest: float | None = None
    recovered: float | None = None
    broken: list[str] = field(default_factory=list)

    def promise(self, kept, otherwise):
        """Notes a promise that was not kept, once however often that happens."""
        if not kept and otherwise not in self.broken:
            self.broken.append(otherwise)

    def recovers(self, seconds):
        """The longest recovery counts."""
        self.recovered = max(self.recovered or 0, seconds)

    def count(self, ledger, lost, doubled):
        """Adds what became of the ratings in a ledger."""
        self.acknowledged = (self.acknowledged or 0) + ledger.acknowledged()
        self.refused = (self.refused or 0) + ledger.refused
        self.lost += lost
        self.doubled += doubled
        self.slowest = max(self.slowest or 0, ledger.slowest)
        self.promise(not ledger.wrong, f"answers that nobody promised: {sorted(ledger.wrong)}")

    def is_broken(self):
        return bool(self.broken or self.lost or self.doubled)

    def verdict(self):
        broken = list(self.broken)
        if self.lost:
            broken.append("ratings lost")
        if self.doubled:
            broken.append("ratings doubled")
        return f"**BROKEN** {'; '.join(broken)}" if broken else "kept"

    def markdown(self):
        cells = [self.fault, number(self.acknowledged), number(self.refused), number(self.lost), number(self.doubled)]
        cells += [seconds(self.slowest), seconds(self.recovered), self.verdict()]
        return f"| {' | '.join(cells)} |"


def number(count):
    return "–" if count is None else thousands(count)


def seconds(time):
    return "–" if time is None else f"{time:.1f} s"


def markdown(rows, program, quick):
    """The table and what it was made on."""
    lines = [f"| {' | '.join(HEADS)} |", "|" + "---|" * len(HEADS), *(row.markdown() for row in rows)]
    length = "quick" if quick else "full"
    machine = f"{cpu()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"
    said = f"One {length} run on {datetime.date.today().isoformat()} of {program} on {machine}."
    return "\n".join([*lines, "", said])
