use domain::access::{AccountId, Grant, Role};
use domain::account::PersonName;

use super::*;
use crate::{AccountChange, LinkTarget, LinkToken, Newcomer, SetUp, StoredSession};

on_both_databases!(
    nobody_sets_up_a_portal_that_has_an_account,
    a_portal_is_set_up_once_and_whole,
    a_city_that_is_registered_stays,
    a_session_that_ended_stays_ended,
    a_first_role_with_a_second_factor_ends_the_sessions,
    names_are_found_for_many_accounts_at_once,
);

const NOW: i64 = 1_790_000_000;

fn grant(role: Role) -> Vec<Grant> {
    let unit = slug("kota");
    vec![Grant { role, unit }]
}

pub async fn invite(store: &Store, name: &str, role: Role) -> (AccountId, LinkToken) {
    let newcomer = Newcomer {
        email: format!("{name}@suara.example").parse().expect("an address"),
        name: name.parse().expect("a name"),
        grants: grant(role),
    };
    let permit = Permit::console(Right::ManagePeople);
    let invited = store.invite_person(&permit, &newcomer, at(NOW)).await;
    invited.expect("invited")
}

async fn nobody_sets_up_a_portal_that_has_an_account(store: TestStore) {
    let set_up = store.make_set_up_link(NOW).await.expect("made");
    let set_up = set_up.expect("nobody has an account");
    let target = store.link(set_up, NOW).await.expect("a link");
    assert_eq!(target, LinkTarget::SetUp);
    let (_, own) = invite(&store, "ani", Role::Administrator).await;
    assert!(store.link(set_up, NOW).await.is_err(), "it ended");
    assert!(store.link(own, NOW).await.is_ok());
    let again = store.make_set_up_link(NOW).await.expect("asked");
    assert_eq!(again, None, "somebody has an account");
}

/// What a first administrator types for a city of a name.
fn set_up(city: &str) -> SetUp {
    let unit = register().root().expect("a city").clone();
    SetUp {
        email: format!("{city}@suara.example").parse().expect("an address"),
        name: "Ani".parse().expect("a name"),
        password_hash: String::new(),
        city: Unit {
            slug: slug(city),
            ..unit
        },
    }
}

async fn a_portal_is_set_up_once_and_whole(store: TestStore) {
    let store = store.empty().await;
    let link = store.make_set_up_link(NOW).await.expect("made");
    let link = link.expect("nobody has an account");
    let tries = ["satu", "dua", "tiga"].map(|city| store.set_up(link, set_up(city), NOW));
    let tries = futures::future::join_all(tries).await;
    let entered = tries.iter().filter(|entered| entered.is_ok()).count();
    assert_eq!(entered, 1);
    assert_eq!(store.count("SELECT COUNT(*) FROM account").await, 1);
    let units = store.register().await.expect("reads");
    let units: Vec<_> = units.units().map(|unit| unit.slug.to_string()).collect();
    assert_eq!(units.len(), 1, "the others left nothing behind: {units:?}");
}

async fn a_city_that_is_registered_stays(store: TestStore) {
    let link = store.make_set_up_link(NOW).await.expect("made");
    let link = link.expect("nobody has an account");
    let entered = store.set_up(link, set_up("lain"), NOW).await;
    let account = store.account(entered.expect("entered")).await;
    let account = account.expect("reads").expect("an account");
    assert_eq!(account.grants, grant(Role::Administrator));
    let units = store.register().await.expect("reads");
    assert!(units.unit(&slug("lain")).is_none());
}

async fn a_first_role_with_a_second_factor_ends_the_sessions(store: TestStore) {
    invite(&store, "ani", Role::Administrator).await;
    let (id, _) = invite(&store, "budi", Role::Operator).await;
    let session = StoredSession {
        account: id,
        data: "{}".to_owned(),
        expires_at: NOW + 3600,
    };
    let kept = async || store.count("SELECT COUNT(*) FROM session").await;
    store.begin_session([7; 32], &session).await.expect("kept");
    let name: PersonName = "budi".parse().expect("a name");
    let permit = Permit::console(Right::ManagePeople);
    for (version, role, sessions) in [(1, Role::Moderator, 1), (2, Role::Publisher, 0)] {
        let change = AccountChange {
            name: name.clone(),
            active: true,
            grants: grant(role),
        };
        let changed = store
            .change_account(&permit, id, version, &change, at(NOW))
            .await;
        changed.expect("changed");
        assert_eq!(kept().await, sessions, "{role:?}");
    }
}

async fn names_are_found_for_many_accounts_at_once(store: TestStore) {
    let (ani, _) = invite(&store, "ani", Role::Administrator).await;
    let (budi, _) = invite(&store, "budi", Role::Operator).await;
    invite(&store, "citra", Role::Auditor).await;
    let gone = AccountId(uuid::Uuid::from_u128(7));
    let names = store.account_names(&[budi, gone, ani, budi]).await;
    let names = names.expect("reads");
    let expected = [(ani, "ani".to_owned()), (budi, "budi".to_owned())];
    assert_eq!(names, expected.into());
}

async fn a_session_that_ended_stays_ended(store: TestStore) {
    let (id, _) = invite(&store, "ani", Role::Administrator).await;
    let session = |data: &str| StoredSession {
        account: id,
        data: data.to_owned(),
        expires_at: NOW + 3600,
    };
    let hash = [7; 32];
    store
        .begin_session(hash, &session("{}"))
        .await
        .expect("begun");
    let prolonged = session("{\"seen\":1}");
    store.keep_session(hash, &prolonged).await.expect("kept");
    let found = store.session(hash, NOW).await.expect("reads");
    assert_eq!(found, Some(prolonged.clone()));
    store.end_session(hash).await.expect("ended");
    // A request that had begun before comes to its end.
    store
        .keep_session(hash, &prolonged)
        .await
        .expect("harmless");
    assert_eq!(store.session(hash, NOW).await.expect("reads"), None);
}
