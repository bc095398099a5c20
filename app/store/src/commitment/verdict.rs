//! What people say of promises that were reported kept.
//! It must not keep who said anything, only a keyed hash of its own for each report.

use chrono::NaiveDate;
use domain::commitment::{Kept, Number, Verdict, Verdicts, Witness};
use domain::forum::{ForumId, PointState};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};

use super::{CommitmentError, reading};
use crate::{
    FormToken, Part, Seat, Store, StoreError,
    connection::WriteTransaction,
    edition::raise,
    entity::{commitment, commitment_group, commitment_verdict, forum_group, forum_point},
    settings,
};

/// Who says whether a promise was kept.
#[derive(Clone, Debug)]
pub enum Voter {
    /// Somebody who holds a seat at a forum that the commitment answers.
    Seat {
        /// The forum.
        forum: ForumId,
        /// The seat.
        seat: Seat,
    },
    /// Somebody who visits its page, known by a random number that the own browser keeps.
    Visitor(FormToken),
}

impl Voter {
    const fn witness(&self) -> Witness {
        match self {
            Self::Seat { .. } => Witness::Seat,
            Self::Visitor(_) => Witness::Visitor,
        }
    }
}

impl Store {
    /// Keeps what somebody says of the last report; whoever says something else later is counted once, by the last word. The
    /// public edition hears of it only where what it tells changes.
    ///
    /// # Errors
    /// If there is no such commitment, nobody is asked about it on the day, or the seat is none of a forum that it answers and
    /// none from which anything was said that a moderator published.
    pub async fn judge_commitment(
        &self,
        number: Number,
        voter: &Voter,
        verdict: Verdict,
        today: NaiveDate,
    ) -> Result<(), CommitmentError> {
        let transaction = self.begin_write().await?;
        // Two answers at once would both miss that they make a step together.
        let row = commitment::Entity::find_by_id(number.get()).lock_exclusive();
        row.one(&transaction).await?;
        let kept = reading::one(&transaction, number).await?;
        let kept = kept.ok_or(CommitmentError::Unknown)?;
        let reported_on = kept.asked_about(today).ok_or(CommitmentError::NotAsked)?;
        let known = match voter {
            Voter::Seat { forum, seat } => {
                let seat_hash = self.seat_hash(*forum, seat);
                answers(&transaction, number, *forum).await?
                    && spoke(&transaction, *forum, seat_hash).await?
            }
            Voter::Visitor(_) => true,
        };
        if !known {
            return Err(CommitmentError::Unknown);
        }
        let k = settings::k(&transaction).await?;
        let before = verdicts(&transaction, number, reported_on).await?;
        let row = commitment_verdict::ActiveModel {
            commitment_id: Set(number.get()),
            witness: Set(voter.witness().code().to_owned()),
            voter: Set(self.voter_hash(number, reported_on, voter)),
            reported_on: Set(reported_on),
            verdict: Set(verdict.code().to_owned()),
        };
        let again = OnConflict::columns([
            commitment_verdict::Column::CommitmentId,
            commitment_verdict::Column::Witness,
            commitment_verdict::Column::Voter,
        ])
        .update_column(commitment_verdict::Column::Verdict)
        .to_owned();
        commitment_verdict::Entity::insert(row)
            .on_conflict(again)
            .exec_without_returning(&transaction)
            .await?;
        let after = verdicts(&transaction, number, reported_on).await?;
        if !before.tell_the_same(&after, k) {
            raise(&transaction, [Part::Commitments]).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// What people said of the last report of a commitment; nothing of one that is not reported kept.
    pub async fn verdicts(&self, kept: &Kept) -> Result<Verdicts, StoreError> {
        match kept.course.report() {
            Some(report) => verdicts(&self.reader, kept.number, report.on).await,
            None => Ok(Verdicts::default()),
        }
    }

    /// What whoever holds a seat said of the last report of a commitment; never of a numbered slip, which others may have held.
    pub async fn verdict_of_seat(
        &self,
        kept: &Kept,
        forum: ForumId,
        seat: &Seat,
    ) -> Result<Option<Verdict>, StoreError> {
        let Some(report) = kept.course.report() else {
            return Ok(None);
        };
        if self.is_seat_of_a_slip(forum, seat) {
            return Ok(None);
        }
        let voter = Voter::Seat {
            forum,
            seat: seat.clone(),
        };
        let hash = self.voter_hash(kept.number, report.on, &voter);
        let key = (kept.number.get(), voter.witness().code().to_owned(), hash);
        let row = commitment_verdict::Entity::find_by_id(key);
        let row = row.one(&self.reader).await?;
        Ok(row.and_then(|row| Verdict::from_code(&row.verdict)))
    }

    fn voter_hash(&self, number: Number, reported_on: NaiveDate, voter: &Voter) -> Vec<u8> {
        let report = format!("{number} {reported_on}");
        let who = match voter {
            Voter::Seat { forum, seat } => format!("{forum} {}", seat.as_str()),
            Voter::Visitor(token) => token.as_str().to_owned(),
        };
        self.secret.witness_hash(&report, &who).to_vec()
    }
}

async fn verdicts(
    connection: &impl ConnectionTrait,
    number: Number,
    reported_on: NaiveDate,
) -> Result<Verdicts, StoreError> {
    let rows: Vec<(String, String, i64)> = commitment_verdict::Entity::find()
        .filter(commitment_verdict::Column::CommitmentId.eq(number.get()))
        .filter(commitment_verdict::Column::ReportedOn.eq(reported_on))
        .select_only()
        .column(commitment_verdict::Column::Witness)
        .column(commitment_verdict::Column::Verdict)
        .column_as(commitment_verdict::Column::Voter.count(), "people")
        .group_by(commitment_verdict::Column::Witness)
        .group_by(commitment_verdict::Column::Verdict)
        .into_tuple()
        .all(connection)
        .await?;
    let mut verdicts = Verdicts::default();
    for (witness, verdict, people) in rows {
        let witness = Witness::from_code(&witness);
        let verdict = Verdict::from_code(&verdict);
        let (witness, verdict) = witness
            .zip(verdict)
            .ok_or_else(|| StoreError::corrupt("a verdict of nobody"))?;
        verdicts = verdicts.with(witness, verdict, people.cast_unsigned());
    }
    Ok(verdicts)
}

/// Whether a commitment answers a group of a forum.
async fn answers(
    transaction: &WriteTransaction,
    number: Number,
    forum: ForumId,
) -> Result<bool, StoreError> {
    let groups: Vec<uuid::Uuid> = commitment_group::Entity::find()
        .filter(commitment_group::Column::CommitmentId.eq(number.get()))
        .select_only()
        .column(commitment_group::Column::GroupId)
        .into_tuple()
        .all(transaction)
        .await?;
    let of_forum = forum_group::Entity::find()
        .filter(forum_group::Column::Id.is_in(groups))
        .filter(forum_group::Column::ForumId.eq(forum.0))
        .one(transaction)
        .await?;
    Ok(of_forum.is_some())
}

/// Whether anything was said from a seat that a moderator published: an empty seat costs nothing, and proves nobody.
async fn spoke(
    transaction: &WriteTransaction,
    forum: ForumId,
    seat: Vec<u8>,
) -> Result<bool, StoreError> {
    let public = [PointState::Published, PointState::Merged].map(PointState::code);
    let point = forum_point::Entity::find()
        .filter(forum_point::Column::ForumId.eq(forum.0))
        .filter(forum_point::Column::Seat.eq(seat))
        .filter(forum_point::Column::State.is_in(public))
        .one(transaction);
    Ok(point.await?.is_some())
}
