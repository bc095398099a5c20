use domain::language::Language;

use super::*;

fn days_until(last: &str) -> FormDays {
    let day = |text: &str| text.parse().expect("a date");
    FormDays::new(day("2024-10-31"), day(last))
}

fn days() -> FormDays {
    days_until("2026-10-31")
}

fn import(rows: &str) -> Result<Vec<Rating>, Unreadable> {
    let text = format!("{}\n{rows}", HEADER.join(","));
    read(text.as_bytes(), days())
}

/// The bad cells of a file as (row, column, value).
fn bad(rows: &str) -> Vec<(usize, String, String)> {
    match import(rows) {
        Err(Unreadable::BadCells(cells)) => cells
            .into_iter()
            .map(|cell| (cell.row, cell.column, cell.value))
            .collect(),
        other => panic!("bad cells expected, not {other:?}"),
    }
}

#[test]
fn no_rating_vanishes_inside_a_comment() {
    let row = |day: u8, comment: &str| format!("2026-10-0{day},,,,,4,4,4,4,4,4,4,4,4,{comment}\n");
    let file = |comments: [&str; 5]| {
        let rows = comments
            .iter()
            .zip(1..)
            .map(|(comment, day)| row(day, comment));
        format!("{}\n{}", HEADER.join(","), rows.collect::<String>())
    };
    let rows = |comments| match read(file(comments).as_bytes(), days_until("2026-10-12")) {
        Err(Unreadable::BadCells(cells)) => cells.iter().map(|cell| cell.row).collect(),
        Err(other) => panic!("{other}"),
        Ok(_) => vec![],
    };
    let none: Vec<usize> = vec![];
    assert_eq!(rows(["A", "\"B\"", "\"C, \"\"c\"\"\"", "5\" D", ""]), none);
    for (comments, wrong) in [
        (["A", "\"B", "C", "D", "E"], 3),
        (["A", "\"B", "C", "D\"", "E"], 3),
        (["A", "\"B", "C", "\"D\"", "E"], 3),
        (["\"A", "B", "C", "D", "E\""], 2),
        (["A", "B", "C", "D", "\"E"], 6),
    ] {
        let found = rows(comments);
        assert!(
            found.iter().all(|row| *row == wrong) && !found.is_empty(),
            "{comments:?} {found:?}"
        );
    }
}

#[test]
fn the_header_names_the_elements_in_their_order() {
    assert_eq!(HEADER[5..14], Element::SKM.map(Element::key));
    assert_eq!(
        HEADER.join(","),
        "tanggal,jenis_kelamin,usia,pendidikan,pekerjaan,persyaratan,prosedur,waktu,biaya,produk,kompetensi,perilaku,\
         pengaduan,sarana,saran"
    );
    assert_eq!(import(""), Ok(vec![]));
}

#[test]
fn a_row_is_a_rating() {
    let ratings = import(
        "2026-10-31,p,37,s-1,Pns,4,3,,1,2,3,4,1,2,\"Ramah, cepat\"\n\
         2026-01-02,,60+,,,,,,,,,,,3,\n\
         2026-01-02,L,<20,SD ke bawah,wirausaha, 1 ,,,,,,,,, \n",
    )
    .expect("good rows");
    let [full, sparse, spaced] = &ratings[..] else {
        panic!("three ratings");
    };
    assert_eq!(full.date, days().last());
    assert_eq!(
        full.profile,
        Profile {
            gender: Some(Gender::Female),
            age: Some(AgeBand::From30),
            education: Some(Education::Bachelor),
            occupation: Some(Occupation::CivilServant),
            disability: None,
        }
    );
    let scores = [4, 3, 0, 1, 2, 3, 4, 1, 2].map(Score::new);
    assert_eq!(full.answers.scores(), scores);
    assert_eq!(full.answers.instrument(), Instrument::Skm);
    assert_eq!(full.wording, Instrument::Skm.current_wording());
    let comment = full.comment.as_ref().map(Comment::as_str);
    assert_eq!(comment, Some("Ramah, cepat"));

    assert_eq!(sparse.answers.score(Element::Facilities), Score::new(3));
    assert_eq!(sparse.profile.age, Some(AgeBand::From60));
    assert_eq!(sparse.comment, None);
    assert_eq!(spaced.answers.score(Element::Requirements), Score::new(1));
    assert_eq!(spaced.profile.age, Some(AgeBand::Under20));
}

#[test]
fn every_kind_of_bad_cell_is_reported() {
    let long = "é".repeat(1001);
    for (row, column, value) in [
        (",,,,,4,,,,,,,,,", "tanggal", ""),
        ("2026-11-01,,,,,4,,,,,,,,,", "tanggal", "2026-11-01"),
        ("31/10/2026,,,,,4,,,,,,,,,", "tanggal", "31/10/2026"),
        ("2026-02-30,,,,,4,,,,,,,,,", "tanggal", "2026-02-30"),
        ("2024-10-30,,,,,4,,,,,,,,,", "tanggal", "2024-10-30"),
        ("2026-10-31,W,,,,4,,,,,,,,,", "jenis_kelamin", "W"),
        ("2026-10-31,,121,,,4,,,,,,,,,", "usia", "121"),
        ("2026-10-31,,20-30,,,4,,,,,,,,,", "usia", "20-30"),
        ("2026-10-31,,,SMA,,4,,,,,,,,,", "pendidikan", "SMA"),
        ("2026-10-31,,,,Guru,4,,,,,,,,,", "pekerjaan", "Guru"),
        ("2026-10-31,,,,,,,,,,,,,,", "persyaratan", ""),
        ("2026-10-31,,,,,4,,5,,,,,,,", "waktu", "5"),
        ("2026-10-31,,,,,,,,,,,,,0,", "sarana", "0"),
        ("2026-10-31,,,,,4,,,,,,3.5,,,", "perilaku", "3.5"),
        (&format!("2026-10-31,,,,,4,,,,,,,,,{long}"), "saran", &long),
    ] {
        let good = "2026-10-31,,,,,4,,,,,,,,,";
        let found = bad(&format!("{good}\n{row}\n{good}\n"));
        assert_eq!(found, [(3, column.to_owned(), value.to_owned())], "{row}");
    }
}

#[test]
fn all_bad_cells_are_listed_at_once() {
    let error = import(
        "31/10/2026,X,,,,4,,5,,,,,,,\n2026-10-31,,,,,1,,,,,,,,,\n2026-10-31,,,,,,,,,,,,,,halo\n",
    )
    .expect_err("bad cells");
    assert_eq!(
        error.to_string(),
        "4 sel salah; tidak ada yang disimpan:\n\
         baris 2, kolom tanggal: \"31/10/2026\" – seharusnya tanggal dari 2024-10-31 sampai 2026-10-31\n\
         baris 2, kolom jenis_kelamin: \"X\" – seharusnya L, P atau kosong\n\
         baris 2, kolom waktu: \"5\" – seharusnya 1, 2, 3, 4 atau kosong\n\
         baris 4, kolom persyaratan: \"\" – seharusnya 1, 2, 3 atau 4 pada sedikitnya satu dari sembilan unsur"
    );
    assert_eq!(
        error.faults(Language::English),
        [
            "row 2, column tanggal: \"31/10/2026\" – expected a date from 2024-10-31 to 2026-10-31",
            "row 2, column jenis_kelamin: \"X\" – expected L, P or empty",
            "row 2, column waktu: \"5\" – expected 1, 2, 3, 4 or empty",
            "row 4, column persyaratan: \"\" – expected 1, 2, 3 or 4 for at least one of the nine elements",
        ]
    );
}

#[test]
fn a_row_of_another_length_stops_the_import() {
    let error = import("2026-10-31,,,,,4,,,,,,,,\n").expect_err("14 cells");
    let rows = vec![crate::files::UnevenRow { row: 2, cells: 14 }];
    assert_eq!(error, Unreadable::UnevenRows { expected: 15, rows });
}

#[test]
fn excel_in_indonesia_writes_semicolons() {
    let text = format!(
        "\u{feff}{}\r\n2026-10-31;P;;;;4;;;;;;;;;\"a;b\"\r\n",
        HEADER.join(";")
    );
    let ratings = read(text.as_bytes(), days()).expect("readable");
    let comment = ratings[0].comment.as_ref().map(Comment::as_str);
    assert_eq!(comment, Some("a;b"));
}
