//! What is found where a database is said to be, before anything is opened that would make one.
//! It must not change what it looks at.

use std::io::ErrorKind;
use std::path::Path;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use super::{connect_backup, file_of, server};
use crate::StoreError;

/// The table of migrations, which every database of the portal has.
const MIGRATIONS: &str = "seaql_migrations";

/// What there is in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// No database, or on a server an empty one.
    Nothing,
    /// A file without a byte: what a full disk or a failed copy leaves of a database.
    Emptied,
    /// A SQLite database of something else.
    Foreign,
    /// A database of the portal.
    Installation,
}

impl Found {
    /// What is at an address, `postgres://…` or `sqlite:FILE`.
    pub async fn at(url: &str) -> Result<Self, StoreError> {
        if let Some(file) = file_of(url) {
            return Self::in_file(file).await;
        }
        let tables = server::has_table(url, MIGRATIONS).await;
        Ok(if tables? {
            Self::Installation
        } else {
            Self::Nothing
        })
    }

    /// What a file holds.
    pub async fn in_file(file: &Path) -> Result<Self, StoreError> {
        match std::fs::metadata(file) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::Nothing),
            Ok(found) if found.len() == 0 => return Ok(Self::Emptied),
            _ => {}
        }
        let database = connect_backup(file).await?;
        let tables = has_table(&database, MIGRATIONS).await;
        database.close().await?;
        Ok(if tables? {
            Self::Installation
        } else {
            Self::Foreign
        })
    }
}

/// Whether a database has a table.
pub(crate) async fn has_table(
    connection: &impl ConnectionTrait,
    table: &str,
) -> Result<bool, DbErr> {
    let backend = connection.get_database_backend();
    let question = match backend {
        DbBackend::Postgres => "SELECT 1 WHERE to_regclass($1) IS NOT NULL",
        _ => "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1",
    };
    let statement = Statement::from_sql_and_values(backend, question, [table.into()]);
    Ok(connection.query_one_raw(statement).await?.is_some())
}
