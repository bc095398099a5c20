//! Officers as CSV, the same on the way in and out.
//! It must not know which officers are kept already, but for what a caller says is known.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::access::AccountId;
use domain::account::PersonName;
use domain::grammar;
use domain::officer::{FIELDS, Nip, Officer, OfficerId};
use domain::register::{Slug, Validity};

use super::{Columns, Row, Unreadable, rows};

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
    /// Who has which number as a civil servant, in the whole city.
    pub nips: HashMap<Nip, OfficerId>,
    /// Who has which account, in the whole city.
    pub owners: HashMap<AccountId, OfficerId>,
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

/// The officers of a file in the order of its rows. A number or an account can go from one of them to another, but not be
/// taken from somebody who does not stand in the file.
///
/// # Errors
/// When anything in the file is not as described: every bad cell is then listed and no officer is returned.
pub fn read(bytes: &[u8], known: &Known) -> Result<Vec<OfficerRow>, Unreadable> {
    let columns = Columns::all(&HEADER);
    let listed = rows(bytes, columns, |row| Some(row.text("id").parse().ok()))?;
    let listed: HashSet<OfficerId> = listed.into_iter().flatten().collect();
    let mut once = Once::default();
    rows(bytes, columns, |row| {
        officer(row, known, &listed, &mut once)
    })
}

/// What may stand in one row only.
#[derive(Default)]
struct Once {
    officers: HashSet<OfficerId>,
    nips: HashSet<Nip>,
    accounts: HashSet<AccountId>,
}

fn officer(
    row: &mut Row<'_>,
    known: &Known,
    listed: &HashSet<OfficerId>,
    once: &mut Once,
) -> Option<OfficerRow> {
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
        grammar::day,
    );
    let until = row.optional(
        "berlaku_sampai",
        (
            "tanggal seperti 2026-12-31, tidak sebelum berlaku_mulai,",
            "a date such as 2026-12-31, not before berlaku_mulai,",
        ),
        |text| grammar::day(text).filter(|until| from.is_none_or(|from| from <= *until)),
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
    refuse_taken(row, (nip.as_ref(), account), known, listed);
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

/// Notes what somebody has who does not stand in the file, without a word about who that is.
fn refuse_taken(
    row: &mut Row<'_>,
    (nip, account): (Option<&Nip>, Option<AccountId>),
    known: &Known,
    listed: &HashSet<OfficerId>,
) {
    let is_outside = |holder: &OfficerId| !listed.contains(holder);
    if nip
        .and_then(|nip| known.nips.get(nip))
        .is_some_and(is_outside)
    {
        let free = (
            "NIP yang belum dipakai petugas lain",
            "a NIP that no other officer has",
        );
        row.refuse("nip", free);
    }
    let owner = account.and_then(|account| known.owners.get(&account));
    if owner.is_some_and(is_outside) {
        let free = (
            "akun yang belum dipakai petugas lain",
            "an account that no other officer has",
        );
        row.refuse("akun", free);
    }
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
mod tests;
