//! Reading back what is sealed, each document once, and the register as everybody may see it.
//! It must not show a release whose text was changed, nor work through a document on a thread that answers requests.

use std::sync::Arc;
use std::thread::available_parallelism;

use domain::period::Month;
use domain::record::{PublicRecord, Published, Sealed};
use domain::register::Register;
use domain::release::{Digest, Release};
use domain::retention::Retention;
use futures::{StreamExt, TryStreamExt, stream};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder, QuerySelect};
use tokio::task::spawn_blocking;

use super::correction::corrections;
use crate::{Store, StoreError, entity::release, register::load, retention::retention};

/// What everybody may read of the register and the settings.
#[derive(Clone, Debug)]
pub struct PublicRegister {
    /// Units, services and counters, without what is for the desk only.
    pub register: Arc<Register>,
    /// How long what is not part of the record is kept.
    pub retention: Retention,
    /// Whether the data is made up for a demonstration.
    pub invented: bool,
}

impl Store {
    /// The register as everybody may see it.
    pub async fn public_register(&self) -> Result<PublicRegister, StoreError> {
        Ok(PublicRegister {
            register: Arc::new(load(&self.reader).await?.without_internal()),
            retention: retention(&self.reader).await?,
            invented: self.is_demo().await?,
        })
    }

    /// Everything sealed. Only releases that are not `known` yet are read; their text, if it was changed, is an error.
    pub async fn sealed(&self, known: &Sealed) -> Result<Sealed, StoreError> {
        let releases = releases(&self.reader, known).await?;
        let corrections = corrections(&self.reader).await?;
        apart(move || Sealed::new(releases, corrections)).await
    }

    /// The register and everything sealed. A release whose text was changed is an error, never a figure.
    pub async fn public_record(&self) -> Result<PublicRecord, StoreError> {
        let sealed = Arc::new(self.sealed(&Sealed::default()).await?);
        let public = self.public_register().await?;
        apart(move || PublicRecord::new(public.register, sealed, public.invented)).await
    }
}

/// The last sealed month.
pub(crate) async fn last_sealed(
    connection: &impl ConnectionTrait,
) -> Result<Option<Month>, StoreError> {
    let last = last_release(connection).await?;
    last.map(|row| row.month.parse().map_err(StoreError::corrupt))
        .transpose()
}

/// The hash of the last release.
pub(crate) async fn last_digest(
    connection: &impl ConnectionTrait,
) -> Result<Option<Digest>, StoreError> {
    let last = last_release(connection).await?;
    last.map(|row| row.digest.parse().map_err(StoreError::corrupt))
        .transpose()
}

async fn last_release(connection: &impl ConnectionTrait) -> Result<Option<release::Model>, DbErr> {
    release::Entity::find()
        .order_by_desc(release::Column::Month)
        .one(connection)
        .await
}

/// What must be true of the releases and corrections that a backup holds.
pub(crate) async fn verify_releases(connection: &impl ConnectionTrait) -> Result<(), StoreError> {
    releases(connection, &Sealed::default()).await?;
    corrections(connection).await?;
    Ok(())
}

/// Every release, oldest first. One whose text was changed or that does not follow the one before is an error.
async fn releases(
    connection: &impl ConnectionTrait,
    known: &Sealed,
) -> Result<Vec<Arc<Published>>, StoreError> {
    let listed: Vec<(String, String)> = release::Entity::find()
        .select_only()
        .columns([release::Column::Month, release::Column::Digest])
        .order_by_asc(release::Column::Month)
        .into_tuple()
        .all(connection)
        .await?;
    let reading = listed.into_iter().map(|(month, digest)| async move {
        let digest: Digest = digest.parse().map_err(StoreError::corrupt)?;
        match known.of_digest(digest) {
            Some(published) => Ok::<_, StoreError>(published.clone()),
            None => read(connection, month, digest).await,
        }
    });
    let at_once = available_parallelism().map_or(1, usize::from);
    let mut reading = stream::iter(reading).buffered(at_once);
    let mut names = known.names();
    let mut releases: Vec<Arc<Published>> = Vec::new();
    while let Some(mut published) = reading.try_next().await? {
        if published.release.previous() != releases.last().map(|before| before.digest) {
            return Err(StoreError::corrupt(format!(
                "the release of {} does not follow the one before",
                published.release.month()
            )));
        }
        // Those that were known belong to others too and share their names already.
        if let Some(fresh) = Arc::get_mut(&mut published) {
            names.share(&mut fresh.release);
        }
        releases.push(published);
    }
    Ok(releases)
}

async fn read(
    connection: &impl ConnectionTrait,
    month: String,
    digest: Digest,
) -> Result<Arc<Published>, StoreError> {
    let row = release::Entity::find_by_id(month).one(connection).await?;
    let row = row.ok_or_else(|| StoreError::corrupt("a release disappeared"))?;
    let opened = apart(move || Release::open(&row.document, digest)).await?;
    let release = opened.map_err(StoreError::corrupt)?;
    Ok(Arc::new(Published { release, digest }))
}

/// Does long work on a thread that nobody waits for an answer on.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, StoreError> {
    let done = spawn_blocking(work).await;
    done.map_err(|error| StoreError::corrupt(format!("the record cannot be read: {error}")))
}
