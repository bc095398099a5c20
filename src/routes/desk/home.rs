//! `/meja`.
//! It must not gather anything that the viewer may not see.

use axum::response::Response;
use web::pages::desk::home::home_page;

use super::Visit;

/// What the viewer may do, and what waits.
pub async fn show(visit: Visit) -> Response {
    let (desk, site, person) = (visit.desk(), visit.site(), visit.viewer.0.clone());
    visit
        .show(move || home_page(desk, &site, &person, vec![]))
        .await
}
