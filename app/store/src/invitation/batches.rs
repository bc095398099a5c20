//! Listing batches of invitations with what may be told of each.
//! It must not give out how many codes of a batch were used before that may be told.

use std::collections::HashMap;

use domain::invitation::{BatchCounts, BatchOverview, BatchPlace, Origin};
use domain::period::Month;
use domain::slug::Slug;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    due::last_sealed,
    entity::{invitation, invitation_batch},
    names::{Names, names},
};

/// Which batches to list.
#[derive(Clone, Debug, Default)]
pub struct BatchFilter {
    /// The units whose services' batches are listed.
    pub units: Vec<Slug>,
    /// Only those of one service.
    pub service: Option<Slug>,
    /// Only those of one origin.
    pub origin: Option<Origin>,
    /// Only those after a place, for the next page.
    pub after: Option<BatchPlace>,
}

impl Store {
    /// Batches, the newest week first, at most `limit`. Of batches with fewer than `k` codes no number is told.
    pub async fn invitation_batches(
        &self,
        filter: &BatchFilter,
        k: u64,
        limit: u64,
    ) -> Result<Vec<BatchOverview>, StoreError> {
        use invitation_batch::Column;
        let names = names(&self.reader).await?;
        let services = names.services_among(&filter.units, filter.service.as_ref());
        let origin = filter.origin.map(|origin| Column::Origin.eq(origin.code()));
        let after = filter.after.map(|after| {
            let in_week = Column::Week.eq(after.week).and(Column::Id.gt(after.id));
            Column::Week.lt(after.week).or(in_week)
        });
        let rows = invitation_batch::Entity::find()
            .filter(Column::ServiceId.is_in(services))
            .filter(Condition::all().add_option(origin).add_option(after))
            .order_by_desc(Column::Week)
            .order_by_asc(Column::Id)
            .limit(limit)
            .all(&self.reader)
            .await?;
        self.overviews(rows, &names, k).await
    }

    /// One batch.
    pub async fn invitation_batch(
        &self,
        id: Uuid,
        k: u64,
    ) -> Result<Option<BatchOverview>, StoreError> {
        let row = invitation_batch::Entity::find_by_id(id);
        let rows = row.one(&self.reader).await?.into_iter().collect();
        let names = names(&self.reader).await?;
        Ok(self.overviews(rows, &names, k).await?.pop())
    }

    /// Some batches, without a number of their codes.
    pub async fn batches(&self, ids: &[Uuid]) -> Result<Vec<BatchOverview>, StoreError> {
        if ids.is_empty() {
            return Ok(vec![]);
        }
        let some = invitation_batch::Column::Id.is_in(ids.iter().copied());
        let rows = invitation_batch::Entity::find().filter(some);
        let rows = rows.all(&self.reader).await?;
        let names = names(&self.reader).await?;
        self.overviews(rows, &names, u64::MAX).await
    }

    async fn overviews(
        &self,
        rows: Vec<invitation_batch::Model>,
        names: &Names,
        k: u64,
    ) -> Result<Vec<BatchOverview>, StoreError> {
        let of_rows = invitation::Column::BatchId.is_in(rows.iter().map(|row| row.id));
        let counts = count_codes(&self.reader, of_rows).await?;
        let sealed = last_sealed(&self.reader).await?;
        rows.into_iter()
            .map(|row| {
                let counted = counts.get(&row.id).copied().or_else(|| kept(&row));
                let (issued, used) = counted.unwrap_or_default();
                let closed = sealed.is_some_and(|last| Month::of(row.valid_until) <= last);
                Ok(BatchOverview {
                    id: row.id,
                    service: names.service(row.service_id)?,
                    counter: row.counter_id.map(|id| names.counter(id)).transpose()?,
                    week: row.week,
                    valid_until: row.valid_until,
                    withdrawn: row.withdrawn,
                    origin: Origin::from_code(&row.origin)
                        .ok_or_else(|| StoreError::corrupt(&row.origin))?,
                    counts: BatchCounts::new(issued, used, row.withdrawn, closed, k),
                })
            })
            .collect()
    }
}

/// How many codes a batch had whose codes are gone, and how many of them were used.
fn kept(row: &invitation_batch::Model) -> Option<(u64, u64)> {
    let (issued, used) = row.issued.zip(row.used)?;
    Some((issued.unsigned_abs(), used.unsigned_abs()))
}

/// How many of some codes each batch has, and how many of them were used.
pub(crate) async fn count_codes(
    connection: &impl ConnectionTrait,
    codes: Expr,
) -> Result<HashMap<Uuid, (u64, u64)>, StoreError> {
    let rows: Vec<(Uuid, bool, i64)> = invitation::Entity::find()
        .select_only()
        .columns([invitation::Column::BatchId, invitation::Column::Spent])
        .column_as(invitation::Column::CodeHash.count(), "codes")
        .filter(codes)
        .group_by(invitation::Column::BatchId)
        .group_by(invitation::Column::Spent)
        .into_tuple()
        .all(connection)
        .await?;
    let mut counts: HashMap<Uuid, (u64, u64)> = HashMap::new();
    for (batch, spent, codes) in rows {
        let of_batch = counts.entry(batch).or_default();
        of_batch.0 += codes.unsigned_abs();
        of_batch.1 += if spent { codes.unsigned_abs() } else { 0 };
    }
    Ok(counts)
}
