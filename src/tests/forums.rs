//! Dialogue forums as moderators and everybody else meet them.

use domain::access::Role;
use reqwest::StatusCode;

use crate::desk::{Staff, location};
use crate::portal::{Portal, TODAY};

/// What a moderator types to announce a forum on the day of these tests.
pub const ANNOUNCED: &str = "judul=Antrean+KTP-el&tanggal=2026-10-12&mulai=09:00&selesai=11:00&tempat=Aula\
    &acara=10+Pembukaan%0D%0ADiskusi&layanan=ktp&rilis=";

/// A moderator of `capil`.
pub async fn moderator(portal: &Portal) -> Staff {
    portal
        .staff("moderator", &[(Role::Moderator, "capil")])
        .await
}

/// Announces a forum and answers where the desk keeps it.
pub async fn announce(portal: &Portal, staff: &Staff, form: &str) -> String {
    let made = portal
        .post_as(staff, "/meja/forum/baru?unit=capil", form)
        .await;
    assert_eq!(made.status(), StatusCode::SEE_OTHER);
    let path = location(&made).split('?').next().unwrap_or_default();
    path.to_owned()
}

/// Where everybody finds a forum, by the link on its page at the desk.
pub async fn public_path(portal: &Portal, staff: &Staff, path: &str) -> String {
    let page = portal.desk_page(staff, path).await;
    let link = page.split("href=\"/forum/").nth(1).expect("a link");
    let code = link.split(['"', '/']).next().expect("a code");
    format!("/forum/{code}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forum_is_announced_and_found_by_everybody() {
    let portal = Portal::start().await;
    let staff = moderator(&portal).await;
    let empty = portal.page("/forum").await;
    assert!(empty.contains("Belum ada forum yang diumumkan"));
    let site = portal.publication.current().site.clone();
    let path = announce(&portal, &staff, ANNOUNCED).await;
    let public = public_path(&portal, &staff, &path).await;
    let list = portal.page("/forum").await;
    assert!(list.contains(&public) && list.contains("Antrean KTP-el"));
    assert!(portal.page("/unit/capil").await.contains(&public));
    let page = portal.page(&public).await;
    for told in [
        "Aula",
        "Pembukaan",
        "10 menit",
        "/layanan/ktp",
        "Akan datang",
    ] {
        assert!(page.contains(told), "{told}");
    }
    let now = portal.publication.current().site.clone();
    assert!(
        std::sync::Arc::ptr_eq(&site, &now),
        "the rest is not read again"
    );
    let calendar = portal.page(&format!("{public}/acara.ics")).await;
    assert!(calendar.contains("DTSTART:20261012T020000Z"));
    let sheet = portal.page(&format!("{public}/lembar")).await;
    assert!(sheet.contains("class=\"qr\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_leads_in_however_it_is_typed() {
    let portal = Portal::start().await;
    let staff = moderator(&portal).await;
    let path = announce(&portal, &staff, ANNOUNCED).await;
    let public = public_path(&portal, &staff, &path).await;
    let typed = public
        .replace("/forum/", "")
        .to_lowercase()
        .replace('-', "+");
    let found = portal.get(&format!("/forum?kode={typed}")).await;
    assert_eq!(location(&found), public);
    let unknown = portal.get("/forum?kode=salah").await;
    assert_eq!(unknown.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        portal.get("/forum/333333").await.status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forum_runs_between_two_acts() {
    let portal = Portal::start().await;
    let staff = moderator(&portal).await;
    let path = announce(&portal, &staff, ANNOUNCED).await;
    let public = public_path(&portal, &staff, &path).await;
    for (act, state) in [("buka", "Berlangsung"), ("tutup", "Sudah diadakan")] {
        let done = portal.post_as(&staff, &format!("{path}/{act}"), "").await;
        assert_eq!(done.status(), StatusCode::SEE_OTHER);
        assert!(portal.page(&public).await.contains(state), "{act}");
        assert!(portal.page("/forum").await.contains(state), "{act}");
    }
    assert_eq!(TODAY, "2026-10-12");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_moderators_do_not_overwrite_each_other() {
    let portal = Portal::start().await;
    let staff = moderator(&portal).await;
    let path = announce(&portal, &staff, ANNOUNCED).await;
    let change = format!("{path}/ubah");
    let first = portal
        .post_as(&staff, &change, &format!("{ANNOUNCED}&versi=1"))
        .await;
    assert_eq!(first.status(), StatusCode::SEE_OTHER);
    let other = format!("{}&versi=1", ANNOUNCED.replace("Aula", "Gedung"));
    let second = portal.post_as(&staff, &change, &other).await;
    assert_eq!(second.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = second.text().await.expect("a text");
    assert!(page.contains("Aula") && page.contains("Gedung"));
    let again = portal
        .post_as(&staff, &change, &other.replace("versi=1", "versi=2"))
        .await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER);
    let history = portal.desk_page(&staff, &format!("{path}/riwayat")).await;
    assert!(history.contains("Gedung"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_runs_the_forum_of_another_unit() {
    let portal = Portal::start().await;
    let staff = moderator(&portal).await;
    let path = announce(&portal, &staff, ANNOUNCED).await;
    let operator = portal.staff("op", &[(Role::Operator, "capil")]).await;
    let refused = portal.get_as(&operator, &path).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let refused = portal.post_as(&operator, &format!("{path}/buka"), "").await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}
