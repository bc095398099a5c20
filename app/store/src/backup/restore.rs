//! Reading a backup into an empty database, after looking whether it can be trusted.
//! It must not change the file, and of a file that fails one look it must not keep a row.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use domain::access::Permit;
use domain::audit::{Deed, Subject, SubjectKind};
use migrations::Migrator;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, EntityTrait,
    Statement, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use tempfile::TempDir;
use zeroize::Zeroizing;

use super::key_copy::{self, KeyCopies};
use super::{copy, vacuum_into};
use crate::{
    AuditError, Store, StoreError, audit, clock,
    connection::{WriteTransaction, connect_backup, connect_new_backup, migrate},
    entity::session,
    keys::KeyError,
    release::verify_releases,
    secret::Known,
    setting::lock_installation,
    waiting::move_from_clear,
};

/// How every SQLite file begins.
const SIGNATURE: &[u8] = b"SQLite format 3\0";

/// Why a backup was not restored. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The database to restore into holds something already; the name of a table that does.
    #[error("the database is not empty: it has rows in the table {0}")]
    NotEmpty(&'static str),
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] std::io::Error),
    /// The file is something else.
    #[error("the file is no backup of Suara Warga")]
    Foreign,
    /// The file comes from a later version of the program; the name of a migration that this one does not know.
    #[error("the backup was made by a newer version of the program, which knows the schema {0}")]
    Newer(String),
    /// The file was damaged.
    #[error("the backup is damaged: {0}")]
    Damaged(String),
    /// The second file holds no keys of this backup; its name.
    #[error(
        "{} does not hold the keys of this backup. Without them nobody's code, receipt, recovery code or key of a queue system \
         is known any more, and ratings that wait for their seal can never be read; --keys-file names another file",
        .0.display()
    )]
    WithoutKeys(PathBuf),
    /// The audit trail of the backup was changed.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// A database failed, or what the backup holds does not follow the rules.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<KeyError> for RestoreError {
    fn from(error: KeyError) -> Self {
        Self::Store(error.into())
    }
}

impl From<DbErr> for RestoreError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Reads a backup into this database, which must be empty, and says how many rows it had; all or nothing. The keys come
    /// from its second file, or from `keys`. Nobody is signed in afterwards, and the backup's audit trail goes on with who
    /// restored it. The database then is the other installation, with its keys, so it has to be opened again; no other
    /// process may serve it meanwhile.
    pub async fn restore(
        self,
        permit: &Permit,
        file: &Path,
        keys: Option<&Path>,
        now: i64,
    ) -> Result<u64, RestoreError> {
        let backup = Backup::open(file).await?;
        let from = backup.connection.begin().await?;
        verify(&from).await?;
        let keys = keys.map_or_else(|| key_copy::beside(file), Path::to_owned);
        let keys = read_keys(&from, keys).await?;
        let to = self.begin_alone().await?;
        lock_all_tables(&to).await?;
        if let Some(table) = copy::first_filled(&to).await? {
            return Err(RestoreError::NotEmpty(table));
        }
        let rows = copy::everything(&from, &to).await?;
        // Whoever signed out since the backup stays signed out.
        session::Entity::delete_many().exec(&to).await?;
        let subject = Subject::new(SubjectKind::Backup, name_of(file));
        audit::append(&to, permit, now, &Deed::Restored, subject).await?;
        clock::doubt(&to).await?;
        move_from_clear(&from, &to, &self.keys).await?;
        keys.put_into(&self.keys)?;
        to.commit().await?;
        // Nothing was hashed with the key that this database was made with.
        self.secret.forget(&self.keys)?;
        from.rollback().await?;
        self.close().await?;
        Ok(rows)
    }
}

/// Looks whether a backup that was just made can be restored.
pub(super) async fn try_out(file: &Path) -> Result<(), RestoreError> {
    let backup = Backup::open(file).await?;
    let from = backup.connection.begin().await?;
    verify(&from).await?;
    from.rollback().await?;
    Ok(backup.connection.close().await?)
}

/// The name of a file without its folder, which is nobody's business.
fn name_of(file: &Path) -> Cow<'_, str> {
    file.file_name().unwrap_or_default().to_string_lossy()
}

/// What must be true of a backup's content, in the newest schema, beyond what the database sees to by itself.
async fn verify(backup: &DatabaseTransaction) -> Result<(), RestoreError> {
    if matches!(Known::to(backup).await?, Known::Nothing) {
        return Err(StoreError::corrupt("the installation's key is missing").into());
    }
    verify_releases(backup).await?;
    audit::verify(backup).await?;
    Ok(())
}

/// The keys that a backup needs. One of an earlier version of the program holds them itself.
async fn read_keys(backup: &DatabaseTransaction, file: PathBuf) -> Result<KeyCopies, RestoreError> {
    let needed = key_copy::needed(backup).await?;
    if needed.is_empty() {
        return Ok(KeyCopies::default());
    }
    let text = std::fs::read_to_string(&file).map(Zeroizing::new);
    let copies = text.ok().and_then(|text| KeyCopies::read(&text));
    let needed = copies.and_then(|copies| copies.only(&needed).ok());
    needed.ok_or(RestoreError::WithoutKeys(file))
}

/// Keeps other processes from reading, too, until the end of the transaction. SQLite shows them what was before.
async fn lock_all_tables(to: &WriteTransaction) -> Result<(), DbErr> {
    lock_installation(to).await?;
    if to.get_database_backend() == DbBackend::Postgres {
        let names = copy::table_names().join("\", \"");
        to.execute_unprepared(&format!("LOCK TABLE \"{names}\" IN ACCESS EXCLUSIVE MODE"))
            .await?;
    }
    Ok(())
}

/// A backup that is sound as a file and has the newest schema.
struct Backup {
    connection: DatabaseConnection,
    /// Holds a copy with the newest schema, where the backup has an older one.
    _copy: Option<TempDir>,
}

impl Backup {
    async fn open(file: &Path) -> Result<Self, RestoreError> {
        let mut start = Vec::with_capacity(SIGNATURE.len());
        File::open(file)?
            .take(SIGNATURE.len() as u64)
            .read_to_end(&mut start)?;
        if start != SIGNATURE {
            return Err(RestoreError::Foreign);
        }
        let damaged = |error: DbErr| RestoreError::Damaged(error.to_string());
        let connection = connect_backup(file).await.map_err(damaged)?;
        let found = texts(&connection, "PRAGMA integrity_check(1)")
            .await
            .map_err(damaged)?;
        if found != ["ok"] {
            return Err(RestoreError::Damaged(found.join("; ")));
        }
        if has_newest_schema(&connection).await? {
            return Ok(Self {
                connection,
                _copy: None,
            });
        }
        let folder = TempDir::new()?;
        let copy = folder.path().join("newest.db");
        vacuum_into(&connection, &copy).await?;
        let connection = connect_new_backup(&copy).await?;
        migrate(&connection).await?;
        Ok(Self {
            connection,
            _copy: Some(folder),
        })
    }
}

/// Whether every migration was carried out on a backup; an error if it has one that this program does not know.
async fn has_newest_schema(backup: &DatabaseConnection) -> Result<bool, RestoreError> {
    let ours = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN ('seaql_migrations', 'setting')";
    if texts(backup, ours).await?.len() < 2 {
        return Err(RestoreError::Foreign);
    }
    let applied = texts(
        backup,
        "SELECT version FROM seaql_migrations ORDER BY version",
    )
    .await?;
    let migrations = Migrator::migrations();
    let known: BTreeSet<&str> = migrations.iter().map(|known| known.name()).collect();
    if let Some(newer) = applied.iter().find(|name| !known.contains(name.as_str())) {
        return Err(RestoreError::Newer(newer.clone()));
    }
    Ok(applied.len() == known.len())
}

async fn texts(connection: &DatabaseConnection, sql: &str) -> Result<Vec<String>, DbErr> {
    let statement = Statement::from_string(DbBackend::Sqlite, sql);
    let rows = connection.query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}
