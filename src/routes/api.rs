//! The figures for programs, as JSON.
//! It must not offer anything that the pages do not show.

mod lists;
mod ranks;

pub use lists::{releases, services, units};
pub use ranks::ranks;

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::comparison::{Change, Verdict};
use domain::dictionary::{Form, names_of};
use domain::figure::{Evidence, Figure};
use domain::grade::Grade;
use domain::instrument::{Element, Instrument, Series};
use domain::language::Language;
use domain::period::{Month, Period};
use domain::record::{PublicRecord, Scope};
use domain::slug::Slug;
use domain::statistics::Interval;
use schemars::JsonSchema;
use serde::Serialize;

use super::trouble::Problem;
use crate::cached::{Cached, Reuse};
use crate::publication::FIGURES;
use crate::state::AppState;

#[derive(Serialize, JsonSchema)]
struct ServiceFigures<'a> {
    slug: &'a Slug,
    name: &'a str,
    unit: &'a Slug,
    figures: Vec<FigureEntry>,
}

#[derive(Serialize, JsonSchema)]
struct UnitFigures<'a> {
    slug: &'a Slug,
    name: &'a str,
    figures: Vec<FigureEntry>,
}

#[derive(Serialize, JsonSchema)]
struct FigureEntry {
    period: String,
    instrument: Instrument,
    wording: u16,
    #[schemars(extend("enum" = Evidence::ALL.map(Evidence::key)))]
    proof: &'static str,
    n: u64,
    ikm: Option<f64>,
    grade: Option<Grade>,
    interval: Option<[f64; 2]>,
    /// How the index moved from the month before; of official figures only.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<ChangeEntry>,
    #[schemars(extend("propertyNames" = names_of(Element::keys())))]
    elements: BTreeMap<Element, ElementEntry>,
}

#[derive(Serialize, JsonSchema)]
struct ElementEntry {
    n: u64,
    nrr: Option<f64>,
}

#[derive(Serialize, JsonSchema)]
struct ChangeEntry {
    #[schemars(extend("enum" = VERDICTS))]
    verdict: &'static str,
    plain: f64,
    standardised: Option<f64>,
    p: Option<f64>,
}

/// What can be said of a change.
const VERDICTS: [&str; 4] = [
    Verdict::Better.key(),
    Verdict::Worse.key(),
    Verdict::NoClearDifference.key(),
    NOT_COMPARABLE,
];

/// Nothing can be said.
const NOT_COMPARABLE: &str = "not-comparable";

/// The forms of all answers.
pub fn forms() -> impl Iterator<Item = Form> {
    let single = [
        Form::growing::<ServiceFigures>("api-service"),
        Form::growing::<UnitFigures>("api-unit"),
        ranks::form(),
    ];
    lists::forms().into_iter().chain(single)
}

/// The response under a path, made once per edition. Nothing is kept where there is nothing.
fn remembered(
    state: &AppState,
    headers: &HeaderMap,
    path: String,
    body: impl FnOnce(&PublicRecord) -> Option<String>,
) -> Result<Response, Problem> {
    let edition = state.publication.current();
    let key = (Language::default(), path);
    if let Some(known) = edition.known(&key, headers) {
        return Ok(known);
    }
    let body = body(&edition.site.record).ok_or_else(Problem::not_found)?;
    let cached = Cached::new("application/json", Reuse::Revalidate, body);
    Ok(edition.keep(key, FIGURES, cached, headers))
}

pub async fn service(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
    remembered(
        &state,
        &headers,
        format!("/api/v1/services/{slug}"),
        |record| {
            let then = record.as_of_last_release();
            let then = then.register().service(&slug);
            let service = then.or_else(|| record.register().service(&slug))?;
            let figures = figures(record, Scope::Service(&slug));
            let (name, unit) = (service.name.id.as_str(), &service.unit);
            serde_json::to_string(&ServiceFigures {
                slug: &slug,
                name,
                unit,
                figures,
            })
            .ok()
        },
    )
}

pub async fn unit(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
    remembered(
        &state,
        &headers,
        format!("/api/v1/units/{slug}"),
        |record| {
            let then = record.as_of_last_release();
            let then = then.register().unit(&slug);
            let unit = then.or_else(|| record.register().unit(&slug))?;
            let figures = figures(record, Scope::Unit(&slug));
            serde_json::to_string(&UnitFigures {
                slug: &slug,
                name: &unit.name.id,
                figures,
            })
            .ok()
        },
    )
}

/// The monthly figures of a scope: every series, from every kind of evidence.
fn figures(record: &PublicRecord, scope: Scope) -> Vec<FigureEntry> {
    let mut entries = Vec::new();
    for month in record.months() {
        let period = Period::Month(month);
        for series in record.series(scope, period) {
            for evidence in Evidence::ALL {
                let Some(figure) = record.figure(scope, period, series, evidence) else {
                    continue;
                };
                let official = evidence == Evidence::Official;
                let change = official.then(|| record.change(scope, period, series, evidence));
                entries.push(entry(month, evidence, &figure, change.flatten()));
            }
        }
    }
    entries
}

fn change_entry(change: Change) -> ChangeEntry {
    let difference = change.tested.ok();
    ChangeEntry {
        verdict: change.verdict().map_or(NOT_COMPARABLE, Verdict::key),
        plain: change.plain,
        standardised: difference.map(|difference| difference.points),
        p: difference.map(|difference| difference.p),
    }
}

fn entry(month: Month, evidence: Evidence, figure: &Figure, change: Option<Change>) -> FigureEntry {
    let index = figure.index();
    let Series {
        instrument,
        wording,
    } = figure.series();
    let elements = figure.elements().map(|element| {
        (
            element.element,
            ElementEntry {
                n: element.answers.n,
                nrr: element.nrr(),
            },
        )
    });
    FigureEntry {
        period: month.to_string(),
        instrument,
        wording,
        proof: evidence.key(),
        n: figure.respondents(),
        ikm: index.map(|index| index.value),
        grade: index.map(|index| index.grade),
        interval: index
            .and_then(|index| index.interval())
            .map(Interval::on_the_scale)
            .map(|interval| [interval.low, interval.high]),
        change: change.map(change_entry),
        elements: elements.collect(),
    }
}
