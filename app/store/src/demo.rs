//! Filling the ballot box of a demonstration.
//! It must not touch a database that is not marked as one.

use std::collections::HashMap;

use chrono::{Datelike, Days};
use domain::rating::{Proof, Rating};
use domain::register::Slug;
use sea_orm::EntityTrait;

use crate::{
    Store, StoreError,
    entity::{counter, service},
    rows::{comment_row, insert_comments, insert_ratings, rating_row},
};

/// An invented rating with the facts of its batch.
#[derive(Clone, Debug)]
pub struct Deposit {
    /// The service.
    pub service: Slug,
    /// The counter.
    pub counter: Option<String>,
    /// The proof class.
    pub proof: Proof,
    /// The rating.
    pub rating: Rating,
}

impl Store {
    /// Puts invented ratings into the ballot box of a demonstration.
    pub async fn deposit_invented(&self, deposits: Vec<Deposit>) -> Result<(), StoreError> {
        if !self.is_demo().await? {
            return Err(StoreError::Missing(
                "only a demonstration's database takes invented ratings".to_owned(),
            ));
        }
        let transaction = self.begin_write().await?;
        let services: HashMap<String, (i32, i32)> = service::Entity::find()
            .all(&transaction)
            .await?
            .into_iter()
            .map(|row| (row.slug, (row.id, row.unit_id)))
            .collect();
        let counters: HashMap<(i32, String), i32> = counter::Entity::find()
            .all(&transaction)
            .await?
            .into_iter()
            .map(|row| ((row.unit_id, row.name), row.id))
            .collect();
        let mut ratings = Vec::with_capacity(deposits.len());
        let mut comments = Vec::new();
        for deposit in deposits {
            let Some((service, unit)) = services.get(deposit.service.as_str()).copied() else {
                return Err(StoreError::Missing(format!(
                    "there is no service {}",
                    deposit.service
                )));
            };
            let counter = deposit
                .counter
                .and_then(|name| counters.get(&(unit, name)).copied());
            let rating = &deposit.rating;
            let monday =
                rating.date - Days::new(rating.date.weekday().num_days_from_monday().into());
            let week = (deposit.proof == Proof::Verified).then_some(monday);
            ratings.push(rating_row(rating, service, counter, week, deposit.proof));
            comments.extend(comment_row(rating, service, deposit.proof));
        }
        ratings.sort_by_key(|row| row.id);
        insert_ratings(&transaction, ratings).await?;
        insert_comments(&transaction, comments).await?;
        transaction.commit().await?;
        Ok(())
    }
}
