//! Forms as they were sent: what was typed, and how it becomes a value of `domain` or a list of errors.
//! It must not know how a form is drawn or where it was sent.

pub mod choice_words;
pub mod decision_form;
pub mod forum_form;
pub mod indicator_form;
pub mod keying_form;
pub mod noun_form;
pub mod officer_form;
pub mod password_form;
pub mod person_form;
pub mod point_form;
pub mod realisation_form;
pub mod reason_form;
pub mod record_form;
pub mod reply_form;
pub mod roster_form;
pub mod trail_form;

/// The name of the hidden field by which a form sent twice is recognised.
pub const TOKEN: &str = "formulir";

/// The name of the hidden field for the version that was seen, by which a change in the meantime is noticed.
pub const VERSION: &str = "versi";

/// The field for the fingerprint of what was kept when a form was made, by which a change in the meantime is noticed.
pub const BASE: &str = "dasar";
