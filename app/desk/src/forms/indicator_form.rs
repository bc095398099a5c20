//! The form with which an indicator is defined or its definition changed: what the table of its fields does not say.
//! It must not know which indicators there are.

use domain::language::Language;
use ui::components::{FieldError, FormFault};
use ui::t;

/// Why a definition that was typed right is not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndicatorFault {
    /// Another indicator has the short name.
    SlugTaken,
    /// The frequency cannot change any more.
    Fixed,
    /// Somebody else changed the indicator in the meantime.
    Conflict,
}

impl FormFault for IndicatorFault {
    fn field_error(&self, language: Language) -> FieldError {
        match *self {
            Self::SlugTaken => {
                FieldError::new("nama_pendek", t!(language, "error-indicator-slug-taken"))
            }
            Self::Fixed => FieldError::new("frekuensi", t!(language, "error-indicator-fixed")),
            Self::Conflict => FieldError::new("nama", t!(language, "error-indicator-conflict")),
        }
    }
}
