//! The batch to which the invitation of a visit belongs: one for each service, counter, week and duty.
//! It must not know a code, nor a time beyond the half of a day.

use chrono::{Days, NaiveDate, NaiveDateTime};
use domain::invitation::Origin;
use domain::roster::HalfDay;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::connection::WriteTransaction;
use crate::duty::{Duty, duty_number};
use crate::entity::invitation_batch;
use crate::invitation::monday_of;
use crate::{Store, StoreError};

/// How many days after the Monday of a visit's week its code can be used: four weeks and the week itself.
const VALIDITY: u64 = 34;

/// Where a visit ended and when, in local time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Served {
    /// The service.
    pub service: i32,
    /// The counter, where it is known.
    pub counter: Option<i32>,
    /// When it ended.
    pub finished: NaiveDateTime,
}

impl Served {
    /// Whose work it was; of no counter it is unknown.
    fn duty(self) -> Option<Duty> {
        Some(Duty {
            counter: self.counter?,
            date: self.finished.date(),
            half: HalfDay::of(self.finished.time()),
        })
    }

    /// The Monday of its week.
    fn week(self) -> NaiveDate {
        monday_of(self.finished.date())
    }

    fn fresh_batch(self, id: Uuid, duty: Option<i64>) -> invitation_batch::Model {
        invitation_batch::Model {
            id,
            service_id: self.service,
            counter_id: self.counter,
            week: self.week(),
            valid_until: self.week() + Days::new(VALIDITY),
            withdrawn: false,
            origin: Origin::Visits.code().to_owned(),
            issued: None,
            used: None,
            duty,
        }
    }

    /// The batch in force of a duty, which nobody else looks for as long as its number is held. Its key is random: one that
    /// follows from the number would tell for ever of which counter and week it was.
    async fn batch_of_duty(
        self,
        transaction: &WriteTransaction,
        duty: i64,
    ) -> Result<invitation_batch::Model, StoreError> {
        let known = invitation_batch::Entity::find()
            .filter(invitation_batch::Column::Duty.eq(duty))
            .filter(invitation_batch::Column::ServiceId.eq(self.service))
            .filter(invitation_batch::Column::Origin.eq(Origin::Visits.code()))
            .filter(invitation_batch::Column::Withdrawn.eq(false))
            .one(transaction)
            .await?;
        if let Some(known) = known {
            return Ok(known);
        }
        let fresh = self.fresh_batch(Uuid::new_v4(), Some(duty));
        invitation_batch::Entity::insert(invitation_batch::ActiveModel::from(fresh.clone()))
            .exec_without_returning(transaction)
            .await?;
        Ok(fresh)
    }
}

impl Store {
    /// The batch of the visits of a counter's week with the same officers on duty, made with its first visit. After one was
    /// withdrawn the next visits get another.
    pub(super) async fn batch_of_week(
        &self,
        transaction: &WriteTransaction,
        of: Served,
    ) -> Result<invitation_batch::Model, StoreError> {
        let duty = match of.duty() {
            Some(duty) => duty_number(transaction, duty).await?,
            None => None,
        };
        match duty {
            Some(duty) => of.batch_of_duty(transaction, duty).await,
            None => self.batch_of_unknown_duty(transaction, of).await,
        }
    }

    /// Its key follows from what it is for, so that two processes make one batch.
    async fn batch_of_unknown_duty(
        &self,
        transaction: &WriteTransaction,
        of: Served,
    ) -> Result<invitation_batch::Model, StoreError> {
        let Served {
            service, counter, ..
        } = of;
        let mut generation = 0;
        loop {
            let what = format!("visits {service} {counter:?} {} {generation}", of.week());
            let id = self.secret.batch_id(&what);
            let fresh = of.fresh_batch(id, None);
            let once = OnConflict::column(invitation_batch::Column::Id)
                .do_nothing()
                .to_owned();
            invitation_batch::Entity::insert(invitation_batch::ActiveModel::from(fresh))
                .on_conflict(once)
                .exec_without_returning(transaction)
                .await?;
            let batch = invitation_batch::Entity::find_by_id(id)
                .one(transaction)
                .await?
                .ok_or_else(|| StoreError::corrupt("a batch that was just made is gone"))?;
            if !batch.withdrawn {
                return Ok(batch);
            }
            generation += 1;
        }
    }
}
