//! The lines of a funnel plot (Spiegelhalter 2005): between which deviations chance alone leaves officers with so many answers.
//! It must not know any officer's own deviation.

use super::deviation::Deviation;
use super::shrinkage::Spread;
use crate::trend::NORMAL_975;

/// The 99.9 % quantile of the normal distribution.
const NORMAL_999: f64 = 3.090_232_306_167_813;

/// How far 0 and the lines on either side of it are apart, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lines {
    /// Between these lie 95 % of equal officers.
    pub of_95: f64,
    /// Between these lie 99.8 %.
    pub of_998: f64,
}

impl Lines {
    /// Of this variance in square points.
    pub fn of(variance: f64) -> Self {
        Self {
            of_95: NORMAL_975 * variance.sqrt(),
            of_998: NORMAL_999 * variance.sqrt(),
        }
    }
}

/// The funnel of a group of officers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Funnel {
    /// V* of one answer, in square points: the mean of n V* by the answers of the officers.
    pub of_an_answer: f64,
    /// τ², in square points.
    pub between: f64,
}

impl Funnel {
    /// Of the deviations of a group and their spread; `None` of nobody.
    pub fn of(deviations: &[&Deviation], spread: Spread) -> Option<Self> {
        let (mut answers, mut weighted) = (0, 0.0);
        for deviation in deviations {
            answers += deviation.n;
            weighted += (deviation.n as f64).powi(2) * deviation.test_variance;
        }
        (answers > 0).then(|| Self {
            of_an_answer: weighted / answers as f64,
            between: spread.between,
        })
    }

    /// V*(n), in square points.
    pub fn variance(&self, answers: u64) -> f64 {
        self.of_an_answer / answers as f64
    }

    /// The lines at so many answers if all officers are equal.
    pub fn lines(&self, answers: u64) -> Lines {
        Lines::of(self.variance(answers))
    }

    /// The lines of the over-dispersed band, in which officers may differ as they do in this group.
    pub fn over_dispersed(&self, answers: u64) -> Lines {
        Lines::of(self.variance(answers) + self.between)
    }
}
