//! What moderators decide about points.
//! It must not let two moderators overwrite each other: each decision names the version that was seen.

use domain::access::Permit;
use domain::audit::Deed;
use domain::forum::{ForumId, PointDecision, PointId, PointState, Surroundings};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::group::known_group;
use super::point::{kept_number, of_number, point, write};
use super::{note, permitted, tell_hall};
use crate::{
    Store, StoreError, connection::WriteTransaction, entity::forum_point, forum::ForumError,
    seen::unchanged,
};

impl Store {
    /// Decides about a point, if nobody else did since `version`.
    pub async fn decide_point(
        &self,
        permit: &Permit,
        forum: ForumId,
        id: PointId,
        version: i32,
        decision: &PointDecision,
        now: i64,
    ) -> Result<(), ForumError> {
        let transaction = self.begin_write().await?;
        permitted(&transaction, permit, forum).await?;
        let row = forum_point::Entity::find_by_id(id.0)
            .filter(forum_point::Column::ForumId.eq(forum.0))
            .one(&transaction)
            .await?;
        let before = point(row.ok_or(ForumError::Unknown)?, 0)?;
        unchanged(before.version, version)?;
        if let PointDecision::Group(Some(group)) = decision {
            known_group(&transaction, forum, *group).await?;
        }
        let around = surroundings(&transaction, forum, before.number, decision).await?;
        let after = before.after(decision.clone(), around)?;
        write(&transaction, &after).await?;
        // Whatever is decided changes the public account of the points.
        tell_hall(&transaction, forum).await?;
        let deed = deed(after.number, decision);
        note(&transaction, permit, forum, &deed, now).await?;
        Ok(transaction.commit().await?)
    }
}

async fn surroundings(
    transaction: &WriteTransaction,
    forum: ForumId,
    number: u32,
    decision: &PointDecision,
) -> Result<Surroundings, StoreError> {
    let twin_published = match decision {
        PointDecision::Merge(twin) => {
            let row = of_number(transaction, forum, *twin).await?;
            row.is_some_and(|row| row.state == PointState::Published.code())
        }
        _ => false,
    };
    let merged = forum_point::Entity::find()
        .filter(forum_point::Column::ForumId.eq(forum.0))
        .filter(forum_point::Column::Twin.eq(kept_number(number)?))
        .count(transaction)
        .await?;
    Ok(Surroundings {
        twin_published,
        is_twin: merged > 0,
    })
}

fn deed(number: u32, decision: &PointDecision) -> Deed {
    match decision {
        PointDecision::Publish => Deed::PointPublished { number },
        PointDecision::Reject(reason) => Deed::PointRejected {
            number,
            reason: *reason,
        },
        PointDecision::Merge(into) => Deed::PointMerged {
            number,
            into: *into,
        },
        PointDecision::Reopen => Deed::PointReopened { number },
        PointDecision::Edit(_) => Deed::PointEdited { number },
        PointDecision::Group(_) => Deed::PointGrouped { number },
    }
}
