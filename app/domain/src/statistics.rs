//! What a release says of the answers of a group: numbers and sums, and distributions and dispersion as far as they betray
//! nobody; and the index computed from it. It must not know a single sheet of answers: a [`Tally`] comes counted.

mod dispersion;
mod elements;
mod interval;

pub use dispersion::{Background, Dispersion, Spread};
pub(crate) use interval::t_quantile;
pub use interval::{Interval, Precision};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};

use crate::formula::Formula;
use crate::grade::{Grade, hundredths};
use crate::instrument::{Element, Instrument};
use crate::tally::{ELEMENTS, ElementSum, Tally};

/// From how many times k answers on a distribution or a dispersion is published, and only of groups in which at least k people
/// gave another answer than the commonest to some element. Those of smaller groups, or of a few among many who all agree, would
/// prove whose answers belong together (tried in `study disclosure`).
pub const DETAILED_FROM: u64 = 3;

/// An element has a figure from this number of answers on, if at least half of the respondents gave one.
pub const LEAST_ANSWERS: u64 = 5;

/// The published answers of a group or of a union of groups. Adding commutes, so the order of groups leaves no trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistics {
    pub(crate) formula: Formula,
    pub(crate) instrument: Instrument,
    pub(crate) respondents: u64,
    /// By element, in the order of the instrument; zeros beyond it and where an element is not published.
    pub(crate) elements: [ElementSum; ELEMENTS],
    /// How often each score 1 to 4 was given, only of groups that publish it.
    pub(crate) distributions: [[u64; 4]; ELEMENTS],
    pub(crate) dispersion: Dispersion,
}

impl Statistics {
    /// Nobody's answers.
    pub fn empty(instrument: Instrument) -> Self {
        Self {
            formula: Formula::First,
            instrument,
            respondents: 0,
            elements: [ElementSum::default(); ELEMENTS],
            distributions: [[0; 4]; ELEMENTS],
            dispersion: Dispersion::default(),
        }
    }

    /// Everything that was counted: what the first releases published, and what an example may show.
    pub fn whole(tally: &Tally, formula: Formula) -> Self {
        let (sum, squares) = tally.mean_sums();
        let mut whole = Self {
            formula,
            respondents: tally.respondents(),
            dispersion: Dispersion::exact(tally.respondents(), sum, squares),
            ..Self::empty(tally.instrument())
        };
        for (place, element) in tally.instrument().elements().iter().enumerate() {
            let counts = tally.counts(*element);
            whole.elements[place] = ElementSum::of(counts);
            whole.distributions[place] = counts;
        }
        whole
    }

    /// What a seal publishes of a group of at least `k` people. Where they are too few for a dispersion of their own, that of
    /// the `background` takes its place.
    ///
    /// An element keeps its own number of answers, even where fewer than `k` left it out: the mean is a sum over those who
    /// answered (PermenPANRB 14/2017), and nobody could compute it again without their number. That somebody left a question
    /// out tells neither who nor what they think.
    pub fn disclosed(tally: &Tally, k: u64, background: Background) -> Self {
        let mut told = Self::whole(tally, Formula::CURRENT);
        let people = told.respondents;
        let mixed = tally.is_mixed(k);
        for (element, distribution) in told.elements.iter_mut().zip(&mut told.distributions) {
            if !has_figure(*element, people) {
                *element = ElementSum::default();
            }
            if element.n < DETAILED_FROM * k || !mixed {
                *distribution = [0; 4];
            }
        }
        let spread = Spread::of(tally, k).unwrap_or_else(|| background.of_people(people));
        told.disperse(spread);
        told
    }

    /// Sets the dispersion of one group from its published spread.
    pub(crate) fn disperse(&mut self, spread: Spread) {
        self.dispersion = match self.middle() {
            Some(middle) => Dispersion::around(self.respondents, &middle, spread),
            None => Dispersion::default(),
        };
    }

    /// The mean score over the elements that have a figure.
    fn middle(&self) -> Option<BigRational> {
        mean_score(&self.elements)
    }

    /// Adds those of another group of the same instrument: each element and each distribution from the groups that publish it.
    pub fn merge(&mut self, other: &Self) {
        debug_assert_eq!(
            self.instrument, other.instrument,
            "instruments are never mixed"
        );
        self.formula = self.formula.max(other.formula);
        self.respondents += other.respondents;
        for (own, added) in self.elements.iter_mut().zip(&other.elements) {
            own.n += added.n;
            own.sum += added.sum;
        }
        for (own, added) in self.distributions.iter_mut().zip(&other.distributions) {
            for (own, added) in own.iter_mut().zip(added) {
                *own += added;
            }
        }
        self.dispersion.add(other.dispersion);
    }

    /// The questionnaire.
    pub const fn instrument(&self) -> Instrument {
        self.instrument
    }

    /// By which formulas it is read.
    pub const fn formula(&self) -> Formula {
        self.formula
    }

    /// How many people answered.
    pub const fn respondents(&self) -> u64 {
        self.respondents
    }

    /// The answers to an element; of nobody where it has no figure.
    pub fn element(&self, element: Element) -> ElementSum {
        let place = self.instrument.position(element);
        place.map_or_else(ElementSum::default, |place| self.elements[place])
    }

    /// How often each score 1 to 4 was given to an element; zeros where that is not published.
    pub fn distribution(&self, element: Element) -> [u64; 4] {
        let place = self.instrument.position(element);
        place.map_or([0; 4], |place| self.distributions[place])
    }

    /// The index with its interval. `None` while any element has no figure: it would count as zero or change the weights of
    /// the others.
    pub fn index(&self) -> Option<Index> {
        let value = self.index_as_float()?;
        let hundredths = self.index_in_hundredths(value)?;
        Some(Index {
            value,
            hundredths,
            grade: Grade::of_hundredths(hundredths),
            precision: self.precision(value),
            formula: self.formula,
        })
    }

    fn used(&self) -> &[ElementSum] {
        &self.elements[..self.instrument.elements().len()]
    }

    /// The index as the nearest `f64` where everybody answered every element, and within a few units of the last place
    /// otherwise.
    fn index_as_float(&self) -> Option<f64> {
        let used = self.used();
        let weight = used.len() as f64;
        if used.iter().all(|element| element.n == self.respondents) {
            let sum: u64 = used.iter().map(|element| element.sum).sum();
            return (self.respondents > 0)
                .then(|| (sum * 25) as f64 / (weight * self.respondents as f64));
        }
        let nrrs = used.iter().map(|element| element.nrr());
        let nrrs = nrrs.collect::<Option<Vec<_>>>()?;
        Some(nrrs.iter().sum::<f64>() * 25.0 / weight)
    }

    /// The index rounded half-up to hundredths, exactly. Only a value that lies so near the middle between two
    /// hundredths that the float cannot tell is computed with fractions.
    fn index_in_hundredths(&self, float: f64) -> Option<u32> {
        let scaled = float * 100.0 + 0.5;
        if (scaled - scaled.round()).abs() > 1e-6 {
            // The value is between 2500 and 10001, so nothing is cut off but the fraction.
            return scaled.floor().to_u32();
        }
        let nrrs = self.exact_nrrs()?;
        Some(hundredths(&index_value(&nrrs, &equal_weight(nrrs.len()))))
    }

    /// The index that the literal weight 0.11 of the printed rule gives, in hundredths. It is at most 99.00 and appears
    /// only as a footnote, because some published reports were computed with it.
    pub fn index_with_printed_weight(&self) -> Option<u32> {
        let nrrs = self
            .exact_nrrs()
            .filter(|_| self.instrument == Instrument::Skm)?;
        Some(hundredths(&index_value(
            &nrrs,
            &BigRational::new(BigInt::from(11), BigInt::from(100)),
        )))
    }

    fn exact_nrrs(&self) -> Option<Vec<BigRational>> {
        let ratio = |element: &ElementSum| {
            (element.n > 0).then(|| BigRational::new(element.sum.into(), element.n.into()))
        };
        self.used().iter().map(ratio).collect()
    }

    /// How certain the index is, by the formulas of the releases it comes from.
    fn precision(&self, index: f64) -> Option<Precision> {
        match self.formula {
            Formula::First => interval::of_means(&self.dispersion, index),
            Formula::Second => {
                let least = self.used().iter().map(|element| element.n).min()?;
                interval::beside_the_middle(self.dispersion.variance()?, least, index)
            }
        }
    }
}

/// Whether an element is published of a group of so many people.
const fn has_figure(element: ElementSum, people: u64) -> bool {
    element.n >= LEAST_ANSWERS && element.n * 2 >= people
}

/// The elements of a group that are published.
fn told_elements(tally: &Tally) -> Vec<ElementSum> {
    let elements = tally.instrument().elements().iter();
    let elements = elements.map(|element| tally.element(*element));
    elements
        .filter(|element| has_figure(*element, tally.respondents()))
        .collect()
}

/// The mean of the mean scores of those elements that anybody answered.
fn mean_score(elements: &[ElementSum]) -> Option<BigRational> {
    let answered = elements.iter().filter(|element| element.n > 0);
    let means: Vec<BigRational> = answered
        .map(|element| BigRational::new(element.sum.into(), element.n.into()))
        .collect();
    let count = BigInt::from(means.len());
    let sum = |means: Vec<BigRational>| {
        means
            .into_iter()
            .fold(BigRational::zero(), |sum, nrr| sum + nrr)
    };
    (!means.is_empty()).then(|| sum(means) / count)
}

/// *Nilai indeks* × 25: the sum of the elements' NRR, each times the weight, converted to the scale 25 to 100
/// (PermenPANRB 14/2017).
pub fn index_value(nrrs: &[BigRational], weight: &BigRational) -> BigRational {
    let sum = nrrs.iter().fold(BigRational::zero(), |sum, nrr| sum + nrr);
    sum * weight * BigRational::from_integer(BigInt::from(25))
}

/// The weight of each of `elements` elements: exactly one divided by their number, never 0.11.
pub fn equal_weight(elements: usize) -> BigRational {
    BigRational::new(BigInt::from(1), BigInt::from(elements))
}

/// *Indeks Kepuasan Masyarakat* (IKM), 25 to 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Index {
    /// The value with all its decimals.
    pub value: f64,
    /// The value rounded half-up to two decimals, in hundredths: what is shown and graded.
    pub hundredths: u32,
    /// The official grade.
    pub grade: Grade,
    /// How certain it is, for comparisons; `None` for a single respondent.
    pub precision: Option<Precision>,
    /// By which formulas it was computed.
    pub formula: Formula,
}

impl Index {
    /// The grades that the index could also have by its interval, best first.
    pub fn other_grades(&self) -> Vec<Grade> {
        let Some(interval) = self.interval().map(Interval::on_the_scale) else {
            return Vec::new();
        };
        // On the scale a bound has at most five digits.
        let grade =
            |bound: f64| Grade::of_hundredths((bound * 100.0).round().to_u32().unwrap_or(0));
        let possible = grade(interval.low)..=grade(interval.high);
        let others = Grade::ALL.into_iter();
        others
            .filter(|grade| *grade != self.grade && possible.contains(grade))
            .collect()
    }

    /// The 95 % interval; `None` for a single respondent. The first formulas cut it at the ends of the scale. It is computed
    /// when asked, because its quantile costs more than all the rest of an index.
    pub fn interval(&self) -> Option<Interval> {
        let interval = self.precision?.interval();
        Some(match self.formula {
            Formula::First => interval.on_the_scale(),
            Formula::Second => interval,
        })
    }
}

#[cfg(test)]
mod tests;
