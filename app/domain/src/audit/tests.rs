use proptest::prelude::*;

use super::*;
use crate::access::Right;

fn trail(length: u64) -> Vec<(Entry, Digest)> {
    let permit = Permit::console(Right::EditUnits);
    let mut end = End::default();
    let mut trail = Vec::new();
    for number in 0..length {
        let subject = Subject::new(SubjectKind::Unit, format!("unit-{number}"));
        let deed = Deed::UnitSaved {
            saved: Saved::Added,
        };
        let entry = Entry::after(end, &permit, 60, &deed, subject);
        let entry = entry.expect("allowed");
        let hash = entry.hash();
        end = End {
            number: entry.number,
            hash,
        };
        trail.push((entry, hash));
    }
    trail
}

fn verify(trail: &[(Entry, Digest)], written: u64, head: Digest) -> Result<u64, BrokenChain> {
    let mut verifier = Verifier::default();
    for (entry, hash) in trail {
        verifier.check(entry, *hash)?;
    }
    verifier.finish(written, head)
}

fn head(trail: &[(Entry, Digest)]) -> Digest {
    trail.last().map_or(BEGINNING, |(_, hash)| *hash)
}

#[test]
fn a_trail_as_it_was_written_is_whole() {
    for length in [0, 1, 5] {
        let trail = trail(length);
        assert_eq!(verify(&trail, length, head(&trail)), Ok(length));
    }
}

#[test]
fn an_entry_made_anew_does_not_fit_the_next() {
    let mut trail = trail(3);
    let end = head(&trail);
    trail[1].0.told = "other".to_owned();
    trail[1].1 = trail[1].0.hash();
    assert_eq!(verify(&trail, 3, end), Err(BrokenChain::Unlinked(3)));
}

#[test]
fn a_trail_made_anew_does_not_fit_its_head() {
    let mut whole = trail(2);
    let end = head(&whole);
    whole[1].0.told = "other".to_owned();
    whole[1].1 = whole[1].0.hash();
    assert_eq!(verify(&whole, 2, end), Err(BrokenChain::Unlinked(2)));
}

#[test]
fn a_trail_cut_off_is_noticed() {
    let mut trail = trail(3);
    let end = head(&trail);
    trail.pop();
    let expected = BrokenChain::CutOff {
        expected: 3,
        found: 2,
    };
    assert_eq!(verify(&trail, 3, end), Err(expected));
}

proptest! {
    #[test]
    fn the_first_broken_link_is_named(length in 2u64..12, place in 0usize..12, kind in 0u8..9) {
        let mut trail = trail(length);
        let end = head(&trail);
        let place = place % trail.len();
        let entry = &mut trail[place].0;
        match kind {
            0 => entry.at += 1,
            1 => entry.actor.push('x'),
            2 => entry.role.push('x'),
            3 => entry.deed.push('x'),
            4 => entry.subject.name.push('x'),
            5 => entry.subject.kind.push('x'),
            6 => entry.unit.push('x'),
            7 => entry.told.push('x'),
            _ => entry.reason.push('x'),
        }
        prop_assert_eq!(verify(&trail, length, end), Err(BrokenChain::Changed(place as u64 + 1)));
    }

    #[test]
    fn a_removed_entry_leaves_a_gap(length in 2u64..12, place in 0usize..11) {
        let mut trail = trail(length);
        let end = head(&trail);
        let place = place % (trail.len() - 1);
        trail.remove(place);
        let expected = BrokenChain::Gap { expected: place as u64 + 1, found: place as u64 + 2 };
        prop_assert_eq!(verify(&trail, length, end), Err(expected));
    }
}
