//! The minutes of a forum for everybody: a draft until the head of the unit confirms them, then as they were frozen; and
//! what holders of a seat ask to be amended. It must not show what waits for a decision.

use std::net::SocketAddr;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::forum::{KeptForum, MinutesPart, PointText};
use domain::language::Language;
use public::forums::minutes::AMENDMENT;
use public::forums::room::{TOKEN, Typing};
use store::{FormToken, ForumError, Frozen, SentAmendment};
use ui::components::{FieldError, no_point_text};
use ui::forms::typed::Typed;
use ui::t;

use super::find;
use super::room::{NotTaken, Room};
use crate::limits::Wait;
use crate::minutes::Making;
use crate::routes::printed;
use crate::routes::trouble::Problem;
use crate::state::AppState;

/// The minutes, or a draft of them as the record stands now.
pub async fn show(
    State(state): State<AppState>,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let kept = find(&state, &code).await?;
    if let Some(frozen) = published(&state, &kept, MinutesPart::Minutes).await? {
        return Ok(printed::document(frozen.document));
    }
    let making = Making {
        store: &state.store,
        site: &state.publication.current().site,
        public_url: &state.public_url,
    };
    let draft = making.draft(&kept, state.clock.now()).await?;
    Ok(printed::document(draft))
}

/// The log of the points that the minutes were made from.
pub async fn log(
    State(state): State<AppState>,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let kept = find(&state, &code).await?;
    let frozen = published(&state, &kept, MinutesPart::Minutes).await?;
    let frozen = frozen.ok_or_else(Problem::not_found)?;
    let headers = [(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    )];
    Ok((headers, frozen.log).into_response())
}

/// An addendum.
pub async fn addendum(
    State(state): State<AppState>,
    Path((code, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    let kept = find(&state, &code).await?;
    let part = MinutesPart::from(number);
    let addendum = match part {
        MinutesPart::Minutes => None,
        MinutesPart::Addendum(_) => published(&state, &kept, part).await?,
    };
    let addendum = addendum.ok_or_else(Problem::not_found)?;
    Ok(printed::document(addendum.document))
}

/// What was frozen of a document that everybody can read.
async fn published(
    state: &AppState,
    kept: &KeptForum,
    part: MinutesPart,
) -> Result<Option<Frozen>, Problem> {
    let minutes = state.store.minutes(kept.forum.id).await?;
    let mut published = minutes.published();
    match published.find(|minutes| minutes.part == part) {
        Some(minutes) => Ok(state.store.frozen(minutes.id).await?),
        None => Ok(None),
    }
}

/// Takes what the holder of a seat asks to be amended.
pub async fn ask_amendment(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(code): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let room = Room::enter(state, language, &code, &headers).await?;
    let minutes = room.state.store.minutes(room.kept.forum.id).await?;
    // Before there are minutes no page has the form.
    minutes.amendable_until().ok_or_else(Problem::not_found)?;
    let typed = Typed::decode(&body);
    let token = FormToken::parse(typed.text(TOKEN)).ok_or_else(Problem::bad_request)?;
    let client = room.state.client(peer, &headers);
    let asking = Asking {
        room: &room,
        token: &token,
        typed: &typed,
    };
    let error = match asking.ask(client).await {
        Ok(response) => return Ok(response),
        Err(NotTaken::Told(error)) => error,
        Err(NotTaken::Failed(problem)) => return Err(problem),
    };
    let typing = Typing {
        token: token.as_str().to_owned(),
        text: typed.raw(AMENDMENT).to_owned(),
        community: String::new(),
        errors: FieldError::new(AMENDMENT, error).into(),
    };
    room.page(StatusCode::UNPROCESSABLE_ENTITY, &headers, typing)
        .await
}

/// A form that asks for an amendment.
struct Asking<'a> {
    room: &'a Room,
    token: &'a FormToken,
    typed: &'a Typed,
}

impl Asking<'_> {
    async fn ask(&self, client: std::net::IpAddr) -> Result<Response, NotTaken> {
        let (room, language) = (self.room, self.room.language);
        let (store, forum) = (&room.state.store, room.kept.forum.id);
        let no_seat = || NotTaken::Told(t!(language, "error-amendment-no-seat"));
        let text = PointText::parse(self.typed.raw(AMENDMENT));
        let text = text.map_err(|wrong| NotTaken::Told(no_point_text(language, wrong)))?;
        let seat = room.seat.clone().ok_or_else(no_seat)?;
        let allowed = room.state.limits.said(client, forum, seat.as_str());
        allowed.map_err(|Wait(seconds)| {
            NotTaken::Told(t!(language, "error-point-busy", seconds = seconds))
        })?;
        let asked = SentAmendment {
            forum,
            seat,
            token: self.token.clone(),
            text,
        };
        match store.ask_amendment(&asked, room.state.clock.today()).await {
            Ok(()) => Ok(room.back(&asked.seat)),
            Err(ForumError::Unknown) => Err(no_seat()),
            Err(ForumError::Closed) => Err(NotTaken::Told(t!(language, "error-amendment-closed"))),
            Err(ForumError::Enough) => Err(NotTaken::Told(t!(language, "error-amendment-enough"))),
            Err(error) => Err(NotTaken::Failed(error.into())),
        }
    }
}
