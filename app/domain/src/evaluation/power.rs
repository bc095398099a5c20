//! How likely a true deviation becomes a statement, so that nobody reads the absence of one as a proof of equality.
//! It must not know any officer's own deviation.

use statrs::distribution::{ContinuousCDF, Normal};

use super::funnel::Funnel;
use super::statement::FALSE_DISCOVERIES;
use crate::statistics::t_quantile;

/// What the tests of one semester can find.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Power {
    /// How V* falls with the number of answers.
    pub funnel: Funnel,
    /// The weeks over which answers are spread.
    pub weeks: usize,
    /// The tests of the semester's family, at least 1.
    pub tests: usize,
}

/// A row of the table that stands in every pack.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PowerRow {
    /// n: an officer's answers.
    pub answers: u64,
    /// How likely each of [`Power::DEVIATIONS`] is found, 0 to 1, in that order.
    pub found: [f64; Power::DEVIATIONS.len()],
}

impl Power {
    /// The true deviations of the table, in points on either side.
    pub const DEVIATIONS: [f64; 2] = [0.30, 0.17];

    /// The numbers of answers of the table.
    pub const ANSWERS: [u64; 3] = [30, 100, 300];

    /// The table.
    pub fn table(&self) -> [PowerRow; Self::ANSWERS.len()] {
        Self::ANSWERS.map(|answers| PowerRow {
            answers,
            found: Self::DEVIATIONS.map(|deviation| self.found(answers, deviation)),
        })
    }

    /// How likely an officer is said to be different who alone in the family truly is, by so many points: the non-central t by the
    /// approximation of Abramowitz and Stegun (26.7.10), at the level that the procedure of Benjamini and Hochberg asks of a
    /// single discovery. The answers fall into every week alike and scatter as those of an average officer, which promises a few
    /// points too much in an ordinary world and many where weeks differ greatly (`study fairness`).
    pub fn found(&self, answers: u64, deviation: f64) -> f64 {
        let (n, weeks) = (answers as f64, self.weeks as f64);
        let effective = n * weeks / (n + weeks - 1.0);
        let freedom = (effective - 1.0).max(1.0);
        let level = FALSE_DISCOVERIES / self.tests as f64;
        let critical = t_quantile(1.0 - level / 2.0, freedom);
        let truth = deviation.abs() / self.funnel.variance(answers).sqrt();
        let scale = (1.0 + critical.powi(2) / (2.0 * freedom)).sqrt();
        let middle = critical * (1.0 - 1.0 / (4.0 * freedom));
        Normal::standard().sf((middle - truth) / scale)
    }
}
