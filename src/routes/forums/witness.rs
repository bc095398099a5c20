//! What those who hold a seat say, weeks later, of the promises that answer their forum.
//! It must not tell who said anything.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::commitment::Number;
use domain::forum::{Point, Standing};
use domain::language::Language;
use public::commitments::verdict::COMMITMENT;
use public::forums::room::{Asked, Participant};
use store::{CommitmentError, Voter};
use ui::forms::typed::Typed;

use super::room::Room;
use crate::routes::commitments;
use crate::routes::trouble::Problem;
use crate::state::AppState;

/// The promises that answer a forum and about which whoever holds a seat is asked: nobody while people are still in the room, and
/// only who said something that was published.
pub(super) async fn asked(room: &Room, participant: &Participant) -> Result<Vec<Asked>, Problem> {
    let (store, kept) = (&room.state.store, &room.kept);
    let today = room.state.clock.today();
    let public =
        |point: &Point| matches!(point.standing, Standing::Published | Standing::Merged(_));
    let spoke = participant.points.iter().any(public);
    let Some(seat) = room.seat.as_ref().filter(|_| spoke) else {
        return Ok(vec![]);
    };
    if kept.state(today).takes_points() {
        return Ok(vec![]);
    }
    let groups = store.groups(kept.forum.id).await?.into_iter();
    let promised: BTreeSet<Number> = groups.flat_map(|group| group.commitments).collect();
    let mut asked = Vec::new();
    for promise in store.numbered_commitments(promised).await? {
        if let Some(reported) = promise.asked_about(today) {
            let said = store.verdict_of_seat(&promise, kept.forum.id, seat).await?;
            asked.push(Asked {
                kept: promise,
                reported,
                said,
            });
        }
    }
    Ok(asked)
}

/// Keeps what whoever holds a seat says of a promise that answers the forum.
pub async fn judge(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(code): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let room = Room::enter(state, language, &code, &headers).await?;
    let typed = Typed::decode(&body);
    let verdict = commitments::said(&typed)?;
    let number = typed.text(COMMITMENT).parse();
    let number: Number = number.map_err(|_| Problem::bad_request())?;
    let seat = room.seat.clone().ok_or_else(Problem::bad_request)?;
    let (state, forum) = (&room.state, room.kept.forum.id);
    let client = state.client(peer, &headers);
    state.limits.said(client, forum, seat.as_str())?;
    let voter = Voter::Seat {
        forum,
        seat: seat.clone(),
    };
    let today = state.clock.today();
    let judged = state.store.judge_commitment(number, &voter, verdict, today);
    match judged.await {
        // A report that was taken back meanwhile is asked about no more, which the room shows.
        Ok(()) | Err(CommitmentError::NotAsked) => Ok(room.back(&seat)),
        Err(error) => Err(error.into()),
    }
}
