//! Indicators with their targets and realisations as two CSV files, written with the columns with which they are read.
//! It must not know what is stored already, but for what a caller says is known.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::indicator::{Direction, FIELDS, Indicator, Target};
use domain::language::Bilingual;
use domain::quantity::Quantity;
use domain::realisation::Entry;
use domain::register::{Slug, Validity};
use domain::reporting::{Frequency, ReportingPeriod};
use web::forms::indicator_form::RESERVED;

use super::{Columns, Row, Unreadable, codes, iso_date, rows};

/// The columns of the file of targets and realisations.
pub const REPORTS_HEADER: [&str; 8] = [
    "indikator",
    "periode",
    "target",
    "target_sampai",
    "berlaku",
    "realisasi",
    "bukti",
    "catatan",
];

/// A row of the file of targets and realisations. What is none stays as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportRow {
    /// The indicator.
    pub indicator: Slug,
    /// The period.
    pub period: ReportingPeriod,
    /// What was promised.
    pub target: Option<Target>,
    /// What was reached, with the note for the head of the unit.
    pub entry: Option<(Entry, String)>,
}

/// What rows may refer to.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The units whose indicators may be changed.
    pub units: BTreeSet<Slug>,
    /// The indicators whose periods may be reported on, with the unit and the frequency of each.
    pub indicators: BTreeMap<Slug, (Slug, Frequency)>,
    /// What is sealed, which a file can repeat but not change.
    pub sealed: Vec<ReportRow>,
}

/// The indicators of a file in the order of its rows.
///
/// # Errors
/// When anything in the file is not as described: every bad cell is then listed and nothing is returned.
pub fn read_indicators(
    bytes: &[u8],
    known: &Known,
) -> Result<Vec<(Indicator, Validity)>, Unreadable> {
    let mut taken = HashMap::new();
    rows(bytes, Columns::all(&FIELDS), |row| {
        indicator(row, known, &mut taken)
    })
}

fn indicator(
    row: &mut Row<'_>,
    known: &Known,
    taken: &mut HashMap<Slug, usize>,
) -> Option<(Indicator, Validity)> {
    let rule = (
        "huruf kecil, angka, dan tanda hubung tunggal, paling banyak 60",
        "small letters, digits and single hyphens, at most 60",
    );
    let slug: Option<Slug> = row.required("slug", rule, |text| text.parse().ok());
    let slug = slug.filter(|slug| once(row, "slug", slug.clone(), taken));
    if slug
        .as_ref()
        .is_some_and(|slug| RESERVED.contains(&slug.as_str()))
    {
        row.refuse("slug", ("nama lain", "another name"));
    }
    let unit = row.required(
        "unit",
        (
            "slug unit yang Anda kelola",
            "the slug of a unit that you manage",
        ),
        |text| text.parse().ok().filter(|unit| known.units.contains(unit)),
    );
    if let (Some(slug), Some(unit)) = (&slug, &unit)
        && known
            .indicators
            .get(slug)
            .is_some_and(|(other, _)| other != unit)
    {
        row.refuse(
            "unit",
            (
                "unit yang sama seperti sebelumnya",
                "the same unit as before",
            ),
        );
    }
    let texts = ["nama", "definisi", "satuan", "sumber", "penanggung_jawab"];
    let [name, definition, measure, source, owner] = texts.map(|column| {
        let id = row.required(column, ("teks", "text"), Some)?;
        Some(Bilingual::new(id, row.text(&format!("{column}_en"))))
    });
    let directions = codes(Direction::ALL.iter().map(|value| value.code()));
    let direction = row.required("arah", directions, Direction::from_code);
    let frequencies = codes(Frequency::ALL.iter().map(|value| value.code()));
    let frequency = row.required("frekuensi", frequencies, Frequency::from_code);
    let day = ("tanggal seperti 2026-10-31", "a date such as 2026-10-31");
    let from: Option<NaiveDate> = row.optional("berlaku_mulai", day, iso_date);
    let until: Option<NaiveDate> = row.optional("berlaku_sampai", day, iso_date);
    if from.zip(until).is_some_and(|(from, until)| from > until) {
        row.refuse(
            "berlaku_sampai",
            (
                "tanggal yang tidak mendahului berlaku_mulai",
                "a date not before berlaku_mulai",
            ),
        );
    }
    let indicator = Indicator {
        slug: slug?,
        unit: unit?,
        name: name?,
        definition: definition?,
        measure: measure?,
        direction: direction?,
        frequency: frequency?,
        source: source?,
        owner: owner?,
    };
    Some((indicator, Validity { from, until }))
}

/// Whether no row above has the same key; if one has, that is noted.
fn once<K: std::hash::Hash + Eq>(
    row: &mut Row<'_>,
    column: &str,
    key: K,
    taken: &mut HashMap<K, usize>,
) -> bool {
    let first = *taken.entry(key).or_insert(row.number);
    if first != row.number {
        row.refuse(
            column,
            (
                format_args!("yang lain; baris {first} sudah memakainya"),
                format_args!("another one; row {first} has it already"),
            ),
        );
    }
    first == row.number
}

/// The targets and realisations of a file in the order of its rows.
///
/// # Errors
/// When anything in the file is not as described: every bad cell is then listed and nothing is returned.
pub fn read_reports(bytes: &[u8], known: &Known) -> Result<Vec<ReportRow>, Unreadable> {
    let mut taken = HashMap::new();
    rows(bytes, Columns::all(&REPORTS_HEADER), |row| {
        report(row, known, &mut taken)
    })
}

fn report(
    row: &mut Row<'_>,
    known: &Known,
    taken: &mut HashMap<(Slug, ReportingPeriod), usize>,
) -> Option<ReportRow> {
    let of = row.required(
        "indikator",
        (
            "slug indikator unit Anda",
            "the slug of an indicator of your units",
        ),
        |text| known.indicators.get_key_value(&text.parse().ok()?),
    );
    let expected = match of.map(|(_, (_, frequency))| frequency) {
        Some(Frequency::Month) => ("bulan seperti 2026-10", "a month such as 2026-10"),
        Some(Frequency::Quarter) => ("triwulan seperti 2026-Q4", "a quarter such as 2026-Q4"),
        Some(Frequency::Semester) => ("semester seperti 2026-S2", "a half-year such as 2026-S2"),
        Some(Frequency::Year) => ("tahun seperti 2026", "a year such as 2026"),
        None => (
            "periode seperti 2026-10, 2026-Q4, 2026-S2, atau 2026",
            "a period such as 2026-10, 2026-Q4, 2026-S2, or 2026",
        ),
    };
    let period = row.required("periode", expected, |text| {
        let period: ReportingPeriod = text.parse().ok()?;
        of.is_none_or(|(_, (_, frequency))| *frequency == period.frequency())
            .then_some(period)
    });
    let target = target(row);
    let entry = entry(row);
    let report = ReportRow {
        indicator: of?.0.clone(),
        period: period?,
        target,
        entry,
    };
    let key = (report.indicator.clone(), report.period);
    once(row, "periode", key, taken);
    refuse_sealed(row, &report, known);
    Some(report)
}

const NUMBER: (&str, &str) = (
    "angka seperti 88,79 atau 88.79",
    "a number such as 88,79 or 88.79",
);

fn number(text: &str) -> Option<Quantity> {
    text.parse().ok()
}

fn target(row: &mut Row<'_>) -> Option<Target> {
    let high = row.optional("target_sampai", NUMBER, number);
    let low = if high.is_some() {
        row.required("target", NUMBER, number)?
    } else {
        row.optional("target", NUMBER, number)?
    };
    let target = Target::new(low, high);
    if target.is_err() {
        row.refuse(
            "target_sampai",
            (
                "angka yang lebih besar daripada target",
                "a number greater than the target",
            ),
        );
    }
    target.ok()
}

/// What was reached. The column `berlaku` says `ya`, `tidak`, or nothing where nothing is entered.
fn entry(row: &mut Row<'_>) -> Option<(Entry, String)> {
    let applies = row.optional(
        "berlaku",
        ("ya, tidak", "ya (yes), tidak (no)"),
        |text| match text {
            "ya" => Some(true),
            "tidak" => Some(false),
            _ => None,
        },
    );
    let evidence = row.optional(
        "bukti",
        (
            "alamat yang dimulai dengan https://",
            "an address that begins with https://",
        ),
        |text| text.parse().ok(),
    );
    let note = row.text("catatan").to_owned();
    match applies {
        Some(true) => {
            let value = row.required("realisasi", NUMBER, number)?;
            Some((Entry::Given { value, evidence }, note))
        }
        Some(false) => {
            if !row.text("realisasi").is_empty() {
                row.refuse(
                    "realisasi",
                    (
                        "kosong, karena indikator tidak berlaku",
                        "nothing, as the indicator does not apply",
                    ),
                );
            }
            Some((Entry::NotApplicable, note))
        }
        None => {
            if !row.text("realisasi").is_empty() && row.text("berlaku").is_empty() {
                row.refuse("berlaku", ("ya", "ya (yes)"));
            }
            None
        }
    }
}

fn refuse_sealed(row: &mut Row<'_>, report: &ReportRow, known: &Known) {
    let place = |row: &ReportRow| (row.indicator.clone(), row.period);
    let sealed = known
        .sealed
        .iter()
        .find(|sealed| place(sealed) == place(report));
    let Some(sealed) = sealed else { return };
    let instead = (
        "seperti yang sudah disegel; usulkan koreksi di halaman periodenya",
        "what is sealed; propose a correction on the page of its period",
    );
    if report.target.is_some() && report.target != sealed.target {
        row.refuse("target", instead);
    }
    let value = |row: &ReportRow| row.entry.as_ref().map(|(entry, _)| entry.clone());
    if report.entry.is_some() && value(report) != value(sealed) {
        row.refuse("realisasi", instead);
    }
}

/// The file of definitions.
pub fn write_indicators<'a>(
    indicators: impl IntoIterator<Item = (&'a Indicator, Validity)>,
) -> String {
    let indicators = indicators.into_iter();
    super::table(
        &FIELDS,
        indicators.map(|(indicator, validity)| indicator.fields(validity)),
    )
}

/// The file of targets and realisations.
pub fn write_reports<'a>(reports: impl IntoIterator<Item = &'a ReportRow>) -> String {
    let records = reports.into_iter().map(|report| {
        let text = |value: Option<String>| value.unwrap_or_default();
        let low = report.target.map(|target| cell(target.low()));
        let high = report.target.filter(|target| target.is_range());
        let high = high.map(|target| cell(target.high()));
        let (applies, value, evidence) = match report.entry.as_ref().map(|(entry, _)| entry) {
            None => ("", None, None),
            Some(Entry::NotApplicable) => ("tidak", None, None),
            Some(Entry::Given { value, evidence }) => {
                let evidence = evidence.as_ref().map(ToString::to_string);
                ("ya", Some(cell(*value)), evidence)
            }
        };
        let note = report.entry.as_ref().map(|(_, note)| note.clone());
        [
            report.indicator.to_string(),
            report.period.to_string(),
            text(low),
            text(high),
            applies.to_owned(),
            text(value),
            text(evidence),
            text(note),
        ]
    });
    super::table(&REPORTS_HEADER, records)
}

/// A number that cannot be read in two ways: three decimals get a zero more.
fn cell(value: Quantity) -> String {
    let more = if value.decimals() == 3 { "0" } else { "" };
    format!("{value}{more}")
}

#[cfg(test)]
mod tests;
