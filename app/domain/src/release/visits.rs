//! What a release says of visits, chosen so that no number of a service stands beside a part of itself that leaves fewer than k.
//! It must not know single visits, nor what people answered.

use std::collections::{BTreeMap, HashMap};

use super::Release;
use crate::coverage::{Counted, Coverage, Place};
use crate::disclosure::Beside;
use crate::rating::Proof;
use crate::seal::exclusion::Excluded;
use crate::service_time::{Measured, SealedTimes};
use crate::slug::Slug;

/// What is published of the visits of a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visits {
    /// How long they took, by service.
    pub times: Vec<SealedTimes>,
    /// How many there were and how many ratings were offered, by service and counter.
    pub coverage: Vec<Coverage>,
}

impl Visits {
    /// What may be published beside the ratings of a release: of each service first how long visits took, then how many
    /// there were, then to how many a rating was offered. Those who rated, were timed, came and were invited are people of whom each number
    /// may be a part of another, so any two are equal or at least k apart; the later one is left out where they are not. Ratings
    /// that were left out of the seal are of people who came, too.
    pub fn beside(
        release: &Release,
        measured: &[Measured],
        counted: &BTreeMap<Place, Counted>,
        excluded: &[Excluded],
    ) -> Self {
        let mut services: BTreeMap<&Slug, OfService> = BTreeMap::new();
        for of in measured {
            services.entry(&of.service).or_default().measured.push(of);
        }
        for (place, counted) in counted {
            let of = services.entry(&place.service).or_default();
            of.counted.push((place, *counted));
        }
        let coded = release.coded_ratings();
        let mut visits = Self::default();
        for (service, OfService { measured, counted }) in services {
            let rated = coded.get(service).copied().unwrap_or_default();
            let left_out = excluded
                .iter()
                .filter_map(|excluded| excluded.coded_of(service));
            let all = rated + left_out.clone().sum::<u64>();
            let mut beside = Beside::new(release.k(), left_out.chain([rated, all]));
            let times = SealedTimes::of_service(&measured, &mut beside);
            visits.times.extend(times);
            let coverage = Coverage::of_service(&counted, &mut beside);
            visits.coverage.extend(coverage);
        }
        visits
    }
}

/// What is known of the visits to a service.
#[derive(Default)]
struct OfService<'a> {
    measured: Vec<&'a Measured>,
    counted: Vec<(&'a Place, Counted)>,
}

impl Release {
    /// How many ratings by code it publishes of each service alone.
    fn coded_ratings(&self) -> HashMap<&Slug, u64> {
        let mut ratings = HashMap::new();
        for atom in &self.atoms {
            if let ([service], Proof::Verified) = (&*atom.services, atom.proof) {
                *ratings.entry(service).or_default() += atom.respondents();
            }
        }
        ratings
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::instrument::{Instrument, Series};
    use crate::profile::ProfileCounts;
    use crate::rating::{Answers, Score};
    use crate::register::tests::slug;
    use crate::register::{StandardTime, TimeUnit};
    use crate::seal::{GroupKey, PendingGroup, seal};
    use crate::service_time::{ServiceTimes, TimeUsed};
    use crate::tally::Tally;

    const K: u64 = 10;

    fn release(ratings: u64) -> Release {
        let month = "2026-10".parse().expect("a month");
        let mut tally = Tally::empty(Instrument::Skm);
        for _ in 0..ratings {
            tally.add(&Answers::new(Instrument::Skm, |_| Score::new(4)).expect("answers"));
        }
        let group = PendingGroup {
            key: GroupKey {
                service: slug("ktp"),
                series: Series::current(Instrument::Skm),
                proof: Proof::Verified,
            },
            unit: slug("capil"),
            since: month,
            latest: month,
            waited: 0,
            tally,
            profile: ProfileCounts::new(),
            sensitive: false,
        };
        seal(month, K, None, vec![group]).release
    }

    fn measured(at_most: u32, visits: u64) -> Measured {
        let standard = StandardTime {
            at_least: None,
            at_most,
            unit: TimeUnit::Minutes,
            percent: None,
        };
        Measured {
            service: slug("ktp"),
            unit: slug("capil"),
            times: ServiceTimes::new(standard, [(TimeUsed::new(3), visits)]),
        }
    }

    fn counted(visits: u64, offered: u64) -> BTreeMap<Place, Counted> {
        let place = Place {
            service: slug("ktp"),
            counter: None,
        };
        BTreeMap::from([(place, Counted { visits, offered })])
    }

    /// Ratings, timed visits, visits and offers, as far as they are told.
    fn numbers(release: &Release, visits: &Visits) -> [Option<u64>; 4] {
        let some = |number: u64| Some(number).filter(|number| *number > 0);
        let coverage = || visits.coverage.iter();
        [
            some(release.ratings()),
            some(visits.times.iter().map(SealedTimes::count).sum()),
            some(coverage().filter_map(Coverage::visits).sum()),
            some(coverage().filter_map(Coverage::offered).sum()),
        ]
    }

    #[test]
    fn three_offers_more_than_timed_visits_are_not_told() {
        let release = release(12);
        let of = |times: &[Measured], counted| {
            numbers(&release, &Visits::beside(&release, times, &counted, &[]))
        };
        assert_eq!(
            of(&[measured(5, 35)], counted(35, 38)),
            [Some(12), Some(35), Some(35), None]
        );
        assert_eq!(
            of(&[measured(5, 35), measured(9, 3)], counted(38, 60)),
            [Some(12), Some(35), None, Some(60)],
            "three were served under another standard"
        );
        assert_eq!(
            of(&[measured(5, 15)], counted(15, 22)),
            [Some(12), None, None, Some(22)],
            "three came and did not rate"
        );
    }

    proptest! {
        #[test]
        fn every_two_numbers_of_a_service_are_equal_or_k_apart(
            ratings in 0..60u64, timed in 0..60u64, otherwise in 0..40u64, unmeasured in 0..15u64, offered in 0..90u64
        ) {
            let release = release(ratings);
            let times = vec![measured(5, timed), measured(9, otherwise)];
            let visits = Visits::beside(&release, &times, &counted(timed + otherwise + unmeasured, offered), &[]);
            let told: Vec<u64> = numbers(&release, &visits).into_iter().flatten().collect();
            for one in &told {
                prop_assert!(*one >= K);
                for other in &told {
                    prop_assert!(one == other || one.abs_diff(*other) >= K, "{:?}", told);
                }
            }
        }
    }
}
