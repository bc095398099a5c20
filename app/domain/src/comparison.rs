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
        let clear = match (before.interval, now.interval) {
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
    use crate::grade::Grade;
    use crate::statistics::Interval;

    fn index(low: f64, high: f64) -> Index {
        let value = f64::midpoint(low, high);
        Index {
            value,
            hundredths: 0,
            grade: Grade::B,
            interval: Some(Interval { low, high }),
            precision: None,
        }
    }

    #[test]
    fn a_change_is_clear_only_beyond_its_margin() {
        assert!(Change::between(&index(70.0, 74.0), &index(78.0, 82.0)).clear);
        assert!(!Change::between(&index(70.0, 80.0), &index(76.0, 86.0)).clear);
    }
}
