//! Whether a figure moved from one period to another: like with like, by more than a margin, and with the false discoveries
//! of a whole family controlled. It must not know what the figures are of.

use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::instrument::Element;
use crate::share::Share;
use crate::statistics::{Precision, Statistics};

/// A difference of at most so many points of the index is of no practical size. A choice.
pub const MARGIN: f64 = 1.0;

/// Which share of a family's clear differences may be false on average.
const FALSE_DISCOVERIES: f64 = 0.05;

/// How likely it may be that one of the two elements called best and weakest is not.
const EXTREMES: f64 = 0.05;

/// Which share of the ratings of either period must be of what both have in common, in per cent.
pub const LEAST_COMMON_PERCENT: u64 = 70;

/// How an index moved from the period before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The plain difference of the two indices in points, positive for better; of whatever was rated then and now.
    pub plain: f64,
    /// The difference of what is comparable, or why nothing is.
    pub tested: Result<Difference, NotComparable>,
}

impl Change {
    /// What may be said of it; `None` where nothing is comparable.
    pub fn verdict(&self) -> Option<Verdict> {
        self.tested.ok().map(|difference| difference.verdict)
    }

    pub(crate) fn p(&self) -> Option<f64> {
        self.tested.ok().map(|difference| difference.p)
    }

    /// The change with the verdict that the largest accepted p of its family gives.
    pub(crate) fn judged(self, accepted: Option<f64>) -> Self {
        let tested = self.tested.map(|difference| difference.judged(accepted));
        Self { tested, ..self }
    }
}

/// What a test says of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Better by more than [`MARGIN`].
    Better,
    /// Worse by more than [`MARGIN`].
    Worse,
    /// Neither.
    NoClearDifference,
}

impl Verdict {
    /// The stable name used in data.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::NoClearDifference => "no-clear-difference",
        }
    }
}

/// The difference of the services that both periods have in common, each weighted by its ratings in the later one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The difference in points, positive for better.
    pub points: f64,
    /// How likely a difference at least as large is, if the true one is at most [`MARGIN`] in either direction.
    pub p: f64,
    /// The outcome among all differences of its family.
    pub verdict: Verdict,
}

impl Difference {
    fn judged(self, accepted: Option<f64>) -> Self {
        let verdict = match accepted {
            Some(accepted) if self.p <= accepted && self.points > 0.0 => Verdict::Better,
            Some(accepted) if self.p <= accepted => Verdict::Worse,
            _ => Verdict::NoClearDifference,
        };
        Self { verdict, ..self }
    }
}

/// Too little of one of the periods was rated in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotComparable {
    /// How many of the ratings of the period before are of services rated in both.
    pub before: Share,
    /// The same of the later period.
    pub now: Share,
}

/// Whether a share is large enough to stand for the whole.
pub(crate) const fn suffices(common: Share) -> bool {
    common.part * 100 >= common.of * LEAST_COMMON_PERCENT
}

/// The index of so many ratings. It is compared around itself, because the middle of its interval moves with their number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Estimate {
    n: u64,
    index: f64,
    precision: Precision,
}

impl Estimate {
    fn of(statistics: &Statistics) -> Option<Self> {
        let index = statistics.index()?;
        Some(Self {
            n: statistics.respondents(),
            index: index.value,
            precision: index.precision?,
        })
    }

    /// The mean answer to an element on the scale of the index, of so many answers.
    pub(crate) fn of_element(statistics: &Statistics, element: Element) -> Option<Self> {
        let answers = statistics.element(element);
        Some(Self {
            n: answers.n,
            index: answers.nrr()? * 25.0,
            precision: statistics.element_precision(element)?,
        })
    }

    /// Whether this lies above another figure of the same people by more than [`MARGIN`]. How their answers go together is not
    /// published, so the standard errors are added up, which is right however they do.
    pub(crate) fn lies_above(&self, other: &Self) -> bool {
        let (own, others) = (self.precision, other.precision);
        let freedom = own.freedom.min(others.freedom);
        let t = StudentsT::new(0.0, own.error + others.error, freedom);
        t.is_ok_and(|t| t.sf(self.index - other.index - MARGIN) <= EXTREMES / 2.0)
    }
}

/// Adds up the services that two periods have in common.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Common {
    before: u64,
    now: u64,
    points: f64,
    variance: f64,
    /// The sum of each squared variance divided by its degrees of freedom (Welch–Satterthwaite).
    squares: f64,
}

impl Common {
    /// Adds a service by its answers in both periods, if it has an index in both.
    pub(crate) fn add_all(&mut self, before: Option<&Statistics>, now: Option<&Statistics>) {
        let before = before.and_then(Estimate::of);
        self.add_both(before, now.and_then(Estimate::of));
    }

    /// Adds a figure of both periods, if it is known in both.
    pub(crate) fn add_both(&mut self, before: Option<Estimate>, now: Option<Estimate>) {
        if let (Some(before), Some(now)) = (before, now) {
            self.add(before, now);
        }
    }

    fn add(&mut self, before: Estimate, now: Estimate) {
        let weight = now.n as f64;
        self.before += before.n;
        self.now += now.n;
        self.points += weight * (now.index - before.index);
        for Estimate { precision, .. } in [before, now] {
            let variance = (weight * precision.error).powi(2);
            self.variance += variance;
            self.squares += variance.powi(2) / precision.freedom;
        }
    }

    /// The change, not yet judged, of a figure with these answers in each period; `None` where one of both has no index.
    pub(crate) fn change(self, before: &Statistics, now: &Statistics) -> Option<Change> {
        let plain = now.index()?.value - before.index()?.value;
        let tested = self.tested(before.respondents(), now.respondents());
        Some(Change { plain, tested })
    }

    /// The difference, not yet judged, of a figure with so many ratings in each period.
    pub(crate) fn tested(self, before: u64, now: u64) -> Result<Difference, NotComparable> {
        let before = Share {
            part: self.before,
            of: before,
        };
        let now = Share {
            part: self.now,
            of: now,
        };
        if self.now > 0 && suffices(before) && suffices(now) {
            Ok(self.difference())
        } else {
            Err(NotComparable { before, now })
        }
    }

    fn difference(self) -> Difference {
        let n = self.now as f64;
        let points = self.points / n;
        let error = self.variance.sqrt() / n;
        let freedom = self.variance.powi(2) / self.squares;
        Difference {
            points,
            p: p_within(points, MARGIN, error, freedom),
            verdict: Verdict::NoClearDifference,
        }
    }
}

/// How likely an estimated difference at least as large is, if the true one lies within the margin on either side: at its
/// bounds, where that is most likely.
pub(crate) fn p_within(points: f64, margin: f64, error: f64, freedom: f64) -> f64 {
    let tail = |points| p_beyond(points, error, freedom);
    (tail(points.abs() - margin) + tail(points.abs() + margin)).min(1.0)
}

/// How likely an estimate lies at least so far above the truth. A group of whose dispersion nothing is known proves nothing.
pub(crate) fn p_beyond(points: f64, error: f64, freedom: f64) -> f64 {
    StudentsT::new(0.0, error, freedom).map_or(1.0, |t| t.sf(points))
}

/// The largest p of a family that counts by the procedure of Benjamini and Hochberg (1995); `None` where none does.
pub(crate) fn largest_accepted(p: Vec<f64>) -> Option<f64> {
    accepted_at(p, FALSE_DISCOVERIES)
}

/// The same, where on average such a share of what counts may be false.
pub(crate) fn accepted_at(mut p: Vec<f64>, rate: f64) -> Option<f64> {
    p.sort_by(f64::total_cmp);
    let all = p.len() as f64;
    let ranked = (1u32..).zip(p);
    ranked
        .filter(|(rank, p)| *p <= rate * f64::from(*rank) / all)
        .map(|(_, p)| p)
        .last()
}

#[cfg(test)]
mod tests;
