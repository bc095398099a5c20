//! Forms that several pages know: how what was typed is read, and the rating of a visit.
//! It must not know how a form is drawn or where it was sent.

pub mod profile;
pub mod rating_form;
pub mod typed;
