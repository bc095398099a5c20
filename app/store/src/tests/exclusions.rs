//! Exclusions: asked for at a sign, decided with the seal, told in the release with their number.

use domain::access::{AccountId, Role};
use domain::integrity::SignKind;
use domain::period::Period;
use domain::rating::Proof;
use domain::seal::exclusion::{Excluded, Exclusion, ExclusionRefused};
use domain::seal::proposal::ProposalState;
use domain::second_person::DecisionRefused;
use uuid::Uuid;

use super::accounts::invite;
use super::sealing::must_seal;
use super::signs::{To, at_once, deposit, to, visits};
use super::*;
use crate::release::Recounted;
use crate::{ProposalError, SealError};

on_both_databases!(
    a_seal_leaves_out_what_two_people_decided_and_tells_how_many,
    a_few_are_counted_all_the_same,
    only_the_proposer_asks_and_only_what_was_seen_is_confirmed,
    what_stands_out_is_looked_for_once_and_kept,
    a_seal_that_goes_on_leaves_out_the_same,
    invitations_of_a_counter_are_left_out_by_week_and_their_visits_are_not_told,
    a_reason_with_personal_data_is_refused,
    a_seal_begun_by_hand_leaves_nothing_out_behind_ones_back,
);

const NOW: i64 = 1_762_000_000;

fn moment() -> Moment {
    let today = day("2026-11-05");
    Moment { now: NOW, today }
}

/// Sixty forms over the month, and forty of one day that a sign tells of.
async fn stuffed(store: &TestStore) -> [AccountId; 2] {
    let first = rating("2026-10-01", 3);
    deposit(store, to("ktp", Proof::Paper), 60, &first).await;
    let burst = rating("2026-10-14", 4);
    deposit(store, at_once("ktp", Proof::Paper), 40, &burst).await;
    let (one, _) = invite(store, "satu", Role::Publisher).await;
    let (two, _) = invite(store, "dua", Role::Publisher).await;
    [one, two]
}

async fn propose(store: &Store, by: AccountId) -> Uuid {
    let month = "2026-10".parse().expect("a month");
    let permit = Permit::console(Right::Seal);
    let proposed = store.propose_seal(&permit, by, month, moment()).await;
    proposed.expect("proposed")
}

fn forms_of(from: &str, to: &str) -> Exclusion {
    Exclusion {
        service: slug("ktp"),
        counter: None,
        proof: Proof::Paper,
        from: day(from),
        to: day(to),
        reason: "Diisi oleh satu orang, sudah diakui.".to_owned(),
    }
}

async fn ask(
    store: &Store,
    by: AccountId,
    proposal: Uuid,
    exclusion: &Exclusion,
) -> Result<Uuid, ProposalError> {
    let permit = Permit::console(Right::Seal);
    store
        .ask_exclusion(&permit, by, proposal, exclusion.clone(), NOW)
        .await
}

async fn confirm(
    store: &Store,
    by: AccountId,
    proposal: Uuid,
    seen: &[Uuid],
) -> Result<(), ProposalError> {
    let permit = Permit::console(Right::Seal);
    store
        .confirm_proposal(&permit, by, proposal, seen, NOW)
        .await
}

async fn carry_out(store: &Store, proposal: Uuid) -> Result<(), SealError> {
    store.carry_out(proposal, moment(), |_| ()).await
}

/// What the release of the month tells, and how many ratings it holds.
async fn published(store: &Store) -> (Vec<Excluded>, u64) {
    let record = store.public_record().await.expect("reads");
    let release = record.release("2026-10".parse().expect("a month"));
    let release = release.expect("sealed");
    (release.exclusions().to_vec(), release.ratings())
}

async fn a_seal_leaves_out_what_two_people_decided_and_tells_how_many(store: TestStore) {
    let [one, two] = stuffed(&store).await;
    let id = propose(&store, one).await;
    let exclusion = forms_of("2026-10-14", "2026-10-14");
    let asked = ask(&store, one, id, &exclusion).await.expect("asked");
    confirm(&store, two, id, &[asked]).await.expect("confirmed");
    carry_out(&store, id).await.expect("sealed");
    // Of the sixty others, three are dated into that day.
    let left_out = Excluded {
        exclusion,
        ratings: Some(43),
    };
    assert_eq!(published(&store).await, (vec![left_out], 57));
    let kept = "SELECT CAST(SUM(people) AS BIGINT) FROM sealed_rating";
    assert_eq!(store.count(kept).await, 57, "nothing of the others is kept");
    assert_eq!(store.waiting().await, []);
    let examined = store.examine(day("2026-11-05")).await.expect("examines");
    let mut recounted = examined.releases.into_iter().map(|(_, found)| found);
    assert!(recounted.all(|found| matches!(found, Recounted::Same(_))));
}

async fn a_few_are_counted_all_the_same(store: TestStore) {
    let [one, two] = stuffed(&store).await;
    let id = propose(&store, one).await;
    let exclusion = forms_of("2026-10-15", "2026-10-16");
    let asked = ask(&store, one, id, &exclusion).await.expect("asked");
    confirm(&store, two, id, &[asked]).await.expect("confirmed");
    carry_out(&store, id).await.expect("sealed");
    let counted = Excluded {
        exclusion,
        ratings: None,
    };
    assert_eq!(published(&store).await, (vec![counted], 100));
}

async fn only_the_proposer_asks_and_only_what_was_seen_is_confirmed(store: TestStore) {
    let [one, two] = stuffed(&store).await;
    let id = propose(&store, one).await;
    let exclusion = forms_of("2026-10-14", "2026-10-14");
    let refused = ask(&store, two, id, &exclusion).await;
    let not_proposer = DecisionRefused::NotProposer;
    assert!(matches!(refused, Err(ProposalError::Decision(why)) if why == not_proposer));
    let elsewhere = Exclusion {
        service: slug("kk"),
        ..exclusion.clone()
    };
    let refused = ask(&store, one, id, &elsewhere).await;
    let no_sign = ExclusionRefused::NoSign;
    assert!(matches!(refused, Err(ProposalError::Exclusion(why)) if why == no_sign));

    let asked = ask(&store, one, id, &exclusion).await.expect("asked");
    let again = ask(&store, one, id, &exclusion).await;
    let overlaps = ExclusionRefused::Overlaps;
    assert!(matches!(again, Err(ProposalError::Exclusion(why)) if why == overlaps));
    let unseen = confirm(&store, two, id, &[]).await;
    let changed = DecisionRefused::Changed;
    assert!(matches!(unseen, Err(ProposalError::Decision(why)) if why == changed));

    let permit = Permit::console(Right::Seal);
    let withdraw = |by| store.withdraw_exclusion(&permit, by, id, asked, NOW);
    let refused = withdraw(two).await;
    assert!(matches!(refused, Err(ProposalError::Decision(why)) if why == not_proposer));
    withdraw(one).await.expect("withdrawn");
    let gone = withdraw(one).await;
    assert!(matches!(gone, Err(ProposalError::Unknown)));
    let seen_before = confirm(&store, two, id, &[asked]).await;
    assert!(matches!(seen_before, Err(ProposalError::Decision(why)) if why == changed));
    confirm(&store, two, id, &[]).await.expect("confirmed");
    let late = ask(&store, one, id, &exclusion).await;
    let decided = DecisionRefused::Decided;
    assert!(matches!(late, Err(ProposalError::Decision(why)) if why == decided));
    carry_out(&store, id).await.expect("sealed");
    assert_eq!(published(&store).await, (vec![], 100));
}

/// Whoever keys forms in could otherwise learn from the page what each of them changes.
async fn what_stands_out_is_looked_for_once_and_kept(store: TestStore) {
    let (one, _) = invite(&store, "satu", Role::Publisher).await;
    let first = rating("2026-10-01", 3);
    deposit(&store, to("ktp", Proof::Paper), 60, &first).await;
    let id = propose(&store, one).await;
    let burst = rating("2026-10-14", 4);
    deposit(&store, at_once("ktp", Proof::Paper), 40, &burst).await;
    let signs = async || {
        let proposal = store.proposal(id).await.expect("reads").expect("there");
        proposal.signs.expect("looked for")
    };
    assert_eq!(signs().await, []);
    let permit = Permit::console(Right::Seal);
    let sent = store.send_proposal_back(&permit, one, id, "Ada tanda", NOW);
    sent.await.expect("sent back");
    let kinds = async |id| {
        let proposal = store.proposal(id).await.expect("reads").expect("there");
        let signs = proposal.signs.expect("looked for").into_iter();
        signs.map(|sign| sign.kind).collect::<Vec<SignKind>>()
    };
    let next = propose(&store, one).await;
    assert_eq!(kinds(next).await, [], "nor by proposing again");
    let sent = store.send_proposal_back(&permit, one, next, "Ada tanda", NOW);
    sent.await.expect("sent back");
    let a_day_later = Moment {
        now: NOW + 86_400,
        ..moment()
    };
    let month = "2026-10".parse().expect("a month");
    let last = store.propose_seal(&permit, one, month, a_day_later).await;
    assert_eq!(kinds(last.expect("proposed")).await, [SignKind::Burst]);
    assert_eq!(signs().await, [], "what one person was shown stays so");
}

async fn a_seal_that_goes_on_leaves_out_the_same(store: TestStore) {
    let [one, two] = stuffed(&store).await;
    let id = propose(&store, one).await;
    let exclusion = forms_of("2026-10-14", "2026-10-14");
    let asked = ask(&store, one, id, &exclusion).await.expect("asked");
    confirm(&store, two, id, &[asked]).await.expect("confirmed");
    // As far as it comes when the server is stopped before it publishes.
    let people = sealing_steps::people();
    let order = sealing_steps::sealing("2026-10", 10, &people);
    let transaction = store.begin_alone().await.expect("begins");
    let begun = crate::release::begin(&transaction, &order).await;
    transaction.commit().await.expect("commits");
    let prepared = store.prepare(begun.expect("begun"), &|_| ()).await;
    drop(prepared.expect("prepared"));
    // Whoever goes on by hand carries out what two people decided.
    let month = must_seal(&store, "2026-10").await;
    assert_eq!(month.release.ratings(), 57);
    assert_eq!(published(&store).await.0.len(), 1);
    carry_out(&store, id).await.expect("nothing left to do");
    let proposal = store.proposal(id).await.expect("reads");
    let state = proposal.map(|proposal| proposal.state);
    assert_eq!(state, Some(ProposalState::Refused), "another seal did it");
}

async fn a_seal_begun_by_hand_leaves_nothing_out_behind_ones_back(store: TestStore) {
    let [one, two] = stuffed(&store).await;
    let id = propose(&store, one).await;
    let exclusion = forms_of("2026-10-14", "2026-10-14");
    let asked = ask(&store, one, id, &exclusion).await.expect("asked");
    let people = sealing_steps::people();
    let order = sealing_steps::sealing("2026-10", 10, &people);
    let transaction = store.begin_alone().await.expect("begins");
    let begun = crate::release::begin(&transaction, &order).await;
    begun.expect("begun");
    transaction.commit().await.expect("commits");
    let refused = confirm(&store, two, id, &[asked]).await;
    let begun = ExclusionRefused::Begun;
    assert!(matches!(refused, Err(ProposalError::Exclusion(why)) if why == begun));
    let refused = ask(&store, one, id, &forms_of("2026-10-20", "2026-10-20")).await;
    assert!(matches!(refused, Err(ProposalError::Exclusion(why)) if why == begun));
    must_seal(&store, "2026-10").await;
    assert_eq!(published(&store).await, (vec![], 100));
}

/// Of sixty visits fifty were rated, which is far from the other counter; beside the visits ten people would stand.
async fn invitations_of_a_counter_are_left_out_by_week_and_their_visits_are_not_told(
    store: TestStore,
) {
    let counter = |name| To {
        counter: Some(name),
        ..at_once("ktp", Proof::Verified)
    };
    for (name, rated) in [("Loket 1", 17), ("Loket 2", 50)] {
        visits(&store, name, 60).await;
        deposit(&store, counter(name), rated, &rating("2026-10-07", 3)).await;
    }
    let (one, _) = invite(&store, "satu", Role::Publisher).await;
    let (two, _) = invite(&store, "dua", Role::Publisher).await;
    let id = propose(&store, one).await;
    let exclusion = |counter: &str, from, to| Exclusion {
        counter: Some(counter.to_owned()),
        proof: Proof::Verified,
        ..forms_of(from, to)
    };
    let of_week = exclusion("Loket 2", "2026-10-08", "2026-10-09");
    let asked = [
        ask(&store, one, id, &of_week).await.expect("asked"),
        ask(
            &store,
            one,
            id,
            &exclusion("Loket 2", "2026-10-12", "2026-10-31"),
        )
        .await
        .expect("asked"),
    ];
    confirm(&store, two, id, &asked).await.expect("confirmed");
    carry_out(&store, id).await.expect("sealed");
    let (excluded, ratings) = published(&store).await;
    let told = excluded.into_iter().map(|excluded| {
        let Exclusion { from, to, .. } = excluded.exclusion;
        (from.to_string(), to.to_string(), excluded.ratings)
    });
    let weeks = [
        ("2026-10-05", "2026-10-11", Some(50)),
        ("2026-10-12", "2026-11-01", None),
    ];
    let weeks = weeks.map(|(from, to, ratings)| (from.to_owned(), to.to_owned(), ratings));
    assert!(told.eq(weeks));
    assert_eq!(ratings, 17);
    let record = store.public_record().await.expect("reads");
    let month = "2026-10".parse().expect("a month");
    let release = record.release(month).expect("sealed");
    assert_eq!(release.release().coverage(), []);
    assert_eq!(release.rated(&slug("ktp")).count(), 0);
    let rate = record.response_rate(&slug("ktp"), Period::Month(month));
    assert_eq!(rate, None);
}

async fn a_reason_with_personal_data_is_refused(store: TestStore) {
    let [one, _] = stuffed(&store).await;
    let id = propose(&store, one).await;
    for reason in [
        "Menurut ibu di 0812-3456-7890 formulirnya palsu semua.",
        "Surel kepada budi@contoh.example sudah mengakuinya.",
    ] {
        let exclusion = Exclusion {
            reason: reason.to_owned(),
            ..forms_of("2026-10-14", "2026-10-14")
        };
        let refused = ask(&store, one, id, &exclusion).await;
        let personal = ExclusionRefused::Personal;
        assert!(matches!(refused, Err(ProposalError::Exclusion(why)) if why == personal));
    }
    assert_eq!(store.exclusions(id).await.expect("reads"), []);
}
