//! What is found where a database is said to be, before anything is opened that would make one.
//! It must not change what it looks at.

use std::io::ErrorKind;
use std::path::Path;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};

use super::{connect_backup, file_of, server};
use crate::StoreError;

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
        let tables = server::has_table(url, "seaql_migrations").await;
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
        let known = "SELECT name FROM sqlite_schema WHERE name = 'seaql_migrations'";
        let tables = tables(&database, known).await;
        database.close().await?;
        Ok(if tables? {
            Self::Installation
        } else {
            Self::Foreign
        })
    }
}

/// Whether a question after the table of migrations has an answer.
async fn tables(database: &DatabaseConnection, question: &str) -> Result<bool, DbErr> {
    let statement = Statement::from_string(database.get_database_backend(), question);
    let row = database.query_one_raw(statement).await?;
    let name: Option<Option<String>> = row.map(|row| row.try_get("", "name")).transpose()?;
    Ok(name.flatten().is_some())
}
