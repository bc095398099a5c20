//! Opening what waits, some rows at a time, in constant memory and in no order that means anything.
//! It must not change anything.

use std::num::NonZero;
use std::thread::available_parallelism;

use domain::period::Month;
use futures::future::join_all;
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use super::{COMMENTS, Slip, WaitingComment, opened_ballot_key};
use crate::keys::KeyFolder;
use crate::{Store, StoreError};

/// How many ratings are read together: little memory, and a thread that answers requests too is free again soon.
const PAGE: usize = 1024;

/// Opens every rating that waits for the seal of a month, several parts at a time, and gives what was gathered from each part, in
/// constant memory and in no order that means anything.
pub(crate) async fn gather_slips<T: Send + 'static>(
    store: &Store,
    month: Month,
    none: impl Fn() -> T,
    add: fn(&mut T, Slip),
) -> Result<Vec<T>, StoreError> {
    let parts = available_parallelism().unwrap_or(NonZero::<usize>::MIN);
    let gathering = Part::of(month, parts).map(|part| {
        let (reader, keys) = (store.reader.clone(), store.keys.clone());
        let mut of_part = none();
        tokio::spawn(async move {
            let add = |slip| {
                add(&mut of_part, slip);
                Ok(())
            };
            each_slip_of(&reader, &keys, part, add).await?;
            Ok(of_part)
        })
    });
    let parts = join_all(gathering).await.into_iter();
    parts
        .map(|of_part| of_part.map_err(StoreError::corrupt)?)
        .collect()
}

/// Opens every rating of a part.
async fn each_slip_of(
    connection: &impl ConnectionTrait,
    keys: &KeyFolder,
    part: Part,
    mut look: impl FnMut(Slip) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let rows = Rows {
        table: "rating",
        page: PAGE,
        part,
    };
    let look = |plain: &[u8]| look(Slip::read(plain)?);
    each_row(connection, keys, rows, look).await
}

/// What waits for the seal of a month and has a name within some bounds. Names are random, so equal bounds hold about
/// equally many.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    month: Month,
    first: Uuid,
    last: Uuid,
}

impl Part {
    /// Everything.
    pub fn whole(month: Month) -> Self {
        Self {
            month,
            first: Uuid::nil(),
            last: Uuid::max(),
        }
    }

    /// So many parts, of which each rating is in one.
    pub fn of(month: Month, parts: NonZero<usize>) -> impl Iterator<Item = Self> {
        let parts = parts.get() as u128;
        let size = u128::MAX / parts;
        (0..parts).map(move |number| {
            let first = number * size;
            let is_last = number + 1 == parts;
            let last = if is_last { u128::MAX } else { first + size - 1 };
            Self {
                month,
                first: Uuid::from_u128(first),
                last: Uuid::from_u128(last),
            }
        })
    }
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
        part: Part::whole(month),
    };
    let look = |plain: &[u8]| {
        waiting += WaitingComment::read(plain)?.len() as u64;
        Ok(())
    };
    each_row(connection, keys, rows, look).await?;
    Ok(waiting)
}

/// Rows of the ballot box.
pub(super) struct Rows {
    /// The table.
    pub table: &'static str,
    /// How many are read together.
    pub page: usize,
    /// Which of them.
    pub part: Part,
}

/// Opens rows of the ballot box.
pub(super) async fn each_row(
    connection: &impl ConnectionTrait,
    keys: &KeyFolder,
    rows: Rows,
    mut look: impl FnMut(&[u8]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let Rows { table, page, part } = rows;
    let Some(key) = opened_ballot_key(connection, keys, part.month).await? else {
        return Ok(());
    };
    // Compared as a whole, the key is read in its order also where PostgreSQL knows nothing of the table yet.
    let sql = format!(
        "SELECT id, sealed FROM {table} WHERE (month, id) >= ($1, $2) AND (month, id) <= ($1, $3) \
         ORDER BY month, id LIMIT {page}"
    );
    let mut first = part.first;
    loop {
        let statement = Statement::from_sql_and_values(
            connection.get_database_backend(),
            &sql,
            [
                part.month.to_string().into(),
                first.into(),
                part.last.into(),
            ],
        );
        let rows = connection.query_all_raw(statement).await?;
        for row in &rows {
            let id: Uuid = row.try_get_by_index(0)?;
            let sealed: Vec<u8> = row.try_get_by_index(1)?;
            look(&key.open(id, &sealed)?)?;
            first = Uuid::from_u128(id.as_u128().saturating_add(1));
        }
        if rows.len() < page {
            return Ok(());
        }
    }
}
