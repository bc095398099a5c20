//! Shares that stand out among those of their peers: a beta-binomial test that knows that honest places differ.
//! It must not know what is counted.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use statrs::function::gamma::ln_gamma;

use crate::share::Share;

/// Of fewer nothing is said, nor are fewer enough to say what is usual.
const LEAST_OF_A_SHARE: u64 = 30;

/// How far honest places lie apart beyond chance, as the intra-class correlation, where too few are known to tell: shares of a
/// half then differ with a standard deviation of 5 points. A choice.
const USUALLY_APART: f64 = 0.01;

/// How far they lie apart at least, however alike those of a city look: a standard deviation of 2 points. A choice.
const LEAST_APART: f64 = 0.0016;

/// And at most, so that a share stays a share.
const MOST_APART: f64 = 0.9;

/// From so many places on a city's own differences are told.
const PLACES_OF_A_CITY: usize = 20;

/// The standard error of a deviation that is estimated from the median of `n` values is so many `n`-th roots of it.
const ERROR_OF_A_MEDIAN: f64 = 1.2;

/// The median of the absolute value of a standard normal variable.
const NORMAL_MEDIAN: f64 = 0.674_489_750_196_081_7;

/// Within so many standard deviations of what is usual nothing stands out, whatever its exact probability: it is far above
/// every level that is asked for.
const ORDINARY: f64 = 2.0;

/// How often the bounds of what is looked for are halved.
const HALVINGS: usize = 30;

/// In which direction a share must stand out, and by how many of those it counts at least.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sides {
    /// Above its peers only.
    Above { by: u64 },
    /// Above or below: either is as strange.
    Both { by: u64 },
}

/// One place among its peers. What is usual may differ from week to week, for all of them.
#[derive(Clone, Debug)]
pub(super) struct Member<P> {
    /// Where it is; `None` for what is known and not in question.
    place: Option<P>,
    weeks: BTreeMap<Option<NaiveDate>, Share>,
}

impl<P> Member<P> {
    pub fn whole(place: P, share: Share) -> Self {
        Self {
            place: Some(place),
            ..Self::known(share)
        }
    }

    pub fn by_week(place: P, weeks: impl Iterator<Item = (NaiveDate, Share)>) -> Self {
        Self {
            place: Some(place),
            ..Self::of(weeks.map(|(week, share)| (Some(week), share)))
        }
    }

    pub fn known(share: Share) -> Self {
        Self::of(std::iter::once((None, share)))
    }

    /// What is more than the whole is no share of it.
    fn of(weeks: impl Iterator<Item = (Option<NaiveDate>, Share)>) -> Self {
        Self {
            place: None,
            weeks: weeks.filter(|(_, share)| share.part <= share.of).collect(),
        }
    }
}

/// Places of one kind.
#[derive(Clone, Debug)]
pub(super) struct Peers<P>(Vec<Member<P>>);

impl<P> Peers<P> {
    pub fn of(members: impl IntoIterator<Item = Member<P>>) -> Self {
        Self(members.into_iter().collect())
    }
}

/// The places whose share stands out among their peers. In a city without any, one is found with a probability of at most
/// `chance` (Bonferroni over every place in question). Of peers the one that stands out most goes first, and the others are judged
/// without it, so that nobody is held against somebody who cheats; of two only, nobody can tell which it is, and both are named.
pub(super) fn standing_out<P: Copy>(families: &[Peers<P>], sides: Sides, chance: f64) -> Vec<P> {
    let everybody = families.iter().flat_map(Compared::all);
    let everybody: Vec<Compared> = everybody.map(|(_, compared)| compared).collect();
    if everybody.is_empty() {
        return vec![];
    }
    let test = Test {
        sides,
        level: chance / everybody.len() as f64,
        apart: apart(&everybody),
    };
    let found = families.iter().flat_map(|peers| test.find(peers));
    found.collect()
}

struct Test {
    sides: Sides,
    level: f64,
    /// How far honest places lie apart, as an intra-class correlation.
    apart: f64,
}

impl Test {
    fn find<P: Copy>(&self, peers: &Peers<P>) -> Vec<P> {
        let mut left = peers.clone();
        let mut found = vec![];
        loop {
            let judged = Compared::all(&left).into_iter();
            let judged = judged.map(|(number, compared)| (number, self.p(&compared)));
            let Some((number, p)) = judged.min_by(|(_, one), (_, other)| one.total_cmp(other))
            else {
                return found;
            };
            if p > self.level {
                return found;
            }
            found.extend(left.0.remove(number).place);
            if let (Sides::Both { .. }, [other]) = (self.sides, left.0.as_slice()) {
                found.extend(other.place);
            }
        }
    }

    /// How likely a share is that stands out at least as far; 1 where it does not stand out.
    fn p(&self, compared: &Compared) -> f64 {
        let part = compared.share.part;
        let above = part as f64 > compared.expected();
        let by = |least: u64| (part as f64 - compared.expected()).abs() >= least as f64;
        if compared.deviations(self.apart).abs() < ORDINARY {
            return 1.0;
        }
        match self.sides {
            Sides::Above { by: least } if above && by(least) => {
                BetaBinomial::of(compared, self.apart).at_least(part)
            }
            Sides::Both { by: least } if by(least) => {
                let tail = BetaBinomial::of(compared, self.apart);
                let one_side = if above {
                    tail.at_least(part)
                } else {
                    tail.at_most(part)
                };
                2.0 * one_side
            }
            _ => 1.0,
        }
    }
}

/// A share and what its peers let expect.
#[derive(Clone, Copy, Debug)]
struct Compared {
    share: Share,
    /// The share that is usual among the peers, between 0 and 1.
    usual: f64,
    /// How many the peers have counted.
    of_peers: u64,
    /// How much few peers make up the whole: the sum of their squared parts of it, 1 for a single peer and 1/m for m of one size.
    concentration: f64,
}

impl Compared {
    /// Everybody in question who is large enough, with the number of its place.
    fn all<P>(peers: &Peers<P>) -> Vec<(usize, Self)> {
        let in_question = peers.0.iter().enumerate();
        let in_question = in_question.filter(|(_, member)| member.place.is_some());
        let compared =
            in_question.filter_map(|(number, _)| Some((number, Self::of(peers, number)?)));
        compared.collect()
    }

    /// Directly standardised by week: as if the peers had had this place's weeks.
    fn of<P>(peers: &Peers<P>, number: usize) -> Option<Self> {
        let own = &peers.0[number].weeks;
        let others = || peers.0.iter().enumerate().filter(|(n, _)| *n != number);
        let mut compared = Self {
            share: Share::default(),
            usual: 0.0,
            of_peers: 0,
            concentration: 0.0,
        };
        let mut expected = 0.0;
        for (week, own) in own {
            let theirs = others().filter_map(|(_, other)| other.weeks.get(week));
            let theirs: Share = theirs.copied().sum();
            if theirs.of == 0 {
                continue;
            }
            compared.share += *own;
            compared.of_peers += theirs.of;
            expected += own.of as f64 * (theirs.part as f64 + 0.5) / (theirs.of as f64 + 1.0);
        }
        if compared.share.of < LEAST_OF_A_SHARE || compared.of_peers < LEAST_OF_A_SHARE {
            return None;
        }
        for (_, other) in others() {
            let common = other
                .weeks
                .iter()
                .filter(|(week, _)| own.contains_key(*week));
            let common: Share = common.map(|(_, share)| *share).sum();
            compared.concentration += (common.of as f64 / compared.of_peers as f64).powi(2);
        }
        compared.usual = expected / compared.share.of as f64;
        Some(compared)
    }

    fn expected(&self) -> f64 {
        self.usual * self.share.of as f64
    }

    /// The variance of a place's own share around the usual one as a part of `usual` × (1 − `usual`), where places lie so far
    /// `apart`: this place does, so do its peers, and they are counted.
    fn spread(&self, apart: f64) -> f64 {
        apart * (1.0 + self.concentration) + 1.0 / self.of_peers as f64
    }

    /// By how many standard deviations it stands out.
    fn deviations(&self, apart: f64) -> f64 {
        let of = self.share.of as f64;
        let binomial = of * self.usual * (1.0 - self.usual);
        let variance = binomial * (1.0 + (of - 1.0) * self.spread(apart));
        (self.share.part as f64 - self.expected()) / variance.sqrt()
    }
}

/// How far the places of a city lie apart beyond chance, judged by the middle one so that a few who stand out change nothing
/// (an empirical null: Efron, *Large-scale simultaneous hypothesis testing*, JASA 99 (2004) 96), and as far as the number of places
/// leaves it open.
fn apart(everybody: &[Compared]) -> f64 {
    if everybody.len() < PLACES_OF_A_CITY {
        return USUALLY_APART;
    }
    let usual = NORMAL_MEDIAN / (1.0 + ERROR_OF_A_MEDIAN / (everybody.len() as f64).sqrt());
    let (mut low, mut high) = (LEAST_APART, MOST_APART);
    for _ in 0..HALVINGS {
        let middle = (low * high).sqrt();
        if median_deviation(everybody, middle) > usual {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

fn median_deviation(everybody: &[Compared], apart: f64) -> f64 {
    let deviations = everybody.iter().map(|c| c.deviations(apart).abs());
    let mut deviations: Vec<f64> = deviations.collect();
    let middle = deviations.len() / 2;
    *deviations.select_nth_unstable_by(middle, f64::total_cmp).1
}

/// How many of `n` are counted if each place has a share of its own, which follows a beta distribution.
struct BetaBinomial {
    n: u64,
    alpha: f64,
    beta: f64,
}

impl BetaBinomial {
    fn of(compared: &Compared, apart: f64) -> Self {
        let spread = compared.spread(apart).min(MOST_APART);
        let strength = (1.0 - spread) / spread;
        Self {
            n: compared.share.of,
            alpha: compared.usual * strength,
            beta: (1.0 - compared.usual) * strength,
        }
    }

    /// Summed from the likeliest on, each from the one before.
    fn at_least(&self, part: u64) -> f64 {
        let Self { n, alpha, beta } = *self;
        let mut probability = self.probability(part);
        let mut sum = probability;
        for counted in part..n {
            let (left, counted) = ((n - counted) as f64, counted as f64);
            probability *= left * (alpha + counted) / ((counted + 1.0) * (beta + left - 1.0));
            sum += probability;
        }
        sum
    }

    fn at_most(&self, part: u64) -> f64 {
        let Self { n, alpha, beta } = *self;
        let others = Self {
            n,
            alpha: beta,
            beta: alpha,
        };
        others.at_least(n - part)
    }

    fn probability(&self, part: u64) -> f64 {
        let Self { n, alpha, beta } = *self;
        let (n, part) = (n as f64, part as f64);
        let ln_beta = |a: f64, b: f64| ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
        let ways = ln_gamma(n + 1.0) - ln_gamma(part + 1.0) - ln_gamma(n - part + 1.0);
        (ways + ln_beta(part + alpha, n - part + beta) - ln_beta(alpha, beta)).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with fractions in another language.
    #[test]
    fn the_tails_are_those_of_the_beta_binomial_distribution() {
        let of_forty = BetaBinomial {
            n: 40,
            alpha: 6.0,
            beta: 14.0,
        };
        let close = |one: f64, other: f64| (one - other).abs() < 1e-12;
        assert!(close(of_forty.at_least(15), 0.293_196_814_416_142_9));
        assert!(close(of_forty.at_least(30), 0.000_508_252_423_858_361_9));
        assert!(close(of_forty.at_most(14) + of_forty.at_least(15), 1.0));
        assert!(close(of_forty.at_least(0), 1.0));
    }

    #[test]
    fn places_lie_as_far_apart_as_a_city_shows() {
        let city = |off: u64| {
            let places = (0..40).map(|number| Compared {
                share: Share {
                    of: 1000,
                    part: if number % 2 == 0 {
                        500 + off
                    } else {
                        500 - off
                    },
                },
                usual: 0.5,
                of_peers: 100_000,
                concentration: 0.0,
            });
            apart(&places.collect::<Vec<_>>())
        };
        assert!((city(0) - LEAST_APART).abs() < 1e-6);
        assert!(city(100) > city(50) && city(50) > LEAST_APART);
    }
}
