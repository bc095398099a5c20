//! Opening a database: connection settings that make a commit durable, and the schema.
//! It must not know any table but those of the migrations as a whole.

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

use crate::{Store, StoreError, secret::Secret, setting};

/// How long a writer waits for another process to finish: longer than the seal of a large month.
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

impl Store {
    /// Opens the database at `url`, `postgres://…` or `sqlite:FILE`, and brings its schema up to date.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        if let Some(file) = url.strip_prefix("sqlite:") {
            return Self::open_file(Path::new(file.trim_start_matches("//"))).await;
        }
        if !url.starts_with("postgres:") && !url.starts_with("postgresql:") {
            return Err(StoreError::UnknownDatabase);
        }
        // On connections of its own, because the statements of a migration stay prepared with the types of its values,
        // which need not be those of the entities.
        let schema = connect_postgres(url).await?;
        migrate(&schema).await?;
        schema.close().await?;
        let pool = connect_postgres(url).await?;
        Self::with(pool.clone(), pool).await
    }

    /// Opens the SQLite database in a file, making it if there is none, and brings its schema up to date.
    pub async fn open_file(file: &Path) -> Result<Self, StoreError> {
        let writer = connect_sqlite(file, 1).await?;
        migrate(&writer).await?;
        Self::with(writer, connect_sqlite(file, READERS).await?).await
    }

    async fn with(
        writer: DatabaseConnection,
        reader: DatabaseConnection,
    ) -> Result<Self, StoreError> {
        let secret = Secret::load_or_create(&writer).await?;
        Ok(Self {
            writer,
            reader,
            secret,
        })
    }

    /// Copies what SQLite collected beside its file into it and empties the rest, so that nothing deleted stays behind.
    pub(crate) async fn tidy(&self) -> Result<(), DbErr> {
        if self.writer.get_database_backend() == DbBackend::Sqlite {
            self.writer
                .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
                .await?;
        }
        Ok(())
    }

    /// Starts a transaction that will write. On SQLite it takes the write lock at once: a transaction that first reads and
    /// then writes would otherwise fail when another one wrote in between.
    pub(crate) async fn begin_write(&self) -> Result<DatabaseTransaction, DbErr> {
        begin_immediate(&self.writer).await
    }

    /// Closes all connections after the work under way.
    pub async fn close(self) -> Result<(), StoreError> {
        self.reader.clone().close().await?;
        self.writer.close().await?;
        Ok(())
    }
}

async fn begin_immediate(connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    connection.begin_with_options(options).await
}

async fn connect_sqlite(file: &Path, connections: u32) -> Result<DatabaseConnection, DbErr> {
    connect_file(file, connections, |sqlite| {
        sqlite
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE)
            .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
            .pragma("secure_delete", "ON")
    })
    .await
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
    special: impl Fn(SqliteConnectOptions) -> SqliteConnectOptions + Send + Sync + 'static,
) -> Result<DatabaseConnection, DbErr> {
    // The file's name is given as a path, because in an address some of its characters would mean something else.
    let file = file.to_owned();
    let mut options = ConnectOptions::new("sqlite:");
    options
        .max_connections(connections)
        .sqlx_logging(false)
        // A file does not go away between two queries, and asking would take as long as a short one.
        .test_before_acquire(false)
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

async fn connect_postgres(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(2 * READERS)
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(|postgres| postgres.options([("synchronous_commit", "on")]));
    Database::connect(options).await
}

/// Makes an empty database of a random name on a PostgreSQL server and gives its address; for tests and trials.
pub async fn fresh_database(server: &str) -> Result<String, StoreError> {
    let name = format!("suara_{}", uuid::Uuid::new_v4().simple());
    let admin = Database::connect(server).await?;
    admin
        .execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await?;
    admin.close().await?;
    let (address, query) = server.split_once('?').unwrap_or((server, ""));
    let base = address.rsplit_once('/').map_or(address, |(base, _)| base);
    Ok(if query.is_empty() {
        format!("{base}/{name}")
    } else {
        format!("{base}/{name}?{query}")
    })
}

/// Brings the schema up to date, one process at a time.
pub(crate) async fn migrate(writer: &DatabaseConnection) -> Result<(), DbErr> {
    if writer.get_database_backend() != DbBackend::Postgres {
        return migrations::Migrator::up(writer, None).await;
    }
    let transaction = writer.begin().await?;
    setting::lock_installation(&transaction).await?;
    migrations::Migrator::up(&transaction, None).await?;
    transaction.commit().await
}
