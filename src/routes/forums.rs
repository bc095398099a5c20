//! `/forum`: the dialogue forums, for everybody.
//! It must not show a point that no moderator published, except to whoever wrote it.

pub mod live;
pub mod minutes;
pub mod room;
pub mod witness;

use std::net::SocketAddr;

use axum::Extension;
use axum::extract::{ConnectInfo, Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::forum::{ForumId, KeptForum, RoomCode, Said};
use domain::language::Language;
use domain::period::Period;
use domain::register::Unit;
use domain::slug::Slug;
use public::forums::{CODE, ForumLists, UNIT, forums_page};
use store::ForumFilter;
use ui::components::AFTER;
use ui::page::href;

use super::page::Page;
use super::printed;
use super::public_request::{PublicRequest, possible};
use super::reading::query_value;
use super::trouble::Problem;
use crate::files::forum_sheet::{self, ForumSheet};
use crate::files::ics;
use crate::render;
use crate::state::AppState;

/// How many forums that come stand on a page, at most; nobody announces more.
const MOST_COMING: u64 = 100;

/// How many forums that were held stand on a page.
const PER_PAGE: usize = 25;

/// How many stand on the page of their unit.
const NEWEST: u64 = 3;

/// `/forum`; with `kode` it leads into the room of that code.
pub async fn list(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    let typed = query_value(&query, CODE);
    if !typed.is_empty() {
        state.limits.read(state.client(peer, &headers))?;
        return enter(&state, language, &headers, typed).await;
    }
    possible::<ForumId>(&query, AFTER)?;
    let unit: Option<Slug> = query_value(&query, UNIT).parse().ok();
    let after: Option<ForumId> = query_value(&query, AFTER).parse().ok();
    let path = match (&unit, after) {
        (None, None) => "/forum".to_owned(),
        (Some(unit), None) => format!("/forum?{UNIT}={unit}"),
        (None, Some(after)) => format!("/forum?{AFTER}={after}"),
        (Some(unit), Some(after)) => format!("/forum?{UNIT}={unit}&{AFTER}={after}"),
    };
    let today = state.clock.today();
    let mut request = PublicRequest::new(state, language, headers, path).of_day(today);
    if let Some(response) = request.known() {
        return Ok(response);
    }
    request.spend(peer)?;
    let unit = match unit {
        None => None,
        Some(slug) => {
            let unit = request.site.record.register().unit(&slug).cloned();
            Some(unit.ok_or_else(Problem::not_found)?)
        }
    };
    let lists = lists(&mut request, unit, after, None).await?;
    Ok(request
        .render(move |page, site| forums_page(page, &site, lists))
        .await)
}

/// Into the room of a code that was typed, or back to the list.
async fn enter(
    state: &AppState,
    language: Language,
    headers: &HeaderMap,
    typed: String,
) -> Result<Response, Problem> {
    if let Ok(code) = typed.parse::<RoomCode>()
        && let Some(kept) = state.store.forum_of_code(&code).await?
    {
        return Ok(Redirect::to(&href(language, &kept.path())).into_response());
    }
    let path = "/forum".to_owned();
    let mut request = PublicRequest::new(state.clone(), language, headers.clone(), path);
    let asked = form_urlencoded::Serializer::new(String::new())
        .append_pair(CODE, &typed)
        .finish();
    let page = state.page(language, format!("/forum?{asked}"));
    let lists = lists(&mut request, None, None, Some(typed)).await?;
    let html = forums_page(page, &request.site, lists);
    Ok(render::once(StatusCode::UNPROCESSABLE_ENTITY, headers, html).await)
}

async fn lists(
    request: &mut PublicRequest,
    unit: Option<Unit>,
    after: Option<ForumId>,
    wrong_code: Option<String>,
) -> Result<ForumLists, Problem> {
    let today = request.state.clock.today();
    let units = unit.as_ref().map(|unit| [unit.slug.clone()].into());
    let coming = if after.is_some() {
        vec![]
    } else {
        let from = ForumFilter::From(today);
        request.forums(units.as_ref(), &from, MOST_COMING).await?
    };
    let before = ForumFilter::Before(today, after);
    let limit = PER_PAGE as u64 + 1;
    let past = request.forums(units.as_ref(), &before, limit).await?;
    let Page { rows: past, next } = Page::of(past, PER_PAGE, |kept| kept.forum.id);
    Ok(ForumLists {
        unit,
        coming,
        past,
        next,
        today,
        wrong_code,
    })
}

/// The newest forums for the page of a unit; none for that of a past period.
pub(super) async fn newest(
    request: &mut PublicRequest,
    unit: &Unit,
    period: Option<Period>,
) -> Result<Vec<KeptForum>, Problem> {
    if period.is_some() {
        return Ok(vec![]);
    }
    let (units, all) = ([unit.slug.clone()].into(), ForumFilter::All(None));
    request.forums(Some(&units), &all, NEWEST).await
}

/// What was said at a forum as everybody reads it: with the kinds that support each group, once nobody supports anything any more.
async fn said(state: &AppState, kept: &KeptForum) -> Result<Said, Problem> {
    let said = state.store.said(kept).await?;
    if kept.state(state.clock.today()).takes_points() {
        return Ok(said);
    }
    Ok(Said {
        agreement: state.store.agreements(kept.forum.id).await?,
        ..said
    })
}

/// The sheet to print.
pub async fn sheet(
    State(state): State<AppState>,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let kept = find(&state, &code).await?;
    let site = &state.publication.current().site;
    let unit = site.record.register().unit(&kept.forum.unit);
    let office = unit.map(|unit| unit.name.get(Language::Indonesian).to_owned());
    let sheet = ForumSheet {
        office: office.unwrap_or_default(),
        address: format!("{}{}", state.public_url, kept.path()),
        invented: site.record.is_invented(),
        kept,
    };
    Ok(printed::document(forum_sheet::html(&sheet)))
}

/// The forum for a calendar.
pub async fn calendar(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let kept = find(&state, &code).await?;
    let address = format!("{}{}", state.public_url, href(language, &kept.path()));
    let file = ics::event(&kept, language, &address);
    let headers = [(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/calendar; charset=utf-8"),
    )];
    Ok((headers, file).into_response())
}

/// The forum of a code.
async fn find(state: &AppState, code: &str) -> Result<KeptForum, Problem> {
    let code: RoomCode = code.parse().map_err(|_| Problem::not_found())?;
    let kept = state.store.forum_of_code(&code).await?;
    kept.ok_or_else(Problem::not_found)
}
