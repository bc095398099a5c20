//! `/masuk/kode`: the one-time code after the password, and setting up the generator that makes such codes.
//! It must not know how a code is checked.

use domain::language::Language;
use leptos::prelude::*;
use ui::components::{
    Button, CodeInput, FieldError, Form, FormErrors, FormFault, SubmitButton, TextInput,
};
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use crate::document::PlainDocument;

/// The name of the field for the code.
pub const CODE: &str = "kode";

/// The name of the field for a recovery code.
pub const RECOVERY_CODE: &str = "pemulihan";

/// Why a code was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// It is wrong, too old, or was used before.
    Wrong,
    /// The recovery code is wrong or was used before.
    WrongRecovery,
    /// Too many attempts; holds the seconds to wait.
    TooMany(u64),
}

/// A generator that is being set up.
#[derive(Clone, Debug)]
pub struct Generator {
    /// The QR code as an SVG picture, in the address form of images (`data:`).
    pub picture: String,
    /// The secret as one types it.
    pub secret: String,
}

impl FormFault for CodeFault {
    fn field_error(&self, language: Language) -> FieldError {
        match *self {
            Self::Wrong => FieldError::new(CODE, t!(language, "code-step-wrong")),
            Self::WrongRecovery => {
                FieldError::new(RECOVERY_CODE, t!(language, "code-step-wrong-recovery"))
            }
            Self::TooMany(seconds) => {
                FieldError::new(CODE, t!(language, "sign-in-too-many", seconds = seconds))
            }
        }
    }
}

/// Asks for a code, or for a recovery code instead. For an account of the demonstration the code is shown.
pub fn code_page(
    page: Page,
    destination: String,
    fault: Option<CodeFault>,
    demo_code: Option<String>,
) -> Html {
    let language = page.language;
    let demo_code = demo_code.map(|code| {
        view! { <p>{t!(language, "code-step-demo")} " " <code>{code}</code></p> }
    });
    let errors = FormErrors::told(language, &fault);
    let hidden = vec![(super::sign_in::DESTINATION, destination)];
    let recovering = fault == Some(CodeFault::WrongRecovery);
    let (code_error, recovery_error) = (errors.of(CODE), errors.of(RECOVERY_CODE));
    view! {
        <PlainDocument page=page.clone() title=t!(language, "code-step-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "code-step-title")}</h1>
            {demo_code}
            <Form page=page.clone() action="/masuk/kode" hidden=hidden.clone()>
                <CodeInput
                    language
                    name=CODE
                    label=t!(language, "code-step-label")
                    hint=t!(language, "code-step-hint")
                    error=code_error
                />
                <SubmitButton label=t!(language, "code-step-button") />
            </Form>
            <details open=recovering>
                <summary>{t!(language, "code-step-recover")}</summary>
                <Form page=page.clone() action="/masuk/kode" hidden>
                    <TextInput
                        language
                        name=RECOVERY_CODE
                        label=t!(language, "code-step-recovery-label")
                        hint=t!(language, "code-step-recovery-hint")
                        autocomplete="off"
                        error=recovery_error
                    />
                    <SubmitButton label=t!(language, "code-step-button") kind=Button::Secondary />
                </Form>
            </details>
        </PlainDocument>
    }
    .into_html()
}

/// Shows how to set up a generator and asks for its first code.
pub fn set_up_page(
    page: Page,
    destination: String,
    generator: Generator,
    fault: Option<CodeFault>,
) -> Html {
    let language = page.language;
    let errors = FormErrors::told(language, &fault);
    let hidden = vec![(super::sign_in::DESTINATION, destination)];
    view! {
        <PlainDocument page=page.clone() title=t!(language, "code-setup-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "code-setup-title")}</h1>
            <p class="lead">{t!(language, "code-setup-lead")}</p>
            <ol>
                <li>{t!(language, "code-setup-install")}</li>
                <li>
                    <p>{t!(language, "code-setup-scan")}</p>
                    <img class="qr" src=generator.picture alt=t!(language, "code-setup-picture") width="220" height="220" />
                    <p>{t!(language, "code-setup-type")} " " <code>{generator.secret}</code></p>
                </li>
                <li>{t!(language, "code-setup-enter")}</li>
            </ol>
            <Form page=page.clone() action="/masuk/kode" hidden>
                <CodeInput language name=CODE label=t!(language, "code-step-label") error=errors.of(CODE) />
                <SubmitButton label=t!(language, "code-setup-button") />
            </Form>
        </PlainDocument>
    }
    .into_html()
}

/// Shows the recovery codes, once.
pub fn recovery_page(page: Page, destination: String, codes: Vec<String>) -> Html {
    let language = page.language;
    let codes = codes
        .into_iter()
        .map(|code| view! { <li><code>{code}</code></li> });
    let next = page.href(&destination);
    view! {
        <PlainDocument page=page.clone() title=t!(language, "recovery-title")>
            <h1>{t!(language, "recovery-title")}</h1>
            <p class="lead">{t!(language, "recovery-lead")}</p>
            <ul class="code-list">{codes.collect_view()}</ul>
            <p><a class=Button::Primary.class() href=next>{t!(language, "recovery-done")}</a></p>
        </PlainDocument>
    }
    .into_html()
}
