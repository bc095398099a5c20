//! The register: units, their services with the published standards, and the counters where people are served.
//! It must not know any rating.

mod fields;
mod place;
mod reading;
mod record;
mod service;
mod unit;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::opening::Opening;
use crate::slug::Slug;

pub use fields::RecordKind;
pub use place::SealedPlace;
pub use record::{Change, Record, changes};
pub use service::{InternalStandard, Service, Standard, StandardSource, StandardTime, TimeUnit};
pub use unit::{Counter, Unit, UnitKind};

/// All units, services and counters, consistent with one another. Registers share the records that they have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    units: BTreeMap<Slug, Arc<Unit>>,
    services: BTreeMap<Slug, Arc<Service>>,
    counters: Vec<Counter>,
    /// The units directly below each unit, and the services that each offers now.
    below: BTreeMap<Slug, Vec<Slug>>,
    offered: BTreeMap<Slug, Vec<Slug>>,
    /// The units that offer a service now, with everything above them.
    serving: BTreeSet<Slug>,
    /// The last days of a service at a unit, and of a unit below another.
    moves: BTreeSet<NaiveDate>,
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
    /// Units that are, through their parents, their own parents.
    #[error("{} lies below itself", .0[0])]
    Cycle(Vec<Slug>),
    /// Units that were, on a day, their own parents.
    #[error("{} lay below itself on {day}", .units[0])]
    FormerCycle {
        /// The last such day.
        day: NaiveDate,
        /// The units.
        units: Vec<Slug>,
    },
    /// Two counters of a unit share a name.
    #[error("the counter {name} of {unit} stands twice")]
    CounterTwice {
        /// The unit.
        unit: Slug,
        /// The name.
        name: String,
    },
    /// More than one unit without a parent.
    #[error("exactly one unit must have no parent; {} have none", .0.len())]
    Roots(Vec<Slug>),
}

impl Register {
    /// Checks that every reference leads somewhere and that the units form one tree.
    pub fn new(
        units: Vec<Unit>,
        services: Vec<Service>,
        counters: Vec<Counter>,
    ) -> Result<Self, Inconsistent> {
        let (mut by_slug, mut offered) = (BTreeMap::new(), BTreeMap::new());
        for unit in units {
            if let Some(twice) = by_slug.insert(unit.slug.clone(), Arc::new(unit)) {
                return Err(Inconsistent::Twice(twice.slug.clone()));
            }
        }
        for service in services {
            if let Some(twice) = offered.insert(service.slug.clone(), Arc::new(service)) {
                return Err(Inconsistent::Twice(twice.slug.clone()));
            }
        }
        Self::checked(by_slug, offered, counters)
    }

    fn checked(
        units: BTreeMap<Slug, Arc<Unit>>,
        services: BTreeMap<Slug, Arc<Service>>,
        counters: Vec<Counter>,
    ) -> Result<Self, Inconsistent> {
        let register = Self::assembled(units, services, counters);
        register.check_counters()?;
        register.check_references()?;
        register.check_tree()?;
        Ok(register)
    }

    /// A register of records that are known to be consistent.
    fn assembled(
        units: BTreeMap<Slug, Arc<Unit>>,
        services: BTreeMap<Slug, Arc<Service>>,
        mut counters: Vec<Counter>,
    ) -> Self {
        counters.sort();
        counters.dedup();
        let mut register = Self {
            units,
            services,
            counters,
            ..Self::default()
        };
        for unit in register.units.values() {
            if let Some(parent) = unit.parent.clone() {
                let below = register.below.entry(parent).or_default();
                below.push(unit.slug.clone());
            }
            let former = unit.former_parents.iter();
            register.moves.extend(former.map(|(_, until)| *until));
        }
        for service in register.services.values() {
            let offered = register.offered.entry(service.unit.clone()).or_default();
            offered.push(service.slug.clone());
            let former = service.former_units.iter();
            register.moves.extend(former.map(|(_, until)| *until));
        }
        let serving = register
            .offered
            .keys()
            .flat_map(|unit| register.chain(unit));
        register.serving = serving.map(|unit| unit.slug.clone()).collect();
        register
    }

    /// The register with records that are known to be consistent with it, in place of those with the same slugs.
    pub(crate) fn updated(&self, units: &[Arc<Unit>], services: &[Arc<Service>]) -> Self {
        let (mut all, mut offered) = (self.units.clone(), self.services.clone());
        all.extend(units.iter().map(|unit| (unit.slug.clone(), unit.clone())));
        let services = services.iter();
        offered.extend(services.map(|service| (service.slug.clone(), service.clone())));
        Self::assembled(all, offered, self.counters.clone())
    }

    /// The register as it was on a day: every service at the unit that offered it then, every unit below the one that it
    /// belonged to. The same one where none was elsewhere.
    #[must_use]
    pub fn on(self: &Arc<Self>, day: NaiveDate) -> Arc<Self> {
        if !self.moves_after(day, NaiveDate::MAX) {
            return self.clone();
        }
        let units = self.units.values();
        let units = units.filter(|unit| unit.parent_on(day) != unit.parent.as_ref());
        let units: Vec<_> = units.map(|unit| Arc::new(unit.on(day))).collect();
        let services = self.services.values();
        let services = services.filter(|service| *service.unit_on(day) != service.unit);
        let services: Vec<_> = services.map(|service| Arc::new(service.on(day))).collect();
        Arc::new(self.updated(&units, &services))
    }

    /// Whether a service or a unit changes its place after a day, but not after a later one.
    pub(crate) fn moves_after(&self, day: NaiveDate, last: NaiveDate) -> bool {
        self.moves.range(day..last).next().is_some()
    }

    fn check_counters(&self) -> Result<(), Inconsistent> {
        let mut known = BTreeSet::new();
        for counter in &self.counters {
            if !known.insert((&counter.unit, &counter.name)) {
                return Err(Inconsistent::CounterTwice {
                    unit: counter.unit.clone(),
                    name: counter.name.clone(),
                });
            }
        }
        Ok(())
    }

    fn check_references(&self) -> Result<(), Inconsistent> {
        let of_units = self.units.values().flat_map(|unit| {
            let former = unit.former_parents.iter();
            unit.parent
                .iter()
                .chain(&unit.predecessors)
                .chain(former.map(|(parent, _)| parent))
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
        let named = |wanted: &dyn Fn(&Unit) -> bool| -> Vec<Slug> {
            let found = self.units().filter(|unit| wanted(unit));
            found.map(|unit| unit.slug.clone()).collect()
        };
        let cycle = |day| {
            named(&|unit| {
                let mut above = self.chain_on(&unit.slug, day).skip(1);
                above.any(|above| above.slug == unit.slug)
            })
        };
        let now = cycle(NaiveDate::MAX);
        if !now.is_empty() {
            return Err(Inconsistent::Cycle(now));
        }
        for day in self.moves.iter().rev().copied() {
            let units = cycle(day);
            if !units.is_empty() {
                return Err(Inconsistent::FormerCycle { day, units });
            }
        }
        let roots = named(&|unit| unit.parent.is_none());
        if roots.len() > 1 {
            return Err(Inconsistent::Roots(roots));
        }
        Ok(())
    }

    /// The unit with everything above it now, itself first.
    fn chain<'a>(&'a self, slug: &'a Slug) -> impl Iterator<Item = &'a Unit> {
        self.chain_on(slug, NaiveDate::MAX)
    }

    /// The unit with everything above it on a day, itself first. Bounded, so that it ends even on a cycle.
    fn chain_on<'a>(&'a self, slug: &'a Slug, day: NaiveDate) -> impl Iterator<Item = &'a Unit> {
        let parent = move |unit: &&'a Unit| self.unit(unit.parent_on(day)?);
        std::iter::successors(self.unit(slug), parent).take(self.units.len() + 1)
    }

    /// Whether its units and services stand below the same units as those of another register, now and before.
    pub fn has_tree_of(&self, other: &Self) -> bool {
        let mut units = self.units.values().zip(other.units.values());
        let mut services = self.services.values().zip(other.services.values());
        self.units.len() == other.units.len()
            && self.services.len() == other.services.len()
            && units.all(|(a, b)| {
                let same = (&a.slug, &a.parent) == (&b.slug, &b.parent);
                same && a.former_parents == b.former_parents
            })
            && services.all(|(a, b)| {
                let same = (&a.slug, &a.unit) == (&b.slug, &b.unit);
                same && a.former_units == b.former_units
            })
    }

    /// Whether nothing is registered yet.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The city: the one unit without a parent.
    pub fn root(&self) -> Option<&Unit> {
        self.units().find(|unit| unit.parent.is_none())
    }

    /// Every unit, by slug.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.units.values().map(|unit| &**unit)
    }

    /// Every service, by slug.
    pub fn services(&self) -> impl Iterator<Item = &Service> {
        self.services.values().map(|service| &**service)
    }

    /// Every counter, by unit and name.
    pub fn counters(&self) -> impl Iterator<Item = &Counter> {
        self.counters.iter()
    }

    /// A unit by its slug.
    pub fn unit(&self, slug: &Slug) -> Option<&Unit> {
        self.units.get(slug).map(|unit| &**unit)
    }

    /// A service by its slug.
    pub fn service(&self, slug: &Slug) -> Option<&Service> {
        self.services.get(slug).map(|service| &**service)
    }

    /// When a unit is open: as it says itself, or else the nearest unit above it that does.
    pub fn opening_of(&self, unit: &Slug) -> Opening {
        let mut chain = self.chain(unit);
        let said = chain.find_map(|unit| Opening::read(&unit.opening));
        said.unwrap_or_default()
    }

    /// The unit and everything above it, itself first, the city last.
    pub fn lineage<'a>(&'a self, slug: &'a Slug) -> Vec<&'a Unit> {
        self.chain(slug).collect()
    }

    /// Whether a unit is another one or lies anywhere below it.
    pub fn lies_within(&self, unit: &Slug, whole: &Slug) -> bool {
        self.chain(unit).any(|above| above.slug == *whole)
    }

    /// The units directly below a unit.
    pub fn children<'a>(&'a self, slug: &'a Slug) -> impl Iterator<Item = &'a Unit> {
        let below = self.below.get(slug).into_iter().flatten();
        below.filter_map(|slug| self.unit(slug))
    }

    /// A unit with everything that lies below it or did before.
    pub(crate) fn ever_below<'a>(&'a self, unit: &'a Slug) -> BTreeSet<&'a Slug> {
        let mut children: BTreeMap<&Slug, Vec<&Slug>> = BTreeMap::new();
        for child in self.units() {
            let former = child.former_parents.iter().map(|(parent, _)| parent);
            for parent in child.parent.iter().chain(former) {
                children.entry(parent).or_default().push(&child.slug);
            }
        }
        let (mut below, mut open) = (BTreeSet::from([unit]), vec![unit]);
        while let Some(unit) = open.pop() {
            let children = children.get(unit).into_iter().flatten();
            open.extend(children.filter(|child| below.insert(child)));
        }
        below
    }

    /// The services that a unit itself offers now.
    pub fn services_of<'a>(&'a self, unit: &'a Slug) -> impl Iterator<Item = &'a Service> {
        let offered = self.offered.get(unit).into_iter().flatten();
        offered.filter_map(|slug| self.service(slug))
    }

    /// The counters of a unit.
    pub fn counters_of<'a>(&'a self, unit: &'a Slug) -> impl Iterator<Item = &'a Counter> {
        self.counters
            .iter()
            .filter(move |counter| counter.unit == *unit)
    }

    /// The units that continue a unit.
    pub fn successors<'a>(&'a self, slug: &'a Slug) -> impl Iterator<Item = &'a Unit> {
        self.units()
            .filter(move |unit| unit.predecessors.contains(slug))
    }

    /// Whether a unit, or one below it, offers a service.
    pub fn is_serving(&self, unit: &Slug) -> bool {
        self.serving.contains(unit)
    }
}

#[cfg(test)]
pub(crate) mod tests;
