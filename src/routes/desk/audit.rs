//! `/meja/audit`: reading and checking the audit trail.
//! It must not change it.

use std::collections::{BTreeMap, BTreeSet};

use axum::response::Response;
use chrono::Days;
use desk::audit::{CHECK, Trail, Wholeness, audit_page};
use desk::forms::trail_form::{self, Acting, TrailForm};
use domain::access::{AccountId, Right};
use domain::audit::{AuditFilter, Deed, Entry, SubjectKind};
use domain::officer::OfficerId;
use store::AuditError;
use ui::components::AFTER;

use super::DeskRequest;
use crate::clock::beginning_of;
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many entries stand on a page.
const PER_PAGE: usize = 100;

/// How many people the field for names suggests.
const SUGGESTED: u64 = 200;

/// How many people a part of a name may mean.
const MEANT: u64 = 500;

/// The trail, newest first. It is one for the whole city, so only auditors of the city read it.
pub async fn list(request: DeskRequest) -> Result<Response, Problem> {
    let site = request.site();
    request
        .viewer
        .permit_everywhere(Right::ReadAudit, site.record.register())?;
    let form = TrailForm::of(request.query());
    let people = request.state.store.accounts_named("", SUGGESTED).await?;
    let mut trail = Trail {
        units: request.units(Right::ReadAudit),
        people: people.into_values().collect(),
        ..Trail::default()
    };
    let days = form.days();
    trail.form = form;
    let days = match days {
        Ok(days) => days,
        Err(faults) => {
            trail.faults = faults;
            let html = audit_page(request.desk(), site.record.register(), trail);
            return Ok(request.again(html).await);
        }
    };
    let filter = filter(&request, &trail.form, days).await?;
    let store = &request.state.store;
    let entries = store.audit_entries(&filter, PER_PAGE as u64 + 1).await?;
    let page = Page::of(entries, PER_PAGE, |entry| entry.number);
    (trail.entries, trail.more) = (page.rows, page.next);
    let actors = trail.entries.iter().map(|entry| entry.actor.as_str());
    let accounts = actors.chain(about(&trail.entries, SubjectKind::Account));
    trail.names = request.names(&accounts.collect::<Vec<_>>()).await?;
    let batches = about(&trail.entries, SubjectKind::Invitations);
    let batches: Vec<_> = batches.filter_map(|name| name.parse().ok()).collect();
    trail.batches = store.batches(&batches).await?;
    trail.officers = officers(&request, &trail.entries).await?;
    if request.query().has(CHECK) {
        trail.wholeness = Some(wholeness(&request).await?);
    }
    let html = audit_page(request.desk(), site.record.register(), trail);
    Ok(request.show(html).await)
}

/// Which entries are asked for.
async fn filter(
    request: &DeskRequest,
    form: &TrailForm,
    days: trail_form::Days,
) -> Result<AuditFilter, Problem> {
    let actors = match form.acting() {
        Acting::Anybody => None,
        Acting::One(code) => Some(BTreeSet::from([code])),
        Acting::Named(part) => {
            let meant = request.state.store.accounts_named(&part, MEANT).await?;
            Some(meant.keys().map(AccountId::to_string).collect())
        }
    };
    Ok(AuditFilter {
        actors,
        from: days.from.map(beginning_of),
        until: days.until.map(|day| beginning_of(day + Days::new(1))),
        before: request.query().text(AFTER).parse().ok(),
        ..form.filter()
    })
}

/// The names of the records of a kind that entries are about.
fn about(entries: &[Entry], kind: SubjectKind) -> impl Iterator<Item = &str> {
    let subjects = entries.iter().map(|entry| &entry.subject);
    let subjects = subjects.filter(move |subject| subject.kind == kind.code());
    subjects.map(|subject| subject.name.as_str())
}

/// The names of the officers whose duties entries tell.
async fn officers(
    request: &DeskRequest,
    entries: &[Entry],
) -> Result<BTreeMap<OfficerId, String>, Problem> {
    let duties = entries.iter().filter_map(|entry| match entry.deed() {
        Some(Deed::RosterSaved { changes }) => Some(changes),
        _ => None,
    });
    let changes = duties.flatten();
    let ids = changes.flat_map(|change| change.before.into_iter().chain(change.after));
    let store = &request.state.store;
    let officers = store.officers_of(&BTreeSet::new(), &ids.collect()).await?;
    let officers = officers.into_iter();
    Ok(officers.map(|(id, officer)| (id, officer.name)).collect())
}

async fn wholeness(request: &DeskRequest) -> Result<Wholeness, Problem> {
    match request.state.store.verify_audit().await {
        Ok(count) => Ok(Wholeness::Whole(count)),
        Err(AuditError::Broken(link)) => Ok(Wholeness::Broken(link.to_string())),
        Err(AuditError::Store(error)) => Err(error.into()),
    }
}
