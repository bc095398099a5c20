//! Forms as they were sent: what was typed, and how it becomes a value of `domain` or a list of errors.
//! It must not know how a form is drawn or where it was sent.

pub mod person_form;
pub mod rating_form;
pub mod settings_form;
pub mod typed;
