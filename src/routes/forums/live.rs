//! What renews itself in a forum: the bell, the regions that are fetched when it rings, and the screen in the hall.
//! It must not put anything but a version into a bell.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::forum::{KeptForum, Pulse};
use domain::language::Language;
use futures::StreamExt;
use futures::future::ready;
use public::forums::hall::{Supporting, hall};
use public::forums::room::own;
use public::forums::screen::{Screen, screen_page};

use super::room::Room;
use super::{find, said};
use crate::cached::{Cached, Reuse};
use crate::files::qr;
use crate::render::{self, HTML};
use crate::routes::trouble::Problem;
use crate::state::AppState;

/// How often a bell shows that the line still stands.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// Pages that renew themselves may run the portal's own script and fetch from the portal; no other page may.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

/// Lets a page run the script of live pages.
pub fn with_script(mut page: Response) -> Response {
    let headers = page.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    page
}

/// The bell of a forum: a version whenever the hall sees something change.
pub async fn bell(
    State(state): State<AppState>,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let kept = find(&state, &code).await?;
    Ok(ringing(&state, &kept, |pulse| pulse.changed))
}

/// The versions of a forum as server-sent events, each told once.
pub fn ringing(state: &AppState, kept: &KeptForum, version: fn(Pulse) -> u64) -> Response {
    let rings = state.bells.listen(kept.forum.id, kept.pulse);
    let mut told = None;
    let news = rings.filter_map(move |pulse| {
        let version = Some(version(pulse));
        let news = version.filter(|_| version != told);
        told = version;
        ready(news)
    });
    let events =
        news.map(|version| Ok::<_, Infallible>(Event::default().data(version.to_string())));
    let alive = KeepAlive::new().interval(HEARTBEAT);
    let mut answer = Sse::new(events).keep_alive(alive).into_response();
    // Proxies would otherwise hold the events back until there are enough of them.
    let unbuffered = HeaderName::from_static("x-accel-buffering");
    answer
        .headers_mut()
        .insert(unbuffered, HeaderValue::from_static("no"));
    answer
}

/// What the hall sees, without the page around it: the same for everybody, made and compressed once for each version.
pub async fn region(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let kept = find(&state, &code).await?;
    let today = state.clock.today();
    let open = kept.state(today).takes_points();
    let key = (kept.forum.id, language, today, kept.pulse.changed);
    if let Some(known) = state.halls.get(&key) {
        return Ok(known.respond(&headers));
    }
    let said = said(&state, &kept).await?;
    let supporting = Supporting {
        open,
        ..Supporting::default()
    };
    let page = state.page(language, kept.path());
    let html = hall(&page, &said, &supporting, today).into_string();
    let made = Arc::new(Cached::new(HTML, Reuse::Revalidate, html));
    state.halls.insert(key, made.clone());
    Ok(made.respond(&headers))
}

/// The own points of whoever asks, without the page around them.
pub async fn own_region(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let room = Room::enter(state, language, &code, &headers).await?;
    let page = room.state.page(language, room.kept.path());
    let participant = room.participant().await?;
    let html = own(&page, &room.kept, &participant);
    Ok(Cached::new(HTML, Reuse::Never, html.into_string()).respond(&headers))
}

/// `/forum/KODE/layar`: for the wall of the hall.
pub async fn screen(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let kept = find(&state, &code).await?;
    let said = said(&state, &kept).await?;
    let address = format!("{}{}", state.public_url, kept.path());
    let today = state.clock.today();
    let screen = Screen {
        qr: qr::data_address(&address),
        address,
        open: kept.state(today).takes_points(),
        today,
    };
    let page = state.page(language, format!("{}/layar", kept.path()));
    let html = screen_page(page, &kept, &said, screen);
    Ok(with_script(
        render::once(StatusCode::OK, &headers, html).await,
    ))
}
