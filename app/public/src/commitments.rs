//! `/komitmen`: what units promised, and whether it was kept.
//! It must not decide how a commitment stands, nor show who wrote anything.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::commitment::{Kept, Number, State, Summary};
use domain::language::Language;
use domain::register::Unit;
use domain::slug::Slug;
use leptos::prelude::*;
use ui::components::{
    Breadcrumbs, Choice, Column, CommitmentCourse, CommitmentState, Crumb, CursorPagination,
    DataTable, Select, SummaryList, SummaryRow, aim_text, commitment_state,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::site::Site;
use ui::t;

use crate::way::crumbs;

/// The name of the query's part for a unit.
pub const UNIT: &str = "unit";

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
    let name = |unit: &Slug| unit_name(&site, language, unit);
    let rows = list.commitments.iter().map(|kept| {
        let unit = name(&kept.commitment.unit);
        row(&page, kept, Some(unit), list.today)
    });
    let rows: Vec<_> = rows.collect();
    let filter = filter(&page, &list);
    let after = list.next.map(|number| number.to_string());
    let empty = if list.query == CommitmentQuery::default() {
        t!(language, "commitments-empty")
    } else {
        t!(language, "commitments-none-such")
    };
    view! {
        <Document page=page.clone() title=title.clone()>
            <Breadcrumbs page=page.clone() crumbs />
            <h1>{title.clone()}</h1>
            <p class="lead">{t!(language, "commitments-lead")}</p>
            {account(language, &list.summary)}
            {filter}
            <DataTable
                caption=title
                caption_hidden=true
                columns=columns(language, true)
                rows
                empty
            />
            <CursorPagination page=page.clone() after />
        </Document>
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

fn columns(language: Language, with_unit: bool) -> Vec<Column> {
    let unit = with_unit.then(|| Column::text(t!(language, "chart-unit")));
    let first = std::iter::once(Column::text(t!(language, "commitment")));
    let last = [
        Column::short(t!(language, "commitment-due")),
        Column::text(t!(language, "commitment-state")),
    ];
    first.chain(unit).chain(last).collect()
}

fn row(page: &Page, kept: &Kept, unit: Option<String>, today: NaiveDate) -> Vec<Html> {
    let language = page.language;
    let href = page.href(&path(kept.number));
    let text = kept.commitment.text.get(language).to_owned();
    let first = view! { <a href=href>{text}</a> }.into_html();
    let unit = unit.map(IntoHtml::into_html);
    let state = kept.state(today);
    let last = [
        format::day(language, kept.course.due()).into_html(),
        view! { <CommitmentState language state /> }.into_html(),
    ];
    std::iter::once(first).chain(unit).chain(last).collect()
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

/// `/komitmen/NUMBER`: one commitment.
pub fn commitment_page(page: Page, site: Arc<Site>, kept: &Kept, today: NaiveDate) -> Html {
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
    let rows = vec![
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
    let all = page.href(&format!("/komitmen?{UNIT}={}", promised.unit));
    let course = kept.course.clone();
    view! {
        <Document page=page.clone() title=title.clone()>
            <Breadcrumbs page=page.clone() crumbs />
            <p class="kicker">{title}</p>
            <h1>{promised.text.get(language).to_owned()}</h1>
            <SummaryList page=page.clone() rows />
            <section aria-labelledby="perjalanan">
                <h2 id="perjalanan">{t!(language, "commitment-course")}</h2>
                <CommitmentCourse language course />
            </section>
            <p>{t!(language, "commitment-rule")}</p>
            <p><a href=all>{t!(language, "commitments-of-unit")}</a></p>
        </Document>
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
    let rows = commitments.iter().take(MOST);
    let rows: Vec<_> = rows.map(|kept| row(page, kept, None, today)).collect();
    let all = page.href(&format!("/komitmen?{UNIT}={unit}"));
    let html = view! {
        <section aria-labelledby="komitmen">
            <h2 id="komitmen">{t!(language, "commitments-title")}</h2>
            {account(language, &summary)}
            <DataTable
                caption=t!(language, "commitments-title")
                caption_hidden=true
                columns=columns(language, false)
                rows
                empty=t!(language, "commitments-empty")
            />
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
fn path(number: Number) -> String {
    format!("/komitmen/{number}")
}
