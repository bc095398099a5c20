mod accounts;

use std::collections::BTreeMap;

use domain::access::{Permit, Right};
use domain::api_key::Scope;
use domain::audit::{AuditFilter, Deed};
use domain::coverage::Coverage;
use domain::invitation::BatchCounts;
use domain::moderation::{CommentState, Decision, WithholdReason};
use domain::officer::{KeptOfficer, Officer};
use domain::period::Month;
use domain::record::Published;
use domain::register::{Record, RecordKind};
use domain::retention::Retained;
use domain::roster::{HalfDay, RosterEntry};
use domain::seal::TwoPeople;
use domain::week::Week;
use uuid::Uuid;

use super::*;
use crate::{BatchFilter, KeyFilter, QueueFilter};

on_both_databases!(
    what_has_outlived_its_time_goes_and_the_rest_stays,
    batches_stay_counted_without_their_codes,
    small_batches_forget_what_was_used,
    comments_that_nobody_published_lapse_and_stay_counted,
    officers_who_left_and_their_duties_go,
    earlier_versions_of_the_register_go_after_ten_years,
    ended_keys_go_and_others_stay,
    the_daily_look_happens_once_a_day,
    much_goes_little_by_little_and_is_noted_once,
    what_an_interrupted_run_deleted_is_noted_by_the_next,
);

fn permit() -> Permit {
    Permit::server(Right::Configure)
}

async fn seal(store: &Store, month: &str) -> Published {
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let month: Month = month.parse().expect("a month");
    let today = month.plus(1).first_day();
    let sealed = store.seal(month, 10, &people, on(today)).await;
    sealed.expect("sealed")
}

async fn retain(store: &Store, today: &str) -> BTreeMap<Retained, u64> {
    let retained = store.retain(&permit(), on(day(today))).await;
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
    assert_eq!(store.count("SELECT COUNT(*) FROM invitation").await, 0);
    let rows = retain(&store, "2028-11-01").await;
    assert_eq!(rows.get(&Retained::Receipts), Some(&12), "{rows:?}");
    assert_eq!(rows.get(&Retained::SealedRatings), None, "{rows:?}");
    let rows = retain(&store, "2031-11-01").await;
    assert_eq!(rows, BTreeMap::from([(Retained::SealedRatings, 1)]));
    let record = store.public_record().await.expect("reads");
    assert!(record.last_month().is_some(), "releases stay for ever");
    let entries = store.audit_entries(&AuditFilter::default(), 100).await;
    let told: Vec<String> = entries
        .expect("reads")
        .into_iter()
        .map(|entry| entry.told)
        .collect();
    let deleted = r#"{"retensi-dijalankan":{"rows":{"undangan":10}}}"#;
    assert!(told.iter().any(|told| told == deleted), "{told:?}");
}

/// Issues a batch of some codes, uses its first, and gives the batch as it is told.
async fn used_batch(store: &TestStore, codes: usize) -> impl AsyncFn() -> BatchCounts {
    let issued = store
        .issue_invitations(&inviting(), &batch(), codes, 0)
        .await;
    let code = issued.expect("issued")[0];
    let (ballots, writer) = BallotBox::open(store.store.clone());
    let ballot = Ballot {
        entitlement: Entitlement::invited(code, FormToken::random()),
        rating: rating("2026-10-12", 4),
    };
    ballots.submit(ballot).await.expect("stored");
    drop(ballots);
    writer.await.expect("the writer ends");
    let store = store.store.clone();
    async move || {
        let filter = BatchFilter {
            units: vec![slug("capil")],
            ..BatchFilter::default()
        };
        let batches = store.invitation_batches(&filter, 10, 10).await;
        batches.expect("reads").remove(0).counts
    }
}

async fn batches_stay_counted_without_their_codes(store: TestStore) {
    let told = used_batch(&store, 12).await;
    assert!(
        retain(&store, "2027-01-31")
            .await
            .contains_key(&Retained::Invitations)
    );
    // What was used stays a secret until the seal, which also counts the codes as offered.
    assert_eq!(told().await, BatchCounts::Open { issued: 12 });
    store.rate("ktp", "2026-10-05", 12, 4).await;
    let published = seal(&store, "2026-10").await;
    let coverage = published.release.coverage().iter();
    let offered: Vec<_> = coverage.map(Coverage::offered).collect();
    assert_eq!(offered, [Some(12)]);
    let closed = BatchCounts::Closed {
        issued: 12,
        used: 1,
        withdrawn: 0,
    };
    assert_eq!(told().await, closed);
    retain(&store, "2027-02-28").await;
    assert_eq!(told().await, closed, "a later look changes nothing");
}

async fn small_batches_forget_what_was_used(store: TestStore) {
    let told = used_batch(&store, 9).await;
    retain(&store, "2027-01-31").await;
    seal(&store, "2026-10").await;
    assert_eq!(told().await, BatchCounts::TooFew);
    let known = "SELECT COUNT(*) FROM invitation_batch WHERE used IS NOT NULL";
    assert_eq!(store.count(known).await, 0);
    let issued = "SELECT COUNT(*) FROM invitation_batch WHERE issued = 9";
    assert_eq!(store.count(issued).await, 1);
}

async fn comments_that_nobody_published_lapse_and_stay_counted(store: TestStore) {
    store.rate("ktp", "2026-10-05", 12, 4).await;
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
            .decide_comment(&moderator, comment.id, 0, decision, on(november))
            .await;
        decided.expect("decided");
    }
    assert_eq!(retain(&store, "2027-10-31").await, BTreeMap::new());
    assert_eq!(
        retain(&store, "2027-11-01").await,
        BTreeMap::from([(Retained::WaitingComments, 12)])
    );
    assert_eq!(store.count("SELECT COUNT(*) FROM comment").await, 0);
    let texts = "SELECT COUNT(*) FROM comment_decision WHERE public_text IS NOT NULL";
    assert_eq!(store.count(texts).await, 0);

    let sealed = seal(&store, "2026-10").await;
    let counts = sealed.release.comments()[0].counts;
    assert_eq!(counts.received(), 12, "no comment leaves the account");
    assert_eq!(
        counts.withheld_otherwise(),
        12,
        "eleven lapsed and an insult"
    );
    assert!(!counts.few());
    assert_eq!(
        store.count("SELECT COUNT(*) FROM comment_original").await,
        0
    );
}

async fn officers_who_left_and_their_duties_go(store: TestStore) {
    let editing = Permit::console(Right::EditRoster);
    let officer = |number: u128, until: Option<&str>, version| KeptOfficer {
        officer: Officer {
            id: Uuid::from_u128(number).into(),
            name: format!("Petugas {number} {version}"),
            nip: None,
            unit: slug("capil"),
            validity: Validity {
                from: None,
                until: until.map(day),
            },
            more: domain::noun::Plain::default(),
        },
        account: None,
        version,
    };
    // Somebody who left, and somebody who stays, whose record changed once.
    let left = officer(1, Some("2026-10-16"), 0);
    let changes = [left, officer(2, None, 0), officer(2, None, 1)];
    for change in changes {
        let saved = store.save_officer(&editing, &change, 1_760_000_000).await;
        saved.expect("saved");
    }
    let week: Week = "2026-W42".parse().expect("a week");
    let duties = [1, 2].map(|number| RosterEntry {
        date: day("2026-10-16"),
        half: HalfDay::Morning,
        unit: slug("capil"),
        counter: format!("Loket {number}"),
        officer: Uuid::from_u128(number).into(),
    });
    let capil = slug("capil");
    let kept = store.roster(&capil, week.first_day(), week.last_day());
    let base = kept.await.expect("reads").fingerprint();
    let saved = store
        .save_roster(&editing, &capil, week, base, &duties, 0)
        .await;
    saved.expect("saved");
    let gone = |rows: BTreeMap<Retained, u64>| {
        [Retained::Roster, Retained::Officers].map(|kind| rows.get(&kind).copied().unwrap_or(0))
    };
    // The version that was replaced in October 2025 goes first; the duties of 2026 protect who did them.
    assert_eq!(gone(retain(&store, "2030-12-01").await), [0, 1]);
    assert_eq!(gone(retain(&store, "2031-10-15").await), [0, 0]);
    assert_eq!(gone(retain(&store, "2031-10-16").await), [2, 1]);
    let stays = store.officer(Uuid::from_u128(2).into()).await;
    assert!(stays.expect("reads").is_some());
    let left = store.officer(Uuid::from_u128(1).into()).await;
    assert_eq!(left.expect("reads"), None);
    let versions = "SELECT COUNT(*) FROM record_version WHERE kind = 'petugas'";
    assert_eq!(store.count(versions).await, 1);
}

/// In September 2026.
const SEPTEMBER: i64 = 1_790_000_000;

async fn earlier_versions_of_the_register_go_after_ten_years(store: TestStore) {
    let permit = Permit::console(Right::EditUnits);
    let found = store.record(RecordKind::Unit, "capil").await;
    let (before, _) = found.expect("reads").expect("registered");
    for (version, name) in [(1, "Dua"), (2, "Tiga")] {
        let fields = before.fields().with("nama", name);
        let changed = Record::read(&fields, &|_| true).expect("valid");
        let saved = store
            .save_record(&permit, &changed, version, SEPTEMBER)
            .await;
        saved.expect("saved");
    }
    let kept = async || {
        let history = store
            .history(RecordKind::Unit.noun(), "capil", None, 9)
            .await;
        let versions = history.expect("reads").into_iter();
        versions.map(|version| version.version).collect::<Vec<_>>()
    };
    retain(&store, "2036-09-21").await;
    assert_eq!(kept().await, [3, 2, 1]);
    let twice = BTreeMap::from([(Retained::Versions, 2)]);
    assert_eq!(retain(&store, "2036-09-22").await, twice);
    assert_eq!(kept().await, [3], "what is in force stays");
}

async fn ended_keys_go_and_others_stay(store: TestStore) {
    let permit = Permit::console(Right::ManageKeys);
    let today = day("2026-10-07");
    let order = super::visits::order("capil", Scope::CountVisits);
    let make = async || {
        let made = store.make_api_key(&permit, &order, on(today));
        made.await.expect("made").0
    };
    let (ended, used) = (make().await, make().await);
    let end = store.end_api_key(&permit, ended, on(today)).await;
    assert!(end.expect("ended"));
    assert_eq!(retain(&store, "2027-10-06").await, BTreeMap::new());
    let once = BTreeMap::from([(Retained::EndedKeys, 1)]);
    assert_eq!(retain(&store, "2027-10-07").await, once);
    let filter = KeyFilter {
        units: vec![order.unit.clone()],
        ended: true,
        after: None,
    };
    let keys = store.api_keys(&filter, 9).await.expect("reads");
    let keys: Vec<Uuid> = keys.iter().map(|key| key.id).collect();
    assert_eq!(keys, [used]);
}

async fn the_daily_look_happens_once_a_day(store: TestStore) {
    let issued = store.issue_invitations(&inviting(), &batch(), 10, 0).await;
    issued.expect("issued");
    let look = async |today: &str| {
        let looked = store.retain_daily(&permit(), on(day(today))).await;
        looked
            .expect("deletes")
            .get(&Retained::Invitations)
            .copied()
    };
    assert_eq!(look("2027-01-30").await, Some(0));
    assert_eq!(look("2027-01-30").await, None);
    assert_eq!(look("2027-01-31").await, Some(10));
}

/// What the audit trail says of deletions, the newest first.
async fn noted(store: &Store) -> Vec<BTreeMap<Retained, u64>> {
    let entries = store.audit_entries(&AuditFilter::default(), 100).await;
    let entries = entries.expect("reads").into_iter();
    let deletions = entries.filter_map(|entry| match entry.deed() {
        Some(Deed::Retained { rows }) => Some(rows),
        _ => None,
    });
    deletions.collect()
}

async fn much_goes_little_by_little_and_is_noted_once(store: TestStore) {
    store.rate("ktp", "2026-10-05", 12, 4).await;
    for _ in 0..3 {
        let issued = store.issue_invitations(&inviting(), &batch(), 4, 0).await;
        issued.expect("issued");
    }
    seal(&store, "2026-10").await;
    let retained = store.retain_by(5, &permit(), on(day("2040-11-01"))).await;
    let retained = retained.expect("deletes");
    for (kind, rows) in [
        (Retained::Invitations, 12),
        (Retained::Receipts, 12),
        // Equal answers are one row.
        (Retained::SealedRatings, 1),
        (Retained::WaitingComments, 12),
    ] {
        assert_eq!(retained.get(&kind), Some(&rows), "{kind:?}");
    }
    for table in ["invitation", "receipt", "sealed_rating", "comment"] {
        let left = store.count(&format!("SELECT COUNT(*) FROM {table}")).await;
        assert_eq!(left, 0, "{table}");
    }
    let told = retained.into_iter().filter(|(_, rows)| *rows > 0);
    assert_eq!(noted(&store).await, [told.collect()]);
}

async fn what_an_interrupted_run_deleted_is_noted_by_the_next(store: TestStore) {
    let issued = store.issue_invitations(&inviting(), &batch(), 10, 0).await;
    issued.expect("issued");
    let outlived = crate::retention::Outlived {
        kind: Retained::Invitations,
        until: day("2026-12-01"),
        at_once: 100,
    };
    let more = store.delete_some(outlived, 0).await;
    assert!(more.expect("deletes"), "there may be more");
    assert_eq!(noted(&store).await, []);
    assert_eq!(
        retain(&store, "2027-03-01").await,
        BTreeMap::from([(Retained::Invitations, 10)])
    );
    let deleted = BTreeMap::from([(Retained::Invitations, 10)]);
    assert_eq!(noted(&store).await, [deleted]);
    assert_eq!(retain(&store, "2027-03-02").await, BTreeMap::new());
}
