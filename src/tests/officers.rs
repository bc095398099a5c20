//! Officers at the desk: who may change whom, conflicts, history and files.

use domain::access::Role;
use domain::officer::OfficerFilter;
use reqwest::StatusCode;

use crate::desk::location;
use crate::portal::{Database, HOSTILE, Portal, on_both_databases, slug};
use crate::roster::{encoded, hidden, portal_of_two};

on_both_databases!(who_changes_an_officer_that_changed_sees_both_versions);

const NIP: &str = "197001011999032001";

#[tokio::test]
async fn officers_are_seen_and_changed_only_within_reach() {
    let portal = portal_of_two().await;
    let operator = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    let other = portal.officer("Petugas Perizinan", "izin").await;
    let form = format!("nama=Citra+Contoh&nip={NIP}&unit=capil");
    let saved = portal.post_as(&operator, "/meja/petugas/baru", &form).await;
    assert_eq!(saved.status(), 303);
    let list = portal.desk_page(&operator, "/meja/petugas").await;
    assert!(list.contains("Citra Contoh") && list.contains("…001"));
    assert!(!list.contains(NIP), "only the form shows the number");
    assert!(!list.contains("Petugas Perizinan"));
    let same = portal.post_as(&operator, "/meja/petugas/baru", &form).await;
    assert_eq!(same.status(), 422, "the number belongs to somebody");

    let path = format!("/meja/petugas/{other}");
    let form = "nama=X&unit=capil&versi=1";
    assert_eq!(portal.get_as(&operator, &path).await.status(), 403);
    assert_eq!(portal.post_as(&operator, &path, form).await.status(), 403);
    let away = portal
        .post_as(&operator, "/meja/petugas/baru", "nama=X&unit=izin")
        .await;
    assert_eq!(away.status(), 422);
    let filtered = portal
        .desk_page(&operator, "/meja/petugas?unit=izin&nama=petugas")
        .await;
    assert!(!filtered.contains("Petugas Perizinan"));
}

async fn who_changes_an_officer_that_changed_sees_both_versions(database: Database) {
    let portal = Portal::start_on(database).await;
    let operator = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    let account = portal.account("citra", &[(Role::Officer, "capil")]).await.0;
    let id = portal.officer("Citra", "capil").await;
    let path = format!("/meja/petugas/{id}");
    let page = portal.desk_page(&operator, &path).await;
    assert_eq!(hidden(&page, "versi"), "1");
    let form = format!("nama=Citra+Satu&unit=capil&versi=1&akun={account}");
    assert_eq!(portal.post_as(&operator, &path, &form).await.status(), 303);

    let stale = portal
        .post_as(&operator, &path, "nama=Citra+Dua&unit=capil&versi=1")
        .await;
    assert_eq!(stale.status(), 422);
    let stale = stale.text().await.expect("a text");
    assert!(stale.contains("Citra Satu") && stale.contains("Citra Dua"));
    let again = format!(
        "nama=Citra+Dua&unit=capil&versi={}",
        hidden(&stale, "versi")
    );
    assert_eq!(portal.post_as(&operator, &path, &again).await.status(), 303);
    let filter = OfficerFilter {
        units: [slug("capil")].into(),
        ..OfficerFilter::default()
    };
    let officers = portal.store.officers(&filter, 9).await.expect("reads");
    let kept: Vec<_> = officers
        .iter()
        .map(|kept| (kept.officer.name.as_str(), kept.account))
        .collect();
    assert_eq!(kept, [("Citra Dua", None)]);
}

#[tokio::test]
async fn a_file_of_officers_is_previewed_and_kept_as_a_whole() {
    let portal = portal_of_two().await;
    let operator = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    let id = portal.officer("Ani", "capil").await;
    portal.officer("Petugas Perizinan", "izin").await;
    let file = portal.desk_page(&operator, "/meja/petugas.csv").await;
    assert!(file.contains(&id) && !file.contains("Perizinan"), "{file}");
    let import = "/meja/petugas/impor";
    let same = portal.upload_csv(&operator, import, &file).await;
    let same = same.text().await.expect("a page");
    assert!(same.contains("sama dengan yang sudah tersimpan"), "{same}");

    let wrong = format!("{file},Citra,123,izin,,,,\r\n");
    let refused = portal.upload_csv(&operator, import, &wrong).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let refused = refused.text().await.expect("a page");
    for cell in ["baris 3, kolom nip", "baris 3, kolom unit"] {
        assert!(refused.contains(cell), "{cell} in {refused}");
    }
    let refused = portal.upload_csv(&operator, "/en/meja/petugas/impor", &wrong);
    let refused = refused.await.text().await.expect("a page");
    let unit = "– expected the short name of one of your units";
    assert!(
        refused.contains("row 3, column unit") && refused.contains(unit),
        "{refused}"
    );

    let good = file.replace("Ani,", "Ani Contoh,") + ",Citra,,capil,2026-01-01,,,\r\n";
    let preview = portal.upload_csv(&operator, import, &good).await;
    let preview = preview.text().await.expect("a page");
    assert!(
        preview.contains("Nama: Ani Contoh") && preview.contains("Citra"),
        "{preview}"
    );
    let form = encoded(&[
        ("dasar", &hidden(&preview, "dasar")),
        ("isi", &hidden(&preview, "isi")),
    ]);
    let apply = "/meja/petugas/impor/simpan";
    let kept = portal.post_as(&operator, apply, &form).await;
    assert_eq!(location(&kept), "/meja/petugas?catatan=tersimpan");
    let list = portal.desk_page(&operator, "/meja/petugas").await;
    assert!(
        list.contains("Ani Contoh") && list.contains("Citra"),
        "{list}"
    );

    // What was previewed is no longer what would happen, so it is previewed again.
    let again = portal.post_as(&operator, apply, &form).await;
    assert_eq!(again.status(), 422);
    let again = again.text().await.expect("a page");
    assert!(again.contains("Data berubah sejak"), "{again}");
    let all = OfficerFilter {
        units: [slug("capil")].into(),
        ..OfficerFilter::default()
    };
    let officers = portal.store.officers(&all, 9).await.expect("reads");
    assert_eq!(officers.len(), 2, "{officers:?}");
}

#[tokio::test]
async fn a_number_of_another_unit_is_told_by_its_cell_and_not_whose_it_is() {
    let portal = portal_of_two().await;
    let operator = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    let elsewhere = portal.staff("tuti", &[(Role::Operator, "izin")]).await;
    let form = format!("nama=Petugas+Perizinan&nip={NIP}&unit=izin");
    let added = portal
        .post_as(&elsewhere, "/meja/petugas/baru", &form)
        .await;
    assert_eq!(added.status(), 303);

    let file = portal.desk_page(&operator, "/meja/petugas.csv").await;
    let taken = format!("{file},Citra,{NIP},capil,,,,\r\n");
    for (path, cell) in [
        ("/meja/petugas/impor", "baris 2, kolom nip"),
        ("/en/meja/petugas/impor", "row 2, column nip"),
    ] {
        let refused = portal.upload_csv(&operator, path, &taken).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let refused = refused.text().await.expect("a page");
        assert!(refused.contains(cell), "{cell} in {refused}");
        assert!(!refused.contains("Perizinan"), "{refused}");
    }
}

#[tokio::test]
async fn the_history_of_an_officer_tells_who_changed_what() {
    let portal = portal_of_two().await;
    let operator = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    let stranger = portal.staff("tuti", &[(Role::Operator, "izin")]).await;
    let id = portal.officer("Ani", "capil").await;
    let path = format!("/meja/petugas/{id}");
    let form = encoded(&[("nama", HOSTILE), ("unit", "capil"), ("versi", "1")]);
    let saved = portal.post_as(&operator, &path, &form).await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    let history = format!("{path}/riwayat");
    let page = portal.desk_page(&operator, &history).await;
    assert!(
        page.contains("Versi 2: diubah") && page.contains("budi"),
        "{page}"
    );
    assert!(!page.contains("<script>"), "{page}");
    let refused = portal.get_as(&stranger, &history).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_field_of_the_table_stands_in_form_file_history_conflict_and_trail() {
    let portal = Portal::start().await;
    let operator = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    let auditor = portal.staff("citra", &[(Role::Auditor, "kota")]).await;
    let path = format!("/meja/petugas/{}", portal.officer("Ani", "capil").await);
    let send = |version: &str, position: &str| {
        let fields = [
            ("nama", "Ani"),
            ("unit", "capil"),
            ("jabatan", position),
            ("versi", version),
        ];
        let form = encoded(&fields);
        let (portal, operator, path) = (&portal, &operator, path.as_str());
        async move { portal.post_as(operator, path, &form).await }
    };
    assert_eq!(send("1", "Analis Kependudukan").await.status(), 303);
    let form = portal.desk_page(&operator, &path).await;
    assert!(form.contains("name=\"jabatan\"") && form.contains("value=\"Analis Kependudukan\""));
    let long = send("2", &"x".repeat(101)).await;
    assert_eq!(long.status(), 422);
    assert!(
        long.text()
            .await
            .expect("a page")
            .contains("href=\"#jabatan\"")
    );

    let stale = send("1", "Pranata Komputer").await;
    assert_eq!(stale.status(), 422);
    let both = stale.text().await.expect("a page");
    assert!(both.contains("Analis Kependudukan") && both.contains("Pranata Komputer"));

    let file = portal.desk_page(&operator, "/meja/petugas.csv").await;
    assert!(file.contains(",jabatan\r\n") && file.contains(",Analis Kependudukan\r\n"));
    let import = "/meja/petugas/impor";
    let other = file.replace("Analis", "Penata");
    let preview = portal.upload_csv(&operator, import, &other).await;
    let preview = preview.text().await.expect("a page");
    assert!(
        preview.contains("Jabatan: Penata Kependudukan"),
        "{preview}"
    );
    let older = file.replace(",jabatan\r", "\r");
    let older = older.replace(",Analis Kependudukan\r", "\r");
    let same = portal.upload_csv(&operator, import, &older).await;
    let same = same.text().await.expect("a page");
    assert!(same.contains("sama dengan yang sudah tersimpan"), "{same}");

    let history = portal
        .desk_page(&operator, &format!("{path}/riwayat"))
        .await;
    assert!(history.contains("Jabatan") && history.contains("Analis Kependudukan"));
    let trail = portal.desk_page(&auditor, "/meja/audit").await;
    assert!(trail.contains("Jabatan"), "{trail}");
}
