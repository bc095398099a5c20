//! What every route can reach.
//! It must not know any route.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::sync::{Arc, Once};
use std::time::Duration;

use axum::http::HeaderMap;
use chrono::NaiveDate;
use domain::forum::{ForumId, Said};
use domain::language::{Bilingual, Language};
use domain::moment::ClockStanding;
use store::{BallotBox, Store, StoreError};
use ui::page::Page;
use ui::site::Site;

use crate::bells::Bells;
use crate::cached::Cached;
use crate::clock::Clock;
use crate::health::Health;
use crate::limits::{self, Limits};
use crate::mail::Mailer;
use crate::metrics::Metrics;
use crate::publication::Publication;
use crate::sealing::Sealer;

/// A proxy that nobody trusts is told of once.
static UNTRUSTED: Once = Once::new();

/// For how long the store is not asked again, in seconds.
const BELIEVED_FOR: i64 = 60;

/// Shorter than any request may take, so that a citizen gets the form back and not a page that fits every failure.
pub const BALLOT_PATIENCE: Duration = Duration::from_secs(10);

/// What the hall of a forum sees, by forum, language, day and version.
pub type Halls = moka::sync::Cache<(ForumId, Language, NaiveDate, u64), Arc<Cached>>;

/// How many halls are kept ready: the newest versions of a few forums.
pub const KEPT_HALLS: u64 = 64;

/// What was said at forums that are over, by forum and how often their record changed.
pub type EarlierForums = moka::sync::Cache<(ForumId, u64), Arc<Said>>;

/// How many of them are kept ready: those of the units that hold a forum now.
pub const KEPT_EARLIER_FORUMS: u64 = 32;

/// The state of the server; cloning is cheap.
#[derive(Clone)]
pub struct AppState {
    /// The database, for the little that pages ask it directly.
    pub store: Store,
    /// Where ratings go.
    pub ballots: BallotBox,
    /// Until when the clock is believed, in seconds since 1970 (UTC), as the store said last.
    pub believed_until: Arc<AtomicI64>,
    /// How long a citizen waits until the own rating is stored.
    pub patience: Duration,
    /// Where figures come from.
    pub publication: Arc<Publication>,
    /// Whether the database keeps what is written.
    pub health: Arc<Health>,
    /// What carries out confirmed seals.
    pub sealer: Arc<Sealer>,
    /// How much a client may ask for.
    pub limits: Arc<Limits>,
    /// The bells of forums.
    pub bells: Arc<Bells>,
    /// What the halls of forums see, made once for all.
    pub halls: Halls,
    /// What was said at forums that are over, from which themes are learnt.
    pub earlier_forums: EarlierForums,
    /// The time.
    pub clock: Clock,
    /// The address under which the portal is reached, without a slash at the end.
    pub public_url: Arc<str>,
    /// What brings people their links; none where links are handed over by hand.
    pub mailer: Option<Mailer>,
    /// What is counted for those who operate the server.
    pub metrics: Arc<Metrics>,
    /// Where to report a hole in the server, as an address (`mailto:…`, `https://…`).
    pub security_contact: Option<Arc<str>>,
    /// How many proxies in front of the server are trusted to tell who asks.
    pub trusted_proxies: usize,
}

impl AppState {
    /// What a page needs to know of the request: `path` is without the language prefix.
    pub fn page(&self, language: Language, path: impl Into<String>) -> Page {
        self.page_of(&self.publication.current().site, language, path)
    }

    /// The same for a page that reads a site, which may be that of a past period.
    pub fn page_of(&self, site: &Site, language: Language, path: impl Into<String>) -> Page {
        let record = &site.record;
        let root = record.register().root().map(|unit| unit.name.clone());
        Page {
            language,
            path: path.into(),
            public_url: self.public_url.clone(),
            city: root.unwrap_or_else(|| Bilingual::new("", "")),
            invented: record.is_invented(),
        }
    }

    /// Whether ratings may be dated by the clock: one that is far ahead would let them wait for years.
    pub async fn clock_is_right(&self) -> Result<bool, StoreError> {
        let now = self.clock.now();
        if now <= self.believed_until.load(Relaxed) {
            return Ok(true);
        }
        let known = match self.store.clock_standing(now).await? {
            ClockStanding::Right | ClockStanding::Restored => now,
            ClockStanding::Ahead(known) => known,
        };
        self.believed_until.store(known + BELIEVED_FOR, Relaxed);
        Ok(known == now)
    }

    /// Whether browsers reach the portal by TLS.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Whom a request counts for.
    pub fn client(&self, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
        if self.trusted_proxies == 0 && headers.contains_key("x-forwarded-for") {
            UNTRUSTED.call_once(|| {
                tracing::warn!(
                    "a proxy tells by X-Forwarded-For who asks, but none is trusted, so all of its clients share one allowance; \
                     set --trusted-proxies to how many proxies there are"
                );
            });
        }
        limits::client(peer, headers, self.trusted_proxies)
    }
}
