//! `/meja/forum/ID/kelompok/ID`: one group of points: its theme, what the unit answers, and the commitments that answer it.
//! It must not tell who said what.

use crate::forms::VERSION;
use std::collections::BTreeSet;

use domain::commitment::{Kept, Number};
use domain::forum::{GROUP, Group, KeptForum, Said};
use domain::language::Language;
use domain::noun::{Fields, Snapshot};
use leptos::prelude::*;
use ui::components::{CheckboxGroup, Choice, FieldError, FormErrors, FormFault};
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use crate::document::Desk;
use crate::forms::choice_words;
use crate::forms::noun_form::Offered;
use crate::forms::point_form::GROUP as OF_GROUP;
use crate::noun_page::NounPage;

/// The name of the field for a commitment that answers the group.
pub const COMMITMENT: &str = "komitmen";

/// What a group can be answered with, and with what it is answered now.
#[derive(Clone, Debug)]
pub struct Answering {
    /// The group.
    pub group: Group,
    /// The version that is changed.
    pub version: i32,
    /// The commitments of the unit, of which any number can answer the group.
    pub commitments: Vec<Kept>,
    /// Those that do.
    pub chosen: BTreeSet<Number>,
}

/// Somebody else changed the group in the meantime.
#[derive(Clone, Copy, Debug)]
pub struct GroupConflict;

impl FormFault for GroupConflict {
    fn field_error(&self, language: Language) -> FieldError {
        FieldError::new("nama", t!(language, "error-group-conflict"))
    }
}

/// What the form offers.
pub fn offered(language: Language) -> Offered {
    let none = Choice::new("", t!(language, "answer-none"));
    let kinds = choice_words::choices(language, GROUP, "jawaban");
    Offered::default().with("jawaban", std::iter::once(none).chain(kinds).collect())
}

/// The page.
pub fn group_page(
    desk: Desk,
    kept: &KeptForum,
    said: &Said,
    answering: &Answering,
    fields: &Fields,
    errors: FormErrors,
    saved_meanwhile: Option<Snapshot>,
) -> Html {
    let language = desk.language();
    let page = NounPage {
        title: answering.group.name.clone(),
        hidden: vec![(VERSION, answering.version.to_string())],
        offered: offered(language),
        inside: commitments(language, answering),
        above: above(&desk.page, kept, said, &answering.group),
        below: below(&desk.page, &answering.group),
        ..NounPage::default()
    };
    page.show(desk, fields, errors, saved_meanwhile)
}

/// The way back, and what was said.
fn above(page: &Page, kept: &KeptForum, said: &Said, group: &Group) -> Html {
    let language = page.language;
    let back = page.href(&format!("/meja/forum/{}", kept.forum.id));
    let points = said.of_group(Some(group.id)).map(|point| {
        let number = t!(language, "point-number", number = point.number);
        view! { <li><span class="hint">{number}</span> " " {point.text.as_str().to_owned()}</li> }
    });
    view! {
        <p><a href=back>{kept.forum.title.get(language).to_owned()}</a></p>
        <ul>{points.collect_view()}</ul>
    }
    .into_html()
}

/// The commitments of the unit, a box each.
fn commitments(language: Language, answering: &Answering) -> Html {
    if answering.commitments.is_empty() {
        return Html::default();
    }
    let options = answering.commitments.iter();
    let options = options
        .map(|kept| Choice::new(kept.number.to_string(), kept.commitment.text.get(language)));
    let options: Vec<_> = options.collect();
    let chosen: Vec<_> = answering.chosen.iter().map(ToString::to_string).collect();
    view! {
        <CheckboxGroup
            language
            name=COMMITMENT
            legend=t!(language, "group-commitments")
            options
            chosen
            error=None
        />
    }
    .into_html()
}

/// The way to a new commitment.
fn below(page: &Page, group: &Group) -> Html {
    let new = page.href(&format!("/meja/komitmen/baru?{OF_GROUP}={}", group.id));
    view! { <p><a href=new>{t!(page.language, "group-commit")}</a></p> }.into_html()
}
