//! What identifies an account to people: the e-mail address with which one signs in, and the name to show.
//! It must not know passwords or rights.

use std::{fmt, str::FromStr};

use crate::access::{AccountId, Grant};
use crate::grammar;

/// The e-mail address of an account in lower case, at most 254 characters. Whether it exists is not checked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email(String);

/// A text that is not an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an e-mail address looks like name@example.go.id")]
pub struct InvalidEmail;

impl Email {
    /// The longest that can be delivered to (RFC 5321).
    pub const MAX_CHARACTERS: usize = 254;

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = InvalidEmail;

    fn from_str(text: &str) -> Result<Self, InvalidEmail> {
        let text = text.trim().to_lowercase();
        let (local, host) = text.split_once('@').ok_or(InvalidEmail)?;
        let plain = |part: &str| {
            let odd = |c: char| grammar::is_unseen(c) || "@<>,;:\"()[]\\".contains(c);
            !part.is_empty() && !part.contains(odd)
        };
        let has_dot = host.contains('.') && host.split('.').all(|label| !label.is_empty());
        let valid =
            plain(local) && plain(host) && has_dot && text.chars().count() <= Self::MAX_CHARACTERS;
        if valid {
            Ok(Self(text))
        } else {
            Err(InvalidEmail)
        }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A person's name as shown at the desk: one line of 1 to 100 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName(String);

/// A text that is not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name has 1 to 100 characters on one line")]
pub struct InvalidName;

impl PersonName {
    /// The longest name.
    pub const MAX_CHARACTERS: usize = 100;

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PersonName {
    type Err = InvalidName;

    fn from_str(text: &str) -> Result<Self, InvalidName> {
        match grammar::line(text, Self::MAX_CHARACTERS) {
            Ok(name) if !name.is_empty() => Ok(Self(name)),
            _ => Err(InvalidName),
        }
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An account as administrators see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its random name.
    pub id: AccountId,
    /// With which one signs in.
    pub email: Email,
    /// The name to show.
    pub name: PersonName,
    /// Whether one can sign in with it.
    pub active: bool,
    /// Whether the person chose a password yet.
    pub entered: bool,
    /// Whether one-time codes are set up.
    pub has_second_factor: bool,
    /// The roles, in their order.
    pub grants: Vec<Grant>,
    /// Grows with each change, so that two people do not overwrite each other.
    pub version: i32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_texts() {
        let address = |text: &str| text.parse::<Email>().map(|email| email.to_string());
        assert_eq!(
            address(" Operator@Contoh.GO.ID "),
            Ok("operator@contoh.go.id".to_owned())
        );
        for wrong in [
            "",
            "a",
            "a@",
            "@b.id",
            "a@b",
            "a b@c.id",
            "a@b..id",
            "a@b@c.id",
            "a<x>@b.id",
        ] {
            assert_eq!(address(wrong), Err(InvalidEmail), "{wrong:?}");
        }
        assert!(address(&format!("{}@b.id", "a".repeat(250))).is_err());
    }

    #[test]
    fn names_are_one_line() {
        let name = |text: &str| text.parse::<PersonName>().map(|name| name.to_string());
        assert_eq!(name("  Siti \t Contoh "), Ok("Siti Contoh".to_owned()));
        assert_eq!(name(" \n "), Err(InvalidName));
        assert!(name(&"a".repeat(101)).is_err());
        assert!(name("a\u{7}b").is_err());
    }
}
