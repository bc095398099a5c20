//! A simulated city in one month: its services, counters and crews, who comes, who rates, and what somebody adds to it.
//! It must not know what is looked for.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Days, NaiveDate};
use domain::integrity::{Codes, Crew, DaySeen, Share, Strand, Watched, WeekSeen};
use domain::rating::Proof;
use domain::slug::Slug;

use crate::chance::Chance;

/// The counter at which somebody stuffs.
pub const GUILTY: &str = "0";

const SERVICES: usize = 40;
/// The working weeks and days of the month; two days off follow each week.
const WEEKS: usize = 4;
const DAYS: usize = 28;
/// Months of which the sealed answers are known.
const EARLIER: usize = 6;
/// Of a thousand codes: used later than on the day of the visit.
const USED_LATER: u64 = 300;
/// Of a thousand paper forms: keyed in after their month was sealed, and dated on a closed day by mistake.
const KEYED_LATE: u64 = 30;
const MISDATED: u64 = 10;
/// How far the shares of honest counters, crews and months lie apart, as a standard deviation.
const COUNTERS_APART: f64 = 0.04;
const CREWS_APART: f64 = 0.03;
const MONTHS_APART: f64 = 0.02;

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

/// What somebody does at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attack {
    /// Keeps back so many of a hundred codes of the counter and gives the best answer to everything with them.
    KeptBack { percent: u64, of: Satisfaction },
    /// Keys in so many perfect forms, spread over the month or on one day.
    Forms { number: u64, one_day: bool },
    /// Keys in so many perfect forms dated into the month before.
    Late { number: u64 },
    /// One crew of the counter gives an invitation only to those who would give one answer throughout.
    Selective,
}

impl Attack {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        let of = Satisfaction::ALL.into_iter();
        let kept = of.flat_map(|of| [10, 25, 50].map(|percent| Self::KeptBack { percent, of }));
        let forms = [(60, false), (200, false), (60, true), (200, true)];
        let forms = forms.map(|(number, one_day)| Self::Forms { number, one_day });
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
            Self::KeptBack { percent, of } => {
                let high = *of == Satisfaction::High;
                let where_ = if high { ", 85 % of one answer" } else { "" };
                write!(f, "{percent} % of a counter's codes kept back{where_}")
            }
            Self::Forms { number, one_day } => {
                let when = if *one_day { "on one day" } else { "spread" };
                write!(f, "{number} perfect forms beside 60, {when}")
            }
            Self::Late { number } => write!(f, "{number} perfect forms dated into a sealed month"),
            Self::Selective => f.write_str("only the satisfied invited by one crew"),
        }
    }
}

/// A city in one month, counted.
pub struct City(Vec<Watched>);

impl City {
    /// A month of a city, in which somebody may do something at the first counter of the first service.
    pub fn simulated(chance: &mut Chance, of: Satisfaction, attack: Option<Attack>) -> Self {
        let services = (0..SERVICES).map(|number| {
            let attack = attack.filter(|_| number == 0);
            let service = Service::of(chance, number, of);
            service.month(chance, attack)
        });
        Self(services.collect())
    }

    /// What is looked at.
    pub fn watched(&self) -> &[Watched] {
        &self.0
    }

    /// The service at which somebody stuffs.
    pub fn guilty(&self) -> Slug {
        self.0[0].service.clone()
    }
}

/// How a service usually is.
struct Service {
    slug: Slug,
    counters: usize,
    /// Visits of a counter and week.
    visits: u64,
    /// The shares of invitations that are used, and of sheets with one answer throughout.
    used: f64,
    one_answer: f64,
    /// Paper forms of a month.
    forms: u64,
}

impl Service {
    /// The first one has three counters, of which each gets 150 ratings.
    fn of(chance: &mut Chance, number: usize, satisfaction: Satisfaction) -> Self {
        let first = number == 0;
        let one_answer = match satisfaction {
            Satisfaction::Mixed if first => 0.4,
            Satisfaction::Mixed => 0.2 + 0.65 * chance.share(),
            Satisfaction::High => 0.85,
        };
        let slug = format!("layanan-{number}").parse().expect("a slug");
        Self {
            slug,
            counters: if first {
                3
            } else {
                1 + usize::try_from(chance.below(4)).expect("a few")
            },
            visits: if first {
                110
            } else {
                15 + chance.below(200) * chance.below(200) / 200
            },
            used: if first {
                0.34
            } else {
                0.2 + 0.3 * chance.share()
            },
            one_answer,
            forms: match number {
                0 => 60,
                number if number % 2 == 0 => 15 + chance.below(100),
                _ => 0,
            },
        }
    }

    fn month(&self, chance: &mut Chance, attack: Option<Attack>) -> Watched {
        let mut watched = Watched {
            service: self.slug.clone(),
            strands: vec![],
            earlier: BTreeMap::new(),
            closed: Share::default(),
            counters: vec![],
            crews: vec![],
        };
        for counter in 0..self.counters {
            let attack = attack.filter(|_| counter == 0);
            self.at_counter(chance, &mut watched, counter, attack);
        }
        if self.forms > 0 {
            let paper = self.paper(chance, attack);
            watched.closed.of += paper.sheets.of;
            watched.closed.part +=
                (0..self.forms).filter(|_| chance.happens(MISDATED)).count() as u64;
            watched.strands.push(paper);
            self.remember(chance, &mut watched, Proof::Paper, self.forms);
        }
        let rated = self.visits * (WEEKS * self.counters) as u64 / 3;
        self.remember(chance, &mut watched, Proof::Verified, rated);
        watched
    }

    /// The visits of a counter: two crews take turns by the half-day.
    fn at_counter(
        &self,
        chance: &mut Chance,
        watched: &mut Watched,
        counter: usize,
        attack: Option<Attack>,
    ) {
        let used = apart(chance, self.used, COUNTERS_APART);
        let one_answer = apart(chance, self.one_answer, COUNTERS_APART);
        let mut strand = empty_strand(Some(counter.to_string()), Proof::Verified);
        let mut of_counter = no_codes(counter);
        let crews = [0, 1].map(|number| People {
            used: apart(chance, used, CREWS_APART),
            one_answer: apart(chance, one_answer, CREWS_APART),
            attack: attack.filter(|attack| *attack != Attack::Selective || number == 0),
        });
        let usual = f64::midpoint(crews[0].used, crews[1].used);
        for (number, people) in crews.into_iter().enumerate() {
            let crew = Crew(u32::try_from(counter * 2 + number).expect("a few"));
            let mut codes = no_codes(counter);
            for week in 0..WEEKS {
                let wave = 600 + chance.below(801);
                let visits = chance.round(self.visits * wave / 2);
                let seen = people.week(chance, &mut strand, crew, week, visits);
                add_week(&mut codes, week, seen);
                add_week(&mut of_counter, week, seen);
                watched.closed.of += visits;
            }
            watched.crews.push(codes);
        }
        let month = self.visits * WEEKS as u64;
        let earlier = (0..EARLIER).map(|_| {
            let share = apart(chance, usual, MONTHS_APART);
            sample(chance, month, share)
        });
        of_counter.earlier = earlier.collect();
        watched.strands.push(strand);
        watched.counters.push(of_counter);
    }

    fn paper(&self, chance: &mut Chance, attack: Option<Attack>) -> Strand {
        let mut strand = empty_strand(None, Proof::Paper);
        let share = apart(chance, (self.one_answer + 0.1).min(0.9), COUNTERS_APART);
        for _ in 0..self.forms {
            let day = open_day(chance);
            add_sheet(&mut strand, day, happens(chance, share), None);
            strand.late += u64::from(chance.happens(KEYED_LATE));
        }
        match attack {
            Some(Attack::Forms { number, one_day }) => {
                let day = open_day(chance);
                for _ in 0..number {
                    let day = if one_day { day } else { open_day(chance) };
                    add_sheet(&mut strand, day, true, None);
                }
            }
            Some(Attack::Late { number }) => {
                for _ in 0..number {
                    strand.sheets.of += 1;
                    strand.sheets.part += 1;
                    strand.late += 1;
                }
            }
            _ => {}
        }
        strand
    }

    /// The sealed months before.
    fn remember(&self, chance: &mut Chance, watched: &mut Watched, proof: Proof, people: u64) {
        let usual = match proof {
            Proof::Paper => (self.one_answer + 0.1).min(0.9),
            _ => self.one_answer,
        };
        let months = (0..EARLIER).map(|_| {
            let share = apart(chance, usual, MONTHS_APART);
            sample(chance, people, share)
        });
        watched.earlier.insert(proof, months.collect());
    }
}

/// How the people of a crew's turns rate.
struct People {
    used: f64,
    one_answer: f64,
    attack: Option<Attack>,
}

impl People {
    fn week(
        &self,
        chance: &mut Chance,
        strand: &mut Strand,
        crew: Crew,
        week: usize,
        visits: u64,
    ) -> WeekSeen {
        let mut seen = WeekSeen {
            visits,
            ..WeekSeen::default()
        };
        for _ in 0..visits {
            let one_answer = happens(chance, self.one_answer);
            let day = week * 7 + usize::try_from(chance.below(5)).expect("a few");
            let kept = matches!(self.attack, Some(Attack::KeptBack { percent, .. }) if chance.below(100) < percent);
            if kept {
                add_sheet(strand, day, true, Some(crew));
                seen.used += 1;
                seen.one_answer += 1;
                continue;
            }
            let invited = self.attack != Some(Attack::Selective) || one_answer;
            if !invited || !happens(chance, self.used) {
                continue;
            }
            seen.used += 1;
            let later = if chance.happens(USED_LATER) {
                1 + chance.below(10)
            } else {
                0
            };
            let used_on = day + usize::try_from(later).expect("a few");
            if used_on < DAYS {
                add_sheet(strand, used_on, one_answer, Some(crew));
                seen.one_answer += u64::from(one_answer);
            }
        }
        seen
    }
}

fn empty_strand(counter: Option<String>, proof: Proof) -> Strand {
    let days = (0..DAYS).map(|day| DaySeen {
        open: day % 7 < 5,
        ratings: 0,
    });
    Strand {
        counter,
        proof,
        days: days.collect(),
        sheets: Share::default(),
        late: 0,
        crews: BTreeMap::new(),
    }
}

fn add_sheet(strand: &mut Strand, day: usize, one_answer: bool, crew: Option<Crew>) {
    strand.days[day].ratings += 1;
    let of_crew = crew.map(|crew| strand.crews.entry(crew).or_default());
    for share in [Some(&mut strand.sheets), of_crew].into_iter().flatten() {
        share.of += 1;
        share.part += u64::from(one_answer);
    }
}

fn no_codes(counter: usize) -> Codes {
    Codes {
        counter: counter.to_string(),
        ..Codes::default()
    }
}

fn add_week(codes: &mut Codes, week: usize, seen: WeekSeen) {
    let monday =
        NaiveDate::from_ymd_opt(2026, 11, 2).expect("a Monday") + Days::new(7 * week as u64);
    let of_week = codes.weeks.entry(monday).or_default();
    of_week.visits += seen.visits;
    of_week.used += seen.used;
    of_week.one_answer += seen.one_answer;
}

fn open_day(chance: &mut Chance) -> usize {
    let number = usize::try_from(chance.below(5 * WEEKS as u64)).expect("a few");
    number / 5 * 7 + number % 5
}

/// A share near another, as those of honest places lie.
fn apart(chance: &mut Chance, share: f64, deviation: f64) -> f64 {
    (share + deviation * chance.normal()).clamp(0.01, 0.99)
}

/// So many people, each of whom is counted with the same chance.
fn sample(chance: &mut Chance, of: u64, share: f64) -> Share {
    let part = (0..of).filter(|_| happens(chance, share)).count() as u64;
    Share { of, part }
}

fn happens(chance: &mut Chance, share: f64) -> bool {
    chance.share() < share
}
