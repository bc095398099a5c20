//! What is looked at for signs: the ratings of a service that a seal counts, and the invitations of its visits, counted.
//! It must not hold anything of a single rating, nor what anybody thinks.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::DaySeen;
use crate::instrument::{Element, Instrument};
use crate::rating::{Answers, Proof};
use crate::share::Share;
use crate::slug::Slug;

/// Officers on duty together (see [`crate::duty::DutySet`]), by a number that means nothing beyond one count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetNumber(pub u32);

/// What was counted at one service for a seal.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceSeen {
    /// The service.
    pub service: Slug,
    /// Its ratings by counter and proof.
    pub ratings: Vec<RatingsSeen>,
    /// Sheets of the months before by proof: of how many that tell it, how many have the same answer throughout.
    pub earlier: BTreeMap<Proof, Vec<Share>>,
    /// Paper forms and visits: of how many, how many are of days on which the unit was closed.
    pub closed: Share,
    /// The visits by counter, in weeks in which every visit that was invited is reported.
    pub counters: Vec<VisitsSeen>,
    /// The same by counter and duty set. Only where the duty is known.
    pub duty_sets: Vec<VisitsSeen>,
}

/// The ratings of one service at one counter with the same proof.
#[derive(Clone, Debug, PartialEq)]
pub struct RatingsSeen {
    /// The counter, where it is known.
    pub counter: Option<String>,
    /// The proof.
    pub proof: Proof,
    /// Every day of the month, also those without a rating; their order does not matter.
    pub days: Vec<DaySeen>,
    /// All sheets that tell it, and those with the same answer throughout, see [`has_one_answer`].
    pub sheets: Share,
    /// All ratings, and those dated into a month that was sealed before they came.
    pub late: Share,
    /// The sheets of those whose duty is known.
    pub duty_sets: BTreeMap<SetNumber, Share>,
}

/// The visits of one counter, or of one duty set at it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisitsSeen {
    /// The counter.
    pub counter: String,
    /// By the Monday of the visits' week: weeks of the month, and of the month before, whose last invitations are used now.
    pub weeks: BTreeMap<NaiveDate, WeekSeen>,
    /// The visits of the month before, whose invitations are used up, and those of them that were ever rated.
    pub last: Share,
    /// The same of each month before that one, where it is known.
    pub earlier: Vec<Share>,
}

/// The visits of one week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WeekSeen {
    /// All of them.
    pub visits: u64,
    /// Ratings of them among those that the seal counts.
    pub used: u64,
    /// The ratings of those with the same answer throughout.
    pub one_answer: u64,
}

impl WeekSeen {
    /// How many visits were rated.
    pub const fn response(self) -> Share {
        Share {
            of: self.visits,
            part: self.used,
        }
    }

    /// How many visits were rated with the same answer throughout.
    pub const fn praise(self) -> Share {
        Share {
            of: self.visits,
            part: self.one_answer,
        }
    }
}

/// From so many answers on, beside the cost, it can be told whether they are all the same.
pub const LEAST_ANSWERS: usize = 5;

/// Whether a sheet of the nine elements has the same answer throughout, as far as it was filled in. What a service costs does not
/// count: where it is free, everybody says so. `None` where fewer than five other elements are answered, and of the other
/// instrument, which has one question.
pub fn has_one_answer(answers: &Answers) -> Option<bool> {
    if answers.instrument() != Instrument::Skm {
        return None;
    }
    let told = Element::SKM.into_iter().filter(|e| *e != Element::Cost);
    let scores: Vec<_> = told.filter_map(|element| answers.score(element)).collect();
    let is_one = scores.iter().all(|score| *score == scores[0]);
    (scores.len() >= LEAST_ANSWERS).then_some(is_one)
}
