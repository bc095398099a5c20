//! Indicators with their targets and realisations: reading them.
//! It must not decide who may change anything, nor which step may follow which: that is `domain::realisation`.

mod change;
mod correction;
mod filing;
mod sealing;

pub(crate) use correction::{join_proposal, publish_corrections, send_corrections_back};
use domain::indicator::{Direction, Indicator, Target};
use domain::realisation::{InvalidCorrection, KeptIndicator, PeriodReport, Refused, Stage};
pub(crate) use sealing::seal_realisations;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::language::Bilingual;
use domain::period::Month;
use domain::reporting::{Frequency, ReportingPeriod};
use domain::slug::Slug;
use domain::validity::Validity;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, SqlErr,
};

use crate::{
    Store, StoreError,
    entity::{indicator, indicator_target, realisation, unit},
    names::unit_slugs,
    seen::Outdated,
};

/// Which periods to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Periods {
    /// All of them.
    All,
    /// The ones that a month lies in.
    Containing(Month),
    /// Those whose realisation waits for the head of the unit.
    ToConfirm,
    /// Those whose realisation is not sealed, and the ones that a month lies in.
    Open(Month),
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum IndicatorError {
    /// There is no such indicator, or it was not reported on in that period.
    #[error("there is no such indicator or period")]
    Unknown,
    /// Another indicator has the short name.
    #[error("another indicator has this short name")]
    SlugTaken,
    /// The unit cannot change, and the frequency not once something is kept of a period.
    #[error("unit and frequency stay as they are once there are periods")]
    Fixed,
    /// Somebody else changed it since it was read.
    #[error(transparent)]
    Conflict(#[from] Outdated),
    /// The step is refused by the rules.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The correction is refused by the rules.
    #[error(transparent)]
    Correction(#[from] InvalidCorrection),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for IndicatorError {
    fn from(error: sea_orm::DbErr) -> Self {
        match error.sql_err() {
            // Two people added the same at the same time.
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Conflict(Outdated),
            _ => Self::Store(error.into()),
        }
    }
}

impl Store {
    /// The indicators of some units by unit and short name, with the periods asked for.
    pub async fn indicators(
        &self,
        units: &BTreeSet<Slug>,
        periods: Periods,
    ) -> Result<Vec<KeptIndicator>, StoreError> {
        let ids = unit::Entity::find()
            .filter(unit::Column::Slug.is_in(units.iter().map(Slug::as_str)))
            .all(&self.reader)
            .await?;
        let of_units = indicator::Column::UnitId.is_in(ids.into_iter().map(|row| row.id));
        load(&self.reader, of_units.into(), periods).await
    }

    /// The short names of the indicators of all units.
    pub async fn indicator_slugs(&self) -> Result<BTreeSet<Slug>, StoreError> {
        let slugs: Vec<String> = indicator::Entity::find()
            .select_only()
            .column(indicator::Column::Slug)
            .into_tuple()
            .all(&self.reader)
            .await?;
        let slugs = slugs.iter().map(|slug| slug.parse());
        slugs.collect::<Result<_, _>>().map_err(StoreError::corrupt)
    }

    /// One indicator with all its periods.
    pub async fn indicator(&self, slug: &Slug) -> Result<Option<KeptIndicator>, StoreError> {
        let named = indicator::Column::Slug.eq(slug.as_str());
        let mut found = load(&self.reader, named.into(), Periods::All).await?;
        Ok(found.pop())
    }
}

/// Whether the indicator has anything in a period.
async fn has_periods(connection: &impl ConnectionTrait, id: i32) -> Result<bool, StoreError> {
    let target = indicator_target::Entity::find()
        .filter(indicator_target::Column::IndicatorId.eq(id))
        .one(connection)
        .await?;
    let filing = realisation::Entity::find()
        .filter(realisation::Column::IndicatorId.eq(id))
        .one(connection)
        .await?;
    Ok(target.is_some() || filing.is_some())
}

/// The row of an indicator.
async fn row(
    connection: &impl ConnectionTrait,
    slug: &Slug,
) -> Result<Option<indicator::Model>, StoreError> {
    Ok(indicator::Entity::find()
        .filter(indicator::Column::Slug.eq(slug.as_str()))
        .one(connection)
        .await?)
}

/// Indicators by unit and short name, with the periods asked for.
async fn load(
    connection: &impl ConnectionTrait,
    which: Condition,
    periods: Periods,
) -> Result<Vec<KeptIndicator>, StoreError> {
    let rows = indicator::Entity::find()
        .filter(which)
        .all(connection)
        .await?;
    let units = unit_slugs(connection).await?;
    let mut reports = reports(connection, &rows, periods).await?;
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        let periods = reports.remove(&row.id).unwrap_or_default();
        kept.push(from_row(row, &units, periods)?);
    }
    kept.sort_by(|a, b| {
        let place =
            |kept: &KeptIndicator| (kept.indicator.unit.clone(), kept.indicator.slug.clone());
        place(a).cmp(&place(b))
    });
    Ok(kept)
}

type Reports = BTreeMap<ReportingPeriod, PeriodReport>;

async fn reports(
    connection: &impl ConnectionTrait,
    indicators: &[indicator::Model],
    periods: Periods,
) -> Result<HashMap<i32, Reports>, StoreError> {
    let ids: Vec<i32> = indicators.iter().map(|row| row.id).collect();
    let (filed, promised) = conditions(periods);
    let filings = realisation::Entity::find()
        .filter(realisation::Column::IndicatorId.is_in(ids.iter().copied()))
        .filter(filed)
        .all(connection)
        .await?;
    let mut reports: HashMap<i32, Reports> = HashMap::new();
    let mut also: BTreeSet<String> = BTreeSet::new();
    for row in filings {
        also.insert(row.period.clone());
        let of_indicator = reports.entry(row.indicator_id).or_default();
        let period = period(&row.period)?;
        of_indicator.entry(period).or_default().filing = Some(filing::filing_of(row)?);
    }
    let promised = promised.map(|promised| {
        Condition::any()
            .add(promised)
            .add(indicator_target::Column::Period.is_in(also))
    });
    let targets = indicator_target::Entity::find()
        .filter(indicator_target::Column::IndicatorId.is_in(ids))
        .filter(promised.unwrap_or_else(Condition::all))
        .all(connection)
        .await?;
    for row in targets {
        let of_indicator = reports.entry(row.indicator_id).or_default();
        let target = target(&row)?;
        of_indicator.entry(period(&row.period)?).or_default().target = Some(target);
    }
    Ok(reports)
}

/// Which realisations to read, and which targets besides those of the same periods; `None` for all.
fn conditions(periods: Periods) -> (Condition, Option<Condition>) {
    let containing = |month: Month| {
        Frequency::ALL
            .iter()
            .map(move |frequency| ReportingPeriod::containing(*frequency, month).to_string())
    };
    let filed = |month| realisation::Column::Period.is_in(containing(month));
    let promised =
        |month| Condition::all().add(indicator_target::Column::Period.is_in(containing(month)));
    let stage = |stage: Stage| realisation::Column::Stage.eq(stage.code());
    match periods {
        Periods::All => (Condition::all(), None),
        Periods::Containing(month) => (filed(month).into(), Some(promised(month))),
        Periods::ToConfirm => {
            let none = indicator_target::Column::Period.is_in(Vec::<String>::new());
            (stage(Stage::Entered).into(), Some(none.into()))
        }
        Periods::Open(month) => {
            let open = realisation::Column::Stage.ne(Stage::Sealed.code());
            let open = Condition::any().add(open).add(filed(month));
            (open, Some(promised(month)))
        }
    }
}

fn from_row(
    row: indicator::Model,
    units: &HashMap<i32, Slug>,
    periods: Reports,
) -> Result<KeptIndicator, StoreError> {
    let unit = units.get(&row.unit_id).cloned();
    let unit = unit.ok_or_else(|| StoreError::corrupt("an indicator of a unit that is gone"))?;
    let direction = Direction::from_code(&row.direction);
    let frequency = Frequency::from_code(&row.frequency);
    Ok(KeptIndicator {
        indicator: Indicator {
            slug: row.slug.parse().map_err(StoreError::corrupt)?,
            unit,
            name: Bilingual::new(row.name, row.name_en),
            definition: Bilingual::new(row.definition, row.definition_en),
            measure: Bilingual::new(row.measure, row.measure_en),
            direction: direction.ok_or_else(|| StoreError::corrupt(&row.direction))?,
            frequency: frequency.ok_or_else(|| StoreError::corrupt(&row.frequency))?,
            source: Bilingual::new(row.source, row.source_en),
            owner: Bilingual::new(row.owner, row.owner_en),
        },
        validity: Validity {
            from: row.valid_from,
            until: row.valid_until,
        },
        version: row.version,
        periods,
    })
}

fn target(row: &indicator_target::Model) -> Result<Target, StoreError> {
    let low = row.low.parse().map_err(StoreError::corrupt)?;
    let high = row.high.parse().map_err(StoreError::corrupt)?;
    Target::new(low, (low != high).then_some(high)).map_err(StoreError::corrupt)
}

fn period(text: &str) -> Result<ReportingPeriod, StoreError> {
    text.parse().map_err(StoreError::corrupt)
}
