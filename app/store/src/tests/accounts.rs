use domain::access::{AccountId, Grant, Role};
use domain::account::PersonName;

use super::*;
use crate::{AccountChange, LinkTarget, LinkToken, Newcomer, StoredSession};

on_both_databases!(
    nobody_sets_up_a_portal_that_has_an_account,
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
    let invited = store.invite_person(&permit, &newcomer, NOW).await;
    invited.expect("invited")
}

async fn nobody_sets_up_a_portal_that_has_an_account(store: TestStore) {
    let set_up = store.make_set_up_link(NOW).await.expect("made");
    let target = store.link(set_up, NOW).await.expect("a link");
    assert_eq!(target, LinkTarget::SetUp);
    let (_, own) = invite(&store, "ani", Role::Administrator).await;
    assert!(store.link(set_up, NOW).await.is_err(), "it ended");
    assert!(store.link(own, NOW).await.is_ok());
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
    store.save_session([7; 32], &session).await.expect("kept");
    let name: PersonName = "budi".parse().expect("a name");
    let permit = Permit::console(Right::ManagePeople);
    for (version, role, sessions) in [(1, Role::Moderator, 1), (2, Role::Publisher, 0)] {
        let change = AccountChange {
            name: name.clone(),
            active: true,
            grants: grant(role),
        };
        let changed = store
            .change_account(&permit, id, version, &change, NOW)
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
