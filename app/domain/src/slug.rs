//! The short names by which units and services are known in addresses and files.
//! It must not know which names are taken.

use std::sync::Arc;
use std::{fmt, str::FromStr};

/// The name of a unit or service in addresses and files: lower-case letters, digits and single hyphens. Copies share the
/// text, because the record names each service thousands of times.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(Arc<str>);

/// A text that is not a slug.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a short name; use lower-case letters, digits and single hyphens, at most 60")]
pub struct InvalidSlug(pub String);

impl Slug {
    /// The greatest number of characters.
    pub const MAX_CHARACTERS: usize = 60;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = InvalidSlug;

    fn from_str(text: &str) -> Result<Self, InvalidSlug> {
        let word = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        let valid = text.len() <= Self::MAX_CHARACTERS && text.split('-').all(word);
        valid
            .then(|| Self(text.into()))
            .ok_or_else(|| InvalidSlug(text.to_owned()))
    }
}

impl TryFrom<String> for Slug {
    type Error = InvalidSlug;

    fn try_from(text: String) -> Result<Self, InvalidSlug> {
        text.parse()
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0.as_ref().to_owned()
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
