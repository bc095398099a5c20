//! The key of each month: made with the first rating that its seal counts, destroyed with the last.
//! It must not know what is encrypted. The file comes before the row that names it, and goes after the row says that it is
//! dead: whatever happens in between, nothing waits under a key that is not there.

use domain::period::Month;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::connection::WriteTransaction;
use crate::entity::{ballot_key, rating};
use crate::keys::{Key, KeyFolder};
use crate::row_key::RowKey;
use crate::{Store, StoreError};

/// The kind of a month's file.
fn kind(month: &str) -> String {
    format!("ballots-{month}")
}

/// The key of a month for a transaction that writes, made if there is none. The row is read in the same transaction, and a
/// seal runs alone: nothing is acknowledged under a key that another process has declared dead.
pub(super) async fn ballot_key(
    transaction: &WriteTransaction,
    keys: &KeyFolder,
    month: Month,
) -> Result<RowKey, StoreError> {
    if let Some(key) = opened_ballot_key(transaction, keys, month).await? {
        return Ok(key);
    }
    let waiting = rating::Entity::find().filter(rating::Column::Month.eq(month.to_string()));
    if waiting.one(transaction).await?.is_some() {
        return Err(StoreError::corrupt(format!(
            "ratings of {month} wait under a key that it no longer names; restore a backup"
        )));
    }
    let (key, kind) = (Key::random(), kind(&month.to_string()));
    keys.keep(&kind, &key)?;
    let row = ballot_key::ActiveModel {
        month: Set(month.to_string()),
        fingerprint: Set(key.fingerprint()),
        dead: Set(false),
    };
    let first = OnConflict::column(ballot_key::Column::Month)
        .do_nothing()
        .to_owned();
    ballot_key::Entity::insert(row)
        .on_conflict(first)
        .exec_without_returning(transaction)
        .await?;
    let kept = ballot_key::Entity::find_by_id(month.to_string())
        .one(transaction)
        .await?;
    if kept.is_some_and(|row| row.fingerprint != key.fingerprint()) {
        // Another process was first.
        keys.destroy(&kind, &key.fingerprint())?;
    }
    let key = opened_ballot_key(transaction, keys, month).await?;
    key.ok_or_else(|| StoreError::corrupt("a month without a key"))
}

/// The key of a month, if something can wait for its seal.
pub(crate) async fn opened_ballot_key(
    connection: &impl ConnectionTrait,
    keys: &KeyFolder,
    month: Month,
) -> Result<Option<RowKey>, StoreError> {
    let row = ballot_key::Entity::find_by_id(month.to_string())
        .one(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    if row.dead {
        return Err(StoreError::corrupt(format!("{month} is sealed")));
    }
    let key = keys.read(&kind(&row.month), &row.fingerprint)?;
    Ok(Some(RowKey::of(&key)))
}

/// The kinds and fingerprints of the keys that something may wait under.
pub(crate) async fn fingerprints(
    connection: &impl ConnectionTrait,
) -> Result<Vec<(String, String)>, DbErr> {
    let rows = living().all(connection).await?;
    let named = rows
        .into_iter()
        .map(|row| (kind(&row.month), row.fingerprint));
    Ok(named.collect())
}

/// Fails if the key of a month is missing or another one.
pub(crate) async fn check_ballot_keys(
    connection: &impl ConnectionTrait,
    keys: &KeyFolder,
) -> Result<(), StoreError> {
    for (kind, fingerprint) in fingerprints(connection).await? {
        keys.read(&kind, &fingerprint)?;
    }
    Ok(())
}

/// The months that have a key and come before another one.
pub(crate) async fn months_before(
    connection: &impl ConnectionTrait,
    month: Month,
) -> Result<Vec<Month>, StoreError> {
    let earlier = ballot_key::Column::Month.lt(month.to_string());
    let rows = living().filter(earlier).all(connection).await?;
    let months = rows.into_iter().map(|row| row.month.parse());
    months
        .collect::<Result<_, _>>()
        .map_err(StoreError::corrupt)
}

fn living() -> sea_orm::Select<ballot_key::Entity> {
    ballot_key::Entity::find().filter(ballot_key::Column::Dead.eq(false))
}

/// Declares the key of a month dead. Its file goes once that is committed.
pub(crate) async fn kill_ballot_key(
    transaction: &WriteTransaction,
    month: Month,
) -> Result<(), DbErr> {
    let row = ballot_key::ActiveModel {
        dead: Set(true),
        ..Default::default()
    };
    ballot_key::Entity::update_many()
        .set(row)
        .filter(ballot_key::Column::Month.eq(month.to_string()))
        .exec(transaction)
        .await
        .map(drop)
}

impl Store {
    /// Destroys the files of dead keys. After a crash the next start does.
    pub(crate) async fn destroy_dead_keys(&self) -> Result<(), StoreError> {
        let dead = ballot_key::Column::Dead.eq(true);
        let rows = ballot_key::Entity::find()
            .filter(dead.clone())
            .all(&self.reader)
            .await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            self.keys.destroy(&kind(&row.month), &row.fingerprint)?;
        }
        let transaction = self.begin_write().await?;
        ballot_key::Entity::delete_many()
            .filter(dead)
            .exec(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }
}
