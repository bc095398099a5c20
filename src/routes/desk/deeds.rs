//! What was done to one record, from the audit trail, for those who look after the record.
//! It must not decide who may read it, nor show entries about anything else.

use axum::response::Response;
use desk::audit::{Deeds, deeds_page};
use domain::audit::{AuditFilter, Entry, Subject};
use ui::components::AFTER;

use super::DeskRequest;
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many entries stand on a page.
const PER_PAGE: usize = 50;

/// The deeds about a record, newest first. `name` is what the title calls it, and its page is at `path`; `remark` says what
/// an entry tells beyond the deed.
pub async fn show(
    request: &DeskRequest,
    subject: Subject,
    name: String,
    path: String,
    remark: impl Fn(&Entry) -> String,
) -> Result<Response, Problem> {
    let filter = AuditFilter {
        before: request.query().text(AFTER).parse().ok(),
        ..AuditFilter::about(subject)
    };
    let store = &request.state.store;
    let entries = store.audit_entries(&filter, PER_PAGE as u64 + 1).await?;
    let Page {
        rows: entries,
        next: more,
    } = Page::of(entries, PER_PAGE, |entry| entry.number);
    let actors = entries.iter().map(|entry| entry.actor.as_str());
    let people = request.names(&actors.collect::<Vec<_>>()).await?;
    let deeds = Deeds {
        name,
        path,
        entries,
        names: people,
        more,
    };
    let html = deeds_page(request.desk(), deeds, remark);
    Ok(request.show(html).await)
}
