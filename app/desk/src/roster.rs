//! `/meja/jaga`: the units with counters, and how much of a week's duty roster stands.
//! It must not show who serves: that is on the page of each unit.

mod changes;
mod grid;
mod today;

pub(crate) use changes::changes_told;
pub use changes::{duties_compared, roster_preview};
pub(crate) use grid::half_day;
pub use grid::{Copied, FROM_UNIT, Grid, GridDay, roster_page};

pub use today::{Today, TodayDuty, today_page, today_path};

use domain::language::Language;
use domain::roster::HalfDay;
use domain::slug::Slug;
use domain::week::Week;
use leptos::prelude::*;
use ui::html::{Html, IntoHtml};

use crate::document::{Desk, DeskDocument};
use ui::components::{Column, CursorPagination, DataTable, FilterForm, TextInput};
use ui::format;
use ui::t;

/// The name in the query of the week.
pub const WEEK: &str = "pekan";
/// The name in the query of a part of a unit's name.
pub const NAME: &str = "nama";

/// The address of a unit's roster in a week.
pub fn roster_path(unit: &Slug, week: Week) -> String {
    format!("/meja/jaga/{unit}?{WEEK}={week}")
}

/// What a half of a day is called.
fn half_name(language: Language, half: HalfDay) -> String {
    match half {
        HalfDay::Morning => t!(language, "half-morning"),
        HalfDay::Afternoon => t!(language, "half-afternoon"),
    }
}

/// A unit with counters, in two weeks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    /// The unit.
    pub unit: Slug,
    /// Its name.
    pub name: String,
    /// How many counters it has.
    pub counters: usize,
    /// For each week, how many half-days of working days have somebody on duty, of how many.
    pub filled: [(usize, usize); 2],
}

/// The page; `weeks` are the present one and the next.
pub fn units_page(
    desk: Desk,
    weeks: [Week; 2],
    name: String,
    units: Vec<UnitRow>,
    after: Option<Slug>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let columns = vec![
        Column::text(t!(language, "officer-unit")),
        Column::number(t!(language, "roster-counters")),
        Column::text(t!(language, "roster-this-week")),
        Column::text(t!(language, "roster-next-week")),
    ];
    let rows = units.into_iter().map(|row| {
        let [this, next] = [0, 1].map(|place| {
            let href = page.href(&roster_path(&row.unit, weeks[place]));
            let (filled, of) = row.filled[place];
            view! { <a href=href>{t!(language, "roster-filled", filled = filled, of = of)}</a> }
                .into_html()
        });
        vec![
            view! { {row.name} }.into_html(),
            view! { {row.counters} }.into_html(),
            this,
            next,
        ]
    });
    let rows = rows.collect();
    let empty = if name.is_empty() {
        t!(language, "roster-no-units")
    } else {
        t!(language, "roster-no-such-unit")
    };
    let week = format::day(language, weeks[0].first_day());
    view! {
        <DeskDocument desk title=t!(language, "roster-title")>
            <h1>{t!(language, "roster-title")}</h1>
            <p class="lead">{t!(language, "roster-lead", week = week)}</p>
            <FilterForm page=page.clone() action="/meja/jaga" filtered=!name.is_empty()>
                <TextInput language name=NAME label=t!(language, "roster-unit-name") value=name />
            </FilterForm>
            <DataTable caption=t!(language, "roster-title") caption_hidden=true columns rows empty />
            <CursorPagination page=page.clone() after=after.map(|unit| unit.to_string()) />
        </DeskDocument>
    }
    .into_html()
}
