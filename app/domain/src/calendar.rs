//! The working-day calendar: on which days offices work, and what a term of so many working days means.
//! It must not know what is measured or promised.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::noun::{Expected, Fault, Field, Fields, Kind, Known, Noun};

/// The days on which offices do not work: every Saturday and Sunday, and the national holidays and days of collective
/// leave (*cuti bersama*) that the ministers decree each year and the administrator enters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    holidays: BTreeMap<NaiveDate, String>,
}

impl FromIterator<(NaiveDate, String)> for Calendar {
    /// A calendar of holidays and their names. Of two names for one day the later stays.
    fn from_iter<I: IntoIterator<Item = (NaiveDate, String)>>(holidays: I) -> Self {
        Self {
            holidays: holidays.into_iter().collect(),
        }
    }
}

/// What is kept of a holiday.
pub const HOLIDAY: Noun = Noun::new(
    "hari-libur",
    &[
        Field::required("tanggal", Kind::Day),
        Field::required("nama", Kind::Line(100)),
    ],
);

/// A day on which offices do not work, with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The day, within the years for which holidays can be entered.
    pub day: NaiveDate,
    /// The name.
    pub name: String,
}

impl Holiday {
    /// The holiday as text.
    pub fn fields(&self) -> Fields {
        Fields::empty(HOLIDAY)
            .with("tanggal", self.day.to_string())
            .with("nama", &self.name)
    }

    /// The holiday that the fields describe.
    ///
    /// # Errors
    /// Everything that is wrong with the fields, at most one fault each.
    pub fn read(fields: &Fields) -> Result<Self, Vec<Fault>> {
        let mut faults = fields.faults(Known::units(&|_| false));
        let day = fields.day("tanggal");
        if day.is_some_and(|day| !is_within_reach(day)) {
            let fault = Fault {
                field: "tanggal",
                expected: Expected::HolidayDay,
                or_empty: false,
            };
            faults.insert(0, fault);
        }
        let holiday = || {
            Some(Self {
                day: day?,
                name: fields.filled("nama")?,
            })
        };
        Fields::whole(holiday(), faults)
    }
}

/// What becomes of a day that gets a holiday, or another name for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolidayChange {
    /// What the holiday was called; none of an ordinary day.
    pub before: Option<String>,
    /// The holiday.
    pub after: Holiday,
}

/// Whether a day lies in the years for which holidays can be entered: 2000 to 2099.
pub fn is_within_reach(day: NaiveDate) -> bool {
    (2000..2100).contains(&day.year())
}

impl Calendar {
    /// The entered holidays with their names, by day.
    pub fn holidays(&self) -> impl Iterator<Item = (NaiveDate, &str)> {
        self.holidays
            .iter()
            .map(|(day, name)| (*day, name.as_str()))
    }

    /// The name of the holiday entered for a day.
    pub fn holiday(&self, day: NaiveDate) -> Option<&str> {
        self.holidays.get(&day).map(String::as_str)
    }

    /// What would change with some holidays, in their order. Those that stand in the calendar already change nothing.
    pub fn changes(&self, holidays: Vec<Holiday>) -> Vec<HolidayChange> {
        let changes = holidays.into_iter().map(|after| HolidayChange {
            before: self.holiday(after.day).map(str::to_owned),
            after,
        });
        changes
            .filter(|change| change.before.as_ref() != Some(&change.after.name))
            .collect()
    }

    /// Whether offices work on a day.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !self.holidays.contains_key(&day)
    }

    /// The last day of a term of `count` working days. The day `from` itself does not count, whether offices work on it
    /// or not; a term of no days ends on `from`.
    ///
    /// # Panics
    /// Where the term ends beyond the year 262142, the last that a date can have.
    pub fn plus_working_days(&self, from: NaiveDate, count: u16) -> NaiveDate {
        let working = |day: &NaiveDate| self.is_working_day(*day);
        match count.checked_sub(1) {
            None => from,
            Some(before_last) => from
                .iter_days()
                .skip(1)
                .filter(working)
                .nth(usize::from(before_last))
                .expect("terms end long before dates do"),
        }
    }

    /// How many working days there are after `from` up to and including `until`; 0 where `until` is not later.
    pub fn working_days_between(&self, from: NaiveDate, until: NaiveDate) -> u32 {
        let days = from
            .iter_days()
            .skip(1)
            .take_while(|day| *day <= until)
            .filter(|day| self.is_working_day(*day));
        u32::try_from(days.count()).expect("all dates together are fewer than 2³² days")
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn calendar(holidays: &[&str]) -> Calendar {
        holidays
            .iter()
            .map(|text| (day(text), "Libur".to_owned()))
            .collect()
    }

    /// Any day of a span of years, and any few holidays in it.
    pub(crate) fn any_day() -> impl Strategy<Value = NaiveDate> {
        (0..3000_u64).prop_map(|days| day("2024-01-01") + chrono::Days::new(days))
    }

    pub(crate) fn any_calendar() -> impl Strategy<Value = Calendar> {
        prop::collection::vec(any_day(), 0..200)
            .prop_map(|days| days.into_iter().map(|day| (day, String::new())).collect())
    }

    #[test]
    fn a_holiday_has_a_name_of_one_line() {
        let read = |day: &str, name: &str| {
            let fields = Fields::empty(HOLIDAY);
            let read = Holiday::read(&fields.with("tanggal", day).with("nama", name));
            read.map(|holiday| holiday.name).map_err(|faults| {
                faults
                    .into_iter()
                    .map(|fault| fault.field)
                    .collect::<Vec<_>>()
            })
        };
        let name = " Hari \n Buruh ";
        assert_eq!(read("2000-01-01", name), Ok("Hari Buruh".to_owned()));
        for wrong in [" ", "a\u{7}b", &"x".repeat(101)] {
            assert_eq!(read("2099-12-31", wrong), Err(vec!["nama"]));
        }
        for wrong in ["1999-12-31", "2100-01-01", "2026-1-1", ""] {
            assert_eq!(read(wrong, ""), Err(vec!["tanggal", "nama"]));
        }
    }

    #[test]
    fn a_term_counts_from_the_day_after() {
        let terms = [
            (3, "2025-09-17"),
            (5, "2025-09-19"),
            (10, "2025-09-26"),
            (14, "2025-10-02"),
            (60, "2025-12-05"),
        ];
        for (count, end) in terms {
            assert_eq!(
                Calendar::default().plus_working_days(day("2025-09-12"), count),
                day(end),
                "{count} working days"
            );
        }
    }

    #[test]
    fn a_holiday_lengthens_a_term() {
        let calendar = calendar(&["2025-09-15"]);
        let end = calendar.plus_working_days(day("2025-09-12"), 3);
        assert_eq!(end, day("2025-09-18"));
        assert_eq!(calendar.holiday(day("2025-09-15")), Some("Libur"));
        assert_eq!(calendar.holiday(day("2025-09-16")), None);
    }

    #[test]
    fn a_holiday_on_a_sunday_takes_no_working_day() {
        let with = calendar(&["2025-09-14"]);
        let end = with.plus_working_days(day("2025-09-12"), 3);
        assert_eq!(end, day("2025-09-17"));
    }

    #[test]
    fn a_term_may_start_on_a_day_off() {
        let start = day("2025-09-13");
        let calendar = Calendar::default();
        assert_eq!(calendar.plus_working_days(start, 0), start);
        assert_eq!(calendar.plus_working_days(start, 1), day("2025-09-15"));
        assert_eq!(calendar.working_days_between(start, day("2025-09-14")), 0);
        assert_eq!(calendar.working_days_between(start, day("2025-09-12")), 0);
    }

    proptest! {
        #[test]
        fn a_term_ends_on_a_working_day_and_has_its_length(
            calendar in any_calendar(), from in any_day(), count in 1..100_u16
        ) {
            let end = calendar.plus_working_days(from, count);
            prop_assert!(calendar.is_working_day(end));
            prop_assert_eq!(calendar.working_days_between(from, end), u32::from(count));
        }

        #[test]
        fn terms_add_up(calendar in any_calendar(), from in any_day(), a in 0..60_u16, b in 0..60_u16) {
            let at_once = calendar.plus_working_days(from, a + b);
            prop_assert_eq!(calendar.plus_working_days(calendar.plus_working_days(from, a), b), at_once);
        }

        #[test]
        fn spans_add_up(calendar in any_calendar(), days in [any_day(), any_day(), any_day()]) {
            let mut days = days;
            days.sort_unstable();
            let [a, b, c] = days;
            let parts = calendar.working_days_between(a, b) + calendar.working_days_between(b, c);
            prop_assert_eq!(calendar.working_days_between(a, c), parts);
        }
    }
}
