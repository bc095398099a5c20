//! The form with which a forum is announced: what the table of its fields does not say.
//! It must not know for which units the sender may do so.

use domain::language::Language;
use ui::components::{FieldError, FormFault};
use ui::t;

/// The name of the field for the unit, in the query with which a forum begins.
pub const UNIT: &str = "unit";
/// Somebody else changed the forum in the meantime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForumConflict;

impl FormFault for ForumConflict {
    fn field_error(&self, language: Language) -> FieldError {
        FieldError::new("judul", t!(language, "error-forum-conflict"))
    }
}
