//! The public account of comments: what one release did with those of a service.
//! It must not know a text, nor say anything of services whose ratings are too few to publish.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::WithholdReason;
use crate::dictionary::names_of;
use crate::disclosure::parts;
use crate::slug::Slug;

/// How many comments there were to deal with and what became of them. What was received is never stored, it is the sum of
/// the other numbers: no comment can disappear from the account, but some may be left out of it because they are few.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(into = "Document", try_from = "Document")]
pub struct CommentCounts {
    published: u64,
    withheld: [u64; WithholdReason::ALL.len()],
    otherwise: u64,
    waiting: u64,
    few: bool,
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

    /// What may be published of the counts of one service. Published comments can be counted by everybody; of the others no
    /// number below `k` is told, neither of a reason nor of those that wait. Reasons that are too rare count together, with the
    /// next rarest where they are fewer than `k` even so.
    #[must_use]
    pub fn told(self, k: u64) -> Self {
        let reasons = WithholdReason::ALL.iter().enumerate();
        let reasons = reasons.map(|(place, _)| (place, self.withheld[place]));
        let given: BTreeMap<usize, u64> = reasons.filter(|(_, comments)| *comments > 0).collect();
        let reasons = parts(&given, self.otherwise, k);
        let mut told = Self {
            published: self.published,
            few: self.few,
            ..Self::default()
        };
        for (place, comments) in &reasons {
            told.withheld[*place] = *comments;
        }
        let mut enough = |comments: u64| {
            told.few |= (1..k).contains(&comments);
            if comments < k { 0 } else { comments }
        };
        let otherwise = enough(self.withheld() - reasons.values().sum::<u64>());
        let waiting = enough(self.waiting);
        Self {
            otherwise,
            waiting,
            ..told
        }
    }

    /// All comments that are told of: those that came in and those that had waited. If some are [`Self::few`], there were
    /// more.
    pub fn received(&self) -> u64 {
        self.published + self.withheld() + self.waiting
    }

    /// Whether some that are withheld or wait are left out because they are few.
    pub const fn few(&self) -> bool {
        self.few
    }

    /// Comments that are published, with or without hidden words.
    pub const fn published(&self) -> u64 {
        self.published
    }

    /// Comments that are withheld for any reason.
    pub fn withheld(&self) -> u64 {
        self.withheld.iter().sum::<u64>() + self.otherwise
    }

    /// Comments that are withheld for several reasons, each too rare to be told apart.
    pub const fn withheld_otherwise(&self) -> u64 {
        self.otherwise
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
        self.otherwise += other.otherwise;
        self.waiting += other.waiting;
        self.few |= other.few;
        for (sum, comments) in self.withheld.iter_mut().zip(other.withheld) {
            *sum += comments;
        }
    }
}

/// What one release did with the comments of a service whose ratings it published, or of all the services of a unit that
/// it published only together because each had too few ratings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceComments {
    /// The unit that the release names for the ratings.
    pub unit: Slug,
    /// The service; none for the services that were pooled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Slug>,
    /// Published and withheld with this release, whichever month they are from, and waiting after it.
    pub counts: CommentCounts,
}

/// The counts as a release writes them. The first releases told every number and had neither `otherwise` nor `few`.
#[derive(Serialize, Deserialize, JsonSchema)]
struct Document {
    published: u64,
    #[schemars(extend("propertyNames" = names_of(WithholdReason::CODES.iter().copied())))]
    withheld: BTreeMap<String, u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    otherwise: Option<u64>,
    waiting: u64,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    few: bool,
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
            otherwise: Some(counts.otherwise).filter(|comments| *comments > 0),
            waiting: counts.waiting,
            few: counts.few,
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
        Ok(Self {
            otherwise: document.otherwise.unwrap_or_default(),
            few: document.few,
            ..Self::new(document.published, withheld, document.waiting)
        })
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
    fn few_comments_of_a_state_are_not_counted() {
        let told = |counts: CommentCounts| {
            let counts = counts.told(10);
            let insults = counts.withheld_for(WithholdReason::Insult);
            (insults, counts.withheld(), counts.waiting(), counts.few())
        };
        let withheld = |insults, off_topic| {
            let reasons = [
                (WithholdReason::Insult, insults),
                (WithholdReason::OffTopic, off_topic),
            ];
            told(CommentCounts::new(2, reasons, 0))
        };
        assert_eq!(told(CommentCounts::new(12, [], 0)), (0, 0, 0, false));
        assert_eq!(told(CommentCounts::new(2, [], 9)), (0, 0, 0, true));
        assert_eq!(told(CommentCounts::new(2, [], 10)), (0, 0, 10, false));
        assert_eq!(withheld(1, 0), (0, 0, 0, true));
        assert_eq!(withheld(5, 6), (0, 11, 0, false));
        assert_eq!(withheld(12, 4), (0, 16, 0, false));
        assert_eq!(withheld(12, 11), (12, 23, 0, false));
        let read = serde_json::to_string(
            &CommentCounts::new(
                2,
                [(WithholdReason::Insult, 5), (WithholdReason::OffTopic, 6)],
                1,
            )
            .told(10),
        );
        assert_eq!(
            read.ok().as_deref(),
            Some(r#"{"published":2,"withheld":{},"otherwise":11,"waiting":0,"few":true}"#)
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
        fn no_told_count_is_below_k_and_none_is_made_up(counts in counts(), k in 2..300u64) {
            let told = counts.told(k);
            let reasons = WithholdReason::ALL.iter().map(|reason| told.withheld_for(*reason));
            let numbers = reasons.chain([told.withheld_otherwise(), told.waiting()]);
            prop_assert!(numbers.into_iter().all(|number| number == 0 || number >= k));
            prop_assert_eq!(told.published(), counts.published());
            let missing = counts.received() - told.received();
            prop_assert_eq!(missing > 0, told.few());
            prop_assert!(missing < 2 * k, "fewer than k of either state");
            prop_assert_eq!(told.told(k), told);
        }

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
