//! Reading commitments with their steps.
//! It must not write, nor decide how a commitment stands.

use std::collections::{BTreeSet, HashMap};

use domain::commitment::{Aim, Commitment, Course, Evidence, Kept, Number, Step, StepKind};
use domain::instrument::Element;
use domain::language::Bilingual;
use domain::slug::Slug;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::number;
use crate::{
    Store, StoreError,
    entity::{commitment, commitment_step, indicator, unit},
    names::{slugs_of_services, unit_slugs},
};

impl Store {
    /// The commitments of some units, or of all, in the order of their numbers.
    pub async fn commitments(
        &self,
        units: Option<&BTreeSet<Slug>>,
    ) -> Result<Vec<Kept>, StoreError> {
        let mut which = Condition::all();
        if let Some(units) = units {
            let of_units = unit::Column::Slug.is_in(units.iter().map(Slug::as_str));
            let ids: Vec<i32> = unit::Entity::find()
                .filter(of_units)
                .select_only()
                .column(unit::Column::Id)
                .into_tuple()
                .all(&self.reader)
                .await?;
            which = which.add(commitment::Column::UnitId.is_in(ids));
        }
        load(&self.reader, which).await
    }

    /// The commitments of some numbers, in their order; nothing is read where none is named.
    pub async fn numbered_commitments(
        &self,
        numbers: impl IntoIterator<Item = Number>,
    ) -> Result<Vec<Kept>, StoreError> {
        let numbers: Vec<i32> = numbers.into_iter().map(Number::get).collect();
        if numbers.is_empty() {
            return Ok(vec![]);
        }
        let numbered = commitment::Column::Id.is_in(numbers);
        load(&self.reader, numbered.into()).await
    }

    /// One commitment.
    pub async fn commitment(&self, number: Number) -> Result<Option<Kept>, StoreError> {
        one(&self.reader, number).await
    }
}

pub(super) async fn one(
    connection: &impl ConnectionTrait,
    number: Number,
) -> Result<Option<Kept>, StoreError> {
    let numbered = commitment::Column::Id.eq(number.get());
    Ok(load(connection, numbered.into()).await?.pop())
}

async fn load(
    connection: &impl ConnectionTrait,
    which: Condition,
) -> Result<Vec<Kept>, StoreError> {
    let rows = commitment::Entity::find()
        .filter(which.clone())
        .order_by_asc(commitment::Column::Id)
        .all(connection)
        .await?;
    let mut steps = steps(connection, which).await?;
    let names = Names::of(connection, &rows).await?;
    let kept = rows.into_iter().map(|row| {
        let steps = steps.remove(&row.id).unwrap_or_default();
        kept(row, steps, &names)
    });
    kept.collect()
}

/// The steps of commitments, oldest first, by the number of each.
async fn steps(
    connection: &impl ConnectionTrait,
    which: Condition,
) -> Result<HashMap<i32, Vec<commitment_step::Model>>, StoreError> {
    let join = commitment_step::Entity::belongs_to(commitment::Entity)
        .from(commitment_step::Column::CommitmentId)
        .to(commitment::Column::Id)
        .into();
    let rows = commitment_step::Entity::find()
        .join(JoinType::InnerJoin, join)
        .filter(which)
        .order_by_asc(commitment_step::Column::Number)
        .all(connection)
        .await?;
    let mut steps: HashMap<i32, Vec<_>> = HashMap::new();
    for row in rows {
        steps.entry(row.commitment_id).or_default().push(row);
    }
    Ok(steps)
}

/// The units, services and indicators that commitments name.
struct Names {
    units: HashMap<i32, Slug>,
    services: HashMap<i32, Slug>,
    indicators: HashMap<i32, Slug>,
}

impl Names {
    async fn of(
        connection: &impl ConnectionTrait,
        rows: &[commitment::Model],
    ) -> Result<Self, StoreError> {
        let services = rows.iter().filter_map(|row| row.service_id);
        let indicators: BTreeSet<i32> = rows.iter().filter_map(|row| row.indicator_id).collect();
        let named: Vec<(i32, String)> = indicator::Entity::find()
            .filter(indicator::Column::Id.is_in(indicators))
            .select_only()
            .columns([indicator::Column::Id, indicator::Column::Slug])
            .into_tuple()
            .all(connection)
            .await?;
        let named = named
            .into_iter()
            .map(|(id, slug)| Ok((id, slug.parse().map_err(StoreError::corrupt)?)));
        Ok(Self {
            units: unit_slugs(connection).await?,
            services: slugs_of_services(connection, services).await?,
            indicators: named.collect::<Result<_, StoreError>>()?,
        })
    }
}

fn kept(
    row: commitment::Model,
    steps: Vec<commitment_step::Model>,
    names: &Names,
) -> Result<Kept, StoreError> {
    let unit = names.units.get(&row.unit_id).cloned();
    let mut course = Course::new(row.made_on, row.first_due).map_err(StoreError::corrupt)?;
    for row in steps {
        let on = row.taken_on;
        course.take(on, step(row)?).map_err(StoreError::corrupt)?;
    }
    Ok(Kept {
        number: number(row.id)?,
        version: row.version,
        commitment: Commitment {
            unit: unit.ok_or_else(|| StoreError::corrupt("a commitment of no unit"))?,
            aim: aim(&row, names)?,
            text: Bilingual::new(row.text, row.text_en),
            post: Bilingual::new(row.post, row.post_en),
            due: row.first_due,
        },
        course,
    })
}

fn aim(row: &commitment::Model, names: &Names) -> Result<Option<Aim>, StoreError> {
    if let Some(key) = &row.element {
        let element = Element::SKM
            .into_iter()
            .find(|element| element.key() == key);
        return Ok(Some(Aim::Element {
            service: row
                .service_id
                .and_then(|id| names.services.get(&id).cloned()),
            element: element.ok_or_else(|| StoreError::corrupt(key))?,
        }));
    }
    let indicator = row.indicator_id.and_then(|id| names.indicators.get(&id));
    Ok(indicator.cloned().map(Aim::Indicator))
}

fn step(row: commitment_step::Model) -> Result<Step, StoreError> {
    let kind = StepKind::from_code(&row.kind);
    Ok(match kind.ok_or_else(|| StoreError::corrupt(&row.kind))? {
        StepKind::Deferred => Step::Deferred {
            due: row
                .due
                .ok_or_else(|| StoreError::corrupt("a deferral without a date"))?,
            reason: row.words,
        },
        StepKind::Reported => {
            let link = row
                .link
                .map(|link| link.parse().map_err(StoreError::corrupt));
            Step::Reported(Evidence {
                text: row.words,
                link: link.transpose()?,
            })
        }
        StepKind::Reopened => Step::Reopened { reason: row.words },
    })
}
