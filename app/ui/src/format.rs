//! Numbers, months and days as each language writes them.
//! It must not know what a number means.

use chrono::{DateTime, Datelike, NaiveDate, Timelike};
use domain::language::Language;
use domain::period::{Month, Period};
use domain::reporting::{Frequency, ReportingPeriod};
use domain::validity::Validity;

use crate::t;

const MONTHS: [[&str; 12]; 2] = [
    [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

const SHORT_MONTHS: [[&str; 12]; 2] = [
    [
        "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
    ],
    [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ],
];

const WEEKDAYS: [[&str; 7]; 2] = [
    [
        "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu",
    ],
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ],
];

fn place(month: u32) -> usize {
    month as usize - 1
}

/// A whole number with its thousands set apart: `12.345` or `12,345`.
pub fn integer(language: Language, number: u64) -> String {
    let separator = if language == Language::Indonesian {
        '.'
    } else {
        ','
    };
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A number with two decimals: `83,33` or `83.33`.
pub fn decimal(language: Language, number: f64) -> String {
    localised(language, format!("{:.2}", half_up(number)))
}

/// A number of at least 0 rounded half-up to two decimals. A mean such as 3.005 has no exact binary fraction, so what is as near
/// to the middle as a mean over ten million people cannot be without lying on it counts as the middle.
fn half_up(number: f64) -> f64 {
    (number * 100.0 + 0.5 + 1e-9).floor() / 100.0
}

/// A share in whole per cents, half-up. Neither does a part that exists read as nothing, nor a part as the whole.
pub fn share(part: u64, total: u64) -> String {
    if part == 0 || total == 0 {
        return "0%".to_owned();
    }
    match (part * 200 + total) / (total * 2) {
        0 => "<1%".to_owned(),
        100.. if part < total => ">99%".to_owned(),
        share => format!("{share}%"),
    }
}

/// An index from hundredths, so that it shows exactly what was rounded and graded.
pub fn hundredths(language: Language, number: u32) -> String {
    localised(language, format!("{}.{:02}", number / 100, number % 100))
}

/// A difference with its sign and two decimals, with a true minus: `+1,25` or `−0.40`.
pub fn signed(language: Language, number: f64) -> String {
    let sign = if number < 0.0 { '−' } else { '+' };
    localised(language, format!("{sign}{:.2}", half_up(number.abs())))
}

/// An exact number in the form used in data, such as `-1234.50`, with its thousands set apart: `−1.234,50`. What is no such
/// number stays as it is.
pub fn exact(language: Language, number: impl ToString) -> String {
    let text = number.to_string();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("−", digits),
        None => ("", text.as_str()),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let Ok(whole) = whole.parse() else {
        return text;
    };
    let whole = integer(language, whole);
    match (decimals, language) {
        ("", _) => format!("{sign}{whole}"),
        (_, Language::Indonesian) => format!("{sign}{whole},{decimals}"),
        (_, Language::English) => format!("{sign}{whole}.{decimals}"),
    }
}

fn localised(language: Language, text: String) -> String {
    match language {
        Language::Indonesian => text.replace('.', ","),
        Language::English => text,
    }
}

/// A month in full: `Oktober 2026`.
pub fn month(language: Language, month: Month) -> String {
    format!(
        "{} {}",
        MONTHS[language as usize][place(month.number())],
        month.year()
    )
}

/// A month in short: `Okt 2026`.
pub fn short_month(language: Language, month: Month) -> String {
    format!(
        "{} {}",
        SHORT_MONTHS[language as usize][place(month.number())],
        month.year()
    )
}

/// A month in very short form for the axis of a chart: `Okt 26`.
pub fn axis_month(language: Language, month: Month) -> String {
    format!(
        "{} {:02}",
        SHORT_MONTHS[language as usize][place(month.number())],
        month.year() % 100
    )
}

/// The days on which something is valid: `sejak 1 Januari 2026`, `1 Januari 2026 – 31 Oktober 2026`.
pub fn validity(language: Language, validity: Validity) -> String {
    let day = |date| day(language, date);
    match (validity.from.map(day), validity.until.map(day)) {
        (None, None) => t!(language, "validity-unlimited"),
        (Some(from), None) => t!(language, "validity-from", from = from),
        (None, Some(until)) => t!(language, "validity-until", until = until),
        (Some(from), Some(until)) => format!("{from} – {until}"),
    }
}

/// A day: `31 Oktober 2026`.
pub fn day(language: Language, day: NaiveDate) -> String {
    format!(
        "{} {} {}",
        day.day(),
        MONTHS[language as usize][place(day.month())],
        day.year()
    )
}

/// The day of the week: `Sabtu`.
pub fn weekday(language: Language, day: NaiveDate) -> &'static str {
    WEEKDAYS[language as usize][day.weekday().num_days_from_monday() as usize]
}

/// A moment, given in seconds since 1970 (UTC), as a day and a time in Asia/Jakarta: `31 Oktober 2026 14.05`.
pub fn moment(language: Language, seconds: i64) -> String {
    const JAKARTA: i64 = 7 * 3600;
    let Some(local) = DateTime::from_timestamp(seconds + JAKARTA, 0) else {
        return String::new();
    };
    let separator = match language {
        Language::Indonesian => '.',
        Language::English => ':',
    };
    let (hour, minute) = (local.hour(), local.minute());
    format!(
        "{} {hour:02}{separator}{minute:02}",
        day(language, local.date_naive())
    )
}

/// A period: a month, `Semester 2 2026` or `2026`.
pub fn period(language: Language, period: Period) -> String {
    match (period, language) {
        (Period::Month(of), _) => month(language, of),
        (Period::Semester { year, half }, Language::Indonesian) => {
            format!("Semester {half} {year}")
        }
        (Period::Semester { year, half }, Language::English) => format!("Half-year {half}, {year}"),
        (Period::Year(year), Language::Indonesian) => format!("Tahun {year}"),
        (Period::Year(year), Language::English) => format!("Year {year}"),
    }
}

/// The period of an indicator: a month, `Triwulan 4 2026`, `Semester 2 2026` or `Tahun 2026`.
pub fn reporting(language: Language, of: ReportingPeriod) -> String {
    let (number, year) = (of.number(), of.first_month().year());
    match (of.frequency(), language) {
        (Frequency::Month, _) => month(language, of.first_month()),
        (Frequency::Quarter, Language::Indonesian) => format!("Triwulan {number} {year}"),
        (Frequency::Quarter, Language::English) => format!("Quarter {number}, {year}"),
        (Frequency::Semester, _) => period(language, Period::semester_of(of.first_month())),
        (Frequency::Year, _) => period(language, Period::Year(year)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_numbers_its_way() {
        assert_eq!(integer(Language::Indonesian, 1_234_567), "1.234.567");
        assert_eq!(integer(Language::English, 999), "999");
        assert_eq!(decimal(Language::Indonesian, 3.5), "3,50");
        assert_eq!(hundredths(Language::English, 8305), "83.05");
        assert_eq!(signed(Language::Indonesian, -1.254), "−1,25");
        assert_eq!(signed(Language::English, 0.4), "+0.40");
    }

    #[test]
    fn exact_numbers_keep_their_decimals() {
        assert_eq!(exact(Language::Indonesian, "1234567.50"), "1.234.567,50");
        assert_eq!(exact(Language::English, "-0.5"), "−0.5");
        assert_eq!(exact(Language::English, "1000"), "1,000");
    }

    #[test]
    fn each_language_writes_the_periods_of_indicators() {
        let written = |language, text: &str| reporting(language, text.parse().expect("a period"));
        assert_eq!(written(Language::Indonesian, "2026-Q4"), "Triwulan 4 2026");
        assert_eq!(written(Language::English, "2026-S1"), "Half-year 1, 2026");
        assert_eq!(written(Language::English, "2026-10"), "October 2026");
        assert_eq!(written(Language::Indonesian, "2026"), "Tahun 2026");
    }

    #[test]
    fn each_language_writes_periods_its_way() {
        let october: Month = "2026-10".parse().expect("a month");
        assert_eq!(month(Language::Indonesian, october), "Oktober 2026");
        assert_eq!(short_month(Language::English, october), "Oct 2026");
        assert_eq!(
            period(Language::Indonesian, Period::semester_of(october)),
            "Semester 2 2026"
        );
        assert_eq!(
            day(Language::English, october.last_day()),
            "31 October 2026"
        );
        assert_eq!(weekday(Language::Indonesian, october.last_day()), "Sabtu");
        assert_eq!(weekday(Language::English, october.first_day()), "Thursday");
    }

    #[test]
    fn shares_never_hide_a_person() {
        assert_eq!(share(1, 3), "33%");
        assert_eq!(share(1, 8), "13%");
        assert_eq!(share(1, 1000), "<1%");
        assert_eq!(share(999, 1000), ">99%");
        assert_eq!(share(5, 5), "100%");
        assert_eq!(share(0, 0), "0%");
    }

    #[test]
    fn decimals_are_rounded_half_up_exactly() {
        // 601 / 200 is 3.005, which has no exact binary fraction and would be written as 3.00.
        assert_eq!(decimal(Language::English, 601.0 / 200.0), "3.01");
        assert_eq!(decimal(Language::English, 3.125), "3.13");
        assert_eq!(decimal(Language::English, 3.124_999), "3.12");
        assert_eq!(signed(Language::English, -0.125), "−0.13");
    }
}
