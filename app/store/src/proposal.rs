//! Proposals to publish: made by one person, decided by another, carried out by the server.
//! It must not show a figure to anybody on the way.

mod carrying_out;
mod exclusion;

pub(crate) use exclusion::{InForce, confirmed_seal, in_force, signs_of};

use chrono::NaiveDate;
use domain::access::{AccountId, Permit};
use domain::audit::{Deed, DeedKind, Subject, SubjectKind};
use domain::integrity::Sign;
use domain::moment::Moment;
use domain::period::Month;
use domain::seal::exclusion::ExclusionRefused;
use domain::seal::proposal::{Proposal, ProposalKind, ProposalState};
use domain::seal::{SealRefused, may_seal};
use domain::second_person::{DecisionRefused, NeedsSecondPerson as _};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use self::exclusion::must_be_seen;
use crate::due::last_sealed;
use crate::waiting::oldest_waiting;
use crate::{
    Store, StoreError, audit, clock,
    connection::WriteTransaction,
    entity::proposal,
    indicator::{join_proposal, send_corrections_back},
    setting::lock_installation,
};

/// For how long a month is not looked at again for signs: a day, in seconds.
const LOOKED_AT_LATELY: i64 = 24 * 3600;

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
    /// Ratings are not left out of the seal.
    #[error(transparent)]
    Exclusion(#[from] ExclusionRefused),
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

    /// Proposes the seal of a month, with what stands out among what waits for it.
    pub async fn propose_seal(
        &self,
        permit: &Permit,
        by: AccountId,
        month: Month,
        moment: Moment,
    ) -> Result<Uuid, ProposalError> {
        let Moment { now, today } = moment;
        permit
            .allows(DeedKind::SealProposed.rights())
            .map_err(StoreError::from)?;
        // Looking takes its time, so it is not begun for what is refused anyway.
        may_propose_seal(&self.reader, month, today).await?;
        let signs = match seen_lately(&self.reader, month, now).await? {
            Some(signs) => signs,
            None => self.look_for_signs(month).await?,
        };
        let transaction = self.begin_write().await?;
        lock_installation(&transaction).await?;
        may_propose_seal(&transaction, month, today).await?;
        let made = Made {
            kind: ProposalKind::Seal,
            month,
            by,
            at: now,
            signs: Some(signs),
        };
        let id = insert(&transaction, permit, made).await?;
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
        let made = Made {
            kind: ProposalKind::Correction,
            month,
            by,
            at: now,
            signs: None,
        };
        let id = insert(&transaction, permit, made).await?;
        if join_proposal(&transaction, id).await? == 0 {
            return Err(ProposalError::NothingWaits);
        }
        transaction.commit().await?;
        Ok(id)
    }

    /// Confirms a proposal as its second person, with the exclusions that its page has shown; the server then carries it out.
    pub async fn confirm_proposal(
        &self,
        permit: &Permit,
        by: AccountId,
        id: Uuid,
        exclusions: &[Uuid],
        now: i64,
    ) -> Result<(), ProposalError> {
        let transaction = self.begin_write().await?;
        lock_installation(&transaction).await?;
        let proposal = locked(&transaction, id)
            .await?
            .ok_or(ProposalError::Unknown)?;
        proposal.may_confirm(by)?;
        must_be_seen(&transaction, &proposal, exclusions).await?;
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

/// Whether the seal of a month may be proposed now.
async fn may_propose_seal(
    connection: &impl ConnectionTrait,
    month: Month,
    today: NaiveDate,
) -> Result<(), ProposalError> {
    let last = last_sealed(connection).await?;
    may_seal(month, today, last, oldest_waiting(connection).await?)?;
    none_is_open(connection).await
}

/// What stood out when the seal of a month was proposed within the last day. It is looked for once a day, so that nobody who
/// proposes again and again learns what a single rating changes.
async fn seen_lately(
    connection: &impl ConnectionTrait,
    month: Month,
    now: i64,
) -> Result<Option<Vec<Sign>>, StoreError> {
    use proposal::Column::{Kind, Month as OfMonth, ProposedAt};
    let last = proposal::Entity::find()
        .filter(Kind.eq(ProposalKind::Seal.code()))
        .filter(OfMonth.eq(month.to_string()))
        .filter(ProposedAt.gt(now - LOOKED_AT_LATELY))
        .order_by_asc(ProposedAt)
        .one(connection)
        .await?;
    let last = last.map(from_row).transpose()?;
    Ok(last.and_then(|last| last.signs))
}

async fn none_is_open(connection: &impl ConnectionTrait) -> Result<(), ProposalError> {
    let undecided = [ProposalState::Proposed, ProposalState::Confirmed];
    let open = proposal::Entity::find()
        .filter(proposal::Column::State.is_in(undecided.map(ProposalState::code)))
        .one(connection)
        .await?;
    open.map_or(Ok(()), |_| Err(ProposalError::Open))
}

/// A proposal as it is made.
struct Made {
    kind: ProposalKind,
    month: Month,
    by: AccountId,
    at: i64,
    signs: Option<Vec<Sign>>,
}

/// Adds a proposal, if none waits for its decision.
async fn insert(
    transaction: &WriteTransaction,
    permit: &Permit,
    made: Made,
) -> Result<Uuid, ProposalError> {
    none_is_open(transaction).await?;
    let id = Uuid::new_v4();
    let signs = made.signs.as_ref().map(serde_json::to_string);
    let row = proposal::ActiveModel {
        id: Set(id),
        kind: Set(made.kind.code().to_owned()),
        month: Set(made.month.to_string()),
        state: Set(ProposalState::Proposed.code().to_owned()),
        reason: Set(String::new()),
        proposed_by: Set(made.by.0),
        proposed_at: Set(made.at),
        decided_by: Set(None),
        decided_at: Set(None),
        signs: Set(signs.transpose().map_err(StoreError::corrupt)?),
    };
    proposal::Entity::insert(row)
        .exec_without_returning(transaction)
        .await?;
    let deed = Deed::SealProposed {
        proposal: made.kind,
    };
    note(transaction, permit, made.at, &deed, made.month).await?;
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
    let signs = row.signs.as_deref().map(serde_json::from_str);
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
        signs: signs.transpose().map_err(StoreError::corrupt)?,
    })
}
