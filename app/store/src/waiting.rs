//! What waits in the ballot box: ratings and comments, each a row of bytes under the key of the month whose seal counts it.
//! The database tells that month and nothing else of them, neither before the seal nor, once the key is destroyed, after it.
//! It must not know where a rating comes from, nor decide what becomes of it.

mod clear;
mod comment;
mod duty_slip;
mod leaving;
mod month_key;
mod reading;
mod slip;

pub(crate) use clear::{drop_clear_table, move_from_clear};
pub(crate) use comment::WaitingComment;
pub(crate) use duty_slip::{DutySlip, delete_sealed_duty_slips, duty_slips, store_duty_slips};
pub(crate) use leaving::LeavingComments;
pub(crate) use month_key::{
    check_ballot_keys, fingerprints, kill_ballot_key, months_before, opened_ballot_key,
};
use reading::{Part, Rows, each_row};
pub(crate) use reading::{comments_waiting, gather_slips};
pub(crate) use slip::{Facts, Slip};

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Instant;

use domain::period::Month;
use domain::rating::Rating;
use month_key::ballot_key;
use rand::seq::SliceRandom;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use uuid::Uuid;

use crate::connection::{WriteTransaction, give_way};
use crate::due::{counting_month, last_sealed};
use crate::entity::{rating, waiting_comment};
use crate::keys::KeyFolder;
use crate::row_key::RowKey;
use crate::{Store, StoreError};

/// How many rows of comments are read together. Each is as long as the longest comment.
const COMMENTS: usize = 128;

/// How many ratings of a sealed month are deleted together.
const DELETED: usize = if cfg!(test) { 16 } else { 8192 };

/// Ratings and comments on their way into the ballot box.
pub(crate) struct Deposit {
    due: Option<Month>,
    slips: Vec<Slip>,
    comments: BTreeMap<Month, Vec<WaitingComment>>,
}

impl Deposit {
    /// Nothing yet. `due` is the next month to be sealed.
    pub fn new(due: Option<Month>) -> Self {
        Self {
            due,
            slips: vec![],
            comments: BTreeMap::new(),
        }
    }

    /// Adds a rating with its facts, and its comment apart from it.
    pub fn add(&mut self, rating: &Rating, facts: Facts) {
        self.slips.push(Slip::of(rating, facts));
        if let Some(text) = &rating.comment {
            self.add_comment(WaitingComment::of(text, rating.date, facts), rating.date);
        }
    }

    /// Adds a rating that has waited already.
    pub fn add_slip(&mut self, slip: Slip) {
        self.slips.push(slip);
    }

    /// Adds a comment of a day.
    pub fn add_comment(&mut self, comment: WaitingComment, day: chrono::NaiveDate) {
        let month = counting_month(self.due, day);
        self.comments.entry(month).or_default().push(comment);
    }

    /// Encrypts everything and writes it in the order of its new random names, so that nothing tells what came first or
    /// what came together.
    pub async fn store(
        mut self,
        transaction: &WriteTransaction,
        keys: &KeyFolder,
    ) -> Result<(), StoreError> {
        let days = self.slips.iter().map(|slip| slip.date);
        let months = days.map(|day| counting_month(self.due, day));
        let months = months.chain(self.comments.keys().copied());
        let mut opened: HashMap<Month, RowKey> = HashMap::new();
        for month in months.collect::<BTreeSet<Month>>() {
            opened.insert(month, ballot_key(transaction, keys, month).await?);
        }
        insert(transaction, self.slips.iter(), |id, slip| {
            let month = counting_month(self.due, slip.date);
            let row = rating::Model {
                month: month.to_string(),
                id,
                sealed: opened[&month].seal(id, slip.plain()?.as_slice()),
            };
            Ok(rating::ActiveModel::from(row))
        })
        .await?;
        for (month, comments) in &mut self.comments {
            comments.shuffle(&mut rand::rng());
            let rows = WaitingComment::rows(comments)?;
            insert(transaction, rows.iter(), |id, plain| {
                let row = waiting_comment::Model {
                    month: month.to_string(),
                    id,
                    sealed: opened[month].seal(id, plain),
                };
                Ok(waiting_comment::ActiveModel::from(row))
            })
            .await?;
        }
        Ok(())
    }
}

/// Inserts rows in the order of random names, a few at a time: a long statement makes SQLite keep a journal of its own on
/// disk, few different lengths keep the statements prepared, and the bytes of many comments are large.
async fn insert<'a, T: 'a, A: ActiveModelTrait>(
    transaction: &WriteTransaction,
    things: impl Iterator<Item = &'a T>,
    row: impl Fn(Uuid, &T) -> Result<A, StoreError>,
) -> Result<(), StoreError> {
    let mut named: Vec<(Uuid, &T)> = things.map(|thing| (Uuid::new_v4(), thing)).collect();
    named.sort_unstable_by_key(|(id, _)| *id);
    let mut named = named.as_slice();
    for size in [8, 4, 2, 1] {
        while let Some((some, rest)) = named.split_at_checked(size) {
            let rows = some.iter().map(|(id, thing)| row(*id, thing));
            let rows = rows.collect::<Result<Vec<A>, StoreError>>()?;
            A::Entity::insert_many(rows)
                .exec_without_returning(transaction)
                .await?;
            named = rest;
        }
    }
    Ok(())
}

/// Whether a comment waits for the end of a month.
pub(crate) async fn any_comment_waits(
    connection: &impl ConnectionTrait,
    month: Month,
) -> Result<bool, DbErr> {
    let any = waiting_comment::Entity::find()
        .filter(waiting_comment::Column::Month.eq(month.to_string()))
        .limit(1);
    Ok(any.one(connection).await?.is_some())
}

impl Store {
    /// Takes out of the ballot box what seals have left there: rows under keys that are destroyed. Whoever wants to rate
    /// comes in between, and after a crash the next start goes on.
    pub async fn delete_sealed_ratings(&self) -> Result<(), StoreError> {
        let Some(last) = last_sealed(&self.reader).await? else {
            return Ok(());
        };
        while oldest_waiting(&self.reader)
            .await?
            .is_some_and(|month| month <= last)
        {
            let begun = Instant::now();
            let transaction = self.begin_write().await?;
            let some = format!(
                "DELETE FROM rating WHERE (month, id) IN \
                 (SELECT month, id FROM rating WHERE month <= $1 ORDER BY month, id LIMIT {DELETED})"
            );
            let backend = transaction.get_database_backend();
            let values = [last.to_string().into()];
            let some = Statement::from_sql_and_values(backend, some, values);
            transaction.execute_raw(some).await?;
            transaction.commit().await?;
            give_way(begun).await;
        }
        let transaction = self.begin_write().await?;
        delete_sealed_duty_slips(&transaction, last).await?;
        Ok(transaction.commit().await?)
    }
}

/// Whether a rating waits for the seal of a month.
pub(crate) async fn anything_waits(
    connection: &impl ConnectionTrait,
    month: Month,
) -> Result<bool, DbErr> {
    let any = rating::Entity::find()
        .filter(rating::Column::Month.eq(month.to_string()))
        .limit(1);
    Ok(any.one(connection).await?.is_some())
}

/// The first month whose seal something waits for.
pub(crate) async fn oldest_waiting(
    connection: &impl ConnectionTrait,
) -> Result<Option<Month>, StoreError> {
    let oldest: Option<String> = rating::Entity::find()
        .select_only()
        .column(rating::Column::Month)
        .order_by_asc(rating::Column::Month)
        .limit(1)
        .into_tuple()
        .one(connection)
        .await?;
    let oldest = oldest.map(|month| month.parse().map_err(StoreError::corrupt));
    oldest.transpose()
}
