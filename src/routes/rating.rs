//! Rating a visit: from the code or the service to the receipt.
//! It must not decide what a valid rating is, nor keep anything outside the ballot box; and whether a code was used it
//! tells only in answer to a valid rating, so that asking costs a code.

mod own_receipt;
mod rated;

use std::net::{IpAddr, SocketAddr};

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::invitation::{Code, CodeRefusal, Receipt};
use domain::language::Language;
use domain::slug::Slug;
use public::enter::Obstacle;
use public::rate::{RateQuery, rate_page};
use public::receipt::receipt_page;
use public::search::MOST;
use rated::{Answered, RatedService};
use store::{Ballot, Entitlement, FormToken, SubmitError};
use tokio::time::timeout;
use ui::components::Start;
use ui::forms::rating_form::{RatingForm, TOKEN};
use ui::page::href;

use super::reading::query_value;
use super::trouble::Problem;
use crate::limits::Wait;
use crate::render;
use crate::state::AppState;

/// `/nilai`: with `kode` it leads to the form of that visit, with `q` or `unit` it lists services.
pub async fn begin(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    if !query.is_empty() {
        state.limits.read(state.client(peer, &headers))?;
    }
    let typed = form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "kode");
    let code = query_value(&query, "kode");
    if let Ok(code) = code.parse::<Code>() {
        return Ok(Redirect::to(&href(language, &format!("/nilai/{code}"))).into_response());
    }
    let site = state.publication.current().site.clone();
    let unit: Option<Slug> = query_value(&query, "unit").parse().ok();
    let asked = RateQuery {
        question: query_value(&query, "q"),
        start: Start::parse(&query, MOST),
        unit: unit.and_then(|slug| site.record.register().unit(&slug).cloned()),
        wrong_code: typed.then_some(code),
        today: state.clock.today(),
    };
    let path = if query.is_empty() {
        "/nilai".to_owned()
    } else {
        format!("/nilai?{query}")
    };
    let page = state.page(language, path);
    let status = if typed {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(render::once(status, &headers, rate_page(page, site, asked)).await)
}

/// The form of a visit, `/nilai/KODE`.
pub async fn invited_form(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let client = state.client(peer, &headers);
    state.limits.look_up(client)?;
    if let Some(receipt) = own_receipt::held(&state, &headers).await? {
        return Ok(to_receipt(language, receipt));
    }
    let rated = RatedService::invited(&state, client, &code, FormToken::random()).await?;
    let blank = rated.blank();
    Ok(rated.form(&state, language, &headers, blank).await)
}

/// The form that anybody may open, `/nilai/layanan/SLUG`; with `loket` the one that the card of a counter leads to.
pub async fn open_form(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let rated = RatedService::open(
        &state,
        &slug,
        &query.unwrap_or_default(),
        FormToken::random(),
    )?;
    let blank = rated.blank();
    Ok(rated.form(&state, language, &headers, blank).await)
}

/// The form of a visit, sent.
pub async fn submit_invited(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(code): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let form = RatingForm::decode(&body);
    let known: Code = code.parse().map_err(|_| CodeRefusal::Unknown)?;
    if let Some(receipt) = own_receipt::held(&state, &headers).await? {
        return Ok(to_receipt(language, receipt));
    }
    // A form without a token counts, too; it is only not recognised when it is sent again.
    let token = token(&form).unwrap_or_else(FormToken::random);
    let client = state.client(peer, &headers);
    state.limits.ask(client)?;
    let limit = state.limits.rating(client, Some(&known));
    let entitlement = Entitlement::invited(known, token.clone());
    match submit(&state, limit, entitlement, &form).await {
        Ok(receipt) => {
            let answer = to_receipt(language, receipt);
            Ok(own_receipt::hand_over(&state, known, receipt, answer))
        }
        Err(NotStored::Code(refusal)) => Err(refused(&state, client, refusal).await),
        Err(NotStored::Refused(problem)) => Err(problem),
        Err(NotStored::Answered(answered)) => {
            // The answer tells whether the code is good, so it counts as looking it up.
            state.limits.look_up(client)?;
            let rated = match RatedService::invited(&state, client, &code, token.clone()).await {
                Err(problem) if problem.is_out_of_reach() => {
                    RatedService::named(&state, &known, &form, token).ok_or(problem)?
                }
                rated => rated?,
            };
            Ok(rated
                .form(&state, language, &headers, Answered { form, ..answered })
                .await)
        }
    }
}

/// The open form, sent.
pub async fn submit_open(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let form = RatingForm::decode(&body);
    let token = token(&form).ok_or_else(Problem::bad_request)?;
    let rated = RatedService::open(&state, &slug, &query.unwrap_or_default(), token.clone())?;
    let limit = state.limits.rating(state.client(peer, &headers), None);
    let entitlement = Entitlement::Open {
        service: rated.service.slug.clone(),
        counter: rated.counter.clone(),
        form: token,
    };
    match submit(&state, limit, entitlement, &form).await {
        Ok(receipt) => Ok(to_receipt(language, receipt)),
        Err(NotStored::Code(refusal)) => Err(refusal.into()),
        Err(NotStored::Refused(problem)) => Err(problem),
        Err(NotStored::Answered(answered)) => Ok(rated
            .form(&state, language, &headers, Answered { form, ..answered })
            .await),
    }
}

fn token(form: &RatingForm) -> Option<FormToken> {
    form.value(TOKEN).and_then(FormToken::parse)
}

/// The confirmation, `/nilai/tanda-terima/…`.
pub async fn receipt(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(receipt): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    state.limits.look_up(state.client(peer, &headers))?;
    let receipt: Receipt = receipt.parse().map_err(|_| Problem::not_found())?;
    let month = state
        .store
        .month_of_receipt(&receipt)
        .await?
        .ok_or_else(Problem::not_found)?;
    let page = state.page(language, format!("/nilai/tanda-terima/{receipt}"));
    let record = &state.publication.current().site.record;
    let (sealed, k) = (
        record.release(month).is_some(),
        public::charted::smallest(record),
    );
    Ok(render::once(StatusCode::OK, &headers, {
        receipt_page(page, receipt, month, sealed, k)
    })
    .await)
}

fn to_receipt(language: Language, receipt: Receipt) -> Response {
    Redirect::to(&href(language, &format!("/nilai/tanda-terima/{receipt}"))).into_response()
}

enum NotStored {
    Code(CodeRefusal),
    Refused(Problem),
    Answered(Answered),
}

async fn submit(
    state: &AppState,
    limit: Result<(), Wait>,
    entitlement: Entitlement,
    form: &RatingForm,
) -> Result<Receipt, NotStored> {
    let obstacle = |obstacle| {
        NotStored::Answered(Answered {
            obstacle: Some(obstacle),
            ..Answered::default()
        })
    };
    limit.map_err(|Wait(seconds)| obstacle(Obstacle::Busy(seconds)))?;
    let rating = form.parse(state.clock.today()).map_err(|faults| {
        NotStored::Answered(Answered {
            faults,
            ..Answered::default()
        })
    })?;
    match state.clock_is_right().await {
        Ok(true) => {}
        Ok(false) => {
            tracing::error!("a rating was refused, because the clock is in doubt");
            return Err(obstacle(Obstacle::Unavailable));
        }
        Err(error) => {
            tracing::error!(%error, "a rating was refused, because nothing says whether the clock is right");
            return Err(obstacle(Obstacle::Unavailable));
        }
    }
    let ballot = Ballot {
        entitlement,
        rating,
    };
    timeout(state.patience, state.ballots.submit(ballot))
        .await
        .map_err(|_| obstacle(Obstacle::Late))?
        .map_err(|error| match error {
            SubmitError::Code(refusal) => NotStored::Code(refusal),
            SubmitError::NoService => NotStored::Refused(Problem::not_found()),
            SubmitError::Unavailable => obstacle(Obstacle::Unavailable),
        })
}

/// The answer to a code that cannot be used. One that does not exist counts as a miss, and of too many somebody is told.
async fn refused(state: &AppState, client: IpAddr, refusal: CodeRefusal) -> Problem {
    if refusal == CodeRefusal::Unknown && state.limits.missed(client) {
        tracing::error!(
            "so many codes of visits that do not exist are asked for that somebody may be guessing; each client has a smaller \
             allowance for an hour"
        );
        if let Err(error) = state.store.note_guessed_codes(state.clock.now()).await {
            tracing::error!(%error, "that codes are guessed was not noted in the audit trail");
        }
    }
    refusal.into()
}
