use super::*;

fn both(reason: &Unreadable) -> [String; 2] {
    Language::ALL.map(|language| reason.text(language))
}

fn bad_cell(value: &str) -> BadCell {
    BadCell {
        row: 7,
        column: "waktu".to_owned(),
        value: value.to_owned(),
        expected: Wanted::new("expected-choice")
            .with("codes", "1, 2, 3, 4")
            .or_empty(),
    }
}

#[test]
fn a_bad_cell_says_where_it_stands_and_what_is_expected() {
    let cell = bad_cell("5");
    assert_eq!(
        Language::ALL.map(|language| cell.text(language)),
        [
            "baris 7, kolom waktu: \"5\" – seharusnya 1, 2, 3, 4 atau kosong",
            "row 7, column waktu: \"5\" – expected 1, 2, 3, 4 or empty",
        ]
    );
}

#[test]
fn a_long_or_hostile_value_cannot_steer_a_terminal() {
    let cell = bad_cell(&format!("\u{1b}[2J\n{}", "é".repeat(100)));
    let shown = cell.text(Language::Indonesian);
    assert!(shown.contains("\\u{1b}[2J\\n") && shown.contains("é\"…"));
}

#[test]
fn every_reason_is_said_in_both_languages() {
    assert_eq!(
        both(&Unreadable::NotUtf8(3)),
        [
            "bukan teks UTF-8 (mulai baris 3); tidak ada yang disimpan. Simpan ulang sebagai \"CSV UTF-8\".",
            "this is not UTF-8 text (from line 3); nothing was saved. Save it again as \"CSV UTF-8\".",
        ]
    );
    let (expected, found) = ("a,b".to_owned(), "b,a".to_owned());
    assert_eq!(
        both(&Unreadable::WrongHeader { expected, found }),
        [
            "baris judul tidak sesuai; tidak ada yang disimpan.\nseharusnya: a,b\nditemukan: b,a",
            "the header row is another one; nothing was saved.\nexpected: a,b\nfound: b,a",
        ]
    );
    let rows = [(2, 1), (4, 3)].map(|(row, cells)| UnevenRow { row, cells });
    let rows = rows.into();
    assert_eq!(
        both(&Unreadable::UnevenRows { expected: 2, rows }),
        [
            "2 baris tidak terdiri atas 2 sel; tidak ada yang disimpan:\nbaris 2: 1 sel\nbaris 4: 3 sel",
            "2 rows do not have 2 cells; nothing was saved:\nrow 2: 1 cell\nrow 4: 3 cells",
        ]
    );
    let [id, en] = both(&Unreadable::BadCells(vec![bad_cell("5")]));
    assert!(id.starts_with("1 sel salah; tidak ada yang disimpan:\nbaris 7"));
    assert!(en.starts_with("1 cell is wrong; nothing was saved:\nrow 7"));
}

#[test]
fn the_command_line_speaks_indonesian() {
    let reason = Unreadable::BadCells(vec![bad_cell("5"), bad_cell("6")]);
    assert_eq!(reason.to_string(), reason.text(Language::Indonesian));
}

#[test]
fn a_file_that_is_wrong_throughout_answers_a_short_page() {
    let rows = |count| (1..=count).map(|row| UnevenRow { row, cells: 1 }).collect();
    let told = |count| {
        let rows = rows(count);
        both(&Unreadable::UnevenRows { expected: 2, rows })
    };
    for text in told(50) {
        assert_eq!(text.lines().count(), 51, "{text}");
    }
    let [id, en] = told(1_000_000);
    assert_eq!((id.lines().count(), en.lines().count()), (52, 52));
    assert!(id.ends_with("\ndan 999.950 kesalahan lain"), "{id}");
    assert!(en.ends_with("\nand 999,950 more faults"), "{en}");
    let cells = vec![bad_cell("5"); 52];
    assert!(
        Unreadable::BadCells(cells)
            .to_string()
            .ends_with("\ndan 2 kesalahan lain")
    );
}
