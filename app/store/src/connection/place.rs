//! Whether the file of a SQLite database is still the one that was opened: what is written into one that was deleted or
//! replaced is lost. It must not open the file, because closing it again would let go of SQLite's locks.

use std::io;
use std::path::{Path, PathBuf};

/// A file under its name.
#[derive(Clone, Debug)]
pub(super) struct Place {
    file: PathBuf,
    identity: Identity,
}

/// What the system knows a file by, whatever its name.
type Identity = Option<[u64; 2]>;

impl Place {
    /// The file that has a name now.
    pub fn of(file: &Path) -> io::Result<Self> {
        Ok(Self {
            file: file.to_owned(),
            identity: identity(file)?,
        })
    }

    /// Fails unless the file still has its name.
    pub fn must_be_kept(&self) -> io::Result<()> {
        if identity(&self.file)? == self.identity {
            return Ok(());
        }
        let why = "another file has taken the place of the database";
        Err(io::Error::other(why))
    }
}

#[cfg(unix)]
fn identity(file: &Path) -> io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;
    let found = std::fs::metadata(file)?;
    Ok(Some([found.dev(), found.ino()]))
}

/// Elsewhere a file that is open can be neither deleted nor replaced.
#[cfg(not(unix))]
fn identity(file: &Path) -> io::Result<Identity> {
    std::fs::metadata(file).map(|_| None)
}
