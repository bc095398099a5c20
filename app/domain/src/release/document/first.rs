//! The document of releases sealed by the first formulas, which published every distribution and profile in full.
//! Nothing is sealed in this form any more; it is read, and written again byte by byte, for as long as such releases are kept.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::digest;
use crate::dictionary::{Form, names_of};
use crate::formula::Formula;
use crate::instrument::{Element, Instrument, Series};
use crate::period::Month;
use crate::profile::{PackedProfile, ProfileCounts};
use crate::rating::Proof;
use crate::release::{Atom, Broken, PackedStatistics, Release, Supplement, Waiting};
use crate::slug::Slug;
use crate::statistics::{Dispersion, Statistics};
use crate::tally::ElementSum;

/// The names of the form: without and with a supplement.
pub(super) const FORMATS: [&str; 2] = ["suara-warga-release-1", "suara-warga-release-2"];

/// The forms, which differ in nothing but the name: the second one has a supplement.
pub(super) fn forms() -> [Form; 2] {
    FORMATS.map(Form::document::<Document>)
}

pub(super) fn written(release: &Release) -> Result<String, serde_json::Error> {
    serde_json_canonicalizer::to_string(&Document::from(release))
}

pub(super) fn read(text: &str) -> Result<Release, Broken> {
    let document: Document =
        serde_json::from_str(text).map_err(|error| Broken::Document(error.to_string()))?;
    Ok(Release {
        formula: Formula::First,
        month: document.month,
        k: document.k,
        previous: digest(document.previous)?,
        backgrounds: BTreeMap::new(),
        atoms: document.atoms.into_iter().map(Atom::from).collect(),
        waiting: document.waiting,
        supplement: document.supplement,
    })
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Document {
    format: String,
    formula: Formula,
    month: Month,
    k: u64,
    previous: Option<String>,
    atoms: Vec<AtomDocument>,
    waiting: Box<[Waiting]>,
    #[serde(default, skip_serializing_if = "Supplement::is_empty")]
    supplement: Supplement,
}

/// `elements` counts the scores 1 to 4; `means` holds the sum and the sum of squares of the respondents' mean scores in the
/// unit 1/2520.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "FirstAtom")]
struct AtomDocument {
    unit: Slug,
    services: Vec<Slug>,
    instrument: Instrument,
    wording: u16,
    proof: Proof,
    since: Month,
    n: u64,
    #[schemars(extend("propertyNames" = names_of(Element::keys())))]
    elements: BTreeMap<Element, [u64; 4]>,
    means: [u64; 2],
    #[schemars(with = "ProfileCounts")]
    profile: PackedProfile,
}

impl From<&Release> for Document {
    fn from(release: &Release) -> Self {
        let [without, with] = FORMATS;
        let bare = release.supplement.is_empty();
        Self {
            format: if bare { without } else { with }.to_owned(),
            formula: release.formula,
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
        let statistics = atom.statistics();
        let elements = atom.series.instrument.elements().iter();
        Self {
            unit: atom.unit.clone(),
            services: atom.services.to_vec(),
            instrument: atom.series.instrument,
            wording: atom.series.wording,
            proof: atom.proof,
            since: atom.since,
            n: statistics.respondents(),
            elements: elements
                .map(|element| (*element, statistics.distribution(*element)))
                .collect(),
            means: [statistics.dispersion.sum, statistics.dispersion.squares],
            profile: atom.profile.clone(),
        }
    }
}

impl From<AtomDocument> for Atom {
    fn from(document: AtomDocument) -> Self {
        let instrument = document.instrument;
        let [sum, squares] = document.means;
        let mut statistics = Statistics {
            respondents: document.n,
            dispersion: Dispersion::exact(document.n, sum, squares),
            ..Statistics::empty(instrument)
        };
        for (place, element) in instrument.elements().iter().enumerate() {
            let counts = document.elements.get(element).copied().unwrap_or_default();
            statistics.elements[place] = ElementSum::of(counts);
            statistics.distributions[place] = counts;
        }
        Self {
            unit: document.unit,
            services: document.services.into(),
            series: Series {
                instrument,
                wording: document.wording,
            },
            proof: document.proof,
            since: document.since,
            statistics: PackedStatistics::new(&statistics),
            spread: None,
            profile: document.profile,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;
    use crate::figure::Figure;

    /// A document as the first formulas published it: ten people, one of whom gave the score 3 throughout and left a question out.
    fn document() -> String {
        let scores = "[0,0,1,9]";
        let elements = Element::SKM.map(|element| {
            let scores = if element == Element::Cost {
                "[0,0,0,9]"
            } else {
                scores
            };
            format!("{:?}:{scores}", element.key())
        });
        let mut elements = elements.to_vec();
        elements.sort();
        let elements = elements.join(",");
        let (sum, squares) = (9 * 10_080 + 7_560, 9 * 10_080u64.pow(2) + 7_560u64.pow(2));
        format!(
            "{{\"atoms\":[{{\"elements\":{{{elements}}},\"instrument\":\"skm\",\"means\":[{sum},{squares}],\"n\":10,\
             \"profile\":{{\"gender\":{{\"\":1,\"L\":9}}}},\"proof\":\"verified\",\"services\":[\"ktp\"],\
             \"since\":\"2026-01\",\"unit\":\"capil\",\"wording\":1}}],\"format\":\"suara-warga-release-1\",\
             \"formula\":\"ikm-1\",\"k\":10,\"month\":\"2026-01\",\"previous\":null,\"waiting\":[]}}"
        )
    }

    #[test]
    fn a_first_release_is_read_as_it_was_sealed_and_written_byte_by_byte() {
        let text = document();
        let digest = Digest::of(text.as_bytes());
        let release = Release::open(&text, digest).expect("reads");
        assert_eq!(release.canonical_json(), text);
        let atom = &release.atoms()[0];
        assert_eq!(atom.profile()["gender"]["L"], 9);
        let figure = Figure::of(atom.series(), [atom]).expect("a figure");
        let index = figure.index().expect("complete answers");
        let interval = index.interval().expect("ten people");
        // Scores 100 nine times and 75 once; t with 9 degrees of freedom is 2.262157.
        let half = 2.262_157_163 * (562.5f64 / 9.0 / 10.0).sqrt();
        assert!(
            (interval.low - (index.value - half)).abs() < 1e-6,
            "{interval:?}"
        );
        assert!(
            (interval.high - 100.0).abs() < 1e-9,
            "cut where it was sealed so"
        );
    }
}
