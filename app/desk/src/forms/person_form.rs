//! The form with which somebody is invited or an account changed.
//! It must not know which units the sender may give roles for.

use crate::forms::VERSION;
use domain::access::{Grant, Role};
use domain::account::{Account, Email, PersonName};
use domain::language::Language;
use ui::components::{FieldError, FormFault};
use ui::forms::typed::Typed;
use ui::t;

/// The name of the field for the e-mail address.
pub const EMAIL: &str = "surel";
/// The name of the field for the person's name.
pub const NAME: &str = "nama";
/// With a number, the name of the field for a role.
pub const ROLE: &str = "peran";
/// With a number, the name of the field for a role's unit.
pub const UNIT: &str = "unit";
/// The name of the box that says whether the person may sign in.
pub const ACTIVE: &str = "aktif";
/// The name of the field that says what a new link is for.
pub const PURPOSE: &str = "untuk";

/// More roles than anybody needs.
const MOST_ROLES: usize = 40;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct PersonForm {
    typed: Typed,
}

/// What is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonFault {
    /// The e-mail address is none.
    Email,
    /// Another account has the address.
    EmailTaken,
    /// The name is missing or too long.
    Name,
    /// A role or its unit is unknown; holds the line's number.
    Role(usize),
    /// A role is for a unit for which the sender may not give roles; holds the line's number.
    OutOfReach(usize),
    /// Nobody would be left who can look after accounts.
    LastAdministrator,
    /// Somebody else changed the account in the meantime.
    Conflict,
}

impl PersonForm {
    /// Reads a form body.
    pub fn decode(body: &[u8]) -> Self {
        Self {
            typed: Typed::decode(body),
        }
    }

    /// The form as it stands for an account.
    pub fn of(account: &Account) -> Self {
        let mut fields = vec![(NAME.to_owned(), account.name.to_string())];
        if account.active {
            fields.push((ACTIVE.to_owned(), "ya".to_owned()));
        }
        for (place, grant) in account.grants.iter().enumerate() {
            fields.push((
                format!("{ROLE}-{}", place + 1),
                grant.role.code().to_owned(),
            ));
            fields.push((format!("{UNIT}-{}", place + 1), grant.unit.to_string()));
        }
        Self {
            typed: Typed::of(fields),
        }
    }

    /// What was typed.
    pub const fn typed(&self) -> &Typed {
        &self.typed
    }

    /// The version that is changed.
    pub fn version(&self) -> Option<i32> {
        self.typed.text(VERSION).parse().ok()
    }

    /// Whether the person may sign in.
    pub fn active(&self) -> bool {
        self.typed.has(ACTIVE)
    }

    /// The lines for roles that are filled: role and unit as they came.
    pub fn lines(&self) -> Vec<(String, String)> {
        self.numbered()
            .into_iter()
            .map(|(_, role, unit)| (role, unit))
            .collect()
    }

    fn numbered(&self) -> Vec<(usize, String, String)> {
        (1..=MOST_ROLES)
            .map(|number| {
                let role = self.typed.text(&format!("{ROLE}-{number}")).to_owned();
                let unit = self.typed.text(&format!("{UNIT}-{number}")).to_owned();
                (number, role, unit)
            })
            .filter(|(_, role, _)| !role.is_empty())
            .collect()
    }

    /// The address.
    pub fn email(&self) -> Result<Email, PersonFault> {
        self.typed
            .text(EMAIL)
            .parse()
            .map_err(|_| PersonFault::Email)
    }

    /// Name and roles, or everything that is wrong with them. `may_give` says for which units roles may be given.
    pub fn person(
        &self,
        may_give: impl Fn(&Grant) -> bool,
    ) -> Result<(PersonName, Vec<Grant>), Vec<PersonFault>> {
        let mut faults = Vec::new();
        let name = self.typed.text(NAME).parse::<PersonName>();
        if name.is_err() {
            faults.push(PersonFault::Name);
        }
        let mut grants = Vec::new();
        for (number, role, unit) in self.numbered() {
            match (Role::from_code(&role), unit.parse()) {
                (Some(role), Ok(unit)) => {
                    let grant = Grant { role, unit };
                    if may_give(&grant) {
                        grants.push(grant);
                    } else {
                        faults.push(PersonFault::OutOfReach(number));
                    }
                }
                _ => faults.push(PersonFault::Role(number)),
            }
        }
        grants.sort();
        grants.dedup();
        match name {
            Ok(name) if faults.is_empty() => Ok((name, grants)),
            _ => Err(faults),
        }
    }
}

impl FormFault for PersonFault {
    fn field_error(&self, language: Language) -> FieldError {
        match self {
            Self::Email => FieldError::new(EMAIL, t!(language, "error-email")),
            Self::EmailTaken => FieldError::new(EMAIL, t!(language, "error-email-taken")),
            Self::Name => FieldError::new(NAME, t!(language, "error-name")),
            Self::Role(line) => {
                FieldError::new(format!("{ROLE}-{line}"), t!(language, "error-role"))
            }
            Self::OutOfReach(line) => {
                FieldError::new(format!("{ROLE}-{line}"), t!(language, "error-role-reach"))
            }
            Self::LastAdministrator => FieldError::new(
                format!("{ROLE}-1"),
                t!(language, "error-last-administrator"),
            ),
            Self::Conflict => FieldError::new(NAME, t!(language, "error-account-conflict")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(body: &str) -> Result<(PersonName, Vec<Grant>), Vec<PersonFault>> {
        let form = PersonForm::decode(body.as_bytes());
        form.person(|grant| grant.unit.as_str() != "lain")
    }

    #[test]
    fn lines_become_roles_once_each() {
        let (name, grants) = person(
            "nama=Siti&peran-1=operator&unit-1=capil&peran-2=&unit-2=kota&peran-4=operator&unit-4=capil",
        )
        .expect("valid");
        assert_eq!(name.as_str(), "Siti");
        assert_eq!(grants.len(), 1);
        assert_eq!(grants[0].role, Role::Operator);
    }

    #[test]
    fn every_problem_is_told_at_once() {
        assert_eq!(
            person("nama=&peran-1=raja&unit-1=capil&peran-2=operator&unit-2=lain"),
            Err(vec![
                PersonFault::Name,
                PersonFault::Role(1),
                PersonFault::OutOfReach(2)
            ])
        );
    }
}
