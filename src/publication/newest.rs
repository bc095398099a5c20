//! The newest of something that many read and that is renewed now and then.
//! It must not know what it is, nor where newer ones come from.

use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Mutex;

/// The newest of something.
pub struct Newest<T> {
    current: RwLock<Arc<T>>,
    renewing: Mutex<()>,
}

impl<T> Newest<T> {
    /// Begins with a first one.
    pub fn new(first: T) -> Self {
        Self {
            current: RwLock::new(Arc::new(first)),
            renewing: Mutex::new(()),
        }
    }

    /// The newest there is; never waits for a renewal.
    pub fn current(&self) -> Arc<T> {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Replaces the current one by what `newer` makes of it, if it makes one. One at a time: whoever comes meanwhile waits
    /// and then looks again, so that nobody reads what somebody else is reading already, nothing old comes after something
    /// new, and what was written before a call is there after it. Answers whether it was replaced.
    pub async fn renew<E, F>(&self, newer: impl FnOnce(Arc<T>) -> F) -> Result<bool, E>
    where
        F: Future<Output = Result<Option<T>, E>>,
    {
        let _turn = self.renewing.lock().await;
        let Some(newer) = newer(self.current()).await? else {
            return Ok(false);
        };
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(newer);
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

    use futures::future::{join, join_all};
    use tokio::sync::Notify;

    use super::*;

    /// What is kept elsewhere, how often it was read, and a gate that holds up whoever has read it.
    #[derive(Default)]
    struct Kept {
        revision: AtomicU32,
        read: AtomicU32,
        under_way: Notify,
        gate: Notify,
    }

    impl Kept {
        /// Reads what is newer and, if it is the `slow` one, waits at the gate before it hands it over.
        async fn newer(&self, current: Arc<u32>, slow: bool) -> Result<Option<u32>, Infallible> {
            let revision = self.revision.load(SeqCst);
            if revision <= *current {
                return Ok(None);
            }
            self.read.fetch_add(1, SeqCst);
            if slow {
                self.under_way.notify_one();
                self.gate.notified().await;
            }
            Ok(Some(revision))
        }
    }

    #[tokio::test]
    async fn what_was_written_before_a_renewal_is_there_after_it() {
        let (kept, newest) = (Kept::default(), Newest::new(0));
        kept.revision.store(1, SeqCst);
        let slow = newest.renew(|current| kept.newer(current, true));
        let saver = async {
            kept.under_way.notified().await;
            // The slow one has read the first revision and now holds it in hand.
            kept.revision.store(2, SeqCst);
            let saved = newest.renew(|current| kept.newer(current, false));
            let (saved, ()) = join(saved, async { kept.gate.notify_one() }).await;
            (saved, *newest.current())
        };
        let (slow, (changed, seen)) = join(slow, saver).await;
        assert_eq!((slow, changed, seen), (Ok(true), Ok(true), 2));
        assert_eq!(*newest.current(), 2, "the first revision did not come back");
    }

    #[tokio::test]
    async fn many_at_once_read_once() {
        let (kept, newest) = (Kept::default(), Newest::new(0));
        kept.revision.store(1, SeqCst);
        let slow = newest.renew(|current| kept.newer(current, true));
        let others = async {
            kept.under_way.notified().await;
            let others = (0..20).map(|_| newest.renew(|current| kept.newer(current, false)));
            let (others, ()) = join(join_all(others), async { kept.gate.notify_one() }).await;
            others
        };
        let (slow, others) = join(slow, others).await;
        assert_eq!(slow, Ok(true));
        assert!(others.into_iter().all(|renewed| renewed == Ok(false)));
        assert_eq!(kept.read.load(SeqCst), 1);
    }

    #[tokio::test]
    async fn readers_do_not_wait_and_one_who_gives_up_leaves_the_turn() {
        let (kept, newest) = (Kept::default(), Newest::new(0));
        kept.revision.store(1, SeqCst);
        {
            let slow = newest.renew(|current| kept.newer(current, true));
            tokio::pin!(slow);
            let meanwhile = kept.under_way.notified();
            tokio::select! {
                biased;
                _ = &mut slow => panic!("it waits at the gate"),
                () = meanwhile => assert_eq!(*newest.current(), 0),
            }
        }
        let renewed = newest.renew(|current| kept.newer(current, false)).await;
        assert_eq!((renewed, *newest.current()), (Ok(true), 1));
    }
}
