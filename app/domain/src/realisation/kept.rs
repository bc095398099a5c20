//! An indicator as the desk keeps it: its periods with what was promised and entered, and what operators change.
//! It must not know how it is stored.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Entry, Progress, Realisation, RealisationKey, Stage, Submission};
use crate::access::Permit;
use crate::achievement::{Percent, achievement};
use crate::indicator::{Direction, Indicator, Target};
use crate::period::Month;
use crate::reporting::ReportingPeriod;
use crate::slug::Slug;
use crate::validity::Validity;

/// An indicator with what is kept of its periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptIndicator {
    /// The indicator.
    pub indicator: Indicator,
    /// When it is reported on.
    pub validity: Validity,
    /// Grows with each change of the definition, so that two people do not overwrite each other.
    pub version: i32,
    /// What is kept of those periods that were asked for and have anything.
    pub periods: BTreeMap<ReportingPeriod, PeriodReport>,
}

impl KeptIndicator {
    /// What is kept of a period; possibly nothing.
    pub fn report(&self, period: ReportingPeriod) -> PeriodReport {
        self.periods.get(&period).cloned().unwrap_or_default()
    }

    /// Whether the indicator is reported on for a period: it is still valid when the period ends.
    pub fn covers(&self, period: ReportingPeriod) -> bool {
        self.validity.on(period.last_month().last_day())
    }

    /// The period of this indicator that a month lies in.
    pub fn period_of(&self, month: Month) -> ReportingPeriod {
        ReportingPeriod::containing(self.indicator.frequency, month)
    }
}

/// What is kept of one period of an indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeriodReport {
    /// What was promised.
    pub target: Option<Target>,
    /// What was entered.
    pub filing: Option<Filing>,
}

impl PeriodReport {
    /// How far the realisation has come.
    pub fn stage(&self) -> Option<Stage> {
        self.filing.as_ref().map(|filing| filing.submission.stage())
    }

    /// What the realisation of the period waits for, seen on a day.
    pub fn progress(&self, period: ReportingPeriod, today: NaiveDate) -> Progress {
        Progress::on(self.stage(), period, today)
    }

    /// How far the target is reached by what was entered.
    pub fn achievement(&self, direction: Direction) -> Option<Percent> {
        let entry = self.filing.as_ref()?.submission.entry().clone();
        let value = Realisation::from(entry).value()?;
        achievement(direction, self.target?, value)
    }
}

/// What was entered for a period, with who did what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// What was entered and how far it has come.
    pub submission: Submission,
    /// What the head of the unit should know.
    pub note: String,
    /// Why it was sent back; empty if it was not.
    pub returned_for: String,
    /// Who entered it, as in the audit trail.
    pub entered_by: String,
    /// Who confirmed it, as in the audit trail.
    pub confirmed_by: Option<String>,
    /// Grows with each step, so that two people do not overwrite each other.
    pub version: i32,
}

impl Filing {
    /// Whether whoever holds a permit entered it.
    pub fn is_entered_by(&self, permit: &Permit) -> bool {
        self.entered_by == permit.actor().code()
    }
}

/// One change by an operator. The versions are those that the operator saw; none means that there was nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndicatorChange {
    /// Defines an indicator or changes its definition.
    Save {
        /// The indicator as it shall be.
        indicator: Indicator,
        /// When it is reported on.
        validity: Validity,
        /// The version that is changed.
        version: Option<i32>,
    },
    /// Sets the target of a period, or takes it away.
    SetTarget {
        /// Of which indicator and period.
        key: RealisationKey,
        /// What is promised.
        target: Option<Target>,
        /// What was promised when the operator looked; the change is refused if it is something else by now.
        seen: Option<Target>,
    },
    /// Enters a realisation, or enters it anew.
    Enter {
        /// Of which indicator and period.
        key: RealisationKey,
        /// What was reached.
        entry: Entry,
        /// What the head of the unit should know; never published.
        note: String,
        /// The version that is changed.
        version: Option<i32>,
    },
}

impl IndicatorChange {
    /// The indicator that is changed.
    pub const fn indicator(&self) -> &Slug {
        match self {
            Self::Save { indicator, .. } => &indicator.slug,
            Self::SetTarget { key, .. } | Self::Enter { key, .. } => &key.indicator,
        }
    }
}
