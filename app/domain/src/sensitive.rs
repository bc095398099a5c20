//! Changes of accounts by which one administrator could become two publishers: they wait for the word of a second person, or
//! for two working days in which every publisher is told. It must not know how a role or a link is kept.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::access::{AccountId, Grant, Person, Right, Role};
use crate::calendar::Calendar;
use crate::coded::coded;
use crate::register::Register;

/// How many working days a change waits for a second person before it may be made without one.
pub const WAITING_DAYS: u16 = 2;

/// For how long after it was given the seal names who has a role to publish: seven days, in seconds.
pub const YOUNG: i64 = 7 * 24 * 3600;

coded! {
    /// What is to be changed.
    SensitiveKind {
        /// Roles are given by which one publishes or gives roles.
        Roles = "peran",
        /// Somebody chooses a new password by a link.
        Password = "sandi",
        /// Somebody sets up one-time codes anew by a link.
        Codes = "kode",
    }
}

coded! {
    /// What a link to an account is for. A password and one-time codes are set anew apart, so that one lost link is not the
    /// whole account.
    LinkPurpose {
        /// To choose a password.
        Password = "sandi",
        /// To set up one-time codes anew, by whoever knows the password.
        Codes = "kode",
    }
}

impl From<LinkPurpose> for SensitiveKind {
    fn from(purpose: LinkPurpose) -> Self {
        match purpose {
            LinkPurpose::Password => Self::Password,
            LinkPurpose::Codes => Self::Codes,
        }
    }
}

impl Role {
    /// Whether giving it, or a new link to an account that has it, is a sensitive change.
    pub const fn is_sensitive(self) -> bool {
        matches!(self, Self::Administrator | Self::Publisher)
    }
}

/// A change that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SensitiveChange {
    /// Its random name.
    pub id: Uuid,
    /// Whose account it is.
    pub account: AccountId,
    /// What is to be changed.
    pub kind: SensitiveKind,
    /// The roles that are given; none where something else is changed.
    pub roles: Vec<Grant>,
    /// Who proposed it.
    pub proposed_by: AccountId,
    /// The last day on which it waits.
    pub waits_until: NaiveDate,
    /// Whether a second person agreed.
    pub agreed: bool,
}

impl SensitiveChange {
    /// Whether somebody's word is that of a second person: another administrator of the city, or, where nothing is given
    /// but a way back to the own account, its holder.
    pub fn may_agree(&self, person: &Person, register: &Register) -> bool {
        let is_second = person
            .permit_everywhere(Right::ManagePeople, register)
            .is_some();
        let is_holder = person.id == self.account;
        (is_second || is_holder) && !self.agreed && !self.is_own_word_of(person.id)
    }

    /// Whether somebody's word is not that of a second person: who proposed the change, and who would get roles by it.
    pub fn is_own_word_of(&self, person: AccountId) -> bool {
        let gets_roles = self.kind == SensitiveKind::Roles && person == self.account;
        person == self.proposed_by || gets_roles
    }

    /// Whether somebody is told of it and may refuse it: administrators, everybody who publishes, and the holder.
    pub fn concerns(&self, person: &Person) -> bool {
        person.id == self.account || person.has(Right::ManagePeople) || person.has(Right::Seal)
    }

    /// Whether it may be made on a day.
    pub fn is_ready(&self, today: NaiveDate) -> bool {
        self.agreed || today > self.waits_until
    }
}

/// The last day on which a change waits that is proposed on a day.
pub fn waits_until(calendar: &Calendar, today: NaiveDate) -> NaiveDate {
    calendar.plus_working_days(today, WAITING_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::tests::unit;

    fn person(number: u128, role: Role) -> Person {
        let unit = "kota".parse().expect("a slug");
        Person {
            id: AccountId(Uuid::from_u128(number)),
            name: String::new(),
            grants: vec![Grant { role, unit }],
        }
    }

    fn register() -> Register {
        let city = unit("kota", None);
        Register::new(vec![city], vec![], vec![]).expect("consistent")
    }

    #[test]
    fn a_second_administrator_or_the_holder_agrees_and_never_who_proposed_it() {
        let register = register();
        let (ani, budi) = (
            person(1, Role::Administrator),
            person(2, Role::Administrator),
        );
        let (citra, dewi) = (person(3, Role::Publisher), person(4, Role::Publisher));
        let change = |kind, account: &Person| SensitiveChange {
            id: Uuid::nil(),
            account: account.id,
            kind,
            roles: vec![],
            proposed_by: ani.id,
            waits_until: NaiveDate::MIN,
            agreed: false,
        };
        let agree = |change: &SensitiveChange| {
            [&ani, &budi, &citra, &dewi].map(|person| change.may_agree(person, &register))
        };
        let roles = change(SensitiveKind::Roles, &citra);
        assert_eq!(agree(&roles), [false, true, false, false]);
        let own = change(SensitiveKind::Roles, &budi);
        assert_eq!(agree(&own), [false; 4], "nobody gives roles to oneself");
        for kind in [SensitiveKind::Password, SensitiveKind::Codes] {
            let link = change(kind, &citra);
            assert_eq!(agree(&link), [false, true, true, false], "{kind:?}");
        }
        let agreed = SensitiveChange {
            agreed: true,
            ..roles
        };
        assert_eq!(agree(&agreed), [false; 4]);
        assert!(agreed.concerns(&dewi) && !agreed.concerns(&person(5, Role::Operator)));
    }

    #[test]
    fn it_waits_for_two_whole_working_days() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let friday = day("2026-10-09");
        let until = waits_until(&Calendar::default(), friday);
        assert_eq!(until, day("2026-10-13"));
        let change = SensitiveChange {
            id: Uuid::nil(),
            account: AccountId(Uuid::nil()),
            kind: SensitiveKind::Roles,
            roles: vec![],
            proposed_by: AccountId(Uuid::nil()),
            waits_until: until,
            agreed: false,
        };
        assert!(!change.is_ready(until) && change.is_ready(day("2026-10-14")));
    }
}
