//! Confirming who is on duty before invitations are handed out, because people swap at breakfast.
//! It must not change the roster: whoever finds another name there corrects it first.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::access::Permit;
use domain::audit::{Deed, DeedKind, Subject};
use domain::duty::DutyPlace;
use domain::roster::{HalfDay, RosterChange};
use domain::slug::Slug;
use domain::week::Week;
use sea_orm::{ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, ModelTrait, QueryFilter};

use super::{Duty, SavedRoster, lock, on_duty};
use crate::connection::WriteTransaction;
use crate::entity::{counter, duty_confirmation, unit};
use crate::{Store, StoreError, audit, reach, roster};

impl Store {
    /// Notes that those on the roster are the ones who serve. Answers whether there is anybody; confirming again changes
    /// nothing.
    pub async fn confirm_duty(
        &self,
        permit: &Permit,
        place: &DutyPlace,
        now: i64,
    ) -> Result<bool, StoreError> {
        permit.allows(DeedKind::DutyConfirmed.rights())?;
        let transaction = self.begin_write().await?;
        let duty = duty_at(&transaction, permit, place).await?;
        lock(&transaction, &[duty.counter]).await?;
        if on_duty(&transaction, duty).await?.is_none() {
            return Ok(false);
        }
        if !confirm(&transaction, duty).await? {
            return Ok(true);
        }
        let deed = Deed::DutyConfirmed {
            date: place.date,
            half: place.half,
            counter: place.counter.clone(),
        };
        let subject = Subject::duties(&place.unit, Week::of(place.date));
        audit::append(&transaction, permit, now, &deed, subject).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// The duties of a unit on a day that were confirmed.
    pub async fn confirmed_duties(
        &self,
        of_unit: &Slug,
        date: NaiveDate,
    ) -> Result<BTreeSet<DutyPlace>, StoreError> {
        let counters = roster::counters(&self.reader).await?;
        let rows = duty_confirmation::Entity::find()
            .filter(duty_confirmation::Column::Date.eq(date))
            .all(&self.reader)
            .await?;
        let confirmed = rows.into_iter().filter_map(|row| {
            let (unit, counter) = counters.get(&row.counter_id)?.clone();
            let half = HalfDay::from_code(&row.half)?;
            (unit == *of_unit).then_some(DutyPlace {
                date,
                half,
                unit,
                counter,
            })
        });
        Ok(confirmed.collect())
    }
}

/// The duty of a place, if it is within the permit's reach.
async fn duty_at(
    transaction: &WriteTransaction,
    permit: &Permit,
    place: &DutyPlace,
) -> Result<Duty, StoreError> {
    let missing = || {
        let DutyPlace { unit, counter, .. } = place;
        StoreError::Missing(format!("the unit {unit} has no counter {counter:?}"))
    };
    let unit = unit::Entity::find()
        .filter(unit::Column::Slug.eq(place.unit.as_str()))
        .one(transaction)
        .await?
        .ok_or_else(missing)?;
    reach::of_unit(transaction, permit, unit.id).await?;
    let counter = counter::Entity::find()
        .filter(counter::Column::UnitId.eq(unit.id))
        .filter(counter::Column::Name.eq(&place.counter))
        .one(transaction)
        .await?
        .ok_or_else(missing)?;
    Ok(Duty {
        counter: counter.id,
        date: place.date,
        half: place.half,
    })
}

/// Answers whether it was not confirmed before. The duty must be locked.
async fn confirm(transaction: &WriteTransaction, duty: Duty) -> Result<bool, DbErr> {
    let half = duty.half.code().to_owned();
    let key = (duty.date, duty.counter, half.clone());
    let known = duty_confirmation::Entity::find_by_id(key);
    if known.one(transaction).await?.is_some() {
        return Ok(false);
    }
    let row = duty_confirmation::ActiveModel {
        date: Set(duty.date),
        counter_id: Set(duty.counter),
        half: Set(half),
    };
    duty_confirmation::Entity::insert(row)
        .exec_without_returning(transaction)
        .await?;
    Ok(true)
}

impl SavedRoster<'_> {
    /// Takes back what was confirmed of half-days in which others serve now.
    pub(super) async fn take_back(&self, transaction: &WriteTransaction) -> Result<(), DbErr> {
        let confirmed = duty_confirmation::Entity::find()
            .filter(
                duty_confirmation::Column::Date
                    .between(self.week.first_day(), self.week.last_day()),
            )
            .filter(duty_confirmation::Column::CounterId.is_in(self.counters.keys().copied()))
            .all(transaction)
            .await?;
        for row in confirmed {
            let changed = |change: &RosterChange| {
                change.date == row.date
                    && change.half.code() == row.half
                    && change.counter == self.counters[&row.counter_id]
            };
            if self.changes.iter().any(changed) {
                row.delete(transaction).await?;
            }
        }
        Ok(())
    }
}
