//! What a release says of visits, chosen so that no number of a service stands beside a part of itself that leaves fewer than k.
//! It must not know single visits, nor what people answered.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Release;
use crate::coverage::{Counted, Coverage, Place};
use crate::disclosure::Beside;
use crate::rating::Proof;
use crate::response::CounterRatings;
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
    /// How many ratings by invitation came from which counter.
    pub rated: Vec<CounterRatings>,
}

impl Visits {
    /// What may be published beside the ratings of a release: of each service first how long visits took, then how many there
    /// were, then to how many a rating was offered. Those who rated, were timed, came and were invited are people of whom each
    /// number may be a part of another, so any two are equal or at least k apart; the later one is left out where they are not.
    /// Where ratings were left out of the seal, which may be a counter's, only times are told, because nobody who came may
    /// stand alone beside these either.
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
            let left_out: Vec<u64> = left_out.collect();
            let numbers = left_out.iter().copied().chain([rated]);
            let mut beside = Beside::new(release.k(), sums(numbers));
            let times = SealedTimes::of_service(&measured, &mut beside);
            visits.times.extend(times);
            if left_out.is_empty() {
                let coverage = Coverage::of_service(&counted, &mut beside);
                let rated = CounterRatings::of_service(&counted, rated, &coverage, &beside);
                visits.rated.extend(rated);
                visits.coverage.extend(coverage);
            }
        }
        visits
    }
}

/// Every sum of some of the numbers, which are of different people.
fn sums(numbers: impl Iterator<Item = u64>) -> BTreeSet<u64> {
    numbers.fold(BTreeSet::from([0]), |sums, number| {
        let more = sums.iter().map(|sum| sum + number);
        let more: Vec<u64> = more.collect();
        sums.into_iter().chain(more).collect()
    })
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
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::instrument::{Instrument, Series};
    use crate::profile::ProfileCounts;
    use crate::rating::{Answers, Score};
    use crate::register::tests::slug;
    use crate::register::{StandardTime, TimeUnit};
    use crate::seal::exclusion::Exclusion;
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

    fn excluded(ratings: u64) -> Excluded {
        let day = NaiveDate::default();
        Excluded {
            exclusion: Exclusion {
                service: slug("ktp"),
                counter: Some("Loket 1".to_owned()),
                proof: Proof::Verified,
                from: day,
                to: day,
                reason: String::new(),
            },
            ratings: Some(ratings),
        }
    }

    fn counted(visits: u64, offered: u64) -> BTreeMap<Place, Counted> {
        let place = Place {
            service: slug("ktp"),
            counter: None,
        };
        BTreeMap::from([(
            place,
            Counted {
                visits,
                offered,
                rated: 0,
            },
        )])
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

        /// Whoever knows that several were left out knows their sums.
        #[test]
        fn no_times_leave_a_few_beside_what_was_left_out(
            ratings in 0..60u64, timed in 0..90u64, left_out in prop::collection::vec(K..40u64, 1..4)
        ) {
            let release = release(ratings);
            let excluded: Vec<Excluded> = left_out.iter().map(|ratings| excluded(*ratings)).collect();
            let visits = Visits::beside(&release, &[measured(5, timed)], &counted(timed, timed), &excluded);
            prop_assert!(visits.coverage.is_empty() && visits.rated.is_empty());
            let told: u64 = visits.times.iter().map(SealedTimes::count).sum();
            for some in 0..1_u32 << left_out.len() {
                let of_some = left_out.iter().enumerate().filter(|(place, _)| some >> place & 1 == 1);
                let sum: u64 = of_some.map(|(_, ratings)| ratings).sum();
                for known in [sum, sum + release.ratings()] {
                    prop_assert!(told == 0 || told == known || told.abs_diff(known) >= K, "{} beside {}", told, known);
                }
            }
        }
    }
}
