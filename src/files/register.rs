//! The register of a city from its four CSV files: units, services with their standards, counters, transfers.
//! It must not know what is registered already, nor any rating.

use std::collections::HashSet;
use std::path::Path;
use std::{fmt, fs, io};

use domain::language::Language;
use domain::register::{Inconsistent, Record, RecordKind, Register};
use entries::NumberedRecord;
use ui::t;

use super::{Columns, Row, Table, Unreadable, listed, rows};

mod entries;
mod export;
mod shift;
mod tree;

pub use export::table;
pub use shift::shifted;

const UNITS: &str = "units.csv";
const SERVICES: &str = "services.csv";
const COUNTERS: &str = "counters.csv";
const TRANSFERS: &str = "transfers.csv";

/// How much of the first row of a file of no kind is shown.
const LONGEST_HEADER_SHOWN: usize = 300;

/// The columns of `transfers.csv`.
pub const TRANSFERS_HEADER: [&str; 3] = ["layanan", "unit", "sampai"];

/// The contents of the register's files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegisterFiles {
    /// `units.csv`.
    pub units: Vec<u8>,
    /// `services.csv`.
    pub services: Vec<u8>,
    /// `counters.csv`.
    pub counters: Vec<u8>,
    /// `transfers.csv`: which units offered a service before; empty where none moved.
    pub transfers: Vec<u8>,
}

impl RegisterFiles {
    /// Loads the files from a directory. Only `transfers.csv` may be missing.
    ///
    /// # Errors
    /// When a file is missing or cannot be read; the error names it.
    pub fn load(dir: &Path) -> io::Result<Self> {
        let load = |name| {
            let path = dir.join(name);
            fs::read(&path).map_err(|error| {
                let (language, path) = (Language::Indonesian, path.display().to_string());
                let words = if error.kind() == io::ErrorKind::NotFound {
                    t!(language, "file-missing", path = path)
                } else {
                    let reason = error.to_string();
                    t!(language, "file-unreadable", path = path, reason = reason)
                };
                io::Error::new(error.kind(), words)
            })
        };
        Ok(Self {
            units: load(UNITS)?,
            services: load(SERVICES)?,
            counters: load(COUNTERS)?,
            transfers: match load(TRANSFERS) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
                transfers => transfers?,
            },
        })
    }
}

/// A file of the register that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct UnreadableFile {
    /// The file's name.
    pub file: &'static str,
    /// What is wrong with it.
    pub reason: Unreadable,
}

/// Why files do not make a register. Nothing of them is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegisterError {
    /// Files with wrong contents; lists all of them.
    Files(Vec<UnreadableFile>),
    /// Every cell is right, but the units do not form one tree.
    Inconsistent(Inconsistent),
}

impl std::error::Error for RegisterError {}

impl RegisterError {
    /// Blames the cells of the units' file where it can.
    fn of_units(reason: Inconsistent, units: &[NumberedRecord], registered: &Register) -> Self {
        match tree::misplaced(&reason, units, registered) {
            Some(reason) => Self::Files(vec![UnreadableFile {
                file: UNITS,
                reason,
            }]),
            None => Self::Inconsistent(reason),
        }
    }
}

impl From<Inconsistent> for RegisterError {
    fn from(reason: Inconsistent) -> Self {
        Self::Inconsistent(reason)
    }
}

impl fmt::Display for RegisterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Files(files) => f.write_str(&lines(files)),
            Self::Inconsistent(reason) => f.write_str(&told(reason, Language::Indonesian)),
        }
    }
}

fn lines(files: &[UnreadableFile]) -> String {
    let files: Vec<_> = files.iter().map(ToString::to_string).collect();
    files.join("\n")
}

/// Why units, services and counters do not form a register.
fn told(reason: &Inconsistent, language: Language) -> String {
    let file = UNITS;
    match reason {
        Inconsistent::Twice(slug) => t!(language, "file-slug-twice", slug = slug.to_string()),
        Inconsistent::NoSuchUnit { by, unit } => {
            let (by, unit) = (by.to_string(), unit.to_string());
            t!(language, "file-no-such-unit", by = by, unit = unit)
        }
        Inconsistent::CounterTwice { unit, name } => {
            let (unit, name) = (unit.to_string(), name.clone());
            t!(language, "file-counter-twice", name = name, unit = unit)
        }
        Inconsistent::Cycle(units) => {
            t!(language, "file-cycle", file = file, units = listed(units))
        }
        Inconsistent::FormerCycle { day, units } => {
            let (day, units) = (day.to_string(), listed(units));
            t!(
                language,
                "file-former-cycle",
                file = file,
                units = units,
                day = day
            )
        }
        Inconsistent::Roots(units) => {
            t!(language, "file-roots", file = file, units = listed(units))
        }
    }
}

/// The register that the files describe.
///
/// # Errors
/// When a cell of any file is wrong: every bad cell of all files is listed at once. When all cells are right but the
/// units do not form one tree: the cells that are to blame.
pub fn read(files: &RegisterFiles) -> Result<Register, RegisterError> {
    read_onto(files, &Register::default())
}

/// The register with what the files describe added to it or put in its place. What a file leaves out stays as it is.
///
/// # Errors
/// As for [`read`].
pub fn read_onto(files: &RegisterFiles, registered: &Register) -> Result<Register, RegisterError> {
    let known = Known::new(files, registered);
    let units = entries::records(&files.units, RecordKind::Unit, registered, &known);
    let services = entries::records(&files.services, RecordKind::Service, registered, &known);
    let counters = entries::records(&files.counters, RecordKind::Counter, registered, &known);
    let transfers = entries::transfers(&files.transfers, &known);
    match (units, services, counters, transfers) {
        (Ok(units), Ok(services), Ok(counters), Ok(transfers)) => {
            let records = units.iter().chain(&services).chain(&counters);
            let records = records.map(|(_, record)| record.clone());
            let register = registered
                .with(records)
                .map_err(|reason| RegisterError::of_units(reason, &units, registered))?;
            let moved = transfers.into_iter().filter_map(|(slug, former_units)| {
                let mut service = register.service(&slug)?.clone();
                service.former_units = former_units;
                Some(Record::Service(service))
            });
            Ok(register.with(moved.collect::<Vec<_>>())?)
        }
        (units, services, counters, transfers) => {
            let reasons = [
                (UNITS, units.err()),
                (SERVICES, services.err()),
                (COUNTERS, counters.err()),
                (TRANSFERS, transfers.err()),
            ];
            let unreadable = reasons
                .into_iter()
                .filter_map(|(file, reason)| reason.map(|reason| UnreadableFile { file, reason }));
            Err(RegisterError::Files(unreadable.collect()))
        }
    }
}

/// The records of one file, whose first row tells the kind, over those that are registered.
///
/// # Errors
/// When the file is of no kind or has bad cells; all of them are listed. When its units would not form one tree with
/// those that are registered: the cells that are to blame.
pub fn read_table(
    bytes: &[u8],
    registered: &Register,
) -> Result<(RecordKind, Vec<Record>), Unreadable> {
    let Some(kind) = kind_of(bytes)? else {
        let expected = RecordKind::ALL
            .iter()
            .map(|kind| entries::columns(*kind).names.join(","));
        let found = String::from_utf8_lossy(bytes);
        let first_line = found.lines().next().unwrap_or_default();
        return Err(Unreadable::WrongHeader {
            expected: expected.collect::<Vec<_>>().join("\n"),
            found: first_line.chars().take(LONGEST_HEADER_SHOWN).collect(),
        });
    };
    let mut files = RegisterFiles::default();
    if kind == RecordKind::Unit {
        files.units = bytes.to_vec();
    }
    let mut known = Known::new(&files, registered);
    known.units.get_or_insert_default();
    let rows = entries::records(bytes, kind, registered, &known)?;
    let records: Vec<_> = rows.iter().map(|(_, record)| record.clone()).collect();
    let merged = registered.with(records.iter().cloned());
    let misplaced = merged.err();
    let misplaced = misplaced.and_then(|reason| tree::misplaced(&reason, &rows, registered));
    misplaced.map_or(Ok((kind, records)), Err)
}

/// The kind of records that a file holds by its first row.
fn kind_of(bytes: &[u8]) -> Result<Option<RecordKind>, Unreadable> {
    for kind in RecordKind::ALL {
        match Table::open(bytes, &entries::columns(*kind)) {
            Ok(_) => return Ok(Some(*kind)),
            Err(Unreadable::WrongHeader { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// The slugs that rows may refer to.
struct Known<'a> {
    registered: &'a Register,
    /// Those of the units' file; `None` where it has no readable rows.
    units: Option<HashSet<String>>,
    /// Those of the services' file; `None` where it has no readable rows.
    services: Option<HashSet<String>>,
}

impl<'a> Known<'a> {
    fn new(files: &RegisterFiles, registered: &'a Register) -> Self {
        let slugs = |bytes: &[u8], columns: Columns| {
            let slug = |row: &mut Row<'_>| Some(row.text("slug").to_owned());
            let rows = rows(bytes, columns, slug).ok()?;
            Some(rows.into_iter().collect())
        };
        Self {
            registered,
            units: slugs(&files.units, entries::columns(RecordKind::Unit)),
            services: slugs(&files.services, entries::columns(RecordKind::Service)),
        }
    }

    fn is_unit(&self, slug: &str) -> bool {
        let registered = slug
            .parse()
            .is_ok_and(|slug| self.registered.unit(&slug).is_some());
        registered || Self::is_in(self.units.as_ref(), slug)
    }

    fn is_service(&self, slug: &str) -> bool {
        let registered = slug
            .parse()
            .is_ok_and(|slug| self.registered.service(&slug).is_some());
        registered || Self::is_in(self.services.as_ref(), slug)
    }

    fn is_in(slugs: Option<&HashSet<String>>, slug: &str) -> bool {
        slugs.is_none_or(|slugs| slugs.contains(slug))
    }
}

#[cfg(test)]
mod tests;
