//! The one way by which anything is written: a transaction on a connection that is known to be sound.
//! It must not know what is written.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures::lock::Mutex;
use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::{
    self, AssertSqlSafe, Connection, Database, Executor, Postgres, SqlSafeStr, Sqlite,
};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr,
    Statement, Values,
};
use sea_query_sqlx::SqlxValues;
use sqlx_core::transaction::TransactionManager;

use super::place::Place;
use super::{PATIENCE, server};
use crate::StoreError;
use crate::pool::{Connections, connections};

/// On SQLite it takes the write lock at once: a transaction that first reads and then writes would otherwise fail when
/// another one wrote in between. It fails inside a transaction.
const BEGIN_SQLITE: &str = "BEGIN IMMEDIATE";

/// On PostgreSQL every transaction that writes holds one lock from its first moment on: most of them together, those that
/// no other may change anything under alone. Because it comes before every other lock, whoever waits for it holds nothing
/// that somebody else could wait for.
///
/// Among those that write together the order is: the installation's lock, the row that is changed (several in the order of
/// their keys), what belongs to it, the head of the audit trail, the revision.
const BEGIN_TOGETHER: &str = "BEGIN; SELECT pg_advisory_xact_lock_shared(5323002)";
const BEGIN_ALONE: &str = "BEGIN; SELECT pg_advisory_xact_lock(5323002)";

/// Whether others may write at the same time. On SQLite nobody can.
#[derive(Clone, Copy)]
enum Company {
    Together,
    Alone,
}

/// What SQLite is set to anyway. It refuses to be asked for it inside a transaction, which is how one asks SQLite itself,
/// and not the count that the library keeps, whether one is open.
const OUTSIDE_SQLITE: &str = "PRAGMA synchronous = FULL";

/// The connections over which the database is written. They are lent for one transaction at a time.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    pool: DatabaseConnection,
    /// The file that it writes, if it is one.
    place: Option<Place>,
    /// How many transactions have begun that tell of anybody.
    begun: Arc<AtomicU64>,
    /// Where a test listens to every statement.
    #[cfg(test)]
    pub heard: Option<Heard>,
}

#[cfg(test)]
pub(crate) type Heard = std::sync::Arc<std::sync::Mutex<Vec<Statement>>>;

impl Writer {
    pub fn new(pool: DatabaseConnection) -> Self {
        Self::at(None, pool)
    }

    /// Writes a file, as long as it has its name.
    pub(super) fn of_file(place: Place, pool: DatabaseConnection) -> Self {
        Self::at(Some(place), pool)
    }

    fn at(place: Option<Place>, pool: DatabaseConnection) -> Self {
        Self {
            pool,
            place,
            begun: Arc::default(),
            #[cfg(test)]
            heard: None,
        }
    }

    /// How many connections there are at this moment.
    pub fn connections(&self) -> Connections {
        connections("writer", &self.pool)
    }

    /// Opens every connection to a server that there may be.
    pub(super) async fn fill(&self) -> Result<(), StoreError> {
        server::fill(&self.pool).await
    }

    /// Starts a transaction beside which others may write.
    pub async fn begin(&self) -> Result<WriteTransaction, DbErr> {
        self.begun.fetch_add(1, Ordering::Relaxed);
        self.begin_in(Company::Together).await
    }

    /// Starts a transaction when every other one has ended; those that come wait for its end.
    pub async fn begin_alone(&self) -> Result<WriteTransaction, DbErr> {
        self.begun.fetch_add(1, Ordering::Relaxed);
        self.begin_in(Company::Alone).await
    }

    /// Starts a transaction that tells of nobody, however often it comes.
    pub async fn begin_unnoticed(&self) -> Result<WriteTransaction, DbErr> {
        self.begin_in(Company::Together).await
    }

    async fn begin_in(&self, company: Company) -> Result<WriteTransaction, DbErr> {
        let backend = self.pool.get_database_backend();
        must_be_kept(self.place.as_ref())?;
        let mut lent = Lent::take(&self.pool).await?;
        lent.begin(company).await?;
        Ok(WriteTransaction {
            lent: Mutex::new(lent),
            place: self.place.clone(),
            backend,
            #[cfg(test)]
            heard: self.heard.clone(),
        })
    }

    /// Copies what SQLite collected beside its file into it and empties the rest.
    pub async fn checkpoint(&self) -> Result<(), DbErr> {
        if self.pool.get_database_backend() == DbBackend::Sqlite {
            let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
            self.pool.execute_unprepared(checkpoint).await?;
        }
        Ok(())
    }

    /// How many transactions have begun since the start that tell of anybody.
    pub fn begun(&self) -> u64 {
        self.begun.load(Ordering::Relaxed)
    }

    /// As [`Self::checkpoint`], unless somebody reads an older state: nobody waits for that. Answers whether it was done.
    pub async fn checkpoint_if_free(&self) -> Result<bool, DbErr> {
        if self.pool.get_database_backend() != DbBackend::Sqlite {
            return Ok(true);
        }
        // There is one connection, so all of it happens on the same.
        self.pool
            .execute_unprepared("PRAGMA busy_timeout = 0")
            .await?;
        let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
        let checkpoint = Statement::from_string(DbBackend::Sqlite, checkpoint);
        let done = self.pool.query_one_raw(checkpoint).await;
        let patience = format!("PRAGMA busy_timeout = {}", PATIENCE.as_millis());
        self.pool.execute_unprepared(&patience).await?;
        let busy: Option<i32> = done?.map(|row| row.try_get_by_index(0)).transpose()?;
        Ok(busy == Some(0))
    }

    /// Writes the file of a SQLite database anew, without what was deleted, and empties what is beside it.
    pub async fn vacuum(&self) -> Result<(), DbErr> {
        if self.pool.get_database_backend() == DbBackend::Sqlite {
            self.pool.execute_unprepared("VACUUM").await?;
        }
        self.checkpoint().await
    }

    /// Closes all connections after the work under way.
    pub async fn close(self) -> Result<(), DbErr> {
        self.pool.close().await
    }
}

/// A transaction that writes. Unless it is committed, it leaves nothing.
///
/// Once anything in it failed it can no longer be committed: a database may have ended it by itself, and what came
/// afterwards would be lost, or kept without the rest.
pub(crate) struct WriteTransaction {
    lent: Mutex<Lent>,
    place: Option<Place>,
    backend: DbBackend,
    #[cfg(test)]
    heard: Option<Heard>,
}

impl WriteTransaction {
    /// Makes everything lasting. An error means that it is not, unless the connection was lost in the middle: then nobody
    /// can know; or the file went away in the middle, with what it held.
    pub async fn commit(self) -> Result<(), DbErr> {
        self.lent.into_inner().commit().await?;
        must_be_kept(self.place.as_ref())
    }

    /// Lets a test hear which statements run.
    #[cfg(test)]
    fn hear(&self, statement: &Statement) {
        if let Some(heard) = &self.heard {
            heard.lock().expect("whole").push(statement.clone());
        }
    }
}

/// Fails if the file of the database was deleted or replaced: nobody would find again what is written.
fn must_be_kept(place: Option<&Place>) -> Result<(), DbErr> {
    let kept = place.map_or(Ok(()), Place::must_be_kept);
    kept.map_err(|error| DbErr::Conn(RuntimeErr::Internal(format!("the database file: {error}"))))
}

/// A statement as sqlx takes it.
fn parts(statement: &Statement) -> (AssertSqlSafe<&str>, SqlxValues) {
    let values = statement.values.clone();
    let values = values.unwrap_or(Values(Vec::new()));
    (AssertSqlSafe(statement.sql.as_str()), SqlxValues(values))
}

/// A connection on loan from the pool, which gets it back only if nothing on it failed or was left half done. Any other
/// one is closed, which ends whatever the database still has open on it, and the pool opens another.
struct Lent {
    connection: Either,
    sound: bool,
}

enum Either {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

/// The same work on a connection of either kind.
macro_rules! on_either {
    ($lent:expr, $connection:ident => $work:expr) => {
        match $lent.connection {
            Either::Sqlite(ref mut $connection) => $work,
            Either::Postgres(ref mut $connection) => $work,
        }
    };
}

/// Runs one statement on a connection, which is unsound until it came back without an error.
macro_rules! carefully {
    ($transaction:expr, $connection:ident => $work:expr, $fault:expr) => {{
        let mut lent = $transaction.lent.lock().await;
        lent.risk()?;
        let done = on_either!(lent, $connection => $work).map_err($fault)?;
        lent.sound = true;
        Ok(done)
    }};
}

impl Lent {
    async fn take(pool: &DatabaseConnection) -> Result<Self, DbErr> {
        let connection = if pool.get_database_backend() == DbBackend::Sqlite {
            let lent = pool.get_sqlite_connection_pool().acquire().await;
            lent.map(Either::Sqlite)
        } else {
            let lent = pool.get_postgres_connection_pool().acquire().await;
            lent.map(Either::Postgres)
        };
        Ok(Self {
            connection: connection
                .map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))?,
            sound: false,
        })
    }

    async fn begin(&mut self, company: Company) -> Result<(), DbErr> {
        self.must_be_outside()?;
        let begun = match &mut self.connection {
            Either::Sqlite(connection) => {
                let immediate = Some(BEGIN_SQLITE.into_sql_str());
                <Sqlite as Database>::TransactionManager::begin(connection, immediate).await
            }
            Either::Postgres(connection) => {
                let begin = match company {
                    Company::Together => BEGIN_TOGETHER,
                    Company::Alone => BEGIN_ALONE,
                };
                let begin = Some(begin.into_sql_str());
                <Postgres as Database>::TransactionManager::begin(connection, begin).await
            }
        };
        begun.map_err(failed)?;
        self.sound = true;
        Ok(())
    }

    async fn commit(mut self) -> Result<(), DbErr> {
        self.risk()?;
        match &mut self.connection {
            Either::Sqlite(connection) => {
                <Sqlite as Database>::TransactionManager::commit(connection).await
            }
            Either::Postgres(connection) => {
                <Postgres as Database>::TransactionManager::commit(connection).await
            }
        }
        .map_err(failed)?;
        self.must_be_outside()?;
        if let Either::Sqlite(connection) = &mut self.connection {
            let outside = sqlx::raw_sql(OUTSIDE_SQLITE).execute(&mut **connection);
            outside.await.map_err(failed)?;
        }
        self.sound = true;
        Ok(())
    }

    /// Must come before anything that may fail.
    fn risk(&mut self) -> Result<(), DbErr> {
        if !self.sound {
            return Err(broken("something in this transaction failed before"));
        }
        self.sound = false;
        Ok(())
    }

    fn must_be_outside(&self) -> Result<(), DbErr> {
        let inside = match &self.connection {
            Either::Sqlite(connection) => connection.is_in_transaction(),
            Either::Postgres(connection) => connection.is_in_transaction(),
        };
        if inside {
            return Err(broken("another transaction is open on the connection"));
        }
        Ok(())
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if !self.sound {
            on_either!(self, connection => connection.close_on_drop());
            return;
        }
        match &mut self.connection {
            Either::Sqlite(connection) => {
                <Sqlite as Database>::TransactionManager::start_rollback(connection);
            }
            Either::Postgres(connection) => {
                <Postgres as Database>::TransactionManager::start_rollback(connection);
            }
        }
    }
}

fn failed(error: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(error.into()))
}

fn failed_query(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}

fn broken(why: &str) -> DbErr {
    DbErr::Exec(RuntimeErr::Internal(why.to_owned()))
}

#[async_trait::async_trait]
impl ConnectionTrait for WriteTransaction {
    fn get_database_backend(&self) -> DbBackend {
        self.backend
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        #[cfg(test)]
        self.hear(&statement);
        let (sql, values) = parts(&statement);
        carefully!(self, connection => {
            let done = sqlx::query_with(sql, values).execute(&mut **connection).await;
            done.map(ExecResult::from)
        }, failed)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        carefully!(self, connection => {
            let done = connection.execute(AssertSqlSafe(sql.to_owned())).await;
            done.map(ExecResult::from)
        }, failed)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        #[cfg(test)]
        self.hear(&statement);
        let (sql, values) = parts(&statement);
        carefully!(self, connection => {
            let found = sqlx::query_with(sql, values).fetch_optional(&mut **connection).await;
            found.map(|row| row.map(QueryResult::from))
        }, failed_query)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        #[cfg(test)]
        self.hear(&statement);
        let (sql, values) = parts(&statement);
        carefully!(self, connection => {
            let found = sqlx::query_with(sql, values).fetch_all(&mut **connection).await;
            found.map(|rows| rows.into_iter().map(QueryResult::from).collect())
        }, failed_query)
    }
}
