//! How often the 95 % interval of an index holds the truth, in worlds from ordinary to hostile.
//! It must not leave out a line that fails.

use std::fmt;

use domain::formula::Formula;
use domain::instrument::Instrument;
use domain::seal::DEFAULT_K;
use domain::statistics::{Background, Statistics};
use domain::tally::Tally;

use super::worlds::World;
use crate::chance::Chance;

/// The seed of every simulated person.
pub const SEED: u64 = 17;

/// The coverage that passes, in per mille.
const PASSING: std::ops::RangeInclusive<u64> = 930..=1000;

/// The other services of a release have groups of so many people, from whose dispersion that of a small group is taken.
const NEIGHBOURS: [World; 4] = [
    World::Honest,
    World::FoursIndependent,
    World::StraightFours(90),
    World::StraightFours(95),
];
const NEIGHBOUR_SIZE: u64 = 100;

/// How many such releases are simulated for each world and size.
const RELEASES: usize = 50;

/// What is simulated.
#[derive(Clone, Debug)]
pub struct Study {
    /// How many groups of each size.
    pub replications: u64,
    /// The sizes.
    pub sizes: Vec<u64>,
    /// How many people the truth of a world is taken from.
    pub population: u64,
}

impl Default for Study {
    fn default() -> Self {
        Self {
            replications: 5000,
            sizes: vec![10, 15, 30, 100, 1000],
            population: 2_000_000,
        }
    }
}

/// The result for one world and size.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    world: World,
    size: u64,
    replications: u64,
    shown: u64,
    covered: u64,
    width: f64,
}

impl Study {
    /// Simulates every world and size, one after the other.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        World::ALL.into_iter().flat_map(move |world| {
            let truth = self.truth(world);
            self.sizes
                .iter()
                .map(move |size| self.line(world, *size, truth))
        })
    }

    fn truth(&self, world: World) -> f64 {
        let mut chance = stream(world, "truth");
        let everybody = group(world.complete(), self.population, &mut chance);
        let index = Statistics::whole(&everybody, Formula::CURRENT).index();
        index.expect("everybody answers everything").value
    }

    fn line(&self, world: World, size: u64, truth: f64) -> Line {
        let mut chance = stream(world, &size.to_string());
        let (mut shown, mut covered, mut width) = (0, 0, 0.0);
        let backgrounds: Vec<Background> = (0..RELEASES).map(|_| background(&mut chance)).collect();
        let backgrounds = backgrounds.iter().cycle().copied();
        let replications = usize::try_from(self.replications).expect("as many as fit in memory");
        for background in backgrounds.take(replications) {
            let people = group(world, size, &mut chance);
            let index = Statistics::disclosed(&people, DEFAULT_K, background).index();
            if let Some(interval) = index.and_then(|index| index.interval()) {
                shown += 1;
                covered += u64::from((interval.low..=interval.high).contains(&truth));
                width += interval.high - interval.low;
            }
        }
        Line {
            world,
            size,
            replications: self.replications,
            shown,
            covered,
            width: width / shown.max(1) as f64,
        }
    }
}

/// A stream of chance of its own for each part, so that one more replication of one changes no other.
fn stream(world: World, part: &str) -> Chance {
    Chance::of(&[
        &SEED.to_le_bytes(),
        world.name().as_bytes(),
        part.as_bytes(),
    ])
}

fn group(world: World, people: u64, chance: &mut Chance) -> Tally {
    let mut tally = Tally::empty(Instrument::Skm);
    for _ in 0..people {
        tally.add(&world.person(chance));
    }
    tally
}

fn background(chance: &mut Chance) -> Background {
    let neighbours = NEIGHBOURS.map(|world| group(world, NEIGHBOUR_SIZE, chance));
    Background::pooled(&neighbours, DEFAULT_K)
}

impl Line {
    /// The share of shown intervals that hold the truth, in per mille; `None` where no index is shown.
    fn coverage(&self) -> Option<u64> {
        (self.covered * 1000 + self.shown / 2).checked_div(self.shown)
    }

    /// Small groups of people of two extremes are known not to be covered: a group of ten holds none of the discontent once in
    /// five times.
    fn is_told_only(&self) -> bool {
        matches!(self.world, World::Polar(_)) && self.size < 30
    }

    /// Whether the interval holds the truth often enough, or is known not to.
    pub fn passes(&self) -> bool {
        let enough = self
            .coverage()
            .is_none_or(|coverage| PASSING.contains(&coverage));
        enough || self.is_told_only()
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let coverage = self.coverage().map_or_else(
            || "no index".to_owned(),
            |coverage| format!("{}.{} %", coverage / 10, coverage % 10),
        );
        let verdict = match (self.passes(), self.is_told_only()) {
            (_, true) => "told as it is",
            (true, false) => "pass",
            (false, false) => "FAIL",
        };
        write!(
            f,
            "{:<26} n {:>4}  covered {coverage:>8}  shown {:>5.1} %  mean width {:>5.2}  {verdict}",
            self.world.name(),
            self.size,
            self.shown as f64 * 100.0 / self.replications as f64,
            self.width,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_intervals_pass_their_study() {
        let study = Study {
            replications: 1000,
            sizes: vec![10, 15, 30, 100],
            population: 100_000,
        };
        for line in study.lines() {
            assert!(line.passes(), "{line}");
        }
    }

    #[test]
    fn a_line_outside_the_range_fails() {
        let line = |world, size, covered| Line {
            world,
            size,
            replications: 1000,
            shown: 1000,
            covered,
            width: 1.0,
        };
        assert!(!line(World::Honest, 10, 929).passes());
        assert!(line(World::Honest, 10, 930).passes());
        assert!(line(World::Polar(85), 15, 500).passes());
        assert!(!line(World::Polar(85), 30, 500).passes());
    }
}
