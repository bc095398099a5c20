//! Deleting what has outlived its time, once a day or when asked: a few rows at a time, so that nobody waits for it.
//! It must not decide how long anything is kept: that is set, and `domain` has the defaults.

mod deleting;
mod walking;

use std::collections::BTreeMap;

use domain::access::Permit;
use domain::audit::{Deed, DeedKind, Subject, SubjectKind};
use domain::moment::Moment;
use domain::period::Month;
use domain::retention::{Retained, outlived_until};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{
    Store, StoreError, audit, clock,
    entity::{account_link, session},
    setting,
    settings::retention,
};

pub(crate) use deleting::Outlived;

/// The day on which the server last looked.
const LOOKED_ON: &str = "retained_on";

/// What was deleted since the last entry of the audit trail about it, such as `undangan: 10, petugas: 1`.
const NOT_NOTED: &str = "retained_not_noted";

/// How many rows one transaction deletes: for so long ratings may have to wait.
const AT_ONCE: u64 = 1_000;

/// How many rows of each kind were deleted.
type Rows = BTreeMap<Retained, u64>;
impl Store {
    /// Deletes what has outlived its time, unless that was done today already. Tells how many rows of each kind went.
    pub async fn retain_daily(&self, permit: &Permit, moment: Moment) -> Result<Rows, StoreError> {
        let looked_on = setting::read(&self.reader, LOOKED_ON).await?;
        if looked_on == Some(moment.today.to_string()) {
            return Ok(Rows::new());
        }
        self.retain(permit, moment).await
    }

    /// Deletes what has outlived its time, in many short transactions. Tells how many rows of each kind went. If it is
    /// interrupted, the next time goes on, and what went is told and noted then.
    pub async fn retain(&self, permit: &Permit, moment: Moment) -> Result<Rows, StoreError> {
        self.retain_by(AT_ONCE, permit, moment).await
    }

    pub(crate) async fn retain_by(
        &self,
        at_once: u64,
        permit: &Permit,
        moment: Moment,
    ) -> Result<Rows, StoreError> {
        // What is deleted goes before it is noted.
        permit.allows(DeedKind::Retained.rights())?;
        let transaction = self.begin_write().await?;
        clock::must_be_right(&transaction, moment.now).await?;
        transaction.commit().await?;
        // The time of a comment runs also while no moderator looks.
        self.open_comments(moment.today).await?;
        for (kind, months) in retention(&self.reader).await? {
            let until = outlived_until(moment.today, months);
            match kind {
                Retained::Receipts => {
                    let before = Month::of(until);
                    self.walk_through_receipts(at_once, before).await?;
                }
                kind => {
                    let outlived = Outlived {
                        kind,
                        until,
                        at_once,
                    };
                    while self.delete_some(outlived, moment.now).await? {}
                }
            }
        }
        let deleted = self.note_deleted(permit, moment).await?;
        if deleted.values().any(|rows| *rows > 0) {
            // What was deleted should not stay readable in the log of the database.
            self.tidy_or_warn().await;
        }
        Ok(deleted)
    }

    /// Deletes some of what has outlived its time and answers whether there may be more.
    pub(crate) async fn delete_some(
        &self,
        outlived: Outlived,
        now: i64,
    ) -> Result<bool, StoreError> {
        let transaction = self.begin_write().await?;
        setting::lock_installation(&transaction).await?;
        let went = outlived.delete(&transaction, now).await?;
        add_deleted(&transaction, outlived.kind, went.told).await?;
        transaction.commit().await?;
        Ok(went.more)
    }

    /// Deletes sessions and links that ended, and notes in the audit trail what was deleted.
    async fn note_deleted(&self, permit: &Permit, moment: Moment) -> Result<Rows, StoreError> {
        let Moment { now, today } = moment;
        let transaction = self.begin_write().await?;
        setting::lock_installation(&transaction).await?;
        session::Entity::delete_many()
            .filter(session::Column::ExpiresAt.lte(now))
            .exec(&transaction)
            .await?;
        account_link::Entity::delete_many()
            .filter(account_link::Column::ExpiresAt.lte(now))
            .exec(&transaction)
            .await?;
        let deleted = deleted(&transaction).await?;
        let mut rows = deleted.clone();
        rows.retain(|_, rows| *rows > 0);
        if !rows.is_empty() {
            let subject = Subject::new(SubjectKind::Retention, today);
            let deed = Deed::Retained { rows };
            audit::append(&transaction, permit, now, &deed, subject).await?;
        }
        setting::write(&transaction, NOT_NOTED, "").await?;
        setting::write(&transaction, LOOKED_ON, &today.to_string()).await?;
        transaction.commit().await?;
        Ok(deleted)
    }
}

fn in_words(deleted: &Rows) -> String {
    let words = deleted.iter().filter(|(_, rows)| **rows > 0);
    let words = words.map(|(kind, rows)| format!("{}: {rows}", kind.code()));
    words.collect::<Vec<_>>().join(", ")
}

/// What was deleted and is not in the audit trail yet, every kind.
async fn deleted(connection: &impl ConnectionTrait) -> Result<Rows, StoreError> {
    let mut deleted: Rows = Retained::ALL.iter().map(|kind| (*kind, 0)).collect();
    let words = setting::read(connection, NOT_NOTED)
        .await?
        .unwrap_or_default();
    for word in words.split(", ").filter(|word| !word.is_empty()) {
        let (kind, rows) = word
            .split_once(": ")
            .ok_or_else(|| StoreError::corrupt(word))?;
        let kind = Retained::from_code(kind).ok_or_else(|| StoreError::corrupt(word))?;
        deleted.insert(kind, rows.parse().map_err(StoreError::corrupt)?);
    }
    Ok(deleted)
}

/// Remembers that more rows of a kind were deleted, until the audit trail says so.
async fn add_deleted(
    transaction: &impl ConnectionTrait,
    kind: Retained,
    rows: u64,
) -> Result<(), StoreError> {
    if rows > 0 {
        let mut deleted = deleted(transaction).await?;
        *deleted.entry(kind).or_default() += rows;
        setting::write(transaction, NOT_NOTED, &in_words(&deleted)).await?;
    }
    Ok(())
}
