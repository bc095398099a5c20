//! Where records stand in the tree, and that no edit says of a sealed month otherwise than its release does.
//! It must not know figures, nor where releases are kept.

use chrono::NaiveDate;

use super::{Change, Record, RecordKind, Register};
use crate::slug::Slug;

/// A place in the tree that is published, of which an edit says something else. It is refused: a unit or service that moves
/// keeps the place that it had, with its last day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{key} belongs to {unit} on {day} by what is sealed: name {unit} among those before, with its last day"
)]
pub struct SealedPlace {
    /// What is edited.
    pub kind: RecordKind,
    /// What it is known by.
    pub key: String,
    /// The unit to which it belonged.
    pub unit: Slug,
    /// The last sealed day on which it did.
    pub day: NaiveDate,
}

impl Record {
    /// The unit to which it belongs on a day; `None` for the city, and for counters, which never move.
    pub fn place_on(&self, day: NaiveDate) -> Option<&Slug> {
        match self {
            Self::Unit(unit) => unit.parent_on(day),
            Self::Service(service) => Some(service.unit_on(day)),
            Self::Counter(_) => None,
        }
    }
}

impl Change {
    /// Whether it says of any day that the record belongs elsewhere.
    pub fn moves(&self) -> bool {
        let fields = self.fields();
        let place = ["induk", "induk_sebelumnya", "unit", "unit_sebelumnya"];
        self.before.is_some() && fields.iter().any(|field| place.contains(field))
    }

    /// The place on a day by the register that its month was `sealed` with, if the record was said to have it until now and
    /// is not any more.
    pub fn contradicts(&self, sealed: &Register, day: NaiveDate) -> Option<SealedPlace> {
        let (kind, key) = (self.after.kind(), self.after.key());
        let before = self.before.as_ref()?;
        let then = sealed.record(kind, &key)?;
        let unit = then.place_on(day)?;
        let stays = before.place_on(day) != Some(unit) || self.after.place_on(day) == Some(unit);
        (!stays).then(|| SealedPlace {
            kind,
            key,
            unit: unit.clone(),
            day,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::tests::{service, slug, unit};

    #[test]
    fn a_record_that_moves_keeps_the_place_that_is_sealed() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let units = ["a", "b"].map(|name| unit(name, Some("kota")));
        let units = units.into_iter().chain([unit("kota", None)]).collect();
        let sealed = Register::new(units, vec![service("s", "a")], vec![]).expect("consistent");
        let moved = |former: &[(&str, &str)]| {
            let mut after = service("s", "b");
            let former = former.iter();
            after.former_units = former
                .map(|(unit, until)| (slug(unit), day(until)))
                .collect();
            Change {
                before: Some(Record::Service(service("s", "a"))),
                after: Record::Service(after),
            }
        };
        let last = day("2026-09-30");
        let forgotten = moved(&[]);
        assert!(forgotten.moves());
        let place = forgotten.contradicts(&sealed, last).expect("is refused");
        assert_eq!(
            (place.key.as_str(), &place.unit, place.day),
            ("s", &slug("a"), last)
        );
        for (former, stays) in [
            (("a", "2026-09-29"), false),
            (("a", "2026-09-30"), true),
            (("a", "2026-10-17"), true),
            (("kota", "2026-10-17"), false),
        ] {
            let refused = moved(&[former]).contradicts(&sealed, last);
            assert_eq!(refused.is_none(), stays, "{former:?}");
        }
        let unknown = Register::new(vec![unit("kota", None)], vec![], vec![]).expect("one unit");
        assert_eq!(
            forgotten.contradicts(&unknown, last),
            None,
            "nothing is published of it"
        );
        let new = Change {
            before: None,
            ..forgotten
        };
        assert!(!new.moves());
    }
}
