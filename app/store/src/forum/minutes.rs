//! The minutes of forums and their addenda: frozen when a moderator proposes them, published when the head of the unit confirms.
//! It must not know what a document says, nor decide who may confirm: that is `domain`.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::access::{AccountId, Permit};
use domain::audit::{Deed, DeedKind};
use domain::digest::Digest;
use domain::forum::{
    Amendment, ForumId, KeptMinutes, Minutes, MinutesId, MinutesPart, MinutesState, NotProposed,
    Pulse,
};
use domain::moment::Moment;
use domain::second_person::{DecisionRefused, NeedsSecondPerson as _};
use domain::slug::Slug;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr,
    EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::amendment::untold_amendments;
use super::pulse::pulse;
use super::{ForumError, acts, note, of_units, permitted};
use crate::seen::Outdated;
use crate::{
    Store, StoreError, clock,
    connection::WriteTransaction,
    entity::{forum, forum_amendment, forum_minutes},
};

/// Why no minutes were proposed or decided. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum MinutesError {
    /// There is no such forum, or there are no such minutes.
    #[error("there are no such minutes")]
    Unknown,
    /// Nothing can be proposed now.
    #[error(transparent)]
    NotProposed(#[from] NotProposed),
    /// What is to be told changed while the document was made.
    #[error(transparent)]
    Conflict(#[from] Outdated),
    /// The decision is not taken.
    #[error(transparent)]
    Decision(#[from] DecisionRefused),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for MinutesError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

impl From<ForumError> for MinutesError {
    fn from(error: ForumError) -> Self {
        match error {
            ForumError::Store(error) => Self::Store(error),
            ForumError::Conflict(outdated) => Self::Conflict(outdated),
            _ => Self::Unknown,
        }
    }
}

/// What is frozen with a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// The document, as it is to be read and printed for ever.
    pub document: String,
    /// The log of the points that it was made from.
    pub log: String,
}

/// Minutes that are to be proposed.
#[derive(Clone, Debug)]
pub struct NewMinutes {
    /// The forum.
    pub forum: ForumId,
    /// Which document it is.
    pub part: MinutesPart,
    /// What is frozen.
    pub frozen: Frozen,
    /// How often something had changed in the forum when the document was made.
    pub pulse: Pulse,
    /// The amendments that an addendum tells, as they were when it was made; none of the minutes themselves.
    pub told: Vec<Amendment>,
}

impl Store {
    /// The minutes of a forum with its addenda, whatever became of them.
    pub async fn minutes(&self, forum: ForumId) -> Result<KeptMinutes, StoreError> {
        of_forum(&self.reader, forum).await
    }

    /// What was frozen under a name.
    pub async fn frozen(&self, id: MinutesId) -> Result<Option<Frozen>, StoreError> {
        let row = forum_minutes::Entity::find_by_id(id.0)
            .one(&self.reader)
            .await?;
        Ok(row.map(|row| Frozen {
            document: row.document,
            log: row.log,
        }))
    }

    /// Minutes by their name.
    pub async fn minutes_by_id(&self, id: MinutesId) -> Result<Option<Minutes>, StoreError> {
        let named = forum_minutes::Column::Id.eq(id.0);
        Ok(load(&self.reader, named.into()).await?.pop())
    }

    /// What waits for the heads of some units, the oldest first.
    pub async fn waiting_minutes(
        &self,
        units: &BTreeSet<Slug>,
    ) -> Result<Vec<Minutes>, StoreError> {
        let forums = of_units(&self.reader, units).await?;
        let waiting = Condition::all()
            .add(forum_minutes::Column::State.eq(MinutesState::Proposed.code()))
            .add(forum_minutes::Column::ForumId.in_subquery(forums));
        load(&self.reader, waiting).await
    }

    /// Proposes minutes, or an addendum to them, to the head of the unit.
    pub async fn propose_minutes(
        &self,
        permit: &Permit,
        by: AccountId,
        new: &NewMinutes,
        moment: Moment,
    ) -> Result<MinutesId, MinutesError> {
        let allowed = permit.allows(DeedKind::MinutesProposed.rights());
        allowed.map_err(StoreError::from)?;
        let transaction = self.begin_write().await?;
        let row = permitted(&transaction, permit, new.forum).await?;
        let state = acts(&row).state(row.date, moment.today);
        let untold = untold_amendments(&transaction, new.forum).await?;
        let kept = of_forum(&transaction, new.forum).await?;
        let next = kept.next(state, &untold)?;
        let told = match next {
            MinutesPart::Minutes => vec![],
            MinutesPart::Addendum(_) => untold,
        };
        if next != new.part || told != new.told || pulse_of(&row).record() != new.pulse.record() {
            return Err(Outdated.into());
        }
        let id = MinutesId(Uuid::new_v4());
        let row = forum_minutes::ActiveModel {
            id: Set(id.0),
            forum_id: Set(new.forum.0),
            part: Set(kept_part(next)?),
            state: Set(MinutesState::Proposed.code().to_owned()),
            digest: Set(Digest::of(new.frozen.document.as_bytes()).to_string()),
            document: Set(new.frozen.document.clone()),
            log: Set(new.frozen.log.clone()),
            pulse: Set(kept_pulse(new.pulse)?),
            proposed_by: Set(by.0),
            proposed_at: Set(moment.now),
            decided_by: Set(None),
            decided_at: Set(None),
            published_on: Set(None),
            reason: Set(String::new()),
        };
        forum_minutes::Entity::insert(row)
            .exec_without_returning(&transaction)
            .await?;
        let numbers = told.iter().map(|amendment| amendment.number);
        tell(&transaction, new.forum, numbers, next).await?;
        let deed = Deed::MinutesProposed { part: next };
        note(&transaction, permit, new.forum, &deed, moment.now).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Publishes minutes as their second person. Those of a record that changed since they were proposed are sent back instead:
    /// what was rejected in the meantime would be public for ever.
    pub async fn confirm_minutes(
        &self,
        permit: &Permit,
        by: AccountId,
        id: MinutesId,
        moment: Moment,
    ) -> Result<(), MinutesError> {
        let allowed = permit.allows(DeedKind::MinutesPublished.rights());
        allowed.map_err(StoreError::from)?;
        let transaction = self.begin_write().await?;
        let Deciding { minutes, forum } = to_decide(&transaction, permit, id).await?;
        minutes.may_confirm(by)?;
        if minutes.part == MinutesPart::Minutes {
            must_be_seen(&transaction, id, &forum).await?;
        }
        clock::must_be_right(&transaction, moment.now).await?;
        let row = forum_minutes::ActiveModel {
            state: Set(MinutesState::Published.code().to_owned()),
            published_on: Set(Some(moment.today)),
            ..decided(id, by, moment.now)
        };
        row.update(&transaction).await?;
        let deed = Deed::MinutesPublished {
            part: minutes.part,
            digest: minutes.digest,
        };
        note(&transaction, permit, minutes.forum, &deed, moment.now).await?;
        Ok(transaction.commit().await?)
    }

    /// Sends minutes back with a reason; a moderator so takes them back. What an addendum told can be answered anew.
    pub async fn send_minutes_back(
        &self,
        permit: &Permit,
        by: AccountId,
        id: MinutesId,
        reason: &str,
        now: i64,
    ) -> Result<(), MinutesError> {
        let allowed = permit.allows(DeedKind::MinutesSentBack.rights());
        allowed.map_err(StoreError::from)?;
        let transaction = self.begin_write().await?;
        let Deciding { minutes, .. } = to_decide(&transaction, permit, id).await?;
        let reason = minutes.may_send_back(reason)?;
        let row = forum_minutes::ActiveModel {
            state: Set(MinutesState::SentBack.code().to_owned()),
            reason: Set(reason.clone()),
            ..decided(id, by, now)
        };
        row.update(&transaction).await?;
        if let MinutesPart::Addendum(_) = minutes.part {
            tell_no_more(&transaction, &minutes).await?;
        }
        let deed = Deed::MinutesSentBack {
            part: minutes.part,
            reason,
        };
        note(&transaction, permit, minutes.forum, &deed, now).await?;
        Ok(transaction.commit().await?)
    }
}

/// Minutes that are decided about, with their forum, which is held.
struct Deciding {
    minutes: Minutes,
    forum: forum::Model,
}

/// Minutes that nobody else can decide meanwhile, if the permit is for their unit.
async fn to_decide(
    transaction: &WriteTransaction,
    permit: &Permit,
    id: MinutesId,
) -> Result<Deciding, MinutesError> {
    let named = forum_minutes::Column::Id.eq(id.0);
    let known = load(transaction, named.clone().into()).await?.pop();
    let forum = known.ok_or(MinutesError::Unknown)?.forum;
    // Whoever decides holds the forum, so what is read now is what is decided about.
    let forum = permitted(transaction, permit, forum).await?;
    let minutes = load(transaction, named.into()).await?.pop();
    let minutes = minutes.ok_or(MinutesError::Unknown)?;
    Ok(Deciding { minutes, forum })
}

/// Whether minutes still tell the record as it stands.
async fn must_be_seen(
    transaction: &WriteTransaction,
    id: MinutesId,
    forum: &forum::Model,
) -> Result<(), MinutesError> {
    let made: Option<i64> = forum_minutes::Entity::find_by_id(id.0)
        .select_only()
        .column(forum_minutes::Column::Pulse)
        .into_tuple()
        .one(transaction)
        .await?;
    if made == Some(kept_pulse(pulse_of(forum))?) {
        Ok(())
    } else {
        Err(DecisionRefused::Changed.into())
    }
}

const fn pulse_of(forum: &forum::Model) -> Pulse {
    pulse(forum.changed, forum.received, forum.noted)
}

fn kept_pulse(pulse: Pulse) -> Result<i64, StoreError> {
    i64::try_from(pulse.record()).map_err(StoreError::corrupt)
}

fn decided(id: MinutesId, by: AccountId, at: i64) -> forum_minutes::ActiveModel {
    forum_minutes::ActiveModel {
        id: Set(id.0),
        decided_by: Set(Some(by.0)),
        decided_at: Set(Some(at)),
        ..Default::default()
    }
}

/// Lets an addendum tell amendments.
async fn tell(
    transaction: &WriteTransaction,
    forum: ForumId,
    numbers: impl Iterator<Item = u32>,
    part: MinutesPart,
) -> Result<(), StoreError> {
    let numbers: Result<Vec<_>, _> = numbers.map(i32::try_from).collect();
    forum_amendment::Entity::update_many()
        .col_expr(
            forum_amendment::Column::ToldIn,
            Expr::value(kept_part(part)?),
        )
        .filter(forum_amendment::Column::ForumId.eq(forum.0))
        .filter(forum_amendment::Column::Number.is_in(numbers.map_err(StoreError::corrupt)?))
        .exec(transaction)
        .await?;
    Ok(())
}

async fn tell_no_more(transaction: &WriteTransaction, minutes: &Minutes) -> Result<(), StoreError> {
    forum_amendment::Entity::update_many()
        .col_expr(
            forum_amendment::Column::ToldIn,
            Expr::value(Option::<i32>::None),
        )
        .filter(forum_amendment::Column::ForumId.eq(minutes.forum.0))
        .filter(forum_amendment::Column::ToldIn.eq(kept_part(minutes.part)?))
        .exec(transaction)
        .await?;
    Ok(())
}

pub(super) async fn of_forum(
    connection: &impl ConnectionTrait,
    forum: ForumId,
) -> Result<KeptMinutes, StoreError> {
    let of_forum = forum_minutes::Column::ForumId.eq(forum.0);
    load(connection, of_forum.into()).await.map(KeptMinutes)
}

/// Minutes as they are read: without what was frozen, which is large.
#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    forum_id: Uuid,
    part: i32,
    state: String,
    digest: String,
    proposed_by: Uuid,
    proposed_at: i64,
    decided_by: Option<Uuid>,
    decided_at: Option<i64>,
    published_on: Option<NaiveDate>,
    reason: String,
}

/// Minutes without what was frozen, the oldest proposal first; the minutes stand before an addendum of the same second.
async fn load(
    connection: &impl ConnectionTrait,
    which: Condition,
) -> Result<Vec<Minutes>, StoreError> {
    use forum_minutes::Column;
    let rows = forum_minutes::Entity::find()
        .filter(which)
        .order_by_asc(Column::ProposedAt)
        .order_by_asc(Column::Part)
        .order_by_asc(Column::Id)
        .select_only()
        .columns([
            Column::Id,
            Column::ForumId,
            Column::Part,
            Column::State,
            Column::Digest,
            Column::ProposedBy,
            Column::ProposedAt,
            Column::DecidedBy,
            Column::DecidedAt,
            Column::PublishedOn,
            Column::Reason,
        ])
        .into_model::<Row>()
        .all(connection)
        .await?;
    rows.into_iter().map(minutes).collect()
}

fn minutes(row: Row) -> Result<Minutes, StoreError> {
    let part = u32::try_from(row.part).map_err(StoreError::corrupt)?;
    let state = MinutesState::from_code(&row.state);
    Ok(Minutes {
        id: MinutesId(row.id),
        forum: ForumId(row.forum_id),
        part: part.into(),
        state: state.ok_or_else(|| StoreError::corrupt(&row.state))?,
        digest: row.digest.parse().map_err(StoreError::corrupt)?,
        proposed_by: AccountId(row.proposed_by),
        proposed_at: row.proposed_at,
        decided_by: row.decided_by.map(AccountId),
        decided_at: row.decided_at,
        published_on: row.published_on,
        reason: row.reason,
    })
}

fn kept_part(part: MinutesPart) -> Result<i32, StoreError> {
    i32::try_from(part.number()).map_err(StoreError::corrupt)
}
