//! The mark of a browser in which somebody has signed in before, so that a crowd of strangers does not keep its owner out.
//! It opens nothing and names nobody.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use tower_sessions::cookie::time::Duration;
use tower_sessions::cookie::{Cookie, SameSite};

use crate::state::AppState;

use super::turns::Guest;

/// For how long a browser is known after somebody signed in.
const LASTING: Duration = Duration::days(365);

/// Browsers guard the first name where the portal is reached by https.
fn name(state: &AppState) -> &'static str {
    if is_secure(state) {
        "__Host-perangkat"
    } else {
        "perangkat"
    }
}

fn is_secure(state: &AppState) -> bool {
    state.public_url.starts_with("https://")
}

/// Marks the browser that gets an answer.
pub fn mark(state: &AppState, mut answer: Response) -> Response {
    let cookie = Cookie::build((name(state), state.store.device_mark()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_secure(state))
        .max_age(LASTING);
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
    answer
}

/// Whether a request comes from a browser that was marked.
pub fn guest(state: &AppState, headers: &HeaderMap) -> Guest {
    let mut cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok);
    let known = cookies
        .any(|cookie| cookie.name() == name(state) && state.store.is_device_mark(cookie.value()));
    if known { Guest::Known } else { Guest::Stranger }
}
