//! What proves that somebody is who they say: the password's hash, the secret of one-time codes, recovery codes.
//! It must not compare anything itself: hashes are compared by whoever made them.

use std::fmt;

use domain::access::{AccountId, Permit};
use domain::account::Email;
use domain::audit::Deed;
use domain::digest::Digest;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{note, session};
use crate::{
    Store, StoreError,
    entity::{account, recovery_code},
};

/// The secret that the server shares with somebody's code generator.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeSecret(pub Vec<u8>);

impl fmt::Debug for OneTimeSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeSecret(…)")
    }
}

/// What a sign-in is checked against.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The account.
    pub id: AccountId,
    /// The password's hash; none before the person entered the account.
    pub password_hash: Option<String>,
    /// The secret of one-time codes, if they are set up.
    pub one_time_secret: Option<OneTimeSecret>,
}

impl Store {
    /// What a sign-in with an address is checked against; `None` if no open account has it.
    pub async fn credentials(&self, email: &Email) -> Result<Option<Credentials>, StoreError> {
        let row = account::Entity::find()
            .filter(account::Column::Email.eq(email.as_str()))
            .filter(account::Column::Active.eq(true))
            .one(&self.reader)
            .await?;
        row.map(|row| self.credentials_in(row)).transpose()
    }

    /// What an account that is signed in is checked against.
    pub async fn credentials_of(&self, id: AccountId) -> Result<Option<Credentials>, StoreError> {
        let row = account::Entity::find_by_id(id.0).one(&self.reader).await?;
        row.map(|row| self.credentials_in(row)).transpose()
    }

    fn credentials_in(&self, row: account::Model) -> Result<Credentials, StoreError> {
        let id = AccountId(row.id);
        let secret = row.one_time_secret.map(|kept| self.reveal(id, &kept));
        Ok(Credentials {
            id,
            password_hash: row.password_hash,
            one_time_secret: secret.transpose()?,
        })
    }

    /// A fresh mark for a browser in which somebody signed in: a random word with its keyed hash, which are kept nowhere.
    pub fn device_mark(&self) -> String {
        let word = Uuid::new_v4().simple().to_string();
        let seal = Digest::of(&self.secret.device_seal(&word));
        format!("{word}.{seal}")
    }

    /// Whether a mark was given by this installation.
    pub fn is_device_mark(&self, mark: &str) -> bool {
        // Digests of keyed hashes are compared, so the time it takes tells nothing of the right one.
        mark.split_once('.').is_some_and(|(word, seal)| {
            seal.parse() == Ok(Digest::of(&self.secret.device_seal(word)))
        })
    }

    /// Notes in the audit trail that somebody signed in.
    pub async fn note_sign_in(&self, id: AccountId, now: i64) -> Result<(), StoreError> {
        let transaction = self.begin_write().await?;
        note(&transaction, &Permit::own(id), now, &Deed::SignedIn, id).await?;
        Ok(transaction.commit().await?)
    }

    /// Sets a new password and ends every other session.
    pub async fn set_password(
        &self,
        permit: &Permit,
        id: AccountId,
        password_hash: String,
        now: i64,
    ) -> Result<(), StoreError> {
        let transaction = self.begin_write().await?;
        account::Entity::update_many()
            .col_expr(account::Column::PasswordHash, Expr::value(password_hash))
            .filter(account::Column::Id.eq(id.0))
            .exec(&transaction)
            .await?;
        session::end_all(&transaction, id).await?;
        note(&transaction, permit, now, &Deed::PasswordChanged, id).await?;
        Ok(transaction.commit().await?)
    }

    /// Notes in the audit trail that somebody who knew the password gave a wrong code.
    pub async fn note_wrong_code(&self, id: AccountId, now: i64) -> Result<(), StoreError> {
        let transaction = self.begin_write().await?;
        let deed = Deed::WrongCode;
        note(&transaction, &Permit::own(id), now, &deed, id).await?;
        Ok(transaction.commit().await?)
    }

    /// Sets up one-time codes with fresh recovery codes and ends every session. `step` is the time step of the code that proved that they work.
    pub async fn set_second_factor(
        &self,
        id: AccountId,
        secret: &OneTimeSecret,
        step: i64,
        recovery_codes: &[String],
        now: i64,
    ) -> Result<(), StoreError> {
        let transaction = self.begin_write().await?;
        account::Entity::update_many()
            .col_expr(
                account::Column::OneTimeSecret,
                Expr::value(self.conceal(id, secret)),
            )
            .col_expr(account::Column::OneTimeStep, Expr::value(step))
            .filter(account::Column::Id.eq(id.0))
            .exec(&transaction)
            .await?;
        recovery_code::Entity::delete_many()
            .filter(recovery_code::Column::AccountId.eq(id.0))
            .exec(&transaction)
            .await?;
        let rows = recovery_codes
            .iter()
            .map(|code| recovery_code::ActiveModel {
                hash: Set(self.secret.recovery_hash(code).to_vec()),
                account_id: Set(id.0),
            });
        recovery_code::Entity::insert_many(rows)
            .exec_without_returning(&transaction)
            .await?;
        session::end_all(&transaction, id).await?;
        let deed = Deed::SecondFactorSet;
        note(&transaction, &Permit::own(id), now, &deed, id).await?;
        Ok(transaction.commit().await?)
    }

    /// Uses up the code of a time step; `false` if that one or a later one was used before. `newest` is the newest step whose
    /// code the clock allows: one that was used later than that was used before the clock went back, and is no obstacle.
    pub async fn use_one_time_step(
        &self,
        id: AccountId,
        step: i64,
        newest: i64,
    ) -> Result<bool, StoreError> {
        let used = account::Column::OneTimeStep;
        let transaction = self.begin_write().await?;
        let result = account::Entity::update_many()
            .col_expr(account::Column::OneTimeStep, Expr::value(step))
            .filter(account::Column::Id.eq(id.0))
            .filter(used.lt(step).or(used.gt(newest)))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(result.rows_affected == 1)
    }

    /// Uses up a recovery code; `false` if the account has no such code.
    pub async fn use_recovery_code(
        &self,
        id: AccountId,
        code: &str,
        now: i64,
    ) -> Result<bool, StoreError> {
        let transaction = self.begin_write().await?;
        let result = recovery_code::Entity::delete_many()
            .filter(recovery_code::Column::Hash.eq(self.secret.recovery_hash(code).to_vec()))
            .filter(recovery_code::Column::AccountId.eq(id.0))
            .exec(&transaction)
            .await?;
        if result.rows_affected == 0 {
            return Ok(false);
        }
        let deed = Deed::RecoveryCodeUsed;
        note(&transaction, &Permit::own(id), now, &deed, id).await?;
        transaction.commit().await?;
        Ok(true)
    }
}
