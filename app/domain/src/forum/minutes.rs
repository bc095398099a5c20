//! The minutes (*berita acara*) of a forum and their addenda: proposed by a moderator, published once the head of the unit
//! confirms them. It must not know what they say: a document is frozen when it is proposed, and named by its hash.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Amendment, AmendmentStanding, ForumId, ForumState};
use crate::access::AccountId;
use crate::coded::coded;
use crate::digest::Digest;
use crate::second_person::NeedsSecondPerson;

/// For how many days after the minutes were published those who held a seat may ask for an amendment; the day of publication
/// is not one of them.
pub const AMENDMENT_DAYS: u64 = 10;

/// The random name of minutes or of an addendum, and of the one document that was frozen under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MinutesId(pub Uuid);

impl fmt::Display for MinutesId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for MinutesId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        Uuid::try_parse(text).map(Self)
    }
}

coded! {
    /// How far minutes have come.
    MinutesState {
        /// They wait for the head of the unit.
        Proposed = "diusulkan",
        /// They were sent back, or taken back by a moderator.
        SentBack = "dikembalikan",
        /// Everybody can read them.
        Published = "terbit",
    }
}

/// Which document of a forum: its minutes, or one of the addenda to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "u32", into = "u32")]
pub enum MinutesPart {
    /// The minutes themselves.
    Minutes,
    /// An addendum, by its number from 1.
    Addendum(u32),
}

impl MinutesPart {
    /// The number by which it is kept: 0 of the minutes, that of an addendum otherwise.
    pub const fn number(self) -> u32 {
        match self {
            Self::Minutes => 0,
            Self::Addendum(number) => number,
        }
    }
}

impl From<u32> for MinutesPart {
    fn from(number: u32) -> Self {
        match number {
            0 => Self::Minutes,
            number => Self::Addendum(number),
        }
    }
}

impl From<MinutesPart> for u32 {
    fn from(part: MinutesPart) -> Self {
        part.number()
    }
}

/// Minutes, or an addendum to them, with everything that was decided about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minutes {
    /// Their random name.
    pub id: MinutesId,
    /// The forum.
    pub forum: ForumId,
    /// Which document it is.
    pub part: MinutesPart,
    /// How far they have come.
    pub state: MinutesState,
    /// The hash of the document, byte for byte as everybody can download it once it is published.
    pub digest: Digest,
    /// The moderator who proposed them.
    pub proposed_by: AccountId,
    /// When, in seconds since 1970 (UTC).
    pub proposed_at: i64,
    /// Who confirmed them or sent them back.
    pub decided_by: Option<AccountId>,
    /// When, in seconds since 1970 (UTC).
    pub decided_at: Option<i64>,
    /// The local day on which they were published; none before.
    pub published_on: Option<NaiveDate>,
    /// Why they were sent back; otherwise empty.
    pub reason: String,
}

impl NeedsSecondPerson for Minutes {
    fn proposed_by(&self) -> AccountId {
        self.proposed_by
    }

    fn is_undecided(&self) -> bool {
        self.state == MinutesState::Proposed
    }
}

/// Why no minutes are proposed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotProposed {
    /// The forum is not over, or was not held.
    #[error("minutes are made of a forum that was held and closed")]
    NotOver,
    /// Some wait for the head of the unit already.
    #[error("minutes of this forum wait for the head of the unit already")]
    Waiting,
    /// The minutes are published, and there is no answer to add to them.
    #[error("no amendment was answered since the minutes were published")]
    NothingToAdd,
}

/// The minutes of a forum with its addenda, the oldest proposal first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptMinutes(pub Vec<Minutes>);

impl KeptMinutes {
    /// Those that everybody can read, the minutes first.
    pub fn published(&self) -> impl Iterator<Item = &Minutes> {
        let all = self.0.iter();
        all.filter(|minutes| minutes.state == MinutesState::Published)
    }

    /// What waits for the head of the unit.
    pub fn waiting(&self) -> Option<&Minutes> {
        self.0.iter().find(|minutes| minutes.is_undecided())
    }

    /// Whether the record of the forum is told already, or is about to be, so that the forum does not go on.
    pub fn tell_the_record(&self) -> bool {
        self.waiting().is_some() || self.published().next().is_some()
    }

    /// An amendment as whoever asked for it is told: what the head has not confirmed is no answer yet.
    pub fn as_told(&self, amendment: Amendment) -> Amendment {
        let mut published = self.published();
        if published.any(|minutes| Some(minutes.part) == amendment.told_in) {
            return amendment;
        }
        Amendment {
            standing: AmendmentStanding::Waiting,
            told_in: None,
            ..amendment
        }
    }

    /// The last day on which an amendment can be asked for; none before the minutes are published.
    pub fn amendable_until(&self) -> Option<NaiveDate> {
        let mut published = self.published();
        let minutes = published.find(|minutes| minutes.part == MinutesPart::Minutes)?;
        Some(minutes.published_on? + Days::new(AMENDMENT_DAYS))
    }

    /// Whether an amendment can be asked for on a day.
    pub fn takes_amendments(&self, today: NaiveDate) -> bool {
        self.amendable_until().is_some_and(|until| today <= until)
    }

    /// What can be proposed next, of a forum that stands so and of which these amendments are decided and told nowhere.
    ///
    /// # Errors
    /// If nothing can be proposed now.
    pub fn next(
        &self,
        state: ForumState,
        untold: &[Amendment],
    ) -> Result<MinutesPart, NotProposed> {
        if state != ForumState::Ended {
            return Err(NotProposed::NotOver);
        }
        if self.waiting().is_some() {
            return Err(NotProposed::Waiting);
        }
        let last = self.published().map(|minutes| minutes.part.number()).max();
        match last {
            None => Ok(MinutesPart::Minutes),
            Some(_) if untold.is_empty() => Err(NotProposed::NothingToAdd),
            Some(last) => Ok(MinutesPart::Addendum(last + 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forum::PointText;
    use crate::moderation::WithholdReason;

    fn minutes(part: MinutesPart, state: MinutesState) -> Minutes {
        let published = state == MinutesState::Published;
        Minutes {
            id: MinutesId(Uuid::nil()),
            forum: ForumId(Uuid::nil()),
            part,
            state,
            digest: Digest::of(b""),
            proposed_by: AccountId(Uuid::from_u128(1)),
            proposed_at: 0,
            decided_by: None,
            decided_at: None,
            published_on: published.then(|| day("2026-10-20")),
            reason: String::new(),
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn decided() -> Amendment {
        Amendment {
            number: 1,
            text: PointText::parse("Jam buka belum tercatat").expect("a text"),
            standing: AmendmentStanding::Withheld(WithholdReason::OffTopic),
            told_in: None,
            version: 2,
        }
    }

    #[test]
    fn only_what_is_proposed_waits_for_a_second_person() {
        for state in MinutesState::ALL {
            let minutes = minutes(MinutesPart::Minutes, *state);
            let open = *state == MinutesState::Proposed;
            assert_eq!(
                minutes.may_confirm(AccountId(Uuid::from_u128(2))).is_ok(),
                open
            );
            assert_eq!(minutes.may_send_back("why").is_ok(), open);
        }
    }

    #[test]
    fn minutes_are_proposed_once_the_forum_is_over() {
        for state in ForumState::ALL {
            let next = KeptMinutes::default().next(*state, &[]);
            let expected = if *state == ForumState::Ended {
                Ok(MinutesPart::Minutes)
            } else {
                Err(NotProposed::NotOver)
            };
            assert_eq!(next, expected);
        }
    }

    #[test]
    fn one_proposal_waits_at_a_time_and_those_sent_back_are_proposed_again() {
        let sent_back = minutes(MinutesPart::Minutes, MinutesState::SentBack);
        let proposed = KeptMinutes(vec![sent_back.clone()]);
        assert_eq!(
            proposed.next(ForumState::Ended, &[]),
            Ok(MinutesPart::Minutes)
        );
        let waiting = minutes(MinutesPart::Minutes, MinutesState::Proposed);
        let proposed = KeptMinutes(vec![sent_back, waiting]);
        let refused = proposed.next(ForumState::Ended, &[]);
        assert_eq!(refused, Err(NotProposed::Waiting));
    }

    #[test]
    fn addenda_follow_the_minutes_as_soon_as_there_is_something_to_add() {
        let mut proposed =
            KeptMinutes(vec![minutes(MinutesPart::Minutes, MinutesState::Published)]);
        let nothing = proposed.next(ForumState::Ended, &[]);
        assert_eq!(nothing, Err(NotProposed::NothingToAdd));
        for number in 1..3 {
            let next = proposed.next(ForumState::Ended, &[decided()]);
            assert_eq!(next, Ok(MinutesPart::Addendum(number)));
            let part = MinutesPart::Addendum(number);
            proposed.0.push(minutes(part, MinutesState::SentBack));
            assert_eq!(proposed.next(ForumState::Ended, &[decided()]), next);
            proposed.0.push(minutes(part, MinutesState::Published));
        }
    }

    #[test]
    fn an_answer_is_told_once_its_addendum_is_published() {
        let part = MinutesPart::Addendum(1);
        let told = Amendment {
            told_in: Some(part),
            ..decided()
        };
        let mut all = KeptMinutes(vec![
            minutes(MinutesPart::Minutes, MinutesState::Published),
            minutes(part, MinutesState::Proposed),
        ]);
        for amendment in [decided(), told.clone()] {
            let seen = all.as_told(amendment);
            assert_eq!(seen.standing, AmendmentStanding::Waiting);
            assert_eq!(seen.told_in, None);
        }
        all.0.push(minutes(part, MinutesState::Published));
        assert_eq!(all.as_told(told.clone()), told);
    }

    #[test]
    fn amendments_are_taken_for_ten_days_after_the_day_of_publication() {
        let waiting = KeptMinutes(vec![minutes(MinutesPart::Minutes, MinutesState::Proposed)]);
        assert!(!waiting.takes_amendments(day("2026-10-20")));
        let published = KeptMinutes(vec![
            minutes(MinutesPart::Minutes, MinutesState::Published),
            minutes(MinutesPart::Addendum(1), MinutesState::Published),
        ]);
        assert_eq!(published.amendable_until(), Some(day("2026-10-30")));
        assert!(published.takes_amendments(day("2026-10-20")));
        assert!(published.takes_amendments(day("2026-10-30")));
        assert!(!published.takes_amendments(day("2026-10-31")));
    }
}
