//! How many people came to a forum.
//! It must not let two moderators overwrite each other: each change names the version that was seen.

use std::collections::{BTreeMap, HashMap};

use domain::access::Permit;
use domain::audit::{Deed, DeedKind, Saved};
use domain::forum::{ATTENDANCE, Attendance, Community, ForumId, NotNow};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
};

use super::{ForumError, note, permitted, tell_hall};
use crate::edition::{Part, raise};
use crate::entity::forum_attendance;
use crate::history::{self, Author, Version};
use crate::seen::unchanged;
use crate::{Store, StoreError};

impl Store {
    /// Who came to a forum, as far as it was counted.
    pub async fn attendance(&self, forum: ForumId) -> Result<Attendance, StoreError> {
        attendance_of(&self.reader, forum).await
    }

    /// Who came to each of some forums, as far as it was counted; those that nobody counted are left out.
    pub async fn attendances(
        &self,
        forums: impl IntoIterator<Item = ForumId>,
    ) -> Result<HashMap<ForumId, Attendance>, StoreError> {
        let forums = forums.into_iter().map(|forum| forum.0);
        let of_forums = forum_attendance::Column::ForumId.is_in(forums);
        let rows = forum_attendance::Entity::find()
            .filter(of_forums)
            .all(&self.reader)
            .await?;
        let counted = rows
            .into_iter()
            .map(|row| Ok((ForumId(row.forum_id), attendance(&row)?)));
        counted.collect()
    }

    /// Counts who came, over the version that was seen. Nobody has come before the forum was opened.
    pub async fn save_attendance(
        &self,
        permit: &Permit,
        forum: ForumId,
        attendance: &Attendance,
        now: i64,
    ) -> Result<(), ForumError> {
        let allowed = permit.allows(DeedKind::AttendanceSaved.rights());
        allowed.map_err(StoreError::from)?;
        let transaction = self.begin_write().await?;
        let row = permitted(&transaction, permit, forum).await?;
        if row.opened_at.is_none() {
            return Err(NotNow::NotHeld.into());
        }
        let before = attendance_of(&transaction, forum).await?;
        unchanged(before.version, attendance.version)?;
        let people = attendance.people.iter();
        let people: BTreeMap<_, _> = people.map(|(kind, n)| (kind.code(), n)).collect();
        let row = forum_attendance::ActiveModel {
            forum_id: Set(forum.0),
            people: Set(serde_json::to_string(&people).map_err(StoreError::corrupt)?),
            version: Set(attendance.version + 1),
        };
        let is_first = before.version == 0;
        if is_first {
            row.insert(&transaction).await?;
        } else {
            row.update(&transaction).await?;
        }
        tell_hall(&transaction, forum).await?;
        let snapshot = attendance.snapshot();
        let replaced = (!is_first).then(|| before.snapshot());
        let version = Version {
            kind: ATTENDANCE,
            key: &forum.to_string(),
            number: attendance.version + 1,
            snapshot: &snapshot,
            author: &Author::new(permit, now),
        };
        history::append(&transaction, version, replaced.as_ref()).await?;
        let saved = Saved::between(ATTENDANCE, replaced.as_ref(), &snapshot);
        let deed = Deed::AttendanceSaved { saved };
        note(&transaction, permit, forum, &deed, now).await?;
        raise(&transaction, [Part::Forums]).await?;
        Ok(transaction.commit().await?)
    }
}

/// Who came to a forum, as far as it was counted.
async fn attendance_of(
    connection: &impl ConnectionTrait,
    forum: ForumId,
) -> Result<Attendance, StoreError> {
    let row = forum_attendance::Entity::find_by_id(forum.0);
    let row = row.one(connection).await?;
    row.map_or_else(|| Ok(Attendance::default()), |row| attendance(&row))
}

fn attendance(row: &forum_attendance::Model) -> Result<Attendance, StoreError> {
    let people: BTreeMap<String, u32> =
        serde_json::from_str(&row.people).map_err(StoreError::corrupt)?;
    let people = people.into_iter().map(|(code, people)| {
        let kind = Community::from_code(&code);
        Ok((kind.ok_or_else(|| StoreError::corrupt(&code))?, people))
    });
    Ok(Attendance {
        people: people.collect::<Result<_, StoreError>>()?,
        version: row.version,
    })
}
