//! The public record: the register and every release, and the figures that may be read from them.
//! It must not know how it is loaded or shown, and it holds nothing that is not sealed.

mod comments;
mod indicators;
mod visits;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::accountability::IndicatorHistory;
use crate::figure::{Evidence, Figure};
use crate::instrument::Series;
use crate::period::{Month, Period};
use crate::rating::Proof;
use crate::register::{Register, Service, Slug};
use crate::release::{Atom, CorrectionRelease, Digest, ProfileCounts, Release, add_profile};

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
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// The figure.
    Published(Figure),
    /// There are ratings, but too few to publish alone; they wait for a later release or were pooled.
    TooFew,
    /// The period is sealed and holds no rating.
    NotProvided,
    /// The unit or service did not exist in the period, or the unit offers no service.
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
type Months = BTreeMap<Month, Vec<(Proof, Figure)>>;

/// The register and every release, indexed by unit and service.
#[derive(Clone, Debug, Default)]
pub struct PublicRecord {
    register: Register,
    releases: BTreeMap<Month, Published>,
    all: Vec<Place>,
    by_unit: HashMap<Slug, Vec<Place>>,
    by_service: HashMap<Slug, Vec<Place>>,
    /// The figures of the city and of each unit by month and proof class, from which those of longer periods are united.
    city_months: Months,
    unit_months: HashMap<Slug, Months>,
    /// The units, with everything above them, where ratings of a month and proof class wait.
    waiting_units: HashSet<(Month, Slug, Proof)>,
    /// The units, with everything above them, that offer or offered a service.
    serving_units: HashSet<Slug>,
    indicators: Vec<IndicatorHistory>,
    corrections: Vec<CorrectionRelease>,
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
        record.waiting_units = record.units_waiting(releases.values());
        record.serving_units = record.units_serving();
        record.releases = releases;
        record.city_months = record.months_of(&record.all);
        let months =
            |(unit, places): (&Slug, &Vec<Place>)| (unit.clone(), record.months_of(places));
        record.unit_months = record.by_unit.iter().map(months).collect();
        record.with_corrections(Vec::new())
    }

    fn units_waiting<'a>(
        &self,
        releases: impl Iterator<Item = &'a Published>,
    ) -> HashSet<(Month, Slug, Proof)> {
        let mut units = HashSet::new();
        for release in releases.map(|published| &published.release) {
            let month = release.month();
            for waiting in release.waiting() {
                let service = self.register.service(&waiting.service);
                let owner = service.map(|service| service.unit_on(month.last_day()));
                for unit in owner.map_or(vec![], |owner| self.register.lineage(owner)) {
                    units.insert((month, unit.slug.clone(), waiting.proof));
                }
            }
        }
        units
    }

    fn units_serving(&self) -> HashSet<Slug> {
        let former = |service: &Service| {
            service
                .former_units
                .iter()
                .map(|(unit, _)| unit.clone())
                .collect::<Vec<_>>()
        };
        let owners = self
            .register
            .services()
            .flat_map(|service| [vec![service.unit.clone()], former(service)].concat());
        let owners: HashSet<Slug> = owners.collect();
        let lineages = owners.iter().flat_map(|owner| self.register.lineage(owner));
        lineages.map(|unit| unit.slug.clone()).collect()
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

    /// The figures of some places, one for each month, series and proof class.
    fn months_of(&self, places: &[Place]) -> Months {
        let mut atoms: BTreeMap<(Month, Series, Proof), Vec<&Atom>> = BTreeMap::new();
        for (month, number) in places {
            let atom = &self.releases[month].release.atoms()[*number];
            atoms
                .entry((*month, atom.series(), atom.proof()))
                .or_default()
                .push(atom);
        }
        let mut months = Months::new();
        for ((month, series, proof), atoms) in atoms {
            let figure = Figure::of(series, atoms).map(|figure| (proof, figure));
            months.entry(month).or_default().extend(figure);
        }
        months
    }

    /// The figure of a scope in a period from one kind of evidence.
    pub fn figure(
        &self,
        scope: Scope,
        period: Period,
        series: Series,
        evidence: Evidence,
    ) -> Option<Figure> {
        let months = match scope {
            Scope::City => &self.city_months,
            Scope::Unit(unit) => self.unit_months.get(unit)?,
            Scope::Service(_) => {
                return Figure::of(
                    series,
                    self.atoms(scope, period)
                        .filter(|atom| evidence.includes(atom.proof())),
                );
            }
        };
        let figures = months
            .range(period.first_month()..=period.last_month())
            .flat_map(|(_, figures)| figures);
        Figure::union(
            figures
                .filter(|(proof, figure)| figure.series() == series && evidence.includes(*proof))
                .map(|(_, figure)| figure),
        )
    }

    /// Whether there is a figure, without computing it.
    pub fn is_published(
        &self,
        scope: Scope,
        period: Period,
        series: Series,
        evidence: Evidence,
    ) -> bool {
        self.atoms(scope, period)
            .any(|atom| atom.series() == series && evidence.includes(atom.proof()))
    }

    /// How the people behind a figure described themselves.
    pub fn profile(
        &self,
        scope: Scope,
        period: Period,
        series: Series,
        evidence: Evidence,
    ) -> ProfileCounts {
        let mut profile = ProfileCounts::new();
        let of_figure = |atom: &&Atom| atom.series() == series && evidence.includes(atom.proof());
        for atom in self.atoms(scope, period).filter(of_figure) {
            add_profile(&mut profile, atom.profile());
        }
        profile
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
        self.why_missing(scope, period, evidence)
    }

    fn why_missing(&self, scope: Scope, period: Period, evidence: Evidence) -> Standing {
        let sealed: Vec<_> = period
            .months()
            .filter_map(|month| self.release(month))
            .collect();
        if !self.exists(scope, period) {
            Standing::NotApplicable
        } else if sealed.is_empty() && !self.precedes_record(period) {
            Standing::NotYetDue
        } else if sealed
            .iter()
            .any(|published| self.has_waiting(scope, &published.release, evidence))
        {
            Standing::TooFew
        } else {
            Standing::NotProvided
        }
    }

    /// Whether a period lies wholly before the first sealed month, so that it will never be sealed.
    fn precedes_record(&self, period: Period) -> bool {
        self.months()
            .next()
            .is_some_and(|first| period.last_month() < first)
    }

    fn exists(&self, scope: Scope, period: Period) -> bool {
        match scope {
            Scope::City => true,
            Scope::Unit(slug) => {
                let validity = self.register.unit(slug).map(|unit| unit.validity);
                self.serving_units.contains(slug)
                    && validity
                        .is_some_and(|validity| period.months().any(|month| validity.during(month)))
            }
            Scope::Service(slug) => {
                let Some(service) = self.register.service(slug) else {
                    return false;
                };
                let owner = |month: Month| self.register.unit(service.unit_on(month.last_day()));
                period
                    .months()
                    .filter(|month| service.validity.during(*month))
                    .any(|month| owner(month).is_some_and(|unit| unit.validity.during(month)))
            }
        }
    }

    fn has_waiting(&self, scope: Scope, release: &Release, evidence: Evidence) -> bool {
        let mut waiting = release
            .waiting()
            .iter()
            .filter(|waiting| evidence.includes(waiting.proof));
        match scope {
            Scope::City => waiting.next().is_some(),
            Scope::Service(service) => {
                let pooled = |atom: &Atom| {
                    atom.is_pooled()
                        && evidence.includes(atom.proof())
                        && atom.services().contains(service)
                };
                waiting.any(|waiting| waiting.service == *service)
                    || release.atoms().iter().any(pooled)
            }
            Scope::Unit(unit) => Proof::ALL.into_iter().any(|proof| {
                evidence.includes(proof)
                    && self
                        .waiting_units
                        .contains(&(release.month(), unit.clone(), proof))
            }),
        }
    }
}

#[cfg(test)]
mod tests;
