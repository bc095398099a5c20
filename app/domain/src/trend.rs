//! Which way an index goes over many months: a robust slope with its interval, so that a single month decides nothing.
//! It must not know what the figures are of.

use num_traits::ToPrimitive;

use crate::comparison::MARGIN;
use crate::period::Month;

/// Below so many months no interval of 95 % exists.
pub const LEAST_MONTHS: usize = 5;

/// The 97.5 % quantile of the normal distribution.
pub(crate) const NORMAL_975: f64 = 1.959_963_984_540_054;

/// The index of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Monthly {
    /// The month.
    pub month: Month,
    /// The index in points.
    pub index: f64,
}

/// Which way an index goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It rises.
    Up,
    /// It falls.
    Down,
    /// Neither is clear.
    Unclear,
}

/// How an index goes month by month, in points a month: the median of the slopes between every two months (Theil 1950), with
/// the 95 % interval that Kendall's test of independence gives (Sen 1968, *Estimates of the regression coefficient based on
/// Kendall's tau*).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slope {
    /// The slope itself.
    pub median: f64,
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
    /// The outcome: up or down only where the whole interval, over all the months, is more than [`MARGIN`].
    pub direction: Direction,
}

impl Slope {
    /// The slope over months in any order; `None` for fewer than [`LEAST_MONTHS`].
    pub fn over(months: &[Monthly]) -> Option<Self> {
        if months.len() < LEAST_MONTHS {
            return None;
        }
        let slopes = slopes(months);
        let all = slopes.len();
        let outside = (all as f64 - NORMAL_975 * variance(months).sqrt()) / 2.0;
        let outside = outside
            .round()
            .to_usize()
            .map_or(0, |outside| outside.saturating_sub(1));
        let (low, high) = (slopes[outside], slopes[all - 1 - outside]);
        let span = span(months);
        let direction = if low * span > MARGIN {
            Direction::Up
        } else if high * span < -MARGIN {
            Direction::Down
        } else {
            Direction::Unclear
        };
        Some(Self {
            median: f64::midpoint(slopes[(all - 1) / 2], slopes[all / 2]),
            low,
            high,
            direction,
        })
    }
}

/// The slopes between every two months, the smallest first.
fn slopes(months: &[Monthly]) -> Vec<f64> {
    let later = |place: usize| &months[place + 1..];
    let pairs = months.iter().enumerate();
    let pairs = pairs.flat_map(|(place, a)| later(place).iter().map(move |b| (a, b)));
    let slopes = pairs.map(|(a, b)| {
        let apart = b.month.ordinal() - a.month.ordinal();
        (b.index - a.index) / f64::from(apart)
    });
    let mut slopes: Vec<f64> = slopes.collect();
    slopes.sort_by(f64::total_cmp);
    slopes
}

/// The variance of the number of pairs that go up less those that go down, if there is no trend; smaller where months tie.
fn variance(months: &[Monthly]) -> f64 {
    let mut indices: Vec<f64> = months.iter().map(|monthly| monthly.index).collect();
    indices.sort_by(f64::total_cmp);
    let ties = indices.chunk_by(|a, b| a.to_bits() == b.to_bits());
    let part = |n: usize| (n * (n - 1) * (2 * n + 5)) as f64 / 18.0;
    part(months.len()) - ties.map(|tied| part(tied.len())).sum::<f64>()
}

/// How many months lie between the first and the last.
fn span(months: &[Monthly]) -> f64 {
    let ordinals = months.iter().map(|monthly| monthly.month.ordinal());
    let (first, last) = (ordinals.clone().min(), ordinals.max());
    f64::from(last.unwrap_or_default() - first.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn monthly(place: i32, index: f64) -> Monthly {
        let first: Month = "2026-01".parse().expect("a month");
        Monthly {
            month: first.plus(place),
            index,
        }
    }

    #[test]
    fn the_example_of_the_paper_has_its_result() {
        let months = [1, 2, 3, 4, 10, 12, 18];
        let values = [9.0, 15.0, 19.0, 20.0, 45.0, 55.0, 78.0];
        let pairs = months.into_iter().zip(values);
        let pairs: Vec<Monthly> = pairs.map(|(month, index)| monthly(month, index)).collect();
        let slope = Slope::over(&pairs).expect("seven months");
        assert!((slope.median - 4.0).abs() < 1e-12);
        assert!((slope.low - 26.0 / 7.0).abs() < 1e-12, "{}", slope.low);
        assert!((slope.high - 35.0 / 8.0).abs() < 1e-12, "{}", slope.high);
        assert_eq!(slope.direction, Direction::Up);
    }

    #[test]
    fn one_month_makes_no_trend() {
        let mut months: Vec<Monthly> = (0..11).map(|place| monthly(place, 80.0)).collect();
        months[10].index = 95.0;
        let slope = Slope::over(&months).expect("eleven months");
        assert_eq!((slope.median, slope.direction), (0.0, Direction::Unclear));
        assert_eq!(Slope::over(&months[..4]), None);
    }

    #[test]
    fn what_is_within_the_margin_is_no_trend() {
        let rising = |step: f64| {
            let months = (0..12).map(|place| monthly(place, 80.0 + step * f64::from(place)));
            Slope::over(&months.collect::<Vec<_>>()).expect("twelve months")
        };
        assert_eq!(rising(0.08).direction, Direction::Unclear);
        assert_eq!(rising(0.10).direction, Direction::Up);
        assert_eq!(rising(-0.10).direction, Direction::Down);
    }

    proptest! {
        #[test]
        fn the_slope_lies_in_its_interval_whatever_the_order(
            indices in prop::collection::vec(2500u32..10_000, 5..40),
            turn in any::<u64>(),
        ) {
            let indices = (0..).zip(indices);
            let mut months: Vec<Monthly> = indices
                .map(|(place, index)| monthly(place, f64::from(index) / 100.0))
                .collect();
            let slope = Slope::over(&months).expect("enough months");
            prop_assert!(slope.low <= slope.median && slope.median <= slope.high);
            months.sort_by_key(|monthly| u64::from(monthly.month.number()).wrapping_mul(turn | 1));
            prop_assert_eq!(Slope::over(&months), Some(slope));
        }
    }
}
