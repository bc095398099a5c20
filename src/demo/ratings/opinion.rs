//! What the invented people answer: one satisfaction per person, coloured by the service, the element and the stories.
//! It must not know how many answer.

use domain::instrument::{Element, Instrument};
use domain::period::Month;
use domain::rating::{Answers, Proof, Score};
use domain::register::Service;

use super::stories::{self, Plot};
use crate::chance::Chance;

/// The mean answer in the city before the services, elements and months make their differences.
const CITY: f64 = 3.25;

/// How much the city rises every month.
const RISE: f64 = 0.003;

/// How far people differ about the same thing, on the scale of the answers.
const SPREAD: f64 = 0.6;

/// How much of a person's answer is the person's satisfaction and how much belongs to the single element; the squares sum
/// to 1. Rounded to scores it leaves a correlation of about 0.4 between the elements.
const PERSON: f64 = 0.71;
const SINGLE: f64 = 0.704;

/// Where the mean answer to the cost of a free service lies: most people see that it is free.
const FREE: f64 = 4.15;

/// What is expected of the answers to a service in a month.
pub(super) struct Outlook {
    means: [(Element, f64); 9],
    spread: f64,
}

/// How content a person is, 0 in the middle, about 1 from person to person.
pub(super) type Mood = f64;

impl Outlook {
    /// The city and the service stay the same for every seed; only the passing ups and downs differ.
    pub(super) fn new(seed: u64, service: &Service, month_number: i32, month: Month) -> Self {
        let slug = service.slug.as_str().as_bytes();
        let mut of_unit = Chance::of(&[service.unit.as_str().as_bytes(), b"nature"]);
        let mut of_service = Chance::of(&[slug, b"nature"]);
        let number = month_number.to_le_bytes();
        let mut passing = Chance::of(&[&seed.to_le_bytes(), slug, b"passing", &number]);
        let level = passing.around(
            CITY + RISE * f64::from(month_number)
                + of_unit.around(0.0, 0.22)
                + of_service.around(0.0, 0.2),
            0.04,
        );
        let mean = |element| {
            let own = of_service.around(0.0, 0.1) + passing.around(0.0, 0.03);
            (element, own + expected(element, level, service.free))
        };
        let mut outlook = Self {
            means: Element::SKM.map(mean),
            spread: SPREAD,
        };
        for plot in stories::plots(service) {
            outlook.follow(plot, service, month_number, month);
        }
        outlook
    }

    fn follow(&mut self, plot: Plot, service: &Service, month_number: i32, month: Month) {
        match plot {
            Plot::Moves {
                elements,
                months: (first, last),
                means: (from, to),
            } => {
                let way = f64::from((month_number - first).clamp(0, last - first));
                let mean = from + (to - from) * way / f64::from(last - first);
                self.change(elements, |_| mean);
            }
            Plot::Divides {
                mean,
                elements,
                fall,
                spread,
            } => {
                self.spread = spread;
                self.change(&Element::SKM, |own| mean + (own - CITY) / 2.0);
                self.change(elements, |own| own - fall);
            }
            Plot::Stumbles {
                elements,
                months,
                fall,
            } => {
                let since = |(_, until): &(_, _)| month.ordinal() - Month::of(*until).ordinal();
                let arrived = service.former_units.last().map(since);
                if arrived.is_some_and(|since| (1..=months).contains(&since)) {
                    self.change(elements, |own| own - fall);
                }
            }
            Plot::Swells {
                calendar,
                elements,
                fall,
                ..
            } if calendar.contains(&month.number()) => self.change(elements, |own| own - fall),
            Plot::Swells { .. }
            | Plot::Silent { .. }
            | Plot::Trickles(_)
            | Plot::VerifiedOnly
            | Plot::Gathers(_) => {}
        }
    }

    fn change(&mut self, elements: &[Element], to: impl Fn(f64) -> f64) {
        for (element, mean) in &mut self.means {
            if elements.contains(element) {
                *mean = to(*mean);
            }
        }
    }

    /// One person's answers and how content the person is; `None` if the person answers nothing at all.
    pub(super) fn answers(&self, chance: &mut Chance, proof: Proof) -> Option<(Answers, Mood)> {
        let mood = chance.normal();
        // Whoever comes without an invitation has more often something to complain about.
        let lift = match proof {
            Proof::Open => -0.16,
            Proof::Paper => 0.05,
            Proof::Verified | Proof::Kiosk => 0.0,
        };
        let scores = self.means.map(|(element, mean)| {
            let answer = mean + lift + self.spread * (PERSON * mood + SINGLE * chance.normal());
            let skipped = chance.happens(unanswered(element));
            (element, (!skipped).then(|| nearest(answer)).flatten())
        });
        let score = |element| scores.iter().find(|(other, _)| *other == element)?.1;
        Answers::new(Instrument::Skm, score).map(|answers| (answers, mood))
    }
}

fn expected(element: Element, level: f64, free: bool) -> f64 {
    match element {
        Element::Cost if free => FREE,
        Element::Cost => level - 0.1,
        Element::Procedure => level - 0.02,
        Element::Time => level - 0.12,
        Element::Product => level + 0.06,
        Element::Competence => level + 0.1,
        Element::Behaviour => level + 0.14,
        Element::Complaints => level - 0.24,
        Element::Facilities => level - 0.17,
        Element::Requirements | Element::Overall => level,
    }
}

/// How many of thousand people leave a question unanswered.
fn unanswered(element: Element) -> u64 {
    match element {
        Element::Cost => 40,
        Element::Complaints => 60,
        _ => 12,
    }
}

fn nearest(answer: f64) -> Option<Score> {
    Score::new(match answer {
        ..1.5 => 1,
        1.5..2.5 => 2,
        2.5..3.5 => 3,
        _ => 4,
    })
}
