//! Turns everything that goes wrong into one form: a page for people, `application/problem+json` for programs.
//! It must not leak a cause: that goes to the log under a reference.

use std::any::Any;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Response as HttpResponse, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use domain::invitation::CodeRefusal;
use domain::language::Language;
use public::error::{Trouble, trouble_page};
use serde_json::json;
use store::{
    AccountError, CommitmentError, ForumError, IndicatorError, MinutesError, ModerationError,
    OriginalError, ReplyError, SaveError, StoreError, is_out_of_reach,
};
use tower_http::csrf::ProtectionError;
use tower_sessions::{session, session_store};

use crate::defects::{self, reference};
use crate::limits::Wait;
use crate::render;
use crate::state::AppState;

/// The media type of a problem document.
pub const PROBLEM_DOCUMENT: &str = "application/problem+json";

/// After how many seconds one may ask again what the portal could not do for the moment.
pub const COME_BACK: u64 = 10;

/// What an explanation keeps of the answer that it explains.
const KEPT: [HeaderName; 3] = [
    header::ACCESS_CONTROL_ALLOW_ORIGIN,
    header::ALLOW,
    header::WWW_AUTHENTICATE,
];

/// What a handler answers when it cannot do what was asked.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    trouble: Trouble,
}

impl Problem {
    /// There is nothing under this address.
    pub fn not_found() -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            trouble: Trouble::NotFound,
        }
    }

    /// The person may not do this.
    pub fn forbidden() -> Self {
        Self {
            status: StatusCode::FORBIDDEN,
            trouble: Trouble::Forbidden,
        }
    }

    /// A form was sent after the session had ended.
    pub fn signed_out() -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            trouble: Trouble::SignedOut,
        }
    }

    /// What is asked for needs a token that the request does not show.
    pub fn no_token() -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            trouble: Trouble::BadRequest,
        }
    }

    /// The request makes no sense.
    pub fn bad_request() -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            trouble: Trouble::BadRequest,
        }
    }

    /// The portal cannot do this at the moment.
    fn unavailable() -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            trouble: Trouble::Unavailable(COME_BACK),
        }
    }

    /// The day is not known, by which something would be kept.
    pub fn clock_in_doubt() -> Self {
        tracing::error!("a paper form was refused, because the clock is in doubt");
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            trouble: Trouble::Clock,
        }
    }

    /// Whether the portal cannot reach its data at the moment.
    pub const fn is_out_of_reach(&self) -> bool {
        matches!(self.trouble, Trouble::Unavailable(_))
    }

    /// The portal failed; the cause goes to the log.
    pub fn failed(error: &(dyn std::error::Error + 'static)) -> Self {
        if is_out_of_reach(error) {
            tracing::error!(%error, "a request failed, because the database is out of reach");
            return Self::unavailable();
        }
        let reference = reference();
        tracing::error!(%error, reference, "a request failed");
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            trouble: Trouble::Failed(reference),
        }
    }
}

impl From<Wait> for Problem {
    fn from(wait: Wait) -> Self {
        Self {
            status: StatusCode::TOO_MANY_REQUESTS,
            trouble: Trouble::TooMany(wait.0),
        }
    }
}

impl From<CodeRefusal> for Problem {
    fn from(refusal: CodeRefusal) -> Self {
        let (status, trouble) = match refusal {
            CodeRefusal::Unknown => (StatusCode::NOT_FOUND, Trouble::UnknownCode),
            CodeRefusal::Used => (StatusCode::GONE, Trouble::UsedCode),
            CodeRefusal::Withdrawn => (StatusCode::GONE, Trouble::WithdrawnCode),
            CodeRefusal::Expired(day) => (StatusCode::GONE, Trouble::ExpiredCode(day)),
        };
        Self { status, trouble }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::failed(&error)
    }
}

/// What is unknown has no page; everything else that reaches this point is the portal's own failure.
macro_rules! unknown_is_not_found {
    ($($error:ident),+) => {
        $(impl From<$error> for Problem {
            fn from(error: $error) -> Self {
                match error {
                    $error::Unknown => Self::not_found(),
                    error => Self::failed(&error),
                }
            }
        })+
    };
}

unknown_is_not_found!(
    AccountError,
    CommitmentError,
    ForumError,
    IndicatorError,
    MinutesError,
    ModerationError,
    OriginalError,
    ReplyError,
    SaveError
);

impl From<session::Error> for Problem {
    fn from(error: session::Error) -> Self {
        let session::Error::Store(session_store::Error::Backend(cause)) = &error else {
            return Self::failed(&error);
        };
        tracing::error!(cause, "a session could not be reached");
        Self::unavailable()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self.trouble);
        response
    }
}

/// The answer to an address that leads nowhere.
pub async fn not_found() -> Problem {
    Problem::not_found()
}

/// The answer to a method that an address does not know.
pub async fn method_not_allowed() -> Problem {
    Problem {
        status: StatusCode::METHOD_NOT_ALLOWED,
        trouble: Trouble::BadRequest,
    }
}

/// The answer after a defect in the program.
pub fn panicked(panic: Box<dyn Any + Send>) -> HttpResponse<Body> {
    Problem {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        trouble: Trouble::Failed(defects::caught(panic.as_ref())),
    }
    .into_response()
}

/// Gives every failed response its page or its problem document, also those that the framework made.
pub async fn explain(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str())
        .to_owned();
    let mut response = next.run(request).await;
    let status = response.status();
    let trouble = match response.extensions_mut().remove::<Trouble>() {
        Some(trouble) => trouble,
        None if status.is_client_error() || status.is_server_error() => {
            match response.headers().get(header::CONTENT_TYPE) {
                Some(kind) if kind.as_bytes().starts_with(b"text/html") => return response,
                Some(kind) if kind == PROBLEM_DOCUMENT => return response,
                _ if status == StatusCode::SERVICE_UNAVAILABLE => {
                    tracing::error!("a request took too long");
                    Trouble::Unavailable(COME_BACK)
                }
                _ if status.is_server_error() => {
                    let reference = reference();
                    tracing::error!(reference, %status, "a request failed");
                    Trouble::Failed(reference)
                }
                _ if response.extensions().get::<ProtectionError>().is_some() => Trouble::OtherSite,
                _ => Trouble::BadRequest,
            }
        }
        None => return response,
    };
    let wait = trouble.wait();
    let mut explained = if path.starts_with("/api/") {
        problem_document(status, &trouble)
    } else {
        page(&state, &path, trouble).await
    };
    *explained.status_mut() = status;
    for name in KEPT {
        if let Some(value) = response.headers_mut().remove(&name) {
            explained.headers_mut().insert(name, value);
        }
    }
    if let Some(seconds) = wait {
        let headers = explained.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    explained
}

async fn page(state: &AppState, path: &str, trouble: Trouble) -> Response {
    let (language, path) = match path.strip_prefix("/en") {
        Some("") => (Language::English, "/"),
        Some(rest) if rest.starts_with(['/', '?']) => (Language::English, rest),
        _ => (Language::Indonesian, path),
    };
    let page = state.page(language, path);
    Html(render::body(trouble_page(page, trouble)).await).into_response()
}

/// The answer of a portal that cannot do its work, for the programs that watch over it.
pub fn out_of_order() -> Response {
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let detail = "The database does not keep what is written at the moment.";
    (status, problem(status, detail)).into_response()
}

/// A problem by RFC 9457.
fn problem_document(status: StatusCode, trouble: &Trouble) -> Response {
    let detail = match trouble {
        Trouble::NotFound => {
            "There is nothing under this address; /api/v1/services lists what there is.".to_owned()
        }
        Trouble::TooMany(seconds) => format!("Too many requests; try again in {seconds} seconds."),
        Trouble::Unavailable(seconds) => {
            format!(
                "The portal cannot reach its data at the moment; try again in {seconds} seconds."
            )
        }
        Trouble::Failed(reference) => {
            format!("The portal failed; operators find the cause under {reference}.")
        }
        _ => "The request could not be understood.".to_owned(),
    };
    problem(status, &detail)
}

fn problem(status: StatusCode, detail: &str) -> Response {
    let title = status.canonical_reason().unwrap_or("Error");
    let body = json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "detail": detail });
    (
        [(
            header::CONTENT_TYPE,
            HeaderValue::from_static(PROBLEM_DOCUMENT),
        )],
        body.to_string(),
    )
        .into_response()
}
