//! Which kinds of community support what a group says, and how much of that may be told.
//! It must not know a single seat: it gets people counted.

use std::collections::BTreeMap;

use super::Community;
use crate::disclosure::parts;

/// How many people of each kind of community support a point of a group, each counted once; those who told no kind too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreement(BTreeMap<Option<Community>, u64>);

impl Agreement {
    /// With more people of a kind.
    pub fn add(&mut self, kind: Option<Community>, people: u64) {
        *self.0.entry(kind).or_default() += people;
    }

    /// What may be told: kinds of fewer than k people are left out, and with them the next smallest until at least k are behind
    /// what is left out. The others are told in steps of k, and only once nobody can support anything any more: whoever watches
    /// a hall while people press, and can bring seats of an own kind, would otherwise learn from a step who made it.
    pub fn told(&self, k: u64) -> BTreeMap<Community, u64> {
        let told = parts(&self.0, 0, k).into_iter();
        told.filter_map(|(kind, people)| Some((kind?, people / k * k)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn agreement() -> impl Strategy<Value = Agreement> {
        let kinds = Community::ALL.iter().copied().map(Some).chain([None]);
        let kinds: Vec<_> = kinds.collect();
        let counted = (prop::sample::select(kinds), 0..60_u64);
        prop::collection::vec(counted, 0..8).prop_map(|counted| {
            let mut agreement = Agreement::default();
            for (kind, people) in counted {
                agreement.add(kind, people);
            }
            agreement
        })
    }

    proptest! {
        #[test]
        fn no_few_people_can_be_told_apart(agreement in agreement(), k in 2..15_u64) {
            let told = agreement.told(k);
            let all: u64 = agreement.0.values().sum();
            for (kind, people) in &told {
                let counted = agreement.0[&Some(*kind)];
                prop_assert!(*people >= k && people % k == 0);
                prop_assert!(*people <= counted && counted < people + k);
            }
            // Whoever knows the number of all learns no kind of fewer than k people.
            let behind: u64 = told.keys().map(|kind| agreement.0[&Some(*kind)]).sum();
            prop_assert!(all == behind || all - behind >= k || told.is_empty());
        }

        #[test]
        fn one_person_more_rarely_shows(agreement in agreement(), kind in prop::sample::select(Community::ALL), k in 5..15_u64) {
            let mut more = agreement.clone();
            more.add(Some(kind), 1);
            let counted = more.0[&Some(kind)];
            if counted > k && counted % k != 0 && agreement.told(k).contains_key(&kind) {
                prop_assert_eq!(more.told(k)[&kind], agreement.told(k)[&kind]);
            }
        }
    }
}
