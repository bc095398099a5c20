//! Service times as a release keeps them: per service and standard, how many visits took how long.
//! It must not hold the times of fewer visits than may be published.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ServiceTimes, TimeUsed, TimelinessStanding};
use crate::disclosure::Beside;
use crate::register::{StandardTime, TimeUnit};
use crate::slug::Slug;
use crate::statistics::DETAILED_FROM;

/// The standard time that was in force, as a release writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
struct SealedStandard {
    at_least: Option<u32>,
    at_most: u32,
    unit: String,
    percent: Option<u32>,
}

/// The times of a service's visits in a month under one standard. Without counts it says that there were visits, but too few
/// to publish how long they took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SealedTimes {
    service: Slug,
    unit: Slug,
    standard: SealedStandard,
    counts: BTreeMap<u32, u64>,
}

/// The times of the visits to a service under one standard in a month, counted exactly; not yet for publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The service.
    pub service: Slug,
    /// The unit that offers it in that month.
    pub unit: Slug,
    /// The times.
    pub times: ServiceTimes,
}

impl SealedTimes {
    /// What may be published of the times of one service in a month, `beside` the numbers that are published of it already:
    /// like scores, how many visits took how long is told from [`DETAILED_FROM`] k visits under a standard on.
    pub fn of_service(measured: &[&Measured], beside: &mut Beside) -> Vec<Self> {
        let least = DETAILED_FROM * beside.k();
        let many = |of: &Measured| of.times.count() >= least;
        let all = measured.iter().filter(|of| many(of));
        let told = beside.tell(all.map(|of| of.times.count()).sum());
        let visited = measured.iter().filter(|of| of.times.count() > 0);
        let sealed = visited.map(|of| Self::new(of, told.is_some() && many(of)));
        sealed.collect()
    }

    fn new(measured: &Measured, told: bool) -> Self {
        let standard = measured.times.standard;
        let counts = measured.times.visits().filter(|_| told);
        Self {
            service: measured.service.clone(),
            unit: measured.unit.clone(),
            standard: SealedStandard {
                at_least: standard.at_least,
                at_most: standard.at_most,
                unit: standard.unit.code().to_owned(),
                percent: standard.percent,
            },
            counts: counts.map(|(used, count)| (used.steps(), count)).collect(),
        }
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

    const FASTER: StandardTime = StandardTime {
        at_most: 4,
        ..STANDARD
    };

    fn month(standard: StandardTime, visits: &[(u32, u64)]) -> Option<SealedTimes> {
        sealed(&[measured(standard, visits)], []).pop()
    }

    fn measured(standard: StandardTime, visits: &[(u32, u64)]) -> Measured {
        let visits = visits
            .iter()
            .map(|(steps, count)| (TimeUsed::new(*steps), *count));
        let slug = |text: &str| text.parse().expect("a slug");
        Measured {
            service: slug("ktp"),
            unit: slug("capil"),
            times: ServiceTimes::new(standard, visits),
        }
    }

    fn sealed(measured: &[Measured], known: impl IntoIterator<Item = u64>) -> Vec<SealedTimes> {
        let measured: Vec<&Measured> = measured.iter().collect();
        SealedTimes::of_service(&measured, &mut Beside::new(10, known))
    }

    #[test]
    fn times_that_leave_a_few_beside_a_known_number_are_not_told() {
        let two = [measured(STANDARD, &[(3, 30)]), measured(FASTER, &[(3, 31)])];
        let counts = |known: &[u64]| -> Vec<u64> {
            let sealed = sealed(&two, known.iter().copied());
            sealed.iter().map(SealedTimes::count).collect()
        };
        assert_eq!(counts(&[]), [30, 31]);
        assert_eq!(counts(&[30, 61]), [30, 31]);
        assert_eq!(counts(&[58]), [0, 0]);
    }

    #[test]
    fn a_small_month_says_only_that_it_was_small() {
        assert_eq!(month(STANDARD, &[]), None);
        let small = month(STANDARD, &[(3, 29)]).expect("there were visits");
        let text = serde_json::to_string(&small).expect("serialises");
        assert!(text.ends_with(r#""counts":{}}"#), "{text}");
        let standing = SealedTimes::standing(STANDARD, [&small]);
        assert_eq!(standing, TimelinessStanding::TooFew);
        let none = SealedTimes::standing(STANDARD, []);
        assert_eq!(none, TimelinessStanding::NotProvided);
        let other = SealedTimes::standing(FASTER, [&small]);
        assert_eq!(other, TimelinessStanding::OtherStandard);
        let large = month(STANDARD, &[(3, 30)]).expect("visits");
        let then = SealedTimes::standing_of_month(FASTER, std::slice::from_ref(&large));
        assert_eq!(then, SealedTimes::standing(STANDARD, [&large]));
    }

    #[test]
    fn months_of_one_standard_become_one_figure() {
        let months = [
            month(STANDARD, &[(3, 30)]).expect("visits"),
            month(STANDARD, &[(9, 30)]).expect("visits"),
            month(STANDARD, &[(60, 29)]).expect("visits"),
            month(FASTER, &[(4, 40)]).expect("visits"),
        ];
        let TimelinessStanding::Published(figure) = SealedTimes::standing(STANDARD, &months) else {
            panic!("two months are large enough");
        };
        assert_eq!((figure.visits, figure.within), (60, 30));
        assert_eq!((figure.median.steps(), figure.ninetieth.steps()), (3, 9));
        let text = serde_json::to_string(&months).expect("serialises");
        let read: Vec<SealedTimes> = serde_json::from_str(&text).expect("is read back");
        assert_eq!(read, months);
    }
}
