//! What each row of the register's files holds, as records of the domain.
//! It must not know how the files are loaded, nor whether the whole is consistent.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::grammar;
use domain::noun::Fields;
use domain::register::{Record, RecordKind, Register};
use domain::slug::Slug;
use ui::wanted::Wanted;

use super::{Known, TRANSFERS_HEADER};
use crate::files::{Columns, Row, Unreadable, rows};

/// The columns of a kind of record.
pub(super) fn columns(kind: RecordKind) -> Columns {
    Columns::of(&[], kind.into())
}

/// A record with the number of its row.
pub(super) type NumberedRecord = (usize, Record);

/// Every record, in the order of the rows. What a file leaves out stays as it is registered.
pub(super) fn records(
    bytes: &[u8],
    kind: RecordKind,
    registered: &Register,
    known: &Known,
) -> Result<Vec<NumberedRecord>, Unreadable> {
    let mut taken = HashMap::new();
    rows(bytes, columns(kind), |row| {
        let fields = fields(row, kind, registered);
        let record = Record::read(&fields, &|slug| known.is_unit(slug));
        let record = row.whole(record)?;
        let column = match kind {
            RecordKind::Unit | RecordKind::Service => "slug",
            RecordKind::Counter => "nama",
        };
        row.once(column, record.key(), &mut taken);
        Some((row.number, record))
    })
}

/// The fields of a row, over those that are registered under its key.
fn fields(row: &Row<'_>, kind: RecordKind, registered: &Register) -> Fields {
    let text = |column| row.text(column);
    let key = match kind {
        RecordKind::Unit | RecordKind::Service => text("slug").to_owned(),
        RecordKind::Counter => format!("{}/{}", text("unit"), text("nama")),
    };
    let known = registered.record(kind, &key);
    let known = known.map_or_else(|| Fields::empty(kind), |record| record.fields());
    row.over(known)
}

/// The former units of each service that moved, earliest first.
pub(super) type Transfers = HashMap<Slug, Vec<(Slug, NaiveDate)>>;

/// The transfers of a file that may be empty.
pub(super) fn transfers(bytes: &[u8], known: &Known) -> Result<Transfers, Unreadable> {
    if bytes.is_empty() {
        return Ok(Transfers::new());
    }
    let mut taken = HashSet::new();
    let rows = rows(bytes, Columns::all(&TRANSFERS_HEADER), |row| {
        let service = row.required("layanan", Wanted::new("expected-service"), |text| {
            text.parse().ok().filter(|_| known.is_service(text))
        });
        let unit = row.required("unit", Wanted::new("expected-unit"), |text| {
            text.parse().ok().filter(|_| known.is_unit(text))
        });
        let until = row.required("sampai", Wanted::new("expected-date"), grammar::day);
        let (service, unit, until): (Slug, Slug, _) = (service?, unit?, until?);
        if !taken.insert((service.clone(), until)) {
            row.refuse("sampai", Wanted::new("expected-one-unit-a-day"));
        }
        Some((service, unit, until))
    })?;
    let mut transfers = Transfers::new();
    for (service, unit, until) in rows {
        transfers.entry(service).or_default().push((unit, until));
    }
    for former_units in transfers.values_mut() {
        former_units.sort_by_key(|(_, until)| *until);
    }
    Ok(transfers)
}
