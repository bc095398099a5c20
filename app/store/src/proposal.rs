//! Proposals to publish: made by one person, decided by another, carried out by the server.
//! It must not show a figure to anybody on the way.

mod carrying_out;

use chrono::NaiveDate;
use domain::access::{AccountId, Permit};
use domain::audit::{Deed, DeedKind, Subject, SubjectKind};
use domain::moment::Moment;
use domain::period::Month;
use domain::seal::proposal::{DecisionRefused, Proposal, ProposalKind, ProposalState};
use domain::seal::{SealRefused, may_seal};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::due::last_sealed;
use crate::waiting::oldest_waiting;
use crate::{
    Store, StoreError, audit, clock,
    connection::WriteTransaction,
    entity::proposal,
    indicator::{join_proposal, send_corrections_back},
    setting::lock_installation,
};

/// Why nothing was proposed or decided. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ProposalError {
    /// The month may not be sealed.
    #[error(transparent)]
    Seal(#[from] SealRefused),
    /// No correction waits to be published.
    #[error("no correction waits to be published")]
    NothingWaits,
    /// There is one already that waits for its decision.
    #[error("there is a proposal already that is not decided")]
    Open,
    /// The decision is not taken.
    #[error(transparent)]
    Decision(#[from] DecisionRefused),
    /// There is no such proposal.
    #[error("there is no such proposal")]
    Unknown,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for ProposalError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// Which proposals to list.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProposalFilter {
    /// How far they have come; anything if none.
    pub state: Option<ProposalState>,
    /// Only proposals after this one, for the next page.
    pub after: Option<Uuid>,
}

impl Store {
    /// The month whose seal may be proposed next: the one after the last sealed, or the oldest with a rating. It may not be
    /// over yet.
    pub async fn next_month(&self, today: NaiveDate) -> Result<Month, StoreError> {
        if let Some(last) = last_sealed(&self.reader).await? {
            return Ok(last.plus(1));
        }
        let oldest = oldest_waiting(&self.reader).await?;
        Ok(oldest.unwrap_or_else(|| Month::of(today).plus(-1)))
    }

    /// Proposes the seal of a month.
    pub async fn propose_seal(
        &self,
        permit: &Permit,
        by: AccountId,
        month: Month,
        moment: Moment,
    ) -> Result<Uuid, ProposalError> {
        let Moment { now, today } = moment;
        let transaction = self.begin_write().await?;
        lock_installation(&transaction).await?;
        let last = last_sealed(&transaction).await?;
        may_seal(month, today, last, oldest_waiting(&transaction).await?)?;
        let proposal = ProposalKind::Seal;
        let id = insert(&transaction, proposal, month, by, now).await?;
        let deed = Deed::SealProposed { proposal };
        note(&transaction, permit, now, &deed, month).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Proposes to publish the corrections that wait.
    pub async fn propose_corrections(
        &self,
        permit: &Permit,
        by: AccountId,
        now: i64,
    ) -> Result<Uuid, ProposalError> {
        // Nobody else learns whether any correction waits.
        permit
            .allows(DeedKind::SealProposed.rights())
            .map_err(StoreError::from)?;
        let transaction = self.begin_write().await?;
        lock_installation(&transaction).await?;
        let Some(month) = last_sealed(&transaction).await? else {
            return Err(ProposalError::NothingWaits);
        };
        let proposal = ProposalKind::Correction;
        let id = insert(&transaction, proposal, month, by, now).await?;
        if join_proposal(&transaction, id).await? == 0 {
            return Err(ProposalError::NothingWaits);
        }
        let deed = Deed::SealProposed { proposal };
        note(&transaction, permit, now, &deed, month).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Confirms a proposal as its second person; the server then carries it out.
    pub async fn confirm_proposal(
        &self,
        permit: &Permit,
        by: AccountId,
        id: Uuid,
        now: i64,
    ) -> Result<(), ProposalError> {
        let transaction = self.begin_write().await?;
        let proposal = locked(&transaction, id)
            .await?
            .ok_or(ProposalError::Unknown)?;
        proposal.may_confirm(by)?;
        clock::must_be_right(&transaction, now).await?;
        let decision = Decision {
            state: ProposalState::Confirmed,
            by: Some(by),
            at: now,
            reason: String::new(),
        };
        decide(&transaction, id, decision).await?;
        let deed = Deed::SealConfirmed;
        note(&transaction, permit, now, &deed, proposal.month).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Sends a proposal back with a reason.
    pub async fn send_proposal_back(
        &self,
        permit: &Permit,
        by: AccountId,
        id: Uuid,
        reason: &str,
        now: i64,
    ) -> Result<(), ProposalError> {
        let transaction = self.begin_write().await?;
        let proposal = locked(&transaction, id)
            .await?
            .ok_or(ProposalError::Unknown)?;
        let reason = proposal.may_send_back(reason)?;
        let decision = Decision {
            state: ProposalState::SentBack,
            by: Some(by),
            at: now,
            reason: reason.clone(),
        };
        decide(&transaction, id, decision).await?;
        if proposal.kind == ProposalKind::Correction {
            send_corrections_back(&transaction, id, &reason).await?;
        }
        let deed = Deed::SealSentBack { reason };
        note(&transaction, permit, now, &deed, proposal.month).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// A proposal by its id.
    pub async fn proposal(&self, id: Uuid) -> Result<Option<Proposal>, StoreError> {
        let row = proposal::Entity::find_by_id(id).one(&self.reader).await?;
        row.map(from_row).transpose()
    }

    /// The newest proposals that fit a filter, at most `limit`.
    pub async fn proposals(
        &self,
        filter: &ProposalFilter,
        limit: u64,
    ) -> Result<Vec<Proposal>, StoreError> {
        use proposal::Column::{Id, ProposedAt, State};
        let mut query = proposal::Entity::find();
        if let Some(state) = filter.state {
            query = query.filter(State.eq(state.code()));
        }
        if let Some(after) = filter.after {
            let last = proposal::Entity::find_by_id(after)
                .one(&self.reader)
                .await?;
            let Some(last) = last else {
                return Ok(vec![]);
            };
            let same_second = ProposedAt.eq(last.proposed_at).and(Id.lt(last.id));
            query = query.filter(ProposedAt.lt(last.proposed_at).or(same_second));
        }
        let rows = query
            .order_by_desc(ProposedAt)
            .order_by_desc(Id)
            .limit(limit)
            .all(&self.reader)
            .await?;
        rows.into_iter().map(from_row).collect()
    }

    /// The proposals that are confirmed and wait to be carried out.
    pub async fn confirmed_proposals(&self) -> Result<Vec<Proposal>, StoreError> {
        let rows = proposal::Entity::find()
            .filter(proposal::Column::State.eq(ProposalState::Confirmed.code()))
            .order_by_asc(proposal::Column::DecidedAt)
            .all(&self.reader)
            .await?;
        rows.into_iter().map(from_row).collect()
    }
}

/// Adds a proposal, if none waits for its decision.
async fn insert(
    transaction: &WriteTransaction,
    kind: ProposalKind,
    month: Month,
    by: AccountId,
    now: i64,
) -> Result<Uuid, ProposalError> {
    let undecided = [ProposalState::Proposed, ProposalState::Confirmed];
    let open = proposal::Entity::find()
        .filter(proposal::Column::State.is_in(undecided.map(ProposalState::code)))
        .one(transaction)
        .await?;
    if open.is_some() {
        return Err(ProposalError::Open);
    }
    let id = Uuid::new_v4();
    let row = proposal::ActiveModel {
        id: Set(id),
        kind: Set(kind.code().to_owned()),
        month: Set(month.to_string()),
        state: Set(ProposalState::Proposed.code().to_owned()),
        reason: Set(String::new()),
        proposed_by: Set(by.0),
        proposed_at: Set(now),
        decided_by: Set(None),
        decided_at: Set(None),
    };
    proposal::Entity::insert(row)
        .exec_without_returning(transaction)
        .await?;
    Ok(id)
}

struct Decision {
    state: ProposalState,
    by: Option<AccountId>,
    at: i64,
    reason: String,
}

async fn decide(
    transaction: &WriteTransaction,
    id: Uuid,
    decision: Decision,
) -> Result<(), StoreError> {
    let row = proposal::ActiveModel {
        id: Set(id),
        state: Set(decision.state.code().to_owned()),
        decided_by: Set(decision.by.map(|by| by.0)),
        decided_at: Set(Some(decision.at)),
        reason: Set(decision.reason),
        ..proposal::ActiveModel::default()
    };
    proposal::Entity::update(row).exec(transaction).await?;
    Ok(())
}

/// A proposal that nobody else can decide meanwhile.
async fn locked(transaction: &WriteTransaction, id: Uuid) -> Result<Option<Proposal>, StoreError> {
    let row = proposal::Entity::find_by_id(id)
        .lock_exclusive()
        .one(transaction)
        .await?;
    row.map(from_row).transpose()
}

async fn note(
    transaction: &WriteTransaction,
    permit: &Permit,
    now: i64,
    deed: &Deed,
    month: Month,
) -> Result<(), StoreError> {
    let subject = Subject::new(SubjectKind::Release, month);
    audit::append(transaction, permit, now, deed, subject).await
}

fn from_row(row: proposal::Model) -> Result<Proposal, StoreError> {
    let unknown = |code: &str| StoreError::corrupt(code);
    Ok(Proposal {
        id: row.id,
        kind: ProposalKind::from_code(&row.kind).ok_or_else(|| unknown(&row.kind))?,
        month: row.month.parse().map_err(StoreError::corrupt)?,
        state: ProposalState::from_code(&row.state).ok_or_else(|| unknown(&row.state))?,
        proposed_by: AccountId(row.proposed_by),
        proposed_at: row.proposed_at,
        decided_by: row.decided_by.map(AccountId),
        decided_at: row.decided_at,
        reason: row.reason,
    })
}
