//! How the people behind figures describe themselves, and how much of it may be published.
//! It must not know a single person: it gets people counted, a count for each answer of each question.

mod packed;

pub(crate) use packed::{PackedProfile, ProfileSum};

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::disclosure::parts;
use crate::period::Period;
use crate::slug::Slug;

/// For each question the number of people per answer. People who left a question out are counted under an empty answer.
pub type ProfileCounts = BTreeMap<String, BTreeMap<String, u64>>;

/// Adds the counts of a second group of people.
pub fn add_profile(counts: &mut ProfileCounts, added: &ProfileCounts) {
    for (question, answers) in added {
        let counts = counts.entry(question.clone()).or_default();
        for (answer, people) in answers {
            *counts.entry(answer.clone()).or_default() += people;
        }
    }
}

/// What is published of the people who rated the services of one unit in a semester, by the seal of its last month. Months,
/// services and services whose use is sensitive are never told apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SealedProfile {
    unit: Slug,
    semester: String,
    n: u64,
    #[schemars(with = "ProfileCounts")]
    answers: PackedProfile,
}

impl SealedProfile {
    /// What may be published of people counted exactly; `None` below `k` of them. An answer that fewer than `k` gave is left
    /// out, and with it the next rarest ones of the question until at least `k` people are behind what is left out, so that no
    /// subtraction from the number of all leaves fewer.
    pub fn disclosed(unit: Slug, semester: Period, counts: &ProfileCounts, k: u64) -> Option<Self> {
        let people = |answers: &BTreeMap<String, u64>| answers.values().sum::<u64>();
        let n = counts.values().map(people).max()?;
        if n < k {
            return None;
        }
        let mut told = ProfileCounts::new();
        for (question, answers) in counts {
            // Who was not asked at all is left out too.
            let shown = parts(answers, n - people(answers), k);
            if !shown.is_empty() {
                told.insert(question.clone(), shown);
            }
        }
        Some(Self {
            unit,
            semester: semester.to_string(),
            n,
            answers: PackedProfile::new(&told),
        })
    }

    /// The unit.
    pub const fn unit(&self) -> &Slug {
        &self.unit
    }

    /// The semester, such as `2026-S1`.
    pub fn semester(&self) -> &str {
        &self.semester
    }

    /// How many people were counted.
    pub const fn n(&self) -> u64 {
        self.n
    }

    pub(crate) const fn answers(&self) -> &PackedProfile {
        &self.answers
    }
}

/// The published profiles of several units or periods together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileTotals {
    /// How many people they are of.
    pub n: u64,
    /// What is told of them; of a question, fewer than all.
    pub counts: ProfileCounts,
}

impl ProfileTotals {
    /// How many people gave an answer to a question that is not told.
    pub fn untold(&self, question: &str) -> u64 {
        let told = self.counts.get(question);
        let told: u64 = told.into_iter().flat_map(BTreeMap::values).sum();
        self.n.saturating_sub(told)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::register::tests::slug;

    fn counts(question: &str, answers: &[(&str, u64)]) -> ProfileCounts {
        let answers = answers
            .iter()
            .map(|(answer, people)| ((*answer).to_owned(), *people));
        ProfileCounts::from([(question.to_owned(), answers.collect())])
    }

    fn told(counts: &ProfileCounts, k: u64) -> Option<ProfileCounts> {
        let semester = "2026-S1".parse().expect("a semester");
        let sealed = SealedProfile::disclosed(slug("capil"), semester, counts, k)?;
        Some(sealed.answers.counts())
    }

    #[test]
    fn a_single_person_is_hidden_behind_the_next_rarest_answer() {
        let gender = counts("gender", &[("L", 30), ("P", 20), ("", 1)]);
        assert_eq!(told(&gender, 10), Some(counts("gender", &[("L", 30)])));
        let even = counts("gender", &[("L", 30), ("P", 20)]);
        assert_eq!(told(&even, 10), Some(even));
        assert_eq!(told(&counts("gender", &[("L", 9)]), 10), None);
    }

    proptest! {
        /// For every question, whatever is not told is of nobody or of at least k people.
        #[test]
        fn no_cell_and_no_rest_is_of_fewer_than_k(
            cells in prop::collection::vec(0u64..40, 2..7), others in prop::collection::vec(0u64..40, 2..7), k in 2u64..12
        ) {
            let question = |cells: &[u64]| -> BTreeMap<String, u64> {
                cells.iter().enumerate().map(|(place, people)| (place.to_string(), *people)).collect()
            };
            let exact = ProfileCounts::from([
                ("age".to_owned(), question(&cells)),
                ("gender".to_owned(), question(&others)),
            ]);
            let semester = "2026-S1".parse().expect("a semester");
            let Some(sealed) = SealedProfile::disclosed(slug("capil"), semester, &exact, k) else {
                prop_assert!(cells.iter().sum::<u64>().max(others.iter().sum()) < k);
                return Ok(());
            };
            let totals = ProfileTotals { n: sealed.n(), counts: sealed.answers.counts() };
            for question in ["age", "gender"] {
                let told = totals.counts.get(question).cloned().unwrap_or_default();
                prop_assert!(told.values().all(|people| *people >= k));
                let rest = totals.untold(question);
                prop_assert!(rest == 0 || rest >= k || told.is_empty(), "{} of {}", question, rest);
            }
        }
    }
}
