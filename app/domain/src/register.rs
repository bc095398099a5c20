//! The register: units, their services with the published standards, and the counters where people are served.
//! It must not know any rating.

mod fields;
mod reading;
mod record;
mod service;
mod unit;

use std::collections::{BTreeMap, BTreeSet};

use crate::slug::Slug;

pub use fields::RecordKind;
pub use record::{Change, Record, changes};
pub use service::{InternalStandard, Service, Standard, StandardSource, StandardTime, TimeUnit};
pub use unit::{Counter, Unit, UnitKind};

/// All units, services and counters, consistent with one another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    units: BTreeMap<Slug, Unit>,
    services: BTreeMap<Slug, Service>,
    counters: Vec<Counter>,
    /// The units directly below each unit, and the services that each offers now.
    below: BTreeMap<Slug, Vec<Slug>>,
    offered: BTreeMap<Slug, Vec<Slug>>,
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
        register.check_counters()?;
        register.check_references()?;
        register.check_tree()?;
        for unit in register.units.values() {
            if let Some(parent) = unit.parent.clone() {
                let below = register.below.entry(parent).or_default();
                below.push(unit.slug.clone());
            }
        }
        for service in register.services.values() {
            let offered = register.offered.entry(service.unit.clone()).or_default();
            offered.push(service.slug.clone());
        }
        Ok(register)
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
        let named = |wanted: &dyn Fn(&Unit) -> bool| -> Vec<Slug> {
            let found = self.units.values().filter(|unit| wanted(unit));
            found.map(|unit| unit.slug.clone()).collect()
        };
        let cycle = named(&|unit| {
            let mut above = self.chain(&unit.slug).skip(1);
            above.any(|above| above.slug == unit.slug)
        });
        if !cycle.is_empty() {
            return Err(Inconsistent::Cycle(cycle));
        }
        let roots = named(&|unit| unit.parent.is_none());
        if roots.len() > 1 {
            return Err(Inconsistent::Roots(roots));
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

    /// Whether its units and services stand below the same units as those of another register, now and before.
    pub fn has_tree_of(&self, other: &Self) -> bool {
        let mut units = self.units.values().zip(other.units.values());
        let mut services = self.services.values().zip(other.services.values());
        self.units.len() == other.units.len()
            && self.services.len() == other.services.len()
            && units.all(|(a, b)| (&a.slug, &a.parent) == (&b.slug, &b.parent))
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
        let below = self.below.get(slug).into_iter().flatten();
        below.filter_map(|slug| self.units.get(slug))
    }

    /// The services that a unit itself offers now.
    pub fn services_of<'a>(&'a self, unit: &'a Slug) -> impl Iterator<Item = &'a Service> {
        let offered = self.offered.get(unit).into_iter().flatten();
        offered.filter_map(|slug| self.services.get(slug))
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
