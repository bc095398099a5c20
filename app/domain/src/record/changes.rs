//! How the figures of all units and services moved from one period to the next, judged together as one family.
//! It must not know which of them somebody asks for, so that no choice of what is shown changes a verdict.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::figures::Figures;
use super::sealed::within;
use super::{PublicRecord, Scope};
use crate::comparison::{Change, Common, Difference, Verdict, largest_accepted};
use crate::figure::Evidence;
use crate::instrument::Series;
use crate::period::Period;
use crate::register::{Register, Unit};
use crate::slug::Slug;
use crate::statistics::Statistics;

/// The families that somebody has asked for.
#[derive(Debug, Default)]
pub(super) struct Changes(Mutex<HashMap<Key, Arc<OnceLock<Arc<Family>>>>>);

/// What makes a family: every unit and service in one period, from one kind of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) period: Period,
    pub(super) series: Series,
    pub(super) evidence: Evidence,
}

impl Key {
    /// The same of the period before.
    pub(super) fn before(self) -> Self {
        Self {
            period: self.period.previous(),
            ..self
        }
    }
}

/// A family judged. Of services only the p that counts is kept, because their changes are soon computed again.
#[derive(Debug)]
struct Family {
    accepted: Option<f64>,
    city: Option<Change>,
    units: HashMap<Slug, Change>,
}

/// The answers to a service in a period: all, and those in each unit that offered it or stands above one that did.
#[derive(Debug, Default)]
pub(super) struct Answers<'a> {
    pub(super) all: Option<Statistics>,
    pub(super) by_unit: BTreeMap<&'a Slug, Statistics>,
}

/// The units below the city whose verdict is not "no clear difference", each list with the largest differences first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moved {
    /// Those that became worse.
    pub worse: Vec<(Slug, Difference)>,
    /// Those that became better.
    pub better: Vec<(Slug, Difference)>,
}

impl Changes {
    fn of(&self, key: Key) -> Arc<OnceLock<Arc<Family>>> {
        let mut families = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        families.entry(key).or_default().clone()
    }
}

impl PublicRecord {
    /// How the index of a scope moved from the period before; `None` where one of both has no index. The city as a whole is
    /// judged by its family without being counted in it, because the unit at the root of the tree already is.
    pub fn change(
        &self,
        scope: Scope,
        period: Period,
        series: Series,
        evidence: Evidence,
    ) -> Option<Change> {
        let key = Key {
            period,
            series,
            evidence,
        };
        let family = self.family(key)?;
        match scope {
            Scope::City => family.city,
            Scope::Unit(unit) => family.units.get(unit).copied(),
            Scope::Service(service) => {
                let before = self.answers(service, key.before());
                let change = alone(before.all.as_ref(), self.answers(service, key).all.as_ref())?;
                Some(change.judged(family.accepted))
            }
        }
    }

    /// The units that changed most from the period before, of all there are.
    pub fn moved_units(&self, period: Period, series: Series, evidence: Evidence) -> Moved {
        let mut moved = Moved::default();
        let key = Key {
            period,
            series,
            evidence,
        };
        let Some(family) = self.family(key) else {
            return moved;
        };
        for unit in self.register.units().filter(|unit| unit.parent.is_some()) {
            let change = family.units.get(&unit.slug);
            let tested = change.and_then(|change| change.tested.ok());
            let Some(difference) = tested else { continue };
            let list = match difference.verdict {
                Verdict::Worse => &mut moved.worse,
                Verdict::Better => &mut moved.better,
                Verdict::NoClearDifference => continue,
            };
            list.push((unit.slug.clone(), difference));
        }
        for list in [&mut moved.worse, &mut moved.better] {
            list.sort_by(|(_, a), (_, b)| b.points.abs().total_cmp(&a.points.abs()));
        }
        moved
    }

    /// Judges a family ahead of whoever asks for it first, since that takes the answers of two whole periods.
    pub fn prepare_changes(&self, period: Period, series: Series, evidence: Evidence) {
        self.family(Key {
            period,
            series,
            evidence,
        });
    }

    /// A family, judged once; `None` where one of its two periods has no release.
    fn family(&self, key: Key) -> Option<Arc<Family>> {
        let is_sealed = |period| !self.sealed.span(period).is_empty();
        if !is_sealed(key.period) || !is_sealed(key.before().period) {
            return None;
        }
        let family = self.changes.of(key);
        Some(family.get_or_init(|| Arc::new(self.judge(key))).clone())
    }

    /// Tests the changes of all units and services.
    fn judge(&self, key: Key) -> Family {
        let mut in_city = Common::default();
        let mut in_units: HashMap<&Slug, Common> = HashMap::new();
        let mut changes = Vec::new();
        // In one order, because sums of fractions depend on it.
        for service in self.sealed.services() {
            let (before, now) = (
                self.answers(service, key.before()),
                self.answers(service, key),
            );
            changes.extend(alone(before.all.as_ref(), now.all.as_ref()));
            in_city.add_all(before.all.as_ref(), now.all.as_ref());
            for (unit, now) in &now.by_unit {
                let common = in_units.entry(unit).or_default();
                common.add_all(before.by_unit.get(unit), Some(now));
            }
        }
        // Also of a unit all of whose ratings were pooled, which has nothing to compare.
        let units = self.tree.all().filter_map(|(unit, figures)| {
            let common = in_units.remove(unit).unwrap_or_default();
            Some((unit.clone(), self.change_of(figures, key, common)?))
        });
        let units: Vec<(Slug, Change)> = units.collect();
        let all = changes.iter().chain(units.iter().map(|(_, change)| change));
        let accepted = largest_accepted(all.filter_map(Change::p).collect());
        let judged = |(unit, change): (Slug, Change)| (unit, change.judged(accepted));
        let city = self.change_of(self.sealed.figures(), key, in_city);
        Family {
            accepted,
            city: city.map(|change| change.judged(accepted)),
            units: units.into_iter().map(judged).collect(),
        }
    }

    /// The change of figures with all that is in them, what was pooled or rated in one period alone included.
    fn change_of(&self, figures: &Figures, key: Key, common: Common) -> Option<Change> {
        let of = |period| figures.union(self.sealed.span(period), key.series, key.evidence);
        let (before, now) = (of(key.before().period)?, of(key.period)?);
        common.change(before.statistics(), now.statistics())
    }

    pub(super) fn answers<'a>(&'a self, service: &Slug, key: Key) -> Answers<'a> {
        let places = within(
            self.sealed.of_service(service),
            self.sealed.span(key.period),
        );
        let mut answers = Answers::default();
        let mut offered: Option<Offered> = None;
        for place in places {
            let atom = self.sealed.atom(*place);
            if atom.series() != key.series || !key.evidence.includes(atom.proof()) {
                continue;
            }
            let register = self.register_at(place.release);
            let statistics = atom.statistics();
            match &mut offered {
                Some(offered) if offered.is_of(register, atom.unit()) => {
                    offered.statistics.merge(&statistics);
                }
                _ => {
                    let next = Offered::new(register, atom.unit(), statistics);
                    answers.extend(offered.replace(next));
                }
            }
        }
        answers.extend(offered);
        answers
    }
}

/// The answers to a service of some months in which one unit offered it, at one place in the tree.
struct Offered<'a> {
    register: &'a Arc<Register>,
    unit: Option<&'a Unit>,
    statistics: Statistics,
}

impl<'a> Offered<'a> {
    fn new(register: &'a Arc<Register>, unit: &Slug, statistics: Statistics) -> Self {
        Self {
            register,
            unit: register.unit(unit),
            statistics,
        }
    }

    fn is_of(&self, register: &Arc<Register>, unit: &Slug) -> bool {
        Arc::ptr_eq(self.register, register) && self.unit.is_some_and(|own| own.slug == *unit)
    }
}

impl<'a> Extend<Offered<'a>> for Answers<'a> {
    fn extend<I: IntoIterator<Item = Offered<'a>>>(&mut self, several: I) {
        for offered in several {
            let lineage = offered
                .unit
                .map(|unit| offered.register.lineage(&unit.slug));
            for unit in lineage.into_iter().flatten() {
                let sum = self.by_unit.entry(&unit.slug);
                sum.and_modify(|sum| sum.merge(&offered.statistics))
                    .or_insert_with(|| offered.statistics.clone());
            }
            match &mut self.all {
                Some(all) => all.merge(&offered.statistics),
                None => self.all = Some(offered.statistics),
            }
        }
    }
}

/// The change of a service, which has all in common with itself.
fn alone(before: Option<&Statistics>, now: Option<&Statistics>) -> Option<Change> {
    let mut common = Common::default();
    common.add_all(before, now);
    common.change(before?, now?)
}

#[cfg(test)]
mod tests;
