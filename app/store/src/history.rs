//! The versions of records: what each held, who wrote it and when.
//! It must not know the fields of a record.

use domain::access::Permit;
use domain::history::RecordVersion;
use domain::noun::{Noun, Snapshot};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::{Store, StoreError, entity::record_version};

/// Stands for the time of a version that was not noted.
pub(crate) const UNKNOWN_TIME: i64 = 0;

/// Who writes a version, and when.
pub(crate) struct Author {
    actor: String,
    at: i64,
}

impl Author {
    pub fn new(permit: &Permit, at: i64) -> Self {
        Self {
            actor: permit.actor().code(),
            at,
        }
    }

    /// Somebody at a time that nobody noted.
    pub fn at_unknown_time(permit: &Permit) -> Self {
        Self::new(permit, UNKNOWN_TIME)
    }

    /// Nobody knows who or when.
    const fn unknown() -> Self {
        Self {
            actor: String::new(),
            at: UNKNOWN_TIME,
        }
    }
}

impl Store {
    /// The versions of a record, newest first, at most `limit`, those before a version if one is given.
    pub async fn history(
        &self,
        kind: Noun,
        key: &str,
        before: Option<i32>,
        limit: u64,
    ) -> Result<Vec<RecordVersion>, StoreError> {
        use record_version::Column;
        let rows = record_version::Entity::find()
            .filter(Column::Kind.eq(kind.code()))
            .filter(Column::Key.eq(key))
            .filter(Column::Version.lt(before.unwrap_or(i32::MAX)))
            .order_by_desc(Column::Version)
            .limit(limit)
            .all(&self.reader)
            .await?;
        rows.into_iter()
            .map(|row| {
                Ok(RecordVersion {
                    version: row.version,
                    at: Some(row.at).filter(|at| *at != UNKNOWN_TIME),
                    actor: row.actor,
                    snapshot: Snapshot::from_json(&row.document)
                        .ok_or_else(|| StoreError::corrupt("a version that cannot be read"))?,
                })
            })
            .collect()
    }
}

/// A version that is to be kept.
pub(crate) struct Version<'a> {
    /// What the record is.
    pub kind: Noun,
    /// What it is known by among its kind.
    pub key: &'a str,
    /// The version, counted from 1.
    pub number: i32,
    /// What it holds.
    pub snapshot: &'a Snapshot,
    /// Who writes it, and when.
    pub author: &'a Author,
}

/// Adds a version. Of a record from before versions were kept, the one that is replaced is added first.
pub(crate) async fn append(
    connection: &impl ConnectionTrait,
    version: Version<'_>,
    replaced: Option<&Snapshot>,
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    if let Some(replaced) = replaced {
        let kept = record_version::Entity::find()
            .filter(record_version::Column::Kind.eq(version.kind.code()))
            .filter(record_version::Column::Key.eq(version.key))
            .count(connection)
            .await?;
        if kept == 0 {
            rows.push(row(&Version {
                number: version.number - 1,
                snapshot: replaced,
                author: &Author::unknown(),
                ..version
            }));
        }
    }
    rows.push(row(&version));
    record_version::Entity::insert_many(rows)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

fn row(version: &Version<'_>) -> record_version::ActiveModel {
    record_version::ActiveModel {
        kind: Set(version.kind.code().to_owned()),
        key: Set(version.key.to_owned()),
        version: Set(version.number),
        at: Set(version.author.at),
        actor: Set(version.author.actor.clone()),
        document: Set(version.snapshot.to_json()),
    }
}
