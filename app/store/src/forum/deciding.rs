//! What moderators decide about points.
//! It must not let two moderators overwrite each other: each decision names the version that was seen.

use domain::access::Permit;
use domain::audit::Deed;
use domain::forum::{
    ForumId, Group, Point, PointDecision, PointId, PointState, Standing, Surroundings,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::group::{known_group, named_group};
use super::point::{kept_number, of_number, point, write};
use super::{Acting, note, permitted, tell_hall, tell_moderators};
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
        let acting = Acting { permit, forum, now };
        acting.decide(&transaction, id, version, decision).await?;
        Ok(transaction.commit().await?)
    }

    /// Publishes a point in a group of a name, if nobody else decided since `version`. The group is made if the forum has none
    /// of that name.
    pub async fn publish_under(
        &self,
        permit: &Permit,
        forum: ForumId,
        id: PointId,
        version: i32,
        group: &Group,
        now: i64,
    ) -> Result<(), ForumError> {
        let transaction = self.begin_write().await?;
        permitted(&transaction, permit, forum).await?;
        let acting = Acting { permit, forum, now };
        let known = named_group(&transaction, forum, &group.name).await?;
        let into = if let Some(known) = known {
            known
        } else {
            acting.save_group(&transaction, None, group).await?;
            group.id
        };
        let decision = PointDecision::PublishInto(into);
        acting.decide(&transaction, id, version, &decision).await?;
        Ok(transaction.commit().await?)
    }
}

impl Acting<'_> {
    async fn decide(
        &self,
        transaction: &WriteTransaction,
        id: PointId,
        version: i32,
        decision: &PointDecision,
    ) -> Result<(), ForumError> {
        let forum = self.forum;
        let row = forum_point::Entity::find_by_id(id.0)
            .filter(forum_point::Column::ForumId.eq(forum.0))
            .one(transaction)
            .await?;
        let before = point(row.ok_or(ForumError::Unknown)?, 0)?;
        unchanged(before.version, version)?;
        if let PointDecision::Group(Some(group)) | PointDecision::PublishInto(group) = decision {
            known_group(transaction, forum, *group).await?;
        }
        let around = surroundings(transaction, forum, &before, decision).await?;
        let after = before.clone().after(decision.clone(), around)?;
        write(transaction, &after).await?;
        if before.looks_like(&after) {
            tell_moderators(transaction, forum).await?;
        } else {
            tell_hall(transaction, forum).await?;
        }
        let deed = deed(&before, decision);
        note(transaction, self.permit, forum, &deed, self.now).await?;
        Ok(())
    }
}

async fn surroundings(
    transaction: &WriteTransaction,
    forum: ForumId,
    point: &Point,
    decision: &PointDecision,
) -> Result<Surroundings, StoreError> {
    let twin_published = match point.would_merge_into(decision) {
        Some(twin) => {
            let row = of_number(transaction, forum, twin).await?;
            row.is_some_and(|row| row.state == PointState::Published.code())
        }
        None => false,
    };
    let merged = forum_point::Entity::find()
        .filter(forum_point::Column::ForumId.eq(forum.0))
        .filter(forum_point::Column::Twin.eq(kept_number(point.number)?))
        .count(transaction)
        .await?;
    Ok(Surroundings {
        twin_published,
        is_twin: merged > 0,
    })
}

fn deed(point: &Point, decision: &PointDecision) -> Deed {
    let number = point.number;
    match decision {
        PointDecision::PublishInto(_) if point.standing == Standing::Published => {
            Deed::PointGrouped { number }
        }
        PointDecision::Publish | PointDecision::PublishInto(_) => Deed::PointPublished { number },
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
        PointDecision::Mark(mark) => Deed::PointMarked {
            number,
            mark: *mark,
        },
        PointDecision::Undo => Deed::PointUndone { number },
    }
}
