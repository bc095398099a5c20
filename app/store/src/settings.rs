//! What the installation is set to: what administrators can set, and whether it is a demonstration.
//! It must not know what a setting means to others.

use domain::access::Permit;
use domain::audit::{Subject, SubjectKind};
use domain::digest::Digest;
use domain::retention::{LIMITS, Retained, Retention};
use domain::seal::DEFAULT_K;
use domain::settings::Settings;
use sea_orm::ConnectionTrait;

use crate::{
    Store, StoreError, audit,
    edition::{Part, raise},
    seen::unchanged,
    setting,
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
        is_demo(&self.reader).await
    }

    /// Marks the database for ever as holding invented data.
    pub async fn mark_as_demo(&self) -> Result<(), StoreError> {
        let transaction = self.begin_write().await?;
        setting::write_once(&transaction, DEMO, "yes").await?;
        Ok(transaction.commit().await?)
    }

    /// Whether a demonstration's data is complete.
    pub async fn is_demo_filled(&self) -> Result<bool, StoreError> {
        Ok(setting::read(&self.reader, DEMO_FILLED).await?.is_some())
    }

    /// Marks a demonstration's data as complete.
    pub async fn mark_demo_as_filled(&self) -> Result<(), StoreError> {
        let transaction = self.begin_write().await?;
        setting::write_once(&transaction, DEMO_FILLED, "yes").await?;
        Ok(transaction.commit().await?)
    }

    /// How long each kind is kept.
    pub async fn retention(&self) -> Result<Retention, StoreError> {
        retention(&self.reader).await
    }

    /// What administrators can set.
    pub async fn settings(&self) -> Result<Settings, StoreError> {
        Ok(Settings {
            k: k(&self.reader).await?,
            retention: retention(&self.reader).await?,
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
        setting::lock_installation(&transaction).await?;
        let before = Settings {
            k: k(&transaction).await?,
            retention: retention(&transaction).await?,
        };
        if unchanged(before.digest(), *seen).is_err() {
            return Ok(false);
        }
        setting::write(&transaction, K, &settings.k.to_string()).await?;
        for (kind, months) in &settings.retention {
            setting::write(&transaction, &key(*kind), &months.to_string()).await?;
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
    let set = setting::read(connection, K).await?;
    set.map_or(Ok(DEFAULT_K), |text| {
        text.parse().map_err(StoreError::corrupt)
    })
}

/// How long each kind is kept.
pub(crate) async fn retention(connection: &impl ConnectionTrait) -> Result<Retention, StoreError> {
    let mut retention = Retention::new();
    for kind in Retained::ALL {
        let set = setting::read(connection, &key(*kind)).await?;
        let months = set.map_or(Ok(kind.default_months()), |text| text.parse());
        let months = months.map_err(StoreError::corrupt)?;
        retention.insert(*kind, months.clamp(*LIMITS.start(), *LIMITS.end()));
    }
    Ok(retention)
}

/// Under which setting the time of a kind is kept.
fn key(kind: Retained) -> String {
    format!("retention_{}", kind.code())
}

/// Whether a database holds the invented data of a demonstration.
pub(crate) async fn is_demo(connection: &impl ConnectionTrait) -> Result<bool, StoreError> {
    Ok(setting::read(connection, DEMO).await?.is_some())
}
