//! Comments between the ballot box and the public: what waits for moderators and what they decide.
//! It must not show comments of a month that is not over, nor tell the proof class or the order in which comments came.

mod lapsing;
mod opening;
mod original;
mod released;
mod reply;

use domain::moderation::{
    CommentId, CommentState, Decided, Decision, QueuedComment, WithholdReason,
};
pub(crate) use lapsing::lapse;
pub use original::OriginalError;
pub use released::ReleasedFilter;
pub(crate) use released::publish_comments;
pub use reply::ReplyError;

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::access::{AccountId, Permit};
use domain::audit::{Deed, Subject, SubjectKind};
use domain::moderation::names::OfficerNames;
use domain::moderation::redaction::PublicComment;
use domain::moment::Moment;
use domain::period::Month;
use domain::rating::Comment;
use domain::slug::Slug;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::{
    Store, StoreError, audit,
    connection::WriteTransaction,
    entity::{comment, comment_decision, officer},
    names::service_slugs,
    reach,
    seen::{Outdated, unchanged},
};

/// Which comments to list.
#[derive(Clone, Debug)]
pub struct QueueFilter {
    /// The services.
    pub services: Vec<Slug>,
    /// The month, or every month that is over.
    pub month: Option<Month>,
    /// Where they stand.
    pub state: CommentState,
    /// Only those after this one, in the order of their random names.
    pub after: Option<CommentId>,
}

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum ModerationError {
    /// There is no such comment, or its month is not over.
    #[error("there is no such comment")]
    Unknown,
    /// A release took the comment; its decision is final.
    #[error("the decision about this comment is released and final")]
    Released,
    /// Somebody else decided since the comment was read.
    #[error(transparent)]
    Conflict(#[from] Outdated),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for ModerationError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Comments of months that are over on `today`, in the order of their random names, at most `limit`. What the open
    /// month holds is not told, not even to moderators.
    pub async fn queued_comments(
        &self,
        filter: &QueueFilter,
        today: NaiveDate,
        limit: u64,
    ) -> Result<Vec<QueuedComment>, StoreError> {
        self.open_comments(today).await?;
        let services = service_slugs(&self.reader, Some(&filter.services)).await?;
        let after = filter.after.map(|id| comment::Column::Id.gt(id.0));
        let month = filter.month.map(|month| month.to_string());
        let rows = comment::Entity::find()
            .filter(comment::Column::ServiceId.is_in(services.keys().copied()))
            .filter(over(today))
            .filter(in_state(filter.state))
            .filter(
                Condition::all()
                    .add_option(after)
                    .add_option(month.map(|month| comment::Column::Month.eq(month))),
            )
            .order_by_asc(comment::Column::Id)
            .limit(limit)
            .all(&self.reader)
            .await?;
        queued(&self.reader, rows, &services).await
    }

    /// One comment of a month that is over on `today`; none if it does not exist or a release took it.
    pub async fn queued_comment(
        &self,
        id: CommentId,
        today: NaiveDate,
    ) -> Result<Option<QueuedComment>, StoreError> {
        let rows = comment::Entity::find_by_id(id.0)
            .filter(over(today))
            .all(&self.reader)
            .await?;
        let services = service_slugs(&self.reader, None).await?;
        Ok(queued(&self.reader, rows, &services).await?.pop())
    }

    /// Decides about a comment, if nobody else did since `version`. A decision can be changed until a release takes it.
    pub async fn decide_comment(
        &self,
        permit: &Permit,
        id: CommentId,
        version: i32,
        decision: &Decision,
        moment: Moment,
    ) -> Result<(), ModerationError> {
        let Moment { now, today } = moment;
        let transaction = self.begin_write().await?;
        let Some(row) = comment::Entity::find_by_id(id.0)
            .filter(over(today))
            .lock_exclusive()
            .one(&transaction)
            .await?
        else {
            let known = comment_decision::Entity::find_by_id(id.0)
                .one(&transaction)
                .await?;
            return Err(known.map_or(ModerationError::Unknown, |_| ModerationError::Released));
        };
        reach::of_service(&transaction, permit, row.service_id).await?;
        let before = comment_decision::Entity::find_by_id(id.0)
            .one(&transaction)
            .await?;
        let kept = before.as_ref().map_or(0, |decided| decided.version);
        unchanged(kept, version)?;
        let decided = decision_row(&row, decision, permit, today, version + 1)?;
        save(&transaction, decided, before.is_some()).await?;
        let deed = match decision.reason() {
            None => Deed::CommentPublished,
            Some(reason) => Deed::CommentWithheld { reason },
        };
        let subject = Subject::new(SubjectKind::Comment, id);
        audit::append(&transaction, permit, now, &deed, subject).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The names of all officers, present and former, for the scanner.
    pub async fn officer_names(&self) -> Result<OfficerNames, StoreError> {
        let officers = officer::Entity::find().all(&self.reader).await?;
        Ok(OfficerNames::new(
            officers.iter().map(|row| row.name.as_str()),
        ))
    }
}

/// Every comment of months that are over about which nobody decided, in the order of their random names.
pub(crate) async fn undecided(
    connection: &impl ConnectionTrait,
    today: NaiveDate,
) -> Result<Vec<comment::Model>, DbErr> {
    comment::Entity::find()
        .filter(over(today))
        .filter(is_undecided())
        .order_by_asc(comment::Column::Id)
        .all(connection)
        .await
}

/// Comments about which nobody decided.
pub(crate) fn is_undecided() -> Condition {
    in_state(CommentState::Waiting)
}

/// Comments of months before the one of `today`.
fn over(today: NaiveDate) -> Condition {
    let open = Month::of(today).to_string();
    Condition::all().add(comment::Column::Month.lt(open))
}

fn in_state(state: CommentState) -> Condition {
    let decided = |narrow: Condition| {
        let unreleased = comment_decision::Column::ReleaseMonth.is_null();
        Expr::exists(decisions(narrow.add(unreleased)))
    };
    match state {
        CommentState::Waiting => Condition::all().not().add(decided(Condition::all())),
        CommentState::Published | CommentState::Withheld => {
            let narrow = comment_decision::Column::State.eq(state.code());
            Condition::all().add(decided(Condition::all().add(narrow)))
        }
    }
}

/// The decision about the comment of the query around it, found by its key.
fn decisions(narrow: Condition) -> SelectStatement {
    let of_comment = Expr::col((
        comment_decision::Entity,
        comment_decision::Column::CommentId,
    ))
    .equals((comment::Entity, comment::Column::Id));
    Query::select()
        .expr(Expr::val(1))
        .from(comment_decision::Entity)
        .cond_where(narrow.add(of_comment))
        .to_owned()
}

/// Comments with what was decided about them.
async fn queued(
    connection: &impl ConnectionTrait,
    rows: Vec<comment::Model>,
    services: &HashMap<i32, Slug>,
) -> Result<Vec<QueuedComment>, StoreError> {
    if rows.is_empty() {
        return Ok(vec![]);
    }
    let ids = rows.iter().map(|row| row.id);
    let decisions = comment_decision::Entity::find()
        .filter(comment_decision::Column::CommentId.is_in(ids))
        .all(connection)
        .await?;
    let mut decisions: HashMap<Uuid, comment_decision::Model> = decisions
        .into_iter()
        .map(|row| (row.comment_id, row))
        .collect();
    let comments = rows.into_iter().map(|row| {
        let service = services.get(&row.service_id).cloned();
        Ok(QueuedComment {
            id: CommentId(row.id),
            service: service.ok_or_else(|| StoreError::corrupt("a comment of no service"))?,
            month: row.month.parse().map_err(StoreError::corrupt)?,
            decided: decisions.remove(&row.id).map(decided).transpose()?,
            text: written(&row)?,
        })
    });
    comments.collect()
}

fn written(row: &comment::Model) -> Result<Comment, StoreError> {
    let text = Comment::parse(&row.text).map_err(StoreError::corrupt)?;
    text.ok_or_else(|| StoreError::corrupt("an empty comment"))
}

fn state_of(row: &comment_decision::Model) -> Result<CommentState, StoreError> {
    CommentState::from_code(&row.state).ok_or_else(|| StoreError::corrupt(&row.state))
}

fn decided(row: comment_decision::Model) -> Result<Decided, StoreError> {
    let state = state_of(&row)?;
    let reason = row
        .reason
        .as_deref()
        .map(|code| WithholdReason::from_code(code).ok_or_else(|| StoreError::corrupt(code)));
    Ok(Decided {
        reason: reason.transpose()?,
        public: row
            .public_text
            .and_then(|text| PublicComment::read_back(state, text)),
        by: row.decided_by.map(AccountId),
        on: row.decided_on,
        version: row.version,
    })
}

/// A decision as it is kept.
pub(crate) fn decision_row(
    comment: &comment::Model,
    decision: &Decision,
    permit: &Permit,
    today: NaiveDate,
    version: i32,
) -> Result<comment_decision::ActiveModel, StoreError> {
    let public = decision.published(&written(comment)?);
    Ok(comment_decision::ActiveModel {
        comment_id: Set(comment.id),
        service_id: Set(comment.service_id),
        month: Set(comment.month.clone()),
        state: Set(decision.state().code().to_owned()),
        reason: Set(decision.reason().map(|reason| reason.code().to_owned())),
        public_text: Set(public.map(|public| public.to_string())),
        decided_by: Set(permit.account().map(|account| account.0)),
        decided_on: Set(today),
        version: Set(version),
        release_month: Set(None),
        pooled: Set(false),
    })
}

async fn save(
    transaction: &WriteTransaction,
    row: comment_decision::ActiveModel,
    replace: bool,
) -> Result<(), DbErr> {
    if replace {
        comment_decision::Entity::update(row)
            .exec(transaction)
            .await
            .map(drop)
    } else {
        comment_decision::Entity::insert(row)
            .exec_without_returning(transaction)
            .await
            .map(drop)
    }
}
