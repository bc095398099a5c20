//! Coverage: how many visits there were at a counter, and to how many of them a rating was offered.
//! It must not know how many ratings came, nor who was served.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::register::Slug;

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
    /// Invitations offered: one with each reported visit, and those printed on slips.
    pub offered: u64,
}

/// What is published of a place and month. A number below k is left out.
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

    /// What may be published of many places.
    pub fn of_month(counted: BTreeMap<Place, Counted>, k: u64) -> Vec<Self> {
        let places = counted.into_iter();
        places
            .filter_map(|(place, counted)| Self::new(place, counted, k))
            .collect()
    }

    /// The service.
    pub const fn service(&self) -> &Slug {
        &self.service
    }

    /// The counter; `None` for visits without one.
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
        let published = Coverage::of_month(of_month, 10);
        let numbers: Vec<_> = published
            .iter()
            .map(|coverage| (coverage.counter(), coverage.visits(), coverage.offered()))
            .collect();
        assert_eq!(
            numbers,
            [(Some("A"), Some(10), Some(30)), (Some("B"), None, Some(12))]
        );
        let rate = ResponseRate::of(5, &published).expect("visits are known");
        assert_eq!((rate.ratings, rate.visits), (5, 10));
        assert!((rate.share() - 0.5).abs() < 1e-9);
        assert_eq!(ResponseRate::of(5, []), None);
        assert_eq!(
            ResponseRate::of(11, &published),
            None,
            "some visits are not reported"
        );
    }
}
