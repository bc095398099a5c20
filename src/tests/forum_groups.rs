//! What becomes of a point after the forum: grouped, answered, promised, kept, for whoever said it and for everybody.

use domain::access::Role;
use reqwest::StatusCode;

use crate::desk::{Staff, location};
use crate::forums::{opened, press, say, seen};
use crate::portal::Portal;
use crate::roster::{encoded, hidden};

/// A forum with one published point in one group.
struct Grouped {
    staff: Staff,
    /// The forum at the desk.
    desk: String,
    /// The forum for everybody.
    room: String,
    /// The page of the group at the desk.
    group: String,
    /// What became of the point, for whoever said it.
    path: String,
}

async fn grouped(portal: &Portal) -> Grouped {
    let (staff, desk, room) = opened(portal).await;
    let author = say(portal, &room, None, "Antrean lama").await;
    let page = seen(portal, &room, &author).await;
    let link = page.split(&format!("href=\"{room}/usulan/")).nth(1);
    let id = link
        .and_then(|rest| rest.split('"').next())
        .expect("a link");
    press(portal, &staff, &desk, "terbitkan").await;
    let groups = format!("{desk}/kelompok");
    portal.post_as(&staff, &groups, "nama=Antrean").await;
    let console = portal.desk_page(&staff, &desk).await;
    let button = console.split("value=\"kelompok:").nth(1);
    let group = button.and_then(|rest| rest.split('"').next());
    let group = group.expect("a button").to_owned();
    press(portal, &staff, &desk, &format!("kelompok:{group}")).await;
    Grouped {
        path: format!("{room}/usulan/{id}"),
        group: format!("{groups}/{group}"),
        staff,
        desk,
        room,
    }
}

fn answer(version: u32, kind: &str, words: &str) -> String {
    let version = version.to_string();
    encoded(&[
        ("versi", version.as_str()),
        ("nama", "Antrean"),
        ("jawaban", kind),
        ("tanggapan", words),
    ])
}

#[tokio::test(flavor = "multi_thread")]
async fn an_author_finds_the_answer_and_the_promise() {
    let portal = Portal::start().await;
    let forum = grouped(&portal).await;
    let unanswered = portal.page(&forum.path).await;
    assert!(unanswered.contains("Unit belum menjawab"));
    let said = answer(1, "sebagian", "Pada Senin & Kamis");
    let saved = portal.post_as(&forum.staff, &forum.group, &said).await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    let console = portal.desk_page(&forum.staff, &forum.desk).await;
    assert!(console.contains("Diterima sebagian"));

    let id = forum.group.rsplit('/').next().expect("an id");
    let new = format!("/meja/komitmen/baru?kelompok={id}");
    let page = portal.desk_page(&forum.staff, &new).await;
    assert!(page.contains("value=\"capil\" selected"));
    let promise = encoded(&[
        ("formulir", &hidden(&page, "formulir")),
        ("kelompok", &hidden(&page, "kelompok")),
        ("unit", "capil"),
        ("janji", "Membuka loket kedua"),
        ("penanggung_jawab", "Kepala bidang"),
        ("tenggat", "2026-12-31"),
    ]);
    let made = portal
        .post_as(&forum.staff, "/meja/komitmen/baru", &promise)
        .await;
    assert_eq!(made.status(), StatusCode::SEE_OTHER);
    let desk = location(&made)
        .split('?')
        .next()
        .expect("a path")
        .to_owned();
    for page in [&forum.path, &forum.room, &format!("{}/layar", forum.room)] {
        let page = portal.page(page).await;
        for told in [
            "Diterima sebagian",
            "Pada Senin &amp; Kamis",
            "Membuka loket kedua",
            "Sedang berjalan",
        ] {
            assert!(page.contains(told), "{told}");
        }
    }
    let public = desk.strip_prefix("/meja").expect("a page of the desk");
    assert!(portal.page(public).await.contains(&forum.room));
    let report = "langkah=0&bukti=Sudah+dibuka";
    portal
        .post_as(&forum.staff, &format!("{desk}/dilaporkan"), report)
        .await;
    let kept = portal.page(&forum.path).await;
    assert!(kept.contains("Selesai tepat waktu"));
    // The region of the hall is made anew, too.
    let region = portal.page(&format!("{}/ruang", forum.room)).await;
    assert!(region.contains("Selesai tepat waktu"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_says_what_it_means_and_is_not_written_over() {
    let portal = Portal::start().await;
    let forum = grouped(&portal).await;
    for (kind, words, field) in [
        ("tidak-diterima", "", "#tanggapan"),
        ("", "Ya", "#jawaban"),
        ("mungkin", "Ya", "#jawaban"),
    ] {
        let said = answer(1, kind, words);
        let wrong = portal.post_as(&forum.staff, &forum.group, &said).await;
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = wrong.text().await.expect("a text");
        assert!(
            page.contains(field) && page.contains(words),
            "{kind} {words}"
        );
    }
    // What was not answered in the hall is answered later.
    let closed = format!("{}/tutup", forum.desk);
    portal.post_as(&forum.staff, &closed, "").await;
    let first = answer(1, "diterima", "Ya, segera");
    portal.post_as(&forum.staff, &forum.group, &first).await;
    let second = answer(1, "tidak-diterima", "Tidak bisa");
    let late = portal.post_as(&forum.staff, &forum.group, &second).await;
    assert_eq!(late.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = late.text().await.expect("a text");
    assert!(page.contains("Ya, segera") && page.contains("Tidak bisa"));
    let again = answer(
        hidden(&page, "versi").parse().expect("a version"),
        "tidak-diterima",
        "Tidak bisa",
    );
    let saved = portal.post_as(&forum.staff, &forum.group, &again).await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_answers_for_another_unit() {
    let portal = Portal::start().await;
    let forum = grouped(&portal).await;
    let operator = portal.staff("ani", &[(Role::Operator, "capil")]).await;
    let said = answer(1, "diterima", "Ya");
    let refused = portal.post_as(&operator, &forum.group, &said).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let other = format!("{}/kelompok/{}", forum.desk, uuid::Uuid::from_u128(7));
    let unknown = portal.post_as(&forum.staff, &other, &said).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_came_is_counted_and_told_in_the_minutes() {
    let portal = Portal::start().await;
    let Grouped {
        staff, desk, room, ..
    } = grouped(&portal).await;
    let form = format!("{desk}/kehadiran");
    let console = portal.desk_page(&staff, &desk).await;
    assert!(console.contains(&form), "the console leads there");
    let wrong = portal
        .post_as(&staff, &form, "versi=0&pengguna=banyak")
        .await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let numbers = "versi=0&pengguna=2100&ahli=&instansi=3&masyarakat-sipil=0&media=";
    let counted = portal.post_as(&staff, &form, numbers).await;
    assert_eq!(counted.status(), StatusCode::SEE_OTHER);
    let stale = portal.post_as(&staff, &form, "versi=0&pengguna=9").await;
    assert_eq!(stale.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = portal.page(&room).await;
    let told = "2.103 orang dari 2 di antara lima unsur masyarakat";
    assert!(page.contains(told), "{page}");
    let minutes = portal.page(&format!("{room}/berita-acara")).await;
    assert!(minutes.contains("<td>Pengguna layanan</td><td>2100</td>"));
    assert!(minutes.contains("<td>Jumlah</td><td>2103</td>"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_minutes_tell_what_the_record_tells_and_by_which_log() {
    let portal = Portal::start().await;
    let forum = grouped(&portal).await;
    let hostile = "<script>alert(1)</script>";
    say(&portal, &forum.room, None, hostile).await;
    press(&portal, &forum.staff, &forum.desk, "terbitkan").await;
    let said = answer(1, "diterima", hostile);
    portal.post_as(&forum.staff, &forum.group, &said).await;
    let minutes = portal.page(&format!("{}/berita-acara", forum.room)).await;
    for told in [
        "Pada hari ini, Senin, 12 Oktober 2026",
        "Antrean lama",
        "Belum dikelompokkan",
        "<strong>Diterima.</strong> &lt;script&gt;",
        "Media massa",
        "2 diterima = 2 terbit",
        "Tanda tangan",
    ] {
        assert!(minutes.contains(told), "{told}");
    }
    assert!(!minutes.contains("<script"));
    let log = portal.page(&format!("{}/catatan.csv", forum.room)).await;
    let digest = domain::digest::Digest::of(log.as_bytes());
    assert!(minutes.contains(&format!("SHA-256 {digest}")));
}
