//! The form with which somebody keys in one paper form.
//! It must not know whose copy it becomes.

use chrono::{Datelike, NaiveDate};
use domain::language::Language;
use domain::paper::{DAY, FIELDS, FormDays, KeyedForm, day_of};
use domain::period::Month;
use ui::components::{FieldError, FormFault};
use ui::forms::rating_form::{RatingFault, RatingForm};
use ui::forms::typed::Typed;
use ui::t;

/// The name of the hidden field for the number of the form in its stack.
pub const NUMBER: &str = "nomor";

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct KeyingForm {
    rating: RatingForm,
    typed: Typed,
}

/// What is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyingFault {
    /// The day is none of the month, or has not come yet.
    Day,
    /// Something is wrong with the answers.
    Rating(RatingFault),
}

impl KeyingForm {
    /// Reads a form body.
    pub fn decode(body: &[u8]) -> Self {
        Self {
            rating: RatingForm::decode(body),
            typed: Typed::decode(body),
        }
    }

    /// The form as it stands for one that was keyed in before.
    pub fn of(keyed: &KeyedForm) -> Self {
        let value = |field| match field {
            DAY => {
                let date: Result<NaiveDate, _> = keyed.value(DAY).parse();
                date.map(|date| date.day().to_string()).unwrap_or_default()
            }
            field => keyed.value(field).to_owned(),
        };
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(FIELDS.map(|field| (field, value(field))))
            .finish();
        Self::decode(body.as_bytes())
    }

    /// What was typed into a field.
    pub fn value(&self, field: &str) -> &str {
        self.typed.raw(field)
    }

    /// The number of the form in its stack.
    pub fn number(&self) -> Option<u32> {
        self.typed.text(NUMBER).parse().ok()
    }

    /// The form of a month, or everything that is wrong with it.
    pub fn keyed(&self, month: Month, days: FormDays) -> Result<KeyedForm, Vec<KeyingFault>> {
        let day = day_of(month, self.typed.text(DAY), days);
        let rating = self.rating.parse(day.unwrap_or(month.first_day()));
        match (day, rating) {
            (Some(_), Ok(rating)) => Ok(KeyedForm::of(&rating)),
            (day, rating) => {
                let of_day = day.is_none().then_some(KeyingFault::Day);
                let of_rating = rating.err().unwrap_or_default();
                let of_rating = of_rating.into_iter().map(KeyingFault::Rating);
                Err(of_day.into_iter().chain(of_rating).collect())
            }
        }
    }
}

impl FormFault for KeyingFault {
    fn field_error(&self, language: Language) -> FieldError {
        match self {
            Self::Day => FieldError::new(DAY, t!(language, "error-paper-day")),
            Self::Rating(fault) => fault.field_error(language),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keyed(body: &str) -> Result<KeyedForm, Vec<KeyingFault>> {
        let month = "2026-09".parse().expect("a month");
        let [first, last] = ["2026-09-02", "2026-10-12"].map(|day| day.parse().expect("a date"));
        let days = FormDays::new(first, last);
        KeyingForm::decode(body.as_bytes()).keyed(month, days)
    }

    #[test]
    fn a_form_is_keyed_in_and_shown_again() {
        let form = keyed("tanggal=7&waktu=4&usia=30-39&saran=Ramah").expect("valid");
        assert_eq!(form.value(DAY), "2026-09-07");
        let again = KeyingForm::of(&form);
        assert_eq!((again.value(DAY), again.value("waktu")), ("7", "4"));
        assert_eq!((again.value("usia"), again.value("biaya")), ("30-39", ""));
        assert_eq!(again.value("saran"), "Ramah");
        let without = keyed("waktu=4").expect("valid");
        assert_eq!(without.value(DAY), "2026-09-30");
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let nothing = KeyingFault::Rating(RatingFault::NothingAnswered);
        assert_eq!(keyed("tanggal=31"), Err(vec![KeyingFault::Day, nothing]));
        let before = keyed("tanggal=1&waktu=4");
        assert_eq!(
            before,
            Err(vec![KeyingFault::Day]),
            "the service began later"
        );
    }
}
