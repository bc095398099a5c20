//! What a proposed seal is to leave out: asked for by its proposer, decided by the other person with everything else.
//! It must not look at a rating, nor tell how many there are.

use std::collections::BTreeSet;

use domain::access::{AccountId, Permit};
use domain::audit::{Deed, DeedKind};
use domain::integrity::Sign;
use domain::moderation::finding::FindingKind;
use domain::moderation::scanner::scan;
use domain::period::Month;
use domain::rating::Proof;
use domain::seal::exclusion::{AskedExclusion, Exclusion, ExclusionRefused};
use domain::seal::proposal::{Proposal, ProposalKind, ProposalState};
use domain::second_person::{DecisionRefused, NeedsSecondPerson as _};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{ProposalError, from_row as from_proposal_row, locked, note};
use crate::connection::WriteTransaction;
use crate::due::BeingSealed;
use crate::entity::{exclusion, proposal};
use crate::names::{Names, names};
use crate::register::service_id;
use crate::setting::lock_installation;
use crate::waiting::Slip;
use crate::{Store, StoreError};

/// An exclusion as a seal finds its ratings.
#[derive(Clone, Debug)]
pub(crate) struct InForce {
    service: i32,
    /// The counters of its name, of whichever unit: a service that moved has been at counters of both.
    counters: Option<Vec<i32>>,
    /// What was decided.
    pub exclusion: Exclusion,
}

impl InForce {
    /// Whether it is about a rating.
    pub fn covers(&self, slip: &Slip) -> bool {
        let counters = self.counters.as_ref();
        let at_counter =
            counters.is_none_or(|these| slip.counter.is_some_and(|at| these.contains(&at)));
        let here = self.service == slip.service && at_counter;
        here && self.exclusion.proof == slip.proof && self.exclusion.covers(slip.date, slip.week)
    }
}

impl Store {
    /// Asks that a proposed seal leave ratings out. Only whoever proposed it can, so that the other person decides about it.
    pub async fn ask_exclusion(
        &self,
        permit: &Permit,
        by: AccountId,
        id: Uuid,
        asked: Exclusion,
        now: i64,
    ) -> Result<Uuid, ProposalError> {
        // Nobody else learns what a proposal holds.
        let allowed = permit.allows(DeedKind::ExclusionAsked.rights());
        allowed.map_err(StoreError::from)?;
        let findings = scan(&asked.reason, &self.officer_names().await?);
        // A single word of a name may be any other word.
        if findings
            .iter()
            .any(|found| found.kind != FindingKind::PossibleName)
        {
            return Err(ExclusionRefused::Personal.into());
        }
        let transaction = self.begin_write().await?;
        let proposal = changeable(&transaction, by, id).await?;
        let others = of_proposal(&transaction, id).await?;
        let others: Vec<Exclusion> = others.into_iter().map(|kept| kept.exclusion).collect();
        let signs = proposal.signs.as_deref().unwrap_or_default();
        let exclusion = asked.checked(proposal.month, signs, &others)?;
        let id_of_exclusion = Uuid::new_v4();
        let row = exclusion::ActiveModel {
            id: Set(id_of_exclusion),
            proposal_id: Set(id),
            service_id: Set(service_id(&transaction, &exclusion.service).await?),
            counter: Set(exclusion.counter.clone()),
            proof: Set(exclusion.proof.key().to_owned()),
            first_day: Set(exclusion.from),
            last_day: Set(exclusion.to),
            reason: Set(exclusion.reason.clone()),
        };
        exclusion::Entity::insert(row)
            .exec_without_returning(&transaction)
            .await?;
        let deed = Deed::ExclusionAsked { exclusion };
        note(&transaction, permit, now, &deed, proposal.month).await?;
        transaction.commit().await?;
        Ok(id_of_exclusion)
    }

    /// Takes an exclusion back.
    pub async fn withdraw_exclusion(
        &self,
        permit: &Permit,
        by: AccountId,
        id: Uuid,
        exclusion: Uuid,
        now: i64,
    ) -> Result<(), ProposalError> {
        let allowed = permit.allows(DeedKind::ExclusionWithdrawn.rights());
        allowed.map_err(StoreError::from)?;
        let transaction = self.begin_write().await?;
        let proposal = changeable(&transaction, by, id).await?;
        let kept = of_proposal(&transaction, id).await?;
        let kept = kept.into_iter().find(|kept| kept.id == exclusion);
        let kept = kept.ok_or(ProposalError::Unknown)?;
        exclusion::Entity::delete_by_id(kept.id)
            .exec(&transaction)
            .await?;
        let deed = Deed::ExclusionWithdrawn {
            exclusion: kept.exclusion,
        };
        note(&transaction, permit, now, &deed, proposal.month).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// What a proposal asks to leave out, by place and days.
    pub async fn exclusions(&self, proposal: Uuid) -> Result<Vec<AskedExclusion>, StoreError> {
        of_proposal(&self.reader, proposal).await
    }
}

/// Whether the person who confirms saw what is left out: the page may have changed since it was opened.
pub(super) async fn must_be_seen(
    transaction: &WriteTransaction,
    proposal: &Proposal,
    seen: &[Uuid],
) -> Result<(), ProposalError> {
    let kept = of_proposal(transaction, proposal.id).await?;
    let kept: BTreeSet<Uuid> = kept.iter().map(|kept| kept.id).collect();
    if kept != seen.iter().copied().collect() {
        return Err(DecisionRefused::Changed.into());
    }
    let begun = BeingSealed::find(transaction).await?;
    let begun = begun.filter(|_| proposal.kind == ProposalKind::Seal);
    match begun.map(|begun| begun.proposal) {
        // A seal that was begun by hand goes on without any, and one of another proposal with that one's.
        Some(None) if !kept.is_empty() => Err(ExclusionRefused::Begun.into()),
        Some(Some(other)) if other != proposal.id => Err(ExclusionRefused::Begun.into()),
        _ => Ok(()),
    }
}

/// The confirmed proposal whose exclusions the seal of a month leaves out.
pub(crate) async fn confirmed_seal(
    connection: &impl ConnectionTrait,
    month: Month,
) -> Result<Option<Uuid>, StoreError> {
    use proposal::Column;
    let found = proposal::Entity::find()
        .filter(Column::State.eq(ProposalState::Confirmed.code()))
        .filter(Column::Kind.eq(ProposalKind::Seal.code()))
        .filter(Column::Month.eq(month.to_string()))
        .one(connection)
        .await?;
    Ok(found.map(|proposal| proposal.id))
}

/// What stood out when a seal was proposed, which its two people decided by and the release tells with what it finds itself.
pub(crate) async fn signs_of(
    connection: &impl ConnectionTrait,
    proposal: Option<Uuid>,
) -> Result<Vec<Sign>, StoreError> {
    let Some(id) = proposal else {
        return Ok(vec![]);
    };
    let row = proposal::Entity::find_by_id(id).one(connection).await?;
    let signs = row.map(from_proposal_row).transpose()?;
    Ok(signs.and_then(|kept| kept.signs).unwrap_or_default())
}

/// The exclusions of a proposal as a seal finds their ratings, in an order that a seal that goes on finds again.
pub(crate) async fn in_force(
    connection: &impl ConnectionTrait,
    proposal: Option<Uuid>,
) -> Result<Vec<InForce>, StoreError> {
    let Some(proposal) = proposal else {
        return Ok(vec![]);
    };
    let names = names(connection).await?;
    let rows = rows(connection, proposal).await?;
    let mut found = rows
        .into_iter()
        .map(|row| {
            Ok(InForce {
                service: row.service_id,
                counters: row
                    .counter
                    .as_deref()
                    .map(|name| names.counters_named(name)),
                exclusion: from_row(&names, row)?.exclusion,
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    found.sort_by(|one, other| one.exclusion.cmp(&other.exclusion));
    Ok(found)
}

/// A proposed seal that its proposer may still change, and that nobody else can decide meanwhile.
async fn changeable(
    transaction: &WriteTransaction,
    by: AccountId,
    id: Uuid,
) -> Result<Proposal, ProposalError> {
    lock_installation(transaction).await?;
    let proposal = locked(transaction, id)
        .await?
        .filter(|proposal| proposal.kind == ProposalKind::Seal)
        .ok_or(ProposalError::Unknown)?;
    proposal.may_change(by)?;
    if BeingSealed::find(transaction).await?.is_some() {
        return Err(ExclusionRefused::Begun.into());
    }
    Ok(proposal)
}

async fn of_proposal(
    connection: &impl ConnectionTrait,
    proposal: Uuid,
) -> Result<Vec<AskedExclusion>, StoreError> {
    let rows = rows(connection, proposal).await?;
    if rows.is_empty() {
        return Ok(vec![]);
    }
    let names = names(connection).await?;
    let kept = rows.into_iter().map(|row| from_row(&names, row));
    let mut kept = kept.collect::<Result<Vec<_>, _>>()?;
    kept.sort_by(|one, other| one.exclusion.cmp(&other.exclusion));
    Ok(kept)
}

async fn rows(
    connection: &impl ConnectionTrait,
    proposal: Uuid,
) -> Result<Vec<exclusion::Model>, StoreError> {
    let rows = exclusion::Entity::find()
        .filter(exclusion::Column::ProposalId.eq(proposal))
        .all(connection)
        .await?;
    Ok(rows)
}

fn from_row(names: &Names, row: exclusion::Model) -> Result<AskedExclusion, StoreError> {
    let proof = Proof::from_key(&row.proof);
    Ok(AskedExclusion {
        id: row.id,
        exclusion: Exclusion {
            service: names.service(row.service_id)?,
            counter: row.counter,
            proof: proof.ok_or_else(|| StoreError::corrupt(&row.proof))?,
            from: row.first_day,
            to: row.last_day,
            reason: row.reason,
        },
    })
}
