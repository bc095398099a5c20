//! Two server processes on one PostgreSQL.

use std::collections::HashSet;

use store::Store;
use suara_warga::limits::Allowances;

use super::portal::{Portal, fresh_database, rate, register, seal};

async fn two_portals() -> (Portal, Portal) {
    let (url, keys) = (
        fresh_database().await,
        tempfile::tempdir().expect("a folder"),
    );
    let store = Store::open(&url, keys.path()).await.expect("opens");
    store
        .import_register(&register("Dinas"))
        .await
        .expect("stored");
    let other = Store::open(&url, keys.path()).await.expect("opens again");
    let allowances = Allowances::default();
    (
        Portal::on(store, &allowances, Some(keys)).await,
        Portal::on(other, &allowances, None).await,
    )
}

#[tokio::test]
async fn a_code_is_spent_once_across_both() {
    let (one, two) = two_portals().await;
    let path = format!("/nilai/{}", one.invite().await);
    let tries =
        (0..100).map(|number| if number % 2 == 0 { &one } else { &two }.post(&path, "waktu=4"));
    let responses = futures::future::join_all(tries).await;
    let receipts: HashSet<_> = responses
        .iter()
        .map(|response| response.headers()["location"].clone())
        .collect();
    assert_eq!(receipts.len(), 1);
    assert_eq!(two.get(&path).await.status(), 410);
}

#[tokio::test]
async fn a_seal_made_through_one_shows_on_the_other() {
    let (one, two) = two_portals().await;
    rate(&one.store, "2026-09", "ktp", 12).await;
    assert!(two.page("/").await.contains("Belum ada rilis"));
    let following = tokio::spawn(two.publication.clone().follow());
    seal(&one.store, "2026-09".parse().expect("a month")).await;
    while two.page("/").await.contains("Belum ada rilis") {
        tokio::task::yield_now().await;
    }
    following.abort();
}
