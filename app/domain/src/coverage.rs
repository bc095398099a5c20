//! Coverage: how many visits there were at a counter, and to how many of them a rating was offered.
//! It must not know who was served; how many of them rated is told by `response`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::disclosure::Beside;
use crate::slug::Slug;

/// Where visits took place: a service, and its counter where that is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The service.
    pub service: Slug,
    /// The counter.
    pub counter: Option<String>,
}

/// Visits and invitations of a month, counted exactly; not yet for publication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Visits that a queue system reported.
    pub visits: u64,
    /// Invitations offered: those with which reported visits were answered, and those printed on slips.
    pub offered: u64,
    /// Ratings by invitation that waited for the seal, left out or not: where these are not exactly what the release tells of the
    /// service, nothing is told by counter.
    pub rated: u64,
}

/// What is published of a place and month. Numbers stand for each counter where every counter of the service has none or at
/// least k; otherwise only for the service as a whole, as without a counter, so that no subtraction leaves fewer than k. Nor
/// does one between visits and offers, or between them and the other numbers that are published of the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    service: Slug,
    counter: Option<String>,
    visits: Option<u64>,
    offered: Option<u64>,
}

impl Coverage {
    /// What may be published; `None` if both numbers are below `k`.
    pub fn new(place: Place, counted: Counted, k: u64) -> Option<Self> {
        let enough = |number| Some(number).filter(|number| *number >= k);
        let (visits, offered) = (enough(counted.visits), enough(counted.offered));
        (visits.is_some() || offered.is_some()).then_some(Self {
            service: place.service,
            counter: place.counter,
            visits,
            offered,
        })
    }

    /// What may be published of the places of one service, `beside` the numbers that are published of it already.
    pub fn of_service(places: &[(&Place, Counted)], beside: &mut Beside) -> Vec<Self> {
        let k = beside.k();
        let mut told = |number: &dyn Fn(&Counted) -> u64| {
            let all = places.iter().map(|(_, counted)| number(counted)).sum();
            beside.tell(all).is_some()
        };
        let (visits, offered) = (told(&|c| c.visits), told(&|c| c.offered));
        let places = places.iter().map(|(place, counted)| {
            let visits = if visits { counted.visits } else { 0 };
            let offered = if offered { counted.offered } else { 0 };
            (
                *place,
                Counted {
                    visits,
                    offered,
                    ..*counted
                },
            )
        });
        let places: Vec<(&Place, Counted)> = places.collect();
        let whole = whole(&places, k);
        let mut of_places: BTreeMap<Place, Counted> = BTreeMap::new();
        for (place, counted) in places {
            let at = |whole: bool| Place {
                service: place.service.clone(),
                counter: place.counter.clone().filter(|_| !whole),
            };
            of_places.entry(at(whole.visits)).or_default().visits += counted.visits;
            of_places.entry(at(whole.offered)).or_default().offered += counted.offered;
        }
        let of_places = of_places.into_iter();
        let published = of_places.filter_map(|(place, counted)| Self::new(place, counted, k));
        published.collect()
    }

    /// The service.
    pub const fn service(&self) -> &Slug {
        &self.service
    }

    /// The counter; `None` for the service as a whole, and for visits without one.
    pub fn counter(&self) -> Option<&str> {
        self.counter.as_deref()
    }

    /// Visits; `None` for fewer than k.
    pub const fn visits(&self) -> Option<u64> {
        self.visits
    }

    /// Invitations offered; `None` for fewer than k.
    pub const fn offered(&self) -> Option<u64> {
        self.offered
    }
}

/// Which numbers of a service can only stand for the whole of it.
struct Whole {
    visits: bool,
    offered: bool,
}

/// Where a counter has a few, there is no number of any counter; nor of offers where they leave a few beside its visits.
fn whole(places: &[(&Place, Counted)], k: u64) -> Whole {
    let any = |small: &dyn Fn(&Counted) -> bool| places.iter().any(|(_, counted)| small(counted));
    let few = 1..k;
    let visits = any(&|counted| few.contains(&counted.visits));
    let beside = |counted: &Counted| few.contains(&counted.visits.abs_diff(counted.offered));
    Whole {
        visits,
        offered: any(&|counted| few.contains(&counted.offered)) || (!visits && any(&beside)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place(counter: &str) -> Place {
        Place {
            service: "ktp".parse().expect("a slug"),
            counter: Some(counter.to_owned()),
        }
    }

    #[test]
    fn numbers_below_k_are_left_out() {
        let counted = |visits, offered| Counted {
            visits,
            offered,
            rated: 0,
        };
        let of_month = BTreeMap::from([
            (place("A"), counted(10, 30)),
            (place("B"), counted(9, 12)),
            (place("C"), counted(9, 9)),
        ]);
        assert_eq!(
            numbers(&published(&of_month, [])),
            [(None, Some(28), Some(51))],
            "a small counter leaves only the whole"
        );
    }

    fn published(
        of_month: &BTreeMap<Place, Counted>,
        known: impl IntoIterator<Item = u64>,
    ) -> Vec<Coverage> {
        let places: Vec<_> = of_month
            .iter()
            .map(|(place, counted)| (place, *counted))
            .collect();
        Coverage::of_service(&places, &mut Beside::new(10, known))
    }

    fn numbers(published: &[Coverage]) -> Vec<(Option<&str>, Option<u64>, Option<u64>)> {
        published
            .iter()
            .map(|coverage| (coverage.counter(), coverage.visits(), coverage.offered()))
            .collect()
    }

    #[test]
    fn counters_stand_apart_where_all_are_large_enough() {
        let counted = |visits, offered| Counted {
            visits,
            offered,
            rated: 0,
        };
        let of_month = BTreeMap::from([
            (place("A"), counted(10, 30)),
            (place("B"), counted(12, 9)),
            (place("C"), counted(0, 40)),
        ]);
        let published = published(&of_month, []);
        assert_eq!(
            numbers(&published),
            [
                (None, None, Some(79)),
                (Some("A"), Some(10), None),
                (Some("B"), Some(12), None)
            ]
        );
        assert_eq!(
            numbers(&self::published(&of_month, [19])),
            [(None, None, Some(79))],
            "22 visits beside 19 timed ones would tell of three"
        );
    }

    proptest! {
        /// Every number that is published is at least k, all numbers of the service are equal or k apart, and so are those of
        /// a counter.
        #[test]
        fn no_subtraction_leaves_fewer_than_k(counts in prop::collection::vec((0..40u64, 0..40u64), 1..6), known in 0..60u64) {
            let of_month: BTreeMap<Place, Counted> = counts
                .iter()
                .enumerate()
                .map(|(at, (visits, offered))| (place(&at.to_string()), Counted { visits: *visits, offered: *offered, rated: 0 }))
                .collect();
            let published = published(&of_month, [known]);
            let told = |number: &dyn Fn(&Coverage) -> Option<u64>| published.iter().filter_map(number).sum::<u64>();
            let visits = (told(&Coverage::visits), counts.iter().map(|(visits, _)| visits).sum::<u64>());
            let offered = (told(&Coverage::offered), counts.iter().map(|(_, offered)| offered).sum::<u64>());
            for (told, all) in [visits, offered] {
                prop_assert!(told == 0 || told == all, "{} of {}", told, all);
            }
            let apart = |one: u64, other: u64| one == other || one.abs_diff(other) >= 10;
            let numbers: Vec<u64> = [visits.0, offered.0].into_iter().filter(|told| *told > 0).chain([known]).collect();
            prop_assert!(numbers.iter().all(|one| numbers.iter().all(|other| apart(*one, *other))), "{:?}", numbers);
            for coverage in &published {
                let (visits, offered) = (coverage.visits(), coverage.offered());
                prop_assert!([visits, offered].into_iter().flatten().all(|number| number >= 10));
                if let (Some(visits), Some(offered)) = (visits, offered) {
                    prop_assert!(apart(visits, offered), "{} beside {}", visits, offered);
                }
            }
        }
    }
}
