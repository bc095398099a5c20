//! Deleting receipts, which are walked through in the order of their random keys once a month: an index on the month would
//! cost every rating.
//! It must not hold the write lock while it looks.

use domain::period::Month;
use domain::retention::Retained;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::add_deleted;
use crate::{Store, StoreError, entity::receipt, setting};

/// How many rows are looked at together.
const PAGE: usize = 10_000;

impl Store {
    /// Deletes the receipts of months before one, some at a time, unless that was done already.
    pub(super) async fn walk_through_receipts(
        &self,
        at_once: u64,
        before: Month,
    ) -> Result<(), StoreError> {
        let kind = Retained::Receipts;
        let done = format!("retained_before_{}", kind.code());
        let before = before.to_string();
        if setting::read(&self.reader, &done).await?.as_ref() == Some(&before) {
            return Ok(());
        }
        // Smaller than every key that was drawn at random.
        let mut last: Vec<u8> = vec![];
        loop {
            let page: Vec<(Vec<u8>, String)> = receipt::Entity::find()
                .select_only()
                .columns([receipt::Column::Hash, receipt::Column::Month])
                .filter(receipt::Column::Hash.gt(last.clone()))
                .order_by_asc(receipt::Column::Hash)
                .limit(PAGE as u64)
                .into_tuple()
                .all(&self.reader)
                .await?;
            if let Some((hash, _)) = page.last() {
                last.clone_from(hash);
            }
            let complete = page.len() < PAGE;
            let outlived = page.into_iter().filter(|(_, month)| *month < before);
            let outlived: Vec<Vec<u8>> = outlived.map(|(hash, _)| hash).collect();
            for some in outlived.chunks(usize::try_from(at_once).unwrap_or(PAGE)) {
                let transaction = self.begin_write().await?;
                setting::lock_installation(&transaction).await?;
                let deleted = receipt::Entity::delete_many()
                    .filter(receipt::Column::Hash.is_in(some.iter().cloned()))
                    .exec(&transaction)
                    .await?;
                add_deleted(&transaction, kind, deleted.rows_affected).await?;
                transaction.commit().await?;
            }
            if complete {
                break;
            }
        }
        let transaction = self.begin_write().await?;
        setting::write(&transaction, &done, &before).await?;
        Ok(transaction.commit().await?)
    }
}
