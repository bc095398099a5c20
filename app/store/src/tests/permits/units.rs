//! Nothing is written with a permit for another unit.

use std::collections::BTreeMap;

use domain::access::{AccountId, Grant, Person};
use domain::commitment::Commitment;
use domain::forum::Group;
use uuid::Uuid;

use super::super::commitments::{made, new_commitment, of_service, reported};
use super::*;
use crate::NewCommitment;

on_both_databases! {
    nothing_is_written_of_another_unit,
    no_forum_is_run_of_another_unit,
    no_group_is_answered_by_a_commitment_of_another_unit,
    no_commitment_is_kept_of_another_unit_or_with_another_right,
    nothing_is_keyed_in_of_another_unit,
    a_permit_for_a_unit_is_one_for_everything_below,
}

/// The permit of somebody who does everything in a unit.
fn permit_in(unit: &str, right: Right) -> Permit {
    let roles = [Role::Administrator, Role::Operator, Role::Head];
    let grant = |role| Grant {
        role,
        unit: slug(unit),
    };
    let person = Person {
        id: AccountId(Uuid::from_u128(9)),
        name: "Contoh".to_owned(),
        grants: roles.map(grant).to_vec(),
    };
    let permit = person.permit(right, &slug(unit), &register());
    permit.expect("a role gives it")
}

async fn nothing_is_written_of_another_unit(store: TestStore) {
    store.rate("ktp", "2026-10-01", 1, 4).await;
    let issued = store.issue_invitations(&inviting(), &batch(), 2, NOW).await;
    let codes = issued.expect("issued");
    let (order, today) = (order("capil", Scope::CountVisits), day("2026-11-05"));
    let managing = Permit::console(Right::ManageKeys);
    let made = store.make_api_key(&managing, &order, on(today));
    let (key, _) = made.await.expect("made");
    let indicator = indicator();
    let entering = Permit::console(Right::EnterRealisations);
    let validity = Validity::default();
    let saved = store.save_indicator(&entering, &indicator, validity, None, NOW);
    saved.await.expect("saved");
    let before = rows(&store).await;

    let permit = |right| permit_in("lama", right);
    let done = store
        .end_api_key(&permit(Right::ManageKeys), key, on(today))
        .await;
    assert_refused("end_api_key", done);
    let done = store
        .make_api_key(&permit(Right::ManageKeys), &order, on(today))
        .await;
    assert_refused("make_api_key", done);
    let service = Record::Service(service("sim", "capil"));
    let done = store
        .save_record(&permit(Right::EditServices), &service, 0, NOW)
        .await;
    assert_refused("save_record", done);
    let done = store
        .save_officer(&permit(Right::EditRoster), &newcomer(1, "Ani"), NOW)
        .await;
    assert_refused("save_officer", done);
    let done = store
        .issue_invitations(&permit(Right::Invite), &batch(), 2, NOW)
        .await;
    assert_refused("issue_invitations", done);
    let done = store
        .withdraw_batch_of(&permit(Right::Invite), &codes[0], NOW)
        .await;
    assert_refused("withdraw_batch_of", done);
    let entry = Entry::NotApplicable;
    let month = "2026-10".parse().expect("a period");
    let key = RealisationKey::new(indicator.slug.clone(), month);
    let done = store
        .enter_realisation(
            &permit(Right::EnterRealisations),
            &key,
            &entry,
            "",
            None,
            NOW,
        )
        .await;
    assert_refused("enter_realisation", done);
    let done = store
        .propose_correction(&permit(Right::EnterRealisations), &key, &entry, "x", NOW)
        .await;
    assert_refused("propose_correction", done);
    let done = store
        .save_indicator(
            &permit(Right::EnterRealisations),
            &indicator,
            validity,
            Some(1),
            NOW,
        )
        .await;
    assert_refused("save_indicator", done);
    let comment = waiting_comment(&store, today).await;
    let done = store
        .decide_comment(
            &permit(Right::Moderate),
            comment,
            0,
            &Decision::Publish,
            on(today),
        )
        .await;
    assert_refused("decide_comment", done);
    let (unit, week): (_, Week) = (slug("capil"), "2026-W41".parse().expect("a week"));
    let nothing = domain::roster::Roster::default().fingerprint();
    let done = store
        .save_roster(&permit(Right::EditRoster), &unit, week, nothing, &[], NOW)
        .await;
    assert_refused("save_roster", done);
    let place = domain::duty::DutyPlace {
        date: week.first_day(),
        half: domain::roster::HalfDay::Morning,
        unit,
        counter: "Loket 1".to_owned(),
    };
    let confirming = permit(Right::EditRoster);
    let done = store.confirm_duty(&confirming, &place, NOW).await;
    assert_refused("confirm_duty", done);
    assert_eq!(rows(&store).await, before);
}

async fn no_forum_is_run_of_another_unit(store: TestStore) {
    let known = announced(&store, 2, "2026-11-05").await.forum.id;
    let before = rows(&store).await;
    let running = permit_in("lama", Right::RunForums);
    let forum = new_forum(1, "2026-11-05");
    let done = store.save_forum(&running, &forum, NOW).await;
    assert_refused("save_forum", done);
    let done = store
        .act_on_forum(&running, known, Act::Open, on(day("2026-11-05")))
        .await;
    assert_refused("act_on_forum", done);
    let done = store.hear_point(&running, &heard(known, "x"), NOW).await;
    assert_refused("hear_point", done);
    let done = store.save_group(&running, known, &group(1), NOW).await;
    assert_refused("save_group", done);
    assert_eq!(rows(&store).await, before);
}

async fn no_group_is_answered_by_a_commitment_of_another_unit(store: TestStore) {
    let number = made(&store).await;
    let foreign = announced(&store, 2, "2026-11-05").await.forum.id;
    let console = Permit::console(Right::RunForums);
    let grouped = store.save_group(&console, foreign, &group(2), NOW).await;
    grouped.expect("saved");
    let running = permit_in("lama", Right::RunForums);
    let mut own = new_forum(3, "2026-11-05");
    own.forum.unit = slug("lama");
    let announced = store.save_forum(&running, &own, NOW).await;
    announced.expect("saved");
    let before = rows(&store).await;

    let commitment = Commitment {
        unit: slug("lama"),
        aim: None,
        ..of_service()
    };
    let for_foreign = NewCommitment {
        group: Some(group(2).id),
        ..new_commitment(3, commitment)
    };
    let keeping = permit_in("lama", Right::KeepCommitments);
    let done = store.make_commitment(&keeping, &for_foreign, NOW).await;
    assert_refused("make_commitment", done);
    let by_foreign = Group {
        commitments: [number].into(),
        ..group(3)
    };
    let done = store
        .save_group(&running, own.forum.id, &by_foreign, NOW)
        .await;
    assert_refused("save_group", done);
    assert_eq!(rows(&store).await, before);
}

async fn no_commitment_is_kept_of_another_unit_or_with_another_right(store: TestStore) {
    let number = made(&store).await;
    let before = rows(&store).await;
    let keeping = permit_in("lama", Right::KeepCommitments);
    for permit in [keeping, reading()] {
        let new = new_commitment(2, of_service());
        let done = store.make_commitment(&permit, &new, NOW).await;
        assert_refused("make_commitment", done);
        let changed = Commitment {
            aim: None,
            ..of_service()
        };
        let done = store
            .change_commitment(&permit, number, &changed, 1, NOW)
            .await;
        assert_refused("change_commitment", done);
        let done = store
            .take_step(&permit, number, 0, reported(), on(day("2026-11-05")))
            .await;
        assert_refused("take_step", done);
    }
    assert_eq!(rows(&store).await, before);
}

async fn nothing_is_keyed_in_of_another_unit(store: TestStore) {
    let new = NewStack {
        service: slug("ktp"),
        month: "2026-10".parse().expect("a month"),
        forms: 2,
    };
    let (ani, _) = invite(&store, "ani", Role::Operator).await;
    let person = store.person(ani).await.expect("reads").expect("active");
    let keying = person.permit(Right::KeyPaper, &slug("capil"), &register());
    let keying = keying.expect("an operator");
    let token = FormToken::random();
    let opened = store.open_stack(&keying, &new, &token, NOW).await;
    let stack = opened.expect("opened");
    let before = rows(&store).await;
    let (keying, right) = (permit_in("lama", Right::KeyPaper), BTreeMap::new());
    let done = store.settle_form(&keying, stack, 1, &right, NOW).await;
    assert_refused("settle_form", done);
    let done = store.deposit_stack(&keying, stack, NOW).await;
    assert_refused("deposit_stack", done);
    assert_eq!(rows(&store).await, before);
}

async fn a_permit_for_a_unit_is_one_for_everything_below(store: TestStore) {
    let editing = permit_in("kota", Right::EditRoster);
    let saved = store.save_officer(&editing, &newcomer(1, "Ani"), NOW).await;
    saved.expect("saved");
    let inviting = permit_in("kota", Right::Invite);
    let issued = store.issue_invitations(&inviting, &batch(), 2, NOW).await;
    issued.expect("issued");
}
