//! A comment in the queue of the moderators, with what was decided about it so far.
//! It must not know how the queue is kept.

use chrono::NaiveDate;

use super::{CommentId, CommentState, PublicComment, WithholdReason};
use crate::access::AccountId;
use crate::period::Month;
use crate::rating::Comment;
use crate::slug::Slug;

/// A comment of a month that is over and that no release has taken yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedComment {
    /// Its random name.
    pub id: CommentId,
    /// The service.
    pub service: Slug,
    /// The month of the rating it came with.
    pub month: Month,
    /// What was written.
    pub text: Comment,
    /// What was decided so far.
    pub decided: Option<Decided>,
}

impl QueuedComment {
    /// Where the comment stands.
    pub fn state(&self) -> CommentState {
        match &self.decided {
            None => CommentState::Waiting,
            Some(Decided { reason: None, .. }) => CommentState::Published,
            Some(Decided { .. }) => CommentState::Withheld,
        }
    }

    /// How often it was decided about; 0 while it waits.
    pub fn version(&self) -> i32 {
        self.decided.as_ref().map_or(0, |decided| decided.version)
    }
}

/// A decision that may still be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What the public will read; none if the comment is withheld.
    pub public: Option<PublicComment>,
    /// Why it is withheld, if it is.
    pub reason: Option<WithholdReason>,
    /// Who decided last; none for a demonstration.
    pub by: Option<AccountId>,
    /// The local day (Asia/Jakarta) of the decision.
    pub on: NaiveDate,
    /// Grows with each decision, so that two people do not overwrite each other.
    pub version: i32,
}
