//! Officers as CSV, the same on the way in and out.
//! It must not know which officers are kept already, but for what a caller says is known.

use std::collections::{BTreeMap, HashSet};

use domain::access::AccountId;
use domain::account::PersonName;
use domain::officer::{FIELDS, Nip, Officer, OfficerId};
use domain::register::{Slug, Validity};

use super::{Columns, Row, Unreadable, iso_date, rows};

/// The columns of the file, in this order.
pub const HEADER: [&str; 7] = {
    let [name, nip, unit, from, until, account] = FIELDS;
    ["id", name, nip, unit, from, until, account]
};

/// What rows may refer to.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The units whose officers may be changed.
    pub units: HashSet<Slug>,
    /// The officers that may be changed.
    pub officers: HashSet<OfficerId>,
    /// The accounts that can belong to an officer, by e-mail address.
    pub accounts: BTreeMap<String, AccountId>,
}

/// A row of the file: an officer with the account; no identifier for somebody new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerRow {
    /// Who is changed; none for somebody new.
    pub id: Option<OfficerId>,
    /// The name.
    pub name: String,
    /// The number as a civil servant.
    pub nip: Option<Nip>,
    /// The unit.
    pub unit: Slug,
    /// When the officer belongs to the unit.
    pub validity: Validity,
    /// The account.
    pub account: Option<AccountId>,
}

/// The officers of a file in the order of its rows.
///
/// # Errors
/// When anything in the file is not as described: every bad cell is then listed and no officer is returned.
pub fn read(bytes: &[u8], known: &Known) -> Result<Vec<OfficerRow>, Unreadable> {
    let mut once = Once::default();
    rows(bytes, Columns::all(&HEADER), |row| {
        officer(row, known, &mut once)
    })
}

/// What may stand in one row only.
#[derive(Default)]
struct Once {
    officers: HashSet<OfficerId>,
    nips: HashSet<Nip>,
    accounts: HashSet<AccountId>,
}

fn officer(row: &mut Row<'_>, known: &Known, once: &mut Once) -> Option<OfficerRow> {
    let bad_before = row.bad.len();
    let id = row.optional(
        "id",
        (
            "nomor pengenal seorang petugas dari unit Anda, satu kali dalam berkas,",
            "the identifier of an officer of your units, once in the file,",
        ),
        |text| {
            let id = text.parse().ok()?;
            (known.officers.contains(&id) && once.officers.insert(id)).then_some(id)
        },
    );
    let name = row.required(
        "nama",
        (
            "nama, paling banyak 100 karakter",
            "a name, at most 100 characters",
        ),
        |text| {
            let name: PersonName = text.parse().ok()?;
            Some(name.to_string())
        },
    );
    let nip = row.optional(
        "nip",
        (
            "18 angka NIP, satu kali dalam berkas,",
            "the 18 digits of a NIP, once in the file,",
        ),
        |text| {
            let nip: Nip = text.parse().ok()?;
            once.nips.insert(nip.clone()).then_some(nip)
        },
    );
    let unit = row.required(
        "unit",
        (
            "nama pendek salah satu unit Anda",
            "the short name of one of your units",
        ),
        |text| text.parse().ok().filter(|unit| known.units.contains(unit)),
    );
    let from = row.optional(
        "berlaku_mulai",
        ("tanggal seperti 2026-01-31", "a date such as 2026-01-31"),
        iso_date,
    );
    let until = row.optional(
        "berlaku_sampai",
        (
            "tanggal seperti 2026-12-31, tidak sebelum berlaku_mulai,",
            "a date such as 2026-12-31, not before berlaku_mulai,",
        ),
        |text| iso_date(text).filter(|until| from.is_none_or(|from| from <= *until)),
    );
    let account = row.optional(
        "akun",
        (
            "alamat surel akun petugas pelayanan, satu kali dalam berkas,",
            "the e-mail address of an officer's account, once in the file,",
        ),
        |text| {
            let account = *known.accounts.get(&text.to_lowercase())?;
            once.accounts.insert(account).then_some(account)
        },
    );
    let officer = OfficerRow {
        id,
        name: name?,
        nip,
        unit: unit?,
        validity: Validity { from, until },
        account,
    };
    (row.bad.len() == bad_before).then_some(officer)
}

/// The file of some officers with the e-mail addresses of their accounts.
pub fn write<'a>(officers: impl IntoIterator<Item = (&'a Officer, &'a str)>) -> String {
    let rows = officers.into_iter().map(|(officer, account)| {
        let [name, nip, unit, from, until, account] = officer.fields(account);
        let id = officer.id.to_string();
        [id, name, nip, unit, from, until, account]
    });
    super::table(&HEADER, rows)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn known() -> Known {
        Known {
            units: ["capil", "ptsp"]
                .map(|unit| unit.parse().expect("a slug"))
                .into(),
            officers: [Uuid::from_u128(1).into(), Uuid::from_u128(2).into()].into(),
            accounts: BTreeMap::from([(
                "ani@suara.example".to_owned(),
                AccountId(Uuid::from_u128(9)),
            )]),
        }
    }

    fn ani() -> Officer {
        Officer {
            id: Uuid::from_u128(1).into(),
            name: "Ani, S.Sos.".to_owned(),
            nip: Some("197001011999032001".parse().expect("a NIP")),
            unit: "capil".parse().expect("a slug"),
            validity: Validity {
                from: "2026-01-01".parse().ok(),
                until: None,
            },
        }
    }

    fn bad_cells(rows: &str) -> Vec<(usize, String)> {
        let file = format!("{}\n{rows}", HEADER.join(","));
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
            let text = write([(&ani, "ani@suara.example")]);
            let read = read(text.as_bytes(), &known()).expect("readable");
            let expected = OfficerRow {
                id: Some(ani.id),
                name: ani.name,
                nip: ani.nip,
                unit: ani.unit,
                validity: ani.validity,
                account: Some(AccountId(Uuid::from_u128(9))),
            };
            assert_eq!(read, [expected]);
        }
    }

    #[test]
    fn a_row_without_an_identifier_is_somebody_new() {
        let file = format!("{}\n,Budi,,ptsp,,,\n", HEADER.join(","));
        let read = read(file.as_bytes(), &known()).expect("readable");
        assert_eq!((read[0].id, read[0].name.as_str()), (None, "Budi"));
    }

    #[test]
    fn every_bad_cell_is_told() {
        let (stranger, name) = (Uuid::from_u128(3), "A".repeat(101));
        let rows = format!(
            "{stranger},{name},123,lain,kemarin,2026-02-30,tidak@suara.example\n\
             ,Budi,,ptsp,2026-02-01,2026-01-31,\n"
        );
        let cells = bad_cells(&rows);
        let columns: Vec<_> = cells.iter().map(|(_, column)| column.as_str()).collect();
        assert_eq!(columns[..7], HEADER);
        assert_eq!(cells[7], (3, "berlaku_sampai".to_owned()));
    }

    #[test]
    fn nobody_stands_in_a_file_twice() {
        let id = Uuid::from_u128(1);
        let row = format!("{id},Ani,197001011999032001,capil,,,ani@suara.example\n");
        let columns: Vec<_> = bad_cells(&row.repeat(2)).into_iter().collect();
        let expected = ["id", "nip", "akun"].map(|column| (3, column.to_owned()));
        assert_eq!(columns, expected);
    }
}
