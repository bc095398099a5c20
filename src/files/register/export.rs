//! Records of the register as a CSV file, which can be read again.
//! It must not choose which records.

use domain::register::{Record, RecordKind};

use crate::files::things;

/// The records of a kind with all columns. A byte order mark comes first, by which Excel sees that it is UTF-8.
pub fn table<'a>(kind: RecordKind, records: impl IntoIterator<Item = &'a Record>) -> String {
    let records = records.into_iter().map(Record::fields);
    format!("\u{feff}{}", things(kind.into(), records))
}

#[cfg(test)]
mod tests;
