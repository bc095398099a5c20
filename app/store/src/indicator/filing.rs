//! Realisations on their way: entered, confirmed or sent back.
//! It must not know which step may follow which; it asks `domain::realisation` and keeps what that says.

use domain::access::Permit;
use domain::audit::{Changed, Deed, Reached, Subject};
use domain::realisation::{Entry, Filing, RealisationKey, Refused, Stage, Submission};
use domain::reporting::ReportingPeriod;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QuerySelect};

use super::{IndicatorError, row};
use crate::{
    Store, StoreError, audit, connection::WriteTransaction, entity::realisation, reach,
    seen::unchanged,
};

/// The id of an indicator that is reported on in periods of this length, and for whose unit the permit is.
pub(super) async fn id_for(
    transaction: &WriteTransaction,
    permit: &Permit,
    key: &RealisationKey,
) -> Result<i32, IndicatorError> {
    let row = row(transaction, &key.indicator)
        .await?
        .filter(|row| row.frequency == key.period.frequency().code())
        .ok_or(IndicatorError::Unknown)?;
    reach::of_unit(transaction, permit, row.unit_id).await?;
    Ok(row.id)
}

/// What a row holds.
pub(super) fn filing_of(row: realisation::Model) -> Result<Filing, StoreError> {
    let evidence = row.evidence.map(|link| link.parse()).transpose();
    let entry = match row.value {
        None => Entry::NotApplicable,
        Some(value) => Entry::Given {
            value: value.parse().map_err(StoreError::corrupt)?,
            evidence: evidence.map_err(StoreError::corrupt)?,
        },
    };
    let stage = Stage::from_code(&row.stage);
    let stage = stage.ok_or_else(|| StoreError::corrupt(&row.stage))?;
    Ok(Filing {
        submission: Submission::kept(entry, stage),
        note: row.note,
        returned_for: row.returned_for,
        entered_by: row.entered_by,
        confirmed_by: row.confirmed_by,
        version: row.version,
    })
}

/// The row of what was entered.
pub(super) fn row_of(
    filing: Filing,
    indicator: i32,
    period: ReportingPeriod,
) -> realisation::Model {
    let (value, evidence) = match filing.submission.entry() {
        Entry::Given { value, evidence } => {
            let evidence = evidence.as_ref().map(ToString::to_string);
            (Some(value.to_string()), evidence)
        }
        Entry::NotApplicable => (None, None),
    };
    realisation::Model {
        indicator_id: indicator,
        period: period.to_string(),
        value,
        evidence,
        note: filing.note,
        stage: filing.submission.stage().code().to_owned(),
        entered_by: filing.entered_by,
        confirmed_by: filing.confirmed_by,
        returned_for: filing.returned_for,
        version: filing.version,
    }
}

impl Store {
    /// The head of the unit confirms a realisation that somebody else entered, as it stood at `version`.
    pub async fn confirm_realisation(
        &self,
        permit: &Permit,
        key: &RealisationKey,
        version: i32,
        now: i64,
    ) -> Result<(), IndicatorError> {
        let step = |filing: Filing| {
            if filing.is_entered_by(permit) {
                return Err(Refused::OwnEntry);
            }
            Ok(Filing {
                submission: filing.submission.confirm()?,
                confirmed_by: Some(permit.actor().code()),
                ..filing
            })
        };
        let deed = Deed::RealisationConfirmed;
        self.step(permit, key, version, deed, step, now).await
    }

    /// The head of the unit sends a realisation back, as it stood at `version`, and says why.
    pub async fn return_realisation(
        &self,
        permit: &Permit,
        key: &RealisationKey,
        version: i32,
        reason: &str,
        now: i64,
    ) -> Result<(), IndicatorError> {
        let step = |filing: Filing| {
            Ok(Filing {
                submission: filing.submission.send_back()?,
                confirmed_by: None,
                returned_for: reason.to_owned(),
                ..filing
            })
        };
        let deed = Deed::RealisationReturned {
            reason: reason.to_owned(),
        };
        self.step(permit, key, version, deed, step, now).await
    }

    async fn step(
        &self,
        permit: &Permit,
        key: &RealisationKey,
        version: i32,
        deed: Deed,
        step: impl FnOnce(Filing) -> Result<Filing, Refused>,
        now: i64,
    ) -> Result<(), IndicatorError> {
        let transaction = self.begin_write().await?;
        let (id, period) = (id_for(&transaction, permit, key).await?, key.period);
        let filing = find(&transaction, id, period).await?;
        let filing = filing.ok_or(IndicatorError::Unknown)?;
        unchanged(filing.version, version)?;
        let mut filing = step(filing)?;
        filing.version += 1;
        update(&transaction, row_of(filing, id, period)).await?;
        let subject = Subject::realisation(&key.indicator, period);
        audit::append(&transaction, permit, now, &deed, subject).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Enters a realisation, or enters it anew, and tells what was done.
pub(super) async fn enter(
    transaction: &WriteTransaction,
    permit: &Permit,
    key: &RealisationKey,
    entry: &Entry,
    note: &str,
    version: Option<i32>,
) -> Result<Deed, IndicatorError> {
    let (id, period) = (id_for(transaction, permit, key).await?, key.period);
    let known = find(transaction, id, period).await?;
    unchanged(known.as_ref().map(|filing| filing.version), version)?;
    let is_new = known.is_none();
    let result = Changed {
        before: known.as_ref().map(|known| known.submission.entry().into()),
        after: Some(Reached::from(entry)),
    };
    let submission = match known {
        None => Submission::new(entry.clone()),
        Some(known) => known.submission.enter(entry.clone())?,
    };
    let filing = Filing {
        submission,
        note: note.to_owned(),
        returned_for: String::new(),
        entered_by: permit.actor().code(),
        confirmed_by: None,
        version: version.unwrap_or_default() + 1,
    };
    let row = row_of(filing, id, period);
    if is_new {
        realisation::Entity::insert(row.into_active_model())
            .exec_without_returning(transaction)
            .await?;
    } else {
        update(transaction, row).await?;
    }
    Ok(Deed::RealisationEntered { result })
}

/// Writes every column of a row that exists.
async fn update(
    transaction: &WriteTransaction,
    row: realisation::Model,
) -> Result<(), IndicatorError> {
    let row = row.into_active_model().reset_all();
    realisation::Entity::update(row).exec(transaction).await?;
    Ok(())
}

/// What was entered for a period. On PostgreSQL nobody else can change it until the transaction ends.
pub(super) async fn find(
    transaction: &WriteTransaction,
    indicator: i32,
    period: ReportingPeriod,
) -> Result<Option<Filing>, StoreError> {
    let row = realisation::Entity::find_by_id((indicator, period.to_string()))
        .lock_exclusive()
        .one(transaction)
        .await?;
    row.map(filing_of).transpose()
}

/// Marks a confirmed realisation as sealed.
pub(super) async fn seal(
    transaction: &WriteTransaction,
    indicator: i32,
    period: ReportingPeriod,
) -> Result<(), StoreError> {
    let row = realisation::ActiveModel {
        indicator_id: Set(indicator),
        period: Set(period.to_string()),
        stage: Set(Stage::Sealed.code().to_owned()),
        ..Default::default()
    };
    realisation::Entity::update(row).exec(transaction).await?;
    Ok(())
}
