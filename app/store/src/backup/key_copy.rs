//! The second file of a backup: the keys that the first one cannot be read without, to be kept apart from it.
//! It must not hold a key that the backup does not name, such as one that a seal has destroyed meanwhile.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use sea_orm::ConnectionTrait;
use zeroize::Zeroizing;

use crate::{
    StoreError,
    keys::{Key, KeyError, KeyFolder},
    secret, waiting,
};

/// Which key: its kind and its fingerprint.
type Named = (String, String);

/// The file of the keys that belongs to a backup unless another one is named.
pub(super) fn beside(backup: &Path) -> PathBuf {
    let mut name = OsString::from(backup);
    name.push(".keys");
    name.into()
}

/// The keys that a database cannot be used without.
pub(super) async fn needed(connection: &impl ConnectionTrait) -> Result<Vec<Named>, StoreError> {
    let installation = secret::fingerprint(connection).await?;
    let installation = installation.map(|print| (secret::KIND.to_owned(), print));
    let mut needed = waiting::fingerprints(connection).await?;
    needed.extend(installation);
    Ok(needed)
}

/// Copies of keys, each with its kind.
#[derive(Default)]
pub(super) struct KeyCopies(Vec<(String, Key)>);

impl KeyCopies {
    /// The keys of a folder that are needed, as far as they are there; what is missed later shows [`Self::only`].
    pub fn of(folder: &KeyFolder, needed: &[Named]) -> Result<Self, KeyError> {
        let mut copies = vec![];
        for (kind, fingerprint) in needed {
            match folder.read(kind, fingerprint) {
                Err(KeyError::Missing(_)) => {}
                read => copies.push((kind.clone(), read?)),
            }
        }
        Ok(Self(copies))
    }

    /// Joins two collections.
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// Just the keys that are needed; the kind of the first that is not here if one is not.
    pub fn only(self, needed: &[Named]) -> Result<Self, String> {
        let mut copies = self.0;
        let mut only = vec![];
        for (kind, fingerprint) in needed {
            let place = copies
                .iter()
                .position(|(_, key)| key.fingerprint() == *fingerprint);
            let place = place.ok_or_else(|| kind.clone())?;
            only.push(copies.swap_remove(place));
        }
        Ok(Self(only))
    }

    /// Reads the text of a file; none if it is another one.
    pub fn read(text: &str) -> Option<Self> {
        let copy = |line: &str| {
            let (kind, digits) = line.split_once(' ')?;
            let bytes = Zeroizing::new(hex::decode(digits).ok()?);
            Some((kind.to_owned(), Key::of(&bytes)?))
        };
        text.lines().map(copy).collect::<Option<_>>().map(Self)
    }

    /// Writes the text of a file.
    pub fn write(&self, mut file: impl Write) -> std::io::Result<()> {
        for (kind, key) in &self.0 {
            let digits = Zeroizing::new(hex::encode(key.bytes()));
            writeln!(file, "{kind} {}", *digits)?;
        }
        Ok(())
    }

    /// Puts the keys into a folder.
    pub fn put_into(&self, folder: &KeyFolder) -> Result<(), KeyError> {
        let mut copies = self.0.iter();
        copies.try_for_each(|(kind, key)| folder.keep(kind, key))
    }
}
