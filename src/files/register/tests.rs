use chrono::NaiveDate;
use domain::language::Language;
use domain::slug::Slug;
use domain::validity::Validity;

use super::*;

fn demo() -> RegisterFiles {
    RegisterFiles {
        units: include_bytes!("../../demo/city/units.csv").to_vec(),
        services: include_bytes!("../../demo/city/services.csv").to_vec(),
        counters: include_bytes!("../../demo/city/counters.csv").to_vec(),
        transfers: include_bytes!("../../demo/city/transfers.csv").to_vec(),
    }
}

fn csv(header: &[&str], rows: &str) -> Vec<u8> {
    format!("{}\n{rows}", header.join(",")).into_bytes()
}

const CITY: &str = "kota,Kota,,,,kota,,,,\n";
const SERVICE: &str = "ktp,kota,KTP,,,ya,a|b,,c,,,15,menit,,Gratis,,KTP,,umum\n";

/// The columns that every file of a kind has.
fn header(kind: RecordKind) -> Vec<&'static str> {
    let first = kind.fields().iter().filter(|field| !field.later);
    first.map(|field| field.key).collect()
}

fn files(units: &str, services: &str, counters: &str, transfers: &str) -> RegisterFiles {
    RegisterFiles {
        units: csv(&header(RecordKind::Unit), units),
        services: csv(&header(RecordKind::Service), services),
        counters: csv(&header(RecordKind::Counter), counters),
        transfers: csv(&TRANSFERS_HEADER, transfers),
    }
}

/// The bad cells of all files as `file row column value`.
fn bad(files: &RegisterFiles) -> Vec<String> {
    let Err(RegisterError::Files(unreadable)) = read(files) else {
        panic!("bad cells expected, not {:?}", read(files));
    };
    let mut cells = Vec::new();
    for UnreadableFile { file, reason } in unreadable {
        let Unreadable::BadCells(bad) = reason else {
            panic!("bad cells expected, not {reason:?}");
        };
        cells.extend(bad.iter().map(|cell| {
            let (row, column, value) = (cell.row, &cell.column, &cell.value);
            format!("{file} {row} {column} {value}")
        }));
    }
    cells
}

fn slug(text: &str) -> Slug {
    text.parse().expect("a slug")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[test]
fn the_demo_city_loads() {
    let register = read(&demo()).unwrap_or_else(|error| panic!("{error}"));
    let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().count() - 1;
    assert_eq!(register.units().count(), lines(&demo().units));
    assert_eq!(register.services().count(), lines(&demo().services));
    assert_eq!(register.counters().count(), lines(&demo().counters));

    let merged = register.unit(&slug("satpol-pp-damkar")).expect("a unit");
    assert_eq!(merged.predecessors, [slug("satpol-pp"), slug("damkar")]);
    assert_eq!(merged.validity.from, Some(day("2026-01-01")));
    let moved = register.service(&slug("penyelamatan")).expect("a service");
    let former = [(slug("damkar"), day("2025-12-31"))];
    assert_eq!(moved.former_units, former);
    assert!(moved.free && moved.aliases.contains(&"cincin tersangkut".to_owned()));
    assert_eq!(
        moved.standard.requirements.items(Language::English).count(),
        3
    );
    assert_eq!(moved.standard.time.at_most, 30);
}

#[test]
fn semicolons_and_a_byte_order_mark_change_nothing() {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer(vec![]);
    let units = demo().units;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(&units[..]);
    for record in reader.records() {
        writer
            .write_record(&record.expect("a record"))
            .expect("written");
    }
    let units = [
        b"\xef\xbb\xbf".to_vec(),
        writer.into_inner().expect("flushed"),
    ]
    .concat();
    assert_eq!(read(&RegisterFiles { units, ..demo() }), read(&demo()));
}

#[test]
fn every_kind_of_bad_cell_in_units_is_reported() {
    for (row, cell) in [
        (",A,,,,dinas,kota,,,", "slug "),
        ("Dinas A,A,,,,dinas,kota,,,", "slug Dinas A"),
        ("kota,A,,,,dinas,kota,,,", "slug kota"),
        ("a,,,,,dinas,kota,,,", "nama "),
        ("a,A,,,,dins,kota,,,", "jenis dins"),
        ("a,A,,,,,kota,,,", "jenis "),
        ("a,A,,,,dinas,b,,,", "induk b"),
        ("a,A,,,,dinas,kota,1/2/2026,,", "berlaku_mulai 1/2/2026"),
        ("a,A,,,,dinas,kota,,2026,", "berlaku_sampai 2026"),
        (
            "a,A,,,,dinas,kota,2026-01-02,2026-01-01,",
            "berlaku_sampai 2026-01-01",
        ),
        ("a,A,,,,dinas,kota,,,kota;b", "pendahulu kota;b"),
    ] {
        let found = bad(&files(&format!("{CITY}{row}\n"), "", "", ""));
        assert_eq!(found, [format!("units.csv 3 {cell}")], "{row}");
    }
}

#[test]
fn every_kind_of_bad_cell_in_services_is_reported() {
    for (row, cell) in [
        ("a_b,kota,A,,,ya,a,,c,,,1,hari,,x,,y,,umum", "slug a_b"),
        ("ktp,kota,A,,,ya,a,,c,,,1,hari,,x,,y,,umum", "slug ktp"),
        ("a,b,A,,,ya,a,,c,,,1,hari,,x,,y,,umum", "unit b"),
        ("a,,A,,,ya,a,,c,,,1,hari,,x,,y,,umum", "unit "),
        ("a,kota,,,,ya,a,,c,,,1,hari,,x,,y,,umum", "nama "),
        ("a,kota,A,,,yes,a,,c,,,1,hari,,x,,y,,umum", "gratis yes"),
        ("a,kota,A,,,ya,,,c,,,1,hari,,x,,y,,umum", "persyaratan "),
        (
            "a,kota,A,,,ya,a|b,a,c,,,1,hari,,x,,y,,umum",
            "persyaratan_en a",
        ),
        (
            "a,kota,A,,,ya,a,,c,d|e,,1,hari,,x,,y,,umum",
            "prosedur_en d|e",
        ),
        ("a,kota,A,,,ya,a,,c,,x,1,hari,,x,,y,,umum", "waktu_min x"),
        ("a,kota,A,,,ya,a,,c,,2,1,hari,,x,,y,,umum", "waktu_min 2"),
        ("a,kota,A,,,ya,a,,c,,,,hari,,x,,y,,umum", "waktu_maks "),
        ("a,kota,A,,,ya,a,,c,,,0,hari,,x,,y,,umum", "waktu_maks 0"),
        ("a,kota,A,,,ya,a,,c,,,1,jam,,x,,y,,umum", "waktu_satuan jam"),
        (
            "a,kota,A,,,ya,a,,c,,,1,hari,101,x,,y,,umum",
            "waktu_persen 101",
        ),
        ("a,kota,A,,,ya,a,,c,,,1,hari,,,,y,,umum", "biaya "),
        ("a,kota,A,,,ya,a,,c,,,1,hari,,x,,,,umum", "produk "),
        ("a,kota,A,,,ya,a,,c,,,1,hari,,x,,y,,kira", "sumber kira"),
    ] {
        let found = bad(&files(CITY, &format!("{SERVICE}{row}\n"), "", ""));
        assert_eq!(found, [format!("services.csv 3 {cell}")], "{row}");
    }
}

#[test]
fn bad_cells_of_all_files_are_listed_at_once() {
    let files = files(
        &format!("{CITY}a,A,,,,kantor,kota,,,\n"),
        &format!("{SERVICE}kk,b,KK,,,mungkin,a,,c,,,1,hari,,x,,y,,umum\n"),
        "kota,Loket 1\nb,Loket 1\nkota,\n",
        "ktp,a,2025-12-31\nsim,a,2025-12-31\nktp,kota,2025-12-31\nktp,kota,kemarin\n",
    );
    let error = read(&files).expect_err("bad cells");
    let unit = "seharusnya slug sebuah unit";
    assert_eq!(
        error.to_string(),
        format!(
            "units.csv: 1 sel salah; tidak ada yang disimpan:\n\
             baris 3, kolom jenis: \"kantor\" – seharusnya kota, dinas, badan, sekretariat, rsud, puskesmas, kecamatan, kelurahan\n\
             services.csv: 2 sel salah; tidak ada yang disimpan:\n\
             baris 3, kolom unit: \"b\" – {unit}\n\
             baris 3, kolom gratis: \"mungkin\" – seharusnya ya, tidak\n\
             counters.csv: 2 sel salah; tidak ada yang disimpan:\n\
             baris 3, kolom unit: \"b\" – {unit}\n\
             baris 4, kolom nama: \"\" – seharusnya nama loket\n\
             transfers.csv: 3 sel salah; tidak ada yang disimpan:\n\
             baris 3, kolom layanan: \"sim\" – seharusnya slug sebuah layanan\n\
             baris 4, kolom sampai: \"2025-12-31\" – seharusnya satu unit saja bagi layanan ini pada tanggal itu\n\
             baris 5, kolom sampai: \"kemarin\" – seharusnya tanggal seperti 2026-10-31"
        )
    );
}

#[test]
fn references_into_an_unreadable_file_are_not_held_against_the_others() {
    let mut files = files("", SERVICE, "kota,Loket 1\n", "");
    files.units = b"slug,name\n".to_vec();
    let Err(RegisterError::Files(unreadable)) = read(&files) else {
        panic!("an unreadable file");
    };
    assert_eq!(unreadable.len(), 1);
    assert!(matches!(
        unreadable[0].reason,
        Unreadable::WrongHeader { .. }
    ));
}

#[test]
fn the_cells_with_which_units_form_no_tree_are_told() {
    let error = |units: &str| {
        read(&files(units, "", "", ""))
            .expect_err("no tree")
            .to_string()
    };
    let below = "seharusnya unit lain, yang tidak berada di bawah unit ini";
    assert_eq!(
        error(&format!(
            "{CITY}a,A,,,,dinas,c,,,\nb,B,,,,dinas,c,,,\nc,C,,,,dinas,b,,,\n"
        )),
        format!(
            "units.csv: 2 sel salah; tidak ada yang disimpan:\n\
             baris 4, kolom induk: \"c\" – {below}\n\
             baris 5, kolom induk: \"b\" – {below}"
        )
    );
    let city = "seharusnya slug unit di atasnya; hanya kota yang tanpa induk";
    assert_eq!(
        error(&format!("{CITY}a,A,,,,dinas,,,,\n")),
        format!(
            "units.csv: 2 sel salah; tidak ada yang disimpan:\n\
             baris 2, kolom induk: \"\" – {city}\n\
             baris 3, kolom induk: \"\" – {city}"
        )
    );
}

/// The bad cells of a file of units over a city with the department `a` and `b` below it, as `row column`.
fn misplaced(rows: &str) -> Vec<String> {
    let units = format!("{CITY}a,A,,,,dinas,kota,,,\nb,B,,,,kelurahan,a,,,\n");
    let registered = read(&files(&units, "", "", "")).expect("a tree");
    match read_table(&csv(&header(RecordKind::Unit), rows), &registered) {
        Err(Unreadable::BadCells(cells)) => cells
            .iter()
            .map(|cell| format!("{} {}", cell.row, cell.column))
            .collect(),
        other => panic!("bad cells expected, not {other:?}"),
    }
}

#[test]
fn only_rows_of_the_file_are_blamed_for_what_is_registered() {
    assert_eq!(misplaced("a,A,,,,dinas,b,,,\n"), ["2 induk"]);
    assert_eq!(misplaced("kota,Kota,,,,kota,b,,,\n"), ["2 induk"]);
    assert_eq!(misplaced("a,A,,,,dinas,a,,,\n"), ["2 induk"]);
    assert_eq!(misplaced(&format!("{CITY}a,A,,,,dinas,,,,\n")), ["3 induk"]);
}

#[test]
fn what_no_cell_is_to_blame_for_is_refused_in_plain_words() {
    let twice = RegisterError::Inconsistent(Inconsistent::Twice(slug("a")));
    assert_eq!(
        twice.to_string(),
        "slug a dipakai dua kali; tidak ada yang disimpan"
    );
}

#[test]
fn former_units_stand_in_the_order_of_their_dates() {
    let units = format!("{CITY}a,A,,,,dinas,kota,,,\n");
    let transfers = "ktp,a,2025-12-31\nktp,kota,2024-06-30\n";
    let register = read(&files(&units, SERVICE, "", transfers)).expect("a register");
    let service = register.service(&slug("ktp")).expect("a service");
    let former = [
        (slug("kota"), day("2024-06-30")),
        (slug("a"), day("2025-12-31")),
    ];
    assert_eq!(service.former_units, former);
}

#[test]
fn a_unit_keeps_the_units_above_it_with_their_days() {
    let units = format!("{CITY}a,A,,,,dinas,kota,,,\nb,B,,,,kelurahan,kota,,,\n");
    let registered = read(&files(&units, "", "", "")).expect("a tree");
    let mut header = header(RecordKind::Unit);
    header.push("induk_sebelumnya");
    let table = |rows: &str| read_table(&csv(&header, rows), &registered);
    let (_, records) = table("b,B,,,,kelurahan,kota,,,,a:2025-12-31\n").expect("a file of units");
    let [Record::Unit(moved)] = &records[..] else {
        panic!("one unit expected, not {records:?}");
    };
    assert_eq!(moved.former_parents, [(slug("a"), day("2025-12-31"))]);
    let rows = "a,A,,,,dinas,kota,,,,b:2025-06-30\nb,B,,,,kelurahan,kota,,,,a:2025-12-31\n";
    let Err(Unreadable::BadCells(cells)) = table(rows) else {
        panic!("bad cells expected");
    };
    let told: Vec<_> = cells
        .iter()
        .map(|cell| (cell.row, cell.column.as_str()))
        .collect();
    assert_eq!(told, [(2, "induk_sebelumnya"), (3, "induk_sebelumnya")]);
}

#[test]
fn only_transfers_may_be_missing() {
    let dir = std::env::temp_dir().join(format!("register-files-{}", std::process::id()));
    fs::create_dir_all(&dir).expect("a folder of its own");
    for (name, bytes) in [(UNITS, demo().units), (SERVICES, demo().services)] {
        fs::write(dir.join(name), bytes).expect("a folder of its own");
    }
    let error = RegisterFiles::load(&dir).expect_err("no counters");
    assert_eq!(error.kind(), io::ErrorKind::NotFound);
    assert!(
        error.to_string().ends_with("counters.csv tidak ada"),
        "{error}"
    );
    fs::write(dir.join(COUNTERS), demo().counters).expect("a folder of its own");
    let files = RegisterFiles::load(&dir).expect("three files are enough");
    assert_eq!(
        files,
        RegisterFiles {
            transfers: vec![],
            ..demo()
        }
    );
    assert!(read(&files).is_ok());
    fs::remove_dir_all(&dir).expect("a folder of its own");
}

#[test]
fn dates_move_by_whole_months() {
    let move_day = |from: &str, months| {
        let units = format!("kota,Kota,,,,kota,,{from},,\n");
        let register = read(&files(&units, "", "", "")).expect("a register");
        let moved = shifted(&register, months);
        moved.root().expect("the city").validity
    };
    for (from, months, to) in [
        ("2025-12-31", -1, "2025-11-30"),
        ("2025-11-30", 1, "2025-12-31"),
        ("2026-01-01", -1, "2025-12-01"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-02-28", -12, "2024-02-29"),
        ("2025-03-30", -1, "2025-02-28"),
        ("2025-03-15", 0, "2025-03-15"),
        ("2025-12-31", 14, "2027-02-28"),
    ] {
        let from_to = Validity {
            from: Some(day(to)),
            until: None,
        };
        assert_eq!(move_day(from, months), from_to, "{from} {months}");
    }
}

#[test]
fn moving_the_demo_city_there_and_back_changes_nothing() {
    let register = read(&demo()).expect("the demo city");
    for months in [-14, -1, 0, 1, 9] {
        let moved = shifted(&register, months);
        assert_eq!(moved == register, months == 0);
        assert_eq!(shifted(&moved, -months), register);
    }
    let moved = shifted(&register, -1);
    let service = moved.service(&slug("tera")).expect("a service");
    assert_eq!(service.former_units[0].1, day("2025-11-30"));
}
