//! The ranks of the units below another one in a period, as JSON.
//! It must not compute a rank.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::dictionary::Form;
use domain::instrument::{Instrument, Series};
use domain::period::Period;
use domain::ranking::RankRange;
use domain::record::{PublicRecord, Scope};
use domain::slug::Slug;
use schemars::JsonSchema;
use serde::Serialize;

use super::remembered;
use crate::routes::trouble::Problem;
use crate::state::AppState;

/// The ranks of all units directly below one, in every series that has figures.
#[derive(Serialize, JsonSchema)]
struct UnitRanks<'a> {
    slug: &'a Slug,
    period: String,
    ranks: Vec<RankEntry>,
}

#[derive(Serialize, JsonSchema)]
struct RankEntry {
    unit: Slug,
    instrument: Instrument,
    wording: u16,
    best: usize,
    worst: usize,
    of: usize,
}

/// The form of the answer.
pub(super) fn form() -> Form {
    Form::growing::<UnitRanks>("api-ranks")
}

/// The ranks below a unit in a sealed period, written `2026-10`, `2026-S2` or `2026`.
pub async fn ranks(
    State(state): State<AppState>,
    Path((slug, period)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
    let period: Period = period.parse().map_err(|_| Problem::not_found())?;
    let path = format!("/api/v1/units/{slug}/ranks/{period}");
    remembered(&state, &headers, path, |record| {
        let known = record.register_of(period).unit(&slug).is_some();
        let sealed = record.months().any(|month| period.contains(month));
        (known && sealed).then_some(())?;
        let ranks = UnitRanks {
            slug: &slug,
            period: period.to_string(),
            ranks: entries(record, &slug, period),
        };
        serde_json::to_string(&ranks).ok()
    })
}

fn entries(record: &PublicRecord, parent: &Slug, period: Period) -> Vec<RankEntry> {
    let mut entries = Vec::new();
    for series in record.series(Scope::Unit(parent), period) {
        let ranks = record.ranks(parent, period, series).into_iter();
        entries.extend(ranks.map(|(unit, rank)| entry(unit, series, rank)));
    }
    entries.sort_by(|a, b| a.unit.cmp(&b.unit));
    entries
}

fn entry(unit: Slug, series: Series, rank: RankRange) -> RankEntry {
    let Series {
        instrument,
        wording,
    } = series;
    let RankRange { best, worst, of } = rank;
    RankEntry {
        unit,
        instrument,
        wording,
        best,
        worst,
        of,
    }
}
