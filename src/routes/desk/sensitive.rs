//! `/meja/perubahan-akun`: agreeing to sensitive changes of accounts, making and refusing them.
//! It must not show anybody a change that does not concern them.

use axum::extract::Path;
use axum::response::Response;
use desk::document::Notice;
use desk::sensitive::{Answer, Listed, sensitive_page};
use domain::access::{AccountId, Permit, Right};
use domain::sensitive::{SensitiveChange, SensitiveKind};
use store::AccountError;
use uuid::Uuid;

use super::DeskRequest;
use crate::routes::trouble::Problem;

/// The page.
pub const PATH: &str = "/meja/perubahan-akun";

/// The changes that concern the viewer.
pub async fn list(request: DeskRequest) -> Result<Response, Problem> {
    let changes = concerning(&request).await?;
    let people = changes
        .iter()
        .flat_map(|change| [change.account, change.proposed_by]);
    let people: Vec<AccountId> = people.collect();
    let names = request.state.store.account_names(&people).await?;
    let listed = changes.into_iter().map(|change| listed(&request, change));
    let listed: Vec<Listed> = listed.collect();
    let (desk, site) = (request.desk(), request.site());
    Ok(request
        .show(sensitive_page(desk, &listed, &names, &site))
        .await)
}

/// The sensitive changes that concern the viewer.
pub async fn concerning(request: &DeskRequest) -> Result<Vec<SensitiveChange>, Problem> {
    let mut changes = request.state.store.sensitive_changes().await?;
    changes.retain(|change| change.concerns(&request.viewer.0));
    Ok(changes)
}

fn listed(request: &DeskRequest, change: SensitiveChange) -> Listed {
    let person = &request.viewer.0;
    let site = request.site();
    let register = site.record.register();
    let manages = person
        .permit_everywhere(Right::ManagePeople, register)
        .is_some();
    let is_ready = change.is_ready(request.today());
    let gives_roles = change.kind == SensitiveKind::Roles;
    let mut answers = vec![];
    if change.may_agree(person, register) {
        answers.push(Answer::Agree);
    }
    if gives_roles && is_ready && manages {
        answers.push(Answer::Make);
    }
    answers.push(Answer::Refuse);
    Listed {
        leads_to_link: !gives_roles && is_ready && manages,
        change,
        answers,
    }
}

/// Agrees as a second person.
pub async fn agree(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let change = find(&request, id).await?;
    let site = request.site();
    if !change.may_agree(&request.viewer.0, site.record.register()) {
        return Err(Problem::forbidden());
    }
    let permit = permit(&request, &change);
    let store = &request.state.store;
    done(
        &request,
        store.agree_to_change(&permit, id, request.now()).await,
    )
}

/// Gives the roles of a change that waited for long enough.
pub async fn make(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    find(&request, id).await?;
    let site = request.site();
    let permit = request
        .viewer
        .permit_everywhere(Right::ManagePeople, site.record.register())?;
    let store = &request.state.store;
    done(
        &request,
        store.make_change(&permit, id, request.moment()).await,
    )
}

/// Refuses a change.
pub async fn refuse(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let change = find(&request, id).await?;
    let permit = permit(&request, &change);
    let store = &request.state.store;
    done(
        &request,
        store.refuse_change(&permit, id, request.now()).await,
    )
}

fn done(request: &DeskRequest, done: Result<(), AccountError>) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(request.done(Notice::Saved, PATH)),
        Err(AccountError::OwnProposal | AccountError::Waits) => Err(Problem::forbidden()),
        Err(error) => Err(error.into()),
    }
}

async fn find(request: &DeskRequest, id: Uuid) -> Result<SensitiveChange, Problem> {
    let changes = concerning(request).await?;
    let found = changes.into_iter().find(|change| change.id == id);
    found.ok_or_else(Problem::not_found)
}

/// The permit by which a change concerns the viewer: to look after people, to publish, or as its holder.
fn permit(request: &DeskRequest, change: &SensitiveChange) -> Permit {
    let person = &request.viewer.0;
    let site = request.site();
    let register = site.record.register();
    let by = |right| {
        let units = person.reach(right, register);
        let mut permits = units.iter();
        permits.find_map(|unit| person.permit(right, unit, register))
    };
    if person.id == change.account {
        return Permit::own(person.id);
    }
    by(Right::ManagePeople)
        .or_else(|| by(Right::Seal))
        .unwrap_or_else(|| Permit::own(person.id))
}
