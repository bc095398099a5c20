//! The time: whole seconds in UTC, and the local day in Asia/Jakarta, which has no summer time.
//! It must not know what a day is used for.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use domain::moment::Moment;

/// Asia/Jakarta is seven hours ahead of UTC all year.
const JAKARTA: i32 = 7 * 3600;

/// Tells the time; a demonstration may pretend another day.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    pretended: Option<NaiveDate>,
}

impl Clock {
    /// A clock that always shows one day, for demonstrations and tests.
    pub const fn fixed(day: NaiveDate) -> Self {
        Self {
            pretended: Some(day),
        }
    }

    /// The local day.
    pub fn today(self) -> NaiveDate {
        self.pretended.unwrap_or_else(|| local_day(Utc::now()))
    }

    /// The local time, to the second. A pretended day has passed but for its last second, whatever the time is.
    pub fn local_now(self) -> NaiveDateTime {
        let now = local(Utc::now().fixed_offset());
        self.pretended.map_or(now, |day| {
            day.and_hms_opt(23, 59, 59).expect("a second of the day")
        })
    }

    /// Seconds since 1970 in UTC.
    pub fn now(self) -> i64 {
        Utc::now().timestamp()
    }

    /// The local day of a moment, given in seconds since 1970 (UTC). Where another day is pretended, what happened stays as many
    /// days ago as it is.
    pub fn day_of(self, seconds: i64) -> NaiveDate {
        self.day_seen_at(seconds, Utc::now())
    }

    fn day_seen_at(self, seconds: i64, now: DateTime<Utc>) -> NaiveDate {
        let day = local_day(DateTime::from_timestamp(seconds, 0).unwrap_or(now));
        match self.pretended {
            Some(pretended) => pretended - (local_day(now) - day),
            None => day,
        }
    }

    /// The time and the local day.
    pub fn moment(self) -> Moment {
        Moment {
            now: self.now(),
            today: self.today(),
        }
    }
}

fn local_day(moment: DateTime<Utc>) -> NaiveDate {
    local(moment.fixed_offset()).date()
}

/// A moment as clocks in Asia/Jakarta show it.
pub fn local(moment: DateTime<FixedOffset>) -> NaiveDateTime {
    let zone = FixedOffset::east_opt(JAKARTA).expect("seven hours are a valid offset");
    moment.with_timezone(&zone).naive_local()
}

/// When a local day begins, in seconds since 1970 (UTC).
pub fn beginning_of(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp() - i64::from(JAKARTA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pretended_day_keeps_what_happened_as_far_away() {
        let now: DateTime<Utc> = "2026-11-30T03:00:00Z".parse().expect("a moment");
        let then: DateTime<Utc> = "2026-11-04T18:00:00Z".parse().expect("a moment");
        let seen = |clock: Clock| clock.day_seen_at(then.timestamp(), now).to_string();
        assert_eq!(seen(Clock::default()), "2026-11-05");
        let pretended = "2026-10-12".parse().map(Clock::fixed);
        assert_eq!(seen(pretended.expect("a day")), "2026-09-17");
    }

    #[test]
    fn the_day_begins_at_midnight_in_jakarta() {
        let day = |text: &str| local_day(text.parse().expect("a moment")).to_string();
        assert_eq!(day("2026-10-31T16:59:59Z"), "2026-10-31");
        assert_eq!(day("2026-10-31T17:00:00Z"), "2026-11-01");
        let first = "2026-11-01".parse().map(beginning_of);
        let midnight: DateTime<Utc> = "2026-10-31T17:00:00Z".parse().expect("a moment");
        assert_eq!(first, Ok(midnight.timestamp()));
    }
}
