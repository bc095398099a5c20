//! Small changes of two sheets after which a release is the same: an exchange of answers, or a point given from one to the other.
//! It must not claim that there is no other change.

use super::{Attacker, Sheet, Sums, answered};
use crate::statistics::Spread;

/// How many pairs of changes are tried where one alone would be seen in the spread.
const MOST_PAIRS: usize = 200_000;

/// Two sheets of one person each, before or after a change.
type Two = [Sheet; 2];

/// A change of two sheets at one element, or of one sheet alone where the element is not published.
struct Move {
    before: Two,
    after: Two,
}

impl Move {
    /// Whether there is less of a sheet afterwards.
    fn takes(&self, sheet: &Sheet) -> bool {
        super::copies(&self.after, sheet) < super::copies(&self.before, sheet)
    }

    fn is_apart_from(&self, other: &Self) -> bool {
        let touched = |sheet: &Sheet| self.before.contains(sheet);
        !other.before.iter().any(touched)
    }
}

impl Attacker {
    /// Whether some change leaves fewer of the unknown sheets that are this one, in the same release.
    pub(super) fn moves_away(&self, sheet: &Sheet) -> bool {
        let first = self.moves(sheet);
        let first = first.iter().filter(|change| change.takes(sheet));
        let first: Vec<&Move> = first.collect();
        if first.iter().any(|change| self.is_hidden(&[change])) {
            return true;
        }
        if self.told.spread.is_none() || !self.told.mixed {
            return false;
        }
        self.in_two_steps(sheet, &first)
    }

    /// Two changes of which the second makes good what the first does to the spread: of the same two people, or of others.
    fn in_two_steps(&self, sheet: &Sheet, first: &[&Move]) -> bool {
        for change in first {
            let [one, other] = change.after;
            let again = self.moves_of(one, other).into_iter().map(|again| Move {
                before: change.before,
                after: again.after,
            });
            let mut again = again.filter(|both| both.takes(sheet));
            if again.any(|both| self.is_hidden(&[&both])) {
                return true;
            }
        }
        let distinct = self.distinct();
        let others = distinct.iter().filter(|other| *other != sheet);
        let others = others.flat_map(|other| self.moves(other));
        let others: Vec<Move> = others
            .filter(|change| !change.before.contains(sheet))
            .collect();
        let mut tried = 0;
        for change in first {
            for other in others.iter().filter(|other| other.is_apart_from(change)) {
                tried += 1;
                if tried > MOST_PAIRS {
                    return false;
                }
                if self.is_hidden(&[change, other]) {
                    return true;
                }
            }
        }
        false
    }

    fn distinct(&self) -> Vec<Sheet> {
        let mut distinct = self.unknown.clone();
        distinct.sort_unstable();
        distinct.dedup();
        distinct
    }

    /// The changes of a sheet with every other unknown one.
    fn moves(&self, sheet: &Sheet) -> Vec<Move> {
        let partners = self.distinct().into_iter();
        let partners = partners.filter(|other| other != sheet || self.copies(sheet) > 1);
        let moves = partners.flat_map(|other| self.moves_of(*sheet, other));
        moves.chain(self.moves_alone(*sheet)).collect()
    }

    fn moves_of(&self, one: Sheet, other: Sheet) -> Vec<Move> {
        let mut moves = Vec::new();
        let mut push = |place: usize, of_one: u8, of_other: u8| {
            let mut after = [one, other];
            after[0][place] = of_one;
            after[1][place] = of_other;
            if after.iter().all(|sheet| answered(sheet).0 > 0) {
                moves.push(Move {
                    before: [one, other],
                    after,
                });
            }
        };
        for place in self.places() {
            let (a, b) = (one[place], other[place]);
            if a != b {
                push(place, b, a);
            }
            if a > 0 && b > 0 && !self.has_distribution(place) {
                if a < 4 && b > 1 {
                    push(place, a + 1, b - 1);
                }
                if a > 1 && b < 4 {
                    push(place, a - 1, b + 1);
                }
            }
        }
        moves
    }

    /// Of an element that is not published a score may be any other; the partner stays as it is.
    fn moves_alone(&self, sheet: Sheet) -> Vec<Move> {
        let hidden = self
            .places()
            .filter(|place| !self.is_published(*place) && sheet[*place] > 0);
        let changed = hidden.flat_map(|place| (1..=4).map(move |score| (place, score)));
        let moves = changed.filter_map(|(place, score)| {
            let mut after = sheet;
            after[place] = score;
            (after != sheet).then_some(Move {
                before: [sheet, sheet],
                after: [after, sheet],
            })
        });
        moves.collect()
    }

    /// Whether the release is the same after changes of different sheets.
    fn is_hidden(&self, changes: &[&Move]) -> bool {
        self.spread_stays(changes) && {
            let mut unknown = self.unknown.clone();
            let moved = changes.iter().all(|change| change.make(&mut unknown));
            moved && self.is_told_of(unknown.iter())
        }
    }

    /// The quick part of it.
    fn spread_stays(&self, changes: &[&Move]) -> bool {
        let Some(spread) = self.told.spread.filter(|_| self.told.mixed) else {
            return true;
        };
        let mut sums = self.sums;
        for change in changes {
            let (before, after) = (
                Sums::of(change.before.iter()),
                Sums::of(change.after.iter()),
            );
            sums.sum += after.sum - before.sum;
            sums.squares += after.squares - before.squares;
        }
        let people = (self.known.len() + self.unknown.len()) as u64;
        let (sum, squares) = (sums.sum.unsigned_abs(), sums.squares.unsigned_abs());
        Spread::of_sums(people, sum, squares) == spread
    }
}

impl Move {
    /// Makes the change; `false` if the sheets are not there.
    fn make(&self, sheets: &mut [Sheet]) -> bool {
        let mut place = 0..sheets.len();
        let alone = self.before[1] == self.after[1] && self.before[0] == self.before[1];
        let Some(first) = place.find(|place| sheets[*place] == self.before[0]) else {
            return false;
        };
        sheets[first] = self.after[0];
        if alone {
            return true;
        }
        let mut place = 0..sheets.len();
        let second = place.find(|place| *place != first && sheets[*place] == self.before[1]);
        if let Some(second) = second {
            sheets[second] = self.after[1];
        }
        second.is_some()
    }
}
