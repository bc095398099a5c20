//! `/meja/undangan`: batches of invitations to print, and cards for counters.
//! It must not keep a code: the sheet in the response is the only place where codes can be read.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use chrono::Days;
use desk::document::Notice;
use desk::forms::TOKEN;
use desk::forms::noun_form::{field_errors, typed_fields};
use desk::forms::reason_form::reason;
use desk::invitations::{
    BatchList, COUNTER, HALF, ORIGIN, SERVICE, batches_page, choose_counter_page,
    choose_service_page, new_batch_page, place, withdraw_page,
};
use desk::named::Named;
use domain::access::{Permit, Right};
use domain::invitation::{BatchOrder, BatchOverview, INVITATIONS, Origin};
use domain::language::Language;
use domain::noun::Fields;
use domain::register::Service;
use store::{Batch, BatchFilter, FormToken, InvitationError};
use ui::components::{AFTER, FieldError, FormErrors};
use ui::forms::rating_form::open_path;
use ui::forms::typed::Typed;
use ui::t;
use uuid::Uuid;

use super::DeskRequest;
use crate::files::card::{self, Card};
use crate::files::sheet::{self, Sheet};
use crate::routes::page::Page;
use crate::routes::printed;
use crate::routes::trouble::Problem;

/// How many batches stand on a page.
const PER_PAGE: usize = 50;

/// For how many days codes can be used unless somebody chooses another last day.
const USUAL_VALIDITY: u64 = 30;

/// Where the batches are listed.
const LIST: &str = "/meja/undangan";

/// The batches of the services of the viewer's units.
pub async fn list(request: DeskRequest) -> Result<Response, Problem> {
    let query = request.query();
    let service = query.text(SERVICE).to_owned();
    let units = request.units(Right::Invite).into_iter();
    let filter = BatchFilter {
        units: units.map(|named| named.slug).collect(),
        service: service.parse().ok(),
        origin: Origin::from_code(query.text(ORIGIN)),
        after: place(query.text(AFTER)),
    };
    let store = &request.state.store;
    let limit = PER_PAGE as u64 + 1;
    let k = store.settings().await?.k;
    let batches = store.invitation_batches(&filter, k, limit).await?;
    let page = Page::of(batches, PER_PAGE, BatchOverview::place);
    let list = BatchList {
        services: request.services_today(Right::Invite),
        service,
        origin: filter.origin,
        next: page.next,
        batches: page.rows,
        k,
    };
    let desk = request.desk();
    Ok(request.show(batches_page(desk, list)).await)
}

/// The form for a batch; without a service it asks for one.
pub async fn new(request: DeskRequest) -> Result<Response, Problem> {
    let query = request.query();
    if !query.has(SERVICE) {
        let (desk, services) = (request.desk(), request.services_today(Right::Invite));
        return Ok(request
            .show(choose_service_page(desk, services, false))
            .await);
    }
    let (service, _) = request.service(Right::Invite, query.text(SERVICE))?;
    let last = request.state.clock.today() + Days::new(USUAL_VALIDITY);
    let fields = Fields::empty(INVITATIONS).with("berlaku_sampai", last.to_string());
    let token = FormToken::random().as_str().to_owned();
    let desk = request.desk();
    let (named, counters) = (
        Named::service(&service, request.language),
        request.counters_today(&service.unit),
    );
    let html = new_batch_page(
        desk,
        named,
        &counters,
        &fields,
        token,
        FormErrors::default(),
    );
    Ok(request.show(html).await)
}

/// Makes a batch and answers with its sheet.
pub async fn print(request: DeskRequest, body: Bytes) -> Result<Response, Problem> {
    let (service, permit) = request.service(Right::Invite, request.query().text(SERVICE))?;
    let (typed, language) = (Typed::decode(&body), request.language);
    let token = FormToken::parse(typed.text(TOKEN)).ok_or_else(Problem::bad_request)?;
    let counters = request.counters_today(&service.unit);
    let fields = typed_fields(INVITATIONS, &typed);
    let refused = |message| FieldError::new("jumlah", message).into();
    let errors = match BatchOrder::read(&fields, &counters, request.today()) {
        Ok(order) => match issue(&request, &permit, &service, order, token.clone()).await {
            Ok(sheet) => return Ok(printed::document(sheet::html(&sheet))),
            Err(InvitationError::AlreadyIssued) => refused(t!(language, "error-already-issued")),
            Err(InvitationError::NotInService(_)) => refused(t!(language, "error-not-in-service")),
            Err(InvitationError::NobodyOnDuty) => {
                FieldError::new(HALF, t!(language, "error-nobody-on-duty")).into()
            }
            Err(InvitationError::Store(error)) => return Err(error.into()),
        },
        Err(faults) => field_errors(language, INVITATIONS, &faults),
    };
    let (desk, named) = (request.desk(), Named::service(&service, request.language));
    let token = token.as_str().to_owned();
    let html = new_batch_page(desk, named, &counters, &fields, token, errors);
    Ok(request.again(html).await)
}

async fn issue(
    request: &DeskRequest,
    permit: &Permit,
    service: &Service,
    order: BatchOrder,
    form: FormToken,
) -> Result<Sheet, InvitationError> {
    let store = &request.state.store;
    let batch = Batch {
        form,
        service: service.slug.clone(),
        counter: order.counter,
        issued: request.state.clock.today(),
        half: order.half,
        valid_until: order.valid_until,
    };
    let issued = store.issue_invitations(permit, &batch, order.count as usize, request.now());
    Ok(Sheet {
        codes: issued.await?,
        office: office(request, service),
        service: service.name.get(Language::Indonesian).to_owned(),
        counter: batch.counter,
        issued: batch.issued,
        half: batch.half,
        valid_until: batch.valid_until,
        public_url: request.state.public_url.to_string(),
        invented: store.is_demo().await?,
        back: Some(ui::page::href(request.language, LIST)),
    })
}

/// The card of a service for a counter, or for any; what the address does not say it asks for.
pub async fn card(request: DeskRequest) -> Result<Response, Problem> {
    let query = request.query();
    if !query.has(SERVICE) {
        let (desk, services) = (request.desk(), request.services_today(Right::Invite));
        return Ok(request
            .show(choose_service_page(desk, services, true))
            .await);
    }
    let (service, _) = request.service(Right::Invite, query.text(SERVICE))?;
    let counters = request.counters_today(&service.unit);
    if !query.has(COUNTER) && !counters.is_empty() {
        let (desk, named) = (request.desk(), Named::service(&service, request.language));
        return Ok(request
            .show(choose_counter_page(desk, named, counters))
            .await);
    }
    let asked = query.text(COUNTER).to_owned();
    let counter = (!asked.is_empty()).then_some(asked);
    if counter
        .as_ref()
        .is_some_and(|name| !counters.contains(name))
    {
        return Err(Problem::not_found());
    }
    let path = open_path(&service.slug, counter.as_deref());
    Ok(printed::document(card::html(&Card {
        office: office(&request, &service),
        service: service.name.get(Language::Indonesian).to_owned(),
        service_en: service.name.get(Language::English).to_owned(),
        address: format!("{}{path}", request.state.public_url),
        counter,
        invented: request.state.store.is_demo().await?,
    })))
}

/// Asks why a batch is taken back.
pub async fn ask_withdraw(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (batch, name, _) = find(&request, id).await?;
    let desk = request.desk();
    Ok(request
        .show(withdraw_page(
            desk,
            name,
            batch,
            Typed::default(),
            FormErrors::default(),
        ))
        .await)
}

/// Takes a batch back.
pub async fn withdraw(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (batch, name, permit) = find(&request, id).await?;
    let typed = Typed::decode(&body);
    match reason(&typed, request.language) {
        Ok(reason) => {
            let store = &request.state.store;
            store
                .withdraw_batch(&permit, id, &reason, request.now())
                .await?;
            Ok(request.done(Notice::BatchWithdrawn, LIST))
        }
        Err(error) => {
            let desk = request.desk();
            Ok(request
                .again(withdraw_page(desk, name, batch, typed, error.into()))
                .await)
        }
    }
}

async fn find(request: &DeskRequest, id: Uuid) -> Result<(BatchOverview, String, Permit), Problem> {
    let store = &request.state.store;
    let k = store.settings().await?.k;
    let batch = store.invitation_batch(id, k).await?;
    let batch = batch.ok_or_else(Problem::not_found)?;
    let (service, permit) = request.service(Right::Invite, batch.service.as_str())?;
    let name = service.name.get(request.language).to_owned();
    Ok((batch, name, permit))
}

/// The name of the office that offers a service, as it stands on what is printed.
fn office(request: &DeskRequest, service: &Service) -> String {
    let site = request.site();
    let unit = site.record.register().unit(&service.unit);
    unit.map(|unit| unit.name.get(Language::Indonesian).to_owned())
        .unwrap_or_default()
}
