//! Forgetting codes that nobody can use any more. Their batch keeps how many there were.
//! It must not keep how many were used of a batch so small that nothing may be told of it.

use chrono::NaiveDate;
use sea_orm::sea_query::Query;
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::count_codes;
use crate::{
    StoreError,
    entity::{invitation, invitation_batch},
    setting,
};

/// Deletes the codes of batches whose last day is not after a day, and says how many they were.
pub(crate) async fn forget_codes(
    transaction: &DatabaseTransaction,
    until: NaiveDate,
) -> Result<u64, StoreError> {
    let outlived = Query::select()
        .column(invitation_batch::Column::Id)
        .from(invitation_batch::Entity)
        .and_where(invitation_batch::Column::ValidUntil.lte(until))
        .to_owned();
    let of_outlived = invitation::Column::BatchId.in_subquery(outlived);
    let k = setting::k(transaction).await?;
    for (batch, (issued, used)) in count_codes(transaction, of_outlived.clone()).await? {
        let totals = invitation_batch::ActiveModel {
            id: Set(batch),
            issued: Set(Some(issued.cast_signed())),
            used: Set((issued >= k).then_some(used.cast_signed())),
            ..Default::default()
        };
        invitation_batch::Entity::update(totals)
            .exec(transaction)
            .await?;
    }
    let deleted = invitation::Entity::delete_many()
        .filter(of_outlived)
        .exec(transaction)
        .await?;
    Ok(deleted.rows_affected)
}
