//! `POST /api/v1/visits`: a queue system reports a visit and gets the invitation to print on the ticket.
//! It must not know who was served, and it keeps no time of day.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime};
use domain::api_key::{ApiKey, Scope};
use domain::grammar;
use domain::register::{Register, Service};
use domain::service_time::Visit;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use store::{VisitAnswer, VisitReport};

use super::refusal::Refusal;
use crate::clock;
use crate::files::qr;
use crate::state::AppState;

/// The header by which a request that is sent again is recognised.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The longest idempotency key, in characters.
const LONGEST_KEY: usize = 200;

/// How many days after its end a visit can be reported.
const LATEST_REPORT: u64 = 31;

/// A visit as it is reported.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reported {
    service: String,
    #[serde(default)]
    counter: Option<String>,
    #[serde(deserialize_with = "moment")]
    started: DateTime<FixedOffset>,
    #[serde(deserialize_with = "moment")]
    finished: DateTime<FixedOffset>,
}

/// A moment of the years in which there can be visits.
fn moment<'de, D: Deserializer<'de>>(reader: D) -> Result<DateTime<FixedOffset>, D::Error> {
    let text = String::deserialize(reader)?;
    grammar::moment(&text)
        .ok_or_else(|| Error::custom(format!("{text:?} is no moment of the years 1900 to 2100")))
}

/// What the queue system gets.
#[derive(Debug, Serialize)]
struct Invited {
    code: String,
    link: String,
    qr: String,
    valid_until: NaiveDate,
}

/// Counts a visit and answers with its invitation: as JSON, or as a picture for a ticket printer that asks for one. A key
/// with which visits are only counted gets an empty object.
pub async fn report(
    State(state): State<AppState>,
    Extension(key): Extension<ApiKey>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let request = idempotency_key(&headers)?;
    let reported: Reported =
        serde_json::from_slice(&body).map_err(|error| Refusal::Unreadable(error.to_string()))?;
    let site = state.publication.current().site.clone();
    let report = checked(
        reported,
        &key,
        site.record.register(),
        state.clock.local_now(),
    )?;
    let today = state.clock.today();
    let calendar = state.store.calendar().await?;
    let answer = state
        .store
        .record_visit(&key, request, &report, &calendar, today)
        .await?;
    Ok(answered(&state, &headers, answer))
}

fn idempotency_key(headers: &HeaderMap) -> Result<&str, Refusal> {
    let key = headers
        .get(IDEMPOTENCY_KEY)
        .and_then(|value| value.to_str().ok());
    key.map(str::trim)
        .filter(|key| !key.is_empty() && key.len() <= LONGEST_KEY)
        .ok_or(Refusal::NoIdempotencyKey)
}

/// The visit in local time, if the key may report it and it can have taken place.
fn checked(
    reported: Reported,
    key: &ApiKey,
    register: &Register,
    now: NaiveDateTime,
) -> Result<VisitReport, Refusal> {
    let service = reported.service.parse().ok();
    let service: &Service = service
        .and_then(|slug| register.service(&slug))
        .ok_or(Refusal::UnknownService(reported.service))?;
    let allows = |scope: &Scope| key.allows(*scope, &service.unit, register);
    if !Scope::ALL.iter().any(allows) {
        return Err(Refusal::OtherUnit {
            service: service.slug.clone(),
            unit: key.unit.clone(),
        });
    }
    if let Some(counter) = &reported.counter {
        let mut counters = register.counters_of(&service.unit);
        if !counters.any(|known| known.name == *counter) {
            let known = register.counters_of(&service.unit);
            return Err(Refusal::UnknownCounter {
                counter: counter.clone(),
                known: known.map(|counter| counter.name.clone()).collect(),
            });
        }
    }
    let visit = timed(reported.started, reported.finished, now)?;
    let day = visit.finished().date();
    let counters = register.counters_of(&service.unit);
    let counter = counters
        .filter(|counter| Some(&counter.name) == reported.counter.as_ref())
        .map(|counter| (counter.name.as_str(), counter.validity));
    let places = [(service.slug.as_str(), service.validity)];
    let mut places = places.into_iter().chain(counter);
    if let Some((place, _)) = places.find(|(_, validity)| !validity.on(day)) {
        let place = place.to_owned();
        return Err(Refusal::NotInService { place, day });
    }
    Ok(VisitReport {
        service: service.slug.clone(),
        counter: reported.counter,
        visit,
        opening: register.opening_of(&service.unit),
    })
}

/// A visit in local time, if it is over and neither too long ago nor too long.
fn timed(
    started: DateTime<FixedOffset>,
    finished: DateTime<FixedOffset>,
    now: NaiveDateTime,
) -> Result<Visit, Refusal> {
    let [started, finished] = [started, finished].map(clock::local);
    let visit = Visit::new(started, finished).map_err(|_| Refusal::FinishedBeforeStart)?;
    if visit.finished() > now {
        return Err(Refusal::InTheFuture);
    }
    let (day, today) = (visit.finished().date(), now.date());
    if day + Days::new(LATEST_REPORT) < today || visit.started().date() < earliest_start(day) {
        return Err(Refusal::TooLate(LATEST_REPORT));
    }
    Ok(visit)
}

/// No service takes longer than two years; what began before was written down wrongly.
fn earliest_start(finished: NaiveDate) -> NaiveDate {
    finished - Days::new(2 * 366)
}

fn answered(state: &AppState, headers: &HeaderMap, answer: VisitAnswer) -> Response {
    let status = if answer.repeated {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    let Some(invitation) = answer.invitation else {
        return (status, Json(serde_json::json!({}))).into_response();
    };
    let link = format!("{}/nilai/{}", state.public_url, invitation.code);
    let picture = qr::document(&link);
    let accepted = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    if accepted.is_some_and(|accepted| accepted.trim_start().starts_with("image/svg+xml")) {
        let kind = HeaderValue::from_static("image/svg+xml");
        return (status, [(header::CONTENT_TYPE, kind)], picture).into_response();
    }
    let invited = Invited {
        code: invitation.code.to_string(),
        link,
        qr: picture,
        valid_until: invitation.valid_until,
    };
    (status, Json(invited)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(started: &str, finished: &str, now: &str) -> Result<Visit, Refusal> {
        let moment = |text: &str| grammar::moment(text).expect("a moment");
        timed(moment(started), moment(finished), clock::local(moment(now)))
    }

    #[test]
    fn a_visit_ends_by_the_second_in_which_it_is_reported() {
        let until = |finished| {
            visit(
                "2026-10-12T15:44:00+07:00",
                finished,
                "2026-10-12T09:00:00Z",
            )
        };
        assert!(until("2026-10-12T15:59:59+07:00").is_ok());
        assert!(until("2026-10-12T16:00:00+07:00").is_ok());
        for future in ["2026-10-12T16:00:01+07:00", "2026-10-12T16:00:00Z"] {
            assert!(
                matches!(until(future), Err(Refusal::InTheFuture)),
                "{future}"
            );
        }
    }

    #[test]
    fn a_visit_belongs_to_the_local_day_on_which_it_ended() {
        let ended = |finished| {
            let visit = visit("2026-10-11T09:00:00Z", finished, "2026-10-13T00:00:00Z");
            visit.expect("over").finished().to_string()
        };
        assert_eq!(ended("2026-10-11T16:59:59Z"), "2026-10-11 23:59:59");
        assert_eq!(ended("2026-10-11T17:00:00Z"), "2026-10-12 00:00:00");
        assert_eq!(ended("2026-10-12T01:30:00+09:00"), "2026-10-11 23:30:00");
    }
}
