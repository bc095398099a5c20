//! A commitment as it is kept: its number, its words and its course.
//! It must not know where it is kept.

use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::{Commitment, Course, State};

/// The number of a commitment, from 1, by which everybody names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number(i32);

impl Number {
    /// The number, if it is one: at least 1.
    pub const fn new(number: i32) -> Option<Self> {
        if number >= 1 {
            Some(Self(number))
        } else {
            None
        }
    }

    /// The number.
    pub const fn get(self) -> i32 {
        self.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A text that is no number of a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a commitment has a number from 1 on, without a sign or leading zeros")]
pub struct InvalidNumber;

impl FromStr for Number {
    type Err = InvalidNumber;

    /// One spelling for each number, so that each commitment has one address.
    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        let number = text.parse().ok().and_then(Self::new);
        number
            .filter(|number| number.to_string() == text)
            .ok_or(InvalidNumber)
    }
}

/// A commitment that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub number: Number,
    /// What was promised.
    pub commitment: Commitment,
    /// What became of it.
    pub course: Course,
    /// How often its words were saved; from 1.
    pub version: i32,
}

impl Kept {
    /// How it stands on a day.
    pub fn state(&self, today: NaiveDate) -> State {
        self.course.state(today)
    }
}

/// Puts commitments in the order in which a list tells them: what is overdue first, then what is running, each with the nearest
/// date first; then what was kept, the newest first.
pub fn in_order(kept: &mut [Kept]) {
    kept.sort_by_key(|kept| {
        let reported = kept.course.report().map(|report| Reverse(report.on));
        (reported, kept.course.due(), kept.number)
    });
}
