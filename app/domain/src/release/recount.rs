//! A release beside the answers that are still kept of its ratings.
//! It must not know how they are kept.

use std::collections::BTreeMap;
use std::fmt;

use super::{Atom, PackedStatistics, Release};
use crate::formula::Formula;
use crate::instrument::Series;
use crate::rating::Proof;
use crate::seal::GroupKey;
use crate::slug::Slug;
use crate::statistics::{Background, Spread, Statistics};
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
            .filter_map(|atom| self.recount_atom(atom, &mut kept))
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

    /// Takes an atom's ratings out of those that are kept.
    fn recount_atom(&self, atom: &Atom, kept: &mut Kept) -> Option<Difference> {
        let mut found = Tally::empty(atom.series.instrument);
        for service in &atom.services {
            let group = GroupKey {
                service: service.clone(),
                series: atom.series,
                proof: atom.proof,
            };
            if let Some(tally) = kept.remove(&group) {
                found.merge(&tally);
            }
        }
        (!self.is_told_of(atom, &found)).then(|| Difference {
            services: atom.services.to_vec(),
            series: atom.series,
            proof: atom.proof,
            published: atom.respondents(),
            kept: found.respondents(),
        })
    }

    /// Whether an atom tells what a seal would tell of these answers.
    fn is_told_of(&self, atom: &Atom, answers: &Tally) -> bool {
        let background = self.backgrounds.get(&atom.series).copied();
        let background = background.unwrap_or(Background::ASSUMED);
        let (statistics, spread) = match self.formula {
            Formula::First => (Statistics::whole(answers, Formula::First), None),
            Formula::Second => (
                Statistics::disclosed(answers, self.k, background),
                Spread::of(answers, self.k),
            ),
        };
        PackedStatistics::new(&statistics) == atom.statistics && spread == atom.spread
    }
}
