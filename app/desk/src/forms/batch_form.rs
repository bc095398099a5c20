//! The form with which a batch of invitations is printed.
//! It must not know which services the sender may invite for.

use chrono::NaiveDate;
use domain::grammar;
use domain::language::Language;
use ui::components::FieldError;
use ui::forms::typed::Typed;
use ui::t;

/// The name of the field for the service, which is also that of the query with which the form is opened.
pub const SERVICE: &str = "layanan";
/// The name of the field for the counter.
pub const COUNTER: &str = "loket";
/// The name of the field for the number of codes.
pub const COUNT: &str = "jumlah";
/// The name of the field for the last day.
pub const VALID_UNTIL: &str = "berlaku_sampai";
/// The name of the hidden field by which a form sent twice is recognised.
pub const TOKEN: &str = "formulir";

/// The most codes of a batch.
pub const MOST: usize = 2000;

/// The longest time for which codes can be used, in days.
pub const LONGEST: u64 = 366;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct BatchForm {
    typed: Typed,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchOrder {
    /// The counter; none for a unit without counters.
    pub counter: Option<String>,
    /// How many codes, 1 to [`MOST`].
    pub count: usize,
    /// The last day on which they can be used.
    pub valid_until: NaiveDate,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The counter is none of the unit's.
    Counter,
    /// The number is none, or too large.
    Count,
    /// The last day is no day, over already, or too far away.
    ValidUntil,
    /// The same form made a batch before.
    AlreadyIssued,
    /// The service is not offered today.
    NotInService,
}

impl BatchForm {
    /// Reads a form body.
    pub fn decode(body: &[u8]) -> Self {
        Self {
            typed: Typed::decode(body),
        }
    }

    /// The form as it is opened, with a last day to begin with.
    pub fn fresh(token: &str, valid_until: NaiveDate) -> Self {
        let fields = [
            (TOKEN, token.to_owned()),
            (VALID_UNTIL, valid_until.to_string()),
        ];
        Self {
            typed: Typed::of(fields),
        }
    }

    /// What was typed.
    pub const fn typed(&self) -> &Typed {
        &self.typed
    }

    /// What is asked for, or everything that is wrong with it. `counters` are those of the service's unit.
    pub fn order(&self, counters: &[String], today: NaiveDate) -> Result<BatchOrder, Vec<Problem>> {
        let mut problems = Vec::new();
        let counter = self.typed.text(COUNTER);
        let counter = (!counter.is_empty()).then(|| counter.to_owned());
        if counter.is_none() != counters.is_empty()
            || counter
                .as_ref()
                .is_some_and(|counter| !counters.contains(counter))
        {
            problems.push(Problem::Counter);
        }
        let count = grammar::whole_number(self.typed.text(COUNT));
        let count = count.and_then(|count| usize::try_from(count).ok());
        let count = count.filter(|count| (1..=MOST).contains(count));
        if count.is_none() {
            problems.push(Problem::Count);
        }
        let latest = today + chrono::Days::new(LONGEST);
        let valid_until = grammar::day(self.typed.text(VALID_UNTIL));
        let valid_until = valid_until.filter(|day| (today..=latest).contains(day));
        if valid_until.is_none() {
            problems.push(Problem::ValidUntil);
        }
        match (count, valid_until) {
            (Some(count), Some(valid_until)) if problems.is_empty() => Ok(BatchOrder {
                counter,
                count,
                valid_until,
            }),
            _ => Err(problems),
        }
    }
}

impl Problem {
    /// The problem in words, beside its field.
    pub fn field_error(self, language: Language) -> FieldError {
        match self {
            Self::Counter => FieldError::new(COUNTER, t!(language, "error-counter")),
            Self::Count => FieldError::new(COUNT, t!(language, "error-count", most = MOST)),
            Self::ValidUntil => FieldError::new(VALID_UNTIL, t!(language, "error-valid-until")),
            Self::AlreadyIssued => FieldError::new(COUNT, t!(language, "error-already-issued")),
            Self::NotInService => FieldError::new(COUNT, t!(language, "error-not-in-service")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(body: &str, counters: &[&str]) -> Result<BatchOrder, Vec<Problem>> {
        let counters: Vec<String> = counters.iter().map(|name| (*name).to_owned()).collect();
        let today = "2026-10-12".parse().expect("a date");
        BatchForm::decode(body.as_bytes()).order(&counters, today)
    }

    #[test]
    fn a_form_becomes_an_order() {
        let body = "loket=Loket+1&jumlah=2000&berlaku_sampai=2026-10-12";
        let batch = order(body, &["Loket 1"]).expect("valid");
        assert_eq!(
            (batch.counter.as_deref(), batch.count),
            (Some("Loket 1"), 2000)
        );
        let without = order("jumlah=1&berlaku_sampai=2027-10-13", &[]).expect("valid");
        assert_eq!(without.counter, None);
    }

    #[test]
    fn every_problem_is_told_at_once() {
        use Problem::{Count, Counter, ValidUntil};
        for body in [
            "loket=Loket+9&jumlah=0&berlaku_sampai=2026-10-11",
            "jumlah=2001&berlaku_sampai=2027-10-14",
            "loket=&jumlah=-1&berlaku_sampai=besok",
        ] {
            let problems = order(body, &["Loket 1"]);
            assert_eq!(problems, Err(vec![Counter, Count, ValidUntil]), "{body}");
        }
        let none = order("loket=Loket+1&jumlah=1&berlaku_sampai=2026-10-12", &[]);
        assert_eq!(none, Err(vec![Counter]));
    }
}
