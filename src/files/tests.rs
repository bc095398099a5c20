mod law;

use domain::language::Language;

use super::*;

const HEADER: [&str; 2] = ["a", "b"];

/// The row numbers and cells that are read from a text.
fn read(text: &str) -> Result<Vec<(usize, String, String)>, Unreadable> {
    rows(text.as_bytes(), Columns::all(&HEADER), |row| {
        Some((
            row.number,
            row.text("a").to_owned(),
            row.text("b").to_owned(),
        ))
    })
}

fn row(number: usize, a: &str, b: &str) -> (usize, String, String) {
    (number, a.to_owned(), b.to_owned())
}

#[test]
fn a_file_may_come_from_any_spreadsheet() {
    let expected = Ok(vec![row(2, "1", "x,y;z"), row(3, "é", "")]);
    for text in [
        "a,b\n1,\"x,y;z\"\né,\n",
        "a,b\r\n1,\"x,y;z\"\r\né,\r\n",
        "\u{feff}a,b\r\n1,\"x,y;z\"\r\né,",
        "a;b\n1;\"x,y;z\"\n é ;\n\n",
        "\u{feff}\"a\";\"b\"\r\n\"1\";\"x,y;z\"\r\n\"é\";\"\"\r\n\r\n",
        "a,b\r1,\"x,y;z\"\ré,\r",
        "a,b\n1,\"x,y;z\"\né,\n,\n , \n",
    ] {
        assert_eq!(read(text), expected, "{text:?}");
    }
    assert_eq!(read("a,b"), Ok(vec![]));
}

#[test]
fn rows_are_numbered_as_in_a_spreadsheet() {
    for end in ["\n", "\r\n"] {
        let text = "a,b\n\n1,2\n,\n3,\"4\n5\"\n\n\n6,7".replace('\n', end);
        let numbers: Vec<_> = read(&text)
            .expect("readable")
            .iter()
            .map(|row| row.0)
            .collect();
        assert_eq!(numbers, [3, 5, 8], "{text:?}");
    }
}

#[test]
fn a_file_with_another_header_is_refused() {
    for (text, shown) in [
        ("", ""),
        ("b,a\n1,2\n", "b,a"),
        ("a;b;c\n", "a;b;c"),
        ("A,b\n", "A,b"),
        ("\u{feff}\n", ""),
    ] {
        let error = read(text).expect_err("another header");
        let (expected, found) = ("a,b".to_owned(), shown.to_owned());
        assert_eq!(error, Unreadable::WrongHeader { expected, found });
    }
}

#[test]
fn a_file_that_is_not_utf8_is_refused() {
    let error =
        rows(b"a,b\n1,2\n1,\xe9\n", Columns::all(&HEADER), |_| Some(())).expect_err("Latin-1");
    assert_eq!(error, Unreadable::NotUtf8(3));
}

#[test]
fn every_row_of_another_length_is_listed() {
    let error = read("a,b\n1\n1,2\n1,2,3\n\"1,2\n3,4\n").expect_err("uneven rows");
    let rows = [(2, 1), (4, 3), (5, 1)].map(|(row, cells)| UnevenRow { row, cells });
    let rows = rows.into();
    assert_eq!(error, Unreadable::UnevenRows { expected: 2, rows });
}

#[test]
fn what_a_cell_should_hold_is_said_in_both_languages() {
    let found = rows(b"a,b\n,x\n", Columns::all(&HEADER), |row| {
        row.required("a", CLOSED, Some);
        row.optional("b", one_of(1..=2), domain::grammar::whole_number)
    });
    let Err(Unreadable::BadCells(cells)) = found else {
        panic!("bad cells expected, not {found:?}");
    };
    let in_words = |language| cells[1].expected.in_cell(language);
    assert_eq!(cells[0].expected, CLOSED);
    assert_eq!(in_words(Language::Indonesian), "1, 2 atau kosong");
    assert_eq!(in_words(Language::English), "1, 2 or empty");
}
