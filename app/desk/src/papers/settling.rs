//! Settling the forms on which two copies differ, and putting a stack into the ballot box.
//! It must not say which copy is whose.

use domain::instrument::Element;
use domain::language::Language;
use domain::paper::{COMMENT, DAY, Difference, FIELDS, KeyedForm, PaperStack};
use leptos::prelude::*;
use ui::components::{
    Compared, FieldError, Form, FormErrors, SideBySide, SubmitButton, WarningText,
};
use ui::format;
use ui::forms::profile::profile_answer;
use ui::html::{Html, IntoHtml};
use ui::t;

use super::keying::{PROFILE, profile_name};
use super::stack_summary;
use crate::document::{Desk, DeskDocument};
use crate::forms::keying_form::NUMBER;

/// The two copies of a form beside each other.
pub fn settling_page(
    desk: Desk,
    name: String,
    stack: PaperStack,
    difference: Difference,
    undecided: bool,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let number = difference.number;
    let title = t!(language, "paper-settle-title", number = number);
    let summary = stack_summary(&desk, &name, &stack);
    let Difference { first, second, .. } = difference;
    let undecided = undecided.then(|| {
        let field = first.differing(&second).next().unwrap_or(DAY);
        FieldError::new(field, t!(language, "error-undecided"))
    });
    let errors: FormErrors = undecided.into_iter().collect();
    let rows = FIELDS.map(|field| Compared {
        field: field_name(language, field),
        values: [&first, &second]
            .map(|form| value(language, form, field))
            .into(),
        choice: Some(field.to_owned()),
    });
    let versions = vec![
        t!(language, "paper-copy-first"),
        t!(language, "paper-copy-second"),
    ];
    let path = format!("/meja/formulir/{}/selisih", stack.id);
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{title.clone()}</h1>
            {summary}
            <p>{t!(language, "paper-settle-text")}</p>
            <Form page=page.clone() action=path hidden=vec![(NUMBER, number.to_string())]>
                <SideBySide language caption=title versions rows=rows.into() />
                <SubmitButton label=t!(language, "paper-settle-save") />
            </Form>
        </DeskDocument>
    }
    .into_html()
}

fn field_name(language: Language, field: &str) -> String {
    let element = Element::SKM
        .into_iter()
        .find(|element| element.key() == field);
    let question = PROFILE.into_iter().find(|(name, _)| *name == field);
    match (element, question) {
        (Some(element), _) => element.name(language).to_owned(),
        (_, Some((_, question))) => profile_name(language, question),
        _ if field == COMMENT => t!(language, "paper-comment"),
        _ => t!(language, "paper-day"),
    }
}

/// A value as it is read; empty where nothing is ticked.
fn value(language: Language, form: &KeyedForm, field: &str) -> String {
    let code = form.value(field);
    if field == DAY {
        let day = code.parse();
        return day.map_or_else(|_| code.to_owned(), |day| format::day(language, day));
    }
    let question = PROFILE.into_iter().find(|(name, _)| *name == field);
    match question {
        Some((_, question)) if !code.is_empty() => profile_answer(language, question, code),
        _ => code.to_owned(),
    }
}

/// A stack on which nothing differs any more.
pub fn ready_page(desk: Desk, name: String, stack: PaperStack) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let summary = stack_summary(&desk, &name, &stack);
    view! {
        <DeskDocument desk title=t!(language, "paper-ready-title")>
            <h1>{t!(language, "paper-ready-title")}</h1>
            {summary}
            <WarningText language text=t!(language, "paper-ready-warning") />
            <Form page=page.clone() action=format!("/meja/formulir/{}/kotak", stack.id)>
                <SubmitButton label=t!(language, "paper-deposit") />
            </Form>
        </DeskDocument>
    }
    .into_html()
}
