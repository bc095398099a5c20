//! One element of a semester before the family of all tests is known: every figure, and why there is none.
//! It must not state anything of a figure by itself.

use std::collections::{BTreeMap, BTreeSet};

use super::deviation::{Cluster, Clusters, Deviation, LEAST, Residuals};
use super::evidence::{Answers, Cell, OfCell, OfSet};
use super::minimum::{Amount, FIGURE, Missing, TEST};
use super::peers::{Member, Peers, peers};
use super::selection::{Selected, unheard};
use super::shrinkage::{Estimate, Spread};
use super::statement::{Accepted, Test};
use super::{Compared, Finding, Funnel, Group, OfElement, Power, Semester, Tested, Withheld};
use crate::duty::DutySet;
use crate::officer::OfficerId;
use crate::share::Share;

/// One element of a semester.
pub(super) struct Measured {
    figures: BTreeMap<OfficerId, Figure>,
    /// Those without a figure.
    others: BTreeMap<OfficerId, Finding>,
    teams: BTreeMap<DutySet, Result<Deviation, Withheld>>,
    weeks: usize,
}

/// An officer's figure.
struct Figure {
    deviation: Deviation,
    peers: Peers,
    test: Result<Test, Missing>,
    unheard: Option<f64>,
}

impl Measured {
    pub fn of(
        answers: &Answers,
        selected: &BTreeMap<DutySet, Selected>,
        semester: Semester<'_>,
    ) -> Self {
        let cells = answers.cells();
        let sets = answers.by_set.iter();
        let sets = sets.map(|(set, of_set)| (set, told(set, of_set, &cells, selected)));
        let (alone, teams): (BTreeMap<_, _>, BTreeMap<_, _>) =
            sets.partition(|(set, _)| set.only().is_some());
        let mut alone: BTreeMap<OfficerId, Result<Deviation, Withheld>> = alone
            .into_iter()
            .filter_map(|(set, told)| Some((set.only()?, told)))
            .collect();
        let (mut deviations, mut others) = (BTreeMap::new(), BTreeMap::new());
        for officer in answers.officers() {
            let told = alone.remove(&officer);
            match finding(told, answers.largest_team(officer)) {
                Ok(deviation) => _ = deviations.insert(officer, deviation),
                Err(finding) => _ = others.insert(officer, finding),
            }
        }
        let teams = teams.into_iter().map(|(set, told)| (set.clone(), told));
        Self {
            figures: figures(deviations, answers, semester),
            others,
            teams: teams.collect(),
            weeks: answers.weeks(),
        }
    }

    /// The tests of those with enough evidence.
    pub fn tests(&self) -> impl Iterator<Item = Test> {
        self.figures.values().filter_map(|figure| figure.test.ok())
    }

    /// The evaluation of the element, with the statements that the family of all tests allows.
    pub fn judged(self, accepted: &Accepted) -> OfElement {
        let groups = self.groups();
        let city = groups.get(&Peers::City).filter(|_| accepted.tests > 0);
        let power = city.map(|city| Power {
            funnel: city.funnel,
            weeks: self.weeks,
            tests: accepted.tests,
        });
        let compared = self.figures.into_iter().map(|(officer, figure)| {
            let compared = figure.judged(accepted, &groups);
            (officer, Finding::Compared(Box::new(compared)))
        });
        OfElement {
            officers: compared.chain(self.others).collect(),
            teams: self.teams,
            power,
            groups,
        }
    }

    /// The groups to which those with a figure belong, and the city.
    fn groups(&self) -> BTreeMap<Peers, Group> {
        let named = self.figures.values().map(|figure| &figure.peers);
        let named: BTreeSet<&Peers> = named.chain([&Peers::City]).collect();
        let groups = named.into_iter().filter_map(|peers| {
            let all = self.figures.values();
            let members = all.filter(|f| *peers == Peers::City || f.peers == *peers);
            let deviations: Vec<&Deviation> = members.map(|figure| &figure.deviation).collect();
            Some((peers.clone(), Group::of(&deviations)?))
        });
        groups.collect()
    }
}

impl Group {
    /// `None` of nobody.
    fn of(deviations: &[&Deviation]) -> Option<Self> {
        let estimates = deviations
            .iter()
            .map(|deviation| Estimate::from(*deviation));
        let spread = Spread::of(&estimates.collect::<Vec<_>>())?;
        Some(Self {
            officers: deviations.len(),
            spread,
            funnel: Funnel::of(deviations, spread)?,
        })
    }
}

impl Figure {
    fn judged(self, accepted: &Accepted, groups: &BTreeMap<Peers, Group>) -> Compared {
        Compared {
            reading: groups[&self.peers]
                .spread
                .read(Estimate::from(&self.deviation)),
            tested: match self.test {
                Ok(test) => Tested::Tested(accepted.statement(test)),
                Err(missing) => Tested::NotYet(missing),
            },
            deviation: self.deviation,
            peers: self.peers,
            unheard: self.unheard,
        }
    }
}

/// What is told of a duty set: its deviation, where there is enough evidence.
fn told(
    set: &DutySet,
    answers: &OfSet,
    cells: &BTreeMap<&Cell, OfCell>,
    selected: &BTreeMap<DutySet, Selected>,
) -> Result<Deviation, Withheld> {
    if let Some(selected) = selected.get(set) {
        return Err(Withheld::Selected(*selected));
    }
    let enough = |amount: Amount| {
        FIGURE
            .missing(amount)
            .map_or(Ok(()), |m| Err(Withheld::NotEnough(m)))
    };
    enough(all_weeks(answers))?;
    let residuals = Residuals::of(set, answers, cells, LEAST);
    let deviation = residuals.deviation().map_err(Withheld::NotComparable)?;
    enough(deviation.amount())?;
    Ok(deviation)
}

/// All answers, comparable or not.
fn all_weeks(answers: &OfSet) -> Amount {
    let weeks = answers.weeks().into_values();
    let weeks: Vec<Cluster> = weeks.map(|n| Cluster { n, residual: 0.0 }).collect();
    Clusters::of(&weeks).map_or_else(Amount::default, Amount::from)
}

/// The deviation of an officer, by what is told of the answers about the officer alone and how many are about the largest team.
fn finding(alone: Option<Result<Deviation, Withheld>>, team: Share) -> Result<Deviation, Finding> {
    if let Some(Err(withheld @ Withheld::Selected(_))) = alone {
        return Err(Finding::Withheld(withheld));
    }
    if team.part * 2 > team.of {
        return Err(Finding::NotSeparable(team));
    }
    let nothing = || {
        let missing = FIGURE.missing(Amount::default());
        Err(Withheld::NotEnough(
            missing.expect("no answer is not enough"),
        ))
    };
    alone.unwrap_or_else(nothing).map_err(Finding::Withheld)
}

/// The figures of officers among their peers.
fn figures(
    deviations: BTreeMap<OfficerId, Deviation>,
    answers: &Answers,
    semester: Semester<'_>,
) -> BTreeMap<OfficerId, Figure> {
    let members = deviations.keys().map(|officer| {
        let alone = answers.alone(*officer);
        let services = alone.map(OfSet::services).unwrap_or_default();
        (
            *officer,
            Member::mostly(services.into_iter(), semester.families),
        )
    });
    let peers = peers(members.collect());
    let margin = semester.rules.margin.value();
    let figures = deviations.into_iter().zip(peers.into_values());
    let figures = figures.map(|((officer, deviation), peers)| {
        let missing = TEST.missing(deviation.amount());
        let test = missing.map_or_else(|| Ok(Test::of(&deviation, margin)), Err);
        let figure = Figure {
            unheard: semester.visits_of(officer).and_then(unheard),
            deviation,
            peers,
            test,
        };
        (officer, figure)
    });
    figures.collect()
}

impl Semester<'_> {
    /// The visits to an officer who served alone, and how many were rated.
    fn visits_of(&self, officer: OfficerId) -> Option<Share> {
        let visits = self.visits.get(&DutySet::of([officer])?)?;
        Some(visits.values().copied().sum())
    }
}
