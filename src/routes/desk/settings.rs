//! `/meja/pengaturan`.
//! It must not be reached by administrators of a part of the city.

use axum::body::Bytes;
use axum::response::Response;
use desk::document::Notice;
use desk::forms::BASE;
use desk::forms::noun_form::{field_errors, typed_fields};
use desk::settings::{K, settings_page};
use domain::access::{Permit, Right};
use domain::digest::Digest;
use domain::settings::{SETTINGS, Settings};
use ui::components::{FieldError, FormErrors};
use ui::forms::typed::Typed;
use ui::t;

use super::DeskRequest;
use crate::routes::trouble::Problem;

const PATH: &str = "/meja/pengaturan";

/// The form.
pub async fn show(request: DeskRequest) -> Result<Response, Problem> {
    permit(&request)?;
    let kept = request.state.store.settings().await?;
    let desk = request.desk();
    let html = settings_page(desk, &kept, &kept.fields(), FormErrors::default(), false);
    Ok(request.show(html).await)
}

/// Changes the settings, unless somebody else did in the meantime.
pub async fn change(request: DeskRequest, body: Bytes) -> Result<Response, Problem> {
    let permit = permit(&request)?;
    let typed = Typed::decode(&body);
    let seen: Option<Digest> = typed.text(BASE).parse().ok();
    let seen = seen.ok_or_else(Problem::bad_request)?;
    let store = &request.state.store;
    let outdated = store.settings().await?.digest() != seen;
    let conflict = || FieldError::new(K, t!(request.language, "error-settings-conflict"));
    let fields = typed_fields(SETTINGS, &typed);
    let (errors, conflict) = match Settings::read(&fields) {
        // Before anything else, so that a form with another fault does not come back as one that has seen the change.
        _ if outdated => (conflict().into(), true),
        Err(faults) => (field_errors(request.language, SETTINGS, &faults), false),
        Ok(settings) => {
            let changed = store.change_settings(&permit, &seen, &settings, request.now());
            if changed.await? {
                return Ok(request.done(Notice::Saved, PATH));
            }
            (conflict().into(), true)
        }
    };
    let kept = store.settings().await?;
    let desk = request.desk_at(PATH);
    let html = settings_page(desk, &kept, &fields, errors, conflict);
    Ok(request.again(html).await)
}

fn permit(request: &DeskRequest) -> Result<Permit, Problem> {
    let site = request.site();
    request
        .viewer
        .permit_everywhere(Right::Configure, site.record.register())
}
