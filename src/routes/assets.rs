//! Files that belong to the program, and whether it is alive.
//! It must not serve anything from disk.

use std::sync::LazyLock;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use web::style::{STYLESHEET, STYLESHEET_PATH};

use super::trouble::Problem;
use crate::cached::{Cached, Reuse};
use crate::state::AppState;

static STYLE: LazyLock<Cached> = LazyLock::new(|| {
    Cached::new(
        "text/css; charset=utf-8",
        Reuse::Forever,
        STYLESHEET.as_bytes(),
    )
});

/// The style sheet, under the address that contains its hash and under no other.
pub async fn stylesheet(
    Path(digest): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if *STYLESHEET_PATH != format!("/assets/{digest}/style.css") {
        return Err(Problem::not_found());
    }
    Ok(STYLE.respond(&headers))
}

/// Search engines may read everything but the forms.
pub async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /nilai/\nDisallow: /en/nilai/\n"
}

/// Answers `ok` while the database answers.
pub async fn health(State(state): State<AppState>) -> Result<Response, Problem> {
    state.store.revision().await?;
    Ok("ok\n".into_response())
}
