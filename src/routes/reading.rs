//! The pages that everybody reads: rendered once per release and language, then served from memory.
//! It must not read the database, except for public comments, of which there are too many to keep: pages read the
//! current edition of the public record.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{ConnectInfo, Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::commitment::Kept;
use domain::grammar;
use domain::language::Language;
use domain::period::Period;
use domain::slug::Slug;
use public::accessibility::accessibility_page;
use public::charted::smallest;
use public::city::{CityQuery, city_page};
use public::comments::Rated;
use public::data::data_page;
use public::method::method_page;
use public::privacy::privacy_page;
use public::search::{MOST, search_page};
use public::service::service_page;
use public::unit::{Voices, unit_page};
use ui::components::Start;
use ui::site::Site;

use super::public_request::{PublicRequest, possible};
use super::trouble::Problem;
use super::{comments, forums};
use crate::render;
use crate::state::AppState;

/// The name of a period in a query.
const PERIOD: &str = "periode";

/// `/`
pub async fn city(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    possible::<Period>(&query, PERIOD)?;
    let query = CityQuery::parse(&query);
    let mut request = PublicRequest::new(state, language, headers, query.path());
    if let Some(response) = request.known() {
        return Ok(response);
    }
    request.spend(peer)?;
    request.read_as_of(query.period, |_| true);
    let page = move |page, site| city_page(page, site, query);
    Ok(request.render(page).await)
}

/// `/unit/SLUG`
pub async fn unit(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Path(slug): Path<String>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
    let (period, path) = with_period(&format!("/unit/{slug}"), query)?;
    let today = state.clock.today();
    let mut request = PublicRequest::new(state, language, headers, path).of_day(today);
    if let Some(response) = request.known() {
        return Ok(response);
    }
    request.spend(peer)?;
    request.read_as_of(period, |register| register.unit(&slug).is_some());
    let unit = request.site.record.register().unit(&slug).cloned();
    let unit = unit.ok_or_else(Problem::not_found)?;
    let rated = Rated::Unit(unit.clone());
    let voices = Voices {
        comments: comments::newest(&mut request, &rated, period).await?,
        forums: forums::newest(&mut request, &unit, period).await?,
        commitments: match period {
            None => promised(&mut request, &slug).await?,
            Some(_) => vec![],
        },
        today,
    };
    Ok(request
        .render(move |page, site| unit_page(page, site, unit, period, voices))
        .await)
}

/// What a unit and those below it promised.
async fn promised(request: &mut PublicRequest, unit: &Slug) -> Result<Vec<Kept>, Problem> {
    let units = request.unit_and_below(unit);
    request.commitments(Some(&units)).await
}

/// `/layanan/SLUG`
pub async fn service(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Path(slug): Path<String>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
    let (period, path) = with_period(&format!("/layanan/{slug}"), query)?;
    let mut request = PublicRequest::new(state, language, headers, path);
    if let Some(response) = request.known() {
        return Ok(response);
    }
    request.spend(peer)?;
    request.read_as_of(period, |register| register.service(&slug).is_some());
    let service = request.site.record.register().service(&slug).cloned();
    let service = service.ok_or_else(Problem::not_found)?;
    let rated = Rated::Service(service.clone());
    let newest = comments::newest(&mut request, &rated, period).await?;
    Ok(request
        .render(move |page, site| service_page(page, site, service, period, newest))
        .await)
}

/// The period that a query asks for and the one address of the page with it.
fn with_period(path: &str, query: Option<String>) -> Result<(Option<Period>, String), Problem> {
    let query = query.unwrap_or_default();
    possible::<Period>(&query, PERIOD)?;
    let period = CityQuery::parse(&query).period;
    let path = match period {
        Some(period) => format!("{path}?{PERIOD}={period}"),
        None => path.to_owned(),
    };
    Ok((period, path))
}

/// `/metode`
pub async fn method(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    headers: HeaderMap,
) -> Response {
    let request = PublicRequest::new(state, language, headers, "/metode".to_owned());
    if let Some(response) = request.known() {
        return response;
    }
    let page = |page, site: Arc<Site>| method_page(page, smallest(&site.record));
    request.render(page).await
}

/// `/data`
pub async fn data(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    headers: HeaderMap,
) -> Response {
    let mut request = PublicRequest::new(state, language, headers, "/data".to_owned());
    if let Some(response) = request.known() {
        return response;
    }
    let last = request.site.record.last_month();
    request.read_as_of(last.map(Period::Month), |_| true);
    request.render(data_page).await
}

/// `/privasi`
pub async fn privacy(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    headers: HeaderMap,
) -> Response {
    let request = PublicRequest::new(state, language, headers, "/privasi".to_owned());
    match request.known() {
        Some(response) => response,
        None => request.render(privacy_page).await,
    }
}

/// `/aksesibilitas`
pub async fn accessibility(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    headers: HeaderMap,
) -> Response {
    let request = PublicRequest::new(state, language, headers, "/aksesibilitas".to_owned());
    match request.known() {
        Some(response) => response,
        None => request.render(|page, _| accessibility_page(page)).await,
    }
}

/// `/cari?q=…`: not kept, because there are as many questions as people.
pub async fn search(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    state.limits.read(state.client(peer, &headers))?;
    let query = query.unwrap_or_default();
    let question = query_value(&query, "q");
    let start = Start::parse(&query, MOST);
    let path = if query.is_empty() {
        "/cari".to_owned()
    } else {
        format!("/cari?{query}")
    };
    let page = state.page(language, path);
    let site = state.publication.current().site.clone();
    let html = search_page(page, site, question, start);
    Ok(render::once(StatusCode::OK, &headers, html).await)
}

/// The value of a name in a query, at most 100 characters of it; empty if it is missing.
pub fn query_value(query: &str, name: &str) -> String {
    let value = form_urlencoded::parse(query.as_bytes()).find(|(other, _)| other == name);
    value
        .map(|(_, value)| grammar::writable(&value).chars().take(100).collect())
        .unwrap_or_default()
}
