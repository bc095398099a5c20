//! `/meja/unit` and `/meja/layanan`: looking up and editing units, services and counters.
//! It must not overwrite what somebody else saved: the store says so, and the viewer chooses.

pub mod import;
pub mod lists;
mod reach;

pub use import::Records;

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::document::Notice;
use desk::forms::noun_form::field_errors;
use desk::forms::record_form::{RecordForm, inconsistent_in_words, sealed_in_words};
use desk::register::{Conflict, Editing, UNIT, conflict_page, record_page, record_path};
use domain::language::Language;
use domain::noun::Fields;
use domain::register::{Record, RecordKind, Register};
use reach::{Editable, editable, may_move_to, new_record, right_for, units_in_reach};
use serde::Deserialize;
use store::SaveError;
use ui::components::{Choice, FieldError, FormErrors};
use ui::t;

use super::DeskRequest;
use crate::routes::trouble::Problem;

pub async fn new_unit(request: DeskRequest) -> Result<Response, Problem> {
    new(request, RecordKind::Unit, None).await
}

pub async fn new_service(request: DeskRequest) -> Result<Response, Problem> {
    let unit = request.query().text(UNIT).to_owned();
    new(request, RecordKind::Service, Some(unit)).await
}

pub async fn new_counter(
    request: DeskRequest,
    Path(unit): Path<String>,
) -> Result<Response, Problem> {
    new(request, RecordKind::Counter, Some(unit)).await
}

pub async fn add_unit(request: DeskRequest, body: Bytes) -> Result<Response, Problem> {
    add(request, RecordKind::Unit, None, body).await
}

pub async fn add_service(request: DeskRequest, body: Bytes) -> Result<Response, Problem> {
    add(request, RecordKind::Service, None, body).await
}

pub async fn add_counter(
    request: DeskRequest,
    Path(unit): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    add(request, RecordKind::Counter, Some(unit), body).await
}

pub async fn unit(request: DeskRequest, Path(slug): Path<String>) -> Result<Response, Problem> {
    show(request, RecordKind::Unit, slug).await
}

pub async fn service(request: DeskRequest, Path(slug): Path<String>) -> Result<Response, Problem> {
    show(request, RecordKind::Service, slug).await
}

pub async fn counter(
    request: DeskRequest,
    Path(counter): Path<CounterPath>,
) -> Result<Response, Problem> {
    show(request, RecordKind::Counter, counter.key()).await
}

pub async fn change_unit(
    request: DeskRequest,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    change(request, RecordKind::Unit, slug, body).await
}

pub async fn change_service(
    request: DeskRequest,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    change(request, RecordKind::Service, slug, body).await
}

pub async fn change_counter(
    request: DeskRequest,
    Path(counter): Path<CounterPath>,
    body: Bytes,
) -> Result<Response, Problem> {
    change(request, RecordKind::Counter, counter.key(), body).await
}

pub async fn unit_history(
    request: DeskRequest,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    history(request, RecordKind::Unit, slug).await
}

pub async fn service_history(
    request: DeskRequest,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    history(request, RecordKind::Service, slug).await
}

pub async fn counter_history(
    request: DeskRequest,
    Path(counter): Path<CounterPath>,
) -> Result<Response, Problem> {
    history(request, RecordKind::Counter, counter.key()).await
}

/// A counter, as addresses name it.
#[derive(Deserialize)]
pub struct CounterPath {
    slug: String,
    name: String,
}

impl CounterPath {
    /// What the counter is known by.
    fn key(&self) -> String {
        format!("{}/{}", self.slug, self.name)
    }
}

/// The form for a new record, of a unit if one is given.
async fn new(
    request: DeskRequest,
    kind: RecordKind,
    unit: Option<String>,
) -> Result<Response, Problem> {
    let site = request.site();
    let register = site.record.register();
    let mut fields = Fields::empty(kind);
    if let Some(unit) = unit.filter(|unit| !unit.is_empty()) {
        let slug = unit.parse().map_err(|_| Problem::not_found())?;
        register.unit(&slug).ok_or_else(Problem::not_found)?;
        request.viewer.permit(right_for(kind), &slug, register)?;
        fields.set("unit", &unit);
    }
    let editing = editing_new(&request, register, kind, fields, FormErrors::default());
    let desk = request.desk();
    Ok(request.show(record_page(desk, editing)).await)
}

fn editing_new(
    request: &DeskRequest,
    register: &Register,
    kind: RecordKind,
    fields: Fields,
    errors: FormErrors,
) -> Editing {
    let path = match kind {
        RecordKind::Unit => "/meja/unit/baru".to_owned(),
        RecordKind::Service => "/meja/layanan/baru".to_owned(),
        RecordKind::Counter => format!("/meja/unit/{}/loket/baru", fields.get("unit")),
    };
    Editing {
        path,
        kind,
        version: 0,
        editable: new_record(kind),
        units: units_in_reach(request, register, kind),
        counters: vec![],
        fields,
        errors,
    }
}

/// Adds a record.
async fn add(
    request: DeskRequest,
    kind: RecordKind,
    unit: Option<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let site = request.site();
    let register = site.record.register();
    let form = RecordForm::decode(&body);
    let mut fields = form.fields(&Fields::empty(kind), &new_record(kind));
    if let Some(unit) = unit {
        let slug = unit.parse().map_err(|_| Problem::not_found())?;
        register.unit(&slug).ok_or_else(Problem::not_found)?;
        request.viewer.permit(right_for(kind), &slug, register)?;
        fields.set("unit", &unit);
    }
    let errors = match read(&request, register, &fields) {
        Ok(record) => match may_move_to(&request, register, None, &record) {
            Err(field) => out_of_reach(request.language, field).into(),
            Ok(permit) => {
                let store = &request.state.store;
                match store.save_record(&permit, &record, 0, request.now()).await {
                    Ok(()) => return Ok(saved(&request, &record)),
                    Err(SaveError::Taken) => taken(request.language, kind).into(),
                    Err(error) => refused(request.language, error)?.into(),
                }
            }
        },
        Err(errors) => errors,
    };
    let editing = editing_new(&request, register, kind, fields, errors);
    let desk = request.desk();
    Ok(request.again(record_page(desk, editing)).await)
}

/// One record.
async fn show(request: DeskRequest, kind: RecordKind, key: String) -> Result<Response, Problem> {
    let (record, version) = find(&request, kind, &key).await?;
    let site = request.site();
    let register = site.record.register();
    let Editable { fields, .. } = editable(&request, register, &record)?;
    let editing = editing(&request, register, &record, version, fields);
    let desk = request.desk();
    Ok(request.show(record_page(desk, editing)).await)
}

async fn find(
    request: &DeskRequest,
    kind: RecordKind,
    key: &str,
) -> Result<(Record, i32), Problem> {
    let found = request.state.store.record(kind, key).await?;
    found.ok_or_else(Problem::not_found)
}

fn editing(
    request: &DeskRequest,
    register: &Register,
    record: &Record,
    version: i32,
    editable: Vec<&'static str>,
) -> Editing {
    let mut units = units_in_reach(request, register, record.kind());
    if let Record::Unit(unit) = record
        && let Some(parent) = unit.parent.as_ref().and_then(|slug| register.unit(slug))
        && units.iter().all(|unit| unit.value != parent.slug.as_str())
    {
        // A unit may stay where it is, even if the viewer could not put it there.
        let name = parent.name.get(request.language);
        units.push(Choice::new(parent.slug.as_str(), name));
    }
    let counters = match record {
        Record::Unit(unit) => register.counters_of(&unit.slug).cloned().collect(),
        Record::Service(_) | Record::Counter(_) => vec![],
    };
    Editing {
        path: record_path(record),
        kind: record.kind(),
        fields: record.fields(),
        version,
        editable,
        units,
        counters,
        errors: FormErrors::default(),
    }
}

/// Changes a record, unless somebody else did in the meantime.
async fn change(
    request: DeskRequest,
    kind: RecordKind,
    key: String,
    body: Bytes,
) -> Result<Response, Problem> {
    let (kept, current) = find(&request, kind, &key).await?;
    let site = request.site();
    let register = site.record.register();
    let Editable { permit, fields } = editable(&request, register, &kept)?;
    let form = RecordForm::decode(&body);
    let version = form.version().filter(|version| *version > 0);
    let version = version.ok_or_else(Problem::bad_request)?;
    let mut mine = form.fields(&kept.fields(), &fields);
    if version == current && form.is_choice() {
        match form.chosen(&kept.fields(), &mine) {
            Ok(chosen) => mine = chosen,
            Err(open) => return Ok(compare(&request, &kept, current, mine, open).await),
        }
    }
    let errors = match read(&request, register, &mine) {
        Err(errors) => errors,
        Ok(record) => {
            let permit = match may_move_to(&request, register, Some(&kept), &record) {
                Ok(moved) if record.unit() != kept.unit() => Ok(moved),
                Ok(_) => Ok(permit),
                Err(field) => Err(out_of_reach(request.language, field)),
            };
            match permit {
                Err(error) => error.into(),
                Ok(permit) => {
                    let store = &request.state.store;
                    let result = store.save_record(&permit, &record, version, request.now());
                    match result.await {
                        Ok(()) => return Ok(saved(&request, &record)),
                        Err(SaveError::Conflict { theirs, version }) => {
                            let mine = record.fields();
                            return Ok(compare(&request, &theirs, version, mine, vec![]).await);
                        }
                        Err(error) => refused(request.language, error)?.into(),
                    }
                }
            }
        }
    };
    let mut editing = editing(&request, register, &kept, version, fields);
    editing.fields = mine;
    editing.errors = errors;
    let desk = request.desk();
    Ok(request.again(record_page(desk, editing)).await)
}

/// The page on which the viewer chooses between two versions.
async fn compare(
    request: &DeskRequest,
    theirs: &Record,
    version: i32,
    mine: Fields,
    open: Vec<&'static str>,
) -> Response {
    let conflict = Conflict {
        path: record_path(theirs),
        theirs: theirs.fields(),
        version,
        mine,
        open,
    };
    let desk = request.desk();
    request.again(conflict_page(desk, conflict)).await
}

fn read(request: &DeskRequest, register: &Register, fields: &Fields) -> Result<Record, FormErrors> {
    let is_unit = |slug: &str| {
        slug.parse()
            .is_ok_and(|slug| register.unit(&slug).is_some())
    };
    Record::read(fields, &is_unit)
        .map_err(|faults| field_errors(request.language, fields.noun(), &faults))
}

fn out_of_reach(language: Language, field: &'static str) -> FieldError {
    FieldError::new(field, t!(language, "expected-in-reach"))
}

fn taken(language: Language, kind: RecordKind) -> FieldError {
    let field = match kind {
        RecordKind::Unit | RecordKind::Service => "slug",
        RecordKind::Counter => "nama",
    };
    FieldError::new(field, t!(language, "inconsistent-taken"))
}

/// What the sender can mend of a change that was not made.
fn refused(language: Language, error: SaveError) -> Result<FieldError, Problem> {
    match error {
        SaveError::Inconsistent(reason) => Ok(inconsistent_in_words(language, &reason)),
        SaveError::Sealed(place) => Ok(sealed_in_words(language, &place)),
        error => Err(error.into()),
    }
}

/// To the page of a record that was saved.
fn saved(request: &DeskRequest, record: &Record) -> Response {
    request.done(Notice::Saved, &record_path(record))
}

/// The versions of a record.
async fn history(request: DeskRequest, kind: RecordKind, key: String) -> Result<Response, Problem> {
    let (record, _) = find(&request, kind, &key).await?;
    let site = request.site();
    editable(&request, site.record.register(), &record)?;
    let name = record.fields().get("nama").to_owned();
    let path = record_path(&record);
    super::history::show(&request, kind.noun(), &key, name, path).await
}
