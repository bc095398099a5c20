//! The form with which an officer is added or changed: what the table of its fields does not say.
//! It must not know for which units the sender may do so.

use domain::language::Language;
use ui::components::{FieldError, FormFault};
use ui::t;

/// The name of the field for the name, in the form and among the filters of the list.
pub const NAME: &str = "nama";
/// The name of the field for the unit, in the form and among the filters of the list.
pub const UNIT: &str = "unit";
/// Why an officer that was typed right is not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficerFault {
    /// Another officer has the NIP or the account.
    Taken,
    /// The account is none of those offered.
    Account,
    /// Somebody else changed the officer in the meantime.
    Conflict,
}

impl FormFault for OfficerFault {
    fn field_error(&self, language: Language) -> FieldError {
        match *self {
            Self::Taken => FieldError::new("nip", t!(language, "error-officer-taken")),
            Self::Account => FieldError::new("akun", t!(language, "error-officer-account")),
            Self::Conflict => FieldError::new(NAME, t!(language, "error-officer-conflict")),
        }
    }
}
