//! Groups of points: answered by version, and tied to the commitments that a unit makes because of them.

use domain::access::{Permit, Right};
use domain::commitment::Number;
use domain::forum::{Answer, AnswerKind, ForumId, Group, GroupId, Pulse};
use uuid::Uuid;

use super::commitments::{made, new_commitment, of_service, reported};
use super::forum_points::group;
use super::forums::{announced, running};
use super::*;
use crate::{CommitmentError, ForumError, NewCommitment};

on_both_databases!(
    a_group_is_answered_and_two_moderators_do_not_overwrite_each_other,
    a_new_commitment_answers_the_group_it_was_made_for,
    the_hall_hears_of_what_becomes_of_a_commitment,
    nobody_ties_what_is_not_there,
);

const NOW: i64 = 1_792_000_000;

async fn forum(store: &Store) -> ForumId {
    let forum = announced(store, 1, "2026-10-12").await.forum.id;
    save(store, forum, &group(1)).await.expect("saved");
    forum
}

async fn save(store: &Store, forum: ForumId, group: &Group) -> Result<(), ForumError> {
    store.save_group(&running(), forum, group, NOW).await
}

async fn known(store: &Store, forum: ForumId) -> Group {
    let mut groups = store.groups(forum).await.expect("reads");
    groups.pop().expect("a group")
}

async fn pulse(store: &Store, forum: ForumId) -> Pulse {
    let pulses = store.pulses(&[forum]).await.expect("reads");
    pulses[&forum]
}

fn keeping() -> Permit {
    Permit::console(Right::KeepCommitments)
}

async fn a_group_is_answered_and_two_moderators_do_not_overwrite_each_other(store: TestStore) {
    let forum = forum(&store).await;
    let number = made(&store).await;
    let answered = Group {
        answer: Some(Answer {
            kind: AnswerKind::Partly,
            text: "Hanya pada Senin".to_owned(),
        }),
        commitments: [number].into(),
        ..known(&store, forum).await
    };
    save(&store, forum, &answered).await.expect("saved");
    let read = known(&store, forum).await;
    assert_eq!((&read.answer, read.version), (&answered.answer, 2));
    assert_eq!(read.commitments, [number].into());
    let late = save(&store, forum, &answered).await;
    assert!(matches!(late, Err(ForumError::Conflict(_))), "{late:?}");
    let told = store.answered_groups(number).await.expect("reads");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].group, "Antrean");
    // What is taken back is gone, and the group is what it was.
    let blank = Group {
        version: 2,
        ..group(1)
    };
    save(&store, forum, &blank).await.expect("saved");
    let read = known(&store, forum).await;
    assert!(read.answer.is_none() && read.commitments.is_empty());
}

async fn a_new_commitment_answers_the_group_it_was_made_for(store: TestStore) {
    let forum = forum(&store).await;
    let new = NewCommitment {
        group: Some(group(1).id),
        ..new_commitment(7, of_service())
    };
    let first = store.make_commitment(&keeping(), &new, NOW).await;
    let again = store.make_commitment(&keeping(), &new, NOW).await;
    let number = first.expect("made");
    assert_eq!(again.expect("made"), number);
    let read = known(&store, forum).await;
    assert_eq!((read.commitments, read.version), ([number].into(), 2));
    let kept = store.forum(forum).await.expect("reads").expect("known");
    let said = store.said(&kept).await.expect("reads");
    assert_eq!(said.commitments.len(), 1);
}

async fn the_hall_hears_of_what_becomes_of_a_commitment(store: TestStore) {
    let forum = forum(&store).await;
    let new = NewCommitment {
        group: Some(group(1).id),
        ..new_commitment(7, of_service())
    };
    let number = store.make_commitment(&keeping(), &new, NOW).await;
    let number = number.expect("made");
    let before = pulse(&store, forum).await;
    let moment = Moment {
        now: NOW,
        today: day("2026-11-02"),
    };
    let permit = keeping();
    let taken = store.take_step(&permit, number, 0, reported(), moment);
    taken.await.expect("taken");
    assert!(pulse(&store, forum).await.changed > before.changed);
}

async fn nobody_ties_what_is_not_there(store: TestStore) {
    let forum = forum(&store).await;
    let invented = Group {
        commitments: Number::new(99).into_iter().collect(),
        version: 1,
        ..group(1)
    };
    let refused = save(&store, forum, &invented).await;
    assert!(matches!(refused, Err(ForumError::Unknown)), "{refused:?}");
    let new = NewCommitment {
        group: Some(GroupId(Uuid::from_u128(99))),
        ..new_commitment(7, of_service())
    };
    let refused = store.make_commitment(&keeping(), &new, NOW).await;
    assert!(
        matches!(refused, Err(CommitmentError::Unknown)),
        "{refused:?}"
    );
    assert_eq!(store.count("SELECT COUNT(*) FROM commitment").await, 0);
    // A group of another forum is none of this one.
    let other = announced(&store, 2, "2026-10-13").await.forum.id;
    let refused = save(&store, other, &known(&store, forum).await).await;
    assert!(matches!(refused, Err(ForumError::Unknown)), "{refused:?}");
}
