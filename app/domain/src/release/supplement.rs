//! What a release publishes beside the ratings: counts and statements, and the register that they need.
//! It must not hold a text of a citizen, so that one can be taken back without changing the record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RegisterChanges;
use crate::accountability::SealedRealisation;
use crate::coverage::Coverage;
use crate::integrity::Sign;
use crate::moderation::ServiceComments;
use crate::profile::SealedProfile;
use crate::response::CounterRatings;
use crate::seal::exclusion::Excluded;
use crate::service_time::SealedTimes;

/// What stands in a release beside its atoms. What is empty is not written, so that releases from before read the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Supplement {
    /// What became of comments, by unit and service; only where ratings are published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<ServiceComments>,
    /// What is said of indicators, by unit, indicator and period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub realisations: Vec<SealedRealisation>,
    /// How long visits took, by service; months without visits are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<SealedTimes>,
    /// How many people were served and invited to rate, by service and counter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coverage: Vec<Coverage>,
    /// How many ratings by invitation came from which counter, where all counters of a service are told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rated: Vec<CounterRatings>,
    /// How the people of a semester described themselves, by unit; published with its last month.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profiles: Vec<SealedProfile>,
    /// How many services and counters showed unusual patterns, in releases from before signs named the places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patterns: Option<Patterns>,
    /// What stands out at which place; `None` in releases from before it was looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signs: Option<Vec<Sign>>,
    /// What two people left out of the seal because of a sign, by place and days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<Excluded>,
    /// The units and services that are new or different since the release before.
    #[serde(default, skip_serializing_if = "RegisterChanges::is_empty")]
    pub register: RegisterChanges,
}

impl Supplement {
    /// Whether there is nothing in it, so that it need not be written.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Unusual patterns of a month, as they were counted before [`Sign`] named the places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Patterns {
    /// Among services.
    pub services: UnusualPatterns,
    /// Among counters.
    pub counters: UnusualPatterns,
}

/// How many services, or how many counters, showed each pattern. One could show several.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::{Counted, Place};
    use crate::digest::Digest;
    use crate::disclosure::Beside;
    use crate::integrity::SignKind;
    use crate::rating::Proof;
    use crate::register::tests::slug;
    use crate::register::{StandardTime, TimeUnit};
    use crate::release::Release;
    use crate::seal::seal;
    use crate::service_time::{Measured, ServiceTimes, TimeUsed};

    #[test]
    fn a_release_with_a_supplement_is_read_back_whole() {
        let standard = StandardTime {
            at_least: None,
            at_most: 15,
            unit: TimeUnit::Minutes,
            percent: None,
        };
        let times = ServiceTimes::new(standard, [(TimeUsed::new(3), 27), (TimeUsed::new(20), 5)]);
        let measured = Measured {
            service: slug("ktp"),
            unit: slug("capil"),
            times,
        };
        let place = Place {
            service: slug("ktp"),
            counter: Some("Loket 1".to_owned()),
        };
        let counted = Counted {
            visits: 12,
            offered: 30,
            rated: 0,
        };
        let sign = Sign {
            service: slug("ktp"),
            counter: Some("Loket 1".to_owned()),
            proof: Some(Proof::Verified),
            kind: SignKind::Response,
        };
        let supplement = Supplement {
            times: SealedTimes::of_service(&[&measured], &mut Beside::new(10, [])),
            coverage: Coverage::new(place, counted, 10).into_iter().collect(),
            patterns: Some(Patterns::default()),
            signs: Some(vec![sign]),
            ..Supplement::default()
        };
        let month = "2026-10".parse().expect("a month");
        let release = seal(month, 10, None, vec![]).release.with(supplement);
        let text = release.canonical_json();
        let digest = Digest::of(text.as_bytes());
        assert_eq!(Release::open(&text, digest), Ok(release));
    }

    #[test]
    fn an_empty_supplement_is_not_written() {
        let month = "2026-10".parse().expect("a month");
        let text = seal(month, 10, None, vec![]).release.canonical_json();
        assert!(!text.contains("supplement"));
        let digest = Digest::of(text.as_bytes());
        let again = Release::open(&text, digest).map(|release| release.canonical_json());
        assert_eq!(again, Ok(text));
    }
}
