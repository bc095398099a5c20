//! `/meja/forum`: the dialogue forums of the viewer's units.
//! It must not decide whose forums these are.

pub mod amendment;
pub mod attendance;
pub mod confirm;
pub mod console;
pub mod current;
pub mod group;
mod keys;
pub mod minutes;
pub mod one;
pub mod point;
pub mod prepare;
pub mod slips;

use chrono::NaiveDate;
use domain::forum::{ForumId, KeptForum};
use domain::language::Language;
use domain::slug::Slug;
use leptos::prelude::*;
use ui::components::{Button, Column, CursorPagination, DataTable, ForumTag, forum_when};
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::site::Site;
use ui::t;

use crate::document::{Desk, DeskDocument};

/// What the list shows.
#[derive(Clone, Debug)]
pub struct ForumList {
    /// The forums, the last first.
    pub forums: Vec<KeptForum>,
    /// The day on which it is looked at.
    pub today: NaiveDate,
    /// Where it goes on.
    pub next: Option<ForumId>,
}

/// The list.
pub fn forums_page(desk: Desk, site: &Site, list: ForumList) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let columns = vec![
        Column::text(t!(language, "forum-title")),
        Column::text(t!(language, "forum-unit")),
        Column::text(t!(language, "forum-time")),
        Column::short(t!(language, "forum-code")),
        Column::text(t!(language, "forum-state")),
    ];
    let rows = list
        .forums
        .iter()
        .map(|kept| row(&page, site, kept, list.today));
    let rows = rows.collect();
    let new = page.href("/meja/forum/baru");
    let after = list.next.map(|id| id.to_string());
    view! {
        <DeskDocument desk title=t!(language, "forums-title")>
            <h1>{t!(language, "forums-title")}</h1>
            <p class="lead">{t!(language, "forums-desk-lead")}</p>
            <p><a class=Button::Primary.class() href=new>{t!(language, "forum-new")}</a></p>
            <DataTable
                caption=t!(language, "forums-title")
                caption_hidden=true
                columns
                rows
                empty=t!(language, "forums-desk-empty")
            />
            <CursorPagination page=page.clone() after />
        </DeskDocument>
    }
    .into_html()
}

fn row(page: &Page, site: &Site, kept: &KeptForum, today: NaiveDate) -> Vec<Html> {
    let language = page.language;
    let forum = &kept.forum;
    let href = page.href(&format!("/meja/forum/{}", forum.id));
    let state = kept.state(today);
    vec![
        view! { <a href=href>{forum.title.get(language).to_owned()}</a> }.into_html(),
        unit_name(site, language, &forum.unit).into_html(),
        forum_when(language, forum).into_html(),
        kept.code.to_string().into_html(),
        view! { <ForumTag language state /> }.into_html(),
    ]
}

fn unit_name(site: &Site, language: Language, unit: &Slug) -> String {
    let known = site.record.register().unit(unit);
    known.map_or_else(
        || unit.to_string(),
        |unit| unit.name.get(language).to_owned(),
    )
}
