//! What a release counts in a tenth of the memory: a province holds a million atoms of seventy small numbers each.
//! It must not know what is counted, only how few bytes a small number needs.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;
use std::sync::LazyLock;

use integer_encoding::VarInt;
use serde::de::{DeserializeOwned, Deserializer, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use super::{ProfileCounts, add_profile};
use crate::formula::Formula;
use crate::instrument::Instrument;
use crate::rating::{AgeBand, Disability, Education, Gender, Occupation};
use crate::statistics::{Dispersion, Statistics};
use crate::tally::ElementSum;

/// Values of one kind one after the other, each spelled out again whenever it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub(crate) struct Packed<T> {
    #[serde(with = "serde_bytes")]
    bytes: Box<[u8]>,
    /// Where each value ends.
    ends: Box<[u32]>,
    kind: PhantomData<fn() -> T>,
}

impl<'a, T: Serialize + 'a> FromIterator<&'a T> for Packed<T> {
    fn from_iter<I: IntoIterator<Item = &'a T>>(values: I) -> Self {
        let (mut bytes, mut ends) = (Vec::new(), Vec::new());
        for value in values {
            bytes = postcard::to_extend(value, bytes).expect("texts and numbers can be written");
            ends.push(u32::try_from(bytes.len()).expect("a month's values take less than 4 GiB"));
        }
        Self {
            bytes: bytes.into(),
            ends: ends.into(),
            kind: PhantomData,
        }
    }
}

impl<T: DeserializeOwned> Packed<T> {
    pub(crate) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// The value at a place, counted from 0.
    ///
    /// # Panics
    /// Beyond the end.
    pub(crate) fn get(&self, place: usize) -> T {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        let value = &self.bytes[start as usize..self.ends[place] as usize];
        postcard::from_bytes(value).expect("what was written can be read")
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = T> {
        (0..self.len()).map(|place| self.get(place))
    }
}

/// Numbers one after the other, each in as few bytes as it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Numbers(#[serde(with = "serde_bytes")] Box<[u8]>);

impl FromIterator<u64> for Numbers {
    fn from_iter<I: IntoIterator<Item = u64>>(numbers: I) -> Self {
        let mut bytes = Vec::new();
        for number in numbers {
            let mut room = [0; 10];
            let length = number.encode_var(&mut room);
            bytes.extend_from_slice(&room[..length]);
        }
        Self(bytes.into())
    }
}

impl Numbers {
    fn iter(&self) -> impl Iterator<Item = u64> {
        let mut rest = &*self.0;
        std::iter::from_fn(move || {
            let (number, length) = u64::decode_var(rest)?;
            rest = &rest[length..];
            Some(number)
        })
    }
}

/// [`Statistics`] at rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PackedStatistics {
    instrument: Instrument,
    formula: Formula,
    numbers: Numbers,
}

/// How an element is written, in two bits.
mod form {
    /// As the number of answers and their sum.
    pub const SUM: u64 = 0;
    /// As its distribution, from which both follow.
    pub const DISTRIBUTION: u64 = 1;
    /// As both, where they are not of the same groups.
    pub const BOTH: u64 = 2;
}

impl PackedStatistics {
    pub(crate) fn new(statistics: &Statistics) -> Self {
        let elements = statistics.instrument.elements().len();
        let written = statistics.elements.iter().zip(&statistics.distributions);
        let (mut forms, mut answers) = (0, Vec::new());
        for (place, (element, counts)) in written.take(elements).enumerate() {
            let counted: u64 = counts.iter().sum();
            let form = match counted {
                0 => form::SUM,
                counted if counted == element.n => form::DISTRIBUTION,
                _ => form::BOTH,
            };
            forms |= form << (2 * place);
            if form != form::DISTRIBUTION {
                answers.extend([element.n, element.sum]);
            }
            if form != form::SUM {
                answers.extend(counts);
            }
        }
        let Dispersion {
            people,
            sum,
            squares,
        } = statistics.dispersion;
        let head = [statistics.respondents, people, sum, squares, forms];
        Self {
            instrument: statistics.instrument,
            formula: statistics.formula,
            numbers: head.into_iter().chain(answers).collect(),
        }
    }

    pub(crate) fn respondents(&self) -> u64 {
        self.numbers.iter().next().unwrap_or_default()
    }

    pub(crate) fn statistics(&self) -> Statistics {
        let mut numbers = self.numbers.iter();
        let mut next = || numbers.next().unwrap_or_default();
        let respondents = next();
        let dispersion = Dispersion::exact(next(), next(), next());
        let forms = next();
        let mut statistics = Statistics {
            respondents,
            dispersion,
            formula: self.formula,
            ..Statistics::empty(self.instrument)
        };
        for place in 0..self.instrument.elements().len() {
            let form = forms >> (2 * place) & 3;
            if form != form::DISTRIBUTION {
                let (n, sum) = (next(), next());
                statistics.elements[place] = ElementSum { n, sum };
            }
            if form != form::SUM {
                statistics.distributions[place] = [next(), next(), next(), next()];
            }
            if form == form::DISTRIBUTION {
                statistics.elements[place] = ElementSum::of(statistics.distributions[place]);
            }
        }
        statistics
    }
}

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
    #[cfg(test)]
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
        fn statistics_come_back_as_they_were(statistics in statistics()) {
            let packed = PackedStatistics::new(&statistics);
            prop_assert_eq!(packed.respondents(), statistics.respondents);
            prop_assert_eq!(packed.statistics(), statistics);
        }

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

    /// Statistics of any numbers, with elements and distributions that are published or not.
    fn statistics() -> impl Strategy<Value = Statistics> {
        let element = (
            0..1_000_000u64,
            0..1_000_000u64,
            prop::array::uniform4(0..9u64),
        );
        let numbers = (any::<u64>(), any::<u64>(), any::<u64>(), any::<u64>());
        let elements = prop::collection::vec((element, 0..3u8), 9);
        (numbers, elements, any::<bool>()).prop_map(|(numbers, elements, first)| {
            let (respondents, people, sum, squares) = numbers;
            let mut statistics = Statistics {
                respondents,
                dispersion: Dispersion::exact(people, sum, squares),
                formula: if first {
                    Formula::First
                } else {
                    Formula::Second
                },
                ..Statistics::empty(Instrument::Skm)
            };
            for (place, ((n, sum, counts), form)) in elements.into_iter().enumerate() {
                let counts = if form == 0 { [0; 4] } else { counts };
                statistics.distributions[place] = counts;
                statistics.elements[place] = match form {
                    1 => ElementSum::of(counts),
                    _ => ElementSum { n: n + 100, sum },
                };
            }
            statistics
        })
    }

    #[test]
    fn small_numbers_take_few_bytes() {
        let statistics = Statistics {
            respondents: 20,
            dispersion: Dispersion::exact(20, 150_000, 1 << 30),
            elements: [ElementSum { n: 20, sum: 70 }; 9],
            ..Statistics::empty(Instrument::Skm)
        };
        let bytes = PackedStatistics::new(&statistics).numbers.0.len();
        assert_eq!(bytes, 1 + 1 + 3 + 5 + 1 + 18);
    }
}
