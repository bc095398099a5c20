//! What people say of promises that were reported kept: counted once each, apart by who says it, and told in steps.

use domain::commitment::{Number, Step, Verdict, Verdicts, Witness};
use domain::forum::{Group, PointDecision, PointText};

use super::commitments::{made, reported, step};
use super::forum_points::group;
use super::forums::{announced, running};
use super::*;
use crate::{CommitmentError, SentPoint, Voter};

on_both_databases!(
    whoever_answers_again_is_counted_once,
    only_seats_of_the_forum_are_asked,
    the_edition_hears_of_steps_alone,
    a_new_report_is_judged_anew,
);

/// A day on which people are asked about the report of [`kept`].
const ASKED: &str = "2026-12-01";

/// A commitment that was reported kept.
async fn kept(store: &Store) -> Number {
    let number = made(store).await;
    step(store, number, 0, reported()).await.expect("reported");
    number
}

fn visitor() -> Voter {
    Voter::Visitor(FormToken::random())
}

async fn judge(
    store: &Store,
    number: Number,
    voter: &Voter,
    verdict: Verdict,
) -> Result<(), CommitmentError> {
    store
        .judge_commitment(number, voter, verdict, day(ASKED))
        .await
}

async fn verdicts(store: &Store, number: Number) -> Verdicts {
    let kept = store.commitment(number).await.expect("reads");
    store.verdicts(&kept.expect("known")).await.expect("reads")
}

async fn whoever_answers_again_is_counted_once(store: TestStore) {
    let number = kept(&store).await;
    let voter = visitor();
    for verdict in [Verdict::Kept, Verdict::Kept, Verdict::NotKept] {
        judge(&store, number, &voter, verdict).await.expect("kept");
    }
    judge(&store, number, &visitor(), Verdict::Kept)
        .await
        .expect("kept");
    let said = verdicts(&store, number).await;
    let told = |verdict| said.told(Witness::Visitor, verdict, 1);
    assert_eq!((told(Verdict::Kept), told(Verdict::NotKept)), (1, 1));
    let early = store.judge_commitment(number, &voter, Verdict::Kept, day("2026-10-20"));
    assert!(matches!(early.await, Err(CommitmentError::NotAsked)));
}

async fn only_seats_of_the_forum_are_asked(store: TestStore) {
    let number = kept(&store).await;
    let forum = announced(&store, 1, "2026-10-12").await.forum.id;
    let other = announced(&store, 2, "2026-10-12").await.forum.id;
    let answered = Group {
        commitments: [number].into(),
        ..group(1)
    };
    let saved = store.save_group(&running(), forum, &answered, 0).await;
    saved.expect("saved");
    let token = FormToken::random();
    let seat = store.seat_of(forum, &token);
    let sits = |forum| Voter::Seat {
        forum,
        seat: seat.clone(),
    };
    let nobody = judge(&store, number, &sits(forum), Verdict::Kept).await;
    assert!(
        matches!(nobody, Err(CommitmentError::Unknown)),
        "an empty seat"
    );
    for forum in [forum, other] {
        let sending = SentPoint {
            forum,
            seat: seat.clone(),
            token: token.clone(),
            community: None,
            text: PointText::parse("Antrean lama").expect("a point"),
        };
        let id = store.send_point(&sending, day("2026-10-12")).await;
        let id = id.expect("sent");
        let unread = judge(&store, number, &sits(forum), Verdict::Kept).await;
        assert!(
            matches!(unread, Err(CommitmentError::Unknown)),
            "unpublished"
        );
        let publish = PointDecision::Publish;
        store
            .decide_point(&running(), forum, id, 1, &publish, 0)
            .await
            .expect("published");
    }
    let elsewhere = judge(&store, number, &sits(other), Verdict::Kept).await;
    assert!(matches!(elsewhere, Err(CommitmentError::Unknown)));
    judge(&store, number, &sits(forum), Verdict::NotKept)
        .await
        .expect("kept");
    let said = verdicts(&store, number).await;
    assert_eq!(said.told(Witness::Seat, Verdict::NotKept, 1), 1);
    assert_eq!(said.told(Witness::Visitor, Verdict::NotKept, 1), 0);
    let kept = store
        .commitment(number)
        .await
        .expect("reads")
        .expect("known");
    let own = store.verdict_of_seat(&kept, forum, &seat).await;
    assert_eq!(own.expect("reads"), Some(Verdict::NotKept));
}

async fn the_edition_hears_of_steps_alone(store: TestStore) {
    let number = kept(&store).await;
    for people in 1..=20 {
        let before = store.revisions().await.expect("reads");
        judge(&store, number, &visitor(), Verdict::Kept)
            .await
            .expect("kept");
        let risen = store.risen_since(before).await;
        assert_eq!(!risen.is_empty(), people % 10 == 0, "{people}");
    }
}

async fn a_new_report_is_judged_anew(store: TestStore) {
    let number = kept(&store).await;
    judge(&store, number, &visitor(), Verdict::NotKept)
        .await
        .expect("kept");
    let reopened = Step::Reopened {
        reason: "Belum selesai".to_owned(),
    };
    step(&store, number, 1, reopened).await.expect("reopened");
    let late = judge(&store, number, &visitor(), Verdict::Kept).await;
    assert!(matches!(late, Err(CommitmentError::NotAsked)));
    assert_eq!(verdicts(&store, number).await, Verdicts::default());
}
