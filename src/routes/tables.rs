//! All figures of a unit, of a service or of everybody as a table for spreadsheets, with their names.
//! It must not offer anything that the pages do not show.

use std::convert::Infallible;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::dictionary::Form;
use domain::figure::{Evidence, Figure};
use domain::grade::Grade;
use domain::instrument::{Element, Instrument, Series};
use domain::language::{Bilingual, Language};
use domain::period::{Month, Period};
use domain::record::{PublicRecord, Scope, Standing};
use domain::register::{Register, Unit};
use domain::slug::Slug;
use domain::statistics::Interval;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures::{StreamExt, stream};
use public::charted::shown_series;
use schemars::JsonSchema;
use serde::Serialize;
use ui::site::Site;

use super::trouble::Problem;
use crate::cached::{Cached, Reuse, accepts_gzip};
use crate::publication::FIGURES;
use crate::state::AppState;

const CSV: &str = "text/csv; charset=utf-8";

const HEADER: &str = "month,kind,slug,name,unit,unit_name,state,instrument,wording,proof,n,ikm,grade,low,high,element,element_n,nrr\n";

/// One element of one figure; a figure that is missing is one row that says why.
#[derive(Clone, Serialize, JsonSchema)]
struct FigureRow<'a> {
    month: Month,
    #[schemars(extend("enum" = ["unit", "service"]))]
    kind: &'static str,
    slug: &'a Slug,
    name: &'a str,
    unit: &'a Slug,
    unit_name: &'a str,
    #[schemars(extend("enum" = Standing::KEYS))]
    state: &'static str,
    instrument: Option<Instrument>,
    wording: Option<u16>,
    #[schemars(extend("enum" = Evidence::ALL.map(Evidence::key)))]
    proof: &'static str,
    n: Option<u64>,
    ikm: Option<f64>,
    grade: Option<Grade>,
    low: Option<f64>,
    high: Option<f64>,
    element: Option<Element>,
    element_n: Option<u64>,
    nrr: Option<f64>,
}

/// The form of these tables.
pub fn form() -> Form {
    Form::growing::<FigureRow>("csv-figures")
}

/// What a table is of.
#[derive(Clone)]
enum Subject {
    Unit(Slug),
    Service(Slug),
}

/// `/data/unit/SLUG.csv`
pub async fn unit(
    State(state): State<AppState>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    one(
        &state,
        &headers,
        format!("/data/unit/{file}"),
        Subject::Unit,
    )
}

/// `/data/layanan/SLUG.csv`
pub async fn service(
    State(state): State<AppState>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    one(
        &state,
        &headers,
        format!("/data/layanan/{file}"),
        Subject::Service,
    )
}

fn one(
    state: &AppState,
    headers: &HeaderMap,
    path: String,
    subject: impl Fn(Slug) -> Subject,
) -> Result<Response, Problem> {
    let edition = state.publication.current();
    let slug = path
        .rsplit('/')
        .next()
        .and_then(|file| file.strip_suffix(".csv"));
    let slug: Option<Slug> = slug.and_then(|slug| slug.parse().ok());
    let slug = slug.ok_or_else(Problem::not_found)?;
    let key = (Language::default(), path);
    if let Some(known) = edition.known(&key, headers) {
        return Ok(known);
    }
    let rows = rows(&edition.site.record, &subject(slug)).ok_or_else(Problem::not_found)?;
    let cached = Cached::new(CSV, Reuse::Revalidate, [HEADER.as_bytes(), &rows].concat());
    Ok(edition.keep(key, FIGURES, cached, headers))
}

/// `/data/semua.csv`: made while it is sent, since a province has more figures than memory should hold at once.
pub async fn everything(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    state.limits.read(state.client(peer, &headers))?;
    let compress = accepts_gzip(&headers);
    let chunks = all_rows(state.publication.current().site.clone());
    let chunks: Box<dyn Iterator<Item = Vec<u8>> + Send> = if compress {
        Box::new(compressed(chunks))
    } else {
        Box::new(chunks)
    };
    let chunks = stream::iter(chunks.filter(|chunk| !chunk.is_empty())).then(|chunk| async {
        // Others have a turn between two places.
        tokio::task::yield_now().await;
        Ok::<_, Infallible>(chunk)
    });
    let mut response = Body::from_stream(chunks).into_response();
    let known = [
        (header::CONTENT_TYPE, CSV),
        (header::CACHE_CONTROL, "public, no-cache"),
        (header::VARY, "accept-encoding"),
    ];
    let encoding = compress.then_some((header::CONTENT_ENCODING, "gzip"));
    for (name, value) in known.into_iter().chain(encoding) {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

/// The whole table, place by place.
fn all_rows(site: Arc<Site>) -> impl Iterator<Item = Vec<u8>> + Send {
    let register = site.record.register();
    let units = register
        .units()
        .map(|unit| Subject::Unit(unit.slug.clone()));
    let services = register.services();
    let services = services.map(|service| Subject::Service(service.slug.clone()));
    let subjects: Vec<Subject> = units.chain(services).collect();
    let each = move |subject| rows(&site.record, &subject).unwrap_or_default();
    std::iter::once(HEADER.into()).chain(subjects.into_iter().map(each))
}

/// The same bytes as one gzip member, handed on as they come.
fn compressed(
    chunks: impl Iterator<Item = Vec<u8>> + Send,
) -> impl Iterator<Item = Vec<u8>> + Send {
    let mut gzip = Some(GzEncoder::new(Vec::new(), Compression::fast()));
    let chunks = chunks.map(Some).chain([None]);
    chunks.map_while(move |chunk| match chunk {
        Some(chunk) => {
            let gzip = gzip.as_mut()?;
            gzip.write_all(&chunk).ok()?;
            Some(std::mem::take(gzip.get_mut()))
        }
        None => gzip.take()?.finish().ok(),
    })
}

/// The rows of a unit or a service, without a header; `None` if there is no such place.
fn rows(record: &PublicRecord, subject: &Subject) -> Option<Vec<u8>> {
    let mut rows = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    for row in figures(record, subject)? {
        rows.serialize(row).ok()?;
    }
    rows.into_inner().ok()
}

/// Every figure of a place, month by month, under the names of each month: of each series the official one and those of each
/// class, and where there is no official figure at all, why.
fn figures<'a>(record: &'a PublicRecord, subject: &'a Subject) -> Option<Vec<FigureRow<'a>>> {
    let present = Named::of(record.register(), subject)?;
    let (scope, kind, slug) = match subject {
        Subject::Unit(slug) => (Scope::Unit(slug), "unit", slug),
        Subject::Service(slug) => (Scope::Service(slug), "service", slug),
    };
    let of_month = |month| {
        let then = Named::of(record.register_of(Period::Month(month)), subject);
        let Named { name, unit } = then.unwrap_or(present);
        let blank = FigureRow {
            month,
            kind,
            slug,
            name: &name.id,
            unit: &unit.slug,
            unit_name: &unit.name.id,
            state: Standing::PUBLISHED,
            instrument: None,
            wording: None,
            proof: Evidence::Official.key(),
            n: None,
            ikm: None,
            grade: None,
            low: None,
            high: None,
            element: None,
            element_n: None,
            nrr: None,
        };
        rows_of_month(record, scope, month, &blank)
    };
    Some(record.months().flat_map(of_month).collect())
}

/// What a place is called, and the unit that it is or that offers it.
#[derive(Clone, Copy)]
struct Named<'a> {
    name: &'a Bilingual,
    unit: &'a Unit,
}

impl<'a> Named<'a> {
    fn of(register: &'a Register, subject: &Subject) -> Option<Self> {
        let (name, unit) = match subject {
            Subject::Unit(slug) => (None, slug),
            Subject::Service(slug) => {
                let service = register.service(slug)?;
                (Some(&service.name), &service.unit)
            }
        };
        let unit = register.unit(unit)?;
        let name = name.unwrap_or(&unit.name);
        Some(Self { name, unit })
    }
}

fn rows_of_month<'a>(
    record: &PublicRecord,
    scope: Scope,
    month: Month,
    blank: &FigureRow<'a>,
) -> Vec<FigureRow<'a>> {
    let period = Period::Month(month);
    let mut rows = Vec::new();
    for series in record.series(scope, period) {
        for evidence in Evidence::ALL {
            if let Some(figure) = record.figure(scope, period, series, evidence) {
                rows.extend(blank.filled(evidence, &figure));
            }
        }
    }
    if rows.iter().all(|row| row.proof != Evidence::Official.key()) {
        let standing = record.standing(scope, period, shown_series(), Evidence::Official);
        let missing = FigureRow {
            state: standing.key(),
            ..blank.clone()
        };
        rows.extend((standing != Standing::NotApplicable).then_some(missing));
    }
    rows
}

impl FigureRow<'_> {
    /// One row per element.
    fn filled(&self, evidence: Evidence, figure: &Figure) -> Vec<Self> {
        let index = figure.index();
        let interval = index.and_then(|index| index.interval());
        let interval = interval.map(Interval::on_the_scale);
        let Series {
            instrument,
            wording,
        } = figure.series();
        let rows = figure.elements().map(|element| Self {
            instrument: Some(instrument),
            wording: Some(wording),
            proof: evidence.key(),
            n: Some(figure.respondents()),
            ikm: index.map(|index| index.value),
            grade: index.map(|index| index.grade),
            low: interval.map(|interval| interval.low),
            high: interval.map(|interval| interval.high),
            element: Some(element.element),
            element_n: Some(element.answers.n),
            nrr: element.nrr(),
            ..self.clone()
        });
        rows.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_names_every_column() {
        let mut names: Vec<&str> = HEADER.trim().split(',').collect();
        names.sort_unstable();
        let fields = form().fields().into_iter().map(|field| field.name);
        assert_eq!(names, fields.collect::<Vec<_>>());
    }
}
