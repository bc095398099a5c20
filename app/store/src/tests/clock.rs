//! What cannot be undone goes by no clock that is in doubt.

use domain::audit::{AuditFilter, Deed};
use domain::moment::{CLOCK_TOLERANCE, ClockStanding};
use domain::period::Month;
use domain::seal::TwoPeople;

use super::*;
use crate::{SealError, StoreError};

on_both_databases!(
    a_clock_far_ahead_deletes_and_seals_nothing_until_it_is_confirmed,
    a_database_that_never_asked_goes_by_its_trail,
    a_portal_that_runs_is_believed_for_ever,
    a_clock_that_goes_back_does_no_harm,
    a_demonstration_may_pretend_any_day,
);

const NOW: i64 = 1_792_000_000;
const YEARS: i64 = 10 * 365 * 24 * 3600;

fn permit() -> Permit {
    Permit::console(Right::Configure)
}

fn at(now: i64, today: &str) -> Moment {
    let today = day(today);
    Moment { now, today }
}

async fn sealed(store: &Store, moment: Moment) -> Result<(), SealError> {
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let month: Month = "2026-10".parse().expect("a month");
    store.seal(month, 10, &people, moment).await.map(drop)
}

async fn rows(store: &TestStore) -> [i64; 3] {
    let mut counts = [0; 3];
    for (count, table) in counts.iter_mut().zip(["invitation", "release", "rating"]) {
        *count = store.count(&format!("SELECT COUNT(*) FROM {table}")).await;
    }
    counts
}

async fn a_clock_far_ahead_deletes_and_seals_nothing_until_it_is_confirmed(store: TestStore) {
    store.rate("ktp", "2026-10-05", 12, 4).await;
    let issued = store
        .issue_invitations(&inviting(), &batch(), 10, NOW)
        .await;
    issued.expect("issued");
    let retained = store.retain(&permit(), at(NOW, "2026-10-12")).await;
    retained.expect("nothing has outlived its time");
    let before = rows(&store).await;

    let ahead = at(NOW + YEARS, "2036-10-12");
    // A sign-in under the wrong clock makes it no better.
    let issued = store
        .issue_invitations(&inviting(), &batch(), 1, ahead.now)
        .await;
    issued.expect("issued");
    let before = [before[0] + 1, before[1], before[2]];
    let standing = ClockStanding::Ahead(NOW);
    for refused in [
        store.retain(&permit(), ahead).await.map(drop),
        store.retain_daily(&permit(), ahead).await.map(drop),
        sealed(&store, ahead).await.map_err(|error| match error {
            SealError::Store(error) => error,
            SealError::Refused(refused) => panic!("{refused}"),
        }),
    ] {
        assert!(matches!(refused, Err(StoreError::Clock(doubt)) if doubt == standing));
    }
    assert_eq!(rows(&store).await, before);
    let asked = store.clock_standing(ahead.now).await.expect("reads");
    assert_eq!(asked, standing);

    let confirm = async || {
        store
            .confirm_clock(&permit(), ahead.now)
            .await
            .expect("writes")
    };
    assert!(confirm().await);
    assert!(!confirm().await, "nothing is in doubt any more");
    let trail = store.audit_entries(&AuditFilter::default(), 1).await;
    let newest = trail.expect("reads").pop().expect("an entry");
    assert_eq!(newest.deed(), Some(Deed::ClockConfirmed));
    sealed(&store, ahead).await.expect("sealed");
    let retained = store.retain(&permit(), ahead).await.expect("deletes");
    assert!(retained.values().any(|rows| *rows > 0));
}

async fn a_database_that_never_asked_goes_by_its_trail(store: TestStore) {
    let first = store.clock_standing(NOW).await.expect("reads");
    assert_eq!(first, ClockStanding::Right, "a new one knows nothing yet");
    let issued = store.issue_invitations(&inviting(), &batch(), 1, NOW).await;
    issued.expect("issued");
    for (later, standing) in [
        (CLOCK_TOLERANCE, ClockStanding::Right),
        (CLOCK_TOLERANCE + 1, ClockStanding::Ahead(NOW)),
    ] {
        let found = store.clock_standing(NOW + later).await;
        assert_eq!(found.expect("reads"), standing);
    }
}

async fn a_portal_that_runs_is_believed_for_ever(store: TestStore) {
    for step in 0..12 {
        let moment = at(NOW + step * CLOCK_TOLERANCE, "2026-10-12");
        store.retain(&permit(), moment).await.expect("believed");
    }
}

async fn a_clock_that_goes_back_does_no_harm(store: TestStore) {
    store
        .retain(&permit(), at(NOW, "2026-10-12"))
        .await
        .expect("known");
    let back = at(NOW - YEARS, "2016-10-12");
    store.retain(&permit(), back).await.expect("deletes less");
    let again = store.clock_standing(NOW + CLOCK_TOLERANCE).await;
    assert_eq!(again.expect("reads"), ClockStanding::Right);
}

async fn a_demonstration_may_pretend_any_day(store: TestStore) {
    store.mark_as_demo().await.expect("marked");
    store
        .retain(&permit(), at(NOW, "2026-10-12"))
        .await
        .expect("known");
    let later = at(NOW + YEARS, "2036-10-12");
    store.retain(&permit(), later).await.expect("pretended");
}
