//! What somebody who knows a release, and some of the sheets behind it, can be sure of: a test of what is published.
//! It must not be used by anything that publishes; it holds the very sheets that a release hides.

mod exhaustive;
mod moves;

use crate::instrument::Instrument;
use crate::rating::{Answers, Score};
use crate::statistics::{Background, Spread, Statistics};
use crate::tally::{ELEMENTS, EqualMeans, MEAN_UNIT, Tally};

/// One person's answers by the place of the element: the scores 1 to 4, or 0 for none.
type Sheet = [u8; ELEMENTS];

/// What the reader of a release can be sure of about the sheet of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Other sheets, among which there are fewer of this one, give the same release.
    None,
    /// The numbers and sums of answers alone leave no such sheets, as where everybody gave the highest score.
    BySums,
    /// Only distributions or the spread leave none.
    ByDetail,
    /// No such sheets were found, nor was it shown that there are none.
    Undecided,
}

/// How much of a release is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Knowledge {
    Sums,
    All,
}

/// Somebody who reads what a release tells of an atom and knows some of its sheets. Who the others are is known too, but not
/// whose sheet is which.
pub struct Attacker {
    instrument: Instrument,
    k: u64,
    background: Background,
    known: Vec<Sheet>,
    unknown: Vec<Sheet>,
    /// The sum and the sum of squares of all means.
    sums: Sums,
    told: Told,
}

#[derive(Clone, Copy, Default)]
struct Sums {
    sum: i64,
    squares: i64,
}

impl Sums {
    fn of<'a>(sheets: impl Iterator<Item = &'a Sheet>) -> Self {
        sheets.map(mean).fold(Self::default(), |sums, mean| Self {
            sum: sums.sum + mean,
            squares: sums.squares + mean * mean,
        })
    }
}

/// What a release tells of an atom.
#[derive(PartialEq)]
struct Told {
    statistics: Statistics,
    spread: Option<Spread>,
    /// Whether the spread is that of the sheets.
    mixed: bool,
}

impl Attacker {
    /// The attacker of an atom whose sheets are the `known` and the `unknown` ones together, all of one instrument.
    pub fn new(
        instrument: Instrument,
        known: &[Answers],
        unknown: &[Answers],
        k: u64,
        background: Background,
    ) -> Self {
        let sheets = |answers: &[Answers]| answers.iter().map(sheet).collect();
        let (known, unknown): (Vec<Sheet>, Vec<Sheet>) = (sheets(known), sheets(unknown));
        let told = Told::of(instrument, known.iter().chain(&unknown), k, background);
        Self {
            instrument,
            k,
            background,
            sums: Sums::of(known.iter().chain(&unknown)),
            known,
            unknown,
            told,
        }
    }

    /// What is sure of each unknown sheet.
    pub fn certainties(&self) -> Vec<Certainty> {
        let mut found: Vec<(Sheet, Certainty)> = Vec::new();
        for sheet in &self.unknown {
            if found.iter().all(|(tried, _)| tried != sheet) {
                found.push((*sheet, self.certainty(sheet)));
            }
        }
        let of = |sheet: &Sheet| {
            let tried = found.iter().find(|(tried, _)| tried == sheet);
            tried.map_or(Certainty::Undecided, |(_, certainty)| *certainty)
        };
        self.unknown.iter().map(of).collect()
    }

    fn certainty(&self, sheet: &Sheet) -> Certainty {
        if self.moves_away(sheet) {
            return Certainty::None;
        }
        // One sheet is what the sums leave when the others are taken away.
        if self.unknown.len() == 1 {
            return Certainty::BySums;
        }
        match (
            self.exists(sheet, Knowledge::All),
            self.exists(sheet, Knowledge::Sums),
        ) {
            (Some(true), _) => Certainty::None,
            (Some(false), Some(true)) => Certainty::ByDetail,
            (Some(false), Some(false)) => Certainty::BySums,
            (None, _) | (_, None) => Certainty::Undecided,
        }
    }

    /// Whether the release would be the same with other sheets in place of the unknown ones.
    fn is_told_of<'a>(&'a self, unknown: impl Iterator<Item = &'a Sheet>) -> bool {
        let sheets = self.known.iter().chain(unknown);
        Told::of(self.instrument, sheets, self.k, self.background) == self.told
    }

    fn places(&self) -> std::ops::Range<usize> {
        0..self.instrument.elements().len()
    }

    /// How many of the unknown sheets are this one.
    fn copies(&self, sheet: &Sheet) -> usize {
        copies(&self.unknown, sheet)
    }

    fn is_published(&self, place: usize) -> bool {
        self.told.statistics.elements[place].n > 0
    }

    fn has_distribution(&self, place: usize) -> bool {
        self.told.statistics.distributions[place] != [0; 4]
    }
}

impl Told {
    fn of<'a>(
        instrument: Instrument,
        sheets: impl Iterator<Item = &'a Sheet>,
        k: u64,
        background: Background,
    ) -> Self {
        let mut tally = Tally::empty(instrument);
        for sheet in sheets {
            let mut counts = [[0; 4]; ELEMENTS];
            for (counts, score) in counts.iter_mut().zip(sheet) {
                if let Some(place) = score.checked_sub(1) {
                    counts[usize::from(place)] = 1;
                }
            }
            let (answered, total) = answered(sheet);
            let alone = EqualMeans {
                answered,
                total,
                people: 1,
            };
            tally.add_group(alone, &counts);
        }
        Self {
            statistics: Statistics::disclosed(&tally, k, background),
            spread: Spread::of(&tally, k),
            mixed: tally.is_mixed(k),
        }
    }
}

fn sheet(answers: &Answers) -> Sheet {
    let mut sheet = [0; ELEMENTS];
    for (own, score) in sheet.iter_mut().zip(answers.scores()) {
        *own = score.map_or(0, Score::value);
    }
    sheet
}

fn copies(sheets: &[Sheet], sheet: &Sheet) -> usize {
    sheets.iter().filter(|other| *other == sheet).count()
}

/// How many elements a sheet answers, and the sum of its scores.
fn answered(sheet: &Sheet) -> (u64, u64) {
    let scores = || sheet.iter().filter(|score| **score > 0);
    let total = scores().map(|score| u64::from(*score)).sum();
    (scores().count() as u64, total)
}

/// The mean score of a sheet in the unit of a [`Tally`].
fn mean(sheet: &Sheet) -> i64 {
    let (answered, total) = answered(sheet);
    (total * MEAN_UNIT / answered.max(1)).cast_signed()
}

#[cfg(test)]
mod tests;
