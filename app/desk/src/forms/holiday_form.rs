//! The form with which a holiday is entered.
//! It must not know which days are holidays already.

use chrono::NaiveDate;
use domain::calendar::{LONGEST_HOLIDAY_NAME, holiday_name, is_within_reach};
use domain::grammar;
use domain::language::Language;

use ui::components::FieldError;
use ui::forms::typed::Typed;
use ui::t;

/// The name of the field for the day.
pub const DAY: &str = "tanggal";
/// The name of the field for the holiday's name.
pub const NAME: &str = "nama";

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct HolidayForm {
    typed: Typed,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The day is none, or none between 2000 and 2099.
    Day,
    /// The day is a holiday already.
    Taken,
    /// The name is missing or too long.
    Name,
}

impl HolidayForm {
    /// Reads a form body.
    pub fn decode(body: &[u8]) -> Self {
        Self {
            typed: Typed::decode(body),
        }
    }

    /// What was typed.
    pub const fn typed(&self) -> &Typed {
        &self.typed
    }

    /// The day alone, which is all that is needed to take a holiday away.
    pub fn day(&self) -> Option<NaiveDate> {
        let day = grammar::day(self.typed.text(DAY));
        day.filter(|day| is_within_reach(*day))
    }

    /// Day and name, or everything that is wrong with them.
    pub fn holiday(&self) -> Result<(NaiveDate, String), Vec<Problem>> {
        match (self.day(), holiday_name(self.typed.text(NAME))) {
            (Some(day), Some(name)) => Ok((day, name)),
            (day, name) => {
                let day = day.is_none().then_some(Problem::Day);
                let name = name.is_none().then_some(Problem::Name);
                Err(day.into_iter().chain(name).collect())
            }
        }
    }
}

impl Problem {
    /// The problem in words, beside its field.
    pub fn field_error(self, language: Language) -> FieldError {
        match self {
            Self::Day => FieldError::new(DAY, t!(language, "error-holiday-day")),
            Self::Taken => FieldError::new(DAY, t!(language, "error-holiday-taken")),
            Self::Name => FieldError::new(
                NAME,
                t!(language, "error-holiday-name", most = LONGEST_HOLIDAY_NAME),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_told_at_once() {
        let holiday = |body: &str| HolidayForm::decode(body.as_bytes()).holiday();
        let day = "2026-08-17".parse().expect("a date");
        assert_eq!(
            holiday("tanggal=2026-08-17&nama=+Proklamasi++RI"),
            Ok((day, "Proklamasi RI".to_owned()))
        );
        assert_eq!(
            holiday("tanggal=1899-08-17&nama="),
            Err(vec![Problem::Day, Problem::Name])
        );
    }
}
