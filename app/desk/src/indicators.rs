//! `/meja/indikator`: indicators with what their periods wait for, and the words that all pages about them share.
//! It must not show any figure of a unit out of the viewer's reach.

pub mod define;
pub mod files;
pub mod one;
pub mod period;
pub mod waiting;

use std::collections::BTreeSet;

use domain::indicator::Indicator;
use domain::language::Language;
use domain::period::Month;
use domain::realisation::{Entry, KeptIndicator, Progress};
use domain::reporting::ReportingPeriod;
use domain::slug::Slug;
use leptos::prelude::*;
use ui::components::{
    Button, Choice, Column, CursorPagination, DataTable, FilterForm, Select, Tag, TagKind,
    realisation_text, target_text,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::site::Site;
use ui::t;

use crate::document::{Desk, DeskDocument};

/// The name of the field for a unit.
pub const UNIT: &str = "unit";
/// The name of the field for a month.
pub const MONTH: &str = "bulan";
/// The name of the field for what a period waits for.
pub const PROGRESS: &str = "keadaan";

/// How many months a list offers to look back.
const MONTHS_OFFERED: i32 = 24;

/// Which part of the list to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFilter {
    /// The only unit; all within reach if none.
    pub unit: Option<Slug>,
    /// The month whose periods are shown.
    pub month: Month,
    /// What the periods wait for; anything if none.
    pub progress: Option<Progress>,
}

/// One line of the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// The indicator.
    pub kept: KeptIndicator,
    /// The period that the month lies in.
    pub period: ReportingPeriod,
    /// What it waits for.
    pub progress: Progress,
}

/// What the list shows.
#[derive(Clone, Debug)]
pub struct IndicatorList {
    /// Which part of it.
    pub filter: ListFilter,
    /// The units that can be chosen.
    pub reach: BTreeSet<Slug>,
    /// Whether the viewer may define indicators.
    pub may_define: bool,
    /// The month of today.
    pub this_month: Month,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Where it goes on.
    pub after: Option<String>,
}

/// The list.
pub fn indicators_page(desk: Desk, site: &Site, list: IndicatorList) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let columns = vec![
        Column::text(t!(language, "indicator-name")),
        Column::text(t!(language, "indicator-unit")),
        Column::text(t!(language, "indicator-period")),
        Column::number(t!(language, "indicator-target")),
        Column::number(t!(language, "indicator-realisation")),
        Column::text(t!(language, "indicator-progress")),
    ];
    let rows = list.lines.iter().map(|line| list_row(&page, site, line));
    let rows = rows.collect();
    let define = list.may_define.then(|| {
        view! {
            <p>
                <a class=Button::Primary.class() href=page.href("/meja/indikator/baru")>{t!(language, "indicator-new")}</a>
            </p>
        }
    });
    let filters = filter_form(&page, site, &list);
    view! {
        <DeskDocument desk title=t!(language, "indicators-title")>
            <h1>{t!(language, "indicators-title")}</h1>
            <p class="lead">{t!(language, "indicators-lead")}</p>
            {define}
            <p><a href=page.href("/meja/indikator/berkas")>{t!(language, "indicator-files")}</a></p>
            {filters}
            <DataTable
                caption=t!(language, "indicators-title")
                caption_hidden=true
                columns
                rows
                empty=t!(language, "indicators-empty")
            />
            <CursorPagination page=page.clone() after=list.after />
        </DeskDocument>
    }
    .into_html()
}

fn list_row(page: &Page, site: &Site, line: &Line) -> Vec<Html> {
    let language = page.language;
    let indicator = &line.kept.indicator;
    let report = line.kept.report(line.period);
    let href = page.href(&format!("/meja/indikator/{}", indicator.slug));
    let place = page.href(&period_path(&indicator.slug, line.period));
    let entry = report
        .filing
        .map(|filing| filing.submission.entry().clone());
    vec![
        view! { <a href=href>{indicator.name.get(language).to_owned()}</a> }.into_html(),
        unit_name(site, language, &indicator.unit).into_html(),
        view! { <a href=place>{format::reporting(language, line.period)}</a> }.into_html(),
        target_text(language, indicator, report.target).into_html(),
        entry
            .map_or_else(
                || t!(language, "indicator-none"),
                |entry| realisation_text(language, indicator, &entry.into()),
            )
            .into_html(),
        view! { <ProgressTag language progress=line.progress /> }.into_html(),
    ]
}

fn filter_form(page: &Page, site: &Site, list: &IndicatorList) -> Html {
    let (language, filter) = (page.language, &list.filter);
    let months = (0..=MONTHS_OFFERED).map(|back| list.this_month.plus(-back));
    let months: Vec<Choice> = months
        .map(|month| Choice::new(month.to_string(), format::month(language, month)))
        .collect();
    let filtered = page.path.contains('?');
    let units = unit_select(language, site, &list.reach, filter.unit.as_ref());
    let states = progress_select(language, filter.progress);
    let month = filter.month.to_string();
    view! {
        <FilterForm page=page.clone() action="/meja/indikator" filtered>
            {units}
            <Select language name=MONTH label=t!(language, "indicator-month") options=months chosen=month />
            {states}
        </FilterForm>
    }
    .into_html()
}

/// The choice of a unit among those within reach.
fn unit_select(
    language: Language,
    site: &Site,
    reach: &BTreeSet<Slug>,
    chosen: Option<&Slug>,
) -> Html {
    let every = Choice::new("", t!(language, "indicator-every-unit"));
    let units = reach
        .iter()
        .map(|unit| Choice::new(unit.as_str(), unit_name(site, language, unit)));
    let options = std::iter::once(every).chain(units).collect();
    let chosen = chosen.map(ToString::to_string).unwrap_or_default();
    view! { <Select language name=UNIT label=t!(language, "indicator-unit") options chosen /> }
        .into_html()
}

/// The choice of what periods wait for.
fn progress_select(language: Language, chosen: Option<Progress>) -> Html {
    let every = Choice::new("", t!(language, "indicator-every-progress"));
    let states = Progress::ALL
        .iter()
        .map(|state| Choice::new(state.code(), progress_name(language, *state)));
    let options = std::iter::once(every).chain(states).collect();
    let chosen = chosen.map(Progress::code).unwrap_or_default();
    view! { <Select language name=PROGRESS label=t!(language, "indicator-progress") options chosen /> }.into_html()
}

/// Where one period of an indicator is found.
pub fn period_path(indicator: &Slug, period: ReportingPeriod) -> String {
    format!("/meja/realisasi/{indicator}/{period}")
}

fn unit_name(site: &Site, language: Language, unit: &Slug) -> String {
    let known = site.record.register().unit(unit);
    known.map_or_else(
        || unit.to_string(),
        |unit| unit.name.get(language).to_owned(),
    )
}

/// What a period waits for.
#[component]
pub(crate) fn ProgressTag(language: Language, progress: Progress) -> Html {
    let kind = match progress {
        Progress::NotYetDue => TagKind::Neutral,
        Progress::ToEnter | Progress::Returned => TagKind::Attention,
        Progress::ToConfirm => TagKind::Waiting,
        Progress::Confirmed | Progress::Sealed => TagKind::Done,
    };
    view! { <Tag kind label=progress_name(language, progress) /> }.into_html()
}

/// What a period waits for, in words.
pub fn progress_name(language: Language, progress: Progress) -> String {
    match progress {
        Progress::NotYetDue => t!(language, "progress-not-yet-due"),
        Progress::ToEnter => t!(language, "progress-to-enter"),
        Progress::Returned => t!(language, "progress-returned"),
        Progress::ToConfirm => t!(language, "progress-to-confirm"),
        Progress::Confirmed => t!(language, "progress-confirmed"),
        Progress::Sealed => t!(language, "progress-sealed"),
    }
}

/// An entry with its unit of measure.
fn entry_text(language: Language, indicator: &Indicator, entry: &Entry) -> String {
    realisation_text(language, indicator, &entry.clone().into())
}
