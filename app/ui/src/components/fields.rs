//! Form fields with their errors, after the patterns of GOV.UK: native controls, an error summary that links to them.
//! It must not know which form it is part of. `TextArea` is the only place that may write a textarea element.

mod choice;
mod errors;
mod form;
mod text;

pub use choice::{Checkbox, CheckboxGroup, Choice, RadioGroup, Select};
pub use errors::{FieldError, FormErrors, FormFault};
pub use form::{AccessKey, Button, FilterForm, Form, SubmitButton};
pub use text::{CodeInput, DateInput, FileInput, PasswordInput, TextArea, TextInput, Width};

use crate::html::{Html, IntoHtml};
use domain::language::Language;
use leptos::prelude::*;

use crate::t;

/// The message beside a field.
#[component]
fn ErrorMessage(language: Language, id: String, message: String) -> Html {
    view! {
        <p class="field-error" id=id>
            <span class="visually-hidden">{t!(language, "title-error")}</span>
            {message}
        </p>
    }
    .into_html()
}

/// What stands around a control besides its label, and the ids that tie it to the control.
struct Support {
    language: Language,
    name: String,
    hint: String,
    error: Option<String>,
}

impl Support {
    fn new(language: Language, name: &str, hint: String, error: Option<String>) -> Self {
        Self {
            language,
            name: name.to_owned(),
            hint,
            error,
        }
    }

    /// A field with one control: its label, which may be for screen readers only, the help and the error, the control.
    fn field(&self, label: String, label_hidden: bool, control: impl IntoHtml) -> Html {
        let hidden = label_hidden.then_some("visually-hidden");
        view! {
            <div class=self.class("field")>
                <label for=self.name.clone() class=hidden>{label}</label>
                {self.texts()}
                {control.into_html()}
            </div>
        }
        .into_html()
    }

    fn hint_id(&self) -> Option<String> {
        (!self.hint.is_empty()).then(|| format!("{}-bantuan", self.name))
    }

    fn error_id(&self) -> Option<String> {
        self.error
            .is_some()
            .then(|| format!("{}-kesalahan", self.name))
    }

    /// The value of `aria-describedby`: the help first, then the error.
    fn described_by(&self) -> Option<String> {
        let ids: Vec<_> = self.hint_id().into_iter().chain(self.error_id()).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The value of `aria-invalid`.
    fn invalid(&self) -> Option<&'static str> {
        self.error.is_some().then_some("true")
    }

    /// The class of the box around a field.
    fn class(&self, class: &str) -> String {
        let error = if self.error.is_some() {
            " has-error"
        } else {
            ""
        };
        format!("{class}{error}")
    }

    /// The help and the error, in the order in which they are read.
    fn texts(&self) -> Html {
        let hint = self
            .hint_id()
            .map(|id| view! { <p class="hint" id=id>{self.hint.clone()}</p> });
        let error = self
            .error
            .clone()
            .zip(self.error_id())
            .map(|(message, id)| view! { <ErrorMessage language=self.language id message /> });
        view! { {hint} {error} }.into_html()
    }
}

/// The words of a label, with a mark where the field may be left empty.
fn label_text(language: Language, label: String, optional: bool) -> String {
    if optional {
        t!(language, "field-optional", label = label)
    } else {
        label
    }
}

#[cfg(test)]
mod tests;
