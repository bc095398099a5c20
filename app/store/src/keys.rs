//! The keys of an installation: files in a folder outside the database, which knows them by their fingerprints alone, so
//! that a copy of the database, its log or a dead row of it opens nothing.
//! It must not know what a key is used for, and a key must never be written into the database or a log.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use domain::digest::Digest;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tempfile::NamedTempFile;
use zeroize::Zeroizing;

use crate::private::private_folder;

/// The length of a key.
const BYTES: usize = 32;

/// How much of a fingerprint stands in the name of a key's file: enough that no two keys meet.
const NAMED_DIGITS: usize = 16;

/// Why a key cannot be used. What to do stands in the text, because whoever starts the program is the one who can do it.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// There is no such file.
    #[error(
        "the key {} is missing: bring it back from the second file of a backup (suara-warga restore), or name the folder \
         that holds it with --keys",
        .0.display()
    )]
    Missing(PathBuf),
    /// The file holds something else.
    #[error(
        "the file {} does not hold the key of this database: bring the right one back from the second file of a backup",
        .0.display()
    )]
    Wrong(PathBuf),
    /// The file or the folder cannot be read or written.
    #[error("the key {} cannot be read or written: {error}", .file.display())]
    Unusable {
        /// Its name.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// A secret of random bytes, overwritten when it is no longer used. It can be neither shown nor copied.
pub(crate) struct Key(Zeroizing<[u8; BYTES]>);

impl Key {
    /// A fresh key.
    pub fn random() -> Self {
        Self(Zeroizing::new(rand::random()))
    }

    /// A key that was kept.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let mut key = Zeroizing::new([0; BYTES]);
        (bytes.len() == BYTES).then(|| key.copy_from_slice(bytes))?;
        Some(Self(key))
    }

    /// The key itself, for a cipher or a copy that is kept as well as the key.
    pub fn bytes(&self) -> &[u8; BYTES] {
        &self.0
    }

    /// A text hashed for one purpose; nobody can do so, or tell the text, without the key.
    pub fn hash(&self, purpose: &str, text: &str) -> [u8; 32] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(self.bytes()).expect("a key of any length is accepted");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// By which the database recognises the key.
    pub fn fingerprint(&self) -> String {
        Digest::of(&self.hash("fingerprint", "")).to_string()
    }
}

/// The folder of the keys. Several databases may share one, because a file is named by its key's fingerprint.
#[derive(Clone, Debug)]
pub(crate) struct KeyFolder(PathBuf);

impl KeyFolder {
    /// The folder at a path; it is made with the first key.
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Where the key of a kind with a fingerprint is.
    fn file(&self, kind: &str, fingerprint: &str) -> PathBuf {
        let digits = fingerprint.get(..NAMED_DIGITS).unwrap_or(fingerprint);
        self.0.join(format!("{kind}-{digits}.key"))
    }

    /// Where a key of a kind would be, whatever its fingerprint.
    pub fn of_kind(&self, kind: &str) -> PathBuf {
        self.file(kind, "…")
    }

    /// The key of a kind with a fingerprint.
    pub fn read(&self, kind: &str, fingerprint: &str) -> Result<Key, KeyError> {
        let file = self.file(kind, fingerprint);
        let bytes = match std::fs::read(&file) {
            Ok(bytes) => Zeroizing::new(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(KeyError::Missing(file));
            }
            Err(error) => return Err(KeyError::Unusable { file, error }),
        };
        let key = Key::of(&bytes).filter(|key| key.fingerprint() == fingerprint);
        key.ok_or(KeyError::Wrong(file))
    }

    /// Keeps a key. It is on disk, under its name, when this returns: nothing may depend on it before.
    pub fn keep(&self, kind: &str, key: &Key) -> Result<(), KeyError> {
        let file = self.file(kind, &key.fingerprint());
        self.write(&file, key)
            .map_err(|error| KeyError::Unusable { file, error })
    }

    fn write(&self, file: &Path, key: &Key) -> io::Result<()> {
        private_folder(&self.0)?;
        let mut part = NamedTempFile::new_in(&self.0)?;
        part.write_all(key.bytes())?;
        part.as_file().sync_all()?;
        part.persist(file)?;
        sync_folder(&self.0)
    }

    /// Destroys a key, as far as a file can be: it is overwritten before its name goes. One that is gone already is not
    /// missed, so this can be done again.
    pub fn destroy(&self, kind: &str, fingerprint: &str) -> Result<(), KeyError> {
        let file = self.file(kind, fingerprint);
        match self.erase(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(KeyError::Unusable { file, error })
            }
            _ => Ok(()),
        }
    }

    fn erase(&self, file: &Path) -> io::Result<()> {
        let mut open = OpenOptions::new().write(true).open(file)?;
        open.write_all(&[0; BYTES])?;
        open.sync_all()?;
        std::fs::remove_file(file)?;
        sync_folder(&self.0)
    }
}

/// A name is on disk only when its folder is.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_until_it_is_destroyed_and_a_changed_file_is_refused() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = KeyFolder::at(&place.path().join("keys"));
        let key = Key::random();
        let print = key.fingerprint();
        assert!(matches!(
            folder.read("installation", &print),
            Err(KeyError::Missing(_))
        ));
        folder.keep("installation", &key).expect("kept");
        let read = folder.read("installation", &print).expect("read");
        assert_eq!(read.bytes(), key.bytes());
        let file = folder.file("installation", &print);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| path.metadata().expect("there").permissions().mode() & 0o777;
            assert_eq!((mode(&folder.0), mode(&file)), (0o700, 0o600));
        }
        std::fs::write(&file, [7; BYTES]).expect("writable");
        assert!(matches!(
            folder.read("installation", &print),
            Err(KeyError::Wrong(_))
        ));
        for _ in 0..2 {
            folder.destroy("installation", &print).expect("destroyed");
            assert!(!file.exists());
        }
    }
}
