//! From rows to the register.
//! It must not change anything.

use std::collections::HashMap;

use domain::language::Bilingual;
use domain::register::{
    Counter, InternalStandard, Register, Service, Standard, StandardSource, StandardTime, TimeUnit,
    Unit, UnitKind,
};
use domain::slug::Slug;
use domain::validity::Validity;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use super::SEPARATOR;
use crate::{
    StoreError,
    entity::{counter, service, service_former_unit, unit, unit_former_parent, unit_predecessor},
};

/// The register as it is kept.
pub(crate) async fn load(connection: &impl ConnectionTrait) -> Result<Register, StoreError> {
    let rows = unit::Entity::find().all(connection).await?;
    let slugs: HashMap<i32, Slug> = rows
        .iter()
        .map(|row| Ok((row.id, slug(&row.slug)?)))
        .collect::<Result<_, StoreError>>()?;
    let mut predecessors: HashMap<i32, Vec<Slug>> = HashMap::new();
    for row in unit_predecessor::Entity::find()
        .order_by_asc(unit_predecessor::Column::PredecessorId)
        .all(connection)
        .await?
    {
        predecessors
            .entry(row.unit_id)
            .or_default()
            .push(slug_of(&slugs, row.predecessor_id)?);
    }
    let mut former: HashMap<i32, Vec<_>> = HashMap::new();
    for row in unit_former_parent::Entity::find()
        .order_by_asc(unit_former_parent::Column::Until)
        .all(connection)
        .await?
    {
        let parent = slug_of(&slugs, row.parent_id)?;
        former
            .entry(row.unit_id)
            .or_default()
            .push((parent, row.until));
    }
    let mut units = Vec::with_capacity(rows.len());
    for row in rows {
        units.push(Unit {
            slug: slug_of(&slugs, row.id)?,
            parent: row.parent_id.map(|id| slug_of(&slugs, id)).transpose()?,
            former_parents: former.remove(&row.id).unwrap_or_default(),
            kind: UnitKind::from_code(&row.kind).ok_or_else(|| StoreError::corrupt(&row.kind))?,
            name: Bilingual::new(row.name, row.name_en),
            abbreviation: row.abbreviation,
            aliases: split(&row.aliases),
            validity: Validity {
                from: row.valid_from,
                until: row.valid_until,
            },
            predecessors: predecessors.remove(&row.id).unwrap_or_default(),
            head: row.head,
            pledge: Bilingual::new(row.pledge, row.pledge_en),
            opening: row.opening,
        });
    }
    let services = load_services(connection, &slugs).await?;
    let counters = counter::Entity::find().all(connection).await?;
    let counters = counters
        .into_iter()
        .map(|row| {
            Ok(Counter {
                unit: slug_of(&slugs, row.unit_id)?,
                name: row.name,
                validity: Validity {
                    from: row.valid_from,
                    until: row.valid_until,
                },
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Register::new(units, services, counters).map_err(StoreError::corrupt)
}

async fn load_services(
    connection: &impl ConnectionTrait,
    units: &HashMap<i32, Slug>,
) -> Result<Vec<Service>, StoreError> {
    let mut former: HashMap<i32, Vec<_>> = HashMap::new();
    for row in service_former_unit::Entity::find()
        .order_by_asc(service_former_unit::Column::Until)
        .all(connection)
        .await?
    {
        former
            .entry(row.service_id)
            .or_default()
            .push((slug_of(units, row.unit_id)?, row.until));
    }
    let rows = service::Entity::find().all(connection).await?;
    rows.into_iter()
        .map(|row| {
            let former_units = former.remove(&row.id).unwrap_or_default();
            service_from(row, units, former_units)
        })
        .collect()
}

fn service_from(
    row: service::Model,
    units: &HashMap<i32, Slug>,
    former_units: Vec<(Slug, chrono::NaiveDate)>,
) -> Result<Service, StoreError> {
    let time = standard_time(
        row.time_at_least,
        row.time_at_most,
        &row.time_unit,
        row.time_percent,
    )?;
    Ok(Service {
        slug: slug(&row.slug)?,
        unit: slug_of(units, row.unit_id)?,
        former_units,
        name: Bilingual::new(row.name, row.name_en),
        aliases: split(&row.aliases),
        free: row.free,
        sensitive: row.sensitive,
        standard: Standard {
            requirements: Bilingual::new(row.requirements, row.requirements_en),
            procedure: Bilingual::new(row.procedure, row.procedure_en),
            time,
            cost: Bilingual::new(row.cost, row.cost_en),
            product: Bilingual::new(row.product, row.product_en),
            source: StandardSource::from_code(&row.source)
                .ok_or_else(|| StoreError::corrupt(&row.source))?,
        },
        internal: InternalStandard {
            legal_basis: row.legal_basis,
            facilities: row.facilities,
            competence: row.competence,
            supervision: row.supervision,
            staffing: row.staffing,
            guarantee: row.guarantee,
            safety: row.safety,
            evaluation: row.evaluation,
        },
        validity: Validity {
            from: row.valid_from,
            until: row.valid_until,
        },
    })
}

fn slug_of(slugs: &HashMap<i32, Slug>, id: i32) -> Result<Slug, StoreError> {
    slugs
        .get(&id)
        .cloned()
        .ok_or_else(|| StoreError::corrupt("a reference to a unit that is gone"))
}

pub(super) fn slug(text: &str) -> Result<Slug, StoreError> {
    text.parse().map_err(StoreError::corrupt)
}

fn split(names: &str) -> Vec<String> {
    names
        .split(SEPARATOR)
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A standard time as its columns keep it.
pub(crate) fn standard_time(
    at_least: Option<i32>,
    at_most: i32,
    unit: &str,
    percent: Option<i32>,
) -> Result<StandardTime, StoreError> {
    let number = |value: i32| u32::try_from(value).map_err(StoreError::corrupt);
    Ok(StandardTime {
        at_least: at_least.map(number).transpose()?,
        at_most: number(at_most)?,
        unit: TimeUnit::from_code(unit).ok_or_else(|| StoreError::corrupt(unit))?,
        percent: percent.map(number).transpose()?,
    })
}
