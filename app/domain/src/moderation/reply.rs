//! The public reply of a department to a comment, and how it changed.
//! It must not know the comment, nor who in the department wrote.

use chrono::NaiveDate;

use crate::grammar::{self, BadText};

/// What a department says: 1 to 2 000 characters without control characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyText(String);

/// A text that is no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidReply {
    /// There is nothing to see.
    #[error("the reply is empty")]
    Empty,
    /// Holds how many characters there are.
    #[error("the reply has {0} characters; at most {max} are possible", max = ReplyText::MAX_CHARACTERS)]
    TooLong(usize),
    /// It holds a character that cannot be shown.
    #[error("the reply holds a character that cannot be shown")]
    ControlCharacter,
}

impl ReplyText {
    /// The greatest number of characters.
    pub const MAX_CHARACTERS: usize = 2000;

    /// A reply without surrounding white space. A line break counts as one character, however the browser sends it.
    pub fn parse(text: &str) -> Result<Self, InvalidReply> {
        match grammar::lines(text, Self::MAX_CHARACTERS) {
            Err(BadText::TooLong { found, .. }) => Err(InvalidReply::TooLong(found)),
            Err(BadText::Unwritable) => Err(InvalidReply::ControlCharacter),
            Err(BadText::Unseen) => Err(InvalidReply::Empty),
            Ok(text) if text.is_empty() => Err(InvalidReply::Empty),
            Ok(text) => Ok(Self(text)),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a reply said from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyVersion {
    /// The text.
    pub text: ReplyText,
    /// The local day (Asia/Jakarta) on which it was written.
    pub date: NaiveDate,
}

/// The one reply to a comment (*tanggapan*). It may be changed, and nothing that it said before is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    first: ReplyVersion,
    changes: Vec<ReplyVersion>,
}

/// Why a reply does not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotChange {
    /// The text is what it already says.
    #[error("the reply already says this")]
    Same,
    /// The change would be older than what it replaces.
    #[error("the reply was last changed on {0}")]
    Earlier(NaiveDate),
}

impl Reply {
    /// A first reply.
    pub const fn new(first: ReplyVersion) -> Self {
        Self {
            first,
            changes: vec![],
        }
    }

    /// Replaces what the reply says.
    pub fn change(&mut self, version: ReplyVersion) -> Result<(), CannotChange> {
        let current = self.current();
        if version.text == current.text {
            return Err(CannotChange::Same);
        }
        if version.date < current.date {
            return Err(CannotChange::Earlier(current.date));
        }
        self.changes.push(version);
        Ok(())
    }

    /// What the reply says now.
    pub fn current(&self) -> &ReplyVersion {
        self.changes.last().unwrap_or(&self.first)
    }

    /// Everything the reply ever said, oldest first, with what it says now at the end.
    pub fn history(&self) -> impl DoubleEndedIterator<Item = &ReplyVersion> {
        std::iter::once(&self.first).chain(&self.changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn version(text: &str, day: u32) -> ReplyVersion {
        ReplyVersion {
            text: ReplyText::parse(text).expect("a reply"),
            date: NaiveDate::from_ymd_opt(2026, 11, day).expect("a day"),
        }
    }

    #[test]
    fn replies_are_trimmed_and_limited() {
        let parse = |text: &str| ReplyText::parse(text).map(|reply| reply.as_str().to_owned());
        assert_eq!(parse(" Terima\r\nkasih \n"), Ok("Terima\nkasih".to_owned()));
        assert_eq!(parse(" \n\t"), Err(InvalidReply::Empty));
        assert_eq!(parse("a\u{7}b"), Err(InvalidReply::ControlCharacter));
        assert_eq!(parse("a\u{7}b"), Err(InvalidReply::ControlCharacter));
        assert!(parse(&"é".repeat(2000)).is_ok());
        assert_eq!(parse(&"é".repeat(2001)), Err(InvalidReply::TooLong(2001)));
    }

    #[test]
    fn a_change_says_something_new_and_later() {
        let mut reply = Reply::new(version("Kami periksa.", 10));
        let same = reply.change(version(" Kami periksa. ", 11));
        assert_eq!(same, Err(CannotChange::Same));
        let earlier = reply.change(version("Sudah.", 9));
        assert_eq!(earlier, Err(CannotChange::Earlier(version("x", 10).date)));
        assert_eq!(reply.change(version("Sudah.", 10)), Ok(()));
        assert_eq!(reply.current(), &version("Sudah.", 10));
    }

    proptest! {
        #[test]
        fn nothing_that_was_said_is_lost(texts in prop::collection::vec("[a-c]", 1..10)) {
            let mut said = vec![version(&texts[0], 1)];
            let mut reply = Reply::new(said[0].clone());
            for text in &texts[1..] {
                let version = version(text, 1);
                if reply.change(version.clone()).is_ok() {
                    said.push(version);
                }
            }
            prop_assert!(reply.history().eq(&said));
            prop_assert_eq!(Some(reply.current()), said.last());
        }
    }
}
