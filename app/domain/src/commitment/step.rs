//! What can happen to a commitment once it is made, and what must be told of it.
//! It must not know which step may follow which.

use chrono::NaiveDate;

use super::Evidence;
use crate::coded::coded;
use crate::noun::{Fault, Field, Fields, Kind, Known, Noun};

coded! {
    /// The kinds of steps.
    StepKind {
        /// Its date was moved.
        Deferred = "ditunda",
        /// It was reported done.
        Reported = "dilaporkan",
        /// The report was taken back.
        Reopened = "dibuka-kembali",
    }
}

/// Something that happened to a commitment since it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Its date was moved, while there was still time.
    Deferred {
        /// The day by which it is to be done since.
        due: NaiveDate,
        /// Why, in public.
        reason: String,
    },
    /// It was reported done.
    Reported(Evidence),
    /// The report was taken back, since it was not so.
    Reopened {
        /// Why, in public.
        reason: String,
    },
}

impl Step {
    /// What kind of step it is.
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Deferred { .. } => StepKind::Deferred,
            Self::Reported(_) => StepKind::Reported,
            Self::Reopened { .. } => StepKind::Reopened,
        }
    }
}

/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// The longest account of what was done, in characters.
const LONGEST_ACCOUNT: usize = 1000;

impl StepKind {
    /// What is told of a step.
    pub const fn noun(self) -> Noun {
        match self {
            Self::Deferred => DEFERRAL,
            Self::Reported => REPORT,
            Self::Reopened => REOPENING,
        }
    }
}

/// What is told of a date that is moved.
pub(crate) const DEFERRAL: Noun = Noun::new(
    "penundaan",
    &[
        Field::required("tenggat", Kind::Day).named("tenggat_baru"),
        Field::required("alasan", Kind::Text(LONGEST_REASON)).named("alasan_tunda"),
    ],
);

/// What is told of a commitment that is done.
pub(crate) const REPORT: Noun = Noun::new(
    "laporan",
    &[
        Field::required("bukti", Kind::Text(LONGEST_ACCOUNT)),
        Field::optional("tautan", Kind::Link),
    ],
);

/// What is told of a report that is taken back.
pub(crate) const REOPENING: Noun = Noun::new(
    "pembukaan",
    &[Field::required("alasan", Kind::Text(LONGEST_REASON)).named("alasan_buka")],
);

impl Step {
    /// The step of a kind that the fields describe.
    ///
    /// # Errors
    /// Everything that is wrong with the fields, at most one fault each.
    pub fn read(kind: StepKind, fields: &Fields) -> Result<Self, Vec<Fault>> {
        let faults = fields.faults(Known::units(&|_| false));
        let step = || {
            Some(match kind {
                StepKind::Deferred => Self::Deferred {
                    due: fields.day("tenggat")?,
                    reason: fields.filled("alasan")?,
                },
                StepKind::Reported => Self::Reported(Evidence {
                    text: fields.filled("bukti")?,
                    link: fields.get("tautan").parse().ok(),
                }),
                StepKind::Reopened => Self::Reopened {
                    reason: fields.filled("alasan")?,
                },
            })
        };
        Fields::whole(step(), faults)
    }
}
