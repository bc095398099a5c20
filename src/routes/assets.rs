//! Files that belong to the program, and whether it is alive.
//! It must not serve anything from disk.

use std::sync::LazyLock;

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use web::style::{DESK_STYLESHEET, DESK_STYLESHEET_PATH, STYLESHEET, STYLESHEET_PATH};

use super::trouble::Problem;
use crate::cached::{Cached, Reuse};
use crate::state::AppState;

static STYLE: LazyLock<Cached> = LazyLock::new(|| style(&STYLESHEET));
static DESK_STYLE: LazyLock<Cached> = LazyLock::new(|| style(&DESK_STYLESHEET));

fn style(css: &'static str) -> Cached {
    Cached::new("text/css; charset=utf-8", Reuse::Forever, css.as_bytes())
}

/// A style sheet, under the address that contains its hash and under no other.
pub async fn stylesheet(uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    let path = uri.path();
    if path == *STYLESHEET_PATH {
        Ok(STYLE.respond(&headers))
    } else if path == *DESK_STYLESHEET_PATH {
        Ok(DESK_STYLE.respond(&headers))
    } else {
        Err(Problem::not_found())
    }
}

/// Search engines may read everything but the forms and the desk.
pub async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /nilai/\nDisallow: /en/nilai/\nDisallow: /meja\nDisallow: /en/meja\n"
}

/// Answers `ok` while the database answers.
pub async fn health(State(state): State<AppState>) -> Result<Response, Problem> {
    state.store.revision().await?;
    Ok("ok\n".into_response())
}
