//! The duty roster (*jadwal petugas*): who serves at which counter on which half-day.
//! It must not know how anybody was rated there.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, Timelike};

use crate::coded::coded;
use crate::officer::{Officer, OfficerId};
use crate::register::{Register, Slug};

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
}

/// The rows that repeat or contradict an earlier row, in order.
fn contradictions(entries: &[RosterEntry]) -> Vec<FaultyRow> {
    let mut first_duties = BTreeMap::new();
    let mut faults = vec![];
    for (row, entry) in entries.iter().enumerate() {
        let half_day = (entry.officer, entry.date, entry.half);
        let first = *first_duties.entry(half_day).or_insert(row);
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

/// Every fault of rows that are to be entered, by row: those for which [`Roster::new`] refuses them, and counters and
/// officers that are not registered or not in service. A kept roster is not held against today's register, which may have
/// lost a counter since.
pub fn faults(
    entries: &[RosterEntry],
    register: &Register,
    officers: &BTreeMap<OfficerId, Officer>,
) -> Vec<FaultyRow> {
    let mut faults = contradictions(entries);
    for (row, entry) in entries.iter().enumerate() {
        let unregistered = [
            unknown_counter(entry, register),
            unfit_officer(entry, officers),
        ];
        faults.extend(unregistered.into_iter().flatten().map(|fault| (row, fault)));
    }
    faults.sort_by_key(|(row, _)| *row);
    faults
}

fn unknown_counter(entry: &RosterEntry, register: &Register) -> Option<RosterFault> {
    let known = register
        .counters_of(&entry.unit)
        .any(|counter| counter.name == entry.counter);
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
mod tests {
    use super::HalfDay::{Afternoon, Morning};
    use super::*;
    use crate::officer::tests::{id, officer};
    use crate::register::tests::{slug, unit};
    use crate::register::{Counter, Validity};
    use proptest::prelude::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, number).expect("a day of October")
    }

    fn entry(number: u32, half: HalfDay, counter: &str, officer: u128) -> RosterEntry {
        RosterEntry {
            date: day(number),
            half,
            unit: slug("dukcapil"),
            counter: counter.to_owned(),
            officer: id(officer),
        }
    }

    #[test]
    fn a_counter_may_have_several_officers_and_an_officer_two_half_days() {
        let roster = Roster::new(vec![
            entry(1, Morning, "Loket 1", 2),
            entry(1, Morning, "Loket 1", 1),
            entry(1, Afternoon, "Loket 2", 1),
            entry(2, Morning, "Loket 2", 1),
        ])
        .expect("no contradiction");
        let on = |counter, date, half| {
            let officers = roster.officers_on(&slug("dukcapil"), counter, day(date), half);
            officers.collect::<Vec<_>>()
        };
        assert_eq!(on("Loket 1", 1, Morning), [id(1), id(2)]);
        assert_eq!(on("Loket 2", 1, Afternoon), [id(1)]);
        assert_eq!(on("Loket 1", 1, Afternoon), []);
        assert_eq!(on("Loket 1", 2, Morning), []);
        let elsewhere = slug("dpmptsp");
        assert_eq!(
            roster
                .officers_on(&elsewhere, "Loket 1", day(1), Morning)
                .count(),
            0
        );
    }

    #[test]
    fn nobody_is_in_two_places_at_once() {
        let rows = vec![
            entry(1, Morning, "Loket 1", 1),
            entry(1, Morning, "Loket 2", 2),
            entry(1, Morning, "Loket 2", 1),
            entry(1, Morning, "Loket 2", 2),
        ];
        let faults = vec![(2, RosterFault::TwoCounters(0)), (3, RosterFault::Twice(1))];
        assert_eq!(Roster::new(rows), Err(faults));
    }

    #[test]
    fn counters_of_the_same_name_in_two_units_are_two_counters() {
        let elsewhere = RosterEntry {
            unit: slug("dpmptsp"),
            ..entry(1, Morning, "Loket 1", 1)
        };
        let faults = vec![(1, RosterFault::TwoCounters(0))];
        assert_eq!(
            Roster::new(vec![entry(1, Morning, "Loket 1", 1), elsewhere]),
            Err(faults)
        );
    }

    #[test]
    fn rows_name_what_is_registered_and_in_service() {
        let units = vec![unit("kota", None), unit("dukcapil", Some("kota"))];
        let counter = Counter {
            unit: slug("dukcapil"),
            name: "Loket 1".to_owned(),
        };
        let register = Register::new(units, vec![], vec![counter]).expect("a register");
        let left = Officer {
            validity: Validity {
                from: None,
                until: Some(day(1)),
            },
            ..officer(2)
        };
        let officers = [officer(1), left]
            .map(|officer| (officer.id, officer))
            .into();
        let rows = [
            entry(1, Morning, "Loket 1", 1),
            entry(1, Morning, "Loket 1", 2),
            entry(2, Morning, "Loket 1", 2),
            entry(2, Morning, "Loket 9", 3),
            entry(2, Morning, "Loket 1", 3),
        ];
        let no_counter = RosterFault::NoSuchCounter {
            unit: slug("dukcapil"),
            counter: "Loket 9".to_owned(),
        };
        assert_eq!(
            faults(&rows, &register, &officers),
            [
                (2, RosterFault::NotInService(id(2))),
                (3, no_counter),
                (3, RosterFault::NoSuchOfficer(id(3))),
                (4, RosterFault::TwoCounters(3)),
                (4, RosterFault::NoSuchOfficer(id(3))),
            ]
        );
    }

    #[test]
    fn noon_begins_the_afternoon() {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).expect("a time");
        assert_eq!(HalfDay::of(at(11, 59)), Morning);
        assert_eq!(HalfDay::of(at(12, 0)), Afternoon);
    }

    fn any_entries() -> impl Strategy<Value = Vec<RosterEntry>> {
        let any_entry = (
            1..4_u32,
            prop::sample::select(HalfDay::ALL),
            0..3_u32,
            0..4_u128,
        );
        let any_entry = any_entry.prop_map(|(date, half, counter, officer)| {
            entry(date, half, &format!("Loket {counter}"), officer)
        });
        prop::collection::vec(any_entry, 0..12)
    }

    proptest! {
        #[test]
        fn everybody_on_duty_is_found_in_one_place(mut entries in any_entries()) {
            let faults = contradictions(&entries);
            for (row, _) in faults.iter().rev() {
                entries.remove(*row);
            }
            let roster = Roster::new(entries.clone()).expect("the contradictions are gone");
            for duty in &entries {
                let places = ["Loket 0", "Loket 1", "Loket 2"].map(|counter| {
                    let mut on = roster.officers_on(&duty.unit, counter, duty.date, duty.half);
                    on.any(|officer| officer == duty.officer).then_some(counter)
                });
                let found: Vec<_> = places.into_iter().flatten().collect();
                prop_assert_eq!(found, [duty.counter.as_str()]);
            }
            prop_assert_eq!(roster.entries().len(), entries.len());
        }
    }
}
