//! Every address of the portal, and what surrounds all of them.
//! It must not hold what an address does: that is in the module of its name.

mod api;
mod assets;
mod headers;
mod rating;
mod reading;
mod releases;
mod trouble;

use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::response::Redirect;
use axum::routing::get;
use axum::{Extension, Router, middleware};
use domain::language::Language;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use crate::state::AppState;

/// More than the longest comment in any encoding, with all answers.
const LARGEST_FORM: usize = 64 * 1024;

/// Longer than a rating may wait while another process seals a large month.
const LONGEST_REQUEST: Duration = Duration::from_secs(75);

/// The whole server: Indonesian pages at the root, English ones under `/en`, files and programs' addresses beside them.
pub fn router(state: AppState) -> Router {
    Router::new()
        .merge(pages().layer(Extension(Language::Indonesian)))
        .nest("/en", pages().layer(Extension(Language::English)))
        .route("/en/", get(|| async { Redirect::permanent("/en") }))
        .nest("/api/v1", api::router())
        .route("/data/{file}", get(releases::download))
        .route("/assets/{digest}/style.css", get(assets::stylesheet))
        .route("/robots.txt", get(assets::robots))
        .route("/health", get(assets::health))
        .fallback(trouble::not_found)
        .method_not_allowed_fallback(trouble::method_not_allowed)
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(CatchPanicLayer::custom(trouble::panicked))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            LONGEST_REQUEST,
        ))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            trouble::explain,
        ))
        .layer(middleware::from_fn(headers::protect))
        // For a defect in the page that explains a defect.
        .layer(CatchPanicLayer::new())
        .with_state(state)
}

fn pages() -> Router<AppState> {
    Router::new()
        .route("/", get(reading::city))
        .route("/unit/{slug}", get(reading::unit))
        .route("/layanan/{slug}", get(reading::service))
        .route("/metode", get(reading::method))
        .route("/data", get(reading::data))
        .route("/cari", get(reading::search))
        .route("/nilai", get(rating::begin))
        .route(
            "/nilai/{code}",
            get(rating::invited_form).post(rating::submit_invited),
        )
        .route(
            "/nilai/layanan/{slug}",
            get(rating::open_form).post(rating::submit_open),
        )
        .route("/nilai/tanda-terima/{receipt}", get(rating::receipt))
}
