//! `/forum/KODE`: one dialogue forum, for everybody.
//! It must not show a point that no moderator published, except to whoever wrote it.

use chrono::NaiveDate;
use domain::forum::{Acts, Amendment, Attendance, KeptForum, KeptMinutes, Said};
use domain::language::Language;
use domain::period::Period;
use leptos::prelude::*;
use ui::components::{
    Breadcrumbs, Crumb, ForumTag, SummaryList, SummaryRow, community_name, forum_when, forum_where,
    live_script,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::site::Site;
use ui::t;

use super::minutes::minutes;
use super::room::{Asked, Participant, Typing, room};
use super::{bell, style};

/// For how long a phone waits at most after the bell, in milliseconds, so that a hall does not ask all at once.
const PATIENCE: u32 = 1000;

/// What somebody sees of a forum.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What was said.
    pub said: Said,
    /// The own amendments of the minutes, as far as they are told.
    pub amendments: Vec<Amendment>,
    /// The minutes with their addenda.
    pub minutes: KeptMinutes,
    /// Who looks.
    pub participant: Participant,
    /// The promises about which whoever looks is asked.
    pub asked: Vec<Asked>,
    /// The local day.
    pub today: NaiveDate,
}

/// The page.
pub fn forum_page(page: Page, site: &Site, kept: &KeptForum, seen: &Seen, typing: Typing) -> Html {
    let language = page.language;
    let title = kept.forum.title.get(language).to_owned();
    let heading = heading(&page, site, kept, seen.today);
    let announcement = announcement(&page, site, kept, seen);
    let minutes = minutes(&page, kept, seen, &typing);
    let open = kept.state(seen.today).takes_points();
    let renewed = open.then(|| bell(&page, kept, PATIENCE));
    let script = open.then(live_script);
    let head = view! { {style()} {script} }.into_html();
    let errors = typing.errors.clone();
    let room = room(&page, kept, seen, typing);
    view! {
        <Document page=page.clone() title has_errors=!errors.is_empty() more=head>
            {errors.summary(language)}
            {heading}
            {announcement}
            {minutes}
            {renewed}
            {room}
        </Document>
    }
    .into_html()
}

/// What the forum is about and where it stands.
fn heading(page: &Page, site: &Site, kept: &KeptForum, today: NaiveDate) -> Html {
    let language = page.language;
    let forum = &kept.forum;
    let register = site.record.register();
    let unit = register.unit(&forum.unit);
    let unit = unit.map(|unit| unit.name.get(language).to_owned());
    let crumbs = vec![Crumb {
        name: t!(language, "forums-title"),
        path: "/forum".to_owned(),
    }];
    view! {
        <Breadcrumbs page=page.clone() crumbs />
        <p class="kicker">{unit}</p>
        <h1>{forum.title.get(language).to_owned()}</h1>
        <p><ForumTag language state=kept.state(today) /></p>
    }
    .into_html()
}

/// When, where, what about, and in which order.
fn announcement(page: &Page, site: &Site, kept: &KeptForum, seen: &Seen) -> Html {
    let language = page.language;
    let forum = &kept.forum;
    let public = |what: &str| page.href(&format!("{}{what}", kept.path()));
    let mut rows = vec![
        SummaryRow::new(t!(language, "forum-time"), forum_when(language, forum)),
        SummaryRow::new(t!(language, "forum-place"), forum_where(language, forum)),
        SummaryRow::new(t!(language, "forum-code"), kept.code.to_string()),
    ];
    rows.extend(discussed(page, site, kept));
    rows.extend(came(language, &seen.said.attendance));
    let about = forum.about.get(language).lines();
    let about = about
        .filter(|line| !line.trim().is_empty())
        .map(|line| view! { <p>{line.to_owned()}</p> });
    let about = about.collect_view();
    let agenda = agenda(page, kept);
    let is_draft = kept.acts != Acts::default() && seen.minutes.published().next().is_none();
    let minutes = is_draft.then(|| {
        view! { <li><a href=public("/berita-acara")>{t!(language, "minutes-draft")}</a></li> }
    });
    view! {
        {about}
        <SummaryList page=page.clone() rows />
        {agenda}
        <ul class="links">
            <li><a href=public("/ringkasan")>{t!(language, "recap-title")}</a></li>
            <li><a href=public("/acara.ics")>{t!(language, "forum-calendar")}</a></li>
            <li><a href=public("/layar")>{t!(language, "forum-screen")}</a></li>
            <li><a href=public("/lembar")>{t!(language, "forum-sheet")}</a></li>
            {minutes}
        </ul>
    }
    .into_html()
}

/// How many people came, by kind of community; nothing where nobody counted.
fn came(language: Language, attendance: &Attendance) -> Option<SummaryRow> {
    let all = attendance.all()?;
    let kinds = attendance.people.iter().map(|(kind, people)| {
        let people = format::integer(language, (*people).into());
        view! { <li>{community_name(language, *kind)} ": " {people}</li> }
    });
    let all = t!(
        language,
        "attendance-all",
        people = format::integer(language, all.into()),
        kinds = attendance.kinds()
    );
    let told = view! { {all} <ul>{kinds.collect_view()}</ul> };
    Some(SummaryRow::new(t!(language, "attendance-title"), told))
}

/// The services and the figures that are discussed, with where they are found.
fn discussed(page: &Page, site: &Site, kept: &KeptForum) -> Vec<SummaryRow> {
    let language = page.language;
    let forum = &kept.forum;
    let mut rows = Vec::new();
    let services = forum.services.iter();
    let services: Vec<_> = services
        .filter_map(|slug| site.record.register().service(slug))
        .collect();
    if !services.is_empty() {
        let links = services.into_iter().map(|service| {
            let href = page.href(&format!("/layanan/{}", service.slug));
            view! { <li><a href=href>{service.name.get(language).to_owned()}</a></li> }
        });
        let links = view! { <ul>{links.collect_view()}</ul> };
        rows.push(SummaryRow::new(t!(language, "forum-services"), links));
    }
    if let Some(month) = forum.release {
        let period = Period::Month(month);
        let href = page.href(&format!("/unit/{}?periode={period}", forum.unit));
        let label = t!(
            language,
            "forum-figures",
            month = format::month(language, month)
        );
        let link = view! { <a href=href>{label}</a> };
        rows.push(SummaryRow::new(t!(language, "field-forum-rilis"), link));
    }
    rows
}

fn agenda(page: &Page, kept: &KeptForum) -> Html {
    let language = page.language;
    let items = kept.forum.agenda(language);
    if items.is_empty() {
        return Html::default();
    }
    let items = items.into_iter().map(|item| {
        let minutes = item.minutes.map(|minutes| {
            let told = t!(language, "forum-minutes", minutes = minutes);
            view! { " " <span class="hint">{told}</span> }
        });
        view! { <li>{item.text} {minutes}</li> }
    });
    view! {
        <section aria-labelledby="acara">
            <h2 id="acara">{t!(language, "forum-agenda")}</h2>
            <ol>{items.collect_view()}</ol>
        </section>
    }
    .into_html()
}
