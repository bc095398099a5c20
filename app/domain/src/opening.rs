//! When a unit is open: days of the week with their hours, and other hours for some weeks, as in Ramadan.
//! It must not know what is measured, nor which unit it is.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use crate::calendar::Calendar;
use crate::grammar;

/// The names of the days in files and forms, as [`Weekday`] counts them.
const WEEKDAYS: [&str; 7] = [
    "senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu",
];

/// The word for the national holidays and days of collective leave.
const HOLIDAYS: &str = "libur";

/// From when to when an office is open on a day, without a break at noon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfficeHours {
    opens: NaiveTime,
    closes: NaiveTime,
}

impl OfficeHours {
    /// Opening and closing time; `None` unless it opens before it closes on the same day.
    pub fn new(opens: NaiveTime, closes: NaiveTime) -> Option<Self> {
        (opens < closes).then_some(Self { opens, closes })
    }

    /// When it opens.
    pub const fn opens(self) -> NaiveTime {
        self.opens
    }

    /// When it closes.
    pub const fn closes(self) -> NaiveTime {
        self.closes
    }
}

impl Default for OfficeHours {
    /// 08:00 to 16:00.
    fn default() -> Self {
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("a full hour of the day");
        Self {
            opens: at(8),
            closes: at(16),
        }
    }
}

/// The days and hours on which a unit is open. Of several that speak of a day, one with dates goes before one without, and a
/// later one before an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    rules: Vec<Rule>,
}

/// Hours on some days of the week, perhaps of some weeks only.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    /// The first and the last day; `None` for always.
    dates: Option<(NaiveDate, NaiveDate)>,
    weekdays: [bool; 7],
    holidays: bool,
    /// `None` where the unit is closed then.
    hours: Option<OfficeHours>,
}

impl Default for Opening {
    /// Monday to Friday from 08:00 to 16:00, but for holidays.
    fn default() -> Self {
        let mut weekdays = [true; 7];
        weekdays[5..].fill(false);
        Self {
            rules: vec![Rule {
                dates: None,
                weekdays,
                holidays: false,
                hours: Some(OfficeHours::default()),
            }],
        }
    }
}

impl Opening {
    /// What a text says, such as `senin-jumat 08:00-16:00; sabtu,minggu,libur 08:00-12:00; 2026-02-18..2026-03-19 senin-jumat
    /// 08:00-15:00; 2026-12-24..2026-12-26 senin-minggu tutup`; `None` if it cannot be read.
    pub fn read(text: &str) -> Option<Self> {
        let rules = text.split(';').map(str::trim);
        let rules = rules.filter(|rule| !rule.is_empty()).map(Rule::read);
        let rules: Vec<Rule> = rules.collect::<Option<_>>()?;
        (!rules.is_empty()).then_some(Self { rules })
    }

    /// The hours of a day; `None` where the unit is closed.
    pub fn on(&self, day: NaiveDate, calendar: &Calendar) -> Option<OfficeHours> {
        let is_holiday = calendar.holiday(day).is_some();
        let speaking = |rule: &&Rule| rule.speaks_of(day, is_holiday);
        let rules = self.rules.iter().rev();
        let dated = rules
            .clone()
            .filter(|rule| rule.dates.is_some())
            .find(speaking);
        let always = || rules.filter(|rule| rule.dates.is_none()).find(speaking);
        dated.or_else(always)?.hours
    }
}

impl Rule {
    fn read(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (dates, days, hours) = match *words.as_slice() {
            [dates, days, hours] => (Some(read_dates(dates)?), days, hours),
            [days, hours] => (None, days, hours),
            _ => return None,
        };
        let mut rule = Self {
            dates,
            weekdays: [false; 7],
            holidays: false,
            hours: read_hours(hours)?,
        };
        for part in days.split(',') {
            if part.eq_ignore_ascii_case(HOLIDAYS) {
                rule.holidays = true;
                continue;
            }
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (first, last) = (weekday(first)?, weekday(last)?);
            if last < first {
                return None;
            }
            rule.weekdays[first..=last].fill(true);
        }
        Some(rule)
    }

    /// Whether it says anything of a day. Of a holiday only those do that name them.
    fn speaks_of(&self, day: NaiveDate, is_holiday: bool) -> bool {
        let within = self
            .dates
            .is_none_or(|(first, last)| first <= day && day <= last);
        let of_week = self.weekdays[day.weekday().days_since(Weekday::Mon) as usize];
        within && if is_holiday { self.holidays } else { of_week }
    }
}

fn weekday(name: &str) -> Option<usize> {
    WEEKDAYS
        .iter()
        .position(|day| day.eq_ignore_ascii_case(name))
}

fn read_dates(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (first, last) = text.split_once("..")?;
    let (first, last) = (grammar::day(first)?, grammar::day(last)?);
    (first <= last).then_some((first, last))
}

/// Hours, or that a unit is closed.
#[expect(
    clippy::option_option,
    reason = "whether it can be read, and whether it is open"
)]
fn read_hours(text: &str) -> Option<Option<OfficeHours>> {
    if text.eq_ignore_ascii_case("tutup") {
        return Some(None);
    }
    let (opens, closes) = text.split_once('-')?;
    let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").ok();
    let midnight = NaiveTime::from_hms_opt(23, 59, 59)?;
    let closes = if closes == "24:00" {
        midnight
    } else {
        time(closes)?
    };
    OfficeHours::new(time(opens)?, closes).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(text: &str, day: &str) -> Option<String> {
        let opening = Opening::read(text).expect("can be read");
        let holiday = [(
            "2026-03-20".parse().expect("a date"),
            "Idul Fitri".to_owned(),
        )];
        let day = day.parse().expect("a date");
        let hours = opening.on(day, &Calendar::from_iter(holiday))?;
        let (opens, closes) = (
            hours.opens().format("%H:%M"),
            hours.closes().format("%H:%M"),
        );
        Some(format!("{opens}-{closes}"))
    }

    #[test]
    fn a_unit_is_open_on_its_days_and_other_weeks_have_other_hours() {
        let text = "senin-kamis 08:00-16:00; Jumat 08:00-16:30;sabtu,minggu 09:00-12:00; \
                    2026-02-18..2026-03-19 senin-jumat 08:00-15:00; 2026-12-24..2026-12-24 kamis tutup";
        for (day, expected) in [
            ("2026-02-17", Some("08:00-16:00")),
            ("2026-02-18", Some("08:00-15:00")),
            ("2026-02-21", Some("09:00-12:00")),
            ("2026-03-19", Some("08:00-15:00")),
            ("2026-03-20", None),
            ("2026-03-27", Some("08:00-16:30")),
            ("2026-12-24", None),
        ] {
            assert_eq!(hours(text, day).as_deref(), expected, "{day}");
        }
        let hospital = "senin-minggu,libur 00:00-24:00";
        assert_eq!(
            hours(hospital, "2026-03-20").as_deref(),
            Some("00:00-23:59")
        );
        assert_eq!(
            hours(hospital, "2026-11-29").as_deref(),
            Some("00:00-23:59")
        );
    }

    #[test]
    fn what_is_no_opening_time_is_not_read() {
        for wrong in [
            "",
            ";",
            "senin",
            "senin 08:00",
            "senin 16:00-08:00",
            "senin 8-16",
            "hari 08:00-16:00",
            "jumat-senin 08:00-16:00",
            "2026-03-19..2026-02-18 senin 08:00-15:00",
            "senin 08:00-16:00 tutup",
            "senin 08:00-24:30",
        ] {
            assert_eq!(Opening::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_unit_that_says_nothing_is_open_on_working_days() {
        let (calendar, opening) = (Calendar::default(), Opening::default());
        let day = |text: &str| text.parse().expect("a date");
        assert_eq!(
            opening.on(day("2026-11-27"), &calendar),
            Some(OfficeHours::default())
        );
        assert_eq!(opening.on(day("2026-11-28"), &calendar), None);
    }
}
