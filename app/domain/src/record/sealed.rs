//! What is sealed: every release and correction, with what follows from them whatever the register says now.
//! It must not know the tree of units, so that a change of the register leaves it as it is.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::figures::{Figures, OfUnit, Place};
use crate::accountability::{IndicatorHistory, histories};
use crate::period::{Month, Period};
use crate::register::Slug;
use crate::release::{Atom, CorrectionRelease, Digest, Names, Release};

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
    releases: Vec<Arc<Published>>,
    corrections: Vec<CorrectionRelease>,
    indicators: Vec<IndicatorHistory>,
    by_service: HashMap<Slug, Box<[Place]>>,
    /// By the unit that releases name, without what is below it.
    by_unit: HashMap<Slug, Arc<OfUnit>>,
    /// Of the whole city.
    figures: Figures,
}

impl Sealed {
    /// Puts releases and corrections in order, the corrections oldest first.
    pub fn new(mut releases: Vec<Arc<Published>>, corrections: Vec<CorrectionRelease>) -> Self {
        releases.sort_by_key(|published| published.release.month());
        let mut by_service: HashMap<&Slug, Vec<Place>> = HashMap::new();
        let mut by_unit: HashMap<&Slug, Vec<(Place, &Atom)>> = HashMap::new();
        for (place, atom) in places(&releases) {
            by_unit.entry(atom.unit()).or_default().push((place, atom));
            if let [service] = atom.services() {
                by_service.entry(service).or_default().push(place);
            }
        }
        let by_service = by_service.into_iter();
        let by_service = by_service.map(|(service, places)| (service.clone(), places.into()));
        let by_unit = by_unit.into_iter();
        let by_unit = by_unit.map(|(unit, atoms)| (unit.clone(), Arc::new(OfUnit::of(&atoms))));
        let by_unit: HashMap<_, _> = by_unit.collect();
        Self {
            indicators: told(&releases, &corrections),
            by_service: by_service.collect(),
            figures: Figures::united(by_unit.values().map(|unit| &unit.figures)),
            by_unit,
            releases,
            corrections,
        }
    }

    /// The releases, oldest first.
    pub fn releases(&self) -> impl DoubleEndedIterator<Item = &Arc<Published>> {
        self.releases.iter()
    }

    /// The correction releases, oldest first.
    pub fn corrections(&self) -> &[CorrectionRelease] {
        &self.corrections
    }

    /// The release of that hash.
    pub fn of_digest(&self, digest: Digest) -> Option<&Arc<Published>> {
        self.releases
            .iter()
            .find(|published| published.digest == digest)
    }

    /// The release of a month.
    pub fn release(&self, month: Month) -> Option<&Published> {
        let place = self
            .releases
            .binary_search_by_key(&month, |published| published.release.month());
        place.ok().map(|place| &*self.releases[place])
    }

    /// Names shared among everything sealed, so that those of the next release can be too.
    pub fn names(&self) -> Names {
        let mut names = Names::default();
        for published in &self.releases {
            names.learn(&published.release);
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
                .partition_point(|published| published.release.month() < month);
            u32::try_from(place).expect("fewer releases than a u32 counts")
        };
        before(first)..before(last.plus(1))
    }

    /// The releases of a period, oldest first.
    pub(super) fn during(&self, period: Period) -> impl Iterator<Item = &Release> {
        self.between(period.first_month(), period.last_month())
    }

    /// The releases from one month through another, oldest first.
    pub(super) fn between(&self, first: Month, last: Month) -> impl Iterator<Item = &Release> {
        self.span_between(first, last)
            .map(|place| &self.releases[place as usize].release)
    }

    pub(super) fn atom(&self, place: Place) -> &Atom {
        &self.releases[place.release as usize].release.atoms()[place.atom as usize]
    }

    /// The atoms by the unit that releases name, without what is below it.
    pub(super) fn by_unit(&self) -> impl Iterator<Item = (&Slug, &Arc<OfUnit>)> {
        self.by_unit.iter()
    }

    pub(super) fn of_service(&self, service: &Slug) -> &[Place] {
        self.by_service.get(service).map_or(&[], |places| places)
    }

    pub(super) const fn figures(&self) -> &Figures {
        &self.figures
    }

    pub(super) fn indicators(&self) -> &[IndicatorHistory] {
        &self.indicators
    }
}

fn places(releases: &[Arc<Published>]) -> impl Iterator<Item = (Place, &Atom)> {
    (0..).zip(releases).flat_map(|(release, published)| {
        let atoms = (0..).zip(published.release.atoms());
        atoms.map(move |(atom, sealed)| (Place { release, atom }, sealed))
    })
}

/// What releases say of indicators, set right by the corrections published since.
fn told(releases: &[Arc<Published>], corrections: &[CorrectionRelease]) -> Vec<IndicatorHistory> {
    let sealed = releases.iter();
    let sealed = sealed.flat_map(|published| published.release.realisations());
    let changes = corrections.iter().flat_map(CorrectionRelease::corrections);
    histories(sealed, changes)
}
