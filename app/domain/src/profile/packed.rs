//! Counted profiles, packed: the places of answers instead of their words.
//! It must not know how many people may be told apart.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use serde::de::{Deserializer, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use super::{ProfileCounts, add_profile};
use crate::packed::Numbers;
use crate::rating::{AgeBand, Disability, Education, Gender, Occupation};

/// How the respondents of an atom described themselves, at rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PackedProfile {
    /// The places of answers in [`ANSWERS`], each with the number of people who gave it.
    Known(Numbers),
    /// Counts with an answer that this version does not know.
    Other(Box<ProfileCounts>),
}

/// A question of the profile with one of its answers.
type Answer = (&'static str, &'static str);

/// Every answer that a profile can hold, in the order of documents; an empty one where the question was left out.
static ANSWERS: LazyLock<Vec<Answer>> = LazyLock::new(|| {
    fn of<T: Copy>(
        question: &'static str,
        answers: &'static [T],
        code: fn(T) -> &'static str,
    ) -> impl Iterator<Item = Answer> {
        let codes = answers.iter().map(move |answer| code(*answer));
        codes.chain([""]).map(move |code| (question, code))
    }
    of("gender", Gender::ALL, Gender::code)
        .chain(of("age", AgeBand::ALL, AgeBand::code))
        .chain(of("education", Education::ALL, Education::code))
        .chain(of("occupation", Occupation::ALL, Occupation::code))
        .chain(of("disability", Disability::ALL, Disability::code))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
});

impl Default for PackedProfile {
    fn default() -> Self {
        Self::Known(Numbers::from_iter([]))
    }
}

impl PackedProfile {
    pub(crate) fn new(counts: &ProfileCounts) -> Self {
        let told = counts.iter().flat_map(|(question, answers)| {
            let answers = answers.iter();
            answers.map(move |(answer, people)| (question.as_str(), answer.as_str(), *people))
        });
        Self::known(told).unwrap_or_else(|| Self::Other(Box::new(counts.clone())))
    }

    /// The counts of answers that come in the order of documents, if all are known.
    fn known<'a>(told: impl Iterator<Item = (&'a str, &'a str, u64)>) -> Option<Self> {
        let mut numbers = Vec::new();
        let mut known = ANSWERS.iter().zip(0..);
        for (question, answer, people) in told {
            let (_, place) = known.find(|(known, _)| **known == (question, answer))?;
            numbers.extend([place, people]);
        }
        Some(Self::Known(numbers.into_iter().collect()))
    }

    pub(crate) fn counts(&self) -> ProfileCounts {
        let mut numbers = match self {
            Self::Other(counts) => return (**counts).clone(),
            Self::Known(numbers) => numbers.iter(),
        };
        let mut counts = ProfileCounts::new();
        while let (Some(place), Some(people)) = (numbers.next(), numbers.next()) {
            let answer = usize::try_from(place).ok().and_then(|at| ANSWERS.get(at));
            if let Some((question, answer)) = answer {
                let answers = counts.entry((*question).to_owned()).or_default();
                answers.insert((*answer).to_owned(), people);
            }
        }
        counts
    }
}

/// Profiles added up without spelling out their words.
#[derive(Debug, Default)]
pub(crate) struct ProfileSum {
    /// By the place in [`ANSWERS`].
    known: Vec<u64>,
    other: ProfileCounts,
}

impl<'a> FromIterator<&'a PackedProfile> for ProfileSum {
    fn from_iter<I: IntoIterator<Item = &'a PackedProfile>>(profiles: I) -> Self {
        let mut sum = Self {
            known: vec![0; ANSWERS.len()],
            ..Self::default()
        };
        for profile in profiles {
            match profile {
                PackedProfile::Other(counts) => add_profile(&mut sum.other, counts),
                PackedProfile::Known(numbers) => {
                    let mut numbers = numbers.iter();
                    while let (Some(place), Some(people)) = (numbers.next(), numbers.next()) {
                        let place = usize::try_from(place).ok();
                        if let Some(known) = place.and_then(|place| sum.known.get_mut(place)) {
                            *known += people;
                        }
                    }
                }
            }
        }
        sum
    }
}

impl ProfileSum {
    /// How many people were counted: each is counted once for every question.
    pub(crate) fn people(&self) -> u64 {
        let mut of_question: BTreeMap<&str, u64> = BTreeMap::new();
        for ((question, _), people) in ANSWERS.iter().zip(&self.known) {
            *of_question.entry(question).or_default() += people;
        }
        of_question.into_values().max().unwrap_or_default()
    }

    pub(crate) fn packed(self) -> PackedProfile {
        if !self.other.is_empty() {
            return PackedProfile::Other(Box::new(self.counts()));
        }
        let counted = (0..).zip(self.known).filter(|(_, people)| *people > 0);
        PackedProfile::Known(
            counted
                .flat_map(|(place, people)| [place, people])
                .collect(),
        )
    }

    pub(crate) fn counts(mut self) -> ProfileCounts {
        let other = std::mem::take(&mut self.other);
        let mut counts = self.packed().counts();
        add_profile(&mut counts, &other);
        counts
    }
}

/// A [`PackedProfile`] as programs of this version pass it on to each other.
#[derive(Serialize, Deserialize)]
enum AtRest<'a> {
    Known(Cow<'a, Numbers>),
    Other(Cow<'a, ProfileCounts>),
}

impl Serialize for PackedProfile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return self.counts().serialize(serializer);
        }
        match self {
            Self::Known(numbers) => AtRest::Known(Cow::Borrowed(numbers)),
            Self::Other(counts) => AtRest::Other(Cow::Borrowed(counts)),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PackedProfile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return Ok(match AtRest::deserialize(deserializer)? {
                AtRest::Known(numbers) => Self::Known(numbers.into_owned()),
                AtRest::Other(counts) => Self::Other(Box::new(counts.into_owned())),
            });
        }
        let told = BTreeMap::<Text, BTreeMap<Text, u64>>::deserialize(deserializer)?;
        let each = told.iter().flat_map(|(question, answers)| {
            let answers = answers.iter();
            answers.map(move |(answer, people)| (&*question.0, &*answer.0, *people))
        });
        if let Some(known) = Self::known(each) {
            return Ok(known);
        }
        let owned = |(answer, people): (Text, u64)| (answer.0.into_owned(), people);
        let counts = told.into_iter().map(|(question, answers)| {
            let answers = answers.into_iter().map(owned);
            (question.0.into_owned(), answers.collect())
        });
        Ok(Self::Other(Box::new(counts.collect())))
    }
}

/// A text that is borrowed from the document wherever the document has it as it is.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Text<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn profile() -> impl Strategy<Value = ProfileCounts> {
        let question = prop::sample::select(vec!["gender", "age", "lain \"baru\""]);
        let answer = prop::sample::select(vec!["", "L", "<20", "60+", "tidak\ndikenal"]);
        let told = (question, answer, any::<u64>());
        prop::collection::vec(told, 0..8).prop_map(|told| {
            let mut counts = ProfileCounts::new();
            for (question, answer, people) in told {
                let answers = counts.entry(question.to_owned()).or_default();
                answers.insert(answer.to_owned(), people);
            }
            counts
        })
    }

    proptest! {
        #[test]
        fn a_profile_comes_back_as_it_was(counts in profile()) {
            let packed = PackedProfile::new(&counts);
            prop_assert_eq!(packed.counts(), counts);
            let text = serde_json::to_string(&packed).expect("texts and numbers");
            prop_assert_eq!(serde_json::from_str::<PackedProfile>(&text).ok(), Some(packed));
        }
    }

    proptest! {
        #[test]
        fn sums_are_those_of_the_words(all in prop::collection::vec(small_profile(), 0..5)) {
            let mut expected = ProfileCounts::new();
            for counts in &all {
                add_profile(&mut expected, counts);
            }
            let packed: Vec<_> = all.iter().map(PackedProfile::new).collect();
            let sum = packed.iter().collect::<ProfileSum>();
            prop_assert_eq!(sum.counts(), expected.clone());
            let again = packed.iter().collect::<ProfileSum>().packed();
            prop_assert_eq!(again.counts(), expected);
        }
    }

    /// Counts of people that can be added up.
    fn small_profile() -> impl Strategy<Value = ProfileCounts> {
        profile().prop_map(|mut counts| {
            let people = counts.values_mut().flat_map(BTreeMap::values_mut);
            people.for_each(|people| *people = *people % 1000 + 1);
            counts
        })
    }
}
