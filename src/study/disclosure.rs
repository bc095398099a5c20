//! What somebody who reads a release, alone or with insiders, can be sure of about single sheets: of the demonstration and of
//! simulated months. It must not leave out a line that fails, nor hide what was not decided.

use std::collections::BTreeMap;
use std::fmt;

use domain::attacker::{Attacker, Certainty};
use domain::instrument::Instrument;
use domain::period::Month;
use domain::rating::Answers;
use domain::seal::DEFAULT_K;
use domain::statistics::Background;

use super::worlds::World;
use crate::chance::Chance;
use crate::demo::ratings::{SEALED_MONTHS, ratings_of_month};
use crate::demo::{self, SET_IN};
use crate::failure::Failure;
use crate::files::register;

/// The seed of every simulated person and of the choice of insiders.
pub const SEED: u64 = 17;

/// The worlds whose people are simulated: the honest ones, and those in which nearly all are content.
const WORLDS: [World; 5] = [
    World::Honest,
    World::Missing(5),
    World::FoursIndependent,
    World::StraightFours(90),
    World::StraightFours(95),
];

/// What is simulated.
#[derive(Clone, Debug)]
pub struct Study {
    /// How many groups of each size.
    pub replications: u64,
    /// The sizes.
    pub sizes: Vec<usize>,
    /// How many insiders know their own sheets, up to one fewer than the smallest number that is published.
    pub insiders: Vec<usize>,
    /// How many months of the demonstration.
    pub months: i32,
}

impl Default for Study {
    fn default() -> Self {
        Self {
            replications: 200,
            sizes: vec![10, 15, 30, 100],
            insiders: vec![0, 1, 5, 9],
            months: SEALED_MONTHS,
        }
    }
}

/// The result for one kind of group and number of insiders.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    name: String,
    insiders: usize,
    groups: u64,
    people: u64,
    by_sums: u64,
    by_detail: u64,
    undecided: u64,
}

impl Study {
    /// Attacks the demonstration, and then every world and size, one after the other.
    pub fn lines(&self) -> Result<impl Iterator<Item = Line>, Failure> {
        let demonstration = self.demonstration()?;
        let of_demonstration = self.insiders.iter().map(move |insiders| {
            let name = "demonstration".to_owned();
            Line::of(name, &demonstration, *insiders)
        });
        let simulated = WORLDS.into_iter().flat_map(move |world| {
            let of_size = self.sizes.iter().map(move |size| (world, *size));
            of_size.flat_map(move |(world, size)| {
                let groups = self.groups(world, size);
                let name = format!("{}, n {size}", world.name());
                let insiders = self.insiders.iter();
                insiders.map(move |insiders| Line::of(name.clone(), &groups, *insiders))
            })
        });
        Ok(of_demonstration.chain(simulated))
    }

    /// The sheets of each group that the demonstration publishes in the month in which they were given.
    fn demonstration(&self) -> Result<Vec<Vec<Answers>>, Failure> {
        let register = register::read(&demo::files())?;
        let open: Month = SET_IN.parse()?;
        let mut groups: Vec<Vec<Answers>> = Vec::new();
        for number in 0..self.months {
            let month = open.plus(number - SEALED_MONTHS);
            let invented = ratings_of_month(demo::SEED, &register, number, month, month.last_day());
            let mut of_month: BTreeMap<_, Vec<Answers>> = BTreeMap::new();
            for invented in invented {
                let answers = invented.rating.answers;
                let key = (
                    invented.service,
                    invented.proof.key(),
                    answers.instrument().key(),
                );
                of_month.entry(key).or_default().push(answers);
            }
            let published = of_month.into_values();
            groups.extend(published.filter(|group| group.len() as u64 >= DEFAULT_K));
        }
        Ok(groups)
    }

    fn groups(&self, world: World, size: usize) -> Vec<Vec<Answers>> {
        let name = world.name();
        let key: [&[u8]; 3] = [&SEED.to_le_bytes(), name.as_bytes(), &size.to_le_bytes()];
        let mut chance = Chance::of(&key);
        let groups =
            (0..self.replications).map(|_| (0..size).map(|_| world.person(&mut chance)).collect());
        groups.collect()
    }
}

impl Line {
    /// Attacks groups, in each of which the first people of a random order are insiders.
    fn of(name: String, groups: &[Vec<Answers>], insiders: usize) -> Self {
        let mut chance = Chance::of(&[&SEED.to_le_bytes(), b"insiders", name.as_bytes()]);
        let mut line = Self {
            name,
            insiders,
            groups: groups.len() as u64,
            people: 0,
            by_sums: 0,
            by_detail: 0,
            undecided: 0,
        };
        for group in groups {
            let mut unknown = group.clone();
            let known: Vec<Answers> = (0..insiders)
                .map(|_| take(&mut unknown, &mut chance))
                .collect();
            let instrument = unknown.first().map_or(Instrument::Skm, Answers::instrument);
            let attacker =
                Attacker::new(instrument, &known, &unknown, DEFAULT_K, Background::ASSUMED);
            for sure in attacker.certainties() {
                line.people += 1;
                match sure {
                    Certainty::None => {}
                    Certainty::BySums => line.by_sums += 1,
                    Certainty::ByDetail => line.by_detail += 1,
                    Certainty::Undecided => line.undecided += 1,
                }
            }
        }
        line
    }

    /// Whether nothing is sure beyond what sums say by themselves, and nearly everything is decided. What insiders can be sure
    /// of is told as it is.
    pub fn passes(&self) -> bool {
        let decided = self.undecided * 100 < self.people.max(1);
        decided && (self.insiders > 0 || self.by_detail == 0)
    }
}

fn take(sheets: &mut Vec<Answers>, chance: &mut Chance) -> Answers {
    let place = chance.below(sheets.len() as u64);
    sheets.swap_remove(usize::try_from(place).expect("a place in memory"))
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = match (self.passes(), self.insiders) {
            (false, _) => "FAIL",
            (true, 0) => "pass",
            (true, _) => "told as it is",
        };
        let share = |people: u64| people as f64 * 100.0 / self.people.max(1) as f64;
        write!(
            f,
            "{:<32} insiders {}  groups {:>5}  sheets {:>7}  sure by sums {:>6.2} %  beyond {:>5.2} %  undecided {:>5.2} %  {verdict}",
            self.name,
            self.insiders,
            self.groups,
            self.people,
            share(self.by_sums),
            share(self.by_detail),
            share(self.undecided),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_sure_beyond_sums() {
        let study = Study {
            replications: 20,
            sizes: vec![10, 30],
            insiders: vec![0, 9],
            months: 1,
        };
        let lines: Vec<Line> = study
            .lines()
            .expect("the demonstration is readable")
            .collect();
        assert_eq!(lines.len(), 2 + WORLDS.len() * 4);
        for line in lines {
            assert!(line.passes(), "{line}");
        }
    }

    #[test]
    fn a_line_with_a_sheet_laid_open_fails() {
        let line = |insiders, by_detail, undecided| Line {
            name: String::new(),
            insiders,
            groups: 10,
            people: 100,
            by_sums: 50,
            by_detail,
            undecided,
        };
        assert!(line(0, 0, 0).passes() && line(1, 1, 0).passes());
        assert!(!line(0, 1, 0).passes() && !line(0, 0, 1).passes() && !line(1, 0, 1).passes());
    }
}
