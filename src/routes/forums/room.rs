//! The room of a forum: writing, supporting, and finding what became of the own point.
//! It must not tell one participant of another, nor let anything that is said re-read the rest of the portal.

use std::net::{IpAddr, SocketAddr};

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::forum::{Amendment, Community, KeptForum, KeptMinutes, PointId, PointText};
use domain::grammar;
use domain::language::Language;
use public::forums::hall::NUMBER;
use public::forums::log::log_page;
use public::forums::one::{Seen, forum_page};
use public::forums::recap::recap_page;
use public::forums::room::{COMMUNITY, POINT, Participant, TOKEN, Typing, point_page};
use store::{FormToken, ForumError, Seat, SentPoint};
use tower_sessions::cookie::Cookie;
use tower_sessions::cookie::time::Duration;
use ui::components::{FieldError, FormErrors, no_point_text};
use ui::forms::typed::Typed;
use ui::page::href;
use ui::t;
use uuid::Uuid;

use super::live::with_script;
use super::witness::asked;
use super::{find, said};
use crate::cookies;
use crate::files::forum_log;
use crate::limits::Wait;
use crate::render;
use crate::routes::trouble::Problem;
use crate::state::AppState;

/// The name of the cookie that holds a seat. It goes nowhere but to the pages of its forum.
const SEAT: &str = "kursi";

/// For how long a browser keeps a seat: until what was promised has been kept.
const LASTING: Duration = Duration::days(400);

/// `/forum/KODE`
pub async fn show(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let room = Room::enter(state, language, &code, &headers).await?;
    if room.kept.path() != format!("/forum/{code}") {
        return Ok(Redirect::to(&href(language, &room.kept.path())).into_response());
    }
    let typing = Typing {
        token: FormToken::random().as_str().to_owned(),
        text: String::new(),
        community: String::new(),
        errors: FormErrors::default(),
    };
    room.page(StatusCode::OK, &headers, typing).await
}

/// A room with whoever looks into it.
pub(super) struct Room {
    pub(super) state: AppState,
    pub(super) language: Language,
    pub(super) kept: KeptForum,
    pub(super) seat: Option<Seat>,
}

impl Room {
    /// The room of a code, with the seat that the browser holds.
    pub(super) async fn enter(
        state: AppState,
        language: Language,
        code: &str,
        headers: &HeaderMap,
    ) -> Result<Self, Problem> {
        let kept = find(&state, code).await?;
        Ok(Self {
            state,
            language,
            kept,
            seat: cookies::sent(headers, SEAT).find_map(|text| Seat::parse(&text)),
        })
    }

    pub(super) async fn page(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        typing: Typing,
    ) -> Result<Response, Problem> {
        let said = said(&self.state, &self.kept).await?;
        let participant = self.participant().await?;
        let minutes = self.state.store.minutes(self.kept.forum.id).await?;
        let page = self.state.page(self.language, self.kept.path());
        let site = &self.state.publication.current().site;
        let today = self.state.clock.today();
        let seen = Seen {
            said,
            amendments: self.amendments(&minutes).await?,
            minutes,
            asked: asked(self, &participant).await?,
            participant,
            today,
        };
        let html = forum_page(page, site, &self.kept, &seen, typing);
        let page = render::once(status, headers, html).await;
        Ok(if self.kept.state(today).takes_points() {
            with_script(page)
        } else {
            page
        })
    }

    /// The own amendments, as far as they are told; nobody asks for one before there are minutes.
    async fn amendments(&self, minutes: &KeptMinutes) -> Result<Vec<Amendment>, Problem> {
        let asking = minutes.amendable_until().and(self.seat.as_ref());
        let Some(seat) = asking else {
            return Ok(vec![]);
        };
        let own = self.state.store.own_amendments(self.kept.forum.id, seat);
        let own = own.await?.into_iter();
        Ok(own.map(|amendment| minutes.as_told(amendment)).collect())
    }

    pub(super) async fn participant(&self) -> Result<Participant, Problem> {
        let (store, forum) = (&self.state.store, self.kept.forum.id);
        let Some(seat) = &self.seat else {
            return Ok(Participant::default());
        };
        let Some(community) = store.seat(forum, seat).await? else {
            return Ok(Participant::default());
        };
        let path = format!("{}/kursi/{}", self.kept.path(), seat.as_str());
        Ok(Participant {
            points: store.own_points(forum, seat).await?,
            supported: store.supported(forum, seat).await?,
            community,
            link: Some(format!(
                "{}{}",
                self.state.public_url,
                href(self.language, &path)
            )),
        })
    }

    /// The seat of whoever sends a form: the one that the browser holds, or the one of the form.
    fn sender(&self, token: &FormToken) -> Seat {
        let of_form = || self.state.store.seat_of(self.kept.forum.id, token);
        self.seat.clone().unwrap_or_else(of_form)
    }

    /// Takes what was typed from a seat.
    async fn take(
        &self,
        client: IpAddr,
        seat: &Seat,
        token: &FormToken,
        typed: &Typed,
    ) -> Result<(), NotTaken> {
        let (language, forum) = (self.language, self.kept.forum.id);
        let text = PointText::parse(typed.raw(POINT));
        let text = text.map_err(|wrong| NotTaken::Told(no_point_text(language, wrong)))?;
        let allowed = self.state.limits.said(client, forum, seat.as_str());
        allowed.map_err(|Wait(seconds)| {
            NotTaken::Told(t!(language, "error-point-busy", seconds = seconds))
        })?;
        let point = SentPoint {
            forum,
            seat: seat.clone(),
            token: token.clone(),
            community: Community::from_code(typed.text(COMMUNITY)),
            text,
        };
        let kept = self
            .state
            .store
            .send_point(&point, self.state.clock.today());
        match kept.await {
            Ok(_) => Ok(()),
            Err(ForumError::Closed) => Err(NotTaken::Told(t!(language, "error-point-closed"))),
            Err(ForumError::Enough) => Err(NotTaken::Told(t!(language, "error-point-enough"))),
            Err(error) => Err(NotTaken::Failed(error.into())),
        }
    }

    /// Back into the room, with the seat.
    pub(super) fn back(&self, seat: &Seat) -> Response {
        let mut answer = Redirect::to(&href(self.language, &self.kept.path())).into_response();
        for language in Language::ALL {
            let cookie = Cookie::build((SEAT, seat.as_str().to_owned()));
            let cookie = cookie.path(href(language, &self.kept.path()));
            cookies::hand_over(&self.state, cookie.max_age(LASTING), &mut answer);
        }
        answer
    }
}

/// Why what was sent was not taken.
pub(super) enum NotTaken {
    /// The sender is told, and has the text back.
    Told(String),
    /// The portal failed.
    Failed(Problem),
}

/// Takes a point, which then waits for the moderator.
pub async fn send(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(code): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let room = Room::enter(state, language, &code, &headers).await?;
    let typed = Typed::decode(&body);
    let token = FormToken::parse(typed.text(TOKEN)).ok_or_else(Problem::bad_request)?;
    let seat = room.sender(&token);
    let client = room.state.client(peer, &headers);
    let error = match room.take(client, &seat, &token, &typed).await {
        Ok(()) => return Ok(room.back(&seat)),
        Err(NotTaken::Told(error)) => error,
        Err(NotTaken::Failed(problem)) => return Err(problem),
    };
    let typing = Typing {
        token: token.as_str().to_owned(),
        text: typed.raw(POINT).to_owned(),
        community: typed.text(COMMUNITY).to_owned(),
        errors: FieldError::new(POINT, error).into(),
    };
    room.page(StatusCode::UNPROCESSABLE_ENTITY, &headers, typing)
        .await
}

/// Supports a published point. What cannot be supported any more is shown as it is.
pub async fn support(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(code): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let room = Room::enter(state, language, &code, &headers).await?;
    let typed = Typed::decode(&body);
    let token = FormToken::parse(typed.text(TOKEN)).ok_or_else(Problem::bad_request)?;
    let number = grammar::whole_number(typed.text(NUMBER)).ok_or_else(Problem::bad_request)?;
    let seat = room.sender(&token);
    let (state, forum) = (&room.state, room.kept.forum.id);
    let client = state.client(peer, &headers);
    state.limits.said(client, forum, seat.as_str())?;
    let today = state.clock.today();
    match state.store.support_point(forum, &seat, number, today).await {
        Ok(()) | Err(ForumError::Closed) => {
            state.bells.ring();
            Ok(room.back(&seat))
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes a seat by its link, such as on another device.
pub async fn sit_down(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path((code, seat)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    state.limits.look_up(state.client(peer, &headers))?;
    let room = Room::enter(state, language, &code, &headers).await?;
    let seat = Seat::parse(&seat).ok_or_else(Problem::not_found)?;
    let (store, forum) = (&room.state.store, room.kept.forum.id);
    // Whoever holds a slip has a seat before anything was said from it.
    if !store.is_seat_of_a_slip(forum, &seat) {
        let known = store.seat(forum, &seat).await?;
        known.ok_or_else(Problem::not_found)?;
    }
    Ok(room.back(&seat))
}

/// `/forum/KODE/usulan/…`: what became of one point.
pub async fn point(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path((code, id)): Path<(String, Uuid)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    state.limits.look_up(state.client(peer, &headers))?;
    let kept = find(&state, &code).await?;
    let point = state.store.point(kept.forum.id, PointId(id)).await?;
    let point = point.ok_or_else(Problem::not_found)?;
    let said = state.store.said(&kept).await?;
    let path = format!("{}/usulan/{id}", kept.path());
    let page = state.page(language, path);
    let html = point_page(page, &kept, &said, &point, state.clock.today());
    Ok(render::once(StatusCode::OK, &headers, html).await)
}

/// `/forum/KODE/ringkasan`
pub async fn recap(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let kept = find(&state, &code).await?;
    let said = said(&state, &kept).await?;
    let page = state.page(language, format!("{}/ringkasan", kept.path()));
    let html = recap_page(page, &kept, &said, state.clock.today());
    Ok(render::once(StatusCode::OK, &headers, html).await)
}

/// `/forum/KODE/catatan`
pub async fn log(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let kept = find(&state, &code).await?;
    let said = state.store.said(&kept).await?;
    let page = state.page(language, format!("{}/catatan", kept.path()));
    let html = log_page(page, &kept, &said);
    Ok(render::once(StatusCode::OK, &headers, html).await)
}

/// The log as CSV.
pub async fn log_file(
    State(state): State<AppState>,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let kept = find(&state, &code).await?;
    let said = state.store.said(&kept).await?;
    let file = forum_log::write(&said);
    let headers = [(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    )];
    Ok((headers, file).into_response())
}
