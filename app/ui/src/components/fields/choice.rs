//! Fields in which something is chosen: radio buttons, check boxes and lists.
//! It must not decide which choices there are.

use domain::language::Language;
use leptos::prelude::*;

use super::{AccessKey, Support, Width, label_text};
use crate::html::{Html, IntoHtml};

/// One of the options of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value that is sent.
    pub value: String,
    /// The words shown.
    pub label: String,
    /// The key that chooses it, where it is a radio button.
    pub key: Option<AccessKey>,
}

impl Choice {
    /// An option that sends `value` and shows `label`.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            key: None,
        }
    }

    /// The same, chosen by a key.
    pub fn with_key(mut self, key: AccessKey) -> Self {
        self.key = Some(key);
        self
    }
}

/// The id of one control of a group: that of the first is the field's name, to which the error summary leads.
fn control_id(name: &str, place: usize) -> String {
    if place == 0 {
        name.to_owned()
    } else {
        format!("{name}-{}", place + 1)
    }
}

/// A question with a few options, of which one or none is chosen.
#[component]
pub fn RadioGroup(
    language: Language,
    /// The name of the field; the first control's id is the same.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// A help text, possibly empty.
    #[prop(optional, into)]
    hint: String,
    /// The options.
    options: Vec<Choice>,
    /// The chosen value.
    chosen: Option<String>,
    /// What is wrong with the answer.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// Whether the options stand as four equal tiles.
    #[prop(optional)]
    tiles: bool,
) -> Html {
    let support = Support::new(language, &name, hint, error);
    let controls = options.into_iter().enumerate().map(|(place, option)| {
        let id = control_id(&name, place);
        let checked = chosen.as_ref() == Some(&option.value);
        let hint = option.key.map(|key| view! { " " {key.hint()} });
        let key = option.key.map(AccessKey::letter);
        view! {
            <div class="radio">
                <input
                    type="radio" id=id.clone() name=name.clone() value=option.value checked=checked accesskey=key
                />
                <label for=id>{option.label} {hint}</label>
            </div>
        }
    });
    let class = support.class(if tiles {
        "field radios radios-tiles"
    } else {
        "field radios"
    });
    view! {
        <fieldset class=class aria-describedby=support.described_by()>
            <legend>{legend}</legend>
            {support.texts()}
            <div class="radio-options">{controls.collect_view()}</div>
        </fieldset>
    }
    .into_html()
}

/// A question with a few options, of which any number is chosen. The field is sent once for each.
#[component]
pub fn CheckboxGroup(
    language: Language,
    /// The name of the field; the first control's id is the same.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// A help text, possibly empty.
    #[prop(optional, into)]
    hint: String,
    /// The options.
    options: Vec<Choice>,
    /// The chosen values.
    #[prop(optional)]
    chosen: Vec<String>,
    /// What is wrong with the answer.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> Html {
    let support = Support::new(language, &name, hint, error);
    let controls = options.into_iter().enumerate().map(|(place, option)| {
        let checked = chosen.contains(&option.value);
        view! { <CheckboxControl id=control_id(&name, place) name=name.clone() option checked /> }
    });
    view! {
        <fieldset class=support.class("field checkboxes") aria-describedby=support.described_by()>
            <legend>{legend}</legend>
            {support.texts()}
            {controls.collect_view()}
        </fieldset>
    }
    .into_html()
}

/// A statement that one may agree to.
#[component]
pub fn Checkbox(
    language: Language,
    /// The name and id of the field.
    #[prop(into)]
    name: String,
    /// The value that is sent when it is checked.
    #[prop(default = "ya")]
    value: &'static str,
    /// The statement.
    #[prop(into)]
    label: String,
    /// A help text, possibly empty.
    #[prop(optional, into)]
    hint: String,
    /// Whether it is checked.
    #[prop(optional)]
    checked: bool,
    /// What is wrong with it.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> Html {
    let support = Support::new(language, &name, hint, error);
    let described_by = support.described_by();
    view! {
        <div class=support.class("field checkboxes")>
            {support.texts()}
            <CheckboxControl id=name.clone() name option=Choice::new(value, label) checked described_by />
        </div>
    }
    .into_html()
}

/// A check box with its label.
#[component]
fn CheckboxControl(
    id: String,
    name: String,
    option: Choice,
    checked: bool,
    #[prop(optional_no_strip)] described_by: Option<String>,
) -> Html {
    view! {
        <div class="checkbox">
            <input type="checkbox" id=id.clone() name=name value=option.value checked=checked aria-describedby=described_by />
            <label for=id>{option.label}</label>
        </div>
    }
    .into_html()
}

/// A choice of one from a list that is too long for radio buttons.
#[component]
pub fn Select(
    language: Language,
    /// The name and id of the field.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// A help text, possibly empty.
    #[prop(optional, into)]
    hint: String,
    /// The options. One with an empty value stands for no choice.
    options: Vec<Choice>,
    /// The chosen value.
    #[prop(optional, into)]
    chosen: String,
    /// What is wrong with it.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// How wide the field is.
    #[prop(optional)]
    width: Width,
    /// Whether nothing need be chosen.
    #[prop(optional)]
    optional: bool,
    /// Whether the label is for screen readers only, because a table's head says the same.
    #[prop(optional)]
    label_hidden: bool,
) -> Html {
    let support = Support::new(language, &name, hint, error);
    let options = options.into_iter().map(|option| {
        let selected = option.value == chosen;
        view! { <option value=option.value selected=selected>{option.label}</option> }
    });
    let control = view! {
        <select
            id=name.clone() name=name class=width.class()
            aria-describedby=support.described_by() aria-invalid=support.invalid()
        >
            {options.collect_view()}
        </select>
    };
    support.field(label_text(language, label, optional), label_hidden, control)
}
