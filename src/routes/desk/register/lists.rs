//! The lists of units and services that the viewer may change something of, as pages and as files.
//! It must not show what is out of the viewer's reach.

use std::collections::BTreeSet;

use axum::response::Response;
use desk::register::{KIND, QUESTION, Row, STATE, UNIT, record_path, services_page, units_page};
use domain::access::Right;
use domain::register::{Record, RecordKind, Register, Unit};
use domain::slug::Slug;
use ui::components::AFTER;
use ui::forms::typed::Typed;
use ui::words::kind_name;

use super::DeskRequest;
use super::reach::units_in_reach;
use crate::files::register::table;
use crate::routes::desk::csv::csv_file;
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many records stand on a page.
const PER_PAGE: usize = 100;

/// The tree of units, each before those below it.
pub async fn units(request: DeskRequest) -> Response {
    let site = request.site();
    let register = site.record.register();
    let query = request.query();
    let reach = request.viewer.0.reach(Right::EditServices, register);
    let mut ordered = Vec::new();
    if let Some(root) = register.root() {
        walk(register, root, 0, &mut ordered);
    }
    let kind = query.text(KIND);
    let rows = ordered
        .into_iter()
        .filter(|(unit, _)| reach.contains(&unit.slug))
        .filter(|(unit, _)| kind.is_empty() || unit.kind.code() == kind)
        .map(|(unit, depth)| Row {
            depth,
            what: kind_name(request.language, unit.kind),
            ..row(&request, &Record::Unit(unit.clone()))
        });
    let Page { rows, next } = narrowed(rows, &query);
    let may_add = !request
        .viewer
        .0
        .reach(Right::EditUnits, register)
        .is_empty();
    let desk = request.desk();
    request
        .show(units_page(desk, rows, next.is_some(), &query, may_add))
        .await
}

fn walk<'a>(
    register: &'a Register,
    unit: &'a Unit,
    depth: usize,
    ordered: &mut Vec<(&'a Unit, usize)>,
) {
    ordered.push((unit, depth));
    for child in register.children(&unit.slug) {
        walk(register, child, depth + 1, ordered);
    }
}

/// The services of the viewer's units, by name.
pub async fn services(request: DeskRequest) -> Response {
    let site = request.site();
    let register = site.record.register();
    let query = request.query();
    let reach = request.viewer.0.reach(Right::EditServices, register);
    let unit = query.text(UNIT);
    let mut rows: Vec<Row> = register
        .services()
        .filter(|service| reach.contains(&service.unit))
        .filter(|service| unit.is_empty() || service.unit.as_str() == unit)
        .map(|service| Row {
            what: register
                .unit(&service.unit)
                .map(|unit| unit.name.get(request.language).to_owned())
                .unwrap_or_default(),
            ..row(&request, &Record::Service(service.clone()))
        })
        .collect();
    rows.sort_by_cached_key(|row| row.name.to_lowercase());
    let Page { rows, next } = narrowed(rows.into_iter(), &query);
    let units = units_in_reach(&request, register, RecordKind::Service);
    let desk = request.desk();
    request
        .show(services_page(desk, rows, next.is_some(), &query, units))
        .await
}

fn row(request: &DeskRequest, record: &Record) -> Row {
    let name = match record {
        Record::Unit(unit) => unit.name.get(request.language),
        Record::Service(service) => service.name.get(request.language),
        Record::Counter(counter) => &counter.name,
    };
    Row {
        path: record_path(record),
        name: name.to_owned(),
        depth: 0,
        what: String::new(),
        validity: record.validity(),
        in_force: record.validity().on(request.state.clock.today()),
        cursor: record.key(),
    }
}

/// The page of the rows that fit the query, from its cursor on.
fn narrowed(rows: impl Iterator<Item = Row>, query: &Typed) -> Page<Row, String> {
    let question = query.text(QUESTION).to_lowercase();
    let state = query.text(STATE);
    let after = query.text(AFTER);
    let fitting = rows
        .filter(|row| row.name.to_lowercase().contains(&question) || row.cursor.contains(&question))
        .filter(|row| match state {
            "berlaku" => row.in_force,
            "berakhir" => !row.in_force,
            _ => true,
        });
    let mut fitting: Vec<Row> = fitting.collect();
    if let Some(place) = fitting.iter().position(|row| row.cursor == after) {
        fitting.drain(..=place);
    }
    Page::of(fitting, PER_PAGE, |row| row.cursor.clone())
}

pub async fn units_file(request: DeskRequest) -> Result<Response, Problem> {
    file(&request, RecordKind::Unit, "unit.csv").await
}

pub async fn services_file(request: DeskRequest) -> Result<Response, Problem> {
    file(&request, RecordKind::Service, "layanan.csv").await
}

pub async fn counters_file(request: DeskRequest) -> Result<Response, Problem> {
    file(&request, RecordKind::Counter, "loket.csv").await
}

/// The records of the viewer's units, internal components included.
async fn file(request: &DeskRequest, kind: RecordKind, name: &str) -> Result<Response, Problem> {
    let register = request.state.store.register().await?;
    let reach: BTreeSet<Slug> = request.viewer.0.reach(Right::EditServices, &register);
    let records = register.records(kind);
    let within = records
        .iter()
        .filter(|record| reach.contains(record.unit()));
    Ok(csv_file(name, table(kind, within)))
}
