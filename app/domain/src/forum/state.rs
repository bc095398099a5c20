//! Where a forum stands: computed from its day and from two acts of its moderators, never set.
//! It must not know a clock, nor who may act.

use chrono::NaiveDate;

use crate::coded::coded;

coded! {
    /// Where a forum stands.
    ForumState {
        /// Its day has not come, or it was not opened yet.
        Announced = "akan-datang",
        /// It was opened on its day, and not closed.
        Running = "berlangsung",
        /// It was held.
        Ended = "selesai",
        /// Its day passed without anybody opening it.
        NotHeld = "tidak-dibuka",
    }
}

impl ForumState {
    /// Whether people may still write: before, because not everybody can come, and while it runs.
    pub const fn takes_points(self) -> bool {
        matches!(self, Self::Announced | Self::Running)
    }

    /// Whether people met: it was opened.
    pub const fn is_held(self) -> bool {
        matches!(self, Self::Running | Self::Ended)
    }
}

coded! {
    /// What a moderator does to a forum as a whole.
    Act {
        /// Lets it begin, or go on after it was closed by mistake.
        Open = "buka",
        /// Ends it.
        Close = "tutup",
    }
}

/// An act that is not possible now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    /// A forum is opened on its day.
    #[error("a forum is opened on its day, which is {0}")]
    NotItsDay(NaiveDate),
    /// Nobody came to a forum that was never opened.
    #[error("this forum was not opened")]
    NotHeld,
    /// The record of the forum is told by minutes already.
    #[error("minutes of this forum were proposed or published")]
    Recorded,
    /// It stands there already.
    #[error("this was done already")]
    Done,
}

/// When a forum was opened and closed, in seconds since 1970 (UTC).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Acts {
    /// When it was first opened.
    pub opened: Option<i64>,
    /// When it was closed; none while it is open.
    pub closed: Option<i64>,
}

impl Acts {
    /// Where a forum of a `date` stands on a day. One that nobody closed ends with its day.
    pub fn state(self, date: NaiveDate, today: NaiveDate) -> ForumState {
        match self.opened {
            None if today <= date => ForumState::Announced,
            None => ForumState::NotHeld,
            Some(_) if self.closed.is_none() && today <= date => ForumState::Running,
            Some(_) => ForumState::Ended,
        }
    }

    /// What is kept after an act.
    ///
    /// # Errors
    /// If it is not possible now.
    pub fn after(
        self,
        act: Act,
        date: NaiveDate,
        today: NaiveDate,
        now: i64,
    ) -> Result<Self, NotNow> {
        match (act, self.state(date, today)) {
            (Act::Open, ForumState::Running) => Err(NotNow::Done),
            (Act::Open, _) if today != date => Err(NotNow::NotItsDay(date)),
            (Act::Open, _) => Ok(Self {
                opened: Some(self.opened.unwrap_or(now)),
                closed: None,
            }),
            (Act::Close, ForumState::Running) => Ok(Self {
                closed: Some(now),
                ..self
            }),
            (Act::Close, _) => Err(NotNow::Done),
        }
    }
}
