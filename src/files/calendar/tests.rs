use chrono::NaiveDate;
use domain::calendar::HOLIDAY;
use proptest::prelude::*;

use super::*;
use crate::files::BadCell;

fn import(rows: &str) -> Result<Vec<Holiday>, Unreadable> {
    read(format!("{}\n{rows}", Columns::of(&[], HOLIDAY).names.join(",")).as_bytes())
}

#[test]
fn a_row_is_a_holiday() {
    let holidays =
        import("2026-08-17, Proklamasi  Kemerdekaan \n\n2026-12-25,\"Natal, hari kedua\"\n");
    let holiday = |day: &str, name: &str| Holiday {
        day: day.parse().expect("a date"),
        name: name.to_owned(),
    };
    let expected = vec![
        holiday("2026-08-17", "Proklamasi Kemerdekaan"),
        holiday("2026-12-25", "Natal, hari kedua"),
    ];
    assert_eq!(holidays, Ok(expected));
}

#[test]
fn every_bad_cell_is_told() {
    let long = "x".repeat(101);
    let found = import(&format!(
        "17/8/2026,A\n2026-08-17,\n2026-08-17,B\n2026-05-01,{long}\n"
    ));
    let Err(Unreadable::BadCells(cells)) = found else {
        panic!("bad cells expected, not {found:?}");
    };
    let places = |cell: BadCell| (cell.row, cell.column);
    let places: Vec<_> = cells.into_iter().map(places).collect();
    let expected = [(2, "tanggal"), (3, "nama"), (4, "tanggal"), (5, "nama")];
    assert_eq!(
        places,
        expected.map(|(row, column)| (row, column.to_owned()))
    );
}

proptest! {
    #[test]
    fn what_is_written_reads_back(days in prop::collection::btree_map(0..36_000_u64, "\\PC{1,60}", 0..20)) {
        let first = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a date");
        let holidays: Vec<_> = days
            .into_iter()
            .filter_map(|(days, text)| {
                let day = first + chrono::Days::new(days);
                let fields = Fields::empty(HOLIDAY).with("tanggal", day.to_string());
                Holiday::read(&fields.with("nama", text)).ok()
            })
            .collect();
        let file = write(holidays.clone());
        prop_assert_eq!(read(file.as_bytes()), Ok(holidays));
    }
}
