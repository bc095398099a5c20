//! The working-day calendar at the desk: single days, files, and who may change it.

use domain::access::Role;

use crate::desk::location;
use crate::portal::{Database, HOSTILE, Portal, on_both_databases};
use crate::roster::{encoded, hidden};

on_both_databases!(a_file_of_holidays_is_previewed_kept_and_taken_away_again);

#[tokio::test]
async fn holidays_are_entered_and_taken_away_for_the_whole_city() {
    let portal = Portal::start().await;
    let ani = portal.staff("ani", &[(Role::Administrator, "kota")]).await;
    let empty = portal.desk_page(&ani, "/meja/kalender?tahun=2027").await;
    assert!(empty.contains("Belum ada hari libur untuk tahun 2027"));
    let wrong = portal
        .post_as(&ani, "/meja/kalender", "tanggal=x&nama=")
        .await;
    assert_eq!(wrong.status(), 422);
    let form = encoded(&[("tanggal", "2026-08-17"), ("nama", HOSTILE)]);
    let saved = portal.post_as(&ani, "/meja/kalender", &form).await;
    assert_eq!(
        location(&saved),
        "/meja/kalender?tahun=2026&catatan=tersimpan"
    );
    let twice = portal.post_as(&ani, "/meja/kalender", &form).await;
    assert_eq!(twice.status(), 422);
    let page = portal.desk_page(&ani, "/en/meja/kalender").await;
    assert!(page.contains("17 August 2026") && !page.contains("<script>alert"));

    let of_unit = portal
        .staff("budi", &[(Role::Administrator, "capil")])
        .await;
    let page = portal.desk_page(&of_unit, "/meja/kalender").await;
    assert!(page.contains("17 Agustus 2026") && !page.contains("/meja/kalender/hapus"));
    for path in ["/meja/kalender", "/meja/kalender/hapus"] {
        let refused = portal
            .post_as(&of_unit, path, "tanggal=2026-08-17&nama=A")
            .await;
        assert_eq!(refused.status(), 403, "{path}");
    }
    let removed = portal
        .post_as(&ani, "/meja/kalender/hapus", "tanggal=2026-08-17")
        .await;
    assert_eq!(removed.status(), 303);
    let calendar = portal.store.calendar().await.expect("reads");
    assert_eq!(calendar.holidays().count(), 0);
    let history = "/meja/kalender/riwayat?tahun=";
    let of_year = portal.desk_page(&of_unit, &format!("{history}2026")).await;
    assert_eq!(of_year.matches("2026-08-17: ").count(), 2);
    assert!(of_year.contains("→ –") && !of_year.contains("<script>alert"));
    let other = portal.desk_page(&ani, &format!("{history}2027")).await;
    assert!(!other.contains("2026-08-17"));
}

async fn a_file_of_holidays_is_previewed_kept_and_taken_away_again(database: Database) {
    let portal = Portal::start_on(database).await;
    let ani = portal.staff("ani", &[(Role::Administrator, "kota")]).await;
    let import = "/meja/kalender/impor?tahun=2026";
    let bad = portal
        .upload_csv(&ani, import, "tanggal,nama\n17/8/2026,A\n2026-05-01,\n")
        .await;
    assert_eq!(bad.status(), 422);
    let bad = bad.text().await.expect("a text");
    assert!(bad.contains("baris 2, kolom tanggal") && bad.contains("baris 3, kolom nama"));
    let in_english = portal
        .upload_csv(&ani, &format!("/en{import}"), "tanggal,nama\n17/8/2026,A\n")
        .await;
    let in_english = in_english.text().await.expect("a text");
    assert!(in_english.contains("row 2, column tanggal") && !in_english.contains("baris 2"));
    for nothing in ["", &"x".repeat(30_000), &"x".repeat(100_000)] {
        assert_eq!(portal.upload_csv(&ani, import, nothing).await.status(), 422);
    }

    let file = "tanggal,nama\r\n2026-05-01,Hari Buruh\r\n2026-08-17,\"Proklamasi, 17 Agustus\"\r\n";
    let preview = portal.upload_csv(&ani, import, file).await;
    assert_eq!(preview.status(), 200);
    let preview = preview.text().await.expect("a text");
    assert!(preview.contains("2 perubahan") && preview.contains("Hari Buruh"));
    let calendar = portal.store.calendar().await.expect("reads");
    assert_eq!(calendar.holidays().count(), 0, "a preview keeps nothing");

    let form = encoded(&[
        ("dasar", &hidden(&preview, "dasar")),
        ("isi", &hidden(&preview, "isi")),
    ]);
    let apply = "/meja/kalender/impor/simpan?tahun=2026";
    let kept = portal.post_as(&ani, apply, &form).await;
    assert_eq!(kept.status(), 303);
    let again = portal.post_as(&ani, apply, &form).await;
    assert_eq!(again.status(), 422, "somebody saved since the preview");
    let again = again.text().await.expect("a text");
    assert!(again.contains("Data berubah sejak"));
    let exported = portal
        .desk_page(&ani, "/meja/kalender/berkas?tahun=2026")
        .await;
    assert_eq!(exported, file);
    let again = portal.upload_csv(&ani, import, &exported).await;
    let again = again.text().await.expect("a text");
    assert!(again.contains("sama dengan yang sudah tersimpan"));
}
