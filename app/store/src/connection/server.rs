//! Connections to a PostgreSQL server, also through a pooler, as long as that lends whole sessions.
//! It must not know any table.

use std::io;
use std::str::FromStr;
use std::time::Duration;

use futures::future::try_join_all;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::{self, AssertSqlSafe, Connection, Error, PgConnection, Row};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, RuntimeErr};

use tokio::time::timeout;

use super::{READERS, is_outside};
use crate::StoreError;

/// How long anybody waits for a connection: who is told that the portal cannot be reached can do something else.
const WAIT: Duration = Duration::from_secs(2);

/// How long a server may take until it says anything.
const REACH: Duration = Duration::from_secs(5);

/// What PostgreSQL answers (SQLSTATE) when a prepared statement exists already, or no longer: it was prepared in the session
/// of somebody else.
const OTHER_SESSION: [&str; 2] = ["42P05", "26000"];

/// What PostgreSQL answers when it stops, has crashed, starts, or has no connection left.
const AWAY: [&str; 4] = ["57P01", "57P02", "57P03", "53300"];

pub(super) async fn connect(url: &str, connections: u32) -> Result<DatabaseConnection, StoreError> {
    must_be_address(url)?;
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(WAIT)
        .sqlx_logging(false)
        // A pooler accepts few settings before a session begins.
        .map_sqlx_postgres_opts(|postgres| postgres.extra_float_digits(None))
        .map_sqlx_postgres_pool_opts(|pool| {
            // What is given up may not be given again by a server that others ask too.
            pool.idle_timeout(None)
                .max_lifetime(None)
                .after_connect(|session, _| Box::pin(make_lasting(session)))
        })
        .map_sqlx_postgres_before_acquire(|session, _| Box::pin(is_outside(session)));
    Ok(Database::connect(options).await?)
}

/// Opens every connection that a pool may have, one of two as large, or fails if the server does not give so many.
pub(super) async fn fill(pool: &DatabaseConnection) -> Result<(), StoreError> {
    let pool = pool.get_postgres_connection_pool();
    let all = try_join_all((0..READERS).map(|_| pool.acquire())).await;
    all.map(drop).map_err(|error| match error {
        Error::PoolTimedOut => StoreError::FewConnections(2 * READERS),
        error => failed(error).into(),
    })
}

/// Whether a failure means that a server cannot be reached, is about to stop or to start, or gives no connection.
pub(super) fn is_out_of_reach(error: &DbErr) -> bool {
    let inner = match error {
        DbErr::Conn(_) | DbErr::ConnectionAcquire(_) => return true,
        DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner)) => {
            inner
        }
        _ => return false,
    };
    match &**inner {
        Error::Io(_) | Error::PoolTimedOut | Error::PoolClosed => true,
        Error::Database(said) => said.code().is_some_and(|code| AWAY.contains(&&*code)),
        _ => false,
    }
}

/// Whether a server has a table. Unlike a pool it says at once why the server cannot be reached.
pub(super) async fn has_table(url: &str, table: &str) -> Result<bool, StoreError> {
    must_be_address(url)?;
    let reached = async {
        // A pooler accepts few settings before a session begins.
        let options = PgConnectOptions::from_str(url)?.extra_float_digits(None);
        let mut session = PgConnection::connect_with(&options).await?;
        let question = format!("SELECT to_regclass('{table}')::text");
        let row = sqlx::raw_sql(AssertSqlSafe(question))
            .fetch_one(&mut session)
            .await?;
        let found: Option<String> = row.try_get(0)?;
        session.close().await?;
        Ok(found.is_some())
    };
    let answer = timeout(REACH, reached).await;
    let silent = || Error::Io(io::ErrorKind::TimedOut.into());
    Ok(answer.unwrap_or_else(|_| Err(silent())).map_err(failed)?)
}

fn must_be_address(url: &str) -> Result<(), StoreError> {
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        Ok(())
    } else {
        Err(StoreError::UnknownDatabase)
    }
}

/// Lets every commit of a session wait until it is on disk, whatever the server is set to.
async fn make_lasting(session: &mut PgConnection) -> Result<(), Error> {
    sqlx::raw_sql("SET synchronous_commit = on")
        .execute(&mut *session)
        .await?;
    let setting = sqlx::raw_sql("SHOW synchronous_commit")
        .fetch_one(session)
        .await?;
    match setting.try_get(0)? {
        "on" => Ok(()),
        other => Err(Error::Protocol(format!(
            "synchronous_commit stays {other}, so a commit could be lost"
        ))),
    }
}

/// Fails if two connections end in one session of the server. A pooler that lends a session for a transaction at a time
/// would let one process meet the statements that another prepared.
pub(super) async fn must_own_its_sessions(pool: &DatabaseConnection) -> Result<(), StoreError> {
    let pool = pool.get_postgres_connection_pool();
    let mut sessions = Vec::new();
    let mut held = Vec::new();
    for _ in 0..2 {
        let mut connection = pool.acquire().await.map_err(failed)?;
        let process = sqlx::raw_sql("SELECT pg_backend_pid()")
            .fetch_one(&mut *connection)
            .await
            .map_err(failed)?;
        sessions.push(process.try_get::<i32, _>(0).map_err(failed)?);
        held.push(connection);
    }
    if sessions[0] == sessions[1] {
        return Err(StoreError::SharedSessions);
    }
    Ok(())
}

/// Names what is behind a failure that only a pooler can cause.
pub(super) fn name_pooling(error: DbErr) -> StoreError {
    let code = match &error {
        DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner)) => {
            inner
                .as_database_error()
                .and_then(sqlx::error::DatabaseError::code)
        }
        _ => None,
    };
    match code {
        Some(code) if OTHER_SESSION.contains(&&*code) => StoreError::SharedSessions,
        _ => error.into(),
    }
}

fn failed(error: Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(error.into()))
}

/// Makes an empty database of a random name on a PostgreSQL server and gives its address; for tests and trials.
pub async fn fresh_database(server: &str) -> Result<String, StoreError> {
    let name = format!("suara_{}", uuid::Uuid::new_v4().simple());
    let admin = connect(server, 1).await?;
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
