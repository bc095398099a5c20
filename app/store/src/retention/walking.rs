//! Deleting from the two largest tables, which are walked through in the order of their random keys once a month: an index
//! on the month would cost every rating and every seal.
//! It must not hold the write lock while it looks.

use domain::period::Month;
use domain::retention::Retained;
use sea_orm::{
    ColumnTrait, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    TryGetable, Value,
};
use uuid::Uuid;

use super::add_deleted;
use crate::{
    Store, StoreError,
    entity::{receipt, release, sealed_rating},
    setting,
};

/// How many rows are looked at together.
const PAGE: usize = 10_000;

/// A table to walk through.
struct Walk<C> {
    kind: Retained,
    key: C,
    month: C,
    /// Rows of months before this one go.
    before: Month,
    /// How many rows may go at once.
    at_once: u64,
}

impl Store {
    /// Deletes what is older than a month, unless that was done already.
    pub(super) async fn walk(
        &self,
        at_once: u64,
        kind: Retained,
        before: Month,
    ) -> Result<(), StoreError> {
        let done = format!("retained_before_{}", kind.code());
        if setting::read(&self.reader, &done).await? == Some(before.to_string()) {
            return Ok(());
        }
        if kind == Retained::Receipts {
            let (key, month) = (receipt::Column::Hash, receipt::Column::Month);
            let walk = Walk {
                kind,
                key,
                month,
                before,
                at_once,
            };
            self.walk_through::<receipt::Entity, Vec<u8>>(walk).await?;
        } else if self.has_release_before(before).await? {
            let (key, month) = (
                sealed_rating::Column::Id,
                sealed_rating::Column::ReleaseMonth,
            );
            let walk = Walk {
                kind,
                key,
                month,
                before,
                at_once,
            };
            self.walk_through::<sealed_rating::Entity, Uuid>(walk)
                .await?;
        }
        let transaction = self.begin_write().await?;
        setting::write(&transaction, &done, &before.to_string()).await?;
        Ok(transaction.commit().await?)
    }

    async fn has_release_before(&self, month: Month) -> Result<bool, StoreError> {
        let older = release::Column::Month.lt(month.to_string());
        let older = release::Entity::find().filter(older);
        Ok(older.count(&self.reader).await? > 0)
    }

    async fn walk_through<E, K>(&self, walk: Walk<E::Column>) -> Result<(), StoreError>
    where
        E: EntityTrait,
        E::Model: Send + Sync,
        K: Into<Value> + TryGetable + Clone + Default + Send,
    {
        // Smaller than every key that was drawn at random.
        let mut last = K::default();
        let before = walk.before.to_string();
        loop {
            let page: Vec<(K, String)> = E::find()
                .select_only()
                .columns([walk.key, walk.month])
                .filter(walk.key.gt(last.clone()))
                .order_by(walk.key, Order::Asc)
                .limit(PAGE as u64)
                .into_tuple()
                .all(&self.reader)
                .await?;
            if let Some((key, _)) = page.last() {
                last = key.clone();
            }
            let complete = page.len() < PAGE;
            let outlived = page.into_iter().filter(|(_, month)| *month < before);
            let outlived: Vec<K> = outlived.map(|(key, _)| key).collect();
            for some in outlived.chunks(usize::try_from(walk.at_once).unwrap_or(PAGE)) {
                let transaction = self.begin_write().await?;
                setting::lock_installation(&transaction).await?;
                let deleted = E::delete_many()
                    .filter(walk.key.is_in(some.iter().cloned()))
                    .exec(&transaction)
                    .await?;
                add_deleted(&transaction, walk.kind, deleted.rows_affected).await?;
                transaction.commit().await?;
            }
            if complete {
                return Ok(());
            }
        }
    }
}
