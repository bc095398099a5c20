//! A simulated city-semester: its officers, what is true of each, and the answers that people gave.
//! It must not evaluate anybody.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::duty::{DutySet, Quarter};
use domain::evaluation::{Answered, Cell, Evaluated, Scores};
use domain::officer::OfficerId;
use domain::period::Month;
use domain::slug::Slug;
use domain::week::Week;
use uuid::Uuid;

use super::answers::Answers;
use crate::chance::Chance;

/// How many officers serve.
pub const OFFICERS: usize = 120;

const SERVICES: usize = 6;
const QUARTERS: usize = 2;
const WEEKS_OF_A_QUARTER: usize = 13;
const WEEKS: usize = 26;
const ELEMENTS: usize = Evaluated::ALL.len();

/// By how much services differ, as a standard deviation where that of single people is 1.
const SERVICES_APART: f64 = 0.25;

/// By how much officers of unequal quality differ, likewise: about an eighth of a point in the ordinary world.
const OFFICERS_APART: f64 = 0.20;

/// The concentration of the Dirichlet distribution of the services that an officer serves.
const MIX: f64 = 0.8;

/// The mean number of an officer's answers and the standard deviation of its logarithm.
const MEAN_ANSWERS: f64 = 110.0;
const ANSWERS_APART: f64 = 0.9;

/// What is true of the officers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// All are equally good.
    Equal,
    /// They differ.
    Unequal,
    /// All are equally good but the first, whose every element is [`BELOW`] points lower, by [`MANY`] answers.
    OneBelow,
}

/// What is looked for, in points (`fairness.md` §9).
pub const BELOW: f64 = 0.3;

/// And with how many answers.
pub const MANY: u64 = 300;

/// The service and the week of an answer, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    service: usize,
    week: usize,
}

impl Place {
    fn quarter(self) -> usize {
        self.week / WEEKS_OF_A_QUARTER
    }
}

/// The answers about one officer, and what is true.
#[derive(Clone, Debug)]
struct Officer {
    /// What speaks for the officer in each element.
    quality: [f64; ELEMENTS],
    /// How often each score was given to each element.
    counts: BTreeMap<Place, [[u64; 4]; ELEMENTS]>,
}

/// A city in a semester.
#[derive(Clone, Debug)]
pub struct City {
    /// What speaks for each service.
    services: [f64; SERVICES],
    officers: Vec<Officer>,
}

impl City {
    /// Simulates a city.
    pub fn simulated(chance: &mut Chance, answers: &Answers, quality: Quality) -> Self {
        let mut city = Self {
            services: std::array::from_fn(|_| SERVICES_APART * chance.normal()),
            officers: vec![],
        };
        for officer in 0..OFFICERS {
            let below = quality == Quality::OneBelow && officer == 0;
            let mut own = [0.0; ELEMENTS];
            if below {
                own.fill(answers.shift_of(-BELOW));
            } else if quality == Quality::Unequal {
                own.fill_with(|| OFFICERS_APART * chance.normal());
            }
            let number = if below { MANY } else { number(chance) };
            let officer = city.served(chance, answers, own, number);
            city.officers.push(officer);
        }
        city
    }

    /// An officer of this quality, rated by so many people.
    fn served(
        &self,
        chance: &mut Chance,
        answers: &Answers,
        quality: [f64; ELEMENTS],
        number: u64,
    ) -> Officer {
        let mix = mix(chance);
        let mut weeks = [0.0; WEEKS];
        weeks.fill_with(|| answers.week(chance));
        let mut counts: BTreeMap<Place, [[u64; 4]; ELEMENTS]> = BTreeMap::new();
        for _ in 0..number {
            let week = usize::try_from(chance.below(WEEKS as u64)).expect("few weeks");
            let share = chance.share();
            let service = mix.iter().filter(|above| share > **above).count();
            let scores = counts.entry(Place { service, week }).or_default();
            for (scores, own) in scores.iter_mut().zip(quality) {
                let shift = self.services[service] + own + weeks[week];
                scores[answers.score(chance, shift)] += 1;
            }
        }
        Officer { quality, counts }
    }

    /// The answers as so many seals of the same quarter would bring them, as evenly as can be.
    pub fn answered(&self, seals: u64) -> Vec<Answered> {
        let names = Names::new();
        let mut all = vec![];
        for (number, officer) in (0..).zip(&self.officers) {
            let duty = DutySet::of([id(number)]).expect("somebody");
            for (place, counts) in &officer.counts {
                for (element, scores) in Evaluated::ALL.iter().zip(counts) {
                    all.extend((0..seals).map(|seal| Answered {
                        duty: duty.clone(),
                        cell: names.cells[place.service][place.quarter()].clone(),
                        week: names.weeks[place.week],
                        element: *element,
                        scores: Scores::of(scores.map(|people| (people + seal) / seals)),
                    }));
                }
            }
        }
        all
    }

    /// All answers to an element about each officer, by score.
    pub fn totals(&self, element: Evaluated) -> Vec<[u64; 4]> {
        let totals = self.officers.iter().map(|officer| {
            let mut total = [0; 4];
            for counts in officer.counts.values() {
                for (total, people) in total.iter_mut().zip(counts[element as usize]) {
                    *total += people;
                }
            }
            total
        });
        totals.collect()
    }

    /// How far the answers about each officer lie on average from those about the others, by what is true of all of them and by
    /// the services, quarters and numbers of the answers that came.
    pub fn truth(&self, answers: &Answers, element: Evaluated) -> BTreeMap<OfficerId, f64> {
        let own = self
            .officers
            .iter()
            .map(|officer| officer.truth(&self.services, answers, element));
        let own: Vec<[[Mean; QUARTERS]; SERVICES]> = own.collect();
        let mut all = [[Mean::default(); QUARTERS]; SERVICES];
        for means in &own {
            for (all, mean) in all.iter_mut().flatten().zip(means.iter().flatten()) {
                all.n += mean.n;
                all.sum += mean.sum;
            }
        }
        let apart = own.iter().map(|own| {
            let cells = own.iter().flatten().zip(all.iter().flatten());
            let cells = cells.filter(|(own, _)| own.n > 0.0);
            let (mut n, mut sum) = (0.0, 0.0);
            for (own, all) in cells {
                n += own.n;
                sum += own.sum - own.n * (all.sum - own.sum) / (all.n - own.n);
            }
            sum / n
        });
        (0..).map(id).zip(apart).collect()
    }
}

/// How many answers, and the sum of what they are on average.
#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    n: f64,
    sum: f64,
}

impl Officer {
    fn truth(
        &self,
        services: &[f64; SERVICES],
        answers: &Answers,
        element: Evaluated,
    ) -> [[Mean; QUARTERS]; SERVICES] {
        let mut means = [[Mean::default(); QUARTERS]; SERVICES];
        for (place, counts) in &self.counts {
            let number: u64 = counts[element as usize].iter().sum();
            means[place.service][place.quarter()].n += number as f64;
        }
        for (of_service, service) in means.iter_mut().zip(services) {
            let mean = answers.mean(service + self.quality[element as usize]);
            for of_quarter in of_service {
                of_quarter.sum = of_quarter.n * mean;
            }
        }
        means
    }
}

/// The names of the same cells and weeks in every city.
struct Names {
    cells: [[Cell; QUARTERS]; SERVICES],
    weeks: [Week; WEEKS],
}

impl Names {
    fn new() -> Self {
        let january: Month = "2026-01".parse().expect("a month");
        let first: NaiveDate = "2026-01-05".parse().expect("a date");
        let quarters = [january, january.plus(3)].map(Quarter::of);
        let mut week = Week::of(first);
        Self {
            cells: std::array::from_fn(|service| {
                let service: Slug = format!("layanan-{service}").parse().expect("a slug");
                quarters.map(|quarter| Cell {
                    service: service.clone(),
                    quarter,
                })
            }),
            weeks: std::array::from_fn(|_| {
                let this = week;
                week = week.next();
                this
            }),
        }
    }
}

/// All services as one family, since most officers serve several of them.
pub fn one_family() -> BTreeMap<Slug, Slug> {
    let services = Names::new().cells.map(|[cell, _]| cell.service);
    let family = services[0].clone();
    let services = services.into_iter();
    services.map(|service| (service, family.clone())).collect()
}

/// What stands for an officer by number.
pub fn id(officer: u128) -> OfficerId {
    Uuid::from_u128(officer).into()
}

/// How many people rate an officer: log-normal, at least one.
fn number(chance: &mut Chance) -> u64 {
    let log = ANSWERS_APART * chance.normal() - ANSWERS_APART.powi(2) / 2.0;
    let wanted = MEAN_ANSWERS * log.exp();
    let more = (1_u32..).take_while(|number| f64::from(*number) < wanted);
    1 + more.count() as u64
}

/// The services that an officer serves, as cumulative shares.
fn mix(chance: &mut Chance) -> [f64; SERVICES - 1] {
    let mut weights = [0.0; SERVICES];
    weights.fill_with(|| gamma(chance, MIX));
    let all: f64 = weights.iter().sum();
    let mut sum = 0.0;
    std::array::from_fn(|service| {
        sum += weights[service] / all;
        sum
    })
}

/// A gamma variable of a shape below 1 (Marsaglia and Tsang 2000).
fn gamma(chance: &mut Chance, shape: f64) -> f64 {
    let d = shape + 1.0 - 1.0 / 3.0;
    let c = (9.0 * d).sqrt().recip();
    loop {
        let normal = chance.normal();
        let v = (1.0 + c * normal).powi(3);
        let uniform = chance.share();
        if v > 0.0 && uniform > 0.0 && uniform.ln() < normal.powi(2) / 2.0 + d - d * v + d * v.ln()
        {
            return d * v * chance.share().powf(shape.recip());
        }
    }
}
