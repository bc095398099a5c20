use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::instrument::Instrument;
use crate::rating::{Answers, Score};
use crate::register::tests::slug;
use crate::release::Extract;

fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A rating as the simulation below knows it.
#[derive(Clone, Debug)]
struct Given {
    month: i32,
    service: usize,
    proof: Proof,
    score: u8,
    waited: u32,
}

const START: &str = "2025-11";

fn unit_of(service: usize) -> Slug {
    slug(&format!("u{}", service / 3))
}

fn key(given: &Given) -> GroupKey {
    GroupKey {
        service: slug(&format!("s{}", given.service)),
        series: Series::current(Instrument::Skm),
        proof: given.proof,
    }
}

fn groups(pending: &[Given]) -> Vec<PendingGroup> {
    let mut groups: BTreeMap<GroupKey, PendingGroup> = BTreeMap::new();
    for given in pending {
        let group = groups.entry(key(given)).or_insert_with(|| PendingGroup {
            key: key(given),
            unit: unit_of(given.service),
            since: month(START).plus(given.month),
            latest: month(START).plus(given.month),
            waited: 0,
            tally: Tally::empty(Instrument::Skm),
            profile: ProfileCounts::new(),
            sensitive: false,
        });
        group.since = group.since.min(month(START).plus(given.month));
        group.latest = group.latest.max(month(START).plus(given.month));
        group.waited = group.waited.max(given.waited);
        let answers = Answers::new(Instrument::Skm, |_| Score::new(given.score)).expect("answers");
        group.tally.add(&answers);
        *group
            .profile
            .entry("gender".to_owned())
            .or_default()
            .entry("L".to_owned())
            .or_default() += 1;
    }
    groups.into_values().collect()
}

/// Seals eight months in a row. Returns the releases and, for each rating, where it was published.
fn simulate(given: &[Given], k: u64) -> (Vec<Release>, Vec<Option<(usize, usize)>>) {
    let mut releases: Vec<Release> = Vec::new();
    let mut published = vec![None; given.len()];
    let mut waited = vec![0; given.len()];
    for now in 0..8 {
        let pending: Vec<usize> = (0..given.len())
            .filter(|id| published[*id].is_none() && given[*id].month <= now)
            .collect();
        let ratings: Vec<_> = pending
            .iter()
            .map(|id| Given {
                waited: waited[*id],
                ..given[*id].clone()
            })
            .collect();
        let previous = releases
            .last()
            .map(|release| Digest::of(release.canonical_json().as_bytes()));
        let sealed = seal(month(START).plus(now), k, previous, groups(&ratings));
        for id in pending {
            match sealed.places.get(&key(&given[id])) {
                Some(place) => published[id] = Some((releases.len(), *place)),
                None => waited[id] += 1,
            }
        }
        releases.push(sealed.release);
    }
    (releases, published)
}

fn given() -> impl Strategy<Value = Vec<Given>> {
    let proof = prop::sample::select(Proof::ALL.to_vec());
    let rating =
        (0i32..8, 0usize..6, proof, 1u8..=4).prop_map(|(month, service, proof, score)| Given {
            month,
            service,
            proof,
            score,
            waited: 0,
        });
    prop::collection::vec(rating, 0..250)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_rating_is_in_exactly_one_atom_or_still_pending(given in given(), k in 2u64..12) {
        let (releases, published) = simulate(&given, k);
        let in_atoms: u64 = releases.iter().map(Release::ratings).sum();
        prop_assert_eq!(in_atoms, published.iter().flatten().count() as u64);
        for (place, release) in releases.iter().enumerate() {
            for (number, atom) in release.atoms().iter().enumerate() {
                let people = published.iter().flatten().filter(|at| **at == (place, number)).count();
                prop_assert_eq!(atom.respondents(), people as u64);
            }
        }
    }

    /// Published figures are unions of atoms, so sums and differences of them are made of whole atoms too: what has to
    /// hold is that atoms are disjoint (above) and that none is smaller than k.
    #[test]
    fn no_sum_or_difference_of_figures_isolates_fewer_than_k(given in given(), k in 2u64..12) {
        let (releases, published) = simulate(&given, k);
        let mut sizes: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for at in published.iter().flatten() {
            *sizes.entry(*at).or_default() += 1;
        }
        prop_assert!(sizes.values().all(|size| *size >= k));
        // Differences between every two figures: a service, a unit, a proof class, the city, in every span of months.
        let mut figures: Vec<Vec<(usize, usize)>> = Vec::new();
        for first in 0..releases.len() {
            for last in first..releases.len() {
                let atoms = || (first..=last).flat_map(|r| releases[r].atoms().iter().enumerate().map(move |(a, atom)| ((r, a), atom)));
                figures.push(atoms().map(|(at, _)| at).collect());
                for unit in 0..2 {
                    figures.push(atoms().filter(|(_, a)| *a.unit() == unit_of(unit * 3)).map(|(at, _)| at).collect());
                }
                for proof in Proof::ALL {
                    figures.push(atoms().filter(|(_, a)| a.proof() == proof).map(|(at, _)| at).collect());
                }
            }
        }
        let people = |atoms: &[(usize, usize)]| published.iter().flatten().filter(|at| atoms.contains(at)).count() as u64;
        for a in figures.iter().step_by(7) {
            for b in figures.iter().step_by(11) {
                let only: Vec<_> = a.iter().filter(|at| !b.contains(at)).copied().collect();
                let difference = people(&only);
                prop_assert!(difference == 0 || difference >= k);
            }
        }
    }

    #[test]
    fn any_order_of_arrival_gives_the_same_bytes(given in given(), seed in any::<u64>()) {
        let mut shuffled = given.clone();
        let mut state = seed;
        for place in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(place, (state >> 33) as usize % (place + 1));
        }
        let json = |given: &[Given]| -> Vec<String> {
            simulate(given, 10).0.iter().map(Release::canonical_json).collect()
        };
        prop_assert_eq!(json(&given), json(&shuffled));
    }

    #[test]
    fn a_release_reads_back_as_itself_and_one_changed_byte_is_noticed(given in given(), place in any::<prop::sample::Index>()) {
        let (releases, _) = simulate(&given, 5);
        for release in releases {
            let text = release.canonical_json();
            let hash = Digest::of(text.as_bytes());
            prop_assert_eq!(Release::open(&text, hash), Ok(release));
            let mut bytes = text.into_bytes();
            let place = place.index(bytes.len());
            bytes[place] = if bytes[place] == b'0' { b'1' } else { b'0' };
            let changed = String::from_utf8(bytes).expect("ASCII");
            prop_assert!(Release::open(&changed, hash).is_err());
        }
    }

    #[test]
    fn an_extract_is_the_release_and_one_changed_byte_is_noticed(given in given(), place in any::<prop::sample::Index>()) {
        for release in simulate(&given, 2).0 {
            let digest = Digest::of(release.canonical_json().as_bytes());
            let extract = Extract::of(&release, digest);
            prop_assert_eq!(extract.ratings(), release.ratings());
            prop_assert_eq!(extract.atom_count(), release.atoms().len());
            prop_assert_eq!(extract.services_waiting(), release.services_waiting());
            prop_assert_eq!(extract.release(), release);
            let mut bytes = extract.to_bytes();
            prop_assert_eq!(Extract::from_bytes(&bytes, digest), Ok(extract));
            let place = place.index(bytes.len());
            bytes[place] ^= 1;
            prop_assert!(Extract::from_bytes(&bytes, digest).is_err());
        }
    }

    #[test]
    fn no_small_group_of_a_unit_waits_for_ever_beside_enough_others(given in given()) {
        let (_, published) = simulate(&given, 10);
        let mut left: BTreeMap<(Slug, Proof), usize> = BTreeMap::new();
        for (given, at) in given.iter().zip(&published) {
            if at.is_none() && given.month <= 4 {
                *left.entry((unit_of(given.service), given.proof)).or_default() += 1;
            }
        }
        prop_assert!(left.values().all(|people| *people < 10));
    }
}

fn few(service: usize, people: usize, waited: u32) -> Vec<Given> {
    vec![
        Given {
            month: 0,
            service,
            proof: Proof::Verified,
            score: 4,
            waited
        };
        people
    ]
}

#[test]
fn fewer_than_k_wait_and_are_named_without_a_number() {
    let sealed = seal(month(START), 10, None, groups(&few(0, 9, 0)));
    assert!(sealed.release.atoms().is_empty());
    let waiting = Waiting {
        service: slug("s0"),
        proof: Proof::Verified,
    };
    assert_eq!(sealed.release.waiting(), [waiting]);
    let next = seal(month(START).plus(1), 10, None, groups(&few(0, 9, 1)));
    assert!(
        next.release.waiting().is_empty(),
        "nothing of the next month waits"
    );
    let sealed = seal(month(START), 10, None, groups(&few(0, 10, 0)));
    assert_eq!(sealed.release.ratings(), 10);
    assert!(sealed.release.waiting().is_empty());
}

#[test]
fn after_three_seals_small_services_of_a_unit_are_pooled() {
    let together = |waited| groups(&[few(0, 6, waited), few(1, 4, 0)].concat());
    assert!(
        seal(month(START), 10, None, together(2))
            .release
            .atoms()
            .is_empty()
    );
    let sealed = seal(month(START), 10, None, together(3));
    assert_eq!(
        sealed.release.atoms()[0].services(),
        [slug("s0"), slug("s1")]
    );
    assert!(sealed.release.atoms()[0].is_pooled());
    // Service 3 belongs to another unit.
    let apart = groups(&[few(0, 6, 3), few(3, 4, 3)].concat());
    assert!(
        seal(month(START), 10, None, apart)
            .release
            .atoms()
            .is_empty()
    );
}

#[test]
fn months_are_sealed_once_in_order_and_when_they_are_over() {
    let october = month("2026-10");
    let refused =
        |today, last, oldest: Option<&str>| may_seal(october, day(today), last, oldest.map(month));
    assert_eq!(refused("2026-11-01", None, None), Ok(()));
    assert_eq!(refused("2026-11-01", Some(month("2026-09")), None), Ok(()));
    assert!(matches!(
        refused("2026-10-31", None, None),
        Err(SealRefused::NotOver { .. })
    ));
    assert!(matches!(
        refused("2026-11-01", Some(october), None),
        Err(SealRefused::AlreadySealed { .. })
    ));
    assert!(matches!(
        refused("2026-11-01", Some(month("2026-08")), None),
        Err(SealRefused::EarlierUnsealed { earlier, .. }) if earlier == month("2026-09")
    ));
    assert!(matches!(
        refused("2026-11-01", None, Some("2026-07")),
        Err(SealRefused::EarlierUnsealed { .. })
    ));
    assert_eq!(
        refused("2026-11-01", None, Some("2026-11")),
        Err(SealRefused::BeforeOldest {
            month: october,
            oldest: month("2026-11")
        }),
        "a record does not begin with months in which nobody rated"
    );
    let later = refused("2026-11-01", Some(month("2026-09")), Some("2026-11"));
    assert_eq!(
        later,
        Ok(()),
        "a record that has begun goes on without a gap"
    );
}

#[test]
fn one_person_cannot_seal() {
    assert!(TwoPeople::new("Ani", "Budi").is_ok());
    for (by, and) in [
        ("Ani", "Ani"),
        ("Ani", " ani "),
        ("Ani", ""),
        ("", "Budi"),
        ("Ani  B", "ani b"),
    ] {
        assert_eq!(
            TwoPeople::new(by, and),
            Err(SealRefused::OnePerson),
            "{by:?} {and:?}"
        );
    }
}
