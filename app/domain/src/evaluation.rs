//! The evidence of single officers (*bahan evaluasi petugas*): what answers say of whoever served, held against what others were
//! answered about the same services, with what may and may not be concluded (`fairness.md`). It must not know names or pages, nor
//! put officers in an order.

mod deviation;
mod evidence;
mod funnel;
mod measured;
mod minimum;
mod peers;
mod power;
mod selection;
mod shrinkage;
mod statement;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use deviation::{Deviation, NotComparable};
pub use evidence::{Answered, Cell, Evaluated, Evidence, Scores};
pub use funnel::{Funnel, Lines};
pub use minimum::{Amount, Demand, FIGURE, Missing, TEST};
pub use peers::{LEAST_PEERS, Peers};
pub use power::{Power, PowerRow};
pub use selection::{Selected, Visits};
pub use shrinkage::{Estimate, Reading, Shrunk, Spread};
pub use statement::{Direction, FALSE_DISCOVERIES, Statement, Support};

use measured::Measured;
use selection::selected;
use statement::Accepted;

use crate::duty::DutySet;
use crate::officer::OfficerId;
use crate::share::Share;
use crate::slug::Slug;

/// A hundredth: of a point of the scale 1 to 4, or of a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hundredths(pub u32);

impl Hundredths {
    /// The number itself.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

/// What a city may set before a semester, never during or after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// δ: a deviation of at most so much is of no practical size.
    pub margin: Hundredths,
    /// ω: the standard deviation by which shares of rated visits differ between honest places.
    pub rates_apart: Hundredths,
}

impl Default for Rules {
    /// A tenth of a point, which is 2.5 points of the index; five per cent.
    fn default() -> Self {
        Self {
            margin: Hundredths(10),
            rates_apart: Hundredths(5),
        }
    }
}

/// What is known of a city's semester when it is evaluated, once, at its last seal.
#[derive(Clone, Copy, Debug)]
pub struct Semester<'a> {
    /// The answers.
    pub evidence: &'a Evidence,
    /// The visits of each duty set, as far as they are known.
    pub visits: &'a BTreeMap<DutySet, Visits>,
    /// The duty sets whose share of rated visits people have looked into and found in order.
    pub cleared: &'a BTreeSet<DutySet>,
    /// The family of each service; one that is not in it is a family of its own.
    pub families: &'a BTreeMap<Slug, Slug>,
    /// What the city has set.
    pub rules: Rules,
}

/// Why there is no figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Withheld {
    /// The share of visits that were rated stands out, and nobody has cleared it yet.
    Selected(Selected),
    /// Not enough evidence.
    NotEnough(Missing),
    /// Nothing to compare with.
    NotComparable(NotComparable),
}

/// Whether a figure was tested.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tested {
    /// Not enough evidence for a statement.
    NotYet(Missing),
    /// What may be said.
    Tested(Statement),
}

/// An officer's figure for one element.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// How far the answers lie from what was expected.
    pub deviation: Deviation,
    /// With whom the officer is compared.
    pub peers: Peers,
    /// What is read of the deviation among those of the peers.
    pub reading: Reading,
    /// What may be said.
    pub tested: Tested,
    /// How far the mean of all visits can lie from that of the rated ones, in points on either side; `None` where no visits are
    /// known.
    pub unheard: Option<f64>,
}

/// What is told of an officer and an element.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// No figure.
    Withheld(Withheld),
    /// One and the same team gave so many of the officer's answers: more than half.
    NotSeparable(Share),
    /// A figure.
    Compared(Box<Compared>),
}

/// A group of officers within which one element is compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// How many have a figure.
    pub officers: usize,
    /// How far they lie apart beyond chance.
    pub spread: Spread,
    /// The lines of their funnel plot.
    pub funnel: Funnel,
}

/// The evaluation of one element.
#[derive(Clone, Debug, PartialEq)]
pub struct OfElement {
    /// Everybody who was answered.
    pub officers: BTreeMap<OfficerId, Finding>,
    /// Sets of two or more: the same line for each member, beside the own figure. Nothing is ever stated of it.
    pub teams: BTreeMap<DutySet, Result<Deviation, Withheld>>,
    /// The groups of compared officers, always with the whole city; empty where nobody is compared.
    pub groups: BTreeMap<Peers, Group>,
    /// What tests of this element can find; `None` where nothing was tested.
    pub power: Option<Power>,
}

/// The evaluation of a city's semester. It is computed once for all pages, because a statement depends on all others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    /// The duty sets whose share of rated visits stands out and is not cleared, answered or not.
    pub selected: BTreeMap<DutySet, Selected>,
    /// The elements that were answered, never summed up.
    pub elements: BTreeMap<Evaluated, OfElement>,
}

impl Evaluation {
    /// Evaluates a semester.
    pub fn of(semester: Semester<'_>) -> Self {
        let apart = semester.rules.rates_apart.value();
        let mut selected = selected(semester.visits, semester.families, apart);
        selected.retain(|set, _| !semester.cleared.contains(set));
        let measured = Evaluated::ALL.iter().filter_map(|element| {
            let answers = semester.evidence.of(*element)?;
            Some((*element, Measured::of(answers, &selected, semester)))
        });
        let measured: BTreeMap<Evaluated, Measured> = measured.collect();
        let family: Vec<_> = measured.values().flat_map(Measured::tests).collect();
        let accepted = Accepted::among(&family);
        let elements = measured.into_iter();
        let elements = elements.map(|(element, measured)| (element, measured.judged(&accepted)));
        Self {
            elements: elements.collect(),
            selected,
        }
    }
}
