//! Invitations: batches of one-time codes for a service, of which only hashes are kept.
//! It must not know how a code is printed, nor which rating it led to.

use chrono::{Datelike, Days, NaiveDate};
use domain::{invitation::Code, register::Slug};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    entity::{invitation, invitation_batch},
    register::{counter_id, service_id, service_slug},
};

/// Rows per statement, far below the limit of bound values.
const CHUNK: usize = 1000;

/// What a batch of invitations is for.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The service visited.
    pub service: Slug,
    /// The counter where the slips are handed out.
    pub counter: Option<String>,
    /// A day of the week in which the visits take place.
    pub issued: NaiveDate,
    /// The last day on which a code can be used.
    pub valid_until: NaiveDate,
}

/// What a code turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invitation {
    /// The code may be spent on a rating of this service.
    Valid(Slug),
    /// A rating was given with it.
    Used,
    /// Its last day is over.
    Expired(NaiveDate),
    /// The office took its batch back.
    Withdrawn,
    /// There is no such code.
    Unknown,
}

impl Store {
    /// Makes a batch of `count` codes. This is the only moment at which the codes can be read.
    pub async fn issue_invitations(
        &self,
        batch: &Batch,
        count: usize,
    ) -> Result<Vec<Code>, StoreError> {
        let transaction = self.begin_write().await?;
        let service = service_id(&transaction, &batch.service).await?;
        let counter = match &batch.counter {
            Some(name) => Some(counter_id(&transaction, &batch.service, name).await?),
            None => None,
        };
        let id = Uuid::new_v4();
        let row = invitation_batch::ActiveModel {
            id: Set(id),
            service_id: Set(service),
            counter_id: Set(counter),
            week: Set(monday_of(batch.issued)),
            valid_until: Set(batch.valid_until),
            withdrawn: Set(false),
        };
        invitation_batch::Entity::insert(row)
            .exec_without_returning(&transaction)
            .await?;
        let codes = distinct_codes(count);
        for chunk in codes.chunks(CHUNK) {
            let rows = chunk.iter().map(|code| invitation::ActiveModel {
                code_hash: Set(self.secret.code_hash(code).to_vec()),
                batch_id: Set(id),
                spent: Set(false),
            });
            invitation::Entity::insert_many(rows)
                .exec_without_returning(&transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(codes)
    }

    /// What a code is on a day.
    pub async fn look_up_invitation(
        &self,
        code: &Code,
        today: NaiveDate,
    ) -> Result<Invitation, StoreError> {
        let hash = self.secret.code_hash(code).to_vec();
        let Some(row) = invitation::Entity::find_by_id(hash)
            .one(&self.reader)
            .await?
        else {
            return Ok(Invitation::Unknown);
        };
        let batch = invitation_batch::Entity::find_by_id(row.batch_id)
            .one(&self.reader)
            .await?;
        let batch = batch.ok_or_else(|| StoreError::corrupt("an invitation without its batch"))?;
        Ok(if row.spent {
            Invitation::Used
        } else if batch.withdrawn {
            Invitation::Withdrawn
        } else if batch.valid_until < today {
            Invitation::Expired(batch.valid_until)
        } else {
            Invitation::Valid(service_slug(&self.reader, batch.service_id).await?)
        })
    }

    /// Takes back the batch that a code belongs to; its unspent codes cannot be used any more. Answers whether there is
    /// such a code.
    pub async fn withdraw_batch_of(&self, code: &Code) -> Result<bool, StoreError> {
        let transaction = self.begin_write().await?;
        let hash = self.secret.code_hash(code).to_vec();
        let Some(row) = invitation::Entity::find_by_id(hash)
            .one(&transaction)
            .await?
        else {
            return Ok(false);
        };
        invitation_batch::Entity::update_many()
            .col_expr(invitation_batch::Column::Withdrawn, Expr::value(true))
            .filter(invitation_batch::Column::Id.eq(row.batch_id))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(true)
    }
}

fn distinct_codes(count: usize) -> Vec<Code> {
    let mut seen = std::collections::HashSet::new();
    std::iter::repeat_with(|| Code::from_entropy(rand::random()))
        .filter(|code| seen.insert(*code))
        .take(count)
        .collect()
}

fn monday_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(day.weekday().num_days_from_monday().into())
}
