//! Deleting what has outlived its time, once a day or when asked.
//! It must not decide how long anything is kept: that is set, and `domain` has the defaults.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use domain::access::Permit;
use domain::audit::{Deed, Subject};
use domain::history::VersionedKind;
use domain::period::Month;
use domain::retention::{LIMITS, Retained, outlived_until};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use crate::{
    Store, StoreError, account, audit,
    entity::{
        account_link, api_key, comment_original, officer, paper_keying, paper_stack, receipt,
        record_version, roster_entry, sealed_rating, session, visit, visit_request,
    },
    history::UNKNOWN_TIME,
    invitation::forget_codes,
    moderation, setting,
};

/// The day on which the server last looked.
const LOOKED_ON: &str = "retained_on";

/// The records whose earlier versions are the public's history.
const PUBLIC_RECORDS: [VersionedKind; 4] = [
    VersionedKind::Unit,
    VersionedKind::Service,
    VersionedKind::Counter,
    VersionedKind::Indicator,
];

/// How long each kind is kept, in months.
pub type Retention = BTreeMap<Retained, u32>;

impl Store {
    /// How long each kind is kept.
    pub async fn retention(&self) -> Result<Retention, StoreError> {
        retention(&self.reader).await
    }

    /// Deletes what has outlived its time, unless that was done today already. Tells how many rows of each kind went.
    pub async fn retain_daily(
        &self,
        permit: &Permit,
        today: NaiveDate,
        now: i64,
    ) -> Result<BTreeMap<Retained, u64>, StoreError> {
        let looked_on = setting::read(&self.reader, LOOKED_ON).await?;
        if looked_on == Some(today.to_string()) {
            return Ok(BTreeMap::new());
        }
        self.retain(permit, today, now).await
    }

    /// Deletes what has outlived its time, in one transaction. Tells how many rows of each kind went.
    pub async fn retain(
        &self,
        permit: &Permit,
        today: NaiveDate,
        now: i64,
    ) -> Result<BTreeMap<Retained, u64>, StoreError> {
        let transaction = self.begin_write().await?;
        let mut deleted = BTreeMap::new();
        for (kind, months) in retention(&transaction).await? {
            let until = outlived_until(today, months);
            let rows = delete(&transaction, (permit, now), kind, until).await?;
            deleted.insert(kind, rows);
        }
        session::Entity::delete_many()
            .filter(session::Column::ExpiresAt.lte(now))
            .exec(&transaction)
            .await?;
        account_link::Entity::delete_many()
            .filter(account_link::Column::ExpiresAt.lte(now))
            .exec(&transaction)
            .await?;
        setting::write(&transaction, LOOKED_ON, &today.to_string()).await?;
        if deleted.values().any(|rows| *rows > 0) {
            let words = deleted.iter().filter(|(_, rows)| **rows > 0);
            let words: Vec<String> = words
                .map(|(kind, rows)| format!("{}: {rows}", kind.code()))
                .collect();
            let subject = Subject::new("retensi", today);
            let deed = Deed::Retained;
            audit::append(&transaction, permit, now, deed, subject, &words.join(", ")).await?;
        }
        transaction.commit().await?;
        if deleted.values().any(|rows| *rows > 0) {
            // What was deleted should not stay readable in the log of the database.
            self.tidy_or_warn().await;
        }
        Ok(deleted)
    }
}

/// How long each kind is kept.
pub(crate) async fn retention(connection: &impl ConnectionTrait) -> Result<Retention, StoreError> {
    let mut retention = Retention::new();
    for kind in Retained::ALL {
        let set = setting::read(connection, &key(*kind)).await?;
        let months = set.map_or(Ok(kind.default_months()), |text| text.parse());
        let months = months.map_err(StoreError::corrupt)?;
        retention.insert(*kind, months.clamp(*LIMITS.start(), *LIMITS.end()));
    }
    Ok(retention)
}

/// Under which setting the time of a kind is kept.
pub(crate) fn key(kind: Retained) -> String {
    format!("retention_{}", kind.code())
}

async fn delete(
    transaction: &DatabaseTransaction,
    (permit, now): (&Permit, i64),
    kind: Retained,
    until: NaiveDate,
) -> Result<u64, StoreError> {
    let month = Month::of(until).to_string();
    let result = match kind {
        Retained::Invitations => return forget_codes(transaction, until).await,
        Retained::PaperForms => return delete_paper_forms(transaction, &month).await,
        Retained::Officers => return delete_officers(transaction, until).await,
        Retained::ClosedAccounts => {
            return account::forget(transaction, permit, midnight(until), now).await;
        }
        Retained::Versions => {
            return delete_replaced_versions(transaction, &PUBLIC_RECORDS, until).await;
        }
        Retained::EndedKeys => {
            api_key::Entity::delete_many()
                .filter(api_key::Column::Ended.lte(until))
                .exec(transaction)
                .await?
        }
        Retained::Roster => {
            roster_entry::Entity::delete_many()
                .filter(roster_entry::Column::Date.lte(until))
                .exec(transaction)
                .await?
        }
        Retained::Receipts => {
            receipt::Entity::delete_many()
                .filter(receipt::Column::Month.lt(month))
                .exec(transaction)
                .await?
        }
        Retained::SealedRatings => {
            sealed_rating::Entity::delete_many()
                .filter(sealed_rating::Column::ReleaseMonth.lt(month))
                .exec(transaction)
                .await?
        }
        Retained::WaitingComments => {
            return Ok(moderation::lapse(transaction, until).await?);
        }
        Retained::OriginalComments => {
            comment_original::Entity::delete_many()
                .filter(comment_original::Column::DecidedOn.lte(until))
                .exec(transaction)
                .await?
        }
        Retained::Visits => {
            // What was asked with which key matters only as long as a queue system may ask again.
            visit_request::Entity::delete_many()
                .filter(visit_request::Column::Created.lte(until))
                .exec(transaction)
                .await?;
            visit::Entity::delete_many()
                .filter(visit::Column::Month.lt(month))
                .exec(transaction)
                .await?
        }
    };
    Ok(result.rows_affected)
}

async fn delete_paper_forms(
    transaction: &DatabaseTransaction,
    month: &str,
) -> Result<u64, StoreError> {
    let outlived = paper_stack::Column::Month.lt(month);
    let stacks = Query::select()
        .column(paper_stack::Column::Id)
        .from(paper_stack::Entity)
        .and_where(outlived.clone())
        .to_owned();
    let keyed = paper_keying::Entity::delete_many()
        .filter(paper_keying::Column::StackId.in_subquery(stacks))
        .exec(transaction)
        .await?;
    paper_stack::Entity::delete_many()
        .filter(outlived)
        .exec(transaction)
        .await?;
    Ok(keyed.rows_affected)
}

/// Deletes officers who left, with their versions, and of the others the versions that were replaced.
async fn delete_officers(
    transaction: &DatabaseTransaction,
    until: NaiveDate,
) -> Result<u64, StoreError> {
    let on_duty = Query::select()
        .column(roster_entry::Column::OfficerId)
        .from(roster_entry::Entity)
        .to_owned();
    let gone: Vec<Uuid> = officer::Entity::find()
        .select_only()
        .column(officer::Column::Id)
        .filter(officer::Column::ValidUntil.lte(until))
        .filter(officer::Column::Id.not_in_subquery(on_duty))
        .into_tuple()
        .all(transaction)
        .await?;
    let keys: Vec<String> = gone.iter().map(Uuid::to_string).collect();
    record_version::Entity::delete_many()
        .filter(record_version::Column::Kind.eq(VersionedKind::Officer.code()))
        .filter(record_version::Column::Key.is_in(keys))
        .exec(transaction)
        .await?;
    let officers = gone.len() as u64;
    officer::Entity::delete_many()
        .filter(officer::Column::Id.is_in(gone))
        .exec(transaction)
        .await?;
    let of_officers = [VersionedKind::Officer];
    Ok(officers + delete_replaced_versions(transaction, &of_officers, until).await?)
}

/// A version was replaced when a later one was written. One written at a time that nobody noted says nothing.
async fn delete_replaced_versions(
    transaction: &DatabaseTransaction,
    kinds: &[VersionedKind],
    until: NaiveDate,
) -> Result<u64, StoreError> {
    use record_version::Column::{At, Key, Kind, Version};
    let later = Alias::new("later");
    let of = |column| Expr::col((record_version::Entity, column));
    let of_later = |column| Expr::col((later.clone(), column));
    let replacing = Query::select()
        .expr(Expr::val(1))
        .from_as(record_version::Entity, later.clone())
        .and_where(of_later(Kind).eq(of(Kind)))
        .and_where(of_later(Key).eq(of(Key)))
        .and_where(of_later(Version).gt(of(Version)))
        .and_where(of_later(At).between(UNKNOWN_TIME + 1, midnight(until)))
        .to_owned();
    let replaced = record_version::Entity::delete_many()
        .filter(Kind.is_in(kinds.iter().map(|kind| kind.code())))
        .filter(Expr::exists(replacing))
        .exec(transaction)
        .await?;
    Ok(replaced.rows_affected)
}

/// The beginning of a day, in seconds since 1970 (UTC).
fn midnight(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp()
}
