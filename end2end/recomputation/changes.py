"""How figures moved from one month to the next: like with like, against a margin, all of a month judged together.
It must not know the portal's answers."""

from dataclasses import dataclass
from math import sqrt

from . import student
from .figures import Figure

MARGIN = 1.0
FALSE_DISCOVERIES = 0.05
LEAST_COMMON = 0.7


@dataclass
class Change:
    plain: float
    points: float | None = None
    p: float | None = None
    verdict: str = "not-comparable"


@dataclass
class Place:
    """A unit or a service: the services in it, month by month, and all that it has."""

    services: dict
    whole: dict


def judged(places, before, now):
    """The changes of all places between two months, by place."""
    changes = {name: change(place, before, now) for name, place in places.items()}
    changes = {name: found for name, found in changes.items() if found}
    tested = sorted(found.p for found in changes.values() if found.p is not None)
    counting = [p for rank, p in enumerate(tested, 1) if p <= FALSE_DISCOVERIES * rank / len(tested)]
    for found in changes.values():
        if found.p is not None:
            clear = counting and found.p <= counting[-1]
            found.verdict = ("better" if found.points > 0 else "worse") if clear else "no-clear-difference"
    return changes


def change(place, before, now):
    whole = [place.whole.get(month) for month in (before, now)]
    if any(figure is None or figure.index() is None for figure in whole):
        return None
    found = Change(float(whole[1].index()) - float(whole[0].index()))
    pairs = [(figures[before], figures[now]) for figures in place.services.values() if before in figures and now in figures]
    pairs = [pair for pair in pairs if all(figure.precision() for figure in pair)]
    covered = [sum(pair[at].n for pair in pairs) for at in (0, 1)]
    if not pairs or any(part < LEAST_COMMON * figure.n for part, figure in zip(covered, whole)):
        return found
    points, variance, squares = 0.0, 0.0, 0.0
    for earlier, later in pairs:
        points += later.n * float(later.index() - earlier.index())
        for _, error, freedom in (earlier.precision(), later.precision()):
            own = (later.n * error) ** 2
            variance += own
            squares += own**2 / freedom
    error, freedom = sqrt(variance) / covered[1], variance**2 / squares
    found.points = points / covered[1]
    distances = (abs(found.points) - MARGIN, abs(found.points) + MARGIN)
    found.p = min(1.0, sum(student.beyond(distance / error, freedom) for distance in distances))
    return found


def places(releases, series, belonging):
    """Every unit and service with its official figures; `belonging` gives the units from an atom's own upwards."""
    found = {}
    for release in releases:
        month = release["month"]
        for atom in release["atoms"]:
            if (atom["instrument"], atom["wording"]) != series or atom["proof"] not in ("verified", "paper"):
                continue
            names = [("units", unit) for unit in belonging(atom["unit"], release)]
            alone = atom["services"][0] if len(atom["services"]) == 1 else None
            for name in names + ([("services", alone)] if alone else []):
                place = found.setdefault(name, Place({}, {}))
                place.whole.setdefault(month, Figure(series[0])).add(atom, release)
                if alone:
                    of_service = place.services.setdefault(alone, {})
                    of_service.setdefault(month, Figure(series[0])).add(atom, release)
    return found
