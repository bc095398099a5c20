//! Moderation: what happens to a comment before anybody outside the portal may read it, and how that is counted.
//! It must not know who moderates, which rating a comment came with, or when and where it was written.

mod folded;
pub mod names;
mod numbers;
pub mod redaction;
pub mod reply;
pub mod scanner;

use std::ops::AddAssign;

use crate::coded::coded;
use crate::rating::Comment;
use redaction::{Hidden, PublicComment};

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

/// How many comments there are and what became of them. What was received is never stored, it is the sum of the other
/// numbers: no comment can disappear from the account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CommentCounts {
    published: u64,
    withheld: [u64; WithholdReason::ALL.len()],
    waiting: u64,
}

impl CommentCounts {
    /// The counts of each state; a reason that is given several times counts with its sum.
    pub fn new(
        published: u64,
        withheld: impl IntoIterator<Item = (WithholdReason, u64)>,
        waiting: u64,
    ) -> Self {
        let mut counts = Self {
            published,
            waiting,
            ..Self::default()
        };
        for (reason, comments) in withheld {
            counts.withheld[reason as usize] += comments;
        }
        counts
    }

    /// All comments that were ever sent.
    pub fn received(&self) -> u64 {
        self.published + self.withheld() + self.waiting
    }

    /// Comments that are published, with or without hidden words.
    pub const fn published(&self) -> u64 {
        self.published
    }

    /// Comments that are withheld for any reason.
    pub fn withheld(&self) -> u64 {
        self.withheld.iter().sum()
    }

    /// Comments that are withheld for one reason.
    pub const fn withheld_for(&self, reason: WithholdReason) -> u64 {
        self.withheld[reason as usize]
    }

    /// Comments that nobody has decided about.
    pub const fn waiting(&self) -> u64 {
        self.waiting
    }
}

impl AddAssign for CommentCounts {
    /// Adds the comments of another unit or month.
    fn add_assign(&mut self, other: Self) {
        self.published += other.published;
        self.waiting += other.waiting;
        for (sum, comments) in self.withheld.iter_mut().zip(other.withheld) {
            *sum += comments;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    fn counts() -> impl Strategy<Value = CommentCounts> {
        let reason = prop::sample::select(WithholdReason::ALL);
        let withheld = prop::collection::vec((reason, 0u64..1000), 0..10);
        (0u64..1000, withheld, 0u64..1000).prop_map(|(published, withheld, waiting)| {
            CommentCounts::new(published, withheld, waiting)
        })
    }

    proptest! {
        #[test]
        fn nothing_received_disappears(mut a in counts(), b in counts()) {
            let received = a.received() + b.received();
            a += b;
            let withheld: u64 = WithholdReason::ALL.iter().map(|reason| a.withheld_for(*reason)).sum();
            prop_assert_eq!(a.received(), received);
            prop_assert_eq!(a.received(), a.published() + withheld + a.waiting());
        }
    }
}
