//! The public edition in memory, each part renewed when it changes, with the responses made from it.
//! It must not know what pages there are, and it never holds anything that is not sealed or public already.

mod newest;

use std::sync::{Arc, Weak};
use std::time::Duration;

use axum::http::HeaderMap;
use axum::response::Response;
use domain::figure::Evidence;
use domain::language::Language;
use domain::period::Period;
use newest::Newest;
use public::charted::{default_period, shown_series};
use store::{Part, PublicRegister, Revisions, Store, StoreError};
use tokio::task::spawn_blocking;
use ui::site::Site;

use crate::cached::{Cached, Kept};

/// How often other processes' writes are looked for: well within the second in which they must show.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// How much memory the responses may take.
const CACHE_BYTES: u64 = 48 * 1024 * 1024;

/// What distinguishes one public response from another.
pub type Key = (Language, String);

/// The parts that a response is made of: until one of them rises, it stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts([bool; Part::ALL.len()]);

impl Parts {
    /// None.
    const NONE: Self = Self([false; Part::ALL.len()]);

    /// These and another one.
    #[must_use]
    pub const fn with(mut self, part: Part) -> Self {
        self.0[part as usize] = true;
        self
    }

    fn iter(self) -> impl Iterator<Item = Part> {
        Part::ALL
            .into_iter()
            .filter(move |part| self.0[*part as usize])
    }
}

/// What files of releases are made of.
pub const RECORD: Parts = Parts::NONE.with(Part::Record);

/// What pages of figures are made of.
pub const FIGURES: Parts = RECORD.with(Part::Register);

/// A response with the revisions under which it was made.
#[derive(Clone)]
struct Stamped {
    cached: Arc<Cached>,
    parts: Parts,
    revisions: Revisions,
}

/// The responses made so far, of this edition and of earlier ones.
type Responses = moka::sync::Cache<Key, Stamped>;

/// What is public at one moment.
pub struct Edition {
    revisions: Revisions,
    /// What pages read.
    pub site: Arc<Site>,
    responses: Responses,
}

impl Edition {
    /// The response to a request if it was made before and is still what would be made now.
    pub fn known(&self, key: &Key, request: &HeaderMap) -> Option<Response> {
        let kept = self.responses.get(key)?;
        let same = |part: Part| kept.revisions.of(part) == self.revisions.of(part);
        let holds = kept.parts.iter().all(same);
        holds.then(|| {
            let mut response = kept.cached.respond(request);
            response.extensions_mut().insert(Kept::Known);
            response
        })
    }

    /// Keeps a response made from some parts for everybody who asks the same, and answers with it.
    pub fn keep(&self, key: Key, parts: Parts, cached: Cached, request: &HeaderMap) -> Response {
        let cached = Arc::new(cached);
        let kept = Stamped {
            cached: cached.clone(),
            parts,
            revisions: self.revisions,
        };
        self.responses.insert(key, kept);
        let mut response = cached.respond(request);
        response.extensions_mut().insert(Kept::Made);
        response
    }

    /// The edition at the newest revisions, if a part has risen. The revisions are read first: if a part changes while it
    /// is read, the next look finds it risen again.
    async fn newer(&self, store: &Store) -> Result<Option<Self>, StoreError> {
        let revisions = store.revisions().await?;
        let risen: Vec<Part> = revisions.risen_since(&self.revisions).collect();
        if risen.is_empty() {
            return Ok(None);
        }
        tracing::info!(?risen, "the public edition changed");
        Ok(Some(Self {
            revisions,
            site: self.site_with(store, &risen).await?,
            responses: self.responses.clone(),
        }))
    }

    /// The site with these parts read again. Voices and forums are not in it: pages ask the store for the few that
    /// they show.
    async fn site_with(&self, store: &Store, risen: &[Part]) -> Result<Arc<Site>, StoreError> {
        let site = self.site.clone();
        if !risen.contains(&Part::Record) && !risen.contains(&Part::Register) {
            return Ok(site);
        }
        let sealed = if risen.contains(&Part::Record) {
            Arc::new(store.sealed(site.record.sealed()).await?)
        } else {
            site.record.sealed().clone()
        };
        let public = if risen.contains(&Part::Register) {
            store.public_register().await?
        } else {
            PublicRegister {
                register: site.record.register().clone(),
                retention: site.retention.clone(),
                invented: site.record.is_invented(),
            }
        };
        let renewed = spawn_blocking(move || {
            let record = &site.record;
            let record = record.renewed(public.register, sealed, public.invented);
            Arc::new(site.renewed(record, public.retention))
        });
        let failed = |error| StoreError::Corrupt(format!("the record cannot be prepared: {error}"));
        renewed.await.map_err(failed)
    }
}

/// The current edition.
pub struct Publication {
    store: Store,
    editions: Newest<Edition>,
}

impl Publication {
    /// Loads the edition.
    pub async fn open(store: Store) -> Result<Arc<Self>, StoreError> {
        let weigh = |key: &Key, kept: &Stamped| {
            u32::try_from(kept.cached.size() + key.1.len()).unwrap_or(u32::MAX)
        };
        let responses = Responses::builder()
            .max_capacity(CACHE_BYTES)
            .weigher(weigh)
            .build();
        let empty = Edition {
            revisions: Revisions::default(),
            site: Arc::default(),
            responses,
        };
        let first = Edition {
            revisions: store.revisions().await?,
            site: empty.site_with(&store, &Part::ALL).await?,
            ..empty
        };
        Ok(Arc::new(Self {
            store,
            editions: Newest::new(first),
        }))
    }

    /// The edition to answer from.
    pub fn current(&self) -> Arc<Edition> {
        self.editions.current()
    }

    /// Reads again what has changed; what was written before is public after it. Answers whether anything was.
    pub async fn refresh(&self) -> Result<bool, StoreError> {
        let store = &self.store;
        let newer = |edition: Arc<Edition>| async move { edition.newer(store).await };
        let renewed = self.editions.renew(newer).await?;
        if renewed {
            self.prepare();
        }
        Ok(renewed)
    }

    /// Begins to judge the changes that pages and data tell, so that no reader waits for it.
    fn prepare(&self) {
        let edition = Arc::downgrade(&self.current());
        spawn_blocking(move || judge_changes(&edition));
    }

    /// Keeps looking for changes made by this or another process. A failure is logged and the last good edition stays.
    pub async fn follow(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        self.prepare();
        loop {
            ticks.tick().await;
            if let Err(error) = self.refresh().await {
                tracing::error!(%error, "the public edition could not be renewed");
            }
        }
    }
}

/// Judges the changes of the period that pages show unless asked otherwise and then those of every month, the newest first, as
/// long as the edition is the current one.
fn judge_changes(edition: &Weak<Edition>) {
    let record = edition.upgrade().map(|edition| edition.site.record.clone());
    let Some(record) = record else { return };
    let months = record.months().rev().map(Period::Month);
    for period in default_period(&record).into_iter().chain(months) {
        if edition.strong_count() == 0 {
            return;
        }
        record.prepare_changes(period, shown_series(), Evidence::Official);
    }
}
