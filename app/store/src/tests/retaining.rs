use std::collections::BTreeMap;

use domain::access::{Permit, Right};
use domain::moderation::{CommentState, Decision, WithholdReason};
use domain::period::Month;
use domain::retention::Retained;
use domain::seal::TwoPeople;

use super::*;
use crate::{AuditFilter, QueueFilter};

on_both_databases!(
    what_has_outlived_its_time_goes_and_the_rest_stays,
    comments_that_nobody_published_lapse_and_stay_counted,
    the_daily_look_happens_once_a_day,
);

fn permit() -> Permit {
    Permit::server(Right::Configure)
}

async fn seal(store: &Store, month: &str) {
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let month: Month = month.parse().expect("a month");
    let today = month.plus(1).first_day();
    let sealed = store.seal(month, 10, &people, today, 0).await;
    sealed.expect("sealed");
}

async fn retain(store: &Store, today: &str) -> BTreeMap<Retained, u64> {
    let retained = store.retain(&permit(), day(today), 0).await;
    let retained = retained.expect("deletes").into_iter();
    retained.filter(|(_, rows)| *rows > 0).collect()
}

async fn what_has_outlived_its_time_goes_and_the_rest_stays(store: TestStore) {
    store.rate("ktp", "2026-10-05", 12, 4).await;
    let issued = store.issue_invitations(&inviting(), &batch(), 10, 0).await;
    issued.expect("issued");
    seal(&store, "2026-10").await;
    assert_eq!(retain(&store, "2027-01-30").await, BTreeMap::new());
    // Three months after 31 October, the last day on which the codes worked.
    assert_eq!(
        retain(&store, "2027-01-31").await,
        BTreeMap::from([(Retained::Invitations, 10)])
    );
    // Codes stay counted in their batch only where the batch itself stays.
    assert_eq!(store.count("SELECT COUNT(*) FROM invitation").await, 0);
    let rows = retain(&store, "2028-11-01").await;
    assert_eq!(rows.get(&Retained::Receipts), Some(&12), "{rows:?}");
    assert_eq!(rows.get(&Retained::SealedRatings), None, "{rows:?}");
    let rows = retain(&store, "2031-11-01").await;
    assert_eq!(rows, BTreeMap::from([(Retained::SealedRatings, 12)]));
    let record = store.public_record().await.expect("reads");
    assert!(record.last_month().is_some(), "releases stay for ever");
    let entries = store.audit_entries(&AuditFilter::default(), 100).await;
    let reasons: Vec<String> = entries
        .expect("reads")
        .into_iter()
        .map(|entry| entry.reason)
        .collect();
    assert!(
        reasons.iter().any(|reason| reason == "undangan: 10"),
        "{reasons:?}"
    );
}

async fn comments_that_nobody_published_lapse_and_stay_counted(store: TestStore) {
    // Too few ratings, so that no seal takes their comments.
    store.rate("ktp", "2026-10-05", 3, 4).await;
    let filter = QueueFilter {
        services: vec![slug("ktp")],
        month: None,
        state: CommentState::Waiting,
        after: None,
    };
    let november = day("2026-11-02");
    let queued = store.queued_comments(&filter, november, 10).await;
    let queued = queued.expect("reads");
    let moderator = Permit::console(Right::Moderate);
    let decisions = [
        Decision::Publish,
        Decision::Withhold(WithholdReason::Insult),
    ];
    for (comment, decision) in queued.iter().zip(&decisions) {
        let decided = store
            .decide_comment(&moderator, comment.id, 0, decision, november, 0)
            .await;
        decided.expect("decided");
    }
    assert_eq!(retain(&store, "2027-10-31").await, BTreeMap::new());
    assert_eq!(
        retain(&store, "2027-11-01").await,
        BTreeMap::from([(Retained::WaitingComments, 3)])
    );
    assert_eq!(store.count("SELECT COUNT(*) FROM comment").await, 0);
    let texts = "SELECT COUNT(*) FROM comment_decision WHERE public_text IS NOT NULL";
    assert_eq!(store.count(texts).await, 0);

    let mut month: Month = "2026-10".parse().expect("a month");
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    while month < "2027-11".parse().expect("a month") {
        seal(&store, &month.to_string()).await;
        month = month.plus(1);
    }
    store.rate("ktp", "2027-11-05", 12, 4).await;
    let today = month.plus(1).first_day();
    let sealed = store.seal(month, 10, &people, today, 0).await;
    let sealed = sealed.expect("sealed");
    let counts = sealed.release.comments()[0].counts;
    assert_eq!(counts.received(), 15, "no comment leaves the account");
    assert_eq!(counts.withheld_for(WithholdReason::Lapsed), 2);
    assert_eq!(counts.withheld_for(WithholdReason::Insult), 1);
    assert_eq!(
        store.count("SELECT COUNT(*) FROM comment_original").await,
        0
    );
}

async fn the_daily_look_happens_once_a_day(store: TestStore) {
    let issued = store.issue_invitations(&inviting(), &batch(), 10, 0).await;
    issued.expect("issued");
    let look = async |today: &str| {
        let looked = store.retain_daily(&permit(), day(today), 0).await;
        looked
            .expect("deletes")
            .get(&Retained::Invitations)
            .copied()
    };
    assert_eq!(look("2027-01-30").await, Some(0));
    assert_eq!(look("2027-01-30").await, None);
    assert_eq!(look("2027-01-31").await, Some(10));
}
