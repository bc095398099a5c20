//! Files of the register: the preview, applying it whole or not at all, and what is wrong with a file.

use domain::register::RecordKind;

use super::{ADMINISTRATOR, OPERATOR, hidden, text};
use crate::portal::{Database, HOSTILE, Portal, on_both_databases};

on_both_databases!(
    a_file_is_previewed_and_then_applied_whole,
    a_faulty_file_is_told_cell_by_cell_and_changes_nothing
);

async fn a_file_is_previewed_and_then_applied_whole(database: Database) {
    let portal = Portal::start_on(database).await;
    let operator = portal.staff("budi", OPERATOR).await;
    let file = portal.desk_page(&operator, "/meja/layanan.csv").await;
    let same = portal
        .upload(&operator, "/meja/impor", &[("berkas", &file)])
        .await;
    assert_eq!(same.status(), 200);
    assert!(text(same).await.contains("tidak mengubah apa pun"));

    let row = file
        .lines()
        .find(|line| line.starts_with("kk,"))
        .expect("a row");
    let renamed = row.replace("Dinas Kependudukan kk", "\"Kartu, \"\"Keluarga\"\"\"");
    let new = row.replacen("kk,", "sim,", 1);
    let header = file.lines().next().expect("a header");
    let changed = format!("{header}\r\n{renamed}\r\n{new}\r\n");
    let preview = portal
        .upload(&operator, "/meja/impor", &[("teks", &changed)])
        .await;
    assert_eq!(preview.status(), 200);
    let preview = text(preview).await;
    assert!(
        preview.contains("Kartu, &quot;Keluarga&quot;") || preview.contains("Kartu, \"Keluarga\"")
    );
    assert!(preview.contains("Dinas Kependudukan kk") && preview.contains("<code>sim</code>"));
    let base = hidden(&preview, "dasar");
    let content = html_escape::decode_html_entities(&hidden(&preview, "teks")).into_owned();
    assert_eq!(content.replace("\r\n", "\n"), changed.replace("\r\n", "\n"));
    assert!(
        portal
            .store
            .record(RecordKind::Service, "sim")
            .await
            .expect("reads")
            .is_none()
    );

    let sent = [("teks", content.as_str()), ("dasar", base.as_str())];
    let applied = portal
        .upload(&operator, "/meja/impor/terapkan", &sent)
        .await;
    assert_eq!(applied.status(), 303);
    let (kk, version) = portal.kept(RecordKind::Service, "kk").await;
    assert_eq!(
        (kk.fields().get("nama"), version),
        ("Kartu, \"Keluarga\"", 2)
    );
    assert_eq!(portal.kept(RecordKind::Service, "sim").await.1, 1);

    let late = content.replace("Kartu, ", "Lain, ");
    let sent = [("teks", late.as_str()), ("dasar", base.as_str())];
    let anew = portal
        .upload(&operator, "/meja/impor/terapkan", &sent)
        .await;
    assert_eq!(anew.status(), 422);
    let anew = text(anew).await;
    assert!(anew.contains("Data berubah sejak") && hidden(&anew, "dasar") != base);
    assert_eq!(
        portal.kept(RecordKind::Service, "kk").await.1,
        2,
        "nothing was applied"
    );
}

async fn a_faulty_file_is_told_cell_by_cell_and_changes_nothing(database: Database) {
    let portal = Portal::start_on(database).await;
    let ani = portal.staff("ani", ADMINISTRATOR).await;
    let before = portal.store.register().await.expect("reads");
    let header =
        "slug,nama,nama_en,singkatan,sebutan,jenis,induk,berlaku_mulai,berlaku_sampai,pendahulu";
    let file = format!("{header}\nA b,A,,,,dinas,kota,,,\nb,{HOSTILE},,,,kantor,nirwana,,,\n")
        .replace('"', "");
    let refused = portal.upload(&ani, "/meja/impor", &[("teks", &file)]).await;
    assert_eq!(refused.status(), 422);
    let page = text(refused).await;
    for fault in [
        "baris 2, kolom slug",
        "baris 3, kolom jenis",
        "baris 3, kolom induk",
    ] {
        assert!(page.contains(fault), "{fault}");
    }
    assert!(!page.contains("<script>alert"));
    let refused = portal
        .upload(&ani, "/en/meja/impor", &[("teks", &file)])
        .await;
    let page = text(refused).await;
    assert!(
        page.contains("row 3, column induk")
            && page.contains("expected the slug of a unit or empty")
    );
    for wrong in [
        "",
        "apa,saja\n1,2\n",
        "unit,nama\ncapil\n",
        "unit,nama\nx,y\n",
    ] {
        let refused = portal.upload(&ani, "/meja/impor", &[("teks", wrong)]).await;
        assert_eq!(refused.status(), 422, "{wrong}");
    }
    let cycle = format!("{header}\na,A,,,,dinas,b,,,\nb,B,,,,dinas,a,,,\n");
    let refused = portal
        .upload(&ani, "/meja/impor", &[("teks", &cycle)])
        .await;
    assert_eq!(refused.status(), 422);
    let page = text(refused).await;
    for fault in ["baris 2, kolom induk", "baris 3, kolom induk"] {
        assert!(page.contains(fault), "{fault}");
    }
    assert_eq!(portal.store.register().await.expect("reads"), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_file_fits_and_a_larger_one_is_refused_in_words() {
    let portal = Portal::start().await;
    let ani = portal.staff("ani", ADMINISTRATOR).await;
    let rows = |count: usize| {
        let rows =
            (0..count).map(|number| format!("capil,Loket {number:05} {}\n", "x".repeat(180)));
        format!("unit,nama\n{}", rows.collect::<String>())
    };
    let fits = portal
        .upload(&ani, "/meja/impor", &[("teks", &rows(2000))])
        .await;
    assert_eq!(fits.status(), 200);
    for count in [7_000, 15_000] {
        let refused = portal
            .upload(&ani, "/meja/impor", &[("teks", &rows(count))])
            .await;
        assert_eq!(refused.status(), 422, "{count}");
        assert!(text(refused).await.contains("terlalu besar"), "{count}");
    }
}
