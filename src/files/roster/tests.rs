use domain::language::Language;
use domain::validity::Validity;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn id(number: u128) -> OfficerId {
    Uuid::from_u128(number).into()
}

fn officers(names: &[&str]) -> BTreeMap<OfficerId, Officer> {
    let officers = (1..).zip(names).map(|(number, name)| Officer {
        id: id(number),
        name: (*name).to_owned(),
        nip: None,
        unit: unit(),
        validity: Validity::default(),
        more: domain::noun::Plain::default(),
    });
    officers.map(|officer| (officer.id, officer)).collect()
}

fn unit() -> Slug {
    "capil".parse().expect("a slug")
}

fn week() -> Week {
    "2026-W42".parse().expect("a week")
}

fn counters() -> Vec<String> {
    ["Loket 1", "Loket, \"khusus\""].map(str::to_owned).into()
}

/// Does something with the names of a small unit.
fn with_names<T>(names: &[&str], act: impl FnOnce(&Names<'_>) -> T) -> T {
    act(&Names {
        unit: &unit(),
        week: week(),
        counters: &counters(),
        officers: &officers(names),
    })
}

fn import(rows: &str, names: &[&str]) -> Result<Vec<NumberedEntry>, Unreadable> {
    let file = format!("{}\n{rows}", HEADER.join(","));
    with_names(names, |names| read(file.as_bytes(), names))
}

#[test]
fn a_row_is_a_duty() {
    let rows = "2026-10-12,pagi,Loket 1,Ani\n2026-10-18,SIANG,Loket 1,00000000-0000-0000-0000-000000000002\n";
    let entries = import(rows, &["Ani", "Budi"]).expect("good rows");
    let in_short = |(row, entry): &NumberedEntry| (*row, entry.half, entry.officer);
    let in_short: Vec<_> = entries.iter().map(in_short).collect();
    assert_eq!(
        in_short,
        [(2, HalfDay::Morning, id(1)), (3, HalfDay::Afternoon, id(2))]
    );
}

#[test]
fn every_bad_cell_is_told() {
    let rows = "2026-10-19,pagi,Loket 1,Ani\n2026-10-12,malam,Loket 9,Budi\n2026-10-12,pagi,Loket 1,Siapa\n";
    let found = import(rows, &["Ani", "Budi", "Budi"]);
    let Err(Unreadable::BadCells(cells)) = found else {
        panic!("bad cells expected, not {found:?}");
    };
    let places: Vec<_> = cells
        .iter()
        .map(|cell| (cell.row, cell.column.as_str()))
        .collect();
    let expected = [
        (2, "tanggal"),
        (3, "paruh_hari"),
        (3, "loket"),
        (3, "petugas"),
        (4, "petugas"),
    ];
    assert_eq!(places, expected);
}

#[test]
fn faults_are_told_by_cell() {
    let rows = "2026-10-12,pagi,Loket 1,Ani\n\n2026-10-12,pagi,\"Loket, \"\"khusus\"\"\",Ani\n";
    let entries = import(rows, &["Ani"]).expect("good cells");
    let faults = [(1, RosterFault::TwoCounters(0))];
    let told = with_names(&["Ani"], |names| refused(&entries, &faults, names));
    assert_eq!(
        told.to_string(),
        "1 sel salah; tidak ada yang disimpan:\nbaris 4, kolom petugas: \"Ani\" – seharusnya petugas yang tidak bertugas di \
         loket lain pada paruh hari yang sama, seperti di baris 2"
    );
    let english = "row 4, column petugas: \"Ani\" – expected an officer not on duty at another counter in the same half of \
                   the day, as in row 2";
    assert_eq!(told.faults(Language::English), [english]);
}

#[test]
fn a_file_holds_no_formula() {
    let file = with_names(&["=1+1"], |names| {
        let entry = RosterEntry {
            date: week().first_day(),
            half: HalfDay::Morning,
            unit: unit(),
            counter: "Loket 1".to_owned(),
            officer: id(1),
        };
        write(&[entry], names)
    });
    assert!(
        file.ends_with(",00000000-0000-0000-0000-000000000001\r\n"),
        "{file}"
    );
}

proptest! {
    #[test]
    fn what_is_written_reads_back(
        duties in prop::collection::vec((0..7_usize, prop::sample::select(HalfDay::ALL), 0..2_usize, 0..6_u128), 0..30)
    ) {
        // Two of the same name, one who looks like another's identifier, one with signs of the format, a formula.
        let names = ["Ani", "Budi", "Budi", "00000000-0000-0000-0000-000000000001", "Citra; \"Dewi\", S.H.", "=SUM(A1)"];
        let entries: Vec<_> = duties
            .into_iter()
            .map(|(day, half, counter, officer)| RosterEntry {
                date: week().days().nth(day).expect("a day of the week"),
                half,
                unit: unit(),
                counter: counters()[counter].clone(),
                officer: id(officer + 1),
            })
            .collect();
        let read = with_names(&names, |names| read(write(&entries, names).as_bytes(), names));
        let read = read.map(|rows| rows.into_iter().map(|(_, entry)| entry).collect::<Vec<_>>());
        prop_assert_eq!(read, Ok(entries));
    }
}
