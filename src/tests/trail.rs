//! The audit trail at the desk: what it tells, and how entries are found.

use domain::access::{Permit, Right, Role};
use domain::calendar::{Holiday, HolidayChange};
use reqwest::StatusCode;

use crate::portal::{Portal, day};

/// 5 October 2026 at noon in Asia/Jakarta.
const NOON: i64 = 1_791_176_400;

/// How many entries a page of the trail lists.
fn listed(page: &str) -> usize {
    let rows = page.split("<tbody").nth(1).unwrap_or_default();
    rows.matches("<tr").count()
}

async fn enter_holiday(portal: &Portal, date: &str, now: i64) {
    let permit = Permit::console(Right::EditUnits);
    let after = Holiday {
        day: day(date),
        name: "Libur".to_owned(),
    };
    let new = [HolidayChange {
        before: None,
        after,
    }];
    let saved = portal.store.save_holidays(&permit, &new, now);
    saved.await.expect("saved");
}

#[tokio::test]
async fn entries_are_found_by_people_kinds_and_days() {
    let portal = Portal::start().await;
    let auditor = portal.staff("citra", &[(Role::Auditor, "kota")]).await;
    portal.staff("budi", &[(Role::Operator, "capil")]).await;
    enter_holiday(&portal, "2026-12-25", NOON).await;
    enter_holiday(&portal, "2026-12-26", NOON + 12 * 3600).await;
    for (query, entries) in [
        ("jenis=hari-libur", 2),
        ("jenis=hari-libur&dari=2026-10-05&sampai=2026-10-05", 1),
        ("jenis=hari-libur&dari=2026-10-06", 1),
        ("sampai=2026-10-04", 0),
        ("tindakan=hari-libur-disimpan&oleh=baris+perintah", 2),
        ("tindakan=masuk&oleh=BUDI", 2),
        ("oleh=siapa", 0),
        ("unit=capil", 0),
    ] {
        let page = portal
            .desk_page(&auditor, &format!("/meja/audit?{query}"))
            .await;
        assert_eq!(listed(&page), entries, "{query}: {page}");
        let is_told = page.contains("Tidak ada catatan yang cocok");
        assert_eq!(is_told, entries == 0, "{query}");
    }
}

#[tokio::test]
async fn an_impossible_day_is_told_at_its_field() {
    let portal = Portal::start().await;
    let auditor = portal.staff("citra", &[(Role::Auditor, "kota")]).await;
    let query = "/meja/audit?dari=2026-02-30&sampai=2026-10-05&oleh=ani";
    let answer = portal.get_as(&auditor, query).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text().await.expect("a page");
    assert!(page.contains("href=\"#dari\""), "{page}");
    assert!(page.contains("value=\"2026-02-30\"") && page.contains("value=\"ani\""));
    let reversed = "/en/meja/audit?dari=2026-10-06&sampai=2026-10-05";
    let answer = portal.get_as(&auditor, reversed).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text().await.expect("a page");
    assert!(page.contains("href=\"#sampai\""), "{page}");
}

#[tokio::test]
async fn the_next_page_keeps_what_was_asked_for() {
    let portal = Portal::start().await;
    let auditor = portal.staff("citra", &[(Role::Auditor, "kota")]).await;
    let first = day("2026-01-01");
    for day in first.iter_days().take(101) {
        enter_holiday(&portal, &day.to_string(), NOON).await;
    }
    let query = "/meja/audit?jenis=hari-libur&oleh=Baris+perintah&dari=2026-10-05";
    let page = portal.desk_page(&auditor, query).await;
    assert_eq!(listed(&page), 100);
    let next = page.split("rel=\"next\" href=\"").nth(1);
    let next = next.and_then(|rest| rest.split('"').next());
    let next = next.expect("a way on").replace("&amp;", "&");
    assert!(next.contains("oleh=Baris+perintah") && next.contains("dari=2026-10-05"));
    let page = portal.desk_page(&auditor, &next).await;
    assert_eq!(listed(&page), 1, "{page}");
}

#[tokio::test]
async fn english_readers_are_told_in_english() {
    let portal = Portal::start().await;
    let auditor = portal.staff("citra", &[(Role::Auditor, "kota")]).await;
    portal.officer("Ani", "capil").await;
    enter_holiday(&portal, "2026-12-25", NOON).await;
    let page = portal.desk_page(&auditor, "/en/meja/audit").await;
    let list = page.split("<tbody").nth(1).expect("a list");
    for words in ["Officer saved", "new", "Holiday", "Auditor kota"] {
        assert!(list.contains(words), "{words}: {list}");
    }
    for words in ["petugas", "baru", "hari-libur", "akun"] {
        assert!(!list.contains(words), "{words}: {list}");
    }
}
