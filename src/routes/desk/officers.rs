//! `/meja/petugas`: the officers of the units whose roster the viewer keeps.
//! It must not show or change an officer of another unit.

mod csv;

pub use csv::{Officers, export};

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::csv_import::Refusal;
use desk::document::Notice;
use desk::forms::noun_form::{Offered, field_errors, typed_fields};
use desk::forms::officer_form::{NAME, Problem as Wrong, UNIT, VERSION};
use desk::officers::{self as pages, TODAY, officer_page, officers_page};
use domain::access::{AccountId, Right, Role};
use domain::account::Account;
use domain::noun::{Fields, Known, Noun};
use domain::officer::{KeptOfficer, Officer, OfficerFilter, OfficerId};
use store::OfficerError;
use ui::components::AFTER;
use ui::forms::typed::Typed;
use ui::html::Html;
use uuid::Uuid;

use super::Visit;
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many officers stand on a page.
const PER_PAGE: usize = 50;

/// The officers of the viewer's units.
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let html = list_with(&visit, visit.path(), None).await?;
    Ok(visit.show(html).await)
}

/// The list at an address, with a file that was not read if there is one.
async fn list_with(visit: &Visit, path: &str, refusal: Option<Refusal>) -> Result<Html, Problem> {
    let query = visit.query();
    let units = visit.units(Right::EditRoster);
    let wanted = query.text(UNIT);
    let narrowed = units.iter().any(|(slug, _)| slug.as_str() == wanted);
    let seen = units.iter().map(|(slug, _)| slug);
    let seen = seen.filter(|slug| !narrowed || slug.as_str() == wanted);
    let filter = OfficerFilter {
        units: seen.cloned().collect(),
        name: query.text(NAME).to_owned(),
        on: query.has(TODAY).then(|| visit.state.clock.today()),
        after: query.text(AFTER).parse().ok(),
    };
    let store = &visit.state.store;
    let officers = store.officers(&filter, PER_PAGE as u64 + 1).await?;
    let page = Page::of(officers, PER_PAGE, |kept| kept.officer.id);
    let (desk, site) = (visit.desk_at(path), visit.site());
    let (rows, next) = (page.rows, page.next);
    Ok(officers_page(
        desk, &site, &filter, &units, rows, next, refusal,
    ))
}

/// The form for somebody new.
pub async fn new(visit: Visit) -> Result<Response, Problem> {
    let offered = offered(&visit, None).await?;
    let desk = visit.desk();
    let fields = Fields::empty(Noun::Officer);
    let html = officer_page(desk, &offered, &fields, 0, vec![], None);
    Ok(visit.show(html).await)
}

/// Adds an officer.
pub async fn add(visit: Visit, body: Bytes) -> Result<Response, Problem> {
    save(&visit, &body, Uuid::new_v4().into(), None).await
}

/// An officer's form.
pub async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let kept = find(&visit, id).await?;
    let offered = offered(&visit, Some(&kept)).await?;
    let (desk, fields, version) = (visit.desk(), kept.fields(), kept.version);
    let html = officer_page(desk, &offered, &fields, version, vec![], None);
    Ok(visit.show(html).await)
}

/// Changes an officer.
pub async fn change(visit: Visit, Path(id): Path<Uuid>, body: Bytes) -> Result<Response, Problem> {
    let kept = find(&visit, id).await?;
    save(&visit, &body, kept.officer.id, Some(kept)).await
}

/// The versions of an officer.
pub async fn history(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let kept = find(&visit, id).await?;
    let key = kept.officer.id.to_string();
    let path = format!("/meja/petugas/{id}");
    let record = (Noun::Officer, key.as_str());
    super::history::show(&visit, record, kept.officer.name, path).await
}

/// Saves what was typed, or shows it again with what is wrong.
async fn save(
    visit: &Visit,
    body: &[u8],
    id: OfficerId,
    kept: Option<KeptOfficer>,
) -> Result<Response, Problem> {
    let typed = Typed::decode(body);
    let offered = offered(visit, kept.as_ref()).await?;
    let version = match &kept {
        None => 0,
        Some(_) => typed
            .text(VERSION)
            .parse()
            .map_err(|_| Problem::bad_request())?,
    };
    let fields = typed_fields(Noun::Officer, &typed);
    let known = Known {
        is_unit: &|unit| offered.has("unit", unit),
        is_offered: &|field, value| offered.has(field, value),
    };
    let (errors, conflict) = match Officer::read(id, &fields, known) {
        Err(faults) => {
            let errors = field_errors(visit.language, Noun::Officer, &faults);
            (errors, false)
        }
        Ok(officer) => {
            let change = KeptOfficer {
                officer,
                account: fields.get("akun").parse().ok().map(AccountId),
                version,
            };
            match try_to_save(visit, &change).await? {
                None => return Ok(visit.done(Notice::Saved, "/meja/petugas")),
                Some(wrong) => {
                    let error = wrong.field_error(visit.language);
                    (vec![error], wrong == Wrong::Conflict)
                }
            }
        }
    };
    let kept = kept.filter(|_| conflict);
    let saved = kept.as_ref().map(|kept| kept.fields().snapshot());
    // Whoever saves again after seeing both versions knows what is replaced.
    let version = kept.map_or(version, |kept| kept.version);
    let desk = visit.desk();
    let html = officer_page(desk, &offered, &fields, version, errors, saved);
    Ok(visit.again(html).await)
}

async fn try_to_save(visit: &Visit, change: &KeptOfficer) -> Result<Option<Wrong>, Problem> {
    let site = visit.site();
    let unit = &change.officer.unit;
    let permit = visit
        .viewer
        .permit(Right::EditRoster, unit, site.record.register())?;
    let store = &visit.state.store;
    match store.save_officer(&permit, change, visit.now()).await {
        Ok(()) => Ok(None),
        Err(OfficerError::Conflict(_)) => Ok(Some(Wrong::Conflict)),
        Err(OfficerError::Taken) => Ok(Some(Wrong::Taken)),
        Err(OfficerError::NotAnOfficersAccount) => Ok(Some(Wrong::Account)),
        Err(OfficerError::Store(error)) => Err(error.into()),
    }
}

async fn find(visit: &Visit, id: Uuid) -> Result<KeptOfficer, Problem> {
    let kept = visit.state.store.officer(id.into()).await?;
    let kept = kept.ok_or_else(Problem::not_found)?;
    let site = visit.site();
    let register = site.record.register();
    visit
        .viewer
        .permit(Right::EditRoster, &kept.officer.unit, register)?;
    Ok(kept)
}

/// What the form offers: accounts of officers within the viewer's reach, and the one that the officer has.
async fn offered(visit: &Visit, kept: Option<&KeptOfficer>) -> Result<Offered, Problem> {
    let own: Vec<AccountId> = kept.and_then(|kept| kept.account).into_iter().collect();
    let accounts = offered_accounts(visit, &own).await?.into_iter();
    let accounts = accounts.map(|account| {
        let label = format!("{} · {}", account.name, account.email);
        (account.id, label)
    });
    let units = visit.units(Right::EditRoster);
    Ok(pages::offered(visit.language, &units, accounts))
}

/// The accounts of officers within the viewer's reach, and some that officers have already.
async fn offered_accounts(visit: &Visit, own: &[AccountId]) -> Result<Vec<Account>, Problem> {
    let units = visit.units(Right::EditRoster);
    let mut accounts = visit.state.store.officer_accounts().await?;
    accounts.retain(|account| {
        let mut roles = account.grants.iter();
        let within_reach = roles.any(|grant| {
            grant.role == Role::Officer && units.iter().any(|(slug, _)| *slug == grant.unit)
        });
        within_reach || own.contains(&account.id)
    });
    Ok(accounts)
}
