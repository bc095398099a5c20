//! Connections to a database: settings that make a commit durable, and the schema.
//! It must not know any table but those of the migrations as a whole.

mod finding;
mod place;
mod server;
mod writing;

pub use finding::Found;
pub(crate) use finding::has_table;
use place::Place;
pub use server::fresh_database;
pub(crate) use writing::{WriteTransaction, Writer};

use std::error::Error;
use std::io::ErrorKind;
use std::iter::successors;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, Connection};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DbBackend, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

use crate::{Store, StoreError, keys::sync_folder, private::private_file, setting};

/// How long one waits for others to finish: longer than the seal of a large month.
const PATIENCE: Duration = Duration::from_mins(1);

/// Ratings have random keys, so each one changes a few pages in different places; small pages keep that cheap.
const PAGE_SIZE: u32 = 2048;

/// How many changed pages collect before they are copied into the main file: about 16 MB.
const CHECKPOINT_PAGES: &str = "8000";

/// How much memory the connections of one kind together keep pages in: those that read would otherwise hold four times as
/// much after a start, which reads every release once.
const CACHE_KILOBYTES: u32 = 32_000;

/// Enough for the pages of one process; the work itself is bound by the processor.
const READERS: u32 = 4;

/// Two, by which one sees whether they are two sessions.
const SCHEMA: u32 = 2;

/// A database whose schema is up to date.
pub(crate) struct Opened {
    /// For transactions that write.
    pub writer: Writer,
    /// For everything else.
    pub reader: DatabaseConnection,
}

/// Opens the database of a server, and brings its schema up to date.
pub(crate) async fn open_server(url: &str) -> Result<Opened, StoreError> {
    // On connections of its own, because the statements of a migration stay prepared with the types of its values,
    // which need not be those of the entities.
    let schema = server::connect(url, SCHEMA).await?;
    server::must_own_its_sessions(&schema).await?;
    migrate(&schema).await.map_err(server::name_pooling)?;
    schema.close().await?;
    // Those that wait for a seal keep no reader from a connection.
    let writer = server::connect(url, READERS).await?;
    Ok(Opened {
        writer: Writer::new(writer),
        reader: server::connect(url, READERS).await?,
    })
}

/// Opens the SQLite database in a file, making it if there is none, and brings its schema up to date.
pub(crate) async fn open_file(file: &Path, special: impl Special) -> Result<Opened, StoreError> {
    let unreachable = |error| StoreError::Unreachable {
        file: file.to_owned(),
        error,
    };
    if !file.try_exists().map_err(unreachable)? {
        make_file(file, special.clone()).await?;
    }
    private_file(file).map_err(unreachable)?;
    // On a connection of its own, which nobody uses after a migration that failed.
    let schema = connect_file(file, 1, special.clone()).await?;
    migrate(&schema).await?;
    schema.close().await?;
    let place = Place::of(file).map_err(|error| DbErr::Custom(error.to_string()))?;
    let writer = connect_file(file, 1, special.clone()).await?;
    Ok(Opened {
        writer: Writer::of_file(place, writer),
        reader: connect_file(file, READERS, special).await?,
    })
}

/// Makes a database, under its name only once its schema is whole: of what a crash leaves before, nothing could be told.
async fn make_file(file: &Path, special: impl Special) -> Result<(), StoreError> {
    let unreachable = |error| StoreError::Unreachable {
        file: file.to_owned(),
        error,
    };
    let named = |ending: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let part = named(".new");
    for left in [".new", ".new-wal", ".new-shm", ".new-journal"] {
        match std::fs::remove_file(named(left)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(unreachable(error)),
            _ => {}
        }
    }
    private_file(&part).map_err(unreachable)?;
    let schema = connect_file(&part, 1, special).await?;
    migrate(&schema).await?;
    schema.close().await?;
    std::fs::rename(&part, file).map_err(unreachable)?;
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    sync_folder(folder.unwrap_or(Path::new("."))).map_err(unreachable)
}

/// How often who waits for another process on a SQLite file asks whether it is free.
const ASKING_AGAIN: Duration = Duration::from_millis(100);

/// How often the log is tried to be emptied before that is left to a later time.
const TIDYING: usize = 10;

/// Lets others write between two of many transactions: they have as long as the last one took since it had `begun`, or until
/// everybody has asked. Who waits for another process on a SQLite file would otherwise hardly ever find it free.
pub(crate) async fn give_way(begun: Instant) {
    tokio::time::sleep(begun.elapsed().min(ASKING_AGAIN)).await;
}

/// Whether the cause of a failure is a database that cannot be reached, which may change without anybody doing anything here.
pub fn is_out_of_reach(error: &(dyn Error + 'static)) -> bool {
    let mut causes = successors(Some(error), |error| (*error).source());
    causes.any(|cause| {
        let known = cause.downcast_ref::<StoreError>();
        known.is_some_and(|error| matches!(error, StoreError::FewConnections(_)))
            || cause.downcast_ref().is_some_and(server::is_out_of_reach)
    })
}

impl Store {
    /// Opens every connection to a server that the portal may have, and keeps them: later the server may have none left, when
    /// others have taken them.
    pub async fn hold_connections(&self) -> Result<(), StoreError> {
        if self.reader.get_database_backend() == DbBackend::Postgres {
            self.writer.fill().await?;
            server::fill(&self.reader).await?;
        }
        Ok(())
    }

    /// Copies what SQLite collected beside its file into it and empties the rest, so that nothing deleted stays behind. Answers
    /// whether it did: nobody who writes waits for somebody who reads an older state.
    pub(crate) async fn tidy(&self) -> Result<bool, DbErr> {
        for _ in 0..TIDYING {
            if self.writer.checkpoint_if_free().await? {
                return Ok(true);
            }
            tokio::time::sleep(ASKING_AGAIN).await;
        }
        Ok(false)
    }

    /// How often something has begun to be written since the start, by this process.
    pub fn writes(&self) -> u64 {
        self.writer.begun()
    }

    /// Empties the log of SQLite, in which the order of what was written can be read, unless somebody still reads an older
    /// state. Answers whether it is empty.
    pub async fn empty_log(&self) -> Result<bool, StoreError> {
        Ok(self.writer.checkpoint_if_free().await?)
    }

    /// Starts a transaction that will write.
    pub(crate) async fn begin_write(&self) -> Result<WriteTransaction, DbErr> {
        self.writer.begin().await
    }

    /// Starts a transaction that no other may write beside.
    pub(crate) async fn begin_alone(&self) -> Result<WriteTransaction, DbErr> {
        self.writer.begin_alone().await
    }

    /// Closes all connections after the work under way.
    pub async fn close(self) -> Result<(), StoreError> {
        self.reader.clone().close().await?;
        self.writer.close().await?;
        Ok(())
    }
}

/// The file that an address names, if it names one.
pub(crate) fn file_of(url: &str) -> Option<&Path> {
    let file = url.strip_prefix("sqlite:")?;
    Some(Path::new(file.trim_start_matches("//")))
}

/// The settings of one use of a SQLite file.
pub(crate) trait Special:
    Fn(SqliteConnectOptions) -> SqliteConnectOptions + Clone + Send + Sync + 'static
{
}

impl<F> Special for F where
    F: Fn(SqliteConnectOptions) -> SqliteConnectOptions + Clone + Send + Sync + 'static
{
}

/// What makes a commit to a SQLite file outlast a power cut, and what is deleted unreadable.
pub(crate) fn lasting(sqlite: SqliteConnectOptions) -> SqliteConnectOptions {
    sqlite
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
        .pragma("secure_delete", "ON")
}

/// Opens an empty SQLite file that is to become a backup. It never has a second file beside it but while it is written.
pub(crate) async fn connect_new_backup(file: &Path) -> Result<DatabaseConnection, DbErr> {
    connect_file(file, 1, |sqlite| {
        sqlite.journal_mode(SqliteJournalMode::Delete)
    })
    .await
}

/// Opens a backup to be read only.
pub(crate) async fn connect_backup(file: &Path) -> Result<DatabaseConnection, DbErr> {
    connect_file(file, 1, |sqlite| sqlite.read_only(true)).await
}

async fn connect_file(
    file: &Path,
    connections: u32,
    special: impl Special,
) -> Result<DatabaseConnection, DbErr> {
    // The file's name is given as a path, because in an address some of its characters would mean something else.
    let file = file.to_owned();
    let mut options = ConnectOptions::new("sqlite:");
    options
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .sqlx_logging(false)
        // A file does not go away between two queries, and asking would take as long as a short one.
        .test_before_acquire(false)
        .map_sqlx_sqlite_before_acquire(|connection, _| Box::pin(is_outside(connection)))
        .map_sqlx_sqlite_opts(move |sqlite| {
            special(
                sqlite
                    .filename(&file)
                    .create_if_missing(false)
                    .foreign_keys(true)
                    .page_size(PAGE_SIZE)
                    .pragma("cache_size", format!("-{}", CACHE_KILOBYTES / connections)),
            )
        });
    Database::connect(options).await
}

/// Whether a connection can be lent again; one on which a transaction stayed open would show its old state for ever, or hide
/// what is written. The pool then closes it and opens another.
async fn is_outside(connection: &mut impl Connection) -> Result<bool, sqlx::Error> {
    Ok(!connection.is_in_transaction())
}

/// Brings the schema up to date, one process at a time, and all of it or nothing: what a crash left half changed could
/// never be opened again.
pub(crate) async fn migrate(writer: &DatabaseConnection) -> Result<(), DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let transaction = writer.begin_with_options(options).await?;
    setting::lock_installation(&transaction).await?;
    migrations::Migrator::up(&transaction, None).await?;
    transaction.commit().await
}
