//! `/meja`.
//! It must not gather anything that the viewer may not see.

use std::collections::BTreeSet;

use axum::response::Response;
use desk::home::{Waiting, home_page};
use domain::access::{Person, Right};
use domain::moderation::CommentState;
use domain::period::Month;
use domain::realisation::Progress;
use domain::register::Slug;
use domain::seal::proposal::ProposalState;
use store::{Periods, ProposalFilter, QueueFilter, ReleasedFilter};

use super::Visit;
use crate::routes::trouble::Problem;

/// What the viewer may do, and what waits.
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let (desk, site, person) = (visit.desk(), visit.site(), visit.viewer.0.clone());
    let waiting = waiting(&visit, &person).await?;
    Ok(visit.show(home_page(desk, &site, &person, waiting)).await)
}

/// Work that waits for the viewer: whether there is any, never how much, so that nothing tells what a month holds.
async fn waiting(visit: &Visit, person: &Person) -> Result<Vec<Waiting>, Problem> {
    let mut waiting = Vec::new();
    if person.has(Right::Seal) && waits_for_second(visit, person).await? {
        waiting.push(Waiting::Proposal);
    }
    if person.has(Right::Moderate) && comments_wait(visit).await? {
        waiting.push(Waiting::Comments);
    }
    if person.has(Right::Reply) && replies_wait(visit).await? {
        waiting.push(Waiting::Replies);
    }
    if person.has(Right::EnterRealisations) && realisations_wait(visit).await? {
        waiting.push(Waiting::Realisations);
    }
    if person.has(Right::ConfirmRealisations) && confirmations_wait(visit).await? {
        waiting.push(Waiting::Confirmations);
    }
    Ok(waiting)
}

async fn waits_for_second(visit: &Visit, person: &Person) -> Result<bool, Problem> {
    let filter = ProposalFilter {
        state: Some(ProposalState::Proposed),
        after: None,
    };
    let open = visit.state.store.proposals(&filter, 1).await?;
    Ok(open
        .iter()
        .any(|proposal| proposal.proposed_by != person.id))
}

async fn comments_wait(visit: &Visit) -> Result<bool, Problem> {
    let filter = QueueFilter {
        services: slugs(visit, Right::Moderate),
        month: None,
        state: CommentState::Waiting,
        after: None,
    };
    let today = visit.today();
    let found = visit.state.store.queued_comments(&filter, today, 1).await?;
    Ok(!found.is_empty())
}

async fn replies_wait(visit: &Visit) -> Result<bool, Problem> {
    let filter = ReleasedFilter {
        pooled: true,
        answered: Some(false),
        ..ReleasedFilter::of(slugs(visit, Right::Reply))
    };
    let found = visit.state.store.released_comments(&filter, 1).await?;
    Ok(!found.is_empty())
}

/// Whether anything is to be entered for the last month that is over, as the list of indicators shows it first.
async fn realisations_wait(visit: &Visit) -> Result<bool, Problem> {
    let today = visit.today();
    let month = Month::of(today).plus(-1);
    let units = reach(visit, Right::EnterRealisations);
    let store = &visit.state.store;
    let kept = store.indicators(&units, Periods::Containing(month)).await?;
    Ok(kept.iter().any(|kept| {
        let period = kept.period_of(month);
        let progress = kept.report(period).progress(period, today);
        kept.covers(period) && matches!(progress, Progress::ToEnter | Progress::Returned)
    }))
}

async fn confirmations_wait(visit: &Visit) -> Result<bool, Problem> {
    let units = reach(visit, Right::ConfirmRealisations);
    let store = &visit.state.store;
    let kept = store.indicators(&units, Periods::ToConfirm).await?;
    let mut periods = kept.iter().flat_map(|kept| kept.periods.values());
    Ok(periods.any(|report| report.filing.is_some()))
}

fn reach(visit: &Visit, right: Right) -> BTreeSet<Slug> {
    let units = visit.units(right).into_iter();
    units.map(|(slug, _)| slug).collect()
}

fn slugs(visit: &Visit, right: Right) -> Vec<Slug> {
    let services = visit.services(right).into_iter();
    services.map(|(slug, _)| slug).collect()
}
