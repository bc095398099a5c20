//! What a moderator does at the console: marks, undoing, groups made in passing, and points of those who hold a slip.

use domain::forum::{
    Community, ForumId, Group, GroupId, Mark, Point, PointDecision, PointId, PointText, Pulse,
    SlipNumber, Standing,
};
use uuid::Uuid;

use super::forum_points::{group, heard, sent};
use super::forums::{announced, running};
use super::*;
use crate::{ForumError, HeardPoint, Seat, SentPoint};

on_both_databases!(
    every_decision_can_be_undone,
    what_was_heard_waits_again_once_it_is_undone,
    a_star_rings_at_the_desk_alone,
    a_group_is_made_in_passing_and_only_once,
    whoever_holds_a_slip_follows_what_was_heard,
    kinds_that_support_a_group_are_told_in_steps,
);

const NOW: i64 = 1_792_000_000;
const DAY: &str = "2026-10-12";

async fn forum(store: &Store) -> ForumId {
    announced(store, 1, DAY).await.forum.id
}

async fn one(store: &Store, forum: ForumId, id: PointId) -> Point {
    let point = store.point(forum, id).await.expect("reads");
    point.expect("known")
}

async fn pulse(store: &Store, forum: ForumId) -> Pulse {
    store.pulses(&[forum]).await.expect("reads")[&forum]
}

async fn decide(store: &Store, forum: ForumId, id: PointId, decision: PointDecision) -> Point {
    let version = one(store, forum, id).await.version;
    store
        .decide_point(&running(), forum, id, version, &decision, NOW)
        .await
        .expect("decided");
    one(store, forum, id).await
}

async fn every_decision_can_be_undone(store: TestStore) {
    let forum = forum(&store).await;
    let twin = sent(&store, forum, "Antrean lama", day(DAY)).await;
    decide(&store, forum, twin, PointDecision::Publish).await;
    store
        .save_group(&running(), forum, &group(1), NOW)
        .await
        .expect("saved");
    let id = sent(&store, forum, "Antreannya lama", day(DAY)).await;
    let words = PointText::parse("Antrean sangat lama").expect("a point");
    for decision in [
        PointDecision::Merge(1),
        PointDecision::Publish,
        PointDecision::PublishInto(group(1).id),
        PointDecision::Edit(words),
        PointDecision::Mark(Mark::Answered),
        PointDecision::Mark(Mark::Star),
        PointDecision::Reopen,
    ] {
        let before = one(&store, forum, id).await;
        let decided = decide(&store, forum, id, decision.clone()).await;
        let undone = decide(&store, forum, id, PointDecision::Undo).await;
        assert!(undone.looks_like(&before), "{decision:?}");
        assert_eq!(undone.marks, before.marks, "{decision:?}");
        let again = decide(&store, forum, id, PointDecision::Undo).await;
        assert!(again.looks_like(&decided), "{decision:?}");
    }
}

async fn what_was_heard_waits_again_once_it_is_undone(store: TestStore) {
    let forum = forum(&store).await;
    let heard = heard(forum, "Salah dengar");
    let id = store.hear_point(&running(), &heard, NOW).await;
    let id = id.expect("kept");
    let undone = decide(&store, forum, id, PointDecision::Undo).await;
    assert_eq!(undone.standing, Standing::Waiting);
}

async fn a_star_rings_at_the_desk_alone(store: TestStore) {
    let forum = forum(&store).await;
    let id = sent(&store, forum, "Antrean lama", day(DAY)).await;
    decide(&store, forum, id, PointDecision::Publish).await;
    let before = pulse(&store, forum).await;
    let starred = decide(&store, forum, id, PointDecision::Mark(Mark::Star)).await;
    assert_eq!(starred.marks, [Mark::Star].into());
    let after = pulse(&store, forum).await;
    assert_eq!(after.record(), before.record());
    assert_eq!(after.all(), before.all() + 1);
    decide(&store, forum, id, PointDecision::Mark(Mark::Answered)).await;
    assert_eq!(pulse(&store, forum).await.changed, before.changed + 1);
}

async fn a_group_is_made_in_passing_and_only_once(store: TestStore) {
    let forum = forum(&store).await;
    let first = sent(&store, forum, "Antrean lama", day(DAY)).await;
    let second = sent(&store, forum, "Antrean kacau", day(DAY)).await;
    let under = |id: PointId, number: u128, name: &str| {
        let (store, name) = (&store, name.to_owned());
        async move {
            let named = Group {
                name,
                ..group(number)
            };
            store
                .publish_under(&running(), forum, id, 1, &named, NOW)
                .await
        }
    };
    under(first, 1, "Antrean").await.expect("published");
    under(second, 2, "antrean").await.expect("published");
    let groups = store.groups(forum).await.expect("reads");
    let names: Vec<_> = groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(names, ["Antrean"]);
    for id in [first, second] {
        let point = one(&store, forum, id).await;
        assert_eq!(point.standing, Standing::Published);
        assert_eq!(point.group, Some(groups[0].id));
    }
    // Nothing is made for whoever was overtaken.
    let late = under(first, 3, "Parkir").await;
    assert!(matches!(late, Err(ForumError::Conflict(_))));
    assert_eq!(store.groups(forum).await.expect("reads").len(), 1);
    let nowhere = PointDecision::PublishInto(GroupId(Uuid::from_u128(9)));
    let nowhere = store
        .decide_point(&running(), forum, first, 2, &nowhere, NOW)
        .await;
    assert!(matches!(nowhere, Err(ForumError::Unknown)));
}

fn slip(number: u32) -> SlipNumber {
    SlipNumber::new(number).expect("a slip")
}

/// The seats of slips 7 and 8.
async fn printed(store: &Store, forum: ForumId, today: &str) -> Result<Vec<Seat>, ForumError> {
    let moment = Moment {
        now: NOW,
        today: day(today),
    };
    store
        .print_slips(&running(), forum, slip(7), slip(8), moment)
        .await
}

async fn whoever_holds_a_slip_follows_what_was_heard(store: TestStore) {
    let forum = forum(&store).await;
    let seats = printed(&store, forum, DAY).await.expect("printed");
    let heard = HeardPoint {
        slip: Some(slip(7)),
        ..heard(forum, "Loketnya tinggi")
    };
    let id = store.hear_point(&running(), &heard, NOW).await;
    let id = id.expect("kept");
    let own = store.own_points(forum, &seats[0]).await.expect("reads");
    assert_eq!(own.iter().map(|point| point.id).collect::<Vec<_>>(), [id]);
    let seat = store.seat(forum, &seats[0]).await.expect("reads");
    assert_eq!(seat, Some(heard.community));
    let none = store.own_points(forum, &seats[1]).await.expect("reads");
    assert!(none.is_empty());
    assert!(store.is_seat_of_a_slip(forum, &seats[1]));
    // A slip is nobody's at another forum.
    let elsewhere = announced(&store, 2, DAY).await.forum.id;
    let others = printed(&store, elsewhere, DAY).await.expect("printed");
    assert!(!seats.contains(&others[0]));
    assert!(!store.is_seat_of_a_slip(elsewhere, &seats[0]));
    // Once the forum is over nobody gets the seat of somebody else's slip.
    let late = printed(&store, forum, "2026-10-13").await;
    assert!(matches!(late, Err(ForumError::Closed)));
}

async fn kinds_that_support_a_group_are_told_in_steps(store: TestStore) {
    let forum = forum(&store).await;
    store
        .save_group(&running(), forum, &group(1), NOW)
        .await
        .expect("saved");
    for text in ["Antrean lama", "Loket kurang"] {
        let id = sent(&store, forum, text, day(DAY)).await;
        decide(&store, forum, id, PointDecision::PublishInto(group(1).id)).await;
    }
    let told = async || {
        let told = store.agreements(forum).await.expect("reads");
        told.get(&group(1).id).cloned().unwrap_or_default()
    };
    let support = async |kind, people| {
        for _ in 0..people {
            let token = FormToken::random();
            let seat = store.seat_of(forum, &token);
            let sending = SentPoint {
                forum,
                seat: seat.clone(),
                token,
                community: kind,
                text: PointText::parse("Saya setuju").expect("a point"),
            };
            store.send_point(&sending, day(DAY)).await.expect("sent");
            // Whoever supports two points of a group is one person.
            for number in [1, 2] {
                let supported = store.support_point(forum, &seat, number, day(DAY));
                supported.await.expect("supported");
            }
        }
    };
    support(Some(Community::Users), 12).await;
    support(Some(Community::Media), 3).await;
    assert_eq!(told().await, [].into(), "three stand alone beside twelve");
    support(None, 8).await;
    assert_eq!(told().await, [(Community::Users, 10)].into());
}
