//! Carrying out what two people confirmed.
//! It must not decide anything: the rules are asked once more.

use domain::access::{AccountId, Permit, Right};
use domain::moment::Moment;
use domain::seal::TwoPeople;
use domain::seal::proposal::{Proposal, ProposalKind, ProposalState, SealStep};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::locked;
use crate::connection::WriteTransaction;
use crate::entity::{account, proposal};
use crate::release::correction::publish;
use crate::release::{SealError, Sealing, begin};
use crate::{Store, StoreError, settings};

impl Store {
    /// Carries out a confirmed proposal: after a crash it is gone on with, and of several processes one publishes. `progress`
    /// is told of each step.
    pub async fn carry_out(
        &self,
        id: Uuid,
        moment: Moment,
        progress: impl Fn(SealStep) + Send + Sync,
    ) -> Result<(), SealError> {
        let transaction = self.begin_alone().await?;
        let Some(proposal) = confirmed(&transaction, id).await? else {
            return Ok(());
        };
        let people = two_people(&transaction, &proposal).await?;
        let order = Sealing {
            month: proposal.month,
            k: settings::k(&transaction).await?,
            people: &people,
            today: moment.today,
            now: moment.now,
        };
        let permit = Permit::server(Right::Seal);
        if proposal.kind == ProposalKind::Correction {
            progress(SealStep::Publishing);
            publish(&transaction, id, &order, &permit).await?;
            return self.end_proposal(transaction, id, Ok(())).await;
        }
        let begun = match begin(&transaction, &order).await {
            Ok(begun) => begun,
            Err(error) => return self.end_proposal(transaction, id, Err(error)).await,
        };
        transaction.commit().await?;
        let prepared = self.prepare(begun, &progress).await?;
        progress(SealStep::Publishing);
        let transaction = self.begin_alone().await?;
        if confirmed(&transaction, id).await?.is_none() {
            // Another process was first.
            return Ok(());
        }
        let published = self.publish(&transaction, prepared, &order, &permit).await;
        self.end_proposal(transaction, id, published.map(drop))
            .await
    }

    /// Notes what became of a proposal, unless the database failed: then it is tried again.
    async fn end_proposal(
        &self,
        transaction: WriteTransaction,
        id: Uuid,
        outcome: Result<(), SealError>,
    ) -> Result<(), SealError> {
        let (state, reason) = match outcome {
            Ok(()) => (ProposalState::Done, String::new()),
            Err(SealError::Refused(refused)) => (ProposalState::Refused, refused.to_string()),
            Err(SealError::Store(_)) => return outcome,
        };
        set_state(&transaction, id, state, reason).await?;
        transaction.commit().await?;
        self.clear_up_after_seal().await;
        Ok(())
    }
}

/// A proposal that is to be carried out and that nobody else can end meanwhile.
async fn confirmed(
    transaction: &WriteTransaction,
    id: Uuid,
) -> Result<Option<Proposal>, StoreError> {
    let found = locked(transaction, id).await?;
    Ok(found.filter(|proposal| proposal.state == ProposalState::Confirmed))
}

/// The two who answer for a proposal, by the addresses of their accounts, which no two share.
async fn two_people(
    connection: &impl ConnectionTrait,
    proposal: &Proposal,
) -> Result<TwoPeople, SealError> {
    let address = async |id: Option<AccountId>| -> Result<String, StoreError> {
        let Some(id) = id else {
            return Ok(String::new());
        };
        let row = account::Entity::find_by_id(id.0).one(connection).await?;
        Ok(row.map(|row| row.email).unwrap_or_default())
    };
    let by = address(Some(proposal.proposed_by)).await?;
    let and = address(proposal.decided_by).await?;
    Ok(TwoPeople::new(&by, &and)?)
}

async fn set_state(
    transaction: &WriteTransaction,
    id: Uuid,
    state: ProposalState,
    reason: String,
) -> Result<(), StoreError> {
    let row = proposal::ActiveModel {
        id: Set(id),
        state: Set(state.code().to_owned()),
        reason: Set(reason),
        ..proposal::ActiveModel::default()
    };
    proposal::Entity::update(row).exec(transaction).await?;
    Ok(())
}
