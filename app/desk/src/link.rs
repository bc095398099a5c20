//! `/undangan/…`: where a link leads that was given to somebody: to choosing a password, or to setting up the portal.
//! It must not show anything of an account but its own address and name.

use leptos::prelude::*;
use ui::components::{Form, FormErrors, PasswordInput, SubmitButton, TextInput};
use ui::forms::typed::Typed;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use crate::document::PlainDocument;
use crate::forms::password_form::{CITY, EMAIL, NAME, NEW_PASSWORD, PASSWORD, PasswordFault};

/// To whose account the link leads.
#[derive(Clone, Debug)]
pub enum Invited {
    /// To the first administrator's, which is made now; the city's name is asked for if there are no units yet.
    First {
        /// Whether the register already has the city.
        has_city: bool,
    },
    /// To one that somebody made, with its address and name.
    Person {
        /// The e-mail address.
        email: String,
        /// The name.
        name: String,
    },
    /// To setting up the one-time codes of an account anew.
    Codes {
        /// The name.
        name: String,
    },
}

/// The page; `fewest` is the fewest characters of a password.
pub fn link_page(
    page: Page,
    invited: Invited,
    typed: Typed,
    faults: Vec<PasswordFault>,
    fewest: usize,
) -> Html {
    let language = page.language;
    let errors = FormErrors::told(language, &faults);
    let new_password = !matches!(invited, Invited::Codes { .. });
    let (title, lead, fields) = match invited {
        Invited::Codes { name } => {
            let fields = view! {
                <PasswordInput
                    language
                    name=PASSWORD
                    label=t!(language, "field-password")
                    error=errors.of(PASSWORD)
                />
            };
            let title = t!(language, "link-title", name = name);
            (title, t!(language, "link-codes-lead"), fields.into_html())
        }
        Invited::First { has_city } => {
            let city = (!has_city).then(|| {
                view! {
                    <TextInput
                        language
                        name=CITY
                        label=t!(language, "setup-city")
                        hint=t!(language, "setup-city-hint")
                        value=typed.raw(CITY)
                        error=errors.of(CITY)
                    />
                }
            });
            let fields = view! {
                {city}
                <TextInput
                    language
                    name=NAME
                    label=t!(language, "field-name")
                    value=typed.raw(NAME)
                    autocomplete="name"
                    error=errors.of(NAME)
                />
                <TextInput
                    language
                    name=EMAIL
                    label=t!(language, "field-email")
                    hint=t!(language, "field-email-hint")
                    value=typed.raw(EMAIL)
                    input_type="email"
                    autocomplete="username"
                    error=errors.of(EMAIL)
                />
            };
            let title = t!(language, "setup-title");
            (title, t!(language, "setup-lead"), fields.into_html())
        }
        Invited::Person { email, name } => {
            // Password managers save the address with the password.
            let fields = view! {
                <input type="email" name=EMAIL value=email.clone() autocomplete="username" hidden />
            };
            let title = t!(language, "link-title", name = name);
            (
                title,
                t!(language, "link-lead", email = email),
                fields.into_html(),
            )
        }
    };
    let button = if new_password {
        t!(language, "link-button")
    } else {
        t!(language, "link-codes-button")
    };
    let new_password = new_password.then(|| {
        view! {
            <PasswordInput
                language
                name=NEW_PASSWORD
                label=t!(language, "field-new-password")
                hint=t!(language, "field-new-password-hint", fewest = fewest)
                new=true
                error=errors.of(NEW_PASSWORD)
            />
        }
    });
    view! {
        <PlainDocument page=page.clone() title=title.clone() has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            <Form page=page.clone()>
                {fields}
                {new_password}
                <SubmitButton label=button />
            </Form>
        </PlainDocument>
    }
    .into_html()
}

/// The page of a link that was used or is too old.
pub fn dead_link_page(page: Page) -> Html {
    let language = page.language;
    let sign_in = page.href("/masuk");
    view! {
        <PlainDocument page=page.clone() title=t!(language, "link-dead-title")>
            <h1>{t!(language, "link-dead-title")}</h1>
            <p class="lead">{t!(language, "link-dead-text")}</p>
            <p><a href=sign_in>{t!(language, "sign-in-title")}</a></p>
        </PlainDocument>
    }
    .into_html()
}
