//! Hides words of a comment that the public may not read, and makes the only text that may be shown to it.
//! It must not know why words are hidden; whoever reads the result must not learn how many or how long they were.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use super::CommentState;
use super::finding::Finding;
use crate::rating::Comment;

/// What stands in the place of hidden words, however many they were.
pub const MARK: &str = "[…]";

/// A part of a text between white space, with the punctuation at it. Its number is its place among the pieces, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it says.
    pub text: &'t str,
}

/// The pieces of a text, from left to right.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = vec![];
    let mut start = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        if !word.is_empty() {
            pieces.push(Piece {
                range: start..start + word.len(),
                text: word,
            });
        }
        start += part.len();
    }
    pieces
}

/// The numbers of the pieces that findings touch: what a moderator finds ticked. Possible names are among them, since
/// to untick a harmless word costs less than to publish a name that was overlooked.
pub fn suggested(text: &str, findings: &[Finding]) -> BTreeSet<usize> {
    let touches = |piece: &Piece<'_>| {
        findings.iter().any(|finding| {
            finding.range.start < piece.range.end && piece.range.start < finding.range.end
        })
    };
    let pieces = pieces(text).into_iter().enumerate();
    pieces
        .filter(|(_, piece)| touches(piece))
        .map(|(number, _)| number)
        .collect()
}

/// Some of the pieces of one comment, but not all: what is left can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    numbers: BTreeSet<usize>,
    /// How many pieces the comment has.
    of: usize,
}

/// Numbers of pieces that cannot be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotHide {
    /// No number is given; the comment is published as it is.
    #[error("no words are chosen")]
    Nothing,
    /// Nothing would be left to read; the comment is to be withheld.
    #[error("all words are chosen, nothing would be left to read")]
    Everything,
    /// The comment has no such piece.
    #[error("there is no word number {0}")]
    NoSuchPiece(usize),
}

impl Hidden {
    /// Chooses pieces of a comment by their numbers.
    pub fn new(
        comment: &Comment,
        numbers: impl IntoIterator<Item = usize>,
    ) -> Result<Self, CannotHide> {
        let of = pieces(comment.as_str()).len();
        let numbers: BTreeSet<usize> = numbers.into_iter().collect();
        match numbers.last() {
            None => Err(CannotHide::Nothing),
            Some(&last) if last >= of => Err(CannotHide::NoSuchPiece(last)),
            Some(_) if numbers.len() == of => Err(CannotHide::Everything),
            Some(_) => Ok(Self { numbers, of }),
        }
    }

    /// The numbers of the hidden pieces, in order.
    pub fn numbers(&self) -> impl Iterator<Item = usize> {
        self.numbers.iter().copied()
    }
}

/// The text of a comment that a moderator let pass: the only form in which a page may show one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicComment(String);

impl PublicComment {
    /// The comment as it was written.
    pub(super) fn whole(comment: &Comment) -> Self {
        Self(comment.as_str().to_owned())
    }

    /// A public text that was kept beside its comment's state; `None` unless the state is published. Only for reading
    /// back what a [`super::Decision`] gave, as the original is deleted after its retention time.
    pub fn read_back(state: CommentState, text: String) -> Option<Self> {
        (state == CommentState::Published).then_some(Self(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PublicComment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Puts one mark in the place of each row of hidden pieces, with the white space inside it.
///
/// # Panics
/// If the pieces were chosen in another comment with another number of pieces: nothing is published by mistake.
pub fn redact(comment: &Comment, hidden: &Hidden) -> PublicComment {
    let text = comment.as_str();
    let pieces = pieces(text);
    assert_eq!(pieces.len(), hidden.of, "the pieces are of another comment");
    let mut public = String::with_capacity(text.len());
    let mut end = 0;
    let mut hiding = false;
    for (number, piece) in pieces.iter().enumerate() {
        let hide = hidden.numbers.contains(&number);
        if !(hide && hiding) {
            public.push_str(&text[end..piece.range.start]);
            public.push_str(if hide { MARK } else { piece.text });
        }
        end = piece.range.end;
        hiding = hide;
    }
    public.push_str(&text[end..]);
    PublicComment(public)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moderation::names::OfficerNames;
    use crate::moderation::scanner::scan;
    use proptest::prelude::*;

    fn comment(text: &str) -> Comment {
        Comment::parse(text)
            .expect("short enough")
            .expect("not empty")
    }

    fn redacted(text: &str, numbers: &[usize]) -> String {
        let comment = comment(text);
        let hidden = Hidden::new(&comment, numbers.iter().copied()).expect("can be hidden");
        redact(&comment, &hidden).as_str().to_owned()
    }

    #[test]
    fn punctuation_stays_with_its_word() {
        let words: Vec<_> = pieces(" Baik,  kata\n(Fulan)! ")
            .into_iter()
            .map(|piece| piece.text)
            .collect();
        assert_eq!(words, ["Baik,", "kata", "(Fulan)!"]);
    }

    #[test]
    fn a_row_of_hidden_words_becomes_one_mark() {
        let text = "Hubungi 0812 3456\n7890 di loket  dua";
        assert_eq!(redacted(text, &[1, 2, 3]), "Hubungi […] di loket  dua");
        assert_eq!(redacted(text, &[0, 6]), "[…] 0812 3456\n7890 di loket  […]");
    }

    #[test]
    fn findings_are_suggested() {
        let text = "HP: 0812 3456 7890, milik Pak Fulan.";
        let findings = scan(text, &OfficerNames::default());
        assert_eq!(suggested(text, &findings), BTreeSet::from([1, 2, 3, 6]));
        assert_eq!(suggested(text, &[]), BTreeSet::new());
        let glued = "di (HP:0812 3456 7890)";
        let findings = scan(glued, &OfficerNames::default());
        assert_eq!(suggested(glued, &findings), BTreeSet::from([1, 2, 3]));
    }

    #[test]
    fn what_cannot_be_hidden_is_refused() {
        let comment = comment("dua kata");
        let new = |numbers: &[usize]| Hidden::new(&comment, numbers.iter().copied());
        assert_eq!(new(&[]), Err(CannotHide::Nothing));
        assert_eq!(new(&[0, 1]), Err(CannotHide::Everything));
        assert_eq!(new(&[0, 2]), Err(CannotHide::NoSuchPiece(2)));
        assert_eq!(
            new(&[1]).map(|hidden| hidden.numbers().collect()),
            Ok(vec![1])
        );
    }

    #[test]
    #[should_panic(expected = "another comment")]
    fn pieces_of_another_comment_are_not_published() {
        let hidden = Hidden::new(&comment("satu dua tiga"), [2]).expect("can be hidden");
        redact(&comment("satu dua"), &hidden);
    }

    #[test]
    fn only_what_was_published_is_read_back() {
        let read = |state| PublicComment::read_back(state, "Baik".to_owned()).is_some();
        assert!(read(CommentState::Published));
        assert!(!read(CommentState::Waiting));
        assert!(!read(CommentState::Withheld));
    }

    /// A comment and for each of its pieces whether it is hidden: some are, some are not.
    fn hiding() -> impl Strategy<Value = (Comment, Vec<bool>)> {
        "[a-zé.,]{1,5}([ \n\u{a0}]{1,2}[a-zé.,]{1,5}){1,12}"
            .prop_flat_map(|text| {
                let count = pieces(&text).len();
                (
                    Just(comment(&text)),
                    prop::collection::vec(any::<bool>(), count),
                )
            })
            .prop_filter("some hidden, some not", |(_, hide)| {
                hide.contains(&true) && hide.contains(&false)
            })
    }

    proptest! {
        #[test]
        fn pieces_and_white_space_make_the_text(text in "[\\PC\n\t]{0,40}") {
            let mut end = 0;
            for piece in pieces(&text) {
                prop_assert!(text[end..piece.range.start].chars().all(char::is_whitespace));
                prop_assert_eq!(&text[piece.range.clone()], piece.text);
                prop_assert!(!piece.text.is_empty() && !piece.text.contains(char::is_whitespace));
                end = piece.range.end;
            }
            prop_assert!(text[end..].chars().all(char::is_whitespace));
        }

        #[test]
        fn suggestions_cover_the_findings(text in "([a-z(:]{0,4}(0812|Pak Fulan|a@b.id|[0-9 ]{1,9})){0,6}") {
            let findings = scan(&text, &OfficerNames::default());
            let suggested = suggested(&text, &findings);
            for (number, piece) in pieces(&text).iter().enumerate() {
                let touched = piece.range.clone().any(|byte| findings.iter().any(|f| f.range.contains(&byte)));
                prop_assert_eq!(suggested.contains(&number), touched);
            }
        }

        #[test]
        fn hidden_words_are_gone_and_all_others_stay((comment, hide) in hiding()) {
            let numbers = (0..hide.len()).filter(|number| hide[*number]);
            let hidden = Hidden::new(&comment, numbers).expect("some are hidden, some not");
            let public = redact(&comment, &hidden);
            let mut expected: Vec<&str> = vec![];
            for (piece, hide) in pieces(comment.as_str()).iter().zip(&hide) {
                match (hide, expected.last()) {
                    (true, Some(&MARK)) => {}
                    (true, _) => expected.push(MARK),
                    (false, _) => expected.push(piece.text),
                }
            }
            let read: Vec<&str> = public.as_str().split_whitespace().collect();
            prop_assert_eq!(read, expected);
        }

        #[test]
        fn the_mark_does_not_tell_what_it_hides(a in "[a-z ]{1,30}[a-z]", b in "[a-z ]{1,30}[a-z]") {
            let public = |secret: &str| {
                let comment = comment(&format!("awal {secret} akhir"));
                let last = pieces(comment.as_str()).len() - 1;
                redact(&comment, &Hidden::new(&comment, 1..last).expect("two words are left"))
            };
            // White space at the edge of what is hidden is outside of it.
            prop_assert_eq!(public(a.trim()), public(b.trim()));
        }
    }
}
