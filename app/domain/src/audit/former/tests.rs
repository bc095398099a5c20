use crate::audit::{BEGINNING, Entry, Subject};
use crate::digest::Digest;

const UUID: &str = "0f8fad5b-d9cb-469f-a165-70867728950e";

/// An entry as it was written before deeds were told as facts.
fn old(deed: &str, name: &str, reason: &str) -> Entry {
    Entry {
        number: 1,
        at: 1_790_000_000,
        actor: "konsol".to_owned(),
        role: String::new(),
        deed: deed.to_owned(),
        subject: Subject {
            kind: "apa pun".to_owned(),
            name: name.to_owned(),
        },
        unit: String::new(),
        reason: reason.to_owned(),
        told: String::new(),
        previous: BEGINNING,
    }
}

/// What an old entry tells, as the JSON that a new one would keep.
fn read_as_json(deed: &str, name: &str, reason: &str) -> String {
    let deed = old(deed, name, reason).deed();
    let deed = deed.unwrap_or_else(|| panic!("{reason:?} can be read"));
    let json = serde_json::to_string(&deed).expect("texts and numbers");
    json.replace('"', "'")
}

#[test]
fn the_prose_of_people_and_settings_is_read_back() {
    let cases = [
        ("masuk", "", "'masuk'"),
        ("akun-diundang", "", "{'akun-diundang':{'roles':[]}}"),
        (
            "akun-diundang",
            "operator capil, kepala kota",
            "{'akun-diundang':{'roles':[{'role':'operator','unit':'capil'},{'role':'kepala','unit':'kota'}]}}",
        ),
        (
            "akun-diubah",
            "ditutup; auditor kota",
            "{'akun-diubah':{'before':null,'after':{'active':false,'roles':[{'role':'auditor','unit':'kota'}]}}}",
        ),
        (
            "pengaturan-diubah",
            "k: 10 → 12, kunjungan: 24 → 36",
            "{'pengaturan-diubah':{'k':{'before':10,'after':12},'retention':{'kunjungan':{'before':24,'after':36}}}}",
        ),
        (
            "kunci-dibuat",
            "Antrean",
            "{'kunci-dibuat':{'name':'Antrean'}}",
        ),
        (
            "retensi-dijalankan",
            "undangan: 10, petugas: 1",
            "{'retensi-dijalankan':{'rows':{'undangan':10,'petugas':1}}}",
        ),
    ];
    for (deed, reason, json) in cases {
        assert_eq!(read_as_json(deed, "x", reason), json);
    }
}

#[test]
fn the_prose_of_what_the_desk_keeps_is_read_back() {
    let cases = [
        (
            "petugas-disimpan",
            "baru",
            "{'petugas-disimpan':{'saved':'added'}}",
        ),
        (
            "petugas-disimpan",
            "nama, nip",
            "{'petugas-disimpan':{'saved':{'changed':[{'field':'nama','values':null},{'field':'nip','values':null}]}}}",
        ),
        (
            "hari-libur-disimpan",
            "Proklamasi",
            "{'hari-libur-disimpan':{'name':{'before':null,'after':'Proklamasi'}}}",
        ),
        (
            "hari-libur-disimpan",
            "Proklamasi → –",
            "{'hari-libur-disimpan':{'name':{'before':'Proklamasi','after':null}}}",
        ),
        (
            "data-diimpor",
            "baru 1; berubah 2",
            "{'data-diimpor':{'added':1,'changed':2}}",
        ),
        (
            "target-disimpan",
            "– → 60–85.5",
            "{'target-disimpan':{'target':{'before':null,'after':{'low':'60','high':'85.5'}}}}",
        ),
        (
            "realisasi-diisi",
            "tidak berlaku → 1234.5",
            "{'realisasi-diisi':{'result':{'before':'not applicable','after':{'value':'1234.5'}}}}",
        ),
    ];
    for (deed, reason, json) in cases {
        assert_eq!(read_as_json(deed, "x", reason), json);
    }
    let reason = format!("2026-10-05 pagi Loket: 1: – → {UUID}");
    let json = format!(
        "{{'jadwal-disimpan':{{'changes':[{{'date':'2026-10-05','half':'pagi','unit':'capil','counter':'Loket: 1','before':[],'after':['{UUID}']}}]}}}}"
    );
    assert_eq!(
        read_as_json("jadwal-disimpan", "capil 2026-W41", &reason),
        json
    );
}

#[test]
fn the_prose_of_intake_and_publication_is_read_back() {
    let digest = Digest::ZERO.to_string();
    let cases = [
        (
            "undangan-dibuat",
            "ktp-el · 20",
            "{'undangan-dibuat':{'service':'ktp-el','count':20}}",
        ),
        (
            "undangan-ditarik",
            "Salah cetak",
            "{'undangan-ditarik':{'reason':'Salah cetak'}}",
        ),
        (
            "tumpukan-dibuka",
            "ktp-el · 2026-10",
            "{'tumpukan-dibuka':{'service':'ktp-el','month':'2026-10'}}",
        ),
        (
            "formulir-diketik",
            "dua",
            "{'formulir-diketik':{'copy':'dua'}}",
        ),
        (
            "selisih-diputuskan",
            "2",
            "{'selisih-diputuskan':{'form':2}}",
        ),
        (
            "formulir-diselesaikan",
            "2026-10",
            "{'formulir-diselesaikan':{'month':'2026-10'}}",
        ),
        (
            "formulir-diimpor",
            "2026-09, 2026-10",
            "{'formulir-diimpor':{'months':['2026-09','2026-10']}}",
        ),
        (
            "komentar-ditahan",
            "penghinaan",
            "{'komentar-ditahan':{'reason':'penghinaan'}}",
        ),
        (
            "segel-diusulkan",
            "",
            "{'segel-diusulkan':{'proposal':'segel'}}",
        ),
        (
            "segel-diusulkan",
            "koreksi",
            "{'segel-diusulkan':{'proposal':'koreksi'}}",
        ),
    ];
    for (deed, reason, json) in cases {
        assert_eq!(read_as_json(deed, "x", reason), json);
    }
    let json = format!("{{'disegel':{{'digest':'{digest}'}}}}");
    assert_eq!(read_as_json("disegel", "2026-10", &digest), json);
}

#[test]
fn other_words_stay_as_they_were_written() {
    for (deed, reason) in [
        ("masuk", "lewat jendela"),
        ("petugas-disimpan", "masa tugas"),
        ("jadwal-disimpan", "2026-10-05 pagi Loket 1: – → 5eed0000"),
        ("data-diimpor", "1 baru"),
        ("tidak-dikenal", "apa saja"),
        ("disegel", "abc"),
    ] {
        let entry = old(deed, "capil 2026-W41", reason);
        assert_eq!(entry.deed(), None, "{reason}");
        assert_eq!(entry.as_kept(), reason);
    }
}

#[test]
fn old_entries_have_the_hash_that_they_were_written_with() {
    let entry = Entry {
        actor: UUID.to_owned(),
        role: "operator".to_owned(),
        subject: Subject {
            kind: "hari-libur".to_owned(),
            name: "2026-08-17".to_owned(),
        },
        unit: "kota".to_owned(),
        ..old("hari-libur-disimpan", "", "Proklamasi → –")
    };
    let written = "1cb6da0ae6860eb79695ffcfe5882b280ce25258d157af087d50477d178e7690";
    assert_eq!(entry.hash().to_string(), written);
}
