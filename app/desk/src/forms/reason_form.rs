//! The form that asks for the reason of something that cannot be taken back.
//! It must not know what is done.

use domain::grammar::{self, BadText};
use domain::language::Language;
use ui::components::FieldError;
use ui::forms::typed::Typed;
use ui::t;
use ui::wanted::Wanted;

/// The name of the field.
pub const REASON: &str = "alasan";

/// The longest reason, in characters.
pub const LONGEST: usize = 500;

/// The reason that was typed, or what is wrong with it: it is missing, too long or not to be shown.
pub fn reason(typed: &Typed, language: Language) -> Result<String, FieldError> {
    reason_within(LONGEST, typed, language)
}

/// The same for a reason of at most so many characters.
pub fn reason_within(most: usize, typed: &Typed, language: Language) -> Result<String, FieldError> {
    let words = match grammar::lines(typed.text(REASON), most) {
        Ok(reason) if !reason.is_empty() => return Ok(reason),
        Err(BadText::Unwritable) => Wanted::new("expected-plain").in_form(language),
        _ => t!(language, "error-reason", most = most),
    };
    Err(FieldError::new(REASON, words))
}
