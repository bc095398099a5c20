//! Who may do what at the desk: roles, the rights that each gives, and the permit without which nothing is changed.
//! It must not know passwords, sessions or addresses of pages.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::coded::coded;
use crate::register::Register;
use crate::slug::Slug;

coded! {
    /// What somebody is to a unit and everything below it.
    Role {
        /// Looks after people, units and settings.
        Administrator = "administrator",
        /// Keeps a unit's services, counters, duty roster, invitations and realisations, and answers comments.
        Operator = "operator",
        /// Leads a unit (*kepala unit*) and answers for its realisations.
        Head = "kepala",
        /// Seals and publishes (*penerbit*), always together with another one.
        Publisher = "penerbit",
        /// Decides which comments become public, and leads dialogue forums.
        Moderator = "moderator",
        /// Appraises officers with the evidence of the releases (*pejabat penilai kinerja*).
        Appraiser = "penilai",
        /// Serves citizens and sees the own evidence (*petugas pelayanan*).
        Officer = "petugas",
        /// Reads the audit trail and verifies the record.
        Auditor = "auditor",
    }
}

impl Role {
    /// Whether a password alone is not enough: who can publish, appraise or give rights also shows a one-time code.
    pub const fn needs_second_factor(self) -> bool {
        matches!(
            self,
            Self::Administrator | Self::Publisher | Self::Appraiser
        )
    }
}

coded! {
    /// Something that can be done at the desk. This is the one table of rights: [`Right::roles`] says who may, and the
    /// addresses, the pages and the tests all ask it.
    Right {
        /// Invite people, give and take roles.
        ManagePeople = "kelola-orang",
        /// Change the settings of the installation.
        Configure = "atur",
        /// Change the tree of units and the calendar of holidays.
        EditUnits = "ubah-unit",
        /// Change services, their standards, counters and the service pledge (*maklumat*).
        EditServices = "ubah-layanan",
        /// Change officers and the duty roster.
        EditRoster = "ubah-jadwal",
        /// Issue and withdraw invitations.
        Invite = "undang",
        /// Key in paper forms.
        KeyPaper = "ketik-formulir",
        /// Give queue systems a key.
        ManageKeys = "kelola-kunci",
        /// See indicators with what was entered for them, also before it is published.
        SeeRealisations = "lihat-realisasi",
        /// Define indicators and enter realisations.
        EnterRealisations = "isi-realisasi",
        /// Answer for realisations that somebody else entered.
        ConfirmRealisations = "sahkan-realisasi",
        /// Make commitments, move their dates and report them done.
        KeepCommitments = "kelola-komitmen",
        /// Decide which comments become public.
        Moderate = "moderasi",
        /// Prepare and lead dialogue forums.
        RunForums = "pimpin-forum",
        /// Confirm the minutes of the unit's dialogue forums, which a moderator proposed.
        ConfirmMinutes = "sahkan-berita-acara",
        /// Answer comments in public for the unit.
        Reply = "tanggapi",
        /// Read the original of a moderated comment.
        ReadOriginals = "baca-asli",
        /// Propose, confirm or send back a seal or a correction.
        Seal = "segel",
        /// Read the audit trail.
        ReadAudit = "baca-jejak-audit",
        /// Look after the own account; whoever is signed in may.
        OwnAccount = "akun-sendiri",
    }
}

impl Right {
    /// The roles that give the right.
    pub const fn roles(self) -> &'static [Role] {
        use Role::{Administrator, Auditor, Head, Moderator, Operator, Publisher};
        match self {
            Self::ManagePeople | Self::Configure | Self::EditUnits => &[Administrator],
            Self::EditServices | Self::EditRoster | Self::ManageKeys => &[Administrator, Operator],
            Self::Invite | Self::KeyPaper | Self::EnterRealisations | Self::Reply => &[Operator],
            Self::ConfirmRealisations | Self::ConfirmMinutes => &[Head],
            Self::SeeRealisations => &[Operator, Head],
            Self::KeepCommitments => &[Operator, Head, Moderator],
            Self::Moderate => &[Operator, Moderator],
            Self::RunForums => &[Administrator, Moderator],
            Self::ReadOriginals | Self::ReadAudit => &[Auditor],
            Self::Seal => &[Publisher],
            Self::OwnAccount => Role::ALL,
        }
    }
}

/// The random name of an account, which says nothing about the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(pub Uuid);

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A role for a unit and everything below it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The unit; the city's own for the whole city.
    pub unit: Slug,
}

/// Somebody with an account, as far as rights go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub id: AccountId,
    /// The name to show.
    pub name: String,
    /// The roles.
    pub grants: Vec<Grant>,
}

impl Person {
    /// Whether the person has a right for at least one unit.
    pub fn has(&self, right: Right) -> bool {
        right == Right::OwnAccount || self.giving(right).next().is_some()
    }

    fn giving(&self, right: Right) -> impl Iterator<Item = &Grant> {
        self.grants
            .iter()
            .filter(move |grant| right.roles().contains(&grant.role))
    }

    /// The permit to use a right for a unit, if a role for it or for a unit above it gives the right.
    pub fn permit(&self, right: Right, unit: &Slug, register: &Register) -> Option<Permit> {
        let lineage = register.lineage(unit);
        let grant = self
            .giving(right)
            .find(|grant| lineage.iter().any(|above| above.slug == grant.unit))?;
        Some(Permit {
            actor: Actor::Account(self.id),
            role: Some(grant.role),
            right,
            unit: Some(unit.clone()),
        })
    }

    /// The permit to use a right for the whole city.
    pub fn permit_everywhere(&self, right: Right, register: &Register) -> Option<Permit> {
        let root = register.root()?;
        self.permit(right, &root.slug, register)
    }

    /// Every unit for which the person has a right.
    pub fn reach(&self, right: Right, register: &Register) -> BTreeSet<Slug> {
        let may = |unit: &Slug| self.permit(right, unit, register).is_some();
        let units = register.units().map(|unit| unit.slug.clone());
        units.filter(may).collect()
    }

    /// Whether one of the roles asks for a one-time code.
    pub fn needs_second_factor(&self) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.role.needs_second_factor())
    }
}

/// Who does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Actor {
    /// Somebody with an account.
    Account(AccountId),
    /// Whoever has the server's command line.
    Console,
    /// The server itself, at its daily work.
    Server,
}

impl Actor {
    /// How an actor is written where what was done is kept: the number of an account, `konsol` or `server`.
    pub fn code(self) -> String {
        match self {
            Self::Account(id) => id.to_string(),
            Self::Console => "konsol".to_owned(),
            Self::Server => "server".to_owned(),
        }
    }
}

/// A permit was made for something else. Whoever got one at the desk asked for the wrong one, which is a defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the permit was made for something else")]
pub struct NotAllowed;

/// That somebody may do something for a unit. Only this module makes permits, every change at the desk asks for one, and
/// the audit trail says from which it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permit {
    actor: Actor,
    role: Option<Role>,
    right: Right,
    unit: Option<Slug>,
}

impl Permit {
    /// What the holder of an account may do to it, once a password, a code or a link proved who it is.
    pub const fn own(id: AccountId) -> Self {
        Self {
            actor: Actor::Account(id),
            role: None,
            right: Right::OwnAccount,
            unit: None,
        }
    }

    /// What the command line may do: whoever can run it holds the database anyway.
    pub const fn console(right: Right) -> Self {
        Self {
            actor: Actor::Console,
            role: None,
            right,
            unit: None,
        }
    }

    /// What the server does by itself.
    pub const fn server(right: Right) -> Self {
        Self {
            actor: Actor::Server,
            role: None,
            right,
            unit: None,
        }
    }

    /// Who does it.
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// The role that gives the right; none for the command line, the server and the own account.
    pub const fn role(&self) -> Option<Role> {
        self.role
    }

    /// Asks whether the permit was made for one of some rights.
    ///
    /// # Errors
    /// If it was made for another one.
    pub fn allows(&self, rights: &[Right]) -> Result<(), NotAllowed> {
        if rights.contains(&self.right) {
            Ok(())
        } else {
            Err(NotAllowed)
        }
    }

    /// Asks whether the permit is for one of some units: that of what is changed, and those above it.
    ///
    /// # Errors
    /// If it is for another one.
    pub fn reaches(&self, units: &[Slug]) -> Result<(), NotAllowed> {
        if self.unit.as_ref().is_none_or(|unit| units.contains(unit)) {
            Ok(())
        } else {
            Err(NotAllowed)
        }
    }

    /// The unit for which; none where a right is for no unit in particular.
    pub const fn unit(&self) -> Option<&Slug> {
        self.unit.as_ref()
    }

    /// The account behind the permit; none for the command line and the server.
    pub const fn account(&self) -> Option<AccountId> {
        match self.actor {
            Actor::Account(id) => Some(id),
            Actor::Console | Actor::Server => None,
        }
    }
}

/// Something that is to be done, with the permit for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permitted<T> {
    /// The permit.
    pub permit: Permit,
    /// What is to be done.
    pub what: T,
}

impl<T> Permitted<T> {
    /// Something under a permit.
    pub fn new(permit: &Permit, what: T) -> Self {
        Self {
            permit: permit.clone(),
            what,
        }
    }
}

#[cfg(test)]
mod tests;
