//! Every set of sheets that gives the same sums, where so little is missing to the highest scores that all can be tried.
//! It must not guess: beyond that it has no answer.

use super::{Attacker, Knowledge, Sheet, copies};

/// From how many lost points and missing answers on there are too many sets to try; of so few there are at most 4,140, one
/// for each way to share them out.
const MOST_UNITS: usize = 8;

/// A point that is missing to the highest score of an element, or a missing answer.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Unit {
    place: usize,
    answer: bool,
}

/// A set of sheets in the making: those that are not all fours.
struct World<'a> {
    attacker: &'a Attacker,
    units: &'a [Unit],
    sheet: &'a Sheet,
    knowledge: Knowledge,
    fours: Sheet,
    parts: Vec<Sheet>,
}

impl Attacker {
    /// Whether some set of sheets has fewer that are this one and gives the same release; `None` if there are too many sets.
    pub(super) fn exists(&self, sheet: &Sheet, knowledge: Knowledge) -> Option<bool> {
        let units = self.units()?;
        let mut fours = [0; _];
        self.places().for_each(|place| fours[place] = 4);
        let mut world = World {
            attacker: self,
            units: &units,
            sheet,
            knowledge,
            fours,
            parts: Vec::new(),
        };
        Some(world.place_from(0, 0))
    }

    fn units(&self) -> Option<Vec<Unit>> {
        let mut units = Vec::new();
        for place in self.places() {
            if !self.is_published(place) {
                return None;
            }
            for sheet in &self.unknown {
                let (answer, lost) = match sheet[place] {
                    0 => (true, 1),
                    score => (false, usize::from(4 - score)),
                };
                units.extend(std::iter::repeat_n(Unit { place, answer }, lost));
                if units.len() > MOST_UNITS {
                    return None;
                }
            }
        }
        // Equal ones one after the other, so that none of their orders is tried twice.
        units.sort_by_key(|unit| (unit.place, unit.answer));
        Some(units)
    }
}

impl World<'_> {
    /// Shares out the units from one on, equal ones to sheets from `least` on.
    fn place_from(&mut self, next: usize, least: usize) -> bool {
        let Some(unit) = self.units.get(next).copied() else {
            return self.is_another();
        };
        let same = self.units.get(next + 1) == Some(&unit);
        for at in least..self.parts.len() {
            let before = self.parts[at];
            let taken = take(&mut self.parts[at], unit);
            let found = taken && self.place_from(next + 1, if same { at } else { 0 });
            self.parts[at] = before;
            if found {
                return true;
            }
        }
        if self.parts.len() == self.attacker.unknown.len() {
            return false;
        }
        let mut fresh = self.fours;
        if !take(&mut fresh, unit) {
            return false;
        }
        self.parts.push(fresh);
        let at = self.parts.len() - 1;
        let found = self.place_from(next + 1, if same { at } else { 0 });
        self.parts.pop();
        found
    }

    fn is_another(&self) -> bool {
        let fours = self.attacker.unknown.len() - self.parts.len();
        let of_fours = if *self.sheet == self.fours { fours } else { 0 };
        if copies(&self.parts, self.sheet) + of_fours >= self.attacker.copies(self.sheet) {
            return false;
        }
        let rest = std::iter::repeat_n(&self.fours, fours);
        self.knowledge == Knowledge::Sums || self.attacker.is_told_of(self.parts.iter().chain(rest))
    }
}

/// Takes a point or the whole answer from a sheet; `false` if it has none to give.
fn take(sheet: &mut Sheet, unit: Unit) -> bool {
    let score = &mut sheet[unit.place];
    let can = if unit.answer { *score == 4 } else { *score > 1 };
    if can {
        *score = if unit.answer { 0 } else { *score - 1 };
    }
    can && sheet.iter().any(|score| *score > 0)
}
