//! Indicators with their targets and realisations as two CSV files, written with the columns with which they are read;
//! here their definitions.
//! It must not know what is stored already, but for what a caller says is known.

mod reports;

pub use reports::{REPORTS_HEADER, ReportRow, read_reports, write_reports};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use desk::forms::indicator_form::{ENGLISH, LONGEST_TEXT, RESERVED};
use domain::grammar;
use domain::indicator::{Direction, FIELDS, Indicator};
use domain::language::Bilingual;
use domain::register::{Slug, Validity};
use domain::reporting::Frequency;

use super::{Columns, Row, Unreadable, codes, rows};

/// What rows may refer to.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The units whose indicators may be changed.
    pub units: BTreeSet<Slug>,
    /// The indicators whose periods may be reported on, with the unit and the frequency of each.
    pub indicators: BTreeMap<Slug, (Slug, Frequency)>,
    /// The indicators among them whose frequency stays, because something is kept of a period.
    pub begun: BTreeSet<Slug>,
    /// The short names of all other indicators.
    pub elsewhere: BTreeSet<Slug>,
    /// What is sealed, which a file can repeat but not change.
    pub sealed: Vec<ReportRow>,
    /// What is confirmed, of which a file can change all but the target.
    pub confirmed: Vec<ReportRow>,
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
    let slug = slug(row, known, taken);
    let unit = row.required(
        "unit",
        (
            "slug unit yang Anda kelola",
            "the slug of a unit that you manage",
        ),
        |text| text.parse().ok().filter(|unit| known.units.contains(unit)),
    );
    let texts = ["nama", "definisi", "satuan", "sumber", "penanggung_jawab"];
    let [name, definition, measure, source, owner] = texts.map(|column| bilingual(row, column));
    let directions = codes(Direction::ALL.iter().map(|value| value.code()));
    let direction = row.required("arah", directions, Direction::from_code);
    let frequencies = codes(Frequency::ALL.iter().map(|value| value.code()));
    let frequency = row.required("frekuensi", frequencies, Frequency::from_code);
    let validity = validity(row);
    if let Some(slug) = &slug {
        refuse_fixed(row, slug, (unit.as_ref(), frequency), known);
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
    Some((indicator, validity))
}

/// A short name that is no address of the desk's own and that neither a row above nor an indicator out of reach has.
fn slug(row: &mut Row<'_>, known: &Known, taken: &mut HashMap<Slug, usize>) -> Option<Slug> {
    let rule = (
        "huruf kecil, angka, dan tanda hubung tunggal, paling banyak 60",
        "lower-case letters, digits and single hyphens, at most 60",
    );
    let slug: Slug = row.required("slug", rule, |text| text.parse().ok())?;
    if !once(row, "slug", slug.clone(), taken) {
        return None;
    }
    if RESERVED.contains(&slug.as_str()) {
        row.refuse("slug", ("nama lain", "another name"));
    }
    if known.elsewhere.contains(&slug) {
        let free = (
            "nama lain; indikator unit lain sudah memakainya",
            "another name; an indicator of another unit has it already",
        );
        row.refuse("slug", free);
    }
    Some(slug)
}

/// A text and its English form, which may be missing, as long as the form at the desk takes them.
fn bilingual(row: &mut Row<'_>, column: &str) -> Option<Bilingual> {
    let id = row.required(column, at_most(LONGEST_TEXT), |text| {
        within(LONGEST_TEXT, text)
    });
    let english = format!("{column}{ENGLISH}");
    let en = row.optional(&english, at_most(LONGEST_TEXT), |text| {
        within(LONGEST_TEXT, text)
    });
    Some(Bilingual::new(id?, en.unwrap_or_default()))
}

/// What is expected of a text with a limit.
fn at_most(characters: usize) -> (String, String) {
    (
        format!("teks, paling banyak {characters} karakter"),
        format!("text of at most {characters} characters"),
    )
}

/// The text if it has at most so many characters and can be shown.
fn within(characters: usize, text: &str) -> Option<String> {
    grammar::lines(text, characters).ok()
}

fn validity(row: &mut Row<'_>) -> Validity {
    let day = ("tanggal seperti 2026-10-31", "a date such as 2026-10-31");
    let from: Option<NaiveDate> = row.optional("berlaku_mulai", day, grammar::day);
    let until: Option<NaiveDate> = row.optional("berlaku_sampai", day, grammar::day);
    if from.zip(until).is_some_and(|(from, until)| from > until) {
        let expected = (
            "tanggal yang tidak mendahului berlaku_mulai",
            "a date not before berlaku_mulai",
        );
        row.refuse("berlaku_sampai", expected);
    }
    Validity { from, until }
}

/// Notes what cannot change any more of an indicator that there is.
fn refuse_fixed(
    row: &mut Row<'_>,
    slug: &Slug,
    (unit, frequency): (Option<&Slug>, Option<Frequency>),
    known: &Known,
) {
    let Some((fixed_unit, fixed_frequency)) = known.indicators.get(slug) else {
        return;
    };
    if unit.is_some_and(|unit| unit != fixed_unit) {
        let same = (
            "unit yang sama seperti sebelumnya",
            "the same unit as before",
        );
        row.refuse("unit", same);
    }
    let begun = known.begun.contains(slug);
    if begun && frequency.is_some_and(|frequency| frequency != *fixed_frequency) {
        let code = fixed_frequency.code();
        let same = (
            format_args!("{code} seperti sebelumnya, karena sudah ada target atau realisasi"),
            format_args!("{code} as before, because there are targets or results"),
        );
        row.refuse("frekuensi", same);
    }
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

#[cfg(test)]
mod tests;
