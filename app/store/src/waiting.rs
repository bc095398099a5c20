//! What waits in the ballot box: ratings and comments, each a row of bytes under the key of the month whose seal counts it.
//! The database tells that month and nothing else of them, neither before the seal nor, once the key is destroyed, after it.
//! It must not know where a rating comes from, nor decide what becomes of it.

mod cipher;
mod clear;
mod comment;
mod month_key;
mod slip;

pub(crate) use clear::{drop_clear_table, move_from_clear};
pub(crate) use comment::WaitingComment;
pub(crate) use month_key::{
    check_ballot_keys, fingerprints, kill_ballot_key, months_before, opened_ballot_key,
};
pub(crate) use slip::{Facts, Slip};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cipher::BallotKey;
use domain::period::Month;
use domain::rating::Rating;
use month_key::ballot_key;
use rand::seq::SliceRandom;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, QuerySelect, Statement,
};
use uuid::Uuid;

use crate::StoreError;
use crate::connection::WriteTransaction;
use crate::due::counting_month;
use crate::entity::{rating, waiting_comment};
use crate::keys::KeyFolder;

/// How many ratings are read together: little memory, and few questions.
const PAGE: usize = 4096;

/// How many rows of comments are read together. Each is as long as the longest comment.
const COMMENTS: usize = 128;

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
        let mut opened: HashMap<Month, BallotKey> = HashMap::new();
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

/// Opens every rating that waits for the seal of a month, in constant memory and in no order that means anything.
pub(crate) async fn each_slip(
    connection: &impl ConnectionTrait,
    keys: &KeyFolder,
    month: Month,
    mut look: impl FnMut(Slip) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let look = |plain: &[u8]| look(Slip::read(plain)?);
    each_row(
        connection,
        keys,
        Rows {
            table: "rating",
            page: PAGE,
            month,
        },
        look,
    )
    .await
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

/// How many comments wait for the end of a month.
pub(crate) async fn comments_waiting(
    connection: &impl ConnectionTrait,
    keys: &KeyFolder,
    month: Month,
) -> Result<u64, StoreError> {
    let mut waiting = 0;
    let rows = Rows {
        table: "waiting_comment",
        page: COMMENTS,
        month,
    };
    let look = |plain: &[u8]| {
        waiting += WaitingComment::read(plain)?.len() as u64;
        Ok(())
    };
    each_row(connection, keys, rows, look).await?;
    Ok(waiting)
}

/// Rows of the ballot box.
struct Rows {
    table: &'static str,
    /// How many are read together.
    page: usize,
    month: Month,
}

/// Opens every row of a month.
async fn each_row(
    connection: &impl ConnectionTrait,
    keys: &KeyFolder,
    rows: Rows,
    mut look: impl FnMut(&[u8]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let Rows { table, page, month } = rows;
    let Some(key) = opened_ballot_key(connection, keys, month).await? else {
        return Ok(());
    };
    let sql = format!(
        "SELECT id, sealed FROM {table} WHERE month = $1 AND id > $2 ORDER BY id LIMIT {page}"
    );
    let mut last = Uuid::nil();
    loop {
        let statement = Statement::from_sql_and_values(
            connection.get_database_backend(),
            &sql,
            [month.to_string().into(), last.into()],
        );
        let rows = connection.query_all_raw(statement).await?;
        for row in &rows {
            last = row.try_get_by_index(0)?;
            let sealed: Vec<u8> = row.try_get_by_index(1)?;
            look(&key.open(last, &sealed)?)?;
        }
        if rows.len() < page {
            return Ok(());
        }
    }
}

/// The comments of a month on their way out of the ballot box, in an order that means nothing.
pub(crate) struct LeavingComments {
    key: BallotKey,
    month: Month,
    ids: Vec<Uuid>,
}

impl LeavingComments {
    /// Those that wait for the end of a month, if any does.
    pub async fn of(
        transaction: &WriteTransaction,
        keys: &KeyFolder,
        month: Month,
    ) -> Result<Option<Self>, StoreError> {
        let Some(key) = opened_ballot_key(transaction, keys, month).await? else {
            return Ok(None);
        };
        let mut ids: Vec<Uuid> = waiting_comment::Entity::find()
            .select_only()
            .column(waiting_comment::Column::Id)
            .filter(waiting_comment::Column::Month.eq(month.to_string()))
            .into_tuple()
            .all(transaction)
            .await?;
        // Whoever knows which row came with which code still knows their order here.
        ids.shuffle(&mut rand::rng());
        Ok(Some(Self { key, month, ids }))
    }

    /// Takes some more out; none when there are no more.
    pub async fn take_some(
        &mut self,
        transaction: &WriteTransaction,
    ) -> Result<Vec<WaitingComment>, StoreError> {
        use waiting_comment::Column::{Id, Month};
        let some = self.ids.split_off(self.ids.len().saturating_sub(COMMENTS));
        let of_month = Month.eq(self.month.to_string());
        let some = of_month.and(Id.is_in(some));
        let rows = waiting_comment::Entity::find()
            .filter(some.clone())
            .all(transaction)
            .await?;
        waiting_comment::Entity::delete_many()
            .filter(some)
            .exec(transaction)
            .await?;
        let mut opened = vec![];
        for row in rows {
            let plain = self.key.open(row.id, &row.sealed)?;
            opened.extend(WaitingComment::read(&plain)?);
        }
        // Those of one row were written together.
        opened.shuffle(&mut rand::rng());
        Ok(opened)
    }
}

/// Empties the ballot box of a month.
pub(crate) async fn delete_ratings(
    transaction: &WriteTransaction,
    month: Month,
) -> Result<(), DbErr> {
    rating::Entity::delete_many()
        .filter(rating::Column::Month.eq(month.to_string()))
        .exec(transaction)
        .await
        .map(drop)
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
