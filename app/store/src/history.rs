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

/// Adds a version. Of a record from before versions were kept, the one that is replaced is added first.
pub(crate) async fn append(
    connection: &impl ConnectionTrait,
    (kind, key): (Noun, &str),
    replaced: Option<&Snapshot>,
    (version, snapshot): (i32, &Snapshot),
    author: &Author,
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    if let Some(replaced) = replaced {
        let kept = record_version::Entity::find()
            .filter(record_version::Column::Kind.eq(kind.code()))
            .filter(record_version::Column::Key.eq(key))
            .count(connection)
            .await?;
        if kept == 0 {
            let unknown = Author::unknown();
            rows.push(row((kind, key), version - 1, replaced, &unknown));
        }
    }
    rows.push(row((kind, key), version, snapshot, author));
    record_version::Entity::insert_many(rows)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

fn row(
    (kind, key): (Noun, &str),
    version: i32,
    snapshot: &Snapshot,
    author: &Author,
) -> record_version::ActiveModel {
    record_version::ActiveModel {
        kind: Set(kind.code().to_owned()),
        key: Set(key.to_owned()),
        version: Set(version),
        at: Set(author.at),
        actor: Set(author.actor.clone()),
        document: Set(snapshot.to_json()),
    }
}
