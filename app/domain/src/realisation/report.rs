//! What a unit says of an indicator in one period, as text: the target, and what was reached.
//! It must not know which indicators there are, nor what of it can still change.

use super::{Correction, Entry};
use crate::indicator::Target;
use crate::noun::{Expected, Fault, Field, Fields, Kind, Known, Noun, QuantityFault};
use crate::quantity::Quantity;
use crate::reporting::{Frequency, ReportingPeriod};
use crate::slug::Slug;

/// What a unit says of an indicator in a period. `berlaku` says `ya`, `tidak`, or nothing where nothing is entered.
pub const REPORT: Noun = Noun::new(
    "realisasi",
    &[
        Field::required("indikator", Kind::Indicator),
        Field::required("periode", Kind::Period),
        Field::optional("target", Kind::Quantity).asked(),
        Field::optional("target_sampai", Kind::Quantity),
        Field::optional("berlaku", Kind::YesNo),
        Field::optional("realisasi", Kind::Quantity)
            .named("nilai")
            .asked(),
        Field::optional("bukti", Kind::Link),
        Field::optional("catatan", Kind::Text(Correction::MAX_CHARACTERS)),
    ],
);

/// What a unit says of a period. What is none stays as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The indicator.
    pub indicator: Slug,
    /// The period.
    pub period: ReportingPeriod,
    /// What was promised.
    pub target: Option<Target>,
    /// What was reached, with the note for the head of the unit.
    pub entry: Option<(Entry, String)>,
}

impl Report {
    /// The report as text.
    pub fn fields(&self) -> Fields {
        let place = Fields::empty(REPORT)
            .with("indikator", self.indicator.as_str())
            .with("periode", self.period.to_string());
        let promised = match self.target {
            None => place,
            Some(target) if target.is_range() => place
                .with("target", written(target.low()))
                .with("target_sampai", written(target.high())),
            Some(target) => place.with("target", written(target.low())),
        };
        match &self.entry {
            None => promised,
            Some((Entry::NotApplicable, note)) => {
                promised.with("berlaku", "tidak").with("catatan", note)
            }
            Some((Entry::Given { value, evidence }, note)) => {
                let evidence = evidence.as_ref().map(ToString::to_string);
                promised
                    .with("berlaku", "ya")
                    .with("realisasi", written(*value))
                    .with("bukti", evidence.unwrap_or_default())
                    .with("catatan", note)
            }
        }
    }

    /// The report that the fields describe, of an indicator that is reported on so often, if that is known.
    ///
    /// # Errors
    /// Everything that is wrong with the fields.
    pub fn read(
        fields: &Fields,
        known: Known<'_>,
        frequency: Option<Frequency>,
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = told(fields, &["indikator", "periode"], known);
        let period: Option<ReportingPeriod> = fields.get("periode").parse().ok();
        if let (Some(period), Some(frequency)) = (period, frequency)
            && period.frequency() != frequency
        {
            faults.push(fault("periode", Expected::Period(Some(frequency))));
        }
        let (target, entry) = (Self::target(fields), Self::entry(fields));
        faults.extend(target.as_ref().err().into_iter().flatten().cloned());
        faults.extend(entry.as_ref().err().into_iter().flatten().cloned());
        let report = || {
            Some(Self {
                indicator: fields.slug("indikator")?,
                period: period?,
                target: target.ok()?,
                entry: entry.ok()?,
            })
        };
        Fields::whole(report(), faults)
    }

    /// The target that the fields describe; none if both of its fields are empty.
    ///
    /// # Errors
    /// Everything that is wrong with its fields.
    pub fn target(fields: &Fields) -> Result<Option<Target>, Vec<Fault>> {
        let faults = told(fields, &["target", "target_sampai"], NOTHING);
        with_rule(faults, target(fields))
    }

    /// What was reached, with the note for the head of the unit; none if nothing is entered.
    ///
    /// # Errors
    /// Everything that is wrong with its fields.
    pub fn entry(fields: &Fields) -> Result<Option<(Entry, String)>, Vec<Fault>> {
        let faults = told(
            fields,
            &["berlaku", "realisasi", "bukti", "catatan"],
            NOTHING,
        );
        with_rule(faults, entry(fields))
    }
}

/// What targets and results refer to.
const NOTHING: Known<'static> = Known {
    is_unit: &|_| false,
    is_offered: &|_, _| false,
};

/// What is wrong with some fields by their kinds.
fn told(fields: &Fields, keys: &[&str], known: Known<'_>) -> Vec<Fault> {
    let mut faults = fields.faults(known);
    faults.retain(|fault| keys.contains(&fault.field));
    faults
}

/// What was read, unless something is wrong; a rule about a field that is wrong by its kind says nothing more.
fn with_rule<T>(mut faults: Vec<Fault>, read: Result<T, Fault>) -> Result<T, Vec<Fault>> {
    match read {
        Ok(read) if faults.is_empty() => return Ok(read),
        Err(broken) if faults.iter().all(|fault| fault.field != broken.field) => {
            faults.push(broken);
        }
        _ => {}
    }
    Err(faults)
}

/// The target; none if both fields are empty.
fn target(fields: &Fields) -> Result<Option<Target>, Fault> {
    let [low, high] = ["target", "target_sampai"].map(|field| quantity(fields, field));
    match (low, high) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(fault("target", MISSING)),
        (Some(low), high) => Target::new(low, high)
            .map(Some)
            .map_err(|_| fault("target_sampai", Expected::AboveTarget)),
    }
}

/// What was reached; none if nothing is entered.
fn entry(fields: &Fields) -> Result<Option<(Entry, String)>, Fault> {
    let note = fields.get("catatan").to_owned();
    let value = quantity(fields, "realisasi");
    match (fields.get("berlaku"), value) {
        ("ya", Some(value)) => {
            let evidence = fields.get("bukti").parse().ok();
            Ok(Some((Entry::Given { value, evidence }, note)))
        }
        ("ya", None) => Err(fault("realisasi", MISSING)),
        ("tidak", None) => Ok(Some((Entry::NotApplicable, note))),
        ("tidak", Some(_)) => Err(fault("realisasi", Expected::Nothing)),
        ("", Some(_)) => Err(fault("berlaku", Expected::Applies)),
        _ => Ok(None),
    }
}

fn quantity(fields: &Fields, field: &str) -> Option<Quantity> {
    fields.get(field).parse().ok()
}

const MISSING: Expected = Expected::Quantity(QuantityFault::Missing);

const fn fault(field: &'static str, expected: Expected) -> Fault {
    Fault {
        field,
        expected,
        or_empty: false,
    }
}

/// A number that cannot be read in two ways: three decimals get a zero more.
fn written(value: Quantity) -> String {
    let more = if value.decimals() == 3 { "0" } else { "" };
    format!("{value}{more}")
}
