//! Settings of the installation that live in the database, and the number of the public data's revision.
//! It must not know what a setting means to others.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbBackend, DbErr, EntityTrait, ExprTrait};

use crate::{
    Store, StoreError,
    entity::{revision, setting},
};

/// Marks a database that holds the invented data of a demonstration.
const DEMO: &str = "demo";

/// Marks a demonstration whose data is complete.
const DEMO_FILLED: &str = "demo_filled";

impl Store {
    /// Whether the database holds the invented data of a demonstration.
    pub async fn is_demo(&self) -> Result<bool, StoreError> {
        Ok(read(&self.reader, DEMO).await?.is_some())
    }

    /// Marks the database for ever as holding invented data.
    pub async fn mark_as_demo(&self) -> Result<(), StoreError> {
        Ok(write_once(&self.writer, DEMO, "yes").await?)
    }

    /// Whether a demonstration's data is complete.
    pub async fn is_demo_filled(&self) -> Result<bool, StoreError> {
        Ok(read(&self.reader, DEMO_FILLED).await?.is_some())
    }

    /// Marks a demonstration's data as complete.
    pub async fn mark_demo_as_filled(&self) -> Result<(), StoreError> {
        Ok(write_once(&self.writer, DEMO_FILLED, "yes").await?)
    }

    /// A number that grows with each change of the public data: a seal or an import of the register.
    pub async fn revision(&self) -> Result<i64, StoreError> {
        let row = revision::Entity::find_by_id(1).one(&self.reader).await?;
        row.map(|row| row.number)
            .ok_or_else(|| StoreError::corrupt("the table revision is empty"))
    }
}

/// Tells every process that the public data changed.
pub(crate) async fn advance_revision(connection: &impl ConnectionTrait) -> Result<(), DbErr> {
    revision::Entity::update_many()
        .col_expr(
            revision::Column::Number,
            Expr::col(revision::Column::Number).add(1),
        )
        .exec(connection)
        .await
        .map(drop)
}

pub(crate) async fn read(
    connection: &impl ConnectionTrait,
    key: &str,
) -> Result<Option<String>, DbErr> {
    Ok(setting::Entity::find_by_id(key.to_owned())
        .one(connection)
        .await?
        .map(|row| row.value))
}

/// Writes a setting unless it exists.
pub(crate) async fn write_once(
    connection: &impl ConnectionTrait,
    key: &str,
    value: &str,
) -> Result<(), DbErr> {
    let row = setting::ActiveModel {
        key: Set(key.to_owned()),
        value: Set(value.to_owned()),
    };
    setting::Entity::insert(row)
        .on_conflict(
            OnConflict::column(setting::Column::Key)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Lets one process at a time change the schema or seal. SQLite needs nothing: it has one writer anyway.
pub(crate) async fn lock_installation(transaction: &impl ConnectionTrait) -> Result<(), DbErr> {
    if transaction.get_database_backend() == DbBackend::Postgres {
        transaction
            .execute_unprepared("SELECT pg_advisory_xact_lock(5323001)")
            .await?;
    }
    Ok(())
}
