use domain::access::{AccountId, Role};
use domain::seal::SealRefused;
use domain::seal::proposal::ProposalState;
use domain::second_person::DecisionRefused;
use uuid::Uuid;

use super::accounts::invite;
use super::*;
use crate::{ProposalError, ProposalFilter, SealError};

on_both_databases!(
    a_seal_takes_two_people_and_is_carried_out_once,
    two_processes_that_carry_out_the_same_come_to_one_outcome,
    two_publishers_who_press_at_once_come_to_one_outcome,
    a_proposal_that_was_sent_back_makes_room_for_the_next,
    the_list_narrows_and_goes_on_within_a_second,
    a_proposal_that_cannot_be_read_is_not_taken_for_carried_out,
);

const NOW: i64 = 1_762_000_000;
const TODAY: &str = "2026-11-05";

fn moment() -> Moment {
    let today = day(TODAY);
    Moment { now: NOW, today }
}

async fn publishers(store: &Store) -> [AccountId; 2] {
    let (one, _) = invite(store, "satu", Role::Publisher).await;
    let (two, _) = invite(store, "dua", Role::Publisher).await;
    [one, two]
}

async fn propose(store: &Store, by: AccountId, month: &str) -> Result<Uuid, ProposalError> {
    let month = month.parse().expect("a month");
    let permit = Permit::console(Right::Seal);
    store.propose_seal(&permit, by, month, moment()).await
}

async fn send_back(store: &Store, by: AccountId, id: Uuid) {
    let permit = Permit::console(Right::Seal);
    let sent = store.send_proposal_back(&permit, by, id, "Belum lengkap", NOW);
    sent.await.expect("sent back");
}

async fn listed(store: &Store, filter: ProposalFilter, limit: u64) -> Vec<Uuid> {
    let proposals = store.proposals(&filter, limit).await.expect("reads");
    proposals.iter().map(|proposal| proposal.id).collect()
}

async fn a_seal_takes_two_people_and_is_carried_out_once(store: TestStore) {
    store.rate("ktp", "2026-10-01", 10, 4).await;
    let [one, two] = publishers(&store).await;
    let early = propose(&store, one, "2026-11").await;
    assert!(matches!(
        early,
        Err(ProposalError::Seal(SealRefused::NotOver { .. }))
    ));
    let id = propose(&store, one, "2026-10").await.expect("proposed");
    let second = propose(&store, two, "2026-10").await;
    assert!(matches!(second, Err(ProposalError::Open)));
    let permit = Permit::console(Right::Seal);
    let own = store.confirm_proposal(&permit, one, id, &[], NOW).await;
    assert!(matches!(
        own,
        Err(ProposalError::Decision(DecisionRefused::OwnProposal))
    ));
    let carry_out = || store.carry_out(id, moment(), |_| ());
    carry_out()
        .await
        .expect("nothing to do before the second person");
    assert_eq!(store.count("SELECT COUNT(*) FROM \"release\"").await, 0);

    let confirmed = store.confirm_proposal(&permit, two, id, &[], NOW).await;
    confirmed.expect("confirmed");
    for _ in 0..2 {
        carry_out().await.expect("carried out");
    }
    assert_eq!(store.count("SELECT COUNT(*) FROM \"release\"").await, 1);
    let proposal = store.proposal(id).await.expect("reads");
    let state = proposal.map(|proposal| proposal.state);
    assert_eq!(state, Some(ProposalState::Done));
}

async fn two_processes_that_carry_out_the_same_come_to_one_outcome(store: TestStore) {
    store.rate("ktp", "2026-10-01", 30, 4).await;
    store.rate("kk", "2026-10-01", 3, 4).await;
    let [one, two] = publishers(&store).await;
    let id = propose(&store, one, "2026-10").await.expect("proposed");
    let permit = Permit::console(Right::Seal);
    let confirmed = store.confirm_proposal(&permit, two, id, &[], NOW).await;
    confirmed.expect("confirmed");
    let other = store.second_process().await;
    let (here, there) = tokio::join!(
        store.carry_out(id, moment(), |_| ()),
        other.carry_out(id, moment(), |_| ())
    );
    assert!(here.is_ok() && there.is_ok(), "{here:?} {there:?}");
    assert_eq!(store.count("SELECT COUNT(*) FROM release").await, 1);
    let kept = "SELECT CAST(SUM(people) AS BIGINT) FROM sealed_rating";
    assert_eq!(store.count(kept).await, 30);
    assert_eq!(store.waiting().await.len(), 3);
    let proposal = store.proposal(id).await.expect("reads");
    let state = proposal.map(|proposal| proposal.state);
    assert_eq!(state, Some(ProposalState::Done));
}

async fn two_publishers_who_press_at_once_come_to_one_outcome(store: TestStore) {
    store.rate("ktp", "2026-10-01", 30, 4).await;
    let [one, two] = publishers(&store).await;
    let (three, _) = invite(&store, "tiga", Role::Publisher).await;
    let other = store.second_process().await;
    let (here, there) = tokio::join!(
        propose(&store, one, "2026-10"),
        propose(&other, two, "2026-10")
    );
    let (id, refused) = match (here, there) {
        (Ok(id), Err(refused)) | (Err(refused), Ok(id)) => (id, refused),
        both => panic!("{both:?}"),
    };
    assert!(matches!(refused, ProposalError::Open), "{refused}");
    let proposal = store.proposal(id).await.expect("reads").expect("there");
    let second = [one, two]
        .into_iter()
        .find(|person| *person != proposal.proposed_by);
    let second = second.expect("two people");
    let permit = Permit::console(Right::Seal);
    let (confirmed, sent_back) = tokio::join!(
        store.confirm_proposal(&permit, second, id, &[], NOW),
        other.send_proposal_back(&permit, three, id, "Belum lengkap", NOW)
    );
    assert!(
        confirmed.is_ok() != sent_back.is_ok(),
        "{confirmed:?} {sent_back:?}"
    );
    let refused = confirmed
        .and(sent_back)
        .expect_err("one of them came later");
    let decided = ProposalError::Decision(DecisionRefused::Decided);
    assert_eq!(refused.to_string(), decided.to_string());
}

async fn a_proposal_that_was_sent_back_makes_room_for_the_next(store: TestStore) {
    let [one, two] = publishers(&store).await;
    let first = propose(&store, one, "2026-10").await.expect("proposed");
    send_back(&store, two, first).await;
    let permit = Permit::console(Right::Seal);
    let decided = store.confirm_proposal(&permit, two, first, &[], NOW).await;
    assert!(matches!(
        decided,
        Err(ProposalError::Decision(DecisionRefused::Decided))
    ));
    assert!(propose(&store, two, "2026-10").await.is_ok());
}

async fn the_list_narrows_and_goes_on_within_a_second(store: TestStore) {
    let [one, two] = publishers(&store).await;
    for _ in 0..3 {
        let id = propose(&store, one, "2026-10").await.expect("proposed");
        send_back(&store, two, id).await;
    }
    let open = propose(&store, one, "2026-10").await.expect("proposed");
    let all = listed(&store, ProposalFilter::default(), 9).await;
    let mut paged = Vec::new();
    loop {
        let filter = ProposalFilter {
            state: None,
            after: paged.last().copied(),
        };
        let page = listed(&store, filter, 1).await;
        if page.is_empty() {
            break;
        }
        paged.extend(page);
    }
    assert_eq!((paged.len(), &paged), (4, &all));
    let narrowed = ProposalFilter {
        state: Some(ProposalState::Proposed),
        after: None,
    };
    assert_eq!(listed(&store, narrowed, 9).await, [open]);
}

async fn a_proposal_that_cannot_be_read_is_not_taken_for_carried_out(store: TestStore) {
    store.rate("ktp", "2026-10-01", 10, 4).await;
    let [one, two] = publishers(&store).await;
    let id = propose(&store, one, "2026-10").await.expect("proposed");
    let permit = Permit::console(Right::Seal);
    let confirmed = store.confirm_proposal(&permit, two, id, &[], NOW).await;
    confirmed.expect("confirmed");
    store.execute("ALTER TABLE proposal RENAME TO gone").await;
    let tried = store.carry_out(id, moment(), |_| ()).await;
    assert!(matches!(tried, Err(SealError::Store(_))));
    store.execute("ALTER TABLE gone RENAME TO proposal").await;
    let done = store.carry_out(id, moment(), |_| ()).await;
    done.expect("carried out");
    assert_eq!(store.count("SELECT COUNT(*) FROM release").await, 1);
}
