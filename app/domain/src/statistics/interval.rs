//! The 95 % interval of an index.
//! It must not know groups or releases, only how many people stand behind an index and how far apart they are.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::Dispersion;

/// A 95 % interval, of an index where nothing else is said. It is cut at the ends of the scale only where it is shown: what is compared with another
/// needs its whole width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

impl Interval {
    /// The part of it on the scale, 25 to 100.
    #[must_use]
    pub fn on_the_scale(self) -> Self {
        Self {
            low: self.low.clamp(25.0, 100.0),
            high: self.high.clamp(25.0, 100.0),
        }
    }
}

/// How certain a figure is, in points: Student's t around a centre, which is not always the figure itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// The middle of the interval.
    pub centre: f64,
    /// The standard error.
    pub error: f64,
    /// The degrees of freedom.
    pub freedom: f64,
}

impl Precision {
    /// The 95 % interval.
    pub fn interval(self) -> Interval {
        let half = t_quantile(0.975, self.freedom) * self.error;
        Interval {
            low: self.centre - half,
            high: self.centre + half,
        }
    }
}

/// The middle of the scale, where the one person stands who is thought beside the respondents.
const MIDDLE: f64 = 62.5;

/// Student's t on each respondent's own mean score × 25, centred on the index: the textbook interval, which is too narrow where
/// nearly all give the highest score. `None` below two respondents.
pub(super) fn of_means(dispersion: &Dispersion, index: f64) -> Option<Precision> {
    let n = dispersion.people as f64;
    let variance = dispersion.variance()?;
    Some(Precision {
        centre: index,
        error: (variance / n).sqrt(),
        freedom: n - 1.0,
    })
}

/// Student's t with one more person at the middle of the scale, so that a group in which all agree is not taken for
/// certain; with `n` the answers to the least answered element. Its interval always contains the index. A choice, tried in
/// `study intervals`; the idea is that of adding successes and failures to a proportion (Agresti and Coull 1998).
pub(super) fn beside_the_middle(variance: f64, n: u64, index: f64) -> Option<Precision> {
    if n < 2 {
        return None;
    }
    let people = n as f64;
    let squares = variance * (people - 1.0) + (MIDDLE - index).powi(2) * people / (people + 1.0);
    Some(Precision {
        centre: (people * index + MIDDLE) / (people + 1.0),
        error: (squares / people / (people + 1.0)).sqrt(),
        freedom: people,
    })
}

/// A quantile of Student's t with `freedom` degrees of freedom.
pub(crate) fn t_quantile(probability: f64, freedom: f64) -> f64 {
    StudentsT::new(0.0, 1.0, freedom).map_or(f64::INFINITY, |t| t.inverse_cdf(probability))
}
