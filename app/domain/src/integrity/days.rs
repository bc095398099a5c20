//! Days with more ratings than the other days allow: counts that vary more than by chance, as people come in waves.
//! It must not know a date, nor why a day is open.

use statrs::distribution::{DiscreteCDF, NegativeBinomial};

/// A day with fewer ratings, or with fewer than k, is no burst, however quiet the other days are.
const SMALLEST_BURST: u64 = 20;

/// From so many other days of its kind on it can be told what a usual day is, if people rated on as many other days. Where they
/// come on one day a month, that day is no burst.
const DAYS_OF_A_USUAL_DAY: usize = 5;

/// How much days differ at least beyond chance: the squared coefficient of variation. A choice: 0.05 is a standard deviation of
/// 22 % of the mean. What a city's days show beyond it counts.
const LEAST_VARIATION: f64 = 0.05;

/// What is assumed of a city with too few places to see how its days vary.
const UNKNOWN_VARIATION: f64 = 0.25;

/// From so many places on a city's own days tell how they vary.
const PLACES_OF_A_CITY: usize = 8;

/// A mean of fewer ratings a day tells nothing of how days vary.
const LEAST_MEAN: f64 = 2.0;

/// One day at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySeen {
    /// Whether the unit was open.
    pub open: bool,
    /// The ratings of that day.
    pub ratings: u64,
}

/// The numbers of the places with a day that no wave of people explains. In a city without any, one is found with a probability
/// of at most `chance`.
pub(super) fn bursts(places: &[&[DaySeen]], k: u64, chance: f64) -> Vec<usize> {
    let smallest = SMALLEST_BURST.max(k);
    let tested: usize = places.iter().map(|days| judged(days).count()).sum();
    if tested == 0 {
        return vec![];
    }
    let level = chance / tested as f64;
    let common = common_variation(places);
    let numbered = places.iter().enumerate();
    let found = numbered.filter(|(_, days)| {
        let variation = own_variation(days).map_or(common, |own| own.max(common));
        judged(days).any(|day| day.ratings >= smallest && day.p(variation) <= level)
    });
    found.map(|(number, _)| number).collect()
}

/// A day beside the other days of its kind at the place.
struct Judged {
    ratings: u64,
    others: u64,
    of_others: u64,
}

impl Judged {
    /// How likely at least so many ratings are, if days vary so much: the negative binomial distribution whose variance holds
    /// also what the mean of the other days leaves open.
    fn p(&self, variation: f64) -> f64 {
        let days = self.others as f64;
        let mean = (self.of_others as f64 + 0.5) / days;
        let variation = variation * (1.0 + 1.0 / days) + 1.0 / (days * mean);
        let size = variation.recip();
        let days = NegativeBinomial::new(size, size / (size + mean));
        days.map_or(1.0, |days| days.sf(self.ratings - 1))
    }
}

/// Each day that has enough others of its kind.
fn judged(days: &[DaySeen]) -> impl Iterator<Item = Judged> {
    let kind = move |open: bool| days.iter().filter(move |day| day.open == open);
    let counts = move |open: bool| {
        let ratings: u64 = kind(open).map(|day| day.ratings).sum();
        (kind(open).count(), ratings)
    };
    let (open, closed) = (counts(true), counts(false));
    let rated = days.iter().filter(|day| day.ratings > 0).count();
    days.iter().filter_map(move |day| {
        let (of_kind, ratings) = if day.open { open } else { closed };
        (of_kind.min(rated) > DAYS_OF_A_USUAL_DAY).then(|| Judged {
            ratings: day.ratings,
            others: of_kind as u64 - 1,
            of_others: ratings - day.ratings,
        })
    })
}

/// How the open days of a place vary beyond chance, the greatest left out; `None` where too little is rated.
fn own_variation(days: &[DaySeen]) -> Option<f64> {
    let open = days.iter().filter(|day| day.open);
    let mut counts: Vec<u64> = open.map(|day| day.ratings).collect();
    counts.sort_unstable();
    counts.pop()?;
    if counts.len() < DAYS_OF_A_USUAL_DAY {
        return None;
    }
    let days = counts.len() as f64;
    let mean = counts.iter().sum::<u64>() as f64 / days;
    let squares: f64 = counts.iter().map(|c| (*c as f64 - mean).powi(2)).sum();
    let variance = squares / (days - 1.0);
    (mean >= LEAST_MEAN).then(|| (variance - mean) / mean.powi(2))
}

/// How the days of a city vary beyond chance: as at three quarters of its places or less.
fn common_variation(places: &[&[DaySeen]]) -> f64 {
    let own = places.iter().filter_map(|days| own_variation(days));
    let mut own: Vec<f64> = own.collect();
    if own.len() < PLACES_OF_A_CITY {
        return UNKNOWN_VARIATION;
    }
    own.sort_unstable_by(f64::total_cmp);
    own[own.len() * 3 / 4].max(LEAST_VARIATION)
}
