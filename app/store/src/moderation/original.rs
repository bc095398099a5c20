//! The originals of released comments: read by auditors, with a reason, and deleted after their retention time.
//! It must not give an original to anybody without an entry in the audit trail.

use domain::access::Permit;
use domain::audit::{Deed, Subject, SubjectKind};
use domain::moderation::CommentId;
use domain::slug::Slug;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

use crate::{
    Store, StoreError, audit,
    entity::{comment, comment_decision, comment_original, service},
    reach,
};

/// Why an original was not given.
#[derive(Debug, thiserror::Error)]
pub enum OriginalError {
    /// Nobody decided about such a comment.
    #[error("there is no such moderated comment")]
    Unknown,
    /// It was deleted after its retention time.
    #[error("the original was deleted after its retention time")]
    Forgotten,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for OriginalError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// The service of a comment that somebody decided about.
    pub async fn service_of_comment(&self, id: CommentId) -> Result<Option<Slug>, StoreError> {
        let Some(row) = comment_decision::Entity::find_by_id(id.0)
            .one(&self.reader)
            .await?
        else {
            return Ok(None);
        };
        let service = service::Entity::find_by_id(row.service_id)
            .one(&self.reader)
            .await?;
        let slug = service.map(|service| service.slug.parse().map_err(StoreError::corrupt));
        slug.transpose()
    }

    /// What the author of a moderated comment wrote. Every reading is an entry in the audit trail, with its reason.
    pub async fn read_original(
        &self,
        permit: &Permit,
        id: CommentId,
        reason: &str,
        now: i64,
    ) -> Result<String, OriginalError> {
        let transaction = self.begin_write().await?;
        let decided = comment_decision::Entity::find_by_id(id.0)
            .one(&transaction)
            .await?
            .ok_or(OriginalError::Unknown)?;
        reach::of_service(&transaction, permit, decided.service_id).await?;
        let text = original(&transaction, id).await?;
        let text = text.ok_or(OriginalError::Forgotten)?;
        let deed = Deed::OriginalRead {
            reason: reason.to_owned(),
        };
        let subject = Subject::new(SubjectKind::Comment, id);
        audit::append(&transaction, permit, now, &deed, subject).await?;
        transaction.commit().await?;
        Ok(text)
    }
}

/// Kept apart since the release, or still with the comment before it.
async fn original(
    connection: &impl ConnectionTrait,
    id: CommentId,
) -> Result<Option<String>, DbErr> {
    let kept = comment_original::Entity::find_by_id(id.0)
        .one(connection)
        .await?;
    if let Some(row) = kept {
        return Ok(Some(row.text));
    }
    let waiting = comment::Entity::find_by_id(id.0).one(connection).await?;
    Ok(waiting.map(|row| row.text))
}
