use std::collections::BTreeSet;

use domain::access::{AccountId, Grant, Permit, Right, Role};
use domain::audit::{AuditFilter, Changed, ChangedField, Deed, Entry, Saved, SubjectKind};
use domain::calendar::{Holiday, HolidayChange};
use domain::officer::{KeptOfficer, Officer, OfficerFilter, OfficerId};
use domain::roster::{HalfDay, Roster, RosterEntry, RosterFault};
use domain::week::Week;
use uuid::Uuid;

use super::*;
use crate::{HolidayError, Newcomer, OfficerError, RosterError, StoreError};

on_both_databases!(
    holidays_are_entered_once_and_can_be_taken_away,
    a_file_of_holidays_renames_and_takes_none_away,
    an_officer_reads_back_and_is_not_overwritten,
    numbers_and_accounts_belong_to_one_officer,
    officers_are_listed_by_name_in_parts,
    a_week_of_the_roster_replaces_the_one_before,
    a_roster_that_changed_in_the_meantime_is_not_overwritten,
    two_people_who_save_the_same_week_at_once_do_not_mix_it,
    nobody_is_put_on_duty_in_two_units,
    a_duty_outside_of_the_week_is_refused,
);

const NOW: i64 = 1_792_000_000;

fn permit(right: Right) -> Permit {
    Permit::console(right)
}

pub fn newcomer(number: u128, name: &str) -> KeptOfficer {
    KeptOfficer {
        officer: Officer {
            id: Uuid::from_u128(number).into(),
            name: name.to_owned(),
            nip: None,
            unit: slug("capil"),
            validity: Validity::default(),
            more: domain::noun::Plain::default(),
        },
        account: None,
        version: 0,
    }
}

async fn save(store: &Store, change: &KeptOfficer) -> Result<(), OfficerError> {
    let permit = permit(Right::EditRoster);
    store.save_officer(&permit, change, NOW).await
}

async fn kept(store: &Store, number: u128) -> KeptOfficer {
    let id: OfficerId = Uuid::from_u128(number).into();
    let officer = store.officer(id).await.expect("reads");
    officer.expect("an officer")
}

/// What the audit trail says of records of a kind, newest first.
async fn trail(store: &Store, kind: SubjectKind) -> Vec<(String, Deed)> {
    let filter = AuditFilter {
        kind: Some(kind),
        ..AuditFilter::default()
    };
    let entries = store.audit_entries(&filter, 20).await.expect("reads");
    let in_short = |entry: Entry| {
        let deed = entry.deed().expect("a deed");
        (entry.subject.name, deed)
    };
    entries.into_iter().map(in_short).collect()
}

async fn holidays_are_entered_once_and_can_be_taken_away(store: TestStore) {
    let permit = permit(Right::EditUnits);
    let independence = day("2026-08-17");
    let named = |name: &str| HolidayChange {
        before: None,
        after: Holiday {
            day: independence,
            name: name.to_owned(),
        },
    };
    let [first, other] = ["Proklamasi", "Lain"].map(|name| [named(name)]);
    let saved = store.save_holidays(&permit, &first, NOW).await;
    saved.expect("saved");
    let refused = store.save_holidays(&permit, &other, NOW).await;
    assert!(matches!(refused, Err(HolidayError::Conflict(_))));
    let calendar = store.calendar().await.expect("reads");
    assert_eq!(calendar.holiday(independence), Some("Proklamasi"));
    for _ in 0..2 {
        let removed = store.remove_holiday(&permit, independence, NOW);
        removed.await.expect("removed");
    }
    let calendar = store.calendar().await.expect("reads");
    assert_eq!(calendar.holidays().count(), 0);
    let saved = |before: Option<&str>, after: Option<&str>| {
        let [before, after] = [before, after].map(|name| name.map(str::to_owned));
        let name = Changed { before, after };
        ("2026-08-17".to_owned(), Deed::HolidaySaved { name })
    };
    let told = trail(&store, SubjectKind::Holiday).await;
    let name = Some("Proklamasi");
    assert_eq!(told, [saved(name, None), saved(None, name)]);
    for (name, entries) in [("2026-*", 2), ("2027-*", 0), ("2026", 0), ("2026_08*", 0)] {
        let filter = AuditFilter {
            name: name.to_owned(),
            ..AuditFilter::default()
        };
        let found = store.audit_entries(&filter, 9).await.expect("reads");
        assert_eq!(found.len(), entries, "{name}");
    }
}

async fn a_file_of_holidays_renames_and_takes_none_away(store: TestStore) {
    let permit = permit(Right::EditUnits);
    let holiday = |text: &str, name: &str| Holiday {
        day: day(text),
        name: name.to_owned(),
    };
    let save = async |holidays: Vec<Holiday>| {
        let calendar = store.calendar().await.expect("reads");
        let changes = calendar.changes(holidays);
        let saved = store.save_holidays(&permit, &changes, NOW).await;
        saved.expect("saved");
        changes
    };
    let may = holiday("2026-05-01", "Mei");
    assert_eq!(
        save(vec![holiday("2026-01-01", "Tahun baru"), may])
            .await
            .len(),
        2
    );
    let second = || {
        vec![
            holiday("2026-05-01", "Buruh"),
            holiday("2026-12-25", "Natal"),
        ]
    };
    let renamed = save(second()).await;
    assert_eq!(renamed.len(), 2);
    assert!(save(second()).await.is_empty(), "nothing to do");
    let late = store.save_holidays(&permit, &renamed, NOW).await;
    assert!(matches!(late, Err(HolidayError::Conflict(_))), "{late:?}");
    let calendar = store.calendar().await.expect("reads");
    let names: Vec<_> = calendar.holidays().map(|(_, name)| name).collect();
    assert_eq!(names, ["Tahun baru", "Buruh", "Natal"]);
    assert_eq!(trail(&store, SubjectKind::Holiday).await.len(), 4);
}

async fn an_officer_reads_back_and_is_not_overwritten(store: TestStore) {
    let mut officer = newcomer(1, "Ani");
    officer.officer.nip = Some("197001011999032001".parse().expect("a NIP"));
    officer.officer.validity.from = Some(day("2026-01-01"));
    save(&store, &officer).await.expect("saved");
    let first = kept(&store, 1).await;
    assert_eq!((first.version, &first.officer), (1, &officer.officer));

    let mut renamed = first.clone();
    renamed.officer.name = "Ani Contoh".to_owned();
    save(&store, &renamed).await.expect("saved");
    for stale in [&first, &officer] {
        let refused = save(&store, stale).await;
        assert!(matches!(refused, Err(OfficerError::Conflict(_))));
    }
    let now = kept(&store, 1).await;
    assert_eq!((now.version, now.officer.name.as_str()), (2, "Ani Contoh"));

    let id = officer.officer.id.to_string();
    let told = |saved| (id.clone(), Deed::OfficerSaved { saved });
    // The trail, which nothing leaves, names nobody.
    let name = ChangedField {
        field: "nama".to_owned(),
        values: None,
    };
    assert_eq!(
        trail(&store, SubjectKind::Officer).await,
        [told(Saved::Changed(vec![name])), told(Saved::Added)]
    );
}

async fn account(store: &Store, name: &str, role: Role) -> AccountId {
    let newcomer = Newcomer {
        email: format!("{name}@suara.example").parse().expect("an address"),
        name: name.parse().expect("a name"),
        grants: vec![Grant {
            role,
            unit: slug("capil"),
        }],
    };
    let permit = permit(Right::ManagePeople);
    let invited = store.invite_person(&permit, &newcomer, at(NOW));
    invited.await.expect("invited").0
}

async fn numbers_and_accounts_belong_to_one_officer(store: TestStore) {
    let own = account(&store, "ani", Role::Officer).await;
    let operator = account(&store, "budi", Role::Operator).await;
    let accounts = store.officer_accounts().await.expect("reads");
    let ids: Vec<_> = accounts.iter().map(|account| account.id).collect();
    assert_eq!(ids, [own]);

    let mut ani = newcomer(1, "Ani");
    ani.account = Some(operator);
    let refused = save(&store, &ani).await;
    assert!(matches!(refused, Err(OfficerError::NotAnOfficersAccount)));
    ani.account = Some(own);
    ani.officer.nip = Some("197001011999032001".parse().expect("a NIP"));
    save(&store, &ani).await.expect("saved");
    assert_eq!(kept(&store, 1).await.account, Some(own));
    let claims = store.officer_claims().await.expect("reads");
    let of_ani = (ani.officer.id, ani.officer.nip.clone(), Some(own));
    assert_eq!(claims, [of_ani]);

    let mut same_account = newcomer(2, "Budi");
    same_account.account = Some(own);
    let mut same_number = newcomer(2, "Budi");
    same_number.officer.nip = ani.officer.nip.clone();
    for second in [same_account, same_number] {
        let refused = save(&store, &second).await;
        assert!(matches!(refused, Err(OfficerError::Taken)));
    }
    for number in [2, 3] {
        let without = newcomer(number, "Budi");
        save(&store, &without).await.expect("nobody needs either");
    }
}

async fn officers_are_listed_by_name_in_parts(store: TestStore) {
    for (number, name) in [
        (5, "Citra"),
        (2, "Budi"),
        (3, "Budi"),
        (4, "Ani 100%"),
        (1, "Budi"),
    ] {
        save(&store, &newcomer(number, name)).await.expect("saved");
    }
    let mut gone = newcomer(6, "Dewi");
    gone.officer.validity.until = Some(day("2025-12-31"));
    save(&store, &gone).await.expect("saved");
    let mut other = newcomer(7, "Eka");
    other.officer.unit = slug("baru");
    save(&store, &other).await.expect("saved");

    let all = OfficerFilter {
        units: [slug("capil")].into(),
        ..OfficerFilter::default()
    };
    let mut filter = all.clone();
    let mut listed = Vec::new();
    loop {
        let part = store.officers(&filter, 2).await.expect("reads");
        let Some(last) = part.last() else { break };
        filter.after = Some(last.officer.id);
        listed.extend(part.into_iter().map(|kept| kept.officer.id));
    }
    let ids = |numbers: &[u128]| -> Vec<OfficerId> {
        numbers
            .iter()
            .map(|number| Uuid::from_u128(*number).into())
            .collect()
    };
    assert_eq!(listed, ids(&[4, 1, 2, 3, 5, 6]));

    let found = |filter: OfficerFilter| {
        let store = &store;
        async move {
            let found = store.officers(&filter, 10).await.expect("reads");
            found
                .into_iter()
                .map(|kept| kept.officer.id)
                .collect::<Vec<_>>()
        }
    };
    let named = |name: &str| OfficerFilter {
        name: name.to_owned(),
        ..all.clone()
    };
    assert_eq!(found(named("CIT")).await, ids(&[5]));
    assert_eq!(found(named("%")).await, ids(&[4]), "a wildcard is a letter");
    let today = OfficerFilter {
        on: Some(day("2026-10-05")),
        ..all.clone()
    };
    assert_eq!(found(today).await.len(), 5);
    assert_eq!(
        found(OfficerFilter::default()).await,
        [],
        "no unit, no officer"
    );

    let others = BTreeSet::from([Uuid::from_u128(5).into()]);
    let map = store.officers_of(&[slug("baru")].into(), &others).await;
    let map: Vec<_> = map.expect("reads").into_keys().collect();
    assert_eq!(map, ids(&[5, 7]));
}

fn week() -> Week {
    "2026-W41".parse().expect("a week")
}

fn duty(date: &str, half: HalfDay, counter: &str, officer: u128) -> RosterEntry {
    RosterEntry {
        date: day(date),
        half,
        unit: slug("capil"),
        counter: counter.to_owned(),
        officer: Uuid::from_u128(officer).into(),
    }
}

async fn kept_roster(store: &Store) -> Roster {
    let (unit, week) = (slug("capil"), week());
    let roster = store.roster(&unit, week.first_day(), week.last_day());
    roster.await.expect("reads")
}

/// Saves a week in place of a roster that somebody saw.
async fn save_week(store: &Store, seen: &Roster, rows: &[RosterEntry]) -> Result<(), RosterError> {
    let (permit, unit) = (permit(Right::EditRoster), slug("capil"));
    let seen = seen.fingerprint();
    store
        .save_roster(&permit, &unit, week(), seen, rows, NOW)
        .await
}

async fn with_officers(store: &Store) {
    for (number, name) in [(1, "Ani"), (2, "Budi")] {
        save(store, &newcomer(number, name)).await.expect("saved");
    }
}

async fn a_week_of_the_roster_replaces_the_one_before(store: TestStore) {
    with_officers(&store).await;
    let first = [
        duty("2026-10-05", HalfDay::Morning, "Loket 1", 1),
        duty("2026-10-05", HalfDay::Morning, "Loket 1", 2),
        duty("2026-10-11", HalfDay::Afternoon, "Loket 2", 1),
    ];
    let nothing = Roster::default();
    save_week(&store, &nothing, &first).await.expect("saved");
    let kept = kept_roster(&store).await;
    assert_eq!(kept.entries(), first);
    let coverage = |days: Vec<NaiveDate>| {
        let store = &store;
        async move { store.roster_coverage(&days).await.expect("reads") }
    };
    let whole_week = coverage(week().days().collect()).await;
    assert_eq!(whole_week, [(slug("capil"), 2)].into());
    assert_eq!(coverage(vec![day("2026-10-06")]).await, [].into());

    let second = [duty("2026-10-06", HalfDay::Morning, "Loket 2", 2)];
    save_week(&store, &kept, &second).await.expect("saved");
    let kept = kept_roster(&store).await;
    assert_eq!(kept.entries(), second);
    save_week(&store, &kept, &second).await.expect("no change");
    let told = trail(&store, SubjectKind::Duties).await;
    let changes = |before: &[RosterEntry], after: &[RosterEntry]| {
        let [before, after] =
            [before, after].map(|rows| Roster::new(rows.to_vec()).expect("a roster"));
        let changes = before.changes(&after);
        ("capil 2026-W41".to_owned(), Deed::RosterSaved { changes })
    };
    assert_eq!(told, [changes(&first, &second), changes(&[], &first)]);
}

async fn a_roster_that_changed_in_the_meantime_is_not_overwritten(store: TestStore) {
    with_officers(&store).await;
    let seen = kept_roster(&store).await;
    let first = [duty("2026-10-05", HalfDay::Morning, "Loket 1", 1)];
    save_week(&store, &seen, &first).await.expect("saved");
    let second = [duty("2026-10-05", HalfDay::Morning, "Loket 1", 2)];
    let refused = save_week(&store, &seen, &second).await;
    assert!(matches!(refused, Err(RosterError::Conflict(_))));
    assert_eq!(kept_roster(&store).await.entries(), first);
}

async fn two_people_who_save_the_same_week_at_once_do_not_mix_it(store: TestStore) {
    with_officers(&store).await;
    let seen = kept_roster(&store).await;
    let other = store.second_process().await;
    let one = [duty("2026-10-05", HalfDay::Morning, "Loket 1", 1)];
    let two = [duty("2026-10-06", HalfDay::Morning, "Loket 1", 2)];
    let (first, second) = tokio::join!(
        save_week(&store, &seen, &one),
        save_week(&other, &seen, &two)
    );
    let kept = kept_roster(&store).await;
    match (first, second) {
        (Ok(()), Err(RosterError::Conflict(_))) => assert_eq!(kept.entries(), one),
        (Err(RosterError::Conflict(_)), Ok(())) => assert_eq!(kept.entries(), two),
        both => panic!("one of them is refused, not {both:?}"),
    }
}

async fn nobody_is_put_on_duty_in_two_units(store: TestStore) {
    with_officers(&store).await;
    let counter = Counter {
        unit: slug("baru"),
        name: "Loket 1".to_owned(),
        validity: domain::validity::Validity::default(),
    };
    let units = register().units().cloned().collect();
    let more = Register::new(units, vec![], vec![counter]).expect("consistent");
    store.import_register(&more).await.expect("stored");
    let there = [RosterEntry {
        unit: slug("baru"),
        ..duty("2026-10-05", HalfDay::Morning, "Loket 1", 1)
    }];
    let permit = permit(Right::EditRoster);
    let (unit, nothing) = (slug("baru"), Roster::default().fingerprint());
    let saved = store.save_roster(&permit, &unit, week(), nothing, &there, NOW);
    saved.await.expect("saved");

    let rows = [
        duty("2026-10-05", HalfDay::Afternoon, "Loket 1", 1),
        duty("2026-10-05", HalfDay::Morning, "Loket 2", 1),
        duty("2026-10-05", HalfDay::Morning, "Loket 9", 2),
    ];
    let refused = save_week(&store, &Roster::default(), &rows).await;
    let Err(RosterError::Faults(faults)) = refused else {
        panic!("faults expected, not {refused:?}");
    };
    let expected = [
        (
            1,
            RosterFault::Elsewhere {
                unit: slug("baru"),
                counter: "Loket 1".to_owned(),
            },
        ),
        (
            2,
            RosterFault::NoSuchCounter {
                unit: slug("capil"),
                counter: "Loket 9".to_owned(),
            },
        ),
    ];
    assert_eq!(faults, expected);
    let told = store.roster_faults(&slug("capil"), week(), &rows).await;
    assert_eq!(told.expect("reads"), expected);
    assert_eq!(kept_roster(&store).await, Roster::default());
}

async fn a_duty_outside_of_the_week_is_refused(store: TestStore) {
    with_officers(&store).await;
    let next_week = [duty("2026-10-12", HalfDay::Morning, "Loket 1", 1)];
    let refused = save_week(&store, &Roster::default(), &next_week).await;
    let missing = matches!(refused, Err(RosterError::Store(StoreError::Missing(_))));
    assert!(missing, "{refused:?}");
}
