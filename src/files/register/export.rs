//! Records of the register as a CSV file, which can be read again.
//! It must not choose which records.

use domain::register::{Record, RecordKind};

use crate::files::formula::guarded;

/// The records of a kind with all columns. A byte order mark comes first, by which Excel sees that it is UTF-8.
pub fn table<'a>(kind: RecordKind, records: impl IntoIterator<Item = &'a Record>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let written = "writing to memory does not fail";
    let header = kind.fields().iter().map(|field| field.key);
    writer.write_record(header).expect(written);
    for record in records {
        let fields = record.fields();
        let cells = fields.iter().map(|(_, text)| guarded(text));
        writer.write_record(cells).expect(written);
    }
    writer.into_inner().expect(written)
}

#[cfg(test)]
mod tests;
