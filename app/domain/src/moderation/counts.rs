//! The public account of comments: what one release did with those of a service.
//! It must not know a text, nor say anything of services whose ratings are too few to publish.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use super::WithholdReason;
use crate::slug::Slug;

/// How many comments there were to deal with and what became of them. What was received is never stored, it is the sum of
/// the other numbers: no comment can disappear from the account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Document", try_from = "Document")]
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

    /// All comments there were to deal with: those that came in and those that had waited.
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

    /// The counts of this release and the next one together. What waited at this one is among the comments of the next
    /// one, so it is not counted again.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        let mut both = Self { waiting: 0, ..self };
        both += next;
        both
    }
}

impl AddAssign for CommentCounts {
    /// Adds the comments of another service or unit in the same release.
    fn add_assign(&mut self, other: Self) {
        self.published += other.published;
        self.waiting += other.waiting;
        for (sum, comments) in self.withheld.iter_mut().zip(other.withheld) {
            *sum += comments;
        }
    }
}

/// What one release did with the comments of a service whose ratings it published, or of all the services of a unit that
/// it published only together because each had too few ratings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceComments {
    /// The unit that the release names for the ratings.
    pub unit: Slug,
    /// The service; none for the services that were pooled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Slug>,
    /// Published and withheld with this release, whichever month they are from, and waiting after it.
    pub counts: CommentCounts,
}

/// The counts as a release writes them.
#[derive(Serialize, Deserialize)]
struct Document {
    published: u64,
    withheld: BTreeMap<String, u64>,
    waiting: u64,
}

impl From<CommentCounts> for Document {
    fn from(counts: CommentCounts) -> Self {
        let withheld = WithholdReason::ALL.iter();
        Self {
            published: counts.published,
            withheld: withheld
                .map(|reason| (reason.code().to_owned(), counts.withheld_for(*reason)))
                .filter(|(_, comments)| *comments > 0)
                .collect(),
            waiting: counts.waiting,
        }
    }
}

impl TryFrom<Document> for CommentCounts {
    type Error = String;

    fn try_from(document: Document) -> Result<Self, String> {
        let withheld = document.withheld.into_iter().map(|(code, comments)| {
            let reason = WithholdReason::from_code(&code);
            reason
                .map(|reason| (reason, comments))
                .ok_or_else(|| format!("comments cannot be withheld for {code:?}"))
        });
        let withheld: Vec<_> = withheld.collect::<Result<_, _>>()?;
        Ok(Self::new(document.published, withheld, document.waiting))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_waited_is_counted_once() {
        let october = CommentCounts::new(2, [(WithholdReason::Insult, 1)], 4);
        let november = CommentCounts::new(3, [(WithholdReason::OffTopic, 1)], 5);
        let both = october.then(november);
        // Four of the nine of November had waited since October.
        assert_eq!(
            both.received(),
            october.received() + november.received() - 4
        );
        assert_eq!(
            (both.published(), both.withheld(), both.waiting()),
            (5, 2, 5)
        );
    }

    #[test]
    fn counts_are_written_without_empty_reasons() {
        let comments = ServiceComments {
            unit: "capil".parse().expect("a slug"),
            service: None,
            counts: CommentCounts::new(2, [(WithholdReason::Insult, 1)], 4),
        };
        let text = serde_json::to_string(&comments).expect("can be written");
        assert_eq!(
            text,
            r#"{"unit":"capil","counts":{"published":2,"withheld":{"penghinaan":1},"waiting":4}}"#
        );
        assert_eq!(
            serde_json::from_str::<ServiceComments>(&text).ok(),
            Some(comments)
        );
        let unknown = text.replace("penghinaan", "lain");
        assert!(serde_json::from_str::<ServiceComments>(&unknown).is_err());
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
