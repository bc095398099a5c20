//! Points that say nearly the same as an earlier one, so that a moderator can merge them.
//! It must not merge anything, nor match what is too short to say much.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::super::PointText;
use super::wording::{Piece, pieces, telling, words};

/// The share of trigrams, in per cent (the Dice coefficient), from which two points are taken to say nearly the same. In the
/// corpus of `study grouping`, seventeen of twenty pairs that say the same have more, and one of the fifty thousand others.
const ALIKE: usize = 65;

/// Texts of fewer words that tell something are only compared as a whole: half of `antrean lama` says nothing.
const FEWEST_WORDS: usize = 3;

/// A point that came earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earlier<'a, K> {
    /// What it is known by.
    pub key: K,
    /// What it says.
    pub text: &'a PointText,
}

/// Earlier points, ready to be compared with.
#[derive(Clone, Debug)]
pub struct Twins<K> {
    /// By their keys, each with the number of its trigrams.
    points: Vec<Compared<K>>,
    /// The first point of each wording.
    wordings: HashMap<String, usize>,
    /// The points that have a trigram.
    trigrams: HashMap<Piece, Vec<usize>>,
}

#[derive(Clone, Debug)]
struct Compared<K> {
    key: K,
    trigrams: usize,
}

impl<K: Ord + Clone> Twins<K> {
    /// Points, one of which another one may repeat.
    pub fn among<'a>(earlier: impl IntoIterator<Item = Earlier<'a, K>>) -> Self
    where
        K: 'a,
    {
        let mut earlier: Vec<Earlier<'a, K>> = earlier.into_iter().collect();
        earlier.sort_by(|a, b| a.key.cmp(&b.key));
        let mut twins = Self {
            points: Vec::new(),
            wordings: HashMap::new(),
            trigrams: HashMap::new(),
        };
        for (place, Earlier { key, text }) in earlier.into_iter().enumerate() {
            let text = text.as_str();
            twins.wordings.entry(wording(text)).or_insert(place);
            let trigrams = trigrams(text);
            twins.points.push(Compared {
                key,
                trigrams: trigrams.len(),
            });
            for trigram in trigrams {
                twins.trigrams.entry(trigram).or_default().push(place);
            }
        }
        twins
    }

    /// The point that says the same or, if none does, the one that says most nearly the same; of several the first by key.
    pub fn of(&self, text: &PointText) -> Option<K> {
        let text = text.as_str();
        let same = self.wordings.get(&wording(text)).copied();
        let twin = same.or_else(|| self.nearest(&trigrams(text)))?;
        Some(self.points[twin].key.clone())
    }

    fn nearest(&self, trigrams: &[Piece]) -> Option<usize> {
        let mut shared = vec![0; self.points.len()];
        for trigram in trigrams {
            for place in self.trigrams.get(trigram).into_iter().flatten() {
                shared[*place] += 1;
            }
        }
        let shared = shared.into_iter().enumerate();
        let shared = shared.filter(|(_, shared)| *shared > 0);
        let alike = shared.filter_map(|(place, shared)| {
            let both = trigrams.len() + self.points[place].trigrams;
            // In millionths, so that points that are equally near stay in the order of their keys.
            (200 * shared >= ALIKE * both).then_some((2_000_000 * shared / both, Reverse(place)))
        });
        alike.max().map(|(_, Reverse(place))| place)
    }
}

/// All words of a text in their order, fillers too; the text itself if it has none.
fn wording(text: &str) -> String {
    let words = words(text).into_iter();
    let words: Vec<_> = words.map(|word| word.plain).collect();
    if words.is_empty() {
        text.to_owned()
    } else {
        words.join(" ")
    }
}

/// The trigrams of the words that tell something, each once; none of a text that is too short.
fn trigrams(text: &str) -> Vec<Piece> {
    let words = telling(text);
    if words.len() < FEWEST_WORDS {
        return vec![];
    }
    let trigrams = words.iter().flat_map(|word| pieces(&word.plain, 3..=3));
    let mut trigrams: Vec<Piece> = trigrams.collect();
    trigrams.sort_unstable();
    trigrams.dedup();
    trigrams
}

#[cfg(test)]
mod tests;
