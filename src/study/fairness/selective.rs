//! An officer who asks only those who would give a four, among others who ask everybody.
//! It must not know by which of its rules a city is judged.

use std::collections::{BTreeMap, BTreeSet};

use domain::duty::DutySet;
use domain::evaluation::{Evaluation, Evidence, Hundredths, Rules, Semester, Visits};
use domain::share::Share;
use domain::slug::Slug;

use super::SEED;
use super::city::{OFFICERS, id};
use crate::chance::Chance;

/// Visits to each officer, and how many of a thousand people who get a code use it.
const VISITS: u64 = 400;
const RESPONSE: u64 = 300;

/// How many of a thousand visitors would give a four.
const FOURS: u64 = 600;

/// How many of a thousand visitors an honest officer gives a code.
const HANDED_OUT: u64 = 950;

/// By what the officer is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The codes used, as a city looks by default.
    Response,
    /// The codes used, if a city assumed that honest places never differ.
    WithoutDifferences,
    /// The codes handed out.
    HandedOut,
}

/// Whether the selective officer of one simulated city is found.
pub fn is_found(rule: Rule, number: usize) -> bool {
    let key = format!("selective {rule:?} {number}");
    let mut chance = Chance::of(&[&SEED.to_le_bytes(), key.as_bytes()]);
    let visits = (0..OFFICERS).map(|officer| {
        let asked = if officer == 0 { FOURS } else { 1000 };
        let likely = match rule {
            Rule::Response | Rule::WithoutDifferences => asked * RESPONSE / 1000,
            Rule::HandedOut => asked.min(HANDED_OUT),
        };
        let counted = (0..VISITS).filter(|_| chance.happens(likely));
        let share = Share {
            part: counted.count() as u64,
            of: VISITS,
        };
        let service: Slug = "layanan".parse().expect("a slug");
        (set(officer), Visits::from([(service, share)]))
    });
    let visits: BTreeMap<DutySet, Visits> = visits.collect();
    let usual = Rules::default();
    let evaluation = Evaluation::of(Semester {
        evidence: &Evidence::default(),
        visits: &visits,
        cleared: &BTreeSet::new(),
        families: &BTreeMap::new(),
        rules: match rule {
            Rule::WithoutDifferences => Rules {
                rates_apart: Hundredths(0),
                ..usual
            },
            Rule::Response | Rule::HandedOut => usual,
        },
    });
    evaluation.selected.contains_key(&set(0))
}

fn set(officer: usize) -> DutySet {
    DutySet::of([id(officer as u128)]).expect("somebody")
}
