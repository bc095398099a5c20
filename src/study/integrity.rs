//! Signs of stuffing tried on simulated city-months: how many honest ones show a sign, and how often a place is found at which
//! somebody stuffs. It must not leave out a line that fails.

mod city;

use std::fmt;

use domain::integrity::{Sign, SignKind, signs};
use domain::seal::DEFAULT_K;

use crate::chance::Chance;
use city::{Attack, City, GUILTY, Satisfaction};

/// The seed of every simulated month.
pub const SEED: u64 = 29;

/// What is simulated.
#[derive(Clone, Debug)]
pub struct Study {
    /// How many honest months for each satisfaction.
    pub honest: usize,
    /// How many months for each attack.
    pub attacked: usize,
}

impl Default for Study {
    fn default() -> Self {
        Self {
            honest: 300,
            attacked: 100,
        }
    }
}

/// A line of the results.
#[derive(Clone, Debug)]
pub struct Line {
    what: What,
    months: usize,
    /// Honest months with a sign, or months in which the guilty place was found.
    found: usize,
    /// Months in which another place was named.
    others: usize,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Honest(Satisfaction, SignKind),
    Attacked(Attack),
}

/// How many per mille of honest months may show a sign of one kind.
const FALSE_SIGNS: usize = 10;

impl Study {
    /// Simulates honest months and every attack.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        let honest = Satisfaction::ALL.into_iter().flat_map(|s| self.honest(s));
        honest.chain(Attack::all().map(|attack| self.attacked(attack)))
    }

    fn honest(&self, satisfaction: Satisfaction) -> Vec<Line> {
        let mut chance = Chance::of(&[&SEED.to_le_bytes(), satisfaction.name().as_bytes()]);
        let months = (0..self.honest).map(|_| {
            let city = City::simulated(&mut chance, satisfaction, None);
            signs(&city.seals[0], DEFAULT_K)
        });
        let months: Vec<Vec<Sign>> = months.collect();
        let kinds = SignKind::ALL.iter().map(|kind| {
            let of_kind = |signs: &&Vec<Sign>| signs.iter().any(|sign| sign.kind == *kind);
            Line {
                what: What::Honest(satisfaction, *kind),
                months: self.honest,
                found: months.iter().filter(of_kind).count(),
                others: 0,
            }
        });
        kinds.collect()
    }

    fn attacked(&self, attack: Attack) -> Line {
        let name = attack.to_string();
        let mut chance = Chance::of(&[&SEED.to_le_bytes(), name.as_bytes()]);
        let mut line = Line {
            what: What::Attacked(attack),
            months: self.attacked,
            found: 0,
            others: 0,
        };
        for _ in 0..self.attacked {
            let city = City::simulated(&mut chance, attack.satisfaction(), Some(attack));
            let found = city.seals.each_ref().map(|seal| signs(seal, DEFAULT_K));
            let found = found.concat();
            let guilty = |sign: &&Sign| {
                let counter = sign.counter.as_deref();
                sign.service == *city.guilty() && counter.is_none_or(|name| name == GUILTY)
            };
            line.found += usize::from(found.iter().any(|sign| guilty(&sign)));
            line.others += usize::from(found.iter().any(|sign| !guilty(&sign)));
        }
        line
    }
}

impl Line {
    /// Honest months show hardly any sign, and what the rules promise to find is found. How often the other attacks are found
    /// is told as it is.
    pub fn passes(&self) -> bool {
        match self.what {
            What::Honest(..) => self.found * 1000 <= self.months * FALSE_SIGNS,
            What::Attacked(attack) => self.found * 100 >= self.months * attack.promised(),
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |part: usize| part as f64 * 100.0 / self.months.max(1) as f64;
        let verdict = if self.passes() { "pass" } else { "FAIL" };
        match self.what {
            What::Honest(satisfaction, kind) => write!(
                f,
                "honest, {:<24}  {:<16}  in {:>5.1} % of months  {verdict}",
                satisfaction.name(),
                kind.code(),
                share(self.found),
            ),
            What::Attacked(attack) => {
                let verdict = if attack.promised() == 0 {
                    "told as it is"
                } else {
                    verdict
                };
                write!(
                    f,
                    "{:<76}  found in {:>5.1} % of months  another place named in {:>4.1} %  {verdict}",
                    attack.to_string(),
                    share(self.found),
                    share(self.others),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_pass_their_study() {
        let small = Study {
            honest: 10,
            attacked: 10,
        };
        for line in small.lines() {
            let attacked = matches!(line.what, What::Attacked(_));
            // One of ten honest months would be more than is allowed of a thousand.
            assert!(!attacked || line.passes(), "{line}");
            assert!(attacked || line.found <= 1, "{line}");
        }
    }

    #[test]
    fn a_sign_in_one_honest_month_of_fifty_fails() {
        let line = |found| Line {
            what: What::Honest(Satisfaction::Mixed, SignKind::Burst),
            months: 1000,
            found,
            others: 0,
        };
        assert!(line(10).passes());
        assert!(!line(11).passes());
    }
}
