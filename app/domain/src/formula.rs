//! The versions of the formulas by which figures are computed; every release names its own.
//! It must not compute anything: what differs between versions stands where it is computed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A version of the formulas, older ones first. A figure of releases of several versions is computed by the newest of them.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub enum Formula {
    /// Every answer counts, and the interval is Student's t on the respondents' own means.
    #[serde(rename = "ikm-1")]
    First,
    /// An element needs enough answers, and the interval stays true where nearly everybody is satisfied.
    #[serde(rename = "ikm-2")]
    Second,
}

impl Formula {
    /// The version of releases that are sealed now.
    pub const CURRENT: Self = Self::Second;

    /// The name printed with every release.
    pub const fn key(self) -> &'static str {
        match self {
            Self::First => "ikm-1",
            Self::Second => "ikm-2",
        }
    }
}
