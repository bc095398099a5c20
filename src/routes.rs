//! Every address of the portal, and what surrounds all of them.
//! It must not hold what an address does: that is in the module of its name.

mod addresses;
mod api;
mod assets;
mod comments;
mod commitments;
mod desk;
mod dictionary;
mod follow_up;
mod forums;
mod headers;
mod link;
mod one_time_code;
mod operating;
mod page;
mod printed;
mod public_request;
mod rating;
mod reading;
mod refusal;
mod releases;
mod sign_in;
mod tables;
pub mod trouble;
mod viewer;
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
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

pub use addresses::{Access, Address, Kind};

use crate::identity::session;
use crate::state::AppState;

/// More than the longest comment in any encoding, with all answers.
const LARGEST_FORM: usize = 64 * 1024;

/// Longer than a rating may wait while another process seals a large month.
const LONGEST_REQUEST: Duration = Duration::from_secs(75);

/// How long a form may pause while it arrives.
const SILENT_BODY: Duration = Duration::from_secs(15);

/// The whole server: Indonesian pages at the root, English ones under `/en`, files and programs' addresses beside them.
pub fn router(state: AppState) -> Router {
    let pages = |language| {
        let sessions = session::layer(&state);
        let desk = desk::addresses::all()
            .into_router(&state)
            .layer(middleware::from_fn_with_state(
                state.clone(),
                published_at_once,
            ))
            .layer(sessions);
        let pages = public_pages().into_router(&state).merge(desk);
        pages.layer(Extension(language))
    };
    Router::new()
        .merge(pages(Language::Indonesian))
        .nest("/en", pages(Language::English))
        .route("/en/", get(|| async { Redirect::permanent("/en") }))
        .merge(files().into_router(&state))
        .fallback(trouble::not_found)
        .method_not_allowed_fallback(trouble::method_not_allowed)
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(RequestBodyTimeoutLayer::new(SILENT_BODY))
        .layer(CatchPanicLayer::custom(trouble::panicked))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            LONGEST_REQUEST,
        ))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            trouble::explain,
        ))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            headers::protect,
        ))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            operating::count,
        ))
        // For a defect in the page that explains a defect.
        .layer(CatchPanicLayer::new())
        .with_state(state)
}

/// Every address of the portal, those of pages without the language prefix.
pub fn addresses() -> Vec<Address> {
    let parts = [public_pages(), desk::addresses::all(), files()];
    parts.iter().flat_map(Addresses::listed).cloned().collect()
}

fn public_pages() -> Addresses {
    use Access::Everybody;
    Addresses::default()
        .page(Everybody, "/", reading::city)
        .page(Everybody, "/unit/{slug}", reading::unit)
        .page(Everybody, "/unit/{slug}/tindak-lanjut", follow_up::unit)
        .page(Everybody, "/layanan/{slug}", reading::service)
        .page(Everybody, "/unit/{slug}/komentar", comments::unit)
        .page(Everybody, "/layanan/{slug}/komentar", comments::service)
        .page(Everybody, "/forum", forums::list)
        .page(Everybody, "/forum/{code}", forums::room::show)
        .form(Everybody, "/forum/{code}/usulan", forums::room::send)
        .form(Everybody, "/forum/{code}/dukung", forums::room::support)
        .form(Everybody, "/forum/{code}/kesaksian", forums::witness::judge)
        .page(
            Everybody,
            "/forum/{code}/kursi/{seat}",
            forums::room::sit_down,
        )
        .page(Everybody, "/forum/{code}/usulan/{id}", forums::room::point)
        .stream(Everybody, "/forum/{code}/bel", forums::live::bell)
        .file(Everybody, "/forum/{code}/ruang", forums::live::region)
        .file(
            Everybody,
            "/forum/{code}/usulan-saya",
            forums::live::own_region,
        )
        .page(Everybody, "/forum/{code}/layar", forums::live::screen)
        .page(Everybody, "/forum/{code}/ringkasan", forums::room::recap)
        .page(Everybody, "/forum/{code}/catatan", forums::room::log)
        .file(
            Everybody,
            "/forum/{code}/catatan.csv",
            forums::room::log_file,
        )
        .file(Everybody, "/forum/{code}/lembar", forums::sheet)
        .file(
            Everybody,
            "/forum/{code}/berita-acara",
            forums::minutes::show,
        )
        .file(
            Everybody,
            "/forum/{code}/berita-acara/catatan.csv",
            forums::minutes::log,
        )
        .file(
            Everybody,
            "/forum/{code}/adendum/{number}",
            forums::minutes::addendum,
        )
        .form(
            Everybody,
            "/forum/{code}/perubahan",
            forums::minutes::ask_amendment,
        )
        .file(Everybody, "/forum/{code}/acara.ics", forums::calendar)
        .page(Everybody, "/komitmen", commitments::list)
        .file(Everybody, "/komitmen/kabar.atom", commitments::feed)
        .file(Everybody, "/komitmen/tenggat.ics", commitments::calendar)
        .page(Everybody, "/komitmen/{number}", commitments::one)
        .form(
            Everybody,
            "/komitmen/{number}/kesaksian",
            commitments::judge,
        )
        .page(Everybody, "/metode", reading::method)
        .page(Everybody, "/data", reading::data)
        .page(Everybody, "/data/kamus", dictionary::page)
        .page(Everybody, "/cari", reading::search)
        .page(Everybody, "/privasi", reading::privacy)
        .page(Everybody, "/aksesibilitas", reading::accessibility)
        .page(Everybody, "/nilai", rating::begin)
        .page(Everybody, "/nilai/{code}", rating::invited_form)
        .ballot("/nilai/{code}", rating::submit_invited)
        .page(Everybody, "/nilai/layanan/{slug}", rating::open_form)
        .ballot("/nilai/layanan/{slug}", rating::submit_open)
        .page(Everybody, "/nilai/tanda-terima/{receipt}", rating::receipt)
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
fn files() -> Addresses {
    use Access::{Everybody, Key, Token};
    Addresses::default()
        .form(Key, "/api/v1/visits", visits::report)
        .open_data("/api/v1/services", api::services)
        .open_data("/api/v1/services/{slug}", api::service)
        .open_data("/api/v1/units", api::units)
        .open_data("/api/v1/units/{slug}", api::unit)
        .open_data("/api/v1/units/{slug}/ranks/{period}", api::ranks)
        .open_data("/api/v1/releases", api::releases)
        .open_data("/data/{file}", releases::download)
        .open_data("/data/semua.csv", tables::everything)
        .open_data("/data/unit/{file}", tables::unit)
        .open_data("/data/layanan/{file}", tables::service)
        .open_data("/data/skema/{file}", dictionary::schema)
        .file(Everybody, "/assets/{digest}/{file}", assets::stylesheet)
        .file(Everybody, "/robots.txt", assets::robots)
        .file(Everybody, "/health", operating::health)
        .file(Token, "/metrics", operating::metrics)
        .file(Everybody, "/.well-known/security.txt", operating::security)
}
