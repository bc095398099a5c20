//! Figures of many atoms by month, kept so that those of longer periods and larger units are united from a few and not
//! counted anew. It must not know what the atoms have in common: a unit, or the city.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::figure::{Evidence, Figure, PackedFigure};
use crate::instrument::Series;
use crate::profile::{PackedProfile, ProfileSum};
use crate::rating::Proof;
use crate::release::Atom;

/// Where something stands: in which release, and which of its entries it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) release: u32,
    pub(super) entry: u32,
}

/// An atom with its place.
pub(super) struct Placed {
    pub(super) place: Place,
    pub(super) atom: Atom,
}

/// The figures of a unit, and where its atoms stand that were made of several services, oldest release first.
#[derive(Clone, Debug, Default)]
pub(super) struct OfUnit {
    pub(super) pooled: Vec<Place>,
    pub(super) figures: Figures,
    /// In which releases a profile of a semester stands, and which of those of its release.
    pub(super) profiles: Vec<Place>,
}

impl OfUnit {
    /// Adds the atoms of the next release.
    pub(super) fn append(&mut self, atoms: &[Placed]) {
        let pooled = atoms.iter().filter(|placed| placed.atom.is_pooled());
        self.pooled.extend(pooled.map(|placed| placed.place));
        self.figures.0.append(&mut Figures::of(atoms).0);
    }

    /// What of it stands in a span of releases; shared if that is all of it.
    pub(super) fn during(whole: &Arc<Self>, releases: Range<u32>) -> Arc<Self> {
        let inside = |release: u32| releases.contains(&release);
        let is_whole = |places: &[Place]| places.iter().all(|place| inside(place.release));
        let mut keys = whole.figures.0.iter();
        if is_whole(&whole.pooled)
            && is_whole(&whole.profiles)
            && keys.all(|(key, _)| inside(key.release))
        {
            return whole.clone();
        }
        let part = |places: &[Place]| {
            let places = places.iter().filter(|place| inside(place.release));
            places.copied().collect()
        };
        let figures = whole.figures.0.iter();
        let figures = figures.filter(|(key, _)| inside(key.release));
        Arc::new(Self {
            pooled: part(&whole.pooled),
            figures: Figures(figures.cloned().collect()),
            profiles: part(&whole.profiles),
        })
    }

    /// Several units together, which must have no atom in common.
    pub(super) fn united(units: &[Arc<Self>]) -> Arc<Self> {
        if let [unit] = units {
            return unit.clone();
        }
        let pooled = units.iter().flat_map(|unit| &unit.pooled);
        let mut pooled: Vec<Place> = pooled.copied().collect();
        pooled.sort_unstable();
        let profiles = units.iter().flat_map(|unit| &unit.profiles);
        let mut profiles: Vec<Place> = profiles.copied().collect();
        profiles.sort_unstable();
        Arc::new(Self {
            pooled,
            profiles,
            figures: Figures::united(units.iter().map(|unit| &unit.figures)),
        })
    }
}

/// One figure for each release, series and proof class, in this order.
#[derive(Clone, Debug, Default)]
pub(super) struct Figures(Vec<(Key, Sum)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    release: u32,
    series: Series,
    proof: Proof,
}

/// All atoms of one key together.
#[derive(Clone, Debug)]
struct Sum {
    figure: PackedFigure,
    profile: PackedProfile,
}

impl Figures {
    /// The figures of some atoms.
    fn of(atoms: &[Placed]) -> Self {
        let mut alike: BTreeMap<Key, Vec<&Atom>> = BTreeMap::new();
        for Placed { place, atom } in atoms {
            let key = Key {
                release: place.release,
                series: atom.series(),
                proof: atom.proof(),
            };
            alike.entry(key).or_default().push(atom);
        }
        let sums = alike.into_iter().filter_map(|(key, atoms)| {
            let profile = atoms
                .iter()
                .map(|atom| atom.packed_profile())
                .collect::<ProfileSum>();
            let sum = Sum {
                figure: Figure::of(key.series, atoms)?.packed(),
                profile: profile.packed(),
            };
            Some((key, sum))
        });
        Self(sums.collect())
    }

    /// The figures of several that have no atom in common.
    pub(super) fn united<'a>(several: impl Iterator<Item = &'a Self>) -> Self {
        let mut alike: BTreeMap<Key, Vec<&Sum>> = BTreeMap::new();
        for (key, sum) in several.flat_map(|figures| &figures.0) {
            alike.entry(*key).or_default().push(sum);
        }
        let sums = alike.into_iter().filter_map(|(key, sums)| {
            let profile = sums.iter().map(|sum| &sum.profile).collect::<ProfileSum>();
            let sum = Sum {
                figure: Figure::union(sums.iter().map(|sum| &sum.figure))?.packed(),
                profile: profile.packed(),
            };
            Some((key, sum))
        });
        Self(sums.collect())
    }

    fn during(
        &self,
        releases: Range<u32>,
        series: Series,
        evidence: Evidence,
    ) -> impl Iterator<Item = &(Key, Sum)> {
        let start = self
            .0
            .partition_point(|(key, _)| key.release < releases.start);
        let of_span = self.0[start..].iter();
        of_span
            .take_while(move |(key, _)| key.release < releases.end)
            .filter(move |(key, _)| key.series == series && evidence.includes(key.proof))
    }

    /// The figure of all of a span of releases from one kind of evidence.
    pub(super) fn union(
        &self,
        releases: Range<u32>,
        series: Series,
        evidence: Evidence,
    ) -> Option<Figure> {
        let sums = self.during(releases, series, evidence);
        Figure::union(sums.map(|(_, sum)| &sum.figure))
    }

    /// How the people behind such a figure described themselves, where its releases tell that with every atom.
    pub(super) fn profiles(
        &self,
        releases: Range<u32>,
        series: Series,
        evidence: Evidence,
    ) -> impl Iterator<Item = &PackedProfile> {
        let sums = self.during(releases, series, evidence);
        sums.map(|(_, sum)| &sum.profile)
    }

    /// The releases that have a figure from one kind of evidence.
    pub(super) fn releases(&self, series: Series, evidence: Evidence) -> impl Iterator<Item = u32> {
        self.during(0..u32::MAX, series, evidence)
            .map(|(key, _)| key.release)
    }

    /// The series of which there is a figure in a span of releases.
    pub(super) fn series(&self, releases: Range<u32>) -> impl Iterator<Item = Series> {
        let keys = self.0.iter().map(|(key, _)| key);
        keys.filter(move |key| releases.contains(&key.release))
            .map(|key| key.series)
    }
}
