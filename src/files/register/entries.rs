//! What each row of the register's files holds, as values of the domain.
//! It must not know how the files are loaded, nor whether the whole is consistent.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::language::{Bilingual, Language};
use domain::register::{
    Counter, Service, Slug, Standard, StandardSource, StandardTime, TimeUnit, Unit, UnitKind,
    Validity,
};

use super::{COUNTERS_HEADER, Known, SERVICES_HEADER, TRANSFERS_HEADER, UNITS_HEADER};
use crate::files::{Row, Unreadable, Words, iso_date, rows, whole_number};

const DATE: &str = "tanggal seperti 2026-10-31";
const UNIT: &str = "slug sebuah unit di units.csv";

/// Every unit, in the order of the rows.
pub(super) fn units(bytes: &[u8], known: &Known) -> Result<Vec<Unit>, Unreadable> {
    let mut taken = HashMap::new();
    rows(bytes, &UNITS_HEADER, |row| {
        let slug = new_slug(row, &mut taken);
        let name = bilingual(row, "nama");
        let kind = row.required(
            "jenis",
            Words(UnitKind::ALL.iter().map(|kind| kind.code())),
            UnitKind::from_code,
        );
        let parent = row.optional("induk", UNIT, |text| known.unit(text));
        let validity = validity(row);
        let predecessors = row.optional(
            "pendahulu",
            format_args!("{UNIT}, beberapa dipisahkan titik koma"),
            |text| list(text).map(|text| known.unit(text)).collect(),
        );
        Some(Unit {
            slug: slug?,
            name: name?,
            abbreviation: row.text("singkatan").to_owned(),
            aliases: list(row.text("sebutan")).map(str::to_owned).collect(),
            kind: kind?,
            parent,
            validity,
            predecessors: predecessors.unwrap_or_default(),
        })
    })
}

/// Every service, in the order of the rows; none has former units yet.
pub(super) fn services(bytes: &[u8], known: &Known) -> Result<Vec<Service>, Unreadable> {
    let mut taken = HashMap::new();
    rows(bytes, &SERVICES_HEADER, |row| {
        let slug = new_slug(row, &mut taken);
        let unit = row.required("unit", UNIT, |text| known.unit(text));
        let name = bilingual(row, "nama");
        let free = row.required("gratis", "ya, tidak", |text| match text {
            "ya" => Some(true),
            "tidak" => Some(false),
            _ => None,
        });
        let standard = standard(row);
        Some(Service {
            slug: slug?,
            unit: unit?,
            former_units: Vec::new(),
            name: name?,
            aliases: list(row.text("sebutan")).map(str::to_owned).collect(),
            free: free?,
            standard: standard?,
        })
    })
}

/// Every counter, in the order of the rows.
pub(super) fn counters(bytes: &[u8], known: &Known) -> Result<Vec<Counter>, Unreadable> {
    rows(bytes, &COUNTERS_HEADER, |row| {
        let unit = row.required("unit", UNIT, |text| known.unit(text));
        let name = row.required("nama", "nama loket", |text| Some(text.to_owned()));
        Some(Counter {
            unit: unit?,
            name: name?,
        })
    })
}

/// The former units of each service that moved, earliest first.
pub(super) type Transfers = HashMap<Slug, Vec<(Slug, NaiveDate)>>;

/// The transfers of a file that may be empty.
pub(super) fn transfers(bytes: &[u8], known: &Known) -> Result<Transfers, Unreadable> {
    if bytes.is_empty() {
        return Ok(Transfers::new());
    }
    let mut taken = HashSet::new();
    let rows = rows(bytes, &TRANSFERS_HEADER, |row| {
        let service = row.required("layanan", "slug sebuah layanan di services.csv", |text| {
            known.service(text)
        });
        let unit = row.required("unit", UNIT, |text| known.unit(text));
        let until = row.required("sampai", DATE, iso_date);
        let (service, unit, until) = (service?, unit?, until?);
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

/// The slug that a row defines, if no row above it does; `taken` holds the rows of those.
fn new_slug(row: &mut Row<'_>, taken: &mut HashMap<Slug, usize>) -> Option<Slug> {
    let rule = "huruf kecil, angka, dan tanda hubung tunggal, paling banyak 60";
    let slug: Slug = row.required("slug", rule, |text| text.parse().ok())?;
    let first = *taken.entry(slug.clone()).or_insert(row.number);
    if first != row.number {
        row.refuse(
            "slug",
            format_args!("slug lain; baris {first} sudah memakainya"),
        );
    }
    Some(slug)
}

/// A required text and, in the column with `_en`, its English form, which may be missing.
fn bilingual(row: &mut Row<'_>, column: &str) -> Option<Bilingual> {
    let id = row.required(column, "teks", Some)?;
    Some(Bilingual::new(id, row.text(&format!("{column}_en"))))
}

/// A bilingual text that lists items, as many in English as in Indonesian.
fn bilingual_list(row: &mut Row<'_>, column: &str) -> Option<Bilingual> {
    let text = bilingual(row, column)?;
    let [items, english] = Language::ALL.map(|language| text.items(language).count());
    if items != english {
        row.refuse(
            &format!("{column}_en"),
            format_args!(
                "{items} butir seperti di kolom {column}, dipisahkan |; di sini {english}"
            ),
        );
    }
    Some(text)
}

/// The items of a cell that lists several, separated by semicolons.
fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(';')
        .map(str::trim)
        .filter(|item| !item.is_empty())
}

fn validity(row: &mut Row<'_>) -> Validity {
    let from = row.optional("berlaku_mulai", DATE, iso_date);
    let until = row.optional("berlaku_sampai", DATE, iso_date);
    if from.zip(until).is_some_and(|(from, until)| from > until) {
        row.refuse(
            "berlaku_sampai",
            "tanggal yang tidak mendahului berlaku_mulai",
        );
    }
    Validity { from, until }
}

fn standard(row: &mut Row<'_>) -> Option<Standard> {
    let requirements = bilingual_list(row, "persyaratan");
    let procedure = bilingual_list(row, "prosedur");
    let time = standard_time(row);
    let cost = bilingual(row, "biaya");
    let product = bilingual(row, "produk");
    let source = row.required(
        "sumber",
        Words(StandardSource::ALL.iter().map(|source| source.code())),
        StandardSource::from_code,
    );
    Some(Standard {
        requirements: requirements?,
        procedure: procedure?,
        time: time?,
        cost: cost?,
        product: product?,
        source: source?,
    })
}

fn standard_time(row: &mut Row<'_>) -> Option<StandardTime> {
    let at_least = row.optional("waktu_min", "bilangan bulat", whole_number);
    let at_most = row.required("waktu_maks", "bilangan bulat dari 1", |text| {
        whole_number(text).filter(|time| *time > 0)
    });
    if at_least
        .zip(at_most)
        .is_some_and(|(least, most)| least > most)
    {
        row.refuse("waktu_min", "bilangan yang tidak melebihi waktu_maks");
    }
    let unit = row.required(
        "waktu_satuan",
        Words(TimeUnit::ALL.iter().map(|unit| unit.code())),
        TimeUnit::from_code,
    );
    let percent = row.optional("waktu_persen", "bilangan bulat 1 sampai 100", |text| {
        whole_number(text).filter(|percent| (1..=100).contains(percent))
    });
    Some(StandardTime {
        at_least,
        at_most: at_most?,
        unit: unit?,
        percent,
    })
}
