//! The public record: the register and every release, and the figures that may be read from them.
//! It must not know how it is loaded or shown, and it holds nothing that is not sealed.

mod changes;
mod comments;
mod elements;
mod figures;
mod indicators;
mod past;
mod sealed;
mod signs;
mod tree;
mod visits;

pub use changes::Moved;
pub use sealed::{Published, Sealed};

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::figure::{Evidence, Figure};
use crate::formula::Formula;
use crate::instrument::Series;
use crate::period::{Month, Period};
use crate::profile::{ProfileSum, ProfileTotals, SealedProfile, add_profile};
use crate::ranking::{RankRange, ranks};
use crate::rating::Proof;
use crate::register::Register;
use crate::release::{Atom, Extract};
use crate::slug::Slug;
use changes::Changes;
use figures::Place;
use past::{Registers, registers};
use sealed::within;
use tree::Tree;

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
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every standing is a figure, and none is kept"
)]
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
    /// The name in data of a figure that is there.
    pub const PUBLISHED: &str = "published";

    /// Every name in data.
    pub const KEYS: [&str; 5] = [
        Self::PUBLISHED,
        Self::TooFew.key(),
        Self::NotProvided.key(),
        Self::NotApplicable.key(),
        Self::NotYetDue.key(),
    ];

    /// The stable name used in data.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Published(_) => Self::PUBLISHED,
            Self::TooFew => "too_few",
            Self::NotProvided => "not_provided",
            Self::NotApplicable => "not_applicable",
            Self::NotYetDue => "not_yet_due",
        }
    }

    /// The figure, where there is one.
    pub const fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Published(figure) => Some(figure),
            _ => None,
        }
    }
}

/// The register and everything sealed. Copies share what they are made of.
#[derive(Clone, Debug, Default)]
pub struct PublicRecord {
    register: Arc<Register>,
    sealed: Arc<Sealed>,
    /// Of each release.
    registers: Arc<Registers>,
    tree: Arc<Tree>,
    changes: Arc<Changes>,
    invented: bool,
}

impl PublicRecord {
    /// A record; `invented` marks the data of a demonstration.
    pub fn new(register: Arc<Register>, sealed: Arc<Sealed>, invented: bool) -> Self {
        Self::default().renewed(register, sealed, invented)
    }

    /// The record after the register or what is sealed changed. What is sealed is placed in the tree of units anew only
    /// where one or the other moved it.
    #[must_use]
    pub fn renewed(&self, register: Arc<Register>, sealed: Arc<Sealed>, invented: bool) -> Self {
        let known = Arc::ptr_eq(&self.sealed, &sealed);
        let stays = known && sealed.register().is_some();
        let registers = if stays {
            self.registers.clone()
        } else {
            Arc::new(registers(&register, &sealed))
        };
        let (tree, changes) = if stays || (known && self.register.has_tree_of(&register)) {
            (self.tree.clone(), self.changes.clone())
        } else {
            (Arc::new(Tree::new(&registers, &sealed)), Arc::default())
        };
        Self {
            register,
            sealed,
            registers,
            tree,
            changes,
            invented,
        }
    }

    #[cfg(test)]
    pub(crate) fn of_releases(register: Register, releases: Vec<Published>) -> Self {
        let releases = releases.iter();
        let releases = releases.map(|sealed| Arc::new(Extract::of(&sealed.release, sealed.digest)));
        let releases = releases.collect();
        let sealed = Sealed::new(releases, Vec::new());
        Self::new(Arc::new(register), Arc::new(sealed), false)
    }

    /// Everything sealed, to be read by somebody else or again.
    pub const fn sealed(&self) -> &Arc<Sealed> {
        &self.sealed
    }

    /// The units, services and counters.
    pub const fn register(&self) -> &Arc<Register> {
        &self.register
    }

    /// Whether the data is made up for a demonstration.
    pub const fn is_invented(&self) -> bool {
        self.invented
    }

    /// The releases, oldest first.
    pub fn releases(&self) -> impl DoubleEndedIterator<Item = &Extract> {
        self.sealed.releases().map(|extract| &**extract)
    }

    /// The release of a month.
    pub fn release(&self, month: Month) -> Option<&Extract> {
        self.sealed.release(month)
    }

    /// The sealed months, oldest first.
    pub fn months(&self) -> impl DoubleEndedIterator<Item = Month> {
        self.releases().map(Extract::month)
    }

    /// The months from which releases were sealed by another version of the formulas than the release before.
    pub fn formula_changes(&self) -> impl Iterator<Item = (Month, Formula)> {
        let formulas = self.releases().map(Extract::formula);
        let later = self.releases().skip(1);
        let pairs = later.zip(formulas);
        pairs.filter_map(|(release, before)| {
            let formula = release.formula();
            (formula != before).then(|| (release.month(), formula))
        })
    }

    /// The last sealed month.
    pub fn last_month(&self) -> Option<Month> {
        self.months().next_back()
    }

    /// The sealed atoms of a service alone in a period, oldest first.
    fn atoms(&self, service: &Slug, period: Period) -> impl Iterator<Item = Atom> {
        self.placed(self.sealed.of_service(service), period)
    }

    /// The sealed atoms of a unit and of everything below it in a period that were made of several services, oldest first.
    pub fn pooled(&self, unit: &Slug, period: Period) -> impl Iterator<Item = Atom> {
        self.placed(self.tree.pooled(unit), period)
    }

    fn placed(&self, places: &[Place], period: Period) -> impl Iterator<Item = Atom> {
        let places = within(places, self.sealed.span(period)).iter();
        places.map(|place| self.sealed.atom(*place))
    }

    /// The figure of a scope in a period from one kind of evidence.
    pub fn figure(
        &self,
        scope: Scope,
        period: Period,
        series: Series,
        evidence: Evidence,
    ) -> Option<Figure> {
        let figures = match scope {
            Scope::City => self.sealed.figures(),
            Scope::Unit(unit) => self.tree.figures(unit)?,
            Scope::Service(service) => {
                let atoms = self.atoms(service, period);
                let atoms: Vec<Atom> = atoms
                    .filter(|atom| evidence.includes(atom.proof()))
                    .collect();
                return Figure::of(series, &atoms);
            }
        };
        figures.union(self.sealed.span(period), series, evidence)
    }

    /// The ranks of the units directly below another one, by their official figures. They are always ranked all together, so
    /// that no choice of what is shown changes a rank.
    pub fn ranks(&self, parent: &Slug, period: Period, series: Series) -> HashMap<Slug, RankRange> {
        let below = self.register_of(period).children(parent);
        let below: Vec<&Slug> = below.map(|unit| &unit.slug).collect();
        let index = |unit: &&Slug| {
            let scope = Scope::Unit(unit);
            self.figure(scope, period, series, Evidence::Official)?
                .index()
        };
        let ranks = ranks(&below.iter().map(index).collect::<Vec<_>>());
        let ranked = below.into_iter().zip(ranks);
        ranked
            .filter_map(|(unit, rank)| Some((unit.clone(), rank?)))
            .collect()
    }

    /// The sealed months for which a unit has no figure, the earliest first.
    pub fn months_without(
        &self,
        unit: &Slug,
        series: Series,
        evidence: Evidence,
    ) -> impl Iterator<Item = Month> {
        let figures = self.tree.figures(unit).into_iter();
        let published = figures.flat_map(move |figures| figures.releases(series, evidence));
        let mut published = published.peekable();
        let months = (0..).zip(self.months());
        let silent = months.filter(move |(release, _)| {
            while published.next_if(|earlier| earlier < release).is_some() {}
            published.peek() != Some(release)
        });
        silent.map(|(_, month)| month)
    }

    /// How the people behind the official figure of a unit described themselves, as far as that is published: in the older
    /// releases for every month, since then for whole semesters.
    pub fn profile(&self, unit: &Slug, period: Period, series: Series) -> ProfileTotals {
        let Some(unit) = self.tree.unit(unit) else {
            return ProfileTotals::default();
        };
        let span = self.sealed.span(period);
        let monthly = unit
            .figures
            .profiles(span.clone(), series, Evidence::Official);
        let told = within(&unit.profiles, span).iter();
        let told = told.map(|place| self.sealed.profile(*place));
        let whole = |profile: &&SealedProfile| {
            let semester: Option<Period> = profile.semester().parse().ok();
            semester.is_some_and(|semester| period.first_month() <= semester.first_month())
        };
        let told: Vec<&SealedProfile> = told.filter(whole).collect();
        let monthly: ProfileSum = monthly.collect();
        let n = monthly.people() + told.iter().map(|profile| profile.n()).sum::<u64>();
        let mut counts = monthly.counts();
        let told: ProfileSum = told.iter().map(|profile| profile.answers()).collect();
        add_profile(&mut counts, &told.counts());
        ProfileTotals { n, counts }
    }

    /// The series in which a scope has figures in a period.
    pub fn series(&self, scope: Scope, period: Period) -> BTreeSet<Series> {
        let figures = match scope {
            Scope::City => Some(self.sealed.figures()),
            Scope::Unit(unit) => self.tree.figures(unit),
            Scope::Service(service) => {
                let atoms = self.atoms(service, period);
                return atoms.map(|atom| atom.series()).collect();
            }
        };
        let span = self.sealed.span(period);
        let series = figures.into_iter();
        series
            .flat_map(|figures| figures.series(span.clone()))
            .collect()
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
        if !self.exists(scope, period) {
            Standing::NotApplicable
        } else if self.sealed.span(period).is_empty() && !self.precedes_record(period) {
            Standing::NotYetDue
        } else if self.has_untold(scope, period, evidence) {
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
            Scope::Unit(slug) => self.registers_of(period).any(|(month, register)| {
                let unit = register.unit(slug).filter(|_| register.is_serving(slug));
                unit.is_some_and(|unit| unit.validity.during(month))
            }),
            Scope::Service(slug) => self.registers_of(period).any(|(month, register)| {
                let service = register.service(slug);
                service.is_some_and(|service| {
                    let owner = register.unit(&service.unit);
                    let mut both =
                        [Some(service.validity), owner.map(|unit| unit.validity)].into_iter();
                    both.all(|validity| validity.is_some_and(|validity| validity.during(month)))
                })
            }),
        }
    }

    /// Whether there are ratings of a period that wait, or that were pooled with those of other services.
    fn has_untold(&self, scope: Scope, period: Period, evidence: Evidence) -> bool {
        let included = |proof: Proof| evidence.includes(proof);
        match scope {
            Scope::City => {
                let mut waiting = self.sealed.during(period).flat_map(Extract::waiting);
                waiting.any(|waiting| included(waiting.proof))
            }
            Scope::Service(service) => self.sealed.untold(service, period).any(included),
            Scope::Unit(unit) => self.sealed.during(period).any(|release| {
                let mut proofs = Proof::ALL.into_iter().filter(|proof| included(*proof));
                proofs.any(|proof| self.tree.is_waiting(release.month(), unit, proof))
            }),
        }
    }
}

#[cfg(test)]
mod tests;
