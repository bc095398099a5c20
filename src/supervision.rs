//! Keeps the background tasks of the server going: one that meets a defect starts again after a pause.
//! It must not know what a task does.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures::FutureExt;
use tokio::task::JoinHandle;

use crate::defects;

/// How long a task rests before it starts again: at first for a moment, twice as long after each defect that follows.
#[derive(Clone, Copy, Debug)]
pub struct Pauses {
    /// After the first defect.
    pub first: Duration,
    /// At most. A task that ran for longer than this counts as well again.
    pub longest: Duration,
}

impl Default for Pauses {
    fn default() -> Self {
        Self {
            first: Duration::from_millis(100),
            longest: Duration::from_secs(30),
        }
    }
}

impl Pauses {
    /// The pause after one defect more.
    fn after(self, defects: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(defects.saturating_sub(1));
        self.first.saturating_mul(doubled).min(self.longest)
    }
}

/// How a task fares.
#[derive(Debug)]
pub struct Task {
    /// Its name in the log and among the figures for operators.
    pub name: &'static str,
    alive: AtomicBool,
    restarts: AtomicU64,
}

impl Task {
    /// Whether it runs at this moment; not while it rests after a defect, nor once it came to its end.
    pub fn is_alive(&self) -> bool {
        self.alive.load(Relaxed)
    }

    /// How often it started again.
    pub fn restarts(&self) -> u64 {
        self.restarts.load(Relaxed)
    }

    /// Runs what `start` gives until it comes to its end.
    async fn keep_going<F: Future<Output = ()>>(&self, pauses: Pauses, start: impl Fn() -> F) {
        let mut defects = 0;
        loop {
            let since = Instant::now();
            self.alive.store(true, Relaxed);
            let ended = AssertUnwindSafe(async { start().await })
                .catch_unwind()
                .await;
            self.alive.store(false, Relaxed);
            let Err(panic) = ended else { return };
            let reference = defects::caught(panic.as_ref());
            if since.elapsed() > pauses.longest {
                defects = 0;
            }
            defects += 1;
            let pause = pauses.after(defects);
            tracing::error!(
                reference,
                task = self.name,
                ?pause,
                "a background task met a defect and starts again"
            );
            tokio::time::sleep(pause).await;
            self.restarts.fetch_add(1, Relaxed);
        }
    }
}

/// Watches over the background tasks of one server.
#[derive(Debug, Default)]
pub struct Supervisor {
    pauses: Pauses,
    tasks: Mutex<Vec<Arc<Task>>>,
}

impl Supervisor {
    /// A supervisor whose tasks rest as said.
    pub fn new(pauses: Pauses) -> Self {
        Self {
            pauses,
            tasks: Mutex::default(),
        }
    }

    /// Starts a task, and starts it again after each defect. It ends when what `start` gives does, or when it is aborted.
    pub fn start<F>(
        &self,
        name: &'static str,
        start: impl Fn() -> F + Send + Sync + 'static,
    ) -> JoinHandle<()>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let task = Arc::new(Task {
            name,
            alive: AtomicBool::new(true),
            restarts: AtomicU64::new(0),
        });
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        tasks.push(task.clone());
        let pauses = self.pauses;
        tokio::spawn(async move { task.keep_going(pauses, start).await })
    }

    /// Every task that was started, in that order.
    pub fn tasks(&self) -> Vec<Arc<Task>> {
        let tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        tasks.clone()
    }
}

#[cfg(test)]
mod tests;
