//! A simulated city over three months: its services, what somebody does at one of them in the second month, and what the seals
//! of that month and of the next one look at. It must not know what is looked for.

mod service;

use std::fmt;

use domain::instrument::{Element, Instrument};
use domain::integrity::ServiceSeen;
use domain::rating::{Answers, Score};
use domain::slug::Slug;
use service::Service;

use crate::chance::Chance;

/// The counter at which somebody stuffs.
pub const GUILTY: &str = "0";

const SERVICES: usize = 40;

/// How many people give the same answer throughout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Satisfaction {
    /// From 20 to 85 of a hundred, by service.
    Mixed,
    /// 85 of a hundred everywhere.
    High,
}

impl Satisfaction {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Mixed, Self::High];

    /// What it is called in the results.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mixed => "20 to 85 % of one answer",
            Self::High => "85 % of one answer",
        }
    }
}

/// What a perfect form says of the cost, which most services do not ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// The best answer.
    Best,
    /// Nothing.
    LeftOut,
}

/// A form with the best answer to everything.
pub fn perfect_form(cost: Cost) -> Answers {
    let best = |element| Score::new(4).filter(|_| element != Element::Cost || cost == Cost::Best);
    Answers::new(Instrument::Skm, best).expect("at least one answer")
}

/// What somebody does at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attack {
    /// Keeps back so many of a hundred codes of the counter and gives the best answer to everything with them, on the day of the
    /// visit or when the month is sealed.
    KeptBack {
        percent: u64,
        of: Satisfaction,
        later: bool,
    },
    /// Keys in so many perfect forms, spread over the month or on one day.
    Forms {
        number: u64,
        one_day: bool,
        cost: Cost,
    },
    /// Keys in so many perfect forms dated into the month before.
    Late { number: u64 },
    /// One duty set of the counter gives an invitation only to those who would give one answer throughout.
    Selective,
}

impl Attack {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        let of = Satisfaction::ALL.into_iter();
        let shares = of.flat_map(|of| [10, 25, 50].map(|percent| (percent, of)));
        let kept = shares.flat_map(|(percent, of)| {
            [false, true].map(|later| Self::KeptBack { percent, of, later })
        });
        let forms = [(60, false), (200, false), (60, true), (200, true)];
        let forms = forms.into_iter().flat_map(|(number, one_day)| {
            [Cost::Best, Cost::LeftOut].map(|cost| Self::Forms {
                number,
                one_day,
                cost,
            })
        });
        let late = [60, 300].map(|number| Self::Late { number });
        kept.chain(forms).chain(late).chain([Self::Selective])
    }

    /// In how many of a hundred months it has to be found; 0 where nothing is promised.
    pub const fn promised(self) -> usize {
        match self {
            Self::KeptBack {
                percent: 25 | 50, ..
            } => 50,
            Self::Forms { one_day: true, .. }
            | Self::Forms { number: 200, .. }
            | Self::Late { .. } => 90,
            _ => 0,
        }
    }

    /// The city in which it happens.
    pub const fn satisfaction(self) -> Satisfaction {
        match self {
            Self::KeptBack { of, .. } => of,
            _ => Satisfaction::Mixed,
        }
    }
}

impl fmt::Display for Attack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeptBack { percent, of, later } => {
                let used = if *later { ", used after the seal" } else { "" };
                let high = *of == Satisfaction::High;
                let high = if high { ", 85 % of one answer" } else { "" };
                write!(f, "{percent} % of a counter's codes kept back{used}{high}")
            }
            Self::Forms {
                number,
                one_day,
                cost,
            } => {
                let when = if *one_day { "on one day" } else { "spread" };
                let cost = match cost {
                    Cost::Best => "",
                    Cost::LeftOut => ", without the cost",
                };
                write!(f, "{number} perfect forms beside 60, {when}{cost}")
            }
            Self::Late { number } => write!(f, "{number} perfect forms dated into a sealed month"),
            Self::Selective => f.write_str("only the satisfied invited by one duty set"),
        }
    }
}

/// What the seals of the second and of the third month look at.
pub struct City {
    pub seals: [Vec<ServiceSeen>; 2],
}

impl City {
    /// A city in which somebody may do something in the second month, at the first counter of the first service.
    pub fn simulated(chance: &mut Chance, of: Satisfaction, attack: Option<Attack>) -> Self {
        let (mut second, mut third) = (vec![], vec![]);
        for number in 0..SERVICES {
            let attack = attack.filter(|_| number == 0);
            let service = Service::of(chance, number, of);
            let [watched, next] = service.seals(chance, attack);
            second.push(watched);
            third.push(next);
        }
        Self {
            seals: [second, third],
        }
    }

    /// The service at which somebody stuffs.
    pub fn guilty(&self) -> &Slug {
        &self.seals[0][0].service
    }
}
