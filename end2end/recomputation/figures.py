"""Figures from atoms, by the data dictionary and the page about methods. It must not know the portal's answers."""

from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor, sqrt

from . import student

ELEMENTS = {
    "skm": "persyaratan prosedur waktu biaya produk kompetensi perilaku pengaduan sarana".split(),
    "overall": ["keseluruhan"],
}
# A person's mean score is counted in these units, so that it is a whole number however many questions were answered.
UNIT = 2520
POINTS = Fraction(25, UNIT)
MIDDLE = 62.5
GRADES = [(8831, "A"), (7661, "B"), (6500, "C"), (2500, "D")]
ASSUMED = 225


@dataclass
class Figure:
    """A union of atoms of one series."""

    instrument: str
    n: int = 0
    first: bool = True
    answers: dict = field(default_factory=dict)
    people: int = 0
    sum: int = 0
    squares: int = 0

    def add(self, atom, release):
        self.n += atom["n"]
        told = elements(atom)
        for element, (count, total) in told.items():
            known = self.answers.get(element, (0, 0))
            self.answers[element] = (known[0] + count, known[1] + total)
        self.people += atom["n"]
        if "means" in atom:
            total, squares = atom["means"]
        else:
            self.first = False
            total, squares = around(atom, told, release)
        self.sum += total
        self.squares += squares

    def count(self, element):
        return self.answers.get(element, (0, 0))[0]

    def nrr(self, element):
        count, total = self.answers.get(element, (0, 0))
        return Fraction(total, count) if count else None

    def index(self):
        means = [self.nrr(element) for element in ELEMENTS[self.instrument]]
        return None if None in means else sum(means) / len(means) * 25

    def grade(self):
        hundredths = floor(self.index() * 100 + Fraction(1, 2))
        return next(grade for least, grade in GRADES if hundredths >= least)

    def variance(self):
        n = self.people
        return Fraction(n * self.squares - self.sum**2, n * (n - 1)) * POINTS**2 if n > 1 else None

    def precision(self):
        """The centre, the standard error and the degrees of freedom; nothing for a single person."""
        index, variance = self.index(), self.variance()
        if index is None or variance is None:
            return None
        if self.first:
            return float(index), sqrt(variance / self.people), self.people - 1
        n = min(self.count(element) for element in ELEMENTS[self.instrument])
        index, variance = float(index), float(variance)
        squares = variance * (n - 1) + (MIDDLE - index) ** 2 * n / (n + 1)
        return (n * index + MIDDLE) / (n + 1), sqrt(squares / n / (n + 1)), n

    def interval(self):
        """The bounds as they are shown, on the scale."""
        precision = self.precision()
        if precision is None:
            return None
        centre, error, freedom = precision
        half = student.quantile_975(freedom) * error
        return [min(max(bound, 25.0), 100.0) for bound in (centre - half, centre + half)]


def elements(atom):
    """The number of answers and their sum by element."""
    told = {}
    for element, answers in atom["elements"].items():
        if isinstance(answers, list):
            told[element] = sum(answers), sum(score * count for score, count in enumerate(answers, 1))
        else:
            told[element] = answers["n"], answers["sum"]
    return {element: counts for element, counts in told.items() if counts[0]}


def around(atom, told, release):
    """The sum and the sum of squares that an atom stands for, rounded so that a union is never too narrow."""
    n = atom["n"]
    means = [Fraction(total, count) for count, total in told.values()]
    middle = sum(means) / len(means) if means else None
    if middle is None:
        return 0, 0
    total = floor(middle * n * UNIT + Fraction(1, 2))
    spread = atom.get("spread", background(atom, release) * (n - 1))
    return total, ceil(Fraction(total**2, n)) + ceil(spread / POINTS**2)


def background(atom, release):
    """What is assumed of an atom that is too small for a spread of its own."""
    series = (atom["instrument"], atom["wording"])
    known = {(told["instrument"], told["wording"]): told["variance"] for told in release.get("backgrounds", [])}
    return known.get(series, ASSUMED)
