//! Simulated people: how those of a world answer the nine elements.
//! It must not know what is computed from their answers.

use domain::instrument::Instrument;
use domain::rating::{Answers, Score};

use crate::chance::Chance;

/// How people of a world answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum World {
    /// A mood moves all nine answers of a person, as in real surveys; the index is about 81.
    Honest,
    /// Nine of ten answers are a four, each for itself.
    FoursIndependent,
    /// So many of a hundred people give nothing but fours, the others answer as in the honest world.
    StraightFours(u64),
    /// So many of a hundred people give nothing but fours, the others nothing but ones.
    Polar(u64),
    /// The honest world, in which each answer is missing in so many of a hundred cases.
    Missing(u64),
}

impl World {
    /// Every world that is tried.
    pub const ALL: [Self; 8] = [
        Self::Honest,
        Self::FoursIndependent,
        Self::StraightFours(90),
        Self::StraightFours(95),
        Self::Polar(85),
        Self::Missing(5),
        Self::Missing(20),
        Self::Missing(50),
    ];

    /// What it is called in the results.
    pub fn name(self) -> String {
        match self {
            Self::Honest => "honest, about 81".to_owned(),
            Self::FoursIndependent => "90 % fours, independent".to_owned(),
            Self::StraightFours(share) => format!("{share} % straight fours"),
            Self::Polar(share) => format!("polar {share}/{}", 100 - share),
            Self::Missing(share) => format!("honest, {share} % missing"),
        }
    }

    /// The world with every answer given.
    pub fn complete(self) -> Self {
        match self {
            Self::Missing(_) => Self::Honest,
            complete => complete,
        }
    }

    /// One person's answers.
    pub fn person(self, chance: &mut Chance) -> Answers {
        let of_hundred = |chance: &mut Chance, share| chance.below(100) < share;
        match self {
            Self::Missing(share) => honest(chance, share),
            Self::FoursIndependent => answers(|_| match chance.below(100) {
                ..90 => 4,
                90..96 => 3,
                96..99 => 2,
                _ => 1,
            }),
            Self::StraightFours(share) if of_hundred(chance, share) => answers(|_| 4),
            Self::Honest | Self::StraightFours(_) => honest(chance, 0),
            Self::Polar(share) => {
                let score = if of_hundred(chance, share) { 4 } else { 1 };
                answers(|_| score)
            }
        }
    }
}

/// Answers by the place of the element; 0 for a missing one. Somebody who answers nothing sends no rating, so the first
/// element is then answered.
fn answers(mut score: impl FnMut(usize) -> u8) -> Answers {
    let elements = Instrument::Skm.elements();
    let scores: Vec<Option<Score>> = (0..elements.len())
        .map(|place| Score::new(score(place)))
        .collect();
    let nothing = scores.iter().all(Option::is_none);
    let of = |element| {
        let place = Instrument::Skm.position(element)?;
        if nothing && place == 0 {
            Score::new(3)
        } else {
            scores[place]
        }
    };
    Answers::new(Instrument::Skm, of).expect("an element is answered")
}

fn honest(chance: &mut Chance, missing: u64) -> Answers {
    let mood = chance.share() + chance.share() - 1.0;
    answers(|place| {
        let level = 3.05 + 0.05 * place as f64 + 0.7 * mood + 1.2 * (chance.share() - 0.5);
        let answered = chance.below(100) >= missing;
        match level {
            _ if !answered => 0,
            ..1.5 => 1,
            1.5..2.5 => 2,
            2.5..3.5 => 3,
            _ => 4,
        }
    })
}
