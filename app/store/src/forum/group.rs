//! Groups of points: what each is called, what the unit answers to it, and which commitments it makes because of it.
//! It must not let two moderators overwrite each other: each change names the version that was seen.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::access::Permit;
use domain::audit::{Deed, Saved};
use domain::commitment::Number;
use domain::forum::{Answer, AnswerKind, AnsweredGroup, ForumId, GROUP, Group, GroupId};
use domain::language::Bilingual;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{Acting, ForumError, note, permitted, tell_hall};
use crate::{
    Store, StoreError,
    connection::WriteTransaction,
    edition::{Part, raise},
    entity::{commitment, commitment_group, forum, forum_group},
    history::{self, Author, Version},
    reach,
    seen::unchanged,
};

impl Store {
    /// The groups of a forum by name.
    pub async fn groups(&self, forum: ForumId) -> Result<Vec<Group>, StoreError> {
        let rows = forum_group::Entity::find()
            .filter(forum_group::Column::ForumId.eq(forum.0))
            .order_by_asc(forum_group::Column::Name)
            .order_by_asc(forum_group::Column::Id)
            .all(&self.reader)
            .await?;
        groups(&self.reader, rows).await
    }

    /// Where a group belongs.
    pub async fn forum_of_group(&self, group: GroupId) -> Result<Option<ForumId>, StoreError> {
        let row = forum_group::Entity::find_by_id(group.0);
        let row = row.one(&self.reader).await?;
        Ok(row.map(|row| ForumId(row.forum_id)))
    }

    /// Adds a group (version 0) or changes it, if nobody else did since its version.
    pub async fn save_group(
        &self,
        permit: &Permit,
        forum: ForumId,
        group: &Group,
        now: i64,
    ) -> Result<(), ForumError> {
        let transaction = self.begin_write().await?;
        permitted(&transaction, permit, forum).await?;
        let row = row_of(&transaction, forum, group.id).await?;
        let before = groups(&transaction, row.into_iter().collect()).await?.pop();
        unchanged(
            before.as_ref().map_or(0, |before| before.version),
            group.version,
        )?;
        let acting = Acting { permit, forum, now };
        acting.save_group(&transaction, before, group).await?;
        Ok(transaction.commit().await?)
    }

    /// The groups that a commitment answers.
    pub async fn answered_groups(&self, number: Number) -> Result<Vec<AnsweredGroup>, StoreError> {
        let links = links(
            &self.reader,
            commitment_group::Column::CommitmentId.eq(number.get()),
        );
        let ids = links.await?.into_iter().map(|link| link.group_id);
        let rows = forum_group::Entity::find()
            .filter(forum_group::Column::Id.is_in(ids))
            .order_by_asc(forum_group::Column::Name)
            .all(&self.reader)
            .await?;
        let forums = forum::Entity::find()
            .filter(forum::Column::Id.is_in(rows.iter().map(|row| row.forum_id)))
            .all(&self.reader)
            .await?;
        let forums: HashMap<Uuid, forum::Model> =
            forums.into_iter().map(|forum| (forum.id, forum)).collect();
        let answered = rows.into_iter().map(|group| {
            let forum = forums.get(&group.forum_id);
            let forum = forum.ok_or_else(|| StoreError::corrupt("a group of no forum"))?;
            Ok(AnsweredGroup {
                code: forum.code.parse().map_err(StoreError::corrupt)?,
                forum: Bilingual::new(forum.title.as_str(), forum.title_en.as_str()),
                group: group.name,
            })
        });
        answered.collect()
    }
}

/// Lets a commitment answer a group, for whoever may run its forum or keep its commitments.
pub(crate) async fn promise(
    transaction: &WriteTransaction,
    permit: &Permit,
    group: GroupId,
    number: Number,
    now: i64,
) -> Result<(), ForumError> {
    let row = forum_group::Entity::find_by_id(group.0);
    let row = row.one(transaction).await?.ok_or(ForumError::Unknown)?;
    let forum = ForumId(row.forum_id);
    permitted(transaction, permit, forum).await?;
    let before = groups(transaction, vec![row]).await?.pop();
    let before = before.ok_or(ForumError::Unknown)?;
    let mut after = before.clone();
    after.commitments.insert(number);
    let acting = Acting { permit, forum, now };
    acting.save_group(transaction, Some(before), &after).await
}

/// Tells the halls in which a commitment is shown that it changed.
pub(crate) async fn tell_halls(
    transaction: &WriteTransaction,
    number: Number,
) -> Result<(), StoreError> {
    let links = links(
        transaction,
        commitment_group::Column::CommitmentId.eq(number.get()),
    );
    let ids = links.await?.into_iter().map(|link| link.group_id);
    let forums: Vec<Uuid> = forum_group::Entity::find()
        .filter(forum_group::Column::Id.is_in(ids))
        .select_only()
        .column(forum_group::Column::ForumId)
        .distinct()
        .into_tuple()
        .all(transaction)
        .await?;
    for forum in forums {
        tell_hall(transaction, ForumId(forum)).await?;
    }
    Ok(())
}

/// Fails if a group is none of a forum.
pub(super) async fn known_group(
    transaction: &WriteTransaction,
    forum: ForumId,
    group: GroupId,
) -> Result<(), ForumError> {
    let known = row_of(transaction, forum, group).await?;
    known.map(drop).ok_or(ForumError::Unknown)
}

/// The group of a forum that has a name, upper and lower case alike.
pub(super) async fn named_group(
    transaction: &WriteTransaction,
    forum: ForumId,
    name: &str,
) -> Result<Option<GroupId>, StoreError> {
    let rows = forum_group::Entity::find()
        .filter(forum_group::Column::ForumId.eq(forum.0))
        .order_by_asc(forum_group::Column::Id)
        .all(transaction)
        .await?;
    let name = name.to_lowercase();
    let named = rows.into_iter().find(|row| row.name.to_lowercase() == name);
    Ok(named.map(|row| GroupId(row.id)))
}

/// The row of a group, if there is one of its name; one of another forum cannot be had.
async fn row_of(
    transaction: &WriteTransaction,
    forum: ForumId,
    group: GroupId,
) -> Result<Option<forum_group::Model>, ForumError> {
    let row = forum_group::Entity::find_by_id(group.0);
    let row = row.one(transaction).await?;
    if row.as_ref().is_some_and(|row| row.forum_id != forum.0) {
        return Err(ForumError::Unknown);
    }
    Ok(row)
}

async fn groups(
    connection: &impl ConnectionTrait,
    rows: Vec<forum_group::Model>,
) -> Result<Vec<Group>, StoreError> {
    let ids = rows.iter().map(|row| row.id);
    let links = links(connection, commitment_group::Column::GroupId.is_in(ids));
    let mut commitments: BTreeMap<Uuid, BTreeSet<Number>> = BTreeMap::new();
    for link in links.await? {
        let number = Number::new(link.commitment_id);
        let number = number.ok_or_else(|| StoreError::corrupt("a commitment without a number"))?;
        commitments.entry(link.group_id).or_default().insert(number);
    }
    let groups = rows.into_iter().map(|row| {
        let kind = row.answer.as_deref().map(|code| {
            let kind = AnswerKind::from_code(code);
            kind.ok_or_else(|| StoreError::corrupt(code))
        });
        let text = row.words;
        Ok(Group {
            id: GroupId(row.id),
            name: row.name,
            answer: kind.transpose()?.map(|kind| Answer { kind, text }),
            commitments: commitments.remove(&row.id).unwrap_or_default(),
            version: row.version,
        })
    });
    groups.collect()
}

async fn links(
    connection: &impl ConnectionTrait,
    which: sea_orm::sea_query::SimpleExpr,
) -> Result<Vec<commitment_group::Model>, StoreError> {
    let links = commitment_group::Entity::find().filter(which);
    Ok(links.all(connection).await?)
}

impl Acting<'_> {
    /// Writes a group over what it was before, and tells the hall, the history and the trail.
    pub(super) async fn save_group(
        &self,
        transaction: &WriteTransaction,
        before: Option<Group>,
        group: &Group,
    ) -> Result<(), ForumError> {
        let row = row(self.forum, group);
        match before {
            Some(_) => drop(row.update(transaction).await?),
            None => drop(row.insert(transaction).await?),
        }
        tell_hall(transaction, self.forum).await?;
        let answering = before.as_ref().map(|before| &before.commitments);
        if answering.unwrap_or(&BTreeSet::new()) != &group.commitments {
            link(transaction, self.permit, group).await?;
            let numbers = group.commitments.iter().map(|number| number.get());
            let commitments = numbers.collect();
            let deed = Deed::GroupPromised { commitments };
            note(transaction, self.permit, self.forum, &deed, self.now).await?;
        }
        let no_commitment =
            answering.is_none_or(BTreeSet::is_empty) && group.commitments.is_empty();
        if !no_commitment {
            // Commitments tell which groups they answer, by their names.
            raise(transaction, [Part::Commitments]).await?;
        }
        let (snapshot, replaced) = (group.snapshot(), before.map(|before| before.snapshot()));
        let version = Version {
            kind: GROUP,
            key: &group.id.to_string(),
            number: group.version + 1,
            snapshot: &snapshot,
            author: &Author::new(self.permit, self.now),
        };
        history::append(transaction, version, replaced.as_ref()).await?;
        if replaced.as_ref() != Some(&snapshot) {
            let saved = Saved::between(GROUP, replaced.as_ref(), &snapshot);
            let deed = Deed::GroupSaved { saved };
            note(transaction, self.permit, self.forum, &deed, self.now).await?;
        }
        Ok(())
    }
}

/// The row of a group, one version later.
fn row(forum: ForumId, group: &Group) -> forum_group::ActiveModel {
    let (kind, words) = match &group.answer {
        None => (None, String::new()),
        Some(Answer { kind, text }) => (Some(kind.code().to_owned()), text.clone()),
    };
    forum_group::ActiveModel {
        id: Set(group.id.0),
        forum_id: Set(forum.0),
        name: Set(group.name.clone()),
        answer: Set(kind),
        words: Set(words),
        version: Set(group.version + 1),
    }
}

/// Lets exactly the commitments of a group answer it, all of which the permit has to reach.
async fn link(
    transaction: &WriteTransaction,
    permit: &Permit,
    group: &Group,
) -> Result<(), ForumError> {
    let numbers = group.commitments.iter().map(|number| number.get());
    let named = commitment::Entity::find()
        .filter(commitment::Column::Id.is_in(numbers))
        .all(transaction)
        .await?;
    if named.len() != group.commitments.len() {
        return Err(ForumError::Unknown);
    }
    for commitment in &named {
        reach::of_unit(transaction, permit, commitment.unit_id).await?;
    }
    commitment_group::Entity::delete_many()
        .filter(commitment_group::Column::GroupId.eq(group.id.0))
        .exec(transaction)
        .await?;
    let rows = named
        .iter()
        .map(|commitment| commitment_group::ActiveModel {
            commitment_id: Set(commitment.id),
            group_id: Set(group.id.0),
        });
    if !named.is_empty() {
        commitment_group::Entity::insert_many(rows)
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}
