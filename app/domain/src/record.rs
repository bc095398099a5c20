//! The public record: the register and every release, and the figures that may be read from them.
//! It must not know how it is loaded or shown, and it holds nothing that is not sealed.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::figure::{Evidence, Figure};
use crate::instrument::Series;
use crate::period::{Month, Period};
use crate::register::{Register, Slug};
use crate::release::{Atom, Digest, Release};

/// What a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope<'a> {
    /// The whole city.
    City,
    /// A unit with everything below it.
    Unit(&'a Slug),
    /// One service. Ratings pooled with other services are not part of it.
    Service(&'a Slug),
}

/// The answer to the question for a figure. What is missing is missing for one of four different reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The figure.
    Published(Figure),
    /// There are ratings, but too few to publish; they wait for a later release.
    TooFew,
    /// The period is sealed and holds no rating.
    NotProvided,
    /// The unit or service did not exist in the period.
    NotApplicable,
    /// The period is not sealed yet.
    NotYetDue,
}

impl Standing {
    /// The figure, where there is one.
    pub const fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Published(figure) => Some(figure),
            _ => None,
        }
    }
}

/// A sealed release with its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The release.
    pub release: Release,
    /// The SHA-256 of its canonical JSON.
    pub digest: Digest,
}

type Place = (Month, usize);

/// The register and every release, indexed by unit and service.
#[derive(Clone, Debug, Default)]
pub struct PublicRecord {
    register: Register,
    releases: BTreeMap<Month, Published>,
    all: Vec<Place>,
    by_unit: HashMap<Slug, Vec<Place>>,
    by_service: HashMap<Slug, Vec<Place>>,
    /// The units, with everything above them, that have services with too few ratings.
    waiting_units: HashMap<Month, HashSet<Slug>>,
    invented: bool,
}

impl PublicRecord {
    /// A record; `invented` marks the data of a demonstration.
    pub fn new(register: Register, releases: Vec<Published>, invented: bool) -> Self {
        let releases: BTreeMap<_, _> = releases
            .into_iter()
            .map(|published| (published.release.month(), published))
            .collect();
        let mut record = Self {
            register,
            invented,
            ..Self::default()
        };
        for (month, published) in &releases {
            for (number, atom) in published.release.atoms().iter().enumerate() {
                let place = (*month, number);
                record.all.push(place);
                for unit in record.register.lineage(atom.unit()) {
                    record
                        .by_unit
                        .entry(unit.slug.clone())
                        .or_default()
                        .push(place);
                }
                if let [service] = atom.services() {
                    record
                        .by_service
                        .entry(service.clone())
                        .or_default()
                        .push(place);
                }
            }
        }
        for (month, published) in &releases {
            let owner = |slug: &Slug| {
                record
                    .register
                    .service(slug)
                    .map(|service| service.unit_on(month.last_day()))
            };
            let waiting = published.release.waiting().iter().filter_map(owner);
            let units = waiting
                .flat_map(|unit| record.register.lineage(unit))
                .map(|unit| unit.slug.clone())
                .collect();
            record.waiting_units.insert(*month, units);
        }
        record.releases = releases;
        record
    }

    /// The units, services and counters.
    pub const fn register(&self) -> &Register {
        &self.register
    }

    /// Whether the data is made up for a demonstration.
    pub const fn is_invented(&self) -> bool {
        self.invented
    }

    /// The releases, oldest first.
    pub fn releases(&self) -> impl DoubleEndedIterator<Item = &Published> {
        self.releases.values()
    }

    /// The release of a month.
    pub fn release(&self, month: Month) -> Option<&Published> {
        self.releases.get(&month)
    }

    /// The sealed months, oldest first.
    pub fn months(&self) -> impl DoubleEndedIterator<Item = Month> {
        self.releases.keys().copied()
    }

    /// The last sealed month.
    pub fn last_month(&self) -> Option<Month> {
        self.releases.keys().next_back().copied()
    }

    fn places(&self, scope: Scope) -> &[Place] {
        match scope {
            Scope::City => &self.all,
            Scope::Unit(slug) => self.by_unit.get(slug).map_or(&[], Vec::as_slice),
            Scope::Service(slug) => self.by_service.get(slug).map_or(&[], Vec::as_slice),
        }
    }

    /// The sealed atoms of a scope in a period, oldest first.
    pub fn atoms(&self, scope: Scope, period: Period) -> impl Iterator<Item = &Atom> {
        let places = self.places(scope);
        let start = places.partition_point(|(month, _)| *month < period.first_month());
        places[start..]
            .iter()
            .take_while(move |(month, _)| *month <= period.last_month())
            .map(|(month, number)| &self.releases[month].release.atoms()[*number])
    }

    /// The figure of a scope in a period from one kind of evidence.
    pub fn figure(
        &self,
        scope: Scope,
        period: Period,
        series: Series,
        evidence: Evidence,
    ) -> Option<Figure> {
        Figure::of(
            series,
            self.atoms(scope, period)
                .filter(|atom| evidence.includes(atom.proof())),
        )
    }

    /// The figure, or the reason why there is none.
    pub fn standing(
        &self,
        scope: Scope,
        period: Period,
        series: Series,
        evidence: Evidence,
    ) -> Standing {
        if let Some(figure) = self.figure(scope, period, series, evidence) {
            return Standing::Published(figure);
        }
        let sealed: Vec<_> = period
            .months()
            .filter_map(|month| self.release(month))
            .collect();
        if !self.exists(scope, period) {
            Standing::NotApplicable
        } else if sealed.is_empty() {
            Standing::NotYetDue
        } else if sealed
            .iter()
            .any(|published| self.has_waiting(scope, &published.release))
        {
            Standing::TooFew
        } else {
            Standing::NotProvided
        }
    }

    fn exists(&self, scope: Scope, period: Period) -> bool {
        match scope {
            Scope::City => true,
            Scope::Unit(slug) => {
                let validity = self.register.unit(slug).map(|unit| unit.validity);
                validity.is_some_and(|validity| period.months().any(|month| validity.during(month)))
            }
            Scope::Service(slug) => self.register.service(slug).is_some(),
        }
    }

    fn has_waiting(&self, scope: Scope, release: &Release) -> bool {
        match scope {
            Scope::City => !release.waiting().is_empty(),
            Scope::Unit(unit) => self
                .waiting_units
                .get(&release.month())
                .is_some_and(|units| units.contains(unit)),
            Scope::Service(service) => release.waiting().contains(service),
        }
    }
}

#[cfg(test)]
mod tests;
