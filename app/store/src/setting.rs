//! Settings of the installation that live in the database.
//! It must not know what a setting means to others.

use domain::access::Permit;
use domain::audit::{Subject, SubjectKind};
use domain::release::Digest;
use domain::seal::DEFAULT_K;
use domain::settings::Settings;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbBackend, DbErr, EntityTrait};

use crate::{
    Store, StoreError, audit,
    edition::{Part, raise},
    entity::setting,
    retention,
    seen::unchanged,
};

/// Marks a database that holds the invented data of a demonstration.
const DEMO: &str = "demo";

/// The smallest number of ratings that are published together.
const K: &str = "k";

/// Marks a demonstration whose data is complete.
const DEMO_FILLED: &str = "demo_filled";

impl Store {
    /// Whether the database holds the invented data of a demonstration.
    pub async fn is_demo(&self) -> Result<bool, StoreError> {
        Ok(read(&self.reader, DEMO).await?.is_some())
    }

    /// Marks the database for ever as holding invented data.
    pub async fn mark_as_demo(&self) -> Result<(), StoreError> {
        let transaction = self.begin_write().await?;
        write_once(&transaction, DEMO, "yes").await?;
        Ok(transaction.commit().await?)
    }

    /// Whether a demonstration's data is complete.
    pub async fn is_demo_filled(&self) -> Result<bool, StoreError> {
        Ok(read(&self.reader, DEMO_FILLED).await?.is_some())
    }

    /// Marks a demonstration's data as complete.
    pub async fn mark_demo_as_filled(&self) -> Result<(), StoreError> {
        let transaction = self.begin_write().await?;
        write_once(&transaction, DEMO_FILLED, "yes").await?;
        Ok(transaction.commit().await?)
    }

    /// What administrators can set.
    pub async fn settings(&self) -> Result<Settings, StoreError> {
        Ok(Settings {
            k: k(&self.reader).await?,
            retention: retention::retention(&self.reader).await?,
        })
    }

    /// Sets what administrators can set, if it still is what `seen` says. Answers whether it was.
    pub async fn change_settings(
        &self,
        permit: &Permit,
        seen: &Digest,
        settings: &Settings,
        now: i64,
    ) -> Result<bool, StoreError> {
        let transaction = self.begin_write().await?;
        lock_installation(&transaction).await?;
        let before = Settings {
            k: k(&transaction).await?,
            retention: retention::retention(&transaction).await?,
        };
        if unchanged(before.digest(), *seen).is_err() {
            return Ok(false);
        }
        write(&transaction, K, &settings.k.to_string()).await?;
        for (kind, months) in &settings.retention {
            write(&transaction, &retention::key(*kind), &months.to_string()).await?;
        }
        let subject = Subject::new(SubjectKind::Settings, "portal");
        let deed = before.changed_to(settings);
        audit::append(&transaction, permit, now, &deed, subject).await?;
        if before.retention != settings.retention {
            raise(&transaction, [Part::Register]).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }
}

/// The smallest number of ratings that the next seal publishes together.
pub(crate) async fn k(connection: &impl ConnectionTrait) -> Result<u64, StoreError> {
    let set = read(connection, K).await?;
    set.map_or(Ok(DEFAULT_K), |text| {
        text.parse().map_err(StoreError::corrupt)
    })
}

pub(crate) async fn read(
    connection: &impl ConnectionTrait,
    key: &str,
) -> Result<Option<String>, DbErr> {
    Ok(setting::Entity::find_by_id(key.to_owned())
        .one(connection)
        .await?
        .map(|row| row.value))
}

/// Writes a setting unless it exists.
pub(crate) async fn write_once(
    connection: &impl ConnectionTrait,
    key: &str,
    value: &str,
) -> Result<(), DbErr> {
    let row = setting::ActiveModel {
        key: Set(key.to_owned()),
        value: Set(value.to_owned()),
    };
    setting::Entity::insert(row)
        .on_conflict(
            OnConflict::column(setting::Column::Key)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Writes a setting over what it was.
pub(crate) async fn write(
    connection: &impl ConnectionTrait,
    key: &str,
    value: &str,
) -> Result<(), DbErr> {
    let row = setting::ActiveModel {
        key: Set(key.to_owned()),
        value: Set(value.to_owned()),
    };
    setting::Entity::insert(row)
        .on_conflict(
            OnConflict::column(setting::Column::Key)
                .update_column(setting::Column::Value)
                .to_owned(),
        )
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Lets one process at a time change the schema or seal. SQLite needs nothing: it has one writer anyway.
pub(crate) async fn lock_installation(transaction: &impl ConnectionTrait) -> Result<(), DbErr> {
    if transaction.get_database_backend() == DbBackend::Postgres {
        transaction
            .execute_unprepared("SELECT pg_advisory_xact_lock(5323001)")
            .await?;
    }
    Ok(())
}
