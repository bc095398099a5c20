//! `/meja`.
//! It must not gather anything that the viewer may not see.

use axum::response::Response;
use domain::access::{Person, Right};
use domain::moderation::CommentState;
use domain::seal::proposal::ProposalState;
use store::{QueueFilter, Store};
use web::pages::desk::home::{Waiting, home_page};

use super::Visit;
use crate::routes::trouble::Problem;

/// What the viewer may do, and what waits.
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let (desk, site, person) = (visit.desk(), visit.site(), visit.viewer.0.clone());
    let waiting = waiting(&visit, &person).await?;
    Ok(visit
        .show(move || home_page(desk, &site, &person, waiting))
        .await)
}

/// Work that waits for the viewer: whether there is any, never how much, so that nothing tells what a month holds.
async fn waiting(visit: &Visit, person: &Person) -> Result<Vec<Waiting>, Problem> {
    let store = &visit.state.store;
    let mut waiting = Vec::new();
    if person.has(Right::Seal) && waits_for_second(store, person).await? {
        waiting.push(Waiting::Proposal);
    }
    if person.has(Right::Moderate) && comments_wait(visit, person).await? {
        waiting.push(Waiting::Comments);
    }
    Ok(waiting)
}

async fn waits_for_second(store: &Store, person: &Person) -> Result<bool, Problem> {
    let newest = store.proposals(None, 1).await?;
    Ok(newest.iter().any(|proposal| {
        proposal.state == ProposalState::Proposed && proposal.proposed_by != person.id
    }))
}

async fn comments_wait(visit: &Visit, person: &Person) -> Result<bool, Problem> {
    let site = visit.site();
    let register = site.record.register();
    let reach = person.reach(Right::Moderate, register);
    let services = register.services();
    let services = services
        .filter(|service| reach.contains(&service.unit))
        .map(|service| service.slug.clone());
    let filter = QueueFilter {
        services: services.collect(),
        month: None,
        state: CommentState::Waiting,
        after: None,
    };
    let today = visit.state.clock.today();
    let found = visit.state.store.queued_comments(&filter, today, 1).await?;
    Ok(!found.is_empty())
}
