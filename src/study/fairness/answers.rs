//! How people answer in a simulated city, and what an answer is on average when so much speaks for or against a place.
//! It must not know officers, nor what is computed from answers.

use crate::chance::Chance;

/// How content people are, and how much the weeks of one officer differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum World {
    /// Most give a four, and weeks differ a little.
    Ordinary,
    /// Weeks differ much more than anybody expects.
    Stress,
    /// Nine of ten answers are a four.
    Ceiling,
}

impl World {
    /// Every world that is tried.
    pub const ALL: [Self; 3] = [Self::Ordinary, Self::Stress, Self::Ceiling];

    /// What it is called in the results.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Stress => "stress",
            Self::Ceiling => "ceiling",
        }
    }

    /// The share of answers of 1, of at most 2 and of at most 3 where nothing speaks for or against a place.
    const fn cumulative(self) -> [f64; 3] {
        match self {
            Self::Ordinary | Self::Stress => [0.02, 0.08, 0.40],
            Self::Ceiling => [0.01, 0.03, 0.10],
        }
    }

    /// By how much the weeks of one officer differ, as a standard deviation where that of single people is 1.
    const fn weeks_apart(self) -> f64 {
        match self {
            Self::Ordinary | Self::Ceiling => 0.15,
            Self::Stress => 0.35,
        }
    }
}

/// How people of a world answer: everybody has a mood with the standard deviation 1, to which is added what speaks for the place,
/// and gives the score between whose bounds the sum lies.
#[derive(Clone, Debug)]
pub struct Answers {
    bounds: [f64; 3],
    weeks_apart: f64,
    /// What weeks add, each as likely as another.
    weeks: Vec<f64>,
}

/// Over so many weeks a mean is taken.
const WEEKS: u32 = 20;

impl Answers {
    /// Those of a world.
    pub fn of(world: World) -> Self {
        let weeks = (0..WEEKS).map(|week| (f64::from(week) + 0.5) / f64::from(WEEKS));
        Self {
            bounds: world.cumulative().map(quantile),
            weeks_apart: world.weeks_apart(),
            weeks: weeks
                .map(|week| quantile(week) * world.weeks_apart())
                .collect(),
        }
    }

    /// The place among the scores, 0 to 3, that somebody gives where so much speaks for the place in that week.
    pub fn score(&self, chance: &mut Chance, shift: f64) -> usize {
        let mood = shift + chance.normal();
        self.bounds.iter().filter(|bound| mood > **bound).count()
    }

    /// What speaks for an officer in a single week.
    pub fn week(&self, chance: &mut Chance) -> f64 {
        self.weeks_apart * chance.normal()
    }

    /// The mean answer, 1 to 4, of all people and weeks of an officer for whom so much speaks.
    pub fn mean(&self, shift: f64) -> f64 {
        let of_week = |week: &f64| {
            let below = self.bounds.map(|bound| cumulative(bound - shift - week));
            4.0 - below.iter().sum::<f64>()
        };
        self.weeks.iter().map(of_week).sum::<f64>() / f64::from(WEEKS)
    }

    /// What speaks for an officer whose mean answer lies so far from that of one for whom nothing does.
    pub fn shift_of(&self, points: f64) -> f64 {
        let wanted = self.mean(0.0) + points;
        halved(|shift| self.mean(shift) < wanted)
    }
}

/// The distribution of [`Chance::normal`]: four even numbers summed.
fn cumulative(value: f64) -> f64 {
    let sum = (value / 3.0_f64.sqrt() + 2.0).clamp(0.0, 4.0);
    let lower = |sum: f64| (sum.powi(4) - 4.0 * (sum - 1.0).max(0.0).powi(4)) / 24.0;
    if sum <= 2.0 {
        lower(sum)
    } else {
        1.0 - lower(4.0 - sum)
    }
}

fn quantile(share: f64) -> f64 {
    halved(|value| cumulative(value) < share)
}

/// The value below which something holds.
fn halved(is_below: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (-4.0, 4.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if is_below(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_are_those_of_the_answers() {
        for world in World::ALL {
            let answers = Answers::of(world);
            let mut chance = Chance::of(&[world.name().as_bytes()]);
            let shift = 0.4;
            let sum: usize = (0..100_000)
                .map(|_| {
                    let week = answers.week(&mut chance);
                    answers.score(&mut chance, shift + week) + 1
                })
                .sum();
            let mean = sum as f64 / 100_000.0;
            assert!((mean - answers.mean(shift)).abs() < 0.01, "{mean}");
        }
    }

    #[test]
    fn nothing_for_or_against_a_place_gives_the_shares_of_the_world() {
        let bounds = Answers::of(World::Ordinary).bounds;
        for (bound, share) in bounds.into_iter().zip([0.02, 0.08, 0.40]) {
            assert!((cumulative(bound) - share).abs() < 1e-9);
        }
        let answers = Answers::of(World::Ceiling);
        let shift = answers.shift_of(-0.3);
        assert!((answers.mean(shift) - answers.mean(0.0) + 0.3).abs() < 1e-9);
    }
}
