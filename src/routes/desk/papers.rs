//! `/meja/formulir`: paper forms that two people key in before they count.
//! It must not decide whose turn it is; the store does.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::document::Notice;
use desk::forms::TOKEN;
use desk::forms::keying_form::{KeyingForm, NUMBER};
use desk::forms::noun_form::{Offered, field_errors, typed_fields};
use desk::forms::reason_form::reason;
use desk::papers::{
    Keying, SERVICE, StackList, discard_page, keying_page, new_stack_page, ready_page,
    settling_page, stack_offered, stacks_page, waiting_page,
};
use domain::access::{AccountId, Permit, Right};
use domain::noun::{Fields, Known};
use domain::paper::{FIELDS, FormDays, NewStack, PAPER_STACK, PaperStack, Progress};
use domain::period::Month;
use domain::slug::Slug;
use store::{FormToken, StackError, StackFilter};
use ui::components::{AFTER, FormErrors};
use ui::forms::typed::Typed;
use uuid::Uuid;

use super::DeskRequest;
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many stacks stand on a page.
const PER_PAGE: usize = 25;

/// Where the stacks are listed.
const LIST: &str = "/meja/formulir";

impl From<StackError> for Problem {
    fn from(error: StackError) -> Self {
        match error {
            StackError::Unknown => Self::not_found(),
            StackError::NotYourTurn => Self::forbidden(),
            StackError::Undecided => Self::bad_request(),
            StackError::Store(error) => error.into(),
        }
    }
}

/// The stacks of the services of the viewer's units.
pub async fn list(request: DeskRequest) -> Result<Response, Problem> {
    let query = request.query();
    let service = query.text(SERVICE).to_owned();
    let units = request.units(Right::KeyPaper).into_iter();
    let filter = StackFilter {
        units: units.map(|named| named.slug).collect(),
        service: service.parse().ok(),
        after: query.text(AFTER).parse().ok(),
    };
    let limit = PER_PAGE as u64 + 1;
    let store = &request.state.store;
    let stacks = store.paper_stacks(&filter, viewer(&request), limit).await?;
    let page = Page::of(stacks, PER_PAGE, |stack| stack.id);
    let list = StackList {
        services: request.services(Right::KeyPaper),
        service,
        next: page.next,
        stacks: page.rows,
    };
    let desk = request.desk();
    Ok(request.show(stacks_page(desk, list)).await)
}

/// The form that opens a stack.
pub async fn new(request: DeskRequest) -> Response {
    let token = FormToken::random().as_str().to_owned();
    let (desk, fields) = (request.desk(), Fields::empty(PAPER_STACK));
    let html = new_stack_page(
        desk,
        &offered(&request),
        &fields,
        token,
        FormErrors::default(),
    );
    request.show(html).await
}

/// Opens a stack.
pub async fn open(request: DeskRequest, body: Bytes) -> Result<Response, Problem> {
    let typed = Typed::decode(&body);
    let token = FormToken::parse(typed.text(TOKEN)).ok_or_else(Problem::bad_request)?;
    let offered = offered(&request);
    let fields = typed_fields(PAPER_STACK, &typed);
    let known = Known {
        is_unit: &|_| false,
        is_offered: &|field, text| offered.has(field, text),
    };
    match NewStack::read(&fields, known) {
        Ok(stack) => {
            let (_, permit) = request.service(Right::KeyPaper, stack.service.as_str())?;
            must_know_the_day(&request).await?;
            let store = &request.state.store;
            let opened = store.open_stack(&permit, &stack, &token, request.now());
            let path = format!("{LIST}/{}", opened.await?);
            Ok(request.done(Notice::Saved, &path))
        }
        Err(faults) => {
            let errors = field_errors(request.language, PAPER_STACK, &faults);
            let (desk, token) = (request.desk(), token.as_str().to_owned());
            let html = new_stack_page(desk, &offered, &fields, token, errors);
            Ok(request.again(html).await)
        }
    }
}

/// Fails while the clock is in doubt: a form that is dated far ahead would wait for years.
async fn must_know_the_day(request: &DeskRequest) -> Result<(), Problem> {
    if request.state.clock_is_right().await? {
        return Ok(());
    }
    Err(Problem::clock_in_doubt())
}

/// The days on which the forms of a stack can have been filled in.
fn days_of(request: &DeskRequest, stack: &PaperStack) -> Result<FormDays, Problem> {
    let site = request.site();
    let register = site.record.register();
    let service = register.service(&stack.service);
    let service = service.ok_or_else(Problem::not_found)?;
    let today = request.state.clock.today();
    Ok(FormDays::of(service, register, today))
}

/// What the form for a stack offers.
fn offered(request: &DeskRequest) -> Offered {
    let services = request.services(Right::KeyPaper);
    let present = Month::of(request.state.clock.today());
    stack_offered(request.language, &services, present)
}

/// A stack: the next form to key in, the next one to settle, or the way into the ballot box.
pub async fn show(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (stack, name, _) = find(&request, id).await?;
    let desk = request.desk();
    match stack.progress {
        Progress::Keying(_) => match (stack.turn, stack.next) {
            (Some(_), Some(next)) => {
                let keying = keying(&request, stack, name, next).await?;
                Ok(request.show(keying_page(desk, keying)).await)
            }
            _ => Ok(request.show(waiting_page(desk, name, stack)).await),
        },
        Progress::Settling => settling(request, stack, name, false).await,
        Progress::Ready => Ok(request.show(ready_page(desk, name, stack)).await),
    }
}

/// The form of the number that was asked for, or the next one.
async fn keying(
    request: &DeskRequest,
    stack: PaperStack,
    name: String,
    next: u32,
) -> Result<Keying, Problem> {
    let asked: Option<u32> = request.query().text(NUMBER).parse().ok();
    let number = asked.unwrap_or(next);
    let store = &request.state.store;
    let known = store.own_keying(stack.id, number, viewer(request)).await?;
    Ok(Keying {
        number: if known.is_some() { number } else { next },
        form: known.as_ref().map(KeyingForm::of).unwrap_or_default(),
        stack,
        name,
        faults: vec![],
    })
}

async fn settling(
    request: DeskRequest,
    stack: PaperStack,
    name: String,
    undecided: bool,
) -> Result<Response, Problem> {
    let difference = request.state.store.next_difference(stack.id).await?;
    let difference = difference.ok_or_else(Problem::not_found)?;
    let desk = if undecided {
        request.desk_at(&format!("{LIST}/{}", stack.id))
    } else {
        request.desk()
    };
    let html = settling_page(desk, name, stack, difference, undecided);
    Ok(if undecided {
        request.again(html).await
    } else {
        request.show(html).await
    })
}

/// Keeps one form and goes on to the next.
pub async fn key(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    must_know_the_day(&request).await?;
    let (stack, name, permit) = find(&request, id).await?;
    let form = KeyingForm::decode(&body);
    let number = form.number().ok_or_else(Problem::bad_request)?;
    match form.keyed(stack.month, days_of(&request, &stack)?) {
        Ok(keyed) => {
            let store = &request.state.store;
            store
                .key_form(&permit, id, number, &keyed, request.now())
                .await?;
            Ok(request.done(Notice::FormKept, &format!("{LIST}/{id}")))
        }
        Err(faults) => {
            let desk = request.desk();
            let keying = Keying {
                stack,
                name,
                number,
                form,
                faults,
            };
            Ok(request.again(keying_page(desk, keying)).await)
        }
    }
}

/// Settles one form and goes on to the next.
pub async fn settle(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (stack, name, permit) = find(&request, id).await?;
    let typed = Typed::decode(&body);
    let number = typed.text(NUMBER).parse();
    let number = number.map_err(|_| Problem::bad_request())?;
    let chosen = FIELDS.into_iter().filter(|field| typed.has(field));
    let second_is_right: BTreeMap<String, bool> = chosen
        .map(|field| (field.to_owned(), typed.text(field) == "1"))
        .collect();
    let store = &request.state.store;
    let settled = store
        .settle_form(&permit, id, number, &second_is_right, request.now())
        .await;
    match settled {
        Ok(()) => Ok(request.done(Notice::FormKept, &format!("{LIST}/{id}"))),
        Err(StackError::Undecided) => settling(request, stack, name, true).await,
        Err(error) => Err(error.into()),
    }
}

/// Puts a stack into the ballot box.
pub async fn deposit(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    must_know_the_day(&request).await?;
    let (_, _, permit) = find(&request, id).await?;
    let store = &request.state.store;
    store.deposit_stack(&permit, id, request.now()).await?;
    Ok(request.done(Notice::StackDeposited, LIST))
}

/// Asks why what was keyed in is thrown away.
pub async fn ask_discard(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (stack, name, _) = find(&request, id).await?;
    let desk = request.desk();
    Ok(request
        .show(discard_page(
            desk,
            name,
            stack,
            Typed::default(),
            FormErrors::default(),
        ))
        .await)
}

/// Throws away what was keyed in.
pub async fn discard(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (stack, name, permit) = find(&request, id).await?;
    let typed = Typed::decode(&body);
    match reason(&typed, request.language) {
        Ok(reason) => {
            let store = &request.state.store;
            store
                .discard_stack(&permit, id, &reason, request.now())
                .await?;
            Ok(request.done(Notice::StackDiscarded, LIST))
        }
        Err(error) => {
            let desk = request.desk();
            Ok(request
                .again(discard_page(desk, name, stack, typed, error.into()))
                .await)
        }
    }
}

async fn find(request: &DeskRequest, id: Uuid) -> Result<(PaperStack, String, Permit), Problem> {
    let stack = request.state.store.paper_stack(id, viewer(request)).await?;
    let stack = stack.ok_or_else(Problem::not_found)?;
    let slug: &Slug = &stack.service;
    let (service, permit) = request.service(Right::KeyPaper, slug.as_str())?;
    let name = service.name.get(request.language).to_owned();
    Ok((stack, name, permit))
}

fn viewer(request: &DeskRequest) -> AccountId {
    request.viewer.0.id
}
