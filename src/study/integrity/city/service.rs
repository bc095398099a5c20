//! A simulated service: its counters and duty sets, who comes, who rates and when, and what somebody adds to it.
//! It must not know what is looked for.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use domain::integrity::{
    DaySeen, RatingsSeen, ServiceSeen, SetNumber, VisitsSeen, WeekSeen, has_one_answer,
};
use domain::rating::Proof;
use domain::share::Share;
use domain::slug::Slug;

use super::{Attack, Satisfaction, perfect_form};
use crate::chance::Chance;

/// The working weeks and days of the month; two days off follow each week.
const WEEKS: usize = 4;
const DAYS: usize = 28;
/// Months of which the sealed answers are known.
const EARLIER: usize = 6;
/// Of a thousand visits: used later than on the day of the visit.
const USED_LATER: u64 = 300;
/// Of a thousand paper forms: keyed in after their month was sealed, and dated on a closed day by mistake.
const KEYED_LATE: u64 = 30;
const MISDATED: u64 = 10;
/// How far the shares of honest counters, duty sets and months lie apart, as a standard deviation.
const COUNTERS_APART: f64 = 0.04;
const SETS_APART: f64 = 0.03;
const MONTHS_APART: f64 = 0.02;
/// The months that are simulated one by one; something is done in the second.
const MONTHS: usize = 3;
const ATTACKED: usize = 1;

/// How a service usually is.
pub(super) struct Service {
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
    pub fn of(chance: &mut Chance, number: usize, satisfaction: Satisfaction) -> Self {
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

    /// What the seals of the attacked month and of the next one look at.
    pub fn seals(&self, chance: &mut Chance, attack: Option<Attack>) -> [ServiceSeen; 2] {
        let mut seals: [ServiceSeen; MONTHS] = std::array::from_fn(|_| ServiceSeen {
            service: self.slug.clone(),
            ratings: vec![],
            earlier: BTreeMap::new(),
            closed: Share::default(),
            counters: vec![],
            duty_sets: vec![],
        });
        for counter in 0..self.counters {
            let attack = attack.filter(|_| counter == 0);
            self.at_counter(chance, &mut seals, counter, attack);
        }
        for (month, seen) in seals.iter_mut().enumerate() {
            let attack = attack.filter(|_| month == ATTACKED);
            if self.forms > 0 {
                let paper = self.paper(chance, attack);
                seen.closed.of += paper.sheets.of;
                let misdated = (0..self.forms).filter(|_| chance.happens(MISDATED));
                seen.closed.part += misdated.count() as u64;
                seen.ratings.push(paper);
                self.remember(chance, seen, Proof::Paper, self.forms);
            }
            let rated = self.visits * (WEEKS * self.counters) as u64 / 3;
            self.remember(chance, seen, Proof::Verified, rated);
        }
        let [_, attacked, next] = seals;
        [attacked, next]
    }

    /// The visits of a counter: two duty sets take turns by the half-day.
    fn at_counter(
        &self,
        chance: &mut Chance,
        seals: &mut [ServiceSeen; MONTHS],
        counter: usize,
        attack: Option<Attack>,
    ) {
        let used = apart(chance, self.used, COUNTERS_APART);
        let one_answer = apart(chance, self.one_answer, COUNTERS_APART);
        let duty_sets = [0, 1].map(|number| People {
            set: SetNumber(u32::try_from(counter * 2 + number).expect("a few")),
            used: apart(chance, used, SETS_APART),
            one_answer: apart(chance, one_answer, SETS_APART),
            attack: attack.filter(|attack| *attack != Attack::Selective || number == 0),
        });
        let usual = f64::midpoint(duty_sets[0].used, duty_sets[1].used);
        let mut of_counter = Reported::at(counter);
        for people in duty_sets {
            let mut of_set = Reported::at(counter);
            for week in 0..MONTHS * WEEKS {
                let wave = 600 + chance.below(801);
                let visits = chance.round(self.visits * wave / 2);
                for reported in [&mut of_set, &mut of_counter] {
                    reported.visits(week, visits);
                }
                seals[week / WEEKS].closed.of += visits;
                for rated in people.week(chance, week, visits) {
                    of_set.add(week, rated);
                    of_counter.add(week, rated);
                    of_counter.sheet(people.set, rated);
                }
            }
            for (seen, seal) in seals.iter_mut().zip(of_set.seals) {
                seen.duty_sets.push(seal.visits);
            }
        }
        let month = self.visits * WEEKS as u64;
        let mut last = sample(chance, month, usual);
        for (seen, mut seal) in seals.iter_mut().zip(of_counter.seals) {
            let earlier = (0..EARLIER).map(|_| {
                let share = apart(chance, usual, MONTHS_APART);
                sample(chance, month, share)
            });
            seal.visits.earlier = earlier.collect();
            seal.visits.last = last;
            last = seal.ever;
            seen.ratings.push(seal.of_place);
            seen.counters.push(seal.visits);
        }
    }

    fn paper(&self, chance: &mut Chance, attack: Option<Attack>) -> RatingsSeen {
        let mut of_place = no_ratings(None, Proof::Paper);
        let share = apart(chance, (self.one_answer + 0.1).min(0.9), COUNTERS_APART);
        for _ in 0..self.forms {
            let day = open_day(chance);
            add_sheet(&mut of_place, day, happens(chance, share), None);
            of_place.late.part += u64::from(chance.happens(KEYED_LATE));
        }
        match attack {
            Some(Attack::Forms {
                number,
                one_day,
                cost,
            }) => {
                let day = open_day(chance);
                let one_answer = has_one_answer(&perfect_form(cost)) == Some(true);
                for _ in 0..number {
                    let day = if one_day { day } else { open_day(chance) };
                    add_sheet(&mut of_place, day, one_answer, None);
                }
            }
            Some(Attack::Late { number }) => {
                for _ in 0..number {
                    let form = Share { of: 1, part: 1 };
                    of_place.sheets += form;
                    of_place.late += form;
                }
            }
            _ => {}
        }
        of_place
    }

    /// The sealed months before.
    fn remember(&self, chance: &mut Chance, seen: &mut ServiceSeen, proof: Proof, people: u64) {
        let usual = match proof {
            Proof::Paper => (self.one_answer + 0.1).min(0.9),
            _ => self.one_answer,
        };
        let months = (0..EARLIER).map(|_| {
            let share = apart(chance, usual, MONTHS_APART);
            sample(chance, people, share)
        });
        seen.earlier.insert(proof, months.collect());
    }
}

/// How the people of a duty set's turns rate.
struct People {
    set: SetNumber,
    used: f64,
    one_answer: f64,
    attack: Option<Attack>,
}

/// A rating by invitation: on which day of the three months, and whether with one answer throughout.
#[derive(Clone, Copy)]
struct Rated {
    day: usize,
    one_answer: bool,
}

impl People {
    /// The ratings of a week's visits.
    fn week(&self, chance: &mut Chance, week: usize, visits: u64) -> Vec<Rated> {
        let attack = self.attack.filter(|_| week / WEEKS == ATTACKED);
        let mut rated = vec![];
        for _ in 0..visits {
            let one_answer = happens(chance, self.one_answer);
            let mut day = week * 7 + usize::try_from(chance.below(5)).expect("a few");
            if let Some(Attack::KeptBack { percent, later, .. }) = attack
                && chance.below(100) < percent
            {
                let after =
                    (ATTACKED + 1) * DAYS + usize::try_from(chance.below(3)).expect("a few");
                rated.push(Rated {
                    day: if later { after } else { day },
                    one_answer: true,
                });
                continue;
            }
            let invited = attack != Some(Attack::Selective) || one_answer;
            if !invited || !happens(chance, self.used) {
                continue;
            }
            if chance.happens(USED_LATER) {
                day += 1 + usize::try_from(chance.below(10)).expect("a few");
            }
            rated.push(Rated { day, one_answer });
        }
        rated
    }
}

/// What each seal knows of a counter, or of a duty set at it.
struct Reported {
    seals: [OfSeal; MONTHS],
}

struct OfSeal {
    of_place: RatingsSeen,
    visits: VisitsSeen,
    /// The visits of the month and all ratings of them, whenever they came.
    ever: Share,
}

impl Reported {
    fn at(counter: usize) -> Self {
        let seals = std::array::from_fn(|_| OfSeal {
            of_place: no_ratings(Some(counter.to_string()), Proof::Verified),
            visits: VisitsSeen {
                counter: counter.to_string(),
                ..VisitsSeen::default()
            },
            ever: Share::default(),
        });
        Self { seals }
    }

    /// Visits are looked at by the seals of their month and of the next one.
    fn visits(&mut self, week: usize, visits: u64) {
        let month = week / WEEKS;
        self.seals[month].ever.of += visits;
        for seal in self.seals.iter_mut().skip(month).take(2) {
            week_of(&mut seal.visits, week).visits += visits;
        }
    }

    fn add(&mut self, week: usize, rated: Rated) {
        self.seals[week / WEEKS].ever.part += 1;
        if let Some(seal) = self.seals.get_mut(rated.day / DAYS) {
            let seen = week_of(&mut seal.visits, week);
            seen.used += 1;
            seen.one_answer += u64::from(rated.one_answer);
        }
    }

    fn sheet(&mut self, set: SetNumber, rated: Rated) {
        let Rated { day, one_answer } = rated;
        if let Some(seal) = self.seals.get_mut(day / DAYS) {
            add_sheet(&mut seal.of_place, day % DAYS, one_answer, Some(set));
        }
    }
}

fn week_of(visits: &mut VisitsSeen, week: usize) -> &mut WeekSeen {
    let first = NaiveDate::from_ymd_opt(2026, 9, 7).expect("a Monday");
    visits
        .weeks
        .entry(first + Days::new(7 * week as u64))
        .or_default()
}

fn no_ratings(counter: Option<String>, proof: Proof) -> RatingsSeen {
    let days = (0..DAYS).map(|day| DaySeen {
        open: day % 7 < 5,
        ratings: 0,
    });
    RatingsSeen {
        counter,
        proof,
        days: days.collect(),
        sheets: Share::default(),
        late: Share::default(),
        duty_sets: BTreeMap::new(),
    }
}

fn add_sheet(of_place: &mut RatingsSeen, day: usize, one_answer: bool, set: Option<SetNumber>) {
    of_place.days[day].ratings += 1;
    of_place.late.of += 1;
    let of_set = set.map(|set| of_place.duty_sets.entry(set).or_default());
    for share in [Some(&mut of_place.sheets), of_set].into_iter().flatten() {
        share.of += 1;
        share.part += u64::from(one_answer);
    }
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
