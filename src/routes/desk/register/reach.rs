//! What the viewer may change of the register: which records, and which fields of them.
//! It must not know the table of rights, only ask it.

use domain::access::{Permit, Right};
use domain::register::{Record, RecordKind, Register};
use domain::slug::Slug;
use ui::components::Choice;

use super::DeskRequest;
use crate::routes::trouble::Problem;

/// What operators may change of their unit: the service pledge.
const PLEDGE: [&str; 2] = ["maklumat", "maklumat_en"];

/// The right that changing any field of a kind of record asks for.
pub const fn right_for(kind: RecordKind) -> Right {
    match kind {
        RecordKind::Unit => Right::EditUnits,
        RecordKind::Service | RecordKind::Counter => Right::EditServices,
    }
}

/// What may be changed of a record, and by which permit.
pub struct Editable {
    pub permit: Permit,
    pub fields: Vec<&'static str>,
}

/// What the viewer may change of a record. What it is known by stays.
pub fn editable(
    request: &DeskRequest,
    register: &Register,
    record: &Record,
) -> Result<Editable, Problem> {
    let (kind, unit) = (record.kind(), record.unit());
    let fixed: &[&str] = match kind {
        RecordKind::Unit | RecordKind::Service => &["slug"],
        RecordKind::Counter => &["unit", "nama"],
    };
    if let Some(permit) = request.viewer.0.permit(right_for(kind), unit, register) {
        let fields = kind.fields().iter().map(|field| field.key);
        return Ok(Editable {
            permit,
            fields: fields.filter(|field| !fixed.contains(field)).collect(),
        });
    }
    let permit = request.viewer.permit(Right::EditServices, unit, register)?;
    let fields = match kind {
        RecordKind::Unit => PLEDGE.to_vec(),
        RecordKind::Service | RecordKind::Counter => vec![],
    };
    Ok(Editable { permit, fields })
}

/// The fields that are filled in for a new record.
pub fn new_record(kind: RecordKind) -> Vec<&'static str> {
    let known = if kind == RecordKind::Counter {
        "unit"
    } else {
        ""
    };
    let fields = kind.fields().iter().map(|field| field.key);
    fields.filter(|field| *field != known).collect()
}

/// The permit to put a record where it says it belongs: a new or moved unit below a unit within reach, a service or counter
/// into one. Otherwise the field that names a unit out of reach.
pub fn may_move_to(
    request: &DeskRequest,
    register: &Register,
    kept: Option<&Record>,
    record: &Record,
) -> Result<Permit, &'static str> {
    let permit = |right, unit: &Slug| request.viewer.0.permit(right, unit, register);
    match record {
        Record::Unit(unit) => {
            let before = match kept {
                Some(Record::Unit(before)) => before.parent.as_ref(),
                _ => None,
            };
            let stays = kept.is_some() && before == unit.parent.as_ref();
            let place = if stays {
                Some(&unit.slug)
            } else {
                unit.parent.as_ref()
            };
            // Without a unit above it would be a second city, which the register refuses in words of its own.
            let root = register.root().map(|root| &root.slug);
            let place = place.or(root).unwrap_or(&unit.slug);
            permit(Right::EditUnits, place)
                .or_else(|| stays.then(|| permit(Right::EditServices, place)).flatten())
                .ok_or("induk")
        }
        Record::Service(service) => permit(Right::EditServices, &service.unit).ok_or("unit"),
        Record::Counter(counter) => permit(Right::EditServices, &counter.unit).ok_or("unit"),
    }
}

/// The units into which the viewer may put a record of a kind, by name.
pub fn units_in_reach(request: &DeskRequest, register: &Register, kind: RecordKind) -> Vec<Choice> {
    let reach = request.viewer.0.reach(right_for(kind), register);
    let units = register.units().filter(|unit| reach.contains(&unit.slug));
    let mut units: Vec<_> = units
        .map(|unit| Choice::new(unit.slug.as_str(), unit.name.get(request.language)))
        .collect();
    units.sort_by(|a, b| a.label.cmp(&b.label));
    units
}
