//! The officers who serve at counters (*petugas pelayanan*).
//! It must not know where an officer is on duty, nor how anybody rated the service there.

use std::collections::BTreeSet;
use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::AccountId;
use crate::account::PersonName;
use crate::grammar::Nip;
use crate::noun::{Fault, Field, Fields, Kind, Known, Noun, Plain, Snapshot};
use crate::slug::Slug;
use crate::validity::Validity;

/// What stands for an officer in every other record: a random UUID, given from outside, that says nothing of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OfficerId(Uuid);

/// A text that is not the identifier of an officer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an officer's identifier; it looks like 0f8fad5b-d9cb-469f-a165-70867728950e")]
pub struct InvalidOfficerId(pub String);

impl From<Uuid> for OfficerId {
    fn from(uuid: Uuid) -> Self {
        Self(uuid)
    }
}

impl OfficerId {
    /// The UUID.
    pub const fn uuid(self) -> Uuid {
        self.0
    }

    /// Its first eight characters, to tell officers of the same name apart.
    pub fn short(self) -> String {
        let mut text = self.to_string();
        text.truncate(8);
        text
    }
}

impl FromStr for OfficerId {
    type Err = InvalidOfficerId;

    fn from_str(text: &str) -> Result<Self, InvalidOfficerId> {
        Uuid::try_parse(text)
            .map(Self)
            .map_err(|_| InvalidOfficerId(text.to_owned()))
    }
}

impl TryFrom<String> for OfficerId {
    type Error = InvalidOfficerId;

    fn try_from(text: String) -> Result<Self, InvalidOfficerId> {
        text.parse()
    }
}

impl From<OfficerId> for String {
    fn from(id: OfficerId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for OfficerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Somebody who serves citizens at counters. Names are for colleagues and superiors, never for the public record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// What stands for the officer elsewhere.
    pub id: OfficerId,
    /// The name.
    pub name: String,
    /// The number as a civil servant; others who serve have none.
    pub nip: Option<Nip>,
    /// The unit that employs the officer; the duty may be at another one's counter.
    pub unit: Slug,
    /// When the officer belongs to that unit.
    pub validity: Validity,
    /// What no rule reads.
    pub more: Plain,
}

/// What is kept of an officer. The account is that with which the officer signs in.
pub const OFFICER: Noun = Noun::new(
    "petugas",
    &[
        Field::required("nama", Kind::Line(PersonName::MAX_CHARACTERS)),
        Field::optional("nip", Kind::Nip),
        Field::required("unit", Kind::OwnUnit),
        Field::optional("berlaku_mulai", Kind::Day).named("mulai"),
        Field::optional("berlaku_sampai", Kind::Until("berlaku_mulai")).named("sampai"),
        Field::optional("akun", Kind::Account),
        Field::optional("jabatan", Kind::Line(100)).later().plain(),
    ],
);

impl Officer {
    /// The officer as text, with whatever names the account with which the officer signs in.
    pub fn fields(&self, account: &str) -> Fields {
        Fields::empty(OFFICER)
            .with("nama", &self.name)
            .with("nip", self.nip.as_ref().map_or("", Nip::digits))
            .with("unit", self.unit.as_str())
            .with_validity(self.validity)
            .with("akun", account)
            .with_plain(&self.more)
    }

    /// The officer that the fields describe.
    ///
    /// # Errors
    /// Everything that is wrong with the fields, at most one fault each.
    pub fn read(id: OfficerId, fields: &Fields, known: Known<'_>) -> Result<Self, Vec<Fault>> {
        let officer = || {
            Some(Self {
                id,
                name: fields.filled("nama")?,
                nip: fields.get("nip").parse().ok(),
                unit: fields.slug("unit")?,
                validity: fields.validity(),
                more: fields.plain(),
            })
        };
        Fields::whole(officer(), fields.faults(known))
    }

    /// What the history keeps of the officer.
    pub fn snapshot(&self, account: &str) -> Snapshot {
        self.fields(account).snapshot()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::register::tests::slug;

    pub(crate) fn id(number: u128) -> OfficerId {
        Uuid::from_u128(number).into()
    }

    pub(crate) fn officer(number: u128) -> Officer {
        Officer {
            id: id(number),
            name: format!("Petugas {number}"),
            nip: None,
            unit: slug("dukcapil"),
            validity: Validity::default(),
            more: Plain::default(),
        }
    }

    #[test]
    fn an_identifier_is_read_back_as_it_is_written() {
        let text = "0f8fad5b-d9cb-469f-a165-70867728950e";
        let id: OfficerId = text.to_uppercase().parse().expect("an identifier");
        assert_eq!(id.to_string(), text);
        for wrong in ["", "petugas-1", "0f8fad5b-d9cb-469f-a165-70867728950"] {
            assert_eq!(
                wrong.parse::<OfficerId>(),
                Err(InvalidOfficerId(wrong.to_owned()))
            );
        }
    }

    #[test]
    fn a_nip_does_not_reach_a_log() {
        let nip: Nip = "197001011999031001".parse().expect("a NIP");
        let officer = Officer {
            nip: Some(nip),
            ..officer(1)
        };
        assert!(!format!("{officer:?}").contains("1970"));
        let error = "19700101199903100"
            .parse::<Nip>()
            .expect_err("a digit is missing");
        assert!(!format!("{error:?} {error}").contains("1970"));
    }
}

/// An officer as the desk keeps one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptOfficer {
    /// The officer.
    pub officer: Officer,
    /// The account with which the officer signs in, of the role [`Role::Officer`].
    pub account: Option<AccountId>,
    /// Grows with each change, so that two people do not overwrite each other; 0 for one who is not kept yet.
    pub version: i32,
}

impl KeptOfficer {
    /// The officer as text, the account by its number.
    pub fn fields(&self) -> Fields {
        let account = self.account.map(|account| account.to_string());
        self.officer.fields(account.as_deref().unwrap_or_default())
    }
}

/// Which officers to list; what is empty does not narrow the list.
#[derive(Clone, Debug, Default)]
pub struct OfficerFilter {
    /// The units that may be seen.
    pub units: BTreeSet<Slug>,
    /// A part of the name, in small or capital letters.
    pub name: String,
    /// Only who belongs to a unit on this day.
    pub on: Option<NaiveDate>,
    /// Only officers after this one, for the next page.
    pub after: Option<OfficerId>,
}
