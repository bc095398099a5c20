//! Cookies that the portal hands to browsers beside that of the session: kept from scripts, sent along by links but not by
//! forms of other sites, and over TLS only where the portal is reached by it. It must not know what they say.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use tower_sessions::cookie::{Cookie, CookieBuilder, SameSite};

use crate::state::AppState;

/// The values of all cookies of a name that a request brings along.
pub fn sent<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = String> + 'a {
    let all = headers.get_all(header::COOKIE).iter();
    let all = all
        .filter_map(|value| value.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok);
    let named = all.filter(move |cookie| cookie.name() == name);
    named.map(|cookie| cookie.value().to_owned())
}

/// Hands a cookie over together with an answer.
pub fn hand_over(state: &AppState, cookie: CookieBuilder<'_>, answer: &mut Response) {
    let cookie = cookie
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.is_secure());
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
}
