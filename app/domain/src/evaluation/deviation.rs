//! How far the answers about one duty set lie from what others were answered about the same services in the same quarters, and
//! how certain that is. It must not know what is concluded from it.

use std::collections::BTreeMap;

use super::evidence::{Cell, OfCell, OfSet, Others, Scores, united};
use super::minimum::Amount;
use crate::comparison::suffices;
use crate::duty::DutySet;
use crate::share::Share;
use crate::statistics::{Interval, Precision};
use crate::week::Week;

/// How many answers and officers the others in a cell need.
#[derive(Clone, Copy, Debug)]
pub(super) struct Least {
    pub answers: u64,
    pub officers: usize,
}

/// From here on others tell what is expected (`fairness.md` §1).
pub(super) const LEAST: Least = Least {
    answers: 30,
    officers: 3,
};

/// By how much the expectation is less certain than if every answer of the others stood for itself (`fairness.md` §2).
const DESIGN_EFFECT: f64 = 1.5;

/// The answers of one week about one duty set.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Cluster {
    pub n: u64,
    /// The sum of the answers less what was expected of each.
    pub residual: f64,
}

/// A comparable cell.
#[derive(Clone, Copy, Debug)]
struct Part {
    own: u64,
    others: u64,
    /// The variance of all answers in the cell.
    variance: f64,
}

/// Why nothing can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotComparable {
    /// So many of the answers are about services that enough others served in the same quarter: fewer than
    /// [`LEAST_COMMON_PERCENT`](crate::comparison::LEAST_COMMON_PERCENT) of them.
    FewOthers(Share),
    /// Everybody gave the same answer, so that nothing tells how far answers lie apart by chance.
    NoSpread,
}

/// Answers held against what is expected, before anything is concluded.
#[derive(Clone, Debug)]
pub(super) struct Residuals {
    of: u64,
    weeks: BTreeMap<Week, Cluster>,
    parts: Vec<Part>,
    left_out: Vec<Cell>,
}

impl Residuals {
    /// The answers about one duty set against those about everybody who is not in it.
    pub fn of(
        set: &DutySet,
        answers: &OfSet,
        cells: &BTreeMap<&Cell, OfCell>,
        least: Least,
    ) -> Self {
        let mut residuals = Self {
            of: answers.n(),
            weeks: BTreeMap::new(),
            parts: vec![],
            left_out: vec![],
        };
        for (cell, weeks) in &answers.0 {
            let others = cells.get(cell).map(|of_cell| of_cell.without(set));
            match others.filter(|others| others.suffice(least)) {
                Some(others) => residuals.compare(weeks, others),
                None => residuals.left_out.push(cell.clone()),
            }
        }
        residuals
    }

    /// Takes in a comparable cell.
    fn compare(&mut self, weeks: &BTreeMap<Week, Scores>, others: Others) {
        let own = united(weeks.values());
        let (Some(expected), Some(variance)) = (
            others.scores.sum().nrr(),
            united([&own, &others.scores]).variance(),
        ) else {
            return;
        };
        for (week, scores) in weeks {
            let answers = scores.sum();
            let cluster = self.weeks.entry(*week).or_default();
            cluster.n += answers.n;
            cluster.residual += answers.sum as f64 - answers.n as f64 * expected;
        }
        self.parts.push(Part {
            own: own.sum().n,
            others: others.scores.sum().n,
            variance,
        });
    }

    fn comparable(&self) -> Share {
        Share {
            part: self.parts.iter().map(|part| part.own).sum(),
            of: self.of,
        }
    }

    /// How far the answers lie from what was expected.
    ///
    /// # Errors
    /// Why nothing can be compared.
    pub fn deviation(self) -> Result<Deviation, NotComparable> {
        let comparable = self.comparable();
        let weeks: Vec<Cluster> = self.weeks.into_values().collect();
        let Some(clusters) = Clusters::of(&weeks).filter(|_| suffices(comparable)) else {
            return Err(NotComparable::FewOthers(comparable));
        };
        if self.parts.iter().all(|part| part.variance <= 0.0) {
            return Err(NotComparable::NoSpread);
        }
        let n = clusters.n as f64;
        let expectation = self.parts.iter().map(Part::expectation_variance);
        let expectation = expectation.sum::<f64>() / n.powi(2);
        let floor = self
            .parts
            .iter()
            .map(|part| part.own as f64 * part.variance);
        let floor = floor.sum::<f64>() / n.powi(2);
        Ok(Deviation {
            points: clusters.mean,
            n: clusters.n,
            comparable,
            left_out: self.left_out,
            weeks: clusters.weeks,
            effective_weeks: clusters.effective,
            variance: clusters.variance + expectation,
            test_variance: clusters.variance.max(floor) + expectation,
        })
    }
}

impl Others {
    fn suffice(&self, least: Least) -> bool {
        self.scores.sum().n >= least.answers && self.officers >= least.officers
    }
}

impl Part {
    /// What the expectation adds to the variance of a sum of residuals.
    fn expectation_variance(&self) -> f64 {
        DESIGN_EFFECT * (self.own as f64).powi(2) * self.variance / self.others as f64
    }
}

/// The mean of clustered residuals and its variance (Cameron and Miller 2015).
#[derive(Clone, Copy, Debug)]
pub(super) struct Clusters {
    pub n: u64,
    pub weeks: usize,
    pub mean: f64,
    /// V_cl; infinite for a single week, which tells nothing of how weeks differ.
    pub variance: f64,
    /// How many weeks of equally many answers would tell as much.
    pub effective: f64,
}

impl From<Clusters> for Amount {
    fn from(clusters: Clusters) -> Self {
        Self {
            answers: clusters.n,
            weeks: clusters.weeks,
            effective_weeks: clusters.effective,
        }
    }
}

impl Clusters {
    /// `None` without an answer.
    pub fn of(weeks: &[Cluster]) -> Option<Self> {
        let n: u64 = weeks.iter().map(|week| week.n).sum();
        let all = n as f64;
        let mean = weeks.iter().map(|week| week.residual).sum::<f64>() / all;
        let m = weeks.len() as f64;
        let apart = |week: &Cluster| (week.residual - week.n as f64 * mean).powi(2);
        let apart: f64 = weeks.iter().map(apart).sum();
        let squares: u64 = weeks.iter().map(|week| week.n * week.n).sum();
        let variance = match weeks.len() {
            0 | 1 => f64::INFINITY,
            _ => m / (m - 1.0) * apart / all.powi(2),
        };
        (n > 0).then(|| Self {
            n,
            weeks: weeks.len(),
            mean,
            variance,
            effective: all.powi(2) / squares as f64,
        })
    }
}

/// How far the answers to one element lie from those about others in the same services and quarters. In points of that element's
/// own scale, 1 to 4; positive for better.
#[derive(Clone, Debug, PartialEq)]
pub struct Deviation {
    /// d: the mean of the answers less what was expected of each, -3 to 3.
    pub points: f64,
    /// n: the comparable answers.
    pub n: u64,
    /// How many of all answers are comparable.
    pub comparable: Share,
    /// The services and quarters in which too few others served.
    pub left_out: Vec<Cell>,
    /// m: the weeks with comparable answers.
    pub weeks: usize,
    /// m_eff: how many weeks of equally many answers would tell as much, at most `weeks`.
    pub effective_weeks: f64,
    /// V: of the interval, in square points, more than 0.
    pub variance: f64,
    /// V*: of every test, band and shrinkage, in square points. It is never less than if every answer stood for itself, so that
    /// weeks which happen to agree prove nothing.
    pub test_variance: f64,
}

impl Deviation {
    /// The evidence behind it.
    pub const fn amount(&self) -> Amount {
        Amount {
            answers: self.n,
            weeks: self.weeks,
            effective_weeks: self.effective_weeks,
        }
    }

    /// The degrees of freedom of Student's t, at least 1.
    pub fn freedom(&self) -> f64 {
        (self.effective_weeks - 1.0).max(1.0)
    }

    /// The 95 % interval.
    pub fn interval(&self) -> Interval {
        let precision = Precision {
            centre: self.points,
            error: self.variance.sqrt(),
            freedom: self.freedom(),
        };
        precision.interval()
    }
}
