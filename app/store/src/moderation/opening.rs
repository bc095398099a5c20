//! Comments whose month is over come out of the ballot box to the moderators, under new names and in an order that means
//! nothing: no row that was written with a code or a rating leads to them.
//! It must not open a comment of a month that is not over.

use std::time::Instant;

use chrono::NaiveDate;
use domain::period::Month;
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    connection::give_way,
    entity::comment,
    setting::lock_installation,
    waiting::{LeavingComments, WaitingComment, any_comment_waits, months_before},
};

/// Rows of one statement: it stays prepared, which a long one would not be worth.
const CHUNK: usize = 64;

impl Store {
    /// Gives moderators what was written in months that are over on `today`, if they do not have it yet.
    pub async fn open_comments(&self, today: NaiveDate) -> Result<(), StoreError> {
        for month in months_before(&self.reader, Month::of(today)).await? {
            if any_comment_waits(&self.reader, month).await? {
                self.open_comments_of(month).await?;
            }
        }
        Ok(())
    }

    /// Gives moderators what was written in a month, many at a time, so that nobody who rates waits for all of it. After a
    /// crash the next call goes on.
    pub(crate) async fn open_comments_of(&self, month: Month) -> Result<(), StoreError> {
        for mut part in LeavingComments::of(&self.reader, month).await?.parts() {
            let begun = Instant::now();
            let transaction = self.begin_write().await?;
            lock_installation(&transaction).await?;
            while let Some(comments) = part.take_some(&transaction, &self.keys).await? {
                let rows: Vec<comment::ActiveModel> = comments.into_iter().map(row).collect();
                for rows in rows.chunks(CHUNK) {
                    comment::Entity::insert_many(rows.to_vec())
                        .exec_without_returning(&transaction)
                        .await?;
                }
            }
            transaction.commit().await?;
            give_way(begun).await;
        }
        Ok(())
    }
}

fn row(waiting: WaitingComment) -> comment::ActiveModel {
    comment::ActiveModel {
        id: Set(Uuid::new_v4()),
        service_id: Set(waiting.service),
        month: Set(waiting.month),
        proof: Set(waiting.proof.key().to_owned()),
        text: Set(waiting.text),
    }
}
