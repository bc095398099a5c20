//! Receipts: whether a rating was received, and for which month.
//! It must not know which rating: nothing that is kept links the two.

use domain::{invitation::Receipt, period::Month};
use sea_orm::EntityTrait;

use crate::{Store, StoreError, entity::receipt};

impl Store {
    /// The month in which the rating of a receipt counts; `None` for a receipt that was never given.
    pub async fn month_of_receipt(&self, receipt: &Receipt) -> Result<Option<Month>, StoreError> {
        let hash = self.secret.receipt_hash(receipt).to_vec();
        let row = receipt::Entity::find_by_id(hash).one(&self.reader).await?;
        row.map(|row| row.month.parse().map_err(StoreError::corrupt))
            .transpose()
    }
}
