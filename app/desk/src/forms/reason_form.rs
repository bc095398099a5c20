//! The form that asks for the reason of something that cannot be taken back.
//! It must not know what is done.

use domain::grammar;
use domain::language::Language;
use ui::components::FieldError;
use ui::forms::typed::Typed;
use ui::t;

/// The name of the field.
pub const REASON: &str = "alasan";

/// The longest reason, in characters.
pub const LONGEST: usize = 500;

/// The reason that was typed, or what is wrong with it: it is missing, too long or not to be shown.
pub fn reason(typed: &Typed, language: Language) -> Result<String, FieldError> {
    match grammar::lines(typed.text(REASON), LONGEST) {
        Ok(reason) if !reason.is_empty() => Ok(reason),
        _ => {
            let message = t!(language, "error-reason", most = LONGEST);
            Err(FieldError::new(REASON, message))
        }
    }
}
