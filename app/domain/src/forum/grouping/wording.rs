//! The words of what people say, in the form in which they are compared, and the n-grams of a word.
//! It must not know what they are compared for.

use std::ops::RangeInclusive;

use super::fillers::is_filler;
use crate::moderation::folded::Folded;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// As it stands in the text.
    pub written: &'t str,
    /// As it is compared.
    pub plain: String,
}

/// How many characters an n-gram has at most.
const LONGEST: usize = 5;

/// An n-gram of a word; behind a shorter one stand zeros.
pub(super) type Piece = [char; LONGEST];

/// Short forms of words that tell something, as people write them in messages.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("bgs", "bagus"),
    ("bln", "bulan"),
    ("jl", "jalan"),
    ("jln", "jalan"),
    ("kmr", "kamar"),
    ("org", "orang"),
    ("ptgs", "petugas"),
    ("rmh", "rumah"),
    ("thn", "tahun"),
];

/// The words of a text in their order: without accents and disguises, in lower case, in one form however they are shortened,
/// drawn out (`lamaaa`) or doubled (`beda2`).
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let folded = Folded::new(text);
    let mut words = Vec::new();
    let mut rest = 0;
    for run in folded.text.split(|c: char| !c.is_alphanumeric()) {
        let start = rest;
        // Behind each run, except the last, stands the one character that ended it.
        let after = start + run.len();
        rest = after
            + folded.text[after..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        if !run.is_empty() {
            words.push(Word {
                written: &text[folded.original(start..after)],
                plain: plain(run),
            });
        }
    }
    words
}

/// The words of a text that tell something, each once.
pub(super) fn telling(text: &str) -> Vec<Word<'_>> {
    let mut telling: Vec<Word<'_>> = Vec::new();
    for word in words(text) {
        if !is_filler(&word.plain) && telling.iter().all(|other| other.plain != word.plain) {
            telling.push(word);
        }
    }
    telling
}

/// The form in which a word is compared.
fn plain(word: &str) -> String {
    let mut word = once_each(word.to_lowercase());
    let doubled = word.strip_suffix('2');
    if doubled.is_some_and(|word| word.len() >= 3 && word.chars().all(char::is_alphabetic)) {
        word.pop();
    }
    let short = SHORT_FORMS.iter().find(|(short, _)| *short == word);
    short.map_or(word, |(_, long)| (*long).to_owned())
}

/// The word with every letter that is drawn out, three times or longer, written once. Digits stay: they are numbers.
fn once_each(word: String) -> String {
    let letters = || {
        word.chars()
            .zip(word.chars().skip(1))
            .zip(word.chars().skip(2))
    };
    if !letters().any(|((a, b), c)| a == b && b == c) {
        return word;
    }
    let letters: Vec<char> = word.chars().collect();
    let runs = letters.chunk_by(|a, b| a == b && a.is_alphabetic());
    let runs = runs.flat_map(|run| &run[..if run.len() > 2 { 1 } else { run.len() }]);
    runs.collect()
}

/// The n-grams of a word of these lengths; where it begins and ends counts as a character. At least one, if three characters
/// are among the lengths.
pub(super) fn pieces(plain: &str, lengths: RangeInclusive<usize>) -> Vec<Piece> {
    let framed: Vec<char> = std::iter::once(' ')
        .chain(plain.chars())
        .chain([' '])
        .collect();
    let windows = lengths.flat_map(|length| framed.windows(length));
    let pieces = windows.map(|window| {
        let mut piece = ['\0'; LONGEST];
        piece[..window.len()].copy_from_slice(window);
        piece
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain_words(text: &str) -> Vec<String> {
        let words = words(text).into_iter();
        words.map(|word| word.plain).collect()
    }

    #[test]
    fn words_are_compared_in_one_form() {
        assert_eq!(
            plain_words("LAMAAA, beda2 é\u{301}lok KTP-el; jln 1000 ke-2"),
            [
                "lama", "beda", "elok", "ktp", "el", "jalan", "1000", "ke", "2"
            ]
        );
        assert!(plain_words("?! 👍 —").is_empty());
        assert_eq!(plain_words("maaf"), ["maaf"]);
    }

    #[test]
    fn words_that_tell_nothing_are_left_out() {
        let told = telling("Yg di Loket loket tdk RAMAH\u{301}!");
        let written: Vec<_> = told.iter().map(|word| word.written).collect();
        assert_eq!(written, ["Loket", "RAMAH\u{301}"]);
    }

    #[test]
    fn the_frame_of_a_word_is_part_of_its_pieces() {
        let texts = |word, lengths| {
            let pieces = pieces(word, lengths).into_iter();
            let texts = pieces.map(|piece| piece.into_iter().filter(|c| *c != '\0').collect());
            texts.collect::<Vec<String>>()
        };
        assert_eq!(texts("kk", 3..=5), [" kk", "kk ", " kk "]);
        assert_eq!(texts("x", 3..=5), [" x "]);
    }
}
