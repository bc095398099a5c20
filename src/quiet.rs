//! When the log of the database is emptied: as soon as nobody has written for a moment.
//! It must not know what was written.

use std::time::Duration;

use store::Store;

/// How long nobody writes before the log is emptied.
const QUIET: Duration = Duration::from_secs(2);

/// Empties the log of the database whenever it grows quiet. In it stands which rows were written together, and in which order.
pub async fn empty_log_when_quiet(store: Store) {
    let mut ticks = tokio::time::interval(QUIET);
    let mut writes = Writes::default();
    loop {
        ticks.tick().await;
        let now = store.writes();
        if !writes.ended(now) {
            continue;
        }
        match store.empty_log().await {
            Ok(true) => writes.emptied = now,
            // Somebody reads an older state; the next tick tries again.
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "the log of the database was not emptied"),
        }
    }
}

/// How often something was written, when one looked last.
#[derive(Default)]
struct Writes {
    before: u64,
    emptied: u64,
}

impl Writes {
    /// Whether something was written since the log was emptied, and nothing since the last look.
    const fn ended(&mut self, now: u64) -> bool {
        let quiet = now == self.before;
        self.before = now;
        quiet && now != self.emptied
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_is_emptied_once_after_writing_has_ended() {
        let mut writes = Writes::default();
        assert!(!writes.ended(0), "nothing was written");
        assert!(!writes.ended(3), "somebody has just written");
        assert!(!writes.ended(5), "and goes on");
        assert!(writes.ended(5));
        assert!(writes.ended(5), "again, as long as it was not emptied");
        writes.emptied = 5;
        assert!(!writes.ended(5));
    }
}
