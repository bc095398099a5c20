//! The pages that everybody reads: rendered once per release and language, then served from memory.
//! It must not read the database, except for public comments, of which there are too many to keep: pages read the
//! current edition of the public record.

use std::str::FromStr;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::grammar;
use domain::language::Language;
use domain::moderation::ReleasedComment;
use domain::period::Period;
use domain::register::Slug;
use public::accessibility::accessibility_page;
use public::charted::smallest;
use public::city::{CityQuery, city_page};
use public::comments::Subject;
use public::data::data_page;
use public::method::method_page;
use public::privacy::privacy_page;
use public::search::{MOST, search_page};
use public::service::service_page;
use public::unit::unit_page;
use store::ReleasedFilter;
use ui::components::Start;
use ui::html::Html;
use ui::page::Page;
use ui::site::Site;

use super::comments;
use super::trouble::Problem;
use crate::cached::{Cached, Reuse};
use crate::publication::{Edition, FIGURES, FIGURES_AND_VOICES, Key, Parts};
use crate::render;
use crate::state::AppState;

/// The name of a period in a query.
const PERIOD: &str = "periode";

/// One request for a page of an edition. The path is the one address of what is shown, so that different spellings of a
/// query share one response.
pub(super) struct Reading {
    pub(super) state: AppState,
    pub(super) edition: Arc<Edition>,
    headers: HeaderMap,
    key: Key,
    parts: Parts,
}

impl Reading {
    pub(super) fn new(
        state: AppState,
        language: Language,
        headers: HeaderMap,
        path: String,
    ) -> Self {
        let edition = state.publication.current();
        Self {
            state,
            edition,
            headers,
            key: (language, path),
            parts: FIGURES,
        }
    }

    /// The response if the page was rendered before.
    pub(super) fn known(&self) -> Option<Response> {
        self.edition.known(&self.key, &self.headers)
    }

    /// Public comments, at most `limit`; from now on the page is one that tells what people say.
    pub(super) async fn comments(
        &mut self,
        filter: &ReleasedFilter,
        limit: u64,
    ) -> Result<Vec<ReleasedComment>, Problem> {
        self.parts = FIGURES_AND_VOICES;
        Ok(self.state.store.released_comments(filter, limit).await?)
    }

    /// Renders the page and keeps it.
    pub(super) async fn render(self, view: impl FnOnce(Page, Arc<Site>) -> Html) -> Response {
        let page = self.state.page(self.key.0, self.key.1.clone());
        let site = self.edition.site.clone();
        let html = render::body(view(page, site)).await;
        let cached = Cached::new(render::HTML, Reuse::Revalidate, html);
        self.edition
            .keep(self.key, self.parts, cached, &self.headers)
    }
}

/// `/`
pub async fn city(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    possible::<Period>(&query, PERIOD)?;
    let query = CityQuery::parse(&query);
    let reading = Reading::new(state, language, headers, query.path());
    Ok(match reading.known() {
        Some(response) => response,
        None => {
            reading
                .render(move |page, site| city_page(page, site, query))
                .await
        }
    })
}

/// `/unit/SLUG`
pub async fn unit(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
    let (period, path) = with_period(&format!("/unit/{slug}"), query)?;
    let mut reading = Reading::new(state, language, headers, path);
    if let Some(response) = reading.known() {
        return Ok(response);
    }
    let unit = reading
        .edition
        .site
        .record
        .register()
        .unit(&slug)
        .cloned()
        .ok_or_else(Problem::not_found)?;
    let newest = comments::newest(&mut reading, &Subject::Unit(unit.clone())).await?;
    Ok(reading
        .render(move |page, site| unit_page(page, site, unit, period, newest))
        .await)
}

/// `/layanan/SLUG`
pub async fn service(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
    let (period, path) = with_period(&format!("/layanan/{slug}"), query)?;
    let mut reading = Reading::new(state, language, headers, path);
    if let Some(response) = reading.known() {
        return Ok(response);
    }
    let service = reading
        .edition
        .site
        .record
        .register()
        .service(&slug)
        .cloned()
        .ok_or_else(Problem::not_found)?;
    let newest = comments::newest(&mut reading, &Subject::Service(service.clone())).await?;
    Ok(reading
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

/// There is no page for a period that no calendar has. A name without a value asks for nothing.
pub(super) fn possible<T: FromStr>(query: &str, name: &str) -> Result<(), Problem> {
    let mut asked = form_urlencoded::parse(query.as_bytes())
        .filter(|(other, value)| other == name && !value.is_empty());
    if asked.all(|(_, value)| value.parse::<T>().is_ok()) {
        Ok(())
    } else {
        Err(Problem::not_found())
    }
}

/// `/metode`
pub async fn method(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    headers: HeaderMap,
) -> Response {
    let reading = Reading::new(state, language, headers, "/metode".to_owned());
    if let Some(response) = reading.known() {
        return response;
    }
    let page = |page, site: Arc<Site>| method_page(page, smallest(&site.record));
    reading.render(page).await
}

/// `/data`
pub async fn data(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    headers: HeaderMap,
) -> Response {
    let reading = Reading::new(state, language, headers, "/data".to_owned());
    match reading.known() {
        Some(response) => response,
        None => reading.render(data_page).await,
    }
}

/// `/privasi`
pub async fn privacy(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    headers: HeaderMap,
) -> Response {
    let reading = Reading::new(state, language, headers, "/privasi".to_owned());
    match reading.known() {
        Some(response) => response,
        None => reading.render(privacy_page).await,
    }
}

/// `/aksesibilitas`
pub async fn accessibility(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    headers: HeaderMap,
) -> Response {
    let reading = Reading::new(state, language, headers, "/aksesibilitas".to_owned());
    match reading.known() {
        Some(response) => response,
        None => reading.render(|page, _| accessibility_page(page)).await,
    }
}

/// `/cari?q=…`: not kept, because there are as many questions as people.
pub async fn search(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
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
    render::once(
        StatusCode::OK,
        &headers,
        search_page(page, site, question, start),
    )
    .await
}

/// The value of a name in a query, at most 100 characters of it; empty if it is missing.
pub fn query_value(query: &str, name: &str) -> String {
    let value = form_urlencoded::parse(query.as_bytes()).find(|(other, _)| other == name);
    value
        .map(|(_, value)| grammar::writable(&value).chars().take(100).collect())
        .unwrap_or_default()
}
