//! The register: units, their services with the published standards, and the counters where people are served.
//! It must not know any rating.

use std::{collections::BTreeMap, fmt, str::FromStr};

use chrono::NaiveDate;

use crate::coded::coded;
use crate::language::Bilingual;
use crate::period::Month;

/// The name of a unit or service in addresses and files: lower-case letters, digits and single hyphens.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// A text that is not a slug.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a short name; use lower-case letters, digits and single hyphens, at most 60")]
pub struct InvalidSlug(pub String);

impl Slug {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = InvalidSlug;

    fn from_str(text: &str) -> Result<Self, InvalidSlug> {
        let word = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        let valid = text.len() <= 60 && text.split('-').all(word);
        valid
            .then(|| Self(text.to_owned()))
            .ok_or_else(|| InvalidSlug(text.to_owned()))
    }
}

impl TryFrom<String> for Slug {
    type Error = InvalidSlug;

    fn try_from(text: String) -> Result<Self, InvalidSlug> {
        text.parse()
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

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

coded! {
    /// The unit in which a service standard counts time.
    TimeUnit {
        /// Minutes.
        Minutes = "menit",
        /// Hours during which the office is open.
        WorkingHours = "jam kerja",
        /// Days on which the office is open.
        WorkingDays = "hari kerja",
        /// Calendar days.
        Days = "hari",
    }
}

coded! {
    /// Where the figures of a published standard come from.
    StandardSource {
        /// The city's own published standard.
        Official = "resmi",
        /// A standard found for another region and adopted as an example.
        OtherRegion = "daerah lain",
        /// A national rule or widely stated value.
        National = "umum",
        /// Made up for the demonstration.
        Invented = "rekaan",
    }
}

/// The days on which something exists, both ends included and optional.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validity {
    /// The first day; `None` for always.
    pub from: Option<NaiveDate>,
    /// The last day; `None` for still.
    pub until: Option<NaiveDate>,
}

impl Validity {
    /// Whether it exists on a day.
    pub fn on(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it exists on any day of a month.
    pub fn during(self, month: Month) -> bool {
        self.from.is_none_or(|from| from <= month.last_day())
            && self.until.is_none_or(|until| month.first_day() <= until)
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
    /// When it exists.
    pub validity: Validity,
    /// The units that it continues.
    pub predecessors: Vec<Slug>,
}

/// How long a service takes by its standard, counted from complete and correct documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandardTime {
    /// The lower end of a range.
    pub at_least: Option<u32>,
    /// The promised time, or the upper end of a range.
    pub at_most: u32,
    /// The unit of both.
    pub unit: TimeUnit,
    /// The share of cases, in per cent, for which the promise is made; `None` for all.
    pub percent: Option<u32>,
}

/// The six components of a service standard that UU 25/2009 has published. Lists separate their items by `|`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// *Persyaratan*, a list.
    pub requirements: Bilingual,
    /// *Sistem, mekanisme, dan prosedur*, a list of steps.
    pub procedure: Bilingual,
    /// *Jangka waktu*.
    pub time: StandardTime,
    /// *Biaya/tarif* in words.
    pub cost: Bilingual,
    /// *Produk pelayanan*.
    pub product: Bilingual,
    /// Where the figures come from. The complaint channel is the same for all: SP4N-LAPOR!.
    pub source: StandardSource,
}

/// A public service of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The name in addresses.
    pub slug: Slug,
    /// The unit that offers it now.
    pub unit: Slug,
    /// The units that offered it before, each until a day, earliest first.
    pub former_units: Vec<(Slug, NaiveDate)>,
    /// The official name.
    pub name: Bilingual,
    /// What people call it.
    pub aliases: Vec<String>,
    /// Whether it costs nothing; the cost question is worded accordingly.
    pub free: bool,
    /// The published standard.
    pub standard: Standard,
}

impl Service {
    /// The unit that offers the service on a day.
    pub fn unit_on(&self, day: NaiveDate) -> &Slug {
        self.former_units
            .iter()
            .find(|(_, until)| day <= *until)
            .map_or(&self.unit, |(unit, _)| unit)
    }
}

/// A place of a unit where people are served (*loket*).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counter {
    /// The unit.
    pub unit: Slug,
    /// The name, distinct within the unit.
    pub name: String,
}

/// All units, services and counters, consistent with one another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    units: BTreeMap<Slug, Unit>,
    services: BTreeMap<Slug, Service>,
    counters: Vec<Counter>,
}

/// Why units, services and counters do not form a register.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Inconsistent {
    /// Two rows share a slug.
    #[error("{0} stands twice")]
    Twice(Slug),
    /// A row names a unit that no row defines.
    #[error("{by} names the unit {unit}, which does not exist")]
    NoSuchUnit {
        /// The row that names it.
        by: Slug,
        /// The missing unit.
        unit: Slug,
    },
    /// A unit is, through its parents, its own parent.
    #[error("{0} lies below itself")]
    Cycle(Slug),
    /// Not exactly one unit without a parent.
    #[error("exactly one unit must have no parent; {0} have none")]
    Roots(usize),
}

impl Register {
    /// Checks that every reference leads somewhere and that the units form one tree.
    pub fn new(
        units: Vec<Unit>,
        services: Vec<Service>,
        mut counters: Vec<Counter>,
    ) -> Result<Self, Inconsistent> {
        counters.sort();
        counters.dedup();
        let mut register = Self {
            counters,
            ..Self::default()
        };
        for unit in units {
            if let Some(twice) = register.units.insert(unit.slug.clone(), unit) {
                return Err(Inconsistent::Twice(twice.slug));
            }
        }
        for service in services {
            if let Some(twice) = register.services.insert(service.slug.clone(), service) {
                return Err(Inconsistent::Twice(twice.slug));
            }
        }
        register.check_references()?;
        register.check_tree()?;
        Ok(register)
    }

    fn check_references(&self) -> Result<(), Inconsistent> {
        let of_units = self.units.values().flat_map(|unit| {
            unit.parent
                .iter()
                .chain(&unit.predecessors)
                .map(|other| (&unit.slug, other))
        });
        let of_services = self.services.values().flat_map(|service| {
            service
                .former_units
                .iter()
                .map(|(unit, _)| unit)
                .chain([&service.unit])
                .map(|unit| (&service.slug, unit))
        });
        let of_counters = self
            .counters
            .iter()
            .map(|counter| (&counter.unit, &counter.unit));
        for (by, unit) in of_units.chain(of_services).chain(of_counters) {
            if !self.units.contains_key(unit) {
                return Err(Inconsistent::NoSuchUnit {
                    by: by.clone(),
                    unit: unit.clone(),
                });
            }
        }
        Ok(())
    }

    fn check_tree(&self) -> Result<(), Inconsistent> {
        let roots = self
            .units
            .values()
            .filter(|unit| unit.parent.is_none())
            .count();
        if roots != 1 && !self.units.is_empty() {
            return Err(Inconsistent::Roots(roots));
        }
        for unit in self.units.values() {
            if self.chain(&unit.slug).count() > self.units.len() {
                return Err(Inconsistent::Cycle(unit.slug.clone()));
            }
        }
        Ok(())
    }

    /// The unit with everything above it, itself first. Bounded, so that it ends even on a cycle.
    fn chain<'a>(&'a self, slug: &'a Slug) -> impl Iterator<Item = &'a Unit> {
        let parent = |unit: &&'a Unit| {
            unit.parent
                .as_ref()
                .and_then(|parent| self.units.get(parent))
        };
        std::iter::successors(self.units.get(slug), parent).take(self.units.len() + 1)
    }

    /// Whether nothing is registered yet.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The city: the one unit without a parent.
    pub fn root(&self) -> Option<&Unit> {
        self.units.values().find(|unit| unit.parent.is_none())
    }

    /// Every unit, by slug.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.units.values()
    }

    /// Every service, by slug.
    pub fn services(&self) -> impl Iterator<Item = &Service> {
        self.services.values()
    }

    /// Every counter, by unit and name.
    pub fn counters(&self) -> impl Iterator<Item = &Counter> {
        self.counters.iter()
    }

    /// A unit by its slug.
    pub fn unit(&self, slug: &Slug) -> Option<&Unit> {
        self.units.get(slug)
    }

    /// A service by its slug.
    pub fn service(&self, slug: &Slug) -> Option<&Service> {
        self.services.get(slug)
    }

    /// The unit and everything above it, itself first, the city last.
    pub fn lineage<'a>(&'a self, slug: &'a Slug) -> Vec<&'a Unit> {
        self.chain(slug).collect()
    }

    /// The units directly below a unit.
    pub fn children<'a>(&'a self, slug: &'a Slug) -> impl Iterator<Item = &'a Unit> {
        self.units
            .values()
            .filter(move |unit| unit.parent.as_ref() == Some(slug))
    }

    /// The services that a unit itself offers now.
    pub fn services_of<'a>(&'a self, unit: &'a Slug) -> impl Iterator<Item = &'a Service> {
        self.services
            .values()
            .filter(move |service| service.unit == *unit)
    }

    /// The counters of a unit.
    pub fn counters_of<'a>(&'a self, unit: &'a Slug) -> impl Iterator<Item = &'a Counter> {
        self.counters
            .iter()
            .filter(move |counter| counter.unit == *unit)
    }

    /// The units that continue a unit.
    pub fn successors<'a>(&'a self, slug: &'a Slug) -> impl Iterator<Item = &'a Unit> {
        self.units
            .values()
            .filter(move |unit| unit.predecessors.contains(slug))
    }
}

#[cfg(test)]
pub(crate) mod tests;
