//! When two figures may be said to differ.
//! It must not know what the figures are of.

use crate::statistics::Index;

/// How an index moved from one period to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The difference in points, positive for better.
    pub points: f64,
    /// Whether chance alone is an unlikely explanation: the difference is larger than its own 95 % margin,
    /// `√(a² + b²)` of the two half-widths.
    pub clear: bool,
}

impl Change {
    /// The change between two independent figures. Without both intervals it is never clear.
    pub fn between(before: &Index, now: &Index) -> Self {
        let points = now.value - before.value;
        let clear = match (before.interval(), now.interval()) {
            (Some(a), Some(b)) => {
                let half = |low: f64, high: f64| (high - low) / 2.0;
                points.abs() > half(a.low, a.high).hypot(half(b.low, b.high))
            }
            _ => false,
        };
        Self { points, clear }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::Formula;
    use crate::grade::Grade;
    use crate::statistics::Precision;

    fn index(value: f64, error: f64) -> Index {
        Index {
            value,
            hundredths: 0,
            grade: Grade::B,
            precision: Some(Precision {
                centre: value,
                error,
                freedom: 1e6,
            }),
            formula: Formula::CURRENT,
        }
    }

    #[test]
    fn a_change_is_clear_only_beyond_its_margin() {
        assert!(Change::between(&index(72.0, 1.0), &index(80.0, 1.0)).clear);
        assert!(!Change::between(&index(75.0, 2.5), &index(81.0, 2.5)).clear);
    }
}
