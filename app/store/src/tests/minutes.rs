//! The minutes of forums: frozen when they are proposed, published by a second person, amended by addenda.

use domain::access::{AccountId, Role};
use domain::digest::Digest;
use domain::forum::{
    Act, Amendment, AmendmentStanding, Answer, AnswerKind, ForumId, MinutesId, MinutesPart,
    MinutesState, NotNow, NotProposed, PointDecision, PointId, PointText, Pulse,
};
use domain::moderation::WithholdReason;
use domain::second_person::DecisionRefused;

use super::accounts::invite;
use super::forums::announced;
use super::*;
use crate::{ForumError, Frozen, MinutesError, NewMinutes, Seat, SentAmendment, SentPoint};

on_both_databases!(
    minutes_are_frozen_and_published_by_a_second_person,
    minutes_sent_back_are_proposed_again,
    holders_of_a_seat_ask_for_amendments_for_ten_days,
    an_addendum_tells_what_was_answered_and_fixes_it,
    what_is_answered_while_an_addendum_is_made_refuses_it,
    heads_see_what_waits_for_their_units_alone,
    minutes_of_a_record_that_changed_since_are_not_published,
    a_forum_whose_minutes_were_proposed_does_not_go_on,
    of_two_who_decide_at_once_one_does,
);

const NOW: i64 = 1_792_000_000;

/// A forum that was held, with somebody who sat there, its moderator and the head of its unit.
struct Held {
    forum: ForumId,
    seat: Seat,
    point: PointId,
    moderator: AccountId,
    head: AccountId,
}

static CONFIRMING: Permit = Permit::console(Right::ConfirmMinutes);
static LEADING: Permit = Permit::console(Right::RunForums);

async fn held(store: &TestStore) -> Held {
    let today = day("2026-10-12");
    let forum = announced(store, 1, "2026-10-12").await.forum.id;
    let opened = store.act_on_forum(&LEADING, forum, Act::Open, on(today));
    opened.await.expect("opened");
    let token = FormToken::random();
    let point = SentPoint {
        forum,
        seat: store.seat_of(forum, &token),
        token,
        community: None,
        text: PointText::parse("Loket kurang").expect("a point"),
    };
    let id = store.send_point(&point, today).await.expect("sent");
    let publish = PointDecision::Publish;
    let decided = store.decide_point(&LEADING, forum, id, 1, &publish, NOW);
    decided.await.expect("published");
    let closed = store.act_on_forum(&LEADING, forum, Act::Close, on(today));
    closed.await.expect("closed");
    let (moderator, _) = invite(store, "moderator", Role::Moderator).await;
    let (head, _) = invite(store, "kepala", Role::Head).await;
    Held {
        forum,
        seat: point.seat,
        point: id,
        moderator,
        head,
    }
}

fn new(forum: ForumId, part: MinutesPart, told: Vec<Amendment>) -> NewMinutes {
    NewMinutes {
        forum,
        part,
        frozen: Frozen {
            document: format!("<p>{part:?}</p>"),
            log: "nomor\n1\n".to_owned(),
        },
        pulse: Pulse::default(),
        told,
    }
}

impl Held {
    async fn propose(
        &self,
        store: &Store,
        part: MinutesPart,
        told: Vec<Amendment>,
    ) -> Result<MinutesId, MinutesError> {
        let kept = store.forum(self.forum).await.expect("reads");
        let pulse = kept.expect("a forum").pulse;
        let new = NewMinutes {
            pulse,
            ..new(self.forum, part, told)
        };
        let on = on(day("2026-10-13"));
        store
            .propose_minutes(&LEADING, self.moderator, &new, on)
            .await
    }

    async fn publish(&self, store: &Store) {
        let id = self.propose(store, MinutesPart::Minutes, vec![]).await;
        let id = id.expect("proposed");
        let on = on(day("2026-10-14"));
        let confirmed = store.confirm_minutes(&CONFIRMING, self.head, id, on);
        confirmed.await.expect("confirmed");
    }

    async fn ask(&self, store: &Store, text: &str, today: &str) -> Result<(), ForumError> {
        let asked = SentAmendment {
            forum: self.forum,
            seat: self.seat.clone(),
            token: FormToken::random(),
            text: PointText::parse(text).expect("a text"),
        };
        store.ask_amendment(&asked, day(today)).await
    }

    async fn answer(&self, store: &Store, number: u32, version: i32) -> Result<(), ForumError> {
        let answer = AmendmentStanding::Answered(Answer {
            kind: AnswerKind::Accepted,
            text: "Ditambahkan".to_owned(),
        });
        store
            .decide_amendment(&LEADING, self.forum, number, version, &answer, NOW)
            .await
    }

    async fn amendments(&self, store: &Store) -> Vec<Amendment> {
        store.amendments(self.forum).await.expect("reads")
    }
}

async fn minutes_are_frozen_and_published_by_a_second_person(store: TestStore) {
    let open = announced(&store, 2, "2026-10-13").await.forum.id;
    let held = held(&store).await;
    let early = new(open, MinutesPart::Minutes, vec![]);
    let early = store
        .propose_minutes(&LEADING, held.moderator, &early, on(day("2026-10-13")))
        .await;
    let not_over = MinutesError::NotProposed(NotProposed::NotOver);
    assert_eq!(
        early.map_err(|error| error.to_string()),
        Err(not_over.to_string())
    );

    let id = held.propose(&store, MinutesPart::Minutes, vec![]).await;
    let id = id.expect("proposed");
    let again = held.propose(&store, MinutesPart::Minutes, vec![]).await;
    assert!(matches!(
        again,
        Err(MinutesError::NotProposed(NotProposed::Waiting))
    ));
    let today = on(day("2026-10-14"));
    let own = store
        .confirm_minutes(&CONFIRMING, held.moderator, id, today)
        .await;
    assert!(matches!(
        own,
        Err(MinutesError::Decision(DecisionRefused::OwnProposal))
    ));
    let confirmed = store.confirm_minutes(&CONFIRMING, held.head, id, today);
    confirmed.await.expect("confirmed");
    let frozen = store.frozen(id).await.expect("reads").expect("frozen");
    let minutes = store.minutes(held.forum).await.expect("reads");
    let published: Vec<_> = minutes.published().collect();
    assert_eq!(published.len(), 1);
    assert_eq!(published[0].digest, Digest::of(frozen.document.as_bytes()));
    assert_eq!(published[0].published_on, Some(day("2026-10-14")));
    assert_eq!(published[0].decided_by, Some(held.head));
    let late = store.send_minutes_back(&CONFIRMING, held.head, id, "Keliru", NOW);
    assert!(matches!(
        late.await,
        Err(MinutesError::Decision(DecisionRefused::Decided))
    ));
    let next = held.propose(&store, MinutesPart::Minutes, vec![]).await;
    assert!(matches!(
        next,
        Err(MinutesError::NotProposed(NotProposed::NothingToAdd))
    ));
}

async fn minutes_sent_back_are_proposed_again(store: TestStore) {
    let held = held(&store).await;
    let id = held.propose(&store, MinutesPart::Minutes, vec![]).await;
    let id = id.expect("proposed");
    let silent = store.send_minutes_back(&CONFIRMING, held.head, id, " ", NOW);
    assert!(matches!(
        silent.await,
        Err(MinutesError::Decision(DecisionRefused::NoReason))
    ));
    let back = store.send_minutes_back(&CONFIRMING, held.head, id, "Jumlah keliru", NOW);
    back.await.expect("sent back");
    // Whoever proposed takes it back as well.
    let id = held.propose(&store, MinutesPart::Minutes, vec![]).await;
    let id = id.expect("proposed again");
    let back = store.send_minutes_back(&LEADING, held.moderator, id, "Salah tekan", NOW);
    back.await.expect("taken back");
    held.publish(&store).await;
    let minutes = store.minutes(held.forum).await.expect("reads");
    let mut states: Vec<_> = minutes.0.iter().map(|minutes| minutes.state).collect();
    states.sort();
    let (back, published) = (MinutesState::SentBack, MinutesState::Published);
    assert_eq!(states, [back, back, published]);
}

async fn holders_of_a_seat_ask_for_amendments_for_ten_days(store: TestStore) {
    let held = held(&store).await;
    let early = held.ask(&store, "Terlalu awal", "2026-10-13").await;
    assert!(matches!(early, Err(ForumError::Closed)));
    held.publish(&store).await;
    let token = FormToken::random();
    let asked = SentAmendment {
        forum: held.forum,
        seat: held.seat.clone(),
        token: token.clone(),
        text: PointText::parse("Jam buka belum tertulis").expect("a text"),
    };
    for _ in 0..2 {
        let sent = store.ask_amendment(&asked, day("2026-10-24")).await;
        sent.expect("asked once, however often it is sent");
    }
    assert_eq!(held.amendments(&store).await.len(), 1);
    let late = held.ask(&store, "Terlambat", "2026-10-25").await;
    assert!(matches!(late, Err(ForumError::Closed)));
    let stranger = SentAmendment {
        seat: store.seat_of(held.forum, &FormToken::random()),
        token: FormToken::random(),
        ..asked
    };
    let refused = store.ask_amendment(&stranger, day("2026-10-20")).await;
    assert!(matches!(refused, Err(ForumError::Unknown)));
    for _ in 1..5 {
        let more = held.ask(&store, "Satu lagi", "2026-10-20").await;
        more.expect("asked");
    }
    let enough = held.ask(&store, "Satu lagi", "2026-10-20").await;
    assert!(matches!(enough, Err(ForumError::Enough)));
    let own = store.own_amendments(held.forum, &held.seat).await;
    assert_eq!(own.expect("reads").len(), 5);
    let own = store.own_amendments(held.forum, &stranger.seat).await;
    assert!(own.expect("reads").is_empty());
    let units = [slug("capil")].into();
    let waits = store.amendment_waits(&units).await.expect("reads");
    assert_eq!(waits, Some(held.forum));
    let others = [slug("lama")].into();
    assert_eq!(store.amendment_waits(&others).await.expect("reads"), None);
}

async fn an_addendum_tells_what_was_answered_and_fixes_it(store: TestStore) {
    let held = held(&store).await;
    held.publish(&store).await;
    for text in ["Jam buka belum tertulis", "Kasar", "Masih menunggu"] {
        let asked = held.ask(&store, text, "2026-10-15").await;
        asked.expect("asked");
    }
    held.answer(&store, 1, 1).await.expect("answered");
    let stale = held.answer(&store, 1, 1).await;
    assert!(matches!(stale, Err(ForumError::Conflict(_))));
    let withheld = AmendmentStanding::Withheld(WithholdReason::Insult);
    let decided = store.decide_amendment(&LEADING, held.forum, 2, 1, &withheld, NOW);
    decided.await.expect("withheld");
    let mut told = held.amendments(&store).await;
    assert_eq!(told[1].standing, withheld);
    told.retain(Amendment::is_untold);
    let first = MinutesPart::Addendum(1);
    let id = held.propose(&store, first, told.clone()).await;
    let id = id.expect("proposed");
    let told_in: Vec<_> = held.amendments(&store).await;
    let told_in: Vec<_> = told_in.iter().map(|amendment| amendment.told_in).collect();
    assert_eq!(told_in, [Some(first), Some(first), None]);
    let fixed = held.answer(&store, 1, 2).await;
    assert!(matches!(fixed, Err(ForumError::NotNow(NotNow::Done))));
    // What was sent back can be answered anew, and is told by the next proposal.
    let back = store.send_minutes_back(&CONFIRMING, held.head, id, "Kurang jelas", NOW);
    back.await.expect("sent back");
    held.answer(&store, 1, 2).await.expect("answered anew");
    let mut told = held.amendments(&store).await;
    told.retain(Amendment::is_untold);
    assert_eq!(told.len(), 2);
    let id = held.propose(&store, first, told).await.expect("proposed");
    let on = on(day("2026-10-20"));
    let confirmed = store.confirm_minutes(&CONFIRMING, held.head, id, on);
    confirmed.await.expect("confirmed");
    let minutes = store.minutes(held.forum).await.expect("reads");
    // The days are counted from the minutes, not from what was added.
    assert_eq!(minutes.amendable_until(), Some(day("2026-10-24")));
    held.answer(&store, 3, 1).await.expect("answered");
    let told = vec![held.amendments(&store).await.pop().expect("the third")];
    let second = held.propose(&store, MinutesPart::Addendum(2), told).await;
    second.expect("proposed");
}

async fn what_is_answered_while_an_addendum_is_made_refuses_it(store: TestStore) {
    let held = held(&store).await;
    held.publish(&store).await;
    for text in ["Satu", "Dua"] {
        let asked = held.ask(&store, text, "2026-10-15").await;
        asked.expect("asked");
    }
    held.answer(&store, 1, 1).await.expect("answered");
    let mut made = held.amendments(&store).await;
    made.truncate(1);
    held.answer(&store, 2, 1).await.expect("answered meanwhile");
    let stale = held.propose(&store, MinutesPart::Addendum(1), made).await;
    assert!(matches!(stale, Err(MinutesError::Conflict(_))));
    let minutes = store.minutes(held.forum).await.expect("reads");
    assert!(minutes.waiting().is_none(), "nothing was changed");
    assert!(
        held.amendments(&store)
            .await
            .iter()
            .all(Amendment::is_untold)
    );
}

async fn heads_see_what_waits_for_their_units_alone(store: TestStore) {
    let held = held(&store).await;
    let id = held.propose(&store, MinutesPart::Minutes, vec![]).await;
    let id = id.expect("proposed");
    let waiting = |unit: &str| {
        let (store, units) = (&store, [slug(unit)].into());
        async move { store.waiting_minutes(&units).await.expect("reads") }
    };
    assert_eq!(waiting("capil").await.len(), 1);
    assert!(waiting("lama").await.is_empty());
    let person = store.person(held.head).await.expect("reads");
    let person = person.expect("a person");
    let other = person.permit(Right::ConfirmMinutes, &slug("lama"), &register());
    let elsewhere = other.expect("the head of the city reaches everything");
    let on = on(day("2026-10-14"));
    let refused = store.confirm_minutes(&elsewhere, held.head, id, on).await;
    let refused = refused.map_err(|error| error.to_string());
    let out_of_reach = domain::access::NotAllowed.to_string();
    assert_eq!(refused, Err(out_of_reach), "the permit is for another unit");
    assert_eq!(waiting("capil").await.len(), 1);
}

async fn minutes_of_a_record_that_changed_since_are_not_published(store: TestStore) {
    let held = held(&store).await;
    // What changed while the document was made is not in it.
    let stale = new(held.forum, MinutesPart::Minutes, vec![]);
    let on = on(day("2026-10-13"));
    let stale = store.propose_minutes(&LEADING, held.moderator, &stale, on);
    assert!(matches!(stale.await, Err(MinutesError::Conflict(_))));
    let id = held.propose(&store, MinutesPart::Minutes, vec![]).await;
    let id = id.expect("proposed");
    let reject = PointDecision::Reject(WithholdReason::NamesPerson);
    let decided = store.decide_point(&LEADING, held.forum, held.point, 2, &reject, NOW);
    decided.await.expect("rejected");
    let refused = store.confirm_minutes(&CONFIRMING, held.head, id, on).await;
    assert!(matches!(
        refused,
        Err(MinutesError::Decision(DecisionRefused::Changed))
    ));
    let back = store.send_minutes_back(&CONFIRMING, held.head, id, "Berubah", NOW);
    back.await.expect("sent back");
    held.publish(&store).await;
}

async fn a_forum_whose_minutes_were_proposed_does_not_go_on(store: TestStore) {
    let held = held(&store).await;
    let today = on(day("2026-10-12"));
    let new = NewMinutes {
        pulse: store
            .forum(held.forum)
            .await
            .expect("reads")
            .expect("a forum")
            .pulse,
        ..new(held.forum, MinutesPart::Minutes, vec![])
    };
    let proposed = store.propose_minutes(&LEADING, held.moderator, &new, today);
    let id = proposed.await.expect("proposed");
    let opened = store.act_on_forum(&LEADING, held.forum, Act::Open, today);
    assert!(matches!(
        opened.await,
        Err(ForumError::NotNow(NotNow::Recorded))
    ));
    let back = store.send_minutes_back(&LEADING, held.moderator, id, "Belum selesai", NOW);
    back.await.expect("taken back");
    let opened = store.act_on_forum(&LEADING, held.forum, Act::Open, today);
    opened.await.expect("opened again");
}

async fn of_two_who_decide_at_once_one_does(store: TestStore) {
    let held = held(&store).await;
    let id = held.propose(&store, MinutesPart::Minutes, vec![]).await;
    let id = id.expect("proposed");
    let on = on(day("2026-10-14"));
    let confirmed = store.confirm_minutes(&CONFIRMING, held.head, id, on);
    let back = store.send_minutes_back(&LEADING, held.moderator, id, "Salah tekan", NOW);
    let (confirmed, back) = tokio::join!(confirmed, back);
    assert_ne!(confirmed.is_ok(), back.is_ok());
    let minutes = store.minutes(held.forum).await.expect("reads");
    let published = minutes.published().count();
    assert_eq!(published, usize::from(confirmed.is_ok()));
    assert_eq!(minutes.0[0].reason.is_empty(), confirmed.is_ok());
}
