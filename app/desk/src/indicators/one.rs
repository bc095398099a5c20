//! `/meja/indikator/SLUG`: one indicator with its periods.
//! It must not decide which periods are listed.

use domain::language::Language;
use domain::realisation::{KeptIndicator, PeriodReport, Progress};
use domain::reporting::ReportingPeriod;
use leptos::prelude::*;
use ui::components::{
    Button, Column, CursorPagination, DataTable, FilterForm, SummaryList, SummaryRow,
    direction_name, frequency_name, target_text,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::site::Site;
use ui::t;

use super::{ProgressTag, entry_text, period_path, progress_select, unit_name};
use crate::document::{Desk, DeskDocument};

/// The periods that the page of an indicator lists.
#[derive(Clone, Debug)]
pub struct PeriodList {
    /// What they wait for; anything if none.
    pub progress: Option<Progress>,
    /// The periods, the newest first, each with what it waits for.
    pub periods: Vec<(ReportingPeriod, Progress)>,
    /// The period after which the list goes on.
    pub next: Option<ReportingPeriod>,
}

/// An indicator.
pub fn indicator_page(
    desk: Desk,
    site: &Site,
    kept: KeptIndicator,
    list: PeriodList,
    may_change: bool,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let title = kept.indicator.name.get(language).to_owned();
    let columns = vec![
        Column::text(t!(language, "indicator-period")),
        Column::number(t!(language, "indicator-target")),
        Column::number(t!(language, "indicator-realisation")),
        Column::number(t!(language, "indicator-achievement")),
        Column::text(t!(language, "indicator-progress")),
    ];
    let rows = list
        .periods
        .into_iter()
        .map(|(period, progress)| row(&page, &kept, period, progress));
    let rows = rows.collect();
    let change = may_change.then(|| {
        let href = page.href(&format!("/meja/indikator/{}/ubah", kept.indicator.slug));
        view! { <p><a class=Button::Secondary.class() href=href>{t!(language, "indicator-change")}</a></p> }
    });
    let history = page.href(&format!("/meja/indikator/{}/riwayat", kept.indicator.slug));
    let summary = summary(language, site, &kept);
    let (progress, next) = (list.progress, list.next.map(|period| period.to_string()));
    let action = format!("/meja/indikator/{}", kept.indicator.slug);
    view! {
        <DeskDocument desk title=title.clone()>
            <h1>{title}</h1>
            <SummaryList page=page.clone() rows=summary />
            {change}
            <p><a href=history>{t!(language, "history-title")}</a></p>
            <section aria-labelledby="periode">
                <h2 id="periode">{t!(language, "indicator-periods")}</h2>
                <FilterForm page=page.clone() action filtered=progress.is_some()>
                    {progress_select(language, progress)}
                </FilterForm>
                <DataTable
                    caption=t!(language, "indicator-periods")
                    caption_hidden=true
                    columns
                    rows
                    empty=t!(language, "indicator-no-periods")
                />
                <CursorPagination page=page.clone() after=next />
            </section>
        </DeskDocument>
    }
    .into_html()
}

fn summary(language: Language, site: &Site, kept: &KeptIndicator) -> Vec<SummaryRow> {
    let indicator = &kept.indicator;
    let valid = format::validity(language, kept.validity);
    let rows = [
        ("indicator-unit", unit_name(site, language, &indicator.unit)),
        (
            "indicator-definition",
            indicator.definition.get(language).to_owned(),
        ),
        (
            "indicator-measure",
            indicator.measure.get(language).to_owned(),
        ),
        (
            "indicator-direction",
            direction_name(language, indicator.direction),
        ),
        (
            "indicator-frequency",
            frequency_name(language, indicator.frequency),
        ),
        (
            "indicator-source",
            indicator.source.get(language).to_owned(),
        ),
        ("indicator-owner", indicator.owner.get(language).to_owned()),
        ("indicator-slug", indicator.slug.to_string()),
        ("indicator-valid", valid),
    ];
    rows.into_iter()
        .map(|(key, value)| SummaryRow::new(t!(language, key), value))
        .collect()
}

fn row(
    page: &Page,
    kept: &KeptIndicator,
    period: ReportingPeriod,
    progress: Progress,
) -> Vec<Html> {
    let language = page.language;
    let indicator = &kept.indicator;
    let report = kept.report(period);
    let href = page.href(&period_path(&indicator.slug, period));
    let entered = report.filing.as_ref().map_or_else(
        || t!(language, "indicator-none"),
        |filing| entry_text(language, indicator, filing.submission.entry()),
    );
    let reached = achievement_text(language, kept, &report);
    vec![
        view! { <a href=href>{format::reporting(language, period)}</a> }.into_html(),
        target_text(language, indicator, report.target).into_html(),
        entered.into_html(),
        reached.into_html(),
        view! { <ProgressTag language progress /> }.into_html(),
    ]
}

/// How far what was entered reaches the target; a dash where that means nothing.
pub(super) fn achievement_text(
    language: Language,
    kept: &KeptIndicator,
    report: &PeriodReport,
) -> String {
    report.achievement(kept.indicator.direction).map_or_else(
        || "–".to_owned(),
        |percent| format!("{} %", format::exact(language, percent)),
    )
}
