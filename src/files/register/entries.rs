//! What each row of the register's files holds, as records of the domain.
//! It must not know how the files are loaded, nor whether the whole is consistent.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::register::{
    Expected, Fault, Fields, Record, RecordKind, Register, Slug, StandardSource, TimeUnit, UnitKind,
};

use super::{Known, TRANSFERS_HEADER};
use crate::files::{Columns, Row, Unreadable, Words, iso_date, rows};

const DATE: &str = "tanggal seperti 2026-10-31";
const UNIT: &str = "slug sebuah unit";

/// The columns of a kind of record.
pub(super) const fn columns(kind: RecordKind) -> Columns {
    Columns {
        names: kind.fields(),
        required: kind.required(),
    }
}

/// Every record, in the order of the rows. What a file leaves out stays as it is registered.
pub(super) fn records(
    bytes: &[u8],
    kind: RecordKind,
    registered: &Register,
    known: &Known,
) -> Result<Vec<Record>, Unreadable> {
    let mut taken = HashMap::new();
    rows(bytes, columns(kind), |row| {
        let fields = fields(row, kind, registered);
        let record = match Record::read(&fields, &|slug| known.is_unit(slug)) {
            Ok(record) => record,
            Err(faults) => {
                for fault in faults {
                    row.refuse(fault.field, expected(fault));
                }
                return None;
            }
        };
        let first = *taken.entry(record.key()).or_insert(row.number);
        if first != row.number {
            let (column, what) = match kind {
                RecordKind::Unit | RecordKind::Service => ("slug", "slug lain"),
                RecordKind::Counter => ("nama", "nama lain di unit ini"),
            };
            row.refuse(
                column,
                format_args!("{what}; baris {first} sudah memakainya"),
            );
        }
        Some(record)
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
    row.header
        .iter()
        .fold(known, |fields, column| fields.with(column, text(column)))
}

/// What a cell should hold, in words.
fn expected(fault: Fault) -> String {
    let words = match fault.expected {
        Expected::Slug => {
            "huruf kecil, angka, dan tanda hubung tunggal, paling banyak 60, bukan \"baru\""
                .to_owned()
        }
        Expected::Text => "teks".to_owned(),
        Expected::Shorter(most) => format!("paling banyak {most} karakter"),
        Expected::Plain => "teks tanpa karakter kendali".to_owned(),
        Expected::Unit => UNIT.to_owned(),
        Expected::Units => format!("{UNIT}, beberapa dipisahkan titik koma"),
        Expected::FormerUnits => {
            "unit dengan hari terakhirnya seperti damkar:2025-12-31, beberapa dipisahkan titik koma"
                .to_owned()
        }
        Expected::UnitKind => codes(UnitKind::ALL.iter().map(|kind| kind.code())),
        Expected::YesNo => "ya, tidak".to_owned(),
        Expected::Date => DATE.to_owned(),
        Expected::NotBeforeStart => "tanggal yang tidak mendahului berlaku_mulai".to_owned(),
        Expected::Number => "bilangan bulat".to_owned(),
        Expected::NumberFromOne => "bilangan bulat dari 1".to_owned(),
        Expected::NotAboveMost => "bilangan yang tidak melebihi waktu_maks".to_owned(),
        Expected::TimeUnit => codes(TimeUnit::ALL.iter().map(|unit| unit.code())),
        Expected::Percent => "bilangan bulat 1 sampai 100".to_owned(),
        Expected::Source => codes(StandardSource::ALL.iter().map(|source| source.code())),
        Expected::SameItems { items, found } => {
            let column = fault.field.trim_end_matches("_en");
            format!("{items} butir seperti di kolom {column}, dipisahkan |; di sini {found}")
        }
        Expected::CounterName => "nama loket".to_owned(),
    };
    if fault.or_empty {
        format!("{words} atau kosong")
    } else {
        words
    }
}

fn codes(codes: impl Iterator<Item = &'static str> + Clone) -> String {
    Words(codes).to_string()
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
        let service = row.required("layanan", "slug sebuah layanan", |text| {
            text.parse().ok().filter(|_| known.is_service(text))
        });
        let unit = row.required("unit", UNIT, |text| {
            text.parse().ok().filter(|_| known.is_unit(text))
        });
        let until = row.required("sampai", DATE, iso_date);
        let (service, unit, until): (Slug, Slug, _) = (service?, unit?, until?);
        if !taken.insert((service.clone(), until)) {
            row.refuse("sampai", "satu unit saja bagi layanan ini pada tanggal itu");
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
