//! `/meja/berita-acara`: the minutes that wait for the head of a unit, and the decision about one of them.
//! It must not change a word of a document: it is confirmed as it is, or sent back.

use domain::forum::{KeptForum, Minutes};
use domain::second_person::MAX_REASON;
use leptos::prelude::*;
use ui::components::{
    Button, Column, DataTable, Form, FormErrors, SubmitButton, SummaryList, SummaryRow, TextArea,
    WarningText, forum_when, part_name,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use super::minutes::rows;
use crate::document::{Desk, DeskDocument};
use crate::forms::reason_form::REASON;
use crate::releases::Names;

/// The address of the list.
pub const PATH: &str = "/meja/berita-acara";

/// Minutes with their forum.
#[derive(Clone, Debug)]
pub struct Confirming {
    /// The minutes.
    pub minutes: Minutes,
    /// The forum.
    pub kept: KeptForum,
}

/// What the page of one proposal shows.
#[derive(Clone, Debug)]
pub struct Decision {
    /// What is decided about.
    pub confirming: Confirming,
    /// Who proposed and decided.
    pub names: Names,
    /// Whether the viewer proposed it.
    pub own: bool,
    /// The reason as it was typed.
    pub reason: String,
    /// What is wrong.
    pub errors: FormErrors,
}

/// The list of what waits.
pub fn waiting_page(desk: Desk, waiting: &[Confirming]) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let columns = vec![
        Column::text(t!(language, "forum-title")),
        Column::text(t!(language, "minutes-part")),
        Column::text(t!(language, "forum-time")),
        Column::text(t!(language, "minutes-proposed-by")),
        Column::actions(t!(language, "minutes-confirm-look")),
    ];
    let rows = waiting.iter().map(|confirming| row(&page, confirming));
    let rows = rows.collect();
    view! {
        <DeskDocument desk title=t!(language, "minutes-confirm-title")>
            <h1>{t!(language, "minutes-confirm-title")}</h1>
            <p class="lead">{t!(language, "minutes-confirm-lead")}</p>
            <DataTable
                caption=t!(language, "minutes-confirm-title")
                caption_hidden=true
                columns
                rows
                empty=t!(language, "minutes-confirm-empty")
            />
        </DeskDocument>
    }
    .into_html()
}

fn row(page: &Page, Confirming { minutes, kept }: &Confirming) -> Vec<Html> {
    let language = page.language;
    let (forum, part) = (kept.forum.title.get(language), minutes.part);
    let part = part_name(language, part);
    let href = page.href(&format!("{PATH}/{}", minutes.id));
    let label = t!(
        language,
        "minutes-confirm-look-at",
        part = part.clone(),
        forum = forum.to_owned()
    );
    vec![
        forum.to_owned().into_html(),
        part.into_html(),
        forum_when(language, &kept.forum).into_html(),
        format::moment(language, minutes.proposed_at).into_html(),
        view! { <a href=href aria-label=label>{t!(language, "minutes-confirm-look")}</a> }
            .into_html(),
    ]
}

/// The page of one proposal.
pub fn decision_page(desk: Desk, shown: &Decision) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let Confirming { minutes, kept } = &shown.confirming;
    let part = part_name(language, minutes.part);
    let title = format!("{part} · {}", kept.forum.title.get(language));
    let mut summary = vec![SummaryRow::new(
        t!(language, "forum-time"),
        forum_when(language, &kept.forum),
    )];
    summary.extend(rows(language, &shown.names, minutes));
    let document = page.href(&format!("{PATH}/{}/naskah", minutes.id));
    let decision = decision(&page, shown);
    let errors = &shown.errors;
    let back = page.href(PATH);
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{title}</h1>
            <p><a href=back>{t!(language, "minutes-confirm-title")}</a></p>
            <SummaryList page=page.clone() rows=summary />
            <p><a href=document>{t!(language, "minutes-read", part = part)}</a></p>
            {decision}
        </DeskDocument>
    }
    .into_html()
}

fn decision(page: &Page, shown: &Decision) -> Html {
    use domain::second_person::NeedsSecondPerson as _;
    let language = page.language;
    let minutes = &shown.confirming.minutes;
    if !minutes.is_undecided() {
        // Whoever was too late keeps what was typed.
        return (!shown.errors.is_empty())
            .then(|| {
                let reason = shown.reason.clone();
                view! { <blockquote id=REASON class="point-text">{reason}</blockquote> }
            })
            .into_html();
    }
    let path = format!("{PATH}/{}", minutes.id);
    let confirm = if shown.own {
        view! { <p>{t!(language, "minutes-own")}</p> }.into_html()
    } else {
        view! {
            <WarningText language text=t!(language, "minutes-confirm-warning") />
            <Form page=page.clone() action=format!("{path}/setuju")>
                <SubmitButton label=t!(language, "minutes-confirm-button") />
            </Form>
        }
        .into_html()
    };
    let (reason, error) = (shown.reason.clone(), shown.errors.of(REASON));
    view! {
        <section aria-labelledby="keputusan">
            <h2 id="keputusan">{t!(language, "minutes-decision")}</h2>
            {confirm}
            <Form page=page.clone() action=format!("{path}/kembali")>
                <TextArea
                    language
                    name=REASON
                    label=t!(language, "minutes-send-back-reason")
                    value=reason
                    max_length=MAX_REASON
                    error
                />
                <SubmitButton label=t!(language, "minutes-send-back") kind=Button::Secondary />
            </Form>
        </section>
    }
    .into_html()
}
