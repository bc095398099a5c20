//! What figures are read from a release, made once when it is sealed, so that a start need not work through its document.
//! It must not say anything that the document does not say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Atom, Broken, Patterns, RegisterChanges, Release, Supplement, Waiting};
use crate::accountability::SealedRealisation;
use crate::coverage::Coverage;
use crate::digest::Digest;
use crate::formula::Formula;
use crate::instrument::Series;
use crate::integrity::Sign;
use crate::moderation::ServiceComments;
use crate::packed::Packed;
use crate::period::Month;
use crate::profile::SealedProfile;
use crate::register::Register;
use crate::response::CounterRatings;
use crate::seal::exclusion::Excluded;
use crate::service_time::SealedTimes;
use crate::slug::Slug;
use crate::statistics::Background;

/// A release at rest, with its hash. What is asked for by service is spelled out only when it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extract {
    digest: Digest,
    formula: Formula,
    month: Month,
    k: u64,
    previous: Option<Digest>,
    ratings: u64,
    backgrounds: BTreeMap<Series, Background>,
    atoms: Packed<Atom>,
    times: Packed<SealedTimes>,
    coverage: Packed<Coverage>,
    pub(super) told: Told,
}

/// What is read in one piece.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    pub(super) waiting: Box<[Waiting]>,
    pub(super) comments: Box<[ServiceComments]>,
    realisations: Box<[SealedRealisation]>,
    profiles: Box<[SealedProfile]>,
    patterns: Option<Patterns>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signs: Option<Vec<Sign>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rated: Vec<CounterRatings>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    exclusions: Vec<Excluded>,
    #[serde(default, skip_serializing_if = "RegisterChanges::is_empty")]
    register: RegisterChanges,
}

/// The form in which extracts are kept. `told` is JSON, because what it holds leaves out what is empty.
#[derive(Serialize, Deserialize)]
struct AtRest {
    formula: Formula,
    month: Month,
    k: u64,
    previous: Option<String>,
    ratings: u64,
    backgrounds: BTreeMap<Series, Background>,
    atoms: Packed<Atom>,
    times: Packed<SealedTimes>,
    coverage: Packed<Coverage>,
    told: String,
}

impl Extract {
    /// The version of the form of [`Self::to_bytes`]. Extracts of another version are made anew from the documents.
    pub const FORM: i32 = 3;

    /// The extract of a release that has that hash.
    pub fn of(release: &Release, digest: Digest) -> Self {
        let supplement = &release.supplement;
        Self {
            digest,
            formula: release.formula,
            month: release.month,
            k: release.k,
            previous: release.previous,
            ratings: release.ratings(),
            backgrounds: release.backgrounds.clone(),
            atoms: release.atoms.iter().collect(),
            times: supplement.times.iter().collect(),
            coverage: supplement.coverage.iter().collect(),
            told: Told {
                waiting: release.waiting.clone(),
                comments: supplement.comments.as_slice().into(),
                realisations: supplement.realisations.as_slice().into(),
                profiles: supplement.profiles.as_slice().into(),
                patterns: supplement.patterns,
                signs: supplement.signs.clone(),
                rated: supplement.rated.clone(),
                exclusions: supplement.exclusions.clone(),
                register: supplement.register.clone(),
            },
        }
    }

    /// The extract to keep, with a hash of its own before it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let at_rest = AtRest {
            formula: self.formula,
            month: self.month,
            k: self.k,
            previous: self.previous.map(|digest| digest.to_string()),
            ratings: self.ratings,
            backgrounds: self.backgrounds.clone(),
            atoms: self.atoms.clone(),
            times: self.times.clone(),
            coverage: self.coverage.clone(),
            told: serde_json::to_string(&self.told).expect("texts and numbers"),
        };
        let bytes = postcard::to_allocvec(&at_rest).expect("texts and numbers");
        [hash(self.digest, &bytes).bytes().as_slice(), &bytes].concat()
    }

    /// Reads back what was kept of the release with that hash.
    pub fn from_bytes(bytes: &[u8], digest: Digest) -> Result<Self, Broken> {
        let unreadable = |error: &dyn ToString| Broken::Document(error.to_string());
        let bytes = unbound(bytes, digest)?;
        let at_rest: AtRest = postcard::from_bytes(bytes).map_err(|error| unreadable(&error))?;
        let told = serde_json::from_str(&at_rest.told).map_err(|error| unreadable(&error))?;
        Ok(Self {
            digest,
            formula: at_rest.formula,
            month: at_rest.month,
            k: at_rest.k,
            previous: at_rest
                .previous
                .map(|hash| hash.parse::<Digest>())
                .transpose()?,
            ratings: at_rest.ratings,
            backgrounds: at_rest.backgrounds,
            atoms: at_rest.atoms,
            times: at_rest.times,
            coverage: at_rest.coverage,
            told,
        })
    }

    /// The SHA-256 of the release's document.
    pub const fn digest(&self) -> Digest {
        self.digest
    }

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

    /// The number of ratings in all atoms.
    pub const fn ratings(&self) -> u64 {
        self.ratings
    }

    /// The atoms, by unit, services, series and proof class.
    pub fn atoms(&self) -> impl Iterator<Item = Atom> {
        self.atoms.iter()
    }

    /// The number of atoms.
    pub const fn atom_count(&self) -> usize {
        self.atoms.len()
    }

    pub(crate) fn atom(&self, place: u32) -> Atom {
        self.atoms.get(place as usize)
    }

    pub(crate) fn times(&self) -> impl Iterator<Item = SealedTimes> {
        self.times.iter()
    }

    pub(crate) fn times_at(&self, place: u32) -> SealedTimes {
        self.times.get(place as usize)
    }

    pub(crate) fn coverage(&self) -> impl Iterator<Item = Coverage> {
        self.coverage.iter()
    }

    pub(crate) fn coverage_at(&self, place: u32) -> Coverage {
        self.coverage.get(place as usize)
    }

    /// Where ratings of this month were too few to publish and wait for a later seal.
    pub fn waiting(&self) -> &[Waiting] {
        &self.told.waiting
    }

    /// How many services have ratings of this month that wait.
    pub fn services_waiting(&self) -> usize {
        let services = self.waiting().iter().map(|waiting| &waiting.service);
        services.collect::<BTreeSet<&Slug>>().len()
    }

    /// What became of comments, by unit and service.
    pub fn comments(&self) -> &[ServiceComments] {
        &self.told.comments
    }

    /// What is said of indicators, by unit, indicator and period.
    pub fn realisations(&self) -> &[SealedRealisation] {
        &self.told.realisations
    }

    /// How the people of the semester described themselves, by unit; only in the release of its last month.
    pub fn profiles(&self) -> &[SealedProfile] {
        &self.told.profiles
    }

    /// What stands out at which place; `None` in releases from before it was looked for.
    pub fn signs(&self) -> Option<&[Sign]> {
        self.told.signs.as_deref()
    }

    /// How many ratings by invitation came from the counters of a service, where they are told.
    pub fn rated<'a>(&'a self, service: &'a Slug) -> impl Iterator<Item = &'a CounterRatings> {
        let rated = self.told.rated.iter();
        rated.filter(move |rated| rated.service == *service)
    }

    /// What two people left out of the seal because of a sign.
    pub fn exclusions(&self) -> &[Excluded] {
        &self.told.exclusions
    }

    /// The register that releases tell up to this one, which follows one that told of `before`; `None` in releases from before
    /// they told of it.
    pub fn register_after(&self, before: Option<&Arc<Register>>) -> Option<Arc<Register>> {
        self.told.register.after(before)
    }

    /// What the release tells of the register, to keep apart from the rest, with a hash of its own before it.
    pub fn register_to_bytes(&self) -> Vec<u8> {
        let told = serde_json::to_vec(&self.told.register).expect("texts and numbers");
        [hash(self.digest, &told).bytes().as_slice(), &told].concat()
    }

    /// Reads back what the release with that hash tells of the register.
    ///
    /// # Errors
    /// When the bytes are not those that were made of it.
    pub fn register_from_bytes(bytes: &[u8], digest: Digest) -> Result<RegisterChanges, Broken> {
        let told = unbound(bytes, digest)?;
        serde_json::from_slice(told).map_err(|error| Broken::Document(error.to_string()))
    }

    /// The release, spelled out again.
    pub fn release(&self) -> Release {
        Release {
            formula: self.formula,
            month: self.month,
            k: self.k,
            previous: self.previous,
            backgrounds: self.backgrounds.clone(),
            atoms: self.atoms().collect(),
            waiting: self.told.waiting.clone(),
            supplement: Supplement {
                comments: self.told.comments.to_vec(),
                realisations: self.told.realisations.to_vec(),
                times: self.times().collect(),
                coverage: self.coverage().collect(),
                profiles: self.told.profiles.to_vec(),
                patterns: self.told.patterns,
                signs: self.told.signs.clone(),
                rated: self.told.rated.clone(),
                exclusions: self.told.exclusions.clone(),
                register: self.told.register.clone(),
            },
        }
    }

    /// Whether it says what the document says and nothing else.
    pub fn is_of(&self, release: &Release) -> bool {
        *self == Self::of(release, self.digest)
    }
}

/// The bytes behind their hash, if they were made of the release.
fn unbound(bytes: &[u8], digest: Digest) -> Result<&[u8], Broken> {
    let whole = bytes.split_first_chunk::<32>();
    let whole = whole.filter(|(kept, bytes)| hash(digest, bytes).bytes() == *kept);
    let (_, bytes) = whole.ok_or_else(|| Broken::Document("its extract was changed".to_owned()))?;
    Ok(bytes)
}

/// Binds the bytes of an extract to the release that they were made of.
fn hash(digest: Digest, bytes: &[u8]) -> Digest {
    Digest::of(&[digest.bytes().as_slice(), bytes].concat())
}
