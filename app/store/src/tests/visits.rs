//! Keys of queue systems, the visits that they report, and batches of invitations as operators see them.

use std::collections::HashSet;

use domain::api_key::{ApiKey, KeyOrder, Scope};
use domain::calendar::Calendar;
use domain::coverage::{Counted, Place};
use domain::invitation::{BatchCounts, BatchOverview, Code, CodeRefusal, Origin};
use domain::opening::Opening;
use domain::period::Month;
use domain::seal::TwoPeople;
use domain::service_time::{TimeUsed, Visit};

use super::*;
use crate::visit::times::{coverage, visit_times};
use crate::{
    BatchFilter, InvitationError, KeyFilter, StoreError, VisitAnswer, VisitError, VisitInvitation,
    VisitReport,
};

on_both_databases!(
    a_key_works_until_it_is_ended,
    a_key_that_only_counts_invites_nobody,
    keys_are_listed_by_unit,
    the_same_request_makes_one_visit_at_two_processes,
    an_idempotency_key_is_for_one_visit,
    a_visit_keeps_no_time_of_day_and_no_code,
    visits_of_a_week_share_a_batch,
    a_withdrawn_batch_gets_a_successor,
    late_visits_count_in_the_next_month,
    a_month_is_counted_per_standard_and_counter,
    a_visit_outside_opening_hours_is_counted_but_not_timed,
    a_form_makes_one_batch,
    batches_tell_nothing_before_their_month_is_sealed,
    batches_are_listed_newest_first_by_unit,
);

const TODAY: &str = "2026-10-12";

/// A key that is to be made.
pub(super) fn order(unit: &str, scope: Scope) -> KeyOrder {
    KeyOrder {
        name: "Antrean".to_owned(),
        unit: slug(unit),
        scopes: vec![scope],
    }
}

async fn key(store: &Store, unit: &str) -> ApiKey {
    key_for(store, unit, Scope::InviteVisitors).await
}

async fn key_for(store: &Store, unit: &str, scope: Scope) -> ApiKey {
    let permit = Permit::console(Right::ManageKeys);
    let order = order(unit, scope);
    let made = store.make_api_key(&permit, &order, on(day(TODAY)));
    let (_, token) = made.await.expect("made");
    let found = store
        .recognise_api_key(token.as_str())
        .await
        .expect("reads");
    found.expect("the key was just made")
}

/// A visit at a counter that began at nine and took so many minutes.
fn visit_of(date: &str, counter: Option<&str>, minutes: i64) -> VisitReport {
    let started = day(date).and_hms_opt(9, 0, 30).expect("a time");
    let finished = started + chrono::Duration::minutes(minutes);
    VisitReport {
        service: slug("ktp"),
        counter: counter.map(str::to_owned),
        visit: Visit::new(started, finished).expect("ends after it began"),
        opening: Opening::default(),
    }
}

async fn record(
    store: &Store,
    key: &ApiKey,
    request: &str,
    report: &VisitReport,
) -> Result<VisitAnswer, VisitError> {
    let calendar = Calendar::default();
    store
        .record_visit(key, request, report, &calendar, day(TODAY))
        .await
}

/// Reports as many visits, each by a request of its own.
async fn report(
    store: &Store,
    key: &ApiKey,
    visit: &VisitReport,
    visits: usize,
) -> Vec<VisitAnswer> {
    let mut answers = Vec::new();
    for _ in 0..visits {
        let request = uuid::Uuid::new_v4().to_string();
        answers.push(record(store, key, &request, visit).await.expect("counted"));
    }
    answers
}

fn invitation_of(answer: &VisitAnswer) -> VisitInvitation {
    answer.invitation.expect("an invitation")
}

fn code_of(answer: &VisitAnswer) -> Code {
    invitation_of(answer).code
}

async fn seal_month(store: &Store, month: &str) {
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let month: Month = month.parse().expect("a month");
    let sealed = store.seal(month, 10, &people, on(month.plus(1).first_day()));
    sealed.await.expect("sealed");
}

async fn a_key_that_only_counts_invites_nobody(store: TestStore) {
    let key = key_for(&store, "capil", Scope::CountVisits).await;
    let visit = visit_of(TODAY, Some("Loket 1"), 12);
    for repeated in [false, true] {
        let answer = record(&store, &key, "A017", &visit).await.expect("counted");
        let expected = VisitAnswer {
            invitation: None,
            repeated,
        };
        assert_eq!(answer, expected);
    }
    let other = visit_of(TODAY, None, 12);
    let other = record(&store, &key, "A017", &other).await;
    assert!(matches!(other, Err(VisitError::OtherVisit)));
    assert_eq!(store.count("SELECT COUNT(*) FROM visit").await, 1);
    assert_eq!(store.count("SELECT COUNT(*) FROM invitation").await, 0);
    let transaction = store.begin_write().await.expect("begins");
    let month = "2026-10".parse().expect("a month");
    let coverage = coverage(&transaction, month, vec![]).await.expect("counts");
    let counted: Vec<Counted> = coverage.into_values().collect();
    let (visits, offered) = (1, 0);
    assert_eq!(
        counted,
        [Counted {
            visits,
            offered,
            rated: 0
        }]
    );
}

async fn a_key_works_until_it_is_ended(store: TestStore) {
    let permit = Permit::console(Right::ManageKeys);
    let order = order("capil", Scope::InviteVisitors);
    let made = store.make_api_key(&permit, &order, on(day(TODAY)));
    let (id, token) = made.await.expect("made");
    let found = store
        .recognise_api_key(token.as_str())
        .await
        .expect("reads");
    let found = found.expect("a key");
    assert_eq!((found.id, found.unit.as_str()), (id, "capil"));
    let register = store.register().await.expect("reads");
    let may = |key: &ApiKey, unit| key.allows(Scope::InviteVisitors, &slug(unit), &register);
    assert!(may(&found, "capil"));
    assert!(!may(&found, "baru") && !may(&found, "kota"));
    assert_eq!(store.recognise_api_key("sw_00").await.expect("reads"), None);
    let kept = format!(
        "SELECT COUNT(*) FROM api_key WHERE name LIKE '%{}%'",
        token.as_str()
    );
    assert_eq!(store.count(&kept).await, 0);

    let end = async || store.end_api_key(&permit, id, on(day(TODAY))).await;
    assert!(end().await.expect("ended"));
    assert!(!end().await.expect("reads"), "it is ended once");
    let gone = store.recognise_api_key(token.as_str()).await;
    assert_eq!(gone.expect("reads"), None);
    let kept = store.api_key(id).await.expect("reads").expect("kept");
    assert_eq!(kept.ended, Some(day(TODAY)));
    assert!(!may(&kept, "capil"));
    assert_eq!(store.verify_audit().await.expect("whole"), 2);
}

async fn keys_are_listed_by_unit(store: TestStore) {
    let (of_capil, other) = (key(&store, "capil").await, key(&store, "baru").await);
    let permit = Permit::console(Right::ManageKeys);
    let ended = store.end_api_key(&permit, other.id, on(day(TODAY)));
    assert!(ended.await.expect("ended"));
    let list = async |units: &[&str], ended| {
        let filter = KeyFilter {
            units: units.iter().map(|unit| slug(unit)).collect(),
            ended,
            after: None,
        };
        let keys = store.api_keys(&filter, 10).await.expect("reads");
        keys.len()
    };
    assert_eq!(list(&["capil", "baru"], false).await, 1);
    assert_eq!(list(&["capil", "baru"], true).await, 2);
    assert_eq!(list(&["baru"], false).await, 0);
    let after = KeyFilter {
        units: vec![slug("capil")],
        ended: false,
        after: Some(of_capil.id),
    };
    assert_eq!(store.api_keys(&after, 10).await.expect("reads"), []);
}

async fn the_same_request_makes_one_visit_at_two_processes(store: TestStore) {
    let key = key(&store, "capil").await;
    let processes = [store.store.clone(), store.second_process().await];
    let mut tries = Vec::new();
    for number in 0..60 {
        let (process, key) = (processes[number % 2].clone(), key.clone());
        tries.push(tokio::spawn(async move {
            let visit = visit_of(TODAY, Some("Loket 1"), 4);
            record(&process, &key, "tiket-1", &visit).await
        }));
    }
    let (mut codes, mut fresh) = (HashSet::new(), 0);
    for attempt in tries {
        let answer = attempt.await.expect("no panic").expect("counted or found");
        fresh += usize::from(!answer.repeated);
        codes.insert(code_of(&answer));
    }
    assert_eq!((codes.len(), fresh), (1, 1));
    for table in ["visit", "invitation", "invitation_batch", "visit_request"] {
        let rows = store.count(&format!("SELECT COUNT(*) FROM {table}")).await;
        assert_eq!(rows, 1, "{table}");
    }
    let code = codes.into_iter().next().expect("one");
    let found = store.look_up_invitation(&code, day(TODAY)).await;
    assert_eq!(found.expect("reads"), Ok(slug("ktp")));
}

async fn an_idempotency_key_is_for_one_visit(store: TestStore) {
    let (one, other) = (key(&store, "capil").await, key(&store, "capil").await);
    let visit = visit_of(TODAY, Some("Loket 1"), 4);
    let first = record(&store, &one, "1", &visit).await.expect("counted");
    let refused = record(&store, &one, "1", &visit_of(TODAY, Some("Loket 1"), 5)).await;
    assert!(matches!(refused, Err(VisitError::OtherVisit)));
    let elsewhere = record(&store, &other, "1", &visit).await.expect("counted");
    assert_ne!(
        code_of(&first),
        code_of(&elsewhere),
        "another key is another system"
    );
    let wrong = record(&store, &one, "2", &visit_of(TODAY, Some("Loket 9"), 4)).await;
    assert!(matches!(
        wrong,
        Err(VisitError::Store(StoreError::Missing(_)))
    ));
    assert_eq!(store.count("SELECT COUNT(*) FROM visit").await, 2);
    assert_eq!(store.count("SELECT COUNT(*) FROM visit_request").await, 2);
}

async fn a_visit_keeps_no_time_of_day_and_no_code(store: TestStore) {
    let key = key(&store, "capil").await;
    report(&store, &key, &visit_of(TODAY, Some("Loket 1"), 4), 1).await;
    let kept = "SELECT COUNT(*) FROM visit JOIN counter ON counter.id = visit.counter_id \
                WHERE counter.name = 'Loket 1' AND date = '2026-10-12' AND month = '2026-10' AND steps = 4 \
                AND time_at_most = 5 AND time_unit = 'menit'";
    assert_eq!(store.count(kept).await, 1);
    let last_used = "SELECT COUNT(*) FROM api_key WHERE last_used = '2026-10-12'";
    assert_eq!(store.count(last_used).await, 1);
}

async fn visits_of_a_week_share_a_batch(store: TestStore) {
    let key = key(&store, "capil").await;
    let monday = visit_of("2026-10-05", Some("Loket 1"), 4);
    let answers = report(&store, &key, &monday, 2).await;
    report(&store, &key, &visit_of("2026-10-11", Some("Loket 1"), 4), 1).await;
    assert_eq!(invitation_of(&answers[0]).valid_until, day("2026-11-08"));
    let batches = async || store.count("SELECT COUNT(*) FROM invitation_batch").await;
    assert_eq!(batches().await, 1);
    report(&store, &key, &visit_of("2026-10-12", Some("Loket 1"), 4), 1).await;
    report(&store, &key, &visit_of("2026-10-12", None, 4), 1).await;
    assert_eq!(batches().await, 3);
}

async fn a_withdrawn_batch_gets_a_successor(store: TestStore) {
    let key = key(&store, "capil").await;
    let visit = visit_of(TODAY, Some("Loket 1"), 4);
    let first = report(&store, &key, &visit, 1).await[0];
    assert!(
        store
            .withdraw_batch_of(&inviting(), &code_of(&first), 0)
            .await
            .expect("withdrawn")
    );
    let second = report(&store, &key, &visit, 1).await[0];
    let look = async |answer: VisitAnswer| {
        let found = store
            .look_up_invitation(&code_of(&answer), day(TODAY))
            .await;
        found.expect("reads")
    };
    assert_eq!(look(first).await, Err(CodeRefusal::Withdrawn));
    assert_eq!(look(second).await, Ok(slug("ktp")));
}

async fn late_visits_count_in_the_next_month(store: TestStore) {
    let key = key(&store, "capil").await;
    seal_month(&store, "2026-09").await;
    report(&store, &key, &visit_of("2026-09-30", None, 4), 1).await;
    report(&store, &key, &visit_of("2026-10-01", None, 4), 1).await;
    let counted = "SELECT COUNT(*) FROM visit WHERE month = '2026-10'";
    assert_eq!(store.count(counted).await, 2);
}

async fn a_month_is_counted_per_standard_and_counter(store: TestStore) {
    let key = key(&store, "capil").await;
    report(&store, &key, &visit_of(TODAY, Some("Loket 1"), 4), 9).await;
    report(&store, &key, &visit_of(TODAY, Some("Loket 2"), 8), 3).await;
    store
        .execute("UPDATE service SET time_at_most = 9 WHERE slug = 'ktp'")
        .await;
    report(&store, &key, &visit_of(TODAY, Some("Loket 2"), 8), 1).await;
    for withdrawn in [false, true] {
        let codes = store.issue_invitations(&inviting(), &batch(), 7, 0).await;
        if withdrawn {
            let code = codes.expect("issued")[0];
            let taken = store.withdraw_batch_of(&inviting(), &code, 0).await;
            assert!(taken.expect("withdrawn"));
        }
    }

    let month: Month = "2026-10".parse().expect("a month");
    let transaction = store.begin_write().await.expect("begins");
    let times = visit_times(&transaction, month).await.expect("counted");
    let coverage = coverage(&transaction, month, vec![])
        .await
        .expect("counted");
    let before = visit_times(&transaction, month.plus(-1)).await;
    drop(transaction);
    assert_eq!(before.expect("counted"), []);

    let counts: Vec<_> = times
        .iter()
        .map(|(service, times)| (service.as_str(), times.standard().at_most, times.count()))
        .collect();
    assert_eq!(counts, [("ktp", 5, 12), ("ktp", 9, 1)]);
    let old: Vec<_> = times[0].1.visits().collect();
    assert_eq!(old, [(TimeUsed::new(4), 9), (TimeUsed::new(8), 3)]);

    let at = |counter: &str| Place {
        service: slug("ktp"),
        counter: Some(counter.to_owned()),
    };
    let counted = |visits, offered| Counted {
        visits,
        offered,
        rated: 0,
    };
    assert_eq!(coverage[&at("Loket 1")], counted(9, 16));
    assert_eq!(coverage[&at("Loket 2")], counted(4, 4));
}

async fn a_visit_outside_opening_hours_is_counted_but_not_timed(store: TestStore) {
    let key = key(&store, "capil").await;
    store
        .execute("UPDATE service SET time_unit = 'jam kerja' WHERE slug = 'ktp'")
        .await;
    let inside = visit_of(TODAY, Some("Loket 1"), 61);
    report(&store, &key, &inside, 4).await;
    let opening = Opening::read("senin-jumat 13:00-16:00").expect("can be read");
    let outside = VisitReport { opening, ..inside };
    report(&store, &key, &outside, 3).await;

    let month: Month = "2026-10".parse().expect("a month");
    let times = visit_times(&store.reader, month).await.expect("counted");
    let times: Vec<_> = times.iter().flat_map(|(_, times)| times.visits()).collect();
    assert_eq!(times, [(TimeUsed::new(61), 4)]);
    let coverage = coverage(&store.reader, month, vec![])
        .await
        .expect("counted");
    let visits: Vec<_> = coverage.values().map(|counted| counted.visits).collect();
    assert_eq!(visits, [7]);
}

async fn a_form_makes_one_batch(store: TestStore) {
    let batch = batch();
    let issue = async || store.issue_invitations(&inviting(), &batch, 3, 0).await;
    assert_eq!(issue().await.expect("issued").len(), 3);
    assert!(matches!(issue().await, Err(InvitationError::AlreadyIssued)));
    assert_eq!(store.count("SELECT COUNT(*) FROM invitation").await, 3);
    assert_eq!(store.verify_audit().await.expect("whole"), 1);
}

async fn batches(store: &Store, filter: &BatchFilter) -> Vec<BatchOverview> {
    let batches = store.invitation_batches(filter, 10, 10).await;
    batches.expect("reads")
}

fn of_capil() -> BatchFilter {
    BatchFilter {
        units: vec![slug("capil")],
        ..BatchFilter::default()
    }
}

async fn batches_tell_nothing_before_their_month_is_sealed(store: TestStore) {
    let issued = store.issue_invitations(&inviting(), &batch(), 12, 0).await;
    let codes = issued.expect("issued");
    let small = store.issue_invitations(&inviting(), &batch(), 9, 0).await;
    small.expect("issued");
    let (ballots, writer) = BallotBox::open(store.clone());
    let ballot = Ballot {
        entitlement: Entitlement::invited(codes[0], FormToken::random()),
        rating: rating(TODAY, 4),
    };
    ballots.submit(ballot).await.expect("stored");
    drop(ballots);
    writer.await.expect("the writer ends");
    let told = async || {
        let batches = batches(&store, &of_capil()).await;
        let mut told: Vec<_> = batches.iter().map(|batch| batch.counts).collect();
        told.sort_by_key(|counts| *counts == BatchCounts::TooFew);
        told
    };
    let open = [BatchCounts::Open { issued: 12 }, BatchCounts::TooFew];
    assert_eq!(told().await, open);
    let withdrawn = store.withdraw_batch_of(&inviting(), &codes[0], 0).await;
    assert!(withdrawn.expect("withdrawn"));
    assert_eq!(
        told().await,
        open,
        "what was withdrawn would tell what was used"
    );
    seal_month(&store, "2026-10").await;
    let closed = BatchCounts::Closed {
        issued: 12,
        used: 1,
        withdrawn: 11,
    };
    assert_eq!(told().await, [closed, BatchCounts::TooFew]);
}

async fn batches_are_listed_newest_first_by_unit(store: TestStore) {
    for issued in ["2026-10-01", "2026-10-08", "2026-10-15"] {
        let batch = Batch {
            issued: day(issued),
            ..batch()
        };
        let codes = store.issue_invitations(&inviting(), &batch, 1, 0).await;
        codes.expect("issued");
    }
    let key = key(&store, "capil").await;
    report(&store, &key, &visit_of(TODAY, None, 4), 1).await;
    let weeks = |batches: &[BatchOverview]| -> Vec<String> {
        batches.iter().map(|batch| batch.week.to_string()).collect()
    };
    let all = batches(&store, &of_capil()).await;
    let expected = ["2026-10-12", "2026-10-12", "2026-10-05", "2026-09-28"];
    assert_eq!(weeks(&all), expected);
    let rest = BatchFilter {
        after: Some(all[1].place()),
        ..of_capil()
    };
    assert_eq!(weeks(&batches(&store, &rest).await), expected[2..]);
    let visits = BatchFilter {
        origin: Some(Origin::Visits),
        ..of_capil()
    };
    assert_eq!(batches(&store, &visits).await.len(), 1);
    let elsewhere = [
        BatchFilter {
            units: vec![slug("baru")],
            ..BatchFilter::default()
        },
        BatchFilter {
            service: Some(slug("kk")),
            ..of_capil()
        },
    ];
    for filter in elsewhere {
        assert_eq!(batches(&store, &filter).await, []);
    }
}
