//! `/meja/audit`: reading and checking the audit trail.
//! It must not change it.

use axum::response::Response;
use desk::audit::{ACTOR, CHECK, DEED, KIND, NAME, UNIT, Wholeness, audit_page};
use domain::access::Right;
use domain::audit::AuditFilter;
use store::AuditError;
use ui::components::AFTER;

use super::Visit;
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many entries stand on a page.
const PER_PAGE: usize = 100;

/// The trail, newest first. It is one for the whole city, so only auditors of the city read it.
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let site = visit.site();
    visit
        .viewer
        .permit_everywhere(Right::ReadAudit, site.record.register())?;
    let query = visit.query();
    let text = |name| query.text(name).to_owned();
    let filter = AuditFilter {
        actor: text(ACTOR),
        deed: text(DEED),
        kind: text(KIND),
        name: text(NAME),
        unit: text(UNIT),
        before: query.text(AFTER).parse().ok(),
    };
    let store = &visit.state.store;
    let entries = store.audit_entries(&filter, PER_PAGE as u64 + 1).await?;
    let Page {
        rows: entries,
        next,
    } = Page::of(entries, PER_PAGE, |entry| entry.number);
    let actors = entries.iter().map(|entry| entry.actor.as_str());
    let names = visit.names(&actors.collect::<Vec<_>>()).await?;
    let wholeness = if query.has(CHECK) {
        Some(match store.verify_audit().await {
            Ok(count) => Wholeness::Whole(count),
            Err(AuditError::Broken(link)) => Wholeness::Broken(link.to_string()),
            Err(AuditError::Store(error)) => return Err(error.into()),
        })
    } else {
        None
    };
    let desk = visit.desk();
    let html = audit_page(desk, filter, entries, names, wholeness, next);
    Ok(visit.show(html).await)
}
