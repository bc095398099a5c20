//! `/meja/pengesahan`: what waits for the head of a unit.
//! It must not confirm anything by itself: each realisation is looked at on its own page.

use std::collections::BTreeSet;

use domain::access::Permit;
use domain::realisation::KeptIndicator;
use domain::reporting::ReportingPeriod;
use domain::slug::Slug;
use leptos::prelude::*;
use ui::components::{Column, CursorPagination, DataTable, FilterForm, target_text};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::site::Site;
use ui::t;

use super::one::achievement_text;
use super::{entry_text, period_path, unit_name, unit_select};
use crate::document::{Desk, DeskDocument};

/// A realisation that waits, with the permit under which the viewer can confirm it.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The indicator.
    pub kept: KeptIndicator,
    /// The period.
    pub period: ReportingPeriod,
    /// The permit.
    pub permit: Permit,
}

/// What the list shows.
#[derive(Clone, Debug)]
pub struct WaitingList {
    /// The units that can be chosen.
    pub reach: BTreeSet<Slug>,
    /// The one that is; all within reach if none.
    pub unit: Option<Slug>,
    /// What waits.
    pub waiting: Vec<Waiting>,
    /// Where it goes on.
    pub after: Option<String>,
}

/// The list of what waits.
pub fn waiting_page(desk: Desk, site: &Site, list: WaitingList) -> Html {
    let WaitingList {
        reach,
        unit,
        waiting,
        after,
    } = list;
    let language = desk.language();
    let page = desk.page.clone();
    let columns = vec![
        Column::text(t!(language, "indicator-name")),
        Column::text(t!(language, "indicator-unit")),
        Column::text(t!(language, "indicator-period")),
        Column::number(t!(language, "indicator-target")),
        Column::number(t!(language, "indicator-realisation")),
        Column::number(t!(language, "indicator-achievement")),
        Column::actions(t!(language, "confirm-look")),
    ];
    let rows = waiting.iter().map(|waiting| row(&page, site, waiting));
    let rows = rows.collect();
    let units = unit_select(language, site, &reach, unit.as_ref());
    view! {
        <DeskDocument desk title=t!(language, "confirm-title")>
            <h1>{t!(language, "confirm-title")}</h1>
            <p class="lead">{t!(language, "confirm-lead")}</p>
            <FilterForm page=page.clone() action="/meja/pengesahan" filtered=unit.is_some()>
                {units}
            </FilterForm>
            <DataTable
                caption=t!(language, "confirm-title")
                caption_hidden=true
                columns
                rows
                empty=t!(language, "confirm-empty")
            />
            <CursorPagination page=page.clone() after />
        </DeskDocument>
    }
    .into_html()
}

fn row(page: &Page, site: &Site, waiting: &Waiting) -> Vec<Html> {
    let language = page.language;
    let (kept, period) = (&waiting.kept, waiting.period);
    let indicator = &kept.indicator;
    let report = kept.report(period);
    let entered = report.filing.as_ref().map(|filing| {
        let own = filing.is_entered_by(&waiting.permit);
        let own = own.then(|| view! { <br /><small>{t!(language, "confirm-own")}</small> });
        let text = entry_text(language, indicator, filing.submission.entry());
        view! { {text} {own} }
    });
    let href = page.href(&period_path(&indicator.slug, period));
    let (name, when) = (
        indicator.name.get(language).to_owned(),
        format::reporting(language, period),
    );
    let label = t!(
        language,
        "confirm-look-at",
        name = name.clone(),
        period = when.clone()
    );
    vec![
        name.into_html(),
        unit_name(site, language, &indicator.unit).into_html(),
        when.into_html(),
        target_text(language, indicator, report.target).into_html(),
        entered.into_html(),
        achievement_text(language, kept, &report).into_html(),
        view! { <a href=href aria-label=label>{t!(language, "confirm-look")}</a> }.into_html(),
    ]
}
