//! When two figures may be said to differ.
//! It must not know what the figures are of; it never ranks what cannot be told apart.

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

/// Sorts figures, best first, into tiers such that every interval of a tier lies wholly above every interval of the
/// next. Within a tier the order given is kept: its intervals overlap, directly or through others of the tier, so that no
/// place in it would be certain. Figures without an interval form
/// one tier of their own at the end.
pub fn tiers<T>(figures: Vec<(T, Option<Index>)>) -> Vec<Vec<T>> {
    let interval = |index: &Option<Index>| index.and_then(|index| index.interval);
    let (known, unknown): (Vec<_>, Vec<_>) = figures
        .into_iter()
        .enumerate()
        .partition(|(_, (_, index))| interval(index).is_some());
    let mut known: Vec<_> = known
        .into_iter()
        .filter_map(|(place, (item, index))| {
            interval(&index).map(|interval| (place, item, interval))
        })
        .collect();
    known.sort_by(|a, b| b.2.high.total_cmp(&a.2.high));
    let mut tiers: Vec<Vec<(usize, T)>> = Vec::new();
    let mut lowest = f64::INFINITY;
    for (place, item, interval) in known {
        match tiers.last_mut() {
            Some(tier) if interval.high >= lowest => {
                tier.push((place, item));
                lowest = lowest.min(interval.low);
            }
            _ => {
                tiers.push(vec![(place, item)]);
                lowest = interval.low;
            }
        }
    }
    if !unknown.is_empty() {
        tiers.push(
            unknown
                .into_iter()
                .map(|(place, (item, _))| (place, item))
                .collect(),
        );
    }
    let in_given_order = |mut tier: Vec<(usize, T)>| {
        tier.sort_by_key(|(place, _)| *place);
        tier.into_iter().map(|(_, item)| item).collect()
    };
    tiers.into_iter().map(in_given_order).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grade::Grade;
    use crate::statistics::Interval;
    use proptest::prelude::*;

    fn index(low: f64, high: f64) -> Index {
        let value = f64::midpoint(low, high);
        Index {
            value,
            hundredths: 0,
            grade: Grade::B,
            interval: Some(Interval { low, high }),
        }
    }

    #[test]
    fn overlapping_figures_share_a_tier_in_the_given_order() {
        let figures = vec![
            ("low", Some(index(60.0, 70.0))),
            ("middle", Some(index(74.0, 80.0))),
            ("high", Some(index(79.0, 85.0))),
            ("none", None),
        ];
        assert_eq!(
            tiers(figures),
            vec![vec!["middle", "high"], vec!["low"], vec!["none"]]
        );
    }

    #[test]
    fn a_change_is_clear_only_beyond_its_margin() {
        assert!(Change::between(&index(70.0, 74.0), &index(78.0, 82.0)).clear);
        assert!(!Change::between(&index(70.0, 80.0), &index(76.0, 86.0)).clear);
    }

    proptest! {
        #[test]
        fn nobody_is_placed_below_somebody_they_overlap(
            bounds in prop::collection::vec((25.0f64..90.0, 0.1f64..10.0), 0..30)
        ) {
            let indices: Vec<_> = bounds.iter().map(|(low, width)| index(*low, low + width)).collect();
            let tiers = tiers(indices.iter().enumerate().map(|(place, index)| (place, Some(*index))).collect());
            prop_assert_eq!(tiers.iter().map(Vec::len).sum::<usize>(), indices.len());
            for pair in tiers.windows(2) {
                let low = |place: &usize| indices[*place].interval.expect("given").low;
                let high = |place: &usize| indices[*place].interval.expect("given").high;
                let lowest_above = pair[0].iter().map(low).fold(f64::INFINITY, f64::min);
                let highest_below = pair[1].iter().map(high).fold(0.0, f64::max);
                prop_assert!(highest_below < lowest_above);
            }
        }
    }
}
