//! What is sealed, placed in the tree of units, each month in its own.
//! It must not know names or standards: as long as the tree stays as it is, so does this.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::Sealed;
use super::figures::{Figures, OfUnit, Place};
use super::past::Registers;
use crate::period::Month;
use crate::rating::Proof;
use crate::register::Register;
use crate::slug::Slug;

/// The figures of each unit with everything below it, and what else is asked by unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    units: HashMap<Slug, Arc<OfUnit>>,
    /// The units, with everything above them, where ratings of a month and proof class wait.
    waiting: HashSet<(Month, Slug, Proof)>,
}

/// Releases that one register serves.
struct Span<'a> {
    releases: Range<u32>,
    register: &'a Register,
}

impl Tree {
    pub(super) fn new(registers: &Registers, sealed: &Sealed) -> Self {
        let spans = spans(registers);
        let mut below: HashMap<&Slug, Vec<Arc<OfUnit>>> = HashMap::new();
        for (unit, own) in sealed.by_unit() {
            for (releases, lineage) in lineages(&spans, unit) {
                let part = OfUnit::during(own, releases);
                for above in lineage {
                    below.entry(above).or_default().push(part.clone());
                }
            }
        }
        let units = below.into_iter();
        let units = units.map(|(unit, parts)| (unit.clone(), OfUnit::united(&parts)));
        Self {
            units: units.collect(),
            waiting: waiting(registers, sealed),
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

    /// Every unit that has figures, with them.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Slug, &Figures)> {
        self.units
            .iter()
            .map(|(unit, of_unit)| (unit, &of_unit.figures))
    }

    pub(super) fn figures(&self, unit: &Slug) -> Option<&Figures> {
        self.units.get(unit).map(|unit| &unit.figures)
    }

    /// Whether ratings of a month wait at a unit or below it.
    pub(super) fn is_waiting(&self, month: Month, unit: &Slug, proof: Proof) -> bool {
        self.waiting.contains(&(month, unit.clone(), proof))
    }
}

fn spans(registers: &Registers) -> Vec<Span<'_>> {
    let mut start = 0;
    let same = registers.chunk_by(Arc::ptr_eq);
    let spans = same.map(|alike| {
        let end = start + u32::try_from(alike.len()).expect("fewer releases than a u32 counts");
        Span {
            releases: std::mem::replace(&mut start, end)..end,
            register: &alike[0],
        }
    });
    spans.collect()
}

/// A unit with everything above it, wherever the tree had it, and the releases for which it stood there.
fn lineages<'a>(spans: &[Span<'a>], unit: &'a Slug) -> Vec<(Range<u32>, Vec<&'a Slug>)> {
    let mut lineages: Vec<(Range<u32>, Vec<&Slug>)> = Vec::new();
    for span in spans {
        let lineage = span.register.lineage(unit).into_iter();
        let lineage: Vec<&Slug> = lineage.map(|unit| &unit.slug).collect();
        match lineages.last_mut() {
            Some((releases, same)) if *same == lineage => releases.end = span.releases.end,
            _ => lineages.push((span.releases.clone(), lineage)),
        }
    }
    lineages
}

fn waiting(registers: &Registers, sealed: &Sealed) -> HashSet<(Month, Slug, Proof)> {
    let mut units = HashSet::new();
    for (release, register) in sealed.releases().zip(registers) {
        let month = release.month();
        for waiting in release.waiting() {
            let service = register.service(&waiting.service);
            for unit in service.map_or(vec![], |service| register.lineage(&service.unit)) {
                units.insert((month, unit.slug.clone(), waiting.proof));
            }
        }
    }
    units
}
