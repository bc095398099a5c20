//! The forms about one period of an indicator: its target, its realisation, sending it back, and correcting it.
//! It must not know the indicator.

use domain::grammar;
use domain::indicator::{PeriodReport, Target};
use domain::language::Language;
use domain::quantity::{InvalidQuantity, Quantity};
use domain::realisation::{Correction, Entry, EvidenceLink, Refused};
use ui::components::FieldError;
use ui::forms::typed::Typed;
use ui::t;

/// The name of the field for the target, or the lower end of its range.
pub const LOW: &str = "target";
/// The name of the hidden field for the target that is changed.
pub const SEEN: &str = "target_tadi";
/// The name of the field for the upper end of a range.
pub const HIGH: &str = "target_sampai";
/// The name of the field that says whether the indicator applies.
pub const APPLIES: &str = "berlaku";
/// The value of that field for a period in which it does.
pub const YES: &str = "ya";
/// The value of that field for a period in which it does not.
pub const NO: &str = "tidak";
/// The name of the field for the value.
pub const VALUE: &str = "nilai";
/// The name of the field for the evidence.
pub const EVIDENCE: &str = "bukti";
/// The name of the field for the note.
pub const NOTE: &str = "catatan";
/// The name of the field for a reason.
pub const REASON: &str = "alasan";
/// The name of the field for the version that is changed.
pub const VERSION: &str = "versi";

/// The greatest number of characters of a note or a reason.
pub const LONGEST_TEXT: usize = Correction::MAX_CHARACTERS;

/// What was typed into any of the forms.
#[derive(Clone, Debug, Default)]
pub struct RealisationForm {
    typed: Typed,
}

/// What is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RealisationFault {
    /// A field does not hold a number.
    Number(&'static str, InvalidQuantity),
    /// The upper end of the range does not lie above the lower one.
    EmptyRange,
    /// It is not said whether the indicator applies.
    Applies,
    /// The evidence is not on the web.
    Evidence,
    /// The note is too long.
    Note,
    /// The reason is missing or too long.
    Reason,
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
    /// Reads a form body.
    pub fn decode(body: &[u8]) -> Self {
        Self {
            typed: Typed::decode(body),
        }
    }

    /// The forms as they stand for a period.
    pub fn of(report: &PeriodReport) -> Self {
        let mut fields = Vec::new();
        if let Some(target) = report.target {
            fields.push((LOW, typeable(target.low())));
            if target.is_range() {
                fields.push((HIGH, typeable(target.high())));
            }
        }
        if let Some(filing) = &report.filing {
            fields.push((NOTE, filing.note.clone()));
            match filing.submission.entry() {
                Entry::NotApplicable => fields.push((APPLIES, NO.to_owned())),
                Entry::Given { value, evidence } => {
                    fields.push((APPLIES, YES.to_owned()));
                    fields.push((VALUE, typeable(*value)));
                    let evidence = evidence.as_ref().map(ToString::to_string);
                    fields.push((EVIDENCE, evidence.unwrap_or_default()));
                }
            }
        }
        Self {
            typed: Typed::of(fields),
        }
    }

    /// The form with the fields that were not sent as they stand in another.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        Self {
            typed: self.typed.over(&other.typed),
        }
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
        if self.typed.text(LOW).is_empty() && self.typed.text(HIGH).is_empty() {
            return Ok(None);
        }
        let high = (!self.typed.text(HIGH).is_empty()).then(|| self.number(HIGH));
        match (self.number(LOW), high.transpose()) {
            (Ok(low), Ok(high)) => Target::new(low, high)
                .map(Some)
                .map_err(|_| vec![RealisationFault::EmptyRange]),
            (low, high) => Err(low.err().into_iter().chain(high.err()).collect()),
        }
    }

    /// Whether the form was opened when this was the target.
    pub fn saw(&self, target: Option<Target>) -> bool {
        self.typed.text(SEEN) == seen(target)
    }

    /// What was reached, with the note.
    pub fn entry(&self) -> Result<(Entry, String), Vec<RealisationFault>> {
        let mut faults = Vec::new();
        let note = grammar::lines(self.typed.text(NOTE), LONGEST_TEXT);
        let note = note.unwrap_or_else(|_| {
            faults.push(RealisationFault::Note);
            String::new()
        });
        let entry = match self.typed.text(APPLIES) {
            NO => Some(Entry::NotApplicable),
            YES => {
                let value = self.number(VALUE);
                let evidence = self.evidence();
                match (value, evidence) {
                    (Ok(value), Ok(evidence)) => Some(Entry::Given { value, evidence }),
                    (value, evidence) => {
                        faults.extend(value.err().into_iter().chain(evidence.err()));
                        None
                    }
                }
            }
            _ => {
                faults.push(RealisationFault::Applies);
                None
            }
        };
        match entry {
            Some(entry) if faults.is_empty() => Ok((entry, note)),
            _ => Err(faults),
        }
    }

    /// A reason.
    pub fn reason(&self) -> Result<String, RealisationFault> {
        let reason = grammar::lines(self.typed.text(REASON), LONGEST_TEXT).ok();
        let reason = reason.filter(|reason| !reason.is_empty());
        reason.ok_or(RealisationFault::Reason)
    }

    /// What is right instead of what is sealed, and why.
    pub fn correction(&self) -> Result<(Entry, String), Vec<RealisationFault>> {
        match (self.entry(), self.reason()) {
            (Ok((entry, _)), Ok(reason)) => Ok((entry, reason)),
            (entry, reason) => {
                let faults = entry.err().unwrap_or_default().into_iter();
                Err(faults.chain(reason.err()).collect())
            }
        }
    }

    fn number(&self, field: &'static str) -> Result<Quantity, RealisationFault> {
        let number = self.typed.text(field).parse();
        number.map_err(|error| RealisationFault::Number(field, error))
    }

    fn evidence(&self) -> Result<Option<EvidenceLink>, RealisationFault> {
        match self.typed.text(EVIDENCE) {
            "" => Ok(None),
            text => text
                .parse()
                .map(Some)
                .map_err(|_| RealisationFault::Evidence),
        }
    }
}

/// A number as it can be typed in again. Three decimals get one more: a mark before three digits can be read in two ways.
fn typeable(quantity: Quantity) -> String {
    let text = quantity.to_string().replace('.', ",");
    let more = if quantity.decimals() == 3 { "0" } else { "" };
    format!("{text}{more}")
}

impl RealisationFault {
    /// The fault in words, beside its field.
    pub fn field_error(&self, language: Language) -> FieldError {
        let (field, message) = match self {
            Self::Number(field, error) => (*field, number_error(language, error)),
            Self::EmptyRange => (HIGH, t!(language, "error-target-range")),
            Self::Applies => (APPLIES, t!(language, "error-realisation-applies")),
            Self::Evidence => (EVIDENCE, t!(language, "error-evidence")),
            Self::Note => (NOTE, t!(language, "error-note", most = LONGEST_TEXT)),
            Self::Reason => (REASON, t!(language, "error-reason", most = LONGEST_TEXT)),
            Self::Unchanged => (VALUE, t!(language, "error-correction-unchanged")),
            Self::Conflict => ("isi-periode", t!(language, "error-realisation-conflict")),
            Self::Refused(refused) => ("isi-periode", refused_text(language, *refused)),
        };
        FieldError::new(field, message)
    }
}

fn number_error(language: Language, error: &InvalidQuantity) -> String {
    match error {
        InvalidQuantity::Empty => t!(language, "error-number-empty"),
        InvalidQuantity::NotANumber(_) => t!(language, "error-number"),
        InvalidQuantity::Ambiguous(typed) => {
            t!(language, "error-number-ambiguous", typed = typed.clone())
        }
        InvalidQuantity::TooLong(_) => t!(language, "error-number-long"),
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
    use super::*;

    fn form(body: &str) -> RealisationForm {
        RealisationForm::decode(body.as_bytes())
    }

    #[test]
    fn a_target_is_a_value_a_range_or_none() {
        assert_eq!(form("target=&target_sampai=+").target(), Ok(None));
        let value = form("target=88,5").target().expect("a value");
        assert!(value.is_some_and(|target| !target.is_range()));
        let range = form("target=7&target_sampai=8").target().expect("a range");
        assert!(range.is_some_and(Target::is_range));
        let backwards = form("target=8&target_sampai=7").target();
        assert_eq!(backwards, Err(vec![RealisationFault::EmptyRange]));
        let wrong = form("target=&target_sampai=x").target().expect_err("wrong");
        assert_eq!(wrong.len(), 2);
    }

    #[test]
    fn every_problem_of_an_entry_is_told_at_once() {
        let wrong = form("berlaku=ya&nilai=1.234&bukti=javascript:alert(1)");
        let ambiguous = InvalidQuantity::Ambiguous("1.234".to_owned());
        assert_eq!(
            wrong.entry(),
            Err(vec![
                RealisationFault::Number(VALUE, ambiguous),
                RealisationFault::Evidence
            ])
        );
        assert_eq!(
            form("nilai=1").entry(),
            Err(vec![RealisationFault::Applies])
        );
        let not_applicable = form("berlaku=tidak&nilai=x&catatan=Libur").entry();
        assert_eq!(
            not_applicable,
            Ok((Entry::NotApplicable, "Libur".to_owned()))
        );
        assert!(form("berlaku=tidak&alasan=+").correction().is_err());
    }

    #[test]
    fn numbers_can_be_typed_again_as_they_are_shown() {
        for number in ["1234.567", "88.50", "-3", "0.123", "1.2340"] {
            let quantity: Quantity = number.parse().expect("a number");
            assert_eq!(typeable(quantity).parse(), Ok(quantity), "{number}");
        }
    }
}
