//! What moderators decide about points, and the groups that they put them into.
//! It must not let two moderators overwrite each other: each decision names the version that was seen.

use domain::access::Permit;
use domain::audit::Deed;
use domain::forum::{ForumId, Group, GroupId, PointDecision, PointId, PointState, Surroundings};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder,
};

use super::point::{kept_number, of_number, point, write};
use super::{note, permitted, tell_hall};
use crate::{
    Store, StoreError,
    connection::WriteTransaction,
    entity::{forum_group, forum_point},
    forum::ForumError,
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

    /// The groups of a forum by name.
    pub async fn groups(&self, forum: ForumId) -> Result<Vec<Group>, StoreError> {
        let rows = forum_group::Entity::find()
            .filter(forum_group::Column::ForumId.eq(forum.0))
            .order_by_asc(forum_group::Column::Name)
            .order_by_asc(forum_group::Column::Id)
            .all(&self.reader)
            .await?;
        let groups = rows.into_iter().map(|row| Group {
            id: GroupId(row.id),
            name: row.name,
            version: row.version,
        });
        Ok(groups.collect())
    }

    /// Adds a group (version 0) or names it anew, if nobody else did since its version.
    pub async fn save_group(
        &self,
        permit: &Permit,
        forum: ForumId,
        group: &Group,
        now: i64,
    ) -> Result<(), ForumError> {
        let transaction = self.begin_write().await?;
        permitted(&transaction, permit, forum).await?;
        let known = forum_group::Entity::find_by_id(group.id.0)
            .one(&transaction)
            .await?;
        if known.as_ref().is_some_and(|row| row.forum_id != forum.0) {
            return Err(ForumError::Unknown);
        }
        unchanged(known.as_ref().map_or(0, |row| row.version), group.version)?;
        let row = forum_group::ActiveModel {
            id: Set(group.id.0),
            forum_id: Set(forum.0),
            name: Set(group.name.clone()),
            version: Set(group.version + 1),
        };
        match known {
            Some(_) => drop(row.update(&transaction).await?),
            None => drop(row.insert(&transaction).await?),
        }
        tell_hall(&transaction, forum).await?;
        note(&transaction, permit, forum, &Deed::GroupSaved, now).await?;
        Ok(transaction.commit().await?)
    }
}

/// Fails if a group is none of a forum.
pub(super) async fn known_group(
    transaction: &WriteTransaction,
    forum: ForumId,
    group: GroupId,
) -> Result<(), ForumError> {
    let row = forum_group::Entity::find_by_id(group.0)
        .one(transaction)
        .await?;
    let own = row.is_some_and(|row| row.forum_id == forum.0);
    own.then_some(()).ok_or(ForumError::Unknown)
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
