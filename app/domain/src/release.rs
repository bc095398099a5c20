//! The release: what one seal made public, immutable and known by its hash.
//! It must not know a single rating, only the atoms that a seal made of them.

mod correction;
mod document;
mod extract;
mod names;
mod packed;
mod recount;
mod register;
mod supplement;
mod visits;

pub use correction::{CorrectionProposal, CorrectionRelease, Predecessor};
pub use extract::Extract;
pub use names::Names;
pub(crate) use packed::PackedStatistics;
pub use recount::{Difference, Kept};
pub use register::RegisterChanges;
pub use supplement::{Patterns, Supplement};
pub use visits::Visits;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::accountability::SealedRealisation;
use crate::coverage::Coverage;
use crate::dictionary::Form;
use crate::digest::{Digest, InvalidDigest};
use crate::formula::Formula;
use crate::instrument::Series;
use crate::moderation::ServiceComments;
use crate::period::Month;
use crate::profile::{PackedProfile, ProfileCounts, SealedProfile};
use crate::rating::Proof;
use crate::service_time::SealedTimes;
use crate::slug::Slug;
use crate::statistics::{Background, Spread, Statistics};

/// At least k ratings that are published together and never apart: those of one service, series and proof class, or the
/// pooled ratings of several small services of one unit. Only a seal makes atoms, and every published figure is a union
/// of atoms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Atom {
    pub(crate) unit: Slug,
    pub(crate) services: Box<[Slug]>,
    pub(crate) series: Series,
    pub(crate) proof: Proof,
    pub(crate) since: Month,
    pub(crate) statistics: PackedStatistics,
    pub(crate) spread: Option<Spread>,
    pub(crate) profile: PackedProfile,
}

impl Atom {
    /// The unit that offered the service when the month was sealed.
    pub const fn unit(&self) -> &Slug {
        &self.unit
    }

    /// The service, or the several small services whose ratings were pooled, by slug.
    pub fn services(&self) -> &[Slug] {
        &self.services
    }

    /// Whether ratings of several small services were pooled.
    pub fn is_pooled(&self) -> bool {
        self.services.len() > 1
    }

    /// The instrument and wording.
    pub const fn series(&self) -> Series {
        self.series
    }

    /// The proof class.
    pub const fn proof(&self) -> Proof {
        self.proof
    }

    /// The month of the oldest rating: earlier than the release's month where ratings were carried over.
    pub const fn since(&self) -> Month {
        self.since
    }

    /// How many ratings it holds.
    pub fn respondents(&self) -> u64 {
        self.statistics.respondents()
    }

    /// What is published of the answers.
    pub fn statistics(&self) -> Statistics {
        self.statistics.statistics()
    }

    pub(crate) const fn packed_profile(&self) -> &PackedProfile {
        &self.profile
    }

    /// How the respondents described themselves.
    pub fn profile(&self) -> ProfileCounts {
        self.profile.counts()
    }
}

/// A service with ratings of one proof class that are too few to publish.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Waiting {
    /// The service.
    pub service: Slug,
    /// The proof class.
    pub proof: Proof,
}

/// What one seal made public. Two releases with the same content are the same bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    pub(crate) formula: Formula,
    pub(crate) month: Month,
    pub(crate) k: u64,
    pub(crate) previous: Option<Digest>,
    pub(crate) backgrounds: BTreeMap<Series, Background>,
    pub(crate) atoms: Box<[Atom]>,
    pub(crate) waiting: Box<[Waiting]>,
    pub(crate) supplement: Supplement,
}

/// Why a stored text is not the release it claims to be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// The bytes have another hash than the recorded one.
    #[error("the release has the hash {found}, but {expected} is recorded: its text was changed")]
    Hash {
        /// The recorded hash.
        expected: Digest,
        /// The hash of the text.
        found: Digest,
    },
    /// The text is not a release of a known form.
    #[error("the release cannot be read: {0}")]
    Document(String),
    /// The hash that it names is none.
    #[error("the release cannot be read: {0}")]
    Digest(#[from] InvalidDigest),
    /// An atom has fewer people than the release's own k.
    #[error("the release holds an atom of {0} ratings, fewer than its k")]
    TooSmall(u64),
}

impl Release {
    /// The version of the formulas by which its figures are computed.
    pub const fn formula(&self) -> Formula {
        self.formula
    }

    /// The month that was sealed.
    pub const fn month(&self) -> Month {
        self.month
    }

    /// The smallest number of ratings that may be published together.
    pub const fn k(&self) -> u64 {
        self.k
    }

    /// The hash of the release before this one, `None` for the first.
    pub const fn previous(&self) -> Option<Digest> {
        self.previous
    }

    /// The atoms, by unit, services, series and proof class.
    pub fn atoms(&self) -> &[Atom] {
        &self.atoms
    }

    /// Where ratings of this month were too few to publish and wait for a later seal; how many they are is not told.
    pub fn waiting(&self) -> &[Waiting] {
        &self.waiting
    }

    /// What became of comments, by unit and service; only where ratings are published.
    pub fn comments(&self) -> &[ServiceComments] {
        &self.supplement.comments
    }

    /// What is said of indicators, by unit, indicator and period.
    pub fn realisations(&self) -> &[SealedRealisation] {
        &self.supplement.realisations
    }

    /// How long visits took, by service.
    pub fn times(&self) -> &[SealedTimes] {
        &self.supplement.times
    }

    /// How many people were served and invited to rate, by service and counter.
    pub fn coverage(&self) -> &[Coverage] {
        &self.supplement.coverage
    }

    /// How the people of the semester described themselves, by unit; only in the release of its last month.
    pub fn profiles(&self) -> &[SealedProfile] {
        &self.supplement.profiles
    }

    /// The units and services that are new or different since the release before.
    pub const fn register(&self) -> &RegisterChanges {
        &self.supplement.register
    }

    /// The release with what it publishes beside the ratings.
    #[must_use]
    pub fn with(self, supplement: Supplement) -> Self {
        Self { supplement, ..self }
    }

    /// How many services have ratings of this month that wait.
    pub fn services_waiting(&self) -> usize {
        let services: BTreeSet<&Slug> = self
            .waiting
            .iter()
            .map(|waiting| &waiting.service)
            .collect();
        services.len()
    }

    /// The number of ratings in all atoms.
    pub fn ratings(&self) -> u64 {
        self.atoms.iter().map(Atom::respondents).sum()
    }

    /// The published document: canonical JSON by RFC 8785.
    pub fn canonical_json(&self) -> String {
        document::written(self)
    }

    /// Refuses any text but the one that was sealed.
    pub fn check(text: &str, recorded: Digest) -> Result<(), Broken> {
        let found = Digest::of(text.as_bytes());
        if found == recorded {
            return Ok(());
        }
        Err(Broken::Hash {
            expected: recorded,
            found,
        })
    }

    /// Reads a release back, refusing any text but the one that was sealed.
    pub fn open(text: &str, recorded: Digest) -> Result<Self, Broken> {
        Self::check(text, recorded)?;
        let release = document::read(text)?;
        match release
            .atoms
            .iter()
            .map(Atom::respondents)
            .find(|n| *n < release.k)
        {
            Some(few) => Err(Broken::TooSmall(few)),
            None => Ok(release),
        }
    }
}

/// The forms of every document that a seal or a correction has ever published.
pub fn forms() -> impl Iterator<Item = Form> {
    document::forms().chain([correction::form()])
}
