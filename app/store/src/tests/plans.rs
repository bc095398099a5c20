use std::sync::{Arc, Mutex};

use domain::audit::AuditFilter;
use domain::moderation::CommentState;
use sea_orm::{DbBackend, TransactionTrait};

use super::*;
use crate::{QueueFilter, ReleasedFilter};

on_both_databases!(
    deletions_find_their_rows_by_an_index,
    the_moderators_home_finds_its_rows_by_an_index,
    the_trail_of_some_days_is_found_by_an_index,
);

/// The tables that grow with what citizens and staff do.
const LARGE: [&str; 16] = [
    "audit_entry",
    "comment",
    "comment_decision",
    "comment_original",
    "comment_reply",
    "invitation",
    "invitation_batch",
    "paper_keying",
    "rating",
    "receipt",
    "record_version",
    "roster_entry",
    "sealed_rating",
    "visit",
    "waiting_comment",
    "visit_request",
];

/// A store that remembers every statement that it runs.
fn listening(store: &TestStore) -> (Store, Arc<Mutex<Vec<Statement>>>) {
    let (mut store, heard) = (store.store.clone(), Arc::new(Mutex::new(vec![])));
    store.writer.heard = Some(heard.clone());
    let read = heard.clone();
    store.reader.set_metric_callback(move |info| {
        let mut read = read.lock().expect("whole");
        read.push(info.statement.clone());
    });
    (store, heard)
}

/// The steps by which the database would run a statement, even if the tables were large.
async fn plan(store: &Store, statement: &Statement) -> Vec<String> {
    let transaction = store.reader.begin().await.expect("begins");
    let (explain, column) = if store.reader.get_database_backend() == DbBackend::Sqlite {
        ("EXPLAIN QUERY PLAN", "detail")
    } else {
        let unlike_small = "SET LOCAL enable_seqscan = off";
        let set = transaction.execute_unprepared(unlike_small).await;
        set.expect("sets");
        ("EXPLAIN", "QUERY PLAN")
    };
    let explained = Statement {
        sql: format!("{explain} {}", statement.sql),
        ..statement.clone()
    };
    let steps = transaction.query_all_raw(explained).await;
    let steps = steps.expect("explains").into_iter();
    let steps = steps.map(|step| step.try_get("", column).expect("a step"));
    steps.collect()
}

/// Whether a step reads a large table from its beginning to its end.
fn reads_all(step: &str) -> bool {
    let step = step.trim_start_matches(|sign: char| !sign.is_alphabetic());
    let scanned = (step.strip_prefix("SCAN ")).or_else(|| step.strip_prefix("Seq Scan on "));
    let table = scanned.and_then(|rest| rest.split_whitespace().next());
    table.is_some_and(|table| LARGE.contains(&table) || table == "later")
}

/// Tells every statement that was heard and reads all of a large table.
async fn full_scans(store: &TestStore, heard: &Mutex<Vec<Statement>>) -> Vec<String> {
    let heard = std::mem::take(&mut *heard.lock().expect("whole"));
    let mut found = vec![];
    for statement in heard {
        let explainable = ["SELECT", "UPDATE", "DELETE"];
        if !explainable
            .iter()
            .any(|verb| statement.sql.starts_with(verb))
        {
            continue;
        }
        let steps = plan(store, &statement).await;
        if steps.iter().any(|step| reads_all(step)) {
            found.push(format!("{}\n  {}", statement.sql, steps.join("\n  ")));
        }
    }
    found
}

async fn deletions_find_their_rows_by_an_index(store: TestStore) {
    store.rate("ktp", "2026-10-05", 12, 4).await;
    let issued = store.issue_invitations(&inviting(), &batch(), 10, 0).await;
    issued.expect("issued");
    let (listening, heard) = listening(&store);
    let permit = Permit::server(Right::Configure);
    for today in ["2026-11-01", "2040-11-01"] {
        let retained = listening.retain(&permit, on(day(today))).await;
        retained.expect("deletes");
    }
    let heard_of = heard.lock().expect("whole").len();
    assert!(heard_of > 50, "only {heard_of} statements were heard");
    let found = full_scans(&store, &heard).await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

async fn the_moderators_home_finds_its_rows_by_an_index(store: TestStore) {
    let (listening, heard) = listening(&store);
    for state in CommentState::ALL {
        let queue = QueueFilter {
            services: vec![slug("ktp"), slug("kk")],
            month: None,
            state: *state,
            after: None,
        };
        let queued = listening
            .queued_comments(&queue, day("2026-11-01"), 1)
            .await;
        queued.expect("reads");
    }
    let replies = ReleasedFilter {
        pooled: true,
        answered: Some(false),
        ..ReleasedFilter::of(vec![slug("ktp"), slug("kk")])
    };
    let released = listening.released_comments(&replies, 1).await;
    released.expect("reads");
    assert!(heard.lock().expect("whole").len() > 5);
    let found = full_scans(&store, &heard).await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

async fn the_trail_of_some_days_is_found_by_an_index(store: TestStore) {
    let (listening, heard) = listening(&store);
    let a_day = AuditFilter {
        from: Some(1_791_000_000),
        until: Some(1_791_086_400),
        ..AuditFilter::default()
    };
    let entries = listening.audit_entries(&a_day, 101).await;
    entries.expect("reads");
    let found = full_scans(&store, &heard).await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}
