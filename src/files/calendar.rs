//! Holidays as CSV, the same on the way in and out.
//! It must not know which holidays are entered already.

use std::collections::HashMap;

use domain::calendar::{HOLIDAY, Holiday};
use domain::noun::Fields;

use super::{Columns, Unreadable, rows, things};

/// The holidays of a file in the order of its rows.
///
/// # Errors
/// When anything in the file is not as described: every bad cell is then listed and no holiday is returned.
pub fn read(bytes: &[u8]) -> Result<Vec<Holiday>, Unreadable> {
    let mut taken = HashMap::new();
    rows(bytes, Columns::of(&[], HOLIDAY), |row| {
        let fields = row.over(Fields::empty(HOLIDAY));
        let holiday = row.whole(Holiday::read(&fields));
        if let Some(day) = fields.day("tanggal") {
            row.once("tanggal", day, &mut taken);
        }
        holiday
    })
}

/// The file of some holidays.
pub fn write(holidays: impl IntoIterator<Item = Holiday>) -> String {
    let holidays = holidays.into_iter();
    things(HOLIDAY, holidays.map(|holiday| holiday.fields()))
}

#[cfg(test)]
mod tests;
