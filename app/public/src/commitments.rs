//! `/komitmen`: what units promised, and whether it was kept.
//! It must not decide how a commitment stands, nor show who wrote anything.

pub mod verdict;

use std::sync::Arc;

use chrono::NaiveDate;
use domain::commitment::{Kept, Number, State, Summary};
use domain::forum::AnsweredGroup;
use domain::language::Language;
use domain::register::Unit;
use domain::slug::Slug;
use leptos::prelude::*;
use ui::components::{
    Breadcrumbs, Choice, CommitmentCourse, CommitmentState, Crumb, CursorPagination, Select,
    SummaryList, SummaryRow, aim_text, commitment_state,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::site::Site;
use ui::style::RECORDS_STYLESHEET_PATH;
use ui::t;

use self::verdict::{Judging, verdict_section};
use crate::unit::follow_up::follow_up_link;
use crate::way::crumbs;

/// The name of the query's part for a unit.
pub const UNIT: &str = "unit";

/// The file in which those who follow commitments read what happened to them.
pub const FEED: &str = "kabar.atom";

/// The file in which calendars find the days by which they are due.
pub const CALENDAR: &str = "tenggat.ics";

/// The name of the query's part for a state.
pub const STATE: &str = "keadaan";

/// What the list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommitmentQuery {
    /// The only unit; all if none.
    pub unit: Option<Slug>,
    /// The only state; any if none.
    pub state: Option<State>,
}

/// A page of the list.
pub struct CommitmentList {
    /// What was asked for.
    pub query: CommitmentQuery,
    /// The units that have commitments.
    pub units: Vec<Unit>,
    /// How many commitments of the unit stand how, whatever state was asked for.
    pub summary: Summary,
    /// The commitments of the page.
    pub commitments: Vec<Kept>,
    /// Where the list goes on.
    pub next: Option<Number>,
    /// The day on which it is asked.
    pub today: NaiveDate,
}

/// The list.
pub fn commitments_page(page: Page, site: Arc<Site>, list: CommitmentList) -> Html {
    let language = page.language;
    let title = t!(language, "commitments-title");
    let crumbs = vec![Crumb {
        name: t!(language, "nav-city"),
        path: "/".to_owned(),
    }];
    let filter = filter(&page, &list);
    let after = list.next.map(|number| number.to_string());
    let empty = if list.query == CommitmentQuery::default() {
        t!(language, "commitments-empty")
    } else {
        t!(language, "commitments-none-such")
    };
    let commitments = cards(&page, &site, &list, empty);
    let unit = list.query.unit.as_ref();
    let year = unit.map(|unit| follow_up_link(&page, unit));
    let follow = follow(&page, unit);
    view! {
        <Document page=page.clone() title=title.clone() more=style()>
            <Breadcrumbs page=page.clone() crumbs />
            <h1>{title}</h1>
            <p class="lead">{t!(language, "commitments-lead")}</p>
            {account(language, &list.summary)}
            {filter}
            {commitments}
            <CursorPagination page=page.clone() after />
            {follow}
            {year}
        </Document>
    }
    .into_html()
}

/// Where one follows the commitments of a unit, or all.
fn follow(page: &Page, unit: Option<&Slug>) -> Html {
    let language = page.language;
    let file = |file: &str| {
        let of = unit.map(|unit| format!("?{UNIT}={unit}"));
        page.href(&format!("/komitmen/{file}{}", of.unwrap_or_default()))
    };
    view! {
        <ul class="links">
            <li><a href=file(FEED)>{t!(language, "commitments-feed")}</a></li>
            <li><a href=file(CALENDAR)>{t!(language, "commitments-calendar")}</a></li>
        </ul>
    }
    .into_html()
}

/// How many commitments there are and what became of them, in one sentence; nothing where there are none.
fn account(language: Language, summary: &Summary) -> Option<Html> {
    (summary.all() > 0).then(|| {
        let sentence = t!(
            language,
            "commitments-account",
            all = summary.all(),
            due = summary.due(),
            ontime = summary.of(State::KeptOnTime),
            late = summary.of(State::KeptLate),
            overdue = summary.of(State::Overdue)
        );
        view! { <p>{sentence}</p> }.into_html()
    })
}

/// Commitments, one card each; what is said where there are none.
fn cards(page: &Page, site: &Site, list: &CommitmentList, empty: String) -> Html {
    if list.commitments.is_empty() {
        return view! { <p class="empty">{empty}</p> }.into_html();
    }
    let language = page.language;
    let cards = list.commitments.iter().map(|kept| {
        let href = page.href(&path(kept.number));
        let state = kept.state(list.today);
        view! {
            <li class="card">
                <p class="kicker">{unit_name(site, language, &kept.commitment.unit)}</p>
                <h2><a href=href>{kept.commitment.text.get(language).to_owned()}</a></h2>
                <p>{due_text(language, kept)}</p>
                <p><CommitmentState language state /></p>
            </li>
        }
    });
    view! { <ul class="card-list">{cards.collect_view()}</ul> }.into_html()
}

/// The style sheet of pages about commitments.
fn style() -> Html {
    view! { <link rel="stylesheet" href=RECORDS_STYLESHEET_PATH.as_str() /> }.into_html()
}

/// By when a commitment is to be done.
fn due_text(language: Language, kept: &Kept) -> String {
    let due = format::day(language, kept.course.due());
    format!("{}: {due}", t!(language, "commitment-due"))
}

fn filter(page: &Page, list: &CommitmentList) -> Html {
    let language = page.language;
    let every = Choice::new("", t!(language, "every-unit"));
    let units = list.units.iter();
    let units = units.map(|unit| Choice::new(unit.slug.as_str(), unit.name.get(language)));
    let units: Vec<Choice> = std::iter::once(every).chain(units).collect();
    let any = Choice::new("", t!(language, "commitment-any-state"));
    let states = State::ALL.iter();
    let states = states.map(|state| Choice::new(state.code(), commitment_state(language, *state)));
    let states: Vec<Choice> = std::iter::once(any).chain(states).collect();
    let unit = list.query.unit.as_ref().map(ToString::to_string);
    let unit = unit.unwrap_or_default();
    let state = list.query.state.map(State::code).unwrap_or_default();
    view! {
        <form class="filters" method="get" action=page.href("/komitmen")>
            <Select language name=UNIT label=t!(language, "chart-unit") options=units chosen=unit />
            <Select language name=STATE label=t!(language, "commitment-state") options=states chosen=state />
            <button type="submit">{t!(language, "filter-button")}</button>
        </form>
    }
    .into_html()
}

/// What was said that a commitment answers, with where it was said.
fn answers(page: &Page, answered: &[AnsweredGroup]) -> Option<SummaryRow> {
    let language = page.language;
    let items = answered.iter().map(|answered| {
        let href = page.href(&format!("/forum/{}", answered.code));
        let forum = answered.forum.get(language).to_owned();
        view! { <li>{answered.group.clone()} " · " <a href=href>{forum}</a></li> }
    });
    let items = view! { <ul>{items.collect_view()}</ul> };
    (!answered.is_empty()).then(|| SummaryRow::new(t!(language, "commitment-answers"), items))
}

/// `/komitmen/NUMBER`: one commitment.
pub fn commitment_page(
    page: Page,
    site: Arc<Site>,
    kept: &Kept,
    answered: &[AnsweredGroup],
    judging: &Judging,
    today: NaiveDate,
) -> Html {
    let language = page.language;
    let promised = &kept.commitment;
    let mut crumbs = crumbs(&site.record, language, &promised.unit);
    let unit = unit_name(&site, language, &promised.unit);
    crumbs.push(Crumb {
        name: unit.clone(),
        path: format!("/unit/{}", promised.unit),
    });
    let title = t!(
        language,
        "commitment-number",
        number = kept.number.to_string()
    );
    let state = kept.state(today);
    let due = format::day(language, kept.course.due());
    let mut rows = vec![
        SummaryRow::new(
            t!(language, "commitment-state"),
            view! { <CommitmentState language state /> },
        ),
        SummaryRow::new(t!(language, "commitment-due"), due),
        SummaryRow::new(t!(language, "chart-unit"), unit),
        SummaryRow::new(
            t!(language, "commitment-post"),
            promised.post.get(language).to_owned(),
        ),
        SummaryRow::new(
            t!(language, "commitment-aim"),
            aim_text(language, &site.record, promised),
        ),
    ];
    rows.extend(answers(&page, answered));
    let all = page.href(&format!("/komitmen?{UNIT}={}", promised.unit));
    let course = kept.course.clone();
    let verdicts = verdict_section(&page, kept, judging, today);
    view! {
        <Document page=page.clone() title=title.clone() more=style()>
            <Breadcrumbs page=page.clone() crumbs />
            <p class="kicker">{title}</p>
            <h1>{promised.text.get(language).to_owned()}</h1>
            <SummaryList page=page.clone() rows />
            <section aria-labelledby="perjalanan">
                <h2 id="perjalanan">{t!(language, "commitment-course")}</h2>
                <CommitmentCourse language course />
            </section>
            {verdicts}
            <p>{t!(language, "commitment-rule")}</p>
            <p><a href=all>{t!(language, "commitments-of-unit")}</a></p>
        </Document>
    }
    .into_html()
}

/// A commitment in a list of other pages: what, by when, and how it stands.
pub fn promise_item(page: &Page, kept: &Kept, today: NaiveDate) -> Html {
    let language = page.language;
    let href = page.href(&path(kept.number));
    let state = commitment_state(language, kept.state(today));
    view! {
        <li>
            <a href=href>{kept.commitment.text.get(language).to_owned()}</a> " · "
            {due_text(language, kept)} " · " <strong>{state}</strong>
        </li>
    }
    .into_html()
}

/// What a unit promised, on its page: nothing where it promised nothing.
pub fn commitments_section(
    page: &Page,
    unit: &Slug,
    commitments: &[Kept],
    today: NaiveDate,
) -> Option<Html> {
    /// How many stand on the page of the unit.
    const MOST: usize = 5;
    let language = page.language;
    if commitments.is_empty() {
        return None;
    }
    let states = commitments.iter().map(|kept| kept.state(today));
    let summary: Summary = states.collect();
    let items = commitments.iter().take(MOST);
    let items = items.map(|kept| promise_item(page, kept, today));
    let items = items.collect_view();
    let all = page.href(&format!("/komitmen?{UNIT}={unit}"));
    let html = view! {
        <section aria-labelledby="komitmen">
            <h2 id="komitmen">{t!(language, "commitments-title")}</h2>
            {account(language, &summary)}
            <ul>{items}</ul>
            <p><a href=all>{t!(language, "commitments-of-unit")}</a></p>
        </section>
    };
    Some(html.into_html())
}

fn unit_name(site: &Site, language: Language, unit: &Slug) -> String {
    let known = site.record.register().unit(unit);
    known.map_or_else(
        || unit.to_string(),
        |unit| unit.name.get(language).to_owned(),
    )
}

/// Where a commitment is read.
pub(crate) fn path(number: Number) -> String {
    format!("/komitmen/{number}")
}
