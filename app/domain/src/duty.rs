//! Duty sets (*tim jaga*): who was on duty where and when a visit took place, so that a rating can be held against its officers
//! without a day or a time in it. It must not know how anybody was rated, nor how the number that stands for a set is kept.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::instrument::Element;
use crate::officer::OfficerId;
use crate::period::Month;
use crate::roster::HalfDay;
use crate::slug::Slug;

/// The elements of a sealed rating that are kept by duty set: what an officer can move, the last of them partly. The others
/// (facilities, costs and so on) are nobody's at a counter, so that nothing of them is kept beside a set.
pub const EVIDENCE: [Element; 3] = [Element::Behaviour, Element::Competence, Element::Time];

/// The officers on duty at one counter in one half-day: at least one, each once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DutySet(BTreeSet<OfficerId>);

impl DutySet {
    /// The set of these officers; none if there is nobody.
    pub fn of(officers: impl IntoIterator<Item = OfficerId>) -> Option<Self> {
        let officers: BTreeSet<OfficerId> = officers.into_iter().collect();
        (!officers.is_empty()).then_some(Self(officers))
    }

    /// The officers, in the order of their identifiers.
    pub fn officers(&self) -> impl Iterator<Item = OfficerId> {
        self.0.iter().copied()
    }

    /// The officer, where there is only one: what is said of several is said of none of them.
    pub fn only(&self) -> Option<OfficerId> {
        let first = self.0.first().copied();
        first.filter(|_| self.0.len() == 1)
    }

    /// Whether an officer belongs to it.
    pub fn contains(&self, officer: OfficerId) -> bool {
        self.0.contains(&officer)
    }

    /// Whether somebody belongs to both.
    pub fn overlaps(&self, other: &Self) -> bool {
        !self.0.is_disjoint(&other.0)
    }
}

impl fmt::Display for DutySet {
    /// The identifiers with a space between them, in their order.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, officer) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str(" ")?;
            }
            officer.fmt(f)?;
        }
        Ok(())
    }
}

/// A counter in one half-day, by its names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DutyPlace {
    /// The day.
    pub date: NaiveDate,
    /// The half of the day.
    pub half: HalfDay,
    /// The unit whose counter it is.
    pub unit: Slug,
    /// The name of the counter.
    pub counter: String,
}

/// A text that does not name a duty set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names no officers")]
pub struct InvalidDutySet(String);

impl FromStr for DutySet {
    type Err = InvalidDutySet;

    fn from_str(text: &str) -> Result<Self, InvalidDutySet> {
        let officers: Result<Vec<OfficerId>, _> = text.split(' ').map(str::parse).collect();
        let set = officers.ok().and_then(Self::of);
        set.ok_or_else(|| InvalidDutySet(text.to_owned()))
    }
}

/// What a corrected roster makes of a number that stood for a set in one week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Corrected {
    /// It stands for the same officers.
    Unchanged,
    /// Every half-day that it stood for is now another set's, the same in all: it stands for that one.
    Moved(DutySet),
    /// The half-days that it stood for are no longer one set's, and nothing tells whose rating is of which of them: it
    /// stands for nobody.
    Several,
}

/// Holds a set against the roster of those half-days of its week for which invitations were given out, as it reads after a
/// correction (`fairness.md` §0). An empty half-day is nobody's.
pub fn corrected(before: &DutySet, now: impl IntoIterator<Item = Option<DutySet>>) -> Corrected {
    let now: BTreeSet<Option<DutySet>> = now.into_iter().collect();
    let mut now = now.into_iter();
    match (now.next(), now.next()) {
        (None, _) => Corrected::Unchanged,
        (Some(Some(only)), None) if only == *before => Corrected::Unchanged,
        (Some(Some(only)), None) => Corrected::Moved(only),
        _ => Corrected::Several,
    }
}

/// The sets to which the ratings of a service stay attributed when a quarter is over: those with at least k of them, unless
/// what is left would be fewer than k people and could be had by taking these away from all. Then the smallest of them go
/// too. `people` counts the ratings of each set, `all` those of the service in the quarter, of known sets or not.
pub fn attributable(people: &BTreeMap<DutySet, u64>, all: u64, k: u64) -> BTreeSet<&DutySet> {
    let mut kept: Vec<(u64, &DutySet)> = people
        .iter()
        .filter(|(_, people)| **people >= k)
        .map(|(set, people)| (*people, set))
        .collect();
    kept.sort_unstable();
    let mut rest = all.saturating_sub(kept.iter().map(|(people, _)| people).sum());
    let mut hidden = 0;
    while (1..k).contains(&rest) && hidden < kept.len() {
        rest += kept[hidden].0;
        hidden += 1;
    }
    kept.drain(hidden..).map(|(_, set)| set).collect()
}

/// Three months of a year, `2026-Q4`: the span in which the ratings of one duty set are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    year: i32,
    /// 1 to 4.
    number: u32,
}

impl Quarter {
    /// The quarter that a month lies in.
    pub fn of(month: Month) -> Self {
        Self {
            year: month.year(),
            number: month.number().div_ceil(3),
        }
    }

    /// The first month.
    pub fn first_month(self) -> Month {
        let month = Month::new(self.year, self.number * 3 - 2);
        month.expect("a quarter of a year that has months")
    }

    /// The last month.
    pub fn last_month(self) -> Month {
        self.first_month().plus(2)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-Q{}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests;
