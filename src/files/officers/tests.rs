use domain::noun::Plain;
use domain::validity::Validity;
use uuid::Uuid;

use super::*;

fn id(number: u128) -> OfficerId {
    Uuid::from_u128(number).into()
}

fn account(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

fn nip(number: u8) -> Nip {
    let text = format!("19700101199903200{number}");
    text.parse().expect("a NIP")
}

fn known() -> Known {
    Known {
        units: ["capil", "ptsp"]
            .map(|unit| unit.parse().expect("a slug"))
            .into(),
        officers: [id(1), id(2)].map(|id| (id, ani().fields(""))).into(),
        accounts: BTreeMap::from([
            ("ani@suara.example".to_owned(), account(9)),
            ("budi@suara.example".to_owned(), account(8)),
        ]),
        nips: [(nip(1), id(1)), (nip(2), id(2)), (nip(3), id(3))].into(),
        owners: [(account(9), id(1)), (account(8), id(3))].into(),
    }
}

fn ani() -> Officer {
    Officer {
        id: id(1),
        name: "Ani, S.Sos.".to_owned(),
        nip: Some(nip(1)),
        unit: "capil".parse().expect("a slug"),
        validity: Validity {
            from: "2026-01-01".parse().ok(),
            until: None,
        },
        more: Plain::default(),
    }
}

/// The columns that every file has.
fn header() -> String {
    let columns = columns();
    columns.names[..columns.required].join(",")
}

fn bad_cells(rows: &str) -> Vec<(usize, String)> {
    let file = format!("{}\n{rows}", header());
    match read(file.as_bytes(), &known()) {
        Err(Unreadable::BadCells(cells)) => cells
            .into_iter()
            .map(|cell| (cell.row, cell.column))
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_written_is_read_back() {
    for name in ["Ani, S.Sos.", "=1+1"] {
        let mut ani = ani();
        name.clone_into(&mut ani.name);
        let fields = ani.fields("ani@suara.example");
        let text = write([(&ani.id, &fields)]);
        let read = read(text.as_bytes(), &known()).expect("readable");
        let expected = OfficerRow {
            officer: ani,
            account: Some(account(9)),
            fields,
        };
        assert_eq!(read, [expected]);
    }
}

#[test]
fn a_row_without_an_identifier_is_somebody_new() {
    let file = format!("{}\n,Budi,,ptsp,,,\n", header());
    let read = read(file.as_bytes(), &known()).expect("readable");
    assert_eq!(read[0].officer.name, "Budi");
    assert!(!known().officers.contains_key(&read[0].officer.id));
}

#[test]
fn every_bad_cell_is_told() {
    let (stranger, name) = (id(3), "A".repeat(101));
    let rows = format!(
        "{stranger},{name},123,lain,kemarin,2026-02-30,tidak@suara.example\n\
         ,Budi,,ptsp,2026-02-01,2026-01-31,\n"
    );
    let cells = bad_cells(&rows);
    let columns: Vec<_> = cells.iter().map(|(_, column)| column.as_str()).collect();
    assert_eq!(columns[..7], super::columns().names[..7]);
    assert_eq!(cells[7], (3, "berlaku_sampai".to_owned()));
}

#[test]
fn nobody_stands_in_a_file_twice() {
    let id = id(1);
    let row = format!("{id},Ani,197001011999032001,capil,,,ani@suara.example\n");
    let columns: Vec<_> = bad_cells(&row.repeat(2)).into_iter().collect();
    let expected = ["id", "nip", "akun"].map(|column| (3, column.to_owned()));
    assert_eq!(columns, expected);
}

#[test]
fn what_somebody_outside_the_file_has_is_told_by_cell() {
    let taken = format!(
        ",Baru,{},ptsp,,,budi@suara.example\n{},Ani,{},capil,,,\n",
        nip(3).digits(),
        id(1),
        nip(2).digits()
    );
    let places = [(2, "nip"), (2, "akun"), (3, "nip")];
    let places = places.map(|(row, column)| (row, column.to_owned()));
    assert_eq!(bad_cells(&taken), places);
}

#[test]
fn a_number_can_go_from_one_row_to_another() {
    let file = format!(
        "{}\n{},Ani,,capil,,,\n,Baru,{},ptsp,,,ani@suara.example\n",
        header(),
        id(1),
        nip(1).digits()
    );
    let read = read(file.as_bytes(), &known()).expect("readable");
    let given = (read[1].officer.nip.clone(), read[1].account);
    assert_eq!(given, (Some(nip(1)), Some(account(9))));
}
