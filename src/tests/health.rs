//! Whoever watches over the portal learns whether it keeps what it acknowledges.

use reqwest::header::CONTENT_TYPE;
use suara_warga::limits::Allowances;

use super::portal::{Portal, register};

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_keeps_what_is_written_is_well() {
    let portal = Portal::start().await;
    let answer = portal.get("/health").await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.text().await.expect("a text"), "ok\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_without_its_database_is_out_of_order_and_tells_no_cause() {
    let portal = Portal::with(&Allowances::default(), &register("Dinas")).await;
    portal.store.clone().close().await.expect("closes");
    let answer = portal.get("/health").await;
    assert_eq!(answer.status(), 503);
    let kind = answer.headers()[CONTENT_TYPE].to_str().expect("a text");
    assert_eq!(kind, "application/problem+json");
    let told: serde_json::Value = answer.json().await.expect("JSON");
    let expected = serde_json::json!({
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "detail": "The database does not keep what is written at the moment.",
    });
    assert_eq!(told, expected);
}
