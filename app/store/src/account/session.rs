//! Sessions: what the server remembers of somebody who signed in, kept under the hash of the cookie's value.
//! It must not know what is remembered, except whose session it is.

use domain::access::{AccountId, Permit};
use domain::audit::Deed;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::note;
use crate::{Store, StoreError, connection::WriteTransaction, entity::session};

/// A session as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSession {
    /// Whose it is.
    pub account: AccountId,
    /// What is remembered, in whatever form.
    pub data: String,
    /// When it ends, in seconds since 1970 (UTC).
    pub expires_at: i64,
}

impl Store {
    /// Begins a session under a hash that no other one has.
    pub async fn begin_session(
        &self,
        hash: [u8; 32],
        stored: &StoredSession,
    ) -> Result<(), StoreError> {
        let row = session::ActiveModel {
            hash: Set(hash.to_vec()),
            account_id: Set(stored.account.0),
            data: Set(stored.data.clone()),
            expires_at: Set(stored.expires_at),
        };
        let transaction = self.begin_write().await?;
        session::Entity::insert(row)
            .exec_without_returning(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Keeps what is remembered now under a hash. A session that has ended meanwhile stays ended.
    pub async fn keep_session(
        &self,
        hash: [u8; 32],
        stored: &StoredSession,
    ) -> Result<(), StoreError> {
        let row = session::ActiveModel {
            data: Set(stored.data.clone()),
            expires_at: Set(stored.expires_at),
            ..Default::default()
        };
        let transaction = self.begin_write().await?;
        session::Entity::update_many()
            .set(row)
            .filter(session::Column::Hash.eq(hash.to_vec()))
            .filter(session::Column::AccountId.eq(stored.account.0))
            .exec(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// The session under a hash, if it has not ended.
    pub async fn session(
        &self,
        hash: [u8; 32],
        now: i64,
    ) -> Result<Option<StoredSession>, StoreError> {
        let row = session::Entity::find_by_id(hash.to_vec())
            .one(&self.reader)
            .await?;
        Ok(row
            .filter(|row| row.expires_at > now)
            .map(|row| StoredSession {
                account: AccountId(row.account_id),
                data: row.data,
                expires_at: row.expires_at,
            }))
    }

    /// Ends one session.
    pub async fn end_session(&self, hash: [u8; 32]) -> Result<(), StoreError> {
        let transaction = self.begin_write().await?;
        session::Entity::delete_by_id(hash.to_vec())
            .exec(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Ends all sessions of the own account.
    pub async fn end_sessions(
        &self,
        permit: &Permit,
        id: AccountId,
        now: i64,
    ) -> Result<(), StoreError> {
        let transaction = self.begin_write().await?;
        end_all(&transaction, id).await?;
        note(&transaction, permit, now, &Deed::SignedOutEverywhere, id).await?;
        Ok(transaction.commit().await?)
    }
}

pub(super) async fn end_all(
    transaction: &WriteTransaction,
    id: AccountId,
) -> Result<(), StoreError> {
    session::Entity::delete_many()
        .filter(session::Column::AccountId.eq(id.0))
        .exec(transaction)
        .await?;
    Ok(())
}
