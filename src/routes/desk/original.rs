//! `/meja/komentar/ID/asli`: an auditor reads the original of a moderated comment.
//! It must not show it before the reason stands in the audit trail.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::moderation::{LONGEST_REASON, Original, REASON, original_page};
use domain::access::{Permit, Right};
use domain::moderation::CommentId;
use store::OriginalError;
use ui::forms::typed::Typed;
use uuid::Uuid;

use super::DeskRequest;
use crate::routes::trouble::Problem;

/// Asks for a reason.
pub async fn ask(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let id = CommentId(id);
    permit(&request, id).await?;
    let desk = request.desk();
    Ok(request
        .show(original_page(desk, id, Original::Asked(None)))
        .await)
}

/// Records the reason, then shows the original.
pub async fn read(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let id = CommentId(id);
    let permit = permit(&request, id).await?;
    let form = Typed::decode(&body);
    let reason = form.text(REASON);
    let desk = request.desk();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        let typed = form.raw(REASON).to_owned();
        return Ok(request
            .again(original_page(desk, id, Original::Asked(Some(typed))))
            .await);
    }
    let store = &request.state.store;
    let original = match store
        .read_original(&permit, id, reason, request.now())
        .await
    {
        Ok(text) => Original::Read(text),
        Err(OriginalError::Forgotten) => Original::Forgotten,
        Err(error) => return Err(error.into()),
    };
    Ok(request.show(original_page(desk, id, original)).await)
}

async fn permit(request: &DeskRequest, id: CommentId) -> Result<Permit, Problem> {
    let service = request.state.store.service_of_comment(id).await?;
    let site = request.site();
    let register = site.record.register();
    let service = service.and_then(|slug| register.service(&slug));
    let unit = &service.ok_or_else(Problem::not_found)?.unit;
    request.viewer.permit(Right::ReadOriginals, unit, register)
}
