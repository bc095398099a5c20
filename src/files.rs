//! The files that a city hands in and takes away: the register, holidays, duty rosters and paper ratings as CSV, sheets of
//! invitation slips.
//! It must not know where anything is stored, nor any page of the server.

pub mod atom;
pub mod calendar;
pub mod card;
mod formula;
pub mod forum_log;
pub mod forum_minutes;
pub mod forum_sheet;
pub mod forum_slips;
pub mod ics;
pub mod indicators;
pub mod officers;
mod paper_document;
pub mod qr;
mod quotes;
pub mod ratings;
pub mod register;
pub mod roster;
pub mod sheet;
pub mod spoken;
mod unreadable;

use std::collections::HashMap;
use std::hash::Hash;

use csv::StringRecord;
use domain::noun::{Expected, Fault, Fields, Noun};
use ui::wanted::Wanted;

pub use unreadable::{BadCell, UnevenRow, Unreadable};

/// One of some codes, which are the same in both languages.
fn one_of(codes: impl IntoIterator<Item: ToString>) -> Wanted {
    Wanted::new("expected-choice").with("codes", listed(codes))
}

/// Words separated by commas.
fn listed(words: impl IntoIterator<Item: ToString>) -> String {
    let words = words.into_iter().map(|word| word.to_string());
    words.collect::<Vec<_>>().join(", ")
}

/// The columns of a kind of file, in their order.
#[derive(Clone, Debug)]
struct Columns {
    names: Vec<&'static str>,
    /// How many of them, from the first, a file must have. The others came later, and a file may leave any of them out.
    required: usize,
}

impl Columns {
    /// Columns of which a file must have all.
    fn all(names: &[&'static str]) -> Self {
        Self {
            names: names.to_vec(),
            required: names.len(),
        }
    }

    /// The columns of a noun, behind some of the file's own.
    fn of(own: &[&'static str], noun: Noun) -> Self {
        let later = noun.fields().iter().filter(|field| field.later).count();
        let names: Vec<_> = own.iter().copied().chain(noun.keys()).collect();
        Self {
            required: names.len() - later,
            names,
        }
    }

    /// The columns that a file has by its first row; `None` if it is no file of this kind.
    fn in_header(&self, header: &StringRecord) -> Option<Vec<&'static str>> {
        let mut names = self.names.iter().copied().enumerate();
        let found = header.iter().map(|cell| {
            let (place, name) =
                names.find(|(place, name)| *place < self.required || *name == cell)?;
            (place >= self.required || name == cell).then_some(name)
        });
        let found: Vec<_> = found.collect::<Option<_>>()?;
        (found.len() >= self.required).then_some(found)
    }
}

/// One row while its cells are read. What is wrong with them is noted for the report on the whole file.
struct Row<'a> {
    number: usize,
    /// The columns of the file.
    header: &'a [&'static str],
    cells: &'a StringRecord,
    bad: &'a mut Vec<BadCell>,
}

impl<'a> Row<'a> {
    /// The text of a cell without surrounding white space; empty in a column that the file leaves out.
    fn text(&self, column: &str) -> &'a str {
        let place = self.header.iter().position(|name| *name == column);
        place.map_or("", |place| self.cells[place].trim())
    }

    /// Notes that a cell does not hold what is expected.
    fn refuse(&mut self, column: &str, expected: Wanted) {
        self.bad.push(BadCell {
            row: self.number,
            column: column.to_owned(),
            value: self.text(column).to_owned(),
            expected,
        });
    }

    /// Notes that a cell of the file's own does not hold what is expected.
    fn unexpected(&mut self, field: &'static str, expected: Expected) {
        let fault = Fault {
            field,
            expected,
            or_empty: false,
        };
        self.refuse(field, Wanted::from(&fault));
    }

    /// The fields of the row over what is kept of the thing: what the file leaves out stays.
    fn over(&self, kept: Fields) -> Fields {
        let columns = self.header.iter();
        columns.fold(kept, |fields, column| {
            fields.with(column, self.text(column))
        })
    }

    /// The thing that was read of the row; what is wrong with it is noted.
    fn whole<T>(&mut self, read: Result<T, Vec<Fault>>) -> Option<T> {
        let faults = match read {
            Ok(thing) => return Some(thing),
            Err(faults) => faults,
        };
        for fault in &faults {
            self.refuse(fault.field, Wanted::from(fault));
        }
        None
    }

    /// Notes that a row above has the same key, if one has.
    fn once<K: Hash + Eq>(&mut self, column: &'static str, key: K, taken: &mut HashMap<K, usize>) {
        let first = *taken.entry(key).or_insert(self.number);
        if first != self.number {
            self.unexpected(column, Expected::FreeOfRow(first));
        }
    }

    /// The value of a cell that must be filled; `None` means that the cell was noted as bad.
    fn required<T>(
        &mut self,
        column: &str,
        expected: Wanted,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Option<T> {
        let text = Some(self.text(column)).filter(|text| !text.is_empty());
        let value = text.and_then(read);
        if value.is_none() {
            self.refuse(column, expected);
        }
        value
    }

    /// The value of a cell that may be empty; `None` means that it is, or that it was noted as bad.
    fn optional<T>(
        &mut self,
        column: &str,
        expected: Wanted,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Option<T> {
        if self.text(column).is_empty() {
            return None;
        }
        self.required(column, expected.or_empty(), read)
    }
}

/// Reads every row after the header. Blank rows are passed over; separators may be commas or, as Excel writes them in
/// Indonesia, semicolons. `read` returns `None` only for a row in which it noted a bad cell.
fn rows<T>(
    bytes: &[u8],
    columns: Columns,
    mut read: impl FnMut(&mut Row<'_>) -> Option<T>,
) -> Result<Vec<T>, Unreadable> {
    let mut table = Table::open(bytes, &columns)?;
    let header = table.header.clone();
    let (mut items, mut bad, mut uneven) = (Vec::new(), Vec::new(), Vec::new());
    let mut within = Vec::new();
    while table.advance() {
        let (number, cells) = (table.number, &table.cells);
        if cells.len() != header.len() {
            uneven.push(UnevenRow {
                row: number,
                cells: cells.len(),
            });
            continue;
        }
        let mut row = Row {
            number,
            header: &header,
            cells,
            bad: &mut bad,
        };
        if let Some(place) = quotes::unclosed(table.raw(), table.separator) {
            row.refuse(header[place], CLOSED);
            continue;
        }
        items.extend(read(&mut row));
        let rows = quotes::rows_within(cells, table.separator);
        within.extend(rows.into_iter().map(|(place, row)| (number, place, row)));
    }
    // A line within a cell that would be read as a row was one, before a quotation mark took it in.
    for (number, place, cells) in &within {
        let mut faults = Vec::new();
        read(&mut Row {
            number: *number,
            header: &header,
            cells,
            bad: &mut faults,
        });
        if faults.iter().all(|fault| fault.column != header[0]) {
            let mut row = Row {
                number: *number,
                header: &header,
                cells,
                bad: &mut bad,
            };
            row.refuse(header[*place], CLOSED);
        }
    }
    if !uneven.is_empty() {
        return Err(Unreadable::UnevenRows {
            expected: header.len(),
            rows: uneven,
        });
    }
    if bad.is_empty() {
        Ok(items)
    } else {
        Err(Unreadable::BadCells(bad))
    }
}

/// What is expected of a cell with a quotation mark that nobody closed.
const CLOSED: Wanted = Wanted::new("expected-closed");

/// The file of some things of a noun, with all its columns.
fn things(noun: Noun, things: impl IntoIterator<Item = Fields>) -> String {
    let rows = things.into_iter().map(Fields::into_texts);
    table(&Columns::of(&[], noun).names, rows)
}

/// A CSV file with lines as RFC 4180 ends them.
fn table<R: IntoIterator<Item = String>>(
    header: &[&str],
    rows: impl IntoIterator<Item = R>,
) -> String {
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let written = "writing to memory does not fail";
    table.write_record(header).expect(written);
    for row in rows {
        let cells = row.into_iter().map(|cell| formula::guarded(&cell));
        table.write_record(cells).expect(written);
    }
    let bytes = table.into_inner().expect(written);
    String::from_utf8(bytes).expect("every cell is a text")
}

/// A CSV file read row by row.
struct Table<'a> {
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    /// What separates the cells.
    separator: char,
    /// Where the current row begins in the text.
    start: usize,
    /// The columns of the file.
    header: Vec<&'static str>,
    /// The number of the current row, blank rows counted as a spreadsheet counts them.
    number: usize,
    /// The current row.
    cells: StringRecord,
}

impl<'a> Table<'a> {
    /// Opens a file and checks its header.
    fn open(bytes: &'a [u8], columns: &Columns) -> Result<Self, Unreadable> {
        let text = utf8(bytes)?;
        let separator = separator(text);
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator.try_into().expect("a separator is ASCII"))
            .from_reader(text.as_bytes());
        let mut table = Self {
            text,
            reader,
            separator,
            start: 0,
            header: Vec::new(),
            number: 0,
            cells: StringRecord::new(),
        };
        table.advance();
        if let Some(header) = columns.in_header(&table.cells) {
            table.header = header;
            return Ok(table);
        }
        let found: Vec<&str> = table.cells.iter().collect();
        Err(Unreadable::WrongHeader {
            expected: columns.names.join(","),
            found: found.join(&separator.to_string()),
        })
    }

    fn position(&self) -> usize {
        let position = self.reader.position().byte();
        usize::try_from(position).expect("a position in memory")
    }

    /// The current row as it stands in the file.
    fn raw(&self) -> &'a str {
        self.text[self.start..self.position()].trim_start_matches(['\r', '\n'])
    }

    /// Goes to the next row with anything in it; `false` at the end.
    fn advance(&mut self) -> bool {
        loop {
            self.start = self.position();
            let blank = blank_lines(self.text, self.start);
            self.number += 1 + blank;
            let more = self.reader.read_record(&mut self.cells);
            if !more.expect("text in memory can be read, whatever the length of its rows") {
                return false;
            }
            if self.cells.iter().any(|cell| !cell.trim().is_empty()) {
                formula::unguard(&mut self.cells);
                return true;
            }
        }
    }
}

/// The text of a file, without a byte order mark.
fn utf8(bytes: &[u8]) -> Result<&str, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        Unreadable::NotUtf8(before.split(|byte| *byte == b'\n').count())
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// What separates the cells: the more frequent of comma and semicolon in the first line.
fn separator(text: &str) -> char {
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    let count = |separator| line.matches(separator).count();
    if count(';') > count(',') { ';' } else { ',' }
}

/// How many blank lines, which the CSV reader passes over in silence, stand at a position between two rows.
fn blank_lines(text: &str, position: usize) -> usize {
    let (before, after) = text.as_bytes().split_at(position);
    let breaks = after
        .iter()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .filter(|byte| **byte == b'\n')
        .count();
    let ends_row_before = before.ends_with(b"\r") && after.starts_with(b"\n");
    breaks - usize::from(ends_row_before)
}

#[cfg(test)]
mod tests;
