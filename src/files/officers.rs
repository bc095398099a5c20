//! Officers as CSV, the same on the way in and out.
//! It must not know which officers are kept already, but for what a caller says is known.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::access::AccountId;
use domain::grammar::Nip;
use domain::noun::{Expected, Fields, Known as Names};
use domain::officer::{OFFICER, Officer, OfficerId};
use domain::slug::Slug;
use uuid::Uuid;

use super::{Columns, Row, Unreadable, rows};

/// The column for the identifier, before those of the officer's fields.
const ID: &str = "id";

fn columns() -> Columns {
    Columns::of(&[ID], OFFICER)
}

/// What rows may refer to.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The units whose officers may be changed.
    pub units: HashSet<Slug>,
    /// The officers that may be changed, as they are kept, their accounts by their addresses.
    pub officers: BTreeMap<OfficerId, Fields>,
    /// The accounts that can belong to an officer, by e-mail address.
    pub accounts: BTreeMap<String, AccountId>,
    /// Who has which number as a civil servant, in the whole city.
    pub nips: HashMap<Nip, OfficerId>,
    /// Who has which account, in the whole city.
    pub owners: HashMap<AccountId, OfficerId>,
}

/// A row of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerRow {
    /// The officer; somebody new has a random identifier.
    pub officer: Officer,
    /// The account.
    pub account: Option<AccountId>,
    /// The officer as text, the account by its address.
    pub fields: Fields,
}

/// The officers of a file in the order of its rows. A number or an account can go from one of them to another, but not be
/// taken from somebody who does not stand in the file.
///
/// # Errors
/// When anything in the file is not as described: every bad cell is then listed and no officer is returned.
pub fn read(bytes: &[u8], known: &Known) -> Result<Vec<OfficerRow>, Unreadable> {
    let listed = rows(bytes, columns(), |row| Some(row.text(ID).parse().ok()))?;
    let listed: HashSet<OfficerId> = listed.into_iter().flatten().collect();
    let mut once = Once::default();
    rows(bytes, columns(), |row| {
        officer(row, known, &listed, &mut once)
    })
}

/// What may stand in one row only, with the first row in which it does.
#[derive(Default)]
struct Once {
    officers: HashMap<OfficerId, usize>,
    nips: HashMap<Nip, usize>,
    accounts: HashMap<AccountId, usize>,
}

fn officer(
    row: &mut Row<'_>,
    known: &Known,
    listed: &HashSet<OfficerId>,
    once: &mut Once,
) -> Option<OfficerRow> {
    let bad_before = row.bad.len();
    let id: Option<OfficerId> = row.text(ID).parse().ok();
    let kept = id.and_then(|id| known.officers.get(&id));
    if kept.is_none() && !row.text(ID).is_empty() {
        row.unexpected(ID, Expected::Known);
    }
    let kept = kept.cloned();
    let id = id.filter(|_| kept.is_some());
    if let Some(id) = id {
        row.once(ID, id, &mut once.officers);
    }
    let fields = row.over(kept.unwrap_or_else(|| Fields::empty(OFFICER)));
    let email = fields.get("akun").to_lowercase();
    let account = known.accounts.get(&email).copied();
    let names = Names {
        is_unit: &|unit| unit.parse().is_ok_and(|unit| known.units.contains(&unit)),
        is_offered: &|_, _| account.is_some(),
    };
    let id = id.unwrap_or_else(|| Uuid::new_v4().into());
    let officer = row.whole(Officer::read(id, &fields, names));
    let nip: Option<Nip> = fields.get("nip").parse().ok();
    if let Some(nip) = &nip {
        row.once("nip", nip.clone(), &mut once.nips);
    }
    if let Some(account) = account {
        row.once("akun", account, &mut once.accounts);
    }
    refuse_taken(row, nip.as_ref(), account, known, listed);
    let officer = officer.filter(|_| row.bad.len() == bad_before)?;
    Some(OfficerRow {
        fields: officer.fields(&email),
        officer,
        account,
    })
}

/// Notes what somebody has who does not stand in the file, without a word about who that is.
fn refuse_taken(
    row: &mut Row<'_>,
    nip: Option<&Nip>,
    account: Option<AccountId>,
    known: &Known,
    listed: &HashSet<OfficerId>,
) {
    let is_outside = |holder: &OfficerId| !listed.contains(holder);
    let holder = nip.and_then(|nip| known.nips.get(nip));
    if holder.is_some_and(is_outside) {
        row.unexpected("nip", Expected::Free);
    }
    let owner = account.and_then(|account| known.owners.get(&account));
    if owner.is_some_and(is_outside) {
        row.unexpected("akun", Expected::Free);
    }
}

/// The file of some officers as text, their accounts by their addresses.
pub fn write<'a>(officers: impl IntoIterator<Item = (&'a OfficerId, &'a Fields)>) -> String {
    let rows = officers.into_iter().map(|(id, fields)| {
        let texts = fields.clone().into_texts();
        std::iter::once(id.to_string()).chain(texts)
    });
    super::table(&columns().names, rows)
}

#[cfg(test)]
mod tests;
