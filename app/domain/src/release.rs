//! The release: what one seal made public, immutable and known by its hash.
//! It must not know a single rating, only the atoms that a seal made of them.

mod correction;
mod extract;
mod names;
mod packed;
mod recount;
mod supplement;

pub use correction::{CorrectionProposal, CorrectionRelease, Predecessor};
pub use extract::Extract;
pub use names::Names;
pub(crate) use packed::{PackedProfile, PackedTally, ProfileSum};
pub use recount::{Difference, Kept};
pub use supplement::{Patterns, Supplement};

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::accountability::SealedRealisation;
use crate::coverage::Coverage;
use crate::digest::{Digest, InvalidDigest};
use crate::instrument::{Element, Instrument, Series};
use crate::moderation::ServiceComments;
use crate::period::Month;
use crate::rating::Proof;
use crate::service_time::SealedTimes;
use crate::slug::Slug;
use crate::tally::Tally;

/// The version of the formulas that figures are computed with; printed with every release.
pub const FORMULA: &str = "ikm-1";

/// The form of the published document.
const FORMAT: &str = "suara-warga-release-2";

/// The form of a document without a [`Supplement`], which is that of releases from before there was one.
const FIRST_FORMAT: &str = "suara-warga-release-1";

/// How the respondents of an atom described themselves: for each question the number of people per answer. People who
/// left a question out are counted under an empty answer.
pub type ProfileCounts = BTreeMap<String, BTreeMap<String, u64>>;

/// Adds the counts of a second group of people.
pub(crate) fn add_profile(counts: &mut ProfileCounts, added: &ProfileCounts) {
    for (question, answers) in added {
        let counts = counts.entry(question.clone()).or_default();
        for (answer, people) in answers {
            *counts.entry(answer.clone()).or_default() += people;
        }
    }
}

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
    pub(crate) tally: PackedTally,
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
        self.tally.respondents()
    }

    /// The counted answers.
    pub fn tally(&self) -> Tally {
        self.tally.tally()
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Waiting {
    /// The service.
    pub service: Slug,
    /// The proof class.
    pub proof: Proof,
}

/// What one seal made public. Two releases with the same content are the same bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    pub(crate) month: Month,
    pub(crate) k: u64,
    pub(crate) previous: Option<Digest>,
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

    /// How many services and counters showed unusual patterns; `None` in releases from before they were counted.
    pub const fn patterns(&self) -> Option<Patterns> {
        self.supplement.patterns
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
        serde_json_canonicalizer::to_string(&Document::from(self))
            .expect("a release has only texts and whole numbers")
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
        let document: Document =
            serde_json::from_str(text).map_err(|error| Broken::Document(error.to_string()))?;
        let known = [FORMAT, FIRST_FORMAT].contains(&document.format.as_str());
        if !known || document.formula != FORMULA {
            let form = format!(
                "format {:?} with formula {:?} is unknown",
                document.format, document.formula
            );
            return Err(Broken::Document(form));
        }
        let release = Self {
            month: document.month,
            k: document.k,
            previous: document
                .previous
                .map(|hash| hash.parse::<Digest>())
                .transpose()?,
            atoms: document.atoms.into_iter().map(Atom::from).collect(),
            waiting: document.waiting,
            supplement: document.supplement,
        };
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

/// The published form of a release.
#[derive(Serialize, Deserialize)]
struct Document {
    format: String,
    formula: String,
    month: Month,
    k: u64,
    previous: Option<String>,
    atoms: Vec<AtomDocument>,
    waiting: Box<[Waiting]>,
    #[serde(default, skip_serializing_if = "Supplement::is_empty")]
    supplement: Supplement,
}

/// The published form of an atom. `elements` counts the scores 1 to 4; `means` holds the sum and the sum of squares of
/// the respondents' mean scores in the unit 1/2520, from which the interval follows.
#[derive(Serialize, Deserialize)]
struct AtomDocument {
    unit: Slug,
    services: Vec<Slug>,
    instrument: Instrument,
    wording: u16,
    proof: Proof,
    since: Month,
    n: u64,
    elements: BTreeMap<Element, [u64; 4]>,
    means: [u64; 2],
    profile: PackedProfile,
}

impl From<&Release> for Document {
    fn from(release: &Release) -> Self {
        Self {
            format: if release.supplement.is_empty() {
                FIRST_FORMAT.to_owned()
            } else {
                FORMAT.to_owned()
            },
            formula: FORMULA.to_owned(),
            month: release.month,
            k: release.k,
            previous: release.previous.map(|hash| hash.to_string()),
            atoms: release.atoms.iter().map(AtomDocument::from).collect(),
            waiting: release.waiting.clone(),
            supplement: release.supplement.clone(),
        }
    }
}

impl From<&Atom> for AtomDocument {
    fn from(atom: &Atom) -> Self {
        let elements = atom.series.instrument.elements();
        let tally = atom.tally();
        let (sum, squares) = tally.mean_sums();
        Self {
            unit: atom.unit.clone(),
            services: atom.services.to_vec(),
            instrument: atom.series.instrument,
            wording: atom.series.wording,
            proof: atom.proof,
            since: atom.since,
            n: tally.respondents(),
            elements: elements
                .iter()
                .map(|element| (*element, tally.counts(*element)))
                .collect(),
            means: [sum, squares],
            profile: atom.profile.clone(),
        }
    }
}

impl From<AtomDocument> for Atom {
    fn from(document: AtomDocument) -> Self {
        let instrument = document.instrument;
        let mut counts = [[0; 4]; Element::SKM.len()];
        for (counts, element) in counts.iter_mut().zip(instrument.elements()) {
            *counts = document.elements.get(element).copied().unwrap_or_default();
        }
        let [sum, squares] = document.means;
        let tally = Tally::from_sums(instrument, document.n, &counts, sum, squares);
        Self {
            unit: document.unit,
            services: document.services.into(),
            series: Series {
                instrument,
                wording: document.wording,
            },
            proof: document.proof,
            since: document.since,
            tally: PackedTally::new(&tally),
            profile: document.profile,
        }
    }
}
