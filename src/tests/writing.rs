//! What can be written: no filter, form, file or field of the interface for programs fails for a text that cannot be shown
//! or a day of no calendar, and none keeps it.

mod seeds;
mod walk;

use std::collections::BTreeSet;

use axum::http::Method;
use reqwest::StatusCode;
use seeds::{a_forum_with_a_group, a_point, held_forum, portal, room_of, somebody};
use serde_json::{Value, json};
use suara_warga::routes::Kind;
use walk::{FoundPage, pages};

use crate::desk::{Staff, location};
use crate::portal::{Database, Portal, on_both_databases, slug};
use crate::roster::{encoded, hidden};
use crate::visits::key;

on_both_databases!(
    no_filter_fails_for_what_nobody_can_write,
    no_form_keeps_what_cannot_be_shown
);

/// What no text that is kept can have.
const UNWRITABLE: [&str; 2] = ["zq\0zq", "zq\u{202e}zq"];

/// What is no text, no day and no number anywhere.
const STRANGE: [&str; 6] = [
    "\u{200b}",
    "+262142-12-31",
    "2026-1-5",
    "1899-12-31",
    "99999999999999999999",
    "'\"%_\\;|",
];

/// Addresses that need something made for one visitor alone, or set up by the operator, and files.
const ALONE: [&str; 12] = [
    "/.well-known/security.txt",
    "/assets/{digest}/{file}",
    "/data/{file}",
    "/forum/{code}/kursi/{seat}",
    "/masuk",
    "/masuk/kode",
    "/meja/komentar/{id}",
    "/meja/komentar/{id}/asli",
    "/meja/tanggapan/{id}",
    "/metrics",
    "/nilai/tanda-terima/{receipt}",
    "/undangan/{token}",
];

/// Leaving would end the session with which the rest is tried.
const LEAVING: [&str; 4] = [
    "/keluar",
    "/meja/akun/keluar",
    "/meja/akun/kode",
    "/meja/akun/sandi",
];

/// Every page, and that none was forgotten.
async fn every_page(portal: &Portal, staff: &Staff) -> Vec<(&'static str, FoundPage)> {
    let code = portal.invite().await;
    let stack = portal.desk_page(staff, "/meja/formulir/baru").await;
    let token = hidden(&stack, "formulir");
    let stack = format!("formulir={token}&layanan=ktp&bulan=2026-09&jumlah=2");
    let stack = portal.post_as(staff, "/meja/formulir/baru", &stack).await;
    let proposal = portal.post_as(staff, "/meja/rilis", "bulan=2026-09").await;
    let point = a_point(portal, staff).await;
    let forum = a_forum_with_a_group(portal, staff).await;
    let held = held_forum(portal, staff).await;
    let seeds = [
        forum.clone(),
        format!("{forum}/daftar"),
        format!("{forum}/kehadiran"),
        format!("{forum}/kini"),
        format!("{}/ruang", room_of(&point)),
        format!("{}/usulan-saya", room_of(&point)),
        point,
        location(&stack).to_owned(),
        format!("{}/kecualikan", location(&proposal)),
        location(&proposal).to_owned(),
        "/layanan/ktp/komentar".to_owned(),
        "/unit/capil/komentar".to_owned(),
        "/meja/unit/capil/loket/Loket%201".to_owned(),
        format!("/nilai/{code}"),
        "/nilai/layanan/ktp".to_owned(),
        "/api/v1/services/ktp".to_owned(),
        "/api/v1/units/capil".to_owned(),
        "/api/v1/units/kota/ranks/2026".to_owned(),
        "/data/layanan/ktp.csv".to_owned(),
        "/data/unit/capil.csv".to_owned(),
        "/meja/indikator/berkas/indikator.csv".to_owned(),
        "/meja/realisasi/akta/2026-09".to_owned(),
        "/meja/undangan/baru?layanan=ktp".to_owned(),
        "/meja/undangan/kartu?layanan=ktp".to_owned(),
    ];
    let seeds: Vec<_> = seeds.into_iter().chain(held).collect();
    let found = pages(portal, staff, &seeds).await;
    let listed = suara_warga::routes::addresses();
    let listed = listed
        .iter()
        .filter(|address| address.method() == Method::GET && address.kind != Kind::Stream);
    let missing: BTreeSet<_> = listed
        .map(|address| address.path)
        .filter(|path| !found.contains_key(path) && !ALONE.contains(path))
        .collect();
    assert_eq!(missing, BTreeSet::new(), "no page links to these");
    found.into_iter().collect()
}

async fn no_filter_fails_for_what_nobody_can_write(database: Database) {
    let portal = portal(database).await;
    let staff = somebody(&portal).await;
    let found = every_page(&portal, &staff).await;
    let forms = found.iter().flat_map(|(_, page)| &page.forms);
    let fields = forms.flat_map(|form| form.fields.iter().map(|(name, _)| name.as_str()));
    let usual = ["setelah", "kode", "q", "periode", "tahun", "urut", "jenis"];
    let names: BTreeSet<_> = fields.chain(usual).collect();
    for (pattern, page) in &found {
        let path = page.path.split('?').next().unwrap_or_default();
        for text in UNWRITABLE.iter().chain(&STRANGE) {
            let all: Vec<_> = names.iter().map(|name| (*name, *text)).collect();
            let asked = format!("{path}?{}", encoded(&all));
            let response = portal.get_as(&staff, &asked).await;
            let status = response.status();
            assert!(!status.is_server_error(), "{pattern} {text:?}: {status}");
            let body = response.text().await.expect("a text");
            let shown = UNWRITABLE.iter().any(|text| body.contains(text));
            assert!(!shown, "{pattern} shows {text:?}");
        }
    }
}

async fn no_form_keeps_what_cannot_be_shown(database: Database) {
    let portal = portal(database).await;
    let staff = somebody(&portal).await;
    let found = every_page(&portal, &staff).await;
    let forms = found.iter().flat_map(|(_, page)| &page.forms);
    let forms = forms.filter(|form| form.changes && !form.has_file);
    let forms = forms.filter(|form| !LEAVING.contains(&form.action.as_str()));
    for form in forms {
        let hostile = UNWRITABLE.iter().chain(&STRANGE);
        for ((field, _), text) in form
            .fields
            .iter()
            .flat_map(|field| hostile.clone().map(move |text| (field, text)))
        {
            let fields = form.fields.iter().map(|(name, value)| {
                let value = if name == field { text } else { value.as_str() };
                (name.as_str(), value)
            });
            let body = encoded(&fields.collect::<Vec<_>>());
            let response = portal.post_as(&staff, &form.action, &body).await;
            let status = response.status();
            let tried = format!("{} {field}={text:?}", form.action);
            assert!(!status.is_server_error(), "{tried}: {status}");
        }
    }
    assert!(!portal.keeps(UNWRITABLE).await);
}

/// A form that would be saved, and its fields for texts.
const FORMS: [(&str, &str, &[&str]); 10] = [
    (
        "/meja/petugas/baru",
        "nama=Ani&unit=capil&mulai=2026-01-01&sampai=2026-12-31",
        &["nama"],
    ),
    ("/meja/kalender", "tanggal=2026-12-25&nama=Natal", &["nama"]),
    (
        "/meja/kunci",
        "nama=Antrean&unit=capil&lingkup=kunjungan",
        &["nama"],
    ),
    (
        "/meja/orang/baru",
        "surel=b@suara.example&nama=Budi&peran-1=operator&unit-1=capil",
        &["nama", "surel"],
    ),
    (
        "/meja/indikator/baru",
        "unit=capil&nama_pendek=kia&nama=A&nama_en=A&definisi=A&definisi_en=A&satuan=A&satuan_en=A&arah=naik\
         &frekuensi=bulan&sumber=A&sumber_en=A&penanggung_jawab=A&penanggung_jawab_en=A",
        &[
            "nama",
            "nama_en",
            "definisi",
            "definisi_en",
            "satuan",
            "satuan_en",
            "sumber",
            "sumber_en",
            "penanggung_jawab",
            "penanggung_jawab_en",
        ],
    ),
    (
        "/meja/realisasi/akta/2026-09/isi",
        "berlaku=ya&nilai=88&catatan=A",
        &["catatan"],
    ),
    (
        "/meja/unit/baru",
        "slug=baru-1&nama=A&nama_en=A&singkatan=A&sebutan=A&jenis=dinas&induk=kota&kepala=A&maklumat=A&maklumat_en=A",
        &[
            "nama",
            "nama_en",
            "singkatan",
            "sebutan",
            "kepala",
            "maklumat",
            "maklumat_en",
        ],
    ),
    ("/meja/unit/capil/loket/baru", "nama=Loket+2", &["nama"]),
    (
        "/meja/layanan/baru",
        "slug=akta&unit=capil&nama=A&nama_en=A&sebutan=A&gratis=ya&persyaratan=A&persyaratan_en=A&prosedur=A\
         &prosedur_en=A&waktu_maks=1&waktu_satuan=hari&biaya=A&biaya_en=A&produk=A&produk_en=A&sumber=umum\
         &dasar_hukum=A&sarana=A&kompetensi=A&pengawasan=A&jumlah_pelaksana=A&jaminan_pelayanan=A\
         &jaminan_keamanan=A&evaluasi=A",
        &[
            "nama",
            "nama_en",
            "sebutan",
            "persyaratan",
            "persyaratan_en",
            "prosedur",
            "prosedur_en",
            "biaya",
            "biaya_en",
            "produk",
            "produk_en",
            "dasar_hukum",
            "sarana",
            "kompetensi",
            "pengawasan",
            "jumlah_pelaksana",
            "jaminan_pelayanan",
            "jaminan_keamanan",
            "evaluasi",
        ],
    ),
    (
        "/meja/forum/baru?unit=capil",
        "judul=A&judul_en=A&tanggal=2026-10-12&mulai=09:00&selesai=11:00&tempat=A&uraian=A&uraian_en=A&acara=A&acara_en=A",
        &[
            "judul",
            "judul_en",
            "tempat",
            "uraian",
            "uraian_en",
            "acara",
            "acara_en",
        ],
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_cannot_be_shown_is_told_at_its_field() {
    let portal = portal(Database::Sqlite).await;
    let staff = somebody(&portal).await;
    for (path, form, texts) in FORMS {
        for field in texts {
            for text in UNWRITABLE.iter().chain(&["a\u{7}", "\u{200b}\u{ad}"]) {
                refused_at(&portal, &staff, path, form, field, text).await;
            }
        }
        let right = portal.post_as(&staff, path, form).await;
        assert!(right.status().as_u16() < 400, "{path}: {}", right.status());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_has_one_spelling_in_every_form() {
    let portal = portal(Database::Sqlite).await;
    let staff = somebody(&portal).await;
    for (path, form, days) in [
        (FORMS[0].0, FORMS[0].1, &["mulai", "sampai"][..]),
        (FORMS[1].0, FORMS[1].1, &["tanggal"]),
        (FORMS[4].0, FORMS[4].1, &["berlaku_mulai", "berlaku_sampai"]),
        (FORMS[6].0, FORMS[6].1, &["berlaku_mulai", "berlaku_sampai"]),
        (FORMS[8].0, FORMS[8].1, &["berlaku_mulai", "berlaku_sampai"]),
    ] {
        for field in days {
            for day in ["2026-1-5", "+262142-01-01", "1899-12-31", "2101-01-01"] {
                refused_at(&portal, &staff, path, form, field, day).await;
            }
        }
    }
}

/// Sends a form with another text in a field, which must be told there.
async fn refused_at(
    portal: &Portal,
    staff: &Staff,
    path: &str,
    form: &str,
    field: &str,
    text: &str,
) {
    let pairs = form_urlencoded::parse(form.as_bytes()).into_owned();
    let mut pairs: Vec<(String, String)> = pairs.filter(|(name, _)| name != field).collect();
    pairs.push((field.to_owned(), text.to_owned()));
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let response = portal.post_as(staff, path, &encoded(&pairs)).await;
    let tried = format!("{path} {field}={text:?}");
    assert_eq!(
        response.status(),
        StatusCode::UNPROCESSABLE_ENTITY,
        "{tried}"
    );
    let page = response.text().await.expect("a text");
    let bilingual = field.trim_end_matches("_en");
    let told = [field, bilingual].map(|field| page.contains(&format!("href=\"#{field}\"")));
    assert!(told[0] || told[1], "{tried} is not told at the field");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_with_what_nobody_can_write_is_a_problem() {
    let portal = portal(Database::Sqlite).await;
    let key = key(&portal, "capil").await;
    let right = json!({
        "service": "ktp",
        "counter": "Loket 1",
        "started": "2026-10-12T09:00:00+07:00",
        "finished": "2026-10-12T09:04:00+07:00",
    });
    let moments = [
        "+262142-12-31T23:58:59Z",
        "-262143-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "1899-12-31T00:00:00Z",
    ];
    for field in ["service", "counter", "started", "finished"] {
        for text in UNWRITABLE.iter().chain(&STRANGE).chain(&moments) {
            let mut visit = right.clone();
            visit[field] = Value::from(*text);
            let sent = portal
                .client
                .post(format!("{}/api/v1/visits", portal.url))
                .header("authorization", format!("Bearer {key}"))
                .header("idempotency-key", "1")
                .body(visit.to_string());
            let answer = sent.send().await.expect("an answer");
            let status = answer.status().as_u16();
            assert!(matches!(status, 400 | 422), "{field}={text:?}: {status}");
            assert_eq!(answer.headers()["content-type"], "application/problem+json");
        }
    }
}

/// A file that would be read, and its columns for texts and days.
const FILES: [(&str, &str, &[usize], &[usize]); 3] = [
    (
        "/meja/kalender/impor",
        "tanggal,nama\n2026-12-25,Natal\n",
        &[1],
        &[0],
    ),
    (
        "/meja/petugas/impor",
        "id,nama,nip,unit,berlaku_mulai,berlaku_sampai,akun\n,Ani,,capil,2026-01-01,2026-12-31,\n",
        &[1, 2],
        &[4, 5],
    ),
    (
        "/meja/impor",
        "unit,nama,berlaku_mulai,berlaku_sampai\ncapil,Loket 2,2026-01-01,2026-12-31\n",
        &[1],
        &[2, 3],
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_cell_that_cannot_be_shown_is_told_by_its_row() {
    let portal = portal(Database::Sqlite).await;
    let staff = somebody(&portal).await;
    for (path, file, texts, days) in FILES {
        let (header, row) = file.trim_end().split_once('\n').expect("two rows");
        let right = portal.upload_csv(&staff, path, file).await;
        assert_eq!(right.status(), 200, "{path}");
        let wrong_days = ["2026-1-5", "+262142-01-01", "1899-12-31"];
        let wrong_texts = ["zq\0zq", "zq\u{202e}zq", "\u{200b}"];
        let cells_to_try = texts.iter().map(|column| (column, wrong_texts));
        let cells_to_try = cells_to_try.chain(days.iter().map(|column| (column, wrong_days)));
        for (column, wrong) in cells_to_try {
            for text in wrong {
                let mut cells: Vec<_> = row.split(',').collect();
                cells[*column] = text;
                let file = format!("{header}\n{}\n", cells.join(","));
                let response = portal.upload_csv(&staff, path, &file).await;
                let tried = format!("{path} {file:?}");
                assert_eq!(response.status(), 422, "{tried}");
                let page = response.text().await.expect("a text");
                let name = header.split(',').nth(*column).expect("a column");
                assert!(page.contains(&format!("baris 2, kolom {name}")), "{tried}");
            }
        }
    }
}

impl Portal {
    /// Whether the names of officers, holidays and keys have any of some texts.
    async fn keeps(&self, texts: [&str; 2]) -> bool {
        let filter = domain::officer::OfficerFilter {
            units: [slug("capil"), slug("kota")].into(),
            ..domain::officer::OfficerFilter::default()
        };
        let officers = self.store.officers(&filter, 1000).await.expect("reads");
        let officers = officers.into_iter().map(|kept| kept.officer.name);
        let calendar = self.store.calendar().await.expect("reads");
        let holidays = calendar.holidays().map(|(_, name)| name.to_owned());
        let register = self.publication.current().site.record.register().clone();
        let records = domain::register::RecordKind::ALL.iter();
        let records = records.flat_map(|kind| register.records(*kind));
        let records = records.map(|record| record.fields().snapshot().to_json());
        let mut kept = officers.chain(holidays).chain(records);
        kept.any(|kept| texts.iter().any(|text| kept.contains(text)))
    }
}
