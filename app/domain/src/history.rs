//! Versions of records: what each held, who wrote it and when.
//! It must not know what a field means, or where versions are kept.

use crate::noun::Snapshot;

/// A record as it was in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordVersion {
    /// The version, counted from 1.
    pub version: i32,
    /// When it was written, in seconds since 1970 (UTC); `None` where that was not noted.
    pub at: Option<i64>,
    /// Who wrote it: the number of an account, `konsol` or `server`; empty where that was not noted.
    pub actor: String,
    /// What it held.
    pub snapshot: Snapshot,
}
