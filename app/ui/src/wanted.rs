//! What a field of a form or a cell of a file should hold: the key of a text and what is put into it, so that whoever reads
//! of a fault reads it in the own language.
//! It must not know any form or file.

use domain::grammar::EvidenceLink;
use domain::language::Language;
use domain::noun::{Expected, Fault, QuantityFault};
use domain::reporting::Frequency;

use crate::t;
use crate::texts::{self, FluentValue};

/// The greatest number that the databases keep: a bound that nobody needs to hear of.
const UNBOUNDED: u32 = i32::MAX.cast_unsigned();

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    key: &'static str,
    arguments: Vec<(&'static str, Argument)>,
    or_empty: bool,
}

/// What is put into a text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Argument {
    Number(usize),
    Text(String),
}

impl Wanted {
    /// What the text of a key says.
    pub const fn new(key: &'static str) -> Self {
        Self {
            key,
            arguments: Vec::new(),
            or_empty: false,
        }
    }

    /// With something put into the text.
    #[must_use]
    pub fn with(self, name: &'static str, text: impl ToString) -> Self {
        self.and(name, Argument::Text(text.to_string()))
    }

    /// With a number put into the text, written as the language does.
    #[must_use]
    pub fn with_number(self, name: &'static str, number: usize) -> Self {
        self.and(name, Argument::Number(number))
    }

    fn and(mut self, name: &'static str, argument: Argument) -> Self {
        self.arguments.push((name, argument));
        self
    }

    /// Or nothing.
    #[must_use]
    pub fn or_empty(self) -> Self {
        Self {
            or_empty: true,
            ..self
        }
    }

    fn arguments(&self) -> Vec<(&'static str, FluentValue<'_>)> {
        let arguments = self.arguments.iter().map(|(name, argument)| {
            let value = match argument {
                Argument::Number(number) => (*number).into(),
                Argument::Text(text) => text.as_str().into(),
            };
            (*name, value)
        });
        arguments.collect()
    }

    /// For whoever fills in a form.
    pub fn in_form(&self, language: Language) -> String {
        texts::text(language, self.key, &self.arguments())
    }

    /// For whoever fills in a form, in the words of another key if there is one.
    pub fn in_form_as(&self, language: Language, key: &str) -> String {
        let words = texts::optional_text(language, key, &self.arguments());
        words.unwrap_or_else(|| self.in_form(language))
    }

    /// For whoever wrote a file, without telling anybody to do something.
    pub fn in_cell(&self, language: Language) -> String {
        let wanted = texts::cell_text(language, self.key, &self.arguments());
        if self.or_empty {
            t!(language, "expected-or-empty", expected = wanted)
        } else {
            wanted
        }
    }
}

impl From<&Fault> for Wanted {
    fn from(fault: &Fault) -> Self {
        let wanted = expected(fault);
        if fault.or_empty {
            wanted.or_empty()
        } else {
            wanted
        }
    }
}

fn expected(fault: &Fault) -> Wanted {
    match fault.expected {
        Expected::Slug => Wanted::new("expected-slug"),
        Expected::Text => Wanted::new("expected-text"),
        Expected::Shorter(most) => Wanted::new("expected-shorter").with_number("most", most),
        Expected::Plain => Wanted::new("expected-plain"),
        Expected::Seen => Wanted::new("expected-seen"),
        Expected::Unit => Wanted::new("expected-unit"),
        Expected::OwnUnit => Wanted::new("expected-own-unit"),
        Expected::Units => Wanted::new("expected-units"),
        Expected::FormerUnits => Wanted::new("expected-former-units"),
        Expected::Opening => Wanted::new("expected-opening"),
        Expected::Choice(codes) => Wanted::new("expected-choice").with("codes", codes.join(", ")),
        Expected::YesNo => Wanted::new("expected-yes-no"),
        Expected::Date => Wanted::new("expected-date"),
        Expected::HolidayDay => Wanted::new("expected-holiday-day"),
        Expected::NotBefore(field) => Wanted::new("expected-not-before-start").with("field", field),
        Expected::Time => Wanted::new("expected-time"),
        Expected::LaterThan(field) => Wanted::new("expected-later").with("field", field),
        Expected::Number { least: 0, .. } => Wanted::new("expected-number"),
        Expected::Number {
            most: UNBOUNDED, ..
        } => Wanted::new("expected-number-from-one"),
        Expected::Number { least, most } => Wanted::new("expected-number-within")
            .with_number("least", least as usize)
            .with_number("most", most as usize),
        Expected::Months(most) => Wanted::new("expected-months").with_number("most", most as usize),
        Expected::Quantity(wrong) => Wanted::new(match wrong {
            QuantityFault::Missing => "expected-number-filled",
            QuantityFault::NotANumber => "expected-quantity",
            QuantityFault::Ambiguous => "expected-unambiguous",
            QuantityFault::TooLong => "expected-fewer-digits",
        }),
        Expected::AboveTarget => Wanted::new("expected-above-target"),
        Expected::Link => {
            Wanted::new("expected-evidence").with("most", EvidenceLink::MAX_CHARACTERS)
        }
        Expected::Period(frequency) => Wanted::new(match frequency {
            Some(Frequency::Month) => "expected-month",
            Some(Frequency::Quarter) => "expected-quarter",
            Some(Frequency::Semester) => "expected-semester",
            Some(Frequency::Year) => "expected-year",
            None => "expected-period",
        }),
        Expected::Applies => Wanted::new("expected-applies"),
        Expected::Nothing => Wanted::new("expected-nothing"),
        Expected::NothingBeside(field) => {
            Wanted::new("expected-nothing-beside").with("field", field)
        }
        Expected::Indicator => Wanted::new("expected-own-indicator"),
        Expected::Service => Wanted::new("expected-service"),
        Expected::Services => Wanted::new("expected-services"),
        Expected::Counter => Wanted::new("expected-counter"),
        Expected::Month => Wanted::new("expected-month"),
        Expected::NotAbove(field) => Wanted::new("expected-not-above-most").with("field", field),
        Expected::SameItems { items, found } => Wanted::new("expected-same-items")
            .with_number("items", items)
            .with_number("found", found)
            .with("field", fault.field.trim_end_matches("_en")),
        Expected::CounterName => Wanted::new("expected-counter-name"),
        Expected::Nip => Wanted::new("expected-nip"),
        Expected::Account => Wanted::new("expected-account"),
        Expected::Known => Wanted::new("expected-known"),
        Expected::Free => Wanted::new("expected-free"),
        Expected::FreeOfRow(row) => Wanted::new("expected-free-of-row").with("row", row),
    }
}
