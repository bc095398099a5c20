//! Keeping the holidays that make up the working-day calendar.
//! It must not know which days the law gives off: the administrator enters them.

use chrono::NaiveDate;
use domain::access::Permit;
use domain::audit::{Deed, Subject};
use domain::calendar::Calendar;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait, SqlErr};

use crate::{Store, StoreError, audit, connection::WriteTransaction, entity::holiday};

/// Why a holiday was not entered. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum HolidayError {
    /// The day is a holiday already.
    #[error("this day is a holiday already")]
    Taken,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for HolidayError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Taken,
            _ => Self::Store(error.into()),
        }
    }
}

impl Store {
    /// The working-day calendar with every holiday that was entered.
    pub async fn calendar(&self) -> Result<Calendar, StoreError> {
        load(&self.reader).await
    }

    /// Enters a holiday.
    pub async fn save_holiday(
        &self,
        permit: &Permit,
        day: NaiveDate,
        name: &str,
        now: i64,
    ) -> Result<(), HolidayError> {
        let transaction = self.begin_write().await?;
        holiday::Entity::insert(row(day, name))
            .exec_without_returning(&transaction)
            .await?;
        note(&transaction, permit, day, name, now).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Enters the holidays of a file, or gives those that are known the file's names. None is taken away. Gives the number
    /// of those that were not so before.
    pub async fn import_holidays(
        &self,
        permit: &Permit,
        holidays: &[(NaiveDate, String)],
        now: i64,
    ) -> Result<usize, StoreError> {
        let transaction = self.begin_write().await?;
        let known = load(&transaction).await?;
        let mut changed = 0;
        for (day, name) in holidays {
            if known.holiday(*day) == Some(name) {
                continue;
            }
            let renamed = OnConflict::column(holiday::Column::Date)
                .update_column(holiday::Column::Name)
                .to_owned();
            holiday::Entity::insert(row(*day, name))
                .on_conflict(renamed)
                .exec_without_returning(&transaction)
                .await?;
            note(&transaction, permit, *day, name, now).await?;
            changed += 1;
        }
        transaction.commit().await?;
        Ok(changed)
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
            let words = format!("{} → –", kept.name);
            note(&transaction, permit, day, &words, now).await?;
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
    words: &str,
    now: i64,
) -> Result<(), StoreError> {
    let subject = Subject::new(Subject::HOLIDAY, day);
    audit::append(transaction, permit, now, Deed::HolidaySaved, subject, words).await
}
