//! `/masuk`: signing in with a password.
//! It must not tell whether an address has an account, neither in words nor by the time it takes.

use std::net::SocketAddr;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use desk::forms::password_form::{EMAIL, PASSWORD};
use desk::sign_in::{DESTINATION, SignIn, SignInFault, sign_in_page};
use domain::access::AccountId;
use domain::account::Email;
use domain::language::Language;
use tower_sessions::Session;
use ui::forms::typed::Typed;
use ui::page::href;

use super::trouble::Problem;
use crate::demo;
use crate::identity::session::{self, Stage};
use crate::identity::{device, one_time_code, password};
use crate::limits::Wait;
use crate::render;
use crate::state::AppState;

/// Marks the first address after a browser got its cookie, in the query.
pub const COOKIE_TEST: &str = "kuki";

/// What the mark says.
pub const COOKIE_TEST_WORD: &str = "uji";

/// After how many seconds a stranger tries again whom a crowd of others keeps out.
const SOON: HeaderValue = HeaderValue::from_static("2");

/// Where one goes who asked for nothing in particular.
pub const HOME: &str = "/meja";

/// The form.
pub async fn form(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Extension(session): Extension<Session>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let typed = Typed::query(&query.unwrap_or_default());
    let destination = destination(&typed);
    let signed_in = session::current(&session, state.clock.now()).await?;
    if signed_in.is_some_and(|sign_in| *sign_in.stage() == Stage::Complete) {
        return Ok(Redirect::to(&href(language, &destination)).into_response());
    }
    let refused = typed.text(COOKIE_TEST) == COOKIE_TEST_WORD;
    let shown = SignIn {
        destination,
        fault: refused.then_some(SignInFault::NoCookie),
        ..SignIn::default()
    };
    Ok(show(&state, language, &headers, shown).await)
}

/// Checks the password, then asks for a one-time code where one is needed.
pub async fn submit(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Extension(session): Extension<Session>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let typed = Typed::decode(&body);
    let email = typed.text(EMAIL).to_lowercase();
    let mut shown = SignIn {
        email: typed.text(EMAIL).to_owned(),
        destination: destination(&typed),
        ..SignIn::default()
    };
    match state.limits.sign_in(state.client(peer, &headers), &email) {
        Err(Wait(seconds)) => {
            shown.fault = Some(SignInFault::TooMany(seconds));
            return Ok(show(&state, language, &headers, shown).await);
        }
        Ok(hold) => tokio::time::sleep(hold).await,
    }
    let credentials = match email.parse::<Email>() {
        Ok(email) => state.store.credentials(&email).await?,
        Err(_) => None,
    };
    let (id, hash) =
        credentials.map_or((None, None), |found| (Some(found.id), found.password_hash));
    let guest = device::guest(&state, &headers);
    let right = password::is_right(typed.raw(PASSWORD).to_owned(), hash, guest).await;
    if let Some(id) = id.filter(|_| right == Ok(true)) {
        let next = begin(&state, &session, id).await?;
        let is_in = next == Stage::Complete;
        let answer = onward_first(language, next, &shown.destination);
        return Ok(if is_in {
            device::mark(&state, answer)
        } else {
            answer
        });
    }
    shown.fault = Some(right.map_or(SignInFault::Busy, |_| SignInFault::Wrong));
    Ok(show(&state, language, &headers, shown).await)
}

async fn show(
    state: &AppState,
    language: Language,
    headers: &HeaderMap,
    mut shown: SignIn,
) -> Response {
    let status = match shown.fault {
        None => StatusCode::OK,
        Some(SignInFault::Wrong | SignInFault::NoCookie) => StatusCode::UNPROCESSABLE_ENTITY,
        Some(SignInFault::TooMany(_)) => StatusCode::TOO_MANY_REQUESTS,
        Some(SignInFault::Busy) => StatusCode::SERVICE_UNAVAILABLE,
    };
    let page = state.page(language, "/masuk");
    if page.invented {
        shown.demo = demo::accounts::listed();
    }
    let mut answer = render::once(status, headers, sign_in_page(page, shown)).await;
    if status == StatusCode::SERVICE_UNAVAILABLE {
        answer.headers_mut().insert(header::RETRY_AFTER, SOON);
    }
    answer
}

/// Begins a session for somebody whose password was right, and says what is still missing.
pub async fn begin(state: &AppState, session: &Session, id: AccountId) -> Result<Stage, Problem> {
    let credentials = state.store.credentials_of(id).await?;
    let person = state
        .store
        .person(id)
        .await?
        .ok_or_else(Problem::signed_out)?;
    let has_codes = credentials.is_some_and(|found| found.one_time_secret.is_some());
    let reached = if has_codes {
        Stage::Code
    } else if person.needs_second_factor() {
        Stage::SetUpCode(state.store.conceal(id, &one_time_code::fresh_secret()))
    } else {
        Stage::Complete
    };
    let now = state.clock.now();
    session::begin(session, &session::SignIn::new(id, reached.clone(), now)).await?;
    if reached == Stage::Complete {
        state.store.note_sign_in(id, now).await?;
    }
    Ok(reached)
}

/// Leads on from the answer that hands the browser its cookie: the next page says so if it does not come back.
pub fn onward_first(language: Language, stage: Stage, destination: &str) -> Response {
    let path = if stage == Stage::Complete {
        "/masuk"
    } else {
        "/masuk/kode"
    };
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair(DESTINATION, destination)
        .append_pair(COOKIE_TEST, COOKIE_TEST_WORD)
        .finish();
    Redirect::to(&href(language, &format!("{path}?{query}"))).into_response()
}

/// Leads to the one-time code or, if nothing is missing, to where the person wanted to go.
pub fn onward(language: Language, stage: Stage, destination: &str) -> Response {
    let path = if stage == Stage::Complete {
        destination.to_owned()
    } else {
        let query: String = form_urlencoded::Serializer::new(String::new())
            .append_pair(DESTINATION, destination)
            .finish();
        format!("/masuk/kode?{query}")
    };
    Redirect::to(&href(language, &path)).into_response()
}

/// Where the person wanted to go, if that is a place of the desk: nobody is sent to another site.
pub fn destination(typed: &Typed) -> String {
    let wanted = typed.text(DESTINATION);
    let wanted = wanted.strip_prefix("/en").unwrap_or(wanted);
    let odd = |c: char| c.is_control() || c == '\\';
    let of_desk = wanted == HOME || wanted.starts_with("/meja/") || wanted.starts_with("/meja?");
    if of_desk && !wanted.contains(odd) {
        wanted.to_owned()
    } else {
        HOME.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_elsewhere() {
        let to = |wanted: &str| destination(&Typed::of([(DESTINATION, wanted)]));
        assert_eq!(to("/meja/orang?sesudah=a"), "/meja/orang?sesudah=a");
        assert_eq!(to("/en/meja/orang"), "/meja/orang");
        for elsewhere in [
            "",
            "//evil.example",
            "https://evil.example",
            "/mejakursi",
            "/\\evil",
            "/meja/\r\nx",
        ] {
            assert_eq!(to(elsewhere), HOME, "{elsewhere:?}");
        }
    }
}
