//! `/masuk`: where staff sign in.
//! It must not tell whether an address has an account.

use domain::access::Role;
use domain::language::Language;
use leptos::prelude::*;
use ui::components::{
    FieldError, Form, FormErrors, FormFault, PasswordInput, SubmitButton, TextInput,
};
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use crate::document::PlainDocument;
use crate::forms::password_form::{EMAIL, PASSWORD};
use crate::people::role_name;

/// The name of the field that says where to go afterwards.
pub const DESTINATION: &str = "ke";

/// Why somebody could not sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInFault {
    /// The address or the password is wrong; which of them is not told.
    Wrong,
    /// The browser did not send back the cookie of the session that had begun.
    NoCookie,
    /// So many others sign in at this moment that nothing was looked at.
    Busy,
    /// Too many attempts; holds the seconds to wait.
    TooMany(u64),
}

impl FormFault for SignInFault {
    fn field_error(&self, language: Language) -> FieldError {
        let message = match *self {
            Self::Wrong => t!(language, "sign-in-wrong"),
            Self::NoCookie => t!(language, "sign-in-no-cookie"),
            Self::Busy => t!(language, "sign-in-busy"),
            Self::TooMany(seconds) => t!(language, "sign-in-too-many", seconds = seconds),
        };
        FieldError::new(EMAIL, message)
    }
}

/// What the page shows besides its form.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    /// The address as it was typed.
    pub email: String,
    /// Where to go afterwards, without the language prefix.
    pub destination: String,
    /// Why the last attempt failed.
    pub fault: Option<SignInFault>,
    /// Accounts of the demonstration, with their role in words and their password; empty outside of it.
    pub demo: Vec<DemoAccount>,
}

/// An account that everybody may use, because its city is invented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// The role.
    pub role: Role,
    /// With which one signs in.
    pub email: String,
    /// The password.
    pub password: String,
}

/// The page.
pub fn sign_in_page(page: Page, sign_in: SignIn) -> Html {
    let language = page.language;
    let errors = FormErrors::told(language, &sign_in.fault);
    let demo = demo_accounts(&page, sign_in.demo);
    view! {
        <PlainDocument page=page.clone() title=t!(language, "sign-in-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "sign-in-title")}</h1>
            <p class="lead">{t!(language, "sign-in-lead")}</p>
            <Form page=page.clone() action="/masuk" hidden=vec![(DESTINATION, sign_in.destination)]>
                <TextInput
                    language
                    name=EMAIL
                    label=t!(language, "field-email")
                    value=sign_in.email
                    input_type="email"
                    autocomplete="username"
                    error=errors.of(EMAIL)
                />
                <PasswordInput language name=PASSWORD label=t!(language, "field-password") />
                <SubmitButton label=t!(language, "sign-in-button") />
            </Form>
            <p class="hint">{t!(language, "sign-in-lost")}</p>
            {demo}
        </PlainDocument>
    }
    .into_html()
}

fn demo_accounts(page: &Page, accounts: Vec<DemoAccount>) -> Html {
    let language = page.language;
    (!accounts.is_empty()).then(|| {
        let rows = accounts.into_iter().map(|account| {
            view! {
                <tr>
                    <th scope="row">{role_name(language, account.role)}</th>
                    <td><code>{account.email}</code></td>
                    <td><code>{account.password}</code></td>
                </tr>
            }
        });
        view! {
            <section aria-labelledby="akun-contoh">
                <h2 id="akun-contoh">{t!(language, "demo-accounts-heading")}</h2>
                <p>{t!(language, "demo-accounts-text")}</p>
                <div class="table-scroll" tabindex="0" role="region" aria-labelledby="akun-contoh">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{t!(language, "field-role")}</th>
                                <th scope="col">{t!(language, "field-email")}</th>
                                <th scope="col">{t!(language, "field-password")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </div>
            </section>
        }
    }).into_html()
}
