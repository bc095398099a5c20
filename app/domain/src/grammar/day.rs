//! Days and moments in the one form of ISO 8601 and RFC 3339, within the years that the portal knows.
//! It must not know what day it is.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

/// The years in which a day can lie. Nothing that the portal keeps is older, and no plan reaches further; a day beyond
/// them is a slip, and arithmetic with it would leave the calendar.
pub const YEARS: RangeInclusive<i32> = 1900..=2100;

/// A day written as `2026-10-31`, nothing shorter or longer, from the years [`YEARS`].
pub fn day(text: &str) -> Option<NaiveDate> {
    let shape = |(place, byte): (usize, u8)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    let whole = text.len() == 10 && text.bytes().enumerate().all(shape);
    let day: NaiveDate = whole.then(|| text.parse().ok()).flatten()?;
    YEARS.contains(&day.year()).then_some(day)
}

/// The first day of these years.
pub fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(*YEARS.start(), 1, 1).expect("every year has a first day")
}

/// A moment with its offset from UTC as in RFC 3339, such as `2026-10-12T09:00:00+07:00`, from the years [`YEARS`].
pub fn moment(text: &str) -> Option<DateTime<FixedOffset>> {
    day(text.get(..10)?)?;
    DateTime::parse_from_rfc3339(text).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_day_has_one_spelling() {
        for right in ["1900-01-01", "2024-02-29", "2100-12-31"] {
            assert_eq!(
                day(right).map(|day| day.to_string()).as_deref(),
                Some(right)
            );
        }
        for wrong in [
            "",
            "2026-1-5",
            "2026-10-1",
            "20261031",
            "2026-13-01",
            "2026-02-29",
            "+026-10-01",
            "+262142-01-01",
            "-0001-01-01",
            "1899-12-31",
            "2101-01-01",
            "9999-12-31",
            "31/10/2026",
            "2026-10-31 ",
            "2026-01-0é",
            "２０２６-10-31",
        ] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_moment_lies_within_the_years() {
        assert!(moment("2026-10-12T09:00:00+07:00").is_some());
        assert!(moment("2026-10-12T02:00:00.5Z").is_some());
        for wrong in [
            "+262142-12-31T23:58:59Z",
            "-262143-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "1899-12-31T23:59:59Z",
            "2026-10-12",
            "2026-10-12T09:00:00",
            "2026-10-12T25:00:00Z",
            "2026-10-1é",
            "é",
            "",
        ] {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_day_of_the_years_is_read_back(days in 0..73_414_u64) {
            let first = day("1900-01-01").expect("the first day");
            let written = (first + chrono::Days::new(days)).to_string();
            prop_assert_eq!(day(&written).map(|day| day.to_string()), Some(written));
        }

        #[test]
        fn no_text_makes_it_fail(text in "[-+0-9TZ:é. ]{0,30}") {
            if let Some(day) = day(&text) {
                prop_assert_eq!(day.to_string(), text.clone());
            }
            if let Some(moment) = moment(&text) {
                prop_assert!(YEARS.contains(&moment.year()));
            }
        }
    }
}
