//! What people say of a promise that was reported kept: whether it is so. A report is the unit's own word, and whoever asked
//! for it knows best. It must not know who said anything, nor change how a commitment stands.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::Kept;
use crate::coded::coded;

/// How many days after its report people are asked: as long as it takes until a change is felt.
pub const ASKED_AFTER: u64 = 28;

/// For how many days they are asked.
pub const ASKED_FOR: u64 = 180;

coded! {
    /// What somebody says of a promise that was reported kept.
    Verdict {
        /// It is so.
        Kept = "ya",
        /// It is not so, or not yet.
        NotKept = "belum",
    }
}

coded! {
    /// Who says it. The two are told apart, because a seat costs a point that a moderator published, and a visit nothing.
    Witness {
        /// Somebody who said something at the forum that it answers.
        Seat = "peserta",
        /// Somebody who visits the page of the commitment.
        Visitor = "pengunjung",
    }
}

/// How many people said what of the last report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdicts(BTreeMap<(Witness, Verdict), u64>);

impl Verdicts {
    /// So many witnesses of a kind said so.
    pub fn with(mut self, witness: Witness, verdict: Verdict, people: u64) -> Self {
        self.0.insert((witness, verdict), people);
        self
    }

    /// How many witnesses of a kind said so, in steps of k, so that no single answer shows; 0 stands for fewer than k.
    pub fn told(&self, witness: Witness, verdict: Verdict, k: u64) -> u64 {
        let people = self.0.get(&(witness, verdict)).copied();
        people.unwrap_or_default() / k * k
    }

    /// Whether everybody is told the same of both.
    pub fn tell_the_same(&self, other: &Self, k: u64) -> bool {
        Witness::ALL.iter().all(|witness| {
            let told = |said: &Self, verdict| said.told(*witness, verdict, k);
            let mut verdicts = Verdict::ALL.iter();
            verdicts.all(|verdict| told(self, *verdict) == told(other, *verdict))
        })
    }
}

impl Kept {
    /// The day of the report about which people are asked on a day; none if they are not.
    pub fn asked_about(&self, today: NaiveDate) -> Option<NaiveDate> {
        let reported = self.course.report()?.on;
        let first = reported + Days::new(ASKED_AFTER);
        let last = first + Days::new(ASKED_FOR);
        (first..=last).contains(&today).then_some(reported)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_single_answer_shows(people in 0..500_u64, k in 2..20_u64) {
            let said = |people| Verdicts::default().with(Witness::Seat, Verdict::Kept, people);
            let told = said(people).told(Witness::Seat, Verdict::Kept, k);
            prop_assert!(told <= people && people < told + k);
            prop_assert_eq!(told % k, 0);
            let changes = !said(people).tell_the_same(&said(people + 1), k);
            prop_assert_eq!(changes, (people + 1) % k == 0);
        }
    }

    #[test]
    fn witnesses_are_told_apart() {
        let said = Verdicts::default()
            .with(Witness::Seat, Verdict::NotKept, 12)
            .with(Witness::Visitor, Verdict::Kept, 25);
        assert_eq!(said.told(Witness::Seat, Verdict::NotKept, 10), 10);
        assert_eq!(said.told(Witness::Visitor, Verdict::Kept, 10), 20);
        assert_eq!(said.told(Witness::Seat, Verdict::Kept, 10), 0);
    }
}
