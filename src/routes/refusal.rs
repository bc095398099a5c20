//! Why a program's request was refused, as a problem document (RFC 9457) that says what to do.
//! It must not leak a cause that lies within the portal: that goes to the log under a reference.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use domain::slug::Slug;
use serde_json::json;
use store::{StoreError, VisitError};

use super::trouble::{PROBLEM_DOCUMENT, Problem};
use crate::limits::Wait;

/// Before the name of every kind of problem. The names are part of the interface and never change their meaning.
const KINDS: &str = "urn:suara-warga:problem:";

/// Why a request was refused.
#[derive(Debug)]
pub enum Refusal {
    /// It carries no key, or one that is unknown or ended.
    NoKey,
    /// Its key is used too often.
    TooMany(Wait),
    /// It cannot be told from its repetition.
    NoIdempotencyKey,
    /// Its body is not as described; holds what is wrong with it.
    Unreadable(String),
    /// There is no such service.
    UnknownService(String),
    /// The unit of the service has no such counter.
    UnknownCounter {
        /// What was asked for.
        counter: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The service or the counter was not in use on the day of the visit.
    NotInService {
        /// What is meant.
        place: String,
        /// The day.
        day: NaiveDate,
    },
    /// The key is for another unit.
    OtherUnit {
        /// The service.
        service: Slug,
        /// The unit of the key.
        unit: Slug,
    },
    /// The visit ended before it began.
    FinishedBeforeStart,
    /// The visit lies in the future.
    InTheFuture,
    /// The visit is older than so many days.
    TooLate(u64),
    /// The idempotency key was used for another visit.
    OtherVisit,
    /// A list was asked to go on after something that is not in it.
    UnknownCursor(String),
    /// The portal failed.
    Failed(StoreError),
}

impl From<Wait> for Refusal {
    fn from(wait: Wait) -> Self {
        Self::TooMany(wait)
    }
}

impl From<VisitError> for Refusal {
    fn from(error: VisitError) -> Self {
        match error {
            VisitError::OtherVisit => Self::OtherVisit,
            VisitError::Store(error) => Self::Failed(error),
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl Refusal {
    /// The status and the name of the kind.
    const fn kind(&self) -> (StatusCode, &'static str) {
        match self {
            Self::NoKey => (StatusCode::UNAUTHORIZED, "unknown-key"),
            Self::TooMany(_) => (StatusCode::TOO_MANY_REQUESTS, "too-many-requests"),
            Self::NoIdempotencyKey => (StatusCode::BAD_REQUEST, "no-idempotency-key"),
            Self::Unreadable(_) => (StatusCode::BAD_REQUEST, "unreadable-body"),
            Self::UnknownService(_) => (StatusCode::UNPROCESSABLE_ENTITY, "unknown-service"),
            Self::UnknownCounter { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "unknown-counter"),
            Self::NotInService { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "not-in-service"),
            Self::OtherUnit { .. } => (StatusCode::FORBIDDEN, "other-unit"),
            Self::FinishedBeforeStart => {
                (StatusCode::UNPROCESSABLE_ENTITY, "finished-before-start")
            }
            Self::InTheFuture => (StatusCode::UNPROCESSABLE_ENTITY, "in-the-future"),
            Self::TooLate(_) => (StatusCode::UNPROCESSABLE_ENTITY, "too-late"),
            Self::OtherVisit => (StatusCode::UNPROCESSABLE_ENTITY, "idempotency-key-reused"),
            Self::UnknownCursor(_) => (StatusCode::BAD_REQUEST, "unknown-cursor"),
            Self::Failed(_) => (StatusCode::INTERNAL_SERVER_ERROR, "failed"),
        }
    }

    /// What went wrong and what to do.
    fn detail(&self) -> String {
        match self {
            Self::NoKey => "Send the header `Authorization: Bearer sw_…` with a key that is in use; operators make keys \
                            at /meja/kunci."
                .to_owned(),
            Self::TooMany(Wait(seconds)) => {
                format!("Too many requests; try again in {seconds} seconds.")
            }
            Self::NoIdempotencyKey => "Send the header `Idempotency-Key` with 1 to 200 characters that are the same \
                                       whenever this visit is sent again, such as the number of the ticket with its day."
                .to_owned(),
            Self::Unreadable(wrong) => format!(
                "Send JSON with service, counter (if there is one), started and finished as RFC 3339, such as \
                 2026-10-12T09:00:00+07:00. The parser says: {wrong}."
            ),
            Self::UnknownService(service) => {
                format!("There is no service {service:?}; /api/v1/services lists their slugs.")
            }
            Self::UnknownCounter { counter, known } if known.is_empty() => format!(
                "There is no counter {counter:?}: the unit of this service has none. Leave counter out."
            ),
            Self::UnknownCounter { counter, known } => format!(
                "There is no counter {counter:?}; the unit of this service has: {}.",
                known.join(", ")
            ),
            Self::NotInService { place, day } => format!(
                "{place} was not in use on {day}; correct the report, or its first and last day in the register."
            ),
            Self::OtherUnit { service, unit } => format!(
                "This key is for {unit} and what is below it, where {service} does not belong."
            ),
            Self::FinishedBeforeStart => "A visit cannot finish before it started; check both times and their offsets \
                                          from UTC."
                .to_owned(),
            Self::InTheFuture => "The visit finishes at a time that has not come yet; report visits when they are over, and \
                                  check the clock and its offset from UTC."
                .to_owned(),
            Self::TooLate(days) => format!(
                "Report a visit at most {days} days after it finished and at most two years after it started."
            ),
            Self::OtherVisit => "This idempotency key was sent with another visit before. Use a new one for each visit."
                .to_owned(),
            Self::UnknownCursor(cursor) => format!(
                "The list has no entry {cursor:?} to go on after. Follow the address in `next`, or begin again without \
                 `after`."
            ),
            Self::Failed(_) => "The portal failed; it is safe to send the visit again.".to_owned(),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        if let Self::Failed(error) = self {
            // Its cause goes to the log under a reference, which the document then names.
            return Problem::from(error).into_response();
        }
        let (status, kind) = self.kind();
        let body = json!({
            "type": format!("{KINDS}{kind}"),
            "title": status.canonical_reason().unwrap_or("Error"),
            "status": status.as_u16(),
            "detail": self.detail(),
        });
        let media_type = [(
            header::CONTENT_TYPE,
            HeaderValue::from_static(PROBLEM_DOCUMENT),
        )];
        let mut response = (status, media_type, body.to_string()).into_response();
        let headers = response.headers_mut();
        match self {
            Self::NoKey => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Self::TooMany(Wait(seconds)) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            _ => {}
        }
        response
    }
}
