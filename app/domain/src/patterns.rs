//! Unusual patterns in the ratings of a month, counted for the page of a seal and published with it.
//! It must not know which score anybody gave, nor leave anything out: a pattern is a question to people, not an answer.

use std::ops::AddAssign;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::instrument::Instrument;
use crate::rating::Answers;

/// A day with fewer ratings is no burst, however quiet the usual day is.
pub const SMALLEST_BURST: u64 = 20;

/// A day is a burst beyond this many median absolute deviations above the usual day. For normally distributed counts
/// that is 4 standard deviations (6 / 1.4826); Iglewicz and Hoaglin (1993) call values beyond 5.2 outliers.
pub const DEVIATIONS_OF_A_BURST: f64 = 6.0;

/// From so many working days on it can be told what a usual day is.
pub const DAYS_OF_A_USUAL_DAY: usize = 5;

/// The ratings of one day, of every class of proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCount {
    /// All of them.
    pub ratings: u64,
    /// Those of the classes *verified* and *paper*, which belong to a visit.
    pub proved: u64,
    /// Whether people are served here on such a day.
    pub working: bool,
}

/// The ratings of one service or one counter in the period of a seal, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    /// Every day of the period, also those without a rating; their order does not matter.
    pub days: Vec<DayCount>,
    /// Ratings in which every element of the nine is answered.
    pub complete: u64,
    /// Those of them in which all nine answers are equal, see [`has_equal_answers`].
    pub equal: u64,
    /// How many people were served, if that is counted.
    pub visits: Option<u64>,
}

/// What is given from outside to look for patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// With fewer ratings nothing is said about a service or counter.
    pub k: u64,
    /// The share of ratings with equal answers, in percent, above which it is unusual. Satisfied people often give the
    /// best answer to everything, so this should be high.
    pub equal_percent: u8,
}

/// How many services, or how many counters, show each pattern. One can show several. There is nothing in it about the
/// answers, so it may be seen before the seal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnusualPatterns {
    /// A day with far more ratings than usual.
    pub bursts: u64,
    /// Nearly everybody gave the same answer to all questions.
    pub equal_answers: u64,
    /// Ratings that belong to a visit on a day on which nobody is served.
    pub closed_days: u64,
    /// More ratings than visits.
    pub more_than_visits: u64,
}

impl UnusualPatterns {
    /// The patterns among services or among counters; counting both together would count ratings twice.
    pub fn among<'o>(
        observed: impl IntoIterator<Item = &'o Observed>,
        thresholds: Thresholds,
    ) -> Self {
        let mut sum = Self::default();
        for one in observed {
            sum += Self::of(one, thresholds);
        }
        sum
    }

    fn of(observed: &Observed, thresholds: Thresholds) -> Self {
        let ratings: u64 = observed.days.iter().map(|day| day.ratings).sum();
        if ratings < thresholds.k {
            return Self::default();
        }
        Self {
            bursts: has_burst(&observed.days, thresholds.k).into(),
            equal_answers: is_mostly_equal(observed, thresholds).into(),
            closed_days: observed.days.iter().any(is_closed_day).into(),
            more_than_visits: observed
                .visits
                .is_some_and(|visits| ratings > visits)
                .into(),
        }
    }
}

impl AddAssign for UnusualPatterns {
    fn add_assign(&mut self, other: Self) {
        self.bursts += other.bursts;
        self.equal_answers += other.equal_answers;
        self.closed_days += other.closed_days;
        self.more_than_visits += other.more_than_visits;
    }
}

/// Whether a person answered all nine elements, and all alike. The one question of the other instrument tells nothing.
pub fn has_equal_answers(answers: &Answers) -> bool {
    let scores = answers.scores();
    answers.instrument() == Instrument::Skm
        && scores
            .iter()
            .all(|score| score.is_some() && *score == scores[0])
}

/// Whether a day stands out of the working days: above their median by more than [`DEVIATIONS_OF_A_BURST`] median
/// absolute deviations, each taken as one rating at least, with at least [`SMALLEST_BURST`] and k ratings.
fn has_burst(days: &[DayCount], k: u64) -> bool {
    let working = days.iter().filter(|day| day.working);
    let usual: Vec<f64> = working.map(|day| day.ratings as f64).collect();
    if usual.len() < DAYS_OF_A_USUAL_DAY {
        return false;
    }
    let middle = median(usual.clone());
    let deviation = median(usual.iter().map(|count| (count - middle).abs()).collect()).max(1.0);
    let bound = middle + DEVIATIONS_OF_A_BURST * deviation;
    days.iter()
        .any(|day| day.ratings >= SMALLEST_BURST.max(k) && day.ratings as f64 > bound)
}

/// The middle value, or the mean of the two middle ones. The values, at least one, are counts or differences of halves of
/// counts, so that the result is exact.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len() % 2 == 1 {
        values[half]
    } else {
        f64::midpoint(values[half - 1], values[half])
    }
}

fn is_mostly_equal(observed: &Observed, thresholds: Thresholds) -> bool {
    let bound = u128::from(observed.complete) * u128::from(thresholds.equal_percent);
    observed.complete >= thresholds.k && u128::from(observed.equal) * 100 > bound
}

fn is_closed_day(day: &DayCount) -> bool {
    !day.working && day.proved > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::Element;
    use crate::rating::Score;
    use proptest::prelude::*;

    const THRESHOLDS: Thresholds = Thresholds {
        k: 10,
        equal_percent: 80,
    };

    fn days(working: &[u64]) -> Observed {
        let day = |ratings: &u64| DayCount {
            ratings: *ratings,
            proved: 0,
            working: true,
        };
        Observed {
            days: working.iter().map(day).collect(),
            ..Observed::default()
        }
    }

    fn patterns(observed: &Observed) -> UnusualPatterns {
        UnusualPatterns::among([observed], THRESHOLDS)
    }

    #[test]
    fn a_burst_stands_far_out_of_the_usual_day() {
        let bursts = |working: &[u64]| patterns(&days(working)).bursts;
        // The median is 5 and the median deviation 1: beyond 11, but at least 20.
        assert_eq!(bursts(&[4, 5, 6, 5, 3, 20]), 1);
        assert_eq!(bursts(&[4, 5, 6, 5, 3, 19]), 0);
        // The median is 45 and the median deviation 7.5: beyond 90.
        assert_eq!(bursts(&[30, 40, 50, 35, 50, 91]), 1);
        assert_eq!(bursts(&[30, 40, 50, 35, 50, 90]), 0);
        // Equal days deviate by nothing; a few more are no burst.
        assert_eq!(bursts(&[25, 25, 25, 25, 25, 31]), 0);
        assert_eq!(bursts(&[25, 25, 25, 25, 25, 32]), 1);
        // Four days do not tell what is usual.
        assert_eq!(bursts(&[1, 1, 1, 100]), 0);
    }

    #[test]
    fn a_day_off_can_be_a_burst_but_is_no_usual_day() {
        let mut observed = days(&[30, 30, 30, 30, 30]);
        let off = |ratings| DayCount {
            ratings,
            proved: 0,
            working: false,
        };
        observed.days.extend([off(0); 8]);
        assert_eq!(patterns(&observed), UnusualPatterns::default());
        observed.days.push(off(40));
        assert_eq!(patterns(&observed).bursts, 1);
    }

    #[test]
    fn equal_answers_are_unusual_above_the_threshold() {
        let of = |complete, equal| {
            patterns(&Observed {
                complete,
                equal,
                ..days(&[100])
            })
            .equal_answers
        };
        assert_eq!(of(100, 80), 0);
        assert_eq!(of(100, 81), 1);
        assert_eq!(of(9, 9), 0);
    }

    #[test]
    fn a_visit_needs_an_open_door() {
        let mut observed = days(&[10]);
        observed.days.push(DayCount {
            ratings: 1,
            proved: 1,
            working: false,
        });
        assert_eq!(patterns(&observed).closed_days, 1);
        observed.days[1].proved = 0;
        assert_eq!(patterns(&observed).closed_days, 0);
    }

    #[test]
    fn there_are_no_more_ratings_than_visits() {
        let of = |visits| {
            patterns(&Observed {
                visits,
                ..days(&[30])
            })
            .more_than_visits
        };
        assert_eq!(of(Some(29)), 1);
        assert_eq!(of(Some(30)), 0);
        assert_eq!(of(None), 0);
    }

    #[test]
    fn only_nine_equal_answers_are_equal() {
        let answers = |instrument, score: fn(Element) -> Option<u8>| {
            Answers::new(instrument, |element| score(element).and_then(Score::new))
                .expect("something is answered")
        };
        assert!(has_equal_answers(&answers(Instrument::Skm, |_| Some(3))));
        let other = answers(Instrument::Skm, |e| Some(3 + u8::from(e == Element::Time)));
        assert!(!has_equal_answers(&other));
        let missing = answers(Instrument::Skm, |e| (e != Element::Cost).then_some(4));
        assert!(!has_equal_answers(&missing));
        assert!(!has_equal_answers(&answers(Instrument::Overall, |_| Some(
            4
        ))));
    }

    fn observed() -> impl Strategy<Value = Observed> {
        let ratings = prop_oneof![4 => 0u64..8, 1 => 0u64..60];
        let day =
            (ratings, 0u64..3, any::<bool>()).prop_map(|(ratings, proved, working)| DayCount {
                ratings,
                proved: proved.min(ratings),
                working,
            });
        let days = prop::collection::vec(day, 0..20);
        let visits = prop::option::of(0u64..100);
        (days, 0.0f64..1.0, 0.0f64..1.0, visits).prop_map(|(days, complete, equal, visits)| {
            let share = |whole: u64, part: f64| {
                (0..whole)
                    .filter(|n| (*n as f64) < part * whole as f64)
                    .count() as u64
            };
            let complete = share(days.iter().map(|day| day.ratings).sum(), complete);
            let equal = share(complete, equal);
            Observed {
                days,
                complete,
                equal,
                visits,
            }
        })
    }

    fn shuffled() -> impl Strategy<Value = (Vec<Observed>, Vec<Observed>)> {
        let with_days_moved = observed().prop_flat_map(|observed| {
            let days = Just(observed.days.clone()).prop_shuffle();
            (Just(observed), days)
        });
        prop::collection::vec(with_days_moved, 0..8).prop_flat_map(|pairs| {
            let (given, moved): (Vec<_>, Vec<_>) = pairs
                .into_iter()
                .map(|(observed, days)| (observed.clone(), Observed { days, ..observed }))
                .unzip();
            (Just(given), Just(moved).prop_shuffle())
        })
    }

    proptest! {
        #[test]
        fn the_order_of_days_and_services_changes_nothing((given, moved) in shuffled()) {
            prop_assert_eq!(
                UnusualPatterns::among(&given, THRESHOLDS),
                UnusualPatterns::among(&moved, THRESHOLDS)
            );
        }

        #[test]
        fn nothing_is_said_below_k(observed in observed()) {
            let ratings: u64 = observed.days.iter().map(|day| day.ratings).sum();
            let thresholds = Thresholds { k: ratings + 1, ..THRESHOLDS };
            prop_assert_eq!(UnusualPatterns::among([&observed], thresholds), UnusualPatterns::default());
        }

        #[test]
        fn every_service_counts_once(observed in prop::collection::vec(observed(), 0..8)) {
            let most = observed.len() as u64;
            let found = UnusualPatterns::among(&observed, THRESHOLDS);
            for count in [found.bursts, found.equal_answers, found.closed_days, found.more_than_visits] {
                prop_assert!(count <= most);
            }
        }
    }
}
