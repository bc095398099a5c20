//! What a thing held in one version, field by field as text, and which fields changed from one to the next.
//! It must not know what a field means.

use std::collections::BTreeMap;

use super::Noun;

/// What a record held in one version: the texts of its filled fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot(BTreeMap<String, String>);

impl Snapshot {
    /// The snapshot of some fields; empty ones are left out.
    pub fn new<'f, 't>(fields: impl IntoIterator<Item = (&'f str, &'t str)>) -> Self {
        let filled = fields.into_iter().filter(|(_, text)| !text.is_empty());
        Self(
            filled
                .map(|(field, text)| (field.to_owned(), text.to_owned()))
                .collect(),
        )
    }

    /// The text of a field; empty if it was empty, or did not exist yet.
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    /// The fields of a noun whose texts differ from those of another version, in the noun's order.
    pub fn differing(&self, other: &Self, noun: Noun) -> Vec<&'static str> {
        noun.keys()
            .filter(|field| self.get(field) != other.get(field))
            .collect()
    }

    /// The filled fields as a JSON object, its keys in alphabetical order.
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.0).expect("texts can be written as JSON")
    }

    /// What [`Snapshot::to_json`] wrote; `None` if the text is no such object.
    pub fn from_json(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::noun::{Field, Kind};

    const OFFICER: Noun = Noun::new(
        "petugas",
        &[
            Field::required("nama", Kind::Line(9)),
            Field::optional("nip", Kind::Nip),
            Field::required("unit", Kind::Unit),
        ],
    );

    #[test]
    fn only_fields_of_the_noun_differ_in_its_order() {
        let before = Snapshot::new([("nama", "Ani"), ("lama", "ada"), ("unit", "capil")]);
        let after = Snapshot::new([("nama", "Ani Contoh"), ("unit", "capil"), ("nip", "1")]);
        assert_eq!(before.differing(&after, OFFICER), ["nama", "nip"]);
        assert_eq!(before.differing(&before, OFFICER), [""; 0]);
    }

    proptest! {
        #[test]
        fn a_snapshot_is_read_back_as_it_is_written(texts in prop::collection::btree_map("[a-z_]{1,9}", ".{0,20}", 0..6)) {
            let fields = texts.iter().map(|(field, text)| (field.as_str(), text.as_str()));
            let snapshot = Snapshot::new(fields);
            prop_assert_eq!(Snapshot::from_json(&snapshot.to_json()), Some(snapshot));
        }
    }
}
