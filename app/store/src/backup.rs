//! Backups: a whole installation in one SQLite file, whichever database it lives in, with its keys in a second file, and
//! back.
//! It must not know what a table means; `entity` lists them all.

mod copy;
mod key_copy;
mod restore;

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, IsolationLevel, Statement,
    TransactionTrait,
};
use tempfile::{NamedTempFile, TempDir};

use crate::waiting::drop_clear_table;
use crate::{
    Store, StoreError,
    connection::{Writer, connect_backup, connect_new_backup, migrate},
    keys::{KeyError, KeyFolder, sync_folder},
};
use key_copy::KeyCopies;

pub use restore::RestoreError;

/// What SQLite keeps beside a database in use; with another file under the old name it would ruin that file.
const COMPANIONS: [&str; 2] = ["-wal", "-journal"];

/// Why no backup was made. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file exists.
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
    /// The file to be replaced is a database that is open, or was not closed.
    #[error("{} is a database in use", .0.display())]
    InUse(PathBuf),
    /// The file cannot be written.
    #[error("{} cannot be written: {error}", .file.display())]
    Unwritable {
        /// Its name.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The database is damaged, or holds what was not written by the rules.
    #[error("no backup was made, because none of this database could be restored: {0}")]
    Useless(Box<RestoreError>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl BackupError {
    fn unwritable(file: &Path, error: io::Error) -> Self {
        Self::Unwritable {
            file: file.to_owned(),
            error,
        }
    }
}

impl From<KeyError> for BackupError {
    fn from(error: KeyError) -> Self {
        Self::Store(error.into())
    }
}

impl From<DbErr> for BackupError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Writes everything the database holds at one moment into a SQLite file, and the keys that it cannot be read without
    /// into a second one, whose name it answers; others may go on reading and writing meanwhile. The files appear under
    /// their names when they are complete, looked through and on disk, readable by their owner alone. With `replace` they take the place of
    /// older ones.
    pub async fn backup(&self, file: &Path, replace: bool) -> Result<PathBuf, BackupError> {
        let keys = key_copy::beside(file);
        refuse_to_overwrite(file, replace)?;
        refuse_to_overwrite(&keys, replace)?;
        let made = InTheMaking {
            backup: Part::beside(file)?,
            keys: Part::beside(&keys)?,
        };
        // In a task of its own: a database that still writes must not lose its folder because nobody waits any more.
        let made = tokio::spawn(self.clone().fill(made)).await;
        let made = made.expect("no backup panics")?;
        made.keys.keep(replace)?;
        made.backup.keep(replace)?;
        Ok(keys)
    }

    /// Writes both files and looks them through.
    async fn fill(self, mut made: InTheMaking) -> Result<InTheMaking, BackupError> {
        let file = made.backup.file.path();
        // A key that a seal destroys in this moment may be one that the copy needs.
        let before = KeyCopies::of(&self.keys, &key_copy::needed(&self.reader).await?)?;
        match self.reader.get_database_backend() {
            DbBackend::Sqlite => vacuum_into(&self.reader, file).await?,
            _ => self.copy_into(file).await?,
        }
        let copies = keys_of(file, &self.keys, before).await?;
        let written = copies.write(&mut made.keys.file);
        written.map_err(|error| BackupError::unwritable(&made.keys.name, error))?;
        let useless = |error| BackupError::Useless(Box::new(error));
        restore::try_out(file).await.map_err(useless)?;
        Ok(made)
    }

    /// Copies every table as it stands at one moment into an empty file.
    async fn copy_into(&self, file: &Path) -> Result<(), DbErr> {
        let (isolation, access) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
        let from = self
            .reader
            .begin_with_config(Some(isolation), Some(access))
            .await?;
        let connection = connect_new_backup(file).await?;
        migrate(&connection).await?;
        let to = Writer::new(connection.clone()).begin().await?;
        drop_clear_table(&to).await?;
        copy::everything(&from, &to).await?;
        to.commit().await?;
        from.rollback().await?;
        connection.close().await
    }
}

/// The keys that a copy of a database needs: those that were there before it was made, or came meanwhile.
async fn keys_of(
    copy: &Path,
    folder: &KeyFolder,
    before: KeyCopies,
) -> Result<KeyCopies, StoreError> {
    let copy = connect_backup(copy).await?;
    let needed = key_copy::needed(&copy).await;
    copy.close().await?;
    let needed = needed?;
    let copies = before.and(KeyCopies::of(folder, &needed)?);
    copies
        .only(&needed)
        .map_err(|kind| KeyError::Missing(folder.of_kind(&kind)).into())
}

/// Writes a SQLite database as it stands at one moment into an empty file, without what was deleted.
async fn vacuum_into(connection: &DatabaseConnection, file: &Path) -> Result<(), DbErr> {
    let name = file
        .to_str()
        .ok_or_else(|| DbErr::Custom(format!("{} is not Unicode", file.display())))?;
    let statement =
        Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO $1", [name.into()]);
    connection.execute_raw(statement).await.map(drop)
}

fn refuse_to_overwrite(file: &Path, replace: bool) -> Result<(), BackupError> {
    if !replace && file.exists() {
        return Err(BackupError::Exists(file.to_owned()));
    }
    let in_use = COMPANIONS.iter().any(|ending| {
        let mut name = OsString::from(file);
        name.push(ending);
        Path::new(&name).exists()
    });
    if in_use {
        return Err(BackupError::InUse(file.to_owned()));
    }
    Ok(())
}

/// How the names of the folders begin in which backups are made.
const IN_THE_MAKING: &str = ".suara-warga-backup-";

/// The name of the file in such a folder that is locked while its process lives.
const LOCK: &str = "lock";

/// The two files of a backup before they have their names.
struct InTheMaking {
    backup: Part,
    keys: Part,
}

/// A file in the making. Unless it is kept, nothing of it remains; what a killed process left, the next backup removes.
struct Part {
    /// What it is to be called.
    name: PathBuf,
    file: NamedTempFile,
    /// Holds what SQLite needs beside the file while it is written.
    _folder: TempDir,
    _lock: File,
}

impl Part {
    /// In a folder of its own next to the file it is to become, so that it can be moved there in one step.
    fn beside(name: &Path) -> Result<Self, BackupError> {
        let unwritable = |error| BackupError::unwritable(name, error);
        let beside = folder_of(name).map_err(unwritable)?;
        remove_leftovers(&beside).map_err(unwritable)?;
        let folder = tempfile::Builder::new()
            .prefix(IN_THE_MAKING)
            .tempdir_in(beside)
            .map_err(unwritable)?;
        let lock = File::create(folder.path().join(LOCK)).map_err(unwritable)?;
        lock.lock().map_err(unwritable)?;
        Ok(Self {
            name: name.to_owned(),
            _lock: lock,
            file: NamedTempFile::new_in(&folder).map_err(unwritable)?,
            _folder: folder,
        })
    }

    /// Gives it its name once its content is on disk.
    fn keep(self, replace: bool) -> Result<(), BackupError> {
        let name = &self.name;
        let unwritable = |error| BackupError::unwritable(name, error);
        self.file.as_file().sync_all().map_err(unwritable)?;
        if replace {
            self.file.persist(name)
        } else {
            self.file.persist_noclobber(name)
        }
        .map_err(|failed| match failed.error.kind() {
            io::ErrorKind::AlreadyExists => BackupError::Exists(name.to_owned()),
            _ => unwritable(failed.error),
        })?;
        let folder = folder_of(name).and_then(|folder| sync_folder(&folder));
        folder.map_err(unwritable)
    }
}

/// Removes what backups left whose process was killed.
fn remove_leftovers(beside: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(beside)? {
        let folder = entry?.path();
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        if !name.starts_with(IN_THE_MAKING) {
            continue;
        }
        // Without a lock it was made this moment, or by a version of the program that made none.
        let lock = File::open(folder.join(LOCK));
        if lock.is_ok_and(|lock| lock.try_lock().is_ok()) {
            std::fs::remove_dir_all(&folder)?;
        }
    }
    Ok(())
}

fn folder_of(file: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(file)?;
    Ok(absolute.parent().unwrap_or(&absolute).to_owned())
}
