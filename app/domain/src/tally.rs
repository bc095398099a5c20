//! Counted answers: what a seal knows of many ratings.
//! It must not know whose answers they were; what of them is published is for [`Statistics`](crate::statistics::Statistics).

use crate::instrument::{Element, Instrument};
use crate::rating::Answers;

/// The least common multiple of 1 to 9: in this unit the mean of any one to nine answers is a whole number.
pub(crate) const MEAN_UNIT: u64 = 2520;

/// The most elements that an instrument has.
pub(crate) const ELEMENTS: usize = Element::SKM.len();

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

    /// Whether there is an element to which at least `k` people gave another answer than the commonest.
    pub(crate) fn is_mixed(&self, k: u64) -> bool {
        let other = |counts: &[u64; 4]| {
            let commonest = counts.iter().max();
            counts.iter().sum::<u64>() - commonest.copied().unwrap_or_default()
        };
        self.counts.iter().map(other).any(|people| people >= k)
    }

    /// The answers to an element.
    pub fn element(&self, element: Element) -> ElementSum {
        ElementSum::of(self.counts(element))
    }

    /// The sum and the sum of squares of the respondents' mean scores.
    pub(crate) fn mean_sums(&self) -> (u64, u64) {
        (self.mean_sum, self.mean_squares)
    }
}

/// The answers to one element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ElementSum {
    /// How many people answered it.
    pub n: u64,
    /// The sum of their scores.
    pub sum: u64,
}

impl ElementSum {
    /// Of counted scores 1 to 4.
    pub(crate) fn of(counts: [u64; 4]) -> Self {
        let scored = counts.iter().zip(1..);
        Self {
            n: counts.iter().sum(),
            sum: scored.map(|(people, score)| people * score).sum(),
        }
    }

    /// *Nilai rata-rata* (NRR), 1 to 4: the mean over those who answered. `None` if nobody did.
    pub fn nrr(self) -> Option<f64> {
        (self.n > 0).then(|| self.sum as f64 / self.n as f64)
    }
}

#[cfg(test)]
mod tests;
