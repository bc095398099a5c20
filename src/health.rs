//! Whether the portal can do its work: keep what it acknowledges.
//! It must not wait long, and not ask the database more often because more people ask.

use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use store::{Store, StoreError};
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

/// For how long an answer stands, for everybody.
const STANDS: Duration = Duration::from_secs(1);

/// How long anybody waits for an answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long a question may go on, so that one without an answer is given up some time.
const LONGEST: Duration = Duration::from_secs(8);

/// What finds out whether something is well.
type Question = Box<dyn Fn() -> BoxFuture<'static, Result<(), StoreError>> + Send + Sync>;

/// What was found last.
struct Finding {
    at: Instant,
    well: bool,
}

/// Asks the database to keep a row, for all who want to know.
pub struct Health {
    question: Question,
    last: Arc<Mutex<Option<Finding>>>,
}

impl Health {
    /// The health of a database; nothing is known of it yet.
    pub fn of(store: Store) -> Arc<Self> {
        Self::asking(Box::new(move || {
            let store = store.clone();
            Box::pin(async move { store.prove_written().await })
        }))
    }

    fn asking(question: Question) -> Arc<Self> {
        Arc::new(Self {
            question,
            last: Arc::default(),
        })
    }

    /// Whether a row could be kept within the last second. What does not answer in time is not well.
    pub async fn is_well(&self) -> bool {
        timeout(PATIENCE, self.look()).await.unwrap_or(false)
    }

    async fn look(&self) -> bool {
        let mut last = self.last.clone().lock_owned().await;
        if let Some(found) = &*last
            && found.at.elapsed() < STANDS
        {
            return found.well;
        }
        let asked = (self.question)();
        // A task of its own, which goes on when whoever asked stops waiting: others then wait for the same answer.
        let answer = tokio::spawn(async move {
            let answer = timeout(LONGEST, asked).await;
            match &answer {
                Ok(Ok(())) => {}
                Ok(Err(error)) => {
                    tracing::error!(%error, "the database does not keep what is written");
                }
                Err(_) => tracing::error!("the database takes too long to keep what is written"),
            }
            let (at, well) = (Instant::now(), matches!(answer, Ok(Ok(()))));
            *last = Some(Finding { at, well });
            well
        });
        answer.await.unwrap_or(false)
    }
}

#[cfg(test)]
mod tests;
