//! Service times as a release keeps them: per service and standard, how many visits took how long.
//! It must not hold a month with fewer visits than may be published.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{ServiceTimes, TimeUsed, TimelinessStanding};
use crate::register::{StandardTime, TimeUnit};
use crate::slug::Slug;

/// The standard time that was in force, as a release writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SealedStandard {
    at_least: Option<u32>,
    at_most: u32,
    unit: String,
    percent: Option<u32>,
}

/// The times of a service's visits in a month under one standard. With fewer than k visits there are no counts, which says
/// that there were visits but too few.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedTimes {
    service: Slug,
    unit: Slug,
    standard: SealedStandard,
    counts: BTreeMap<u32, u64>,
}

impl SealedTimes {
    /// What may be published of the times of a service of `unit`; `None` without visits.
    pub fn new(service: Slug, unit: Slug, times: &ServiceTimes, k: u64) -> Option<Self> {
        let standard = times.standard;
        let counts = times.visits().map(|(used, count)| (used.steps(), count));
        (times.count() > 0).then(|| Self {
            service,
            unit,
            standard: SealedStandard {
                at_least: standard.at_least,
                at_most: standard.at_most,
                unit: standard.unit.code().to_owned(),
                percent: standard.percent,
            },
            counts: if times.count() >= k {
                counts.collect()
            } else {
                BTreeMap::new()
            },
        })
    }

    /// The service.
    pub const fn service(&self) -> &Slug {
        &self.service
    }

    /// The unit that offered the service.
    pub const fn unit(&self) -> &Slug {
        &self.unit
    }

    /// The standard that was in force; `None` if a release of a later version counts time in a unit unknown here.
    pub fn standard(&self) -> Option<StandardTime> {
        Some(StandardTime {
            at_least: self.standard.at_least,
            at_most: self.standard.at_most,
            unit: TimeUnit::from_code(&self.standard.unit)?,
            percent: self.standard.percent,
        })
    }

    /// How many visits are published (n); 0 where they are too few.
    pub fn count(&self) -> u64 {
        self.counts.values().sum()
    }

    /// The services of which some visits of a month are published and others are too few.
    pub fn divided(of_month: &[Self]) -> BTreeSet<Slug> {
        let few = of_month.iter().filter(|times| times.counts.is_empty());
        few.map(|times| times.service.clone()).collect()
    }

    /// The standing of a service in one month: under a standard, or if no visit was measured by it, under the one that was
    /// in force then.
    pub fn standing_of_month(standard: StandardTime, of_month: &[Self]) -> TimelinessStanding {
        let then = of_month.iter().filter_map(Self::standard);
        let then: Vec<StandardTime> = then.collect();
        let standard = if then.contains(&standard) {
            standard
        } else {
            then.last().copied().unwrap_or(standard)
        };
        Self::standing(standard, of_month)
    }

    /// The standing of a service under a standard over some months. Months under another standard are left out.
    pub fn standing<'a>(
        standard: StandardTime,
        months: impl IntoIterator<Item = &'a Self>,
    ) -> TimelinessStanding {
        let (same, other): (Vec<&Self>, Vec<&Self>) = months
            .into_iter()
            .partition(|month| month.standard() == Some(standard));
        let visits = same.iter().flat_map(|month| &month.counts);
        let visits = visits.map(|(steps, count)| (TimeUsed::new(*steps), *count));
        match ServiceTimes::new(standard, visits).figure() {
            Some(figure) => TimelinessStanding::Published(figure),
            None if same.is_empty() && other.is_empty() => TimelinessStanding::NotProvided,
            None if same.is_empty() => TimelinessStanding::OtherStandard,
            None => TimelinessStanding::TooFew,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STANDARD: StandardTime = StandardTime {
        at_least: None,
        at_most: 5,
        unit: TimeUnit::Minutes,
        percent: Some(90),
    };

    fn month(standard: StandardTime, visits: &[(u32, u64)]) -> Option<SealedTimes> {
        let visits = visits
            .iter()
            .map(|(steps, count)| (TimeUsed::new(*steps), *count));
        let slug = |text: &str| text.parse().expect("a slug");
        SealedTimes::new(
            slug("ktp"),
            slug("capil"),
            &ServiceTimes::new(standard, visits),
            10,
        )
    }

    #[test]
    fn a_small_month_says_only_that_it_was_small() {
        assert_eq!(month(STANDARD, &[]), None);
        let small = month(STANDARD, &[(3, 9)]).expect("there were visits");
        let text = serde_json::to_string(&small).expect("serialises");
        assert!(text.ends_with(r#""counts":{}}"#), "{text}");
        let standing = SealedTimes::standing(STANDARD, [&small]);
        assert_eq!(standing, TimelinessStanding::TooFew);
        let none = SealedTimes::standing(STANDARD, []);
        assert_eq!(none, TimelinessStanding::NotProvided);
        let faster = StandardTime {
            at_most: 4,
            ..STANDARD
        };
        let other = SealedTimes::standing(faster, [&small]);
        assert_eq!(other, TimelinessStanding::OtherStandard);
        let large = month(STANDARD, &[(3, 12)]).expect("visits");
        let then = SealedTimes::standing_of_month(faster, std::slice::from_ref(&large));
        assert_eq!(then, SealedTimes::standing(STANDARD, [&large]));
    }

    #[test]
    fn months_of_one_standard_become_one_figure() {
        let faster = StandardTime {
            at_most: 4,
            ..STANDARD
        };
        let months = [
            month(STANDARD, &[(3, 10)]).expect("visits"),
            month(STANDARD, &[(9, 10)]).expect("visits"),
            month(STANDARD, &[(60, 9)]).expect("visits"),
            month(faster, &[(4, 20)]).expect("visits"),
        ];
        let TimelinessStanding::Published(figure) = SealedTimes::standing(STANDARD, &months) else {
            panic!("two months are large enough");
        };
        assert_eq!((figure.visits, figure.within), (20, 10));
        assert_eq!((figure.median.steps(), figure.ninetieth.steps()), (3, 9));
        let text = serde_json::to_string(&months).expect("serialises");
        let read: Vec<SealedTimes> = serde_json::from_str(&text).expect("is read back");
        assert_eq!(read, months);
    }
}
