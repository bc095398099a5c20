//! Commitments at the desk and in public: made, moved, reported, and read by everybody at once.

use axum::http::Method;
use domain::access::{Permit, Right, Role};
use domain::commitment::{Commitment, Evidence, Number, Step};
use domain::forum::{ForumId, Group};
use domain::language::Bilingual;
use store::{FormToken, NewCommitment};
use suara_warga::limits::Allowances;

use crate::desk::{Staff, cookie_named, location};
use crate::forums::{opened, press, say};
use crate::portal::{Database, HOSTILE, Portal, day, on, on_both_databases, slug};
use crate::roster::{encoded, hidden};
use crate::visits::city_with_another_unit;

on_both_databases!(
    a_commitment_goes_from_the_desk_to_everybody,
    what_is_wrong_comes_back_with_what_was_typed,
    nobody_keeps_the_commitments_of_another_unit,
    those_who_follow_read_each_step_and_find_what_is_due,
    visitors_say_whether_a_promise_is_felt,
    whoever_held_a_seat_is_asked_by_the_own_link
);

const NEW: &str = "/meja/komitmen/baru";

async fn operator(portal: &Portal) -> Staff {
    portal.staff("ani", &[(Role::Operator, "capil")]).await
}

fn promise(form: &str, text: &str) -> String {
    encoded(&[
        ("formulir", form),
        ("unit", "capil"),
        ("janji", text),
        ("penanggung_jawab", "Kepala bidang"),
        ("tenggat", "2026-12-31"),
        ("unsur", "waktu"),
        ("layanan", "ktp"),
    ])
}

/// Makes a commitment and gives where it is worked on.
async fn made(portal: &Portal, staff: &Staff, text: &str) -> String {
    let page = portal.desk_page(staff, NEW).await;
    let form = promise(&hidden(&page, "formulir"), text);
    let answer = portal.post_as(staff, NEW, &form).await;
    assert_eq!(answer.status(), 303);
    let again = portal.post_as(staff, NEW, &form).await;
    assert_eq!(
        location(&again),
        location(&answer),
        "one form, one commitment"
    );
    let (path, _) = location(&answer).split_once('?').expect("a notice");
    path.to_owned()
}

async fn a_commitment_goes_from_the_desk_to_everybody(database: Database) {
    let portal = Portal::start_on(database).await;
    let operator = operator(&portal).await;
    assert!(portal.page("/komitmen").await.contains("Belum ada unit"));
    let desk = made(&portal, &operator, HOSTILE).await;
    let public = desk.strip_prefix("/meja").expect("a page of the desk");
    for path in ["/komitmen", "/komitmen?unit=kota", "/unit/capil", public] {
        let page = portal.page(path).await;
        assert!(page.contains("31 Desember 2026"), "{path}");
        assert!(
            page.contains("Sedang berjalan") && !page.contains("<script>"),
            "{path}"
        );
    }
    let deferral = "langkah=0&tenggat_baru=2027-01-31&alasan_tunda=Pengadaan+mundur";
    let moved = portal
        .post_as(&operator, &format!("{desk}/ditunda"), deferral)
        .await;
    assert_eq!(moved.status(), 303);
    let page = portal.page(public).await;
    assert!(page.contains("Pengadaan mundur") && page.contains("31 Desember 2026"));
    let report = "langkah=1&bukti=Sudah+dibuka&tautan=https%3A%2F%2Fcontoh.example%2Fa";
    let told = portal
        .post_as(&operator, &format!("{desk}/dilaporkan"), report)
        .await;
    assert_eq!(told.status(), 303);
    let page = portal.page(public).await;
    assert!(page.contains("Selesai tepat waktu") && page.contains("https://contoh.example/a"));
    let kept = portal.page("/komitmen?keadaan=selesai-tepat-waktu").await;
    assert!(kept.contains(public));
    let late = portal.page("/komitmen?keadaan=lewat-tenggat").await;
    assert!(!late.contains(public) && late.contains("Tidak ada komitmen yang cocok"));
    for nowhere in [
        "/komitmen/01",
        "/komitmen/99",
        "/komitmen?keadaan=x",
        "/komitmen?sesudah=99",
    ] {
        assert_eq!(portal.get(nowhere).await.status(), 404, "{nowhere}");
    }
}

async fn what_is_wrong_comes_back_with_what_was_typed(database: Database) {
    let portal = Portal::start_on(database).await;
    let operator = operator(&portal).await;
    let page = portal.desk_page(&operator, NEW).await;
    let form = promise(&hidden(&page, "formulir"), "Janji").replace("2026-12-31", "2026-10-11");
    let past = portal.post_as(&operator, NEW, &form).await;
    assert_eq!(past.status(), 422);
    let page = past.text().await.expect("a text");
    assert!(page.contains("Isi tenggat hari ini atau sesudahnya") && page.contains("Janji"));
    let desk = made(&portal, &operator, "Janji").await;
    let silent = portal
        .post_as(
            &operator,
            &format!("{desk}/ditunda"),
            "langkah=0&tenggat_baru=2027-01-31&alasan_tunda=",
        )
        .await;
    assert_eq!(silent.status(), 422);
    assert!(silent.text().await.expect("a text").contains("2027-01-31"));
    let unseen = portal
        .post_as(
            &operator,
            &format!("{desk}/dilaporkan"),
            "langkah=7&bukti=Sudah",
        )
        .await;
    assert_eq!(unseen.status(), 422);
    assert!(
        unseen
            .text()
            .await
            .expect("a text")
            .contains("Orang lain mengubah")
    );
    let never = portal
        .post_as(
            &operator,
            &format!("{desk}/dibuka-kembali"),
            "langkah=0&alasan_buka=x",
        )
        .await;
    assert_eq!(never.status(), 422);
}

async fn nobody_keeps_the_commitments_of_another_unit(database: Database) {
    let portal = Portal::with_on(database, &Allowances::default(), &city_with_another_unit()).await;
    let operator = operator(&portal).await;
    let desk = made(&portal, &operator, "Janji").await;
    let other = portal.staff("budi", &[(Role::Operator, "lain")]).await;
    assert!(
        !portal
            .desk_page(&other, "/meja/komitmen")
            .await
            .contains("Janji")
    );
    let report = "langkah=0&bukti=Sudah";
    for (path, form) in [
        (format!("{desk}/ubah"), promise("x", "Lain")),
        (format!("{desk}/dilaporkan"), report.to_owned()),
    ] {
        let refused = portal.post_as(&other, &path, &form).await;
        assert_eq!(refused.status(), 403, "{path}");
    }
    // The service of another unit is none of its own.
    let city = portal.staff("citra", &[(Role::Operator, "kota")]).await;
    let form = hidden(&portal.desk_page(&city, NEW).await, "formulir");
    let foreign = promise(&form, "Janji").replace("unit=capil", "unit=lain");
    let refused = portal.post_as(&city, NEW, &foreign).await;
    assert_eq!(refused.status(), 422);
    let forged = promise("00000000000000000000000000000001", "Palsu");
    let refused = portal.post_as(&other, NEW, &forged).await;
    assert_eq!(refused.status(), 422, "the unit is not on offer");
}

async fn those_who_follow_read_each_step_and_find_what_is_due(database: Database) {
    let portal = Portal::start_on(database).await;
    let operator = operator(&portal).await;
    let (feed, calendar) = ("/komitmen/kabar.atom", "/komitmen/tenggat.ics");
    assert!(!portal.page(feed).await.contains("<entry>"));
    assert!(!portal.page(calendar).await.contains("VEVENT"));
    let desk = made(&portal, &operator, HOSTILE).await;
    let public = desk.strip_prefix("/meja").expect("a page of the desk");
    for unit in ["", "?unit=kota", "?unit=capil"] {
        let told = portal.page(&format!("{feed}{unit}")).await;
        assert_eq!(told.matches("<entry>").count(), 1, "{unit}");
        assert!(told.contains("Janji baru: ") && !told.contains("<script>"));
        assert!(told.contains(&format!("{public}#0</id>")), "{told}");
        let due = portal.page(&format!("{calendar}{unit}")).await;
        assert!(due.contains("DTSTART;VALUE=DATE:20261231"), "{unit}");
    }
    let english = portal.page(&format!("/en{feed}")).await;
    assert!(english.contains("New promise: ") && english.contains("/en/komitmen/"));
    let report = "langkah=0&bukti=Sudah+dibuka&tautan=";
    portal
        .post_as(&operator, &format!("{desk}/dilaporkan"), report)
        .await;
    let told = portal.page(feed).await;
    assert_eq!(told.matches("<entry>").count(), 2);
    assert!(told.contains("Dilaporkan selesai: ") && told.contains("Sudah dibuka"));
    assert!(!portal.page(calendar).await.contains("VEVENT"));
    let page = portal.page("/komitmen?unit=capil").await;
    for file in [feed, calendar] {
        assert!(page.contains(&format!("{file}?unit=capil")), "{file}");
        let unknown = portal.get(&format!("{file}?unit=tidak-ada")).await;
        assert_eq!(unknown.status(), 404, "{file}");
    }
}

/// A commitment that was reported kept six weeks ago.
async fn felt(portal: &Portal) -> Number {
    let permit = Permit::console(Right::KeepCommitments);
    let new = NewCommitment {
        token: FormToken::random(),
        commitment: Commitment {
            unit: slug("capil"),
            text: Bilingual::new("Membuka loket kedua", ""),
            post: Bilingual::new("Kepala bidang", ""),
            due: day("2026-12-31"),
            aim: None,
        },
        made_on: day("2026-08-03"),
        group: None,
    };
    let store = &portal.store;
    let made = store.make_commitment(&permit, &new, 0).await;
    let number = made.expect("made");
    let reported = Step::Reported(Evidence {
        text: "Loket kedua dibuka".to_owned(),
        link: None,
    });
    let then = on(day("2026-08-31"));
    let taken = store.take_step(&permit, number, 0, reported, then).await;
    taken.expect("reported");
    number
}

async fn visitors_say_whether_a_promise_is_felt(database: Database) {
    let portal = Portal::start_on(database).await;
    let number = felt(&portal).await;
    let page = format!("/komitmen/{number}");
    let judge = format!("{page}/kesaksian");
    let shown = portal.page(&page).await;
    assert!(shown.contains("31 Agustus 2026. Menurut Anda"), "{shown}");
    let bad = portal.post(&judge, "jawaban=entah").await;
    assert_eq!(bad.status(), 400);
    let missing = portal.post("/komitmen/99/kesaksian", "jawaban=ya").await;
    assert_eq!(missing.status(), 404);
    for _ in 0..10 {
        let judged = portal.post(&judge, "jawaban=ya").await;
        assert_eq!(judged.status(), 303);
        let cookie = cookie_named(&judged, "saksi").expect("a cookie");
        // Whoever answers again is the same.
        let again = portal
            .send(Method::POST, &judge, &cookie, "jawaban=ya")
            .await;
        assert!(location(&again).ends_with("?dijawab=ya"));
    }
    let thanked = portal.page(&format!("{page}?dijawab=ya")).await;
    assert!(thanked.contains("Terima kasih. Yang dihitung"));
    portal
        .publication
        .refresh()
        .await
        .expect("the newest edition");
    let shown = portal.page(&page).await;
    assert!(shown.contains("10 atau lebih") && shown.contains("kurang dari 10"));
}

async fn whoever_held_a_seat_is_asked_by_the_own_link(database: Database) {
    let portal = Portal::start_on(database).await;
    let number = felt(&portal).await;
    let (staff, path, room) = opened(&portal).await;
    let seat = say(&portal, &room, None, "Loket kurang").await;
    let group = portal
        .post_as(&staff, &format!("{path}/kelompok"), "nama=Loket")
        .await;
    assert_eq!(group.status(), 303);
    let forum = path
        .rsplit('/')
        .next()
        .expect("an id")
        .parse()
        .expect("a name");
    let forum = ForumId(forum);
    let mut groups = portal.store.groups(forum).await.expect("reads");
    let answered = Group {
        commitments: [number].into(),
        ..groups.pop().expect("a group")
    };
    let permit = Permit::console(Right::RunForums);
    let saved = portal.store.save_group(&permit, forum, &answered, 0).await;
    saved.expect("saved");
    let own = async || {
        let page = portal.send(Method::GET, &room, seat.cookie(), "").await;
        page.text().await.expect("a text")
    };
    assert!(
        !own().await.contains("Janji yang menjawab"),
        "nothing was published"
    );
    press(&portal, &staff, &path, "terbitkan").await;
    assert!(
        !own().await.contains("Janji yang menjawab"),
        "people are in the room"
    );
    let closed = portal.post_as(&staff, &format!("{path}/tutup"), "").await;
    assert_eq!(closed.status(), 303);
    assert!(own().await.contains("Janji yang menjawab forum ini"));
    assert!(!portal.page(&room).await.contains("Janji yang menjawab"));
    let answer = format!("komitmen={number}&jawaban=belum");
    let judge = format!("{room}/kesaksian");
    let nobody = portal.post(&judge, &answer).await;
    assert_eq!(nobody.status(), 400, "without a seat");
    let judged = portal
        .send(Method::POST, &judge, seat.cookie(), &answer)
        .await;
    assert_eq!(judged.status(), 303);
    assert!(own().await.contains("Jawaban Anda sekarang: Belum."));
}
