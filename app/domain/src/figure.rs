//! A figure that may be published: a union of sealed atoms.
//! There is no other way to make one, so whatever shows a figure cannot show anything else.

use crate::comparison::Estimate;
use crate::instrument::{Element, Series};
use crate::period::Month;
use crate::rating::Proof;
use crate::release::{Atom, PackedStatistics};
use crate::statistics::{Index, Statistics};
use crate::tally::ElementSum;

/// Which proof classes a published figure is made of. Classes are shown apart; only verified and paper ratings together
/// form the official figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Evidence {
    /// Verified and paper ratings: what the evaluation of civil servants reads.
    Official,
    /// One class alone.
    Class(Proof),
}

impl Evidence {
    /// The official figure first, then every class.
    pub const ALL: [Self; 5] = [
        Self::Official,
        Self::Class(Proof::Verified),
        Self::Class(Proof::Paper),
        Self::Class(Proof::Kiosk),
        Self::Class(Proof::Open),
    ];

    /// The stable name used in data and addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Class(proof) => proof.key(),
        }
    }

    /// The evidence of that name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|evidence| evidence.key() == key)
    }

    /// Whether ratings of a proof class belong to it.
    pub fn includes(self, proof: Proof) -> bool {
        match self {
            Self::Official => matches!(proof, Proof::Verified | Proof::Paper),
            Self::Class(class) => class == proof,
        }
    }
}

/// Counted answers of sealed atoms, with everything that may be read from them.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    series: Series,
    statistics: Statistics,
    since: Month,
    index: Option<Index>,
}

/// A [`Figure`] at rest.
#[derive(Clone, Debug)]
pub(crate) struct PackedFigure {
    series: Series,
    statistics: PackedStatistics,
    since: Month,
    index: Option<Index>,
}

impl PackedFigure {
    fn figure(&self) -> Figure {
        Figure {
            series: self.series,
            statistics: self.statistics.statistics(),
            since: self.since,
            index: self.index,
        }
    }
}

impl Figure {
    /// The figure of a set of atoms; those of another series are left out. `None` if none is left.
    pub fn of<'a>(series: Series, atoms: impl IntoIterator<Item = &'a Atom>) -> Option<Self> {
        let mut atoms = atoms
            .into_iter()
            .filter(|atom| atom.series() == series)
            .peekable();
        let mut since = atoms.peek()?.since();
        let mut statistics = Statistics::empty(series.instrument);
        for atom in atoms {
            statistics.merge(&atom.statistics());
            since = since.min(atom.since());
        }
        let index = statistics.index();
        Some(Self {
            series,
            statistics,
            since,
            index,
        })
    }

    /// The figure of all the atoms of several figures of one series. They must have no atom in common.
    pub(crate) fn union<'a>(figures: impl IntoIterator<Item = &'a PackedFigure>) -> Option<Self> {
        let mut figures = figures.into_iter();
        let mut union = figures.next()?.figure();
        let mut several = false;
        for figure in figures {
            union.statistics.merge(&figure.statistics.statistics());
            union.since = union.since.min(figure.since);
            several = true;
        }
        if several {
            union.index = union.statistics.index();
        }
        Some(union)
    }

    pub(crate) fn packed(&self) -> PackedFigure {
        PackedFigure {
            series: self.series,
            statistics: PackedStatistics::new(&self.statistics),
            since: self.since,
            index: self.index,
        }
    }

    pub(crate) const fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    /// The instrument and wording.
    pub const fn series(&self) -> Series {
        self.series
    }

    /// How many ratings it is made of (n).
    pub const fn respondents(&self) -> u64 {
        self.statistics.respondents()
    }

    /// The month of the oldest rating in it.
    pub const fn since(&self) -> Month {
        self.since
    }

    /// The index with grade and interval; `None` if an element has no figure.
    pub const fn index(&self) -> Option<Index> {
        self.index
    }

    /// The index computed with the weight 0.11 as printed, in hundredths, for the footnote only.
    pub fn index_with_printed_weight(&self) -> Option<u32> {
        self.statistics.index_with_printed_weight()
    }

    /// The answers to one element.
    pub fn element(&self, element: Element) -> ElementFigure {
        let answers = self.statistics.element(element);
        let counts = self.statistics.distribution(element);
        ElementFigure {
            element,
            answers,
            counts: (counts != [0; 4]).then_some(counts),
        }
    }

    /// The answers to every element of the instrument.
    pub fn elements(&self) -> impl Iterator<Item = ElementFigure> {
        self.series
            .instrument
            .elements()
            .iter()
            .map(|element| self.element(*element))
    }

    /// The best and the weakest element, each only where it is clearly above or below every other one. One element can be left
    /// out of the comparison.
    pub fn extremes(&self, left_out: Option<Element>) -> Extremes {
        let elements = self.elements().map(|figure| figure.element);
        let compared = elements.filter(|element| Some(*element) != left_out);
        let compared = compared.filter_map(|element| {
            let estimate = Estimate::of_element(&self.statistics, element)?;
            Some((element, estimate))
        });
        let compared: Vec<(Element, Estimate)> = compared.collect();
        let extreme = |lies_beyond: &dyn Fn(&Estimate, &Estimate) -> bool| {
            let mut candidates = compared.iter();
            let found = candidates.find(|(element, estimate)| {
                let mut others = compared.iter().filter(|(other, _)| other != element);
                others.all(|(_, other)| lies_beyond(estimate, other))
            });
            let found = found.filter(|_| compared.len() > 1);
            found.map(|(element, _)| self.element(*element))
        };
        Extremes {
            best: extreme(&|own, other| own.lies_above(other)),
            weakest: extreme(&|own, other| other.lies_above(own)),
        }
    }
}

/// The elements that stand out of a figure, as far as its answers tell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extremes {
    /// Clearly above every other one.
    pub best: Option<ElementFigure>,
    /// Clearly below every other one.
    pub weakest: Option<ElementFigure>,
}

/// The answers to one element.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ElementFigure {
    /// The element.
    pub element: Element,
    /// The number of answers and their sum; of nobody where too few answered.
    pub answers: ElementSum,
    /// How many people gave the scores 1 to 4, where enough answered to publish it. In a union they can be fewer than all who
    /// answered, because small groups do not publish it.
    pub counts: Option<[u64; 4]>,
}

impl ElementFigure {
    /// *Nilai rata-rata*, 1 to 4; `None` where too few answered.
    pub fn nrr(&self) -> Option<f64> {
        self.answers.nrr()
    }

    /// The mean on the scale of the index: NRR × 25.
    pub fn converted(&self) -> Option<f64> {
        self.nrr().map(|nrr| nrr * 25.0)
    }
}
