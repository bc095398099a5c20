//! `/meja/komitmen`: making commitments, changing their words and taking their steps.
//! It must not show or change one of a unit out of the viewer's reach.

use std::collections::BTreeSet;

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::commitments::define::{Choices, CommitmentFault, Defining, PROMISED, define_page};
use desk::commitments::one::{SEEN, TypedStep, commitment_page, overtaken, refused};
use desk::commitments::{CommitmentList, STATE, UNIT, commitments_page, path};
use desk::document::Notice;
use desk::forms::TOKEN;
use desk::forms::noun_form::{field_errors, typed_fields};
use desk::forms::point_form::GROUP;
use desk::named::choices;
use domain::access::{Permit, Right};
use domain::commitment::{
    COMMITMENT, Commitment, Kept, Number, Refused, State, Step, StepKind, in_order,
};
use domain::forum::GroupId;
use domain::noun::{Fields, Known};
use domain::slug::Slug;
use store::{CommitmentError, FormToken, NewCommitment, Periods};
use ui::components::{AFTER, Choice, FormErrors, FormFault};
use ui::forms::typed::Typed;
use uuid::Uuid;

use super::{DeskRequest, seen_version};
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many lines stand on a page.
const PER_PAGE: usize = 50;

/// The commitments within reach.
pub async fn list(request: DeskRequest) -> Result<Response, Problem> {
    let (query, today) = (request.query(), request.today());
    let units = request.units(Right::KeepCommitments);
    let unit = query.text(UNIT).to_owned();
    let chosen = units.iter().map(|named| &named.slug);
    let chosen = chosen.filter(|slug| unit.is_empty() || slug.as_str() == unit);
    let chosen: BTreeSet<Slug> = chosen.cloned().collect();
    let state = State::from_code(query.text(STATE));
    let mut kept = request.state.store.commitments(Some(&chosen)).await?;
    kept.retain(|kept| state.is_none_or(|state| kept.state(today) == state));
    in_order(&mut kept);
    let after: Option<Number> = query.text(AFTER).parse().ok();
    let place = kept.iter().position(|kept| Some(kept.number) == after);
    let rest = kept.split_off(place.map_or(0, |place| place + 1));
    let Page { rows: lines, next } = Page::of(rest, PER_PAGE, |kept| kept.number);
    let list = CommitmentList {
        units,
        unit,
        state,
        today,
        lines,
        next,
    };
    let html = commitments_page(request.desk(), list);
    Ok(request.show(html).await)
}

/// The form for a new commitment.
pub async fn new(request: DeskRequest) -> Result<Response, Problem> {
    let choices = choices_of(&request, None).await?;
    let group = group(request.query().text(GROUP));
    let mut blank = Fields::empty(COMMITMENT);
    if let Some(unit) = unit_of(&request, group).await? {
        blank = blank.with("unit", unit.as_str());
    }
    let defining = Defining::New {
        token: FormToken::random().as_str().to_owned(),
        group,
    };
    let desk = request.desk();
    let html = define_page(
        desk,
        defining,
        &choices,
        &blank,
        FormErrors::default(),
        None,
    );
    Ok(request.show(html).await)
}

/// Makes a commitment.
pub async fn create(request: DeskRequest, body: Bytes) -> Result<Response, Problem> {
    let typed = Typed::decode(&body);
    let fields = typed_fields(COMMITMENT, &typed);
    let token = FormToken::parse(typed.text(TOKEN)).ok_or_else(Problem::bad_request)?;
    let choices = choices_of(&request, None).await?;
    let errors = match read(&request, &choices, &fields) {
        Err(errors) => errors,
        Ok(commitment) => {
            let permit = permit(&request, &commitment.unit)?;
            let new = NewCommitment {
                token: token.clone(),
                commitment,
                made_on: request.today(),
                group: group(typed.text(GROUP)),
            };
            let made = request
                .state
                .store
                .make_commitment(&permit, &new, request.now());
            match made.await {
                Ok(number) => return Ok(request.done(Notice::Saved, &path(number))),
                Err(error) => told(error)?.field_error(request.language).into(),
            }
        }
    };
    let defining = Defining::New {
        token: token.as_str().to_owned(),
        group: group(typed.text(GROUP)),
    };
    let html = define_page(request.desk(), defining, &choices, &fields, errors, None);
    Ok(request.again(html).await)
}

/// One commitment.
pub async fn show(request: DeskRequest, Path(number): Path<String>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, &number).await?;
    let (desk, site) = (request.desk(), request.site());
    let html = commitment_page(desk, &site, &kept, request.today(), None);
    Ok(request.show(html).await)
}

/// The form for the words of a commitment.
pub async fn edit(request: DeskRequest, Path(number): Path<String>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, &number).await?;
    let choices = choices_of(&request, Some(&kept)).await?;
    let (defining, fields) = (Defining::Known(kept.version), kept.commitment.fields());
    let (desk, errors) = (request.desk(), FormErrors::default());
    let html = define_page(desk, defining, &choices, &fields, errors, None);
    Ok(request.show(html).await)
}

/// The versions of its words.
pub async fn history(
    request: DeskRequest,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let (kept, _) = find(&request, &number).await?;
    let name = kept.commitment.text.get(request.language).to_owned();
    super::history::show(&request, COMMITMENT, &number, name, path(kept.number)).await
}

/// Changes the words of a commitment.
pub async fn change(
    request: DeskRequest,
    Path(number): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (kept, permit) = find(&request, &number).await?;
    let typed = Typed::decode(&body);
    let version = seen_version(&typed)?;
    let before = kept.commitment.fields();
    let fields = PROMISED
        .iter()
        .fold(typed_fields(COMMITMENT, &typed), |fields, promised| {
            fields.with(promised, before.get(promised))
        });
    let choices = choices_of(&request, Some(&kept)).await?;
    let (errors, conflict) = match read(&request, &choices, &fields) {
        Err(errors) => (errors, false),
        Ok(item) => {
            let store = &request.state.store;
            let changed =
                store.change_commitment(&permit, kept.number, &item, version, request.now());
            match changed.await {
                Ok(()) => return Ok(request.done(Notice::Saved, &path(kept.number))),
                Err(error) => {
                    let wrong = told(error)?;
                    let error = wrong.field_error(request.language);
                    (error.into(), wrong == CommitmentFault::Conflict)
                }
            }
        }
    };
    // Whoever saves again after seeing both versions knows what is replaced.
    let defining = Defining::Known(if conflict { kept.version } else { version });
    let saved = conflict.then(|| kept.commitment.snapshot());
    let html = define_page(request.desk(), defining, &choices, &fields, errors, saved);
    Ok(request.again(html).await)
}

/// Takes a step.
pub async fn step(
    request: DeskRequest,
    Path((number, kind)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, Problem> {
    let kind = StepKind::from_code(&kind).ok_or_else(Problem::not_found)?;
    let (kept, permit) = find(&request, &number).await?;
    let typed = Typed::decode(&body);
    let seen = typed.text(SEEN).parse();
    let seen = seen.map_err(|_| Problem::bad_request())?;
    let fields = typed_fields(kind.noun(), &typed);
    let errors = match Step::read(kind, &fields) {
        Err(faults) => field_errors(request.language, kind.noun(), &faults),
        Ok(step) => {
            let store = &request.state.store;
            let taken = store.take_step(&permit, kept.number, seen, step, request.moment());
            match taken.await {
                Ok(()) => return Ok(request.done(Notice::Saved, &path(kept.number))),
                Err(CommitmentError::Refused(why)) => refused(request.language, kind, why).into(),
                Err(CommitmentError::Conflict(_)) => overtaken(request.language, kind).into(),
                Err(error) => return Err(error.into()),
            }
        }
    };
    let typed = TypedStep {
        kind,
        fields,
        errors,
    };
    let (kept, _) = find(&request, &number).await?;
    let (desk, site) = (request.desk_at(&path(kept.number)), request.site());
    let html = commitment_page(desk, &site, &kept, request.today(), Some(&typed));
    Ok(request.again(html).await)
}

/// What was typed as a commitment.
fn read(
    request: &DeskRequest,
    choices: &Choices,
    fields: &Fields,
) -> Result<Commitment, FormErrors> {
    let offered = choices.offered(request.language);
    let (site, unit) = (request.site(), fields.slug("unit"));
    let register = site.record.register();
    let is_own = |service: &str| {
        let service = service.parse().ok();
        let service = service.and_then(|slug: Slug| register.service(&slug));
        let both = service.zip(unit.as_ref());
        both.is_some_and(|(service, unit)| register.lies_within(&service.unit, unit))
    };
    let known = Known {
        is_unit: &|unit| offered.has("unit", unit),
        is_offered: &|field, value| {
            offered.has(field, value) && (field != "layanan" || is_own(value))
        },
    };
    let read = Commitment::read(fields, known);
    read.map_err(|faults| field_errors(request.language, COMMITMENT, &faults))
}

/// What the viewer's commitments can name; of one that there is, what those of its unit can.
async fn choices_of(request: &DeskRequest, kept: Option<&Kept>) -> Result<Choices, Problem> {
    let right = Right::KeepCommitments;
    let unit = kept.map(|kept| &kept.commitment.unit);
    let is_meant = |slug: &Slug| unit.is_none_or(|unit| unit == slug);
    let units = request.units(right);
    let units: Vec<_> = units
        .into_iter()
        .filter(|named| is_meant(&named.slug))
        .collect();
    let services = request.services(right);
    let slugs = units.iter().map(|named| named.slug.clone()).collect();
    let indicators = request.state.store.indicators(&slugs, Periods::All).await?;
    let indicators = indicators.iter().map(|kept| {
        let name = kept.indicator.name.get(request.language);
        Choice::new(kept.indicator.slug.as_str(), name)
    });
    Ok(Choices {
        units: choices(&units).collect(),
        services: choices(&services).collect(),
        indicators: indicators.collect(),
    })
}

/// The group of a forum that a new commitment answers.
fn group(text: &str) -> Option<GroupId> {
    Uuid::try_parse(text).ok().map(GroupId)
}

/// The unit whose forum a group belongs to.
async fn unit_of(request: &DeskRequest, group: Option<GroupId>) -> Result<Option<Slug>, Problem> {
    let Some(group) = group else { return Ok(None) };
    let store = &request.state.store;
    let forum = store.forum_of_group(group).await?;
    let forum = store.forum(forum.ok_or_else(Problem::not_found)?).await?;
    Ok(forum.map(|kept| kept.forum.unit))
}

/// What the sender can do something about.
fn told(error: CommitmentError) -> Result<CommitmentFault, Problem> {
    match error {
        CommitmentError::Conflict(_) => Ok(CommitmentFault::Conflict),
        CommitmentError::Refused(Refused::NotLater) => Ok(CommitmentFault::DueInThePast),
        error => Err(error.into()),
    }
}

fn permit(request: &DeskRequest, unit: &Slug) -> Result<Permit, Problem> {
    let site = request.site();
    let register = site.record.register();
    request
        .viewer
        .permit(Right::KeepCommitments, unit, register)
}

/// A commitment with the permit to work on it.
async fn find(request: &DeskRequest, number: &str) -> Result<(Kept, Permit), Problem> {
    let number: Number = number.parse().map_err(|_| Problem::not_found())?;
    let kept = request.state.store.commitment(number).await?;
    let kept = kept.ok_or_else(Problem::not_found)?;
    let permit = permit(request, &kept.commitment.unit)?;
    Ok((kept, permit))
}
