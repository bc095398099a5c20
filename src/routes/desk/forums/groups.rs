//! `/meja/forum/ID/kelompok/ID`: naming a group, answering it, and saying which commitments answer it.
//! It must not let two moderators overwrite each other.

use std::collections::BTreeSet;

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::document::Notice;
use desk::forms::noun_form::{field_errors, typed_fields};
use desk::forums::group::{Answering, COMMITMENT, GroupConflict, group_page};
use domain::access::Right;
use domain::commitment::Kept;
use domain::forum::{GROUP, Group, GroupId, KeptForum, Said};
use domain::slug::Slug;
use store::ForumError;
use ui::components::{FormErrors, FormFault};
use ui::forms::typed::Typed;
use uuid::Uuid;

use super::find;
use crate::routes::desk::{DeskRequest, seen_version};
use crate::routes::trouble::Problem;

/// One group.
pub async fn show(
    request: DeskRequest,
    Path((id, group)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let (kept, _) = find(&request, id).await?;
    let said = request.state.store.said(&kept).await?;
    let answering = answering(&request, &kept, &said, group).await?;
    let (desk, fields) = (request.desk(), answering.group.fields());
    let errors = FormErrors::default();
    let html = group_page(desk, &kept, &said, &answering, &fields, errors, None);
    Ok(request.show(html).await)
}

/// Changes it.
pub async fn change(
    request: DeskRequest,
    Path((id, group)): Path<(Uuid, Uuid)>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (kept, permit) = find(&request, id).await?;
    let typed = Typed::decode(&body);
    let version = seen_version(&typed)?;
    let said = request.state.store.said(&kept).await?;
    let mut answering = answering(&request, &kept, &said, group).await?;
    let numbers = typed.all(COMMITMENT).into_iter();
    answering.chosen = numbers.filter_map(|number| number.parse().ok()).collect();
    answering.version = version;
    let fields = typed_fields(GROUP, &typed);
    let changed = Group {
        commitments: answering.chosen.clone(),
        version,
        ..answering.group.clone()
    };
    let (errors, saved) = match changed.read(&fields) {
        Err(faults) => (field_errors(request.language, GROUP, &faults), None),
        Ok(changed) => {
            let (store, forum) = (&request.state.store, kept.forum.id);
            match store
                .save_group(&permit, forum, &changed, request.now())
                .await
            {
                Ok(()) => {
                    request.state.bells.ring();
                    return Ok(request.done(Notice::Saved, &format!("/meja/forum/{id}")));
                }
                Err(ForumError::Conflict(_)) => {
                    // Whoever saves again after seeing both versions knows what is replaced.
                    answering.version = answering.group.version;
                    let errors = GroupConflict.field_error(request.language).into();
                    (errors, Some(answering.group.snapshot()))
                }
                Err(error) => return Err(error.into()),
            }
        }
    };
    let html = group_page(
        request.desk(),
        &kept,
        &said,
        &answering,
        &fields,
        errors,
        saved,
    );
    Ok(request.again(html).await)
}

/// A group of a forum as it is, with what can answer it.
async fn answering(
    request: &DeskRequest,
    kept: &KeptForum,
    said: &Said,
    id: Uuid,
) -> Result<Answering, Problem> {
    let mut groups = said.groups.iter();
    let group = groups.find(|group| group.id == GroupId(id));
    let group = group.cloned().ok_or_else(Problem::not_found)?;
    Ok(Answering {
        commitments: commitments(request, kept).await?,
        chosen: group.commitments.clone(),
        version: group.version,
        group,
    })
}

/// The commitments of the unit that invites and of those below it, as far as the viewer runs their forums.
async fn commitments(request: &DeskRequest, kept: &KeptForum) -> Result<Vec<Kept>, Problem> {
    let site = request.site();
    let register = site.record.register();
    let units = request.units(Right::RunForums).into_iter();
    let units = units.map(|named| named.slug);
    let units: BTreeSet<Slug> = units
        .filter(|unit| register.lies_within(unit, &kept.forum.unit))
        .collect();
    Ok(request.state.store.commitments(Some(&units)).await?)
}
