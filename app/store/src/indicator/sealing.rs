//! What a month's seal takes in of indicators, and what it would miss.
//! It must not look at any rating, nor decide whether a month may be sealed.

use std::collections::HashMap;

use domain::accountability::SealedRealisation;
use domain::period::Month;
use domain::realisation::{KeptIndicator, Progress, Realisation, Stage};
use domain::reporting::ReportingPeriod;
use domain::seal::proposal::MissingRealisation;
use sea_orm::{Condition, EntityTrait};

use super::{Periods, filing, load};
use crate::{Store, StoreError, connection::WriteTransaction, entity::indicator};

impl Store {
    /// The realisations of periods that end by a month and that a seal of it would miss: those of the periods that end with
    /// it, and earlier ones that were entered but not confirmed.
    pub async fn missing_realisations(
        &self,
        month: Month,
    ) -> Result<Vec<MissingRealisation>, StoreError> {
        let kept = load(&self.reader, Condition::all(), Periods::Open(month)).await?;
        Ok(kept.iter().flat_map(|kept| missing(kept, month)).collect())
    }
}

fn missing(kept: &KeptIndicator, month: Month) -> Vec<MissingRealisation> {
    let after = month.plus(1).first_day();
    let ending = Some(kept.period_of(month))
        .filter(|period| period.last_month() == month && kept.covers(*period));
    let filed = kept.periods.iter();
    let filed = filed.filter(|(_, report)| report.filing.is_some());
    let filed = filed.map(|(period, _)| *period);
    let mut periods: Vec<_> = filed
        .filter(|period| period.last_month() <= month)
        .chain(ending)
        .collect();
    periods.sort_unstable();
    periods.dedup();
    let missing = periods.into_iter().map(|period| MissingRealisation {
        unit: kept.indicator.unit.clone(),
        indicator: kept.indicator.slug.clone(),
        name: kept.indicator.name.clone(),
        period,
        progress: kept.report(period).progress(period, after),
    });
    missing
        .filter(|missing| !matches!(missing.progress, Progress::Confirmed | Progress::Sealed))
        .collect()
}

/// Seals every confirmed realisation of a period that ended by a month, and gives what the month's release says of
/// indicators, in its order: what is sealed; of the periods that end with the month, what was not provided; of the periods
/// that go on, the target.
pub(crate) async fn seal_realisations(
    transaction: &WriteTransaction,
    month: Month,
) -> Result<Vec<SealedRealisation>, StoreError> {
    let ids: HashMap<String, i32> = indicator::Entity::find()
        .all(transaction)
        .await?
        .into_iter()
        .map(|row| (row.slug, row.id))
        .collect();
    let mut statements = Vec::new();
    for kept in load(transaction, Condition::all(), Periods::Open(month)).await? {
        for (period, report) in &kept.periods {
            let confirmed = report.stage() == Some(Stage::Confirmed);
            let Some(filing) = report.filing.as_ref().filter(|_| confirmed) else {
                continue;
            };
            if period.last_month() <= month {
                let id = ids.get(kept.indicator.slug.as_str()).copied();
                let id = id.ok_or_else(|| StoreError::corrupt(&kept.indicator.slug))?;
                filing::seal(transaction, id, *period).await?;
                let entry = filing.submission.entry().clone();
                statements.push(statement(&kept, *period, entry.into()));
            }
        }
        statements.extend(gap(&kept, month));
    }
    statements.sort_by(|a, b| a.place().cmp(&b.place()));
    Ok(statements)
}

/// What is said of the period that a month lies in where nothing of it is sealed with the month.
fn gap(kept: &KeptIndicator, month: Month) -> Option<SealedRealisation> {
    let period = kept.period_of(month);
    let report = kept.report(period);
    if !kept.covers(period) {
        return None;
    }
    if period.last_month() > month {
        let promised = report.target.is_some();
        return promised.then(|| statement(kept, period, Realisation::NotYetDue));
    }
    let sealed = matches!(report.stage(), Some(Stage::Confirmed | Stage::Sealed));
    (!sealed).then(|| statement(kept, period, Realisation::NotProvided))
}

fn statement(
    kept: &KeptIndicator,
    period: ReportingPeriod,
    realisation: Realisation,
) -> SealedRealisation {
    SealedRealisation {
        indicator: kept.indicator.clone(),
        period,
        target: kept.report(period).target,
        realisation,
    }
}
