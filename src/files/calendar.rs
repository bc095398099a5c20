//! Holidays as CSV, the same on the way in and out.
//! It must not know which holidays are entered already.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::calendar::Holiday;
use domain::noun::{Fields, Noun};

use super::{Columns, Row, Unreadable, rows};

/// The holidays of a file in the order of its rows.
///
/// # Errors
/// When anything in the file is not as described: every bad cell is then listed and no holiday is returned.
pub fn read(bytes: &[u8]) -> Result<Vec<(NaiveDate, String)>, Unreadable> {
    let mut taken = HashMap::new();
    rows(bytes, Columns::of(&[], Noun::Holiday), |row| {
        holiday(row, &mut taken)
    })
}

fn holiday(
    row: &mut Row<'_>,
    taken: &mut HashMap<NaiveDate, usize>,
) -> Option<(NaiveDate, String)> {
    let fields = row.over(Fields::empty(Noun::Holiday));
    let holiday = row.whole(Holiday::read(&fields));
    if let Some(day) = fields.day("tanggal") {
        row.once("tanggal", day, taken);
    }
    holiday.map(|holiday| (holiday.day, holiday.name))
}

/// The file of some holidays.
pub fn write<'a>(holidays: impl IntoIterator<Item = (NaiveDate, &'a str)>) -> String {
    let rows = holidays.into_iter().map(|(day, name)| {
        let name = name.to_owned();
        Holiday { day, name }.fields().into_texts()
    });
    super::table(&Columns::of(&[], Noun::Holiday).names, rows)
}

#[cfg(test)]
mod tests;
