//! Accounts that were closed long ago.

use domain::access::{AccountId, Grant, Role};
use domain::audit::AuditFilter;
use domain::officer::KeptOfficer;
use domain::sensitive::LinkPurpose;

use super::*;
use crate::{AccountChange, AccountError, Newcomer};

on_both_databases!(
    closed_accounts_keep_nothing_but_their_number,
    the_time_of_a_closed_account_begins_with_the_last_closing,
    accounts_closed_before_that_was_noted_begin_their_time_now,
);

async fn account(store: &Store, name: &str, role: Role, unit: &str) -> AccountId {
    let newcomer = Newcomer {
        email: format!("{name}@suara.example").parse().expect("an address"),
        name: name.parse().expect("a name"),
        grants: vec![Grant {
            role,
            unit: slug(unit),
        }],
    };
    let permit = Permit::console(Right::ManagePeople);
    let invited = store.invite_person(&permit, &newcomer, at(SEPTEMBER)).await;
    invited.expect("invited").0
}

async fn set_active(
    store: &Store,
    (id, version): (AccountId, i32),
    active: bool,
    now: i64,
) -> Result<(), AccountError> {
    let change = AccountChange {
        name: "Budi".parse().expect("a name"),
        active,
        grants: vec![Grant {
            role: Role::Officer,
            unit: slug("capil"),
        }],
    };
    let permit = Permit::console(Right::ManagePeople);
    store
        .change_account(&permit, id, version, &change, at(now))
        .await
        .map(drop)
}

async fn closed_accounts_keep_nothing_but_their_number(store: TestStore) {
    let ani = account(&store, "ani", Role::Administrator, "kota").await;
    let budi = account(&store, "budi", Role::Officer, "capil").await;
    let officer = KeptOfficer {
        officer: Officer {
            id: Uuid::from_u128(1).into(),
            name: "Petugas".to_owned(),
            nip: None,
            unit: slug("capil"),
            validity: Validity::default(),
            more: domain::noun::Plain::default(),
        },
        account: Some(budi),
        version: 0,
    };
    let editing = Permit::console(Right::EditRoster);
    let saved = store.save_officer(&editing, &officer, SEPTEMBER).await;
    saved.expect("saved");
    let people = TwoPeople::new("ani@suara.example", "budi@suara.example").expect("two");
    let october = "2026-10".parse().expect("a month");
    let sealed = store.seal(october, 10, &people, on(day("2026-11-01")));
    sealed.await.expect("sealed");
    set_active(&store, (budi, 1), false, SEPTEMBER)
        .await
        .expect("closed");
    assert_eq!(retain(&store, "2028-09-21").await, BTreeMap::new());
    let once = BTreeMap::from([(Retained::ClosedAccounts, 1)]);
    assert_eq!(retain(&store, "2028-09-22").await, once);
    assert_eq!(retain(&store, "2028-09-23").await, BTreeMap::new());

    assert_eq!(store.account(budi).await.expect("reads"), None);
    let listed = store.accounts("", 10).await.expect("reads");
    let listed: Vec<AccountId> = listed.iter().map(|account| account.id).collect();
    assert_eq!(listed, [ani]);
    let names = store.account_names(&[ani, budi]).await.expect("reads");
    assert_eq!(names.into_keys().collect::<Vec<_>>(), [ani]);
    let reopened = set_active(&store, (budi, 3), true, SEPTEMBER).await;
    assert!(matches!(reopened, Err(AccountError::Unknown)));
    let permit = Permit::console(Right::ManagePeople);
    let link = store
        .make_link(&permit, budi, LinkPurpose::Password, at(SEPTEMBER))
        .await;
    assert!(matches!(link, Err(AccountError::Unknown)));

    let number = budi.to_string();
    for named in [
        "account WHERE LOWER(name || email) LIKE '%budi%'".to_owned(),
        "release WHERE sealed_by || sealed_and LIKE '%budi%'".to_owned(),
        format!("release WHERE sealed_and <> '{number}'"),
        "account_grant WHERE role = 'petugas'".to_owned(),
    ] {
        let rows = store.count(&format!("SELECT COUNT(*) FROM {named}")).await;
        assert_eq!(rows, 0, "{named}");
    }
    assert_eq!(store.count("SELECT COUNT(*) FROM account").await, 2);
    let about = AuditFilter {
        name: number,
        ..AuditFilter::default()
    };
    let entries = store.audit_entries(&about, 9).await.expect("reads");
    assert_eq!(entries.len(), 2, "invited and closed");
    let officer = store.officer(officer.officer.id).await.expect("reads");
    let officer = officer.expect("stays");
    assert_eq!((officer.account, officer.version), (None, 2));
    account(&store, "budi", Role::Officer, "capil").await;
}

async fn the_time_of_a_closed_account_begins_with_the_last_closing(store: TestStore) {
    account(&store, "ani", Role::Administrator, "kota").await;
    let budi = account(&store, "budi", Role::Officer, "capil").await;
    let year = 365 * 24 * 3600;
    // Closed, reopened, closed a year later, and changed once more while it was closed.
    for (version, active, now) in [
        (1, false, SEPTEMBER),
        (2, true, SEPTEMBER),
        (3, false, SEPTEMBER + year),
        (4, false, SEPTEMBER + 2 * year),
    ] {
        let changed = set_active(&store, (budi, version), active, now).await;
        changed.expect("changed");
    }
    assert_eq!(retain(&store, "2029-09-21").await, BTreeMap::new());
    let once = BTreeMap::from([(Retained::ClosedAccounts, 1)]);
    assert_eq!(retain(&store, "2029-09-22").await, once);
}

async fn accounts_closed_before_that_was_noted_begin_their_time_now(store: TestStore) {
    account(&store, "ani", Role::Administrator, "kota").await;
    let budi = account(&store, "budi", Role::Officer, "capil").await;
    let closed = set_active(&store, (budi, 1), false, SEPTEMBER).await;
    closed.expect("closed");
    // As a database was before its last update.
    for before in [
        "ALTER TABLE account DROP COLUMN closed_at",
        "DELETE FROM seaql_migrations WHERE version = 'm0015_account_closing'",
    ] {
        store.execute(before).await;
    }
    store.second_process().await;
    let begun = "SELECT COUNT(*) FROM account WHERE closed_at > 0";
    assert_eq!(store.count(begun).await, 1);
    let closed = "SELECT COUNT(*) FROM account WHERE closed_at > 0 AND name = 'Budi'";
    assert_eq!(store.count(closed).await, 1);
}
