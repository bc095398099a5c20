//! What was acknowledged is kept, whatever failed before.
//! Faults are made from outside, over a connection that the store does not know.

use domain::access::{Permit, Right};
use domain::calendar::{Holiday, HolidayChange};
use domain::digest::Digest;

use super::*;
use crate::SubmitError;

on_both_databases!(
    writes_that_failed_cost_no_later_rating,
    commits_that_failed_cost_no_later_rating,
    proving_that_rows_are_kept_leaves_one_row,
);

/// Makes every insert into some tables fail in the way of a full disk: the database itself ends the transaction.
pub(super) struct Fault {
    outside: DatabaseConnection,
    stage: Stage,
}

/// When writing fails.
#[derive(Clone, Copy)]
pub(super) enum Stage {
    Statement,
    Commit,
}

const BROKEN: [&str; 2] = ["rating", "holiday"];

impl Fault {
    pub(super) async fn prepare(store: &TestStore, stage: Stage) -> Self {
        let outside = store.place.connect().await;
        if outside.get_database_backend() == DbBackend::Postgres {
            let function = "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS \
                            $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$";
            outside.execute_unprepared(function).await.expect("made");
        } else {
            let nowhere = "CREATE TABLE nowhere (id INTEGER PRIMARY KEY); CREATE TABLE dangling \
                           (id INTEGER REFERENCES nowhere (id) DEFERRABLE INITIALLY DEFERRED)";
            outside.execute_unprepared(nowhere).await.expect("made");
        }
        Self { outside, stage }
    }

    async fn begin(&self) {
        for table in BROKEN {
            let sql = match (self.outside.get_database_backend(), self.stage) {
                (DbBackend::Postgres, Stage::Statement) => {
                    "CREATE TRIGGER broken_{} BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION fail()"
                }
                (DbBackend::Postgres, Stage::Commit) => {
                    "CREATE CONSTRAINT TRIGGER broken_{} AFTER INSERT ON {} \
                     DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail()"
                }
                (_, Stage::Statement) => {
                    "CREATE TRIGGER broken_{} BEFORE INSERT ON {} BEGIN SELECT RAISE(ROLLBACK, ''); END"
                }
                (_, Stage::Commit) => {
                    "CREATE TRIGGER broken_{} AFTER INSERT ON {} BEGIN INSERT INTO dangling VALUES (1); END"
                }
            };
            self.execute(&sql.replace("{}", table)).await;
        }
    }

    async fn end(&self) {
        for table in BROKEN {
            let place = match self.outside.get_database_backend() {
                DbBackend::Postgres => format!(" ON {table}"),
                _ => String::new(),
            };
            self.execute(&format!("DROP TRIGGER broken_{table}{place}"))
                .await;
        }
    }

    pub(super) async fn execute(&self, sql: &str) {
        let done = self.outside.execute_unprepared(sql).await;
        done.expect("the statement runs");
    }
}

async fn rate(ballots: &BallotBox) -> Result<domain::invitation::Receipt, SubmitError> {
    let entitlement = Entitlement::open(slug("kk"), FormToken::random());
    let rating = rating("2026-10-12", 4);
    let ballot = Ballot {
        entitlement,
        rating,
    };
    ballots.submit(ballot).await
}

/// Enters one more holiday at the desk, the `number`th.
async fn enter_holiday(store: &Store, number: u64) -> bool {
    let permit = Permit::console(Right::EditUnits);
    let day = day("2026-01-01") + chrono::Days::new(number);
    let name = "Libur".to_owned();
    let after = Holiday { day, name };
    let change = HolidayChange {
        before: None,
        after,
    };
    let saved = store.save_holidays(&permit, &[change], 0).await;
    saved.is_ok()
}

/// Begins a transaction at the desk that ends without a change.
async fn change_nothing(store: &Store) {
    let permit = Permit::console(Right::EditUnits);
    let settings = store.settings().await.expect("reads");
    let seen = Digest::of(b"other settings");
    let changed = store.change_settings(&permit, &seen, &settings, 0).await;
    assert!(!changed.expect("reads"));
}

async fn assert_kept(store: &Store, ratings: i64, holidays: u64) {
    let counts = [("rating", ratings), ("receipt", ratings)];
    for (table, expected) in counts {
        assert_eq!(count(store, table).await, expected, "{table}");
    }
    assert_eq!(count(store, "holiday").await, holidays.cast_signed());
}

async fn count(store: &Store, table: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM {table}");
    let statement = Statement::from_string(store.reader.get_database_backend(), sql);
    let row = store.reader.query_one_raw(statement).await;
    let row = row.expect("the query runs").expect("one row");
    row.try_get_by_index(0).expect("a count")
}

pub(super) async fn what_is_acknowledged_is_kept(store: TestStore, fault: Fault) {
    let (ballots, _writer) = BallotBox::open(store.clone());
    let (mut ratings, mut holidays) = (0, 0);
    for failures in 1..=3 {
        fault.begin().await;
        for _ in 0..failures {
            assert!(matches!(
                rate(&ballots).await,
                Err(SubmitError::Unavailable)
            ));
            assert!(!enter_holiday(&store, holidays).await);
            change_nothing(&store).await;
        }
        fault.end().await;
        change_nothing(&store).await;
        for _ in 0..5 {
            rate(&ballots).await.expect("stored");
            ratings += 1;
            assert!(enter_holiday(&store, holidays).await);
            holidays += 1;
        }
        assert_kept(&store, ratings, holidays).await;
    }
    assert_kept(&store.second_process().await, ratings, holidays).await;
}

async fn writes_that_failed_cost_no_later_rating(store: TestStore) {
    let fault = Fault::prepare(&store, Stage::Statement).await;
    what_is_acknowledged_is_kept(store, fault).await;
}

async fn commits_that_failed_cost_no_later_rating(store: TestStore) {
    let fault = Fault::prepare(&store, Stage::Commit).await;
    what_is_acknowledged_is_kept(store, fault).await;
}

async fn proving_that_rows_are_kept_leaves_one_row(store: TestStore) {
    let other = store.second_process().await;
    for _ in 0..3 {
        store.prove_written().await.expect("kept");
        other.prove_written().await.expect("kept");
    }
    assert_eq!(count(&store, "written_proof").await, 1);
}

/// Fills the database until a rating finds no room, and gives the ratings that found some.
async fn fill(ballots: &BallotBox) -> i64 {
    let mut stored = 0;
    while rate(ballots).await.is_ok() {
        stored += 1;
    }
    stored
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_file_costs_no_later_rating() {
    let plenty = TestStore::sqlite().await;
    let outside = plenty.place.connect().await;
    let execute = async |sql| outside.execute_unprepared(sql).await.expect("runs");
    let (mut ratings, mut holidays) = (0, 0);
    for failures in 1..=3 {
        execute("CREATE TABLE ballast (page BLOB)").await;
        execute("INSERT INTO ballast SELECT randomblob(40000) FROM unit, unit, service").await;
        let pages = plenty.count("PRAGMA page_count").await;
        let full = plenty.place.open_full(pages).await;
        let (ballots, _writer) = BallotBox::open(full.clone());
        ratings += fill(&ballots).await;
        assert!(full.prove_written().await.is_err());
        for _ in 1..failures {
            assert!(rate(&ballots).await.is_err());
            holidays += u64::from(enter_holiday(&full, holidays).await);
        }
        execute("DROP TABLE ballast").await;
        assert!(full.prove_written().await.is_ok());
        for _ in 0..5 {
            change_nothing(&full).await;
            rate(&ballots).await.expect("stored");
            ratings += 1;
            assert!(enter_holiday(&full, holidays).await);
            holidays += 1;
        }
        assert_kept(&full, ratings, holidays).await;
        assert_kept(&plenty.second_process().await, ratings, holidays).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_vanished_or_was_swapped_takes_nothing() {
    let store = TestStore::sqlite().await;
    let Place::File(folder) = &store.place else {
        panic!("a file");
    };
    let (ballots, _writer) = BallotBox::open(store.store.clone());
    let rate = async || {
        let entitlement = Entitlement::open(slug("kk"), FormToken::random());
        let rating = rating("2026-10-12", 4);
        ballots
            .submit(Ballot {
                entitlement,
                rating,
            })
            .await
    };
    rate().await.expect("stored");
    let (file, away) = (file_in(folder), folder.path().join("away.db"));
    let gone = async || {
        assert!(matches!(rate().await, Err(SubmitError::Unavailable)));
        store.prove_written().await.expect_err("nothing is kept");
    };
    std::fs::rename(&file, &away).expect("moved away");
    gone().await;
    std::fs::copy(&away, &file).expect("a copy in its place");
    gone().await;
    std::fs::rename(&away, &file).expect("moved back");
    rate().await.expect("stored");
    store.prove_written().await.expect("kept");
    assert_eq!(store.count("SELECT COUNT(*) FROM rating").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ended_in_the_middle_of_making_the_schema_left_nothing() {
    let mut failed = 0;
    for pages in (4..).step_by(16) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (file, keys) = (file_in(&folder), folder.path().join("keys"));
        if Store::open_full_file(&file, &keys, pages).await.is_ok() {
            break;
        }
        failed += 1;
        assert!(!file.exists(), "half a database has its name");
        Place::File(folder).open().await;
    }
    assert!(failed > 4, "a schema needs more pages than these");
}
