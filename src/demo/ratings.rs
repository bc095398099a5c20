//! The invented ratings of the demonstration: everything made here is invented, by nobody and about nobody.
//! It must not know the database, the clock or the seal; it turns a register and a seed into ratings and nothing else.

mod comments;
mod opinion;
mod people;
mod stories;
pub mod volume;

use chrono::{Datelike, NaiveDate, Weekday};

use domain::period::Month;
use domain::rating::{Proof, Rating};
use domain::register::{Register, Service, UnitKind};
use domain::roster::HalfDay;
use domain::slug::Slug;

use crate::chance::Chance;
use opinion::Outlook;
pub use stories::{A_STACK_BY_ONE_HAND, STORIES, Story};

/// One invented rating with what its batch or device would have known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invented {
    /// The rated service.
    pub service: Slug,
    /// The counter of the visit, where an invitation was spent and the unit has counters.
    pub counter: Option<String>,
    /// The half of the day of the visit.
    pub half: HalfDay,
    /// The proof class.
    pub proof: Proof,
    /// The rating.
    pub rating: Rating,
}

/// The months of the demonstration: 24 that get sealed and the open one.
pub const SEALED_MONTHS: i32 = 24;

/// All invented ratings of one month, the same for the same seed and arguments. `month_number` is 0 for the first month,
/// 24 for the open one; ratings of the open month are dated up to `last_day`. An earlier `last_day` only leaves ratings
/// out, and another service in the register changes nothing in those of the others.
pub fn ratings_of_month(
    seed: u64,
    register: &Register,
    month_number: i32,
    month: Month,
    last_day: NaiveDate,
) -> Vec<Invented> {
    register
        .services()
        .filter_map(|service| Scene::new(seed, register, service, month_number, month))
        .flat_map(|scene| scene.play(last_day))
        .collect()
}

/// A service in a month: everything that its ratings have in common.
struct Scene<'a> {
    seed: u64,
    register: &'a Register,
    service: &'a Service,
    kind: UnitKind,
    month_number: i32,
    month: Month,
    days: Vec<NaiveDate>,
    weekdays: Vec<NaiveDate>,
    outlook: Outlook,
}

impl<'a> Scene<'a> {
    fn new(
        seed: u64,
        register: &'a Register,
        service: &'a Service,
        month_number: i32,
        month: Month,
    ) -> Option<Self> {
        let kind = register.unit(&service.unit)?.kind;
        let days: Vec<_> = month
            .first_day()
            .iter_days()
            .take_while(|day| *day <= month.last_day())
            .collect();
        let weekday = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        Some(Self {
            seed,
            register,
            service,
            kind,
            month_number,
            month,
            weekdays: days.iter().copied().filter(weekday).collect(),
            days,
            outlook: Outlook::new(seed, service, month_number, month),
        })
    }

    fn play(&self, last_day: NaiveDate) -> Vec<Invented> {
        let number = self.month_number.to_le_bytes();
        let mut chance = Chance::of(&[
            &self.seed.to_le_bytes(),
            self.service.slug.as_str().as_bytes(),
            &number,
        ]);
        let proofs = match stories::trickle(self.service) {
            Some(trickle) => trickle
                .iter()
                .filter(|(month_number, ..)| *month_number == self.month_number)
                .flat_map(|(_, proof, count)| std::iter::repeat_n(*proof, *count))
                .collect(),
            None => self.proofs(&mut chance),
        };
        let mut invented: Vec<Invented> = (0_u32..)
            .zip(proofs)
            .filter_map(|(place, proof)| self.invent(&mut chance, place, proof))
            .collect();
        invented.extend(self.gathered(&mut chance));
        invented.retain(|invented| invented.rating.date <= last_day);
        invented
    }

    /// The forms of days on which many people came, after all others so that it changes nothing in those.
    fn gathered(&self, chance: &mut Chance) -> Vec<Invented> {
        let gatherings = stories::gatherings(self.service);
        let mut gathered = vec![];
        for gathering in gatherings.filter(|g| g.month == self.month_number) {
            let date = gathering.day_in(self.month);
            for place in (0_u32..).take(gathering.people) {
                let form = self.invent(chance, place, Proof::Paper);
                gathered.extend(form.map(|mut form| {
                    form.rating.date = date;
                    form
                }));
            }
        }
        gathered
    }

    fn proofs(&self, chance: &mut Chance) -> Vec<Proof> {
        let mean = volume::monthly(self.register, self.service, self.month_number, self.month);
        let mix = self.mix();
        (0..chance.round(mean))
            .filter_map(|_| chance.weighted(&mix))
            .collect()
    }

    /// How the proof classes share in thousand ratings. Some villages keep to paper, some have verified ratings only.
    fn mix(&self) -> [(Proof, u64); 3] {
        let mut habit = Chance::of(&[self.service.unit.as_str().as_bytes(), b"habit"]);
        let habit = habit.below(100);
        let (verified, paper, open) = match self.kind {
            _ if stories::verified_only(self.service) => (1000, 0, 0),
            UnitKind::Village if habit < 36 => (160, 840, 0),
            UnitKind::Village if habit < 70 => (1000, 0, 0),
            UnitKind::Village => (920, 0, 80),
            UnitKind::HealthCentre => (700, 220, 80),
            UnitKind::Hospital => (860, 20, 120),
            _ => (860, 0, 140),
        };
        [
            (Proof::Verified, verified),
            (Proof::Paper, paper),
            (Proof::Open, open),
        ]
    }

    /// Most people come before noon. A chance of its own, so that it changes nothing in the answers.
    fn half(&self, place: u32) -> HalfDay {
        let month = self.month.to_string();
        let service = self.service.slug.as_str();
        let place = place.to_le_bytes();
        let mut chance = Chance::of(&[b"half", service.as_bytes(), month.as_bytes(), &place]);
        if chance.below(10) < 6 {
            HalfDay::Morning
        } else {
            HalfDay::Afternoon
        }
    }

    /// The rating of a place; `None` on a day on which the unit that offers the service did not exist.
    fn invent(&self, chance: &mut Chance, place: u32, proof: Proof) -> Option<Invented> {
        let days = match proof {
            Proof::Open => &self.days,
            _ => &self.weekdays,
        };
        let date = chance.pick(days)?;
        let (answers, mood) = self.outlook.answers(chance, proof)?;
        let profile = people::profile(chance);
        let comment = comments::comment(chance, &answers, mood, self.service.free);
        let unit = self.service.unit_on(date);
        let counters: Vec<_> = self.register.counters_of(unit).collect();
        let counter = chance
            .pick(&counters)
            .filter(|_| proof == Proof::Verified)
            .map(|counter| counter.name.clone());
        let exists = self.register.unit(unit)?.validity.on(date);
        exists.then(|| Invented {
            service: self.service.slug.clone(),
            counter,
            half: self.half(place),
            proof,
            rating: Rating {
                date,
                wording: answers.instrument().current_wording(),
                answers,
                profile,
                comment,
            },
        })
    }
}

#[cfg(test)]
mod tests;
