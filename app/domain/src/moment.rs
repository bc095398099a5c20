//! A moment as the portal tells it: the time in UTC and the local day.
//! It must not know a clock.

use chrono::NaiveDate;

/// When something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The time, in seconds since 1970 (UTC).
    pub now: i64,
    /// The local day, which a demonstration may pretend.
    pub today: NaiveDate,
}
