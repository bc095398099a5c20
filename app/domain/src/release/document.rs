//! The published document of a release: what is written when a month is sealed, and the reading of every form there has been.
//! It must not compute figures.

mod first;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Atom, Broken, PackedStatistics, Release, Supplement, Waiting};
use crate::dictionary::{Form, names_of};
use crate::digest::Digest;
use crate::formula::Formula;
use crate::instrument::{Element, Instrument, Series};
use crate::period::Month;
use crate::profile::PackedProfile;
use crate::rating::Proof;
use crate::slug::Slug;
use crate::statistics::{Background, Spread, Statistics};
use crate::tally::ElementSum;

/// The form of the documents that are written now.
const FORMAT: &str = "suara-warga-release-3";

/// The document of a release, in the form and with the formulas that it was sealed with.
pub(super) fn written(release: &Release) -> String {
    let json = match release.formula {
        Formula::First => first::written(release),
        Formula::Second => serde_json_canonicalizer::to_string(&Document::from(release)),
    };
    json.expect("a release has only texts and whole numbers")
}

/// Reads a document of any form.
pub(super) fn read(text: &str) -> Result<Release, Broken> {
    let broken = |error: serde_json::Error| Broken::Document(error.to_string());
    let head: Head = serde_json::from_str(text).map_err(broken)?;
    if first::FORMATS.contains(&head.format.as_str()) && head.formula == Formula::First.key() {
        return first::read(text);
    }
    if head.format == FORMAT && head.formula == Formula::Second.key() {
        let document: Document = serde_json::from_str(text).map_err(broken)?;
        return document.release();
    }
    Err(Broken::Document(format!(
        "format {:?} with formula {:?} is unknown",
        head.format, head.formula
    )))
}

/// The forms of releases, the present one first.
pub(super) fn forms() -> impl Iterator<Item = Form> {
    [Form::document::<Document>(FORMAT)]
        .into_iter()
        .chain(first::forms())
}

/// What tells one form from another.
#[derive(Deserialize)]
struct Head {
    format: String,
    formula: String,
}

fn digest(hash: Option<String>) -> Result<Option<Digest>, Broken> {
    Ok(hash.map(|hash| hash.parse::<Digest>()).transpose()?)
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Document {
    format: String,
    formula: Formula,
    month: Month,
    k: u64,
    previous: Option<String>,
    backgrounds: Vec<BackgroundDocument>,
    atoms: Vec<AtomDocument>,
    waiting: Box<[Waiting]>,
    #[serde(default, skip_serializing_if = "Supplement::is_empty")]
    supplement: Supplement,
}

/// The variance that is assumed of the small atoms of a series.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Background")]
struct BackgroundDocument {
    instrument: Instrument,
    wording: u16,
    variance: u64,
}

/// `elements` has those that enough people answered; `spread` is left out where there are too few people.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Atom")]
struct AtomDocument {
    unit: Slug,
    services: Vec<Slug>,
    instrument: Instrument,
    wording: u16,
    proof: Proof,
    since: Month,
    n: u64,
    #[schemars(extend("propertyNames" = names_of(Element::keys())))]
    elements: BTreeMap<Element, ElementDocument>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    spread: Option<u64>,
}

/// `scores` counts the scores 1 to 4, where there are answers enough.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "AtomElement")]
struct ElementDocument {
    n: u64,
    sum: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scores: Option<[u64; 4]>,
}

impl From<&Release> for Document {
    fn from(release: &Release) -> Self {
        let backgrounds = release.backgrounds.iter();
        Self {
            format: FORMAT.to_owned(),
            formula: release.formula,
            month: release.month,
            k: release.k,
            previous: release.previous.map(|hash| hash.to_string()),
            backgrounds: backgrounds
                .map(|(series, background)| BackgroundDocument {
                    instrument: series.instrument,
                    wording: series.wording,
                    variance: background.0,
                })
                .collect(),
            atoms: release.atoms.iter().map(AtomDocument::from).collect(),
            waiting: release.waiting.clone(),
            supplement: release.supplement.clone(),
        }
    }
}

impl From<&Atom> for AtomDocument {
    fn from(atom: &Atom) -> Self {
        let statistics = atom.statistics();
        let elements = atom.series.instrument.elements().iter();
        let elements = elements.filter_map(|element| {
            let answers = statistics.element(*element);
            let scores = statistics.distribution(*element);
            let told = ElementDocument {
                n: answers.n,
                sum: answers.sum,
                scores: (scores != [0; 4]).then_some(scores),
            };
            (answers.n > 0).then_some((*element, told))
        });
        Self {
            unit: atom.unit.clone(),
            services: atom.services.to_vec(),
            instrument: atom.series.instrument,
            wording: atom.series.wording,
            proof: atom.proof,
            since: atom.since,
            n: statistics.respondents(),
            elements: elements.collect(),
            spread: atom.spread.map(|spread| spread.0),
        }
    }
}

impl Document {
    fn release(self) -> Result<Release, Broken> {
        let backgrounds = self.backgrounds.into_iter().map(|told| {
            let series = Series {
                instrument: told.instrument,
                wording: told.wording,
            };
            (series, Background(told.variance))
        });
        let backgrounds: BTreeMap<Series, Background> = backgrounds.collect();
        let atoms = self.atoms.into_iter().map(|atom| atom.atom(&backgrounds));
        Ok(Release {
            formula: self.formula,
            month: self.month,
            k: self.k,
            previous: digest(self.previous)?,
            atoms: atoms.collect(),
            backgrounds,
            waiting: self.waiting,
            supplement: self.supplement,
        })
    }
}

impl AtomDocument {
    fn atom(self, backgrounds: &BTreeMap<Series, Background>) -> Atom {
        let series = Series {
            instrument: self.instrument,
            wording: self.wording,
        };
        let mut statistics = Statistics {
            formula: Formula::Second,
            respondents: self.n,
            ..Statistics::empty(self.instrument)
        };
        for (place, element) in self.instrument.elements().iter().enumerate() {
            if let Some(told) = self.elements.get(element) {
                statistics.elements[place] = ElementSum {
                    n: told.n,
                    sum: told.sum,
                };
                statistics.distributions[place] = told.scores.unwrap_or_default();
            }
        }
        let spread = self.spread.map(Spread);
        let background = backgrounds.get(&series).copied();
        let background = background.unwrap_or(Background::ASSUMED);
        statistics.disperse(spread.unwrap_or_else(|| background.of_people(self.n)));
        Atom {
            unit: self.unit,
            services: self.services.into(),
            series,
            proof: self.proof,
            since: self.since,
            statistics: PackedStatistics::new(&statistics),
            spread,
            profile: PackedProfile::default(),
        }
    }
}
