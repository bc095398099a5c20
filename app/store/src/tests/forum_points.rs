//! What people say at forums: kept once, decided by version, and accounted for whatever happens.

use domain::forum::{
    Act, Community, ForumId, Group, GroupId, KeptForum, NotDecided, Point, PointCounts,
    PointDecision, PointId, PointText, Said, Standing, Voice,
};
use domain::moderation::WithholdReason;
use uuid::Uuid;

use super::forums::{announced, running};
use super::*;
use crate::{ForumError, HeardPoint, Seat, SentPoint};

on_both_databases!(
    a_point_sent_twice_is_kept_once,
    a_seat_supports_a_published_point_once,
    moderators_decide_and_nothing_disappears,
    what_moderators_hear_is_published_at_once,
    nothing_is_sent_to_a_forum_that_is_over,
    many_write_at_once_and_each_gets_a_number,
    what_is_said_raises_no_part_of_the_edition,
    two_moderators_do_not_overwrite_each_other,
);

const NOW: i64 = 1_792_000_000;

fn words(text: &str) -> PointText {
    PointText::parse(text).expect("a point")
}

fn today() -> NaiveDate {
    day("2026-10-12")
}

/// What a seat of its own sends.
fn sending(store: &Store, forum: ForumId, text: &str) -> SentPoint {
    let token = FormToken::random();
    SentPoint {
        forum,
        seat: store.seat_of(forum, &token),
        token,
        community: Some(Community::Users),
        text: words(text),
    }
}

/// A point from a seat of its own, sent on a day.
pub async fn sent(store: &Store, forum: ForumId, text: &str, today: NaiveDate) -> PointId {
    let sending = sending(store, forum, text);
    store.send_point(&sending, today).await.expect("sent")
}

/// What a moderator writes down.
pub fn heard(forum: ForumId, text: &str) -> HeardPoint {
    HeardPoint {
        forum,
        token: FormToken::random(),
        community: Some(Community::Media),
        text: words(text),
        slip: None,
        group: None,
    }
}

/// A group that nobody has saved yet.
pub fn group(number: u128) -> Group {
    Group {
        name: "Antrean".to_owned(),
        ..Group::new(GroupId(Uuid::from_u128(number)))
    }
}

async fn forum(store: &Store) -> ForumId {
    announced(store, 1, "2026-10-12").await.forum.id
}

async fn decide(
    store: &Store,
    forum: ForumId,
    id: PointId,
    decision: PointDecision,
) -> Result<(), ForumError> {
    let version = one(store, forum, id).await.version;
    store
        .decide_point(&running(), forum, id, version, &decision, NOW)
        .await
}

async fn one(store: &Store, forum: ForumId, id: PointId) -> Point {
    let point = store.point(forum, id).await.expect("reads");
    point.expect("known")
}

async fn kept(store: &Store, forum: ForumId) -> KeptForum {
    let kept = store.forum(forum).await.expect("reads");
    kept.expect("known")
}

async fn said(store: &Store, forum: ForumId) -> Said {
    let kept = kept(store, forum).await;
    store.said(&kept).await.expect("reads")
}

async fn counts(store: &Store, forum: ForumId) -> PointCounts {
    said(store, forum).await.counts()
}

async fn a_point_sent_twice_is_kept_once(store: TestStore) {
    let forum = forum(&store).await;
    let sending = sending(&store, forum, "Antrean lama");
    let first = store.send_point(&sending, today()).await.expect("sent");
    let again = store.send_point(&sending, today()).await.expect("sent");
    assert_eq!(first, again);
    let own = store.own_points(forum, &sending.seat).await.expect("reads");
    assert_eq!(own.len(), 1);
    assert_eq!((own[0].number, own[0].standing), (1, Standing::Waiting));
    assert_eq!(own[0].community, Some(Community::Users));
    let seat = store.seat(forum, &sending.seat).await.expect("reads");
    assert_eq!(seat, Some(Some(Community::Users)));
    // A seat is nobody's at another forum, and none is kept as it is.
    let other = announced(&store, 2, "2026-10-12").await.forum.id;
    assert_eq!(store.seat(other, &sending.seat).await.expect("reads"), None);
    assert_eq!(store.count("SELECT COUNT(*) FROM forum_seat").await, 1);
    let stranger = Seat::parse(&Uuid::from_u128(5).to_string()).expect("a seat");
    assert_eq!(store.seat(forum, &stranger).await.expect("reads"), None);
}

async fn a_seat_supports_a_published_point_once(store: TestStore) {
    let forum = forum(&store).await;
    let own = sending(&store, forum, "Antrean lama");
    let id = store.send_point(&own, today()).await.expect("sent");
    let seat = store.seat_of(forum, &FormToken::random());
    let support = |seat: Seat| {
        let store = &store;
        async move {
            let done = store.support_point(forum, &seat, 1, today()).await;
            done.expect("done");
            one(store, forum, id).await.supports
        }
    };
    assert_eq!(support(seat.clone()).await, 0, "it waits");
    let published = decide(&store, forum, id, PointDecision::Publish).await;
    published.expect("published");
    let version = kept(&store, forum).await.pulse.changed;
    assert_eq!(support(seat.clone()).await, 1);
    assert_eq!(support(seat.clone()).await, 1, "once");
    assert_eq!(
        support(own.seat.clone()).await,
        1,
        "nobody supports the own"
    );
    assert_eq!(kept(&store, forum).await.pulse.changed, version + 1);
    let supported = store.supported(forum, &seat).await.expect("reads");
    assert_eq!(supported, [1].into());
}

async fn moderators_decide_and_nothing_disappears(store: TestStore) {
    let forum = forum(&store).await;
    let mut ids = vec![];
    for number in 1..=6 {
        ids.push(sent(&store, forum, &format!("Usulan {number}"), today()).await);
        assert!(counts(&store, forum).await.holds());
    }
    store
        .save_group(&running(), forum, &group(1), NOW)
        .await
        .expect("saved");
    let in_group = PointDecision::Group(Some(group(1).id));
    for (place, decision) in [
        (0, PointDecision::Publish),
        (0, in_group),
        (1, PointDecision::Reject(WithholdReason::OffTopic)),
        (2, PointDecision::Merge(1)),
        (3, PointDecision::Edit(words("Lain"))),
        (3, PointDecision::Publish),
        (4, PointDecision::Publish),
        (4, PointDecision::Reopen),
    ] {
        decide(&store, forum, ids[place], decision)
            .await
            .expect("decided");
        assert!(counts(&store, forum).await.holds());
    }
    let counts = counts(&store, forum).await;
    let told = (
        counts.received,
        counts.published,
        counts.rejected(),
        counts.merged,
        counts.waiting,
    );
    assert_eq!(told, (6, 2, 1, 1, 2));
    let edited = one(&store, forum, ids[3]).await;
    assert_eq!(edited.original, Some(words("Usulan 4")));
    assert_eq!(one(&store, forum, ids[0]).await.group, Some(group(1).id));
    assert_eq!(
        one(&store, forum, ids[2]).await.standing,
        Standing::Merged(1)
    );
    let twin = decide(&store, forum, ids[0], PointDecision::Reopen).await;
    assert!(matches!(
        twin,
        Err(ForumError::NotDecided(NotDecided::IsTwin))
    ));
    let nowhere = decide(&store, forum, ids[4], PointDecision::Merge(2)).await;
    assert!(matches!(
        nowhere,
        Err(ForumError::NotDecided(NotDecided::NoTwin))
    ));
    let unknown = PointDecision::Group(Some(GroupId(Uuid::from_u128(99))));
    let unknown = decide(&store, forum, ids[0], unknown).await;
    assert!(matches!(unknown, Err(ForumError::Unknown)));
}

async fn what_moderators_hear_is_published_at_once(store: TestStore) {
    let forum = forum(&store).await;
    let heard = heard(forum, "Loket kurang");
    let id = store
        .hear_point(&running(), &heard, NOW)
        .await
        .expect("kept");
    let again = store
        .hear_point(&running(), &heard, NOW)
        .await
        .expect("kept");
    assert_eq!(id, again);
    let point = one(&store, forum, id).await;
    assert_eq!(
        (point.voice, point.standing),
        (Voice::Moderator, Standing::Published)
    );
    assert_eq!(counts(&store, forum).await.received, 1);
}

async fn nothing_is_sent_to_a_forum_that_is_over(store: TestStore) {
    let forum = forum(&store).await;
    let moment = Moment {
        now: NOW,
        today: today(),
    };
    for act in [Act::Open, Act::Close] {
        let done = store.act_on_forum(&running(), forum, act, moment).await;
        done.expect("done");
    }
    let sending = sending(&store, forum, "Terlambat");
    let late = store.send_point(&sending, today()).await;
    assert!(matches!(late, Err(ForumError::Closed)));
    // What was said in the room may still be written down.
    let heard = store
        .hear_point(&running(), &heard(forum, "Catatan"), NOW)
        .await;
    heard.expect("kept");
}

async fn many_write_at_once_and_each_gets_a_number(store: TestStore) {
    let forum = forum(&store).await;
    let all = (0..40).map(|number| {
        let (store, text) = (&store, format!("Usulan {number}"));
        async move { sent(store, forum, &text, today()).await }
    });
    futures::future::join_all(all).await;
    let points = said(&store, forum).await.points;
    let numbers: Vec<_> = points.iter().map(|point| point.number).collect();
    assert_eq!(numbers, (1..=40).collect::<Vec<_>>());
    assert!(counts(&store, forum).await.holds());
}

async fn what_is_said_raises_no_part_of_the_edition(store: TestStore) {
    let forum = forum(&store).await;
    let before = store.revisions().await.expect("reads");
    let id = sent(&store, forum, "Antrean lama", today()).await;
    let published = decide(&store, forum, id, PointDecision::Publish).await;
    published.expect("published");
    let seat = store.seat_of(forum, &FormToken::random());
    let supported = store.support_point(forum, &seat, 1, today()).await;
    supported.expect("supported");
    assert_eq!(store.risen_since(before).await, []);
}

async fn two_moderators_do_not_overwrite_each_other(store: TestStore) {
    let forum = forum(&store).await;
    let id = sent(&store, forum, "Antrean lama", today()).await;
    let decided = |decision| {
        let store = &store;
        async move {
            store
                .decide_point(&running(), forum, id, 1, &decision, NOW)
                .await
        }
    };
    decided(PointDecision::Publish).await.expect("published");
    let late = decided(PointDecision::Reject(WithholdReason::Insult)).await;
    assert!(matches!(late, Err(ForumError::Conflict(_))));
    assert_eq!(one(&store, forum, id).await.standing, Standing::Published);
}
