use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::noun::{Fields, Kind, Known};

#[test]
fn every_noun_and_field_has_a_name_of_its_own() {
    let codes: BTreeSet<_> = NOUNS.iter().map(|noun| noun.code()).collect();
    assert_eq!(codes.len(), NOUNS.len());
    for noun in NOUNS {
        let keys: BTreeSet<_> = noun.keys().collect();
        assert_eq!(keys.len(), noun.fields().len(), "{}", noun.code());
        let later: Vec<_> = noun.fields().iter().map(|field| field.later).collect();
        assert!(
            later.is_sorted(),
            "{}: what came later stands last",
            noun.code()
        );
        for field in noun.fields() {
            if let Kind::Until(start) | Kind::Later(start) = field.kind {
                assert!(noun.field(start).is_some(), "{} {start}", noun.code());
            }
        }
    }
}

#[test]
fn what_is_not_written_right_is_kept_to_be_corrected() {
    let fields = Fields::empty(officer::OFFICER).with("nama", "  a\u{202e}  b ");
    assert_eq!(fields.get("nama"), "a\u{202e}  b");
    let fields = fields.with("nama", "  a \n b ");
    assert_eq!(fields.get("nama"), "a b");
}

proptest! {
    #[test]
    fn no_text_makes_reading_fail(
        noun in prop::sample::select(NOUNS),
        texts in prop::collection::vec(any::<String>(), 30),
    ) {
        let fields = noun.keys().zip(&texts);
        let fields = fields.fold(Fields::empty(noun), |all, (key, text)| all.with(key, text));
        let known = Known { is_unit: &|_| true, is_offered: &|_, _| true };
        let faults = fields.faults(known);
        let told: BTreeSet<_> = faults.iter().map(|fault| fault.field).collect();
        prop_assert_eq!(told.len(), faults.len());
        let again = fields.iter().fold(Fields::empty(noun), |all, (key, text)| all.with(key, text));
        prop_assert_eq!(again, fields);
    }
}
