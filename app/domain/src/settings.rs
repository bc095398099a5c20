//! What administrators can set for the whole installation.
//! It must not know where it is kept.

use crate::release::Digest;
use crate::retention::Retention;

/// What administrators can set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The smallest number of ratings that the next seals publish together.
    pub k: u64,
    /// How long what is not part of the record is kept, in months.
    pub retention: Retention,
}

impl Settings {
    /// A hash by which one sees whether somebody changed them.
    pub fn digest(&self) -> Digest {
        let times = self.retention.iter();
        let times = times.map(|(kind, months)| format!("\n{} {months}", kind.code()));
        let text = format!("k {}{}", self.k, times.collect::<String>());
        Digest::of(text.as_bytes())
    }

    /// What differs from other settings, in words for the audit trail.
    pub fn changes(&self, other: &Self) -> Vec<String> {
        let k = (self.k != other.k).then(|| format!("k: {} → {}", self.k, other.k));
        let times = other.retention.iter().filter_map(|(kind, months)| {
            let before = self.retention.get(kind)?;
            (before != months).then(|| format!("{}: {before} → {months}", kind.code()))
        });
        k.into_iter().chain(times).collect()
    }
}
