//! Keeping the register: units, services and counters.
//! It must not know ratings or releases.

use std::collections::HashMap;

use domain::language::Bilingual;
use domain::register::{
    Counter, Register, Service, Slug, Standard, StandardSource, StandardTime, TimeUnit, Unit,
    UnitKind, Validity,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, QueryFilter, QueryOrder,
};

use crate::{
    Store, StoreError,
    entity::{counter, service, service_former_unit, unit, unit_predecessor},
    setting::advance_revision,
};

/// How several names stand in one column.
const SEPARATOR: char = ';';

impl Store {
    /// Adds the units, services and counters of a register and updates those that exist, known by their slugs. Nothing is
    /// removed: what no longer exists has a last day.
    pub async fn import_register(&self, register: &Register) -> Result<(), StoreError> {
        let transaction = self.begin_write().await?;
        let units = save_units(&transaction, register).await?;
        let services = save_services(&transaction, register, &units).await?;
        save_former_units(&transaction, register, &units, &services).await?;
        save_counters(&transaction, register, &units).await?;
        // The files are consistent by themselves; together with what is kept they must be so too.
        load(&transaction).await.map_err(|error| {
            StoreError::Missing(format!("nothing was imported: with these files {error}"))
        })?;
        advance_revision(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The register as it is kept.
    pub async fn register(&self) -> Result<Register, StoreError> {
        load(&self.reader).await
    }
}

type Ids = HashMap<String, i32>;

async fn save_units(
    transaction: &DatabaseTransaction,
    register: &Register,
) -> Result<Ids, StoreError> {
    let known = unit::Entity::find().all(transaction).await?;
    let mut ids: Ids = known.into_iter().map(|row| (row.slug, row.id)).collect();
    for item in register.units() {
        let id = ids.get(item.slug.as_str()).copied();
        let row = unit::ActiveModel {
            id: id.map_or(sea_orm::NotSet, Set),
            slug: Set(item.slug.to_string()),
            name: Set(item.name.id.clone()),
            name_en: Set(item.name.en.clone()),
            abbreviation: Set(item.abbreviation.clone()),
            aliases: Set(join(&item.aliases)),
            kind: Set(item.kind.code().to_owned()),
            parent_id: sea_orm::NotSet,
            valid_from: Set(item.validity.from),
            valid_until: Set(item.validity.until),
        };
        let saved = save(transaction, row, id).await?;
        ids.insert(saved.slug, saved.id);
    }
    unit_predecessor::Entity::delete_many()
        .filter(
            unit_predecessor::Column::UnitId.is_in(
                register
                    .units()
                    .filter_map(|unit| ids.get(unit.slug.as_str()).copied()),
            ),
        )
        .exec(transaction)
        .await?;
    for item in register.units() {
        let parent = item
            .parent
            .as_ref()
            .map(|parent| id_of(&ids, parent))
            .transpose()?;
        let id = id_of(&ids, &item.slug)?;
        let row = unit::ActiveModel {
            id: Set(id),
            parent_id: Set(parent),
            ..Default::default()
        };
        row.update(transaction).await?;
        for predecessor in &item.predecessors {
            let row = unit_predecessor::Model {
                unit_id: id,
                predecessor_id: id_of(&ids, predecessor)?,
            };
            unit_predecessor::Entity::insert(sea_orm::IntoActiveModel::into_active_model(row))
                .exec_without_returning(transaction)
                .await?;
        }
    }
    Ok(ids)
}

async fn save<A>(
    transaction: &DatabaseTransaction,
    row: A,
    id: Option<i32>,
) -> Result<<A::Entity as EntityTrait>::Model, DbErr>
where
    A: ActiveModelTrait + sea_orm::ActiveModelBehavior + Send,
    <A::Entity as EntityTrait>::Model: sea_orm::IntoActiveModel<A>,
{
    if id.is_some() {
        row.update(transaction).await
    } else {
        row.insert(transaction).await
    }
}

async fn save_services(
    transaction: &DatabaseTransaction,
    register: &Register,
    units: &Ids,
) -> Result<Ids, StoreError> {
    let known = service::Entity::find().all(transaction).await?;
    let mut ids: Ids = known.into_iter().map(|row| (row.slug, row.id)).collect();
    for item in register.services() {
        let id = ids.get(item.slug.as_str()).copied();
        let saved = save(
            transaction,
            service_row(item, id, id_of(units, &item.unit)?),
            id,
        )
        .await?;
        ids.insert(saved.slug, saved.id);
    }
    Ok(ids)
}

fn service_row(item: &Service, id: Option<i32>, unit: i32) -> service::ActiveModel {
    let standard = &item.standard;
    let number = |value: u32| value.cast_signed();
    service::ActiveModel {
        id: id.map_or(sea_orm::NotSet, Set),
        slug: Set(item.slug.to_string()),
        unit_id: Set(unit),
        name: Set(item.name.id.clone()),
        name_en: Set(item.name.en.clone()),
        aliases: Set(join(&item.aliases)),
        free: Set(item.free),
        requirements: Set(standard.requirements.id.clone()),
        requirements_en: Set(standard.requirements.en.clone()),
        procedure: Set(standard.procedure.id.clone()),
        procedure_en: Set(standard.procedure.en.clone()),
        time_at_least: Set(standard.time.at_least.map(number)),
        time_at_most: Set(number(standard.time.at_most)),
        time_unit: Set(standard.time.unit.code().to_owned()),
        time_percent: Set(standard.time.percent.map(number)),
        cost: Set(standard.cost.id.clone()),
        cost_en: Set(standard.cost.en.clone()),
        product: Set(standard.product.id.clone()),
        product_en: Set(standard.product.en.clone()),
        source: Set(standard.source.code().to_owned()),
    }
}

async fn save_former_units(
    transaction: &DatabaseTransaction,
    register: &Register,
    units: &Ids,
    services: &Ids,
) -> Result<(), StoreError> {
    for item in register.services() {
        let id = id_of(services, &item.slug)?;
        service_former_unit::Entity::delete_many()
            .filter(service_former_unit::Column::ServiceId.eq(id))
            .exec(transaction)
            .await?;
        for (unit, until) in &item.former_units {
            let row = service_former_unit::ActiveModel {
                service_id: Set(id),
                unit_id: Set(id_of(units, unit)?),
                until: Set(*until),
            };
            service_former_unit::Entity::insert(row)
                .exec_without_returning(transaction)
                .await?;
        }
    }
    Ok(())
}

async fn save_counters(
    transaction: &DatabaseTransaction,
    register: &Register,
    units: &Ids,
) -> Result<(), StoreError> {
    let known = counter::Entity::find().all(transaction).await?;
    for item in register.counters() {
        let unit = id_of(units, &item.unit)?;
        if !known
            .iter()
            .any(|row| row.unit_id == unit && row.name == item.name)
        {
            let row = counter::ActiveModel {
                id: sea_orm::NotSet,
                unit_id: Set(unit),
                name: Set(item.name.clone()),
            };
            row.insert(transaction).await?;
        }
    }
    Ok(())
}

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
    let mut units = Vec::with_capacity(rows.len());
    for row in rows {
        units.push(Unit {
            slug: slug_of(&slugs, row.id)?,
            parent: row.parent_id.map(|id| slug_of(&slugs, id)).transpose()?,
            kind: UnitKind::from_code(&row.kind).ok_or_else(|| StoreError::corrupt(&row.kind))?,
            name: Bilingual::new(row.name, row.name_en),
            abbreviation: row.abbreviation,
            aliases: split(&row.aliases),
            validity: Validity {
                from: row.valid_from,
                until: row.valid_until,
            },
            predecessors: predecessors.remove(&row.id).unwrap_or_default(),
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
    let number = |value: i32| u32::try_from(value).map_err(StoreError::corrupt);
    let time = StandardTime {
        at_least: row.time_at_least.map(number).transpose()?,
        at_most: number(row.time_at_most)?,
        unit: TimeUnit::from_code(&row.time_unit)
            .ok_or_else(|| StoreError::corrupt(&row.time_unit))?,
        percent: row.time_percent.map(number).transpose()?,
    };
    Ok(Service {
        slug: slug(&row.slug)?,
        unit: slug_of(units, row.unit_id)?,
        former_units,
        name: Bilingual::new(row.name, row.name_en),
        aliases: split(&row.aliases),
        free: row.free,
        standard: Standard {
            requirements: Bilingual::new(row.requirements, row.requirements_en),
            procedure: Bilingual::new(row.procedure, row.procedure_en),
            time,
            cost: Bilingual::new(row.cost, row.cost_en),
            product: Bilingual::new(row.product, row.product_en),
            source: StandardSource::from_code(&row.source)
                .ok_or_else(|| StoreError::corrupt(&row.source))?,
        },
    })
}

pub(crate) async fn service_id(
    connection: &impl ConnectionTrait,
    slug: &Slug,
) -> Result<i32, StoreError> {
    let row = service::Entity::find()
        .filter(service::Column::Slug.eq(slug.as_str()))
        .one(connection)
        .await?;
    row.map(|row| row.id)
        .ok_or_else(|| StoreError::Missing(format!("there is no service {slug}")))
}

pub(crate) async fn service_slug(
    connection: &impl ConnectionTrait,
    id: i32,
) -> Result<Slug, StoreError> {
    let row = service::Entity::find_by_id(id).one(connection).await?;
    slug(
        &row.ok_or_else(|| StoreError::corrupt("a reference to a service that is gone"))?
            .slug,
    )
}

/// The counter of the unit that offers a service.
pub(crate) async fn counter_id(
    connection: &impl ConnectionTrait,
    service: &Slug,
    name: &str,
) -> Result<i32, StoreError> {
    let row = service::Entity::find()
        .filter(service::Column::Slug.eq(service.as_str()))
        .one(connection)
        .await?;
    let unit = row
        .map(|row| row.unit_id)
        .ok_or_else(|| StoreError::Missing(format!("there is no service {service}")))?;
    let counters = counter::Entity::find()
        .filter(counter::Column::UnitId.eq(unit))
        .all(connection)
        .await?;
    if let Some(counter) = counters.iter().find(|counter| counter.name == name) {
        return Ok(counter.id);
    }
    let known: Vec<_> = counters
        .iter()
        .map(|counter| counter.name.as_str())
        .collect();
    Err(StoreError::Missing(format!(
        "the unit of {service} has no counter {name:?}; it has: {}",
        if known.is_empty() {
            "none".to_owned()
        } else {
            known.join(", ")
        }
    )))
}

fn id_of(ids: &Ids, slug: &Slug) -> Result<i32, StoreError> {
    ids.get(slug.as_str())
        .copied()
        .ok_or_else(|| StoreError::corrupt(format!("{slug} is not registered")))
}

fn slug_of(slugs: &HashMap<i32, Slug>, id: i32) -> Result<Slug, StoreError> {
    slugs
        .get(&id)
        .cloned()
        .ok_or_else(|| StoreError::corrupt("a reference to a unit that is gone"))
}

fn slug(text: &str) -> Result<Slug, StoreError> {
    text.parse().map_err(StoreError::corrupt)
}

fn join(names: &[String]) -> String {
    names.join(&SEPARATOR.to_string())
}

fn split(names: &str) -> Vec<String> {
    names
        .split(SEPARATOR)
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}
