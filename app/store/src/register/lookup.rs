//! Finding services and counters by what they are known by.
//! It must not change anything.

use domain::register::Slug;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::loading::slug;
use crate::{
    StoreError,
    entity::{counter, service},
};

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
