//! What is wrong with a file, in the languages of the portal. The command line speaks Indonesian.
//! It must not know what kind of file it is.

use std::fmt;

use domain::language::Language;
use ui::t;
use ui::wanted::Wanted;

/// A cell that does not hold what its column asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCell {
    /// The row as a spreadsheet numbers it; the header is row 1.
    pub row: usize,
    /// The column's name in the header.
    pub column: String,
    /// What stands there, without surrounding white space.
    pub value: String,
    /// What should stand there.
    pub expected: Wanted,
}

impl BadCell {
    const SHOWN_CHARACTERS: usize = 60;

    /// Where the cell is, what it holds and what it should hold.
    pub fn text(&self, language: Language) -> String {
        t!(
            language,
            "file-cell",
            row = self.row.to_string(),
            column = self.column.clone(),
            value = self.shown(),
            expected = self.expected.in_cell(language)
        )
    }

    /// A long value is shortened; control characters are escaped, so that a file cannot steer a terminal.
    fn shown(&self) -> String {
        match self.value.char_indices().nth(Self::SHOWN_CHARACTERS) {
            Some((end, _)) => format!("{:?}…", &self.value[..end]),
            None => format!("{:?}", self.value),
        }
    }
}

/// A row that has more or fewer cells than the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnevenRow {
    /// The row as a spreadsheet numbers it; the header is row 1.
    pub row: usize,
    /// How many cells it has.
    pub cells: usize,
}

impl UnevenRow {
    /// Which row it is and how many cells it has.
    pub fn text(self, language: Language) -> String {
        let row = self.row.to_string();
        t!(language, "file-row", row = row, cells = self.cells)
    }
}

/// Why a CSV file could not be read. Nothing of such a file is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The bytes are not UTF-8; holds the first such line.
    NotUtf8(usize),
    /// The first row does not name the expected columns in the expected order.
    WrongHeader {
        /// The expected names, separated by commas.
        expected: String,
        /// The first row of the file.
        found: String,
    },
    /// Rows with another number of cells than the header; lists all of them.
    UnevenRows {
        /// The number of cells of the header.
        expected: usize,
        /// Every such row.
        rows: Vec<UnevenRow>,
    },
    /// Cells with wrong contents; lists all of them.
    BadCells(Vec<BadCell>),
}

impl std::error::Error for Unreadable {}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::Indonesian))
    }
}

impl Unreadable {
    /// What is wrong: in general in the first line, then each fault in a line of its own.
    pub fn text(&self, language: Language) -> String {
        let mut lines = vec![self.in_general(language)];
        lines.extend(self.faults(language));
        lines.join("\n")
    }

    /// How many faults are told: enough to see what is wrong with a file all of whose rows are.
    const SHOWN: usize = 50;

    /// Each fault in a line of its own, as far as a page can hold them; none where there is nothing to say but the general.
    pub fn faults(&self, language: Language) -> Vec<String> {
        match self {
            Self::NotUtf8(_) => vec![],
            Self::WrongHeader { expected, found } => {
                let (expected, found) = (expected.clone(), found.clone());
                vec![
                    t!(language, "file-header-expected", header = expected),
                    t!(language, "file-header-found", header = found),
                ]
            }
            Self::UnevenRows { rows, .. } => first(rows, language, |row| row.text(language)),
            Self::BadCells(cells) => first(cells, language, |cell| cell.text(language)),
        }
    }

    fn in_general(&self, language: Language) -> String {
        match self {
            Self::NotUtf8(line) => t!(language, "file-not-utf8", line = line.to_string()),
            Self::WrongHeader { .. } => t!(language, "file-wrong-header"),
            Self::UnevenRows { expected, rows } => {
                let (count, cells) = (rows.len(), *expected);
                t!(language, "file-uneven-rows", count = count, cells = cells)
            }
            Self::BadCells(cells) => t!(language, "file-bad-cells", count = cells.len()),
        }
    }
}

/// The first of many faults, and how many more there are.
fn first<T>(faults: &[T], language: Language, text: impl Fn(&T) -> String) -> Vec<String> {
    let shown = faults.iter().take(Unreadable::SHOWN).map(text);
    let more = faults.len().saturating_sub(Unreadable::SHOWN);
    let more = (more > 0).then(|| t!(language, "file-more-faults", count = more));
    shown.chain(more).collect()
}

#[cfg(test)]
mod tests;
