//! Holidays as CSV, the same on the way in and out.
//! It must not know which holidays are entered already.

use chrono::NaiveDate;
use domain::calendar::{LONGEST_HOLIDAY_NAME, holiday_name, is_within_reach};
use domain::grammar;

use super::{Columns, Row, Unreadable, rows};

/// The columns of the file, in this order.
pub const HEADER: [&str; 2] = ["tanggal", "nama"];

/// The holidays of a file in the order of its rows.
///
/// # Errors
/// When anything in the file is not as described: every bad cell is then listed and no holiday is returned.
pub fn read(bytes: &[u8]) -> Result<Vec<(NaiveDate, String)>, Unreadable> {
    let mut known = Vec::new();
    rows(bytes, Columns::all(&HEADER), |row| holiday(row, &mut known))
}

fn holiday(row: &mut Row<'_>, known: &mut Vec<NaiveDate>) -> Option<(NaiveDate, String)> {
    let day = row.required(
        "tanggal",
        (
            "tanggal seperti 2026-08-17, tahun 2000 sampai 2099, satu kali dalam berkas",
            "a date such as 2026-08-17, from 2000 to 2099, once in the file",
        ),
        |text| {
            let day = grammar::day(text).filter(|day| is_within_reach(*day));
            day.filter(|day| !known.contains(day))
        },
    );
    known.extend(day);
    let name = row.required(
        "nama",
        (
            format_args!("nama hari libur, paling banyak {LONGEST_HOLIDAY_NAME} karakter"),
            format_args!("the name of a holiday, at most {LONGEST_HOLIDAY_NAME} characters"),
        ),
        holiday_name,
    );
    Some((day?, name?))
}

/// The file of some holidays.
pub fn write<'a>(holidays: impl IntoIterator<Item = (NaiveDate, &'a str)>) -> String {
    let rows = holidays.into_iter();
    super::table(
        &HEADER,
        rows.map(|(day, name)| [day.to_string(), name.to_owned()]),
    )
}

#[cfg(test)]
mod tests;
