//! `/meja/orang`: accounts and roles. Administrators of a unit look after the people of that unit and below.
//! It must not give anybody more than the viewer may give.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::document::{Desk, Notice};
use desk::forms::person_form::{PersonForm, Problem as Wrong};
use desk::people::{Handover, PeopleFilter, invite_page, new_link_page, people_page, person_page};
use domain::access::{AccountId, Grant, Permit, Right};
use domain::account::{Account, Email, PersonName};
use domain::register::Slug;
use store::{AccountChange, AccountError, LinkToken, Newcomer};
use ui::components::AFTER;
use ui::letters::link_letter;
use uuid::Uuid;

use super::Visit;
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many accounts stand on a page.
const PER_PAGE: usize = 50;

/// The accounts whose roles all lie where the viewer looks after people.
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let query = visit.query();
    let filter = PeopleFilter::of(&query);
    let mut after = query.text(AFTER).to_owned();
    let mut shown: Vec<Account> = Vec::new();
    loop {
        let part = visit.state.store.accounts(&after, PER_PAGE as u64).await?;
        let last = part.last().map(|account| account.email.to_string());
        let complete = part.len() < PER_PAGE;
        let seen = part.into_iter().filter(|account| filter.fits(account));
        shown.extend(seen.filter(|account| may_see(&visit, account)));
        match last {
            Some(last) if !complete && shown.len() <= PER_PAGE => after = last,
            _ => break,
        }
    }
    let page = Page::of(shown, PER_PAGE, |account| account.email.to_string());
    let (desk, site) = (visit.desk(), visit.site());
    Ok(visit
        .show(people_page(desk, &site, &filter, page.rows, page.next))
        .await)
}

/// The form for somebody new.
pub async fn new(visit: Visit) -> Response {
    let (desk, units, mails) = (visit.desk(), units(&visit), visit.state.mailer.is_some());
    visit
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
pub async fn invite(visit: Visit, body: Bytes) -> Result<Response, Problem> {
    let form = PersonForm::decode(&body);
    let (email, person) = (form.email(), form.person(|grant| may_give(&visit, grant)));
    let problems = match (email, person) {
        (Ok(email), Ok((name, grants))) => {
            let permit = permit(&visit, &grants)?;
            let newcomer = Newcomer {
                email,
                name,
                grants,
            };
            let store = &visit.state.store;
            match store.invite_person(&permit, &newcomer, visit.now()).await {
                Ok((_, token)) => {
                    let (email, name) = (&newcomer.email, &newcomer.name);
                    return Ok(hand_over(&visit, visit.desk(), email, name, token).await);
                }
                Err(AccountError::EmailTaken) => vec![Wrong::EmailTaken],
                Err(error) => return Err(error.into()),
            }
        }
        (email, person) => {
            let wrong_person = person.err().unwrap_or_default();
            email.err().into_iter().chain(wrong_person).collect()
        }
    };
    let (desk, units, mails) = (visit.desk(), units(&visit), visit.state.mailer.is_some());
    Ok(visit
        .again(invite_page(desk, units, mails, form, problems))
        .await)
}

/// One account.
pub async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let account = find(&visit, id).await?;
    let (desk, units, form) = (visit.desk(), units(&visit), PersonForm::of(&account));
    Ok(visit
        .show(person_page(desk, account, units, form, vec![]))
        .await)
}

/// Changes an account.
pub async fn change(visit: Visit, Path(id): Path<Uuid>, body: Bytes) -> Result<Response, Problem> {
    let account = find(&visit, id).await?;
    let form = PersonForm::decode(&body);
    let version = form.version().ok_or_else(Problem::bad_request)?;
    let problems = match form.person(|grant| may_give(&visit, grant)) {
        // Before anything else, so that a form with another fault does not come back as one that has seen the change.
        _ if version != account.version => vec![Wrong::Conflict],
        Err(problems) => problems,
        Ok((name, grants)) => {
            let permit = permit(&visit, &account.grants)?;
            let change = AccountChange {
                name,
                active: form.active(),
                grants,
            };
            let store = &visit.state.store;
            let changed = store
                .change_account(&permit, account.id, version, &change, visit.now())
                .await;
            match changed {
                Ok(()) => return Ok(visit.done(Notice::Saved, &format!("/meja/orang/{id}"))),
                Err(AccountError::Conflict(_)) => vec![Wrong::Conflict],
                Err(AccountError::LastAdministrator) => vec![Wrong::LastAdministrator],
                Err(error) => return Err(error.into()),
            }
        }
    };
    let (desk, units) = (visit.desk(), units(&visit));
    Ok(visit
        .again(person_page(desk, account, units, form, problems))
        .await)
}

/// Makes a new link to an account and hands it over.
pub async fn make_link(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let account = find(&visit, id).await?;
    let permit = permit(&visit, &account.grants)?;
    let store = &visit.state.store;
    let token = store.make_link(&permit, account.id, visit.now()).await?;
    let desk = visit.desk_at(&format!("/meja/orang/{id}"));
    Ok(hand_over(&visit, desk, &account.email, &account.name, token).await)
}

/// Brings somebody the link to the account: by mail where the portal sends mail, otherwise through the viewer.
async fn hand_over(
    visit: &Visit,
    desk: Desk,
    email: &Email,
    name: &PersonName,
    token: LinkToken,
) -> Response {
    let link = format!("{}/undangan/{token}", visit.state.public_url);
    let handover = match &visit.state.mailer {
        None => Handover::ByHand(link),
        Some(mailer) => {
            let letter = link_letter(visit.language, desk.page.city_name(), name, &link);
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
    visit.show(new_link_page(desk, name, handover)).await
}

async fn find(visit: &Visit, id: Uuid) -> Result<Account, Problem> {
    let account = visit.state.store.account(AccountId(id)).await?;
    let account = account.ok_or_else(Problem::not_found)?;
    if may_see(visit, &account) {
        Ok(account)
    } else {
        Err(Problem::forbidden())
    }
}

/// Whether the viewer looks after all that an account may do. Accounts without a role belong to the whole city.
fn may_see(visit: &Visit, account: &Account) -> bool {
    permit(visit, &account.grants).is_ok()
}

fn may_give(visit: &Visit, grant: &Grant) -> bool {
    permit(visit, std::slice::from_ref(grant)).is_ok()
}

/// The permit to look after somebody with these roles: for their unit, or for the city if they lie in several.
fn permit(visit: &Visit, grants: &[Grant]) -> Result<Permit, Problem> {
    let site = visit.site();
    let register = site.record.register();
    for grant in grants {
        visit
            .viewer
            .permit(Right::ManagePeople, &grant.unit, register)?;
    }
    match grants.first() {
        Some(grant) => visit
            .viewer
            .permit(Right::ManagePeople, &grant.unit, register),
        None => visit
            .viewer
            .permit_everywhere(Right::ManagePeople, register),
    }
}

/// The units for which the viewer may give roles, the city first, then by name.
fn units(visit: &Visit) -> Vec<(Slug, String)> {
    let site = visit.site();
    let register = site.record.register();
    let reach = visit.viewer.0.reach(Right::ManagePeople, register);
    let mut units: Vec<_> = register
        .units()
        .filter(|unit| reach.contains(&unit.slug))
        .collect();
    units.sort_by_key(|unit| {
        (
            unit.parent.is_some(),
            unit.name.get(visit.language).to_owned(),
        )
    });
    let named = units
        .into_iter()
        .map(|unit| (unit.slug.clone(), unit.name.get(visit.language).to_owned()));
    named.collect()
}
