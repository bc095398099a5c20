//! Corrections of sealed realisations: proposing and reading them.
//! It must not publish any: that takes the two steps of a seal.

use domain::access::Permit;
use domain::accountability::SealedCorrection;
use domain::audit::{Deed, Subject};
use domain::realisation::{
    Correction, CorrectionState, Entry, Realisation, RealisationKey, Refused, Stage,
};
use domain::release::CorrectionProposal;
use domain::reporting::ReportingPeriod;
use domain::slug::Slug;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::filing::{self, id_for};
use super::{IndicatorError, row};
use crate::{
    Store, StoreError, audit,
    connection::WriteTransaction,
    entity::{correction, indicator},
    names::unit_slugs,
    seen::Outdated,
};

impl Store {
    /// Proposes to correct what a release holds. What is corrected is the newest published correction, or what was sealed.
    /// Only one proposal at a time waits for a period.
    pub async fn propose_correction(
        &self,
        permit: &Permit,
        key: &RealisationKey,
        after: &Entry,
        reason: &str,
        now: i64,
    ) -> Result<(), IndicatorError> {
        let transaction = self.begin_write().await?;
        let (id, period) = (id_for(&transaction, permit, key).await?, key.period);
        let sealed = filing::find(&transaction, id, period)
            .await?
            .filter(|filing| filing.submission.stage() == Stage::Sealed)
            .ok_or(Refused::NotSealed)?;
        let earlier = of_period(&transaction, id, period).await?;
        if earlier
            .iter()
            .any(|(_, state)| *state == CorrectionState::Proposed)
        {
            return Err(Outdated.into());
        }
        let mut published = earlier
            .into_iter()
            .filter(|(_, state)| *state == CorrectionState::Published);
        let before = published.next_back().map_or_else(
            || sealed.submission.entry().clone(),
            |(correction, _)| correction.after().clone(),
        );
        let correction = Correction::new(Realisation::from(before), after.clone(), reason)?;
        let row = correction::ActiveModel {
            id: Set(Uuid::new_v4()),
            indicator_id: Set(id),
            period: Set(period.to_string()),
            document: Set(serde_json::to_string(&correction).map_err(StoreError::corrupt)?),
            proposed_by: Set(permit.actor().code()),
            proposed_at: Set(now),
            state: Set(CorrectionState::Proposed.code().to_owned()),
            proposal_id: Set(None),
            returned_for: Set(String::new()),
        };
        correction::Entity::insert(row)
            .exec_without_returning(&transaction)
            .await?;
        let deed = Deed::CorrectionProposed {
            reason: correction.reason().to_owned(),
        };
        let subject = Subject::realisation(&key.indicator, period);
        audit::append(&transaction, permit, now, &deed, subject).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The corrections of an indicator, the oldest first.
    pub async fn corrections_of(
        &self,
        indicator: &Slug,
    ) -> Result<Vec<CorrectionProposal>, StoreError> {
        let Some(row) = row(&self.reader, indicator).await? else {
            return Ok(Vec::new());
        };
        let found = correction::Entity::find()
            .filter(correction::Column::IndicatorId.eq(row.id))
            .order_by_asc(correction::Column::ProposedAt)
            .all(&self.reader)
            .await?;
        proposals(&self.reader, found).await
    }

    /// The corrections that wait for the publishers, the oldest first.
    pub async fn proposed_corrections(&self) -> Result<Vec<CorrectionProposal>, StoreError> {
        let found = correction::Entity::find()
            .filter(correction::Column::State.eq(CorrectionState::Proposed.code()))
            .order_by_asc(correction::Column::ProposedAt)
            .all(&self.reader)
            .await?;
        proposals(&self.reader, found).await
    }
}

/// Puts every correction that waits into a proposal. What comes later waits for the next one. Tells how many there are.
pub(crate) async fn join_proposal(
    transaction: &WriteTransaction,
    proposal: Uuid,
) -> Result<u64, StoreError> {
    let joined = correction::Entity::update_many()
        .col_expr(correction::Column::ProposalId, Expr::value(proposal))
        .filter(correction::Column::State.eq(CorrectionState::Proposed.code()))
        .exec(transaction)
        .await?;
    Ok(joined.rows_affected)
}

/// Sends the corrections of a proposal back to those who entered them.
pub(crate) async fn send_corrections_back(
    transaction: &WriteTransaction,
    proposal: Uuid,
    reason: &str,
) -> Result<(), StoreError> {
    let state = Expr::value(CorrectionState::SentBack.code());
    correction::Entity::update_many()
        .col_expr(correction::Column::State, state)
        .col_expr(correction::Column::ReturnedFor, Expr::value(reason))
        .filter(correction::Column::ProposalId.eq(proposal))
        .filter(correction::Column::State.eq(CorrectionState::Proposed.code()))
        .exec(transaction)
        .await?;
    Ok(())
}

/// Marks the corrections of a proposal as published and gives them, the oldest first.
pub(crate) async fn publish_corrections(
    transaction: &WriteTransaction,
    proposal: Uuid,
) -> Result<Vec<SealedCorrection>, StoreError> {
    let waiting = correction::Entity::find()
        .filter(correction::Column::State.eq(CorrectionState::Proposed.code()))
        .filter(correction::Column::ProposalId.eq(proposal))
        .order_by_asc(correction::Column::ProposedAt)
        .order_by_asc(correction::Column::Id)
        .all(transaction)
        .await?;
    let ids: Vec<Uuid> = waiting.iter().map(|row| row.id).collect();
    let published = proposals(transaction, waiting).await?;
    let state = Expr::value(CorrectionState::Published.code());
    correction::Entity::update_many()
        .col_expr(correction::Column::State, state)
        .filter(correction::Column::Id.is_in(ids))
        .exec(transaction)
        .await?;
    Ok(published
        .into_iter()
        .map(|proposal| proposal.correction)
        .collect())
}

async fn of_period(
    connection: &impl ConnectionTrait,
    indicator: i32,
    period: ReportingPeriod,
) -> Result<Vec<(Correction, CorrectionState)>, StoreError> {
    let rows = correction::Entity::find()
        .filter(correction::Column::IndicatorId.eq(indicator))
        .filter(correction::Column::Period.eq(period.to_string()))
        .order_by_asc(correction::Column::ProposedAt)
        .all(connection)
        .await?;
    rows.iter().map(parsed).collect()
}

fn parsed(row: &correction::Model) -> Result<(Correction, CorrectionState), StoreError> {
    let correction = serde_json::from_str(&row.document).map_err(StoreError::corrupt)?;
    let state = CorrectionState::from_code(&row.state);
    let state = state.ok_or_else(|| StoreError::corrupt(&row.state))?;
    Ok((correction, state))
}

async fn proposals(
    connection: &impl ConnectionTrait,
    rows: Vec<correction::Model>,
) -> Result<Vec<CorrectionProposal>, StoreError> {
    let units = unit_slugs(connection).await?;
    let indicators = indicator::Entity::find()
        .filter(indicator::Column::Id.is_in(rows.iter().map(|row| row.indicator_id)))
        .all(connection)
        .await?;
    let mut proposals = Vec::with_capacity(rows.len());
    for row in rows {
        let (correction, state) = parsed(&row)?;
        let of = indicators.iter().find(|of| of.id == row.indicator_id);
        let of =
            of.ok_or_else(|| StoreError::corrupt("a correction of an indicator that is gone"))?;
        let unit = units.get(&of.unit_id).cloned();
        proposals.push(CorrectionProposal {
            id: row.id,
            correction: SealedCorrection {
                unit: unit.ok_or_else(|| StoreError::corrupt("an indicator without its unit"))?,
                indicator: of.slug.parse().map_err(StoreError::corrupt)?,
                period: super::period(&row.period)?,
                correction,
            },
            proposed_by: row.proposed_by,
            proposed_at: row.proposed_at,
            state,
            returned_for: row.returned_for,
        });
    }
    Ok(proposals)
}
