//! Units, services and counters at the desk: who may change what, two people at once, and hostile texts.

mod importing;

use axum::http::Method;
use domain::access::{Permit, Right, Role};
use domain::register::{Record, RecordKind};
use reqwest::{Response, StatusCode};

use crate::desk::{Staff, location};
use crate::portal::{Database, HOSTILE, Portal, on_both_databases};

on_both_databases!(
    every_fault_is_shown_beside_its_field_and_nothing_is_saved,
    administrators_build_the_tree,
    two_people_at_once_choose_and_nobody_loses_anything_unseen
);

const OPERATOR: &[(Role, &str)] = &[(Role::Operator, "capil")];
const ADMINISTRATOR: &[(Role, &str)] = &[(Role::Administrator, "kota")];

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The form body that a record's page would send, with some fields changed.
fn body(record: &Record, version: i32, changed: &[(&str, &str)]) -> String {
    let fields = record.fields();
    let fields = changed
        .iter()
        .fold(fields, |fields, (field, text)| fields.with(field, text));
    let fields = fields
        .iter()
        .map(|(field, text)| format!("{field}={}", encoded(text)));
    let fields: Vec<_> = fields.collect();
    format!("versi={version}&{}", fields.join("&"))
}

impl Portal {
    async fn kept(&self, kind: RecordKind, key: &str) -> (Record, i32) {
        let found = self.store.record(kind, key).await.expect("reads");
        found.expect("registered")
    }

    /// Sends a file as a browser does, with other fields beside it.
    async fn upload(&self, staff: &Staff, path: &str, fields: &[(&str, &str)]) -> Response {
        let mut form = String::new();
        for (name, value) in fields {
            let head = format!("content-disposition: form-data; name=\"{name}\"");
            form = form + "--batas\r\n" + &head + "\r\n\r\n" + value + "\r\n";
        }
        form.push_str("--batas--\r\n");
        let request = self
            .client
            .request(Method::POST, format!("{}{path}", self.url))
            .header("cookie", staff.cookie())
            .header("content-type", "multipart/form-data; boundary=batas")
            .body(form);
        request.send().await.expect("an answer")
    }
}

async fn text(response: Response) -> String {
    response.text().await.expect("a text")
}

/// The value of a hidden field of a page.
fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let rest = page.split(&start).nth(1).expect("the field is there");
    rest.split('"').next().expect("a value").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_is_edited_and_its_internal_components_stay_inside() {
    let portal = Portal::start().await;
    let operator = portal.staff("budi", OPERATOR).await;
    let (ktp, version) = portal.kept(RecordKind::Service, "ktp").await;
    let secret = "hanya untuk meja kerja";
    let internal = [
        "dasar_hukum",
        "sarana",
        "kompetensi",
        "pengawasan",
        "jumlah_pelaksana",
        "jaminan_pelayanan",
        "jaminan_keamanan",
        "evaluasi",
    ];
    let changed: Vec<_> = internal.iter().map(|field| (*field, secret)).collect();
    let form = body(&ktp, version, &changed);
    let saved = portal.post_as(&operator, "/meja/layanan/ktp", &form).await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    let page = portal.desk_page(&operator, location(&saved)).await;
    assert_eq!(page.matches(secret).count(), internal.len());
    assert!(page.contains("Perubahan"), "the notice or the history link");
    for path in [
        "/layanan/ktp",
        "/en/layanan/ktp",
        "/unit/capil",
        "/api/v1/services",
        "/api/v1/services/ktp",
        "/nilai/layanan/ktp",
        "/cari?q=ktp",
    ] {
        assert!(!portal.page(path).await.contains(secret), "{path}");
    }
    let history = portal
        .desk_page(&operator, "/meja/layanan/ktp/riwayat")
        .await;
    assert!(history.contains("Versi 2") && history.contains(secret) && history.contains("budi"));
}

async fn every_fault_is_shown_beside_its_field_and_nothing_is_saved(database: Database) {
    let portal = Portal::start_on(database).await;
    let operator = portal.staff("budi", OPERATOR).await;
    let (ktp, version) = portal.kept(RecordKind::Service, "ktp").await;
    let wrong = [
        ("nama", ""),
        ("waktu_maks", "nol"),
        ("berlaku_mulai", "besok"),
        ("sarana", "meja"),
    ];
    let answer = portal
        .post_as(&operator, "/meja/layanan/ktp", &body(&ktp, version, &wrong))
        .await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(answer).await;
    for field in ["nama", "waktu_maks", "berlaku_mulai"] {
        assert!(page.contains(&format!("href=\"#{field}\"")), "{field}");
    }
    assert!(
        page.contains("besok") && page.contains("meja</textarea>"),
        "what was typed stays"
    );
    assert_eq!(
        portal.kept(RecordKind::Service, "ktp").await,
        (ktp, version)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn operators_change_only_what_is_theirs() {
    let portal = Portal::start().await;
    let permit = Permit::console(Right::EditUnits);
    let (capil, _) = portal.kept(RecordKind::Unit, "capil").await;
    let other = capil.fields().with("slug", "lain");
    let other = Record::read(&other, &|_| true).expect("a unit");
    portal
        .store
        .save_record(&permit, &other, 0, 1)
        .await
        .expect("saved");
    let foreign = portal.kept(RecordKind::Service, "ktp").await.0;
    let foreign = foreign.fields().with("slug", "asing").with("unit", "lain");
    let foreign = Record::read(&foreign, &|_| true).expect("a service");
    let permit = Permit::console(Right::EditServices);
    portal
        .store
        .save_record(&permit, &foreign, 0, 1)
        .await
        .expect("saved");
    portal.publication.refresh().await.expect("loads");

    let operator = portal.staff("budi", OPERATOR).await;
    for path in [
        "/meja/unit/lain",
        "/meja/layanan/asing",
        "/meja/layanan/asing/riwayat",
        "/meja/unit/lain/loket/baru",
        "/meja/layanan/baru?unit=lain",
        "/meja/unit/baru",
    ] {
        assert_eq!(portal.get_as(&operator, path).await.status(), 403, "{path}");
    }
    let list = portal.desk_page(&operator, "/meja/layanan").await;
    assert!(list.contains("/meja/layanan/ktp") && !list.contains("/meja/layanan/asing"));
    let file = portal.desk_page(&operator, "/meja/layanan.csv").await;
    assert!(file.contains("\nktp,") && !file.contains("\nasing,"));

    let form = body(&foreign, 1, &[("nama", "Diambil")]);
    let refused = portal
        .post_as(&operator, "/meja/layanan/asing", &form)
        .await;
    assert_eq!(refused.status(), 403);
    let (ktp, version) = portal.kept(RecordKind::Service, "ktp").await;
    let moved = body(&ktp, version, &[("unit", "lain")]);
    let refused = portal.post_as(&operator, "/meja/layanan/ktp", &moved).await;
    assert_eq!(refused.status(), 422);
    let new = body(&ktp, 0, &[("slug", "sim"), ("unit", "lain")]);
    let refused = portal.post_as(&operator, "/meja/layanan/baru", &new).await;
    assert_eq!(refused.status(), 422);
    let import = portal.store.register().await.expect("reads");
    let import = import
        .record(RecordKind::Service, "asing")
        .expect("a service");
    let import = suara_warga::files::register::table(RecordKind::Service, &[import]);
    let import = import.replace("Gratis", "x");
    let import = import.replace("Dinas Kependudukan", "Diambil");
    let refused = portal
        .upload(&operator, "/meja/impor", &[("teks", &import)])
        .await;
    assert_eq!(refused.status(), 422);
    assert!(text(refused).await.contains("asing"));
}

#[tokio::test(flavor = "multi_thread")]
async fn operators_write_the_pledge_and_nothing_else_of_a_unit() {
    let portal = Portal::start().await;
    let operator = portal.staff("budi", OPERATOR).await;
    let (capil, version) = portal.kept(RecordKind::Unit, "capil").await;
    let form = body(
        &capil,
        version,
        &[
            ("maklumat", "Kami sanggup"),
            ("maklumat_en", "We pledge"),
            ("nama", "Lain"),
        ],
    );
    let saved = portal.post_as(&operator, "/meja/unit/capil", &form).await;
    assert_eq!(saved.status(), 303);
    let (after, _) = portal.kept(RecordKind::Unit, "capil").await;
    assert_eq!(
        after.fields().differing(&capil.fields()),
        ["maklumat", "maklumat_en"]
    );
    for path in ["/unit/capil", "/layanan/ktp"] {
        assert!(portal.page(path).await.contains("Kami sanggup"), "{path}");
        let english = portal.page(&format!("/en{path}")).await;
        assert!(english.contains("We pledge"), "{path}");
    }
}

async fn administrators_build_the_tree(database: Database) {
    let portal = Portal::start_on(database).await;
    let ani = portal.staff("ani", ADMINISTRATOR).await;
    let new =
        "versi=0&slug=dinkes&nama=Dinas+Kesehatan&jenis=dinas&induk=kota&kepala=Kepala+contoh";
    let added = portal.post_as(&ani, "/meja/unit/baru", new).await;
    assert_eq!(added.status(), 303);
    assert!(portal.page("/unit/dinkes").await.contains("Kepala contoh"));
    let again = portal.post_as(&ani, "/meja/unit/baru", new).await;
    assert_eq!(again.status(), 422);
    assert!(text(again).await.contains("sudah dipakai"));
    let second_city = new.replace("dinkes", "dua").replace("induk=kota", "induk=");
    let refused = portal.post_as(&ani, "/meja/unit/baru", &second_city).await;
    assert_eq!(refused.status(), 422);
    assert!(text(refused).await.contains("hanya kota"));
    let (dinkes, version) = portal.kept(RecordKind::Unit, "dinkes").await;
    let below_itself = body(&dinkes, version, &[("induk", "dinkes")]);
    let refused = portal
        .post_as(&ani, "/meja/unit/dinkes", &below_itself)
        .await;
    assert!(text(refused).await.contains("di bawah dirinya sendiri"));
    let tree = portal.desk_page(&ani, "/meja/unit").await;
    assert!(tree.contains("/meja/unit/dinkes"));
    let none = portal.desk_page(&ani, "/meja/unit?q=zzz").await;
    assert!(none.contains("Hapus saringan") && !none.contains("/meja/unit/dinkes"));
}

#[tokio::test]
async fn no_file_moves_a_unit_to_where_its_administrator_has_no_say() {
    let portal = Portal::start().await;
    let permit = Permit::console(Right::EditUnits);
    let (capil, _) = portal.kept(RecordKind::Unit, "capil").await;
    let other = capil.fields().with("slug", "lain");
    let other = Record::read(&other, &|_| true).expect("a unit");
    let saved = portal.store.save_record(&permit, &other, 0, 1).await;
    saved.expect("saved");
    portal.publication.refresh().await.expect("loads");
    let local = portal
        .staff("budi", &[(Role::Administrator, "capil")])
        .await;
    let moved = capil.fields().with("induk", "lain");
    let moved = Record::read(&moved, &|_| true).expect("a unit");
    let file = suara_warga::files::register::table(RecordKind::Unit, &[moved]);
    let refused = portal
        .upload(&local, "/meja/impor", &[("teks", &file)])
        .await;
    assert_eq!(refused.status(), 422);
    assert!(text(refused).await.contains("capil"));
}

#[tokio::test(flavor = "multi_thread")]
async fn counters_are_added_and_retired() {
    let portal = Portal::start().await;
    let operator = portal.staff("budi", OPERATOR).await;
    let name = "Loket 3/A & <b>";
    let new = format!("versi=0&nama={}", encoded(name));
    let added = portal
        .post_as(&operator, "/meja/unit/capil/loket/baru", &new)
        .await;
    assert_eq!(added.status(), 303);
    let path = location(&added)
        .split('?')
        .next()
        .expect("a path")
        .to_owned();
    let page = portal.desk_page(&operator, &path).await;
    assert!(page.contains("Loket 3/A &amp; &lt;b&gt;"));
    let retired = "versi=1&berlaku_sampai=2026-10-01";
    assert_eq!(
        portal.post_as(&operator, &path, retired).await.status(),
        303
    );
    let key = format!("capil/{name}");
    let (counter, version) = portal.kept(RecordKind::Counter, &key).await;
    assert_eq!(
        (counter.fields().get("berlaku_sampai"), version),
        ("2026-10-01", 2)
    );
    let unit = portal.desk_page(&operator, "/meja/unit/capil").await;
    assert!(unit.contains("1 Oktober 2026"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retired_service_keeps_its_page_and_takes_no_ratings() {
    let portal = Portal::start().await;
    let operator = portal.staff("budi", OPERATOR).await;
    let (ktp, version) = portal.kept(RecordKind::Service, "ktp").await;
    let form = body(&ktp, version, &[("berlaku_sampai", "2026-10-11")]);
    let saved = portal.post_as(&operator, "/meja/layanan/ktp", &form).await;
    assert_eq!(saved.status(), 303);
    let page = portal.page("/layanan/ktp").await;
    assert!(page.contains("11 Oktober 2026") && !page.contains("href=\"/nilai/layanan/ktp\""));
    assert_eq!(portal.get("/nilai/layanan/ktp").await.status(), 404);
    let choice = portal.page("/nilai?unit=capil").await;
    assert!(choice.contains("/nilai/layanan/kk") && !choice.contains("/nilai/layanan/ktp"));
    let ended = portal
        .desk_page(&operator, "/meja/layanan?keadaan=berakhir")
        .await;
    assert!(ended.contains("/meja/layanan/ktp") && !ended.contains("/meja/layanan/kk"));
}

async fn two_people_at_once_choose_and_nobody_loses_anything_unseen(database: Database) {
    let portal = Portal::start_on(database).await;
    let ani = portal.staff("ani", OPERATOR).await;
    let budi = portal.staff("budi", OPERATOR).await;
    let (ktp, version) = portal.kept(RecordKind::Service, "ktp").await;
    let path = "/meja/layanan/ktp";
    let hers = body(
        &ktp,
        version,
        &[("nama", "Nama dari Ani"), ("biaya", "Rp1")],
    );
    assert_eq!(portal.post_as(&ani, path, &hers).await.status(), 303);
    let his = body(
        &ktp,
        version,
        &[("nama", "Nama dari Budi"), ("produk", HOSTILE)],
    );
    let conflict = portal.post_as(&budi, path, &his).await;
    assert_eq!(conflict.status(), 422);
    let page = text(conflict).await;
    assert!(page.contains("Nama dari Ani") && page.contains("Nama dari Budi"));
    assert!(!page.contains("<script>alert"));
    assert_eq!(hidden(&page, "versi"), "2");
    assert_eq!(
        portal.kept(RecordKind::Service, "ktp").await.1,
        2,
        "nothing was saved"
    );

    let mine = format!(
        "versi=2&nama=Nama+dari+Budi&biaya={}&produk={}",
        encoded(ktp.fields().get("biaya")),
        encoded(HOSTILE)
    );
    let open = portal
        .post_as(&budi, path, &format!("{mine}&banding=ya&pilih-nama=1"))
        .await;
    assert_eq!(open.status(), 422);
    let open = text(open).await;
    assert!(open.contains("href=\"#pilih-biaya\"") && open.contains("href=\"#pilih-produk\""));
    let choices = "banding=ya&pilih-nama=1&pilih-biaya=0&pilih-produk=0";
    let chosen = portal
        .post_as(&budi, path, &format!("{mine}&{choices}"))
        .await;
    assert_eq!(chosen.status(), 303);
    let (after, version) = portal.kept(RecordKind::Service, "ktp").await;
    let fields = after.fields();
    assert_eq!(
        (
            fields.get("nama"),
            fields.get("biaya"),
            fields.get("produk"),
            version
        ),
        ("Nama dari Budi", "Rp1", ktp.fields().get("produk"), 3)
    );
    // A third change in between is a conflict again, even for "all of mine".
    let late = portal
        .post_as(&ani, path, &format!("{mine}&banding=semua"))
        .await;
    assert_eq!(late.status(), 422);
    let all = mine.replace("versi=2", "versi=3");
    let all = portal
        .post_as(&ani, path, &format!("{all}&banding=semua"))
        .await;
    assert_eq!(all.status(), 303);
    let (after, _) = portal.kept(RecordKind::Service, "ktp").await;
    assert_eq!(after.fields().get("produk"), HOSTILE);
    for path in [path, "/meja/layanan/ktp/riwayat", "/meja/layanan"] {
        assert!(
            !portal.desk_page(&ani, path).await.contains("<script>alert"),
            "{path}"
        );
    }
    assert!(!portal.page("/layanan/ktp").await.contains("<script>alert"));
}
