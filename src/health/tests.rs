use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// A question that is counted and answered.
fn answered(well: bool) -> (Arc<Health>, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let health = Health::asking(Box::new(move || {
        count.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move {
            well.then_some(())
                .ok_or_else(|| StoreError::Missing("no room".to_owned()))
        })
    }));
    (health, asked)
}

#[tokio::test(start_paused = true)]
async fn everybody_together_asks_once_a_second() {
    for well in [true, false] {
        let (health, asked) = answered(well);
        for seconds in 1..=3 {
            let everybody = (0..50).map(|_| health.is_well());
            let answers = futures::future::join_all(everybody).await;
            assert!(answers.into_iter().all(|answer| answer == well));
            assert_eq!(asked.load(Ordering::SeqCst), seconds);
            tokio::time::advance(STANDS).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_does_not_answer_is_not_well_and_is_asked_once() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let health = Health::asking(Box::new(move || {
        count.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::pending())
    }));
    let start = Instant::now();
    for _ in 0..3 {
        assert!(!health.is_well().await);
    }
    assert_eq!(start.elapsed(), 3 * PATIENCE);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}
