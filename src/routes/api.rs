//! The figures for programs, as JSON.
//! It must not offer anything that the pages do not show.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::figure::{Evidence, Figure};
use domain::grade::Grade;
use domain::instrument::{Element, Instrument, Series};
use domain::language::{Bilingual, Language};
use domain::period::{Month, Period};
use domain::record::{PublicRecord, Scope};
use domain::register::Slug;
use serde::Serialize;

use super::trouble::Problem;
use crate::cached::{Cached, Reuse};
use crate::publication::FIGURES;
use crate::state::AppState;

#[derive(Serialize)]
struct ServiceEntry<'a> {
    slug: &'a Slug,
    name: &'a Bilingual,
    unit: &'a Slug,
    free: bool,
}

#[derive(Serialize)]
struct UnitEntry<'a> {
    slug: &'a Slug,
    name: &'a Bilingual,
    abbreviation: &'a str,
    kind: &'static str,
    parent: Option<&'a Slug>,
    valid_from: Option<String>,
    valid_until: Option<String>,
    predecessors: &'a [Slug],
}

#[derive(Serialize)]
struct ReleaseEntry {
    period: String,
    sha256: String,
    previous: Option<String>,
    k: u64,
    ratings: u64,
    atoms: usize,
    json: String,
    csv: String,
}

#[derive(Serialize)]
struct ServiceFigures<'a> {
    slug: &'a Slug,
    name: &'a str,
    unit: &'a Slug,
    figures: Vec<FigureEntry>,
}

#[derive(Serialize)]
struct UnitFigures<'a> {
    slug: &'a Slug,
    name: &'a str,
    figures: Vec<FigureEntry>,
}

#[derive(Serialize)]
struct FigureEntry {
    period: String,
    instrument: &'static str,
    wording: u16,
    proof: &'static str,
    n: u64,
    ikm: Option<f64>,
    grade: Option<Grade>,
    interval: Option<[f64; 2]>,
    elements: BTreeMap<Element, ElementEntry>,
}

#[derive(Serialize)]
struct ElementEntry {
    n: u64,
    nrr: Option<f64>,
}

/// A list under its own name, so that more can be said about it later.
fn list<T: Serialize>(name: &str, entries: Vec<T>) -> String {
    serde_json::to_string(&BTreeMap::from([(name, entries)])).unwrap_or_default()
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

pub async fn services(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    remembered(&state, &headers, "/api/v1/services".to_owned(), |record| {
        let entries = record.register().services().map(|service| ServiceEntry {
            slug: &service.slug,
            name: &service.name,
            unit: &service.unit,
            free: service.free,
        });
        Some(list("services", entries.collect()))
    })
}

pub async fn units(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, Problem> {
    remembered(&state, &headers, "/api/v1/units".to_owned(), |record| {
        let entries = record.register().units().map(|unit| UnitEntry {
            slug: &unit.slug,
            name: &unit.name,
            abbreviation: &unit.abbreviation,
            kind: unit.kind.code(),
            parent: unit.parent.as_ref(),
            valid_from: unit.validity.from.map(|day| day.to_string()),
            valid_until: unit.validity.until.map(|day| day.to_string()),
            predecessors: &unit.predecessors,
        });
        Some(list("units", entries.collect()))
    })
}

pub async fn releases(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    remembered(&state, &headers, "/api/v1/releases".to_owned(), |record| {
        let entries = record.releases().map(|published| {
            let (release, month) = (&published.release, published.release.month());
            ReleaseEntry {
                period: month.to_string(),
                sha256: published.digest.to_string(),
                previous: release.previous().map(|digest| digest.to_string()),
                k: release.k(),
                ratings: release.ratings(),
                atoms: release.atoms().len(),
                json: format!("/data/{month}.json"),
                csv: format!("/data/{month}.csv"),
            }
        });
        Some(list("releases", entries.collect()))
    })
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
            let service = record.register().service(&slug)?;
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
            let unit = record.register().unit(&slug)?;
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
        let series: std::collections::BTreeSet<Series> = record
            .atoms(scope, period)
            .map(domain::release::Atom::series)
            .collect();
        for series in series {
            for evidence in Evidence::ALL {
                let figure = record.figure(scope, period, series, evidence);
                entries.extend(figure.map(|figure| entry(month, evidence, &figure)));
            }
        }
    }
    entries
}

fn entry(month: Month, evidence: Evidence, figure: &Figure) -> FigureEntry {
    let index = figure.index();
    let Series {
        instrument,
        wording,
    } = figure.series();
    let elements = figure.elements().map(|element| {
        (
            element.element,
            ElementEntry {
                n: element.n,
                nrr: element.nrr,
            },
        )
    });
    FigureEntry {
        period: month.to_string(),
        instrument: Instrument::key(instrument),
        wording,
        proof: evidence.key(),
        n: figure.respondents(),
        ikm: index.map(|index| index.value),
        grade: index.map(|index| index.grade),
        interval: index
            .and_then(|index| index.interval)
            .map(|interval| [interval.low, interval.high]),
        elements: elements.collect(),
    }
}
