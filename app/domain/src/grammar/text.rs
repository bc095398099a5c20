//! What people write: one line, or several. Characters that show nothing themselves but change how what stands around
//! them is shown have no place in either.
//! It must not know what a text says.

/// Why a text is not kept as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// More characters than there may be.
    #[error("the text has {found} characters; at most {most} are possible")]
    TooLong {
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// A control character, or one that turns the direction of what follows.
    #[error("the text has characters that cannot be shown")]
    Unwritable,
    /// Nothing in it can be seen.
    #[error("the text shows nothing")]
    Unseen,
}

/// A text on one line, such as a name: white space of any length becomes one space. It may be empty.
pub fn line(text: &str, most: usize) -> Result<String, BadText> {
    let words: Vec<_> = text.split_whitespace().collect();
    checked(words.join(" "), most, is_unwritable)
}

/// A text that may have several lines, without white space around it and with line breaks of one form. It may be empty.
pub fn lines(text: &str, most: usize) -> Result<String, BadText> {
    let text = text.replace("\r\n", "\n");
    let text = text.replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let breaks = |c: char| is_unwritable(c) && !matches!(c, '\n' | '\t');
    checked(text.trim().to_owned(), most, breaks)
}

fn checked(text: String, most: usize, is_wrong: impl Fn(char) -> bool) -> Result<String, BadText> {
    let found = text.chars().count();
    if text.contains(is_wrong) {
        Err(BadText::Unwritable)
    } else if found > most {
        Err(BadText::TooLong { found, most })
    } else if !text.is_empty() && text.chars().all(is_unseen) {
        Err(BadText::Unseen)
    } else {
        Ok(text)
    }
}

/// The text without what no text that is kept can have; for what is only looked for, and for what people cannot be
/// asked to correct.
pub fn writable(text: &str) -> String {
    let kept = |c: &char| !is_unwritable(*c) || matches!(c, '\n' | '\t');
    text.replace("\r\n", "\n").chars().filter(kept).collect()
}

/// Control characters, and those that begin or end an embedding, override or isolate of direction (Unicode Standard
/// Annex 9): with them a name can show other letters than it has.
fn is_unwritable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character shows nothing by itself: white space, control characters, and what Unicode lists as
/// `Default_Ignorable_Code_Point`, with the blank of Braille.
pub fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fff8}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_has_single_spaces() {
        assert_eq!(
            line("  Siti \t\r\n Contoh\u{a0}", 11),
            Ok("Siti Contoh".to_owned())
        );
        assert_eq!(line(" \n ", 5), Ok(String::new()));
        assert_eq!(
            lines(" a\r\nb\rc\u{2028}d\t ", 9),
            Ok("a\nb\nc\nd".to_owned())
        );
        // Joiners are part of some scripts and emoji, and a mark of direction turns nothing around.
        for whole in ["نیم\u{200c}فاصله", "👩\u{200d}⚕\u{fe0f}", "שלום\u{200f}!"] {
            assert_eq!(line(whole, 20), Ok(whole.to_owned()));
        }
    }

    #[test]
    fn what_cannot_be_shown_is_refused() {
        for wrong in [
            "a\0b",
            "a\u{7}",
            "\u{1b}[2J",
            "a\u{202e}b",
            "\u{2066}a",
            "\u{202a}",
        ] {
            assert_eq!(line(wrong, 9), Err(BadText::Unwritable), "{wrong:?}");
            assert_eq!(lines(wrong, 9), Err(BadText::Unwritable), "{wrong:?}");
        }
        for unseen in [
            "\u{200b}",
            "\u{ad} \u{feff}",
            "\u{3164}",
            "\u{2800}",
            "\u{e0041}",
        ] {
            assert_eq!(line(unseen, 9), Err(BadText::Unseen), "{unseen:?}");
            assert_eq!(lines(unseen, 9), Err(BadText::Unseen), "{unseen:?}");
        }
        let (found, most) = (3, 2);
        assert_eq!(line("ébc", 2), Err(BadText::TooLong { found, most }));
        assert_eq!(writable("a\0\u{202e}b\r\nc"), "ab\nc");
    }

    proptest! {
        #[test]
        fn what_is_kept_is_kept_again(text in any::<String>()) {
            for read in [line, lines] {
                if let Ok(kept) = read(&text, 200) {
                    prop_assert_eq!(read(&kept, 200), Ok(kept.clone()));
                    prop_assert!(kept.is_empty() || kept.chars().any(|c| !is_unseen(c)));
                    prop_assert_eq!(writable(&kept), kept);
                }
            }
        }

        #[test]
        fn what_is_left_can_be_written(text in any::<String>()) {
            prop_assert!(!matches!(lines(&writable(&text), usize::MAX), Err(BadText::Unwritable)));
        }
    }
}
