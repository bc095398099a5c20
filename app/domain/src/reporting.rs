//! How often an indicator is reported, and the spans of months that this makes.
//! It must not know any indicator, nor the periods for which ratings are read.

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::period::{InvalidPeriod, Month, Period};

coded! {
    /// How often an indicator is reported.
    Frequency {
        /// Every month.
        Month = "bulan",
        /// Every three months (*triwulan*).
        Quarter = "triwulan",
        /// Every half-year.
        Semester = "semester",
        /// Every year.
        Year = "tahun",
    }
}

impl Frequency {
    /// How many months one period has.
    pub const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Semester => 6,
            Self::Year => 12,
        }
    }
}

/// One month, quarter, semester or year of the calendar, written `2026-10`, `2026-Q4`, `2026-S2` or `2026`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
pub struct ReportingPeriod {
    first: Month,
    frequency: Frequency,
}

impl ReportingPeriod {
    /// The period that a month lies in.
    pub fn containing(frequency: Frequency, month: Month) -> Self {
        let into = (month.number() - 1) % frequency.months();
        Self {
            first: month.plus(-into.cast_signed()),
            frequency,
        }
    }

    /// Whether it is a month, quarter, semester or year.
    pub const fn frequency(self) -> Frequency {
        self.frequency
    }

    /// The first month.
    pub const fn first_month(self) -> Month {
        self.first
    }

    /// The last month. With its release the realisation is sealed.
    pub fn last_month(self) -> Month {
        self.first.plus(self.frequency.months().cast_signed() - 1)
    }

    /// Whether nothing of the period is left on a day: only then is its realisation due.
    pub fn is_over(self, today: NaiveDate) -> bool {
        self.last_month().last_day() < today
    }

    /// Which of the year's periods it is, from 1.
    pub fn number(self) -> u32 {
        self.last_month().number() / self.frequency.months()
    }
}

impl From<Period> for ReportingPeriod {
    fn from(period: Period) -> Self {
        let frequency = match period {
            Period::Month(_) => Frequency::Month,
            Period::Semester { .. } => Frequency::Semester,
            Period::Year(_) => Frequency::Year,
        };
        Self::containing(frequency, period.first_month())
    }
}

impl TryFrom<String> for ReportingPeriod {
    type Error = InvalidReportingPeriod;

    fn try_from(text: String) -> Result<Self, InvalidReportingPeriod> {
        text.parse()
    }
}

impl From<ReportingPeriod> for String {
    fn from(period: ReportingPeriod) -> Self {
        period.to_string()
    }
}

impl fmt::Display for ReportingPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.first.year();
        match self.frequency {
            Frequency::Month => self.first.fmt(f),
            Frequency::Quarter => write!(f, "{year:04}-Q{}", self.number()),
            Frequency::Semester => write!(f, "{year:04}-S{}", self.number()),
            Frequency::Year => write!(f, "{year:04}"),
        }
    }
}

/// A text that is no reporting period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a period; write a month as 2026-10, a quarter as 2026-Q4, a semester as 2026-S2, a year as 2026"
)]
pub struct InvalidReportingPeriod(pub String);

impl FromStr for ReportingPeriod {
    type Err = InvalidReportingPeriod;

    fn from_str(text: &str) -> Result<Self, InvalidReportingPeriod> {
        let invalid = |_: InvalidPeriod| InvalidReportingPeriod(text.to_owned());
        let Some((year, quarter)) = text.split_once("-Q") else {
            return text.parse::<Period>().map(Self::from).map_err(invalid);
        };
        let last_month = match quarter {
            "1" => "03",
            "2" => "06",
            "3" => "09",
            "4" => "12",
            _ => return Err(InvalidReportingPeriod(text.to_owned())),
        };
        let month = format!("{year}-{last_month}").parse().map_err(invalid)?;
        Ok(Self::containing(Frequency::Quarter, month))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(crate) fn reporting(text: &str) -> ReportingPeriod {
        text.parse().expect("a reporting period")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn periods_have_their_months() {
        let cases = [
            ("2026-10", "2026-10", "2026-10"),
            ("2026-Q1", "2026-01", "2026-03"),
            ("2026-Q4", "2026-10", "2026-12"),
            ("2026-S2", "2026-07", "2026-12"),
            ("2026", "2026-01", "2026-12"),
        ];
        for (text, first, last) in cases {
            let period = reporting(text);
            assert_eq!(period.first_month().to_string(), first, "{text}");
            assert_eq!(period.last_month().to_string(), last, "{text}");
        }
    }

    #[test]
    fn a_period_is_over_on_the_day_after_its_last() {
        let quarter = reporting("2026-Q1");
        assert!(!quarter.is_over(day("2026-03-31")));
        assert!(quarter.is_over(day("2026-04-01")));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "", "2026-Q0", "2026-Q5", "26-Q1", "2026-Q", "2026-S3", "2026-13", "-Q1",
        ] {
            assert_eq!(
                text.parse::<ReportingPeriod>(),
                Err(InvalidReportingPeriod(text.to_owned()))
            );
        }
    }

    proptest! {
        #[test]
        fn a_period_contains_its_month_and_is_read_back(
            year in crate::grammar::YEARS, month in 1..=12_u32, frequency in prop::sample::select(Frequency::ALL)
        ) {
            let month = Month::new(year, month).expect("a month");
            let period = ReportingPeriod::containing(frequency, month);
            prop_assert!((period.first_month()..=period.last_month()).contains(&month));
            prop_assert_eq!(period.first_month().through(period.last_month()).count(), frequency.months() as usize);
            prop_assert_eq!(period.first_month().year(), period.last_month().year());
            prop_assert_eq!(reporting(&period.to_string()), period);
        }
    }
}
