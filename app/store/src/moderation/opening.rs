//! Comments whose month is over come out of the ballot box to the moderators, under new names and in an order that means
//! nothing: no row that was written with a code or a rating leads to them.
//! It must not open a comment of a month that is not over.

use chrono::NaiveDate;
use domain::period::Month;
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    connection::WriteTransaction,
    entity::comment,
    keys::KeyFolder,
    setting::lock_installation,
    waiting::{LeavingComments, WaitingComment, any_comment_waits, months_before},
};

impl Store {
    /// Gives moderators what was written in months that are over on `today`, if they do not have it yet.
    pub async fn open_comments(&self, today: NaiveDate) -> Result<(), StoreError> {
        for month in months_before(&self.reader, Month::of(today)).await? {
            if any_comment_waits(&self.reader, month).await? {
                let transaction = self.begin_write().await?;
                lock_installation(&transaction).await?;
                open_comments_of(&transaction, &self.keys, month).await?;
                transaction.commit().await?;
            }
        }
        Ok(())
    }
}

/// Gives moderators what was written in a month.
pub(crate) async fn open_comments_of(
    transaction: &WriteTransaction,
    keys: &KeyFolder,
    month: Month,
) -> Result<(), StoreError> {
    let Some(mut leaving) = LeavingComments::of(transaction, keys, month).await? else {
        return Ok(());
    };
    loop {
        let comments = leaving.take_some(transaction).await?;
        if comments.is_empty() {
            return Ok(());
        }
        comment::Entity::insert_many(comments.into_iter().map(row))
            .exec_without_returning(transaction)
            .await?;
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
