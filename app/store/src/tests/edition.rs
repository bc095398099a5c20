//! Which parts of the public edition rise with what is written; writers with tests of their own say it there.

use domain::access::{Permit, Right};
use domain::retention::Retained;

use super::*;

on_both_databases!(
    only_settings_that_pages_tell_raise_the_register,
    what_nobody_reads_in_public_raises_nothing,
    another_process_sees_what_rose,
);

async fn only_settings_that_pages_tell_raise_the_register(store: TestStore) {
    let permit = Permit::console(Right::Configure);
    let before = store.revisions().await.expect("reads");
    let mut settings = store.settings().await.expect("reads");
    let seen = settings.digest();
    settings.k += 1;
    let changed = store.change_settings(&permit, &seen, &settings, 0).await;
    assert!(changed.expect("saved"));
    assert_eq!(store.risen_since(before).await, []);
    let seen = settings.digest();
    settings
        .retention
        .insert(Retained::Visits, Retained::Visits.default_months() + 1);
    let changed = store.change_settings(&permit, &seen, &settings, 0).await;
    assert!(changed.expect("saved"));
    assert_eq!(store.risen_since(before).await, [Part::Register]);
}

async fn what_nobody_reads_in_public_raises_nothing(store: TestStore) {
    let before = store.revisions().await.expect("reads");
    store.rate("ktp", "2026-10-01", 3, 4).await;
    let invited = store.issue_invitations(&inviting(), &batch(), 5, 0).await;
    invited.expect("invited");
    assert_eq!(store.risen_since(before).await, []);
}

async fn another_process_sees_what_rose(store: TestStore) {
    let other = store.second_process().await;
    let before = other.revisions().await.expect("reads");
    store.import_register(&register()).await.expect("stored");
    let now = other.revisions().await.expect("reads");
    assert_eq!(
        now.risen_since(&before).collect::<Vec<_>>(),
        [Part::Register]
    );
    assert_eq!(before.risen_since(&now).count(), 0);
}
