//! `/meja/forum/ID/usulan`: what moderators hear, and what they decide about points.
//! It must not let two moderators overwrite each other.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::document::Notice;
use desk::forms::TOKEN;
use desk::forms::point_form::{
    ACTION, COMMUNITY, EDIT, GROUP, NAME, PointFault, Pressed, SLIP, TEXT, TWIN, new_group,
    pressed, slip, text,
};
use desk::forums::console::Hearing;
use desk::forums::current::working_on;
use desk::forums::point::{Deciding, point_page};
use domain::forum::{Community, GroupId, KeptForum, NotDecided, Point, PointId};
use store::{FormToken, ForumError, HeardPoint};
use ui::components::{FormErrors, FormFault};
use ui::forms::typed::Typed;
use uuid::Uuid;

use super::console::again;
use super::find;
use crate::routes::desk::{DeskRequest, seen_version};
use crate::routes::trouble::Problem;

/// Keeps what a moderator heard.
pub async fn hear(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (kept, permit) = find(&request, id).await?;
    let typed = Typed::decode(&body);
    let token = FormToken::parse(typed.text(TOKEN)).ok_or_else(Problem::bad_request)?;
    match text(&typed).and_then(|text| Ok((text, slip(&typed)?))) {
        Err(fault) => {
            let hearing = Hearing {
                text: typed.raw(TEXT).to_owned(),
                community: typed.text(COMMUNITY).to_owned(),
                slip: typed.text(SLIP).to_owned(),
                group: typed.text(GROUP).to_owned(),
                name: String::new(),
            };
            again(&request, &kept, hearing, fault).await
        }
        Ok((text, slip)) => {
            let heard = HeardPoint {
                forum: kept.forum.id,
                token,
                community: Community::from_code(typed.text(COMMUNITY)),
                text,
                slip,
                group: typed.text(GROUP).parse().ok().map(GroupId),
            };
            let store = &request.state.store;
            let heard = store.hear_point(&permit, &heard, request.now()).await?;
            request.state.bells.ring();
            back(&request, &kept, heard).await
        }
    }
}

/// Adds a group.
pub async fn add_group(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (kept, permit) = find(&request, id).await?;
    let typed = Typed::decode(&body);
    match new_group(&typed, GroupId(Uuid::new_v4())) {
        Err(fault) => {
            let hearing = Hearing {
                name: typed.raw(NAME).to_owned(),
                ..Hearing::default()
            };
            again(&request, &kept, hearing, fault).await
        }
        Ok(group) => {
            let (store, forum) = (&request.state.store, kept.forum.id);
            let saved = store.save_group(&permit, forum, &group, request.now());
            saved.await?;
            request.state.bells.ring();
            Ok(request.done(Notice::Saved, &format!("/meja/forum/{id}")))
        }
    }
}

/// One point.
pub async fn point(
    request: DeskRequest,
    Path((id, point)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let (kept, _) = find(&request, id).await?;
    let point = find_point(&request, &kept, point).await?;
    let deciding = Deciding {
        text: point.text.as_str().to_owned(),
        twin: String::new(),
        errors: FormErrors::default(),
    };
    let html = point_page(request.desk(), &kept, &point, deciding);
    Ok(request.show(html).await)
}

/// Decides about a point.
pub async fn decide(
    request: DeskRequest,
    Path((id, point)): Path<(Uuid, Uuid)>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (kept, permit) = find(&request, id).await?;
    let typed = Typed::decode(&body);
    let version = seen_version(&typed)?;
    let pressed = pressed(&typed, GroupId(Uuid::new_v4()));
    let fault = match pressed.ok_or_else(Problem::bad_request)? {
        Err(fault) => fault,
        Ok(pressed) => {
            let (store, forum, now) = (&request.state.store, kept.forum.id, request.now());
            let point = PointId(point);
            let decided = match &pressed {
                Pressed::Decide(decision) => {
                    store
                        .decide_point(&permit, forum, point, version, decision, now)
                        .await
                }
                Pressed::PublishUnder(group) => {
                    store
                        .publish_under(&permit, forum, point, version, group, now)
                        .await
                }
            };
            match decided {
                Ok(()) => {
                    request.state.bells.ring();
                    return back(&request, &kept, point).await;
                }
                Err(ForumError::Conflict(_)) => PointFault::Conflict,
                Err(ForumError::NotDecided(NotDecided::NoTwin)) => PointFault::NoTwin,
                Err(ForumError::NotDecided(NotDecided::IsTwin)) => PointFault::IsTwin,
                Err(ForumError::NotDecided(NotDecided::NotPublished)) => PointFault::NotPublished,
                Err(ForumError::NotDecided(NotDecided::NothingToUndo)) => PointFault::NothingToUndo,
                Err(error) => return Err(error.into()),
            }
        }
    };
    let point = find_point(&request, &kept, point).await?;
    let edited = typed.text(ACTION) == EDIT;
    let text = if edited {
        typed.raw(TEXT)
    } else {
        point.text.as_str()
    };
    let deciding = Deciding {
        text: text.to_owned(),
        twin: typed.text(TWIN).to_owned(),
        errors: fault.field_error(request.language).into(),
    };
    let html = point_page(request.desk(), &kept, &point, deciding);
    Ok(request.again(html).await)
}

/// Back to the console with the same point in hand, so that what was done can be undone.
async fn back(
    request: &DeskRequest,
    kept: &KeptForum,
    point: PointId,
) -> Result<Response, Problem> {
    let point = find_point(request, kept, point.0).await?;
    Ok(request.done(Notice::Saved, &working_on(kept, point.number)))
}

async fn find_point(request: &DeskRequest, kept: &KeptForum, id: Uuid) -> Result<Point, Problem> {
    let store = &request.state.store;
    let point = store.point(kept.forum.id, PointId(id)).await?;
    point.ok_or_else(Problem::not_found)
}
