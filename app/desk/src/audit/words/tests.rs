use std::collections::BTreeSet;

use domain::access::Role;
use domain::audit::{BEGINNING, Subject};
use domain::moderation::WithholdReason;
use domain::nouns::NOUNS;
use domain::roster::HalfDay;

use super::*;

/// A deed of every kind as the trail keeps it, with what each language makes of it: Indonesian, then English.
const TOLD: &[[&str; 3]] = &[
    [
        r#"{"akun-diundang":{"roles":[{"role":"kepala","unit":"x1"},{"role":"operator","unit":"x2"}]}}"#,
        "Kepala unit x1, Operator unit x2",
        "Head of unit x1, Unit operator x2",
    ],
    [r#""tautan-dibuat""#, "", ""],
    [r#""akun-dibuka""#, "", ""],
    [
        r#"{"akun-diubah":{"before":{"active":true,"roles":[]},"after":{"active":false,"roles":[{"role":"penilai","unit":"x1"}]}}}"#,
        "akun ditutup; tanpa peran → Pejabat penilai kinerja x1",
        "account closed; no role → Appraiser x1",
    ],
    [r#""masuk""#, "", ""],
    [r#""keluar-semua""#, "", ""],
    [r#""sandi-diubah""#, "", ""],
    [r#""kode-sekali-pakai-dipasang""#, "", ""],
    [r#""kode-pemulihan-dipakai""#, "", ""],
    [
        r#"{"pengaturan-diubah":{"k":{"before":10,"after":12},"retention":{"kunjungan":{"before":24,"after":36}}}}"#,
        "Jumlah terkecil penilaian yang terbit bersama: 10 → 12; Catatan kunjungan: 24 → 36",
        "Smallest number of ratings published together: 10 → 12; Records of visits: 24 → 36",
    ],
    [
        r#"{"unit-disimpan":{"saved":{"changed":[{"field":"jenis","values":{"before":"dinas","after":"badan"}},{"field":"induk","values":{"before":"","after":"x1"}}]}}}"#,
        "Jenis: Dinas → Badan; Unit induk: kosong → “x1”",
        "Kind: Department → Agency; Unit above: empty → “x1”",
    ],
    [
        r#"{"layanan-disimpan":{"saved":{"changed":[{"field":"waktu_maks","values":{"before":"3","after":"5"}}]}}}"#,
        "Jangka waktu yang dijanjikan: “3” → “5”",
        "Promised time: “3” → “5”",
    ],
    [r#"{"loket-disimpan":{"saved":"added"}}"#, "baru", "new"],
    [
        r#"{"petugas-disimpan":{"saved":{"changed":[{"field":"nama","values":null},{"field":"berlaku_mulai","values":{"before":"","after":"2026-10-05"}}]}}}"#,
        "Nama; Mulai bertugas: kosong → 5 Oktober 2026",
        "Name; First day in service: empty → 5 October 2026",
    ],
    [
        r#"{"jadwal-disimpan":{"changes":[{"date":"2026-10-05","half":"pagi","unit":"x1","counter":"X 1","before":[],"after":["0f8fad5b-d9cb-469f-a165-70867728950e"]}]}}"#,
        "Senin 5, pagi, X 1: Tidak ada → Xyz",
        "Monday 5, morning, X 1: Nobody → Xyz",
    ],
    [
        r#"{"tim-jaga-dikoreksi":{"moved":2,"several":1}}"#,
        "2 beralih ke petugas lain, 1 tidak lagi menunjuk siapa pun",
        "2 now stand for other officers, 1 for nobody",
    ],
    [
        r#"{"tim-jaga-dipastikan":{"date":"2026-10-05","half":"pagi","counter":"X 1"}}"#,
        "Senin 5, pagi, X 1",
        "Monday 5, morning, X 1",
    ],
    [
        r#"{"hari-libur-disimpan":{"name":{"before":"Xyz","after":null}}}"#,
        "Xyz → –",
        "Xyz → –",
    ],
    [
        r#"{"data-diimpor":{"added":1,"changed":2}}"#,
        "1 baru, 2 berubah",
        "1 new, 2 changed",
    ],
    [
        r#"{"undangan-dibuat":{"service":"x1","count":20}}"#,
        "20 untuk x1",
        "20 for x1",
    ],
    [r#"{"undangan-ditarik":{"reason":"Xyz"}}"#, "Xyz", "Xyz"],
    [r#"{"kunci-dibuat":{"name":"Xyz"}}"#, "Xyz", "Xyz"],
    [r#"{"komitmen-disimpan":{"saved":"added"}}"#, "baru", "new"],
    [
        r#"{"komitmen-ditunda":{"due":{"before":"2026-12-31","after":"2027-01-31"}}}"#,
        "31 Desember 2026 → 31 Januari 2027",
        "31 December 2026 → 31 January 2027",
    ],
    [r#""komitmen-dilaporkan""#, "", ""],
    [r#""komitmen-dibuka-kembali""#, "", ""],
    [r#"{"forum-disimpan":{"saved":"added"}}"#, "baru", "new"],
    [r#""forum-dibuka""#, "", ""],
    [r#""forum-ditutup""#, "", ""],
    [r#"{"usulan-dicatat":{"number":3}}"#, "No. 3", "No. 3"],
    [r#"{"usulan-diterbitkan":{"number":3}}"#, "No. 3", "No. 3"],
    [
        r#"{"usulan-ditolak":{"number":3,"reason":"penghinaan"}}"#,
        "No. 3, Menghina",
        "No. 3, Insults",
    ],
    [
        r#"{"usulan-digabung":{"number":3,"into":1}}"#,
        "No. 3 → No. 1",
        "No. 3 → No. 1",
    ],
    [r#"{"usulan-dibuka-lagi":{"number":3}}"#, "No. 3", "No. 3"],
    [r#"{"usulan-diubah":{"number":3}}"#, "No. 3", "No. 3"],
    [r#"{"usulan-dikelompokkan":{"number":3}}"#, "No. 3", "No. 3"],
    [
        r#"{"usulan-ditandai":{"number":3,"mark":"bintang"}}"#,
        "No. 3, Bintang",
        "No. 3, Star",
    ],
    [r#"{"usulan-diurungkan":{"number":3}}"#, "No. 3", "No. 3"],
    [
        r#"{"nomor-dicetak":{"first":1,"last":50}}"#,
        "No. 1 → No. 50",
        "No. 1 → No. 50",
    ],
    [
        r#"{"kehadiran-dihitung":{"saved":{"changed":[{"field":"pengguna","values":{"before":"","after":"21"}}]}}}"#,
        "Pengguna layanan: kosong → “21”",
        "Users of the service: empty → “21”",
    ],
    [
        r#"{"berita-acara-diusulkan":{"part":0}}"#,
        "Berita acara",
        "Minutes",
    ],
    [
        r#"{"berita-acara-dikembalikan":{"part":2,"reason":"Belum tepat"}}"#,
        "Adendum 2, Belum tepat",
        "Addendum 2, Belum tepat",
    ],
    [
        r#"{"berita-acara-diterbitkan":{"part":1,"digest":"00000000000000000000000000000000000000000000000000000000000000ff"}}"#,
        "Adendum 1, 00000000000000000000000000000000000000000000000000000000000000ff",
        "Addendum 1, 00000000000000000000000000000000000000000000000000000000000000ff",
    ],
    [r#"{"perubahan-dijawab":{"number":3}}"#, "No. 3", "No. 3"],
    [
        r#"{"perubahan-ditahan":{"number":3,"reason":"penghinaan"}}"#,
        "No. 3, Menghina",
        "No. 3, Insults",
    ],
    [
        r#"{"kelompok-disimpan":{"saved":{"changed":[{"field":"jawaban","values":{"before":"","after":"sebagian"}}]}}}"#,
        "Jawaban unit: kosong → Diterima sebagian",
        "Answer of the unit: empty → Accepted in part",
    ],
    [
        r#"{"komitmen-kelompok":{"commitments":[2,7]}}"#,
        "Komitmen nomor 2, Komitmen nomor 7",
        "Commitment number 2, Commitment number 7",
    ],
    [r#""kunci-diakhiri""#, "", ""],
    [
        r#"{"tumpukan-dibuka":{"service":"x1","month":"2026-10"}}"#,
        "x1, Oktober 2026",
        "x1, October 2026",
    ],
    [
        r#"{"formulir-diketik":{"copy":"dua"}}"#,
        "Ketikan kedua",
        "Second copy",
    ],
    [
        r#"{"selisih-diputuskan":{"form":2}}"#,
        "Formulir no. 2",
        "Form no. 2",
    ],
    [
        r#"{"formulir-diselesaikan":{"month":"2026-10"}}"#,
        "Oktober 2026",
        "October 2026",
    ],
    [r#"{"formulir-dibuang":{"reason":"Xyz"}}"#, "Xyz", "Xyz"],
    [
        r#"{"formulir-diimpor":{"months":["2026-05","2026-10"]}}"#,
        "Mei 2026, Oktober 2026",
        "May 2026, October 2026",
    ],
    [
        r#"{"indikator-disimpan":{"saved":{"changed":[{"field":"arah","values":{"before":"naik","after":"turun"}}]}}}"#,
        "Capaian yang baik: Makin tinggi makin baik → Makin rendah makin baik",
        "Good results: The higher the better → The lower the better",
    ],
    [
        r#"{"target-disimpan":{"target":{"before":null,"after":{"low":"60","high":"85.5"}}}}"#,
        "– → 60–85,5",
        "– → 60–85.5",
    ],
    [
        r#"{"realisasi-diisi":{"result":{"before":"not applicable","after":{"value":"1234.5"}}}}"#,
        "tidak berlaku → 1.234,5",
        "not applicable → 1,234.5",
    ],
    [r#""realisasi-disahkan""#, "", ""],
    [
        r#"{"realisasi-dikembalikan":{"reason":"Xyz"}}"#,
        "Xyz",
        "Xyz",
    ],
    [r#"{"koreksi-diusulkan":{"reason":"Xyz"}}"#, "Xyz", "Xyz"],
    [r#""komentar-diterbitkan""#, "", ""],
    [
        r#"{"komentar-ditahan":{"reason":"penghinaan"}}"#,
        "Menghina",
        "Insults",
    ],
    [r#"{"naskah-asli-dibaca":{"reason":"Xyz"}}"#, "Xyz", "Xyz"],
    [r#""tanggapan-disimpan""#, "", ""],
    [
        r#"{"segel-diusulkan":{"proposal":"koreksi"}}"#,
        "penerbitan koreksi",
        "publication of corrections",
    ],
    [r#"{"segel-dikembalikan":{"reason":"Xyz"}}"#, "Xyz", "Xyz"],
    [
        r#"{"pengecualian-diminta":{"exclusion":{"service":"x1","counter":"X 1","proof":"paper","from":"2026-10-05","to":"2026-10-05","reason":"Xyz"}}}"#,
        "x1, X 1 · Formulir kertas · 5 Oktober 2026, Xyz",
        "x1, X 1 · Paper form · 5 October 2026, Xyz",
    ],
    [
        r#"{"pengecualian-dibatalkan":{"exclusion":{"service":"x1","proof":"verified","from":"2026-10-05","to":"2026-10-11","reason":"Xyz"}}}"#,
        "x1, Terverifikasi · 5 Oktober 2026 – 11 Oktober 2026, Xyz",
        "x1, Verified · 5 October 2026 – 11 October 2026, Xyz",
    ],
    [r#""segel-disetujui""#, "", ""],
    [
        r#"{"disegel":{"digest":"0000000000000000000000000000000000000000000000000000000000000000"}}"#,
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000",
    ],
    [
        r#"{"dikoreksi":{"digest":"0000000000000000000000000000000000000000000000000000000000000000"}}"#,
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000",
    ],
    [
        r#"{"retensi-dijalankan":{"rows":{"kunjungan":1234,"jadwal-jaga":5}}}"#,
        "Catatan kunjungan: 1.234; Jadwal jaga petugas: 5",
        "Records of visits: 1,234; Duty rosters of officers: 5",
    ],
    [r#""cadangan-dipulihkan""#, "", ""],
    [r#""jam-dipastikan""#, "", ""],
    [r#""kode-salah""#, "", ""],
    [r#""kode-sekali-pakai-diakhiri""#, "", ""],
    [
        r#"{"perubahan-akun-diusulkan":{"kind":"peran","roles":[{"role":"penerbit","unit":"x1"}]}}"#,
        "Penerbit x1",
        "Publisher x1",
    ],
    [
        r#"{"perubahan-akun-disetujui":{"kind":"sandi"}}"#,
        "Tautan untuk kata sandi baru",
        "A link for a new password",
    ],
    [
        r#"{"perubahan-akun-ditolak":{"kind":"peran"}}"#,
        "Peran dan unit",
        "Roles and units",
    ],
    [r#""kode-ditebak""#, "", ""],
];

/// An entry with a deed of a code.
fn entry(code: &str, told: &str) -> Entry {
    Entry {
        number: 1,
        at: 0,
        actor: "konsol".to_owned(),
        role: String::new(),
        deed: code.to_owned(),
        subject: Subject::new(SubjectKind::Officer, "x"),
        unit: String::new(),
        reason: String::new(),
        told: told.to_owned(),
        previous: BEGINNING,
    }
}

fn remark(language: Language, entry: &Entry) -> String {
    let teller = Teller {
        language,
        register: None,
        officer: &|_| "Xyz".to_owned(),
    };
    teller.remark(entry)
}

/// Every deed as the trail keeps it.
fn entries() -> Vec<Entry> {
    // The code is the first text of the JSON.
    let code = |told: &'static str| told.split('"').nth(1).expect("a code");
    let entries = TOLD.iter();
    entries.map(|[told, ..]| entry(code(told), told)).collect()
}

#[test]
fn every_deed_is_told_in_both_languages() {
    let entries = entries();
    let deeds = entries.iter().map(|entry| entry.deed.as_str());
    let told: BTreeSet<_> = deeds.collect();
    assert_eq!(told, DeedKind::CODES.iter().copied().collect());
    for (entry, [told, indonesian, english]) in entries.iter().zip(TOLD) {
        assert_eq!(remark(Language::Indonesian, entry), *indonesian, "{told}");
        assert_eq!(remark(Language::English, entry), *english, "{told}");
    }
}

/// Words of codes under which the trail and the tables keep things, but those that are English words as well.
fn codes() -> BTreeSet<&'static str> {
    let english = [
        "unit",
        "operator",
        "moderator",
        "auditor",
        "administrator",
        "comment",
        "register",
        "target",
        "data",
        "forum",
    ];
    let lists = [
        DeedKind::CODES,
        SubjectKind::CODES,
        Role::CODES,
        Retained::CODES,
        WithholdReason::CODES,
        HalfDay::CODES,
        Copy::CODES,
        ProposalKind::CODES,
    ];
    let codes = lists.into_iter().flatten().copied();
    let keys = NOUNS.iter().flat_map(|noun| noun.keys());
    let words = codes.chain(keys).flat_map(|code| code.split(['-', '_']));
    words
        .filter(|word| word.len() > 2 && !english.contains(word))
        .collect()
}

#[test]
fn the_english_trail_has_no_word_of_a_code() {
    let entries = entries();
    let remarks = entries.iter().map(|entry| remark(Language::English, entry));
    let deeds = DeedKind::ALL.iter();
    let deeds = deeds.map(|deed| deed_name(Language::English, *deed));
    let kinds = SubjectKind::ALL.iter();
    let kinds = kinds.map(|kind| subject_name(Language::English, *kind));
    let codes = codes();
    for text in remarks.chain(deeds).chain(kinds) {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric());
        let foreign: Vec<_> = words.filter(|word| codes.contains(word)).collect();
        assert!(foreign.is_empty(), "{text}: {foreign:?}");
    }
}

#[test]
fn an_old_entry_is_told_like_a_new_one_and_what_it_says_otherwise_as_it_is() {
    let old = |code: &str, reason: &str| Entry {
        reason: reason.to_owned(),
        ..entry(code, "")
    };
    let cases = [
        ("petugas-disimpan", "nama, nip", "Name; NIP"),
        ("petugas-disimpan", "masa tugas", "masa tugas"),
        ("petugas-disimpan", "baru", "new"),
        ("komentar-ditahan", "penghinaan", "Insults"),
        (
            "akun-diubah",
            "ditutup; auditor x1",
            "account closed; Auditor x1",
        ),
        (
            "realisasi-diisi",
            "tidak berlaku → 1234.5",
            "not applicable → 1,234.5",
        ),
        ("realisasi-dikembalikan", "Periksa lagi", "Periksa lagi"),
        ("data-diimpor", "baru 1; berubah 2", "1 new, 2 changed"),
    ];
    for (deed, reason, words) in cases {
        assert_eq!(remark(Language::English, &old(deed, reason)), words);
    }
    let later = r#"{"nanti":1}"#;
    let unknown = entry("nanti", later);
    assert_eq!(remark(Language::English, &unknown), later);
}
