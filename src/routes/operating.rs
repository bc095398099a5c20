//! What those who operate the server and those who find a hole in it ask for: `/health`, `/metrics`, `security.txt`.
//! It must not tell what the open period holds.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::Days;

use super::trouble::{self, Problem};
use crate::metrics::{Answered, Present};
use crate::state::AppState;

/// For how many days a `security.txt` counts from the day on which it is read: less than the year that RFC 9116 allows.
const CONTACT_VALID: u64 = 180;

/// Answers `ok` while the database keeps what is written.
pub async fn health(State(state): State<AppState>) -> Response {
    if state.health.is_well().await {
        "ok\n".into_response()
    } else {
        trouble::out_of_order()
    }
}

/// The figures for operators.
pub async fn metrics(State(state): State<AppState>) -> Response {
    let newest = state.publication.current().site.record.last_month();
    let today = state.clock.today();
    let text = state.metrics.text(&Present {
        connections: state.store.connections(),
        release_age: newest.map(|month| (today - month.last_day()).num_days()),
    });
    let kind = HeaderValue::from_static(prometheus::TEXT_FORMAT);
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// Counts every answer, also those that the framework gives.
pub async fn count(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    state.metrics.count(Answered {
        method: method.as_str(),
        route: route.as_ref().map(MatchedPath::as_str),
        status: response.status().as_u16(),
        took: started.elapsed(),
        kept: response.extensions().get().copied(),
    });
    response
}

/// Where to report a hole (RFC 9116). Without a contact there is no such page.
pub async fn security(State(state): State<AppState>) -> Result<Response, Problem> {
    let contact = state.security_contact.as_ref();
    let contact = contact.ok_or_else(Problem::not_found)?;
    let until = state.clock.today() + Days::new(CONTACT_VALID);
    let text = format!(
        "Contact: {contact}\nExpires: {until}T00:00:00Z\nPreferred-Languages: id, en\n\
         Canonical: {}/.well-known/security.txt\n",
        state.public_url
    );
    Ok(text.into_response())
}
