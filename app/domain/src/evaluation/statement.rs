//! The two statements that may be made of a deviation, with the false discoveries of a whole city's semester controlled, and
//! when a statement becomes a suggestion. It must not know whom a statement is about.

use super::deviation::Deviation;
use crate::comparison::{accepted_at, p_beyond, p_within};

/// Which share of the statements of a semester may be false on average (`fairness.md` §4).
pub const FALSE_DISCOVERIES: f64 = 0.10;

/// Whether answers are better or worse than what was expected. The rule is the same for both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Better.
    Above,
    /// Worse.
    Below,
}

/// What may be said of a tested deviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statement {
    /// Nothing, which does not mean that it is equal.
    Nothing,
    /// It differs from what was expected. Information, no reason for anything.
    Different(Direction),
    /// It differs by more than the margin, and therefore also differs.
    DifferentByMore(Direction),
}

/// How likely deviations at least as large are by chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Test {
    direction: Direction,
    /// If nothing differs in truth.
    different: f64,
    /// If the true deviation is the margin (Goldstein and Spiegelhalter 1996; McCarthy and Smyth 2009).
    by_more: f64,
}

impl Test {
    /// Of a deviation, by Student's t on V*; the margin in points.
    pub fn of(deviation: &Deviation, margin: f64) -> Self {
        let (points, freedom) = (deviation.points, deviation.freedom());
        let error = deviation.test_variance.sqrt();
        let direction = if points > 0.0 {
            Direction::Above
        } else {
            Direction::Below
        };
        Self {
            direction,
            different: p_within(points, 0.0, error, freedom),
            by_more: p_beyond(points.abs() - margin, error, freedom),
        }
    }
}

/// What counts in a family of tests: all eligible officers and elements of a city in a semester, favourable and unfavourable
/// together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Accepted {
    /// How many tests there are.
    pub tests: usize,
    different: Option<f64>,
    by_more: Option<f64>,
}

impl Accepted {
    /// By the procedure of Benjamini and Hochberg (1995), for each statement.
    pub fn among(tests: &[Test]) -> Self {
        let accepted = |p: fn(&Test) -> f64| {
            let all = tests.iter().map(p);
            accepted_at(all.collect(), FALSE_DISCOVERIES)
        };
        Self {
            tests: tests.len(),
            different: accepted(|test| test.different),
            by_more: accepted(|test| test.by_more),
        }
    }

    /// What may be said of one of the family.
    pub fn statement(&self, test: Test) -> Statement {
        let counts = |p: f64, accepted: Option<f64>| accepted.is_some_and(|most| p <= most);
        let different = counts(test.different, self.different);
        match (different, counts(test.by_more, self.by_more)) {
            (true, true) => Statement::DifferentByMore(test.direction),
            (true, false) => Statement::Different(test.direction),
            (false, _) => Statement::Nothing,
        }
    }
}

/// What stands beside a statement of one semester about the same officer and element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Support {
    /// The statement of the semester before; `None` where there was no test.
    pub before: Option<Statement>,
    /// Whether a second source is documented, such as an observation.
    pub second_source: bool,
}

impl Statement {
    /// What may be suggested to people, recognition for [`Direction::Above`] and coaching for [`Direction::Below`]: only what
    /// differs by more than the margin, in two semesters running or with a second source.
    pub fn suggestion(self, support: Support) -> Option<Direction> {
        let Self::DifferentByMore(direction) = self else {
            return None;
        };
        let again = support.before == Some(self);
        (again || support.second_source).then_some(direction)
    }
}
