//! From records to rows, each write one version more.
//! It must not decide whether a change may be made: by now it may.

use std::collections::HashMap;

use domain::register::{Change, Counter, Record, Service, Unit};
use domain::slug::Slug;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    NotSet, QueryFilter,
};

use super::SEPARATOR;
use crate::{
    StoreError,
    connection::WriteTransaction,
    entity::{counter, service, service_former_unit, unit, unit_former_parent, unit_predecessor},
    history::{self, Author, Version},
};

/// The key and the version of a row.
type Known = HashMap<String, (i32, i32)>;

/// Writes what changes, units before what belongs to them.
pub(super) async fn write(
    transaction: &WriteTransaction,
    changes: &[Change],
    author: &Author,
) -> Result<(), StoreError> {
    let mut units = known_units(transaction).await?;
    for change in changes {
        if let Record::Unit(item) = &change.after {
            save_unit(transaction, item, &mut units).await?;
        }
    }
    let services = known_services(transaction).await?;
    for change in changes {
        let number = match &change.after {
            Record::Unit(item) => {
                place_unit(transaction, item, &units).await?;
                units
                    .get(item.slug.as_str())
                    .map_or(1, |(_, version)| *version)
            }
            Record::Service(item) => save_service(transaction, item, &units, &services).await?,
            Record::Counter(item) => save_counter(transaction, item, &units).await?,
        };
        let replaced = change.before.as_ref();
        let replaced = replaced.map(|before| before.fields().snapshot());
        let snapshot = change.after.fields().snapshot();
        let version = Version {
            kind: change.after.kind().noun(),
            key: &change.after.key(),
            number,
            snapshot: &snapshot,
            author,
        };
        history::append(transaction, version, replaced.as_ref()).await?;
    }
    Ok(())
}

/// The version of a record that is kept.
pub(super) async fn version_of(
    connection: &impl ConnectionTrait,
    record: &Record,
) -> Result<i32, StoreError> {
    let version = match record {
        Record::Unit(item) => unit::Entity::find()
            .filter(unit::Column::Slug.eq(item.slug.as_str()))
            .one(connection)
            .await?
            .map(|row| row.version),
        Record::Service(item) => service::Entity::find()
            .filter(service::Column::Slug.eq(item.slug.as_str()))
            .one(connection)
            .await?
            .map(|row| row.version),
        Record::Counter(item) => {
            let units = known_units(connection).await?;
            let found = find_counter(connection, id_of(&units, &item.unit)?, &item.name);
            found.await?.map(|row| row.version)
        }
    };
    version.ok_or_else(|| StoreError::corrupt("a record that is gone"))
}

async fn known_units(connection: &impl ConnectionTrait) -> Result<Known, StoreError> {
    let rows = unit::Entity::find().all(connection).await?;
    let rows = rows.into_iter();
    Ok(rows.map(|row| (row.slug, (row.id, row.version))).collect())
}

async fn known_services(connection: &impl ConnectionTrait) -> Result<Known, StoreError> {
    let rows = service::Entity::find().all(connection).await?;
    let rows = rows.into_iter();
    Ok(rows.map(|row| (row.slug, (row.id, row.version))).collect())
}

fn id_of(known: &Known, slug: &Slug) -> Result<i32, StoreError> {
    known
        .get(slug.as_str())
        .map(|(id, _)| *id)
        .ok_or_else(|| StoreError::corrupt(format!("{slug} is not registered")))
}

/// Writes a unit without its place in the tree, because the unit above it may come later.
async fn save_unit(
    transaction: &WriteTransaction,
    item: &Unit,
    units: &mut Known,
) -> Result<(), StoreError> {
    let known = units.get(item.slug.as_str()).copied();
    let version = known.map_or(1, |(_, version)| version + 1);
    let row = unit::ActiveModel {
        id: known.map_or(NotSet, |(id, _)| Set(id)),
        slug: Set(item.slug.to_string()),
        name: Set(item.name.id.clone()),
        name_en: Set(item.name.en.clone()),
        abbreviation: Set(item.abbreviation.clone()),
        aliases: Set(join(&item.aliases)),
        kind: Set(item.kind.code().to_owned()),
        parent_id: NotSet,
        valid_from: Set(item.validity.from),
        valid_until: Set(item.validity.until),
        head: Set(item.head.clone()),
        pledge: Set(item.pledge.id.clone()),
        pledge_en: Set(item.pledge.en.clone()),
        opening: Set(item.opening.clone()),
        version: Set(version),
    };
    let saved = match known {
        Some(_) => row.update(transaction).await?,
        None => row.insert(transaction).await?,
    };
    units.insert(saved.slug, (saved.id, version));
    Ok(())
}

async fn place_unit(
    transaction: &WriteTransaction,
    item: &Unit,
    units: &Known,
) -> Result<(), StoreError> {
    let id = id_of(units, &item.slug)?;
    let parent = item.parent.as_ref().map(|parent| id_of(units, parent));
    let row = unit::ActiveModel {
        id: Set(id),
        parent_id: Set(parent.transpose()?),
        ..Default::default()
    };
    row.update(transaction).await?;
    unit_predecessor::Entity::delete_many()
        .filter(unit_predecessor::Column::UnitId.eq(id))
        .exec(transaction)
        .await?;
    for predecessor in &item.predecessors {
        let row = unit_predecessor::Model {
            unit_id: id,
            predecessor_id: id_of(units, predecessor)?,
        };
        unit_predecessor::Entity::insert(row.into_active_model())
            .exec_without_returning(transaction)
            .await?;
    }
    unit_former_parent::Entity::delete_many()
        .filter(unit_former_parent::Column::UnitId.eq(id))
        .exec(transaction)
        .await?;
    for (parent, until) in &item.former_parents {
        let row = unit_former_parent::Model {
            unit_id: id,
            parent_id: id_of(units, parent)?,
            until: *until,
        };
        unit_former_parent::Entity::insert(row.into_active_model())
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}

async fn save_service(
    transaction: &WriteTransaction,
    item: &Service,
    units: &Known,
    services: &Known,
) -> Result<i32, StoreError> {
    let known = services.get(item.slug.as_str()).copied();
    let version = known.map_or(1, |(_, version)| version + 1);
    let mut row = service_row(item, id_of(units, &item.unit)?);
    row.version = Set(version);
    let id = if let Some((id, _)) = known {
        row.id = Set(id);
        row.update(transaction).await?.id
    } else {
        row.insert(transaction).await?.id
    };
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
    Ok(version)
}

fn service_row(item: &Service, unit: i32) -> service::ActiveModel {
    let (standard, internal) = (&item.standard, &item.internal);
    let number = |value: u32| value.cast_signed();
    service::ActiveModel {
        id: NotSet,
        version: NotSet,
        slug: Set(item.slug.to_string()),
        unit_id: Set(unit),
        name: Set(item.name.id.clone()),
        name_en: Set(item.name.en.clone()),
        aliases: Set(join(&item.aliases)),
        free: Set(item.free),
        sensitive: Set(item.sensitive),
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
        legal_basis: Set(internal.legal_basis.clone()),
        facilities: Set(internal.facilities.clone()),
        competence: Set(internal.competence.clone()),
        supervision: Set(internal.supervision.clone()),
        staffing: Set(internal.staffing.clone()),
        guarantee: Set(internal.guarantee.clone()),
        safety: Set(internal.safety.clone()),
        evaluation: Set(internal.evaluation.clone()),
        valid_from: Set(item.validity.from),
        valid_until: Set(item.validity.until),
    }
}

async fn find_counter(
    connection: &impl ConnectionTrait,
    unit: i32,
    name: &str,
) -> Result<Option<counter::Model>, StoreError> {
    let found = counter::Entity::find()
        .filter(counter::Column::UnitId.eq(unit))
        .filter(counter::Column::Name.eq(name))
        .one(connection);
    Ok(found.await?)
}

async fn save_counter(
    transaction: &WriteTransaction,
    item: &Counter,
    units: &Known,
) -> Result<i32, StoreError> {
    let unit = id_of(units, &item.unit)?;
    let known = find_counter(transaction, unit, &item.name).await?;
    let version = known.as_ref().map_or(1, |row| row.version + 1);
    let row = counter::ActiveModel {
        id: known.as_ref().map_or(NotSet, |row| Set(row.id)),
        unit_id: Set(unit),
        name: Set(item.name.clone()),
        valid_from: Set(item.validity.from),
        valid_until: Set(item.validity.until),
        version: Set(version),
    };
    match known {
        Some(_) => row.update(transaction).await?,
        None => row.insert(transaction).await?,
    };
    Ok(version)
}

fn join(names: &[String]) -> String {
    names.join(&SEPARATOR.to_string())
}
