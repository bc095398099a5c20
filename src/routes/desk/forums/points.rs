//! `/meja/forum/ID`: the moderator's console.
//! It must not let two moderators overwrite each other.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::document::Notice;
use desk::forms::TOKEN;
use desk::forms::point_form::{
    ACTION, COMMUNITY, EDIT, GROUP, NAME, PointFault, TEXT, TWIN, decision, new_group, text,
};
use desk::forums::console::{Console, Hearing};
use desk::forums::one::forum_page;
use desk::forums::point::{Deciding, point_page};
use domain::forum::{Community, GroupId, KeptForum, NotDecided, Point, PointId};
use store::{FormToken, ForumError, HeardPoint};
use ui::components::{FormErrors, FormFault};
use ui::forms::typed::Typed;
use uuid::Uuid;

use super::find;
use crate::routes::desk::{DeskRequest, seen_version};
use crate::routes::forums::live::with_script;
use crate::routes::trouble::Problem;

/// One forum with its console.
pub async fn show(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, id).await?;
    let console = console(&request, &kept).await?;
    let (desk, site, today) = (request.desk(), request.site(), request.today());
    let html = forum_page(desk, &site, &kept, today, &console);
    Ok(with_script(request.show(html).await))
}

async fn console(request: &DeskRequest, kept: &KeptForum) -> Result<Console, Problem> {
    Ok(Console {
        said: request.state.store.said(kept).await?,
        is_recorded: {
            let minutes = request.state.store.minutes(kept.forum.id).await?;
            minutes.tell_the_record()
        },
        token: FormToken::random().as_str().to_owned(),
        typed: Hearing::default(),
        errors: FormErrors::default(),
    })
}

/// The console again, with what is wrong with what was typed.
async fn again(
    request: &DeskRequest,
    kept: &KeptForum,
    typed: Hearing,
    fault: PointFault,
) -> Result<Response, Problem> {
    let console = Console {
        typed,
        errors: fault.field_error(request.language).into(),
        ..console(request, kept).await?
    };
    let desk = request.desk_at(&format!("/meja/forum/{}", kept.forum.id));
    let html = forum_page(desk, &request.site(), kept, request.today(), &console);
    Ok(with_script(request.again(html).await))
}

/// Keeps what a moderator heard.
pub async fn hear(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (kept, permit) = find(&request, id).await?;
    let typed = Typed::decode(&body);
    let token = FormToken::parse(typed.text(TOKEN)).ok_or_else(Problem::bad_request)?;
    match text(&typed) {
        Err(fault) => {
            let hearing = Hearing {
                text: typed.raw(TEXT).to_owned(),
                community: typed.text(COMMUNITY).to_owned(),
                group: typed.text(GROUP).to_owned(),
                name: String::new(),
            };
            again(&request, &kept, hearing, fault).await
        }
        Ok(text) => {
            let heard = HeardPoint {
                forum: kept.forum.id,
                token,
                community: Community::from_code(typed.text(COMMUNITY)),
                text,
                group: typed.text(GROUP).parse().ok().map(GroupId),
            };
            let store = &request.state.store;
            store.hear_point(&permit, &heard, request.now()).await?;
            request.state.bells.ring();
            Ok(request.done(Notice::Saved, &format!("/meja/forum/{id}")))
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
    let fault = match decision(&typed).ok_or_else(Problem::bad_request)? {
        Err(fault) => fault,
        Ok(decision) => {
            let (store, forum, now) = (&request.state.store, kept.forum.id, request.now());
            let decided =
                store.decide_point(&permit, forum, PointId(point), version, &decision, now);
            match decided.await {
                Ok(()) => {
                    request.state.bells.ring();
                    return Ok(request.done(Notice::Saved, &format!("/meja/forum/{id}")));
                }
                Err(ForumError::Conflict(_)) => PointFault::Conflict,
                Err(ForumError::NotDecided(NotDecided::NoTwin)) => PointFault::NoTwin,
                Err(ForumError::NotDecided(NotDecided::IsTwin)) => PointFault::IsTwin,
                Err(ForumError::NotDecided(NotDecided::NotPublished)) => PointFault::NotPublished,
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

async fn find_point(request: &DeskRequest, kept: &KeptForum, id: Uuid) -> Result<Point, Problem> {
    let store = &request.state.store;
    let point = store.point(kept.forum.id, PointId(id)).await?;
    point.ok_or_else(Problem::not_found)
}
