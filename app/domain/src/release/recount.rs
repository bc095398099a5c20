//! A release beside the answers that are still kept of its ratings.
//! It must not know how they are kept.

use std::collections::BTreeMap;
use std::fmt;

use super::packed::PackedTally;
use super::{Atom, Release};
use crate::instrument::Series;
use crate::rating::Proof;
use crate::seal::GroupKey;
use crate::slug::Slug;
use crate::tally::Tally;

/// The ratings that are kept of each group.
pub type Kept = BTreeMap<GroupKey, Tally>;

/// Where a release and the kept answers say something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The service, or several that were pooled.
    pub services: Vec<Slug>,
    /// The instrument and wording.
    pub series: Series,
    /// The proof class.
    pub proof: Proof,
    /// How many ratings the release counts.
    pub published: u64,
    /// How many are kept.
    pub kept: u64,
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            published, kept, ..
        } = self;
        let services: Vec<&str> = self.services.iter().map(Slug::as_str).collect();
        let (services, proof) = (services.join(" and "), self.proof.key());
        let Series {
            instrument,
            wording,
        } = self.series;
        write!(
            formatter,
            "{services} ({}, wording {wording}, {proof}): ",
            instrument.key()
        )?;
        if published == kept {
            write!(
                formatter,
                "of the {kept} ratings that are kept some have other answers than the release counts"
            )
        } else {
            write!(
                formatter,
                "the release counts {published} ratings, {kept} are kept"
            )
        }
    }
}

impl Release {
    /// Where the answers that are kept are not those that the release counts.
    pub fn recount(&self, mut kept: Kept) -> Vec<Difference> {
        let mut differences: Vec<Difference> = self
            .atoms
            .iter()
            .filter_map(|atom| atom.recount(&mut kept))
            .collect();
        let uncounted = kept.into_iter().map(|(key, tally)| Difference {
            services: vec![key.service],
            series: key.series,
            proof: key.proof,
            published: 0,
            kept: tally.respondents(),
        });
        differences.extend(uncounted);
        differences
    }
}

impl Atom {
    /// Takes the atom's ratings out of those that are kept.
    fn recount(&self, kept: &mut Kept) -> Option<Difference> {
        let mut found = Tally::empty(self.series.instrument);
        for service in &self.services {
            let group = GroupKey {
                service: service.clone(),
                series: self.series,
                proof: self.proof,
            };
            if let Some(tally) = kept.remove(&group) {
                found.merge(&tally);
            }
        }
        (PackedTally::new(&found) != self.tally).then(|| Difference {
            services: self.services.to_vec(),
            series: self.series,
            proof: self.proof,
            published: self.respondents(),
            kept: found.respondents(),
        })
    }
}
