//! The session of somebody at the desk, kept in the database and held by the browser as a cookie.
//! It must not know what the person may do; and nothing but the hash of the cookie's value is kept.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::access::AccountId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{OneTimeSecret, Store, StoreError, StoredSession};
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::{Duration, OffsetDateTime};
use tower_sessions::session::{self, Id, Record};
use tower_sessions::session_store::{self, Error};
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore};
use uuid::Uuid;

use crate::state::AppState;

/// A session ends after an hour without a request.
const IDLE: Duration = Duration::hours(1);

/// A session ends after twelve hours in any case, in seconds.
const LONGEST: i64 = 12 * 3600;

/// How often a request prolongs the session, in seconds: not each one has to write.
const PROLONG_EVERY: i64 = 60;

/// The one thing that a session holds.
const SIGN_IN: &str = "sign-in";

/// How far somebody has come with signing in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// The password was right; a one-time code is still asked for.
    Code,
    /// The password was right; a code generator has to be set up first, with a secret as the store keeps it.
    SetUpCode(Vec<u8>),
    /// Signed in.
    Complete,
}

/// What the server remembers of somebody who signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    account: Uuid,
    begun: i64,
    seen: i64,
    stage: Stage,
}

impl SignIn {
    /// Somebody whose password was right, at a moment in seconds since 1970.
    pub const fn new(account: AccountId, stage: Stage, now: i64) -> Self {
        Self {
            account: account.0,
            begun: now,
            seen: now,
            stage,
        }
    }

    /// Whose account it is.
    pub const fn account(&self) -> AccountId {
        AccountId(self.account)
    }

    /// How far the person has come.
    pub const fn stage(&self) -> &Stage {
        &self.stage
    }

    /// The secret of the code generator that is being set up.
    pub fn secret(&self, store: &Store) -> Result<Option<OneTimeSecret>, StoreError> {
        match &self.stage {
            Stage::SetUpCode(kept) => store.reveal(self.account(), kept).map(Some),
            Stage::Code | Stage::Complete => Ok(None),
        }
    }
}

/// Remembers a sign-in under a new cookie, so that a cookie from before is worth nothing.
pub async fn begin(session: &Session, sign_in: &SignIn) -> Result<(), session::Error> {
    session.cycle_id().await?;
    session.insert(SIGN_IN, sign_in).await
}

/// The sign-in that a session holds, prolonged by this request; `None` if there is none or its time is over.
pub async fn current(session: &Session, now: i64) -> Result<Option<SignIn>, session::Error> {
    let Some(mut sign_in) = session.get::<SignIn>(SIGN_IN).await? else {
        return Ok(None);
    };
    if now - sign_in.begun >= LONGEST {
        session.flush().await?;
        return Ok(None);
    }
    if now - sign_in.seen >= PROLONG_EVERY {
        sign_in.seen = now;
        session.insert(SIGN_IN, &sign_in).await?;
    }
    Ok(Some(sign_in))
}

/// The cookie: unreadable for scripts, sent to no other site, and behind TLS only over TLS under a name that browsers
/// guard.
pub fn layer(state: &AppState) -> SessionManagerLayer<Sessions> {
    let (store, secure) = (state.store.clone(), state.is_secure());
    SessionManagerLayer::new(Sessions { store })
        .with_name(if secure { "__Host-meja" } else { "meja" })
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(IDLE))
}

/// Sessions in the database.
#[derive(Clone, Debug)]
pub struct Sessions {
    store: Store,
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        // An identifier has 128 random bits; no two are ever the same.
        let stored = stored(record)?;
        let begun = self.store.begin_session(hash(record.id), &stored).await;
        begun.map_err(|error| Error::Backend(error.to_string()))
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        let stored = stored(record)?;
        let kept = self.store.keep_session(hash(record.id), &stored).await;
        kept.map_err(|error| Error::Backend(error.to_string()))
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let now = OffsetDateTime::now_utc().unix_timestamp();
        let stored = self
            .store
            .session(hash(*id), now)
            .await
            .map_err(|error| Error::Backend(error.to_string()))?;
        let Some(stored) = stored else {
            return Ok(None);
        };
        let data: HashMap<String, serde_json::Value> =
            serde_json::from_str(&stored.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(stored.expires_at)
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date,
        }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        let ended = self.store.end_session(hash(*id)).await;
        ended.map_err(|error| Error::Backend(error.to_string()))
    }
}

/// A session as it is kept.
fn stored(record: &Record) -> session_store::Result<StoredSession> {
    let sign_in = record
        .data
        .get(SIGN_IN)
        .ok_or_else(|| Error::Encode("only sessions of somebody are kept".to_owned()))?;
    let sign_in: SignIn = serde_json::from_value(sign_in.clone())
        .map_err(|error| Error::Encode(error.to_string()))?;
    let data =
        serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
    Ok(StoredSession {
        account: sign_in.account(),
        data,
        expires_at: record.expiry_date.unix_timestamp(),
    })
}

fn hash(id: Id) -> [u8; 32] {
    Sha256::digest(id.0.to_be_bytes()).into()
}
