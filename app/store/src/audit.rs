//! Writing the audit trail beside every change, reading it, and checking its chain.
//! It must not let anything be changed or taken away: entries are only ever added.

use domain::access::Permit;
use domain::audit::{AuditFilter, BrokenChain, Deed, End, Entry, Subject, Verifier};
use futures::TryStreamExt;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, StreamTrait,
};

use crate::{
    Store, StoreError,
    connection::WriteTransaction,
    entity::{audit_entry, audit_head},
    pattern::beginning_with,
};

/// Why a trail could not be verified.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The chain is broken.
    #[error(transparent)]
    Broken(#[from] BrokenChain),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// The newest entries that fit a filter, at most `limit`.
    pub async fn audit_entries(
        &self,
        filter: &AuditFilter,
        limit: u64,
    ) -> Result<Vec<Entry>, StoreError> {
        let rows = audit_entry::Entity::find()
            .filter(fitting(filter))
            .order_by_desc(audit_entry::Column::Number)
            .limit(limit)
            .all(&self.reader)
            .await?;
        rows.into_iter()
            .map(|row| entry(row).map(|(entry, _)| entry))
            .collect()
    }

    /// Checks every link of the trail and gives the number of entries; names the first broken link.
    pub async fn verify_audit(&self) -> Result<u64, AuditError> {
        verify(&self.reader).await
    }
}

/// Checks every link of a trail and gives the number of entries.
pub(crate) async fn verify(
    connection: &(impl ConnectionTrait + StreamTrait),
) -> Result<u64, AuditError> {
    let head = audit_head::Entity::find_by_id(1)
        .one(connection)
        .await
        .map_err(StoreError::from)?
        .ok_or_else(|| StoreError::corrupt("the audit trail has no head"))?;
    // Entries written after the head was read do not count.
    let mut rows = audit_entry::Entity::find()
        .filter(audit_entry::Column::Number.lte(head.number))
        .order_by_asc(audit_entry::Column::Number)
        .stream(connection)
        .await
        .map_err(StoreError::from)?;
    let mut verifier = Verifier::default();
    while let Some(row) = rows.try_next().await.map_err(StoreError::from)? {
        let (entry, recorded) = entry(row)?;
        verifier.check(&entry, recorded)?;
    }
    let recorded = head.hash.parse().map_err(StoreError::corrupt)?;
    Ok(verifier.finish(head.number.cast_unsigned(), recorded)?)
}

/// Adds an entry in the transaction of the change that it tells about, which ends with an error if the permit does not allow
/// the deed. On PostgreSQL the head's row is locked, so that
/// entries follow one another; SQLite has one writer anyway.
pub(crate) async fn append(
    transaction: &WriteTransaction,
    permit: &Permit,
    now: i64,
    deed: &Deed,
    subject: Subject,
) -> Result<(), StoreError> {
    let head = audit_head::Entity::find_by_id(1)
        .lock_exclusive()
        .one(transaction)
        .await?
        .ok_or_else(|| StoreError::corrupt("the audit trail has no head"))?;
    let end = End {
        number: head.number.cast_unsigned(),
        hash: head.hash.parse().map_err(StoreError::corrupt)?,
    };
    let entry = Entry::after(end, permit, now, deed, subject)?;
    let hash = entry.hash().to_string();
    let head = audit_head::ActiveModel {
        id: Set(1),
        number: Set(stored(entry.number)),
        hash: Set(hash.clone()),
    };
    let row = audit_entry::ActiveModel {
        number: Set(stored(entry.number)),
        at: Set(entry.at),
        actor: Set(entry.actor),
        role: Set(entry.role),
        deed: Set(entry.deed),
        kind: Set(entry.subject.kind),
        name: Set(entry.subject.name),
        unit: Set(entry.unit),
        reason: Set(entry.reason),
        told: Set(entry.told),
        previous: Set(entry.previous.to_string()),
        hash: Set(hash),
    };
    audit_entry::Entity::insert(row)
        .exec_without_returning(transaction)
        .await?;
    audit_head::Entity::update(head).exec(transaction).await?;
    Ok(())
}

fn stored(number: u64) -> i64 {
    number.cast_signed()
}

/// An entry with the hash that is kept of it.
pub(crate) fn entry(
    row: audit_entry::Model,
) -> Result<(Entry, domain::digest::Digest), StoreError> {
    let entry = Entry {
        number: row.number.cast_unsigned(),
        at: row.at,
        actor: row.actor,
        role: row.role,
        deed: row.deed,
        subject: Subject {
            kind: row.kind,
            name: row.name,
        },
        unit: row.unit,
        reason: row.reason,
        told: row.told,
        previous: row.previous.parse().map_err(StoreError::corrupt)?,
    };
    Ok((entry, row.hash.parse().map_err(StoreError::corrupt)?))
}

/// What entries have to be.
fn fitting(filter: &AuditFilter) -> Condition {
    use audit_entry::Column;
    let actors = filter.actors.as_ref();
    let actors = actors.map(|actors| Column::Actor.is_in(actors.iter().map(String::as_str)));
    let unit = Some(filter.unit.as_str()).filter(|unit| !unit.is_empty());
    Condition::all()
        .add_option(actors)
        .add_option(filter.deed.map(|deed| Column::Deed.eq(deed.code())))
        .add_option(filter.kind.map(|kind| Column::Kind.eq(kind.code())))
        .add_option((!filter.name.is_empty()).then(|| named(filter)))
        .add_option(unit.map(|unit| Column::Unit.eq(unit)))
        .add_option(filter.from.map(|from| Column::At.gte(from)))
        .add_option(filter.until.map(|until| Column::At.lt(until)))
        .add_option(
            filter
                .before
                .map(|number| Column::Number.lt(stored(number))),
        )
}

/// What the name of a record has to be.
fn named(filter: &AuditFilter) -> Expr {
    let name = audit_entry::Column::Name;
    match filter.name.strip_suffix(AuditFilter::ANY_END) {
        None => name.eq(filter.name.as_str()),
        Some(beginning) => name.like(beginning_with(beginning)),
    }
}
