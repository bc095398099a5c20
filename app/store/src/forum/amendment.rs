//! Amendments of minutes that holders of a seat ask for, and what moderators answer to each.
//! It must not let two moderators overwrite each other, nor change what an addendum tells.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::access::Permit;
use domain::audit::{Deed, DeedKind};
use domain::forum::{
    Amendment, AmendmentStanding, Answer, AnswerKind, ForumId, MinutesPart, NotNow, PointText,
};
use domain::moderation::WithholdReason;
use domain::slug::Slug;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::minutes::of_forum;
use super::seat::Seat;
use super::{ForumError, locked, note, of_units, permitted};
use crate::seen::unchanged;
use crate::{
    FormToken, Store, StoreError,
    entity::{forum_amendment, forum_seat},
};

/// How many amendments one seat may ask for.
pub const MOST_AMENDMENTS: u64 = 5;

/// What the holder of a seat asks for.
#[derive(Clone, Debug)]
pub struct SentAmendment {
    /// The forum.
    pub forum: ForumId,
    /// Who asks.
    pub seat: Seat,
    /// By which it is recognised when it is sent again.
    pub token: FormToken,
    /// What is asked for.
    pub text: PointText,
}

impl Store {
    /// Keeps what a holder of a seat asks for, in the days after the minutes were published. Sent twice, it is kept once.
    pub async fn ask_amendment(
        &self,
        asked: &SentAmendment,
        today: NaiveDate,
    ) -> Result<(), ForumError> {
        let transaction = self.begin_write().await?;
        let row = locked(&transaction, asked.forum).await?;
        row.ok_or(ForumError::Unknown)?;
        let of_forum_asked = forum_amendment::Column::ForumId.eq(asked.forum.0);
        let others = forum_amendment::Entity::find().filter(of_forum_asked);
        let again = forum_amendment::Column::Token.eq(asked.token.as_str());
        if others.clone().filter(again).count(&transaction).await? > 0 {
            return Ok(());
        }
        let hash = self.seat_hash(asked.forum, &asked.seat);
        let seat = forum_seat::Entity::find_by_id(hash.clone());
        let seat = seat.one(&transaction).await?;
        seat.ok_or(ForumError::Unknown)?;
        let minutes = of_forum(&transaction, asked.forum).await?;
        if !minutes.takes_amendments(today) {
            return Err(ForumError::Closed);
        }
        let own = forum_amendment::Column::Seat.eq(hash.clone());
        if others.clone().filter(own).count(&transaction).await? >= MOST_AMENDMENTS {
            return Err(ForumError::Enough);
        }
        let number = others.count(&transaction).await? + 1;
        let row = forum_amendment::ActiveModel {
            forum_id: Set(asked.forum.0),
            number: Set(i32::try_from(number).map_err(StoreError::corrupt)?),
            token: Set(asked.token.as_str().to_owned()),
            seat: Set(hash),
            text: Set(asked.text.as_str().to_owned()),
            answer: Set(None),
            words: Set(String::new()),
            reason: Set(None),
            told_in: Set(None),
            version: Set(1),
        };
        forum_amendment::Entity::insert(row)
            .exec_without_returning(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Every amendment that was asked for at a forum.
    pub async fn amendments(&self, forum: ForumId) -> Result<Vec<Amendment>, StoreError> {
        amendments(&self.reader, forum, Condition::all()).await
    }

    /// Those of one seat.
    pub async fn own_amendments(
        &self,
        forum: ForumId,
        seat: &Seat,
    ) -> Result<Vec<Amendment>, StoreError> {
        let own = forum_amendment::Column::Seat.eq(self.seat_hash(forum, seat));
        amendments(&self.reader, forum, own.into()).await
    }

    /// A forum of some units at which an amendment waits for an answer; none if there is no such forum.
    pub async fn amendment_waits(
        &self,
        units: &BTreeSet<Slug>,
    ) -> Result<Option<ForumId>, StoreError> {
        let forums = of_units(&self.reader, units).await?;
        let waiting = forum_amendment::Entity::find()
            .filter(forum_amendment::Column::ForumId.in_subquery(forums))
            .filter(forum_amendment::Column::Answer.is_null())
            .filter(forum_amendment::Column::Reason.is_null())
            .limit(1);
        let waiting = waiting.one(&self.reader).await?;
        Ok(waiting.map(|row| ForumId(row.forum_id)))
    }

    /// Answers an amendment, or withholds its words, if nobody else did since `version` and no addendum tells it.
    pub async fn decide_amendment(
        &self,
        permit: &Permit,
        forum: ForumId,
        number: u32,
        version: i32,
        standing: &AmendmentStanding,
        now: i64,
    ) -> Result<(), ForumError> {
        let allowed = permit.allows(DeedKind::AmendmentAnswered.rights());
        allowed.map_err(StoreError::from)?;
        let transaction = self.begin_write().await?;
        permitted(&transaction, permit, forum).await?;
        let kept_number = i32::try_from(number).map_err(|_| ForumError::Unknown)?;
        let numbered = forum_amendment::Column::Number.eq(kept_number);
        let before = amendments(&transaction, forum, numbered.into()).await?;
        let before = before.into_iter().next().ok_or(ForumError::Unknown)?;
        if before.told_in.is_some() {
            return Err(NotNow::Done.into());
        }
        unchanged(before.version, version)?;
        let (answer, words, reason) = match standing {
            AmendmentStanding::Waiting => (None, String::new(), None),
            AmendmentStanding::Answered(Answer { kind, text }) => {
                (Some(kind.code().to_owned()), text.clone(), None)
            }
            AmendmentStanding::Withheld(reason) => {
                (None, String::new(), Some(reason.code().to_owned()))
            }
        };
        let row = forum_amendment::ActiveModel {
            forum_id: Set(forum.0),
            number: Set(kept_number),
            answer: Set(answer),
            words: Set(words),
            reason: Set(reason),
            version: Set(version + 1),
            ..Default::default()
        };
        row.update(&transaction).await?;
        let deed = match standing {
            AmendmentStanding::Withheld(reason) => Deed::AmendmentWithheld {
                number,
                reason: *reason,
            },
            AmendmentStanding::Waiting | AmendmentStanding::Answered(_) => {
                Deed::AmendmentAnswered { number }
            }
        };
        note(&transaction, permit, forum, &deed, now).await?;
        Ok(transaction.commit().await?)
    }
}

/// The amendments that are decided and told nowhere.
pub(super) async fn untold_amendments(
    connection: &impl ConnectionTrait,
    forum: ForumId,
) -> Result<Vec<Amendment>, StoreError> {
    let all = amendments(connection, forum, Condition::all()).await?;
    Ok(all.into_iter().filter(Amendment::is_untold).collect())
}

async fn amendments(
    connection: &impl ConnectionTrait,
    forum: ForumId,
    which: Condition,
) -> Result<Vec<Amendment>, StoreError> {
    let rows = forum_amendment::Entity::find()
        .filter(forum_amendment::Column::ForumId.eq(forum.0))
        .filter(which)
        .order_by_asc(forum_amendment::Column::Number)
        .all(connection)
        .await?;
    rows.into_iter().map(amendment).collect()
}

fn amendment(row: forum_amendment::Model) -> Result<Amendment, StoreError> {
    let unknown = |code: &str| StoreError::corrupt(code);
    let text = row.words;
    let standing = match (&row.answer, &row.reason) {
        (None, None) => AmendmentStanding::Waiting,
        (Some(kind), _) => AmendmentStanding::Answered(Answer {
            kind: AnswerKind::from_code(kind).ok_or_else(|| unknown(kind))?,
            text,
        }),
        (None, Some(reason)) => {
            let known = WithholdReason::from_code(reason);
            AmendmentStanding::Withheld(known.ok_or_else(|| unknown(reason))?)
        }
    };
    let told_in = row.told_in.map(u32::try_from).transpose();
    Ok(Amendment {
        number: row.number.cast_unsigned(),
        text: PointText::parse(&row.text).map_err(StoreError::corrupt)?,
        standing,
        told_in: told_in.map_err(StoreError::corrupt)?.map(MinutesPart::from),
        version: row.version,
    })
}
