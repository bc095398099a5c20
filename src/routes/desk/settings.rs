//! `/meja/pengaturan`.
//! It must not be reached by administrators of a part of the city.

use axum::body::Bytes;
use axum::response::Response;
use desk::document::Notice;
use desk::forms::BASE;
use desk::forms::noun_form::{field_errors, typed_fields};
use desk::settings::{CLOCK, Doubt, K, settings_page};
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
    let clock = clock(&request).await?;
    let desk = request.desk();
    let none = FormErrors::default();
    let html = settings_page(desk, &kept, &kept.fields(), none, false, clock);
    Ok(request.show(html).await)
}

/// Changes the settings, unless somebody else did in the meantime; or confirms the clock.
pub async fn change(request: DeskRequest, body: Bytes) -> Result<Response, Problem> {
    let permit = permit(&request)?;
    let typed = Typed::decode(&body);
    if typed.has(CLOCK) {
        let store = &request.state.store;
        store.confirm_clock(&permit, request.now()).await?;
        return Ok(request.done(Notice::Saved, PATH));
    }
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
    let clock = clock(&request).await?;
    let desk = request.desk_at(PATH);
    let html = settings_page(desk, &kept, &fields, errors, conflict, clock);
    Ok(request.again(html).await)
}

async fn clock(request: &DeskRequest) -> Result<Doubt, Problem> {
    Ok(Doubt {
        standing: request.state.store.clock_standing(request.now()).await?,
        today: request.today(),
    })
}

fn permit(request: &DeskRequest) -> Result<Permit, Problem> {
    let site = request.site();
    request
        .viewer
        .permit_everywhere(Right::Configure, site.record.register())
}
