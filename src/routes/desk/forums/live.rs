//! What renews itself on the moderator's console: its bell, and the lists that are fetched when it rings.
//! It must not touch what a moderator is typing.

use axum::extract::Path;
use axum::response::Response;
use desk::forums::console;
use domain::forum::Pulse;
use uuid::Uuid;

use super::find;
use crate::cached::{Cached, Reuse};
use crate::render::HTML;
use crate::routes::desk::DeskRequest;
use crate::routes::forums::live::ringing;
use crate::routes::trouble::Problem;

/// The bell of a forum for its moderators: a version whenever a point comes in or the hall sees something change.
pub async fn bell(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, id).await?;
    Ok(ringing(&request.state, &kept, Pulse::all))
}

/// The points of a forum by where they stand, without the page around them.
pub async fn lists(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, id).await?;
    let said = request.state.store.said(&kept).await?;
    let page = request
        .state
        .page(request.language, format!("/meja/forum/{id}"));
    let html = console::lists(&page, &kept, &said).into_string();
    Ok(Cached::new(HTML, Reuse::Never, html).respond(&request.headers))
}
