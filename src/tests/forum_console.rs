//! The moderator's console: the point in hand, what is offered for it, undoing, and numbered slips.

use axum::http::Method;
use reqwest::StatusCode;

use crate::desk::{Staff, cookie_named, location};
use crate::forums::{opened, say};
use crate::portal::Portal;
use crate::roster::hidden;

/// The part of a console that tells the point in hand.
fn in_hand(console: &str) -> &str {
    let after = console
        .split("id=\"sekarang\"")
        .nth(1)
        .expect("a point in hand");
    after.split("</section>").next().expect("a section")
}

/// The button of an action in the form of the point in hand, ready to be sent.
fn press(console: &str, action: &str) -> (String, String) {
    let form = in_hand(console).split("<form").nth(1).expect("a form");
    let path = form.split("action=\"").nth(1).expect("an action");
    let path = path.split('"').next().expect("a path");
    let form = format!("versi={}&tindakan={action}", hidden(form, "versi"));
    (path.to_owned(), form)
}

/// Writes down what was heard, and answers the address of the console with that point in hand.
async fn hear(portal: &Portal, staff: &Staff, path: &str, form: &str) -> String {
    let console = portal.desk_page(staff, path).await;
    let form = format!("formulir={}&{form}", hidden(&console, "formulir"));
    let kept = portal
        .post_as(staff, &format!("{path}/usulan"), &form)
        .await;
    assert_eq!(kept.status(), StatusCode::SEE_OTHER);
    location(&kept).to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_heard_stays_in_hand_and_is_undone_by_one_key() {
    let portal = Portal::start().await;
    let (staff, path, room) = opened(&portal).await;
    let at = hear(&portal, &staff, &path, "usulan=Loket+kurang").await;
    assert!(at.starts_with(&format!("{path}?usulan=1")), "{at}");
    let console = portal.desk_page(&staff, &at).await;
    assert!(in_hand(&console).contains("Loket kurang"));
    assert!(console.contains("autofocus"), "the next one can be typed");
    let (to, form) = press(&console, "urungkan");
    let undone = portal.post_as(&staff, &to, &form).await;
    assert!(location(&undone).starts_with(&format!("{path}?usulan=1")));
    assert!(portal.page(&room).await.contains("= 0 terbit"));
    // Somebody who saw it before is told.
    let late = portal.post_as(&staff, &to, &form).await;
    assert_eq!(late.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_theme_is_offered_with_its_words_and_becomes_a_group() {
    let portal = Portal::start().await;
    let (staff, path, room) = opened(&portal).await;
    say(
        &portal,
        &room,
        None,
        "Antrean di loket perekaman panjang sekali",
    )
    .await;
    let named = portal
        .post_as(&staff, &format!("{path}/kelompok"), "nama=Antrean+loket")
        .await;
    assert_eq!(named.status(), StatusCode::SEE_OTHER);
    let console = portal.desk_page(&staff, &path).await;
    let offered = in_hand(&console);
    assert!(offered.contains("Antrean loket"), "{offered}");
    // Nothing comes into the hand of whoever had nothing in it.
    let renewed = portal.desk_page(&staff, &format!("{path}/kini")).await;
    assert!(!renewed.contains("Antrean di loket") && renewed.contains("Berikutnya: no. 1"));
    assert!(offered.contains("accesskey=\"1\""));
    assert!(offered.contains("karena: "));
    let (to, form) = press(&console, "kelompok-baru:Kursi+tunggu");
    let grouped = portal.post_as(&staff, &to, &form).await;
    assert_eq!(grouped.status(), StatusCode::SEE_OTHER);
    let page = portal.page(&room).await;
    assert!(page.contains("Kursi tunggu") && page.contains("1 terbit"));
    let recap = portal.page(&format!("{room}/ringkasan")).await;
    assert!(recap.contains("Kursi tunggu") && recap.contains("Belum dijawab"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_point_that_repeats_a_published_one_is_offered_to_be_merged() {
    let portal = Portal::start().await;
    let (staff, path, room) = opened(&portal).await;
    hear(
        &portal,
        &staff,
        &path,
        "usulan=Kursi+ruang+tunggu+kurang+banyak",
    )
    .await;
    say(&portal, &room, None, "Kursi ruang tunggu kurang banyak!").await;
    let console = portal.desk_page(&staff, &path).await;
    assert!(in_hand(&console).contains("Gabungkan ke no. 1"));
    let (to, form) = press(&console, "gabung");
    let merged = portal
        .post_as(&staff, &to, &format!("{form}&kembaran=1"))
        .await;
    assert_eq!(merged.status(), StatusCode::SEE_OTHER);
    let page = portal.page(&room).await;
    assert!(page.contains("disampaikan 2 kali"));
}

#[tokio::test(flavor = "multi_thread")]
async fn marks_are_seen_by_whom_they_are_for() {
    let portal = Portal::start().await;
    let (staff, path, room) = opened(&portal).await;
    let at = hear(&portal, &staff, &path, "usulan=Loket+kurang").await;
    for mark in ["bintang", "dijawab"] {
        let console = portal.desk_page(&staff, &at).await;
        let (to, form) = press(&console, &format!("tandai:{mark}"));
        let marked = portal.post_as(&staff, &to, &form).await;
        assert_eq!(marked.status(), StatusCode::SEE_OTHER);
    }
    let console = portal.desk_page(&staff, &at).await;
    assert!(in_hand(&console).contains("Hapus tanda: Bintang"));
    let page = portal.page(&room).await;
    assert!(page.contains("Dijawab di ruangan"));
    assert!(!page.contains("Bintang"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_holds_a_slip_finds_what_was_said_under_its_number() {
    let portal = Portal::start().await;
    let (staff, path, room) = opened(&portal).await;
    let slips = format!("{path}/nomor");
    let printed = portal.post_as(&staff, &slips, "dari=6&sampai=8").await;
    assert_eq!(printed.headers()["cache-control"], "no-store");
    let sheets = printed.text().await.expect("a text");
    let links: Vec<&str> = sheets.split("<a href=\"").skip(1).collect();
    let links: Vec<&str> = links
        .iter()
        .filter_map(|link| link.split('"').next())
        .collect();
    let seats: Vec<&str> = links
        .into_iter()
        .filter(|link| link.contains("/kursi/"))
        .collect();
    assert_eq!(seats.len(), 3, "a slip for each number");
    let unheard = seats[2].split(&room).nth(1).expect("a path");
    let entered = portal.get(&format!("{room}{unheard}")).await;
    assert_eq!(
        entered.status(),
        StatusCode::SEE_OTHER,
        "before anything was said"
    );
    hear(&portal, &staff, &path, "usulan=Loketnya+tinggi&nomor=7").await;
    let seat = seats[1].split(&room).nth(1).expect("a path");
    let entered = portal.get(&format!("{room}{seat}")).await;
    assert_eq!(entered.status(), StatusCode::SEE_OTHER);
    let cookie = cookie_named(&entered, "kursi").expect("a seat");
    let own = portal.send(Method::GET, &room, &cookie, "").await;
    let own = own.text().await.expect("a text");
    let own = own.split("Usulan Anda").nth(1).expect("own points");
    assert!(own.contains("Loketnya tinggi"));
    for bad in [
        "dari=0&sampai=3",
        "dari=3&sampai=2",
        "dari=1&sampai=501",
        "sampai=x",
    ] {
        let again = portal.post_as(&staff, &slips, bad).await;
        assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
    }
    for bad in ["0", "501", "tujuh"] {
        let console = portal.desk_page(&staff, &path).await;
        let form = format!(
            "formulir={}&usulan=Lama&nomor={bad}",
            hidden(&console, "formulir")
        );
        let again = portal
            .post_as(&staff, &format!("{path}/usulan"), &form)
            .await;
        assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
    }
    let closed = portal.post_as(&staff, &format!("{path}/tutup"), "").await;
    assert_eq!(closed.status(), StatusCode::SEE_OTHER);
    let late = portal.post_as(&staff, &slips, "dari=6&sampai=8").await;
    let late = late.text().await.expect("a text");
    assert!(late.contains("Forum sudah selesai") && !late.contains("/kursi/"));
}
