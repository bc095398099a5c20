//! How far officers lie apart beyond chance, and what a deviation is worth among those of others (empirical Bayes, Morris 1983).
//! It must not know whose deviations they are, nor test one.

use super::deviation::Deviation;
use crate::statistics::{Interval, Precision};

/// A deviation as far as it is told apart from others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// d, in points.
    pub points: f64,
    /// V*, in square points, more than 0.
    pub variance: f64,
    /// The degrees of freedom of V*.
    pub freedom: f64,
}

impl From<&Deviation> for Estimate {
    fn from(deviation: &Deviation) -> Self {
        Self {
            points: deviation.points,
            variance: deviation.test_variance,
            freedom: deviation.freedom(),
        }
    }
}

/// How the true deviations of a group of officers are spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// τ²: the variance between officers by Paule and Mandel (1982), in square points; 0 where chance alone explains what is seen.
    pub between: f64,
    /// μ: the mean by the weights 1/(V* + τ²), in points.
    pub mean: f64,
    /// The sum of these weights.
    pub weight: f64,
}

/// What is read of a deviation among those of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading {
    /// The officers of the group cannot be told apart.
    NotToldApart,
    /// The deviation drawn towards the mean of the group.
    Shrunk(Shrunk),
}

/// A deviation drawn towards the mean of a group. It is for reading: tests use the deviation itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shrunk {
    /// θ̂, in points.
    pub points: f64,
    /// B, more than 0 and less than 1: how much of the figure is the officer's own evidence.
    pub own_evidence: f64,
    /// The standard error in points.
    pub error: f64,
    /// The degrees of freedom, those of the own evidence.
    pub freedom: f64,
}

impl Shrunk {
    /// The 95 % interval.
    pub fn interval(self) -> Interval {
        let precision = Precision {
            centre: self.points,
            error: self.error,
            freedom: self.freedom,
        };
        precision.interval()
    }
}

/// Sums over a group for one value of τ².
struct Weighted {
    weight: f64,
    mean: f64,
    /// Σ (d − μ)² / (V* + τ²).
    heterogeneity: f64,
    /// By how much it falls with τ².
    slope: f64,
}

impl Weighted {
    fn of(estimates: &[Estimate], between: f64) -> Self {
        let weigh = |estimate: &Estimate| (estimate.variance + between).recip();
        let weight: f64 = estimates.iter().map(weigh).sum();
        let points: f64 = estimates.iter().map(|e| weigh(e) * e.points).sum();
        let mean = points / weight;
        let part = |e: &Estimate| weigh(e) * (e.points - mean).powi(2);
        Self {
            weight,
            mean,
            heterogeneity: estimates.iter().map(part).sum(),
            slope: estimates.iter().map(|e| weigh(e) * part(e)).sum(),
        }
    }
}

/// Newton's steps come to rest far earlier; this ends what rounding would go on with.
const STEPS: usize = 100;

impl Spread {
    /// The spread of a group; one alone has none, which is no difference. `None` of nobody.
    pub fn of(estimates: &[Estimate]) -> Option<Self> {
        let expected = estimates.len().checked_sub(1)? as f64;
        let mut between = 0.0;
        for _ in 0..STEPS {
            // The heterogeneity falls and is convex, so that the steps never go too far.
            let at = Weighted::of(estimates, between);
            let step = (at.heterogeneity - expected) / at.slope;
            if step.is_nan() || step <= between * f64::EPSILON {
                break;
            }
            between += step;
        }
        let Weighted { weight, mean, .. } = Weighted::of(estimates, between);
        Some(Self {
            between,
            mean,
            weight,
        })
    }

    /// What one of the group's deviations is worth.
    pub fn read(&self, estimate: Estimate) -> Reading {
        if self.between <= 0.0 {
            return Reading::NotToldApart;
        }
        let own = self.between / (self.between + estimate.variance);
        let variance = own * estimate.variance + (1.0 - own).powi(2) / self.weight;
        Reading::Shrunk(Shrunk {
            points: self.mean + own * (estimate.points - self.mean),
            own_evidence: own,
            error: variance.sqrt(),
            freedom: estimate.freedom,
        })
    }
}
