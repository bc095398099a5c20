//! Keeping the duty roster, a unit and a week at a time.
//! It must not overwrite what somebody else saved since the roster was read, nor let anybody be in two places.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::access::Permit;
use domain::audit::{Deed, Subject};
use domain::digest::Digest;
use domain::roster::{FaultyRow, HalfDay, Roster, RosterEntry, faults};
use domain::slug::Slug;
use domain::week::Week;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    QuerySelect, SqlErr,
};

use crate::{
    Store, StoreError, audit,
    connection::WriteTransaction,
    duty::{SavedRoster, lock as lock_duty},
    entity::{counter, officer, roster_entry, unit},
    names::unit_slugs,
    officer as officers, reach, register,
    seen::{Outdated, unchanged},
};

/// Rows per statement, far below the limit of bound values.
const CHUNK: usize = 512;

/// Why a roster was not saved. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RosterError {
    /// Somebody else changed this week of the unit since it was read.
    #[error(transparent)]
    Conflict(#[from] Outdated),
    /// The roster cannot be so; holds every fault by the place of its row.
    #[error("the roster has {} faults", .0.len())]
    Faults(Vec<FaultyRow>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for RosterError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            // Another unit put the same officer on duty at the same moment.
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Conflict(Outdated),
            _ => Self::Store(error.into()),
        }
    }
}

/// A unit's counters by their keys.
pub(crate) type Counters = HashMap<i32, (Slug, String)>;

impl Store {
    /// Who serves at a unit's counters from one day to another, both included.
    pub async fn roster(
        &self,
        unit: &Slug,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Roster, StoreError> {
        load(&self.reader, unit, from, until).await
    }

    /// How many half-days of a unit's counters have somebody on duty on some days, all counters together; units without any
    /// are left out.
    pub async fn roster_coverage(
        &self,
        days: &[NaiveDate],
    ) -> Result<BTreeMap<Slug, usize>, StoreError> {
        let counters = counters(&self.reader).await?;
        let on_days = roster_entry::Column::Date.is_in(days.iter().copied());
        let entries = entries(&self.reader, Condition::all().add(on_days), &counters).await?;
        let places = entries
            .into_iter()
            .map(|entry| (entry.unit, entry.counter, entry.date, entry.half))
            .collect::<BTreeSet<_>>();
        let mut coverage = BTreeMap::new();
        for (unit, ..) in places {
            *coverage.entry(unit).or_default() += 1;
        }
        Ok(coverage)
    }

    /// What would keep a week of a unit from being saved.
    pub async fn roster_faults(
        &self,
        unit: &Slug,
        week: Week,
        rows: &[RosterEntry],
    ) -> Result<Vec<FaultyRow>, StoreError> {
        find_faults(&self.reader, unit, week, rows).await
    }

    /// Puts new duties in the place of all those that a unit's counters have in a week, if they are still those of which
    /// `expected` is the fingerprint. Saving what is there already leaves no trace.
    pub async fn save_roster(
        &self,
        permit: &Permit,
        unit: &Slug,
        week: Week,
        expected: Digest,
        rows: &[RosterEntry],
        now: i64,
    ) -> Result<(), RosterError> {
        let transaction = self.begin_write().await?;
        let id = lock(&transaction, unit).await?;
        reach::of_unit(&transaction, permit, id).await?;
        let before = load(&transaction, unit, week.first_day(), week.last_day()).await?;
        unchanged(before.fingerprint(), expected)?;
        let faults = find_faults(&transaction, unit, week, rows).await?;
        if !faults.is_empty() {
            return Err(RosterError::Faults(faults));
        }
        let after = Roster::new(rows.to_vec()).map_err(RosterError::Faults)?;
        let changes = before.changes(&after);
        if changes.is_empty() {
            return Ok(());
        }
        let counters = replace(&transaction, unit, week, rows).await?;
        let saved = SavedRoster {
            unit,
            week,
            counters,
            roster: &after,
            changes: &changes,
        };
        saved.correct(&transaction, permit, now).await?;
        let subject = Subject::duties(unit, week);
        let deed = Deed::RosterSaved { changes };
        audit::append(&transaction, permit, now, &deed, subject).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Lets one person at a time save a unit's roster, and gives the unit's number. SQLite has one writer anyway.
async fn lock(transaction: &WriteTransaction, unit: &Slug) -> Result<i32, StoreError> {
    let row = unit::Entity::find()
        .filter(unit::Column::Slug.eq(unit.as_str()))
        .lock_exclusive()
        .one(transaction)
        .await?;
    row.map(|row| row.id)
        .ok_or_else(|| StoreError::Missing(format!("there is no unit {unit}")))
}

async fn load(
    connection: &impl ConnectionTrait,
    unit: &Slug,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Roster, StoreError> {
    let counters = counters(connection).await?;
    let here = at(&counters, unit).add(between(from, until));
    let entries = entries(connection, here, &counters).await?;
    let twice = || StoreError::corrupt("an officer at two counters in one half-day");
    Roster::new(entries).map_err(|_| twice())
}

async fn find_faults(
    connection: &impl ConnectionTrait,
    unit: &Slug,
    week: Week,
    rows: &[RosterEntry],
) -> Result<Vec<FaultyRow>, StoreError> {
    let misplaced = |row: &RosterEntry| row.unit != *unit || !week.contains(row.date);
    if rows.iter().any(misplaced) {
        return Err(StoreError::Missing(format!(
            "a duty outside of {unit} or {week} cannot be saved with it"
        )));
    }
    let ids: BTreeSet<_> = rows.iter().map(|row| row.officer.uuid()).collect();
    let slugs = unit_slugs(connection).await?;
    let named = Condition::all().add(officer::Column::Id.is_in(ids.iter().copied()));
    let named = officers::find(connection, named, &slugs).await?;
    let counters = counters(connection).await?;
    let elsewhere = Condition::all()
        .add(at(&counters, unit).not())
        .add(between(week.first_day(), week.last_day()))
        .add(roster_entry::Column::OfficerId.is_in(ids));
    let elsewhere = entries(connection, elsewhere, &counters).await?;
    let register = register::load(connection).await?;
    Ok(faults(rows, &elsewhere, &register, &named))
}

/// Answers with the unit's counters.
async fn replace(
    transaction: &WriteTransaction,
    unit: &Slug,
    week: Week,
    rows: &[RosterEntry],
) -> Result<BTreeMap<i32, String>, RosterError> {
    let counters = counters(transaction).await?;
    let here = counters.iter().filter(|(_, (of, _))| of == unit);
    let names: BTreeMap<i32, String> = here.map(|(id, (_, name))| (*id, name.clone())).collect();
    let locked: Vec<i32> = names.keys().copied().collect();
    lock_duty(transaction, &locked).await?;
    roster_entry::Entity::delete_many()
        .filter(at(&counters, unit))
        .filter(between(week.first_day(), week.last_day()))
        .exec(transaction)
        .await?;
    let ids: HashMap<&str, i32> = names
        .iter()
        .map(|(id, name)| (name.as_str(), *id))
        .collect();
    for chunk in rows.chunks(CHUNK) {
        let rows = chunk.iter().map(|entry| roster_entry::ActiveModel {
            date: Set(entry.date),
            half: Set(entry.half.code().to_owned()),
            counter_id: Set(ids[entry.counter.as_str()]),
            officer_id: Set(entry.officer.uuid()),
        });
        roster_entry::Entity::insert_many(rows)
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(names)
}

/// Every counter.
pub(crate) async fn counters(connection: &impl ConnectionTrait) -> Result<Counters, StoreError> {
    let slugs = unit_slugs(connection).await?;
    let rows = counter::Entity::find().all(connection).await?;
    let counters = rows.into_iter().map(|row| {
        let unit = slugs.get(&row.unit_id).cloned();
        let unit = unit.ok_or_else(|| StoreError::corrupt("a counter of a unit that is gone"))?;
        Ok((row.id, (unit, row.name)))
    });
    counters.collect()
}

/// The duties at the counters of a unit.
fn at(counters: &Counters, unit: &Slug) -> Condition {
    let of_unit = counters.iter().filter(|(_, (of, _))| of == unit);
    let here = roster_entry::Column::CounterId.is_in(of_unit.map(|(id, _)| *id));
    Condition::all().add(here)
}

fn between(from: NaiveDate, until: NaiveDate) -> Condition {
    Condition::all().add(roster_entry::Column::Date.between(from, until))
}

async fn entries(
    connection: &impl ConnectionTrait,
    condition: Condition,
    counters: &Counters,
) -> Result<Vec<RosterEntry>, StoreError> {
    let rows = roster_entry::Entity::find()
        .filter(condition)
        .all(connection)
        .await?;
    let entries = rows.into_iter().map(|row| {
        let counter = counters.get(&row.counter_id).cloned();
        let (unit, counter) =
            counter.ok_or_else(|| StoreError::corrupt("a duty at a counter that is gone"))?;
        Ok(RosterEntry {
            date: row.date,
            half: HalfDay::from_code(&row.half).ok_or_else(|| StoreError::corrupt(&row.half))?,
            unit,
            counter,
            officer: row.officer_id.into(),
        })
    });
    entries.collect()
}
