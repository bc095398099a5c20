//! `/forum`: the dialogue forums that come, run and were held.
//! It must not show what anybody said: that is the page of one forum.

pub mod hall;
pub mod log;
pub mod minutes;
pub mod one;
pub mod recap;
pub mod room;
pub mod screen;

use chrono::NaiveDate;
use domain::forum::{ForumId, KeptForum};
use domain::register::Unit;
use leptos::prelude::*;
use ui::components::{
    Bell, CursorPagination, FieldError, FormErrors, ForumTag, SubmitButton, TextInput, Width,
    forum_when, forum_where,
};
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::site::Site;
use ui::style::RECORDS_STYLESHEET_PATH;
use ui::t;

/// The name in the query of a room code.
pub const CODE: &str = "kode";

/// The name in the query of the unit whose forums are listed.
pub const UNIT: &str = "unit";

/// What the page lists.
#[derive(Clone, Debug)]
pub struct ForumLists {
    /// The unit whose forums these are; those of all if none.
    pub unit: Option<Unit>,
    /// Those from today on, the next first.
    pub coming: Vec<KeptForum>,
    /// Those before today, the last first.
    pub past: Vec<KeptForum>,
    /// Where the past ones go on.
    pub next: Option<ForumId>,
    /// The local day.
    pub today: NaiveDate,
    /// What was typed as a room code that leads nowhere.
    pub wrong_code: Option<String>,
}

/// The page.
pub fn forums_page(page: Page, site: &Site, lists: ForumLists) -> Html {
    let language = page.language;
    let ForumLists {
        unit,
        coming,
        past,
        next,
        today,
        wrong_code,
    } = lists;
    // What was closed today has been held.
    let (open, closed): (Vec<_>, Vec<_>) = coming
        .into_iter()
        .partition(|kept| kept.state(today).takes_points());
    let held: Vec<_> = closed.into_iter().chain(past).collect();
    let wrong = wrong_code.as_ref().map(|_| {
        let told = t!(language, "forums-enter-unknown");
        FieldError::new(CODE, told)
    });
    let errors: FormErrors = wrong.into_iter().collect();
    let of_unit = unit.map(|unit| {
        let all = page.href("/forum");
        view! { <p>{unit.name.get(language).to_owned()} " · " <a href=all>{t!(language, "forums-all")}</a></p> }
    });
    let open = listed(
        &page,
        site,
        &open,
        today,
        t!(language, "forums-coming-empty"),
    );
    let held = listed(&page, site, &held, today, t!(language, "forums-past-empty"));
    let after = next.map(|id| id.to_string());
    let action = page.href("/forum");
    view! {
        <Document page=page.clone() title=t!(language, "forums-title") has_errors=!errors.is_empty() more=style()>
            {errors.summary(language)}
            <h1>{t!(language, "forums-title")}</h1>
            <p class="lead">{t!(language, "forums-lead")}</p>
            {of_unit}
            <form class="form" method="get" action=action>
                <TextInput
                    language
                    name=CODE
                    label=t!(language, "forums-enter")
                    hint=t!(language, "forums-enter-hint")
                    value=wrong_code.unwrap_or_default()
                    error=errors.of(CODE)
                    autocomplete="off"
                    width=Width::Medium
                />
                <SubmitButton label=t!(language, "forums-enter-button") />
            </form>
            <section aria-labelledby="akan-datang">
                <h2 id="akan-datang">{t!(language, "forums-coming")}</h2>
                {open}
            </section>
            <section aria-labelledby="lalu">
                <h2 id="lalu">{t!(language, "forums-past")}</h2>
                {held}
                <CursorPagination page=page.clone() after />
            </section>
        </Document>
    }
    .into_html()
}

/// The style sheet of pages about forums.
fn style() -> Html {
    view! { <link rel="stylesheet" href=RECORDS_STYLESHEET_PATH.as_str() /> }.into_html()
}

/// The bell of a forum.
fn bell(page: &Page, kept: &KeptForum, patience: u32) -> Html {
    let bell = Bell {
        address: page.href(&format!("{}/bel", kept.path())),
        version: kept.pulse.changed,
        patience,
    };
    bell.show(page.language)
}

/// Forums, one card each; what is said where there are none.
fn listed(page: &Page, site: &Site, forums: &[KeptForum], today: NaiveDate, empty: String) -> Html {
    if forums.is_empty() {
        return view! { <p class="empty">{empty}</p> }.into_html();
    }
    let language = page.language;
    let forums = forums.iter().map(|kept| {
        let forum = &kept.forum;
        let href = page.href(&kept.path());
        let unit = site.record.register().unit(&forum.unit);
        let unit = unit.map(|unit| unit.name.get(language).to_owned());
        view! {
            <li class="card">
                <p class="kicker">{unit}</p>
                <h3><a href=href>{forum.title.get(language).to_owned()}</a></h3>
                <p>{forum_when(language, forum)}</p>
                <p>{forum_where(language, forum)}</p>
                <p><ForumTag language state=kept.state(today) /></p>
            </li>
        }
    });
    view! { <ul class="card-list">{forums.collect_view()}</ul> }.into_html()
}

/// The forums of a unit on its page; nothing where it has none.
pub fn unit_forums(page: &Page, unit: &Unit, forums: &[KeptForum], today: NaiveDate) -> Html {
    let language = page.language;
    let items = forums.iter().map(|kept| {
        let href = page.href(&kept.path());
        let state = kept.state(today);
        view! {
            <li>
                <a href=href>{kept.forum.title.get(language).to_owned()}</a> " · "
                {forum_when(language, &kept.forum)} " " <ForumTag language state />
            </li>
        }
    });
    let items = items.collect_view();
    let all = page.href(&format!("/forum?{UNIT}={}", unit.slug));
    (!forums.is_empty())
        .then(|| {
            view! {
                <section aria-labelledby="forum-unit">
                    <h2 id="forum-unit">{t!(language, "forums-title")}</h2>
                    <ul>{items}</ul>
                    <p><a href=all>{t!(language, "forums-of-unit")}</a></p>
                </section>
            }
        })
        .into_html()
}
