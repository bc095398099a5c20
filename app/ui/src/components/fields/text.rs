//! Fields into which something is typed or put: texts, passwords, codes, days and files.
//! It must not check what was typed.

use domain::language::Language;
use leptos::prelude::*;

use super::{AccessKey, Support, label_text};
use crate::html::{Html, IntoHtml};

/// How wide a field is, which tells how much is expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// Up to about six characters.
    Narrow,
    /// Up to about twelve characters.
    Medium,
    /// A name or an address.
    #[default]
    Wide,
    /// As wide as the column.
    Full,
}

impl Width {
    pub(super) const fn class(self) -> Option<&'static str> {
        match self {
            Self::Narrow => Some("width-narrow"),
            Self::Medium => Some("width-medium"),
            Self::Wide => None,
            Self::Full => Some("width-full"),
        }
    }
}

/// A text in one line.
#[component]
pub fn TextInput(
    language: Language,
    /// The name and id of the field: letters, digits, `-` and `_`, once on a page.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// A help text, possibly empty.
    #[prop(optional, into)]
    hint: String,
    /// What was typed.
    #[prop(optional, into)]
    value: String,
    /// What is wrong with it.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// The kind of input, such as `email`, `number`, `search` or `url`.
    #[prop(default = "text")]
    input_type: &'static str,
    /// What a browser may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// The keys that a telephone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// How many characters a browser lets one type.
    #[prop(optional)]
    max_length: Option<usize>,
    /// How wide the field is.
    #[prop(optional)]
    width: Width,
    /// Whether the field may be left empty.
    #[prop(optional)]
    optional: bool,
    /// Whether the label is for screen readers only, because a table's head says the same.
    #[prop(optional)]
    label_hidden: bool,
    /// What a browser offers to complete what is typed; anything else can be typed as well.
    #[prop(optional)]
    suggestions: Vec<String>,
    /// The key that leads to the field.
    #[prop(optional)]
    key: Option<AccessKey>,
    /// Whether one goes on typing here when the page is open.
    #[prop(optional)]
    focused: bool,
) -> Html {
    let list = (!suggestions.is_empty()).then(|| format!("{name}-saran"));
    let offered = list.clone().map(|id| {
        let options = suggestions.into_iter();
        let options = options.map(|value| view! { <option value=value></option> });
        view! { <datalist id=id>{options.collect_view()}</datalist> }
    });
    let support = Support::new(language, &name, hint, error);
    // Addresses, figures and search words are not prose.
    let prose = input_type == "text";
    let control = view! {
        <input
            id=name.clone() name=name type=input_type value=value class=width.class()
            autocomplete=autocomplete inputmode=inputmode maxlength=max_length.map(|most| most.to_string())
            accesskey=key.map(AccessKey::letter) autofocus=focused list=list spellcheck=(!prose).then_some("false") autocapitalize=(!prose).then_some("none")
            aria-describedby=support.described_by() aria-invalid=support.invalid()
        />
        {offered}
    };
    support.field(label_text(language, label, optional), label_hidden, control)
}

/// A password. What was typed never comes back to the page.
#[component]
pub fn PasswordInput(
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
    /// What is wrong with it.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// Whether a new password is chosen, so that a password manager offers one.
    #[prop(optional)]
    new: bool,
) -> Html {
    let support = Support::new(language, &name, hint, error);
    let autocomplete = if new {
        "new-password"
    } else {
        "current-password"
    };
    let control = view! {
        <input
            id=name.clone() name=name type="password" autocomplete=autocomplete spellcheck="false" autocapitalize="none"
            aria-describedby=support.described_by() aria-invalid=support.invalid()
        />
    };
    support.field(label, false, control)
}

/// A one-time code of six digits. What was typed never comes back, because by then it is worth nothing.
#[component]
pub fn CodeInput(
    language: Language,
    /// The name and id of the field.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Where the code is found.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> Html {
    let support = Support::new(language, &name, hint, error);
    let control = view! {
        <input
            id=name.clone() name=name type="text" class="code-input" inputmode="numeric" autocomplete="one-time-code"
            spellcheck="false" maxlength="10" aria-describedby=support.described_by() aria-invalid=support.invalid()
        />
    };
    support.field(label, false, control)
}

/// A day, which a browser helps to choose and sends as `2026-10-31`.
#[component]
pub fn DateInput(
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
    /// What was typed, as it came.
    #[prop(optional, into)]
    value: String,
    /// What is wrong with it.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// Whether the field may be left empty.
    #[prop(optional)]
    optional: bool,
) -> Html {
    view! {
        <TextInput language name label hint value error optional input_type="date" width=Width::Medium />
    }
    .into_html()
}

/// A file to be sent. The form around it needs `files=true`.
#[component]
pub fn FileInput(
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
    /// The endings and media types that a browser offers, such as `.csv,text/csv`.
    accept: &'static str,
    /// What is wrong with it.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> Html {
    let support = Support::new(language, &name, hint, error);
    let control = view! {
        <input
            id=name.clone() name=name type="file" accept=accept
            aria-describedby=support.described_by() aria-invalid=support.invalid()
        />
    };
    support.field(label, false, control)
}

/// A free text of several lines.
#[component]
pub fn TextArea(
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
    /// What was typed.
    #[prop(optional, into)]
    value: String,
    /// How many characters a browser lets one type.
    max_length: usize,
    /// How many lines are shown.
    #[prop(default = 4)]
    rows: u8,
    /// What is wrong with the text.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// Whether the field may be left empty; the mark is added to the label.
    #[prop(optional)]
    optional: bool,
) -> Html {
    let support = Support::new(language, &name, hint, error);
    // Leptos does not escape the children of a textarea. A line break right after the tag is swallowed by browsers, so
    // one is put before the text.
    let escaped = format!("\n{}", html_escape::encode_text(&value));
    let control = view! {
        <textarea
            id=name.clone() name=name rows=rows.to_string() maxlength=max_length.to_string()
            aria-describedby=support.described_by() aria-invalid=support.invalid()
        >
            {escaped}
        </textarea>
    };
    support.field(label_text(language, label, optional), false, control)
}
