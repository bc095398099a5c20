//! How many connections there are, and whose. It must not know what they are used for.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Bounds;
use crate::limits::household;

/// How many connections each client has.
type Counts = Arc<Mutex<HashMap<IpAddr, usize>>>;

/// Counts connections and lets in as many as there may be.
pub(super) struct Guests {
    room: Arc<Semaphore>,
    per_client: usize,
    counts: Counts,
}

/// One connection; its place is free again when this is gone.
pub(super) struct Guest {
    client: IpAddr,
    counts: Counts,
    _room: OwnedSemaphorePermit,
}

impl Guests {
    pub fn new(bounds: Bounds) -> Self {
        Self {
            room: Arc::new(Semaphore::new(bounds.in_total)),
            per_client: bounds.per_client,
            counts: Counts::default(),
        }
    }

    /// Waits until there is room for one more.
    pub async fn room(&self) -> OwnedSemaphorePermit {
        let room = self.room.clone().acquire_owned().await;
        room.expect("the semaphore is never closed")
    }

    /// Gives the room to a client, unless the client has enough.
    pub fn admit(&self, room: OwnedSemaphorePermit, address: IpAddr) -> Option<Guest> {
        let client = household(address);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(client).or_default();
        if *count >= self.per_client {
            return None;
        }
        *count += 1;
        Some(Guest {
            client,
            counts: self.counts.clone(),
            _room: room,
        })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.client) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_client_does_not_take_the_room_of_others() {
        let bounds = Bounds {
            in_total: 3,
            per_client: 2,
            ..Bounds::default()
        };
        let guests = Guests::new(bounds);
        let [one, other] = [[192, 0, 2, 1], [192, 0, 2, 2]].map(IpAddr::from);
        let first = guests.admit(guests.room().await, one);
        let second = guests.admit(guests.room().await, one);
        assert!(first.is_some() && second.is_some());
        assert!(guests.admit(guests.room().await, one).is_none());
        let third = guests.admit(guests.room().await, other);
        assert!(third.is_some());
        assert_eq!(guests.room.available_permits(), 0);
        drop(first);
        assert!(guests.admit(guests.room().await, one).is_some());
        drop((second, third));
        assert_eq!(guests.room.available_permits(), 3);
        let counts = guests.counts.lock().expect("whole");
        assert!(counts.is_empty(), "nobody is remembered who left");
    }
}
