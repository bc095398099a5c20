//! What is wrong with a file, in the languages of the portal. The command line speaks Indonesian.
//! It must not know what kind of file it is.

use std::fmt;

use domain::language::{Bilingual, Language};

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
    pub expected: Bilingual,
}

impl BadCell {
    const SHOWN_CHARACTERS: usize = 60;

    /// Where the cell is, what it holds and what it should hold.
    pub fn text(&self, language: Language) -> String {
        let (row, column, value) = (self.row, &self.column, self.shown());
        let expected = self.expected.get(language);
        match language {
            Language::Indonesian => {
                format!("baris {row}, kolom {column}: {value} – seharusnya {expected}")
            }
            Language::English => {
                format!("row {row}, column {column}: {value} – expected {expected}")
            }
        }
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
        let Self { row, cells } = self;
        match language {
            Language::Indonesian => format!("baris {row}: {cells} sel"),
            Language::English if cells == 1 => format!("row {row}: 1 cell"),
            Language::English => format!("row {row}: {cells} cells"),
        }
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

    /// Each fault in a line of its own; none where there is nothing to say but the general.
    pub fn faults(&self, language: Language) -> Vec<String> {
        match self {
            Self::NotUtf8(_) => vec![],
            Self::WrongHeader { expected, found } => {
                let [should, is] = match language {
                    Language::Indonesian => ["seharusnya", "ditemukan"],
                    Language::English => ["expected", "found"],
                };
                vec![format!("{should}: {expected}"), format!("{is}: {found}")]
            }
            Self::UnevenRows { rows, .. } => rows.iter().map(|row| row.text(language)).collect(),
            Self::BadCells(cells) => cells.iter().map(|cell| cell.text(language)).collect(),
        }
    }

    fn in_general(&self, language: Language) -> String {
        match language {
            Language::Indonesian => self.in_indonesian(),
            Language::English => self.in_english(),
        }
    }

    fn in_indonesian(&self) -> String {
        match self {
            Self::NotUtf8(line) => format!(
                "bukan teks UTF-8 (mulai baris {line}); tidak ada yang disimpan. Simpan ulang sebagai \"CSV UTF-8\"."
            ),
            Self::WrongHeader { .. } => {
                "baris judul tidak sesuai; tidak ada yang disimpan.".to_owned()
            }
            Self::UnevenRows { expected, rows } => format!(
                "{} baris tidak terdiri atas {expected} sel; tidak ada yang disimpan:",
                rows.len()
            ),
            Self::BadCells(cells) => {
                format!("{} sel salah; tidak ada yang disimpan:", cells.len())
            }
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::NotUtf8(line) => format!(
                "this is not UTF-8 text (from line {line}); nothing was saved. Save it again as \"CSV UTF-8\"."
            ),
            Self::WrongHeader { .. } => {
                "the header row is another one; nothing was saved.".to_owned()
            }
            Self::UnevenRows { expected, rows } => {
                let rows = match rows.len() {
                    1 => "1 row does not have".to_owned(),
                    count => format!("{count} rows do not have"),
                };
                format!("{rows} {expected} cells; nothing was saved:")
            }
            Self::BadCells(cells) => {
                let cells = match cells.len() {
                    1 => "1 cell is wrong".to_owned(),
                    count => format!("{count} cells are wrong"),
                };
                format!("{cells}; nothing was saved:")
            }
        }
    }
}

#[cfg(test)]
mod tests;
