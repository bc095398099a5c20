//! The evaluation of officers tried on simulated cities whose truth is known: how often an interval holds it, how often something
//! is said of officers who are all equal, and how often what is said is wrong. It must not leave out a line that fails.

mod answers;
mod city;
mod counted;
mod selective;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::thread;

use domain::share::Share;
use domain::slug::Slug;

use super::attribution;
use crate::chance::Chance;
use answers::{Answers, World};
use city::{City, Quality, one_family};
use counted::{Counted, evaluated, evaluation};
use selective::Rule;

/// The seed of every simulated city.
pub const SEED: u64 = 23;

/// What is simulated.
#[derive(Clone, Debug)]
pub struct Study {
    /// How many cities for each world and quality of its officers.
    pub cities: usize,
    /// How many quarters of a unit for each rota and custom of swaps.
    pub quarters: usize,
}

impl Default for Study {
    fn default() -> Self {
        Self {
            cities: 500,
            quarters: 100,
        }
    }
}

/// Which values of a line pass, in per cent or as a ratio.
#[derive(Clone, Debug, PartialEq)]
enum Passing {
    Within(RangeInclusive<f64>),
    AtMost(f64),
    AtLeast(f64),
    /// None is asked for.
    Any,
}

/// A line of the results.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    world: &'static str,
    what: &'static str,
    /// `None` where there was nothing to see.
    value: Option<f64>,
    unit: &'static str,
    passing: Passing,
}

impl Study {
    /// Simulates every world, and what does not depend on one.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        let worlds = World::ALL.into_iter().flat_map(|world| self.world(world));
        let once = [Self::attribution, Self::selection, Self::order];
        worlds.chain(once.into_iter().flat_map(|lines| lines(self)))
    }

    /// What an evaluation says in cities of one world (`fairness.md` §9).
    fn world(&self, world: World) -> Vec<Line> {
        let parts = [Self::unequal, Self::equal, Self::one_below];
        parts
            .into_iter()
            .flat_map(|lines| lines(self, world))
            .collect()
    }

    fn unequal(&self, world: World) -> Vec<Line> {
        let one = self.counted(world, Quality::Unequal, &one_family());
        let apart = self.counted(world, Quality::Unequal, &BTreeMap::new());
        let covered = || Passing::Within(93.0..=97.0);
        let line = |what, share, passing| Line::of(world.name(), what, percent(share), passing);
        vec![
            line("interval holds the truth", one.covered, covered()),
            line(
                "interval of the shrunk figure holds it",
                one.shrunk_covered,
                covered(),
            ),
            line(
                "the same, each service a family of its own",
                apart.shrunk_covered,
                covered(),
            ),
            line(
                "wrong sign among \"different\"",
                one.wrong_sign,
                Passing::AtMost(2.0),
            ),
            line(
                "true effect within the margin among \"by more\"",
                one.within_margin,
                Passing::AtMost(10.0),
            ),
            Line {
                world: world.name(),
                what: "squared error, shrunk against plain",
                value: one.error_ratio(),
                unit: "",
                passing: Passing::AtMost(0.75),
            },
        ]
    }

    fn equal(&self, world: World) -> Vec<Line> {
        let equal = self.counted(world, Quality::Equal, &one_family());
        let line = |what, share, passing| Line::of(world.name(), what, percent(share), passing);
        vec![
            line(
                "equal officers: cities with any \"different\"",
                equal.with_any,
                Passing::AtMost(10.0),
            ),
            line(
                "equal officers: cities with any \"by more\"",
                equal.with_more,
                Passing::AtMost(2.0),
            ),
            line(
                "equal officers whom a raw mean would flag",
                equal.naive,
                Passing::Any,
            ),
        ]
    }

    fn one_below(&self, world: World) -> Vec<Line> {
        let below = self.counted(world, Quality::OneBelow, &one_family());
        let line = |what, value, passing| Line::of(world.name(), what, value, passing);
        vec![
            line(
                "0.3 below by 300 answers is \"different\"",
                percent(below.first_found),
                Passing::AtLeast(80.0),
            ),
            line(
                "the same by the table of power",
                below.promised(),
                Passing::Any,
            ),
        ]
    }

    /// The cities of one world, half of them by each of two threads. Each has a chance of its own, so that their number and the
    /// number of threads change none of them.
    fn counted(&self, world: World, quality: Quality, families: &BTreeMap<Slug, Slug>) -> Counted {
        let answers = Answers::of(world);
        let one = |number: usize| {
            let city = simulated(world, quality, number, &answers);
            evaluated(&city, &answers, families)
        };
        let middle = self.cities / 2;
        let some = |numbers: std::ops::Range<usize>| numbers.map(one).collect::<Vec<_>>();
        let (mut first, second) = thread::scope(|scope| {
            let first = scope.spawn(|| some(0..middle));
            let second = some(middle..self.cities);
            (first.join().expect("a city that can be evaluated"), second)
        });
        first.extend(second);
        // Added up in the order of their numbers.
        first.into_iter().fold(Counted::default(), Counted::with)
    }

    /// Ratings held against an officer who did not serve, where the roster tells the truth in the end. How late a rating comes
    /// changes nothing, because its code carries the duty of the visit.
    fn attribution(&self) -> Vec<Line> {
        let study = attribution::Study {
            quarters: self.quarters,
        };
        let wrong = study.lines().filter_map(|line| line.wrong());
        let worst = wrong.max_by(f64::total_cmp).map(|share| 100.0 * share);
        vec![Line::of(
            "",
            "ratings held against a wrong officer, at worst",
            worst,
            Passing::AtMost(1.0),
        )]
    }

    /// An officer who asks only those who would give a four.
    fn selection(&self) -> Vec<Line> {
        let line = |what, rule, passing| {
            let found = (0..self.cities).filter(|number| selective::is_found(rule, *number));
            let found = percent(share(found.count(), self.cities));
            Line::of("", what, found, passing)
        };
        vec![
            line(
                "only fours asked, found by response",
                Rule::Response,
                Passing::AtLeast(90.0),
            ),
            line(
                "the same if honest places never differed",
                Rule::WithoutDifferences,
                Passing::Any,
            ),
            line(
                "the same by codes handed out",
                Rule::HandedOut,
                Passing::Any,
            ),
        ]
    }

    /// Whether the order of answers and the months in which they come leave any trace.
    fn order(&self) -> Vec<Line> {
        let (answers, family) = (Answers::of(World::Ordinary), one_family());
        let cities = self.cities.div_ceil(25);
        let same = (0..cities).filter(|number| {
            let city = simulated(World::Ordinary, Quality::Unequal, *number, &answers);
            let whole = evaluation(city.answered(1), &family);
            let parts = evaluation(city.answered(3).into_iter().rev(), &family);
            format!("{whole:?}") == format!("{parts:?}")
        });
        vec![Line::of(
            "",
            "cities the same in another order and other months",
            percent(share(same.count(), cities)),
            Passing::AtLeast(100.0),
        )]
    }
}

fn simulated(world: World, quality: Quality, number: usize, answers: &Answers) -> City {
    let key = format!("fairness {} {quality:?} {number}", world.name());
    let mut chance = Chance::of(&[&SEED.to_le_bytes(), key.as_bytes()]);
    City::simulated(&mut chance, answers, quality)
}

/// So many of so many, in per cent; `None` of nothing.
fn percent(Share { part, of }: Share) -> Option<f64> {
    (of > 0).then(|| 100.0 * part as f64 / of as f64)
}

fn share(part: usize, of: usize) -> Share {
    Share {
        part: part as u64,
        of: of as u64,
    }
}

impl Line {
    /// Of a value in per cent.
    fn of(world: &'static str, what: &'static str, value: Option<f64>, passing: Passing) -> Self {
        Self {
            world,
            what,
            value,
            unit: " %",
            passing,
        }
    }

    /// Whether the value is as asked for. Where nothing was said nothing false was said either, but an interval that was never
    /// shown held nothing.
    pub fn passes(&self) -> bool {
        match (self.value, &self.passing) {
            (_, Passing::Any) | (None, Passing::AtMost(_)) => true,
            (None, _) => false,
            (Some(value), Passing::Within(range)) => range.contains(&value),
            (Some(value), Passing::AtMost(most)) => value <= *most,
            (Some(value), Passing::AtLeast(least)) => value >= *least,
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = self.unit;
        let value = self
            .value
            .map_or_else(|| "nothing".to_owned(), |value| format!("{value:.2}{unit}"));
        let asked = match &self.passing {
            Passing::Within(range) => format!("{} to {}{unit}", range.start(), range.end()),
            Passing::AtMost(most) => format!("at most {most}{unit}"),
            Passing::AtLeast(least) => format!("at least {least}{unit}"),
            Passing::Any => String::new(),
        };
        let verdict = match (&self.passing, self.passes()) {
            (Passing::Any, _) => "told as it is",
            (_, true) => "pass",
            (_, false) => "FAIL",
        };
        write!(
            f,
            "{:<8}  {:<50}  {value:>9}  {asked:<14}  {verdict}",
            self.world, self.what
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So few cities are no evidence, and others as few may fail by chance: it shows that the study runs and what breaks it.
    #[test]
    fn the_evaluation_passes_its_study_in_an_ordinary_world() {
        let study = Study {
            cities: 5,
            quarters: 10,
        };
        let lines = study.world(World::Ordinary).into_iter();
        for line in lines.chain(study.attribution()).chain(study.order()) {
            assert!(line.passes(), "{line}");
        }
    }

    #[test]
    fn a_value_outside_what_is_asked_for_fails() {
        let line = |value, passing| Line::of("", "", value, passing);
        let within = || Passing::Within(93.0..=97.0);
        assert!(line(Some(93.0), within()).passes());
        assert!(!line(Some(92.9), within()).passes());
        assert!(!line(Some(97.1), within()).passes());
        assert!(!line(None, within()).passes());
        assert!(line(None, Passing::AtMost(2.0)).passes());
        let fails = line(Some(2.1), Passing::AtMost(2.0));
        assert!(!fails.passes() && fails.to_string().ends_with("FAIL"));
        assert!(!line(Some(79.9), Passing::AtLeast(80.0)).passes());
    }
}
