//! What is wrong with a form that came back, in the reader's language.
//! It must not know the form.

use domain::language::Language;
use leptos::prelude::*;

use crate::html::{Html, IntoHtml};
use crate::t;

/// An error of one field, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The id of the control to go to.
    pub target: String,
    /// The name of the field.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl FieldError {
    /// An error of a field whose first control has the field's name as its id, which all fields here do.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        let field = field.into();
        Self {
            target: field.clone(),
            field,
            message: message.into(),
        }
    }
}

/// Something that can be wrong with a form.
pub trait FormFault {
    /// The fault in words, beside its field.
    fn field_error(&self, language: Language) -> FieldError;
}

/// Everything that is wrong with a form that came back: its page tells all of it in a summary at the top, and each part
/// beside its field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormErrors(Vec<FieldError>);

impl FormErrors {
    /// Faults in words, in their order.
    pub fn told<'f, F: FormFault + 'f>(
        language: Language,
        faults: impl IntoIterator<Item = &'f F>,
    ) -> Self {
        let faults = faults.into_iter();
        faults.map(|fault| fault.field_error(language)).collect()
    }

    /// Whether nothing is wrong.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The message for a field, if something is wrong with it.
    pub fn of(&self, field: &str) -> Option<String> {
        let mut errors = self.0.iter();
        let error = errors.find(|error| error.field == field);
        error.map(|error| error.message.clone())
    }

    /// All errors, at the top of the page, each leading to its field; nothing where there are none.
    pub fn summary(&self, language: Language) -> Html {
        (!self.is_empty())
            .then(|| {
                let items = self.0.iter().cloned().map(|error| {
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
            .into_html()
    }
}

impl From<FieldError> for FormErrors {
    fn from(error: FieldError) -> Self {
        Self(vec![error])
    }
}

impl FromIterator<FieldError> for FormErrors {
    fn from_iter<I: IntoIterator<Item = FieldError>>(errors: I) -> Self {
        Self(errors.into_iter().collect())
    }
}

impl Extend<FieldError> for FormErrors {
    fn extend<I: IntoIterator<Item = FieldError>>(&mut self, errors: I) {
        self.0.extend(errors);
    }
}

impl IntoIterator for FormErrors {
    type Item = FieldError;
    type IntoIter = std::vec::IntoIter<FieldError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
