//! The numbers by which rows refer to units, services and counters, and their names.
//! It must not know what refers to them.

use std::collections::{BTreeSet, HashMap};

use domain::slug::Slug;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    StoreError,
    entity::{counter, service, unit},
};

/// Every unit, service and counter by its number.
pub(crate) struct Names {
    units: HashMap<i32, Slug>,
    services: HashMap<i32, Slug>,
    owners: HashMap<i32, i32>,
    counters: HashMap<i32, String>,
}

/// Reads the names.
pub(crate) async fn names(connection: &impl ConnectionTrait) -> Result<Names, StoreError> {
    let units: Vec<(i32, String)> = unit::Entity::find()
        .select_only()
        .columns([unit::Column::Id, unit::Column::Slug])
        .into_tuple()
        .all(connection)
        .await?;
    let services: Vec<(i32, String, i32)> = service::Entity::find()
        .select_only()
        .columns([
            service::Column::Id,
            service::Column::Slug,
            service::Column::UnitId,
        ])
        .into_tuple()
        .all(connection)
        .await?;
    let counters: Vec<(i32, String)> = counter::Entity::find()
        .select_only()
        .columns([counter::Column::Id, counter::Column::Name])
        .into_tuple()
        .all(connection)
        .await?;
    let owners = services.iter().map(|(id, _, unit)| (*id, *unit)).collect();
    let services = services.into_iter().map(|(id, slug, _)| (id, slug));
    Ok(Names {
        units: slugs(units.into_iter())?,
        services: slugs(services)?,
        owners,
        counters: counters.into_iter().collect(),
    })
}

/// The slugs of all units by their numbers.
pub(crate) async fn unit_slugs(
    connection: &impl ConnectionTrait,
) -> Result<HashMap<i32, Slug>, StoreError> {
    let rows: Vec<(i32, String)> = unit::Entity::find()
        .select_only()
        .columns([unit::Column::Id, unit::Column::Slug])
        .into_tuple()
        .all(connection)
        .await?;
    slugs(rows.into_iter())
}

/// The slugs of services by their numbers: of some, or of all.
pub(crate) async fn service_slugs(
    connection: &impl ConnectionTrait,
    wanted: Option<&[Slug]>,
) -> Result<HashMap<i32, Slug>, StoreError> {
    let wanted = wanted.map(|slugs| service::Column::Slug.is_in(slugs.iter().map(Slug::as_str)));
    slugs_of(connection, wanted).await
}

/// The slugs of the services of some numbers.
pub(crate) async fn slugs_of_services(
    connection: &impl ConnectionTrait,
    numbers: impl Iterator<Item = i32>,
) -> Result<HashMap<i32, Slug>, StoreError> {
    let numbers: BTreeSet<i32> = numbers.collect();
    slugs_of(connection, Some(service::Column::Id.is_in(numbers))).await
}

async fn slugs_of(
    connection: &impl ConnectionTrait,
    wanted: Option<Expr>,
) -> Result<HashMap<i32, Slug>, StoreError> {
    let rows: Vec<(i32, String)> = service::Entity::find()
        .filter(Condition::all().add_option(wanted))
        .select_only()
        .columns([service::Column::Id, service::Column::Slug])
        .into_tuple()
        .all(connection)
        .await?;
    slugs(rows.into_iter())
}

fn slugs(rows: impl Iterator<Item = (i32, String)>) -> Result<HashMap<i32, Slug>, StoreError> {
    rows.map(|(id, slug)| Ok((id, slug.parse().map_err(StoreError::corrupt)?)))
        .collect()
}

impl Names {
    /// The unit of a number.
    pub fn unit(&self, id: i32) -> Result<Slug, StoreError> {
        let slug = self.units.get(&id).cloned();
        slug.ok_or_else(|| StoreError::corrupt("a reference to a unit that is gone"))
    }

    /// The service of a number.
    pub fn service(&self, id: i32) -> Result<Slug, StoreError> {
        let slug = self.services.get(&id).cloned();
        slug.ok_or_else(|| StoreError::corrupt("a reference to a service that is gone"))
    }

    /// The counter of a number.
    pub fn counter(&self, id: i32) -> Result<String, StoreError> {
        let name = self.counters.get(&id).cloned();
        name.ok_or_else(|| StoreError::corrupt("a reference to a counter that is gone"))
    }

    /// The numbers of the counters of a name, each of another unit.
    pub fn counters_named(&self, name: &str) -> Vec<i32> {
        let counters = self.counters.iter();
        let named = counters.filter(|(_, of)| *of == name);
        named.map(|(id, _)| *id).collect()
    }

    /// The numbers of some units.
    pub fn units_among(&self, units: &[Slug]) -> Vec<i32> {
        let among = self.units.iter().filter(|(_, slug)| units.contains(slug));
        among.map(|(id, _)| *id).collect()
    }

    /// The numbers of the services of some units, or of one of these services.
    pub fn services_among(&self, units: &[Slug], only: Option<&Slug>) -> Vec<i32> {
        let units = self.units_among(units);
        self.services
            .iter()
            .filter(|(_, slug)| only.is_none_or(|only| *slug == only))
            .map(|(id, _)| *id)
            .filter(|id| self.owners.get(id).is_some_and(|unit| units.contains(unit)))
            .collect()
    }
}
