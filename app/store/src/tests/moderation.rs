mod replying;

use domain::access::{Permit, Right};
use domain::moderation::redaction::Hidden;
use domain::moderation::{
    CommentId, CommentState, Decision, QueuedComment, ReleasedComment, ServiceComments,
    WithholdReason,
};
use domain::period::Month;
use domain::record::{Published, Scope};
use domain::retention::Retained;
use domain::seal::TwoPeople;
use domain::slug::Slug;

use super::*;
use crate::{ModerationError, OriginalError, QueueFilter, ReleasedFilter};

on_both_databases!(
    the_open_month_is_not_in_the_queue,
    the_queue_goes_by_random_names_in_parts,
    of_two_moderators_one_decides,
    a_decision_can_be_changed_until_its_release,
    a_seal_publishes_what_was_decided_and_nothing_else,
    comments_decided_later_come_with_the_next_release,
    comments_wait_with_too_few_ratings,
    pooled_comments_do_not_name_their_service,
    an_original_is_read_with_an_entry_and_forgotten,
);

const NOVEMBER: &str = "2026-11-02";

fn permit(right: Right) -> Permit {
    Permit::console(right)
}

fn waiting(service: &str) -> QueueFilter {
    QueueFilter {
        services: vec![slug(service)],
        month: None,
        state: CommentState::Waiting,
        after: None,
    }
}

async fn queue(store: &Store, filter: &QueueFilter) -> Vec<QueuedComment> {
    let found = store.queued_comments(filter, day(NOVEMBER), 1000).await;
    found.expect("reads")
}

async fn decide(
    store: &Store,
    comment: &QueuedComment,
    decision: &Decision,
) -> Result<(), ModerationError> {
    let permit = permit(Right::Moderate);
    store
        .decide_comment(
            &permit,
            comment.id,
            comment.version(),
            decision,
            on(day(NOVEMBER)),
        )
        .await
}

async fn must_decide(store: &Store, comment: &QueuedComment, decision: &Decision) {
    decide(store, comment, decision).await.expect("decided");
}

/// Hides the second of the two words of every comment of these tests.
fn hiding(comment: &QueuedComment) -> Decision {
    Decision::PublishWithHidden(Hidden::new(&comment.text, [1]).expect("two words"))
}

async fn seal(store: &Store, month: &str) -> Published {
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let month: Month = month.parse().expect("a month");
    let today = month.plus(1).first_day();
    let sealed = store.seal(month, 10, &people, on(today)).await;
    sealed.expect("sealed")
}

async fn public(store: &Store, service: &str) -> Vec<ReleasedComment> {
    let filter = ReleasedFilter::of(vec![slug(service)]);
    store.released_comments(&filter, 1000).await.expect("reads")
}

fn counted(published: &Published) -> Vec<(Option<&str>, u64, u64, u64)> {
    let comments = published.release.comments().iter();
    let counted = comments.map(
        |ServiceComments {
             service, counts, ..
         }| {
            let service = service.as_ref().map(Slug::as_str);
            (
                service,
                counts.published(),
                counts.withheld(),
                counts.waiting(),
            )
        },
    );
    counted.collect()
}

async fn the_open_month_is_not_in_the_queue(store: TestStore) {
    store.rate("ktp", "2026-11-01", 2, 4).await;
    assert_eq!(queue(&store, &waiting("ktp")).await, []);
    let later = store
        .queued_comments(&waiting("ktp"), day("2026-12-01"), 10)
        .await;
    let later = later.expect("reads");
    assert_eq!(later.len(), 2);
    let early = store.queued_comment(later[0].id, day(NOVEMBER)).await;
    assert_eq!(early.expect("reads"), None);
    let decided = decide(&store, &later[0], &Decision::Publish).await;
    assert!(matches!(decided, Err(ModerationError::Unknown)));
}

async fn the_queue_goes_by_random_names_in_parts(store: TestStore) {
    store.rate("ktp", "2026-10-01", 5, 4).await;
    store.rate("kk", "2026-10-01", 1, 4).await;
    store.rate("ktp", "2026-09-01", 1, 4).await;
    let all = queue(&store, &waiting("ktp")).await;
    assert!(all.is_sorted_by_key(|comment| comment.id) && all.len() == 6);
    let mut filter = waiting("ktp");
    filter.after = Some(all[1].id);
    let part = store.queued_comments(&filter, day(NOVEMBER), 2).await;
    assert_eq!(part.expect("reads"), all[2..4]);
    filter = waiting("ktp");
    filter.month = Some("2026-09".parse().expect("a month"));
    assert_eq!(queue(&store, &filter).await.len(), 1);
    assert_eq!(
        queue(
            &store,
            &QueueFilter {
                services: vec![],
                ..filter
            }
        )
        .await,
        []
    );
}

async fn of_two_moderators_one_decides(store: TestStore) {
    store.rate("ktp", "2026-10-01", 1, 4).await;
    let comment = queue(&store, &waiting("ktp")).await.remove(0);
    let other = store.second_process().await;
    let withhold = Decision::Withhold(WithholdReason::Insult);
    let (one, two) = tokio::join!(
        decide(&store, &comment, &Decision::Publish),
        decide(&other, &comment, &withhold)
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    let lost = one.err().or(two.err());
    assert!(
        matches!(lost, Some(ModerationError::Conflict(_))),
        "{lost:?}"
    );
    assert_eq!(store.count("SELECT COUNT(*) FROM audit_entry").await, 1);
}

async fn a_decision_can_be_changed_until_its_release(store: TestStore) {
    store.rate("ktp", "2026-10-01", 10, 4).await;
    let comment = queue(&store, &waiting("ktp")).await.remove(0);
    must_decide(
        &store,
        &comment,
        &Decision::Withhold(WithholdReason::OffTopic),
    )
    .await;
    let withheld = QueueFilter {
        state: CommentState::Withheld,
        ..waiting("ktp")
    };
    let comment = queue(&store, &withheld).await.remove(0);
    let decided = comment.decided.clone().expect("decided");
    assert_eq!(
        (decided.reason, decided.public),
        (Some(WithholdReason::OffTopic), None)
    );
    must_decide(&store, &comment, &hiding(&comment)).await;
    assert_eq!(queue(&store, &withheld).await, []);
    let published = QueueFilter {
        state: CommentState::Published,
        ..waiting("ktp")
    };
    let comment = queue(&store, &published).await.remove(0);
    assert_eq!(comment.version(), 2);
    let text = comment.decided.clone().and_then(|decided| decided.public);
    assert_eq!(text.expect("published").as_str(), "Terima […]");
    seal(&store, "2026-10").await;
    let late = decide(&store, &comment, &Decision::Publish).await;
    assert!(matches!(late, Err(ModerationError::Released)), "{late:?}");
}

async fn a_seal_publishes_what_was_decided_and_nothing_else(store: TestStore) {
    store.rate("ktp", "2026-10-01", 12, 4).await;
    store.rate("ktp", "2026-11-01", 1, 4).await;
    let comments = queue(&store, &waiting("ktp")).await;
    must_decide(&store, &comments[0], &Decision::Publish).await;
    must_decide(&store, &comments[1], &hiding(&comments[1])).await;
    must_decide(
        &store,
        &comments[2],
        &Decision::Withhold(WithholdReason::Insult),
    )
    .await;
    assert_eq!(public(&store, "ktp").await, []);
    let october = seal(&store, "2026-10").await;
    assert_eq!(counted(&october), [(Some("ktp"), 2, 0, 0)]);
    let mut texts: Vec<_> = public(&store, "ktp")
        .await
        .iter()
        .map(|c| c.text.to_string())
        .collect();
    texts.sort();
    assert_eq!(texts, ["Terima [\u{2026}]", "Terima kasih"]);
    assert_eq!(store.count("SELECT COUNT(*) FROM comment").await, 9);
    let of_november = "SELECT COUNT(*) FROM waiting_comment";
    assert_eq!(store.count(of_november).await, 1);
    assert_eq!(
        store.count("SELECT COUNT(*) FROM comment_original").await,
        3
    );
    let record = store.public_record().await.expect("reads");
    let october: Month = "2026-10".parse().expect("a month");
    for scope in [
        Scope::City,
        Scope::Unit(&slug("kota")),
        Scope::Service(&slug("ktp")),
    ] {
        let counts = record.comments(scope, october, october).expect("counted");
        assert_eq!((counts.received(), counts.published()), (2, 2));
        assert!(counts.few(), "one that is withheld and nine that wait");
    }
    let none = slug("kk");
    let none = record.comments(Scope::Service(&none), october, october);
    assert_eq!(none, None);
}

async fn comments_decided_later_come_with_the_next_release(store: TestStore) {
    store.rate("ktp", "2026-09-01", 10, 4).await;
    let september = seal(&store, "2026-09").await;
    assert_eq!(counted(&september), [(Some("ktp"), 0, 0, 10)]);
    let comments = queue(&store, &waiting("ktp")).await;
    must_decide(&store, &comments[0], &Decision::Publish).await;
    assert_eq!(public(&store, "ktp").await, []);
    store.rate("ktp", "2026-10-01", 10, 4).await;
    let october = seal(&store, "2026-10").await;
    assert_eq!(counted(&october), [(Some("ktp"), 1, 0, 19)]);
    assert_eq!(
        public(&store, "ktp").await[0].release.to_string(),
        "2026-10"
    );
    let record = store.public_record().await.expect("reads");
    let counts = record
        .comments(
            Scope::City,
            september.release.month(),
            october.release.month(),
        )
        .expect("counted");
    assert_eq!((counts.received(), counts.waiting()), (20, 19));
}

async fn comments_wait_with_too_few_ratings(store: TestStore) {
    store.rate("ktp", "2026-10-01", 9, 4).await;
    for comment in queue(&store, &waiting("ktp")).await {
        must_decide(&store, &comment, &Decision::Publish).await;
    }
    assert_eq!(counted(&seal(&store, "2026-10").await), []);
    assert_eq!(public(&store, "ktp").await, []);
    store.rate("ktp", "2026-11-01", 1, 4).await;
    assert_eq!(
        counted(&seal(&store, "2026-11").await),
        [(Some("ktp"), 9, 0, 0)]
    );
}

async fn pooled_comments_do_not_name_their_service(store: TestStore) {
    store.rate("ktp", "2026-05-10", 6, 4).await;
    for comment in queue(&store, &waiting("ktp")).await {
        must_decide(&store, &comment, &Decision::Publish).await;
    }
    for month in ["2026-05", "2026-06", "2026-07"] {
        assert_eq!(counted(&seal(&store, month).await), []);
    }
    store.rate("kk", "2026-08-10", 4, 4).await;
    assert_eq!(counted(&seal(&store, "2026-08").await), [(None, 6, 0, 0)]);
    assert_eq!(public(&store, "ktp").await, []);
    let mut filter = ReleasedFilter::of(vec![slug("ktp"), slug("kk")]);
    filter.pooled = true;
    let public = store.released_comments(&filter, 4).await.expect("reads");
    assert!(public.len() == 4 && public.iter().all(|comment| comment.service.is_none()));
    filter.after = public.last().map(ReleasedComment::place);
    let rest = store.released_comments(&filter, 4).await.expect("reads");
    assert_eq!(rest.len(), 2);
    assert!(rest[0].id > public[3].id);
}

/// One comment whose second word is hidden, public since October.
pub(super) async fn published_one(store: &TestStore) -> CommentId {
    store.rate("ktp", "2026-10-01", 10, 4).await;
    let comment = queue(store, &waiting("ktp")).await.remove(0);
    must_decide(store, &comment, &hiding(&comment)).await;
    seal(store, "2026-10").await;
    comment.id
}

async fn an_original_is_read_with_an_entry_and_forgotten(store: TestStore) {
    let id = published_one(&store).await;
    let auditor = permit(Right::ReadOriginals);
    let read = || store.read_original(&auditor, id, "keberatan", 5);
    assert_eq!(read().await.expect("kept"), "Terima kasih");
    let entries = store
        .audit_entries(&domain::audit::AuditFilter::default(), 1)
        .await;
    let entry = entries.expect("reads").remove(0);
    let told = r#"{"naskah-asli-dibaca":{"reason":"keberatan"}}"#;
    assert_eq!(entry.told, told);
    assert_eq!(
        store.service_of_comment(id).await.expect("reads"),
        Some(slug("ktp"))
    );
    let other = queue(&store, &waiting("ktp")).await.remove(0).id;
    let unread = store.read_original(&auditor, other, "keberatan", 5).await;
    assert!(matches!(unread, Err(OriginalError::Unknown)));
    let retain = async |today: &str| {
        let permit = Permit::server(Right::Configure);
        let retained = store
            .retain(&permit, on(day(today)))
            .await
            .expect("deletes");
        retained[&Retained::OriginalComments]
    };
    assert_eq!(retain("2027-11-01").await, 0, "decided on 2 November 2026");
    assert_eq!(retain("2027-11-02").await, 1);
    assert!(matches!(read().await, Err(OriginalError::Forgotten)));
    assert_eq!(public(&store, "ktp").await.len(), 1);
}
