//! The lists for programs: a page at a time, each naming the address of the next.
//! It must not compute figures.

use std::fmt::Display;
use std::str::FromStr;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::dictionary::Form;
use domain::language::{Bilingual, Language};
use domain::period::Month;
use domain::register::UnitKind;
use domain::slug::Slug;
use schemars::JsonSchema;
use serde::Serialize;

use crate::cached::{Cached, Reuse};
use crate::publication::{FIGURES, Key, RECORD};
use crate::routes::page::Page;
use crate::routes::refusal::Refusal;
use crate::state::AppState;

/// How many entries a page has.
const PER_PAGE: usize = 500;

/// The name in a query of the key after which a list goes on.
const AFTER: &str = "after";

/// A page of the list of services. More can be said about a list later without breaking its readers.
#[derive(Serialize, JsonSchema)]
struct Services<'a> {
    services: Vec<ServiceEntry<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A page of the list of units.
#[derive(Serialize, JsonSchema)]
struct Units<'a> {
    units: Vec<UnitEntry<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A page of the list of releases.
#[derive(Serialize, JsonSchema)]
struct Releases {
    releases: Vec<ReleaseEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The forms of the lists.
pub(super) fn forms() -> [Form; 3] {
    [
        Form::growing::<Services>("api-services"),
        Form::growing::<Units>("api-units"),
        Form::growing::<Releases>("api-releases"),
    ]
}

#[derive(Serialize, JsonSchema)]
struct ServiceEntry<'a> {
    slug: &'a Slug,
    name: &'a Bilingual,
    unit: &'a Slug,
    free: bool,
}

#[derive(Serialize, JsonSchema)]
struct UnitEntry<'a> {
    slug: &'a Slug,
    name: &'a Bilingual,
    abbreviation: &'a str,
    kind: UnitKind,
    parent: Option<&'a Slug>,
    valid_from: Option<String>,
    valid_until: Option<String>,
    predecessors: &'a [Slug],
}

#[derive(Serialize, JsonSchema)]
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

pub async fn services(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let edition = state.publication.current();
    let register = edition.site.record.register();
    let after = cursor(query, |slug| register.service(slug).is_some())?;
    let key = address("services", after.as_ref());
    if let Some(known) = edition.known(&key, &headers) {
        return Ok(known);
    }
    let services = register.services();
    let rest = services.skip_while(|service| Some(&service.slug) <= after.as_ref());
    let entries = rest.map(|service| {
        let entry = ServiceEntry {
            slug: &service.slug,
            name: &service.name,
            unit: &service.unit,
            free: service.free,
        };
        (service.slug.to_string(), entry)
    });
    let page = page("services", entries, |services, next| Services {
        services,
        next,
    });
    Ok(edition.keep(key, FIGURES, page, &headers))
}

pub async fn units(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let edition = state.publication.current();
    let register = edition.site.record.register();
    let after = cursor(query, |slug| register.unit(slug).is_some())?;
    let key = address("units", after.as_ref());
    if let Some(known) = edition.known(&key, &headers) {
        return Ok(known);
    }
    let units = register.units();
    let rest = units.skip_while(|unit| Some(&unit.slug) <= after.as_ref());
    let entries = rest.map(|unit| {
        let entry = UnitEntry {
            slug: &unit.slug,
            name: &unit.name,
            abbreviation: &unit.abbreviation,
            kind: unit.kind,
            parent: unit.parent.as_ref(),
            valid_from: unit.validity.from.map(|day| day.to_string()),
            valid_until: unit.validity.until.map(|day| day.to_string()),
            predecessors: &unit.predecessors,
        };
        (unit.slug.to_string(), entry)
    });
    let page = page("units", entries, |units, next| Units { units, next });
    Ok(edition.keep(key, FIGURES, page, &headers))
}

pub async fn releases(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let edition = state.publication.current();
    let record = &edition.site.record;
    let after: Option<Month> = cursor(query, |month| record.release(*month).is_some())?;
    let key = address("releases", after.as_ref());
    if let Some(known) = edition.known(&key, &headers) {
        return Ok(known);
    }
    let releases = record.releases();
    let rest = releases.skip_while(|release| Some(release.month()) <= after);
    let entries = rest.map(|release| {
        let month = release.month();
        let entry = ReleaseEntry {
            period: month.to_string(),
            sha256: release.digest().to_string(),
            previous: release.previous().map(|digest| digest.to_string()),
            k: release.k(),
            ratings: release.ratings(),
            atoms: release.atom_count(),
            json: format!("/data/{month}.json"),
            csv: format!("/data/{month}.csv"),
        };
        (month.to_string(), entry)
    });
    let page = page("releases", entries, |releases, next| Releases {
        releases,
        next,
    });
    Ok(edition.keep(key, RECORD, page, &headers))
}

/// The key after which a query asks a list to go on. One that no page can have named is refused, so that nobody takes the
/// beginning for what comes next.
fn cursor<K: FromStr>(
    query: Option<String>,
    is_known: impl Fn(&K) -> bool,
) -> Result<Option<K>, Refusal> {
    let query = query.unwrap_or_default();
    let Some((_, text)) = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == AFTER)
    else {
        return Ok(None);
    };
    let key = text.parse().ok().filter(is_known);
    key.map(Some)
        .ok_or_else(|| Refusal::UnknownCursor(text.into_owned()))
}

/// The address of a page, under which it is kept.
fn address(name: &str, after: Option<&impl Display>) -> Key {
    let list = format!("/api/v1/{name}");
    let path = after.map_or(list.clone(), |key| format!("{list}?{AFTER}={key}"));
    (Language::default(), path)
}

/// As many entries as a page has, with the address of the next page if there is one.
fn page<T, L: Serialize>(
    name: &str,
    entries: impl Iterator<Item = (String, T)>,
    list: impl FnOnce(Vec<T>, Option<String>) -> L,
) -> Cached {
    let entries: Vec<(String, T)> = entries.take(PER_PAGE + 1).collect();
    let Page { rows, next } = Page::of(entries, PER_PAGE, |(key, _)| key.clone());
    let next = next.map(|key| address(name, Some(&key)).1);
    let list = list(rows.into_iter().map(|(_, entry)| entry).collect(), next);
    let body = serde_json::to_string(&list).expect("a list has only texts and numbers");
    Cached::new("application/json", Reuse::Revalidate, body)
}
