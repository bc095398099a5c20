//! A week from Monday to Sunday, numbered as in ISO 8601.
//! It must not know on which of its days anybody works.

use std::{fmt, str::FromStr};

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// A week, known by its Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Week(NaiveDate);

/// A text that is not a week between 2000 and 2099.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a week looks like 2026-W47")]
pub struct InvalidWeek;

impl Week {
    /// The week in which a day lies.
    pub fn of(day: NaiveDate) -> Self {
        Self(day - Days::new(day.weekday().num_days_from_monday().into()))
    }

    /// The Monday.
    pub const fn first_day(self) -> NaiveDate {
        self.0
    }

    /// The Sunday.
    pub fn last_day(self) -> NaiveDate {
        self.0 + Days::new(6)
    }

    /// The seven days in their order.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.0.iter_days().take(7)
    }

    /// Whether a day lies in the week.
    pub fn contains(self, day: NaiveDate) -> bool {
        Self::of(day) == self
    }

    /// The week after.
    pub fn next(self) -> Self {
        Self(self.0 + Days::new(7))
    }

    /// The week before.
    pub fn previous(self) -> Self {
        Self(self.0 - Days::new(7))
    }
}

impl FromStr for Week {
    type Err = InvalidWeek;

    fn from_str(text: &str) -> Result<Self, InvalidWeek> {
        let (year, number) = text.split_once("-W").ok_or(InvalidWeek)?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || number.len() != 2 || !digits(year) || !digits(number) {
            return Err(InvalidWeek);
        }
        let year: i32 = year.parse().map_err(|_| InvalidWeek)?;
        let number = number.parse().map_err(|_| InvalidWeek)?;
        let monday = NaiveDate::from_isoywd_opt(year, number, Weekday::Mon);
        let monday = monday.filter(|_| (2000..2100).contains(&year));
        monday.map(Self).ok_or(InvalidWeek)
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let week = self.0.iso_week();
        write!(f, "{:04}-W{:02}", week.year(), week.week())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_week_goes_from_monday_to_sunday() {
        let week: Week = "2026-W47".parse().expect("a week");
        assert_eq!(week.first_day(), day("2026-11-16"));
        assert_eq!(week.last_day(), day("2026-11-22"));
        assert_eq!(week.days().count(), 7);
        assert!(week.contains(day("2026-11-22")) && !week.contains(day("2026-11-23")));
        assert_eq!(week.next().previous(), week);
        assert_eq!(week.next().to_string(), "2026-W48");
    }

    #[test]
    fn the_year_of_a_week_is_that_of_its_thursday() {
        assert_eq!(Week::of(day("2027-01-03")).to_string(), "2026-W53");
        assert_eq!(Week::of(day("2025-12-29")).to_string(), "2026-W01");
    }

    #[test]
    fn other_texts_are_no_weeks() {
        for text in [
            "", "2026", "2026-47", "2026-W54", "2026-W00", "2026-W7", "1999-W01", "2026-W+7",
        ] {
            assert_eq!(text.parse::<Week>(), Err(InvalidWeek), "{text}");
        }
    }
}
