use super::HalfDay::{Afternoon, Morning};
use super::*;
use crate::officer::tests::{id, officer};
use crate::register::Counter;
use crate::register::tests::{slug, unit};
use crate::validity::Validity;
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
        validity: Validity::default(),
    };
    let ended = Counter {
        name: "Loket 2".to_owned(),
        validity: Validity {
            from: None,
            until: Some(day(1)),
        },
        ..counter.clone()
    };
    let register = Register::new(units, vec![], vec![counter, ended]).expect("a register");
    let retired = entry(2, Afternoon, "Loket 2", 1);
    let until_the_end = [entry(1, Afternoon, "Loket 2", 1), retired.clone()];
    let gone = RosterFault::NoSuchCounter {
        unit: retired.unit,
        counter: retired.counter,
    };
    let serving = [(id(1), officer(1))].into();
    assert_eq!(
        faults(&until_the_end, &[], &register, &serving),
        [(1, gone)]
    );
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
        faults(&rows, &[], &register, &officers),
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

#[test]
fn a_duty_elsewhere_is_kept() {
    let elsewhere = RosterEntry {
        unit: slug("dpmptsp"),
        ..entry(1, Morning, "Loket 7", 1)
    };
    let units = vec![unit("kota", None), unit("dukcapil", Some("kota"))];
    let counter = Counter {
        unit: slug("dukcapil"),
        name: "Loket 1".to_owned(),
        validity: Validity::default(),
    };
    let register = Register::new(units, vec![], vec![counter]).expect("a register");
    let officers = [officer(1)].map(|officer| (officer.id, officer)).into();
    let rows = [
        entry(1, Morning, "Loket 1", 1),
        entry(1, Afternoon, "Loket 1", 1),
    ];
    let fault = RosterFault::Elsewhere {
        unit: slug("dpmptsp"),
        counter: "Loket 7".to_owned(),
    };
    let found = faults(&rows, &[elsewhere], &register, &officers);
    assert_eq!(found, [(0, fault)]);
}

#[test]
fn changes_name_each_counter_once() {
    let roster = |rows: &[RosterEntry]| Roster::new(rows.to_vec()).expect("a roster");
    let before = roster(&[
        entry(1, Morning, "Loket 1", 1),
        entry(1, Morning, "Loket 2", 2),
        entry(2, Morning, "Loket 1", 1),
    ]);
    let after = roster(&[
        entry(1, Morning, "Loket 1", 1),
        entry(1, Morning, "Loket 1", 3),
        entry(1, Morning, "Loket 2", 2),
    ]);
    let in_short = |change: RosterChange| (change.date, change.before, change.after);
    let changes: Vec<_> = before.changes(&after).into_iter().map(in_short).collect();
    assert_eq!(
        changes,
        [
            (day(1), vec![id(1)], vec![id(1), id(3)]),
            (day(2), vec![id(1)], vec![])
        ]
    );
}

proptest! {
    #[test]
    fn a_fingerprint_tells_rosters_apart(one in any_entries(), other in any_entries()) {
        let without_contradictions = |mut entries: Vec<RosterEntry>| {
            for (row, _) in contradictions(&entries).iter().rev() {
                entries.remove(*row);
            }
            Roster::new(entries).expect("the contradictions are gone")
        };
        let (one, other) = (without_contradictions(one), without_contradictions(other));
        prop_assert_eq!(one.fingerprint() == other.fingerprint(), one == other);
        prop_assert_eq!(one.changes(&other).is_empty(), one == other);
    }
}
