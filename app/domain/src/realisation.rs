//! What a unit reports of an indicator (*realisasi*): from entry over confirmation to the seal, and corrections after it.
//! It must not know who may do which of these steps, nor what the target is.

mod kept;
mod report;

pub use kept::{Filing, IndicatorChange, KeptIndicator, PeriodReport};
pub use report::{REPORT, Report};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::grammar::EvidenceLink;
use crate::quantity::Quantity;
use crate::reporting::ReportingPeriod;
use crate::slug::Slug;

/// What a target and a realisation are of: an indicator in a period.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RealisationKey {
    /// The indicator.
    pub indicator: Slug,
    /// The period, as long as the indicator is reported on.
    pub period: ReportingPeriod,
}

impl RealisationKey {
    /// The key of an indicator in a period.
    pub const fn new(indicator: Slug, period: ReportingPeriod) -> Self {
        Self { indicator, period }
    }
}

/// What a unit enters for an indicator and a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A value.
    Given {
        /// What was reached, in the indicator's unit of measure.
        value: Quantity,
        /// Where that is proved.
        evidence: Option<EvidenceLink>,
    },
    /// The indicator has no meaning in this period.
    NotApplicable,
}

/// The answer to the question what was reached. What is missing is missing for one of three different reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state")]
pub enum Realisation {
    /// A value.
    #[serde(rename = "disampaikan")]
    Given {
        /// What was reached, in the indicator's unit of measure.
        value: Quantity,
        /// Where that is proved.
        evidence: Option<EvidenceLink>,
    },
    /// The period is over, and nothing was entered.
    #[serde(rename = "tidak disampaikan")]
    NotProvided,
    /// The indicator has no meaning in this period.
    #[serde(rename = "tidak berlaku")]
    NotApplicable,
    /// Nothing was entered, and the period is not over yet.
    #[serde(rename = "belum jatuh tempo")]
    NotYetDue,
}

impl From<Entry> for Realisation {
    fn from(entry: Entry) -> Self {
        match entry {
            Entry::Given { value, evidence } => Self::Given { value, evidence },
            Entry::NotApplicable => Self::NotApplicable,
        }
    }
}

impl Realisation {
    /// The realisation of a period, seen on a day.
    pub fn on(entry: Option<Entry>, period: ReportingPeriod, today: NaiveDate) -> Self {
        match entry {
            Some(entry) => entry.into(),
            None if period.is_over(today) => Self::NotProvided,
            None => Self::NotYetDue,
        }
    }

    /// What an entry would have to say to mean the same; none where nothing was entered.
    pub fn entry(self) -> Option<Entry> {
        match self {
            Self::Given { value, evidence } => Some(Entry::Given { value, evidence }),
            Self::NotApplicable => Some(Entry::NotApplicable),
            Self::NotProvided | Self::NotYetDue => None,
        }
    }

    /// The value, where there is one.
    pub const fn value(&self) -> Option<Quantity> {
        match self {
            Self::Given { value, .. } => Some(*value),
            _ => None,
        }
    }
}

coded! {
    /// How far a realisation has come towards publication.
    Stage {
        /// The operator entered it.
        Entered = "diisi",
        /// The unit's head sent it back.
        Returned = "dikembalikan",
        /// The unit's head confirmed it.
        Confirmed = "disahkan",
        /// A release holds it.
        Sealed = "disegel",
    }
}

coded! {
    /// What the realisation of a period waits for, as lists show it.
    Progress {
        /// Nothing yet: the period is not over.
        NotYetDue = "belum jatuh tempo",
        /// Somebody has to enter it.
        ToEnter = "menunggu isian",
        /// The unit's head sent it back: somebody has to enter it anew.
        Returned = "dikembalikan",
        /// The unit's head has to confirm it.
        ToConfirm = "menunggu pengesahan",
        /// The next seal takes it in.
        Confirmed = "disahkan",
        /// A release holds it.
        Sealed = "disegel",
    }
}

impl Progress {
    /// The progress of a period, seen on a day.
    pub fn on(stage: Option<Stage>, period: ReportingPeriod, today: NaiveDate) -> Self {
        match stage {
            None if period.is_over(today) => Self::ToEnter,
            None => Self::NotYetDue,
            Some(Stage::Entered) => Self::ToConfirm,
            Some(Stage::Returned) => Self::Returned,
            Some(Stage::Confirmed) => Self::Confirmed,
            Some(Stage::Sealed) => Self::Sealed,
        }
    }
}

/// Why a step is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A release holds it: only a correction can change it.
    #[error("it is sealed; correct it with a reason instead")]
    Sealed,
    /// The unit's head has confirmed it already.
    #[error("it is confirmed already")]
    Confirmed,
    /// The unit's head has not confirmed it.
    #[error("it is not confirmed by the head of the unit")]
    NotConfirmed,
    /// The unit's head sent it back, so it has to be entered anew.
    #[error("it was sent back and has to be entered anew")]
    Returned,
    /// Whoever entered it cannot answer for it as well.
    #[error("nobody confirms the own entry")]
    OwnEntry,
    /// No release holds it, so there is nothing to correct.
    #[error("it is not sealed; enter it anew instead")]
    NotSealed,
}

/// A realisation on its way to publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    entry: Entry,
    stage: Stage,
}

impl Submission {
    /// A first entry.
    pub const fn new(entry: Entry) -> Self {
        Self {
            entry,
            stage: Stage::Entered,
        }
    }

    /// A submission as it was kept.
    pub const fn kept(entry: Entry, stage: Stage) -> Self {
        Self { entry, stage }
    }

    /// What was entered.
    pub const fn entry(&self) -> &Entry {
        &self.entry
    }

    /// How far it has come.
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// Enters something else. It has to be confirmed anew, for the head confirmed what stood there before.
    pub fn enter(self, entry: Entry) -> Result<Self, Refused> {
        match self.stage {
            Stage::Sealed => Err(Refused::Sealed),
            Stage::Entered | Stage::Returned | Stage::Confirmed => Ok(Self::new(entry)),
        }
    }

    /// The unit's head confirms it.
    pub fn confirm(self) -> Result<Self, Refused> {
        match self.stage {
            Stage::Sealed => Err(Refused::Sealed),
            Stage::Confirmed => Err(Refused::Confirmed),
            Stage::Returned => Err(Refused::Returned),
            Stage::Entered => Ok(Self::kept(self.entry, Stage::Confirmed)),
        }
    }

    /// The unit's head sends it back, so that it is entered anew. What is confirmed already can be sent back as well, as
    /// long as no release holds it.
    pub fn send_back(self) -> Result<Self, Refused> {
        match self.stage {
            Stage::Sealed => Err(Refused::Sealed),
            Stage::Returned => Err(Refused::Returned),
            Stage::Entered | Stage::Confirmed => Ok(Self::kept(self.entry, Stage::Returned)),
        }
    }

    /// A release takes it in. What nobody confirmed is not sealed and counts as not provided.
    pub fn seal(self) -> Result<Self, Refused> {
        match self.stage {
            Stage::Sealed => Err(Refused::Sealed),
            Stage::Entered | Stage::Returned => Err(Refused::NotConfirmed),
            Stage::Confirmed => Ok(Self::kept(self.entry, Stage::Sealed)),
        }
    }
}

/// A change of a realisation after its seal. The sealed one stays; both are shown with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "CorrectionAsRead", into = "CorrectionAsRead")]
pub struct Correction {
    before: Realisation,
    after: Entry,
    reason: String,
}

/// A correction before it is checked, with a realisation in place of the entry: it is written like one.
#[derive(Serialize, Deserialize, JsonSchema)]
struct CorrectionAsRead {
    before: Realisation,
    after: Realisation,
    reason: String,
}

impl From<Correction> for CorrectionAsRead {
    fn from(correction: Correction) -> Self {
        Self {
            before: correction.before,
            after: correction.after.into(),
            reason: correction.reason,
        }
    }
}

impl TryFrom<CorrectionAsRead> for Correction {
    type Error = InvalidCorrection;

    fn try_from(read: CorrectionAsRead) -> Result<Self, InvalidCorrection> {
        let after = read.after.entry().ok_or(InvalidCorrection::Nothing)?;
        Self::new(read.before, after, &read.reason)
    }
}

coded! {
    /// How far a correction has come towards publication.
    CorrectionState {
        /// The unit proposed it.
        Proposed = "diusulkan",
        /// A publisher sent it back.
        SentBack = "dikembalikan",
        /// It is published beside what was sealed.
        Published = "terbit",
    }
}

/// Why a correction is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidCorrection {
    /// It would change nothing.
    #[error("the correction changes nothing")]
    Unchanged,
    /// What is sealed cannot be unsaid.
    #[error("a correction says what is right; it cannot take an entry away")]
    Nothing,
    /// The period was not over when it was sealed, so nothing stands to be corrected.
    #[error("nothing is sealed for a period that is not over")]
    NotYetDue,
    /// A correction needs a reason, for it is published with it.
    #[error("a correction needs a reason")]
    NoReason,
    /// The reason is too long; holds how many characters it has.
    #[error("the reason has {0} characters; at most {max} are possible", max = Correction::MAX_CHARACTERS)]
    ReasonTooLong(usize),
}

impl Correction {
    /// The greatest number of characters of a reason.
    pub const MAX_CHARACTERS: usize = 1000;

    /// A correction of what is sealed. What was not provided in time may be given by a correction.
    pub fn new(before: Realisation, after: Entry, reason: &str) -> Result<Self, InvalidCorrection> {
        let reason = reason.trim();
        let characters = reason.chars().count();
        if before == Realisation::NotYetDue {
            Err(InvalidCorrection::NotYetDue)
        } else if before == Realisation::from(after.clone()) {
            Err(InvalidCorrection::Unchanged)
        } else if reason.is_empty() {
            Err(InvalidCorrection::NoReason)
        } else if characters > Self::MAX_CHARACTERS {
            Err(InvalidCorrection::ReasonTooLong(characters))
        } else {
            Ok(Self {
                before,
                after,
                reason: reason.to_owned(),
            })
        }
    }

    /// What was sealed.
    pub const fn before(&self) -> &Realisation {
        &self.before
    }

    /// What is right.
    pub const fn after(&self) -> &Entry {
        &self.after
    }

    /// Why it changed, in words for the public.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

#[cfg(test)]
mod tests;
