//! Two people changed the same record: both versions beside each other, and a choice for each difference.
//! It must not decide which version is right.

use crate::forms::VERSION;
use domain::noun::Fields;
use leptos::prelude::*;
use ui::components::{
    Button, Compared, FieldError, Form, FormErrors, SideBySide, SubmitButton, WarningText,
};
use ui::html::{Html, IntoHtml};
use ui::t;

use crate::document::{Desk, DeskDocument};
use crate::forms::noun_form::label;
use crate::forms::record_form::{ALL_MINE, CHOICE, COMPARED};

/// Two versions of a record.
pub struct Conflict {
    /// Where the record is.
    pub path: String,
    /// What is kept now.
    pub theirs: Fields,
    /// Its version.
    pub version: i32,
    /// What the viewer typed.
    pub mine: Fields,
    /// Fields for which nothing was chosen yet, although it was asked.
    pub open: Vec<&'static str>,
}

/// The page.
pub fn conflict_page(desk: Desk, conflict: Conflict) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let title = t!(language, "conflict-title");
    let differing = conflict.theirs.differing(&conflict.mine);
    let rows = differing.iter().map(|field| Compared {
        field: label(language, conflict.mine.noun(), field),
        values: vec![
            conflict.theirs.get(field).to_owned(),
            conflict.mine.get(field).to_owned(),
        ],
        choice: Some(format!("{CHOICE}{field}")),
    });
    let rows = rows.collect();
    let versions = vec![
        t!(language, "conflict-theirs"),
        t!(language, "conflict-mine"),
    ];
    let errors: FormErrors = conflict
        .open
        .iter()
        .map(|field| {
            let name = label(language, conflict.mine.noun(), field);
            let message = t!(language, "conflict-open", field = name);
            FieldError::new(format!("{CHOICE}{field}"), message)
        })
        .collect();
    let hidden: Vec<_> = differing
        .iter()
        .map(|field| (*field, conflict.mine.get(field).to_owned()))
        .chain([(VERSION, conflict.version.to_string())])
        .collect();
    let leave = page.href(&conflict.path);
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{title}</h1>
            <WarningText language text=t!(language, "conflict-text") />
            <Form page=page.clone() action=conflict.path.clone() hidden>
                <SideBySide language caption=t!(language, "conflict-caption") versions rows />
                <p>
                    <SubmitButton label=t!(language, "conflict-chosen") name=COMPARED value="ya" />
                </p>
                <p>
                    <SubmitButton
                        label=t!(language, "conflict-all-mine")
                        kind=Button::Secondary
                        name=COMPARED
                        value=ALL_MINE
                    />
                </p>
            </Form>
            <p><a href=leave>{t!(language, "conflict-all-theirs")}</a></p>
        </DeskDocument>
    }
    .into_html()
}
