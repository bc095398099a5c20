//! What was done to one record, from the audit trail, for those who look after the record.
//! It must not decide who may read it, nor show entries about anything else.

use axum::response::Response;
use domain::audit::Entry;
use store::AuditFilter;
use web::components::AFTER;
use web::pages::desk::audit::deeds_page;

use super::Visit;
use crate::routes::trouble::Problem;

/// How many entries stand on a page.
const PER_PAGE: usize = 50;

/// A record as the trail names it, and as a page does.
pub struct Record {
    /// The kind in the trail.
    pub kind: &'static str,
    /// The name in the trail, or how the names of its parts begin with [`AuditFilter::ANY_END`] behind.
    pub name: String,
    /// What the title calls it.
    pub title: String,
    /// Its page, without the language prefix.
    pub path: String,
}

/// The deeds, newest first; `told` puts what an entry says into words that only those who know the record have.
pub async fn show(
    visit: &Visit,
    record: Record,
    told: impl Fn(Entry) -> Entry,
) -> Result<Response, Problem> {
    let filter = AuditFilter {
        kind: record.kind.to_owned(),
        name: record.name,
        before: visit.query().text(AFTER).parse().ok(),
        ..AuditFilter::default()
    };
    let store = &visit.state.store;
    let mut entries = store.audit_entries(&filter, PER_PAGE as u64 + 1).await?;
    let more = entries.len() > PER_PAGE;
    entries.truncate(PER_PAGE);
    let more = entries.last().filter(|_| more).map(|entry| entry.number);
    let actors = entries.iter().map(|entry| entry.actor.as_str());
    let names = visit.names(&actors.collect::<Vec<_>>()).await?;
    let entries: Vec<_> = entries.into_iter().map(told).collect();
    let (desk, record) = (visit.desk(), (record.title, record.path));
    Ok(visit
        .show(move || deeds_page(desk, record, &entries, &names, more))
        .await)
}
