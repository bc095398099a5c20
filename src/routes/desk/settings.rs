//! `/meja/pengaturan`.
//! It must not be reached by administrators of a part of the city.

use axum::body::Bytes;
use axum::response::Response;
use desk::document::Notice;
use desk::forms::BASE;
use desk::forms::settings_form::{Problem as Wrong, filled, parse};
use desk::settings::settings_page;
use domain::access::{Permit, Right};
use domain::release::Digest;
use ui::forms::typed::Typed;

use super::Visit;
use crate::routes::trouble::Problem;

const PATH: &str = "/meja/pengaturan";

/// The form.
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    permit(&visit)?;
    let kept = visit.state.store.settings().await?;
    let desk = visit.desk();
    Ok(visit
        .show(settings_page(desk, &kept, &filled(&kept), vec![]))
        .await)
}

/// Changes the settings, unless somebody else did in the meantime.
pub async fn change(visit: Visit, body: Bytes) -> Result<Response, Problem> {
    let permit = permit(&visit)?;
    let typed = Typed::decode(&body);
    let seen: Option<Digest> = typed.text(BASE).parse().ok();
    let seen = seen.ok_or_else(Problem::bad_request)?;
    let store = &visit.state.store;
    let outdated = store.settings().await?.digest() != seen;
    let problems = match parse(&typed) {
        // Before anything else, so that a form with another fault does not come back as one that has seen the change.
        _ if outdated => vec![Wrong::Conflict],
        Err(problems) => problems,
        Ok(settings) => {
            let changed = store.change_settings(&permit, &seen, &settings, visit.now());
            if changed.await? {
                return Ok(visit.done(Notice::Saved, PATH));
            }
            vec![Wrong::Conflict]
        }
    };
    let kept = store.settings().await?;
    let desk = visit.desk_at(PATH);
    Ok(visit
        .again(settings_page(desk, &kept, &typed, problems))
        .await)
}

fn permit(visit: &Visit) -> Result<Permit, Problem> {
    let site = visit.site();
    visit
        .viewer
        .permit_everywhere(Right::Configure, site.record.register())
}
