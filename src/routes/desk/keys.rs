//! `/meja/kunci`: keys of queue systems, made and ended by the operators of a unit.
//! It must not show a key a second time.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::document::Notice;
use desk::forms::noun_form::{field_errors, typed_fields};
use desk::keys::{ENDED, KeyList, end_key_page, keys_page, new_key_page};
use domain::access::{Permit, Right};
use domain::api_key::{API_KEY, ApiKey, KeyOrder, Scope};
use domain::noun::{Fields, Known};
use domain::slug::Slug;
use store::KeyFilter;
use ui::components::{AFTER, FormErrors};
use ui::forms::typed::Typed;
use uuid::Uuid;

use super::DeskRequest;
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many keys stand on a page.
const PER_PAGE: usize = 50;

/// Where the keys are listed.
const LIST: &str = "/meja/kunci";

/// The keys of the viewer's units.
pub async fn list(request: DeskRequest) -> Result<Response, Problem> {
    let list = listed(&request).await?;
    let desk = request.desk();
    Ok(request
        .show(keys_page(desk, list, &blank(), FormErrors::default()))
        .await)
}

/// The form as it is opened: most keys are for inviting.
fn blank() -> Fields {
    Fields::empty(API_KEY).with("lingkup", Scope::InviteVisitors.code())
}

async fn listed(request: &DeskRequest) -> Result<KeyList, Problem> {
    let query = request.query();
    let units = request.units(Right::ManageKeys);
    let unit = query.text("unit-saring").to_owned();
    let chosen = units
        .iter()
        .map(|named| &named.slug)
        .filter(|slug| unit.is_empty() || slug.as_str() == unit);
    let filter = KeyFilter {
        units: chosen.cloned().collect(),
        ended: query.has(ENDED),
        after: query.text(AFTER).parse().ok(),
    };
    let store = &request.state.store;
    let keys = store.api_keys(&filter, PER_PAGE as u64 + 1).await?;
    let page = Page::of(keys, PER_PAGE, |key| key.id);
    Ok(KeyList {
        next: page.next,
        ended: filter.ended,
        units,
        unit,
        keys: page.rows,
    })
}

/// Makes a key and shows it.
pub async fn make(request: DeskRequest, body: Bytes) -> Result<Response, Problem> {
    let fields = typed_fields(API_KEY, &Typed::decode(&body));
    let units = request.units(Right::ManageKeys);
    let is_unit = |text: &str| units.iter().any(|named| named.slug.as_str() == text);
    match KeyOrder::read(&fields, Known::units(&is_unit)) {
        Ok(order) => show_new(request, order, false).await,
        Err(faults) => {
            let errors = field_errors(request.language, API_KEY, &faults);
            let list = listed(&request).await?;
            let desk = request.desk();
            let html = keys_page(desk, list, &fields, errors);
            Ok(request.again(html).await)
        }
    }
}

/// Makes a key that takes the place of another; the other works until it is ended.
pub async fn renew(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (key, _) = find(&request, id).await?;
    let order = KeyOrder {
        name: key.name,
        unit: key.unit,
        scopes: key.scopes,
    };
    show_new(request, order, true).await
}

async fn show_new(
    request: DeskRequest,
    order: KeyOrder,
    renewed: bool,
) -> Result<Response, Problem> {
    let permit = permit(&request, &order.unit)?;
    let store = &request.state.store;
    let made = store.make_api_key(&permit, &order, request.moment());
    let (_, token) = made.await?;
    let (desk, token) = (request.desk_at(LIST), token.as_str().to_owned());
    Ok(request.show(new_key_page(desk, token, renewed)).await)
}

/// Asks whether a key is to be ended.
pub async fn ask_end(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (key, _) = find(&request, id).await?;
    let desk = request.desk();
    Ok(request.show(end_key_page(desk, key)).await)
}

/// Ends a key.
pub async fn end(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (_, permit) = find(&request, id).await?;
    let store = &request.state.store;
    store.end_api_key(&permit, id, request.moment()).await?;
    Ok(request.done(Notice::KeyEnded, LIST))
}

async fn find(request: &DeskRequest, id: Uuid) -> Result<(ApiKey, Permit), Problem> {
    let key = request.state.store.api_key(id).await?;
    let key = key.ok_or_else(Problem::not_found)?;
    let permit = permit(request, &key.unit)?;
    Ok((key, permit))
}

fn permit(request: &DeskRequest, unit: &Slug) -> Result<Permit, Problem> {
    let site = request.site();
    let register = site.record.register();
    request.viewer.permit(Right::ManageKeys, unit, register)
}
