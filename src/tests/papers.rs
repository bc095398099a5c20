//! Two people key in a stack of paper forms on the web.

use domain::access::Role;

use crate::desk::{Staff, location};
use crate::invitations::between;
use crate::portal::{Database, Portal, complete_form, on_both_databases};

on_both_databases!(
    two_people_key_in_and_settle_a_stack,
    a_stack_is_thrown_away_for_a_reason
);

/// Opens a stack of two forms and gives its path.
async fn open(portal: &Portal, staff: &Staff) -> String {
    let page = portal.desk_page(staff, "/meja/formulir/baru").await;
    let token = between(&page, "name=\"formulir\" value=\"", "\"");
    let form = format!("formulir={token}&layanan=ktp&bulan=2026-10&jumlah=2");
    let opened = portal.post_as(staff, "/meja/formulir/baru", &form).await;
    assert_eq!(opened.status(), 303);
    let again = portal.post_as(staff, "/meja/formulir/baru", &form).await;
    assert_eq!(
        location(&again),
        location(&opened),
        "a form opens one stack"
    );
    let path = location(&opened).split('?').next().expect("a path");
    path.to_owned()
}

async fn key(portal: &Portal, staff: &Staff, path: &str, number: usize, answers: &str) -> u16 {
    let form = format!("nomor={number}&{answers}");
    let kept = portal.post_as(staff, path, &form).await;
    kept.status().as_u16()
}

async fn two_people_key_in_and_settle_a_stack(database: Database) {
    let portal = Portal::start_on(database).await;
    let ani = portal.staff("ani", &[(Role::Operator, "capil")]).await;
    let budi = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    let path = open(&portal, &ani).await;
    let four = format!("{}&saran=Ramah+sekali", complete_form(4));

    let waiting = portal.desk_page(&budi, &path).await;
    assert!(waiting.contains("Menunggu orang lain"));
    assert_eq!(key(&portal, &budi, &path, 1, &four).await, 403);
    assert_eq!(key(&portal, &ani, &path, 1, "tanggal=13").await, 422);
    assert_eq!(key(&portal, &ani, &path, 1, &four).await, 303);
    let before = portal.desk_page(&ani, &format!("{path}?nomor=1")).await;
    assert!(
        before.contains("Ramah sekali"),
        "the own forms can be corrected"
    );
    assert!(
        portal
            .desk_page(&ani, &path)
            .await
            .contains("Formulir 2 dari 2")
    );
    assert_eq!(key(&portal, &ani, &path, 2, &complete_form(3)).await, 303);

    let second = portal.desk_page(&budi, &format!("{path}?nomor=1")).await;
    assert!(
        !second.contains("Ramah sekali"),
        "the first copy stays hidden"
    );
    assert_eq!(key(&portal, &ani, &path, 1, &four).await, 403);
    assert_eq!(key(&portal, &budi, &path, 1, &four).await, 303);
    let other = complete_form(3).replace("waktu=3", "waktu=1");
    assert_eq!(key(&portal, &budi, &path, 2, &other).await, 303);

    let settling = portal.desk_page(&ani, &path).await;
    assert!(settling.contains("1 dari 16 isian berbeda"), "{settling}");
    let settle = format!("{path}/selisih");
    let early = portal.post_as(&ani, &format!("{path}/kotak"), "").await;
    assert_eq!(early.status(), 403);
    let undecided = portal.post_as(&ani, &settle, "nomor=2").await;
    assert_eq!(undecided.status(), 422);
    let settled = portal.post_as(&ani, &settle, "nomor=2&waktu=1").await;
    assert_eq!(settled.status(), 303);
    assert!(portal.desk_page(&budi, &path).await.contains("sudah sama"));
    let deposited = portal.post_as(&budi, &format!("{path}/kotak"), "").await;
    assert_eq!(
        location(&deposited),
        "/meja/formulir?catatan=tumpukan-masuk"
    );
    assert_eq!(portal.get_as(&ani, &path).await.status(), 404);
    let list = portal.desk_page(&ani, "/meja/formulir").await;
    assert!(list.contains("Tidak ada tumpukan"));
}

async fn a_stack_is_thrown_away_for_a_reason(database: Database) {
    let portal = Portal::start_on(database).await;
    let ani = portal.staff("ani", &[(Role::Operator, "capil")]).await;
    let wrong = portal.desk_page(&ani, "/en/meja/formulir/baru").await;
    let token = between(&wrong, "name=\"formulir\" value=\"", "\"");
    let form = format!("formulir={token}&layanan=x&bulan=2026-11&jumlah=0");
    let refused = portal.post_as(&ani, "/en/meja/formulir/baru", &form).await;
    assert_eq!(refused.status(), 422);
    let refused = refused.text().await.expect("a text");
    for field in ["#layanan", "#bulan", "#jumlah"] {
        assert!(refused.contains(&format!("href=\"{field}\"")), "{field}");
    }
    let path = open(&portal, &ani).await;
    let discard = format!("{path}/buang");
    portal.desk_page(&ani, &discard).await;
    assert_eq!(
        portal.post_as(&ani, &discard, "alasan=").await.status(),
        422
    );
    let done = portal.post_as(&ani, &discard, "alasan=Salah+bulan").await;
    assert_eq!(done.status(), 303);
    assert_eq!(portal.get_as(&ani, &path).await.status(), 404);
}
