//! The program as an operator uses it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use chrono::Utc;
use domain::period::Month;
use tempfile::TempDir;

use super::crash::Server;
use super::portal::client;

const HEADER: &str = "tanggal,jenis_kelamin,usia,pendidikan,pekerjaan,persyaratan,prosedur,waktu,biaya,produk,kompetensi,\
                      perilaku,pengaduan,sarana,saran";

/// The five rows of the published example, as a paper file of a month.
const IKM_6: [&str; 5] = [
    "4,4,3,4,4,4,4,3,4",
    "3,3,3,4,3,3,4,3,4",
    "3,3,2,4,3,3,3,3,3",
    "4,3,3,4,4,4,4,4,4",
    "2,3,2,4,3,3,3,2,3",
];

/// A month that is over, `later` months after the first of three: paper forms are taken for three years.
fn month(later: i32) -> String {
    let present = Month::of(Utc::now().date_naive());
    present.plus(later - 4).to_string()
}

/// A day of the first of them.
fn day(number: u32) -> String {
    format!("{}-{number:02}", month(0))
}

struct Office {
    folder: TempDir,
}

impl Office {
    fn open() -> Self {
        let office = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        office.must(&["init"]);
        let city = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/demo/city");
        office.must(&["import", "register", &city.display().to_string()]);
        office
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_suara-warga"));
        command
            .args(arguments)
            .env_remove("DATABASE_URL")
            .env("SUARA_WARGA_DATA", self.path("data"));
        command.output().expect("the program runs")
    }

    fn must(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("text")
    }

    fn must_fail(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{arguments:?} should fail");
        String::from_utf8(output.stderr).expect("text")
    }

    fn write(&self, name: &str, rows: &[String]) -> String {
        let path = self.path(name);
        std::fs::write(&path, format!("{HEADER}\n{}\n", rows.join("\n")))
            .expect("a file can be written");
        path.display().to_string()
    }
}

fn paper_rows(date: &str, scores: &[&str]) -> Vec<String> {
    scores
        .iter()
        .map(|scores| format!("{date},P,34,S-1,PNS,{scores},"))
        .collect()
}

#[tokio::test]
async fn imported_sealed_and_served_figures_agree_with_the_published_vector() {
    let office = Office::open();
    let rows = [paper_rows(&day(5), &IKM_6), paper_rows(&day(6), &IKM_6)].concat();
    let file = office.write("kertas.csv", &rows);
    let first = office.must(&["import", "ratings", &file, "--service", "ktp-el"]);
    assert!(first.contains("Imported 10 ratings"), "{first}");
    let second = office.must(&["import", "ratings", &file, "--service", "ktp-el"]);
    assert!(second.contains("nothing was stored"), "{second}");
    office.must(&[
        "seal",
        "--period",
        &month(0),
        "--by",
        "Ani",
        "--and",
        "Budi",
    ]);

    let server = Server::start(&office.path("data")).await;
    let url = format!("{}/api/v1/services/ktp-el", server.url);
    let json: serde_json::Value = client()
        .get(url)
        .send()
        .await
        .expect("an answer")
        .json()
        .await
        .expect("JSON");
    let figures = json["figures"].as_array().expect("figures");
    assert_eq!(figures.len(), 2);
    for (figure, proof) in figures.iter().zip(["official", "paper"]) {
        assert_eq!(figure["proof"], proof);
        assert_eq!(
            (figure["period"].as_str(), figure["instrument"].as_str()),
            (Some(month(0).as_str()), Some("skm"))
        );
        assert_eq!(
            (figure["n"].as_u64(), figure["grade"].as_str()),
            (Some(10), Some("B"))
        );
        assert_eq!(figure["ikm"].as_f64(), Some(250.0 / 3.0));
        let nrr = |element: &str| figure["elements"][element]["nrr"].as_f64();
        assert_eq!(
            (nrr("persyaratan"), nrr("waktu"), nrr("biaya")),
            (Some(3.2), Some(2.6), Some(4.0))
        );
        assert_eq!((nrr("pengaduan"), nrr("sarana")), (Some(3.0), Some(3.6)));
        assert_eq!(figure["elements"]["waktu"]["n"], 10);
    }
}

#[test]
fn a_bad_file_names_every_bad_cell_and_stores_nothing() {
    let office = Office::open();
    let good = paper_rows(&day(5), &IKM_6);
    let bad = [
        "2024-13-01,X,34,S-1,PNS,5,4,4,4,4,4,4,4,4,".to_owned(),
        format!("{},,,,,,,,,,,,,,", day(5)),
        "2019-03-05,,,,,4,,,,,,,,,".to_owned(),
    ];
    let file = office.write("rusak.csv", &[good, bad.to_vec()].concat());
    let message = office.must_fail(&["import", "ratings", &file, "--service", "ktp-el"]);
    for part in [
        "tanggal",
        "2024-13-01",
        "2019-03-05",
        "jenis_kelamin",
        "persyaratan",
        "\"5\"",
    ] {
        assert!(message.contains(part), "{part} is missing in {message}");
    }
    let seal = ["seal", "--by", "Ani", "--and", "Budi", "--period"];
    let month = month(0);
    let refused = office.must_fail(&[&seal[..], &[&month]].concat());
    assert!(refused.contains("--empty"), "{refused}");
    let sealed = office.must(&[&seal[..], &[&month, "--empty"]].concat());
    assert!(sealed.contains("Ratings published: 0"), "{sealed}");
}

#[test]
fn a_seal_is_refused_by_the_rules() {
    let office = Office::open();
    let seal = |period: &str, by: &str| {
        office.must_fail(&["seal", "--period", period, "--by", by, "--and", "Budi"])
    };
    let [first, second, third] = [0, 1, 2].map(month);
    assert!(seal(&first, "budi").contains("two different people"));
    assert!(seal("2100-12", "Ani").contains("is not over"));
    let paper = office.write("kertas.csv", &paper_rows(&day(5), &IKM_6));
    office.must(&["import", "ratings", &paper, "--service", "ktp-el"]);
    let earlier = seal(&month(-1), "Ani");
    assert!(
        earlier.contains(&format!("the record begins with {first}")),
        "{earlier}"
    );
    office.must(&["seal", "--period", &first, "--by", "Ani", "--and", "Budi"]);
    assert!(seal(&first, "Ani").contains("releases never change"));
    let gap = seal(&third, "Ani");
    assert!(
        gap.contains(&format!("{second} must be sealed before {third}")),
        "{gap}"
    );
    let pretending = [
        "seal",
        "--period",
        &second,
        "--by",
        "Ani",
        "--and",
        "Budi",
        "--today",
        "2024-05-01",
    ];
    assert!(
        office
            .must_fail(&pretending)
            .contains("only on a demonstration")
    );
}

#[test]
fn invitations_are_printed_once_and_can_be_taken_back() {
    let office = Office::open();
    let out = office.path("slip.html").display().to_string();
    let invite = |counter| {
        let what = [
            "invitations",
            "--service",
            "ktp-el",
            "--counter",
            counter,
            "--count",
            "12",
        ];
        [&what[..], &["--valid-until", "2030-01-31", "--out", &out]].concat()
    };
    let message = office.must_fail(&invite("Loket 99"));
    assert!(message.contains("Loket 99"), "{message}");
    let known = message
        .trim()
        .rsplit("it has: ")
        .next()
        .and_then(|known| known.split(", ").next());
    office.must(&invite(known.expect("the message names the counters")));
    let sheet = std::fs::read_to_string(office.path("slip.html")).expect("the sheet");
    assert_eq!(
        sheet.matches("class=\"qr\"").count(),
        12,
        "every slip has a QR code"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |name| {
            let found = std::fs::metadata(office.path(name)).expect("there");
            found.permissions().mode() & 0o777
        };
        assert_eq!((mode("slip.html"), mode("data")), (0o600, 0o700));
        assert_eq!(mode("data/keys"), 0o700);
    }
    let start = sheet.find("/nilai/").expect("a link") + 7;
    let code = &sheet[start..start + 11];
    assert!(office.must(&["withdraw", code]).contains("withdrawn"));
    assert!(
        office
            .must_fail(&["withdraw", "CDFG-HJKM"])
            .contains("no invitation")
    );
}

#[tokio::test]
async fn a_backup_of_a_running_portal_restores_it_elsewhere() {
    let office = Office::open();
    let rows = [paper_rows(&day(5), &IKM_6), paper_rows(&day(6), &IKM_6)].concat();
    let paper = office.write("kertas.csv", &rows);
    office.must(&["import", "ratings", &paper, "--service", "ktp-el"]);
    office.must(&[
        "seal",
        "--period",
        &month(0),
        "--by",
        "Ani",
        "--and",
        "Budi",
    ]);
    let portal = Server::start(&office.path("data")).await;
    let file = office.path("cadangan.db").display().to_string();
    let written = office.must(&["backup", &file]);
    assert!(written.contains("secret keys"), "{written}");
    let again = office.must_fail(&["backup", &file]);
    assert!(again.contains("exists already; --replace"), "{again}");
    office.must(&["backup", &file, "--replace"]);
    let itself = office.path("data").join("suara-warga.db");
    let itself = itself.display().to_string();
    assert!(
        office
            .must_fail(&["backup", &itself, "--replace"])
            .contains("in use")
    );

    let elsewhere = office.path("elsewhere");
    let folder = elsewhere.display().to_string();
    let nothing = office.must_fail(&["backup", &file, "--data", &folder]);
    assert!(nothing.contains("there is no installation"), "{nothing}");
    let full = office.must_fail(&["restore", &file]);
    assert!(full.contains("the database is not empty"), "{full}");
    office.must(&["restore", &file, "--data", &folder]);
    // The register, the file of paper forms, the seal, and the restoring itself.
    let trail = office.must(&["audit", "verify", "--data", &folder]);
    assert!(trail.contains("4 entries"), "{trail}");
    let restored = Server::start(&elsewhere).await;
    for path in [
        "/api/v1/services/ktp-el",
        &format!("/data/{}.json", month(0)),
    ] {
        let read = async |server: &Server| {
            let response = client().get(format!("{}{path}", server.url)).send().await;
            let response = response.expect("an answer");
            assert_eq!(response.status(), 200);
            response.text().await.expect("text")
        };
        assert_eq!(read(&portal).await, read(&restored).await);
    }
}

/// Every command that works on an installation, with whatever else it needs.
fn on_an_installation(office: &Office) -> Vec<Vec<String>> {
    let city = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/demo/city");
    let paper = office.write("kertas.csv", &paper_rows(&day(5), &IKM_6));
    let (city, out) = (city.display(), office.path("keluar"));
    let out = out.display();
    let commands = [
        "serve --listen 127.0.0.1:0".to_owned(),
        format!("seal --period {} --by Ani --and Budi", month(0)),
        format!(
            "invitations --service ktp-el --counter Loket --count 1 --valid-until 2030-01-31 --out {out}"
        ),
        "withdraw CDFG-HJKM".to_owned(),
        format!("import register {city}"),
        format!("import ratings {paper} --service ktp-el"),
        format!("backup {out}"),
        "retain".to_owned(),
        "admin invite".to_owned(),
        "audit verify".to_owned(),
    ];
    let words = |command: &String| command.split(' ').map(str::to_owned).collect();
    commands.iter().map(words).collect()
}

impl Office {
    /// What a command says that refuses to work with a data folder.
    fn refusal(&self, words: &[String], data: &Path) -> String {
        let data = data.display().to_string();
        let words = words.iter().map(String::as_str);
        self.must_fail(&words.chain(["--data", &data]).collect::<Vec<_>>())
    }
}

#[test]
fn a_mistyped_folder_is_no_new_installation() {
    let office = Office::open();
    let mistyped = office.path("dta");
    for words in on_an_installation(&office) {
        let said = office.refusal(&words, &mistyped);
        assert!(
            said.contains("there is no installation"),
            "{words:?}: {said}"
        );
        assert!(said.contains("suara-warga init"), "{words:?}: {said}");
        assert!(!mistyped.exists(), "{words:?} made a folder");
    }
    let again = office.must_fail(&["init"]);
    assert!(again.contains("there is an installation"), "{again}");
}

#[test]
fn what_is_left_of_a_database_is_no_new_installation() {
    let office = Office::open();
    let folder = office.path("rusak");
    std::fs::create_dir(&folder).expect("a folder can be made");
    let file = folder.join("suara-warga.db");
    let makers = ["init", "demo", "restore backup.db"];
    let makers = makers.map(|command| command.split(' ').map(str::to_owned).collect());
    for (content, named) in [
        ("", "a file without content"),
        ("catatan", "not a database"),
    ] {
        std::fs::write(&file, content).expect("a file can be written");
        for words in on_an_installation(&office)
            .into_iter()
            .chain(makers.clone())
        {
            let said = office.refusal(&words, &folder);
            assert!(said.contains(named), "{words:?}: {said}");
            let left = std::fs::read_to_string(&file).expect("the file is there");
            assert_eq!(left, content, "{words:?}");
        }
    }
}

/// Changes what stands somewhere in a file to something else as long, and says how often it stood there.
fn replace_in(file: &Path, before: &[u8], after: &[u8]) -> usize {
    let mut bytes = std::fs::read(file).expect("readable");
    let starts = 0..=bytes.len() - before.len();
    let found: Vec<_> = starts
        .filter(|start| bytes[*start..].starts_with(before))
        .collect();
    for start in &found {
        bytes[*start..*start + before.len()].copy_from_slice(after);
    }
    std::fs::write(file, bytes).expect("writable");
    found.len()
}

#[test]
fn a_server_does_not_go_on_with_a_release_that_somebody_changed() {
    let office = Office::open();
    let seal = [
        "seal", "--empty", "--by", "Ani", "--and", "Budi", "--period",
    ];
    office.must(&[&seal[..], &[&month(0)]].concat());
    let database = office.path("data").join("suara-warga.db");
    let changed = replace_in(&database, br#""k":10"#, br#""k":11"#);
    assert_eq!(changed, 1, "the text of the release is where it was kept");
    let message = office.must_fail(&["serve", "--listen", "127.0.0.1:0"]);
    for part in ["the public record is not what was sealed", "was changed"] {
        assert!(message.contains(part), "{message}");
    }
}
