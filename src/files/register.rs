//! The register of a city from its four CSV files: units, services with their standards, counters, transfers.
//! It must not know what is registered already, nor any rating.

use std::collections::HashSet;
use std::path::Path;
use std::{fmt, fs, io};

use domain::register::{Inconsistent, Register, Slug};

use super::{Row, Unreadable, rows};

mod entries;
mod shift;

pub use shift::shifted;

const UNITS: &str = "units.csv";
const SERVICES: &str = "services.csv";
const COUNTERS: &str = "counters.csv";
const TRANSFERS: &str = "transfers.csv";

/// The columns of `units.csv`.
pub const UNITS_HEADER: [&str; 10] = [
    "slug",
    "nama",
    "nama_en",
    "singkatan",
    "sebutan",
    "jenis",
    "induk",
    "berlaku_mulai",
    "berlaku_sampai",
    "pendahulu",
];

/// The columns of `services.csv`.
pub const SERVICES_HEADER: [&str; 19] = [
    "slug",
    "unit",
    "nama",
    "nama_en",
    "sebutan",
    "gratis",
    "persyaratan",
    "persyaratan_en",
    "prosedur",
    "prosedur_en",
    "waktu_min",
    "waktu_maks",
    "waktu_satuan",
    "waktu_persen",
    "biaya",
    "biaya_en",
    "produk",
    "produk_en",
    "sumber",
];

/// The columns of `counters.csv`.
pub const COUNTERS_HEADER: [&str; 2] = ["unit", "nama"];

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
                let reason = match error.kind() {
                    io::ErrorKind::NotFound => "tidak ada".to_owned(),
                    _ => format!("tidak dapat dibaca: {error}"),
                };
                io::Error::new(error.kind(), format!("berkas {} {reason}", path.display()))
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

impl From<Inconsistent> for RegisterError {
    fn from(reason: Inconsistent) -> Self {
        Self::Inconsistent(reason)
    }
}

impl fmt::Display for RegisterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = match self {
            Self::Files(files) => {
                let files: Vec<_> = files.iter().map(ToString::to_string).collect();
                return f.write_str(&files.join("\n"));
            }
            Self::Inconsistent(reason) => reason,
        };
        match reason {
            Inconsistent::Twice(slug) => write!(f, "slug {slug} dipakai dua kali"),
            Inconsistent::NoSuchUnit { by, unit } => {
                write!(f, "{by} menyebut unit {unit}, yang tidak ada")
            }
            Inconsistent::Cycle(slug) => {
                write!(f, "{UNITS}: unit {slug} berada di bawah dirinya sendiri")
            }
            Inconsistent::Roots(count) => write!(
                f,
                "{UNITS}: harus ada tepat satu unit tanpa induk, yaitu kotanya; ada {count}"
            ),
        }?;
        f.write_str("; tidak ada yang disimpan")
    }
}

/// The register that the files describe.
///
/// # Errors
/// When a cell of any file is wrong: every bad cell of all files is listed at once. When all cells are right but the
/// units do not form one tree: the first reason.
pub fn read(files: &RegisterFiles) -> Result<Register, RegisterError> {
    let known = Known::new(files);
    let units = entries::units(&files.units, &known);
    let services = entries::services(&files.services, &known);
    let counters = entries::counters(&files.counters, &known);
    let transfers = entries::transfers(&files.transfers, &known);
    match (units, services, counters, transfers) {
        (Ok(units), Ok(mut services), Ok(counters), Ok(mut transfers)) => {
            for service in &mut services {
                service.former_units = transfers.remove(&service.slug).unwrap_or_default();
            }
            Ok(Register::new(units, services, counters)?)
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

/// The slugs that rows may refer to; `None` where the file that defines them has no readable rows.
struct Known {
    units: Option<HashSet<String>>,
    services: Option<HashSet<String>>,
}

impl Known {
    fn new(files: &RegisterFiles) -> Self {
        let slug = |row: &mut Row<'_>| Some(row.text("slug").to_owned());
        let slugs = |rows: Result<Vec<String>, Unreadable>| Some(rows.ok()?.into_iter().collect());
        Self {
            units: slugs(rows(&files.units, &UNITS_HEADER, slug)),
            services: slugs(rows(&files.services, &SERVICES_HEADER, slug)),
        }
    }

    /// The slug, if a unit has it.
    fn unit(&self, text: &str) -> Option<Slug> {
        Self::find(self.units.as_ref(), text)
    }

    /// The slug, if a service has it.
    fn service(&self, text: &str) -> Option<Slug> {
        Self::find(self.services.as_ref(), text)
    }

    fn find(slugs: Option<&HashSet<String>>, text: &str) -> Option<Slug> {
        let exists = slugs.is_none_or(|slugs| slugs.contains(text));
        exists.then(|| text.parse().ok()).flatten()
    }
}

#[cfg(test)]
mod tests;
