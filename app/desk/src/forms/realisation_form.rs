//! The forms about one period of an indicator: its target, its realisation, sending it back, and correcting it.
//! It must not know the indicator.

use crate::forms::VERSION;
use domain::indicator::Target;
use domain::language::Language;
use domain::noun::{Expected, Fault, Fields, Kind};
use domain::realisation::{Correction, Entry, PeriodReport, REPORT, Refused, Report};
use domain::reporting::ReportingPeriod;
use domain::slug::Slug;
use ui::components::{FieldError, FormFault};
use ui::forms::typed::Typed;
use ui::t;

use super::noun_form::{field_error, typed_over};
use super::reason_form::reason_within;

/// The name of the hidden field for the target that is changed.
pub const SEEN: &str = "target_tadi";
/// The greatest number of characters of a reason.
pub const LONGEST_TEXT: usize = Correction::MAX_CHARACTERS;

/// What was typed into any of the forms.
#[derive(Clone, Debug)]
pub struct RealisationForm {
    fields: Fields,
    typed: Typed,
}

/// What is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RealisationFault {
    /// A field does not hold what it should.
    Field(Fault),
    /// The reason is none.
    Reason(FieldError),
    /// A correction changes nothing.
    Unchanged,
    /// A correction of the period waits already, or somebody else changed it in the meantime.
    Conflict,
    /// The step is not possible.
    Refused(Refused),
}

/// A target as the hidden field holds it; empty for none.
pub fn seen(target: Option<Target>) -> String {
    target.map_or_else(String::new, |target| {
        format!("{}–{}", target.low(), target.high())
    })
}

impl RealisationForm {
    /// Reads a form body over the forms as they stand for a period. What was not sent is empty, unless it belongs to another
    /// form of the page.
    pub fn decode(body: &[u8], kept: &Self) -> Self {
        let typed = Typed::decode(body);
        let keys: Vec<_> = REPORT.keys().collect();
        Self {
            fields: typed_over(&kept.fields, &keys, &typed),
            typed,
        }
    }

    /// The forms as they stand for a period.
    pub fn of(indicator: &Slug, period: ReportingPeriod, report: &PeriodReport) -> Self {
        let filing = report.filing.as_ref();
        let entry = filing.map(|filing| (filing.submission.entry().clone(), filing.note.clone()));
        let report = Report {
            indicator: indicator.clone(),
            period,
            target: report.target,
            entry,
        };
        let fields = report.fields();
        let shown = fields.clone();
        let numbers = shown.described();
        let numbers = numbers.filter(|(field, _)| field.kind == Kind::Quantity);
        Self {
            fields: numbers.fold(fields, |fields, (field, number)| {
                fields.with(field.key, number.replace('.', ","))
            }),
            typed: Typed::default(),
        }
    }

    /// What stands in the fields.
    pub const fn fields(&self) -> &Fields {
        &self.fields
    }

    /// What was typed.
    pub const fn typed(&self) -> &Typed {
        &self.typed
    }

    /// The version that is changed.
    pub fn version(&self) -> Option<i32> {
        self.typed.text(VERSION).parse().ok()
    }

    /// The target; none if both fields are empty.
    pub fn target(&self) -> Result<Option<Target>, Vec<RealisationFault>> {
        Report::target(&self.fields).map_err(faults)
    }

    /// Whether the form was opened when this was the target.
    pub fn saw(&self, target: Option<Target>) -> bool {
        self.typed.text(SEEN) == seen(target)
    }

    /// What was reached, with the note. Of an indicator that does not apply nothing else was.
    pub fn entry(&self) -> Result<(Entry, String), Vec<RealisationFault>> {
        let mut fields = self.fields.clone();
        if fields.get("berlaku") == "tidak" {
            fields = fields.with("realisasi", "").with("bukti", "");
        }
        let applies = || Fault {
            field: "berlaku",
            expected: Expected::Applies,
            or_empty: false,
        };
        let entry = Report::entry(&fields);
        let entry = entry.and_then(|entry| entry.ok_or_else(|| vec![applies()]));
        entry.map_err(faults)
    }

    /// A reason.
    pub fn reason(&self, language: Language) -> Result<String, RealisationFault> {
        let reason = reason_within(LONGEST_TEXT, &self.typed, language);
        reason.map_err(RealisationFault::Reason)
    }

    /// What is right instead of what is sealed, and why.
    pub fn correction(&self, language: Language) -> Result<(Entry, String), Vec<RealisationFault>> {
        match (self.entry(), self.reason(language)) {
            (Ok((entry, _)), Ok(reason)) => Ok((entry, reason)),
            (entry, reason) => {
                let faults = entry.err().unwrap_or_default().into_iter();
                Err(faults.chain(reason.err()).collect())
            }
        }
    }
}

fn faults(faults: Vec<Fault>) -> Vec<RealisationFault> {
    faults.into_iter().map(RealisationFault::Field).collect()
}

impl FormFault for RealisationFault {
    fn field_error(&self, language: Language) -> FieldError {
        let place = "isi-periode";
        match self {
            Self::Field(fault) => field_error(language, REPORT, fault),
            Self::Reason(error) => error.clone(),
            Self::Unchanged => FieldError::new("nilai", t!(language, "error-correction-unchanged")),
            Self::Conflict => FieldError::new(place, t!(language, "error-realisation-conflict")),
            Self::Refused(refused) => FieldError::new(place, refused_text(language, *refused)),
        }
    }
}

fn refused_text(language: Language, refused: Refused) -> String {
    match refused {
        Refused::Sealed => t!(language, "refused-sealed"),
        Refused::Confirmed => t!(language, "refused-confirmed"),
        Refused::NotConfirmed => t!(language, "refused-not-confirmed"),
        Refused::Returned => t!(language, "refused-returned"),
        Refused::OwnEntry => t!(language, "refused-own-entry"),
        Refused::NotSealed => t!(language, "refused-not-sealed"),
    }
}

#[cfg(test)]
mod tests {
    use domain::noun::QuantityFault;
    use domain::quantity::Quantity;

    use super::*;

    fn kept(target: Option<&str>) -> RealisationForm {
        let target = target.map(|low| Target::at(low.parse().expect("a number")));
        let (slug, period) = ("akta".parse(), "2026-09".parse());
        let report = PeriodReport {
            target,
            ..PeriodReport::default()
        };
        RealisationForm::of(&slug.expect("a slug"), period.expect("a period"), &report)
    }

    fn form(body: &str) -> RealisationForm {
        RealisationForm::decode(body.as_bytes(), &kept(None))
    }

    /// The fields with faults.
    fn wrong<T: std::fmt::Debug>(read: Result<T, Vec<RealisationFault>>) -> Vec<&'static str> {
        let faults = read.expect_err("something is wrong").into_iter();
        let field = |fault| match fault {
            RealisationFault::Field(fault) => fault.field,
            _ => "alasan",
        };
        faults.map(field).collect()
    }

    #[test]
    fn a_target_is_a_value_a_range_or_none() {
        assert_eq!(form("target=&target_sampai=+").target(), Ok(None));
        let value = form("target=88,5").target().expect("a value");
        assert!(value.is_some_and(|target| !target.is_range()));
        let range = form("target=7&target_sampai=8").target().expect("a range");
        assert!(range.is_some_and(Target::is_range));
        let backwards = form("target=8&target_sampai=7").target();
        assert_eq!(wrong(backwards), ["target_sampai"]);
        let both = form("target=&target_sampai=x").target();
        assert_eq!(wrong(both), ["target_sampai"]);
        assert_eq!(wrong(form("target=&target_sampai=8").target()), ["target"]);
    }

    #[test]
    fn every_fault_of_an_entry_is_told_at_once() {
        let entry = form("berlaku=ya&nilai=1.234&bukti=javascript:alert(1)").entry();
        let ambiguous = RealisationFault::Field(Fault {
            field: "realisasi",
            expected: Expected::Quantity(QuantityFault::Ambiguous),
            or_empty: true,
        });
        assert_eq!(entry.as_ref().map_err(|faults| &faults[0]), Err(&ambiguous));
        assert_eq!(wrong(entry), ["realisasi", "bukti"]);
        assert_eq!(wrong(form("nilai=1").entry()), ["berlaku"]);
        assert_eq!(wrong(form("").entry()), ["berlaku"]);
        let not_applicable = form("berlaku=tidak&nilai=x&catatan=Libur").entry();
        assert_eq!(
            not_applicable,
            Ok((Entry::NotApplicable, "Libur".to_owned()))
        );
        let correction = form("berlaku=tidak&alasan=+").correction(Language::English);
        assert_eq!(wrong(correction), ["alasan"]);
    }

    #[test]
    fn numbers_can_be_typed_again_as_they_are_shown() {
        for number in ["1234.567", "88.50", "-3", "0.123", "1.2340"] {
            let quantity: Quantity = number.parse().expect("a number");
            let shown = kept(Some(number));
            assert_eq!(shown.target(), Ok(Some(Target::at(quantity))), "{number}");
        }
    }
}
