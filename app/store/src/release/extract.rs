//! Keeping what figures are read from a release beside its document, and reading it back.
//! It must not be asked what a release says: the document decides, and an extract can always be made of it again.

use std::collections::HashMap;

use domain::digest::Digest;
use domain::release::Extract;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
};

use crate::{Store, StoreError, connection::WriteTransaction, entity::release_extract};

impl Store {
    /// Keeps extracts that were made anew, so that the next start finds them. A database that takes none only makes that
    /// start slower.
    pub(super) async fn keep_or_warn(&self, made: &[&Extract]) {
        if let Err(error) = self.keep_extracts(made).await {
            tracing::warn!(%error, "what was read of the releases could not be kept; the next start reads it again");
        }
    }

    async fn keep_extracts(&self, made: &[&Extract]) -> Result<(), StoreError> {
        for extract in made {
            let transaction = self.begin_write().await?;
            keep(&transaction, extract).await?;
            transaction.commit().await?;
        }
        Ok(())
    }
}

/// Keeps the extract of a release, in place of one of another form.
pub(crate) async fn keep(transaction: &WriteTransaction, extract: &Extract) -> Result<(), DbErr> {
    use release_extract::Column;
    let row = release_extract::ActiveModel {
        digest: Set(extract.digest().to_string()),
        form: Set(Extract::FORM),
        bytes: Set(extract.to_bytes()),
        register: Set(Some(extract.register_to_bytes())),
    };
    let newer = OnConflict::column(Column::Digest)
        .update_columns([Column::Form, Column::Bytes, Column::Register])
        .to_owned();
    release_extract::Entity::insert(row)
        .on_conflict(newer)
        .exec_without_returning(transaction)
        .await
        .map(drop)
}

/// What is kept of what the releases tell of the register, by their hashes.
pub(super) async fn kept_registers(
    connection: &impl ConnectionTrait,
) -> Result<HashMap<String, Vec<u8>>, DbErr> {
    let rows: Vec<(String, Vec<u8>)> = release_extract::Entity::find()
        .select_only()
        .columns([
            release_extract::Column::Digest,
            release_extract::Column::Register,
        ])
        .filter(release_extract::Column::Form.eq(Extract::FORM))
        .filter(release_extract::Column::Register.is_not_null())
        .into_tuple()
        .all(connection)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The extract that is kept of a release in the present form.
pub(super) async fn kept(
    connection: &impl ConnectionTrait,
    digest: Digest,
) -> Result<Option<release_extract::Model>, DbErr> {
    release_extract::Entity::find_by_id(digest.to_string())
        .filter(release_extract::Column::Form.eq(Extract::FORM))
        .one(connection)
        .await
}
