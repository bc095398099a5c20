//! Ranks as ranges: which places a figure can have among others, as far as the numbers tell them apart.
//! It must not know what the figures are of, nor in which order they are shown.

use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::statistics::{Index, Precision};

/// The probability with which any rank of a family of figures may be wrong.
const ERROR: f64 = 0.05;

/// The places that a figure can have among others, 1 for the best. With 95 % confidence all ranges of a family hold at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankRange {
    /// The best place.
    pub best: usize,
    /// The worst place.
    pub worst: usize,
    /// How many figures there are.
    pub of: usize,
}

/// A figure that is compared with others.
#[derive(Clone, Copy)]
struct Compared {
    place: usize,
    value: f64,
    precision: Precision,
}

/// A comparison: whether one figure lies clearly above another.
struct Comparison {
    above: usize,
    below: usize,
    p: f64,
}

/// The ranks of a family of figures, in the given order; `None` where there is no figure or no interval. Each of the
/// J(J − 1) statements that one lies above another is tested by Welch's t, all together by Holm's procedure at 5 %; whoever
/// is clearly above takes a place before, whoever is clearly below one after (Mogstad, Romano, Shaikh and Wilhelm, *Inference
/// for ranks with applications to mobility across neighbourhoods and academic achievement across countries*, 2024).
pub fn ranks(figures: &[Option<Index>]) -> Vec<Option<RankRange>> {
    let known: Vec<Compared> = figures
        .iter()
        .enumerate()
        .filter_map(|(place, index)| {
            let index = (*index)?;
            let (value, precision) = (index.value, index.precision?);
            Some(Compared {
                place,
                value,
                precision,
            })
        })
        .collect();
    let (mut above, mut below) = (vec![0; figures.len()], vec![0; figures.len()]);
    for comparison in clear(comparisons(&known)) {
        below[comparison.above] += 1;
        above[comparison.below] += 1;
    }
    let mut ranks = vec![None; figures.len()];
    for Compared { place, .. } in &known {
        ranks[*place] = Some(RankRange {
            best: 1 + above[*place],
            worst: known.len() - below[*place],
            of: known.len(),
        });
    }
    ranks
}

fn comparisons(known: &[Compared]) -> Vec<Comparison> {
    let pairs = known.iter().flat_map(|a| known.iter().map(move |b| (a, b)));
    let pairs = pairs.filter(|(a, b)| a.place != b.place);
    pairs
        .map(|(a, b)| Comparison {
            above: a.place,
            below: b.place,
            p: p_above(a, b),
        })
        .collect()
}

/// How likely a difference at least as large is, if `a` does not lie above `b`; 1 where it is beyond doubt more than
/// [`ERROR`], since the function that tells it exactly is slow and such pairs are many. The indices themselves are compared:
/// the middles of their intervals depend on how many people answered.
fn p_above(a: &Compared, b: &Compared) -> f64 {
    let difference = a.value - b.value;
    let (va, vb) = (a.precision.error.powi(2), b.precision.error.powi(2));
    let variance = va + vb;
    if variance <= 0.0 {
        return if difference > 0.0 { 0.0 } else { 1.0 };
    }
    // Student's t reaches further than the normal curve, whose 95 % quantile this is, rounded down.
    if difference < 1.64 * variance.sqrt() {
        return 1.0;
    }
    let freedom =
        variance.powi(2) / (va.powi(2) / a.precision.freedom + vb.powi(2) / b.precision.freedom);
    StudentsT::new(0.0, 1.0, freedom).map_or(1.0, |t| t.sf(difference / variance.sqrt()))
}

/// The statements that hold by Holm's step-down procedure.
fn clear(mut comparisons: Vec<Comparison>) -> impl Iterator<Item = Comparison> {
    comparisons.sort_by(|a, b| a.p.total_cmp(&b.p));
    let all = comparisons.len();
    let steps = comparisons.into_iter().enumerate();
    steps
        .take_while(move |(step, comparison)| comparison.p <= ERROR / (all - step) as f64)
        .map(|(_, comparison)| comparison)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::formula::Formula;
    use crate::grade::Grade;

    fn index(value: f64, error: f64) -> Index {
        Index {
            value,
            hundredths: 0,
            grade: Grade::B,
            formula: Formula::CURRENT,
            precision: Some(Precision {
                centre: f64::midpoint(value, 62.5),
                error,
                freedom: 50.0,
            }),
        }
    }

    fn read(figures: &[Option<Index>]) -> Vec<Option<(usize, usize)>> {
        let ranks = ranks(figures);
        ranks
            .into_iter()
            .map(|rank| rank.map(|rank| (rank.best, rank.worst)))
            .collect()
    }

    #[test]
    fn a_chain_of_overlaps_is_not_one_group() {
        // Neighbours cannot be told apart, the ends can.
        let chain = [70.0, 74.0, 78.0, 82.0].map(|centre| Some(index(centre, 1.5)));
        assert_eq!(
            read(&chain),
            [Some((3, 4)), Some((2, 4)), Some((1, 3)), Some((1, 2))]
        );
    }

    #[test]
    fn what_has_no_figure_has_no_rank_and_takes_no_place() {
        let figures = [Some(index(90.0, 0.5)), None, Some(index(70.0, 0.5))];
        assert_eq!(read(&figures), [Some((1, 1)), None, Some((2, 2))]);
        assert_eq!(ranks(&figures)[0].map(|rank| rank.of), Some(2));
        assert_eq!(read(&[Some(index(80.0, 1.0))]), [Some((1, 1))]);
        assert_eq!(read(&[]), []);
    }

    fn family() -> impl Strategy<Value = Vec<Option<Index>>> {
        let figure =
            (60.0f64..95.0, 0.2f64..4.0).prop_map(|(centre, error)| Some(index(centre, error)));
        prop::collection::vec(figure, 1..25)
    }

    proptest! {
        #[test]
        fn every_order_gives_the_same_ranks(family in family(), seed in any::<u64>()) {
            let ranked = ranks(&family);
            let mut order: Vec<usize> = (0..family.len()).collect();
            order.sort_by_key(|place| (*place as u64).wrapping_mul(seed | 1));
            let shuffled: Vec<_> = order.iter().map(|place| family[*place]).collect();
            for (rank, place) in ranks(&shuffled).iter().zip(order) {
                prop_assert_eq!(*rank, ranked[place]);
            }
        }

        #[test]
        fn ranges_hold_a_place_for_everybody(family in family()) {
            let ranked: Vec<RankRange> = ranks(&family).into_iter().flatten().collect();
            prop_assert!(ranked.iter().all(|rank| 1 <= rank.best && rank.best <= rank.worst && rank.worst <= rank.of));
            // A true ranking exists within the ranges: the order of the figures themselves.
            let mut by_figure: Vec<usize> = (0..family.len()).collect();
            by_figure.sort_by(|a, b| {
                let value = |place: &usize| family[*place].expect("given").value;
                value(b).total_cmp(&value(a))
            });
            for (place, figure) in by_figure.into_iter().enumerate() {
                prop_assert!((ranked[figure].best..=ranked[figure].worst).contains(&(place + 1)));
            }
        }
    }
}
