//! `/meja/rilis`: proposing a seal, deciding about it as a second person, and watching it.
//! It must not read a figure.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use desk::release::{EXCLUSION, Shown, release_page};
use desk::releases::{Listed, MONTH, Names, NextMonth, Obstacle, REASON, STATE, releases_page};
use domain::access::{Permit, Right};
use domain::period::Month;
use domain::seal::SealRefused;
use domain::seal::proposal::{Proposal, ProposalKind, ProposalState};
use domain::second_person::DecisionRefused;
use store::{ProposalError, ProposalFilter, StoreError};
use ui::components::AFTER;
use ui::forms::typed::Typed;
use ui::page::href;
use uuid::Uuid;

use super::DeskRequest;
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

pub(super) const PATH: &str = "/meja/rilis";

/// How many proposals stand on a page.
const PER_PAGE: usize = 24;

/// How often the page of a running seal is asked for again, in seconds. Its reader waits for nothing else.
const LOOK_AGAIN: HeaderValue = HeaderValue::from_static("2");

/// The proposals, and the form for the next one.
pub async fn list(request: DeskRequest) -> Result<Response, Problem> {
    permit(&request)?;
    listed(&request, vec![]).await
}

async fn listed(request: &DeskRequest, obstacles: Vec<Obstacle>) -> Result<Response, Problem> {
    let store = &request.state.store;
    let today = request.state.clock.today();
    let month = store.next_month(today).await?;
    let next = NextMonth {
        month,
        is_over: today > month.last_day(),
    };
    let query = request.query();
    let filter = ProposalFilter {
        state: ProposalState::from_code(query.text(STATE)),
        after: query.text(AFTER).parse().ok(),
    };
    let proposals = store.proposals(&filter, PER_PAGE as u64 + 1).await?;
    let Page {
        rows: proposals,
        next: more,
    } = Page::of(proposals, PER_PAGE, |last| last.id);
    let names = names(request, &proposals).await?;
    let corrections = store.proposed_corrections().await?.len();
    let wrong = !obstacles.is_empty();
    let desk = if wrong {
        request.desk_at(PATH)
    } else {
        request.desk()
    };
    let html = {
        let listed = Listed {
            next,
            state: filter.state,
            proposals,
            names,
            corrections,
            more,
        };
        releases_page(desk, listed, obstacles)
    };
    Ok(if wrong {
        request.again(html).await
    } else {
        request.show(html).await
    })
}

/// Proposes to publish the corrections that wait.
pub async fn propose_corrections(request: DeskRequest) -> Result<Response, Problem> {
    let permit = permit(&request)?;
    let by = request.viewer.0.id;
    let store = &request.state.store;
    match store.propose_corrections(&permit, by, request.now()).await {
        Ok(id) => Ok(to_proposal(&request, id)),
        Err(error) => listed(&request, vec![obstacle(error)?]).await,
    }
}

/// Proposes the seal of a month.
pub async fn propose(request: DeskRequest, body: Bytes) -> Result<Response, Problem> {
    let permit = permit(&request)?;
    let typed = Typed::decode(&body);
    let month: Month = typed
        .text(MONTH)
        .parse()
        .map_err(|_| Problem::bad_request())?;
    let by = request.viewer.0.id;
    let store = &request.state.store;
    let proposed = store
        .propose_seal(&permit, by, month, request.moment())
        .await;
    match proposed {
        Ok(id) => Ok(to_proposal(&request, id)),
        Err(error) => listed(&request, vec![obstacle(error)?]).await,
    }
}

/// One proposal.
pub async fn show(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    permit(&request)?;
    let proposal = find(&request, id).await?;
    let running = proposal.state == ProposalState::Confirmed;
    if !running {
        // What the page says is published is then on every public page of this process.
        request.state.publication.refresh().await?;
    }
    let shown = shown(&request, proposal).await?;
    let desk = request.desk();
    let mut response = request.show(release_page(desk, shown)).await;
    if running {
        response.headers_mut().insert(header::REFRESH, LOOK_AGAIN);
    }
    Ok(response)
}

/// Confirms a proposal.
pub async fn confirm(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let permit = permit(&request)?;
    let by = request.viewer.0.id;
    let store = &request.state.store;
    let typed = Typed::decode(&body);
    let seen = typed.all(EXCLUSION).into_iter().map(str::parse);
    let seen: Result<Vec<Uuid>, _> = seen.collect();
    let seen = seen.map_err(|_| Problem::bad_request())?;
    let confirmed = store
        .confirm_proposal(&permit, by, id, &seen, request.now())
        .await;
    match confirmed {
        Ok(()) => {
            request.state.sealer.wake();
            Ok(to_proposal(&request, id))
        }
        Err(error) => again(&request, id, String::new(), error).await,
    }
}

/// Sends a proposal back.
pub async fn send_back(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let permit = permit(&request)?;
    let typed = Typed::decode(&body);
    let by = request.viewer.0.id;
    let store = &request.state.store;
    let sent_back = store
        .send_proposal_back(&permit, by, id, typed.raw(REASON), request.now())
        .await;
    match sent_back {
        Ok(()) => Ok(to_proposal(&request, id)),
        Err(error) => again(&request, id, typed.raw(REASON).to_owned(), error).await,
    }
}

/// The way to a proposal.
pub(super) fn to_proposal(request: &DeskRequest, id: Uuid) -> Response {
    Redirect::to(&href(request.language, &format!("{PATH}/{id}"))).into_response()
}

pub(super) async fn again(
    request: &DeskRequest,
    id: Uuid,
    reason: String,
    error: ProposalError,
) -> Result<Response, Problem> {
    let obstacle = obstacle(error)?;
    let shown = Shown {
        reason,
        obstacle: Some(obstacle),
        ..shown(request, find(request, id).await?).await?
    };
    let desk = request.desk_at(&format!("{PATH}/{id}"));
    Ok(request.again(release_page(desk, shown)).await)
}

pub(super) fn permit(request: &DeskRequest) -> Result<Permit, Problem> {
    let site = request.site();
    request
        .viewer
        .permit_everywhere(Right::Seal, site.record.register())
}

pub(super) async fn find(request: &DeskRequest, id: Uuid) -> Result<Proposal, Problem> {
    let proposal = request.state.store.proposal(id).await?;
    proposal.ok_or_else(Problem::not_found)
}

async fn shown(request: &DeskRequest, proposal: Proposal) -> Result<Shown, Problem> {
    let store = &request.state.store;
    let open = proposal.state == ProposalState::Proposed;
    let (mut completeness, mut corrections) = (None, Vec::new());
    match proposal.kind {
        ProposalKind::Seal if open => {
            completeness = Some(store.completeness(proposal.month).await?);
        }
        ProposalKind::Correction if open => corrections = store.proposed_corrections().await?,
        ProposalKind::Seal | ProposalKind::Correction => {}
    }
    Ok(Shown {
        names: names(request, std::slice::from_ref(&proposal)).await?,
        completeness,
        exclusions: store.exclusions(proposal.id).await?,
        register: Arc::clone(request.site().record.register()),
        corrections: corrections
            .into_iter()
            .map(|waiting| waiting.correction)
            .collect(),
        young: if open {
            young_names(request).await?
        } else {
            vec![]
        },
        own: proposal.proposed_by == request.viewer.0.id,
        step: request.state.sealer.step(proposal.id),
        failed: request.state.sealer.has_failed(proposal.id),
        reason: String::new(),
        obstacle: None,
        proposal,
    })
}

/// Whoever got a role to publish only lately, by name in alphabetical order.
async fn young_names(request: &DeskRequest) -> Result<Vec<String>, Problem> {
    let store = &request.state.store;
    let young = store.young_publishers(request.now()).await?;
    let names = store.account_names(&young).await?.into_values();
    let mut names: Vec<String> = names.collect();
    names.sort();
    Ok(names)
}

async fn names(request: &DeskRequest, proposals: &[Proposal]) -> Result<Names, Problem> {
    let people = proposals
        .iter()
        .flat_map(|proposal| std::iter::once(proposal.proposed_by).chain(proposal.decided_by));
    let people: Vec<_> = people.collect();
    Ok(request.state.store.account_names(&people).await?)
}

/// What a refusal means to the person at the page.
pub(super) fn obstacle(error: ProposalError) -> Result<Obstacle, Problem> {
    Ok(match error {
        ProposalError::Seal(SealRefused::NotOver { .. }) => Obstacle::NotOver,
        ProposalError::Seal(_) => Obstacle::OutOfOrder,
        ProposalError::Open => Obstacle::Open,
        ProposalError::NothingWaits => Obstacle::NothingWaits,
        ProposalError::Decision(DecisionRefused::OwnProposal) => Obstacle::OwnProposal,
        ProposalError::Decision(DecisionRefused::Decided) => Obstacle::Decided,
        ProposalError::Decision(DecisionRefused::NoReason) => Obstacle::NoReason,
        ProposalError::Decision(DecisionRefused::NotProposer) => Obstacle::NotProposer,
        ProposalError::Decision(DecisionRefused::Changed) => Obstacle::Changed,
        ProposalError::Exclusion(refused) => Obstacle::Exclusion(refused),
        ProposalError::Store(StoreError::Clock(_)) => Obstacle::Clock,
        ProposalError::Unknown => return Err(Problem::not_found()),
        ProposalError::Store(error) => return Err(error.into()),
    })
}
