//! Moderation: what happens to a comment before anybody outside the portal may read it, and how that is counted.
//! It must not know who moderates, which rating a comment came with, or when and where it was written.

mod counts;
pub mod finding;
pub(crate) mod folded;
pub mod names;
mod numbers;
mod queued;
pub mod redaction;
mod released;
pub mod reply;
pub mod scanner;

use std::fmt;

use uuid::Uuid;

use crate::coded::coded;
use crate::rating::Comment;
pub use counts::{CommentCounts, ServiceComments};
pub use queued::{Decided, QueuedComment};
use redaction::{Hidden, PublicComment};
pub use released::{ReleasedComment, ReleasedPlace};

coded! {
    /// Why a comment is not published. The reasons are counted in public, so that moderation itself can be judged.
    WithholdReason {
        /// It tells facts about a person who can be recognised.
        PersonalData = "data-pribadi",
        /// It insults.
        Insult = "penghinaan",
        /// It is about something else than the service.
        OffTopic = "di-luar-topik",
        /// Nobody can make out what it says.
        Unreadable = "tidak-terbaca",
        /// It names a person, and says nothing without the name.
        NamesPerson = "menyebut-orang",
        /// Nobody decided, or no release could take it, within the time for which comments are kept. Only the passing of
        /// time gives this reason, no moderator does.
        Lapsed = "lewat-waktu",
    }
}

impl WithholdReason {
    /// The reasons that a moderator can give.
    pub fn of_moderators() -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(|reason| *reason != Self::Lapsed)
    }
}

coded! {
    /// Where a comment stands.
    CommentState {
        /// Nobody has decided yet.
        Waiting = "menunggu",
        /// It is published, perhaps with words hidden.
        Published = "terbit",
        /// It is not published.
        Withheld = "ditahan",
    }
}

/// The random name of a comment. It says nothing about when the comment came, nor about the rating it came with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommentId(pub Uuid);

impl fmt::Display for CommentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a moderator decides about one comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is published as it was written.
    Publish,
    /// It is published without some of its words.
    PublishWithHidden(Hidden),
    /// It is not published.
    Withhold(WithholdReason),
}

impl Decision {
    /// The state of a comment after the decision.
    pub const fn state(&self) -> CommentState {
        match self {
            Self::Publish | Self::PublishWithHidden(_) => CommentState::Published,
            Self::Withhold(_) => CommentState::Withheld,
        }
    }

    /// Why the comment is withheld, if it is.
    pub const fn reason(&self) -> Option<WithholdReason> {
        match self {
            Self::Publish | Self::PublishWithHidden(_) => None,
            Self::Withhold(reason) => Some(*reason),
        }
    }

    /// What the public will read, `None` if the comment is withheld.
    ///
    /// # Panics
    /// If the hidden pieces were chosen in another comment.
    pub fn published(&self, comment: &Comment) -> Option<PublicComment> {
        match self {
            Self::Publish => Some(PublicComment::whole(comment)),
            Self::PublishWithHidden(hidden) => Some(redaction::redact(comment, hidden)),
            Self::Withhold(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(text: &str) -> Comment {
        Comment::parse(text)
            .expect("short enough")
            .expect("not empty")
    }

    #[test]
    fn a_decision_says_what_the_public_reads() {
        let comment = comment("Loketnya lambat, kata Rina");
        let hidden = Hidden::new(&comment, [3]).expect("there are four pieces");
        let read = |decision: &Decision| {
            decision
                .published(&comment)
                .map(|public| public.as_str().to_owned())
        };
        assert_eq!(read(&Decision::Publish).as_deref(), Some(comment.as_str()));
        assert_eq!(
            read(&Decision::PublishWithHidden(hidden)).as_deref(),
            Some("Loketnya lambat, kata […]")
        );
        assert_eq!(read(&Decision::Withhold(WithholdReason::Insult)), None);
    }

    #[test]
    fn only_a_published_comment_has_a_public_text() {
        let decisions = WithholdReason::ALL
            .iter()
            .map(|reason| Decision::Withhold(*reason))
            .chain([Decision::Publish]);
        for decision in decisions {
            assert_eq!(
                decision.published(&comment("Baik")).is_some(),
                decision.state() == CommentState::Published
            );
        }
    }
}
