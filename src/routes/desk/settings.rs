//! `/meja/pengaturan`.
//! It must not be reached by administrators of a part of the city.

use axum::body::Bytes;
use axum::response::Response;
use domain::access::{Permit, Right};
use web::desk::Notice;
use web::forms::settings_form::{filled, parse};
use web::forms::typed::Typed;
use web::pages::desk::settings::settings_page;

use super::Visit;
use crate::routes::trouble::Problem;

const PATH: &str = "/meja/pengaturan";

/// The form.
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    permit(&visit)?;
    let typed = filled(&visit.state.store.settings().await?);
    let desk = visit.desk();
    Ok(visit.show(move || settings_page(desk, typed, vec![])).await)
}

/// Changes the settings.
pub async fn change(visit: Visit, body: Bytes) -> Result<Response, Problem> {
    let permit = permit(&visit)?;
    let typed = Typed::decode(&body);
    match parse(&typed) {
        Ok(settings) => {
            let store = &visit.state.store;
            store
                .change_settings(&permit, &settings, visit.now())
                .await?;
            Ok(visit.done(Notice::Saved, PATH))
        }
        Err(problems) => {
            let desk = visit.desk_at(PATH);
            Ok(visit
                .again(move || settings_page(desk, typed, problems))
                .await)
        }
    }
}

fn permit(visit: &Visit) -> Result<Permit, Problem> {
    let site = visit.site();
    visit
        .viewer
        .permit_everywhere(Right::Configure, site.record.register())
}
