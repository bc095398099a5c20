//! What must hold of duty sets.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn set(officers: &[u128]) -> DutySet {
    let officers = officers.iter().map(|id| Uuid::from_u128(*id).into());
    DutySet::of(officers).expect("somebody")
}

#[test]
fn a_set_is_the_same_in_whatever_order_its_officers_are_named() {
    assert_eq!(set(&[3, 1, 3, 2]), set(&[1, 2, 3]));
    let text = set(&[3, 1]).to_string();
    assert_eq!(text.parse(), Ok(set(&[1, 3])));
    assert_eq!(DutySet::of([]), None);
    for wrong in ["", " ", "a", "1,2"] {
        assert!(wrong.parse::<DutySet>().is_err(), "{wrong:?}");
    }
}

#[test]
fn a_number_follows_a_correction_of_all_its_half_days_and_of_no_part_of_them() {
    let (one, other) = (set(&[1]), set(&[2]));
    let now = |halves: &[Option<&DutySet>]| {
        let halves: Vec<_> = halves.iter().map(|half| half.cloned()).collect();
        corrected(&one, halves)
    };
    let (same, moved) = (Some(&one), Some(&other));
    assert_eq!(now(&[same, same]), Corrected::Unchanged);
    assert_eq!(now(&[moved, moved]), Corrected::Moved(other.clone()));
    assert_eq!(now(&[same, moved]), Corrected::Several);
    assert_eq!(now(&[moved, None]), Corrected::Several);
    assert_eq!(now(&[None]), Corrected::Several);
    assert_eq!(now(&[]), Corrected::Unchanged);
}

#[test]
fn a_set_of_fewer_than_k_ratings_is_nobodys_and_hides_behind_another() {
    let kept = |people: &[u64], all| {
        let people: BTreeMap<DutySet, u64> = (1..)
            .zip(people)
            .map(|(id, people)| (set(&[id]), *people))
            .collect();
        let kept = attributable(&people, all, 10);
        let kept: Vec<u64> = kept.into_iter().map(|set| people[set]).collect();
        kept
    };
    assert_eq!(kept(&[10, 25], 35), [10, 25]);
    // Nine are left, whose answers would be the difference: the smaller of the others joins them.
    assert_eq!(kept(&[9, 12, 25], 46), [25]);
    // Ratings of unknown duty are enough to hide behind.
    assert_eq!(kept(&[9, 12, 25], 47), [12, 25]);
    assert_eq!(kept(&[9], 9), [0; 0]);
    assert_eq!(kept(&[12], 13), [0; 0]);
    assert_eq!(kept(&[], 40), [0; 0]);
}

#[test]
fn a_quarter_is_three_months() {
    let month = |text: &str| text.parse::<Month>().expect("a month");
    for (text, first, last) in [
        ("2026-Q1", "2026-01", "2026-03"),
        ("2026-Q4", "2026-10", "2026-12"),
    ] {
        let quarter = Quarter::of(month(first));
        assert_eq!(quarter.to_string(), text);
        assert_eq!(quarter.first_month(), month(first));
        assert_eq!(quarter.last_month(), month(last));
        assert_eq!(Quarter::of(month(last)), quarter);
    }
}

proptest! {
    /// Nobody can be had by subtraction: whatever is kept of a service, and whatever is left of it, is k people or nobody.
    #[test]
    fn neither_a_kept_set_nor_the_rest_is_fewer_than_k(
        people in prop::collection::vec(0u64..60, 0..8),
        unknown in 0u64..40,
        k in 2u64..20,
    ) {
        let all = people.iter().sum::<u64>() + unknown;
        let people: BTreeMap<DutySet, u64> = (1..).zip(people).map(|(id, people)| (set(&[id]), people)).collect();
        let kept = attributable(&people, all, k);
        let attributed: u64 = kept.iter().map(|set| people[*set]).sum();
        prop_assert!(kept.iter().all(|set| people[*set] >= k));
        prop_assert!(all == attributed || all - attributed >= k || kept.is_empty());
    }
}
