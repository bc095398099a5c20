//! What the trail tells of a noun that was saved: which of its fields changed, and from what to what where that names nobody.
//! It must not keep a text that somebody wrote: the history does, and forgets it in time.

use serde::{Deserialize, Serialize};

use super::Changed;
use crate::noun::{Kind, Noun, Snapshot};

/// How a noun was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Saved {
    /// It is new.
    #[serde(rename = "added")]
    Added,
    /// Fields of it changed, in the noun's order.
    #[serde(rename = "changed")]
    Changed(Vec<ChangedField>),
}

/// A field that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedField {
    /// Its name in the noun's table.
    pub field: String,
    /// What it held, as it is kept; none where the trail does not tell it.
    pub values: Option<Changed<String>>,
}

impl Saved {
    /// What changed from one version to the next; a noun without a version before is new.
    pub fn between(noun: Noun, before: Option<&Snapshot>, after: &Snapshot) -> Self {
        let Some(before) = before else {
            return Self::Added;
        };
        let fields = noun
            .fields()
            .iter()
            .filter(|field| before.get(field.key) != after.get(field.key));
        let fields = fields.map(|field| ChangedField {
            field: field.key.to_owned(),
            values: is_told(field.kind).then(|| Changed {
                before: before.get(field.key).to_owned(),
                after: after.get(field.key).to_owned(),
            }),
        });
        Self::Changed(fields.collect())
    }
}

/// Whether the trail, which nothing leaves, tells what fields of a kind hold: what names no person and is no text.
const fn is_told(kind: Kind) -> bool {
    match kind {
        Kind::Slug { .. }
        | Kind::Day
        | Kind::Until(_)
        | Kind::Time
        | Kind::Later(_)
        | Kind::Number { .. }
        | Kind::Choice(_)
        | Kind::YesNo
        | Kind::Unit
        | Kind::OwnUnit
        | Kind::Units
        | Kind::FormerUnits
        | Kind::Opening
        | Kind::Months(_)
        | Kind::Quantity
        | Kind::Period
        | Kind::Indicator
        | Kind::Service
        | Kind::Services
        | Kind::Counter
        | Kind::Month => true,
        Kind::Line(_)
        | Kind::CounterName(_)
        | Kind::Text(_)
        | Kind::Items(_)
        | Kind::Nip
        | Kind::Link
        | Kind::Account => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::officer::OFFICER;

    #[test]
    fn what_names_a_person_or_is_text_is_not_told() {
        let before = Snapshot::new([("nama", "Ani"), ("unit", "capil"), ("nip", "1")]);
        let after = Snapshot::new([("nama", "Ani Contoh"), ("unit", "dukcapil"), ("nip", "2")]);
        let Saved::Changed(fields) = Saved::between(OFFICER, Some(&before), &after) else {
            panic!("a change");
        };
        let told = fields.iter().map(|changed| {
            let values = changed.values.as_ref();
            (
                changed.field.as_str(),
                values.map(|values| values.after.as_str()),
            )
        });
        let told: Vec<_> = told.collect();
        assert_eq!(
            told,
            [("nama", None), ("nip", None), ("unit", Some("dukcapil"))]
        );
        assert_eq!(Saved::between(OFFICER, None, &after), Saved::Added);
    }
}
