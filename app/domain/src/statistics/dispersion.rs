//! How far apart the respondents of a group are: as much of it as an interval needs, rounded so that no single sheet of
//! answers follows from it. It must not know the answers to an element.

use num_rational::BigRational;
use num_traits::ToPrimitive;
use serde::{Deserialize, Serialize};

use super::{DETAILED_FROM, mean_score, told_elements};
use crate::tally::{ElementSum, MEAN_UNIT, Tally};

/// Points of the index in one unit of a respondent's mean score.
const POINTS: f64 = 25.0 / MEAN_UNIT as f64;

/// Square units in a square point, times [`PER_POINT_OVER`].
const PER_POINT: u128 = (MEAN_UNIT as u128).pow(2);
const PER_POINT_OVER: u128 = 625;

/// The squared distances of the respondents' own indices from the mean of all, added up, in square points, rounded up to two
/// digits. Rounding the sums themselves would hide nothing: at ten people "one of them holds it all" stays the only solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread(pub u64);

impl Spread {
    /// The spread of a group of at least [`DETAILED_FROM`] k people; smaller groups have none of their own. Where they are nearly
    /// all of one mind it is the largest that people with these mean scores can have, because their own would prove that one of
    /// them holds all that is missing.
    pub fn of(tally: &Tally, k: u64) -> Option<Self> {
        let people = tally.respondents();
        if people < DETAILED_FROM * k {
            return None;
        }
        if !tally.is_mixed(k) {
            return Some(Self::largest(people, &told_elements(tally)));
        }
        let (sum, squares) = tally.mean_sums();
        Some(Self::of_sums(people, sum, squares))
    }

    /// The largest spread around the mean score of some elements: of scores between 1 and 4 the variance is at most the product of
    /// the distances of their mean from both ends (Bhatia and Davis 2000).
    fn largest(people: u64, elements: &[ElementSum]) -> Self {
        let whole = |number: u64| BigRational::from_integer(number.into());
        let Some(mean) = mean_score(elements) else {
            return Self(0);
        };
        let variance = (whole(4) - &mean) * (mean - whole(1)) * whole(625);
        let points = (variance * whole(people)).ceil().to_integer();
        Self(two_digits_up(points.to_u128().unwrap_or_default()))
    }

    /// The spread of at least one person whose mean scores have this sum and this sum of squares.
    pub(crate) fn of_sums(people: u64, sum: u64, squares: u64) -> Self {
        let (n, sum) = (u128::from(people), u128::from(sum));
        let centred = n * u128::from(squares) - sum * sum;
        let points = (centred * PER_POINT_OVER).div_ceil(n * PER_POINT);
        Self(two_digits_up(points))
    }

    /// The same in square units of a mean score, rounded up.
    fn square_units(self) -> u128 {
        (u128::from(self.0) * PER_POINT).div_ceil(PER_POINT_OVER)
    }
}

/// Rounds a whole number up to its first two digits.
fn two_digits_up(number: u128) -> u64 {
    let mut step = 1;
    while number / step >= 100 {
        step *= 10;
    }
    let rounded = number.div_ceil(step) * step;
    rounded
        .to_u64()
        .expect("a sum over people whom a u64 counts")
}

/// What is assumed of groups that are too small for a dispersion of their own: the variance of respondents' indices, in square
/// points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Background(pub u64);

impl Background {
    /// Where a release has no group large enough: a standard deviation of 15 points, of a group in which one of ten people
    /// stands fifty points below the others. A choice, tried in `study intervals`.
    pub const ASSUMED: Self = Self(225);

    /// How much more is assumed than the larger groups show, because a small service can be more mixed than they are. As much as
    /// `study intervals` needs.
    const INFLATION: f64 = 2.0;

    /// The pooled variance of the groups of a release that have a spread of their own, inflated.
    pub fn pooled<'a>(groups: impl IntoIterator<Item = &'a Tally>, k: u64) -> Self {
        let (mut spread, mut freedom) = (0, 0);
        for tally in groups {
            if let Some(own) = Spread::of(tally, k) {
                spread += own.0;
                freedom += tally.respondents() - 1;
            }
        }
        if freedom == 0 {
            return Self::ASSUMED;
        }
        let variance = spread as f64 / freedom as f64 * Self::INFLATION;
        Self(two_digits_up(variance.ceil().to_u128().unwrap_or_default()))
    }

    /// The spread that a group of so many people is taken to have.
    pub fn of_people(self, people: u64) -> Spread {
        Spread(self.0 * people.saturating_sub(1))
    }
}

/// The number of respondents with the sum and the sum of squares of their mean scores, in the unit 1/2520. Of a group whose
/// spread alone is known they are such that a union of groups is never less dispersed than its people are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dispersion {
    pub(crate) people: u64,
    pub(crate) sum: u64,
    pub(crate) squares: u64,
}

impl Dispersion {
    /// Of people whose means were added up one by one.
    pub(crate) const fn exact(people: u64, sum: u64, squares: u64) -> Self {
        Self {
            people,
            sum,
            squares,
        }
    }

    /// Of people around a mean score.
    pub(crate) fn around(people: u64, middle: &BigRational, spread: Spread) -> Self {
        let unit = BigRational::from_integer((people * MEAN_UNIT).into());
        let sum = (middle * unit).round().to_integer();
        let sum = sum.to_u64().expect("a mean score is at most 4");
        let n = u128::from(people.max(1));
        let between = u128::from(sum).pow(2).div_ceil(n);
        let squares = (between + spread.square_units()).to_u64();
        Self {
            people,
            sum,
            squares: squares.expect("as many people as a seal counts"),
        }
    }

    pub(crate) const fn add(&mut self, other: Self) {
        self.people += other.people;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    /// The variance of respondents' indices in square points; `None` below two respondents.
    pub fn variance(&self) -> Option<f64> {
        let n = u128::from(self.people);
        if n < 2 {
            return None;
        }
        let centred = n * u128::from(self.squares) - u128::from(self.sum).pow(2);
        Some(centred as f64 / (n * (n - 1)) as f64 * POINTS * POINTS)
    }
}
