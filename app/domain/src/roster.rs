//! The duty roster (*jadwal petugas*): who serves at which counter on which half-day.
//! It must not know how anybody was rated there.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::digest::Digest;
use crate::officer::{Officer, OfficerId};
use crate::register::Register;
use crate::slug::Slug;

coded! {
    /// One half of a working day.
    HalfDay {
        /// Before noon.
        Morning = "pagi",
        /// From noon on.
        Afternoon = "siang",
    }
}

impl HalfDay {
    /// The half that a local time lies in.
    pub fn of(time: NaiveTime) -> Self {
        if time.hour() < 12 {
            Self::Morning
        } else {
            Self::Afternoon
        }
    }
}

/// One officer's duty: a row of the roster.
// The order of the fields is the order of the roster, in which it is searched.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RosterEntry {
    /// The day.
    pub date: NaiveDate,
    /// The half of the day.
    pub half: HalfDay,
    /// The unit whose counter it is.
    pub unit: Slug,
    /// The name of the counter, distinct within the unit.
    pub counter: String,
    /// Who serves there.
    pub officer: OfficerId,
}

impl RosterEntry {
    fn place(&self) -> (NaiveDate, HalfDay, &Slug, &str) {
        (self.date, self.half, &self.unit, &self.counter)
    }

    /// What an officer has at most once.
    fn duty(&self) -> (OfficerId, NaiveDate, HalfDay) {
        (self.officer, self.date, self.half)
    }
}

/// What is wrong with one row of a roster.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RosterFault {
    /// The same duty stands in an earlier row.
    #[error("this duty stands already in row {0}")]
    Twice(usize),
    /// The officer serves at another counter in the same half-day.
    #[error("the officer is already at another counter in this half-day, in row {0}")]
    TwoCounters(usize),
    /// The officer serves in the same half-day at a counter that is not part of these rows.
    #[error("the officer is already at {counter:?} of {unit} in this half-day")]
    Elsewhere {
        /// The unit of that counter.
        unit: Slug,
        /// The counter.
        counter: String,
    },
    /// No such counter is registered.
    #[error("the unit {unit} has no counter {counter:?}")]
    NoSuchCounter {
        /// The unit that is named.
        unit: Slug,
        /// The counter that is named.
        counter: String,
    },
    /// No such officer is registered.
    #[error("there is no officer {0}")]
    NoSuchOfficer(OfficerId),
    /// The officer is not in service on that day.
    #[error("the officer {0} is not in service on this day")]
    NotInService(OfficerId),
}

/// A fault with the number of its row, counted from 0.
pub type FaultyRow = (usize, RosterFault);

/// Who serves where, without anybody in two places at once. A counter may have several officers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// Sorted.
    entries: Vec<RosterEntry>,
}

impl Roster {
    /// A roster of rows in any order, or every row that contradicts an earlier one.
    pub fn new(mut entries: Vec<RosterEntry>) -> Result<Self, Vec<FaultyRow>> {
        let faults = contradictions(&entries);
        if !faults.is_empty() {
            return Err(faults);
        }
        entries.sort_unstable();
        Ok(Self { entries })
    }

    /// Every duty, by date and half-day, then by unit and counter.
    pub fn entries(&self) -> &[RosterEntry] {
        &self.entries
    }

    /// Who serves at a counter on a half-day.
    pub fn officers_on<'a>(
        &'a self,
        unit: &Slug,
        counter: &str,
        date: NaiveDate,
        half: HalfDay,
    ) -> impl Iterator<Item = OfficerId> + use<'a> {
        let place = (date, half, unit, counter);
        let start = self.entries.partition_point(|entry| entry.place() < place);
        let end = self.entries.partition_point(|entry| entry.place() <= place);
        self.entries[start..end].iter().map(|entry| entry.officer)
    }

    /// A value that is the same for the same duties and for no others. Whoever edits a part of the roster sends it along,
    /// so that a change by somebody else in the meantime shows.
    pub fn fingerprint(&self) -> Digest {
        let lines = self.entries.iter().map(|entry| {
            let RosterEntry {
                date,
                half,
                unit,
                counter,
                officer,
            } = entry;
            // The counter's name stands last, because it alone may hold any character but a line break.
            format!("{date} {} {unit} {officer} {counter}\n", half.code())
        });
        Digest::of(lines.collect::<String>().as_bytes())
    }

    /// The counters and half-days at which somebody else serves in `after`, in the order of the roster.
    pub fn changes(&self, after: &Self) -> Vec<RosterChange> {
        let mut places = BTreeMap::<_, [Vec<OfficerId>; 2]>::new();
        for (side, roster) in [self, after].into_iter().enumerate() {
            for entry in &roster.entries {
                places.entry(entry.place()).or_default()[side].push(entry.officer);
            }
        }
        places.retain(|_, [before, after]| before != after);
        let changes = places.into_iter();
        let changes = changes.map(
            |((date, half, unit, counter), [before, after])| RosterChange {
                date,
                half,
                unit: unit.clone(),
                counter: counter.to_owned(),
                before,
                after,
            },
        );
        changes.collect()
    }
}

/// What differs between two rosters at one counter on one half-day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterChange {
    /// The day.
    pub date: NaiveDate,
    /// The half of the day.
    pub half: HalfDay,
    /// The unit whose counter it is.
    pub unit: Slug,
    /// The name of the counter.
    pub counter: String,
    /// Who served there.
    pub before: Vec<OfficerId>,
    /// Who serves there now.
    pub after: Vec<OfficerId>,
}

/// The rows that repeat or contradict an earlier row, in order.
fn contradictions(entries: &[RosterEntry]) -> Vec<FaultyRow> {
    let mut first_duties = BTreeMap::new();
    let mut faults = vec![];
    for (row, entry) in entries.iter().enumerate() {
        let first = *first_duties.entry(entry.duty()).or_insert(row);
        if first == row {
            continue;
        }
        let fault = if entries[first] == *entry {
            RosterFault::Twice(first)
        } else {
            RosterFault::TwoCounters(first)
        };
        faults.push((row, fault));
    }
    faults
}

/// Every fault of rows that are to be entered, by row: those for which [`Roster::new`] refuses them, officers who are on
/// duty `elsewhere`, which stays as it is, and counters and officers that are not registered or not in service. A kept
/// roster is not held against today's register, which may have lost a counter since.
pub fn faults(
    entries: &[RosterEntry],
    elsewhere: &[RosterEntry],
    register: &Register,
    officers: &BTreeMap<OfficerId, Officer>,
) -> Vec<FaultyRow> {
    let kept: BTreeMap<_, _> = elsewhere.iter().map(|kept| (kept.duty(), kept)).collect();
    let mut faults = contradictions(entries);
    for (row, entry) in entries.iter().enumerate() {
        let found = [
            kept.get(&entry.duty()).map(|kept| RosterFault::Elsewhere {
                unit: kept.unit.clone(),
                counter: kept.counter.clone(),
            }),
            unknown_counter(entry, register),
            unfit_officer(entry, officers),
        ];
        faults.extend(found.into_iter().flatten().map(|fault| (row, fault)));
    }
    faults.sort_by_key(|(row, _)| *row);
    faults
}

fn unknown_counter(entry: &RosterEntry, register: &Register) -> Option<RosterFault> {
    let known = register
        .counters_of(&entry.unit)
        .any(|counter| counter.name == entry.counter && counter.validity.on(entry.date));
    (!known).then(|| RosterFault::NoSuchCounter {
        unit: entry.unit.clone(),
        counter: entry.counter.clone(),
    })
}

fn unfit_officer(
    entry: &RosterEntry,
    officers: &BTreeMap<OfficerId, Officer>,
) -> Option<RosterFault> {
    match officers.get(&entry.officer) {
        None => Some(RosterFault::NoSuchOfficer(entry.officer)),
        Some(officer) if !officer.validity.on(entry.date) => {
            Some(RosterFault::NotInService(entry.officer))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests;
