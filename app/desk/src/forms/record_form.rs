//! The form in which a unit, service or counter is edited, and the choice between two people's edits.
//! It must not know who may change which field.

use crate::forms::VERSION;
use domain::language::Language;
use domain::noun::Fields;
use domain::register::{Inconsistent, RecordKind, SealedPlace};
use ui::components::FieldError;
use ui::forms::typed::Typed;
use ui::{format, t};

use super::noun_form::typed_over;

/// With the name of a field after it, the name of the choice between two people's edits of that field.
pub const CHOICE: &str = "pilih-";
/// The name of the field that says that choices were asked for; its value is [`ALL_MINE`] if one button chose for all.
pub const COMPARED: &str = "banding";
/// Every field as the sender typed it.
pub const ALL_MINE: &str = "semua";

/// The choice of the other person's edit, and of the sender's own: their places beside each other.
const THEIRS: &str = "0";
const MINE: &str = "1";

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct RecordForm {
    typed: Typed,
}

impl RecordForm {
    /// Reads a form body.
    pub fn decode(body: &[u8]) -> Self {
        Self {
            typed: Typed::decode(body),
        }
    }

    /// The version that is changed.
    pub fn version(&self) -> Option<i32> {
        self.typed.text(VERSION).parse().ok()
    }

    /// The record as typed: what is kept, with the editable fields as they were sent.
    pub fn fields(&self, kept: &Fields, editable: &[&'static str]) -> Fields {
        typed_over(kept, editable, &self.typed)
    }

    /// Whether the sender was asked to choose between two people's edits.
    pub fn is_choice(&self) -> bool {
        self.typed.has(COMPARED)
    }

    /// The record as chosen between what is kept and what the sender typed.
    ///
    /// # Errors
    /// The fields that differ and for which nothing was chosen.
    pub fn chosen(&self, kept: &Fields, mine: &Fields) -> Result<Fields, Vec<&'static str>> {
        if self.typed.text(COMPARED) == ALL_MINE {
            return Ok(mine.clone());
        }
        let mut fields = kept.clone();
        let mut open = Vec::new();
        for field in kept.differing(mine) {
            match self.typed.text(&format!("{CHOICE}{field}")) {
                THEIRS => {}
                MINE => fields.set(field, mine.get(field)),
                _ => open.push(field),
            }
        }
        if open.is_empty() {
            Ok(fields)
        } else {
            Err(open)
        }
    }
}

/// Why the register would not be consistent, beside the field that is to blame.
pub fn inconsistent_in_words(language: Language, reason: &Inconsistent) -> FieldError {
    match reason {
        Inconsistent::Cycle(_) => FieldError::new("induk", t!(language, "inconsistent-cycle")),
        Inconsistent::FormerCycle { .. } => FieldError::new(
            "induk_sebelumnya",
            t!(language, "inconsistent-former-cycle"),
        ),
        Inconsistent::Roots(_) => FieldError::new("induk", t!(language, "inconsistent-roots")),
        Inconsistent::Twice(_) => FieldError::new("slug", t!(language, "inconsistent-taken")),
        Inconsistent::CounterTwice { .. } => {
            FieldError::new("nama", t!(language, "inconsistent-taken"))
        }
        Inconsistent::NoSuchUnit { .. } => FieldError::new("unit", t!(language, "expected-unit")),
    }
}

/// What a change says otherwise than a release, beside the field where the place that it takes away belongs.
pub fn sealed_in_words(language: Language, place: &SealedPlace) -> FieldError {
    let field = match place.kind {
        RecordKind::Unit => "induk_sebelumnya",
        RecordKind::Service | RecordKind::Counter => "unit_sebelumnya",
    };
    let (key, unit) = (place.key.clone(), place.unit.to_string());
    let (day, written) = (format::day(language, place.day), place.day.to_string());
    let message = t!(
        language,
        "sealed-place",
        key = key,
        unit = unit,
        day = day,
        written = written
    );
    FieldError::new(field, message)
}

#[cfg(test)]
mod tests {
    use domain::register::RecordKind;

    use super::*;

    fn kept() -> Fields {
        Fields::empty(RecordKind::Service)
            .with("nama", "KTP")
            .with("biaya", "Gratis")
    }

    #[test]
    fn every_difference_is_chosen() {
        let mine = kept().with("nama", "KK").with("biaya", "Rp1");
        let chosen = |body: &[u8]| RecordForm::decode(body).chosen(&kept(), &mine);
        assert_eq!(chosen(b"banding=ya"), Err(vec!["nama", "biaya"]));
        assert_eq!(
            chosen(b"banding=ya&pilih-nama=1&pilih-biaya=7"),
            Err(vec!["biaya"])
        );
        assert_eq!(
            chosen(b"banding=ya&pilih-nama=1&pilih-biaya=0"),
            Ok(kept().with("nama", "KK"))
        );
        assert_eq!(chosen(b"banding=semua"), Ok(mine.clone()));
    }
}
