//! `/meja`.
//! It must not gather anything that the viewer may not see.

use std::collections::BTreeSet;

use axum::response::Response;
use desk::home::{Waiting, home_page};
use domain::access::{Permit, Person, Right};
use domain::audit::{AuditFilter, DeedKind};
use domain::moderation::CommentState;
use domain::moment::ClockStanding;
use domain::period::Month;
use domain::realisation::Progress;
use domain::seal::proposal::ProposalState;
use domain::slug::Slug;
use store::{Periods, ProposalFilter, QueueFilter, ReleasedFilter};

use super::DeskRequest;
use crate::routes::trouble::Problem;

/// For how long it is told that codes were guessed, in seconds.
const ALARMED: i64 = 24 * 3600;

/// For how long a wrong code is told, in seconds.
const REMEMBERED: i64 = 7 * 24 * 3600;

/// What the viewer may do, and what waits.
pub async fn show(request: DeskRequest) -> Result<Response, Problem> {
    let (desk, site, person) = (request.desk(), request.site(), request.viewer.0.clone());
    let waiting = waiting(&request, &person).await?;
    Ok(request.show(home_page(desk, &site, &person, waiting)).await)
}

/// Work that waits for the viewer: whether there is any, never how much, so that nothing tells what a month holds.
async fn waiting(request: &DeskRequest, person: &Person) -> Result<Vec<Waiting>, Problem> {
    let mut waiting = Vec::new();
    if codes_were_wrong(request, person).await? {
        waiting.push(Waiting::WrongCode);
    }
    let oversees = person.has(Right::Configure) || person.has(Right::ReadAudit);
    if oversees && codes_were_guessed(request).await? {
        waiting.push(Waiting::CodesGuessed);
    }
    if !super::sensitive::concerning(request).await?.is_empty() {
        waiting.push(Waiting::Accounts);
    }
    if person.has(Right::Configure) && clock_waits(request).await? {
        waiting.push(Waiting::Clock);
    }
    if person.has(Right::Seal) && waits_for_second(request, person).await? {
        waiting.push(Waiting::Proposal);
    }
    if person.has(Right::Moderate) && comments_wait(request).await? {
        waiting.push(Waiting::Comments);
    }
    if person.has(Right::ConfirmMinutes) && minutes_wait(request, person).await? {
        waiting.push(Waiting::Minutes);
    }
    if person.has(Right::RunForums) {
        let units = reach(request, Right::RunForums);
        let forum = request.state.store.amendment_waits(&units).await?;
        waiting.extend(forum.map(Waiting::Amendments));
    }
    if person.has(Right::Reply) && replies_wait(request).await? {
        waiting.push(Waiting::Replies);
    }
    if person.has(Right::EnterRealisations) && realisations_wait(request).await? {
        waiting.push(Waiting::Realisations);
    }
    if person.has(Right::ConfirmRealisations) && confirmations_wait(request).await? {
        waiting.push(Waiting::Confirmations);
    }
    Ok(waiting)
}

/// Whether somebody who knows the person's password gave a wrong code of late.
async fn codes_were_wrong(request: &DeskRequest, person: &Person) -> Result<bool, Problem> {
    let actor = Permit::own(person.id).actor().code();
    let filter = AuditFilter {
        actors: Some([actor].into()),
        deed: Some(DeedKind::WrongCode),
        from: Some(request.now() - REMEMBERED),
        ..AuditFilter::default()
    };
    let found = request.state.store.audit_entries(&filter, 1).await?;
    Ok(!found.is_empty())
}

async fn codes_were_guessed(request: &DeskRequest) -> Result<bool, Problem> {
    let filter = AuditFilter {
        deed: Some(DeedKind::CodesGuessed),
        from: Some(request.now() - ALARMED),
        ..AuditFilter::default()
    };
    let found = request.state.store.audit_entries(&filter, 1).await?;
    Ok(!found.is_empty())
}

async fn clock_waits(request: &DeskRequest) -> Result<bool, Problem> {
    let standing = request.state.store.clock_standing(request.now()).await?;
    Ok(standing != ClockStanding::Right)
}

async fn waits_for_second(request: &DeskRequest, person: &Person) -> Result<bool, Problem> {
    let filter = ProposalFilter {
        state: Some(ProposalState::Proposed),
        after: None,
    };
    let open = request.state.store.proposals(&filter, 1).await?;
    Ok(open
        .iter()
        .any(|proposal| proposal.proposed_by != person.id))
}

async fn minutes_wait(request: &DeskRequest, person: &Person) -> Result<bool, Problem> {
    let units = reach(request, Right::ConfirmMinutes);
    let waiting = request.state.store.waiting_minutes(&units).await?;
    Ok(waiting
        .iter()
        .any(|minutes| minutes.proposed_by != person.id))
}

async fn comments_wait(request: &DeskRequest) -> Result<bool, Problem> {
    let filter = QueueFilter {
        services: slugs(request, Right::Moderate),
        month: None,
        state: CommentState::Waiting,
        after: None,
    };
    let today = request.today();
    let found = request
        .state
        .store
        .queued_comments(&filter, today, 1)
        .await?;
    Ok(!found.is_empty())
}

async fn replies_wait(request: &DeskRequest) -> Result<bool, Problem> {
    let filter = ReleasedFilter {
        pooled: true,
        answered: Some(false),
        ..ReleasedFilter::of(slugs(request, Right::Reply))
    };
    let found = request.state.store.released_comments(&filter, 1).await?;
    Ok(!found.is_empty())
}

/// Whether anything is to be entered for the last month that is over, as the list of indicators shows it first.
async fn realisations_wait(request: &DeskRequest) -> Result<bool, Problem> {
    let today = request.today();
    let month = Month::of(today).plus(-1);
    let units = reach(request, Right::EnterRealisations);
    let store = &request.state.store;
    let kept = store.indicators(&units, Periods::Containing(month)).await?;
    Ok(kept.iter().any(|kept| {
        let period = kept.period_of(month);
        let progress = kept.report(period).progress(period, today);
        kept.covers(period) && matches!(progress, Progress::ToEnter | Progress::Returned)
    }))
}

async fn confirmations_wait(request: &DeskRequest) -> Result<bool, Problem> {
    let units = reach(request, Right::ConfirmRealisations);
    let store = &request.state.store;
    let kept = store.indicators(&units, Periods::ToConfirm).await?;
    let mut periods = kept.iter().flat_map(|kept| kept.periods.values());
    Ok(periods.any(|report| report.filing.is_some()))
}

fn reach(request: &DeskRequest, right: Right) -> BTreeSet<Slug> {
    let units = request.units(right).into_iter();
    units.map(|named| named.slug).collect()
}

fn slugs(request: &DeskRequest, right: Right) -> Vec<Slug> {
    let services = request.services(right).into_iter();
    services.map(|named| named.slug).collect()
}
