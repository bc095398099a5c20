//! `/meja/akun`: the own account: password, one-time codes, sessions.
//! It must not show anybody else's.

use domain::account::Account;
use leptos::prelude::*;
use ui::components::{Button, Form, FormErrors, PasswordInput, SubmitButton, TextInput};
use ui::html::{Html, IntoHtml};
use ui::t;

use crate::document::{Desk, DeskDocument};
use crate::forms::password_form::{
    CODE_PASSWORD, NEW_PASSWORD, PASSWORD, PRESENT_CODE, PasswordFault,
};

/// The page; `fewest` is the fewest characters of a password.
pub fn account_page(
    desk: Desk,
    account: Account,
    faults: Vec<PasswordFault>,
    fewest: usize,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let errors = FormErrors::told(language, &faults);
    let codes = if account.has_second_factor {
        t!(language, "account-codes-on")
    } else {
        t!(language, "account-codes-off")
    };
    let email = account.email.to_string();
    let code_error = errors.of(CODE_PASSWORD);
    let present_code = account.has_second_factor.then(|| {
        view! {
            <TextInput
                language
                name=PRESENT_CODE
                label=t!(language, "field-present-code")
                hint=t!(language, "field-present-code-hint")
                autocomplete="one-time-code"
                error=errors.of(PRESENT_CODE)
            />
        }
    });
    view! {
        <DeskDocument desk title=t!(language, "account-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "account-title")}</h1>
            <p class="lead">{account.name.to_string()} " · " {email.clone()}</p>
            <section aria-labelledby="ganti-sandi">
                <h2 id="ganti-sandi">{t!(language, "account-password-heading")}</h2>
                <p>{t!(language, "account-password-text")}</p>
                <Form page=page.clone() action="/meja/akun/sandi">
                    <input type="email" name="surel" value=email autocomplete="username" hidden />
                    <PasswordInput
                        language
                        name=PASSWORD
                        label=t!(language, "field-present-password")
                        error=errors.of(PASSWORD)
                    />
                    <PasswordInput
                        language
                        name=NEW_PASSWORD
                        label=t!(language, "field-new-password")
                        hint=t!(language, "field-new-password-hint", fewest = fewest)
                        new=true
                        error=errors.of(NEW_PASSWORD)
                    />
                    <SubmitButton label=t!(language, "account-password-button") />
                </Form>
            </section>
            <section aria-labelledby="kode-sekali-pakai">
                <h2 id="kode-sekali-pakai">{t!(language, "account-codes-heading")}</h2>
                <p>{codes}</p>
                <Form page=page.clone() action="/meja/akun/kode">
                    <PasswordInput
                        language
                        name=CODE_PASSWORD
                        label=t!(language, "field-present-password")
                        error=code_error
                    />
                    {present_code}
                    <SubmitButton label=t!(language, "account-codes-button") kind=Button::Secondary />
                </Form>
            </section>
            <section aria-labelledby="sesi">
                <h2 id="sesi">{t!(language, "account-sessions-heading")}</h2>
                <p>{t!(language, "account-sessions-text")}</p>
                <Form page=page.clone() action="/meja/akun/keluar">
                    <SubmitButton label=t!(language, "account-sessions-button") kind=Button::Secondary />
                </Form>
            </section>
        </DeskDocument>
    }
    .into_html()
}
