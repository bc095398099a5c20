//! Sealed answers that wait for the end of their quarter: how many people answered equally of whom with the same duty. Many
//! share a row, and every row is equally long. It must not know whom a number stands for.

use domain::period::Month;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Part, Rows, each_row, insert, month_key::ballot_key};
use crate::StoreError;
use crate::connection::WriteTransaction;
use crate::entity::waiting_duty;
use crate::keys::KeyFolder;

/// How many share a row.
const TOGETHER: usize = 64;

/// The length of a row: the longest numbers, and how many there are.
const ROW: usize = TOGETHER * 28 + 8;

/// How many rows are read together.
const PAGE: usize = 64;

/// People who gave equal answers about a service after visits with the same duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DutySlip {
    /// The service.
    pub service: i32,
    /// The number of the duty set.
    pub duty: i64,
    /// The scores of [`domain::duty::EVIDENCE`]; zeros where there is none.
    pub answers: [u8; 3],
    /// How many people.
    pub people: u64,
}

/// Encrypts slips under the key of a month and writes them, in no order that means anything.
pub(crate) async fn store_duty_slips(
    transaction: &WriteTransaction,
    keys: &KeyFolder,
    month: Month,
    slips: &[DutySlip],
) -> Result<(), StoreError> {
    if slips.is_empty() {
        return Ok(());
    }
    let key = ballot_key(transaction, keys, month).await?;
    let mut rows = vec![];
    for some in slips.chunks(TOGETHER) {
        let mut plain = Zeroizing::new([0; ROW]);
        postcard::to_slice(some, plain.as_mut_slice()).map_err(StoreError::corrupt)?;
        rows.push(plain);
    }
    insert(transaction, rows.iter(), |id: Uuid, plain| {
        let row = waiting_duty::Model {
            month: month.to_string(),
            id,
            sealed: key.seal(id, plain.as_slice()),
        };
        Ok(waiting_duty::ActiveModel::from(row))
    })
    .await
}

/// The slips that wait under the key of a month.
pub(crate) async fn duty_slips(
    connection: &impl ConnectionTrait,
    keys: &KeyFolder,
    month: Month,
) -> Result<Vec<DutySlip>, StoreError> {
    let rows = Rows {
        table: "waiting_duty",
        page: PAGE,
        part: Part::whole(month),
    };
    let mut slips = vec![];
    let look = |plain: &[u8]| {
        let (some, _): (Vec<DutySlip>, _) =
            postcard::take_from_bytes(plain).map_err(StoreError::corrupt)?;
        slips.extend(some);
        Ok(())
    };
    each_row(connection, keys, rows, look).await?;
    Ok(slips)
}

/// Takes out what waited for the end of quarters that are sealed, which is noise since their keys were destroyed.
pub(crate) async fn delete_sealed_duty_slips(
    transaction: &WriteTransaction,
    last: Month,
) -> Result<(), StoreError> {
    waiting_duty::Entity::delete_many()
        .filter(waiting_duty::Column::Month.lte(last.to_string()))
        .exec(transaction)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_slips_fill_a_row() {
        let longest = DutySlip {
            service: i32::MIN,
            duty: i64::MIN,
            answers: [4; 3],
            people: u64::MAX,
        };
        let slips = vec![longest; TOGETHER];
        let mut plain = [0; ROW];
        postcard::to_slice(&slips, &mut plain).expect("they fit");
        let (read, _): (Vec<DutySlip>, _) = postcard::take_from_bytes(&plain).expect("readable");
        assert_eq!(read, slips);
    }
}
