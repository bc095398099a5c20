//! What operators do with invitations, counter cards and keys of queue systems.

use domain::access::Role;
use reqwest::Response;

use crate::desk::{Staff, location};
use crate::portal::{Database, Portal, on_both_databases};
use crate::visits::city_with_another_unit;

on_both_databases!(a_batch_is_withdrawn_for_a_reason);

/// What stands in a page between two texts, at the first place where both do.
pub fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = page
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before}"));
    let (found, _) = rest
        .split_once(after)
        .unwrap_or_else(|| panic!("no {after}"));
    found
}

async fn operator(portal: &Portal) -> Staff {
    portal.staff("ani", &[(Role::Operator, "capil")]).await
}

const NEW: &str = "/meja/undangan/baru?layanan=ktp";

/// Asks for a batch by a fresh form, and gives what was sent with the answer.
async fn print(portal: &Portal, staff: &Staff, count: usize) -> (String, Response) {
    let page = portal.desk_page(staff, NEW).await;
    let token = between(&page, "name=\"formulir\" value=\"", "\"");
    let form = format!("formulir={token}&loket=Loket+1&jumlah={count}&berlaku_sampai=2026-10-31");
    let answer = portal.post_as(staff, NEW, &form).await;
    (form, answer)
}

#[tokio::test]
async fn slips_of_a_half_day_need_somebody_on_duty() {
    let portal = Portal::start().await;
    let ani = operator(&portal).await;
    let page = portal.desk_page(&ani, NEW).await;
    assert!(page.contains("Hanya pagi ini"));
    let token = between(&page, "name=\"formulir\" value=\"", "\"");
    let form = |half: &str| {
        format!("formulir={token}&loket=Loket+1&paruh={half}&jumlah=12&berlaku_sampai=2026-10-31")
    };
    let refused = portal.post_as(&ani, NEW, &form("pagi")).await;
    assert_eq!(refused.status(), 422);
    let refused = refused.text().await.expect("a text");
    assert!(refused.contains("href=\"#paruh\"") && refused.contains("belum mencatat petugas"));
    // What was typed is still there.
    assert!(
        refused.contains("value=\"12\"") && refused.contains("<option value=\"pagi\" selected")
    );
    // The form was not used up by it, and without a half-day nobody needs to be on duty.
    let printed = portal.post_as(&ani, NEW, &form("")).await;
    assert_eq!(printed.status(), 200);
}

#[tokio::test]
async fn a_batch_is_printed_once() {
    let portal = Portal::start().await;
    let ani = operator(&portal).await;
    let (form, sheet) = print(&portal, &ani, 12).await;
    assert_eq!(sheet.status(), 200);
    let policy = sheet.headers()["content-security-policy"].to_str();
    assert!(policy.expect("a text").contains("style-src 'sha256-"));
    let sheet = sheet.text().await.expect("a text");
    assert_eq!(sheet.matches("class=\"slip\"").count(), 12);
    let code = between(&sheet, "<p class=\"code\">", "</p>");
    portal.page(&format!("/nilai/{code}")).await;

    let again = portal.post_as(&ani, NEW, &form).await;
    assert_eq!(again.status(), 422);
    let again = again.text().await.expect("a text");
    assert!(again.contains("sudah membuat undangan") && !again.contains(code));
    let list = portal.desk_page(&ani, "/meja/undangan").await;
    assert_eq!(list.matches("12 dibuat").count(), 1);
    assert!(!list.contains("terpakai<"), "nobody sees running results");
}

#[tokio::test]
async fn small_batches_and_wrong_orders_tell_why() {
    let portal = Portal::start().await;
    let ani = operator(&portal).await;
    let (_, sheet) = print(&portal, &ani, 9).await;
    assert_eq!(sheet.status(), 200);
    let list = portal.desk_page(&ani, "/en/meja/undangan").await;
    assert!(list.contains("Too few to show"));
    let page = portal.desk_page(&ani, NEW).await;
    let token = between(&page, "name=\"formulir\" value=\"", "\"");
    let form = format!("formulir={token}&loket=X&jumlah=2001&berlaku_sampai=2026-10-11");
    let refused = portal.post_as(&ani, NEW, &form).await;
    assert_eq!(refused.status(), 422);
    let refused = refused.text().await.expect("a text");
    assert!(refused.contains("value=\"2001\""), "what was typed stays");
    for field in ["#loket", "#jumlah", "#berlaku_sampai"] {
        assert!(refused.contains(&format!("href=\"{field}\"")), "{field}");
    }
}

async fn a_batch_is_withdrawn_for_a_reason(database: Database) {
    let portal = Portal::start_on(database).await;
    let ani = operator(&portal).await;
    let (_, sheet) = print(&portal, &ani, 10).await;
    let sheet = sheet.text().await.expect("a text");
    let code = between(&sheet, "<p class=\"code\">", "</p>");
    let list = portal.desk_page(&ani, "/meja/undangan").await;
    let path = between(&list, "href=\"/meja/undangan/", "/tarik\"");
    let path = path.rsplit('/').next().expect("an id");
    let path = format!("/meja/undangan/{path}/tarik");
    portal.desk_page(&ani, &path).await;
    assert_eq!(portal.post_as(&ani, &path, "alasan=+").await.status(), 422);
    let done = portal.post_as(&ani, &path, "alasan=Salah+loket").await;
    assert_eq!(
        (done.status().as_u16(), location(&done)),
        (303, "/meja/undangan?catatan=undangan-ditarik")
    );
    assert_eq!(portal.get(&format!("/nilai/{code}")).await.status(), 410);
    let list = portal
        .desk_page(&ani, "/meja/undangan?catatan=undangan-ditarik")
        .await;
    assert!(list.contains("tag-stopped") && list.contains("Undangan telah ditarik."));
}

#[tokio::test]
async fn a_counter_card_leads_to_the_open_form() {
    let portal = Portal::start().await;
    let ani = operator(&portal).await;
    let choose = portal.desk_page(&ani, "/meja/undangan/kartu").await;
    assert!(choose.contains("<option value=\"ktp\""));
    let of_service = "/meja/undangan/kartu?layanan=ktp";
    let choose = portal.desk_page(&ani, of_service).await;
    let of_counter = format!("{of_service}&amp;loket=Loket+1");
    assert!(choose.contains(&of_counter), "each counter can be chosen");
    for (counter, shown) in [("", false), ("Loket+1", true)] {
        let path = format!("{of_service}&loket={counter}");
        let card = portal.desk_page(&ani, &path).await;
        assert!(card.contains("/nilai/layanan/ktp</p>") && card.contains("How did we serve you?"));
        assert_eq!(card.contains("Loket 1"), shown);
    }
    let unknown = format!("{of_service}&loket=Loket+9");
    assert_eq!(portal.get_as(&ani, &unknown).await.status(), 404);
}

#[tokio::test]
async fn operators_of_another_unit_see_and_do_nothing() {
    let allowances = suara_warga::limits::Allowances::default();
    let portal = Portal::with(&allowances, &city_with_another_unit()).await;
    let ani = operator(&portal).await;
    let (_, sheet) = print(&portal, &ani, 10).await;
    assert_eq!(sheet.status(), 200);
    let list = portal.desk_page(&ani, "/meja/undangan").await;
    let id = between(&list, "href=\"/meja/undangan/", "/tarik\"");
    let id = id.rsplit('/').next().expect("an id").to_owned();
    let other = portal.staff("budi", &[(Role::Operator, "lain")]).await;
    let list = portal.desk_page(&other, "/meja/undangan").await;
    assert!(!list.contains(&id));
    for path in [
        NEW,
        "/meja/undangan/kartu?layanan=ktp",
        &format!("/meja/undangan/{id}/tarik"),
    ] {
        assert_eq!(portal.get_as(&other, path).await.status(), 403, "{path}");
    }
    let withdrawn = portal
        .post_as(&other, &format!("/meja/undangan/{id}/tarik"), "alasan=x")
        .await;
    assert_eq!(withdrawn.status(), 403);
}

/// The key that a page shows, once.
async fn shown_key(response: Response) -> String {
    assert_eq!(response.status(), 200);
    let page = response.text().await.expect("a text");
    between(&page, "<code>sw_", "</code>").to_owned()
}

#[tokio::test]
async fn a_key_is_shown_once_replaced_and_ended() {
    let portal = Portal::start().await;
    let ani = operator(&portal).await;
    let wrong = portal.post_as(&ani, "/meja/kunci", "nama=&unit=kota").await;
    assert_eq!(wrong.status(), 422);
    let made = portal.post_as(
        &ani,
        "/meja/kunci",
        "nama=Antrean&unit=capil&lingkup=kunjungan",
    );
    let first = shown_key(made.await).await;
    let list = portal.desk_page(&ani, "/meja/kunci").await;
    assert!(list.contains("Antrean") && !list.contains(&first));
    let path = between(&list, "/meja/kunci/", "/ganti");
    let path = format!("/meja/kunci/{}", path.rsplit('/').next().expect("an id"));
    let renewed = portal.post_as(&ani, &format!("{path}/ganti"), "").await;
    let second = shown_key(renewed).await;
    let works = async |key: &str| {
        let found = portal.store.recognise_api_key(&format!("sw_{key}")).await;
        found.expect("reads").is_some()
    };
    assert!(works(&first).await && works(&second).await);
    portal.desk_page(&ani, &format!("{path}/akhiri")).await;
    let ended = portal.post_as(&ani, &format!("{path}/akhiri"), "").await;
    assert_eq!(ended.status(), 303);
    assert!(!works(&first).await && works(&second).await);
    let with_ended = portal.desk_page(&ani, "/meja/kunci?berakhir=ya").await;
    assert_eq!(with_ended.matches("tag-stopped").count(), 1);
}
