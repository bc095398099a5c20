"""What was compared, and what differs. It must not know what any of it means."""

MOST = 20


class Report:
    def __init__(self):
        self.compared = {}
        self.differences = []

    def equal(self, kind, place, found, expected):
        """Counts a comparison; numbers with decimals are equal within a billionth of a point."""
        self.compared[kind] = self.compared.get(kind, 0) + 1
        if not same(found, expected):
            self.differences.append(f"{kind} of {place}: {found!r} is published, {expected!r} follows from the releases")

    def close(self):
        """Prints what was compared and gives the exit code."""
        for kind, count in sorted(self.compared.items()):
            print(f"{count:8} {kind}")
        for difference in self.differences[:MOST]:
            print(difference)
        if len(self.differences) > MOST:
            print(f"and {len(self.differences) - MOST} more")
        return 1 if self.differences or not self.compared else 0


def same(found, expected):
    if isinstance(found, float) or isinstance(expected, float):
        return found == expected or None not in (found, expected) and abs(found - expected) < 1e-9
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    return found == expected
