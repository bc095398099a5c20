//! `/meja/petugas`: the officers of the units whose roster the viewer keeps.
//! It must not show or change an officer of another unit.

mod csv;

pub use csv::{Officers, export};

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::csv_import::FileFault;
use desk::document::Notice;
use desk::forms::noun_form::{Offered, field_errors, typed_fields};
use desk::forms::officer_form::{NAME, OfficerFault, UNIT};
use desk::officers::{self as pages, TODAY, officer_page, officers_page};
use domain::access::{AccountId, Right, Role};
use domain::account::Account;
use domain::noun::{Fields, Known};
use domain::officer::{KeptOfficer, OFFICER, Officer, OfficerFilter, OfficerId};
use store::OfficerError;
use ui::components::{AFTER, FormErrors, FormFault};
use ui::forms::typed::Typed;
use ui::html::Html;
use uuid::Uuid;

use super::{DeskRequest, seen_version};
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many officers stand on a page.
const PER_PAGE: usize = 50;

/// The officers of the viewer's units.
pub async fn list(request: DeskRequest) -> Result<Response, Problem> {
    let html = list_with(&request, request.path(), None).await?;
    Ok(request.show(html).await)
}

/// The list at an address, with a file that was not read if there is one.
async fn list_with(
    request: &DeskRequest,
    path: &str,
    fault: Option<FileFault>,
) -> Result<Html, Problem> {
    let query = request.query();
    let units = request.units(Right::EditRoster);
    let wanted = query.text(UNIT);
    let narrowed = units.iter().any(|named| named.slug.as_str() == wanted);
    let seen = units.iter().map(|named| &named.slug);
    let seen = seen.filter(|slug| !narrowed || slug.as_str() == wanted);
    let filter = OfficerFilter {
        units: seen.cloned().collect(),
        name: query.text(NAME).to_owned(),
        on: query.has(TODAY).then(|| request.state.clock.today()),
        after: query.text(AFTER).parse().ok(),
    };
    let store = &request.state.store;
    let officers = store.officers(&filter, PER_PAGE as u64 + 1).await?;
    let page = Page::of(officers, PER_PAGE, |kept| kept.officer.id);
    let (desk, site) = (request.desk_at(path), request.site());
    let (rows, next) = (page.rows, page.next);
    Ok(officers_page(
        desk, &site, &filter, &units, rows, next, fault,
    ))
}

/// The form for somebody new.
pub async fn new(request: DeskRequest) -> Result<Response, Problem> {
    let offered = offered(&request, None).await?;
    let desk = request.desk();
    let fields = Fields::empty(OFFICER);
    let html = officer_page(desk, &offered, &fields, 0, FormErrors::default(), None);
    Ok(request.show(html).await)
}

/// Adds an officer.
pub async fn add(request: DeskRequest, body: Bytes) -> Result<Response, Problem> {
    save(&request, &body, Uuid::new_v4().into(), None).await
}

/// An officer's form.
pub async fn show(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let kept = find(&request, id).await?;
    let offered = offered(&request, Some(&kept)).await?;
    let (desk, fields, version) = (request.desk(), kept.fields(), kept.version);
    let html = officer_page(
        desk,
        &offered,
        &fields,
        version,
        FormErrors::default(),
        None,
    );
    Ok(request.show(html).await)
}

/// Changes an officer.
pub async fn change(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let kept = find(&request, id).await?;
    save(&request, &body, kept.officer.id, Some(kept)).await
}

/// The versions of an officer.
pub async fn history(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let kept = find(&request, id).await?;
    let key = kept.officer.id.to_string();
    let path = format!("/meja/petugas/{id}");
    super::history::show(&request, OFFICER, &key, kept.officer.name, path).await
}

/// Saves what was typed, or shows it again with what is wrong.
async fn save(
    request: &DeskRequest,
    body: &[u8],
    id: OfficerId,
    kept: Option<KeptOfficer>,
) -> Result<Response, Problem> {
    let typed = Typed::decode(body);
    let offered = offered(request, kept.as_ref()).await?;
    let version = match &kept {
        None => 0,
        Some(_) => seen_version(&typed)?,
    };
    let fields = typed_fields(OFFICER, &typed);
    let known = Known {
        is_unit: &|unit| offered.has("unit", unit),
        is_offered: &|field, value| offered.has(field, value),
    };
    let (errors, conflict) = match Officer::read(id, &fields, known) {
        Err(faults) => {
            let errors = field_errors(request.language, OFFICER, &faults);
            (errors, false)
        }
        Ok(officer) => {
            let change = KeptOfficer {
                officer,
                account: fields.get("akun").parse().ok().map(AccountId),
                version,
            };
            match try_to_save(request, &change).await? {
                None => return Ok(request.done(Notice::Saved, "/meja/petugas")),
                Some(wrong) => {
                    let error = wrong.field_error(request.language);
                    (error.into(), wrong == OfficerFault::Conflict)
                }
            }
        }
    };
    let kept = kept.filter(|_| conflict);
    let saved = kept.as_ref().map(|kept| kept.fields().snapshot());
    // Whoever saves again after seeing both versions knows what is replaced.
    let version = kept.map_or(version, |kept| kept.version);
    let desk = request.desk();
    let html = officer_page(desk, &offered, &fields, version, errors, saved);
    Ok(request.again(html).await)
}

async fn try_to_save(
    request: &DeskRequest,
    change: &KeptOfficer,
) -> Result<Option<OfficerFault>, Problem> {
    let site = request.site();
    let unit = &change.officer.unit;
    let permit = request
        .viewer
        .permit(Right::EditRoster, unit, site.record.register())?;
    let store = &request.state.store;
    match store.save_officer(&permit, change, request.now()).await {
        Ok(()) => Ok(None),
        Err(OfficerError::Conflict(_)) => Ok(Some(OfficerFault::Conflict)),
        Err(OfficerError::Taken) => Ok(Some(OfficerFault::Taken)),
        Err(OfficerError::NotAnOfficersAccount) => Ok(Some(OfficerFault::Account)),
        Err(OfficerError::Store(error)) => Err(error.into()),
    }
}

async fn find(request: &DeskRequest, id: Uuid) -> Result<KeptOfficer, Problem> {
    let kept = request.state.store.officer(id.into()).await?;
    let kept = kept.ok_or_else(Problem::not_found)?;
    let site = request.site();
    let register = site.record.register();
    request
        .viewer
        .permit(Right::EditRoster, &kept.officer.unit, register)?;
    Ok(kept)
}

/// What the form offers: accounts of officers within the viewer's reach, and the one that the officer has.
async fn offered(request: &DeskRequest, kept: Option<&KeptOfficer>) -> Result<Offered, Problem> {
    let own: Vec<AccountId> = kept.and_then(|kept| kept.account).into_iter().collect();
    let accounts = offered_accounts(request, &own).await?;
    let units = request.units(Right::EditRoster);
    Ok(pages::offered(request.language, &units, &accounts))
}

/// The accounts of officers within the viewer's reach, and some that officers have already.
async fn offered_accounts(
    request: &DeskRequest,
    own: &[AccountId],
) -> Result<Vec<Account>, Problem> {
    let units = request.units(Right::EditRoster);
    let mut accounts = request.state.store.officer_accounts().await?;
    accounts.retain(|account| {
        let mut roles = account.grants.iter();
        let within_reach = roles.any(|grant| {
            grant.role == Role::Officer && units.iter().any(|unit| unit.slug == grant.unit)
        });
        within_reach || own.contains(&account.id)
    });
    Ok(accounts)
}
