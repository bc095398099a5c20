//! The versions of each record of the register.
//! It must not know the fields of a record.

use domain::register::{Fields, RecordKind};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::writing::Author;
use crate::{Store, StoreError, entity::register_version};

/// A record as it was in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordVersion {
    /// The version, counted from 1.
    pub version: i32,
    /// When it was written, in seconds since 1970 (UTC); `None` where that was not noted.
    pub at: Option<i64>,
    /// Who wrote it: the number of an account, `konsol` or `server`; empty where that was not noted.
    pub actor: String,
    /// What it held.
    pub fields: Fields,
}

impl Store {
    /// The versions of a record, newest first, at most `limit`, those before a version if one is given.
    pub async fn history(
        &self,
        kind: RecordKind,
        key: &str,
        before: Option<i32>,
        limit: u64,
    ) -> Result<Vec<RecordVersion>, StoreError> {
        use register_version::Column;
        let rows = register_version::Entity::find()
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
                    at: Some(row.at).filter(|at| *at != super::UNKNOWN_TIME),
                    actor: row.actor,
                    fields: Fields::from_json(kind, &row.document)
                        .ok_or_else(|| StoreError::corrupt("a version that cannot be read"))?,
                })
            })
            .collect()
    }
}

/// Adds a version. Of a record from before versions were kept, the one that is replaced is added first.
pub(super) async fn append(
    connection: &impl ConnectionTrait,
    key: &str,
    replaced: Option<&Fields>,
    (version, fields): (i32, &Fields),
    author: &Author,
) -> Result<(), StoreError> {
    let kind = fields.kind().code();
    let mut rows = Vec::new();
    if let Some(replaced) = replaced {
        let kept = register_version::Entity::find()
            .filter(register_version::Column::Kind.eq(kind))
            .filter(register_version::Column::Key.eq(key))
            .count(connection)
            .await?;
        if kept == 0 {
            let unknown = Author::unknown();
            rows.push(row(key, version - 1, replaced, &unknown));
        }
    }
    rows.push(row(key, version, fields, author));
    register_version::Entity::insert_many(rows)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

fn row(key: &str, version: i32, fields: &Fields, author: &Author) -> register_version::ActiveModel {
    register_version::ActiveModel {
        kind: Set(fields.kind().code().to_owned()),
        key: Set(key.to_owned()),
        version: Set(version),
        at: Set(author.at),
        actor: Set(author.actor.clone()),
        document: Set(fields.to_json()),
    }
}
