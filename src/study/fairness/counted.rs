//! What the evaluation of a simulated city says, counted against what is true.
//! It must not judge how much is enough.

use std::collections::{BTreeMap, BTreeSet};

use domain::evaluation::{
    Answered, Compared, Direction, Evaluated, Evaluation, Evidence, FIGURE, Finding, Reading,
    Rules, Semester, Statement, Tested,
};
use domain::share::Share;
use domain::slug::Slug;
use domain::statistics::Interval;

use super::answers::Answers;
use super::city::{BELOW, City, MANY, id};

/// Beyond so many standard errors a naive reader takes a mean for different.
const NAIVE: f64 = 1.96;

/// Counts over cities.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counted {
    /// Intervals that hold the truth.
    pub covered: Share,
    /// The same of shrunk figures.
    pub shrunk_covered: Share,
    /// Cities with anybody said to be different.
    pub with_any: Share,
    /// Cities with anybody said to be different by more than the margin.
    pub with_more: Share,
    /// Officers whom a naive reader would flag.
    pub naive: Share,
    /// Those said to be different in the wrong direction.
    pub wrong_sign: Share,
    /// Those said to be different by more than the margin whose true deviation is within it.
    pub within_margin: Share,
    /// Cities in which the behaviour of the first officer is said to be different.
    pub first_found: Share,
    /// Sums of squared distances from the truth, where there is a shrunk figure.
    plain_error: f64,
    shrunk_error: f64,
    /// The sum of what the tables of power say of the first officer.
    promised: f64,
}

/// The evaluation of answers of a city with these families of services, where no visits are known.
pub fn evaluation(
    answers: impl IntoIterator<Item = Answered>,
    families: &BTreeMap<Slug, Slug>,
) -> Evaluation {
    let mut evidence = Evidence::default();
    for answered in answers {
        evidence.add(answered);
    }
    Evaluation::of(Semester {
        evidence: &evidence,
        visits: &BTreeMap::new(),
        cleared: &BTreeSet::new(),
        families,
        rules: Rules::default(),
    })
}

/// Evaluates a city and counts.
pub fn evaluated(city: &City, answers: &Answers, families: &BTreeMap<Slug, Slug>) -> Counted {
    let evaluation = evaluation(city.answered(1), families);
    let mut counted = Counted::default();
    for (element, of_element) in &evaluation.elements {
        let truths = city.truth(answers, *element);
        counted.add_naive(&city.totals(*element));
        for (officer, finding) in &of_element.officers {
            if let Finding::Compared(compared) = finding {
                counted.add(compared, truths[officer]);
            }
        }
    }
    counted.with_any = one(counted.wrong_sign.of > 0);
    counted.with_more = one(counted.within_margin.of > 0);
    let behaviour = evaluation.elements.get(&Evaluated::Behaviour);
    let first = behaviour.and_then(|behaviour| behaviour.officers.get(&id(0)));
    counted.first_found = one(match first {
        Some(Finding::Compared(compared)) => direction(compared).is_some(),
        _ => false,
    });
    let power = behaviour.and_then(|behaviour| behaviour.power);
    counted.promised = power.map_or(0.0, |power| power.found(MANY, BELOW));
    counted
}

/// In which direction an officer is said to be different, by more than the margin or not.
fn direction(compared: &Compared) -> Option<Direction> {
    match compared.tested {
        Tested::Tested(Statement::Different(direction) | Statement::DifferentByMore(direction)) => {
            Some(direction)
        }
        Tested::Tested(Statement::Nothing) | Tested::NotYet(_) => None,
    }
}

fn one(is: bool) -> Share {
    Share {
        part: is.into(),
        of: 1,
    }
}

fn holds(interval: Interval, truth: f64) -> Share {
    one((interval.low..=interval.high).contains(&truth))
}

impl Counted {
    /// Adds what is said of an officer.
    fn add(&mut self, compared: &Compared, truth: f64) {
        let deviation = &compared.deviation;
        self.covered += holds(deviation.interval(), truth);
        if let Reading::Shrunk(shrunk) = compared.reading {
            self.shrunk_covered += holds(shrunk.interval(), truth);
            self.plain_error += (deviation.points - truth).powi(2);
            self.shrunk_error += (shrunk.points - truth).powi(2);
        }
        if let Some(direction) = direction(compared) {
            self.wrong_sign += one(match direction {
                Direction::Above => truth <= 0.0,
                Direction::Below => truth >= 0.0,
            });
        }
        if let Tested::Tested(Statement::DifferentByMore(_)) = compared.tested {
            self.within_margin += one(truth.abs() <= Rules::default().margin.value());
        }
    }

    /// Adds what a naive reader would say of each officer with enough answers for a figure: that the own mean lies further from
    /// that of all than chance allows, if all services and weeks were alike.
    fn add_naive(&mut self, totals: &[[u64; 4]]) {
        let moments = |counts: &[u64; 4]| {
            let n = counts.iter().sum::<u64>() as f64;
            let scored = || counts.iter().zip([1.0, 2.0, 3.0, 4.0_f64]);
            let mean = scored()
                .map(|(people, score)| *people as f64 * score)
                .sum::<f64>()
                / n;
            let apart = scored().map(|(people, score)| *people as f64 * (score - mean).powi(2));
            let variance = apart.sum::<f64>() / n;
            (mean, variance / n)
        };
        let of_score = |place: usize| totals.iter().map(|total| total[place]).sum();
        let city: [u64; 4] = std::array::from_fn(of_score);
        let (expected, _) = moments(&city);
        let enough = |total: &&[u64; 4]| total.iter().sum::<u64>() >= FIGURE.answers;
        for total in totals.iter().filter(enough) {
            let (mean, variance) = moments(total);
            self.naive += one((mean - expected).abs() > NAIVE * variance.sqrt());
        }
    }

    /// How large the squared errors of shrunk figures are beside those of the plain ones.
    pub fn error_ratio(&self) -> Option<f64> {
        (self.plain_error > 0.0).then(|| self.shrunk_error / self.plain_error)
    }

    /// How likely the tables of power say that the first officer is found, in per cent.
    pub fn promised(&self) -> Option<f64> {
        let cities = self.first_found.of;
        (cities > 0).then(|| 100.0 * self.promised / cities as f64)
    }

    /// These counts and others.
    pub fn with(mut self, other: Self) -> Self {
        self.covered += other.covered;
        self.shrunk_covered += other.shrunk_covered;
        self.with_any += other.with_any;
        self.with_more += other.with_more;
        self.naive += other.naive;
        self.wrong_sign += other.wrong_sign;
        self.within_margin += other.within_margin;
        self.first_found += other.first_found;
        self.plain_error += other.plain_error;
        self.shrunk_error += other.shrunk_error;
        self.promised += other.promised;
        self
    }
}
