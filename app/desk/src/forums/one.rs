//! `/meja/forum/ID`: one forum, as its moderators see it.
//! It must not tell who said what.

use chrono::NaiveDate;
use domain::forum::{Act, ForumState, KeptForum};
use leptos::prelude::*;
use ui::components::{
    Button, Form, ForumTag, SubmitButton, SummaryList, SummaryRow, forum_when, forum_where,
};
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::site::Site;
use ui::t;

use super::console::{Console, console};
use super::unit_name;
use crate::document::{Desk, DeskDocument};

/// The page.
pub fn forum_page(
    desk: Desk,
    site: &Site,
    kept: &KeptForum,
    today: NaiveDate,
    said: &Console,
) -> Html {
    let page = desk.page.clone();
    let language = page.language;
    let title = kept.forum.title.get(language).to_owned();
    let state = kept.state(today);
    let summary = summary(&page, site, kept);
    let acts = acts(&page, kept, said.is_recorded, today);
    let console = console(&page, kept, said);
    let errors = &said.errors;
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty() live=true>
            {errors.summary(language)}
            <h1>{title} " " <ForumTag language state /></h1>
            {acts}
            {console}
            <h2>{t!(language, "forum-announcement")}</h2>
            {summary}
        </DeskDocument>
    }
    .into_html()
}

/// When and where, and what one prints, changes and looks up.
fn summary(page: &Page, site: &Site, kept: &KeptForum) -> Html {
    let language = page.language;
    let forum = &kept.forum;
    let own = |what: &str| page.href(&format!("/meja/forum/{}/{what}", forum.id));
    let public = |what: &str| page.href(&format!("{}{what}", kept.path()));
    let code = kept.code.to_string();
    let rows = vec![
        SummaryRow::new(
            t!(language, "forum-unit"),
            unit_name(site, language, &forum.unit),
        ),
        SummaryRow::new(t!(language, "forum-time"), forum_when(language, forum)),
        SummaryRow::new(t!(language, "forum-place"), forum_where(language, forum)),
        SummaryRow::new(t!(language, "forum-code"), code),
    ];
    let attendance = kept.acts.opened.map(|_| {
        view! { <li><a href=own("kehadiran")>{t!(language, "attendance-title")}</a></li> }
    });
    view! {
        <SummaryList page=page.clone() rows />
        <ul class="links">
            {attendance}
            <li><a href=public("/layar")>{t!(language, "forum-screen")}</a></li>
            <li><a href=public("/lembar")>{t!(language, "forum-sheet")}</a></li>
            <li><a href=own("nomor")>{t!(language, "slips-title")}</a></li>
            <li><a href=own("berita-acara")>{t!(language, "minutes-title")}</a></li>
            <li><a href=public("")>{t!(language, "forum-public")}</a></li>
            <li><a href=own("ubah")>{t!(language, "forum-change")}</a></li>
            <li><a href=own("riwayat")>{t!(language, "history-title")}</a></li>
        </ul>
    }
    .into_html()
}

/// What can be done to the forum as a whole today.
fn acts(page: &Page, kept: &KeptForum, is_recorded: bool, today: NaiveDate) -> Html {
    let language = page.language;
    let action = |act: Act| format!("/meja/forum/{}/{}", kept.forum.id, act.code());
    let form = |act: Act, label: String, kind: Button| {
        view! {
            <Form page=page.clone() action=action(act)>
                <SubmitButton label kind />
            </Form>
        }
        .into_html()
    };
    match kept.state(today) {
        ForumState::Running => form(Act::Close, t!(language, "forum-close"), Button::Secondary),
        ForumState::Announced if kept.forum.date == today => {
            form(Act::Open, t!(language, "forum-open"), Button::Primary)
        }
        ForumState::Ended if kept.forum.date == today && !is_recorded => form(
            Act::Open,
            t!(language, "forum-open-again"),
            Button::Secondary,
        ),
        ForumState::Announced => {
            view! { <p class="hint">{t!(language, "forum-opens-on-its-day")}</p> }.into_html()
        }
        ForumState::NotHeld => {
            view! { <p class="notice">{t!(language, "forum-not-held-hint")}</p> }.into_html()
        }
        ForumState::Ended => Html::default(),
    }
}
