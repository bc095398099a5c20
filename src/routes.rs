//! Every address of the portal, and what surrounds all of them.
//! It must not hold what an address does: that is in the module of its name.

mod addresses;
mod api;
mod assets;
mod comments;
mod desk;
mod headers;
mod link;
mod one_time_code;
mod operating;
mod page;
mod printed;
mod rating;
mod reading;
mod refusal;
mod releases;
mod sign_in;
pub mod trouble;
mod visits;

use std::time::Duration;

use addresses::Addresses;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Redirect, Response};
use axum::routing::get;
use axum::{Extension, Router, middleware};
use domain::language::Language;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

pub use addresses::{Access, Address};

use crate::identity::session;
use crate::state::AppState;

/// More than the longest comment in any encoding, with all answers.
const LARGEST_FORM: usize = 64 * 1024;

/// Longer than a rating may wait while another process seals a large month.
const LONGEST_REQUEST: Duration = Duration::from_secs(75);

/// The whole server: Indonesian pages at the root, English ones under `/en`, files and programs' addresses beside them.
pub fn router(state: AppState) -> Router {
    let pages = |language| {
        let sessions = session::layer(state.store.clone(), &state.public_url);
        let desk = desk_pages(state.clone())
            .into_router()
            .layer(middleware::from_fn_with_state(
                state.clone(),
                published_at_once,
            ))
            .layer(sessions);
        let pages = public_pages(state.clone()).into_router().merge(desk);
        pages.layer(Extension(language))
    };
    Router::new()
        .merge(pages(Language::Indonesian))
        .nest("/en", pages(Language::English))
        .route("/en/", get(|| async { Redirect::permanent("/en") }))
        .merge(files(state.clone()).into_router())
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
        .layer(middleware::from_fn_with_state(
            state.clone(),
            operating::count,
        ))
        // For a defect in the page that explains a defect.
        .layer(CatchPanicLayer::new())
        .with_state(state)
}

/// Every address of the portal, those of pages without the language prefix.
pub fn addresses(state: &AppState) -> Vec<Address> {
    let parts = [public_pages, desk_pages, files].map(|part| part(state.clone()));
    parts.iter().flat_map(Addresses::listed).cloned().collect()
}

fn public_pages(state: AppState) -> Addresses {
    use Access::Everybody;
    Addresses::new(state)
        .get(Everybody, "/", reading::city)
        .get(Everybody, "/unit/{slug}", reading::unit)
        .get(Everybody, "/layanan/{slug}", reading::service)
        .get(Everybody, "/unit/{slug}/komentar", comments::unit)
        .get(Everybody, "/layanan/{slug}/komentar", comments::service)
        .get(Everybody, "/metode", reading::method)
        .get(Everybody, "/data", reading::data)
        .get(Everybody, "/cari", reading::search)
        .get(Everybody, "/privasi", reading::privacy)
        .get(Everybody, "/aksesibilitas", reading::accessibility)
        .get(Everybody, "/nilai", rating::begin)
        .get(Everybody, "/nilai/{code}", rating::invited_form)
        .ballot("/nilai/{code}", rating::submit_invited)
        .get(Everybody, "/nilai/layanan/{slug}", rating::open_form)
        .ballot("/nilai/layanan/{slug}", rating::submit_open)
        .get(Everybody, "/nilai/tanda-terima/{receipt}", rating::receipt)
}

/// What needs a session, or begins one.
fn desk_pages(state: AppState) -> Addresses {
    desk::addresses::all(Addresses::new(state))
}

/// Lets whoever wrote something public find it on the next page, which the redirect leads to.
async fn published_at_once(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let writes = request.method() == Method::POST;
    let response = next.run(request).await;
    if writes
        && response.status().is_redirection()
        && let Err(error) = state.publication.refresh().await
    {
        tracing::error!(%error, "the public edition could not be renewed");
    }
    response
}

/// Files and what programs read, the same in every language.
fn files(state: AppState) -> Addresses {
    use Access::{Everybody, Key, Token};
    Addresses::new(state)
        .post(Key, "/api/v1/visits", visits::report)
        .open_data("/api/v1/services", api::services)
        .open_data("/api/v1/services/{slug}", api::service)
        .open_data("/api/v1/units", api::units)
        .open_data("/api/v1/units/{slug}", api::unit)
        .open_data("/api/v1/releases", api::releases)
        .open_data("/data/{file}", releases::download)
        .get(Everybody, "/assets/{digest}/{file}", assets::stylesheet)
        .get(Everybody, "/robots.txt", assets::robots)
        .get(Everybody, "/health", operating::health)
        .get(Token, "/metrics", operating::metrics)
        .get(Everybody, "/.well-known/security.txt", operating::security)
}
