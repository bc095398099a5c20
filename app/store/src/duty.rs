//! Duty sets: the number under which invitations are given out for the officers on duty, what a corrected roster makes of
//! it, and forgetting whom it stood for. It must not know what anybody answered.

mod confirming;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::access::Permit;
use domain::audit::{Deed, Subject};
use domain::duty::{Corrected, DutySet, corrected};
use domain::period::{Month, Period};
use domain::roster::{HalfDay, Roster, RosterChange};
use domain::slug::Slug;
use domain::week::Week;
use sea_orm::sea_query::{Expr, LockType, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
};

use crate::connection::WriteTransaction;
use crate::entity::{counter, duty_half, duty_set, invitation_batch, roster_entry};
use crate::invitation::monday_of;
use crate::{StoreError, audit};

/// Stands for officers that nothing tells apart any more.
pub(crate) const SEVERAL: &str = "";

/// A counter in one half-day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Duty {
    /// The counter.
    pub counter: i32,
    /// The day.
    pub date: NaiveDate,
    /// The half of it.
    pub half: HalfDay,
}

/// The number for the officers on duty, made when it is first asked for in a week; none where the roster names nobody. No
/// roster of the counter is saved until the transaction ends.
pub(crate) async fn duty_number(
    transaction: &WriteTransaction,
    duty: Duty,
) -> Result<Option<i64>, StoreError> {
    lock(transaction, &[duty.counter]).await?;
    let Some(set) = on_duty(transaction, duty).await? else {
        return Ok(None);
    };
    let week = monday_of(duty.date);
    let known = duty_set::Entity::find()
        .filter(duty_set::Column::Week.eq(week))
        .filter(duty_set::Column::CounterId.eq(duty.counter))
        .filter(duty_set::Column::Officers.eq(set.to_string()))
        .one(transaction)
        .await?;
    let number = match known {
        Some(row) => row.number,
        None => make(transaction, duty.counter, week, &set).await?,
    };
    let half = duty_half::ActiveModel {
        number: Set(number),
        date: Set(duty.date),
        half: Set(duty.half.code().to_owned()),
    };
    let once = OnConflict::new().do_nothing().to_owned();
    duty_half::Entity::insert(half)
        .on_conflict(once)
        .exec_without_returning(transaction)
        .await?;
    Ok(Some(number))
}

/// Who is on duty by the roster.
async fn on_duty(transaction: &WriteTransaction, duty: Duty) -> Result<Option<DutySet>, DbErr> {
    let rows = roster_entry::Entity::find()
        .filter(roster_entry::Column::Date.eq(duty.date))
        .filter(roster_entry::Column::Half.eq(duty.half.code()))
        .filter(roster_entry::Column::CounterId.eq(duty.counter))
        .all(transaction)
        .await?;
    Ok(DutySet::of(
        rows.into_iter().map(|row| row.officer_id.into()),
    ))
}

async fn make(
    transaction: &WriteTransaction,
    counter: i32,
    week: NaiveDate,
    set: &DutySet,
) -> Result<i64, DbErr> {
    let number = (rand::random::<u64>() >> 1).cast_signed();
    let row = duty_set::ActiveModel {
        number: Set(number),
        counter_id: Set(counter),
        week: Set(week),
        officers: Set(set.to_string()),
    };
    duty_set::Entity::insert(row)
        .exec_without_returning(transaction)
        .await?;
    Ok(number)
}

/// Keeps the duty at counters as it is: whoever gives out invitations for it and whoever saves its roster wait for each other.
pub(crate) async fn lock(transaction: &WriteTransaction, counters: &[i32]) -> Result<(), DbErr> {
    counter::Entity::find()
        .select_only()
        .column(counter::Column::Id)
        .filter(counter::Column::Id.is_in(counters.iter().copied()))
        // Weaker than for a deletion: whoever inserts a row that names a counter does not wait for it, nor it for them.
        .lock(LockType::NoKeyUpdate)
        .into_tuple::<i32>()
        .all(transaction)
        .await
        .map(drop)
}

/// A roster that was just saved.
pub(crate) struct SavedRoster<'a> {
    /// The unit.
    pub unit: &'a Slug,
    /// The week.
    pub week: Week,
    /// The names of its counters.
    pub counters: BTreeMap<i32, String>,
    /// Who serves there now.
    pub roster: &'a Roster,
    /// What is different from before.
    pub changes: &'a [RosterChange],
}

impl SavedRoster<'_> {
    /// Takes back what was confirmed of other officers, lets the numbers of the week follow the roster as far as they can, and
    /// notes in the trail how many did.
    pub(crate) async fn correct(
        &self,
        transaction: &WriteTransaction,
        permit: &Permit,
        now: i64,
    ) -> Result<(), StoreError> {
        self.take_back(transaction).await?;
        let (mut moved, mut several) = (0, 0);
        let numbers = self.numbers(transaction).await?;
        let halves = duty_half::Entity::find()
            .filter(duty_half::Column::Number.is_in(numbers.iter().map(|row| row.number)))
            .all(transaction)
            .await?;
        for row in numbers {
            let set: DutySet = row.officers.parse().map_err(StoreError::corrupt)?;
            let own = halves.iter().filter(|half| half.number == row.number);
            let now = own.map(|half| self.on_duty(row.counter_id, half));
            let officers = match corrected(&set, now.collect::<Result<Vec<_>, _>>()?) {
                Corrected::Unchanged => continue,
                Corrected::Moved(set) => {
                    moved += 1;
                    set.to_string()
                }
                Corrected::Several => {
                    several += 1;
                    SEVERAL.to_owned()
                }
            };
            duty_set::Entity::update_many()
                .col_expr(duty_set::Column::Officers, Expr::value(officers))
                .filter(duty_set::Column::Number.eq(row.number))
                .exec(transaction)
                .await?;
        }
        if moved + several > 0 {
            let deed = Deed::DutyCorrected { moved, several };
            let subject = Subject::duties(self.unit, self.week);
            audit::append(transaction, permit, now, &deed, subject).await?;
        }
        Ok(())
    }

    async fn numbers(&self, transaction: &WriteTransaction) -> Result<Vec<duty_set::Model>, DbErr> {
        duty_set::Entity::find()
            .filter(duty_set::Column::Week.eq(self.week.first_day()))
            .filter(duty_set::Column::CounterId.is_in(self.counters.keys().copied()))
            .filter(duty_set::Column::Officers.ne(SEVERAL))
            .all(transaction)
            .await
    }

    fn on_duty(
        &self,
        counter: i32,
        half: &duty_half::Model,
    ) -> Result<Option<DutySet>, StoreError> {
        let name = &self.counters[&counter];
        let part = HalfDay::from_code(&half.half).ok_or_else(|| StoreError::corrupt(&half.half))?;
        let officers = self.roster.officers_on(self.unit, name, half.date, part);
        Ok(DutySet::of(officers))
    }
}

/// Whom some numbers stand for; left out are those that stand for several sets or that nobody knows any more.
pub(crate) async fn sets(
    connection: &impl ConnectionTrait,
) -> Result<BTreeMap<i64, DutySet>, StoreError> {
    let rows = duty_set::Entity::find()
        .filter(duty_set::Column::Officers.ne(SEVERAL))
        .all(connection)
        .await?;
    let sets = rows.into_iter().map(|row| {
        let set = row.officers.parse().map_err(StoreError::corrupt)?;
        Ok((row.number, set))
    });
    sets.collect()
}

/// Forgets whom some numbers stood for, and of which counter and week they are, if their semester ended by a day. Tells how
/// many went.
pub(crate) async fn forget_duty_sets(
    transaction: &WriteTransaction,
    until: NaiveDate,
    at_once: u64,
) -> Result<u64, DbErr> {
    let tomorrow = Month::of(until.succ_opt().unwrap_or(until));
    let kept_from = Period::semester_of(tomorrow).first_month().first_day();
    let numbers: Vec<i64> = duty_set::Entity::find()
        .select_only()
        .column(duty_set::Column::Number)
        .filter(duty_set::Column::Week.lt(kept_from))
        .limit(at_once)
        .into_tuple()
        .all(transaction)
        .await?;
    if numbers.is_empty() {
        return Ok(0);
    }
    let of_numbers = invitation_batch::Column::Duty.is_in(numbers.iter().copied());
    invitation_batch::Entity::update_many()
        .col_expr(invitation_batch::Column::Duty, Expr::value(None::<i64>))
        .filter(of_numbers)
        .exec(transaction)
        .await?;
    duty_half::Entity::delete_many()
        .filter(duty_half::Column::Number.is_in(numbers.iter().copied()))
        .exec(transaction)
        .await?;
    let gone = duty_set::Entity::delete_many()
        .filter(duty_set::Column::Number.is_in(numbers))
        .exec(transaction)
        .await?;
    Ok(gone.rows_affected)
}
