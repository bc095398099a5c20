//! `/meja/audit`: reading and checking the audit trail.
//! It must not change it.

use axum::response::Response;
use desk::audit::{ACTOR, CHECK, DEED, KIND, NAME, UNIT, Wholeness, audit_page};
use domain::access::Right;
use domain::audit::AuditFilter;
use store::AuditError;
use ui::components::AFTER;

use super::DeskRequest;
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many entries stand on a page.
const PER_PAGE: usize = 100;

/// The trail, newest first. It is one for the whole city, so only auditors of the city read it.
pub async fn list(request: DeskRequest) -> Result<Response, Problem> {
    let site = request.site();
    request
        .viewer
        .permit_everywhere(Right::ReadAudit, site.record.register())?;
    let query = request.query();
    let text = |name| query.text(name).to_owned();
    let filter = AuditFilter {
        actor: text(ACTOR),
        deed: text(DEED),
        kind: text(KIND),
        name: text(NAME),
        unit: text(UNIT),
        before: query.text(AFTER).parse().ok(),
    };
    let store = &request.state.store;
    let entries = store.audit_entries(&filter, PER_PAGE as u64 + 1).await?;
    let Page {
        rows: entries,
        next,
    } = Page::of(entries, PER_PAGE, |entry| entry.number);
    let actors = entries.iter().map(|entry| entry.actor.as_str());
    let names = request.names(&actors.collect::<Vec<_>>()).await?;
    let wholeness = if query.has(CHECK) {
        Some(match store.verify_audit().await {
            Ok(count) => Wholeness::Whole(count),
            Err(AuditError::Broken(link)) => Wholeness::Broken(link.to_string()),
            Err(AuditError::Store(error)) => return Err(error.into()),
        })
    } else {
        None
    };
    let desk = request.desk();
    let html = audit_page(desk, filter, entries, names, wholeness, next);
    Ok(request.show(html).await)
}
