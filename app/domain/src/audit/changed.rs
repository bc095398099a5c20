//! The two sides of a change.
//! It must not know what changed.

use serde::{Deserialize, Serialize};

/// What something was and what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed<T> {
    /// What it was.
    pub before: T,
    /// What it is since.
    pub after: T,
}

impl<T: PartialEq> Changed<T> {
    /// The two sides, if they differ.
    pub fn between(before: T, after: T) -> Option<Self> {
        (before != after).then_some(Self { before, after })
    }
}
