//! `/meja/tanggapan`: the departments' public replies to public comments.
//! It must not let anybody answer for a unit that is not theirs.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::document::Notice;
use desk::forms::reply_form::{ReplyFault, ReplyForm};
use desk::replies::{ANSWERED, UNIT, YES, replies_page, reply_page};
use domain::access::{Permit, Right};
use domain::moderation::reply::{CannotChange, ReplyVersion};
use domain::moderation::{CommentId, ReleasedComment};
use domain::slug::Slug;
use store::{ReleasedFilter, ReplyError};
use ui::components::AFTER;
use uuid::Uuid;

use super::DeskRequest;
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many comments stand on a page.
const PER_PAGE: usize = 50;

/// The public comments of the viewer's units, those without a reply first of all.
pub async fn list(request: DeskRequest) -> Result<Response, Problem> {
    let query = request.query();
    let unit: Option<Slug> = query.text(UNIT).parse().ok();
    let answered = query.text(ANSWERED) == YES;
    let filter = ReleasedFilter {
        pooled: true,
        answered: Some(answered),
        after: query.text(AFTER).parse().ok(),
        ..ReleasedFilter::of(services(&request, unit.as_ref()))
    };
    let store = &request.state.store;
    let comments = store
        .released_comments(&filter, PER_PAGE as u64 + 1)
        .await?;
    let part = Page::of(comments, PER_PAGE, |comment| comment.place().to_string());
    let (desk, site) = (request.desk(), request.site());
    let units = request.units(Right::Reply);
    let html = {
        let register = site.record.register();
        replies_page(
            desk,
            register,
            units,
            unit.as_ref(),
            answered,
            part.rows,
            part.next,
        )
    };
    Ok(request.show(html).await)
}

/// One public comment with the form to answer it.
pub async fn show(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (_, comment) = find(&request, id).await?;
    let said = comment
        .reply
        .as_ref()
        .map(|reply| reply.current().text.as_str());
    let form = ReplyForm::of(said.unwrap_or_default());
    let (desk, site) = (request.desk(), request.site());
    let html = reply_page(desk, site.record.register(), comment, &form, None);
    Ok(request.show(html).await)
}

/// Publishes a reply or its change.
pub async fn save(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (permit, comment) = find(&request, id).await?;
    let form = ReplyForm::decode(&body);
    let versions = form.versions().ok_or_else(Problem::bad_request)?;
    let kept = comment.reply.as_ref();
    let kept = kept.map_or(0, |reply| reply.history().count());
    let problem = match form.text() {
        // Before anything else, so that a form with another fault does not come back as one that has seen the change.
        _ if versions != kept => ReplyFault::Conflict,
        Err(problem) => problem,
        Ok(text) => {
            let date = request.today();
            let version = ReplyVersion { text, date };
            let store = &request.state.store;
            let saved = store.save_reply(&permit, comment.id, versions, version, request.now());
            match saved.await {
                Ok(()) => return Ok(request.done(Notice::Saved, &format!("/meja/tanggapan/{id}"))),
                Err(ReplyError::Conflict(_)) => ReplyFault::Conflict,
                Err(ReplyError::Refused(CannotChange::Same)) => ReplyFault::Same,
                Err(ReplyError::Refused(CannotChange::Earlier(_))) => ReplyFault::Earlier,
                Err(error) => return Err(error.into()),
            }
        }
    };
    let (_, comment) = find(&request, id).await?;
    let (desk, site) = (request.desk(), request.site());
    let html = reply_page(desk, site.record.register(), comment, &form, Some(problem));
    Ok(request.again(html).await)
}

/// A public comment with the permit to answer it.
async fn find(request: &DeskRequest, id: Uuid) -> Result<(Permit, ReleasedComment), Problem> {
    let found = request.state.store.released_comment(CommentId(id)).await?;
    let (service, comment) = found.ok_or_else(Problem::not_found)?;
    let site = request.site();
    let register = site.record.register();
    let service = register.service(&service).ok_or_else(Problem::not_found)?;
    let permit = request
        .viewer
        .permit(Right::Reply, &service.unit, register)?;
    Ok((permit, comment))
}

/// The services of the viewer's units, or of one of them with everything below it.
fn services(request: &DeskRequest, unit: Option<&Slug>) -> Vec<Slug> {
    let site = request.site();
    let register = site.record.register();
    let reach = request.viewer.0.reach(Right::Reply, register);
    let asked = register.services().filter(|service| {
        reach.contains(&service.unit)
            && unit.is_none_or(|unit| register.lies_within(&service.unit, unit))
    });
    asked.map(|service| service.slug.clone()).collect()
}
