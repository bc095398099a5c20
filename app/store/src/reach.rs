//! Asking whether a permit is for the unit of what is changed, or for a unit above it.
//! It must not know who made the permit, nor what it allows.

use std::collections::HashMap;
use std::iter::successors;

use domain::access::Permit;
use domain::slug::Slug;
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};

use crate::{
    StoreError,
    entity::{service, unit},
};

/// A unit with the one above it.
struct Place {
    slug: Slug,
    above: Option<i32>,
}

/// Asks whether a permit is for a unit, known by its number.
pub(crate) async fn of_unit(
    connection: &impl ConnectionTrait,
    permit: &Permit,
    unit: i32,
) -> Result<(), StoreError> {
    if permit.unit().is_none() {
        return Ok(());
    }
    let rows: Vec<(i32, String, Option<i32>)> = unit::Entity::find()
        .select_only()
        .columns([unit::Column::Id, unit::Column::Slug, unit::Column::ParentId])
        .into_tuple()
        .all(connection)
        .await?;
    let mut places = HashMap::with_capacity(rows.len());
    for (id, slug, above) in rows {
        let slug = slug.parse().map_err(StoreError::corrupt)?;
        places.insert(id, Place { slug, above });
    }
    let above = |place: &&Place| place.above.and_then(|id| places.get(&id));
    let lineage = successors(places.get(&unit), above).take(places.len());
    let lineage: Vec<Slug> = lineage.map(|place| place.slug.clone()).collect();
    Ok(permit.reaches(&lineage)?)
}

/// Asks whether a permit is for the unit that offers a service, known by its number.
pub(crate) async fn of_service(
    connection: &impl ConnectionTrait,
    permit: &Permit,
    service: i32,
) -> Result<(), StoreError> {
    let row = service::Entity::find_by_id(service).one(connection).await?;
    let row = row.ok_or_else(|| StoreError::corrupt("something of a service that is gone"))?;
    of_unit(connection, permit, row.unit_id).await
}
