//! Points: sent by participants, heard by moderators, supported once by each seat.
//! It must not decide what may follow on what: that is `domain::forum`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::access::Permit;
use domain::audit::Deed;
use domain::forum::{
    Community, ForumId, GroupId, KeptForum, Mark, Point, PointId, PointState, PointText, Said,
    Situation, SlipNumber, Standing, Voice,
};
use domain::moderation::WithholdReason;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr,
    EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::group::known_group;
use super::seat::{Seat, community};
use super::{acts, locked, note, permitted, tell_hall};
use crate::{
    FormToken, Store, StoreError,
    connection::WriteTransaction,
    entity::{forum, forum_point, forum_support},
    forum::ForumError,
};

/// How many points one seat may have in a forum: more than anybody says in a morning.
pub const MOST_POINTS: u64 = 50;

/// What a participant sends.
#[derive(Clone, Debug)]
pub struct SentPoint {
    /// The forum.
    pub forum: ForumId,
    /// Who sends it.
    pub seat: Seat,
    /// By which it is recognised when it is sent again.
    pub token: FormToken,
    /// The kind of community, if it was told.
    pub community: Option<Community>,
    /// What it says.
    pub text: PointText,
}

/// What was said in the room and is written down by a moderator.
#[derive(Clone, Debug)]
pub struct HeardPoint {
    /// The forum.
    pub forum: ForumId,
    /// By which it is recognised when it is sent again.
    pub token: FormToken,
    /// The kind of community of whoever said it, if it was told.
    pub community: Option<Community>,
    /// What was said.
    pub text: PointText,
    /// The slip of whoever said it, who then finds what becomes of it.
    pub slip: Option<SlipNumber>,
    /// The group that it belongs to.
    pub group: Option<GroupId>,
}

impl Store {
    /// Keeps what a participant sends; it waits for a moderator. Sent twice, it is kept once.
    pub async fn send_point(
        &self,
        sent: &SentPoint,
        today: NaiveDate,
    ) -> Result<PointId, ForumError> {
        let transaction = self.begin_write().await?;
        let row = locked(&transaction, sent.forum).await?;
        let row = row.ok_or(ForumError::Unknown)?;
        if let Some(known) = of_token(&transaction, sent.forum, &sent.token).await? {
            return Ok(PointId(known.id));
        }
        if !acts(&row).state(row.date, today).takes_points() {
            return Err(ForumError::Closed);
        }
        let hash = self.seat_hash(sent.forum, &sent.seat);
        let own = forum_point::Entity::find()
            .filter(forum_point::Column::ForumId.eq(sent.forum.0))
            .filter(forum_point::Column::Seat.eq(hash.clone()))
            .count(&transaction)
            .await?;
        if own >= MOST_POINTS {
            return Err(ForumError::Enough);
        }
        let community = self
            .sit_down(&transaction, sent.forum, hash.clone(), sent.community)
            .await?;
        let id = PointId(Uuid::new_v4());
        let point = forum_point::ActiveModel {
            seat: Set(Some(hash)),
            ..new_row(id, &sent.token, &sent.text, community)
        };
        receive(&transaction, &row, point).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Keeps what a moderator heard, which everybody can read at once. Sent twice, it is kept once.
    pub async fn hear_point(
        &self,
        permit: &Permit,
        heard: &HeardPoint,
        now: i64,
    ) -> Result<PointId, ForumError> {
        let transaction = self.begin_write().await?;
        let row = permitted(&transaction, permit, heard.forum).await?;
        if let Some(known) = of_token(&transaction, heard.forum, &heard.token).await? {
            return Ok(PointId(known.id));
        }
        if let Some(group) = heard.group {
            known_group(&transaction, heard.forum, group).await?;
        }
        let seat = heard.slip.map(|slip| {
            let seat = self.seat_of_slip(heard.forum, slip);
            self.seat_hash(heard.forum, &seat)
        });
        let community = match &seat {
            Some(seat) => {
                self.sit_down(&transaction, heard.forum, seat.clone(), heard.community)
                    .await?
            }
            None => heard.community,
        };
        let id = PointId(Uuid::new_v4());
        let point = forum_point::ActiveModel {
            seat: Set(seat),
            voice: Set(Voice::Moderator.code().to_owned()),
            state: Set(PointState::Published.code().to_owned()),
            group_id: Set(heard.group.map(|group| group.0)),
            before: Set(Some(kept_before(&Situation::waiting(heard.text.clone()))?)),
            ..new_row(id, &heard.token, &heard.text, community)
        };
        let number = receive(&transaction, &row, point).await?;
        tell_hall(&transaction, heard.forum).await?;
        let deed = Deed::PointHeard { number };
        note(&transaction, permit, heard.forum, &deed, now).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Supports a published point, once for each seat; supporting it again changes nothing, and nobody supports the own.
    pub async fn support_point(
        &self,
        forum: ForumId,
        seat: &Seat,
        number: u32,
        today: NaiveDate,
    ) -> Result<(), ForumError> {
        let transaction = self.begin_write().await?;
        let row = locked(&transaction, forum).await?;
        let row = row.ok_or(ForumError::Unknown)?;
        if !acts(&row).state(row.date, today).takes_points() {
            return Err(ForumError::Closed);
        }
        let hash = self.seat_hash(forum, seat);
        let point = of_number(&transaction, forum, number).await?;
        let point = point.ok_or(ForumError::Unknown)?;
        let own = point.seat.as_ref() == Some(&hash);
        if own || point.state != PointState::Published.code() {
            return Ok(());
        }
        self.sit_down(&transaction, forum, hash.clone(), None)
            .await?;
        let support = forum_support::ActiveModel {
            forum_id: Set(forum.0),
            number: Set(kept_number(number)?),
            seat: Set(hash),
        };
        let once = OnConflict::new().do_nothing().to_owned();
        let added = forum_support::Entity::insert(support)
            .on_conflict(once)
            .exec_without_returning(&transaction)
            .await?;
        if added > 0 {
            tell_hall(&transaction, forum).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// What was said at a forum by the moment at which the forum was read. What came in since is told the next time, so that
    /// the account holds.
    pub async fn said(&self, kept: &KeptForum) -> Result<Said, StoreError> {
        let (forum, received) = (kept.forum.id, kept.pulse.received);
        let last = i32::try_from(received).map_err(StoreError::corrupt)?;
        let known = Condition::all()
            .add(forum_point::Column::ForumId.eq(forum.0))
            .add(forum_point::Column::Number.lte(last));
        let groups = self.groups(forum).await?;
        let answering = groups.iter().flat_map(|group| &group.commitments);
        Ok(Said {
            points: points(&self.reader, forum, known).await?,
            commitments: self.numbered_commitments(answering.copied()).await?,
            groups,
            agreement: BTreeMap::new(),
            attendance: self.attendance(forum).await?,
            received,
        })
    }

    /// The points of one seat.
    pub async fn own_points(&self, forum: ForumId, seat: &Seat) -> Result<Vec<Point>, StoreError> {
        let own = Condition::all()
            .add(forum_point::Column::ForumId.eq(forum.0))
            .add(forum_point::Column::Seat.eq(self.seat_hash(forum, seat)));
        points(&self.reader, forum, own).await
    }

    /// One point of a forum.
    pub async fn point(&self, forum: ForumId, id: PointId) -> Result<Option<Point>, StoreError> {
        let one = Condition::all()
            .add(forum_point::Column::ForumId.eq(forum.0))
            .add(forum_point::Column::Id.eq(id.0));
        Ok(points(&self.reader, forum, one).await?.pop())
    }

    /// The numbers of the points that a seat supports.
    pub async fn supported(
        &self,
        forum: ForumId,
        seat: &Seat,
    ) -> Result<BTreeSet<u32>, StoreError> {
        let numbers: Vec<i32> = forum_support::Entity::find()
            .filter(forum_support::Column::ForumId.eq(forum.0))
            .filter(forum_support::Column::Seat.eq(self.seat_hash(forum, seat)))
            .select_only()
            .column(forum_support::Column::Number)
            .into_tuple()
            .all(&self.reader)
            .await?;
        Ok(numbers.into_iter().map(i32::cast_unsigned).collect())
    }
}

/// A point that waits and belongs to nobody yet.
fn new_row(
    id: PointId,
    token: &FormToken,
    text: &PointText,
    community: Option<Community>,
) -> forum_point::ActiveModel {
    forum_point::ActiveModel {
        id: Set(id.0),
        token: Set(token.as_str().to_owned()),
        seat: Set(None),
        voice: Set(Voice::Participant.code().to_owned()),
        community: Set(community.map(|community| community.code().to_owned())),
        text: Set(text.as_str().to_owned()),
        original: Set(None),
        state: Set(PointState::Waiting.code().to_owned()),
        reason: Set(None),
        twin: Set(None),
        group_id: Set(None),
        marks: Set(String::new()),
        before: Set(None),
        version: Set(1),
        ..Default::default()
    }
}

/// Gives a point the next number of its forum, whose row is locked, and keeps it.
async fn receive(
    transaction: &WriteTransaction,
    forum: &forum::Model,
    mut point: forum_point::ActiveModel,
) -> Result<u32, ForumError> {
    let number = i32::try_from(forum.received + 1).map_err(|_| ForumError::Enough)?;
    point.forum_id = Set(forum.id);
    point.number = Set(number);
    forum_point::Entity::insert(point)
        .exec_without_returning(transaction)
        .await?;
    forum::Entity::update_many()
        .col_expr(forum::Column::Received, Expr::value(forum.received + 1))
        .filter(forum::Column::Id.eq(forum.id))
        .exec(transaction)
        .await?;
    Ok(number.cast_unsigned())
}

async fn of_token(
    transaction: &WriteTransaction,
    forum: ForumId,
    token: &FormToken,
) -> Result<Option<forum_point::Model>, DbErr> {
    forum_point::Entity::find()
        .filter(forum_point::Column::ForumId.eq(forum.0))
        .filter(forum_point::Column::Token.eq(token.as_str()))
        .one(transaction)
        .await
}

pub(super) async fn of_number(
    transaction: &WriteTransaction,
    forum: ForumId,
    number: u32,
) -> Result<Option<forum_point::Model>, StoreError> {
    let Ok(number) = i32::try_from(number) else {
        return Ok(None);
    };
    let row = forum_point::Entity::find()
        .filter(forum_point::Column::ForumId.eq(forum.0))
        .filter(forum_point::Column::Number.eq(number))
        .one(transaction);
    Ok(row.await?)
}

pub(super) fn kept_number(number: u32) -> Result<i32, StoreError> {
    i32::try_from(number).map_err(StoreError::corrupt)
}

/// Points with how many support each.
async fn points(
    connection: &impl ConnectionTrait,
    forum: ForumId,
    which: Condition,
) -> Result<Vec<Point>, StoreError> {
    let rows = forum_point::Entity::find()
        .filter(which)
        .order_by_asc(forum_point::Column::Number)
        .all(connection)
        .await?;
    let supports: Vec<(i32, i64)> = forum_support::Entity::find()
        .filter(forum_support::Column::ForumId.eq(forum.0))
        .select_only()
        .column(forum_support::Column::Number)
        .column_as(forum_support::Column::Seat.count(), "people")
        .group_by(forum_support::Column::Number)
        .into_tuple()
        .all(connection)
        .await?;
    let supports: BTreeMap<i32, i64> = supports.into_iter().collect();
    let points = rows.into_iter().map(|row| {
        let people = supports.get(&row.number).copied().unwrap_or_default();
        point(row, people.cast_unsigned())
    });
    points.collect()
}

pub(super) fn point(row: forum_point::Model, supports: u64) -> Result<Point, StoreError> {
    let text = |text: &str| PointText::parse(text).map_err(StoreError::corrupt);
    let state = PointState::from_code(&row.state);
    let reason = row.reason.as_deref().and_then(WithholdReason::from_code);
    let standing = match (state, reason, row.twin) {
        (Some(PointState::Waiting), _, _) => Standing::Waiting,
        (Some(PointState::Published), _, _) => Standing::Published,
        (Some(PointState::Rejected), Some(reason), _) => Standing::Rejected(reason),
        (Some(PointState::Merged), _, Some(twin)) => Standing::Merged(twin.cast_unsigned()),
        _ => return Err(StoreError::corrupt("a point that stands nowhere")),
    };
    let voice = Voice::from_code(&row.voice);
    let marks = row.marks.split(';').filter_map(Mark::from_code);
    let before = row.before.as_deref().map(serde_json::from_str::<Situation>);
    Ok(Point {
        id: PointId(row.id),
        number: row.number.cast_unsigned(),
        voice: voice.ok_or_else(|| StoreError::corrupt("a point that nobody brought in"))?,
        community: community(row.community.as_deref()),
        text: text(&row.text)?,
        original: row.original.as_deref().map(text).transpose()?,
        standing,
        group: row.group_id.map(GroupId),
        marks: marks.collect(),
        supports,
        before: before.transpose().map_err(StoreError::corrupt)?,
        version: row.version,
    })
}

fn kept_before(situation: &Situation) -> Result<String, StoreError> {
    serde_json::to_string(situation).map_err(StoreError::corrupt)
}

/// Writes what a decision changed of a point.
pub(super) async fn write(transaction: &WriteTransaction, point: &Point) -> Result<(), StoreError> {
    let (reason, twin) = match point.standing {
        Standing::Rejected(reason) => (Some(reason.code().to_owned()), None),
        Standing::Merged(twin) => (None, Some(kept_number(twin)?)),
        Standing::Waiting | Standing::Published => (None, None),
    };
    let original = point.original.as_ref();
    let marks: Vec<_> = point.marks.iter().map(|mark| mark.code()).collect();
    let before = point.before.as_ref().map(kept_before);
    let row = forum_point::ActiveModel {
        id: Set(point.id.0),
        text: Set(point.text.as_str().to_owned()),
        original: Set(original.map(|text| text.as_str().to_owned())),
        state: Set(point.standing.state().code().to_owned()),
        reason: Set(reason),
        twin: Set(twin),
        group_id: Set(point.group.map(|group| group.0)),
        marks: Set(marks.join(";")),
        before: Set(before.transpose()?),
        version: Set(point.version),
        ..Default::default()
    };
    row.update(transaction).await?;
    Ok(())
}
