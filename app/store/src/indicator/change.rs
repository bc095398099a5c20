//! Changes that an operator makes: definitions, targets and entries, one by one or all of a file together.
//! It must not compare a file with what is kept: it is told what to change.

use std::collections::BTreeMap;

use domain::access::{Permit, Permitted};
use domain::audit::{Changed, Deed, Saved, Subject, SubjectKind};
use domain::indicator::{INDICATOR, Indicator, Target};
use domain::noun::Snapshot;
use domain::realisation::{Entry, IndicatorChange, RealisationKey, Refused, Stage};
use domain::validity::Validity;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::filing::{self, id_for};
use super::{IndicatorError, has_periods, row};
use crate::{
    Store, StoreError, audit,
    connection::WriteTransaction,
    entity::{indicator, indicator_target, realisation, unit},
    history::{self, Author, Version},
    names::unit_slugs,
    reach,
    seen::{Outdated, unchanged},
};

impl Store {
    /// Carries out changes, each under its permit: all of them or none.
    pub async fn change_indicators(
        &self,
        changes: &[Permitted<IndicatorChange>],
        now: i64,
    ) -> Result<(), IndicatorError> {
        let transaction = self.begin_write().await?;
        for change in changes {
            apply(&transaction, &change.permit, &change.what, now).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Defines an indicator (`version` is none) or changes its definition, if nobody else did since `version`.
    pub async fn save_indicator(
        &self,
        permit: &Permit,
        indicator: &Indicator,
        validity: Validity,
        version: Option<i32>,
        now: i64,
    ) -> Result<(), IndicatorError> {
        let change = IndicatorChange::Save {
            indicator: indicator.clone(),
            validity,
            version,
        };
        self.change_indicators(&[Permitted::new(permit, change)], now)
            .await
    }

    /// Sets the target of a period or takes it away, unless the period is sealed or the target is not the one any more that
    /// was seen before.
    pub async fn set_target(
        &self,
        permit: &Permit,
        key: &RealisationKey,
        target: Changed<Option<Target>>,
        now: i64,
    ) -> Result<(), IndicatorError> {
        let change = IndicatorChange::SetTarget {
            key: key.clone(),
            target: target.after,
            seen: target.before,
        };
        self.change_indicators(&[Permitted::new(permit, change)], now)
            .await
    }

    /// Enters a realisation (`version` is none) or enters it anew, if nobody else did anything to it since `version`.
    pub async fn enter_realisation(
        &self,
        permit: &Permit,
        key: &RealisationKey,
        entry: &Entry,
        note: &str,
        version: Option<i32>,
        now: i64,
    ) -> Result<(), IndicatorError> {
        let change = IndicatorChange::Enter {
            key: key.clone(),
            entry: entry.clone(),
            note: note.to_owned(),
            version,
        };
        self.change_indicators(&[Permitted::new(permit, change)], now)
            .await
    }
}

async fn apply(
    transaction: &WriteTransaction,
    permit: &Permit,
    change: &IndicatorChange,
    now: i64,
) -> Result<(), IndicatorError> {
    let (deed, subject) = match change {
        IndicatorChange::Save {
            indicator,
            validity,
            version,
        } => {
            let saved = save(transaction, permit, indicator, *validity, *version, now).await?;
            let subject = Subject::new(SubjectKind::Indicator, &indicator.slug);
            (Deed::IndicatorSaved { saved }, subject)
        }
        IndicatorChange::SetTarget { key, target, seen } => {
            let target = Changed {
                before: *seen,
                after: *target,
            };
            set_target(transaction, permit, key, &target).await?;
            (
                Deed::TargetSaved { target },
                Subject::realisation(&key.indicator, key.period),
            )
        }
        IndicatorChange::Enter {
            key,
            entry,
            note,
            version,
        } => {
            let deed = filing::enter(transaction, permit, key, entry, note, *version).await?;
            (deed, Subject::realisation(&key.indicator, key.period))
        }
    };
    Ok(audit::append(transaction, permit, now, &deed, subject).await?)
}

/// Writes a definition, and tells which of its fields changed.
async fn save(
    transaction: &WriteTransaction,
    permit: &Permit,
    item: &Indicator,
    validity: Validity,
    version: Option<i32>,
    now: i64,
) -> Result<Saved, IndicatorError> {
    let unit = unit::Entity::find()
        .filter(unit::Column::Slug.eq(item.unit.as_str()))
        .one(transaction)
        .await?
        .ok_or_else(|| StoreError::Missing(format!("there is no unit {}", item.unit)))?;
    let known = row(transaction, &item.slug).await?;
    let of = known.as_ref().map_or(unit.id, |known| known.unit_id);
    reach::of_unit(transaction, permit, of).await?;
    let replaced = replaced(transaction, known.clone()).await?;
    let mut saved = indicator::ActiveModel {
        id: sea_orm::NotSet,
        slug: Set(item.slug.to_string()),
        unit_id: Set(unit.id),
        name: Set(item.name.id.clone()),
        name_en: Set(item.name.en.clone()),
        definition: Set(item.definition.id.clone()),
        definition_en: Set(item.definition.en.clone()),
        measure: Set(item.measure.id.clone()),
        measure_en: Set(item.measure.en.clone()),
        direction: Set(item.direction.code().to_owned()),
        frequency: Set(item.frequency.code().to_owned()),
        source: Set(item.source.id.clone()),
        source_en: Set(item.source.en.clone()),
        owner: Set(item.owner.id.clone()),
        owner_en: Set(item.owner.en.clone()),
        valid_from: Set(validity.from),
        valid_until: Set(validity.until),
        version: Set(version.unwrap_or_default() + 1),
    };
    match (known, version) {
        (Some(_), None) => return Err(IndicatorError::SlugTaken),
        (None, Some(_)) => return Err(IndicatorError::Unknown),
        (None, None) => drop(saved.insert(transaction).await?),
        (Some(known), Some(version)) => {
            let fixed = known.unit_id != unit.id
                || known.frequency != item.frequency.code()
                    && has_periods(transaction, known.id).await?;
            if fixed {
                return Err(IndicatorError::Fixed);
            }
            saved.id = Set(known.id);
            let updated = indicator::Entity::update_many()
                .set(saved)
                .filter(indicator::Column::Id.eq(known.id))
                .filter(indicator::Column::Version.eq(version))
                .exec(transaction)
                .await?;
            if updated.rows_affected == 0 {
                return Err(Outdated.into());
            }
        }
    }
    let snapshot = item.snapshot(validity);
    let version = Version {
        kind: INDICATOR,
        key: item.slug.as_str(),
        number: version.unwrap_or_default() + 1,
        snapshot: &snapshot,
        author: &Author::new(permit, now),
    };
    history::append(transaction, version, replaced.as_ref()).await?;
    Ok(Saved::between(INDICATOR, replaced.as_ref(), &snapshot))
}

/// The definition that is replaced, as the history keeps it.
async fn replaced(
    transaction: &WriteTransaction,
    known: Option<indicator::Model>,
) -> Result<Option<Snapshot>, IndicatorError> {
    let Some(known) = known else { return Ok(None) };
    let units = unit_slugs(transaction).await?;
    let kept = super::from_row(known, &units, BTreeMap::new())?;
    Ok(Some(kept.indicator.snapshot(kept.validity)))
}

async fn set_target(
    transaction: &WriteTransaction,
    permit: &Permit,
    key: &RealisationKey,
    target: &Changed<Option<Target>>,
) -> Result<(), IndicatorError> {
    let (id, period) = (id_for(transaction, permit, key).await?, key.period);
    let key = (id, period.to_string());
    let filing = realisation::Entity::find_by_id(key.clone())
        .one(transaction)
        .await?;
    match filing.and_then(|filing| Stage::from_code(&filing.stage)) {
        Some(Stage::Sealed) => return Err(Refused::Sealed.into()),
        // The head answered for a result beside this target.
        Some(Stage::Confirmed) => return Err(Refused::Confirmed.into()),
        _ => {}
    }
    let kept = indicator_target::Entity::find_by_id(key.clone())
        .one(transaction)
        .await?;
    unchanged(kept.as_ref().map(super::target).transpose()?, target.before)?;
    indicator_target::Entity::delete_by_id(key)
        .exec(transaction)
        .await?;
    if let Some(target) = target.after {
        let row = indicator_target::ActiveModel {
            indicator_id: Set(id),
            period: Set(period.to_string()),
            low: Set(target.low().to_string()),
            high: Set(target.high().to_string()),
        };
        indicator_target::Entity::insert(row)
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}
