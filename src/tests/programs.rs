//! The lists that programs read page by page.

use serde_json::Value;

use crate::long_lists::province;
use crate::portal::{Portal, complete_form, seal};

async fn list(portal: &Portal, path: &str) -> Value {
    serde_json::from_str(&portal.page(path).await).expect("JSON")
}

#[tokio::test]
async fn a_list_goes_on_until_every_entry_was_told_once() {
    let portal = province().await;
    let mut told = Vec::new();
    let mut path = Some("/api/v1/services".to_owned());
    let mut pages = 0;
    while let Some(at) = path {
        let page = list(&portal, &at).await;
        let entries = page["services"].as_array().expect("a list");
        told.extend(entries.iter().map(|entry| entry["slug"].clone()));
        path = page["next"].as_str().map(str::to_owned);
        pages += 1;
    }
    assert_eq!((pages, told.len()), (3, 1102));
    let register = portal.store.register().await.expect("reads");
    let all: Vec<Value> = register
        .services()
        .map(|service| service.slug.as_str().into())
        .collect();
    assert_eq!(told, all);
}

#[tokio::test]
async fn a_short_list_is_one_page_and_goes_on_after_any_entry() {
    let portal = Portal::start().await;
    portal.publish("2026-08", "ktp", 10).await;
    portal.publish("2026-09", "ktp", 10).await;
    let all = list(&portal, "/api/v1/releases").await;
    assert_eq!(all["releases"].as_array().map(Vec::len), Some(2));
    assert!(all.get("next").is_none());
    let rest = list(&portal, "/api/v1/releases?after=2026-08").await;
    assert_eq!(rest["releases"][0]["period"], "2026-09");
    let none = list(&portal, "/api/v1/releases?after=2026-09").await;
    assert_eq!(none["releases"].as_array().map(Vec::len), Some(0));
    let units = list(&portal, "/api/v1/units?after=capil").await;
    assert_eq!(units["units"][0]["slug"], "kota");
}

#[tokio::test]
async fn ranks_are_told_for_a_month_and_for_what_it_lies_in() {
    let portal = Portal::start().await;
    for person in 0..12 {
        let path = format!("/nilai/{}", portal.invite().await);
        let rated = portal.post(&path, &complete_form(1 + person % 4)).await;
        assert_eq!(rated.status(), 303);
    }
    seal(&portal.store, "2026-10".parse().expect("a month")).await;
    portal
        .publication
        .refresh()
        .await
        .expect("the record loads");
    for period in ["2026-10", "2026-S2", "2026"] {
        let told = list(&portal, &format!("/api/v1/units/kota/ranks/{period}")).await;
        assert_eq!(told["period"], period);
        let rank = &told["ranks"][0];
        assert_eq!(rank["unit"], "capil");
        assert_eq!(
            (&rank["best"], &rank["worst"], &rank["of"]),
            (&1.into(), &1.into(), &1.into())
        );
    }
}

#[tokio::test]
async fn what_is_no_entry_is_no_place_to_go_on() {
    let portal = Portal::start().await;
    for path in [
        "/api/v1/services?after=lain",
        "/api/v1/services?after=Bukan+slug",
        "/api/v1/services?after=",
        "/api/v1/units?after=ktp",
        "/api/v1/releases?after=2026-09",
        "/api/v1/releases?after=2026-13",
    ] {
        let response = portal.get(path).await;
        assert_eq!(response.status(), 400, "{path}");
        assert_eq!(
            response.headers()["content-type"],
            "application/problem+json"
        );
        let problem: Value = response.json().await.expect("JSON");
        assert_eq!(problem["type"], "urn:suara-warga:problem:unknown-cursor");
        assert!(
            problem["detail"]
                .as_str()
                .is_some_and(|said| said.contains("next"))
        );
    }
}
