//! Whether the server's clock can be believed, by what is known to have happened. What cannot be undone asks here first.
//! It must not know what that is.

use domain::access::Permit;
use domain::audit::{Deed, Subject, SubjectKind};
use domain::moment::ClockStanding;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::{
    Store, StoreError, audit,
    connection::WriteTransaction,
    entity::{audit_entry, audit_head},
    setting, settings,
};

/// The last moment at which the clock was known to be right, in seconds since 1970 (UTC); a word after a backup was restored.
const KNOWN: &str = "clock_known";

/// Stands for the moment until an administrator looks at a restored database.
const RESTORED: &str = "restored";

impl Store {
    /// Whether what cannot be undone may go by a clock that shows `now`. The clock of a demonstration is pretended.
    pub async fn clock_standing(&self, now: i64) -> Result<ClockStanding, StoreError> {
        standing(&self.reader, now).await
    }

    /// Confirms, for an administrator, that the clock is right. Answers whether that was in doubt.
    pub async fn confirm_clock(&self, permit: &Permit, now: i64) -> Result<bool, StoreError> {
        let transaction = self.begin_write().await?;
        setting::lock_installation(&transaction).await?;
        if standing(&transaction, now).await? == ClockStanding::Right {
            return Ok(false);
        }
        setting::write(&transaction, KNOWN, &now.to_string()).await?;
        let subject = Subject::new(SubjectKind::Settings, "portal");
        audit::append(&transaction, permit, now, &Deed::ClockConfirmed, subject).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

/// Ends what cannot be undone with an error where the clock is in doubt. Otherwise the moment is known from now on.
pub(crate) async fn must_be_right(
    transaction: &WriteTransaction,
    now: i64,
) -> Result<(), StoreError> {
    match standing(transaction, now).await? {
        ClockStanding::Right => {
            if known(transaction).await?.is_none_or(|known| now > known) {
                setting::write(transaction, KNOWN, &now.to_string()).await?;
            }
            Ok(())
        }
        doubt => Err(StoreError::Clock(doubt)),
    }
}

/// Leaves the clock in doubt until an administrator has looked at what was restored.
pub(crate) async fn doubt(transaction: &WriteTransaction) -> Result<(), StoreError> {
    Ok(setting::write(transaction, KNOWN, RESTORED).await?)
}

async fn standing(
    connection: &impl ConnectionTrait,
    now: i64,
) -> Result<ClockStanding, StoreError> {
    if settings::is_demo(connection).await? {
        return Ok(ClockStanding::Right);
    }
    if setting::read(connection, KNOWN).await?.as_deref() == Some(RESTORED) {
        return Ok(ClockStanding::Restored);
    }
    let known = match known(connection).await? {
        Some(known) => Some(known),
        None => newest_entry(connection).await?,
    };
    Ok(known.map_or(ClockStanding::Right, |known| ClockStanding::of(known, now)))
}

async fn known(connection: &impl ConnectionTrait) -> Result<Option<i64>, StoreError> {
    let kept = setting::read(connection, KNOWN).await?;
    let known = kept.map(|text| text.parse().map_err(StoreError::corrupt));
    known.transpose()
}

/// When the newest entry of the audit trail was written, for a database that never asked before.
async fn newest_entry(connection: &impl ConnectionTrait) -> Result<Option<i64>, StoreError> {
    let head = audit_head::Entity::find_by_id(1).one(connection).await?;
    let Some(head) = head else { return Ok(None) };
    let entry = audit_entry::Entity::find_by_id(head.number);
    Ok(entry.one(connection).await?.map(|entry| entry.at))
}
