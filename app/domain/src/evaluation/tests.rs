mod semester;
mod statements;
mod vectors;

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::duty::Quarter;
use crate::officer::tests::id;
use crate::register::tests::slug;
use crate::week::Week;

fn set(officers: &[u128]) -> DutySet {
    DutySet::of(officers.iter().map(|number| id(*number))).expect("somebody")
}

fn cell(service: &str, quarter: i32) -> Cell {
    let month: crate::period::Month = "2026-01".parse().expect("a month");
    Cell {
        service: slug(service),
        quarter: Quarter::of(month.plus(3 * quarter)),
    }
}

fn week(number: u64) -> Week {
    let first = Week::of("2026-01-05".parse().expect("a date"));
    (0..number).fold(first, |week, _| week.next())
}

fn answered(officers: &[u128], service: &str, number: u64, scores: [u64; 4]) -> Answered {
    Answered {
        duty: set(officers),
        cell: cell(service, i32::from(number >= 13)),
        week: week(number),
        element: Evaluated::Behaviour,
        scores: Scores::of(scores),
    }
}

/// What a test may know beside the answers.
#[derive(Default)]
struct City {
    evidence: Evidence,
    visits: BTreeMap<DutySet, Visits>,
    cleared: BTreeSet<DutySet>,
    families: BTreeMap<Slug, Slug>,
}

impl City {
    fn of(answers: impl IntoIterator<Item = Answered>) -> Self {
        let mut city = Self::default();
        for answered in answers {
            city.evidence.add(answered);
        }
        city
    }

    fn evaluation(&self) -> Evaluation {
        Evaluation::of(Semester {
            evidence: &self.evidence,
            visits: &self.visits,
            cleared: &self.cleared,
            families: &self.families,
            rules: Rules::default(),
        })
    }

    fn behaviour(&self) -> OfElement {
        let mut evaluation = self.evaluation();
        let behaviour = evaluation.elements.remove(&Evaluated::Behaviour);
        behaviour.expect("somebody answered")
    }

    fn finding(&self, officer: u128) -> Finding {
        let mut officers = self.behaviour().officers;
        officers
            .remove(&id(officer))
            .expect("an officer who was answered")
    }
}

fn is_close(value: f64, expected: f64) -> bool {
    (value - expected).abs() < 1e-8
}

impl Scores {
    /// Two parts of the answers.
    fn split(self, key: u64) -> (Self, Self) {
        let part = Self(
            self.0
                .map(|people| if people == 0 { 0 } else { key % (people + 1) }),
        );
        (part, self - part)
    }

    /// The answers of 1 to 3 only, so many points higher.
    fn shifted(self, by: usize) -> Self {
        let mut counts = [0; 4];
        counts[by..by + 3].copy_from_slice(&self.0[..3]);
        Self(counts)
    }
}
