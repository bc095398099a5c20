//! A moment as the portal tells it: the time in UTC and the local day.
//! It must not know a clock.

use chrono::{NaiveDate, TimeDelta};

/// How far ahead of the last moment at which the clock was known to be right it may be and still be believed, in seconds:
/// longer than any portal rests, shorter than anything is kept.
pub const CLOCK_TOLERANCE: i64 = 35 * 24 * 3600;

/// Whether what cannot be undone may go by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockStanding {
    /// It is near enough to what is known to have happened.
    Right,
    /// It is far ahead of it; holds the last moment at which it was known to be right.
    Ahead(i64),
    /// The database came from a backup, and no administrator has looked at it since.
    Restored,
}

impl ClockStanding {
    /// The standing of a clock that shows `now` and was right at the moment `known`.
    pub const fn of(known: i64, now: i64) -> Self {
        if now > known.saturating_add(CLOCK_TOLERANCE) {
            Self::Ahead(known)
        } else {
            Self::Right
        }
    }
}

/// When something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The time, in seconds since 1970 (UTC).
    pub now: i64,
    /// The local day, which a demonstration may pretend.
    pub today: NaiveDate,
}

impl Moment {
    /// The same time of an earlier day; the moment itself if the day is not earlier.
    #[must_use]
    pub fn on_earlier_day(self, day: NaiveDate) -> Self {
        let passed = self.today - day;
        if passed <= TimeDelta::zero() {
            return self;
        }
        Self {
            now: self.now - passed.num_seconds(),
            today: day,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_day_is_as_much_earlier_by_the_clock() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let moment = Moment {
            now: 1_800_000_000,
            today: day("2026-11-05"),
        };
        let earlier = Moment {
            now: 1_800_000_000 - 36 * 24 * 3600,
            today: day("2026-09-30"),
        };
        assert_eq!(moment.on_earlier_day(day("2026-09-30")), earlier);
        assert_eq!(moment.on_earlier_day(day("2026-11-06")), moment);
    }

    #[test]
    fn a_clock_is_believed_for_a_month_beyond_what_is_known() {
        let known = 1_800_000_000;
        for (later, standing) in [
            (-1_000_000_000, ClockStanding::Right),
            (0, ClockStanding::Right),
            (CLOCK_TOLERANCE, ClockStanding::Right),
            (CLOCK_TOLERANCE + 1, ClockStanding::Ahead(known)),
        ] {
            assert_eq!(ClockStanding::of(known, known + later), standing);
        }
        assert_eq!(ClockStanding::of(i64::MAX, i64::MAX), ClockStanding::Right);
    }
}
