//! `/meja/forum/ID/nomor`: which numbered slips are printed.
//! It must not hold a seat: only the sheets do.

use domain::forum::{KeptForum, SlipNumber};
use domain::language::Language;
use leptos::prelude::*;
use ui::components::{FieldError, FormErrors, FormFault, TextInput, Width};
use ui::html::{Html, IntoHtml};
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

/// The page, with what was typed.
pub fn slips_page(
    desk: Desk,
    kept: &KeptForum,
    first: String,
    last: String,
    errors: &FormErrors,
) -> Html {
    let page = desk.page.clone();
    let language = page.language;
    let back = page.href(&format!("/meja/forum/{}", kept.forum.id));
    let action = page.href(&format!("/meja/forum/{}/nomor/lembar", kept.forum.id));
    view! {
        <DeskDocument desk title=t!(language, "slips-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <p><a href=back>{kept.forum.title.get(language).to_owned()}</a></p>
            <h1>{t!(language, "slips-title")}</h1>
            <p class="lead">{t!(language, "slips-lead")}</p>
            <form class="form" method="get" action=action novalidate>
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
                <button type="submit" class="button">{t!(language, "slips-print")}</button>
            </form>
        </DeskDocument>
    }
    .into_html()
}
