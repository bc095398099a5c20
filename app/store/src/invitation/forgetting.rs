//! Forgetting codes that nobody can use any more. Their batch keeps how many there were.
//! It must not keep how many were used of a batch so small that nothing may be told of it.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::count_codes;
use crate::{
    StoreError,
    connection::WriteTransaction,
    entity::{invitation, invitation_batch},
    settings,
};

/// How many batches are looked at together.
const BATCHES: u64 = 100;

/// Deletes the codes of some batches whose last day is not after a day, and says how many they were. A batch goes whole,
/// so that it is counted as it was; the first one goes also if it has more than `at_once` codes.
pub(crate) async fn forget_codes(
    transaction: &WriteTransaction,
    until: NaiveDate,
    at_once: u64,
) -> Result<u64, StoreError> {
    let batches = outlived_batches(transaction, until).await?;
    if batches.is_empty() {
        return Ok(0);
    }
    let of_batches = invitation::Column::BatchId.is_in(batches);
    let counted = count_codes(transaction, of_batches).await?;
    let batches = some(counted, at_once);
    let k = settings::k(transaction).await?;
    for (batch, (issued, used)) in &batches {
        let totals = invitation_batch::ActiveModel {
            id: Set(*batch),
            issued: Set(Some(issued.cast_signed())),
            used: Set((*issued >= k).then_some(used.cast_signed())),
            ..Default::default()
        };
        invitation_batch::Entity::update(totals)
            .exec(transaction)
            .await?;
    }
    let deleted = invitation::Entity::delete_many()
        .filter(invitation::Column::BatchId.is_in(batches.into_keys()))
        .exec(transaction)
        .await?;
    Ok(deleted.rows_affected)
}

/// Batches that still have codes, those that ended first before others.
async fn outlived_batches(
    transaction: &WriteTransaction,
    until: NaiveDate,
) -> Result<Vec<Uuid>, StoreError> {
    use invitation_batch::Column::{Id, Issued, ValidUntil};
    let codes = Query::select()
        .expr(Expr::val(1))
        .from(invitation::Entity)
        .and_where(
            Expr::col((invitation::Entity, invitation::Column::BatchId))
                .equals((invitation_batch::Entity, Id)),
        )
        .to_owned();
    let batches = invitation_batch::Entity::find()
        .select_only()
        .column(Id)
        .filter(ValidUntil.lte(until))
        .filter(Issued.is_null())
        .filter(Expr::exists(codes))
        .order_by_asc(ValidUntil)
        .limit(BATCHES)
        .into_tuple()
        .all(transaction)
        .await?;
    Ok(batches)
}

/// As many batches as have together so many codes, and one at least.
fn some(counted: HashMap<Uuid, (u64, u64)>, at_once: u64) -> HashMap<Uuid, (u64, u64)> {
    let mut codes = 0;
    let fitting = counted.into_iter().take_while(|(_, (issued, _))| {
        let fits = codes == 0 || codes + issued <= at_once;
        codes += issued;
        fits
    });
    fitting.collect()
}
