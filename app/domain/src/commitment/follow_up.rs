//! A year of a unit's follow-up plan (*rencana tindak lanjut*, RTL), as the yearly evaluation of service units (PEKPPP) scores it:
//! the share that is done, and how long that took. It must not know a clock, nor who kept or published anything.

use chrono::{Datelike, Months, NaiveDate};

use super::{Aim, Kept};
use crate::period::Month;
use crate::share::Share;

/// A release with the day on which everybody could read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReleaseDay {
    /// The sealed month.
    pub month: Month,
    /// The local day on which it was published.
    pub on: NaiveDate,
}

/// A commitment of the follow-up plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The commitment.
    pub kept: Kept,
    /// The release whose figures it answers: the last one that was published when it was made; none if none was.
    pub answers: Option<ReleaseDay>,
}

impl Planned {
    /// The months begun from the publication of the figures to the report; none as long as either is missing.
    pub fn months(&self) -> Option<u32> {
        let report = self.kept.course.report()?;
        Some(months_begun(self.answers?.on, report.on))
    }
}

/// What a unit promised in a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowUp {
    /// What it promised in order to raise an element: its follow-up plan.
    pub plan: Vec<Planned>,
    /// What else it promised.
    pub others: Vec<Kept>,
}

impl FollowUp {
    /// Those of some commitments that were made in a year, in the order of their numbers.
    pub fn of_year(
        year: i32,
        commitments: impl IntoIterator<Item = Kept>,
        releases: &[ReleaseDay],
    ) -> Self {
        let commitments = commitments.into_iter();
        let made = commitments.filter(|kept| kept.course.made_on().year() == year);
        let mut made: Vec<Kept> = made.collect();
        made.sort_by_key(|kept| kept.number);
        let (plan, others): (Vec<Kept>, Vec<Kept>) = made
            .into_iter()
            .partition(|kept| matches!(kept.commitment.aim, Some(Aim::Element { .. })));
        let plan = plan.into_iter().map(|kept| Planned {
            answers: last_published(releases, kept.course.made_on()),
            kept,
        });
        Self {
            plan: plan.collect(),
            others,
        }
    }

    /// How many of the plan were reported done, of all.
    pub fn done(&self) -> Share {
        let plan = self.plan.iter();
        let done = plan.map(|planned| Share {
            part: planned.kept.course.report().is_some().into(),
            of: 1,
        });
        done.sum()
    }

    /// How long the whole plan took.
    pub fn duration(&self) -> PlanDuration {
        let done = self.done();
        if done.of == 0 {
            return PlanDuration::NoPlan;
        }
        if done.part < done.of {
            return PlanDuration::NotWhole(done);
        }
        let reported = |planned: &Planned| planned.kept.course.report().map(|report| report.on);
        let day = self.plan.iter().map(reported).max().flatten();
        let last = self.plan.iter().filter(|planned| reported(planned) == day);
        // Of several reports on the last day, that with the oldest figures; without figures there is nothing to count from.
        let months: Option<Vec<u32>> = last.map(Planned::months).collect();
        match months.and_then(|months| months.into_iter().max()) {
            Some(months) => PlanDuration::Months(months),
            None => PlanDuration::NoRelease,
        }
    }
}

/// The release that was published last on or before a day; of several on one day, that of the latest month.
fn last_published(releases: &[ReleaseDay], day: NaiveDate) -> Option<ReleaseDay> {
    let before = releases.iter().filter(|release| release.on <= day);
    before
        .max_by_key(|release| (release.on, release.month))
        .copied()
}

/// The months begun from one day to another: the least number of calendar months that, added to the first day, reach the second.
///
/// A month ends on the day with the same number in the next one, or on that month's last day where it has no such day; this
/// day still belongs to it. So the same day is 0 months, 31 January to 28 February is 1, to 1 March is 2, and a second day before
/// the first is 0. How the evaluation counts begun months is not written down in Pedoman MenPANRB 5/2023; this is the stricter
/// reading.
pub fn months_begun(from: NaiveDate, to: NaiveDate) -> u32 {
    let distance = Month::of(to).ordinal() - Month::of(from).ordinal();
    let Ok(distance) = u32::try_from(distance) else {
        return 0;
    };
    let reached = from + Months::new(distance);
    distance + u32::from(reached < to)
}

/// The steps on which the share of the plan that is done is scored (Pedoman MenPANRB 5/2023, PEKPPP 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoneStep {
    /// Less than 30 %.
    Under30,
    /// From 30 to 80 %, both included.
    From30To80,
    /// More than 80 %, but not everything.
    Over80,
    /// Everything.
    Whole,
}

impl DoneStep {
    /// The step of a share, compared exactly; none of a share of nothing.
    pub fn of(share: Share) -> Option<Self> {
        let Share { part, of } = share;
        match part * 100 {
            _ if of == 0 => None,
            done if done < 30 * of => Some(Self::Under30),
            done if done <= 80 * of => Some(Self::From30To80),
            _ if part < of => Some(Self::Over80),
            _ => Some(Self::Whole),
        }
    }
}

/// How long a plan took, from the release to the report that made it whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanDuration {
    /// Nothing was planned.
    NoPlan,
    /// A part was not reported done yet; holds what was.
    NotWhole(Share),
    /// All was reported, but no release was published when something of what was reported last was promised.
    NoRelease,
    /// The months begun.
    Months(u32),
}

/// A step on which the time from the survey's report to that of the follow-up is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DurationStep {
    /// The most months begun.
    pub within: u32,
    /// What it is worth.
    pub score: u32,
}

/// The steps, the best first (Pedoman MenPANRB 5/2023, PEKPPP 9). What took longer than the last has no step.
pub const DURATION_STEPS: [DurationStep; 5] = [
    DurationStep {
        within: 1,
        score: 5,
    },
    DurationStep {
        within: 3,
        score: 4,
    },
    DurationStep {
        within: 6,
        score: 3,
    },
    DurationStep {
        within: 9,
        score: 2,
    },
    DurationStep {
        within: 12,
        score: 1,
    },
];

impl DurationStep {
    /// The step of so many months begun; none beyond the scale.
    pub fn of(months: u32) -> Option<Self> {
        let mut steps = DURATION_STEPS.into_iter();
        steps.find(|step| months <= step.within)
    }
}

#[cfg(test)]
mod tests;
