//! The correction release: what two people published to set right what releases say, which itself never changes.
//! It must not know ratings: an atom is never corrected.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Broken;
use crate::accountability::SealedCorrection;
use crate::dictionary::Form;
use crate::digest::Digest;
use crate::realisation::CorrectionState;

/// The form of the published document.
const FORMAT: &str = "suara-warga-correction-1";

/// Corrections that were published together. Correction releases form a chain of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionRelease {
    number: u32,
    previous: Option<Digest>,
    corrections: Vec<SealedCorrection>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Document {
    format: String,
    number: u32,
    previous: Option<String>,
    corrections: Vec<SealedCorrection>,
}

/// The form of the document.
pub(super) fn form() -> Form {
    Form::document::<Document>(FORMAT)
}

/// The correction release that another one follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Predecessor {
    /// Its place, counted from 1.
    pub number: u32,
    /// Its hash.
    pub digest: Digest,
}

impl CorrectionRelease {
    /// The correction release that follows another one, or the first.
    pub fn after(previous: Option<Predecessor>, corrections: Vec<SealedCorrection>) -> Self {
        Self {
            number: previous.map_or(0, |previous| previous.number) + 1,
            previous: previous.map(|previous| previous.digest),
            corrections,
        }
    }

    /// Its place, counted from 1.
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// The hash of the one before, `None` for the first.
    pub const fn previous(&self) -> Option<Digest> {
        self.previous
    }

    /// What is set right, in the order in which it was proposed.
    pub fn corrections(&self) -> &[SealedCorrection] {
        &self.corrections
    }

    /// The published document: canonical JSON by RFC 8785.
    pub fn canonical_json(&self) -> String {
        let document = Document {
            format: FORMAT.to_owned(),
            number: self.number,
            previous: self.previous.map(|hash| hash.to_string()),
            corrections: self.corrections.clone(),
        };
        serde_json_canonicalizer::to_string(&document)
            .expect("a correction has only texts and whole numbers")
    }

    /// Reads one back, refusing any text but the one that was published.
    pub fn open(text: &str, recorded: Digest) -> Result<Self, Broken> {
        let found = Digest::of(text.as_bytes());
        if found != recorded {
            return Err(Broken::Hash {
                expected: recorded,
                found,
            });
        }
        let document: Document =
            serde_json::from_str(text).map_err(|error| Broken::Document(error.to_string()))?;
        if document.format != FORMAT {
            let form = format!("format {:?} is unknown", document.format);
            return Err(Broken::Document(form));
        }
        Ok(Self {
            number: document.number,
            previous: document
                .previous
                .map(|hash| hash.parse::<Digest>())
                .transpose()?,
            corrections: document.corrections,
        })
    }
}

/// A correction on its way to publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionProposal {
    /// Its random name.
    pub id: Uuid,
    /// What is corrected.
    pub correction: SealedCorrection,
    /// Who proposed it, as in the audit trail.
    pub proposed_by: String,
    /// When, in seconds since 1970 (UTC).
    pub proposed_at: i64,
    /// How far it has come.
    pub state: CorrectionState,
    /// Why it was sent back; empty if it was not.
    pub returned_for: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::realisation::{Correction, Entry, Realisation};
    use crate::register::tests::slug;

    fn release(previous: Option<Predecessor>) -> CorrectionRelease {
        let entry = Entry::NotApplicable;
        let correction = Correction::new(Realisation::NotProvided, entry, "Baru diketahui");
        let corrections = vec![SealedCorrection {
            unit: slug("capil"),
            indicator: slug("akta"),
            period: "2026-Q1".parse().expect("a period"),
            correction: correction.expect("a change"),
        }];
        CorrectionRelease::after(previous, corrections)
    }

    #[test]
    fn what_was_published_is_read_back_and_nothing_else() {
        let first = release(None);
        let text = first.canonical_json();
        let digest = Digest::of(text.as_bytes());
        assert_eq!(CorrectionRelease::open(&text, digest), Ok(first));
        let changed = text.replace("Baru", "Lama");
        assert!(matches!(
            CorrectionRelease::open(&changed, digest),
            Err(Broken::Hash { .. })
        ));
    }

    #[test]
    fn each_names_the_one_before() {
        let first = release(None);
        let digest = Digest::of(first.canonical_json().as_bytes());
        let second = release(Some(Predecessor {
            number: first.number(),
            digest,
        }));
        assert_eq!((second.number(), second.previous()), (2, Some(digest)));
    }
}
