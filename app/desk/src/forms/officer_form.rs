//! The form with which an officer is added or changed.
//! It must not know for which units the sender may do so.

use chrono::NaiveDate;
use domain::access::AccountId;
use domain::account::PersonName;
use domain::grammar;
use domain::language::Language;
use domain::officer::KeptOfficer;
use domain::officer::{Nip, Officer, OfficerId};
use domain::register::{Slug, Validity};

use ui::components::FieldError;
use ui::forms::typed::Typed;
use ui::t;

/// The name of the field for the name.
pub const NAME: &str = "nama";
/// The name of the field for the NIP.
pub const NIP: &str = "nip";
/// The name of the field for the unit.
pub const UNIT: &str = "unit";
/// The name of the field for the first day in the unit.
pub const FROM: &str = "mulai";
/// The name of the field for the last day in the unit.
pub const UNTIL: &str = "sampai";
/// The name of the field for the account.
pub const ACCOUNT: &str = "akun";
/// The name of the field for the version that is changed.
pub const VERSION: &str = "versi";

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct OfficerForm {
    typed: Typed,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The name is missing or too long.
    Name,
    /// The NIP is none.
    Nip,
    /// Another officer has the NIP or the account.
    Taken,
    /// The unit is missing, or one for which the sender may not change officers.
    Unit,
    /// The first day is no day.
    From,
    /// The last day is no day.
    Until,
    /// The last day is before the first.
    Order,
    /// The account is none of those offered.
    Account,
    /// Somebody else changed the officer in the meantime.
    Conflict,
}

impl OfficerForm {
    /// Reads a form body.
    pub fn decode(body: &[u8]) -> Self {
        Self {
            typed: Typed::decode(body),
        }
    }

    /// The form as it stands for an officer.
    pub fn of(kept: &KeptOfficer) -> Self {
        let officer = &kept.officer;
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let nip = officer.nip.as_ref().map(Nip::digits).unwrap_or_default();
        let account = kept.account.map(|account| account.to_string());
        Self {
            typed: Typed::of([
                (NAME, officer.name.clone()),
                (NIP, nip.to_owned()),
                (UNIT, officer.unit.to_string()),
                (FROM, day(officer.validity.from)),
                (UNTIL, day(officer.validity.until)),
                (ACCOUNT, account.unwrap_or_default()),
            ]),
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

    /// The officer, or everything that is wrong with what was typed.
    pub fn officer(
        &self,
        id: OfficerId,
        version: i32,
        units: &[(Slug, String)],
        accounts: &[(AccountId, String)],
    ) -> Result<KeptOfficer, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut or_problem = |wrong: bool, problem| {
            if wrong {
                problems.push(problem);
            }
        };
        let name = self.typed.text(NAME).parse::<PersonName>();
        or_problem(name.is_err(), Problem::Name);
        let nip = self.optional::<Nip>(NIP);
        or_problem(nip.is_err(), Problem::Nip);
        let unit = self.typed.text(UNIT);
        let unit = units.iter().find(|(slug, _)| slug.as_str() == unit);
        or_problem(unit.is_none(), Problem::Unit);
        let [from, until] = [FROM, UNTIL].map(|name| match self.typed.text(name) {
            "" => Ok(None),
            text => grammar::day(text).map(Some).ok_or(()),
        });
        or_problem(from.is_err(), Problem::From);
        or_problem(until.is_err(), Problem::Until);
        if let (Ok(Some(from)), Ok(Some(until))) = (from, until) {
            or_problem(until < from, Problem::Order);
        }
        let account = self.typed.text(ACCOUNT);
        let found = accounts.iter().find(|(id, _)| id.to_string() == account);
        or_problem(found.is_none() && !account.is_empty(), Problem::Account);
        match (name, nip, unit, from, until) {
            (Ok(name), Ok(nip), Some((unit, _)), Ok(from), Ok(until)) if problems.is_empty() => {
                Ok(KeptOfficer {
                    officer: Officer {
                        id,
                        name: name.to_string(),
                        nip,
                        unit: unit.clone(),
                        validity: Validity { from, until },
                    },
                    account: found.map(|(id, _)| *id),
                    version,
                })
            }
            _ => Err(problems),
        }
    }

    /// The value of a field that may be empty.
    fn optional<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, T::Err> {
        let text = Some(self.typed.text(name)).filter(|text| !text.is_empty());
        text.map(str::parse).transpose()
    }
}

impl Problem {
    /// The problem in words, beside its field.
    pub fn field_error(self, language: Language) -> FieldError {
        match self {
            Self::Name => FieldError::new(NAME, t!(language, "error-name")),
            Self::Nip => FieldError::new(NIP, t!(language, "error-nip")),
            Self::Taken => FieldError::new(NIP, t!(language, "error-officer-taken")),
            Self::Unit => FieldError::new(UNIT, t!(language, "error-officer-unit")),
            Self::From => FieldError::new(FROM, t!(language, "error-day")),
            Self::Until => FieldError::new(UNTIL, t!(language, "error-day")),
            Self::Order => FieldError::new(UNTIL, t!(language, "error-officer-order")),
            Self::Account => FieldError::new(ACCOUNT, t!(language, "error-officer-account")),
            Self::Conflict => FieldError::new(NAME, t!(language, "error-officer-conflict")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<KeptOfficer, Vec<Problem>> {
        let id = "0f8fad5b-d9cb-469f-a165-70867728950e"
            .parse()
            .expect("an id");
        let units = [("capil".parse().expect("a slug"), "Dinas".to_owned())];
        OfficerForm::decode(body.as_bytes()).officer(id, 3, &units, &[])
    }

    #[test]
    fn what_is_kept_comes_back_from_its_form() {
        let kept = read(
            "nama=Ani&nip=19700101+199903+2+001&unit=capil&mulai=2026-01-01&sampai=2026-12-31",
        )
        .expect("valid");
        let form = OfficerForm::of(&kept);
        let units = [(kept.officer.unit.clone(), String::new())];
        assert_eq!(form.officer(kept.officer.id, 3, &units, &[]), Ok(kept));
        let bare = read("nama=Ani&unit=capil").expect("only name and unit are needed");
        assert_eq!((bare.officer.nip, bare.account), (None, None));
    }

    #[test]
    fn every_problem_is_told_at_once() {
        assert_eq!(
            read("nama=&nip=12&unit=lain&mulai=kemarin&sampai=besok&akun=x"),
            Err(vec![
                Problem::Name,
                Problem::Nip,
                Problem::Unit,
                Problem::From,
                Problem::Until,
                Problem::Account
            ])
        );
        assert_eq!(
            read("nama=A&unit=capil&mulai=2026-02-01&sampai=2026-01-31"),
            Err(vec![Problem::Order])
        );
    }
}
