//! `/meja/pengaturan`: what administrators of the city can set.
//! It must not change what is published already.

use domain::language::Language;
use domain::retention::Retained;
use domain::settings::Settings;
use leptos::prelude::*;
use ui::components::{
    Compared, Conflict, ErrorSummary, FieldError, Form, SubmitButton, TextInput, Width, error_of,
};
use ui::forms::typed::Typed;
use ui::html::{Html, IntoHtml};
use ui::t;
use ui::words::retained_name;

use crate::document::{Desk, DeskDocument};
use crate::forms::BASE;
use crate::forms::settings_form::{K, Problem, filled};

/// The page; `kept` is what is set now, `typed` what shall be.
pub fn settings_page(desk: Desk, kept: &Settings, typed: &Typed, problems: Vec<Problem>) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let compared = problems
        .contains(&Problem::Conflict)
        .then(|| compared(language, kept, typed));
    let hidden = vec![(BASE, kept.digest().to_string())];
    let errors: Vec<FieldError> = problems
        .into_iter()
        .map(|problem| problem.field_error(language))
        .collect();
    let times = Retained::ALL.iter().map(|kind| {
        view! {
            <TextInput
                language
                name=kind.code()
                label=t!(language, "settings-months", what = retained_name(language, *kind))
                value=typed.raw(kind.code())
                inputmode="numeric"
                width=Width::Narrow
                error=error_of(&errors, kind.code())
            />
        }
    });
    let times = times.collect_view();
    let k = typed.raw(K).to_owned();
    view! {
        <DeskDocument desk title=t!(language, "settings-title") has_errors=!errors.is_empty()>
            <ErrorSummary language errors=errors.clone() />
            <h1>{t!(language, "settings-title")}</h1>
            {compared}
            <Form page=page.clone() action="/meja/pengaturan" hidden>
                <TextInput
                    language
                    name=K
                    label=t!(language, "settings-k")
                    hint=t!(language, "settings-k-hint")
                    value=k
                    inputmode="numeric"
                    width=Width::Narrow
                    error=error_of(&errors, K)
                />
                <h2>{t!(language, "privacy-retention-heading")}</h2>
                <p>{t!(language, "settings-retention-text")}</p>
                {times}
                <SubmitButton label=t!(language, "button-save") />
            </Form>
        </DeskDocument>
    }
    .into_html()
}

/// What was typed beside what somebody else saved, where they differ.
fn compared(language: Language, kept: &Settings, typed: &Typed) -> Html {
    let saved = filled(kept);
    let row = |name: &str, field: String| {
        Compared::pair(
            field,
            [typed, &saved].map(|form| form.text(name).to_owned()),
        )
    };
    let times = Retained::ALL.iter();
    let times = times.map(|kind| row(kind.code(), retained_name(language, *kind)));
    let k = std::iter::once(row(K, t!(language, "settings-k")));
    let rows = k.chain(times).filter(Compared::differs).collect();
    view! { <Conflict language text=t!(language, "conflict-save-again") rows /> }.into_html()
}
