//! Keeping the holidays that make up the working-day calendar.
//! It must not know which days the law gives off: the administrator enters them.

use chrono::NaiveDate;
use domain::access::Permit;
use domain::audit::{Changed, Deed, Subject, SubjectKind};
use domain::calendar::{Calendar, HolidayChange};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait, SqlErr};

use crate::{
    Store, StoreError, audit,
    connection::WriteTransaction,
    entity::holiday,
    seen::{Outdated, unchanged},
};

/// Why holidays were not entered. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum HolidayError {
    /// The day became a holiday, or the holiday got another name, since the calendar was read.
    #[error(transparent)]
    Conflict(#[from] Outdated),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for HolidayError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Conflict(Outdated),
            _ => Self::Store(error.into()),
        }
    }
}

impl Store {
    /// The working-day calendar with every holiday that was entered.
    pub async fn calendar(&self) -> Result<Calendar, StoreError> {
        load(&self.reader).await
    }

    /// Enters holidays and gives them other names, all or none, if their days are still what they were.
    pub async fn save_holidays(
        &self,
        permit: &Permit,
        changes: &[HolidayChange],
        now: i64,
    ) -> Result<(), HolidayError> {
        let transaction = self.begin_write().await?;
        let known = load(&transaction).await?;
        for HolidayChange { before, after } in changes {
            unchanged(known.holiday(after.day), before.as_deref())?;
            let row = row(after.day, &after.name);
            if before.is_some() {
                holiday::Entity::update(row).exec(&transaction).await?;
            } else {
                holiday::Entity::insert(row)
                    .exec_without_returning(&transaction)
                    .await?;
            }
            let named = Changed {
                before: before.clone(),
                after: Some(after.name.clone()),
            };
            note(&transaction, permit, after.day, named, now).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Makes a day an ordinary one again; nothing happens if it is.
    pub async fn remove_holiday(
        &self,
        permit: &Permit,
        day: NaiveDate,
        now: i64,
    ) -> Result<(), StoreError> {
        let transaction = self.begin_write().await?;
        let kept = holiday::Entity::find_by_id(day).one(&transaction).await?;
        if let Some(kept) = kept {
            holiday::Entity::delete_by_id(day)
                .exec(&transaction)
                .await?;
            let named = Changed {
                before: Some(kept.name),
                after: None,
            };
            note(&transaction, permit, day, named, now).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

pub(crate) async fn load(connection: &impl ConnectionTrait) -> Result<Calendar, StoreError> {
    let rows = holiday::Entity::find().all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.date, row.name)).collect())
}

fn row(day: NaiveDate, name: &str) -> holiday::ActiveModel {
    holiday::ActiveModel {
        date: Set(day),
        name: Set(name.to_owned()),
    }
}

/// Adds an entry about a holiday to the audit trail.
async fn note(
    transaction: &WriteTransaction,
    permit: &Permit,
    day: NaiveDate,
    name: Changed<Option<String>>,
    now: i64,
) -> Result<(), StoreError> {
    let subject = Subject::new(SubjectKind::Holiday, day);
    let deed = Deed::HolidaySaved { name };
    audit::append(transaction, permit, now, &deed, subject).await
}
