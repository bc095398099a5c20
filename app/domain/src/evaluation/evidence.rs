//! The answers that are evidence of officers, counted by duty set, service, quarter and week as whole numbers, so that the order
//! in which they come leaves no trace. It must not know what is expected of anybody, nor on which day or in which month anybody
//! rated.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{AddAssign, Sub};

use crate::coded::coded;
use crate::duty::{DutySet, Quarter};
use crate::instrument::Element;
use crate::officer::OfficerId;
use crate::share::Share;
use crate::slug::Slug;
use crate::tally::ElementSum;
use crate::week::Week;

coded! {
    /// An element in which officers are compared. There is no other: facilities, costs and complaints are nobody's at a counter,
    /// and no sum of elements is made (`fairness.md` §1).
    Evaluated {
        /// *Perilaku pelaksana*.
        Behaviour = "perilaku",
        /// *Kompetensi pelaksana*.
        Competence = "kompetensi",
        /// *Waktu penyelesaian*, which is shown apart.
        Time = "waktu",
    }
}

impl Evaluated {
    /// The element of the questionnaire.
    pub const fn element(self) -> Element {
        match self {
            Self::Behaviour => Element::Behaviour,
            Self::Competence => Element::Competence,
            Self::Time => Element::Time,
        }
    }

    /// Whether an officer can move it only in part, because queues, programs and other offices do too.
    pub const fn is_partly_the_system(self) -> bool {
        matches!(self, Self::Time)
    }
}

/// How often each score 1 to 4 was given to one element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores(pub(super) [u64; 4]);

impl Scores {
    /// So many ones, twos, threes and fours.
    pub const fn of(counts: [u64; 4]) -> Self {
        Self(counts)
    }

    /// How many answers, and the sum of their scores.
    pub(super) fn sum(self) -> ElementSum {
        ElementSum::of(self.0)
    }

    /// The variance in square points with the number of answers as divisor; `None` of nobody.
    pub(super) fn variance(self) -> Option<f64> {
        let ElementSum { n, sum } = self.sum();
        let scored = self.0.iter().zip(1_u64..);
        let squares: u64 = scored.map(|(people, score)| people * score * score).sum();
        let numerator = n * squares - sum * sum;
        (n > 0).then(|| numerator as f64 / (n * n) as f64)
    }
}

impl AddAssign for Scores {
    fn add_assign(&mut self, other: Self) {
        for (own, added) in self.0.iter_mut().zip(other.0) {
            *own += added;
        }
    }
}

impl Sub for Scores {
    type Output = Self;

    /// What is left of a group without a part of it.
    fn sub(self, part: Self) -> Self {
        Self(std::array::from_fn(|place| self.0[place] - part.0[place]))
    }
}

/// Where answers are comparable: one service in one quarter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The service.
    pub service: Slug,
    /// The quarter in which the ratings were sealed.
    pub quarter: Quarter,
}

/// Answers to one element by people whom the same officers served, in one week, about one service.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The officers on duty at the visit.
    pub duty: DutySet,
    /// The service and the quarter.
    pub cell: Cell,
    /// The week of the visit.
    pub week: Week,
    /// What was asked.
    pub element: Evaluated,
    /// What was answered.
    pub scores: Scores,
}

/// All evidence of a city in one semester. Answers of unknown duty, on paper, at kiosks and of anybody are no part of it.
#[derive(Clone, Debug, Default)]
pub struct Evidence(BTreeMap<Evaluated, Answers>);

impl Evidence {
    /// Adds answers. Those that differ only in when they were sealed or brought are one.
    pub fn add(&mut self, answered: Answered) {
        if answered.scores.sum().n == 0 {
            return;
        }
        let of_element = self.0.entry(answered.element).or_default();
        let of_set = of_element.by_set.entry(answered.duty).or_default();
        let of_cell = of_set.0.entry(answered.cell).or_default();
        *of_cell.entry(answered.week).or_default() += answered.scores;
    }

    /// The answers to one element.
    pub(super) fn of(&self, element: Evaluated) -> Option<&Answers> {
        self.0.get(&element)
    }
}

/// The answers to one element, by duty set.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    pub by_set: BTreeMap<DutySet, OfSet>,
}

impl Answers {
    /// Everybody who served alone or with others.
    pub fn officers(&self) -> BTreeSet<OfficerId> {
        self.by_set.keys().flat_map(DutySet::officers).collect()
    }

    /// The answers about an officer who served alone.
    pub fn alone(&self, officer: OfficerId) -> Option<&OfSet> {
        self.by_set.get(&DutySet::of([officer])?)
    }

    /// How many of the answers about an officer are about the team in which most of them were given.
    pub fn largest_team(&self, officer: OfficerId) -> Share {
        let own = self.by_set.iter();
        let own = own.filter(|(set, _)| set.contains(officer));
        own.fold(Share::default(), |share, (set, of_set)| {
            let n = of_set.n();
            let together = if set.only().is_some() { 0 } else { n };
            Share {
                part: share.part.max(together),
                of: share.of + n,
            }
        })
    }

    /// In how many weeks anybody was answered.
    pub fn weeks(&self) -> usize {
        let weeks = self
            .by_set
            .values()
            .flat_map(|of_set| of_set.weeks().into_keys());
        weeks.collect::<BTreeSet<Week>>().len()
    }

    /// What single officers were answered, by cell. What several served together is nobody's (`fairness.md` §0).
    pub fn cells(&self) -> BTreeMap<&Cell, OfCell> {
        let mut cells: BTreeMap<&Cell, OfCell> = BTreeMap::new();
        for (set, of_set) in &self.by_set {
            let Some(officer) = set.only() else { continue };
            for (cell, weeks) in &of_set.0 {
                let of_cell = cells.entry(cell).or_default();
                let scores = united(weeks.values());
                of_cell.all += scores;
                of_cell.by_officer.insert(officer, scores);
            }
        }
        cells
    }
}

/// The answers to one element about the service of one duty set.
#[derive(Clone, Debug, Default)]
pub(super) struct OfSet(pub BTreeMap<Cell, BTreeMap<Week, Scores>>);

impl OfSet {
    /// How many answers.
    pub fn n(&self) -> u64 {
        self.weeks().values().sum()
    }

    /// How many answers in each week.
    pub fn weeks(&self) -> BTreeMap<Week, u64> {
        let mut numbers = BTreeMap::new();
        for (week, scores) in self.0.values().flatten() {
            *numbers.entry(*week).or_default() += scores.sum().n;
        }
        numbers
    }

    /// How many answers about each service.
    pub fn services(&self) -> BTreeMap<&Slug, u64> {
        let mut numbers = BTreeMap::new();
        for (cell, weeks) in &self.0 {
            *numbers.entry(&cell.service).or_default() += united(weeks.values()).sum().n;
        }
        numbers
    }
}

/// The answers to one element in one cell.
#[derive(Clone, Debug, Default)]
pub(super) struct OfCell {
    all: Scores,
    by_officer: BTreeMap<OfficerId, Scores>,
}

/// What the others in a cell were answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Others {
    pub officers: usize,
    pub scores: Scores,
}

impl OfCell {
    /// What everybody was answered who does not belong to a set.
    pub fn without(&self, set: &DutySet) -> Others {
        let members = set.officers();
        let members = members.filter_map(|officer| self.by_officer.get(&officer));
        let all = Others {
            officers: self.by_officer.len(),
            scores: self.all,
        };
        members.fold(all, |others, own| Others {
            officers: others.officers - 1,
            scores: others.scores - *own,
        })
    }
}

/// Several counts as one.
pub(super) fn united<'a>(several: impl IntoIterator<Item = &'a Scores>) -> Scores {
    let mut united = Scores::default();
    for scores in several {
        united += *scores;
    }
    united
}
