//! Numbered slips (*nomor peserta*) that are handed out with the attendance list, so that people without a phone have their
//! points followed too. It must not know who holds one.

use std::fmt;

/// The number on a slip, from 1 to [`SlipNumber::MOST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SlipNumber(u32);

impl SlipNumber {
    /// The greatest number: more than a hall holds.
    pub const MOST: u32 = 500;

    /// The slip of a number.
    pub fn new(number: u32) -> Option<Self> {
        (1..=Self::MOST).contains(&number).then_some(Self(number))
    }

    /// The slips from one number to another; none if the second is smaller.
    pub fn between(first: Self, last: Self) -> impl Iterator<Item = Self> {
        (first.0..=last.0).map(Self)
    }

    /// Every slip.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=Self::MOST).map(Self)
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for SlipNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
