//! Indicators with their targets and realisations as two CSV files, written with the columns with which they are read;
//! here their definitions.
//! It must not know what is stored already, but for what a caller says is known.

mod reports;

pub use reports::{read_reports, write_reports};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::indicator::{INDICATOR, Indicator};
use domain::noun::{Fields, Known as Names};
use domain::realisation::Report;
use domain::reporting::Frequency;
use domain::slug::Slug;
use domain::validity::Validity;
use ui::wanted::Wanted;

use super::{Columns, Row, Unreadable, rows, things};

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
    pub sealed: Vec<Report>,
    /// What is confirmed, of which a file can change all but the target.
    pub confirmed: Vec<Report>,
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
    rows(bytes, Columns::of(&[], INDICATOR), |row| {
        indicator(row, known, &mut taken)
    })
}

fn indicator(
    row: &mut Row<'_>,
    known: &Known,
    taken: &mut HashMap<Slug, usize>,
) -> Option<(Indicator, Validity)> {
    let fields = row.over(Fields::empty(INDICATOR));
    let is_unit = |unit: &str| unit.parse().is_ok_and(|unit| known.units.contains(&unit));
    let read = Indicator::read(&fields, Names::units(&is_unit));
    let indicator = row.whole(read);
    let slug = fields.slug("slug")?;
    row.once("slug", slug.clone(), taken);
    if known.elsewhere.contains(&slug) {
        row.refuse("slug", Wanted::new("expected-free-indicator"));
    }
    let unit = fields
        .slug("unit")
        .filter(|unit| known.units.contains(unit));
    let frequency = Frequency::from_code(fields.get("frekuensi"));
    refuse_fixed(row, &slug, unit.as_ref(), frequency, known);
    indicator
}

/// Notes what cannot change any more of an indicator that there is.
fn refuse_fixed(
    row: &mut Row<'_>,
    slug: &Slug,
    unit: Option<&Slug>,
    frequency: Option<Frequency>,
    known: &Known,
) {
    let Some((fixed_unit, fixed_frequency)) = known.indicators.get(slug) else {
        return;
    };
    if unit.is_some_and(|unit| unit != fixed_unit) {
        row.refuse("unit", Wanted::new("expected-same-unit"));
    }
    let begun = known.begun.contains(slug);
    if begun && frequency.is_some_and(|frequency| frequency != *fixed_frequency) {
        let same = Wanted::new("expected-same-frequency").with("code", fixed_frequency.code());
        row.refuse("frekuensi", same);
    }
}

/// The file of definitions.
pub fn write_indicators<'a>(
    indicators: impl IntoIterator<Item = (&'a Indicator, Validity)>,
) -> String {
    let indicators = indicators.into_iter();
    let fields = indicators.map(|(indicator, validity)| indicator.fields(validity));
    things(INDICATOR, fields)
}

#[cfg(test)]
mod tests;
