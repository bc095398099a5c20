//! How many ratings can be held against the officer who served, and how many against the wrong one, by the duty sets of a
//! quarter at a simulated unit whose truth is known. It must not leave out a line that fails.

use std::collections::BTreeMap;
use std::fmt;

use domain::duty::{Corrected, DutySet, attributable, corrected};
use domain::officer::OfficerId;
use domain::seal::DEFAULT_K;
use uuid::Uuid;

use crate::chance::Chance;

/// The seed of every simulated duty and rating.
pub const SEED: u64 = 17;

const COUNTERS: usize = 3;
const OFFICERS: usize = 6;
/// Weeks of a quarter, and half-days of a week.
const WEEKS: usize = 13;
const HALVES: usize = 10;
/// Ratings of a half-day at a counter: fewer than this, each number as likely as another.
const RATINGS: u64 = 5;
/// Half-days in which somebody else serves than was planned, in per mille.
const SWAPS: u64 = 50;

/// How often who serves where changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rota {
    /// Every half-day.
    HalfDay,
    /// Every day.
    Day,
    /// Every week.
    Week,
}

/// What becomes of swaps in the roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swaps {
    /// There are none.
    None,
    /// They stand in the roster before the first invitation is given out.
    Known,
    /// They are entered when the week is over.
    EnteredLater,
    /// Nobody enters them.
    Unnoticed,
}

/// What is simulated.
#[derive(Clone, Debug)]
pub struct Study {
    /// How many quarters for each line.
    pub quarters: usize,
}

impl Default for Study {
    fn default() -> Self {
        Self { quarters: 400 }
    }
}

/// The result for one rota and one custom of swaps.
#[derive(Clone, Debug, Default, PartialEq)]
struct Counted {
    ratings: u64,
    attributed: u64,
    wrong: u64,
    /// Sums over officers: truth times estimate, and truth squared.
    product: f64,
    square: f64,
}

/// A line of the results.
#[derive(Clone, Debug)]
pub struct Line {
    rota: Rota,
    swaps: Swaps,
    counted: Counted,
}

impl Study {
    /// Simulates every rota with every custom of swaps.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        let rotas = [Rota::HalfDay, Rota::Day, Rota::Week].into_iter();
        let customs = [
            Swaps::None,
            Swaps::Known,
            Swaps::EnteredLater,
            Swaps::Unnoticed,
        ];
        rotas.flat_map(move |rota| customs.map(|swaps| self.line(rota, swaps)))
    }

    fn line(&self, rota: Rota, swaps: Swaps) -> Line {
        let key = format!("attribution {rota:?} {swaps:?}");
        let mut chance = Chance::of(&[&SEED.to_le_bytes(), key.as_bytes()]);
        let mut counted = Counted::default();
        for _ in 0..self.quarters {
            let quarter = Quarter::simulated(&mut chance, rota, swaps);
            counted.add(&quarter);
        }
        Line {
            rota,
            swaps,
            counted,
        }
    }
}

/// One rating: who served, and what is said of it.
#[derive(Clone, Copy, Debug)]
struct Rated {
    officer: usize,
    score: f64,
}

/// What was given out under one number: for which half-days, and who serves there by the roster in the end.
#[derive(Clone, Debug, Default)]
struct Numbered {
    in_the_end: Vec<Option<DutySet>>,
    ratings: Vec<Rated>,
}

/// The ratings of a quarter about one service, by the set to which they stay attributed.
struct Quarter {
    effects: [f64; OFFICERS],
    all: u64,
    by_set: BTreeMap<DutySet, Vec<Rated>>,
}

impl Quarter {
    fn simulated(chance: &mut Chance, rota: Rota, swaps: Swaps) -> Self {
        let mut quarter = Self {
            effects: std::array::from_fn(|_| 0.2 * chance.normal()),
            all: 0,
            by_set: BTreeMap::new(),
        };
        let mut order: [usize; OFFICERS] = std::array::from_fn(|officer| officer);
        for _ in 0..WEEKS {
            let mut numbers: BTreeMap<(usize, DutySet), Numbered> = BTreeMap::new();
            for half in 0..HALVES {
                let changes = match rota {
                    Rota::HalfDay => true,
                    Rota::Day => half % 2 == 0,
                    Rota::Week => half == 0,
                };
                if changes {
                    shuffle(chance, &mut order);
                }
                for counter in 0..COUNTERS {
                    let duty = Duty::of(chance, &order, counter, swaps);
                    let ratings = quarter.rate(chance, duty.serves);
                    quarter.all += ratings.len() as u64;
                    let number = numbers.entry((counter, set(duty.known))).or_default();
                    number.in_the_end.push(Some(set(duty.in_the_end)));
                    number.ratings.extend(ratings);
                }
            }
            for ((_, known), number) in numbers {
                quarter.close(known, number);
            }
        }
        quarter
    }

    fn rate(&self, chance: &mut Chance, officer: usize) -> Vec<Rated> {
        let ratings = 0..chance.below(RATINGS);
        let rated = ratings.map(|_| Rated {
            officer,
            score: self.effects[officer] + 0.6 * chance.normal(),
        });
        rated.collect()
    }

    /// Attributes the ratings of a number by the roster as it is when the week is over.
    fn close(&mut self, known: DutySet, number: Numbered) {
        let set = match corrected(&known, number.in_the_end) {
            Corrected::Unchanged => known,
            Corrected::Moved(set) => set,
            Corrected::Several => return,
        };
        self.by_set.entry(set).or_default().extend(number.ratings);
    }
}

/// Who serves at a counter in a half-day, who is on its roster when invitations are given out, and who in the end.
struct Duty {
    serves: usize,
    known: usize,
    in_the_end: usize,
}

impl Duty {
    fn of(chance: &mut Chance, order: &[usize; OFFICERS], counter: usize, swaps: Swaps) -> Self {
        let planned = order[counter];
        let swapped = swaps != Swaps::None && chance.happens(SWAPS);
        let serves = if swapped {
            order[counter + COUNTERS]
        } else {
            planned
        };
        Self {
            serves,
            known: if swaps == Swaps::Known {
                serves
            } else {
                planned
            },
            in_the_end: if swaps == Swaps::Unnoticed {
                planned
            } else {
                serves
            },
        }
    }
}

fn shuffle(chance: &mut Chance, order: &mut [usize; OFFICERS]) {
    for place in (1..OFFICERS).rev() {
        let other = usize::try_from(chance.below(place as u64 + 1)).expect("few officers");
        order.swap(place, other);
    }
}

fn id(officer: usize) -> OfficerId {
    Uuid::from_u128(officer as u128).into()
}

fn set(officer: usize) -> DutySet {
    DutySet::of([id(officer)]).expect("somebody")
}

impl Counted {
    fn add(&mut self, quarter: &Quarter) {
        let by_set = &quarter.by_set;
        let people = by_set
            .iter()
            .map(|(set, ratings)| (set.clone(), ratings.len() as u64));
        let people: BTreeMap<DutySet, u64> = people.collect();
        self.ratings += quarter.all;
        let mean = quarter.effects.iter().sum::<f64>() / OFFICERS as f64;
        for kept in attributable(&people, quarter.all, DEFAULT_K) {
            let ratings = &by_set[kept];
            let officer = (0..OFFICERS).find(|officer| set(*officer) == *kept);
            let officer = officer.expect("one of the officers");
            self.attributed += ratings.len() as u64;
            let wrong = ratings.iter().filter(|rated| rated.officer != officer);
            self.wrong += wrong.count() as u64;
            let sum: f64 = ratings.iter().map(|rated| rated.score).sum();
            let truth = quarter.effects[officer] - mean;
            self.product += truth * (sum / ratings.len() as f64 - mean);
            self.square += truth * truth;
        }
    }
}

impl Line {
    /// Nothing may go to the wrong officer where the roster tells the truth in the end, and differences must come out as
    /// large as they are. Nobody can attribute by a roster that is wrong: that line is told as it is.
    pub fn passes(&self) -> bool {
        let Counted {
            ratings,
            attributed,
            wrong,
            ..
        } = self.counted;
        let nearly_all = attributed * 100 >= ratings * 95;
        let true_to_size = (0.9..=1.1).contains(&self.slope());
        match self.swaps {
            Swaps::None | Swaps::Known => nearly_all && wrong == 0 && true_to_size,
            Swaps::EnteredLater => wrong == 0 && true_to_size,
            Swaps::Unnoticed => true,
        }
    }

    /// Which share of the attributed ratings is held against a wrong officer, 0 to 1; `None` where the roster is wrong in the end.
    pub(super) fn wrong(&self) -> Option<f64> {
        let Counted {
            attributed, wrong, ..
        } = self.counted;
        let told = self.swaps != Swaps::Unnoticed && attributed > 0;
        told.then(|| wrong as f64 / attributed as f64)
    }

    /// By how much an estimate rises with the truth: 1 where it rises as much.
    fn slope(&self) -> f64 {
        self.counted.product / self.counted.square
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rota = match self.rota {
            Rota::HalfDay => "changes every half-day",
            Rota::Day => "changes every day",
            Rota::Week => "changes every week",
        };
        let swaps = match self.swaps {
            Swaps::None => "no swaps",
            Swaps::Known => "swaps known at once",
            Swaps::EnteredLater => "swaps entered later",
            Swaps::Unnoticed => "swaps never entered",
        };
        let verdict = match (self.swaps, self.passes()) {
            (Swaps::Unnoticed, _) => "told as it is",
            (_, true) => "pass",
            (_, false) => "FAIL",
        };
        let share = |part: u64, of: u64| part as f64 * 100.0 / of.max(1) as f64;
        let Counted {
            ratings,
            attributed,
            wrong,
            ..
        } = self.counted;
        write!(
            f,
            "{rota:<22}  {swaps:<19}  attributed {:>5.1} %  wrong {:>4.1} %  slope {:>4.2}  {verdict}",
            share(attributed, ratings),
            share(wrong, attributed),
            self.slope(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duty_sets_pass_their_study() {
        for line in (Study { quarters: 40 }).lines() {
            assert!(line.passes(), "{line}");
        }
    }

    #[test]
    fn a_rating_of_the_wrong_officer_fails() {
        let line = |swaps, wrong| Line {
            rota: Rota::Week,
            swaps,
            counted: Counted {
                ratings: 100,
                attributed: 100,
                wrong,
                product: 1.0,
                square: 1.0,
            },
        };
        assert!(line(Swaps::None, 0).passes());
        assert!(!line(Swaps::None, 1).passes());
        assert!(!line(Swaps::EnteredLater, 1).passes());
    }
}
