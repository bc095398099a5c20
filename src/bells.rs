//! The bells of forums: each tells whoever listens a version that grows when something changes, and nothing else.
//! It must not know what changed, nor who listens.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::forum::{ForumId, Pulse};
use futures::Stream;
use futures::stream::unfold;
use store::Store;
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, sleep, sleep_until, timeout};

/// How often the database is asked whether another process changed something.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Rings come no closer together than this, however much is said at once.
const APART: Duration = Duration::from_millis(900);

/// The bells that somebody listens to; none any more once the server stops.
pub struct Bells {
    store: Store,
    rooms: Mutex<Option<HashMap<ForumId, watch::Sender<Pulse>>>>,
    changed: Notify,
}

impl Bells {
    /// Nobody listens yet.
    pub fn new(store: Store) -> Arc<Self> {
        Arc::new(Self {
            store,
            rooms: Mutex::new(Some(HashMap::new())),
            changed: Notify::new(),
        })
    }

    /// Says that this process changed something, so that nobody waits for the next look.
    pub fn ring(&self) {
        self.changed.notify_one();
    }

    /// What a forum's bell tells from now on, beginning with where it stands. It ends when the server stops.
    pub fn listen(&self, forum: ForumId, pulse: Pulse) -> impl Stream<Item = Pulse> + use<> {
        let receiver = self.with_rooms(|rooms| {
            let room = rooms
                .entry(forum)
                .or_insert_with(|| watch::Sender::new(pulse));
            raise(room, pulse);
            let mut receiver = room.subscribe();
            receiver.mark_changed();
            receiver
        });
        unfold(receiver, |receiver| async move {
            let mut receiver = receiver?;
            receiver.changed().await.ok()?;
            let pulse = *receiver.borrow_and_update();
            Some((pulse, Some(receiver)))
        })
    }

    /// Ends every stream and lets no new one begin.
    pub fn close(&self) {
        *self.rooms.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn with_rooms<T>(
        &self,
        work: impl FnOnce(&mut HashMap<ForumId, watch::Sender<Pulse>>) -> T,
    ) -> Option<T> {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        rooms.as_mut().map(work)
    }

    /// Keeps looking for changes of the forums that somebody listens to.
    pub async fn follow(self: Arc<Self>) {
        let mut last = Instant::now();
        loop {
            // Either this process changed something, or another one may have.
            let _ = timeout(LOOK_EVERY, self.changed.notified()).await;
            sleep_until(last + APART).await;
            match self.look().await {
                Ok(true) => last = Instant::now(),
                Ok(false) => {}
                Err(error) => {
                    tracing::error!(%error, "no bell can be rung, because the forums cannot be read");
                    sleep(LOOK_EVERY).await;
                }
            }
        }
    }

    /// Rings where something changed; answers whether any bell rang.
    async fn look(&self) -> Result<bool, store::StoreError> {
        let listened = self.with_rooms(|rooms| {
            rooms.retain(|_, room| room.receiver_count() > 0);
            rooms.keys().copied().collect::<Vec<_>>()
        });
        let listened = listened.unwrap_or_default();
        if listened.is_empty() {
            return Ok(false);
        }
        let pulses = self.store.pulses(&listened).await?;
        let rang = self.with_rooms(|rooms| {
            let rung = pulses.into_iter().filter(|(forum, pulse)| {
                let room = rooms.get(forum);
                room.is_some_and(|room| raise(room, *pulse))
            });
            rung.count() > 0
        });
        Ok(rang.unwrap_or_default())
    }
}

/// Tells whoever listens to a room a pulse, if it is newer than the last one; answers whether it is.
fn raise(room: &watch::Sender<Pulse>, pulse: Pulse) -> bool {
    room.send_if_modified(|known| {
        let newer = pulse > *known;
        *known = (*known).max(pulse);
        newer
    })
}
