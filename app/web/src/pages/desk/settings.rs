//! `/meja/pengaturan`: what administrators of the city can set.
//! It must not change what is published already.

use domain::retention::Retained;
use leptos::prelude::*;

use crate::components::{ErrorSummary, FieldError, Form, SubmitButton, TextInput, Width, error_of};
use crate::desk::{Desk, DeskDocument};
use crate::forms::settings_form::{K, Problem};
use crate::forms::typed::Typed;
use crate::pages::privacy::retained_name;
use crate::t;

/// The page.
pub fn settings_page(desk: Desk, typed: Typed, problems: Vec<Problem>) -> impl IntoView {
    let language = desk.language();
    let page = desk.page.clone();
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
    view! {
        <DeskDocument desk title=t!(language, "settings-title") has_errors=!errors.is_empty()>
            <ErrorSummary language errors=errors.clone() />
            <h1>{t!(language, "settings-title")}</h1>
            <Form page=page.clone() action="/meja/pengaturan">
                <TextInput
                    language
                    name=K
                    label=t!(language, "settings-k")
                    hint=t!(language, "settings-k-hint")
                    value=typed.raw(K)
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
}
