//! Parts that several pages are made of.
//! A component must not fetch anything: it shows what it is given.

mod breadcrumbs;
mod fields;
mod figure_card;
mod period_choice;
mod standing_text;

pub use breadcrumbs::{Breadcrumbs, Crumb};
pub use fields::{ErrorSummary, FieldError, RadioGroup, RadioOption, TextArea};
pub use figure_card::FigureCard;
pub use period_choice::PeriodChoice;
pub use standing_text::{evidence_name, grade_name, missing_reason, state_text};
