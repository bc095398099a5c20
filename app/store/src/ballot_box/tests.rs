use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use futures::FutureExt;

use super::*;
use crate::FormToken;
use crate::tests::{TestStore, rating, slug};

fn ballot() -> Ballot {
    Ballot {
        entitlement: Entitlement::open(slug("ktp"), FormToken::random()),
        rating: rating("2026-10-12", 4),
    }
}

#[tokio::test]
async fn a_defect_costs_one_group_and_nothing_that_was_queued() {
    let store = TestStore::sqlite().await;
    let (ballots, mut writer) = BallotBox::new(store.clone());
    let waiting = ballots.clone();
    let first = tokio::spawn(async move { waiting.submit(ballot()).await });
    let waiting = ballots.clone();
    let met = AtomicBool::new(false);
    let run = writer.keep_with(|group| {
        // The second ballot is queued while the first one's group is being stored.
        let (waiting, met) = (waiting.clone(), &met);
        async move {
            let (reply, _) = oneshot::channel();
            let queued = waiting.queue.send((ballot(), reply)).await;
            queued.expect("the box is open");
            met.store(true, Relaxed);
            assert!(group.is_empty(), "a defect");
            vec![]
        }
    });
    assert!(AssertUnwindSafe(run).catch_unwind().await.is_err());
    assert!(met.load(Relaxed));
    let answer = first.await.expect("answered");
    assert!(matches!(answer, Err(SubmitError::Unavailable)));

    drop((ballots, waiting));
    writer.run().await;
    assert_eq!(store.count("SELECT COUNT(*) FROM rating").await, 1);
}
