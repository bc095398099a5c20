"""Ranks as ranges: which places each unit can have among those beside it, all together at 95 %.
It must not know the portal's answers."""

from math import sqrt

from . import student

ERROR = 0.05


def ranks(figures):
    """The best and the worst place and the number of figures, by name; nothing for what has no interval."""
    known = {name: figure for name, figure in figures.items() if figure.precision()}
    pairs = [(probability(known[a], known[b]), a, b) for a in known for b in known if a != b]
    pairs.sort(key=lambda pair: pair[0])
    above, below = dict.fromkeys(known, 0), dict.fromkeys(known, 0)
    for step, (p, a, b) in enumerate(pairs):
        if p > ERROR / (len(pairs) - step):
            break
        below[a] += 1
        above[b] += 1
    return {name: (1 + above[name], len(known) - below[name], len(known)) for name in known}


def probability(a, b):
    """How likely a difference at least as large is, if the first is not above the second (Welch)."""
    difference = float(a.index() - b.index())
    parts = [(error**2, freedom) for _, error, freedom in (a.precision(), b.precision())]
    variance = sum(part for part, _ in parts)
    if variance <= 0:
        return 0.0 if difference > 0 else 1.0
    if difference <= 0:
        return 1.0
    freedom = variance**2 / sum(part**2 / freedom for part, freedom in parts)
    return student.beyond(difference / sqrt(variance), freedom)
