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
use desk::forms::record_form::{RecordForm, inconsistent_in_words};
use desk::register::{Conflict, Editing, UNIT, conflict_page, record_page, record_path};
use domain::language::Language;
use domain::noun::Fields;
use domain::register::{Record, RecordKind, Register};
use reach::{Editable, editable, may_move_to, new_record, right_for, units_in_reach};
use store::SaveError;
use ui::components::{Choice, FieldError};
use ui::t;

use super::Visit;
use crate::routes::trouble::Problem;

pub async fn new_unit(visit: Visit) -> Result<Response, Problem> {
    new(visit, RecordKind::Unit, None).await
}

pub async fn new_service(visit: Visit) -> Result<Response, Problem> {
    let unit = visit.query().text(UNIT).to_owned();
    new(visit, RecordKind::Service, Some(unit)).await
}

pub async fn new_counter(visit: Visit, Path(unit): Path<String>) -> Result<Response, Problem> {
    new(visit, RecordKind::Counter, Some(unit)).await
}

pub async fn add_unit(visit: Visit, body: Bytes) -> Result<Response, Problem> {
    add(visit, RecordKind::Unit, None, body).await
}

pub async fn add_service(visit: Visit, body: Bytes) -> Result<Response, Problem> {
    add(visit, RecordKind::Service, None, body).await
}

pub async fn add_counter(
    visit: Visit,
    Path(unit): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    add(visit, RecordKind::Counter, Some(unit), body).await
}

pub async fn unit(visit: Visit, Path(slug): Path<String>) -> Result<Response, Problem> {
    show(visit, RecordKind::Unit, slug).await
}

pub async fn service(visit: Visit, Path(slug): Path<String>) -> Result<Response, Problem> {
    show(visit, RecordKind::Service, slug).await
}

pub async fn counter(visit: Visit, Path(key): Path<(String, String)>) -> Result<Response, Problem> {
    show(visit, RecordKind::Counter, counter_key(key)).await
}

pub async fn change_unit(
    visit: Visit,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    change(visit, RecordKind::Unit, slug, body).await
}

pub async fn change_service(
    visit: Visit,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    change(visit, RecordKind::Service, slug, body).await
}

pub async fn change_counter(
    visit: Visit,
    Path(key): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, Problem> {
    change(visit, RecordKind::Counter, counter_key(key), body).await
}

pub async fn unit_history(visit: Visit, Path(slug): Path<String>) -> Result<Response, Problem> {
    history(visit, RecordKind::Unit, slug).await
}

pub async fn service_history(visit: Visit, Path(slug): Path<String>) -> Result<Response, Problem> {
    history(visit, RecordKind::Service, slug).await
}

pub async fn counter_history(
    visit: Visit,
    Path(key): Path<(String, String)>,
) -> Result<Response, Problem> {
    history(visit, RecordKind::Counter, counter_key(key)).await
}

fn counter_key((unit, name): (String, String)) -> String {
    format!("{unit}/{name}")
}

/// The form for a new record, of a unit if one is given.
async fn new(visit: Visit, kind: RecordKind, unit: Option<String>) -> Result<Response, Problem> {
    let site = visit.site();
    let register = site.record.register();
    let mut fields = Fields::empty(kind);
    if let Some(unit) = unit.filter(|unit| !unit.is_empty()) {
        let slug = unit.parse().map_err(|_| Problem::not_found())?;
        register.unit(&slug).ok_or_else(Problem::not_found)?;
        visit.viewer.permit(right_for(kind), &slug, register)?;
        fields.set("unit", &unit);
    }
    let editing = editing_new(&visit, register, kind, fields, vec![]);
    let desk = visit.desk();
    Ok(visit.show(record_page(desk, editing)).await)
}

fn editing_new(
    visit: &Visit,
    register: &Register,
    kind: RecordKind,
    fields: Fields,
    errors: Vec<FieldError>,
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
        units: units_in_reach(visit, register, kind),
        counters: vec![],
        fields,
        errors,
    }
}

/// Adds a record.
async fn add(
    visit: Visit,
    kind: RecordKind,
    unit: Option<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let site = visit.site();
    let register = site.record.register();
    let form = RecordForm::decode(&body);
    let mut fields = form.fields(&Fields::empty(kind), &new_record(kind));
    if let Some(unit) = unit {
        let slug = unit.parse().map_err(|_| Problem::not_found())?;
        register.unit(&slug).ok_or_else(Problem::not_found)?;
        visit.viewer.permit(right_for(kind), &slug, register)?;
        fields.set("unit", &unit);
    }
    let errors = match read(&visit, register, &fields) {
        Ok(record) => match may_move_to(&visit, register, None, &record) {
            Err(field) => vec![out_of_reach(visit.language, field)],
            Ok(permit) => {
                let store = &visit.state.store;
                match store.save_record(&permit, &record, 0, visit.now()).await {
                    Ok(()) => return Ok(saved(&visit, &record)),
                    Err(SaveError::Taken) => vec![taken(visit.language, kind)],
                    Err(error) => vec![refused(visit.language, error)?],
                }
            }
        },
        Err(errors) => errors,
    };
    let editing = editing_new(&visit, register, kind, fields, errors);
    let desk = visit.desk();
    Ok(visit.again(record_page(desk, editing)).await)
}

/// One record.
async fn show(visit: Visit, kind: RecordKind, key: String) -> Result<Response, Problem> {
    let (record, version) = find(&visit, kind, &key).await?;
    let site = visit.site();
    let register = site.record.register();
    let Editable { fields, .. } = editable(&visit, register, &record)?;
    let editing = editing(&visit, register, &record, version, fields);
    let desk = visit.desk();
    Ok(visit.show(record_page(desk, editing)).await)
}

async fn find(visit: &Visit, kind: RecordKind, key: &str) -> Result<(Record, i32), Problem> {
    let found = visit.state.store.record(kind, key).await?;
    found.ok_or_else(Problem::not_found)
}

fn editing(
    visit: &Visit,
    register: &Register,
    record: &Record,
    version: i32,
    editable: Vec<&'static str>,
) -> Editing {
    let mut units = units_in_reach(visit, register, record.kind());
    if let Record::Unit(unit) = record
        && let Some(parent) = unit.parent.as_ref().and_then(|slug| register.unit(slug))
        && units.iter().all(|unit| unit.value != parent.slug.as_str())
    {
        // A unit may stay where it is, even if the viewer could not put it there.
        let name = parent.name.get(visit.language);
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
        errors: vec![],
    }
}

/// Changes a record, unless somebody else did in the meantime.
async fn change(
    visit: Visit,
    kind: RecordKind,
    key: String,
    body: Bytes,
) -> Result<Response, Problem> {
    let (kept, current) = find(&visit, kind, &key).await?;
    let site = visit.site();
    let register = site.record.register();
    let Editable { permit, fields } = editable(&visit, register, &kept)?;
    let form = RecordForm::decode(&body);
    let version = form.version().filter(|version| *version > 0);
    let version = version.ok_or_else(Problem::bad_request)?;
    let mut mine = form.fields(&kept.fields(), &fields);
    if version == current && form.is_choice() {
        match form.chosen(&kept.fields(), &mine) {
            Ok(chosen) => mine = chosen,
            Err(open) => return Ok(compare(&visit, &kept, current, mine, open).await),
        }
    }
    let errors = match read(&visit, register, &mine) {
        Err(errors) => errors,
        Ok(record) => {
            let permit = match may_move_to(&visit, register, Some(&kept), &record) {
                Ok(moved) if record.unit() != kept.unit() => Ok(moved),
                Ok(_) => Ok(permit),
                Err(field) => Err(out_of_reach(visit.language, field)),
            };
            match permit {
                Err(error) => vec![error],
                Ok(permit) => {
                    let store = &visit.state.store;
                    let result = store.save_record(&permit, &record, version, visit.now());
                    match result.await {
                        Ok(()) => return Ok(saved(&visit, &record)),
                        Err(SaveError::Conflict { theirs, version }) => {
                            let mine = record.fields();
                            return Ok(compare(&visit, &theirs, version, mine, vec![]).await);
                        }
                        Err(error) => vec![refused(visit.language, error)?],
                    }
                }
            }
        }
    };
    let mut editing = editing(&visit, register, &kept, version, fields);
    editing.fields = mine;
    editing.errors = errors;
    let desk = visit.desk();
    Ok(visit.again(record_page(desk, editing)).await)
}

/// The page on which the viewer chooses between two versions.
async fn compare(
    visit: &Visit,
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
    let desk = visit.desk();
    visit.again(conflict_page(desk, conflict)).await
}

fn read(visit: &Visit, register: &Register, fields: &Fields) -> Result<Record, Vec<FieldError>> {
    let is_unit = |slug: &str| {
        slug.parse()
            .is_ok_and(|slug| register.unit(&slug).is_some())
    };
    Record::read(fields, &is_unit)
        .map_err(|faults| field_errors(visit.language, fields.noun(), &faults))
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
        error => Err(error.into()),
    }
}

/// To the page of a record that was saved.
fn saved(visit: &Visit, record: &Record) -> Response {
    visit.done(Notice::Saved, &record_path(record))
}

/// The versions of a record.
async fn history(visit: Visit, kind: RecordKind, key: String) -> Result<Response, Problem> {
    let (record, _) = find(&visit, kind, &key).await?;
    let site = visit.site();
    editable(&visit, site.record.register(), &record)?;
    let name = record.fields().get("nama").to_owned();
    super::history::show(&visit, (kind.into(), &key), name, record_path(&record)).await
}
