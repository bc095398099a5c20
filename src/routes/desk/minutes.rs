//! `/meja/berita-acara`: the head of a unit confirms the minutes of its forums, or sends them back.
//! It must not show those of a unit out of the viewer's reach.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::document::Notice;
use desk::forms::reason_form::{REASON, reason_within};
use desk::forums::confirm::{Confirming, Decision, PATH, decision_page, waiting_page};
use domain::access::{Permit, Right};
use domain::forum::MinutesId;
use domain::second_person::{DecisionRefused, MAX_REASON};
use store::{MinutesError, StoreError};
use ui::components::{FieldError, FormErrors};
use ui::forms::typed::Typed;
use ui::t;
use uuid::Uuid;

use super::DeskRequest;
use super::forums::minutes::{frozen, people};
use crate::routes::trouble::Problem;

/// What waits for the viewer.
pub async fn list(request: DeskRequest) -> Result<Response, Problem> {
    let site = request.site();
    let register = site.record.register();
    let reach = request.viewer.0.reach(Right::ConfirmMinutes, register);
    let store = &request.state.store;
    let mut waiting = Vec::new();
    for minutes in store.waiting_minutes(&reach).await? {
        let kept = store.forum(minutes.forum).await?;
        let kept = kept.ok_or_else(Problem::not_found)?;
        waiting.push(Confirming { minutes, kept });
    }
    Ok(request.show(waiting_page(request.desk(), &waiting)).await)
}

/// One proposal.
pub async fn show(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (confirming, _) = find(&request, id).await?;
    let shown = shown(&request, confirming).await?;
    Ok(request.show(decision_page(request.desk(), &shown)).await)
}

/// The document that is decided about.
pub async fn document(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (confirming, _) = find(&request, id).await?;
    frozen(&request, &confirming.minutes).await
}

/// Publishes it.
pub async fn confirm(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (confirming, permit) = find(&request, id).await?;
    let (store, by) = (&request.state.store, request.viewer.0.id);
    let confirmed = store.confirm_minutes(&permit, by, confirming.minutes.id, request.moment());
    match confirmed.await {
        Ok(()) => Ok(request.done(Notice::Saved, &format!("{PATH}/{id}"))),
        Err(error) => {
            let error = told(&request, error)?;
            again(&request, confirming, String::new(), error).await
        }
    }
}

/// Sends it back.
pub async fn send_back(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (confirming, permit) = find(&request, id).await?;
    let typed = Typed::decode(&body);
    let error = match reason_within(MAX_REASON, &typed, request.language) {
        Err(error) => error,
        Ok(reason) => {
            let (store, by, now) = (&request.state.store, request.viewer.0.id, request.now());
            let minutes = confirming.minutes.id;
            match store
                .send_minutes_back(&permit, by, minutes, &reason, now)
                .await
            {
                Ok(()) => return Ok(request.done(Notice::Saved, &format!("{PATH}/{id}"))),
                Err(error) => told(&request, error)?,
            }
        }
    };
    again(&request, confirming, typed.raw(REASON).to_owned(), error).await
}

/// What the sender can do something about.
fn told(request: &DeskRequest, error: MinutesError) -> Result<FieldError, Problem> {
    let language = request.language;
    let words = match error {
        MinutesError::Decision(DecisionRefused::OwnProposal) => t!(language, "minutes-own"),
        MinutesError::Decision(DecisionRefused::Decided) => t!(language, "minutes-decided"),
        MinutesError::Decision(DecisionRefused::Changed) => t!(language, "minutes-record-changed"),
        MinutesError::Store(StoreError::Clock(_)) => t!(language, "minutes-clock"),
        error => return Err(error.into()),
    };
    Ok(FieldError::new(REASON, words))
}

async fn again(
    request: &DeskRequest,
    confirming: Confirming,
    reason: String,
    error: FieldError,
) -> Result<Response, Problem> {
    let desk = request.desk_at(&format!("{PATH}/{}", confirming.minutes.id));
    let (now, _) = find(request, confirming.minutes.id.0).await?;
    let shown = Decision {
        reason,
        errors: error.into(),
        ..shown(request, now).await?
    };
    Ok(request.again(decision_page(desk, &shown)).await)
}

async fn shown(request: &DeskRequest, confirming: Confirming) -> Result<Decision, Problem> {
    let people: Vec<_> = people(&confirming.minutes).collect();
    Ok(Decision {
        names: request.state.store.account_names(&people).await?,
        own: confirming.minutes.proposed_by == request.viewer.0.id,
        confirming,
        reason: String::new(),
        errors: FormErrors::default(),
    })
}

/// Minutes with the permit to decide about them.
async fn find(request: &DeskRequest, id: Uuid) -> Result<(Confirming, Permit), Problem> {
    let store = &request.state.store;
    let minutes = store.minutes_by_id(MinutesId(id)).await?;
    let minutes = minutes.ok_or_else(Problem::not_found)?;
    let kept = store.forum(minutes.forum).await?;
    let kept = kept.ok_or_else(Problem::not_found)?;
    let site = request.site();
    let unit = &kept.forum.unit;
    let permit = request
        .viewer
        .permit(Right::ConfirmMinutes, unit, site.record.register())?;
    Ok((Confirming { minutes, kept }, permit))
}
