//! How a commitment fares: its dates and what was reported of it, from which its state follows and from nothing else.
//! It must not know what was promised, nor a clock: whoever asks says which day it is.

use chrono::NaiveDate;

use super::Step;
use crate::coded::coded;
use crate::grammar::EvidenceLink;

coded! {
    /// How a commitment stands on a day. It follows from dates and evidence; nobody sets it.
    State {
        /// Its date passed, and nothing was reported.
        Overdue = "lewat-tenggat",
        /// It is still time.
        Running = "berjalan",
        /// It was reported done, later than promised.
        KeptLate = "selesai-terlambat",
        /// It was reported done by its date.
        KeptOnTime = "selesai-tepat-waktu",
    }
}

impl State {
    /// Whether it was reported done.
    pub const fn is_kept(self) -> bool {
        matches!(self, Self::KeptOnTime | Self::KeptLate)
    }
}

/// What proves that a commitment was kept (*bukti dukung*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What was done, in the unit's own words.
    pub text: String,
    /// The address of a document.
    pub link: Option<EvidenceLink>,
}

/// Why a step is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The new date is the old one, or lies before the day on which it is set.
    #[error("the new date must be another one and not lie in the past")]
    NotLater,
    /// A date that has passed stays: a later one would hide that it was missed.
    #[error("the date has passed and cannot be moved any more")]
    Passed,
    /// It was reported done already.
    #[error("it was reported done already")]
    Reported,
    /// It was not reported done.
    #[error("it was not reported done")]
    NotReported,
}

/// The report that a commitment was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report<'a> {
    /// The day on which it was made.
    pub on: NaiveDate,
    /// What proves it.
    pub evidence: &'a Evidence,
}

/// A step with the day on which it was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The day.
    pub on: NaiveDate,
    /// The step.
    pub step: Step,
}

/// What became of a commitment. There is no other way to make one than step by step, so whatever is kept followed the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    made_on: NaiveDate,
    first_due: NaiveDate,
    steps: Vec<Taken>,
}

impl Course {
    /// A commitment made on a day, to be kept by another, on which it may still be made.
    ///
    /// # Errors
    /// If it would be overdue at once.
    pub fn new(made_on: NaiveDate, due: NaiveDate) -> Result<Self, Refused> {
        if due < made_on {
            return Err(Refused::NotLater);
        }
        Ok(Self {
            made_on,
            first_due: due,
            steps: Vec::new(),
        })
    }

    /// Takes a step on a day.
    ///
    /// # Errors
    /// If the rules refuse it; nothing changed then.
    pub fn take(&mut self, on: NaiveDate, step: Step) -> Result<(), Refused> {
        match (&step, self.report()) {
            (Step::Deferred { .. } | Step::Reported(_), Some(_)) => return Err(Refused::Reported),
            (Step::Reopened { .. }, None) => return Err(Refused::NotReported),
            (Step::Deferred { .. }, None) if self.due() < on => return Err(Refused::Passed),
            (Step::Deferred { due, .. }, None) if *due < on || *due == self.due() => {
                return Err(Refused::NotLater);
            }
            _ => self.steps.push(Taken { on, step }),
        }
        Ok(())
    }

    /// The steps, oldest first.
    pub fn steps(&self) -> &[Taken] {
        &self.steps
    }

    /// When it was promised.
    pub const fn made_on(&self) -> NaiveDate {
        self.made_on
    }

    /// The day by which it was to be done at first.
    pub const fn first_due(&self) -> NaiveDate {
        self.first_due
    }

    /// The day by which it is to be done: the last that was set.
    pub fn due(&self) -> NaiveDate {
        let moved = self.steps.iter().rev().find_map(|taken| match taken.step {
            Step::Deferred { due, .. } => Some(due),
            _ => None,
        });
        moved.unwrap_or(self.first_due)
    }

    /// The report that it is done, with its day, unless it was taken back since.
    pub fn report(&self) -> Option<Report<'_>> {
        let last = self.steps.iter().rev().find_map(|taken| match &taken.step {
            Step::Reported(evidence) => Some(Some(Report {
                on: taken.on,
                evidence,
            })),
            Step::Reopened { .. } => Some(None),
            Step::Deferred { .. } => None,
        });
        last.flatten()
    }

    /// How it stands on a day.
    pub fn state(&self, today: NaiveDate) -> State {
        match self.report() {
            Some(report) if report.on <= self.due() => State::KeptOnTime,
            Some(_) => State::KeptLate,
            None if today <= self.due() => State::Running,
            None => State::Overdue,
        }
    }
}
