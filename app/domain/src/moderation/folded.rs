//! A text without what only disguises it: accents, invisible characters, wide and raised letters and digits.
//! It must not know what is looked for in it; it only leads every place back to the original text.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::grammar;

/// The plain form of a text (Unicode's compatibility decomposition without marks). Upper and lower case are kept.
pub(crate) struct Folded {
    /// The plain text.
    pub text: String,
    /// For each byte of the plain text where its character begins in the original, and at last the original's length.
    origin: Vec<usize>,
}

impl Folded {
    /// The plain form of a text.
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origin = Vec::with_capacity(original.len() + 1);
        for (start, character) in original.char_indices() {
            // Most of what is written is plain already.
            if character.is_ascii_graphic() {
                text.push(character);
            } else {
                text.extend(std::iter::once(character).nfkd().filter(|c| !is_unseen(*c)));
            }
            origin.resize(text.len(), start);
        }
        origin.push(original.len());
        Self { text, origin }
    }

    /// Where a range of the plain text, which must not be empty, lies in the original. It covers whole characters,
    /// with the marks and invisible characters after them.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let last = self.origin[range.end - 1];
        let end = self.origin[range.end..].iter().find(|place| **place > last);
        self.origin[range.start]..*end.expect("the length lies behind every character")
    }
}

/// Whether a character is a mark on another one or cannot be seen: soft hyphen, zero-width and direction characters.
fn is_unseen(c: char) -> bool {
    !c.is_whitespace() && grammar::is_unseen(c) || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn disguises_fall_off() {
        assert_eq!(Folded::new("Rîńá").text, "Rina");
        assert_eq!(Folded::new("R\u{301}i\u{200b}na").text, "Rina");
        assert_eq!(Folded::new("０８¹²").text, "0812");
    }

    #[test]
    fn places_lead_back_to_whole_characters() {
        let text = "aR\u{301}íz";
        let folded = Folded::new(text);
        assert_eq!(folded.text, "aRiz");
        assert_eq!(&text[folded.original(1..2)], "R\u{301}");
        assert_eq!(&text[folded.original(2..4)], "íz");
        // One character that decomposes to two is covered as a whole.
        assert_eq!(Folded::new("ﬁn").original(0..1), 0..3);
    }

    proptest! {
        #[test]
        fn every_place_is_at_a_boundary(text in "\\PC{0,40}", a in 0usize..200, b in 0usize..200) {
            let folded = Folded::new(&text);
            let (start, end) = (a.min(b), a.max(b) + 1);
            if end <= folded.text.len() {
                let original = folded.original(start..end);
                prop_assert!(!text[original].is_empty());
            }
        }
    }
}
