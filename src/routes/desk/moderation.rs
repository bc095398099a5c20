//! `/meja/komentar`: working through the comments of the viewer's units, one after the other.
//! It must not show anybody a comment of another unit or of the open month.

use std::collections::BTreeSet;

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::document::Notice;
use desk::forms::decision_form::{DecisionFault, DecisionForm};
use desk::moderation::{Offer, QueueQuery, Scanned, comment_page, queue_page};
use desk::named::{Named, in_order};
use domain::access::Right;
use domain::moderation::scanner::scan;
use domain::moderation::{CommentId, QueuedComment};
use domain::period::Month;
use domain::register::Register;
use domain::slug::Slug;
use store::{ModerationError, QueueFilter};
use ui::components::AFTER;
use uuid::Uuid;

use super::DeskRequest;
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many comments stand on a page.
const PER_PAGE: usize = 50;

/// How many comments are read at a time while those with a finding are looked for.
const READ_AT_ONCE: usize = 200;

/// How many months back one can choose from.
const MONTHS_BACK: i32 = 12;

/// The part of the queue that the query asks for.
pub async fn list(request: DeskRequest) -> Result<Response, Problem> {
    let typed = request.query();
    let query = QueueQuery::of(&typed);
    let after = typed.text(AFTER).parse().ok().map(CommentId);
    let comments = find(&request, &query, after, PER_PAGE + 1).await?;
    let part = Page::of(comments, PER_PAGE, |scanned| scanned.comment.id.to_string());
    let (desk, site, offer) = (request.desk(), request.site(), offer(&request));
    let html = queue_page(
        desk,
        site.record.register(),
        query,
        offer,
        part.rows,
        part.next,
    );
    Ok(request.show(html).await)
}

/// One comment.
pub async fn show(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let query = QueueQuery::of(&request.query());
    let scanned = scanned(&request, CommentId(id)).await?;
    let (desk, site) = (request.desk(), request.site());
    let html = comment_page(desk, site.record.register(), &query, scanned, None, None);
    Ok(request.show(html).await)
}

/// Decides about a comment and leads to the next one that waits in the same part of the queue.
pub async fn decide(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let query = QueueQuery::of(&request.query());
    let id = CommentId(id);
    let site = request.site();
    let register = site.record.register();
    let store = &request.state.store;
    let Some(comment) = store.queued_comment(id, request.today()).await? else {
        // Nothing is told of a comment that the viewer may not moderate.
        return match store.released_comment(id).await? {
            Some((service, _)) if moderates(&request, register, &service) => {
                Ok(request.done(Notice::CommentReleased, &query.at("/meja/komentar")))
            }
            _ => Err(Problem::not_found()),
        };
    };
    let unit = unit_of(register, &comment.service)?;
    let permit = request.viewer.permit(Right::Moderate, unit, register)?;
    let form = DecisionForm::decode(&body);
    let version = form.version().ok_or_else(Problem::bad_request)?;
    let problem = match form.decision(&comment.text) {
        // Before anything else, so that a form with another fault does not come back as one that has seen the change.
        _ if version != comment.version() => DecisionFault::Conflict,
        Err(problem) => problem,
        Ok(decision) => {
            let moment = request.moment();
            let decided = store.decide_comment(&permit, id, version, &decision, moment);
            match decided.await {
                Ok(()) => return onwards(&request, &query, id).await,
                Err(ModerationError::Conflict(_)) => DecisionFault::Conflict,
                Err(ModerationError::Released) => {
                    return Ok(request.done(Notice::CommentReleased, &query.at("/meja/komentar")));
                }
                Err(error) => return Err(error.into()),
            }
        }
    };
    let scanned = scanned(&request, id).await?;
    let (desk, ticked, site) = (request.desk(), form.words(), site.clone());
    let html = {
        let register = site.record.register();
        comment_page(desk, register, &query, scanned, Some(ticked), Some(problem))
    };
    Ok(request.again(html).await)
}

/// To the next comment that waits, from the beginning after the last one; to the list when none is left.
async fn onwards(
    request: &DeskRequest,
    query: &QueueQuery,
    id: CommentId,
) -> Result<Response, Problem> {
    let waiting = QueueQuery {
        state: None,
        ..query.clone()
    };
    let mut next = find(request, &waiting, Some(id), 1).await?;
    if next.is_empty() {
        next = find(request, &waiting, None, 1).await?;
    }
    Ok(match next.first() {
        Some(Scanned { comment, .. }) => {
            let path = waiting.at(&format!("/meja/komentar/{}", comment.id));
            request.done(Notice::Saved, &path)
        }
        None => request.done(Notice::QueueDone, &waiting.at("/meja/komentar")),
    })
}

/// Comments of a part of the queue with what is found in them, at most `limit`.
async fn find(
    request: &DeskRequest,
    query: &QueueQuery,
    after: Option<CommentId>,
    limit: usize,
) -> Result<Vec<Scanned>, Problem> {
    let store = &request.state.store;
    let names = store.officer_names().await?;
    let mut filter = QueueFilter {
        services: services(request, query),
        month: query.month,
        state: query.state(),
        after,
    };
    let at_once = if query.finding.is_some() {
        READ_AT_ONCE
    } else {
        limit
    };
    let mut found = Vec::new();
    loop {
        let part = store.queued_comments(&filter, request.today(), at_once as u64);
        let part = part.await?;
        let complete = part.len() < at_once;
        filter.after = part.last().map(|comment| comment.id);
        found.extend(
            part.into_iter()
                .map(|comment| scan_with(comment, &names))
                .filter(|scanned| has_finding(scanned, query)),
        );
        if complete || found.len() >= limit {
            break;
        }
    }
    found.truncate(limit);
    Ok(found)
}

fn scan_with(comment: QueuedComment, names: &domain::moderation::names::OfficerNames) -> Scanned {
    let findings = scan(comment.text.as_str(), names);
    Scanned { comment, findings }
}

fn has_finding(scanned: &Scanned, query: &QueueQuery) -> bool {
    let mut kinds = scanned.findings.iter().map(|finding| finding.kind);
    query
        .finding
        .is_none_or(|wanted| kinds.any(|kind| kind == wanted))
}

/// One comment of the viewer's units.
async fn scanned(request: &DeskRequest, id: CommentId) -> Result<Scanned, Problem> {
    let store = &request.state.store;
    let comment = store.queued_comment(id, request.today()).await?;
    let comment = comment.ok_or_else(Problem::not_found)?;
    if !moderates(request, request.site().record.register(), &comment.service) {
        return Err(Problem::forbidden());
    }
    Ok(scan_with(comment, &store.officer_names().await?))
}

fn unit_of<'a>(register: &'a Register, service: &Slug) -> Result<&'a Slug, Problem> {
    let service = register.service(service);
    Ok(&service.ok_or_else(Problem::not_found)?.unit)
}

fn moderates(request: &DeskRequest, register: &Register, service: &Slug) -> bool {
    let unit = unit_of(register, service);
    unit.is_ok_and(|unit| {
        request
            .viewer
            .permit(Right::Moderate, unit, register)
            .is_ok()
    })
}

/// The services that the query asks for among those of the viewer's units.
fn services(request: &DeskRequest, query: &QueueQuery) -> Vec<Slug> {
    let site = request.site();
    let register = site.record.register();
    let reach: BTreeSet<Slug> = request.viewer.0.reach(Right::Moderate, register);
    let asked = register.services().filter(|service| {
        reach.contains(&service.unit)
            && query
                .service
                .as_ref()
                .is_none_or(|slug| *slug == service.slug)
            && (query.unit.as_ref()).is_none_or(|unit| register.lies_within(&service.unit, unit))
    });
    asked.map(|service| service.slug.clone()).collect()
}

fn offer(request: &DeskRequest) -> Offer {
    let site = request.site();
    let reach = services(request, &QueueQuery::default());
    let register = site.record.register();
    let services = reach.iter().filter_map(|slug| register.service(slug));
    let services = services.map(|service| Named::service(service, request.language));
    let open = Month::of(request.today());
    Offer {
        units: request.units(Right::Moderate),
        services: in_order(services),
        months: (1..=MONTHS_BACK).map(|back| open.plus(-back)).collect(),
    }
}
