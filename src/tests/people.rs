//! Accounts at the desk: two administrators at once, and what asks for the own password.

use domain::access::{Permit, Right, Role};
use reqwest::StatusCode;

use crate::desk::{PASSWORD, location};
use crate::portal::{Database, Portal, day, on, on_both_databases};
use crate::roster::{encoded, hidden};

on_both_databases!(
    a_change_that_was_not_seen_is_shown_whatever_else_is_wrong,
    the_list_is_narrowed_by_name_and_role,
    a_second_administrator_agrees_before_somebody_publishes,
    codes_are_set_anew_by_a_link_and_the_password,
    an_account_closed_long_ago_is_a_number_in_the_trail
);

fn form(name: &str, version: &str) -> String {
    encoded(&[
        ("nama", name),
        ("aktif", "ya"),
        ("peran-1", "operator"),
        ("unit-1", "capil"),
        ("versi", version),
    ])
}

async fn a_change_that_was_not_seen_is_shown_whatever_else_is_wrong(database: Database) {
    let portal = Portal::start_on(database).await;
    let administrator = portal.staff("ani", &[(Role::Administrator, "kota")]).await;
    let (id, _) = portal.account("budi", &[(Role::Operator, "capil")]).await;
    let path = format!("/meja/orang/{id}");
    let first = portal
        .post_as(&administrator, &path, &form("Satu", "1"))
        .await;
    assert_eq!(first.status(), StatusCode::SEE_OTHER);
    // The second form is faulty, too; it must not come back as one that has seen the first.
    let second = portal.post_as(&administrator, &path, &form("", "1")).await;
    assert_eq!(second.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let second = second.text().await.expect("a page");
    assert!(second.contains("Orang lain mengubah akun ini"), "{second}");
    assert!(second.contains("Satu"), "{second}");
    let version = hidden(&second, "versi");
    let third = portal
        .post_as(&administrator, &path, &form("Dua", &version))
        .await;
    assert_eq!(third.status(), StatusCode::SEE_OTHER);
}

async fn the_list_is_narrowed_by_name_and_role(database: Database) {
    let portal = Portal::start_on(database).await;
    let administrator = portal.staff("ani", &[(Role::Administrator, "kota")]).await;
    portal.account("budi", &[(Role::Operator, "capil")]).await;
    portal.account("citra", &[(Role::Moderator, "capil")]).await;
    for (query, shown, hidden) in [
        ("nama=BUD", "budi@", "citra@"),
        ("peran=moderator", "citra@", "budi@"),
    ] {
        let page = portal
            .desk_page(&administrator, &format!("/meja/orang?{query}"))
            .await;
        assert!(page.contains(shown) && !page.contains(hidden), "{query}");
    }
}

async fn an_account_closed_long_ago_is_a_number_in_the_trail(database: Database) {
    let portal = Portal::start_on(database).await;
    let roles = [(Role::Administrator, "kota"), (Role::Auditor, "kota")];
    let ani = portal.staff("ani", &roles).await;
    let (id, _) = portal.account("budi", &[(Role::Operator, "capil")]).await;
    let path = format!("/meja/orang/{id}");
    let closed = form("Budi", "1").replace("aktif=ya", "aktif_tidak=");
    let closed = portal.post_as(&ani, &path, &closed).await;
    assert_eq!(closed.status(), StatusCode::SEE_OTHER);
    let trail = format!("/meja/audit?oleh={id}");
    assert!(portal.desk_page(&ani, &trail).await.contains("Budi"));

    let server = Permit::server(Right::Configure);
    let retained = portal.store.retain(&server, on(day("2099-01-01"))).await;
    retained.expect("forgets");
    assert_eq!(portal.get_as(&ani, &path).await.status(), 404);
    let list = portal.desk_page(&ani, "/meja/orang").await;
    assert!(!list.contains("Budi") && !list.contains("budi@"), "{list}");
    let page = portal.desk_page(&ani, &trail).await;
    assert!(page.contains("Akun yang tidak ada lagi"), "{page}");
    assert!(
        page.contains(&format!("<small><code>{id}</code></small>")),
        "{page}"
    );
}

#[tokio::test]
async fn setting_up_codes_anew_asks_for_the_password() {
    let portal = Portal::start().await;
    let staff = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    let path = "/meja/akun/kode";
    let wrong = encoded(&[("sandi_untuk_kode", "salah sekali")]);
    let refused = portal.post_as(&staff, path, &wrong).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let refused = refused.text().await.expect("a page");
    assert!(refused.contains("href=\"#sandi_untuk_kode\""), "{refused}");
    let right = encoded(&[("sandi_untuk_kode", PASSWORD)]);
    let onward = portal.post_as(&staff, path, &right).await;
    assert!(location(&onward).starts_with("/masuk/kode"));
}

#[tokio::test]
async fn guessing_the_own_password_is_slowed_like_at_the_door() {
    let portal = Portal::start().await;
    let staff = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    let wrong = encoded(&[("sandi_untuk_kode", "salah sekali")]);
    let mut last = StatusCode::OK;
    for _ in 0..12 {
        last = portal
            .post_as(&staff, "/meja/akun/kode", &wrong)
            .await
            .status();
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

/// The address of the form that answers a change on the page of those that wait.
fn answer_of(page: &str, answer: &str) -> String {
    let end = format!("/{answer}\"");
    let (before, _) = page.split_once(&end).expect("the answer is offered");
    let (_, id) = before.rsplit_once("/meja/perubahan-akun/").expect("a form");
    format!("/meja/perubahan-akun/{id}/{answer}")
}

async fn a_second_administrator_agrees_before_somebody_publishes(database: Database) {
    let portal = Portal::start_on(database).await;
    let ani = portal.staff("ani", &[(Role::Administrator, "kota")]).await;
    let budi = portal.staff("budi", &[(Role::Administrator, "kota")]).await;
    let citra = portal.staff("citra", &[(Role::Publisher, "kota")]).await;
    let operator = portal.staff("eka", &[(Role::Operator, "capil")]).await;
    let (dewi, _) = portal.account("dewi", &[(Role::Operator, "capil")]).await;
    let form = encoded(&[
        ("nama", "Dewi"),
        ("aktif", "ya"),
        ("peran-1", "penerbit"),
        ("unit-1", "kota"),
        ("versi", "1"),
    ]);
    let path = format!("/meja/orang/{dewi}");
    let waits = portal.post_as(&ani, &path, &form).await;
    let list = "/meja/perubahan-akun";
    assert_eq!(location(&waits), format!("{list}?catatan=menunggu"));
    for told in [&ani, &budi, &citra] {
        let home = portal.desk_page(told, "/meja").await;
        assert!(
            home.contains("Perubahan akun menunggu orang kedua"),
            "{}",
            told.email
        );
        assert!(portal.desk_page(told, list).await.contains("Dewi"));
    }
    let nothing = portal.desk_page(&operator, list).await;
    assert!(!nothing.contains("Dewi"));
    let agree = answer_of(&portal.desk_page(&budi, list).await, "setuju");
    for (other, status) in [(&ani, 403), (&citra, 403), (&operator, 404)] {
        let refused = portal.post_as(other, &agree, "").await;
        assert_eq!(refused.status(), status, "{}", other.email);
    }
    let agreed = portal.post_as(&budi, &agree, "").await;
    assert_eq!(location(&agreed), format!("{list}?catatan=tersimpan"));
    assert!(
        portal
            .desk_page(&ani, &path)
            .await
            .contains("value=\"penerbit\" selected")
    );
    let proposed = portal.post_as(&citra, "/meja/rilis", "bulan=2026-09").await;
    let release = portal.desk_page(&citra, location(&proposed)).await;
    assert!(release.contains("tujuh hari terakhir") && release.contains("Dewi"));
}

async fn codes_are_set_anew_by_a_link_and_the_password(database: Database) {
    let portal = Portal::start_on(database).await;
    let ani = portal.staff("ani", &[(Role::Administrator, "kota")]).await;
    let (penilai, _) = portal
        .account("penilai", &[(Role::Appraiser, "kota")])
        .await;
    let path = format!("/meja/orang/{penilai}/tautan");
    let made = portal.post_as(&ani, &path, "untuk=kode").await;
    let page = made.text().await.expect("a page");
    let (_, token) = page.split_once("/undangan/").expect("a link");
    let link = format!("/undangan/{}", &token[..64]);
    let form = portal.page(&link).await;
    assert!(form.contains("name=\"sandi\"") && !form.contains("name=\"sandi_baru\""));
    let wrong = portal.post(&link, "sandi=salah+sekali").await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let right = portal.post(&link, &encoded(&[("sandi", PASSWORD)])).await;
    assert!(location(&right).starts_with("/masuk/kode"));
    assert_eq!(portal.get(&link).await.status(), 410);
    assert_eq!(portal.post_as(&ani, &path, "").await.status(), 400);
}
