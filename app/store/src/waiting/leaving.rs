//! Comments on their way out of the ballot box, in an order that means nothing.
//! It must not know where they go.

use domain::period::Month;
use rand::seq::SliceRandom;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::{COMMENTS, WaitingComment, opened_ballot_key};
use crate::StoreError;
use crate::connection::WriteTransaction;
use crate::entity::waiting_comment;
use crate::keys::KeyFolder;

/// How many rows leave in one transaction at most: those who rate wait for it. What leaves together can be told by a
/// database's log, so that many leave together or all.
const AT_ONCE: usize = 1024;

/// Comments of a month, by the names of their rows.
pub(crate) struct LeavingComments {
    month: Month,
    ids: Vec<Uuid>,
}

impl LeavingComments {
    /// Those that wait for the end of a month.
    pub async fn of(connection: &impl ConnectionTrait, month: Month) -> Result<Self, DbErr> {
        let mut ids: Vec<Uuid> = waiting_comment::Entity::find()
            .select_only()
            .column(waiting_comment::Column::Id)
            .filter(waiting_comment::Column::Month.eq(month.to_string()))
            .into_tuple()
            .all(connection)
            .await?;
        // Whoever knows which row came with which code still knows their order here.
        ids.shuffle(&mut rand::rng());
        Ok(Self { month, ids })
    }

    /// The parts that leave together, of about one size.
    pub fn parts(self) -> Vec<Self> {
        let parts = self.ids.len().div_ceil(AT_ONCE);
        let size = self.ids.len().div_ceil(parts.max(1));
        let part = |ids: &[Uuid]| Self {
            month: self.month,
            ids: ids.to_vec(),
        };
        self.ids.chunks(size.max(1)).map(part).collect()
    }

    /// Takes some out, as far as nobody else did; none when there are no more. Other processes must be kept from the same.
    pub async fn take_some(
        &mut self,
        transaction: &WriteTransaction,
        keys: &KeyFolder,
    ) -> Result<Option<Vec<WaitingComment>>, StoreError> {
        use waiting_comment::Column::{Id, Month};
        let some = self.ids.split_off(self.ids.len().saturating_sub(COMMENTS));
        if some.is_empty() {
            return Ok(None);
        }
        let key = opened_ballot_key(transaction, keys, self.month).await?;
        let key = key.ok_or_else(|| StoreError::corrupt("comments without a key"))?;
        let some = Month.eq(self.month.to_string()).and(Id.is_in(some));
        let rows = waiting_comment::Entity::find().filter(some.clone());
        let rows = rows.all(transaction).await?;
        waiting_comment::Entity::delete_many()
            .filter(some)
            .exec(transaction)
            .await?;
        let mut opened = vec![];
        for row in rows {
            let plain = key.open(row.id, &row.sealed)?;
            opened.extend(WaitingComment::read(&plain)?);
        }
        // Those of one row were written together.
        opened.shuffle(&mut rand::rng());
        Ok(Some(opened))
    }
}
