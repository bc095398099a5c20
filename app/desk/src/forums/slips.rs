//! `/meja/forum/ID/nomor`: which numbered slips are printed.
//! It must not hold a seat: only the sheets do.

use domain::forum::{KeptForum, SlipNumber};
use domain::language::Language;
use leptos::prelude::*;
use ui::components::{FieldError, Form, FormErrors, FormFault, SubmitButton, TextInput, Width};
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use crate::document::{Desk, DeskDocument};

/// The name of the field for the first number.
pub const FIRST: &str = "dari";
/// The name of the field for the last number.
pub const LAST: &str = "sampai";

/// The numbers that were typed are no range of slips.
#[derive(Clone, Copy, Debug)]
pub struct NoSlips;

impl FormFault for NoSlips {
    fn field_error(&self, language: Language) -> FieldError {
        FieldError::new(LAST, t!(language, "error-slips", most = SlipNumber::MOST))
    }
}

/// What was typed.
#[derive(Clone, Debug)]
pub struct Choosing {
    /// The first number.
    pub first: String,
    /// The last number.
    pub last: String,
    /// Whether slips are still printed: not once the forum is over.
    pub open: bool,
    /// What is wrong.
    pub errors: FormErrors,
}

impl Default for Choosing {
    /// As many as a room usually holds.
    fn default() -> Self {
        Self {
            first: "1".to_owned(),
            last: "50".to_owned(),
            open: true,
            errors: FormErrors::default(),
        }
    }
}

/// The page.
pub fn slips_page(desk: Desk, kept: &KeptForum, choosing: Choosing) -> Html {
    let page = desk.page.clone();
    let language = page.language;
    let back = page.href(&format!("/meja/forum/{}", kept.forum.id));
    let errors = choosing.errors.clone();
    let form = if choosing.open {
        form(&page, kept, choosing)
    } else {
        view! { <p class="notice">{t!(language, "slips-over")}</p> }.into_html()
    };
    view! {
        <DeskDocument desk title=t!(language, "slips-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <p><a href=back>{kept.forum.title.get(language).to_owned()}</a></p>
            <h1>{t!(language, "slips-title")}</h1>
            <p class="lead">{t!(language, "slips-lead")}</p>
            {form}
        </DeskDocument>
    }
    .into_html()
}

fn form(page: &Page, kept: &KeptForum, choosing: Choosing) -> Html {
    let language = page.language;
    let Choosing {
        first,
        last,
        errors,
        ..
    } = choosing;
    view! {
        <Form page=page.clone() action=format!("/meja/forum/{}/nomor", kept.forum.id)>
            <TextInput
                language
                name=FIRST
                label=t!(language, "slips-first")
                value=first
                inputmode="numeric"
                width=Width::Narrow
            />
            <TextInput
                language
                name=LAST
                label=t!(language, "slips-last")
                value=last
                error=errors.of(LAST)
                inputmode="numeric"
                width=Width::Narrow
            />
            <SubmitButton label=t!(language, "slips-print") />
        </Form>
    }
    .into_html()
}
