//! Coverage: how many visits there were at a counter, and to how many of them a rating was offered.
//! It must not know how many ratings came, nor who was served.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

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
}

/// What is published of a place and month. Numbers stand for each counter where every counter of the service has none or at
/// least k; otherwise only for the service as a whole, as without a counter, so that no subtraction leaves fewer than k.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

    /// What may be published of many places. The visits of services that are `divided`, because their times are published
    /// for a part of the visits only, are left out: their whole number would tell of the other part.
    pub fn of_month(
        counted: &BTreeMap<Place, Counted>,
        divided: &BTreeSet<Slug>,
        k: u64,
    ) -> Vec<Self> {
        let services: BTreeSet<&Slug> = counted.keys().map(|place| &place.service).collect();
        let mut published = Vec::new();
        for service in services {
            let of_service = counted
                .iter()
                .filter(|(place, _)| place.service == *service);
            let places: Vec<(&Place, Counted)> = of_service
                .map(|(place, counted)| {
                    let visits = if divided.contains(service) {
                        0
                    } else {
                        counted.visits
                    };
                    (place, Counted { visits, ..*counted })
                })
                .collect();
            let whole = whole(&places, k);
            let mut of_places: BTreeMap<Place, Counted> = BTreeMap::new();
            for (place, counted) in places {
                let at = |whole: bool| Place {
                    service: service.clone(),
                    counter: place.counter.clone().filter(|_| !whole),
                };
                of_places.entry(at(whole.visits)).or_default().visits += counted.visits;
                of_places.entry(at(whole.offered)).or_default().offered += counted.offered;
            }
            let of_places = of_places.into_iter();
            published.extend(of_places.filter_map(|(place, counted)| Self::new(place, counted, k)));
        }
        published
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

fn whole(places: &[(&Place, Counted)], k: u64) -> Whole {
    let small = |number: &dyn Fn(&Counted) -> u64| {
        places
            .iter()
            .map(|(_, counted)| number(counted))
            .any(|number| (1..k).contains(&number))
    };
    Whole {
        visits: small(&|counted| counted.visits),
        offered: small(&|counted| counted.offered),
    }
}

/// How many of the people who were served gave a rating that proves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResponseRate {
    /// Ratings by invitation (n).
    pub ratings: u64,
    /// Visits.
    pub visits: u64,
}

impl ResponseRate {
    /// The rate of a service: its published visits of some months, over all counters, against the ratings published for
    /// them. `None` where no visits are published, or fewer than there are ratings: then not every visit is reported, and a
    /// rate would claim what nobody knows.
    pub fn of<'a>(ratings: u64, places: impl IntoIterator<Item = &'a Coverage>) -> Option<Self> {
        let visits: u64 = places.into_iter().filter_map(Coverage::visits).sum();
        (visits > 0 && ratings <= visits).then_some(Self { ratings, visits })
    }

    /// The rate, 0 to 1.
    pub fn share(self) -> f64 {
        self.ratings as f64 / self.visits as f64
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
        let counted = |visits, offered| Counted { visits, offered };
        let of_month = BTreeMap::from([
            (place("A"), counted(10, 30)),
            (place("B"), counted(9, 12)),
            (place("C"), counted(9, 9)),
        ]);
        assert_eq!(
            numbers(&Coverage::of_month(&of_month, &BTreeSet::new(), 10)),
            [(None, Some(28), Some(51))],
            "a small counter leaves only the whole"
        );
    }

    fn numbers(published: &[Coverage]) -> Vec<(Option<&str>, Option<u64>, Option<u64>)> {
        published
            .iter()
            .map(|coverage| (coverage.counter(), coverage.visits(), coverage.offered()))
            .collect()
    }

    #[test]
    fn counters_stand_apart_where_all_are_large_enough() {
        let counted = |visits, offered| Counted { visits, offered };
        let of_month = BTreeMap::from([
            (place("A"), counted(10, 30)),
            (place("B"), counted(12, 9)),
            (place("C"), counted(0, 40)),
        ]);
        let published = Coverage::of_month(&of_month, &BTreeSet::new(), 10);
        assert_eq!(
            numbers(&published),
            [
                (None, None, Some(79)),
                (Some("A"), Some(10), None),
                (Some("B"), Some(12), None)
            ]
        );
        let divided = BTreeSet::from([place("A").service]);
        assert_eq!(
            numbers(&Coverage::of_month(&of_month, &divided, 10)),
            [(None, None, Some(79))]
        );
        let rate = ResponseRate::of(11, &published).expect("visits are known");
        assert_eq!((rate.ratings, rate.visits), (11, 22));
        assert!((rate.share() - 0.5).abs() < 1e-9);
        assert_eq!(ResponseRate::of(5, []), None);
        assert_eq!(
            ResponseRate::of(23, &published),
            None,
            "some visits are not reported"
        );
    }

    proptest! {
        /// Every number that is published, and every difference between a service's whole number of visits or offers and
        /// what is published of its counters, is nothing or at least k.
        #[test]
        fn no_subtraction_leaves_fewer_than_k(counts in prop::collection::vec((0..40u64, 0..40u64), 1..6)) {
            let of_month: BTreeMap<Place, Counted> = counts
                .iter()
                .enumerate()
                .map(|(at, (visits, offered))| (place(&at.to_string()), Counted { visits: *visits, offered: *offered }))
                .collect();
            let published = Coverage::of_month(&of_month, &BTreeSet::new(), 10);
            let all: u64 = counts.iter().map(|(visits, _)| visits).sum();
            let told: u64 = published.iter().filter_map(Coverage::visits).sum();
            prop_assert!(told == all || told == 0 && all < 10, "{} of {}", told, all);
            let all: u64 = counts.iter().map(|(_, offered)| offered).sum();
            let told: u64 = published.iter().filter_map(Coverage::offered).sum();
            prop_assert!(told == all || told == 0 && all < 10, "{} of {}", told, all);
            let numbers = published.iter().flat_map(|coverage| [coverage.visits(), coverage.offered()]);
            prop_assert!(numbers.flatten().all(|number| number >= 10));
        }
    }
}
