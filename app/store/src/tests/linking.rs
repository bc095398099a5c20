//! An attacker who has everything that a database leaves behind, its log included, and knows in which order the codes were
//! used, links none of them to what was written with it: without the keys before the seal, with everything after it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::digest::Digest;
use domain::invitation::Code;
use domain::seal::TwoPeople;
use sea_orm::TransactionTrait;

use super::*;

on_both_databases!(
    what_waits_is_bytes_of_one_length,
    comments_that_come_together_share_rows_and_none_is_lost,
    nothing_that_was_written_together_links_a_code_to_a_comment,
    not_even_with_the_keys_a_code_leads_to_a_receipt,
);

/// How many people rate, one after the other.
const PEOPLE: usize = 300;

/// More hits than guessing among all of them has in a million tries: one is expected.
const CHANCE: usize = 9;

/// A group in which one person cannot be told from the others.
const K: usize = 10;

/// Ratings by known codes in a known order, each with a comment of its own that nobody else writes.
struct Poll {
    mark: String,
    codes: Vec<Code>,
    comments: Vec<String>,
}

impl Poll {
    async fn hold(store: &TestStore) -> Self {
        let mark = format!("saran{}", uuid::Uuid::new_v4().simple());
        let issued = store
            .issue_invitations(&inviting(), &batch(), PEOPLE, 0)
            .await;
        let codes: Vec<Code> = issued.expect("issued");
        let (ballots, writer) = BallotBox::open(store.store.clone());
        let mut comments = vec![];
        for (number, code) in codes.iter().enumerate() {
            // Short and long ones, in no order.
            let text = format!("{mark}x{number}x{}", "panjang ".repeat(number * 7 % 100));
            let comment = Comment::parse(&text).expect("short enough");
            let rating = Rating {
                comment,
                ..rating("2026-10-12", 1 + u8::try_from(number % 4).expect("small"))
            };
            let entitlement = Entitlement::invited(*code, FormToken::random());
            let sent = ballots
                .submit(Ballot {
                    entitlement,
                    rating,
                })
                .await;
            sent.expect("stored");
            comments.push(format!("{mark}x{number}x"));
        }
        drop(ballots);
        writer.await.expect("the writer ends");
        Self {
            mark,
            codes,
            comments,
        }
    }

    /// How many of some texts stand where their code's place in the order says.
    fn hits<'a>(&self, texts: impl Iterator<Item = &'a str>) -> usize {
        let hits = texts.zip(&self.comments);
        hits.filter(|(text, comment)| text.starts_with(comment.as_str()))
            .count()
    }
}

async fn seal(store: &Store) {
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let october = "2026-10".parse().expect("a month");
    let sealed = store.seal(october, K as u64, &people, on(day("2026-11-01")));
    assert_eq!(
        sealed.await.expect("sealed").release.ratings(),
        PEOPLE as u64
    );
}

/// The bytes of every file of a SQLite database.
fn files(place: &Place) -> Vec<Vec<u8>> {
    let Place::File(folder) = place else {
        return vec![];
    };
    let files = std::fs::read_dir(folder).expect("a folder");
    let files = files.map(|file| file.expect("readable").path());
    files.filter(|file| file.is_file()).map(read).collect()
}

fn read(file: impl AsRef<Path>) -> Vec<u8> {
    std::fs::read(file).expect("readable")
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

/// Rows of two texts.
async fn pairs(store: &TestStore, sql: &str) -> Vec<(String, String)> {
    let statement = Statement::from_string(store.reader.get_database_backend(), sql);
    let rows = store.reader.query_all_raw(statement).await.expect("reads");
    let pair = |row: &sea_orm::QueryResult| {
        let text = |place| row.try_get_by_index(place).expect("a text");
        (text(0), text(1))
    };
    rows.iter().map(pair).collect()
}

async fn what_waits_is_bytes_of_one_length(store: TestStore) {
    let outside = store.place.connect().await;
    let log_begins = if outside.get_database_backend() == DbBackend::Postgres {
        pairs(&store, "SELECT pg_current_wal_lsn()::text, ''")
            .await
            .remove(0)
            .0
    } else {
        String::new()
    };
    let poll = Poll::hold(&store).await;
    for table in ["rating", "waiting_comment"] {
        let rows = format!("SELECT COUNT(*) FROM {table}");
        let rows = usize::try_from(store.count(&rows).await);
        assert_eq!(rows, Ok(PEOPLE), "{table}");
        let lengths = format!("SELECT COUNT(DISTINCT length(sealed)) FROM {table}");
        assert_eq!(store.count(&lengths).await, 1, "{table}");
    }
    for bytes in files(&store.place) {
        assert!(!holds(&bytes, &poll.mark), "a comment stands in a file");
    }
    if outside.get_database_backend() == DbBackend::Postgres {
        outside
            .execute_unprepared("CHECKPOINT")
            .await
            .expect("runs");
        let mark = &poll.mark;
        let table = format!(
            "SELECT CAST(COUNT(*) AS BIGINT) FROM pg_class WHERE relkind IN ('r', 't') AND relfilenode <> 0 AND \
             position('{mark}'::bytea IN pg_read_binary_file(pg_relation_filepath(oid))) > 0"
        );
        assert_eq!(store.count(&table).await, 0, "a comment stands in a table");
        let log = format!(
            "SELECT CAST(COUNT(*) AS BIGINT) FROM pg_ls_waldir() WHERE name >= pg_walfile_name('{log_begins}') AND \
             name <= pg_walfile_name(pg_current_wal_lsn()) AND \
             position('{mark}'::bytea IN pg_read_binary_file('pg_wal/' || name, 0, 16777216, TRUE)) > 0"
        );
        assert_eq!(store.count(&log).await, 0, "a comment stands in the log");
    }
}

async fn nothing_that_was_written_together_links_a_code_to_a_comment(store: TestStore) {
    // Somebody who reads an older state keeps the whole log from being emptied.
    let old = store.reader.begin().await.expect("begins");
    let seen = Statement::from_string(old.get_database_backend(), "SELECT COUNT(*) FROM receipt");
    old.query_one_raw(seen).await.expect("reads");
    let poll = Poll::hold(&store).await;
    if store.reader.get_database_backend() == DbBackend::Sqlite {
        store.open_comments(day("2026-11-01")).await.expect("opens");
    } else {
        seal(&store).await;
    }

    // The order of the rows, of their names, and on PostgreSQL of the places where they lie.
    let orders = match store.reader.get_database_backend() {
        DbBackend::Postgres => vec!["", "ORDER BY ctid", "ORDER BY id"],
        _ => vec!["", "ORDER BY id"],
    };
    for order in orders {
        let rows = pairs(&store, &format!("SELECT text, month FROM comment {order}")).await;
        assert_eq!(rows.len(), PEOPLE);
        let hits = poll.hits(rows.iter().map(|(text, _)| text.as_str()));
        assert!(
            hits <= CHANCE,
            "{hits} comments lie in the order of their codes"
        );
    }
    match &store.place {
        Place::File(folder) => {
            let mut log = file_in(folder).into_os_string();
            log.push("-wal");
            assert_nobody_alone(first_commits(&read(log), &poll));
        }
        Place::Server(..) => {
            let of = async |table: &str| -> BTreeSet<String> {
                let sql = format!("SELECT xmin::text, '' FROM {table}");
                pairs(&store, &sql)
                    .await
                    .into_iter()
                    .map(|(xmin, _)| xmin)
                    .collect()
            };
            let [comments, sealed] = [of("comment").await, of("sealed_rating").await];
            assert_eq!((comments.len(), sealed.len()), (1, 1), "they came together");
            for table in ["receipt", "invitation"] {
                let codes = of(table).await;
                assert!(
                    codes.is_disjoint(&comments) && codes.is_disjoint(&sealed),
                    "{table}"
                );
            }
        }
    }
    old.rollback().await.expect("ends");
}

async fn comments_that_come_together_share_rows_and_none_is_lost(store: TestStore) {
    let mut texts: Vec<String> = (0..40)
        .map(|number| format!("saran {number}{}", " panjang".repeat(number % 4)))
        .collect();
    let long = "\u{1F600}".repeat(Comment::MAX_CHARACTERS);
    texts.extend([long.clone(), long]);
    let permit = Permit::console(Right::KeyPaper);
    let written = |text: &String| Rating {
        comment: Comment::parse(text).expect("short enough"),
        ..rating("2026-10-12", 4)
    };
    let (ktp, digest) = (slug("ktp"), Digest::of(b"many"));
    let ratings = texts.iter().map(written).collect();
    let stored = store.import_paper(&permit, &ktp, digest, ratings, 0);
    stored.await.expect("stored");
    let lengths = "SELECT COUNT(DISTINCT length(sealed)) FROM waiting_comment";
    assert_eq!(store.count(lengths).await, 1);
    let rows = store.count("SELECT COUNT(*) FROM waiting_comment").await;
    assert!((7..=9).contains(&rows), "{rows}");
    assert_eq!(store.comments_waiting().await, 42);
    store.open_comments(day("2026-11-01")).await.expect("opens");
    let rows = pairs(&store, "SELECT text, month FROM comment").await;
    let mut opened: Vec<String> = rows.into_iter().map(|(text, _)| text).collect();
    assert_ne!(opened, texts, "their order means nothing");
    opened.sort();
    texts.sort();
    assert_eq!(opened, texts);
}

/// The receipt of a code follows from the form that the browser held, which is kept nowhere: whoever printed the codes and
/// has the database, its log and the keys derives no receipt that was given, neither as it is derived now nor as it once
/// was, from the code alone.
async fn not_even_with_the_keys_a_code_leads_to_a_receipt(store: TestStore) {
    let poll = Poll::hold(&store).await;
    assert_eq!(
        usize::try_from(store.count("SELECT COUNT(*) FROM receipt").await),
        Ok(PEOPLE)
    );
    for code in &poll.codes {
        let guess = FormToken::random();
        for receipt in [
            store.secret.receipt(code.letters(), &guess),
            store.secret.receipt_of_code_alone(code),
        ] {
            let month = store.month_of_receipt(&receipt).await.expect("reads");
            assert_eq!(month, None);
        }
    }
}

/// In which commit of a log of SQLite each comment is read first: its pages are frames, and the last frame of a commit
/// tells how large the database is then.
fn first_commits(log: &[u8], poll: &Poll) -> BTreeMap<usize, usize> {
    const HEADER: usize = 32;
    const FRAME: usize = 24;
    let page = u32::from_be_bytes(log[8..12].try_into().expect("four bytes")) as usize;
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut commits: BTreeMap<usize, usize> = BTreeMap::new();
    let mut commit = 0;
    let mut pages = vec![];
    for frame in log[HEADER..].chunks_exact(FRAME + page) {
        pages.extend_from_slice(&frame[FRAME..]);
        if frame[4..8] == [0; 4] {
            continue;
        }
        if holds(&pages, &poll.mark) {
            for comment in &poll.comments {
                if !found.contains(comment.as_str()) && holds(&pages, comment) {
                    found.insert(comment);
                    *commits.entry(commit).or_default() += 1;
                }
            }
        }
        pages.clear();
        commit += 1;
    }
    assert!(commit > PEOPLE, "the log holds every commit: {commit}");
    commits
}

/// Nobody's comment came with fewer than k others.
fn assert_nobody_alone(commits: BTreeMap<usize, usize>) {
    assert_eq!(commits.values().sum::<usize>(), PEOPLE, "{commits:?}");
    for (commit, comments) in commits {
        assert!(
            comments >= K,
            "{comments} comments came with commit {commit}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_emptied_unless_somebody_reads_an_older_state() {
    let store = TestStore::sqlite().await;
    let Place::File(folder) = &store.place else {
        panic!("SQLite keeps a file")
    };
    let mut log = file_in(folder).into_os_string();
    log.push("-wal");
    store.rate("ktp", "2026-10-01", 3, 4).await;
    assert!(!read(&log).is_empty() && store.writes() > 0);
    let writes = store.writes();
    store.prove_written().await.expect("written");
    assert_eq!(
        store.writes(),
        writes,
        "whoever watches does not keep the log"
    );
    let old = store.reader.begin().await.expect("begins");
    let seen = Statement::from_string(DbBackend::Sqlite, "SELECT COUNT(*) FROM receipt");
    old.query_one_raw(seen).await.expect("reads");
    store.rate("ktp", "2026-10-01", 3, 4).await;
    assert!(!store.empty_log().await.expect("asks"));
    store.rate("ktp", "2026-10-01", 3, 4).await;
    old.rollback().await.expect("ends");
    assert!(store.empty_log().await.expect("empties"));
    assert!(read(&log).is_empty());
    assert_eq!(store.count("SELECT COUNT(*) FROM rating").await, 9);
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_read_the_files_of_a_database() {
    use std::os::unix::fs::PermissionsExt;
    let store = TestStore::sqlite().await;
    let Place::File(folder) = &store.place else {
        panic!("SQLite keeps a file")
    };
    let modes = || {
        let files = std::fs::read_dir(folder).expect("a folder");
        let files = files.map(|file| file.expect("readable").path());
        let mode = |file: PathBuf| file.metadata().expect("there").permissions().mode() & 0o777;
        files
            .filter(|file| file.is_file())
            .map(mode)
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(modes(), BTreeSet::from([0o600]));
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(file_in(folder), open).expect("set");
    store.second_process().await;
    assert_eq!(
        modes(),
        BTreeSet::from([0o600]),
        "one of an earlier version"
    );
}
