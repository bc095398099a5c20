//! Response: how many of the people who were served gave a rating that proves it, of a service and by counter.
//! It must not know how anybody answered.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::coverage::{Counted, Coverage, Place};
use crate::disclosure::Beside;
use crate::slug::Slug;

/// How many of the people who were served gave a rating that proves it, over months in which both are known whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResponseRate {
    /// Ratings by invitation (n).
    pub ratings: u64,
    /// Visits.
    pub visits: u64,
    /// How many months it is about.
    pub months: usize,
}

impl ResponseRate {
    /// The rate of a service in a month: its published visits, over all counters, against its ratings. `None` where no visits are
    /// published, or fewer than there are ratings: then not every visit is reported, and a rate would claim what nobody knows.
    pub fn of_month<'a>(
        ratings: u64,
        places: impl IntoIterator<Item = &'a Coverage>,
    ) -> Option<Self> {
        let visits: u64 = places.into_iter().filter_map(Coverage::visits).sum();
        (visits > 0 && ratings <= visits).then_some(Self {
            ratings,
            visits,
            months: 1,
        })
    }

    /// The rate, 0 to 1.
    pub fn share(self) -> f64 {
        self.ratings as f64 / self.visits as f64
    }
}

impl AddAssign for ResponseRate {
    fn add_assign(&mut self, other: Self) {
        self.ratings += other.ratings;
        self.visits += other.visits;
        self.months += other.months;
    }
}

/// How many ratings by invitation came from the visits to one counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CounterRatings {
    /// The service.
    pub service: Slug,
    /// The counter.
    pub counter: String,
    /// The ratings, at least k.
    pub ratings: u64,
}

impl CounterRatings {
    /// What may be published of one service whose release tells `published` ratings by invitation: the ratings of every counter,
    /// or of none. They are told where each counter has none or at least k and its visits are told, where they are all of the
    /// service's ratings, and where no number of the counter or of the service, which `beside` holds, leaves fewer than k
    /// beside them.
    pub fn of_service(
        places: &[(&Place, Counted)],
        published: u64,
        coverage: &[Coverage],
        beside: &Beside,
    ) -> Vec<Self> {
        let all: u64 = places.iter().map(|(_, counted)| counted.rated).sum();
        let rated = places.iter().filter(|(_, counted)| counted.rated > 0);
        let told = rated.map(|(place, counted)| Self::told(place, counted.rated, coverage, beside));
        let told: Option<Vec<Self>> = told.collect();
        told.filter(|_| all == published).unwrap_or_default()
    }

    fn told(place: &Place, ratings: u64, coverage: &[Coverage], beside: &Beside) -> Option<Self> {
        let counter = place.counter.clone()?;
        let mut coverage = coverage.iter();
        let of_counter = coverage.find(|told| told.counter() == Some(&*counter))?;
        let visits = of_counter.visits().filter(|visits| ratings <= *visits)?;
        let known = [visits].into_iter().chain(of_counter.offered());
        let ratings = beside.with(known).tell(ratings)?;
        Some(Self {
            service: place.service.clone(),
            counter,
            ratings,
        })
    }
}

/// The response rates of the counters of a service in a month, by counter.
pub fn by_counter<'a>(
    ratings: impl IntoIterator<Item = &'a CounterRatings>,
    places: &[Coverage],
) -> BTreeMap<String, ResponseRate> {
    let ratings = ratings.into_iter();
    let rates = ratings.filter_map(|told| {
        let mut places = places.iter();
        let place = places.find(|place| place.counter() == Some(&*told.counter))?;
        let rate = ResponseRate::of_month(told.ratings, [place])?;
        Some((told.counter.clone(), rate))
    });
    rates.collect()
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

    const fn counted(visits: u64, rated: u64) -> Counted {
        Counted {
            visits,
            offered: 0,
            rated,
        }
    }

    fn told(of_month: &[(&Place, Counted)], published: u64) -> Vec<(String, u64)> {
        let mut beside = Beside::new(10, [published]);
        let coverage = Coverage::of_service(of_month, &mut beside);
        let told = CounterRatings::of_service(of_month, published, &coverage, &beside);
        let told = told.into_iter().map(|told| (told.counter, told.ratings));
        told.collect()
    }

    #[test]
    fn counters_are_told_where_no_few_stand_beside_them() {
        let (a, b) = (place("A"), place("B"));
        let both = [(&a, counted(60, 30)), (&b, counted(50, 20))];
        let expected = [("A".to_owned(), 30), ("B".to_owned(), 20)];
        assert_eq!(told(&both, 50), expected);
        assert_eq!(told(&both, 49), [], "one of them was not published");
        assert_eq!(told(&[(&a, counted(60, 30)), (&b, counted(50, 9))], 39), []);
        assert_eq!(
            told(&[(&a, counted(60, 30)), (&b, counted(25, 20))], 50),
            [],
            "five of 25 who did not rate"
        );
        let nowhere = Place {
            counter: None,
            ..place("")
        };
        assert_eq!(
            told(&[(&a, counted(60, 30)), (&nowhere, counted(0, 20))], 50),
            [],
            "ratings without a counter are nobody's"
        );
    }

    #[test]
    fn a_rate_is_of_the_visits_that_are_told() {
        let of_month = [(&place("A"), counted(12, 0)), (&place("B"), counted(10, 0))];
        let published = Coverage::of_service(&of_month, &mut Beside::new(10, []));
        let rate = ResponseRate::of_month(11, &published).expect("visits are known");
        assert_eq!((rate.ratings, rate.visits), (11, 22));
        assert!((rate.share() - 0.5).abs() < 1e-9);
        assert_eq!(ResponseRate::of_month(5, []), None);
        assert_eq!(
            ResponseRate::of_month(23, &published),
            None,
            "some visits are not reported"
        );
    }

    proptest! {
        /// All counters are told or none, each with at least k, and equal to or k apart from every number of it and the service.
        #[test]
        fn no_counter_leaves_fewer_than_k(counts in prop::collection::vec((0..60u64, 0..60u64, 0..60u64), 1..4), timed in 0..90u64) {
            let names: Vec<Place> = (0..counts.len()).map(|at| place(&at.to_string())).collect();
            let of_month: Vec<(&Place, Counted)> = names
                .iter()
                .zip(&counts)
                .map(|(place, (visits, offered, rated))| (place, Counted { visits: *visits, offered: *offered, rated: *rated }))
                .collect();
            let all: u64 = counts.iter().map(|(_, _, rated)| rated).sum();
            let mut beside = Beside::new(10, [all, timed]);
            let coverage = Coverage::of_service(&of_month, &mut beside);
            let told = CounterRatings::of_service(&of_month, all, &coverage, &beside);
            let sum: u64 = told.iter().map(|told| told.ratings).sum();
            prop_assert!(told.is_empty() || sum == all, "{} of {}", sum, all);
            let apart = |one: u64, other: u64| one == other || one.abs_diff(other) >= 10;
            for counter in &told {
                let of_counter = coverage.iter().find(|place| place.counter() == Some(&*counter.counter)).expect("told");
                let numbers = of_counter.visits().into_iter().chain(of_counter.offered()).chain([all, timed]);
                prop_assert!(counter.ratings >= 10);
                for number in numbers {
                    prop_assert!(apart(counter.ratings, number), "{} beside {}", counter.ratings, number);
                }
            }
        }
    }
}
