//! Targets and realisations as CSV.
//! It must not know what is stored already, but for what a caller says is known.

use std::collections::HashMap;

use domain::noun::{Fields, Known as Names};
use domain::realisation::{REPORT, Report};
use domain::reporting::ReportingPeriod;
use domain::slug::Slug;
use ui::wanted::Wanted;

use super::Known;
use crate::files::{Columns, Row, Unreadable, rows, things};

/// The targets and realisations of a file in the order of its rows.
///
/// # Errors
/// When anything in the file is not as described: every bad cell is then listed and nothing is returned.
pub fn read_reports(bytes: &[u8], known: &Known) -> Result<Vec<Report>, Unreadable> {
    let mut taken = HashMap::new();
    rows(bytes, Columns::of(&[], REPORT), |row| {
        report(row, known, &mut taken)
    })
}

fn report(
    row: &mut Row<'_>,
    known: &Known,
    taken: &mut HashMap<(Slug, ReportingPeriod), usize>,
) -> Option<Report> {
    let fields = row.over(Fields::empty(REPORT));
    let indicator = fields.slug("indikator");
    let of = indicator.and_then(|slug| known.indicators.get_key_value(&slug));
    let names = Names {
        is_unit: &|_| false,
        is_offered: &|_, _| of.is_some(),
    };
    let frequency = of.map(|(_, (_, frequency))| *frequency);
    let report = row.whole(Report::read(&fields, names, frequency));
    if let (Some((slug, _)), Ok(period)) = (of, fields.get("periode").parse()) {
        row.once("periode", (slug.clone(), period), taken);
    }
    let report = report?;
    refuse_closed(row, &report, known);
    Some(report)
}

/// Of what a release holds.
const AS_SEALED: Wanted = Wanted::new("expected-as-sealed");

/// Notes what differs from what is sealed, and a target that differs from the one beside which a result was confirmed.
fn refuse_closed(row: &mut Row<'_>, report: &Report, known: &Known) {
    let retargets = |kept: &Report| report.target.is_some() && report.target != kept.target;
    if same_place(&known.confirmed, report).is_some_and(retargets) {
        row.refuse("target", Wanted::new("expected-as-confirmed"));
    }
    let Some(sealed) = same_place(&known.sealed, report) else {
        return;
    };
    if retargets(sealed) {
        row.refuse("target", AS_SEALED);
    }
    let Some((entry, note)) = &report.entry else {
        return;
    };
    let kept = sealed.entry.as_ref().map(|(entry, note)| (entry, note));
    let (kept_entry, kept_note) = kept.unzip();
    if Some(entry) != kept_entry {
        row.refuse("realisasi", AS_SEALED);
    }
    if Some(note) != kept_note {
        row.refuse("catatan", AS_SEALED);
    }
}

fn same_place<'a>(reports: &'a [Report], report: &Report) -> Option<&'a Report> {
    let mut reports = reports.iter();
    reports.find(|kept| (&kept.indicator, kept.period) == (&report.indicator, report.period))
}

/// The file of targets and realisations.
pub fn write_reports<'a>(reports: impl IntoIterator<Item = &'a Report>) -> String {
    things(REPORT, reports.into_iter().map(Report::fields))
}
