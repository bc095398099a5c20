use domain::access::{AccountId, Grant, Role};
use domain::sensitive::{LinkPurpose, SensitiveChange, SensitiveKind};

use super::accounts::invite;
use super::*;
use crate::{AccountChange, AccountError, Newcomer, OneTimeSecret, PublisherError};

on_both_databases!(
    one_administrator_alone_makes_no_publisher,
    a_change_waits_for_two_working_days,
    a_new_link_to_a_publisher_needs_a_second_person,
    nothing_waits_where_nobody_publishes_or_at_the_command_line,
    a_password_and_codes_are_set_anew_apart,
    at_the_command_line_accounts_that_publish_answer_for_a_seal,
);

const NOW: i64 = 1_790_000_000;

fn grant(role: Role) -> Grant {
    let unit = slug("kota");
    Grant { role, unit }
}

/// What an administrator may do at the desk.
async fn managing(store: &Store, id: AccountId) -> Permit {
    let person = store.person(id).await.expect("reads").expect("a person");
    let permit = person.permit_everywhere(Right::ManagePeople, &register());
    permit.expect("an administrator")
}

async fn invite_as(store: &Store, permit: &Permit, name: &str, role: Role) -> AccountId {
    let newcomer = Newcomer {
        email: format!("{name}@suara.example").parse().expect("an address"),
        name: name.parse().expect("a name"),
        grants: vec![grant(Role::Operator), grant(role)],
    };
    let invited = store.invite_person(permit, &newcomer, at(NOW)).await;
    invited.expect("invited").0
}

async fn roles(store: &Store, id: AccountId) -> Vec<Role> {
    let account = store.account(id).await.expect("reads").expect("known");
    account.grants.iter().map(|grant| grant.role).collect()
}

async fn waiting(store: &Store) -> Vec<SensitiveChange> {
    store.sensitive_changes().await.expect("reads")
}

async fn one_administrator_alone_makes_no_publisher(store: TestStore) {
    let (ani, _) = invite(&store, "ani", Role::Administrator).await;
    let (budi, _) = invite(&store, "budi", Role::Administrator).await;
    invite(&store, "citra", Role::Publisher).await;
    let ani = managing(&store, ani).await;
    let dewi = invite_as(&store, &ani, "dewi", Role::Publisher).await;
    let eka = invite_as(&store, &ani, "eka", Role::Administrator).await;
    assert_eq!(roles(&store, dewi).await, [Role::Operator]);
    assert_eq!(roles(&store, eka).await, [Role::Operator]);
    let [first, second] = &*waiting(&store).await else {
        panic!("two wait")
    };
    let of = |account| {
        if first.account == account {
            first
        } else {
            second
        }
    };
    let (to_publish, to_manage) = (of(dewi), of(eka));
    assert_eq!(to_publish.roles, [grant(Role::Publisher)]);
    for permit in [&ani, &Permit::own(dewi)] {
        let agreed = store.agree_to_change(permit, to_publish.id, NOW).await;
        assert!(
            matches!(agreed, Err(AccountError::OwnProposal)),
            "{agreed:?}"
        );
    }
    let budi = managing(&store, budi).await;
    let agreed = store.agree_to_change(&budi, to_publish.id, NOW).await;
    agreed.expect("agreed");
    assert_eq!(roles(&store, dewi).await, [Role::Operator, Role::Publisher]);
    let young = async |now| store.young_publishers(now).await.expect("reads");
    assert!(young(NOW).await.contains(&dewi));
    assert_eq!(young(NOW + 8 * 24 * 3600).await, []);
    let own = Permit::own(eka);
    let refused = store.refuse_change(&own, to_manage.id, NOW).await;
    refused.expect("refused");
    assert_eq!(waiting(&store).await, []);
    assert_eq!(roles(&store, eka).await, [Role::Operator]);
    assert!(store.verify_audit().await.is_ok());
}

async fn a_change_waits_for_two_working_days(store: TestStore) {
    let (ani, _) = invite(&store, "ani", Role::Administrator).await;
    invite(&store, "citra", Role::Publisher).await;
    let (eka, _) = invite(&store, "eka", Role::Operator).await;
    let ani = managing(&store, ani).await;
    let change = AccountChange {
        name: "Eka".parse().expect("a name"),
        active: true,
        grants: vec![grant(Role::Auditor), grant(Role::Publisher)],
    };
    for version in 1..=2 {
        let waits = store.change_account(&ani, eka, version, &change, at(NOW));
        assert!(waits.await.expect("changed"), "it is asked for once");
    }
    let [change] = &*waiting(&store).await else {
        panic!("one waits")
    };
    // Proposed on a Monday.
    assert_eq!(change.waits_until, day("2026-10-14"));
    let make = async |date: &str| {
        let today = day(date);
        store
            .make_change(&ani, change.id, Moment { now: NOW, today })
            .await
    };
    let early = make("2026-10-14").await;
    assert!(matches!(early, Err(AccountError::Waits)), "{early:?}");
    assert_eq!(roles(&store, eka).await, [Role::Auditor]);
    make("2026-10-15").await.expect("made");
    assert_eq!(roles(&store, eka).await, [Role::Publisher, Role::Auditor]);
}

async fn a_new_link_to_a_publisher_needs_a_second_person(store: TestStore) {
    let (ani, _) = invite(&store, "ani", Role::Administrator).await;
    let (citra, _) = invite(&store, "citra", Role::Publisher).await;
    let (eka, _) = invite(&store, "eka", Role::Operator).await;
    let ani = managing(&store, ani).await;
    let link = async |id, purpose| store.make_link(&ani, id, purpose, at(NOW)).await;
    link(eka, LinkPurpose::Password).await.expect("at once");
    for purpose in [LinkPurpose::Password, LinkPurpose::Codes] {
        for _ in 0..2 {
            let made = link(citra, purpose).await;
            assert!(matches!(made, Err(AccountError::Waits)), "{purpose:?}");
        }
        let [change] = &*waiting(&store).await else {
            panic!("one waits")
        };
        assert_eq!(change.kind, SensitiveKind::from(purpose));
        let own = Permit::own(citra);
        store
            .agree_to_change(&own, change.id, NOW)
            .await
            .expect("agreed");
        link(citra, purpose).await.expect("made");
        assert_eq!(waiting(&store).await, []);
    }
    let again = link(citra, LinkPurpose::Codes).await;
    assert!(matches!(again, Err(AccountError::Waits)));
}

async fn nothing_waits_where_nobody_publishes_or_at_the_command_line(store: TestStore) {
    let (ani, _) = invite(&store, "ani", Role::Administrator).await;
    let ani = managing(&store, ani).await;
    let citra = invite_as(&store, &ani, "citra", Role::Publisher).await;
    assert_eq!(
        roles(&store, citra).await,
        [Role::Operator, Role::Publisher]
    );
    let console = Permit::console(Right::ManagePeople);
    let dewi = invite_as(&store, &console, "dewi", Role::Publisher).await;
    assert_eq!(roles(&store, dewi).await, [Role::Operator, Role::Publisher]);
    let link = store.make_link(&console, citra, LinkPurpose::Password, at(NOW));
    link.await.expect("made");
    assert_eq!(waiting(&store).await, []);
}

async fn a_password_and_codes_are_set_anew_apart(store: TestStore) {
    let (ani, first) = invite(&store, "ani", Role::Administrator).await;
    let entered = store.enter_account(first, "satu".to_owned(), NOW).await;
    entered.expect("entered");
    let secret = OneTimeSecret(vec![7; 20]);
    let codes = ["CDFG".to_owned()];
    let set = store.set_second_factor(ani, &secret, 0, &codes, NOW).await;
    set.expect("set");
    let console = Permit::console(Right::ManagePeople);
    let link = async |purpose| {
        let made = store.make_link(&console, ani, purpose, at(NOW)).await;
        made.expect("made")
    };
    let kept = async || {
        let found = store.credentials_of(ani).await.expect("reads");
        let found = found.expect("an account");
        (
            found.password_hash.expect("a password"),
            found.one_time_secret,
        )
    };
    let token = link(LinkPurpose::Password).await;
    assert!(store.end_codes(token, NOW).await.is_err());
    let entered = store.enter_account(token, "dua".to_owned(), NOW).await;
    entered.expect("entered");
    assert_eq!(kept().await, ("dua".to_owned(), Some(secret)));
    let token = link(LinkPurpose::Codes).await;
    let entered = store.enter_account(token, "tiga".to_owned(), NOW).await;
    assert!(entered.is_err());
    store.end_codes(token, NOW).await.expect("ended");
    assert_eq!(kept().await, ("dua".to_owned(), None));
    assert!(
        !store
            .use_recovery_code(ani, "CDFG", NOW)
            .await
            .expect("asks")
    );
    assert!(store.end_codes(token, NOW).await.is_err(), "it was used");
}

async fn at_the_command_line_accounts_that_publish_answer_for_a_seal(store: TestStore) {
    let two = async |by: &str, and: &str| store.two_publishers(by, and).await;
    two("Ani", "Budi").await.expect("nobody has an account");
    for (name, role) in [
        ("ani", Role::Publisher),
        ("budi", Role::Publisher),
        ("citra", Role::Administrator),
    ] {
        invite(&store, name, role).await;
    }
    let (ani, budi) = ("ani@suara.example", "Budi@Suara.Example");
    two(ani, budi).await.expect("both publish");
    assert!(matches!(
        two(ani, "ANI@suara.example").await,
        Err(PublisherError::OnePerson(_))
    ));
    for other in ["Budi", "citra@suara.example", "dewi@suara.example"] {
        let refused = two(ani, other).await;
        let Err(PublisherError::NoPublisher(named)) = refused else {
            panic!("{other}: {refused:?}")
        };
        assert_eq!(named, other);
    }
}
