//! What is sealed, placed in the tree of units as it is now.
//! It must not know names or standards: as long as the tree stays as it is, so does this.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Sealed;
use super::figures::{Figures, OfUnit, Place};
use crate::period::Month;
use crate::rating::Proof;
use crate::register::{Register, Service};
use crate::slug::Slug;

/// The figures of each unit with everything below it, and what else is asked by unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    units: HashMap<Slug, Arc<OfUnit>>,
    /// The units, with everything above them, where ratings of a month and proof class wait.
    waiting: HashSet<(Month, Slug, Proof)>,
    /// The units, with everything above them, that offer or offered a service.
    serving: HashSet<Slug>,
}

impl Tree {
    pub(super) fn new(register: &Register, sealed: &Sealed) -> Self {
        let mut below: HashMap<&Slug, Vec<Arc<OfUnit>>> = HashMap::new();
        for (unit, own) in sealed.by_unit() {
            for above in register.lineage(unit) {
                below.entry(&above.slug).or_default().push(own.clone());
            }
        }
        let units = below.into_iter();
        let units = units.map(|(unit, parts)| (unit.clone(), OfUnit::united(&parts)));
        Self {
            units: units.collect(),
            waiting: waiting(register, sealed),
            serving: serving(register),
        }
    }

    /// Where the atoms of a unit and of what is below it stand that were made of several services.
    pub(super) fn pooled(&self, unit: &Slug) -> &[Place] {
        self.units.get(unit).map_or(&[], |unit| &unit.pooled)
    }

    /// A unit with everything below it.
    pub(super) fn unit(&self, unit: &Slug) -> Option<&OfUnit> {
        self.units.get(unit).map(|unit| &**unit)
    }

    pub(super) fn figures(&self, unit: &Slug) -> Option<&Figures> {
        self.units.get(unit).map(|unit| &unit.figures)
    }

    /// Whether ratings of a month wait at a unit or below it.
    pub(super) fn is_waiting(&self, month: Month, unit: &Slug, proof: Proof) -> bool {
        self.waiting.contains(&(month, unit.clone(), proof))
    }

    /// Whether a unit, or one below it, offers or offered a service.
    pub(super) fn is_serving(&self, unit: &Slug) -> bool {
        self.serving.contains(unit)
    }
}

fn waiting(register: &Register, sealed: &Sealed) -> HashSet<(Month, Slug, Proof)> {
    let mut units = HashSet::new();
    for release in sealed.releases() {
        let month = release.month();
        for waiting in release.waiting() {
            let service = register.service(&waiting.service);
            let owner = service.map(|service| service.unit_on(month.last_day()));
            for unit in owner.map_or(vec![], |owner| register.lineage(owner)) {
                units.insert((month, unit.slug.clone(), waiting.proof));
            }
        }
    }
    units
}

fn serving(register: &Register) -> HashSet<Slug> {
    let owners = |service: &'_ Service| {
        let former = service.former_units.iter().map(|(unit, _)| unit.clone());
        former.chain([service.unit.clone()]).collect::<Vec<_>>()
    };
    let owners: HashSet<Slug> = register.services().flat_map(owners).collect();
    let lineages = owners.iter().flat_map(|owner| register.lineage(owner));
    lineages.map(|unit| unit.slug.clone()).collect()
}
