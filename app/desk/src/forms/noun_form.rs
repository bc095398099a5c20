//! The form of a noun, made of the table that describes it: what was typed, what is wrong with it, and the controls.
//! It must not know any noun.

use domain::language::Language;
use domain::noun::{Expected, Fault, Field, Fields, Kind, Need, Noun};
use domain::slug::Slug;
use leptos::prelude::*;
use ui::components::{
    CheckboxGroup, Choice, DateInput, FieldError, FormErrors, RadioGroup, Select, TextArea,
    TextInput, Width,
};
use ui::forms::typed::Typed;
use ui::html::{Html, IntoHtml};
use ui::texts;
use ui::wanted::Wanted;

/// How many characters a text may have that is shown small.
const SHORT: usize = 1000;

/// How many characters a line may have that is not shown in full width.
const LONG: usize = 100;

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
        with_typed(fields, field, typed)
    })
}

/// What is kept with some of its fields as they were typed, where they were sent.
pub fn typed_over(kept: &Fields, editable: &[&str], typed: &Typed) -> Fields {
    let fields = kept.noun().fields().iter();
    let sent = fields.filter(|field| editable.contains(&field.key) && typed.has(field.control));
    sent.fold(kept.clone(), |fields, field| {
        with_typed(fields, field, typed)
    })
}

fn with_typed(fields: Fields, field: &Field, typed: &Typed) -> Fields {
    let text = typed.raw(field.control);
    if let Kind::Items(_) = field.kind {
        let items = text.lines().map(str::trim);
        let items: Vec<_> = items.filter(|item| !item.is_empty()).collect();
        return fields.with(field.key, items.join("|"));
    }
    if field.kind == Kind::Services {
        return fields.with(field.key, typed.all(field.control).join(";"));
    }
    fields.with(field.key, text)
}

/// The text of a field as its control shows it: items stand in lines of their own.
fn in_control(kind: Kind, text: &str) -> String {
    if let Kind::Items(_) = kind {
        let items: Vec<_> = text.split('|').map(str::trim).collect();
        return items.join("\n");
    }
    text.to_owned()
}

/// The name of a field.
pub fn label(language: Language, noun: Noun, field: &str) -> String {
    texts::text(language, &format!("field-{}-{field}", noun.code()), &[])
}

/// What helps to fill a field in; empty where its name says enough.
fn help(language: Language, noun: Noun, field: &Field) -> String {
    let most = match field.kind {
        Kind::Number { most, .. } => vec![("most", most.into())],
        _ => vec![],
    };
    let key = format!("help-{}-{}", noun.code(), field.key);
    texts::optional_text(language, &key, &most).unwrap_or_default()
}

/// A fault in words, beside its field.
pub fn field_error(language: Language, noun: Noun, fault: &Fault) -> FieldError {
    let field = noun.field(fault.field);
    let control = field.map_or(fault.field, |field| field.control);
    let wanted = Wanted::from(fault).with("label", label(language, noun, fault.field));
    let words = match fault.expected {
        Expected::Text
        | Expected::Time
        | Expected::Choice(_)
        | Expected::Slug
        | Expected::Number { .. }
        | Expected::Date => {
            let key = format!("wanted-{}-{}", noun.code(), fault.field);
            wanted.in_form_as(language, &key)
        }
        _ => wanted.in_form(language),
    };
    FieldError::new(control, words)
}

/// What is wrong with the fields, in words beside them.
pub fn field_errors(language: Language, noun: Noun, faults: &[Fault]) -> FormErrors {
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
    errors: &FormErrors,
) -> Vec<Html> {
    controls_where(|_| true, language, fields, offered, errors)
}

/// The controls of some fields.
pub fn controls_where(
    shown: impl Fn(&str) -> bool,
    language: Language,
    fields: &Fields,
    offered: &Offered,
    errors: &FormErrors,
) -> Vec<Html> {
    let described = fields.described();
    described
        .filter(|(field, _)| shown(field.key))
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
    errors: &FormErrors,
) -> Html {
    let name = field.control;
    let label = label(language, noun, field.key);
    let hint = help(language, noun, field);
    let value = in_control(field.kind, text);
    let error = errors.of(name);
    let optional = field.need == Need::Optional;
    match field.kind {
        Kind::Slug { .. } | Kind::Line(_) | Kind::CounterName(_) | Kind::Period => {
            let max_length = field.most().unwrap_or(Slug::MAX_CHARACTERS);
            let width = if max_length > LONG { Width::Full } else { Width::default() };
            view! { <TextInput language name label hint value error optional max_length width autocomplete="off" /> }
                .into_html()
        }
        // What can be left open is a list; otherwise every choice is seen at once.
        Kind::Choice(_) | Kind::YesNo if options.iter().all(|choice| !choice.value.is_empty()) => {
            let chosen = Some(value);
            view! { <RadioGroup language name legend=label hint options chosen error /> }.into_html()
        }
        Kind::Nip => view! {
            <TextInput language name label hint value error optional autocomplete="off" inputmode="numeric" />
        }
        .into_html(),
        Kind::Quantity => view! {
            <TextInput language name label hint value error optional inputmode="decimal" width=Width::Medium />
        }
        .into_html(),
        Kind::Link => view! {
            <TextInput language name label hint value error optional input_type="url" />
        }
        .into_html(),
        Kind::Number { .. } | Kind::Months(_) => view! {
            <TextInput language name label hint value error optional inputmode="numeric" width=Width::Narrow />
        }
        .into_html(),
        Kind::Text(most) | Kind::Items(most) => {
            let rows = if most > SHORT { 4 } else { 2 };
            view! { <TextArea language name label hint value error optional rows max_length=most /> }
                .into_html()
        }
        Kind::Units | Kind::FormerUnits | Kind::Opening => {
            view! { <TextArea language name label hint value error optional rows=2 max_length=8000 /> }
                .into_html()
        }
        Kind::Day | Kind::Until(_) => {
            view! { <DateInput language name label hint value error optional /> }.into_html()
        }
        Kind::Time | Kind::Later(_) => view! {
            <TextInput language name label hint value error optional input_type="time" width=Width::Medium />
        }
        .into_html(),
        Kind::Services => {
            let chosen = value.split(';').map(str::to_owned).collect();
            view! { <CheckboxGroup language name legend=label hint options chosen error /> }.into_html()
        }
        Kind::Account => view! {
            <Select language name label hint options chosen=value error optional width=Width::Full />
        }
        .into_html(),
        Kind::Choice(_)
        | Kind::YesNo
        | Kind::Unit
        | Kind::OwnUnit
        | Kind::Indicator
        | Kind::Service
        | Kind::Counter
        | Kind::Month => {
            view! { <Select language name label hint options chosen=value error optional /> }
                .into_html()
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::nouns::NOUNS;
    use domain::register::RecordKind;

    use super::*;

    #[test]
    fn every_field_of_every_noun_has_a_name_in_both_languages() {
        for language in Language::ALL {
            for noun in NOUNS {
                for field in noun.keys() {
                    let label = label(language, *noun, field);
                    assert!(!label.contains('⟦'), "{} {field}", noun.code());
                }
            }
        }
    }

    #[test]
    fn items_stand_in_lines_of_their_own() {
        let kept = Fields::empty(RecordKind::Service).with("nama", "KTP");
        let typed = Typed::decode(b"nama=KK&biaya=Rp1&persyaratan=x%0D%0A%0D%0A+y");
        let fields = typed_over(&kept, &["nama", "persyaratan", "produk"], &typed);
        assert_eq!(fields.differing(&kept), ["nama", "persyaratan"]);
        assert_eq!(fields.get("persyaratan"), "x|y");
        assert_eq!(in_control(Kind::Items(9), "x|y"), "x\ny");
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
                let error = field_error(language, RecordKind::Service.noun(), &fault).message;
                let cell = Wanted::from(&fault).in_cell(language);
                assert!(!error.contains(['⟦', '$']) && !cell.contains(['⟦', '$']));
                assert_ne!(error, cell);
            }
        }
    }
}
