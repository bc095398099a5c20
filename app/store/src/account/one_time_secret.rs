//! The secrets of one-time codes, encrypted under the installation's key, so that nobody who copies the database shows the
//! codes of others. It must not know what a code is.

use domain::access::AccountId;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::OneTimeSecret;
use crate::secret::Secret;
use crate::{Store, StoreError, entity::account, rewriting};

/// Shorter ones than this, in bytes, were kept in clear by earlier versions of the program; longer than any code
/// generator's, shorter than anything encrypted.
const ENCRYPTED: usize = 40;

impl Store {
    /// A secret as it may be kept, for an account alone.
    pub fn conceal(&self, id: AccountId, secret: &OneTimeSecret) -> Vec<u8> {
        self.secret.row_key(PURPOSE).seal(id.0, &secret.0)
    }

    /// A secret that was kept for an account.
    pub fn reveal(&self, id: AccountId, kept: &[u8]) -> Result<OneTimeSecret, StoreError> {
        let plain = self.secret.row_key(PURPOSE).open(id.0, kept)?;
        Ok(OneTimeSecret(plain.to_vec()))
    }
}

/// What the key is derived for.
const PURPOSE: &str = "one-time secrets";

/// Encrypts what an earlier version of the program, or a backup by one, kept in clear.
pub(crate) async fn move_from_clear(
    transaction: &impl ConnectionTrait,
    secret: &Secret,
) -> Result<(), StoreError> {
    let rows = account::Entity::find()
        .filter(account::Column::OneTimeSecret.is_not_null())
        .all(transaction)
        .await?;
    let mut moved = false;
    for row in rows {
        let kept = row.one_time_secret.unwrap_or_default();
        if kept.len() >= ENCRYPTED {
            continue;
        }
        let sealed = account::ActiveModel {
            id: Set(row.id),
            one_time_secret: Set(Some(secret.row_key(PURPOSE).seal(row.id, &kept))),
            ..Default::default()
        };
        account::Entity::update(sealed).exec(transaction).await?;
        moved = true;
    }
    if moved {
        rewriting::order(transaction).await?;
    }
    Ok(())
}
