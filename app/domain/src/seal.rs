//! The seal: groups the pending ratings of a month into atoms and makes the release.
//! It must not know how ratings are kept; it gets them counted and says which of them are published.

pub mod exclusion;
pub mod proposal;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::digest::Digest;
use crate::figure::Evidence;
use crate::formula::Formula;
use crate::instrument::{Instrument, Series};
use crate::period::Month;
use crate::profile::{PackedProfile, ProfileCounts, add_profile};
use crate::rating::Proof;
use crate::release::{Atom, PackedStatistics, Release, Supplement, Waiting};
use crate::slug::Slug;
use crate::statistics::{Background, Spread, Statistics};
use crate::tally::Tally;

/// The smallest number of ratings that are ever published together, unless configured otherwise. A design choice: no
/// legal number was found.
pub const DEFAULT_K: u64 = 10;

/// The bounds between which a city may choose it: with fewer than five people one can guess who they are, and with more than
/// a hundred most services would never publish.
pub const K_LIMITS: std::ops::RangeInclusive<u32> = 5..=100;

/// After how many seals a service's waiting ratings are pooled with those of the unit's other small services.
pub const SEALS_BEFORE_POOLING: u32 = 3;

/// Ratings that are published together or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupKey {
    /// The service.
    pub service: Slug,
    /// The instrument and wording.
    pub series: Series,
    /// The proof class.
    pub proof: Proof,
}

/// The pending ratings of one group, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingGroup {
    /// Whose ratings they are.
    pub key: GroupKey,
    /// The unit that offers the service in the sealed month.
    pub unit: Slug,
    /// The month of the oldest rating.
    pub since: Month,
    /// The month of the newest rating.
    pub latest: Month,
    /// How many seals the longest-waiting rating has waited through.
    pub waited: u32,
    /// The counted answers.
    pub tally: Tally,
    /// The counted profiles.
    pub profile: ProfileCounts,
    /// Whether it is of a service that nobody wants to be known as a user of, so that its people are never described.
    pub sensitive: bool,
}

/// The result of a seal: the release, and for each published group the place of its atom among the release's atoms.
/// Groups without a place wait for the next seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// What becomes public.
    pub release: Release,
    /// The place of each published group's atom.
    pub places: BTreeMap<GroupKey, usize>,
    /// How the people of published groups that count for the official figure described themselves, by unit. It is not published
    /// with the month, but added up over the semester.
    pub profiles: BTreeMap<Slug, ProfileCounts>,
}

/// Seals a month: every group of at least `k` ratings becomes an atom. Smaller groups wait; once one of a unit has waited
/// through [`SEALS_BEFORE_POOLING`] seals, all the unit's small groups of the same series and proof class are pooled into
/// one atom if together they reach `k`.
pub fn seal(month: Month, k: u64, previous: Option<Digest>, groups: Vec<PendingGroup>) -> Sealed {
    let (large, small): (Vec<_>, Vec<_>) = groups
        .into_iter()
        .filter(|g| g.tally.respondents() > 0)
        .partition(|g| g.tally.respondents() >= k);
    let mut batches: Vec<Vec<PendingGroup>> = large.into_iter().map(|group| vec![group]).collect();
    let mut waiting = BTreeSet::new();
    for pool in pools(small) {
        let people: u64 = pool.iter().map(|group| group.tally.respondents()).sum();
        if people >= k
            && pool
                .iter()
                .any(|group| group.waited >= SEALS_BEFORE_POOLING)
        {
            batches.push(pool);
        } else {
            let of_this_month = pool.into_iter().filter(|group| group.latest >= month);
            waiting.extend(of_this_month.map(|group| Waiting {
                service: group.key.service,
                proof: group.key.proof,
            }));
        }
    }
    let profiles = profiles(&batches);
    let batches: Vec<Batch> = batches.into_iter().map(Batch::of).collect();
    let backgrounds = backgrounds(&batches, k);
    let atoms = batches.into_iter().map(|batch| batch.atom(k, &backgrounds));
    let mut atoms: Vec<(Atom, Vec<GroupKey>)> = atoms.collect();
    atoms.sort_by(|(a, _), (b, _)| order(a).cmp(&order(b)));
    let places = atoms
        .iter()
        .enumerate()
        .flat_map(|(place, (_, keys))| keys.iter().map(move |key| (key.clone(), place)))
        .collect();
    let atoms = atoms.into_iter().map(|(atom, _)| atom).collect();
    Sealed {
        release: Release {
            formula: Formula::CURRENT,
            month,
            k,
            previous,
            backgrounds,
            atoms,
            waiting: waiting.into_iter().collect(),
            supplement: Supplement::default(),
        },
        places,
        profiles,
    }
}

/// How the people of the published groups described themselves, by unit.
fn profiles(published: &[Vec<PendingGroup>]) -> BTreeMap<Slug, ProfileCounts> {
    let mut profiles: BTreeMap<Slug, ProfileCounts> = BTreeMap::new();
    let official = |group: &&PendingGroup| {
        Evidence::Official.includes(group.key.proof)
            && group.key.series.instrument == Instrument::Skm
    };
    let described = published.iter().flatten().filter(official);
    for group in described.filter(|group| !group.sensitive) {
        add_profile(
            profiles.entry(group.unit.clone()).or_default(),
            &group.profile,
        );
    }
    profiles
}

fn pools(small: Vec<PendingGroup>) -> impl Iterator<Item = Vec<PendingGroup>> {
    let mut pools: BTreeMap<_, Vec<PendingGroup>> = BTreeMap::new();
    for group in small {
        pools
            .entry((group.unit.clone(), group.key.series, group.key.proof))
            .or_default()
            .push(group);
    }
    pools.into_values()
}

fn order(atom: &Atom) -> (&Slug, &[Slug], Series, Proof) {
    (&atom.unit, &atom.services, atom.series, atom.proof)
}

/// Groups that are published together, counted.
struct Batch {
    keys: Vec<GroupKey>,
    unit: Slug,
    since: Month,
    tally: Tally,
}

impl Batch {
    fn of(mut groups: Vec<PendingGroup>) -> Self {
        groups.sort_by(|a, b| a.key.cmp(&b.key));
        let first = groups.first().expect("a batch has at least one group");
        let (unit, mut since) = (first.unit.clone(), first.since);
        let mut tally = Tally::empty(first.key.series.instrument);
        for group in &groups {
            tally.merge(&group.tally);
            since = since.min(group.since);
        }
        Self {
            keys: groups.into_iter().map(|group| group.key).collect(),
            unit,
            since,
            tally,
        }
    }

    fn series(&self) -> Series {
        self.keys[0].series
    }

    fn atom(self, k: u64, backgrounds: &BTreeMap<Series, Background>) -> (Atom, Vec<GroupKey>) {
        let series = self.series();
        let background = backgrounds.get(&series).copied();
        let background = background.unwrap_or(Background::ASSUMED);
        let statistics = Statistics::disclosed(&self.tally, k, background);
        let atom = Atom {
            unit: self.unit,
            services: self.keys.iter().map(|key| key.service.clone()).collect(),
            series,
            proof: self.keys[0].proof,
            since: self.since,
            statistics: PackedStatistics::new(&statistics),
            spread: Spread::of(&self.tally, k),
            profile: PackedProfile::default(),
        };
        (atom, self.keys)
    }
}

/// What is assumed of the small atoms of each series.
fn backgrounds(batches: &[Batch], k: u64) -> BTreeMap<Series, Background> {
    let series: BTreeSet<Series> = batches.iter().map(Batch::series).collect();
    let pooled = series.into_iter().map(|series| {
        let alike = batches.iter().filter(|batch| batch.series() == series);
        (
            series,
            Background::pooled(alike.map(|batch| &batch.tally), k),
        )
    });
    pooled.collect()
}

/// Two different people who answer for a seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwoPeople {
    by: String,
    and: String,
}

impl TwoPeople {
    /// The two, unless a name is empty or both are the same (upper and lower case and spaces aside).
    pub fn new(by: &str, and: &str) -> Result<Self, SealRefused> {
        let plain = |name: &str| {
            name.split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .to_lowercase()
        };
        if plain(by).is_empty() || plain(and).is_empty() || plain(by) == plain(and) {
            return Err(SealRefused::OnePerson);
        }
        Ok(Self {
            by: by.trim().to_owned(),
            and: and.trim().to_owned(),
        })
    }

    /// Who proposed the seal.
    pub fn by(&self) -> &str {
        &self.by
    }

    /// Who confirmed it.
    pub fn and(&self) -> &str {
        &self.and
    }
}

/// Why a month may not be sealed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealRefused {
    /// The two names are the same, or one is missing.
    #[error("a seal needs the names of two different people")]
    OnePerson,
    /// Ratings may still be given.
    #[error("{month} is not over; it can be sealed from {from} on")]
    NotOver {
        /// The month asked for.
        month: Month,
        /// The first day on which it may be sealed.
        from: NaiveDate,
    },
    /// Releases never change.
    #[error(
        "{month} cannot be sealed: the record is sealed up to {last} and releases never change"
    )]
    AlreadySealed {
        /// The month asked for.
        month: Month,
        /// The last sealed month.
        last: Month,
    },
    /// One seal ends before the next begins.
    #[error("the seal of {month} has begun and is not finished: seal it first")]
    Begun {
        /// The month that is being sealed.
        month: Month,
    },
    /// Months are sealed in their order.
    #[error("{earlier} must be sealed before {month}")]
    EarlierUnsealed {
        /// The month asked for.
        month: Month,
        /// The month whose turn it is.
        earlier: Month,
    },
    /// The record begins with a month that was rated.
    #[error("{month} comes before the oldest rating that waits: the record begins with {oldest}")]
    BeforeOldest {
        /// The month asked for.
        month: Month,
        /// The month of the oldest rating that waits.
        oldest: Month,
    },
    /// A month without a rating is sealed only by whoever says so.
    #[error(
        "no rating waits for the seal of {month}; say --empty if it is to have an empty release"
    )]
    Empty {
        /// The month asked for.
        month: Month,
    },
}

/// Whether a month may be sealed on a day: it is over, and every month before it is sealed. The record begins with the month
/// of the oldest pending rating, or with any where none waits.
pub fn may_seal(
    month: Month,
    today: NaiveDate,
    last_sealed: Option<Month>,
    oldest_pending: Option<Month>,
) -> Result<(), SealRefused> {
    if let Some(last) = last_sealed.filter(|last| month <= *last) {
        return Err(SealRefused::AlreadySealed { month, last });
    }
    if today <= month.last_day() {
        return Err(SealRefused::NotOver {
            month,
            from: month.plus(1).first_day(),
        });
    }
    if let (None, Some(oldest)) = (last_sealed, oldest_pending)
        && month < oldest
    {
        return Err(SealRefused::BeforeOldest { month, oldest });
    }
    let due = last_sealed.map_or(oldest_pending.unwrap_or(month), |last| last.plus(1));
    if due < month {
        return Err(SealRefused::EarlierUnsealed {
            month,
            earlier: due,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
