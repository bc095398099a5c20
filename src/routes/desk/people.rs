//! `/meja/orang`: accounts and roles. Administrators of a unit look after the people of that unit and below.
//! It must not give anybody more than the viewer may give.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::document::{Desk, Notice};
use desk::forms::person_form::{PURPOSE, PersonFault, PersonForm};
use desk::named::Named;
use desk::people::{Handover, PeopleFilter, invite_page, new_link_page, people_page, person_page};
use domain::access::{AccountId, Grant, Permit, Right};
use domain::account::{Account, Email, PersonName};
use domain::sensitive::LinkPurpose;
use store::{AccountChange, AccountError, LinkToken, Newcomer};
use ui::components::AFTER;
use ui::forms::typed::Typed;
use ui::letters::link_letter;
use uuid::Uuid;

use super::{DeskRequest, sensitive};
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many accounts stand on a page.
const PER_PAGE: usize = 50;

/// The accounts whose roles all lie where the viewer looks after people.
pub async fn list(request: DeskRequest) -> Result<Response, Problem> {
    let query = request.query();
    let filter = PeopleFilter::of(&query);
    let mut after = query.text(AFTER).to_owned();
    let mut shown: Vec<Account> = Vec::new();
    loop {
        let part = request
            .state
            .store
            .accounts(&after, PER_PAGE as u64)
            .await?;
        let last = part.last().map(|account| account.email.to_string());
        let complete = part.len() < PER_PAGE;
        let seen = part.into_iter().filter(|account| filter.fits(account));
        shown.extend(seen.filter(|account| may_see(&request, account)));
        match last {
            Some(last) if !complete && shown.len() <= PER_PAGE => after = last,
            _ => break,
        }
    }
    let page = Page::of(shown, PER_PAGE, |account| account.email.to_string());
    let (desk, site) = (request.desk(), request.site());
    Ok(request
        .show(people_page(desk, &site, &filter, page.rows, page.next))
        .await)
}

/// The form for somebody new.
pub async fn new(request: DeskRequest) -> Response {
    let (desk, units, mails) = (
        request.desk(),
        units(&request),
        request.state.mailer.is_some(),
    );
    request
        .show(invite_page(
            desk,
            units,
            mails,
            PersonForm::default(),
            vec![],
        ))
        .await
}

/// Makes an account and hands over its link.
pub async fn invite(request: DeskRequest, body: Bytes) -> Result<Response, Problem> {
    let form = PersonForm::decode(&body);
    let (email, person) = (form.email(), form.person(|grant| may_give(&request, grant)));
    let faults = match (email, person) {
        (Ok(email), Ok((name, grants))) => {
            let permit = permit(&request, &grants)?;
            let newcomer = Newcomer {
                email,
                name,
                grants,
            };
            let store = &request.state.store;
            match store
                .invite_person(&permit, &newcomer, request.moment())
                .await
            {
                Ok((_, token)) => {
                    let (email, name) = (&newcomer.email, &newcomer.name);
                    return Ok(hand_over(&request, request.desk(), email, name, token).await);
                }
                Err(AccountError::EmailTaken) => vec![PersonFault::EmailTaken],
                Err(error) => return Err(error.into()),
            }
        }
        (email, person) => {
            let wrong_person = person.err().unwrap_or_default();
            email.err().into_iter().chain(wrong_person).collect()
        }
    };
    let (desk, units, mails) = (
        request.desk(),
        units(&request),
        request.state.mailer.is_some(),
    );
    Ok(request
        .again(invite_page(desk, units, mails, form, faults))
        .await)
}

/// One account.
pub async fn show(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let account = find(&request, id).await?;
    let (desk, units, form) = (request.desk(), units(&request), PersonForm::of(&account));
    Ok(request
        .show(person_page(desk, account, units, form, vec![]))
        .await)
}

/// Changes an account.
pub async fn change(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let account = find(&request, id).await?;
    let form = PersonForm::decode(&body);
    let version = form.version().ok_or_else(Problem::bad_request)?;
    let faults = match form.person(|grant| may_give(&request, grant)) {
        // Before anything else, so that a form with another fault does not come back as one that has seen the change.
        _ if version != account.version => vec![PersonFault::Conflict],
        Err(faults) => faults,
        Ok((name, grants)) => {
            let permit = permit(&request, &account.grants)?;
            let change = AccountChange {
                name,
                active: form.active(),
                grants,
            };
            let store = &request.state.store;
            let changed = store
                .change_account(&permit, account.id, version, &change, request.moment())
                .await;
            match changed {
                Ok(true) => return Ok(request.done(Notice::ChangeWaits, sensitive::PATH)),
                Ok(false) => {
                    return Ok(request.done(Notice::Saved, &format!("/meja/orang/{id}")));
                }
                Err(AccountError::Conflict(_)) => vec![PersonFault::Conflict],
                Err(AccountError::LastAdministrator) => vec![PersonFault::LastAdministrator],
                Err(error) => return Err(error.into()),
            }
        }
    };
    let (desk, units) = (request.desk(), units(&request));
    Ok(request
        .again(person_page(desk, account, units, form, faults))
        .await)
}

/// Makes a new link to an account and hands it over, unless it has to wait for a second person.
pub async fn make_link(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let purpose = LinkPurpose::from_code(Typed::decode(&body).text(PURPOSE));
    let purpose = purpose.ok_or_else(Problem::bad_request)?;
    let account = find(&request, id).await?;
    let permit = permit(&request, &account.grants)?;
    let store = &request.state.store;
    let made = store
        .make_link(&permit, account.id, purpose, request.moment())
        .await;
    let token = match made {
        Ok(token) => token,
        Err(AccountError::Waits) => {
            return Ok(request.done(Notice::ChangeWaits, sensitive::PATH));
        }
        Err(error) => return Err(error.into()),
    };
    let desk = request.desk_at(&format!("/meja/orang/{id}"));
    Ok(hand_over(&request, desk, &account.email, &account.name, token).await)
}

/// Brings somebody the link to the account: by mail where the portal sends mail, otherwise through the viewer.
async fn hand_over(
    request: &DeskRequest,
    desk: Desk,
    email: &Email,
    name: &PersonName,
    token: LinkToken,
) -> Response {
    let link = format!("{}/undangan/{token}", request.state.public_url);
    let handover = match &request.state.mailer {
        None => Handover::ByHand(link),
        Some(mailer) => {
            let letter = link_letter(request.language, desk.page.city_name(), name, &link);
            match mailer.send(email, name, letter).await {
                Ok(()) => Handover::Mailed(email.to_string()),
                Err(error) => {
                    tracing::warn!(%error, "a link was not mailed");
                    Handover::NotMailed(link)
                }
            }
        }
    };
    let name = name.to_string();
    request.show(new_link_page(desk, name, handover)).await
}

async fn find(request: &DeskRequest, id: Uuid) -> Result<Account, Problem> {
    let account = request.state.store.account(AccountId(id)).await?;
    let account = account.ok_or_else(Problem::not_found)?;
    if may_see(request, &account) {
        Ok(account)
    } else {
        Err(Problem::forbidden())
    }
}

/// Whether the viewer looks after all that an account may do. Accounts without a role belong to the whole city.
fn may_see(request: &DeskRequest, account: &Account) -> bool {
    permit(request, &account.grants).is_ok()
}

fn may_give(request: &DeskRequest, grant: &Grant) -> bool {
    permit(request, std::slice::from_ref(grant)).is_ok()
}

/// The permit to look after somebody with these roles: for their unit, or for the city if they lie in several.
fn permit(request: &DeskRequest, grants: &[Grant]) -> Result<Permit, Problem> {
    let site = request.site();
    let register = site.record.register();
    for grant in grants {
        request
            .viewer
            .permit(Right::ManagePeople, &grant.unit, register)?;
    }
    match grants.first() {
        Some(grant) => request
            .viewer
            .permit(Right::ManagePeople, &grant.unit, register),
        None => request
            .viewer
            .permit_everywhere(Right::ManagePeople, register),
    }
}

/// The units for which the viewer may give roles, the city first, then by name.
fn units(request: &DeskRequest) -> Vec<Named> {
    let site = request.site();
    let register = site.record.register();
    let reach = request.viewer.0.reach(Right::ManagePeople, register);
    let mut units: Vec<_> = register
        .units()
        .filter(|unit| reach.contains(&unit.slug))
        .collect();
    units.sort_by_key(|unit| {
        (
            unit.parent.is_some(),
            unit.name.get(request.language).to_owned(),
        )
    });
    let named = units.into_iter();
    named
        .map(|unit| Named::unit(unit, request.language))
        .collect()
}
