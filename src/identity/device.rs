//! The mark of a browser in which somebody has signed in before, so that a crowd of strangers does not keep its owner out.
//! It opens nothing and names nobody.

use axum::http::HeaderMap;
use axum::response::Response;
use tower_sessions::cookie::Cookie;
use tower_sessions::cookie::time::Duration;

use super::turns::Guest;
use crate::cookies;
use crate::state::AppState;

/// For how long a browser is known after somebody signed in.
const LASTING: Duration = Duration::days(365);

/// Browsers guard the first name where the portal is reached by https.
fn name(state: &AppState) -> &'static str {
    if state.is_secure() {
        "__Host-perangkat"
    } else {
        "perangkat"
    }
}

/// Marks the browser that gets an answer.
pub fn mark(state: &AppState, mut answer: Response) -> Response {
    let cookie = Cookie::build((name(state), state.store.device_mark()));
    let cookie = cookie.path("/").max_age(LASTING);
    cookies::hand_over(state, cookie, &mut answer);
    answer
}

/// Whether a request comes from a browser that was marked.
pub fn guest(state: &AppState, headers: &HeaderMap) -> Guest {
    let mut marks = cookies::sent(headers, name(state));
    if marks.any(|mark| state.store.is_device_mark(&mark)) {
        Guest::Known
    } else {
        Guest::Stranger
    }
}
