//! Publishing the corrections that wait, and reading the published ones back.
//! It must not touch a release.

use domain::access::Permit;
use domain::audit::{Deed, Subject, SubjectKind};
use domain::digest::Digest;
use domain::release::{CorrectionRelease, Predecessor};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder};
use uuid::Uuid;

use super::Sealing;
use crate::{
    StoreError, audit,
    connection::WriteTransaction,
    edition::{Part, raise},
    entity::correction_release,
    indicator::publish_corrections,
};

/// Publishes the corrections of a proposal in one release. `None` if it has none.
pub(crate) async fn publish(
    transaction: &WriteTransaction,
    proposal: Uuid,
    order: &Sealing<'_>,
    permit: &Permit,
) -> Result<Option<CorrectionRelease>, StoreError> {
    let waiting = publish_corrections(transaction, proposal).await?;
    if waiting.is_empty() {
        return Ok(None);
    }
    let last = correction_release::Entity::find()
        .order_by_desc(correction_release::Column::Number)
        .one(transaction)
        .await?;
    let last = match last {
        Some(row) => Some(Predecessor {
            number: u32::try_from(row.number).map_err(StoreError::corrupt)?,
            digest: row.digest.parse().map_err(StoreError::corrupt)?,
        }),
        None => None,
    };
    let release = CorrectionRelease::after(last, waiting);
    let document = release.canonical_json();
    let digest = Digest::of(document.as_bytes());
    let row = correction_release::ActiveModel {
        number: Set(i32::try_from(release.number()).map_err(StoreError::corrupt)?),
        document: Set(document),
        digest: Set(digest.to_string()),
        sealed_by: Set(order.people.by().to_owned()),
        sealed_and: Set(order.people.and().to_owned()),
        sealed_at: Set(order.now),
    };
    correction_release::Entity::insert(row)
        .exec_without_returning(transaction)
        .await?;
    let subject = Subject::new(SubjectKind::Correction, release.number());
    let deed = Deed::Corrected { digest };
    audit::append(transaction, permit, order.now, &deed, subject).await?;
    raise(transaction, [Part::Record]).await?;
    Ok(Some(release))
}

/// Every correction release, oldest first. One whose text was changed or that does not follow the one before is an error.
pub(crate) async fn corrections(
    connection: &impl ConnectionTrait,
) -> Result<Vec<CorrectionRelease>, StoreError> {
    let rows = correction_release::Entity::find()
        .order_by_asc(correction_release::Column::Number)
        .all(connection)
        .await?;
    let mut releases = Vec::with_capacity(rows.len());
    let mut last: Option<Digest> = None;
    for row in rows {
        let digest: Digest = row.digest.parse().map_err(StoreError::corrupt)?;
        let release =
            CorrectionRelease::open(&row.document, digest).map_err(StoreError::corrupt)?;
        if release.previous() != last {
            return Err(StoreError::corrupt(format!(
                "the correction release {} does not follow the one before",
                row.number
            )));
        }
        last = Some(digest);
        releases.push(release);
    }
    Ok(releases)
}
