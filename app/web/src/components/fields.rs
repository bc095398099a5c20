//! Form fields with their errors, after the patterns of GOV.UK: native controls, an error summary that links to them.
//! It must not know which form it is part of. `TextArea` is the only place that may write a textarea element.

use leptos::prelude::*;

use domain::language::Language;

use crate::t;

/// An error of one field, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The id of the control to go to.
    pub target: String,
    /// The name of the field.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

/// All errors of a form, at the top of the page, each leading to its field.
#[component]
pub fn ErrorSummary(language: Language, errors: Vec<FieldError>) -> impl IntoView {
    (!errors.is_empty()).then(|| {
        let items = errors.into_iter().map(|error| {
            view! { <li><a href=format!("#{}", error.target)>{error.message}</a></li> }
        });
        view! {
            // The alert is a child of the box that is announced, so that readers read it once and in full.
            <div class="error-summary" tabindex="-1">
                <div role="alert">
                    <h2>{t!(language, "errors-heading")}</h2>
                    <ul>{items.collect_view()}</ul>
                </div>
            </div>
        }
    })
}

/// The message beside a field.
#[component]
fn ErrorMessage(language: Language, id: String, message: String) -> impl IntoView {
    view! {
        <p class="field-error" id=id>
            <span class="visually-hidden">{t!(language, "title-error")}</span>
            {message}
        </p>
    }
}

/// One option of a radio group.
#[derive(Clone, Debug)]
pub struct RadioOption {
    /// The value that is sent.
    pub value: String,
    /// The words shown.
    pub label: String,
}

/// A question with a few options, of which one or none is chosen.
#[component]
pub fn RadioGroup(
    language: Language,
    /// The name of the field; the first control's id is the same.
    name: &'static str,
    /// The question.
    legend: String,
    /// A help text, possibly empty.
    #[prop(optional, into)]
    hint: String,
    /// The options.
    options: Vec<RadioOption>,
    /// The chosen value.
    chosen: Option<String>,
    /// What is wrong with the answer.
    error: Option<String>,
    /// Whether the options stand as four equal tiles.
    #[prop(optional)]
    tiles: bool,
) -> impl IntoView {
    let hint_id = (!hint.is_empty()).then(|| format!("{name}-bantuan"));
    let error_id = error.as_ref().map(|_| format!("{name}-kesalahan"));
    let described_by = [hint_id.clone(), error_id.clone()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let described_by = (!described_by.is_empty()).then_some(described_by);
    let controls = options.into_iter().enumerate().map(|(place, option)| {
        let id = if place == 0 {
            name.to_owned()
        } else {
            format!("{name}-{}", place + 1)
        };
        let checked = chosen.as_ref() == Some(&option.value);
        view! {
            <div class="radio">
                <input type="radio" id=id.clone() name=name value=option.value checked=checked />
                <label for=id>{option.label}</label>
            </div>
        }
    });
    let class = match (tiles, error.is_some()) {
        (true, true) => "field radios radios-tiles has-error",
        (true, false) => "field radios radios-tiles",
        (false, true) => "field radios has-error",
        (false, false) => "field radios",
    };
    view! {
        <fieldset class=class aria-describedby=described_by>
            <legend>{legend}</legend>
            {hint_id.map(|id| view! { <p class="hint" id=id>{hint}</p> })}
            {error.zip(error_id).map(|(message, id)| view! { <ErrorMessage language id message /> })}
            <div class="radio-options">{controls.collect_view()}</div>
        </fieldset>
    }
}

/// A free text of several lines.
#[component]
pub fn TextArea(
    language: Language,
    /// The name and id of the field.
    name: &'static str,
    /// What is asked for.
    label: String,
    /// A help text.
    hint: String,
    /// What was typed.
    value: String,
    /// How many characters a browser lets one type.
    max_length: usize,
    /// What is wrong with the text.
    error: Option<String>,
) -> impl IntoView {
    let error_id = error.as_ref().map(|_| format!("{name}-kesalahan"));
    let described_by = format!("{name}-bantuan {}", error_id.clone().unwrap_or_default());
    // Leptos does not escape the children of a textarea. A line break right after the tag is swallowed by browsers, so
    // one is put before the text.
    let escaped = format!("\n{}", html_escape::encode_text(&value));
    let class = if error.is_some() {
        "field has-error"
    } else {
        "field"
    };
    view! {
        <div class=class>
            <label for=name>{label}</label>
            <p class="hint" id=format!("{name}-bantuan")>{hint}</p>
            {error.zip(error_id).map(|(message, id)| view! { <ErrorMessage language id message /> })}
            <textarea id=name name=name rows="4" maxlength=max_length.to_string() aria-describedby=described_by.trim().to_owned()>
                {escaped}
            </textarea>
        </div>
    }
}
