//! The form of a noun, made of the table that describes it: what was typed, what is wrong with it, and the controls.
//! It must not know any noun.

use domain::language::Language;
use domain::noun::{Expected, Fault, Field, Fields, Kind, Noun};
use domain::register::Slug;
use leptos::prelude::*;
use ui::components::{
    Choice, DateInput, FieldError, RadioGroup, Select, TextArea, TextInput, Width, error_of,
};
use ui::forms::typed::Typed;
use ui::html::{Html, IntoHtml};
use ui::t;
use ui::texts::{self, FluentValue};

/// The greatest number that the databases keep: a bound that nobody needs to hear of.
const UNBOUNDED: u32 = i32::MAX.cast_unsigned();

/// How many characters a text may have that is shown small.
const SHORT: usize = 1000;

/// What a form offers to choose from, by field.
#[derive(Clone, Debug, Default)]
pub struct Offered(Vec<(&'static str, Vec<Choice>)>);

impl Offered {
    /// The same with the choices of a field.
    #[must_use]
    pub fn with(mut self, field: &'static str, choices: Vec<Choice>) -> Self {
        self.0.push((field, choices));
        self
    }

    /// The choices of a field.
    pub fn of(&self, field: &str) -> &[Choice] {
        let mut offered = self.0.iter();
        offered
            .find(|(name, _)| *name == field)
            .map_or(&[], |(_, choices)| choices)
    }

    /// Whether a value can be chosen for a field.
    pub fn has(&self, field: &str, value: &str) -> bool {
        !value.is_empty() && self.of(field).iter().any(|choice| choice.value == value)
    }

    /// What a field holds, in the words in which it is offered.
    pub fn in_words(&self, field: &str, value: &str) -> String {
        let mut choices = self.of(field).iter();
        let chosen = choices.find(|choice| choice.value == value && !value.is_empty());
        chosen.map_or_else(|| value.to_owned(), |choice| choice.label.clone())
    }
}

/// The fields of a noun as they were typed.
pub fn typed_fields(noun: Noun, typed: &Typed) -> Fields {
    let fields = noun.fields().iter();
    fields.fold(Fields::empty(noun), |fields, field| {
        fields.with(field.key, typed.raw(field.control))
    })
}

/// The name of a field.
pub fn label(language: Language, noun: Noun, field: &str) -> String {
    texts::text(language, &format!("field-{}-{field}", noun.code()), &[])
}

/// What helps to fill a field in; empty where its name says enough.
pub fn help(language: Language, noun: Noun, field: &str) -> String {
    let help = texts::optional_text(language, &format!("help-{}-{field}", noun.code()));
    help.unwrap_or_default()
}

/// A fault in words, beside its field.
pub fn field_error(language: Language, noun: Noun, fault: &Fault) -> FieldError {
    let field = noun.field(fault.field);
    let control = field.map_or(fault.field, |field| field.control);
    let wanted = match fault.expected {
        Expected::Text | Expected::Choice(_) | Expected::Slug => {
            let key = format!("wanted-{}-{}", noun.code(), fault.field);
            texts::optional_text(language, &key)
        }
        _ => None,
    };
    let words = wanted.unwrap_or_else(|| {
        let (key, arguments) = message(fault);
        texts::text(language, key, &arguments)
    });
    FieldError::new(control, words)
}

/// What the cell of a file should hold instead of what it does.
pub fn expected_in_cell(language: Language, fault: &Fault) -> String {
    let (key, arguments) = message(fault);
    let expected = texts::cell_text(language, key, &arguments);
    if fault.or_empty {
        t!(language, "expected-or-empty", expected = expected)
    } else {
        expected
    }
}

/// The key of what is expected, and what is put into it.
fn message(fault: &Fault) -> (&'static str, Vec<(&'static str, FluentValue<'static>)>) {
    let number = |name, number: u32| vec![(name, FluentValue::from(number))];
    let text = |name, text: &str| vec![(name, FluentValue::from(text.to_owned()))];
    match fault.expected {
        Expected::Slug => ("expected-slug", vec![]),
        Expected::Text => ("expected-text", vec![]),
        Expected::Shorter(most) => ("expected-shorter", vec![("most", most.into())]),
        Expected::Plain => ("expected-plain", vec![]),
        Expected::Seen => ("expected-seen", vec![]),
        Expected::Unit => ("expected-unit", vec![]),
        Expected::OwnUnit => ("expected-own-unit", vec![]),
        Expected::Units => ("expected-units", vec![]),
        Expected::FormerUnits => ("expected-former-units", vec![]),
        Expected::Choice(codes) => ("expected-choice", text("codes", &codes.join(", "))),
        Expected::YesNo => ("expected-yes-no", vec![]),
        Expected::Date => ("expected-date", vec![]),
        Expected::HolidayDay => ("expected-holiday-day", vec![]),
        Expected::NotBefore(field) => ("expected-not-before-start", text("field", field)),
        Expected::Number { least: 0, .. } => ("expected-number", vec![]),
        Expected::Number {
            most: UNBOUNDED, ..
        } => ("expected-number-from-one", vec![]),
        Expected::Number { most, .. } => ("expected-percent", number("most", most)),
        Expected::NotAbove(field) => ("expected-not-above-most", text("field", field)),
        Expected::SameItems { items, found } => {
            let field = fault.field.trim_end_matches("_en");
            let counts = [("items", items.into()), ("found", found.into())];
            let arguments = counts.into_iter().chain(text("field", field));
            ("expected-same-items", arguments.collect())
        }
        Expected::CounterName => ("expected-counter-name", vec![]),
        Expected::Nip => ("expected-nip", vec![]),
        Expected::Account => ("expected-account", vec![]),
        Expected::Known => ("expected-known", vec![]),
        Expected::Free => ("expected-free", vec![]),
        Expected::FreeOfRow(row) => ("expected-free-of-row", vec![("row", row.into())]),
    }
}

/// What is wrong with the fields, in words beside them.
pub fn field_errors(language: Language, noun: Noun, faults: &[Fault]) -> Vec<FieldError> {
    let errors = faults.iter();
    errors
        .map(|fault| field_error(language, noun, fault))
        .collect()
}

/// The controls of all fields with what was typed or is kept.
pub fn controls(
    language: Language,
    fields: &Fields,
    offered: &Offered,
    errors: &[FieldError],
) -> Vec<Html> {
    controls_but(&[], language, fields, offered, errors)
}

/// The controls of all fields but some that cannot be changed.
pub fn controls_but(
    fixed: &[&str],
    language: Language,
    fields: &Fields,
    offered: &Offered,
    errors: &[FieldError],
) -> Vec<Html> {
    let described = fields.described();
    described
        .filter(|(field, _)| !fixed.contains(&field.key))
        .map(|(field, text)| {
            let options = offered.of(field.key).to_vec();
            control(language, fields.noun(), field, text, options, errors)
        })
        .collect()
}

/// The control of a field, by what it holds.
fn control(
    language: Language,
    noun: Noun,
    field: &'static Field,
    text: &str,
    options: Vec<Choice>,
    errors: &[FieldError],
) -> Html {
    let name = field.control;
    let label = label(language, noun, field.key);
    let hint = help(language, noun, field.key);
    let value = text.to_owned();
    let error = error_of(errors, name);
    let optional = field.optional;
    match field.kind {
        Kind::Slug { .. } | Kind::Line(_) | Kind::CounterName(_) => {
            let max_length = field.most().unwrap_or(Slug::MAX_CHARACTERS);
            view! { <TextInput language name label hint value error optional max_length autocomplete="off" /> }
                .into_html()
        }
        Kind::Choice(_) => {
            let chosen = Some(value);
            view! { <RadioGroup language name legend=label hint options chosen error /> }.into_html()
        }
        Kind::Nip => view! {
            <TextInput language name label hint value error optional autocomplete="off" inputmode="numeric" />
        }
        .into_html(),
        Kind::Number { .. } => view! {
            <TextInput language name label hint value error optional inputmode="numeric" width=Width::Narrow />
        }
        .into_html(),
        Kind::Text(most) | Kind::Items(most) => {
            let rows = if most > SHORT { 4 } else { 2 };
            view! { <TextArea language name label hint value error optional rows max_length=most /> }
                .into_html()
        }
        Kind::Units | Kind::FormerUnits => {
            view! { <TextArea language name label hint value error optional rows=2 max_length=8000 /> }
                .into_html()
        }
        Kind::Day | Kind::Until(_) => {
            view! { <DateInput language name label hint value error optional /> }.into_html()
        }
        Kind::Account => view! {
            <Select language name label hint options chosen=value error optional width=Width::Full />
        }
        .into_html(),
        Kind::YesNo | Kind::Unit | Kind::OwnUnit => {
            view! { <Select language name label hint options chosen=value error optional /> }
                .into_html()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_every_noun_has_a_name_in_both_languages() {
        for language in Language::ALL {
            for noun in Noun::ALL {
                for field in noun.keys() {
                    let label = label(language, *noun, field);
                    assert!(!label.contains('⟦'), "{noun:?} {field}");
                }
            }
        }
    }

    #[test]
    fn what_is_expected_is_said_in_form_and_file() {
        let expected = [
            Expected::Shorter(100),
            Expected::Choice(&["a", "b"]),
            Expected::Number {
                least: 1,
                most: 100,
            },
            Expected::NotBefore("berlaku_mulai"),
            Expected::SameItems { items: 2, found: 1 },
            Expected::FreeOfRow(7),
        ];
        for language in Language::ALL {
            for expected in expected {
                let fault = Fault {
                    field: "persyaratan_en",
                    expected,
                    or_empty: true,
                };
                let error = field_error(language, Noun::Service, &fault).message;
                let cell = expected_in_cell(language, &fault);
                assert!(!error.contains(['⟦', '$']) && !cell.contains(['⟦', '$']));
                assert_ne!(error, cell);
            }
        }
    }
}
