//! The public record in memory, renewed when a seal or an import changes it, with the responses made from it.
//! It must not know what pages there are, and it never holds anything that is not sealed.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::http::HeaderMap;
use axum::response::Response;
use domain::language::Language;
use store::{Store, StoreError};
use web::site::Site;

use crate::cached::{Cached, Kept};

/// How often other processes' seals are looked for: well within the second in which they must show.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// How much memory the responses of one edition may take.
const CACHE_BYTES: u64 = 48 * 1024 * 1024;

/// What distinguishes one public response from another.
pub type Key = (Language, String);

/// The public record at one revision with the responses made from it so far. A new revision begins an empty one, so
/// nothing outdated can be served.
pub struct Edition {
    revision: i64,
    /// What pages read.
    pub site: Arc<Site>,
    responses: moka::sync::Cache<Key, Arc<Cached>>,
}

impl Edition {
    fn new(revision: i64, site: Site) -> Self {
        let weigh = |key: &Key, cached: &Arc<Cached>| {
            u32::try_from(cached.size() + key.1.len()).unwrap_or(u32::MAX)
        };
        let responses = moka::sync::Cache::builder()
            .max_capacity(CACHE_BYTES)
            .weigher(weigh)
            .build();
        Self {
            revision,
            site: Arc::new(site),
            responses,
        }
    }

    /// The response to a request if it was made before.
    pub fn known(&self, key: &Key, request: &HeaderMap) -> Option<Response> {
        let mut response = self.responses.get(key)?.respond(request);
        response.extensions_mut().insert(Kept::Known);
        Some(response)
    }

    /// Keeps a response for everybody who asks the same, and answers with it.
    pub fn keep(&self, key: Key, cached: Cached, request: &HeaderMap) -> Response {
        let cached = Arc::new(cached);
        self.responses.insert(key, cached.clone());
        let mut response = cached.respond(request);
        response.extensions_mut().insert(Kept::Made);
        response
    }
}

/// The current edition.
pub struct Publication {
    store: Store,
    current: RwLock<Arc<Edition>>,
}

impl Publication {
    /// Loads the record.
    pub async fn open(store: Store) -> Result<Arc<Self>, StoreError> {
        let edition = load(&store).await?;
        Ok(Arc::new(Self {
            store,
            current: RwLock::new(Arc::new(edition)),
        }))
    }

    /// The edition to answer from.
    pub fn current(&self) -> Arc<Edition> {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Loads the record again if it changed; answers whether it did.
    pub async fn refresh(&self) -> Result<bool, StoreError> {
        if self.store.revision().await? == self.current().revision {
            return Ok(false);
        }
        let edition = Arc::new(load(&self.store).await?);
        tracing::info!(revision = edition.revision, "the public record changed");
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = edition;
        Ok(true)
    }

    /// Keeps looking for changes made by this or another process. A failure is logged and the last good edition stays.
    pub async fn follow(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(error) = self.refresh().await {
                tracing::error!(%error, "the public record could not be renewed");
            }
        }
    }
}

/// The revision is read first: if the record changes in between, the next look finds a newer revision and loads again.
async fn load(store: &Store) -> Result<Edition, StoreError> {
    let revision = store.revision().await?;
    let record = store.public_record().await?;
    let retention = store.retention().await?;
    Ok(Edition::new(revision, Site::new(record, retention)))
}
