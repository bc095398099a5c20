//! `/meja/forum/ID/usulan/ID`: one point, with everything that can be decided about it.
//! It must not tell who wrote it.

use domain::forum::{KeptForum, Point, PointText, Standing};
use leptos::prelude::*;
use ui::components::{
    Button, Form, FormErrors, PointTag, SubmitButton, TextArea, TextInput, Width,
};
use ui::html::{Html, IntoHtml};
use ui::t;

use super::console::{facts, point_path};
use super::current::undo;
use crate::document::{Desk, DeskDocument};
use crate::forms::VERSION;
use crate::forms::point_form::{ACTION, EDIT, MERGE, PUBLISH, REOPEN, TEXT, TWIN};

/// What was typed of a point that came back.
#[derive(Clone, Debug)]
pub struct Deciding {
    /// The text.
    pub text: String,
    /// The number of the twin.
    pub twin: String,
    /// What is wrong.
    pub errors: FormErrors,
}

/// The page.
pub fn point_page(desk: Desk, kept: &KeptForum, point: &Point, deciding: Deciding) -> Html {
    let page = desk.page.clone();
    let language = page.language;
    let title = t!(language, "point-path-title", number = point.number);
    let path = point_path(kept, point);
    let version = vec![(VERSION, point.version.to_string())];
    let undo = undo(language, point);
    let back = page.href(&format!("/meja/forum/{}", kept.forum.id));
    let original = point.original.as_ref().map(|original| {
        let original = original.as_str().to_owned();
        view! {
            <p>{t!(language, "point-original")}</p>
            <blockquote class="point-text">{original}</blockquote>
        }
    });
    let (label, value) = match point.standing {
        Standing::Waiting => (t!(language, "point-publish"), PUBLISH),
        _ => (t!(language, "point-reopen"), REOPEN),
    };
    let errors = deciding.errors;
    let (of_text, of_twin) = (errors.of(TEXT), errors.of(TWIN));
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <p><a href=back>{kept.forum.title.get(language).to_owned()}</a></p>
            <h1>{title}</h1>
            <p class="point-text">{point.text.as_str().to_owned()}</p>
            <p><PointTag language standing=point.standing /> " " {facts(language, point)}</p>
            {original}
            <Form page=page.clone() action=path.clone() hidden=version.clone()>
                <div class="point-acts">
                    <SubmitButton label name=ACTION value />
                    {undo}
                </div>
            </Form>
            <h2>{t!(language, "point-edit")}</h2>
            <Form page=page.clone() action=path.clone() hidden=version.clone()>
                <TextArea
                    language
                    name=TEXT
                    label=t!(language, "point-label")
                    hint=t!(language, "point-edit-hint")
                    value=deciding.text
                    max_length=PointText::MAX_CHARACTERS
                    error=of_text
                />
                <SubmitButton label=t!(language, "button-save") kind=Button::Secondary name=ACTION value=EDIT />
            </Form>
            <h2>{t!(language, "point-merge")}</h2>
            <Form page=page.clone() action=path hidden=version>
                <TextInput
                    language
                    name=TWIN
                    label=t!(language, "point-twin")
                    hint=t!(language, "point-twin-hint")
                    value=deciding.twin
                    error=of_twin
                    inputmode="numeric"
                    width=Width::Narrow
                />
                <SubmitButton label=t!(language, "point-merge") kind=Button::Secondary name=ACTION value=MERGE />
            </Form>
        </DeskDocument>
    }
    .into_html()
}
