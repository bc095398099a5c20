//! The public replies of departments, each version of them kept.
//! It must not answer a comment that no release made public.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::access::Permit;
use domain::audit::{Deed, Subject, SubjectKind};
use domain::moderation::CommentId;
use domain::moderation::reply::{CannotChange, Reply, ReplyText, ReplyVersion};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use crate::{
    Store, StoreError, audit,
    edition::{Part, raise},
    entity::{comment_decision, comment_reply},
    reach,
    seen::{Outdated, unchanged},
};

/// Why a reply was not saved.
#[derive(Debug, thiserror::Error)]
pub enum ReplyError {
    /// There is no such public comment.
    #[error("there is no such public comment")]
    Unknown,
    /// Somebody else wrote since the reply was read.
    #[error(transparent)]
    Conflict(#[from] Outdated),
    /// By the rules of replies.
    #[error(transparent)]
    Refused(#[from] CannotChange),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for ReplyError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Writes or changes the reply to a public comment, if nobody else did since it had `versions` versions. It is public
    /// at once, since the comment is.
    pub async fn save_reply(
        &self,
        permit: &Permit,
        id: CommentId,
        versions: usize,
        version: ReplyVersion,
        now: i64,
    ) -> Result<(), ReplyError> {
        let transaction = self.begin_write().await?;
        let decided = comment_decision::Entity::find_by_id(id.0)
            .filter(comment_decision::Column::ReleaseMonth.is_not_null())
            .filter(comment_decision::Column::PublicText.is_not_null())
            .lock_exclusive()
            .one(&transaction)
            .await?
            .ok_or(ReplyError::Unknown)?;
        reach::of_service(&transaction, permit, decided.service_id).await?;
        let before = replies(&transaction, &[id.0]).await?.remove(&id.0);
        let count = before.as_ref().map_or(0, |reply| reply.history().count());
        unchanged(count, versions)?;
        let row = comment_reply::ActiveModel {
            comment_id: Set(id.0),
            number: Set(i32::try_from(count + 1).map_err(StoreError::corrupt)?),
            text: Set(version.text.as_str().to_owned()),
            written_on: Set(version.date),
            written_by: Set(permit.account().map(|account| account.0)),
        };
        if let Some(mut reply) = before {
            reply.change(version)?;
        }
        comment_reply::Entity::insert(row)
            .exec_without_returning(&transaction)
            .await?;
        let subject = Subject::new(SubjectKind::Comment, id);
        audit::append(&transaction, permit, now, &Deed::ReplySaved, subject).await?;
        raise(&transaction, [Part::Voices]).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// The replies to some comments.
pub(super) async fn replies(
    connection: &impl ConnectionTrait,
    comments: &[Uuid],
) -> Result<HashMap<Uuid, Reply>, StoreError> {
    let rows = comment_reply::Entity::find()
        .filter(comment_reply::Column::CommentId.is_in(comments.iter().copied()))
        .order_by_asc(comment_reply::Column::Number)
        .all(connection)
        .await?;
    let mut replies: HashMap<Uuid, Reply> = HashMap::new();
    for row in rows {
        let version = version(&row.text, row.written_on)?;
        match replies.get_mut(&row.comment_id) {
            Some(reply) => reply.change(version).map_err(StoreError::corrupt)?,
            None => {
                replies.insert(row.comment_id, Reply::new(version));
            }
        }
    }
    Ok(replies)
}

fn version(text: &str, date: NaiveDate) -> Result<ReplyVersion, StoreError> {
    Ok(ReplyVersion {
        text: ReplyText::parse(text).map_err(StoreError::corrupt)?,
        date,
    })
}
