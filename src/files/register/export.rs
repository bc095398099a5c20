//! Records of the register as a CSV file, which can be read again.
//! It must not choose which records.

use domain::register::{Record, RecordKind};

/// With which of these a spreadsheet takes a cell for a formula.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// Put before a cell that a spreadsheet would take for a formula, so that it shows the text instead.
const GUARD: char = '\'';

/// The records of a kind with all columns. A byte order mark comes first, by which Excel sees that it is UTF-8.
pub fn table<'a>(kind: RecordKind, records: impl IntoIterator<Item = &'a Record>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let written = "writing to memory does not fail";
    writer.write_record(kind.fields()).expect(written);
    for record in records {
        let fields = record.fields();
        let cells = fields.iter().map(|(_, text)| guarded(text));
        writer.write_record(cells).expect(written);
    }
    writer.into_inner().expect(written)
}

fn is_guarded(text: &str) -> bool {
    text.trim_start_matches(GUARD).starts_with(FORMULA)
}

fn guarded(text: &str) -> String {
    if is_guarded(text) {
        format!("{GUARD}{text}")
    } else {
        text.to_owned()
    }
}

/// The text of a cell as it was before it was written.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix(GUARD) {
        Some(text) if is_guarded(text) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests;
