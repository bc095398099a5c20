//! Counted answers: what remains of many ratings, and the index computed from it.
//! It must not know whose answers they were, nor whether they may be published: only a figure may.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::grade::{Grade, hundredths};
use crate::instrument::{Element, Instrument};
use crate::rating::Answers;

/// The least common multiple of 1 to 9: in this unit the mean of any one to nine answers is a whole number.
const MEAN_UNIT: u64 = 2520;

/// The most elements that an instrument has.
const ELEMENTS: usize = Element::SKM.len();

/// The answers of a group of people to one instrument, counted. Adding people and merging groups commute, so the order
/// of arrival leaves no trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    instrument: Instrument,
    respondents: u64,
    /// By element, in the order of the instrument; zeros beyond it.
    counts: [[u64; 4]; ELEMENTS],
    mean_sum: u64,
    mean_squares: u64,
}

/// People who answered the same number of elements with the same sum of scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EqualMeans {
    /// How many elements each of them answered, at least 1.
    pub answered: u64,
    /// The sum of each one's scores.
    pub total: u64,
    /// How many people.
    pub people: u64,
}

impl Tally {
    /// Nobody's answers.
    pub fn empty(instrument: Instrument) -> Self {
        Self {
            instrument,
            respondents: 0,
            counts: [[0; 4]; ELEMENTS],
            mean_sum: 0,
            mean_squares: 0,
        }
    }

    /// A tally from sums that were published, in the unit 1/2520 for each person's mean score.
    pub(crate) fn from_sums(
        instrument: Instrument,
        respondents: u64,
        counts: &[[u64; 4]; ELEMENTS],
        mean_sum: u64,
        mean_squares: u64,
    ) -> Self {
        Self {
            instrument,
            respondents,
            counts: *counts,
            mean_sum,
            mean_squares,
        }
    }

    /// The questionnaire.
    pub const fn instrument(&self) -> Instrument {
        self.instrument
    }

    /// How many people answered.
    pub const fn respondents(&self) -> u64 {
        self.respondents
    }

    /// Adds one person's answers.
    pub fn add(&mut self, answers: &Answers) {
        let scores = || answers.scores().iter().flatten();
        let mut counts = [[0; 4]; ELEMENTS];
        for (count, score) in counts.iter_mut().zip(answers.scores()) {
            if let Some(score) = score {
                count[score.position()] = 1;
            }
        }
        let answered = scores().count() as u64;
        let total = scores().map(|score| u64::from(score.value())).sum();
        self.add_group(
            EqualMeans {
                answered,
                total,
                people: 1,
            },
            &counts,
        );
    }

    /// Adds a group of people of equal means, with their answers counted per element and score.
    pub fn add_group(&mut self, group: EqualMeans, counts: &[[u64; 4]]) {
        let mean = group.total * MEAN_UNIT / group.answered;
        self.respondents += group.people;
        self.mean_sum += mean * group.people;
        self.mean_squares += mean * mean * group.people;
        self.add_counts(counts);
    }

    /// Adds another group's tally of the same instrument.
    pub fn merge(&mut self, other: &Self) {
        debug_assert_eq!(
            self.instrument, other.instrument,
            "instruments are never mixed"
        );
        self.respondents += other.respondents;
        self.mean_sum += other.mean_sum;
        self.mean_squares += other.mean_squares;
        self.add_counts(&other.counts);
    }

    fn add_counts(&mut self, counts: &[[u64; 4]]) {
        for (own, added) in self.counts.iter_mut().zip(counts) {
            for (own, added) in own.iter_mut().zip(added) {
                *own += added;
            }
        }
    }

    /// How often each score 1 to 4 was given to an element.
    pub fn counts(&self, element: Element) -> [u64; 4] {
        self.instrument
            .position(element)
            .map_or([0; 4], |position| self.counts[position])
    }

    /// How many people answered an element (n per element).
    pub fn answered(&self, element: Element) -> u64 {
        self.counts(element).iter().sum()
    }

    fn score_sum(&self, element: Element) -> u64 {
        self.counts(element)
            .iter()
            .zip(1..)
            .map(|(count, score)| count * score)
            .sum()
    }

    /// *Nilai rata-rata* (NRR) of an element, 1 to 4: the mean over those who answered it. `None` if nobody did.
    pub fn nrr(&self, element: Element) -> Option<f64> {
        let answered = self.answered(element);
        (answered > 0).then(|| self.score_sum(element) as f64 / answered as f64)
    }

    /// The index with its interval. `None` while any element has no answer at all: it would count as zero or change the
    /// weights of the others.
    pub fn index(&self) -> Option<Index> {
        let value = self.index_as_float()?;
        let hundredths = self.index_in_hundredths(value)?;
        Some(Index {
            value,
            hundredths,
            grade: Grade::of_hundredths(hundredths),
            interval: self.interval(value),
        })
    }

    /// The index as the nearest `f64` where everybody answered every element, and within a few units of the last place
    /// otherwise.
    fn index_as_float(&self) -> Option<f64> {
        let elements = self.instrument.elements();
        let weight = elements.len() as f64;
        if elements
            .iter()
            .all(|element| self.answered(*element) == self.respondents)
        {
            let sum: u64 = elements
                .iter()
                .map(|element| self.score_sum(*element))
                .sum();
            return (self.respondents > 0)
                .then(|| (sum * 25) as f64 / (weight * self.respondents as f64));
        }
        let nrrs = elements
            .iter()
            .map(|element| self.nrr(*element))
            .collect::<Option<Vec<_>>>()?;
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
        let ratio = |element: &Element| {
            let answered = self.answered(*element);
            (answered > 0)
                .then(|| BigRational::new(self.score_sum(*element).into(), answered.into()))
        };
        self.instrument.elements().iter().map(ratio).collect()
    }

    /// The 95 % confidence interval of the index: Student's t on each respondent's own mean score × 25, centred on the
    /// index and cut at 25 and 100. `None` below two respondents.
    ///
    /// For complete answers the mean of the respondents' scores is the index itself, so this is the textbook interval.
    fn interval(&self, index: f64) -> Option<Interval> {
        let n = u128::from(self.respondents);
        if n < 2 {
            return None;
        }
        let spread = n * u128::from(self.mean_squares) - u128::from(self.mean_sum).pow(2);
        let variance = spread as f64 / (n * (n - 1)) as f64;
        let error = (variance / n as f64).sqrt() / MEAN_UNIT as f64 * 25.0;
        let half = t_quantile_975(self.respondents - 1) * error;
        Some(Interval {
            low: (index - half).max(25.0),
            high: (index + half).min(100.0),
        })
    }

    pub(crate) fn mean_sums(&self) -> (u64, u64) {
        (self.mean_sum, self.mean_squares)
    }
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

/// The 97.5 % quantile of Student's t with `freedom` degrees of freedom.
fn t_quantile_975(freedom: u64) -> f64 {
    StudentsT::new(0.0, 1.0, freedom as f64).map_or(f64::INFINITY, |t| t.inverse_cdf(0.975))
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
    /// The 95 % interval; `None` for a single respondent.
    pub interval: Option<Interval>,
}

/// A 95 % confidence interval of an index.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower bound, at least 25.
    pub low: f64,
    /// The upper bound, at most 100.
    pub high: f64,
}

#[cfg(test)]
mod tests;
