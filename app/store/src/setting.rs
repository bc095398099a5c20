//! What is kept once for the whole installation, by its name, and the lock that keeps its processes apart.
//! It must not know what any of it means.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbBackend, DbErr, EntityTrait};

use crate::entity::setting;

/// What is kept under a name.
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

/// Writes a setting over what it was.
pub(crate) async fn write(
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
                .update_column(setting::Column::Value)
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
