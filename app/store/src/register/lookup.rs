//! Finding services and counters by what they are known by.
//! It must not change anything.

use chrono::NaiveDate;
use domain::slug::Slug;
use domain::validity::Validity;
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

/// Which of a service and its counter is not in service on a day, if one is.
pub(crate) async fn out_of_service(
    connection: &impl ConnectionTrait,
    service: i32,
    counter: Option<i32>,
    day: NaiveDate,
) -> Result<Option<String>, StoreError> {
    let service = service::Entity::find_by_id(service).one(connection).await?;
    let service = service.ok_or_else(|| StoreError::corrupt("a service that is gone"))?;
    let mut places = vec![(service.slug, service.valid_from, service.valid_until)];
    if let Some(counter) = counter {
        let counter = counter::Entity::find_by_id(counter).one(connection).await?;
        let counter = counter.ok_or_else(|| StoreError::corrupt("a counter that is gone"))?;
        places.push((counter.name, counter.valid_from, counter.valid_until));
    }
    let ended = places.into_iter().find(|(_, from, until)| {
        !Validity {
            from: *from,
            until: *until,
        }
        .on(day)
    });
    Ok(ended.map(|(name, ..)| name))
}
