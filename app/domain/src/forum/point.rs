//! What people say at a forum: points, who brought them in, and what moderators decide about them.
//! It must not know whose a point is: the store keeps that under a keyed hash.

mod decision;

pub use decision::{NotDecided, PointDecision, Situation, Surroundings};

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::GroupId;
use crate::coded::coded;
use crate::grammar::{self, BadText};
use crate::moderation::WithholdReason;

coded! {
    /// The five kinds of community that take part in a forum (PEKPPP, Pedoman MenPANRB 5/2023).
    Community {
        /// Users of the service.
        Users = "pengguna",
        /// Experts, practitioners and academics.
        Experts = "ahli",
        /// Related agencies (*instansi terkait*).
        Agencies = "instansi",
        /// Civil society organisations.
        CivilSociety = "masyarakat-sipil",
        /// Mass media.
        Media = "media",
    }
}

coded! {
    /// Who brought a point in.
    Voice {
        /// A participant wrote it.
        Participant = "peserta",
        /// It was said in the room, and a moderator wrote it down.
        Moderator = "moderator",
    }
}

/// The random name of a point; whoever knows it may follow what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PointId(pub Uuid);

impl fmt::Display for PointId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PointText(String);

/// Why a text is no point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPoint {
    /// Nothing was written.
    #[error("nothing was written")]
    Empty,
    /// It cannot be kept as it is.
    #[error(transparent)]
    Bad(#[from] BadText),
}

impl PointText {
    /// The greatest number of characters.
    pub const MAX_CHARACTERS: usize = 500;

    /// The most marks that stand on one letter; scripts have fewer, and more of them only cover what stands around.
    const MOST_MARKS: usize = 4;

    /// Reads what was typed. Marks beyond [`Self::MOST_MARKS`] on one letter are left out.
    ///
    /// # Errors
    /// If nothing is written, too much, or what cannot be shown.
    pub fn parse(text: &str) -> Result<Self, NoPoint> {
        let text = grammar::lines(text, usize::MAX)?;
        let mut marks = 0;
        let text: String = text
            .chars()
            .filter(|letter| {
                marks = if is_mark(*letter) { marks + 1 } else { 0 };
                marks <= Self::MOST_MARKS
            })
            .collect();
        let text = grammar::lines(&text, Self::MAX_CHARACTERS)?;
        if text.is_empty() {
            return Err(NoPoint::Empty);
        }
        Ok(Self(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PointText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Whether a character is set upon the one before it (the blocks of combining diacritical marks).
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

coded! {
    /// What moderators mark a point with.
    Mark {
        /// To be come back to; only moderators see it.
        Star = "bintang",
        /// The unit answered in the room; everybody sees it.
        Answered = "dijawab",
    }
}

/// Where a point stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// Nobody has decided yet.
    Waiting,
    /// Everybody can read it.
    Published,
    /// It is not published.
    Rejected(WithholdReason),
    /// It says the same as a published one, known by its number.
    Merged(u32),
}

coded! {
    /// Where a point stands, without why.
    PointState {
        /// Nobody has decided yet.
        Waiting = "menunggu",
        /// Everybody can read it.
        Published = "terbit",
        /// It is not published.
        Rejected = "ditolak",
        /// It says the same as another one.
        Merged = "digabung",
    }
}

impl Standing {
    /// Where it stands, without why.
    pub const fn state(self) -> PointState {
        match self {
            Self::Waiting => PointState::Waiting,
            Self::Published => PointState::Published,
            Self::Rejected(_) => PointState::Rejected,
            Self::Merged(_) => PointState::Merged,
        }
    }
}

/// Something that was said at a forum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its random name.
    pub id: PointId,
    /// Its number in the forum, from 1 without gaps in the order in which points came in.
    pub number: u32,
    /// Who brought it in.
    pub voice: Voice,
    /// The kind of community, where it was told.
    pub community: Option<Community>,
    /// What it says.
    pub text: PointText,
    /// What it said before a moderator changed it.
    pub original: Option<PointText>,
    /// Where it stands.
    pub standing: Standing,
    /// The group that it is in.
    pub group: Option<GroupId>,
    /// What it is marked with.
    pub marks: BTreeSet<Mark>,
    /// How many others support it.
    pub supports: u64,
    /// What it was before the last decision, which can be undone; none if nobody decided yet.
    pub before: Option<Situation>,
    /// Grows with each decision.
    pub version: i32,
}

/// The public account of the points of a forum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PointCounts {
    /// How many came in, as it was counted when they came.
    pub received: u64,
    /// How many everybody can read.
    pub published: u64,
    /// How many are not published, by reason.
    pub rejected: BTreeMap<WithholdReason, u64>,
    /// How many say the same as another one.
    pub merged: u64,
    /// How many nobody has decided about.
    pub waiting: u64,
}

impl PointCounts {
    /// The account of the points that there are, of which so many were received.
    pub fn of<'p>(received: u64, points: impl IntoIterator<Item = &'p Point>) -> Self {
        let mut counts = Self {
            received,
            ..Self::default()
        };
        for point in points {
            match point.standing {
                Standing::Waiting => counts.waiting += 1,
                Standing::Published => counts.published += 1,
                Standing::Merged(_) => counts.merged += 1,
                Standing::Rejected(reason) => *counts.rejected.entry(reason).or_default() += 1,
            }
        }
        counts
    }

    /// How many are not published for any reason.
    pub fn rejected(&self) -> u64 {
        self.rejected.values().sum()
    }

    /// Whether every point that came in is accounted for.
    pub fn holds(&self) -> bool {
        self.received == self.published + self.rejected() + self.merged + self.waiting
    }
}

#[cfg(test)]
mod tests;
