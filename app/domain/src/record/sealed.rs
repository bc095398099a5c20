//! What is sealed: every release and correction, with what follows from them whatever the register says now.
//! It must not know the present register, so that a change of that leaves it as it is.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::figures::{Figures, OfUnit, Place, Placed};
use crate::accountability::{IndicatorHistory, histories};
use crate::coverage::Coverage;
use crate::digest::Digest;
use crate::period::{Month, Period};
use crate::profile::SealedProfile;
use crate::rating::Proof;
use crate::register::Register;
use crate::release::{Atom, CorrectionRelease, Extract, Names, Release};
use crate::service_time::SealedTimes;
use crate::slug::Slug;

/// A sealed release with its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The release.
    pub release: Release,
    /// The SHA-256 of its canonical JSON.
    pub digest: Digest,
}

/// Every release and correction. Releases are shared with the next such, which only adds to them.
#[derive(Clone, Debug, Default)]
pub struct Sealed {
    /// By month.
    releases: Vec<Arc<Extract>>,
    corrections: Vec<CorrectionRelease>,
    indicators: Vec<IndicatorHistory>,
    /// The register that each release tells.
    registers: Vec<Option<Arc<Register>>>,
    by_service: HashMap<Slug, OfService>,
    /// By the unit that releases name, without what is below it.
    by_unit: HashMap<Slug, Arc<OfUnit>>,
    /// Of the whole city.
    figures: Figures,
}

/// Where releases speak of a service, oldest release first.
#[derive(Clone, Debug, Default)]
struct OfService {
    /// Its own atoms, without those that it shares with others.
    atoms: Vec<Place>,
    times: Vec<Place>,
    coverage: Vec<Place>,
    untold: Vec<Untold>,
}

/// Ratings of a service in a release that are not told apart: they wait, or were pooled with those of other services.
#[derive(Clone, Copy, Debug)]
struct Untold {
    release: u32,
    proof: Proof,
}

impl OfService {
    fn shrink(&mut self) {
        self.atoms.shrink_to_fit();
        self.times.shrink_to_fit();
        self.coverage.shrink_to_fit();
        self.untold.shrink_to_fit();
    }
}

impl Sealed {
    /// Puts releases and corrections in order, the corrections oldest first.
    pub fn new(mut releases: Vec<Arc<Extract>>, corrections: Vec<CorrectionRelease>) -> Self {
        releases.sort_by_key(|extract| extract.month());
        let mut by_service: HashMap<Slug, OfService> = HashMap::new();
        let mut by_unit: HashMap<Slug, OfUnit> = HashMap::new();
        for (release, extract) in (0..).zip(&releases) {
            let atoms = placed_atoms(release, extract);
            place_services(&mut by_service, release, &atoms, extract);
            for atoms in atoms.chunk_by(|a, b| a.atom.unit() == b.atom.unit()) {
                let unit = by_unit.entry(atoms[0].atom.unit().clone());
                unit.or_default().append(atoms);
            }
            for (entry, profile) in (0..).zip(extract.profiles()) {
                let unit = by_unit.entry(profile.unit().clone()).or_default();
                unit.profiles.push(Place { release, entry });
            }
        }
        by_service.values_mut().for_each(OfService::shrink);
        let by_unit = by_unit.into_iter();
        let by_unit: HashMap<_, _> = by_unit.map(|(unit, of)| (unit, Arc::new(of))).collect();
        Self {
            indicators: told(&releases, &corrections),
            registers: registers(&releases),
            by_service,
            figures: Figures::united(by_unit.values().map(|unit| &unit.figures)),
            by_unit,
            releases,
            corrections,
        }
    }

    /// The releases, oldest first.
    pub fn releases(&self) -> impl DoubleEndedIterator<Item = &Arc<Extract>> {
        self.releases.iter()
    }

    /// The register that the releases tell; `None` as long as none does.
    pub fn register(&self) -> Option<&Arc<Register>> {
        self.registers.last()?.as_ref()
    }

    /// The register that each release tells with those before it, in their order.
    pub(super) fn told_registers(&self) -> &[Option<Arc<Register>>] {
        &self.registers
    }

    /// The correction releases, oldest first.
    pub fn corrections(&self) -> &[CorrectionRelease] {
        &self.corrections
    }

    /// The release of that hash.
    pub fn of_digest(&self, digest: Digest) -> Option<&Arc<Extract>> {
        self.releases
            .iter()
            .find(|extract| extract.digest() == digest)
    }

    /// The release of a month.
    pub fn release(&self, month: Month) -> Option<&Extract> {
        let place = self
            .releases
            .binary_search_by_key(&month, |extract| extract.month());
        place.ok().map(|place| &*self.releases[place])
    }

    /// Names shared among everything sealed, so that those of the next release can be too.
    pub fn names(&self) -> Names {
        let mut names = Names::default();
        for extract in &self.releases {
            names.learn(extract);
        }
        names
    }

    /// Where the releases of a period begin and end.
    pub(super) fn span(&self, period: Period) -> Range<u32> {
        self.span_between(period.first_month(), period.last_month())
    }

    fn span_between(&self, first: Month, last: Month) -> Range<u32> {
        let before = |month: Month| {
            let place = self
                .releases
                .partition_point(|extract| extract.month() < month);
            u32::try_from(place).expect("fewer releases than a u32 counts")
        };
        before(first)..before(last.plus(1))
    }

    /// The releases of a period, oldest first.
    pub(super) fn during(&self, period: Period) -> impl Iterator<Item = &Extract> {
        let placed = self.between(period.first_month(), period.last_month());
        placed.map(|(_, extract)| extract)
    }

    /// The releases from one month through another with their places, oldest first.
    pub(super) fn between(
        &self,
        first: Month,
        last: Month,
    ) -> impl Iterator<Item = (u32, &Extract)> {
        self.span_between(first, last)
            .map(|place| (place, &*self.releases[place as usize]))
    }

    pub(super) fn atom(&self, place: Place) -> Atom {
        self.releases[place.release as usize].atom(place.entry)
    }

    /// The atoms by the unit that releases name, without what is below it.
    pub(super) fn by_unit(&self) -> impl Iterator<Item = (&Slug, &Arc<OfUnit>)> {
        self.by_unit.iter()
    }

    /// The services that have figures of their own, in alphabetical order of their slugs.
    pub(super) fn services(&self) -> Vec<&Slug> {
        let rated = self.by_service.iter();
        let rated = rated.filter(|(_, of)| !of.atoms.is_empty());
        let mut services: Vec<&Slug> = rated.map(|(service, _)| service).collect();
        services.sort_unstable();
        services
    }

    /// Where the atoms of a service stand.
    pub(super) fn of_service(&self, service: &Slug) -> &[Place] {
        self.by_service.get(service).map_or(&[], |of| &of.atoms)
    }

    /// How long visits of a service took in a period.
    pub(super) fn times(
        &self,
        service: &Slug,
        period: Period,
    ) -> impl Iterator<Item = SealedTimes> {
        let places = self.by_service.get(service).map_or(&[][..], |of| &of.times);
        let places = within(places, self.span(period)).iter();
        places.map(|place| self.releases[place.release as usize].times_at(place.entry))
    }

    /// How many people a service served in a period, by counter.
    pub(super) fn coverage(
        &self,
        service: &Slug,
        period: Period,
    ) -> impl Iterator<Item = Coverage> {
        let places = self.by_service.get(service);
        let places = places.map_or(&[][..], |of| &of.coverage);
        let places = within(places, self.span(period)).iter();
        places.map(|place| self.releases[place.release as usize].coverage_at(place.entry))
    }

    /// The proof classes in which ratings of a service wait in a release of a period, or were pooled.
    pub(super) fn untold(&self, service: &Slug, period: Period) -> impl Iterator<Item = Proof> {
        let of_service = self.by_service.get(service);
        let untold = of_service.map_or(&[][..], |of| &of.untold);
        let span = self.span(period);
        let start = untold.partition_point(|untold| untold.release < span.start);
        let during = untold[start..].iter();
        let during = during.take_while(move |untold| untold.release < span.end);
        during.map(|untold| untold.proof)
    }

    /// How the people of a unit described themselves in a semester.
    pub(super) fn profile(&self, place: Place) -> &SealedProfile {
        &self.releases[place.release as usize].profiles()[place.entry as usize]
    }

    pub(super) const fn figures(&self) -> &Figures {
        &self.figures
    }

    pub(super) fn indicators(&self) -> &[IndicatorHistory] {
        &self.indicators
    }
}

/// The places in a span of releases.
pub(super) fn within(places: &[Place], releases: Range<u32>) -> &[Place] {
    let start = places.partition_point(|place| place.release < releases.start);
    let end = places.partition_point(|place| place.release < releases.end);
    &places[start..end.max(start)]
}

/// The atoms of a release with their places, by unit.
fn placed_atoms(release: u32, extract: &Extract) -> Vec<Placed> {
    let atoms = (0..).zip(extract.atoms());
    let placed = atoms.map(|(entry, atom)| Placed {
        place: Place { release, entry },
        atom,
    });
    let mut placed: Vec<Placed> = placed.collect();
    placed.sort_by(|a, b| a.atom.unit().cmp(b.atom.unit()));
    placed
}

fn place_services(
    by_service: &mut HashMap<Slug, OfService>,
    release: u32,
    atoms: &[Placed],
    extract: &Extract,
) {
    for Placed { place, atom } in atoms {
        let proof = atom.proof();
        match atom.services() {
            [service] => of(by_service, service).atoms.push(*place),
            pooled => pooled.iter().for_each(|service| {
                of(by_service, service)
                    .untold
                    .push(Untold { release, proof });
            }),
        }
    }
    for waiting in extract.waiting() {
        let proof = waiting.proof;
        let untold = &mut of(by_service, &waiting.service).untold;
        untold.push(Untold { release, proof });
    }
    for (entry, times) in (0..).zip(extract.times()) {
        let place = Place { release, entry };
        of(by_service, times.service()).times.push(place);
    }
    for (entry, coverage) in (0..).zip(extract.coverage()) {
        let place = Place { release, entry };
        of(by_service, coverage.service()).coverage.push(place);
    }
}

fn of<'a>(by_service: &'a mut HashMap<Slug, OfService>, service: &Slug) -> &'a mut OfService {
    by_service.entry(service.clone()).or_default()
}

fn registers(releases: &[Arc<Extract>]) -> Vec<Option<Arc<Register>>> {
    let mut told = None;
    let registers = releases.iter().map(|extract| {
        told = extract.register_after(told.as_ref());
        told.clone()
    });
    registers.collect()
}

/// What releases say of indicators, set right by the corrections published since.
fn told(releases: &[Arc<Extract>], corrections: &[CorrectionRelease]) -> Vec<IndicatorHistory> {
    let sealed = releases.iter();
    let sealed = sealed.flat_map(|extract| extract.realisations());
    let changes = corrections.iter().flat_map(CorrectionRelease::corrections);
    histories(sealed, changes)
}
