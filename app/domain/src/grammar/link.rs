//! The address of a document on the web.
//! It must not know what the document says, nor open it.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

/// The address of a document that proves a realisation (*bukti dukung*), on the web.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct EvidenceLink(String);

/// A text that is not the address of a document on the web.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a web address; it begins with https:// or http:// and has at most {max} characters",
    max = EvidenceLink::MAX_CHARACTERS
)]
pub struct InvalidEvidenceLink(pub String);

impl EvidenceLink {
    /// The greatest number of characters.
    pub const MAX_CHARACTERS: usize = 2000;

    /// The address, safe to link to.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for EvidenceLink {
    type Err = InvalidEvidenceLink;

    /// Only `https` and `http`: pages link to it, and other schemes can carry scripts.
    fn from_str(text: &str) -> Result<Self, InvalidEvidenceLink> {
        Url::parse(text.trim())
            .ok()
            .filter(|url| matches!(url.scheme(), "https" | "http"))
            .map(String::from)
            .filter(|address| address.chars().count() <= Self::MAX_CHARACTERS)
            .map(Self)
            .ok_or_else(|| InvalidEvidenceLink(text.to_owned()))
    }
}

impl TryFrom<String> for EvidenceLink {
    type Error = InvalidEvidenceLink;

    fn try_from(text: String) -> Result<Self, InvalidEvidenceLink> {
        text.parse()
    }
}

impl From<EvidenceLink> for String {
    fn from(link: EvidenceLink) -> Self {
        link.0
    }
}

impl fmt::Display for EvidenceLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_lies_on_the_web() {
        for address in ["https://example.go.id/a?b=c#d", "http://10.0.0.1/lkjip.pdf"] {
            let link: EvidenceLink = format!(" {address} ").parse().expect("an address");
            assert_eq!(link.as_str(), address);
        }
        let long = format!("https://example.go.id/{}", "a".repeat(2000));
        for text in [
            "",
            "example.go.id",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://",
            "/a",
            &long,
        ] {
            assert_eq!(
                text.parse::<EvidenceLink>(),
                Err(InvalidEvidenceLink(text.to_owned()))
            );
        }
    }

    #[test]
    fn a_quotation_mark_cannot_leave_the_link() {
        let link: EvidenceLink = "https://example.go.id/\"><script>"
            .parse()
            .expect("an address");
        assert!(!link.as_str().contains(['"', '<', '>']));
    }
}
