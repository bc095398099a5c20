//! Which theme a point most likely belongs to, learnt from what moderators decided so far and from what the themes are called.
//! It must not know where themes and decisions are kept, nor decide anything itself.
//!
//! The model is a multinomial naive Bayes classifier over the character n-grams of the words that tell something. Asked about
//! either half of the corpus of `study grouping`, n-grams find the right theme among three for three to six points in a hundred
//! more than whole words do, because people spell, affix and abbreviate as they like. Complement naive Bayes, the nearest
//! centroid and the nearest neighbours find at most two more on one half and none on the other. Of these models it is the one of
//! which it can be proved that a decision never lowers the rank of its theme for the same text: smoothing is the same for all,
//! so that no other score moves, and by Gibbs' inequality that of the theme that was chosen can only rise.

mod fillers;
mod twins;
mod wording;

use std::collections::{BTreeMap, HashMap};

use super::PointText;
pub use twins::{Earlier, Twins};
use wording::{Piece, Word, pieces, telling};

/// The most themes that are suggested for a point: as many as are read at a glance.
pub const MOST_SUGGESTIONS: usize = 3;

/// The most words that a suggestion shows.
const MOST_WORDS: usize = 3;

/// A word speaks for a theme in which one in so many of its n-grams was met: `obatnya` where only `obat` was.
const ENOUGH: usize = 3;

/// The lengths of the n-grams of a word.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=5;

/// What a decision weighs. Each word of a text gets the same part of it, so that long texts do not outshout short ones; whole
/// numbers, so that the order in which they are summed does not matter.
const DECISION: u64 = 1 << 32;

/// What each name of a theme weighs.
const NAME: u64 = DECISION / 2;

/// The additive smoothing of one n-gram, in decisions.
const SMOOTHING: f64 = 0.01;

/// The smoothing of all n-grams together. It belongs to no vocabulary in particular: if it grew with the n-grams that are
/// known, a decision for one theme would move the scores of the others.
const ALL_SMOOTHING: f64 = 20.0;

/// How many independent observations a text counts for against the frequency of the themes. It has many more n-grams, but they
/// overlap and say the same again and again.
const OBSERVATIONS: f64 = 10.0;

/// A theme that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme<K> {
    /// What it is known by.
    pub key: K,
    /// What people call it.
    pub names: Vec<String>,
}

/// A point about which somebody decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided<'a, K> {
    /// What it says.
    pub text: &'a PointText,
    /// The theme that it belongs to.
    pub theme: K,
}

/// A theme that a point may belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion<K> {
    /// The theme.
    pub theme: K,
    /// The words of the point that speak for it, as they were written, the strongest first; at least one.
    pub words: Vec<String>,
}

/// What was learnt of the themes. It is the same in whatever order they and the decisions are given.
#[derive(Clone, Debug)]
pub struct Grouping<K> {
    /// By their keys.
    themes: Vec<Learnt<K>>,
    /// In which themes an n-gram was met.
    pieces: HashMap<Piece, Vec<Met>>,
}

/// What is known of a theme as a whole.
#[derive(Clone, Debug)]
struct Learnt<K> {
    key: K,
    /// How many points were decided to belong to it.
    decisions: u64,
    /// What these points and its names weigh together, in parts of a decision.
    weight: u64,
}

/// How much of a theme an n-gram is, in decisions.
#[derive(Clone, Copy, Debug)]
struct Met {
    theme: usize,
    weight: f64,
}

/// What each word weighs in each theme in which it was met, in parts of a decision.
#[derive(Default)]
struct Weights(BTreeMap<String, BTreeMap<usize, u64>>);

/// What a word says about the themes, each known by its place.
struct Evidence<'t> {
    word: Word<'t>,
    /// By how much the word is likelier in a theme than a word that nobody has said.
    gains: Vec<f64>,
    /// In which themes enough of the word was met.
    speaks: Vec<bool>,
}

impl<K: Ord + Clone> Grouping<K> {
    /// Learns the names of the themes and every decision. Decisions for other themes tell nothing.
    pub fn learn<'a>(
        themes: impl IntoIterator<Item = Theme<K>>,
        decided: impl IntoIterator<Item = Decided<'a, K>>,
    ) -> Self
    where
        K: 'a,
    {
        let mut names: BTreeMap<K, Vec<String>> = BTreeMap::new();
        for theme in themes {
            names.entry(theme.key).or_default().extend(theme.names);
        }
        let mut weights = Weights::default();
        let mut learnt = Vec::new();
        for (place, (key, names)) in names.into_iter().enumerate() {
            let of_names = names.iter().map(|name| weights.add(name, place, NAME));
            learnt.push(Learnt {
                weight: of_names.sum(),
                key,
                decisions: 0,
            });
        }
        for Decided { text, theme } in decided {
            let Ok(place) = learnt.binary_search_by(|learnt| learnt.key.cmp(&theme)) else {
                continue;
            };
            learnt[place].weight += weights.add(text.as_str(), place, DECISION);
            learnt[place].decisions += 1;
        }
        Self {
            themes: learnt,
            pieces: weights.pieces(),
        }
    }

    /// The likeliest themes of a point, the likeliest first. A theme for which no word of it speaks is not among them.
    pub fn suggest(&self, text: &PointText) -> Vec<Suggestion<K>> {
        let words = telling(text.as_str()).into_iter();
        let evidence: Vec<Evidence<'_>> = words.map(|word| self.evidence(word)).collect();
        let spoken_for = |place: &usize| evidence.iter().any(|word| word.speaks[*place]);
        let places = (0..self.themes.len()).filter(spoken_for);
        let mut scored: Vec<(f64, usize)> = places
            .map(|place| (self.score(place, &evidence), place))
            .collect();
        // Stable: themes that are equally likely stay in the order of their keys.
        scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let likeliest = scored.into_iter().take(MOST_SUGGESTIONS);
        let suggestions = likeliest.map(|(_, place)| Suggestion {
            theme: self.themes[place].key.clone(),
            words: strongest(place, &evidence),
        });
        suggestions.collect()
    }

    fn evidence<'t>(&self, word: Word<'t>) -> Evidence<'t> {
        let pieces = pieces(&word.plain, LENGTHS);
        let mut gains = vec![0.0; self.themes.len()];
        let mut met = vec![0; self.themes.len()];
        for piece in &pieces {
            for Met { theme, weight } in self.pieces.get(piece).into_iter().flatten() {
                gains[*theme] += (weight / SMOOTHING).ln_1p() / pieces.len() as f64;
                met[*theme] += 1;
            }
        }
        Evidence {
            word,
            gains,
            speaks: met
                .into_iter()
                .map(|met| ENOUGH * met >= pieces.len())
                .collect(),
        }
    }

    /// The logarithm of how likely it is that somebody who says these words speaks of a theme, but for what is the same for
    /// every theme.
    fn score(&self, place: usize, evidence: &[Evidence<'_>]) -> f64 {
        let theme = &self.themes[place];
        let gain: f64 = evidence.iter().map(|word| word.gains[place]).sum();
        let gain = gain / evidence.len() as f64;
        let weight = theme.weight as f64 / DECISION as f64;
        (theme.decisions as f64).ln_1p() + OBSERVATIONS * (gain - (weight + ALL_SMOOTHING).ln())
    }
}

/// The words that speak most for a theme and least for the others.
fn strongest(place: usize, evidence: &[Evidence<'_>]) -> Vec<String> {
    let speaking = evidence.iter().filter(|word| word.speaks[place]);
    let mut speaking: Vec<(f64, &str)> = speaking
        .map(|Evidence { word, gains, .. }| {
            let mean = gains.iter().sum::<f64>() / gains.len() as f64;
            (gains[place] - mean, word.written)
        })
        .collect();
    speaking.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let strongest = speaking.into_iter().take(MOST_WORDS);
    strongest.map(|(_, written)| written.to_owned()).collect()
}

impl Weights {
    /// Adds a text to a theme and gives what it adds in all; a little less than the whole where the words do not divide it,
    /// and nothing of a text that tells nothing.
    fn add(&mut self, text: &str, theme: usize, whole: u64) -> u64 {
        let words = telling(text);
        let share = whole.checked_div(words.len() as u64).unwrap_or_default();
        let mut added = 0;
        for word in words {
            let themes = self.0.entry(word.plain).or_default();
            *themes.entry(theme).or_default() += share;
            added += share;
        }
        added
    }

    /// The same of n-grams. Each gets the same part of its word; they are summed in the order of the words.
    fn pieces(&self) -> HashMap<Piece, Vec<Met>> {
        let mut known: HashMap<Piece, Vec<Met>> = HashMap::new();
        for (word, themes) in &self.0 {
            let pieces = pieces(word, LENGTHS);
            let parts = DECISION as f64 * pieces.len() as f64;
            for piece in pieces {
                let met = known.entry(piece).or_default();
                for (theme, weight) in themes {
                    let weight = *weight as f64 / parts;
                    match met.iter_mut().find(|met| met.theme == *theme) {
                        Some(met) => met.weight += weight,
                        None => met.push(Met {
                            theme: *theme,
                            weight,
                        }),
                    }
                }
            }
        }
        known
    }
}

#[cfg(test)]
mod tests;
