//! Targets and realisations as CSV.
//! It must not know what is stored already, but for what a caller says is known.

use std::collections::HashMap;

use desk::forms::realisation_form::LONGEST_TEXT;
use domain::grammar;
use domain::indicator::Target;
use domain::quantity::Quantity;
use domain::realisation::{Entry, EvidenceLink};
use domain::register::Slug;
use domain::reporting::{Frequency, ReportingPeriod};
use ui::wanted::Wanted;

use super::Known;
use crate::files::{Columns, Row, Unreadable, rows};

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
    let of = row.required("indikator", Wanted::new("expected-own-indicator"), |text| {
        known.indicators.get_key_value(&text.parse().ok()?)
    });
    let expected = Wanted::new(match of.map(|(_, (_, frequency))| frequency) {
        Some(Frequency::Month) => "expected-month",
        Some(Frequency::Quarter) => "expected-quarter",
        Some(Frequency::Semester) => "expected-semester",
        Some(Frequency::Year) => "expected-year",
        None => "expected-period",
    });
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
    row.once("periode", key, taken);
    refuse_closed(row, &report, known);
    Some(report)
}

const NUMBER: Wanted = Wanted::new("expected-quantity");

/// Of what a release holds.
const AS_SEALED: Wanted = Wanted::new("expected-as-sealed");

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
        row.refuse("target_sampai", Wanted::new("expected-above-target"));
    }
    target.ok()
}

/// What was reached. The column `berlaku` says `ya`, `tidak`, or nothing where nothing is entered.
fn entry(row: &mut Row<'_>) -> Option<(Entry, String)> {
    let yes_no = Wanted::new("expected-yes-no");
    let applies = row.optional("berlaku", yes_no, |text| match text {
        "ya" => Some(true),
        "tidak" => Some(false),
        _ => None,
    });
    let address = Wanted::new("expected-evidence").with("most", EvidenceLink::MAX_CHARACTERS);
    let evidence = row.optional("bukti", address, |text| text.parse().ok());
    let most = Wanted::new("expected-shorter").with_number("most", LONGEST_TEXT);
    let note = row.optional("catatan", most, |text| {
        grammar::lines(text, LONGEST_TEXT).ok()
    });
    let note = note.unwrap_or_default();
    match applies {
        Some(true) => {
            let value = row.required("realisasi", NUMBER, number)?;
            Some((Entry::Given { value, evidence }, note))
        }
        Some(false) => {
            if !row.text("realisasi").is_empty() {
                row.refuse("realisasi", Wanted::new("expected-nothing"));
            }
            Some((Entry::NotApplicable, note))
        }
        None => {
            if !row.text("realisasi").is_empty() && row.text("berlaku").is_empty() {
                row.refuse("berlaku", Wanted::new("expected-applies"));
            }
            None
        }
    }
}

/// Notes what differs from what is sealed, and a target that differs from the one beside which a result was confirmed.
fn refuse_closed(row: &mut Row<'_>, report: &ReportRow, known: &Known) {
    let retargets = |kept: &ReportRow| report.target.is_some() && report.target != kept.target;
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
    let (sealed_entry, sealed_note) = sealed
        .entry
        .as_ref()
        .map(|(entry, note)| (entry, note))
        .unzip();
    if Some(entry) != sealed_entry {
        row.refuse("realisasi", AS_SEALED);
    }
    if Some(note) != sealed_note {
        row.refuse("catatan", AS_SEALED);
    }
}

fn same_place<'a>(rows: &'a [ReportRow], report: &ReportRow) -> Option<&'a ReportRow> {
    let mut rows = rows.iter();
    rows.find(|row| (&row.indicator, row.period) == (&report.indicator, report.period))
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
    crate::files::table(&REPORTS_HEADER, records)
}

/// A number that cannot be read in two ways: three decimals get a zero more.
fn cell(value: Quantity) -> String {
    let more = if value.decimals() == 3 { "0" } else { "" };
    format!("{value}{more}")
}
