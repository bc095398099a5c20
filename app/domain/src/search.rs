//! Finds units and services by their names, abbreviations and what people call them, forgiving typing errors.
//! It must not know where the words of the question come from or how the answers are shown.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::register::{Register, Service, Unit};
use crate::slug::Slug;

/// Words that people put around what they look for and that tell nothing about it.
const FILLERS: &[&str] = &[
    "a", "an", "and", "apply", "atau", "baru", "bikin", "buat", "cara", "dan", "di", "for", "get",
    "how", "ke", "kota", "membuat", "mengurus", "minta", "my", "of", "saya", "the", "to", "untuk",
    "urus", "yang",
];

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// A unit.
    Unit(Slug),
    /// A service.
    Service(Slug),
}

/// What can be found.
struct Entry {
    target: Target,
    /// Whole names, for a bonus when the question is exactly one of them.
    names: Box<[Box<str>]>,
}

/// A word with the entries that it leads to.
struct Word {
    text: Box<str>,
    places: Box<[Place]>,
}

/// That an entry has a word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    entry: u32,
    /// Whether the word is in its names, its abbreviation or what people call it. Other words only tell where it is: they
    /// are those of the unit that offers a service.
    own: bool,
}

/// The words of a register, ready to be searched: a question is answered from its own words and not from every entry.
#[derive(Default)]
pub struct SearchIndex {
    /// By their targets.
    entries: Box<[Entry]>,
    /// By their texts.
    words: Box<[Word]>,
}

/// How well one word of the question fits an entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Mistyped = 1,
    Place = 2,
    Beginning = 3,
    Whole = 4,
}

/// How well the question fits an entry.
#[derive(Clone, Copy, Default)]
struct Score {
    /// How many of its words fit.
    fits: u32,
    /// How well they do together.
    points: u32,
    /// Whether one fits more than the place.
    own: bool,
}

/// What an entry gets when the question is one of its names.
const BONUS: u32 = 10;

impl SearchIndex {
    /// Indexes every unit and service of a register that exists today.
    pub fn new(register: &Register) -> Self {
        let mut entries: Vec<Named> = register.units().map(of_unit).collect();
        entries.extend(
            register
                .services()
                .map(|service| of_service(register, service)),
        );
        entries.sort_by(|a, b| a.target.cmp(&b.target));
        let mut words: BTreeMap<String, BTreeSet<Place>> = BTreeMap::new();
        for (entry, named) in (0..).zip(&entries) {
            let own = named.names.iter().flat_map(|name| name.split(' '));
            let own = own.map(|word| (word, true));
            let place = named.place.iter().map(|word| (word.as_str(), false));
            for (word, own) in own.chain(place).filter(|(word, _)| !word.is_empty()) {
                let places = words.entry(word.to_owned()).or_default();
                places.insert(Place { entry, own });
            }
        }
        let words = words.into_iter().map(|(text, places)| Word {
            text: text.into(),
            places: places.into_iter().collect(),
        });
        let entries = entries.into_iter().map(|named| Entry {
            target: named.target,
            names: named.names.into_iter().map(String::into).collect(),
        });
        Self {
            words: words.collect(),
            entries: entries.collect(),
        }
    }

    /// What fits the question, best first. Every word must fit; if nothing fits all words, entries that fit most of them
    /// are given. Words are compared with typing errors only where no entry has them as they stand.
    pub fn find(&self, question: &str) -> Vec<Target> {
        let asked: Vec<String> = words(question).collect();
        let whole = asked.join(" ");
        let telling = |word: &&String| !FILLERS.contains(&word.as_str());
        let mut telling: Vec<&String> = asked.iter().filter(telling).collect();
        if telling.is_empty() {
            telling = asked.iter().collect();
        }
        let mut scores = vec![Score::default(); self.entries.len()];
        for word in &telling {
            self.score(word, &mut scores);
        }
        let owned = scores.iter().filter(|score| score.own);
        let most = owned.map(|score| score.fits).max().unwrap_or_default();
        if most == 0 || (most as usize) * 2 < telling.len() {
            return vec![];
        }
        let found = self.entries.iter().zip(&scores);
        let found = found.filter(|(_, score)| score.own && score.fits == most);
        let mut found: Vec<(u32, &Target)> = found
            .map(|(entry, score)| {
                let exact = entry.names.iter().any(|name| **name == *whole);
                (score.points + if exact { BONUS } else { 0 }, &entry.target)
            })
            .collect();
        // Stable: what fits equally well stays in the order of the targets.
        found.sort_by_key(|(points, _)| Reverse(*points));
        found
            .into_iter()
            .map(|(_, target)| target.clone())
            .collect()
    }

    /// Adds to the score of every entry that one word of the question fits.
    fn score(&self, asked: &str, scores: &mut [Score]) {
        let mut fits = self.fitting(asked);
        if fits.is_empty() {
            fits = self.mistyped(asked);
        }
        // Of an entry that it fits in several ways, the best counts.
        fits.sort_unstable_by_key(|(entry, fit)| (*entry, Reverse(*fit)));
        fits.dedup_by_key(|(entry, _)| *entry);
        for (entry, fit) in fits {
            let score = &mut scores[entry as usize];
            score.fits += 1;
            score.points += fit as u32;
            score.own |= fit != Fit::Place;
        }
    }

    /// The entries that have a word as it stands or, of three letters on, one that begins with it.
    fn fitting(&self, asked: &str) -> Vec<(u32, Fit)> {
        let first = self.words.partition_point(|word| *word.text < *asked);
        let alike = self.words[first..].iter();
        let alike = alike.take_while(|word| word.text.starts_with(asked));
        let mut fits = Vec::new();
        for word in alike.take(if asked.len() >= 3 { usize::MAX } else { 1 }) {
            let is_whole = *word.text == *asked;
            fits.extend(word.places.iter().filter_map(|place| {
                let fit = match (is_whole, place.own) {
                    (true, true) => Fit::Whole,
                    (true, false) => Fit::Place,
                    (false, true) if asked.len() >= 3 => Fit::Beginning,
                    (false, _) => return None,
                };
                Some((place.entry, fit))
            }));
        }
        fits
    }

    /// The entries that have a word of their own from which the one asked for differs by one or two typing errors.
    fn mistyped(&self, asked: &str) -> Vec<(u32, Fit)> {
        let length = asked.chars().count();
        let allowed = match length {
            0..=2 => return vec![],
            3..=7 => 1,
            _ => 2,
        };
        let near = self.words.iter().filter(|word| {
            let difference = word.text.chars().count().abs_diff(length);
            difference <= allowed && strsim::osa_distance(asked, &word.text) <= allowed
        });
        let places = near.flat_map(|word| &word.places).filter(|place| place.own);
        places.map(|place| (place.entry, Fit::Mistyped)).collect()
    }
}

/// What can be found with everything that leads to it.
struct Named {
    target: Target,
    names: Vec<String>,
    place: Vec<String>,
}

fn of_unit(unit: &Unit) -> Named {
    let names = [&unit.name.id, &unit.name.en, &unit.abbreviation];
    Named {
        target: Target::Unit(unit.slug.clone()),
        names: names
            .into_iter()
            .chain(&unit.aliases)
            .map(|name| spelled(name))
            .collect(),
        place: vec![],
    }
}

fn of_service(register: &Register, service: &Service) -> Named {
    let names = [&service.name.id, &service.name.en];
    let names = names.into_iter().chain(&service.aliases);
    let place = register.unit(&service.unit).into_iter().flat_map(|unit| {
        let names = [&unit.name.id, &unit.abbreviation];
        names.into_iter().chain(&unit.aliases)
    });
    Named {
        target: Target::Service(service.slug.clone()),
        names: names.map(|name| spelled(name)).collect(),
        place: place.flat_map(|name| words(name)).collect(),
    }
}

/// A name as questions are compared with it: its words and nothing else.
fn spelled(name: &str) -> String {
    words(name).collect::<Vec<_>>().join(" ")
}

/// The words of a text: lower case, letters and digits only. `KTP-el` gives `ktp` and `el`.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

#[cfg(test)]
mod tests;
