//! Calendar periods: the month that a seal closes, and the semesters and years made of months.
//! It must not know what happened in a period.

use std::{fmt, str::FromStr};

use chrono::{Datelike, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::grammar;

/// A calendar month, written `2026-10`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: i32,
    month: u32,
}

/// A text that is not a period of the expected form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a period; write a month as 2026-10, a semester as 2026-S2, a year as 2026")]
pub struct InvalidPeriod(pub String);

impl Month {
    /// The month `month` (1 to 12) of `year`; `None` outside that range or before the year 1.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        ((1..=9999).contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// The month that a date lies in.
    pub fn of(date: NaiveDate) -> Self {
        Self {
            year: date.year(),
            month: date.month(),
        }
    }

    /// The year.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The number of the month, 1 to 12.
    pub const fn number(self) -> u32 {
        self.month
    }

    /// Months since January of the year 0, so that consecutive months have consecutive numbers.
    pub fn ordinal(self) -> i32 {
        self.year * 12 + self.month.cast_signed() - 1
    }

    /// The month `count` months later; negative counts go back.
    pub fn plus(self, count: i32) -> Self {
        let ordinal = self.ordinal() + count;
        Self {
            year: ordinal.div_euclid(12),
            month: ordinal.rem_euclid(12).cast_unsigned() + 1,
        }
    }

    /// The first day.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).expect("a month's first day exists")
    }

    /// The last day.
    pub fn last_day(self) -> NaiveDate {
        (self.first_day() + Months::new(1))
            .pred_opt()
            .expect("a month's last day exists")
    }

    /// Every month from `self` to `last`, both included.
    pub fn through(self, last: Self) -> impl DoubleEndedIterator<Item = Self> {
        (0..=last.ordinal() - self.ordinal()).map(move |count| self.plus(count))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = InvalidPeriod;

    fn from_str(text: &str) -> Result<Self, InvalidPeriod> {
        let parse = || {
            let (year, month) = text.split_once('-')?;
            grammar::day(&format!("{year}-{month}-01")).map(Self::of)
        };
        parse().ok_or_else(|| InvalidPeriod(text.to_owned()))
    }
}

impl TryFrom<String> for Month {
    type Error = InvalidPeriod;

    fn try_from(text: String) -> Result<Self, InvalidPeriod> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

/// A span of whole months for which figures are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// One month, `2026-10`.
    Month(Month),
    /// Half a year, `2026-S1` or `2026-S2`: the rhythm of the evaluation of civil servants.
    Semester {
        /// The year.
        year: i32,
        /// 1 for January to June, 2 for July to December.
        half: u32,
    },
    /// A calendar year, `2026`.
    Year(i32),
}

impl Period {
    /// The semester that a month lies in.
    pub fn semester_of(month: Month) -> Self {
        Self::Semester {
            year: month.year(),
            half: month.number().div_ceil(6),
        }
    }

    /// The year that a month lies in.
    pub fn year_of(month: Month) -> Self {
        Self::Year(month.year())
    }

    /// The first month.
    pub fn first_month(self) -> Month {
        match self {
            Self::Month(month) => month,
            Self::Semester { year, half } => Month {
                year,
                month: half * 6 - 5,
            },
            Self::Year(year) => Month { year, month: 1 },
        }
    }

    /// The last month.
    pub fn last_month(self) -> Month {
        match self {
            Self::Month(month) => month,
            Self::Semester { year, half } => Month {
                year,
                month: half * 6,
            },
            Self::Year(year) => Month { year, month: 12 },
        }
    }

    /// Whether a month belongs to the period.
    pub fn contains(self, month: Month) -> bool {
        (self.first_month()..=self.last_month()).contains(&month)
    }

    /// The months, first to last.
    pub fn months(self) -> impl DoubleEndedIterator<Item = Month> {
        self.first_month().through(self.last_month())
    }

    /// The period of the same kind just before.
    pub fn previous(self) -> Self {
        let before = self.first_month().plus(-1);
        match self {
            Self::Month(_) => Self::Month(before),
            Self::Semester { .. } => Self::semester_of(before),
            Self::Year(_) => Self::year_of(before),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(month) => month.fmt(f),
            Self::Semester { year, half } => write!(f, "{year:04}-S{half}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

impl FromStr for Period {
    type Err = InvalidPeriod;

    fn from_str(text: &str) -> Result<Self, InvalidPeriod> {
        let invalid = || InvalidPeriod(text.to_owned());
        if let Some((year, half)) = text.split_once("-S") {
            let half = match half {
                "1" => 1,
                "2" => 2,
                _ => return Err(invalid()),
            };
            return Ok(Self::Semester {
                year: parse_year(year).ok_or_else(invalid)?,
                half,
            });
        }
        match parse_year(text) {
            Some(year) => Ok(Self::Year(year)),
            None => text.parse().map(Self::Month),
        }
    }
}

fn parse_year(text: &str) -> Option<i32> {
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits
        .then(|| text.parse().ok())
        .flatten()
        .filter(|year| grammar::YEARS.contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().expect("a month")
    }

    #[test]
    fn months_are_read_and_written() {
        assert_eq!(month("2026-10").to_string(), "2026-10");
        for wrong in [
            "2026-13", "2026-00", "2026-1", "26-10", "2026/10", "", "2026-S1", "0000-01",
            "2026-+1", "+026-10",
        ] {
            assert!(wrong.parse::<Month>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn periods_are_read_and_written() {
        for text in ["2026-10", "2026-S1", "2026-S2", "2026"] {
            assert_eq!(text.parse::<Period>().expect("a period").to_string(), text);
        }
        for wrong in ["2026-S3", "2026-S", "S1", "20261", "+026", "", "2026-S12"] {
            assert!(wrong.parse::<Period>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn months_count_across_years() {
        assert_eq!(month("2026-12").plus(1), month("2027-01"));
        assert_eq!(month("2026-01").plus(-1), month("2025-12"));
        assert_eq!(month("2025-11").through(month("2026-02")).count(), 4);
        assert_eq!(month("2024-02").last_day().day(), 29);
    }

    #[test]
    fn a_semester_has_six_months_and_a_year_twelve() {
        let semester = Period::semester_of(month("2026-10"));
        assert_eq!(semester.to_string(), "2026-S2");
        assert_eq!(semester.months().count(), 6);
        assert_eq!(semester.previous().to_string(), "2026-S1");
        assert_eq!(semester.previous().previous().to_string(), "2025-S2");
        assert_eq!(Period::Year(2026).months().count(), 12);
        assert!(Period::semester_of(month("2026-06")).contains(month("2026-01")));
        assert!(!semester.contains(month("2026-06")));
    }
}
