//! How long is kept what is not part of the record for ever, and why.
//! It must not delete anything: it says on which day something has outlived its time.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use crate::coded::coded;
use crate::period::Month;

coded! {
    /// Something that is deleted after a time. UU 27/2022 asks for such times and names none, so every default is a choice
    /// of this portal that a city may change.
    Retained {
        /// Invitation codes, counted from the last day on which they could be used.
        Invitations = "undangan",
        /// Receipts, counted from the month of the rating.
        Receipts = "tanda-terima",
        /// Single sealed answers behind the published counts, counted from the month of their release.
        SealedRatings = "penilaian-tersegel",
        /// Comments that no release has taken, counted from their month. They count as withheld from then on.
        WaitingComments = "komentar-menunggu",
        /// The originals of moderated comments, counted from the decision.
        OriginalComments = "komentar-asli",
        /// Single visits of queue systems, counted from the day of the visit.
        Visits = "kunjungan",
        /// What was keyed in of paper forms that never came into the ballot box, counted from their month.
        PaperForms = "formulir-kertas",
        /// Who served at which counter on which half-day, counted from the day.
        Roster = "jadwal-jaga",
        /// Whom the numbers of duty sets stood for, and of which counter and week they were, counted from the end of the
        /// semester.
        DutySets = "tim-jaga",
        /// Officers who left, counted from their last day, unless the roster still names them; and what was kept of an
        /// officer before a change, counted from the change.
        Officers = "petugas",
        /// Name, address, roles and credentials of accounts, counted from the closing. Their numbers stay, because the audit
        /// trail names them.
        ClosedAccounts = "akun-ditutup",
        /// What was kept of units, services, counters and indicators before a change, counted from the change.
        Versions = "versi",
        /// Keys of queue systems, counted from the day on which they were ended.
        EndedKeys = "kunci-diakhiri",
    }
}

/// The shortest and the longest time that can be set, in months.
pub const LIMITS: std::ops::RangeInclusive<u32> = 1..=120;

impl Retained {
    /// The time in months unless a city sets another one.
    pub const fn default_months(self) -> u32 {
        match self {
            Self::Invitations => 3,
            // Long enough for the review and the objections of a semester.
            Self::DutySets => 6,
            Self::WaitingComments | Self::OriginalComments | Self::PaperForms | Self::EndedKeys => {
                12
            }
            Self::Receipts | Self::Visits | Self::ClosedAccounts => 24,
            // The evaluation of civil servants may be objected to for years.
            Self::SealedRatings | Self::Roster | Self::Officers => 60,
            // What the public could read of a unit or a service is history.
            Self::Versions => 120,
        }
    }
}

/// The last day whose data has outlived a time of so many months on a day.
pub fn outlived_until(today: NaiveDate, months: u32) -> NaiveDate {
    today - Months::new(months)
}

/// For how many months at most a rating that waits for others keeps what the person told of themselves.
const PROFILE_MONTHS: u32 = 12;

/// Whether a rating of a day keeps what the person told of themselves when it waits on after the seal of a month: it is
/// forgotten already if the next seal would come too late for that.
pub fn keeps_profile(rated: NaiveDate, sealed: Month) -> bool {
    rated > outlived_until(sealed.plus(1).last_day(), PROFILE_MONTHS)
}

/// How long each kind is kept, in months.
pub type Retention = BTreeMap<Retained, u32>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_by_the_calendar() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        assert_eq!(outlived_until(day("2026-11-21"), 3), day("2026-08-21"));
        assert_eq!(outlived_until(day("2026-05-31"), 3), day("2026-02-28"));
    }

    #[test]
    fn a_profile_is_forgotten_before_its_year_is_over() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let october: Month = "2026-10".parse().expect("a month");
        assert!(keeps_profile(day("2025-12-01"), october));
        assert!(!keeps_profile(day("2025-11-30"), october));
    }

    #[test]
    fn every_default_can_be_set() {
        for retained in Retained::ALL {
            assert!(LIMITS.contains(&retained.default_months()));
        }
    }
}
