//! The form that asks for the reason of something that cannot be taken back.
//! It must not know what is done.

use domain::language::Language;

use super::typed::Typed;
use crate::components::FieldError;
use crate::t;

/// The name of the field.
pub const REASON: &str = "alasan";

/// The longest reason, in characters.
pub const LONGEST: usize = 500;

/// The reason that was typed, or what is wrong with it: it is missing or too long.
pub fn reason(typed: &Typed, language: Language) -> Result<String, FieldError> {
    let reason = typed.text(REASON);
    if (1..=LONGEST).contains(&reason.chars().count()) {
        return Ok(reason.to_owned());
    }
    let message = t!(language, "error-reason", most = LONGEST);
    Err(FieldError::new(REASON, message))
}
