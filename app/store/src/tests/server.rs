//! What can happen only with a server: connections are lost, several processes write, a pooler stands between.
//! Nothing of it may lose a rating, count one twice or make anybody wait for ever.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::period::Month;
use domain::seal::TwoPeople;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;

use super::durability::{Fault, Stage, what_is_acknowledged_is_kept};
use super::*;
use crate::release::Sealing;
use crate::{StoreError, SubmitError};

/// When a line to the server breaks.
#[derive(Clone, Copy)]
enum Cut {
    BeforeCommit,
    AfterCommit,
}

/// A line to the server that breaks once at the next commit after a cut was ordered.
struct Line {
    url: String,
    cut: Arc<Mutex<Option<Cut>>>,
}

impl Line {
    async fn to(url: &str) -> Self {
        let (before, rest) = url.split_once('@').expect("a user");
        let (server, database) = rest.split_once('/').expect("a database");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let here = listener.local_addr().expect("an address");
        let cut = Arc::new(Mutex::new(None));
        let (server, orders) = (server.to_owned(), cut.clone());
        tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.expect("accepts");
                let server = TcpStream::connect(&server).await.expect("reaches");
                tokio::spawn(pass(client, server, orders.clone()));
            }
        });
        Self {
            url: format!("{before}@{here}/{database}"),
            cut,
        }
    }
}

/// Passes on what comes from either side; ends, and with it the line, at a cut.
async fn pass(mut client: TcpStream, mut server: TcpStream, orders: Arc<Mutex<Option<Cut>>>) {
    let (mut asked, mut answered) = ([0; 16_384], [0; 16_384]);
    loop {
        tokio::select! {
            read = client.read(&mut asked) => {
                let Ok(count @ 1..) = read else { return };
                let question = &asked[..count];
                let commits = question.windows(6).any(|word| word == b"COMMIT");
                let cut = if commits { orders.lock().await.take() } else { None };
                if matches!(cut, Some(Cut::BeforeCommit)) {
                    return;
                }
                if server.write_all(question).await.is_err() {
                    return;
                }
                if matches!(cut, Some(Cut::AfterCommit)) {
                    // Only once the server has answered is it certain that it committed.
                    let _ = server.read(&mut answered).await;
                    return;
                }
            }
            read = server.read(&mut answered) => {
                let Ok(count @ 1..) = read else { return };
                if client.write_all(&answered[..count]).await.is_err() {
                    return;
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_are_held_need_not_be_opened_later() {
    let store = TestStore::postgres().await;
    store.hold_connections().await.expect("held");
    for pool in store.connections() {
        assert_eq!(pool.open, 4, "{}", pool.pool);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_gives_too_few_connections_is_named() {
    let store = TestStore::postgres().await;
    let admin = store.place.connect().await;
    let role = format!("few_{}", uuid::Uuid::new_v4().simple());
    let sql = async |sql: String| admin.execute_unprepared(&sql).await.expect("runs");
    sql(format!("CREATE ROLE {role} LOGIN CONNECTION LIMIT 5")).await;
    for what in ["SCHEMA public", "ALL TABLES IN SCHEMA public"] {
        sql(format!("GRANT ALL ON {what} TO {role}")).await;
    }
    let (before, place) = store.place.url().split_once('@').expect("a user");
    let (scheme, _) = before.split_once("://").expect("a scheme");
    let few = Store::open(&format!("{scheme}://{role}@{place}"), &store.place.keys()).await;
    let few = few.expect("opens");
    let refused = few.hold_connections().await.expect_err("too few");
    assert!(matches!(refused, StoreError::FewConnections(_)));
    assert!(crate::is_out_of_reach(&refused), "it may change");
    few.close().await.expect("closes");
    sql(format!("DROP OWNED BY {role}")).await;
    sql(format!("DROP ROLE {role}")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_cut_at_a_commit_counts_nothing_twice() {
    let direct = TestStore::postgres().await;
    let line = Line::to(direct.place.url()).await;
    let store = Store::open(&line.url, &direct.place.keys())
        .await
        .expect("opens");
    let (ballots, _writer) = BallotBox::open(store.clone());
    let codes = direct.issue_invitations(&inviting(), &batch(), 4, 0).await;
    let codes = codes
        .expect("issued")
        .into_iter()
        .map(|code| Entitlement::invited(code, FormToken::random()));
    let open = || Entitlement::open(slug("kk"), FormToken::random());
    let ways = codes.chain([open(), open()]);
    for (number, entitlement) in (1..).zip(ways) {
        for cut in [Cut::BeforeCommit, Cut::AfterCommit] {
            let ballot = Ballot {
                entitlement: entitlement.clone(),
                rating: rating("2026-10-12", 4),
            };
            *line.cut.lock().await = Some(cut);
            let refused = ballots.submit(ballot.clone()).await;
            assert!(matches!(refused, Err(SubmitError::Unavailable)));
            let receipt = ballots.submit(ballot.clone()).await.expect("stored");
            let again = ballots.submit(ballot).await.expect("found");
            assert_eq!(receipt, again);
        }
        for table in ["rating", "receipt"] {
            let sql = format!("SELECT COUNT(*) FROM {table}");
            assert_eq!(direct.count(&sql).await, number, "{table}");
        }
    }
}

async fn connections_that_die(stage: Stage) {
    let store = TestStore::postgres().await;
    let fault = Fault::prepare(&store, stage).await;
    let die = "CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS \
               $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$";
    fault.execute(die).await;
    what_is_acknowledged_is_kept(store, fault).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_killed_in_a_statement_costs_no_later_rating() {
    connections_that_die(Stage::Statement).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_killed_in_a_commit_costs_no_later_rating() {
    connections_that_die(Stage::Commit).await;
}

/// Sends a ballot as often as a citizen may whose form came back because the server was busy. However often it comes, it is
/// one rating.
async fn send_until_stored(ballots: &BallotBox, ballot: Ballot) {
    for _ in 0..30 {
        match ballots.submit(ballot.clone()).await {
            Err(SubmitError::Unavailable) => {}
            answer => {
                answer.expect("stored");
                return;
            }
        }
    }
    panic!("a rating waited for longer than any seal takes");
}

/// Rates in one process until told to stop, with codes and without, several at a time; every rating must be stored.
async fn keep_rating(store: Store, stop: Arc<AtomicBool>) -> u64 {
    let (ballots, writer) = BallotBox::open(store.clone());
    let mut stored = 0;
    while !stop.load(Ordering::SeqCst) {
        let codes = store.issue_invitations(&inviting(), &batch(), 8, 0).await;
        let codes = codes
            .expect("issued")
            .into_iter()
            .map(|code| Entitlement::invited(code, FormToken::random()));
        let open = (0..8).map(|_| Entitlement::open(slug("kk"), FormToken::random()));
        let sent = codes.chain(open).map(|entitlement| {
            let rating = rating("2026-10-12", 4);
            let ballot = Ballot {
                entitlement,
                rating,
            };
            send_until_stored(&ballots, ballot)
        });
        stored += futures::future::join_all(sent).await.len() as u64;
    }
    drop(ballots);
    writer.await.expect("the writer ends");
    stored
}

#[tokio::test(flavor = "multi_thread")]
async fn seals_and_ratings_never_wait_for_each_other_in_a_circle() {
    let store = TestStore::postgres().await;
    let stop = Arc::new(AtomicBool::new(false));
    let mut raters = Vec::new();
    for _ in 0..3 {
        let process = store.second_process().await;
        raters.push(tokio::spawn(keep_rating(process, stop.clone())));
    }
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let first: Month = "2026-10".parse().expect("a month");
    for number in 0..30 {
        let month = first.plus(number);
        let sealing = Sealing {
            month,
            k: 10,
            people: &people,
            today: month.plus(1).first_day(),
            now: 0,
        };
        // Without a second try, which would hide a circle.
        store.try_seal(&sealing).await.expect("sealed");
    }
    stop.store(true, Ordering::SeqCst);
    let mut stored = 0;
    for rater in raters {
        stored += rater.await.expect("no panic");
    }
    store.delete_sealed_ratings().await.expect("deletes");
    let kept = "SELECT (SELECT COUNT(*) FROM rating) + (SELECT CAST(COALESCE(SUM(people), 0) AS BIGINT) FROM sealed_rating)";
    assert_eq!(store.count(kept).await, stored.cast_signed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seal_that_another_process_came_in_between_is_tried_again() {
    let store = TestStore::postgres().await;
    store.rate("ktp", "2026-10-01", 12, 4).await;
    // A sequence counts on even where the transaction is rolled back.
    for sql in [
        "CREATE SEQUENCE tries",
        "CREATE FUNCTION come_between() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
         IF nextval('tries') = 1 THEN RAISE EXCEPTION USING ERRCODE = 'deadlock_detected'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER come_between BEFORE INSERT ON release FOR EACH ROW EXECUTE FUNCTION come_between()",
    ] {
        store.execute(sql).await;
    }
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let month: Month = "2026-10".parse().expect("a month");
    let sealed = store.seal(month, 10, &people, on(day("2026-11-01"))).await;
    assert_eq!(sealed.expect("sealed").release.ratings(), 12);
    assert_eq!(store.count("SELECT last_value FROM tries").await, 2);
}

fn pooler() -> String {
    std::env::var("TEST_PGBOUNCER_URL")
        .expect("TEST_PGBOUNCER_URL must name a PgBouncer; ./end2end/test starts one")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pooler_that_lends_whole_sessions_serves() {
    let url = crate::fresh_database(&pooler()).await;
    let store = TestStore::at(Place::at_server(url.expect("a database can be made"))).await;
    store.rate("ktp", "2026-10-01", 12, 4).await;
    assert_eq!(store.count("SELECT COUNT(*) FROM rating").await, 12);
    let other = store.second_process().await;
    let transaction = other.begin_write().await.expect("begins");
    let show = Statement::from_string(DbBackend::Postgres, "SHOW synchronous_commit");
    let shown = transaction.query_one_raw(show).await.expect("answers");
    let shown: String = shown.expect("one row").try_get_by_index(0).expect("a text");
    assert_eq!(shown, "on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pooler_that_shares_sessions_is_named() {
    let pooler = pooler();
    let (address, _) = pooler.rsplit_once('/').expect("a database");
    // The pooler's own name for a database that it lends for a transaction at a time.
    let opened = Store::open(&format!("{address}/shared_sessions"), Path::new("keys")).await;
    assert!(matches!(opened, Err(StoreError::SharedSessions)));
}
