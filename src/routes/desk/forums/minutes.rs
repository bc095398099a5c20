//! `/meja/forum/ID/berita-acara`: proposing the minutes of a forum and its addenda to the head of the unit.
//! It must not publish anything.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use desk::document::Notice;
use desk::forms::reason_form::{REASON, reason_within};
use desk::forums::minutes::{MINUTES, MinutesDesk, minutes_page};
use domain::access::{AccountId, Permit};
use domain::forum::{KeptForum, Minutes, MinutesId};
use domain::second_person::{DecisionRefused, MAX_REASON};
use store::MinutesError;
use ui::components::{FieldError, FormErrors};
use ui::forms::typed::Typed;
use ui::page::href;
use ui::t;
use uuid::Uuid;

use super::find;
use crate::minutes::{Making, untold};
use crate::routes::desk::DeskRequest;
use crate::routes::printed;
use crate::routes::trouble::Problem;

/// What was proposed, and what can be.
pub async fn show(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, id).await?;
    let shown = shown(&request, kept).await?;
    Ok(request.show(minutes_page(request.desk(), &shown)).await)
}

/// Proposes what comes next: the minutes, or an addendum to them.
pub async fn propose(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (kept, permit) = find(&request, id).await?;
    let why = match proposed(&request, &permit, &kept).await {
        Ok(()) => return Ok(request.done(Notice::Saved, &path(&kept))),
        // Somebody was faster; the page tells why nothing can be proposed now.
        Err(MinutesError::NotProposed(_)) => return Ok(to_page(&request, &kept)),
        Err(MinutesError::Conflict(_)) => t!(request.language, "minutes-changed"),
        Err(error) => return Err(error.into()),
    };
    let errors = FieldError::new("usulkan", why).into();
    again(&request, kept, String::new(), errors).await
}

async fn proposed(
    request: &DeskRequest,
    permit: &Permit,
    kept: &KeptForum,
) -> Result<(), MinutesError> {
    let (store, by) = (&request.state.store, request.viewer.0.id);
    let making = Making {
        store,
        site: &request.site(),
        public_url: &request.state.public_url,
    };
    let new = making.next(kept, request.moment()).await?;
    let proposing = store.propose_minutes(permit, by, &new, request.moment());
    proposing.await.map(drop)
}

/// Takes back what waits for the head of the unit.
pub async fn take_back(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (kept, permit) = find(&request, id).await?;
    let typed = Typed::decode(&body);
    let store = &request.state.store;
    let reason = match reason_within(MAX_REASON, &typed, request.language) {
        Ok(reason) => reason,
        Err(error) => {
            return again(&request, kept, typed.raw(REASON).to_owned(), error.into()).await;
        }
    };
    let shown = typed.text(MINUTES).parse();
    let shown: MinutesId = shown.map_err(|_| Problem::bad_request())?;
    let (by, now) = (request.viewer.0.id, request.now());
    match store
        .send_minutes_back(&permit, by, shown, &reason, now)
        .await
    {
        Ok(()) => Ok(request.done(Notice::Saved, &path(&kept))),
        // The page tells who decided what in the meantime.
        Err(MinutesError::Decision(DecisionRefused::Decided)) => Ok(to_page(&request, &kept)),
        Err(error) => Err(error.into()),
    }
}

fn to_page(request: &DeskRequest, kept: &KeptForum) -> Response {
    Redirect::to(&href(request.language, &path(kept))).into_response()
}

/// A document as it was frozen.
pub async fn document(
    request: DeskRequest,
    Path((id, minutes)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let (kept, _) = find(&request, id).await?;
    let minutes = request
        .state
        .store
        .minutes_by_id(MinutesId(minutes))
        .await?;
    let minutes = minutes.filter(|minutes| minutes.forum == kept.forum.id);
    frozen(&request, &minutes.ok_or_else(Problem::not_found)?).await
}

/// What was frozen as minutes.
pub(in crate::routes::desk) async fn frozen(
    request: &DeskRequest,
    minutes: &Minutes,
) -> Result<Response, Problem> {
    let frozen = request.state.store.frozen(minutes.id).await?;
    let frozen = frozen.ok_or_else(Problem::not_found)?;
    Ok(printed::document(frozen.document))
}

fn path(kept: &KeptForum) -> String {
    format!("/meja/forum/{}/berita-acara", kept.forum.id)
}

async fn again(
    request: &DeskRequest,
    kept: KeptForum,
    reason: String,
    errors: FormErrors,
) -> Result<Response, Problem> {
    let desk = request.desk_at(&path(&kept));
    let shown = MinutesDesk {
        reason,
        errors,
        ..shown(request, kept).await?
    };
    Ok(request.again(minutes_page(desk, &shown)).await)
}

async fn shown(request: &DeskRequest, kept: KeptForum) -> Result<MinutesDesk, Problem> {
    let (store, forum) = (&request.state.store, kept.forum.id);
    let minutes = store.minutes(forum).await?;
    let amendments = store.amendments(forum).await?;
    let people: Vec<AccountId> = minutes.0.iter().flat_map(people).collect();
    Ok(MinutesDesk {
        names: store.account_names(&people).await?,
        next: minutes.next(kept.state(request.today()), &untold(&amendments)),
        gaps: store.said(&kept).await?.gaps(),
        minutes,
        amendments,
        reason: String::new(),
        errors: FormErrors::default(),
        kept,
    })
}

/// Whoever proposed minutes or decided about them.
pub(in crate::routes::desk) fn people(minutes: &Minutes) -> impl Iterator<Item = AccountId> {
    std::iter::once(minutes.proposed_by).chain(minutes.decided_by)
}
