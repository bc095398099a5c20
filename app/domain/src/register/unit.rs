//! A unit, its counters, and the days on which either exists.
//! It must not know what services a unit offers.

use chrono::NaiveDate;

use crate::coded::coded;
use crate::language::Bilingual;
use crate::slug::Slug;
use crate::validity::Validity;

coded! {
    /// What kind of unit it is.
    UnitKind {
        /// The city itself, the root of the tree.
        City = "kota",
        /// A department.
        Department = "dinas",
        /// An agency.
        Agency = "badan",
        /// A secretariat or inspectorate.
        Secretariat = "sekretariat",
        /// The public hospital (*rumah sakit umum daerah*).
        Hospital = "rsud",
        /// A community health centre.
        HealthCentre = "puskesmas",
        /// A district of the city.
        District = "kecamatan",
        /// An urban village, part of a district.
        Village = "kelurahan",
    }
}

/// An organisation of the local government.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The name in addresses.
    pub slug: Slug,
    /// The full official name.
    pub name: Bilingual,
    /// The official abbreviation, possibly empty.
    pub abbreviation: String,
    /// What people call it.
    pub aliases: Vec<String>,
    /// The kind.
    pub kind: UnitKind,
    /// The unit it belongs to; `None` only for the root.
    pub parent: Option<Slug>,
    /// The units that it belonged to before, each until a day, earliest first.
    pub former_parents: Vec<(Slug, NaiveDate)>,
    /// When it exists.
    pub validity: Validity,
    /// The units that it continues.
    pub predecessors: Vec<Slug>,
    /// Name and title of whoever leads it, as shown to citizens; possibly empty.
    pub head: String,
    /// The service pledge (*maklumat pelayanan*) that UU 25/2009, article 22, has every unit publish; possibly empty.
    pub pledge: Bilingual,
    /// When it is open, as [`Opening`](crate::opening::Opening) reads it; empty where it is open like the unit above it.
    pub opening: String,
}

impl Unit {
    /// The unit that it belongs to on a day; `None` only for the root.
    pub fn parent_on(&self, day: NaiveDate) -> Option<&Slug> {
        self.former_parents
            .iter()
            .find(|(_, until)| day <= *until)
            .map(|(parent, _)| parent)
            .or(self.parent.as_ref())
    }

    /// The unit as it was on a day: below the unit that it belonged to then.
    pub(super) fn on(&self, day: NaiveDate) -> Self {
        let mut then = self.clone();
        then.parent = self.parent_on(day).cloned();
        then.former_parents.retain(|(_, until)| *until < day);
        then
    }
}

/// A place of a unit where people are served (*loket*). Unit and name together are what it is known by, so a counter with
/// another name is another counter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counter {
    /// The unit.
    pub unit: Slug,
    /// The name, distinct within the unit.
    pub name: String,
    /// When people are served there.
    pub validity: Validity,
}
