use std::fs;

use domain::seal::TwoPeople;

use super::*;
use crate::{KeyError, StoreError, SubmitError};

on_both_databases!(
    a_database_is_not_opened_without_its_key,
    a_key_that_is_forgotten_is_not_replaced,
    a_portal_without_its_keys_is_not_well,
    a_database_is_not_opened_without_the_key_of_a_month_in_which_something_waits,
    the_key_of_a_month_is_destroyed_with_its_seal,
    what_a_crash_left_of_a_dead_key_is_destroyed_at_the_next_start,
    what_waits_on_is_written_anew_under_the_next_key,
    who_waits_for_a_year_is_described_no_longer,
    no_process_acknowledges_under_a_dead_key,
    two_processes_make_one_key_for_a_month,
    a_row_of_the_ballot_box_takes_no_other_place,
    a_key_in_the_database_moves_into_its_file_and_leaves_no_trace,
);

impl Place {
    /// What opening the database leads to.
    async fn try_open(&self) -> Result<Store, StoreError> {
        match self {
            Self::File(folder) => Store::open_file(&file_in(folder), &self.keys()).await,
            Self::Server(url, _) => Store::open(url, &self.keys()).await,
        }
    }

    /// The files of the keys of a kind.
    pub fn keys_of(&self, kind: &str) -> Vec<PathBuf> {
        let files = fs::read_dir(self.keys()).expect("a folder");
        let files = files.map(|file| file.expect("readable").path());
        let of_kind = |file: &PathBuf| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(&format!("{kind}-"))
        };
        files.filter(of_kind).collect()
    }
}

async fn a_database_is_not_opened_without_its_key(store: TestStore) {
    let [file] = &*store.place.keys_of("installation") else {
        panic!("a new installation has one key")
    };
    let key = fs::read(file).expect("readable");
    assert_eq!(key.len(), 32);
    for other in [vec![7; 32], key[..31].to_vec()] {
        fs::write(file, other).expect("writable");
        let refused = store.place.try_open().await.expect_err("refused");
        assert!(matches!(refused, StoreError::Key(KeyError::Wrong(named)) if named == *file));
    }
    fs::remove_file(file).expect("removed");
    let refused = store.place.try_open().await.expect_err("refused");
    let message = refused.to_string();
    assert!(message.contains(&file.display().to_string()), "{message}");
    assert!(message.contains("--keys"), "{message}");
    assert!(
        store.place.keys_of("installation").is_empty(),
        "no other key was made"
    );
    fs::write(file, key).expect("writable");
    store.place.try_open().await.expect("opens");
}

async fn a_key_that_is_forgotten_is_not_replaced(store: TestStore) {
    store.rate("ktp", "2026-10-05", 1, 4).await;
    store.execute("DELETE FROM ballot_key").await;
    let (ballots, _writer) = BallotBox::open(store.store.clone());
    let ballot = Ballot {
        entitlement: Entitlement::open(slug("ktp"), FormToken::random()),
        rating: rating("2026-10-06", 4),
    };
    let refused = ballots.submit(ballot).await;
    assert!(matches!(refused, Err(SubmitError::Unavailable)));
    store
        .execute("DELETE FROM setting WHERE key = 'installation_key'")
        .await;
    let refused = store.place.try_open().await.expect_err("refused");
    let message = refused.to_string();
    assert!(message.contains("no longer names the key"), "{message}");
    for kind in ["installation", "ballots"] {
        assert_eq!(store.place.keys_of(kind).len(), 1, "{kind}");
    }
}

async fn a_portal_without_its_keys_is_not_well(store: TestStore) {
    store.rate("ktp", "2026-10-05", 1, 4).await;
    for kind in ["installation", "ballots"] {
        store.prove_written().await.expect("well");
        let [file] = &*store.place.keys_of(kind) else {
            panic!("one key")
        };
        let key = fs::read(file).expect("readable");
        fs::remove_file(file).expect("removed");
        let missing = store.prove_written().await.expect_err("not well");
        assert!(matches!(missing, StoreError::Key(KeyError::Missing(named)) if named == *file));
        fs::write(file, key).expect("writable");
    }
    store.prove_written().await.expect("well again");
}

async fn a_key_in_the_database_moves_into_its_file_and_leaves_no_trace(store: TestStore) {
    let codes = store.issue_invitations(&inviting(), &batch(), 1, 0).await;
    let code = codes.expect("issued")[0];
    let [file] = &*store.place.keys_of("installation") else {
        panic!("a new installation has one key")
    };
    let key = fs::read(file).expect("readable");
    let digits = hex::encode(&key);
    // As earlier versions of the program kept it.
    let earlier = format!(
        "UPDATE setting SET key = 'code_key', value = '{digits}' WHERE key = 'installation_key'"
    );
    store.execute(&earlier).await;
    fs::remove_file(file).expect("removed");
    let TestStore { store, place } = store;
    assert!(place.found(&digits).await);
    store.close().await.expect("closes");

    let store = place.open().await;
    assert_eq!(fs::read(file).expect("readable"), key);
    let found = store.look_up_invitation(&code, day("2026-10-07"));
    assert_eq!(found.await.expect("reads"), Ok(slug("ktp")));
    assert!(
        !place.found(&digits).await,
        "the key is still in the database"
    );
    store.close().await.expect("closes");
    place.open().await;
}

impl Place {
    /// Whether a text stands anywhere in what is kept of the settings, dead rows included.
    async fn found(&self, text: &str) -> bool {
        let outside = self.connect().await;
        match self {
            Self::File(folder) => fs::read_dir(folder).expect("a folder").any(|file| {
                let bytes = fs::read(file.expect("readable").path()).unwrap_or_default();
                bytes
                    .windows(text.len())
                    .any(|part| part == text.as_bytes())
            }),
            Self::Server(..) => {
                let page = "SELECT pg_read_binary_file(pg_relation_filepath('setting'))";
                outside
                    .execute_unprepared("CHECKPOINT")
                    .await
                    .expect("runs");
                let page = Statement::from_string(DbBackend::Postgres, page);
                let page = outside.query_one_raw(page).await.expect("reads");
                let page: Vec<u8> = page.expect("one row").try_get_by_index(0).expect("bytes");
                page.windows(text.len()).any(|part| part == text.as_bytes())
            }
        }
    }
}

async fn seal(store: &Store, month: &str) {
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let month: Month = month.parse().expect("a month");
    let sealed = store.seal(month, 10, &people, on(month.plus(1).first_day()));
    sealed.await.expect("sealed");
}

async fn a_database_is_not_opened_without_the_key_of_a_month_in_which_something_waits(
    store: TestStore,
) {
    store.rate("ktp", "2026-10-01", 1, 4).await;
    let [file] = &*store.place.keys_of("ballots-2026-10") else {
        panic!("a month has one key")
    };
    let key = fs::read(file).expect("readable");
    fs::remove_file(file).expect("removed");
    let refused = store.place.try_open().await.expect_err("refused");
    assert!(matches!(refused, StoreError::Key(KeyError::Missing(named)) if named == *file));
    fs::write(file, key).expect("writable");
    store.place.try_open().await.expect("opens");
}

async fn the_key_of_a_month_is_destroyed_with_its_seal(store: TestStore) {
    store.rate("ktp", "2026-10-01", 10, 4).await;
    store.rate("ktp", "2026-11-01", 10, 4).await;
    seal(&store, "2026-10").await;
    assert_eq!(
        store.place.keys_of("ballots-2026-10"),
        <[PathBuf; 0]>::default()
    );
    assert_eq!(store.place.keys_of("ballots-2026-11").len(), 1);
    let rows = "SELECT COUNT(*) FROM ballot_key";
    assert_eq!(store.count(rows).await, 1);
    store.place.try_open().await.expect("opens");
}

async fn what_a_crash_left_of_a_dead_key_is_destroyed_at_the_next_start(store: TestStore) {
    store.rate("ktp", "2026-10-01", 10, 4).await;
    let [file] = &*store.place.keys_of("ballots-2026-10") else {
        panic!("a month has one key")
    };
    // As after a crash between the commit of the seal and the destruction.
    store.execute("DELETE FROM rating").await;
    store.execute("UPDATE ballot_key SET dead = TRUE").await;
    store.place.try_open().await.expect("opens");
    assert!(!file.exists());
    assert_eq!(store.count("SELECT COUNT(*) FROM ballot_key").await, 0);
}

/// The random names of what waits.
async fn names(store: &TestStore) -> Vec<String> {
    let names = "SELECT CAST(id AS TEXT) FROM rating";
    let hex = "SELECT HEX(id) FROM rating";
    let backend = store.reader.get_database_backend();
    let sql = if backend == DbBackend::Sqlite {
        hex
    } else {
        names
    };
    let rows = store
        .reader
        .query_all_raw(Statement::from_string(backend, sql));
    let rows = rows.await.expect("reads");
    let names = rows
        .iter()
        .map(|row| row.try_get_by_index(0).expect("a name"));
    names.collect()
}

async fn what_waits_on_is_written_anew_under_the_next_key(store: TestStore) {
    store.rate("ktp", "2026-10-01", 10, 4).await;
    store.rate("kk", "2026-10-02", 4, 2).await;
    let (before, waiting) = (names(&store).await, store.waiting().await);
    seal(&store, "2026-10").await;
    let after = names(&store).await;
    assert_eq!(after.len(), 4);
    assert!(after.iter().all(|name| !before.contains(name)));
    let of_november = "SELECT COUNT(*) FROM rating WHERE month = '2026-11'";
    assert_eq!(store.count(of_november).await, 4);
    let mut expected = waiting
        .into_iter()
        .find(|slip| slip.date == day("2026-10-02"));
    if let Some(slip) = &mut expected {
        slip.waited = 1;
    }
    for slip in store.waiting().await {
        assert_eq!(Some(&slip), expected.as_ref());
    }
}

async fn who_waits_for_a_year_is_described_no_longer(store: TestStore) {
    store.rate("kk", "2025-10-31", 4, 2).await;
    store.rate("kk", "2025-12-01", 3, 2).await;
    let first: Month = "2025-10".parse().expect("a month");
    for later in 0..12 {
        let waiting = store.waiting().await;
        assert!(
            waiting
                .iter()
                .all(|slip| slip.profile != Profile::default())
        );
        seal(&store, &first.plus(later).to_string()).await;
    }
    let waiting = store.waiting().await;
    let described = waiting
        .iter()
        .filter(|slip| slip.profile != Profile::default());
    let described: Vec<_> = described.map(|slip| slip.date).collect();
    assert_eq!((waiting.len(), described), (7, vec![day("2025-12-01"); 3]));
}

async fn no_process_acknowledges_under_a_dead_key(store: TestStore) {
    store.rate("ktp", "2026-10-01", 10, 4).await;
    // It was open before the seal and knows nothing of it.
    let other = TestStore {
        store: store.second_process().await,
        place: Place::new_file(),
    };
    other.rate("ktp", "2026-10-02", 5, 4).await;
    seal(&store, "2026-10").await;
    other.rate("ktp", "2026-10-31", 10, 2).await;
    let waiting = store.waiting().await;
    assert_eq!(waiting.len(), 10);
    let of_november = "SELECT COUNT(*) FROM rating WHERE month = '2026-11'";
    assert_eq!(store.count(of_november).await, 10);
    seal(&store, "2026-11").await;
    let counted = "SELECT CAST(SUM(people) AS BIGINT) FROM sealed_rating";
    assert_eq!(store.count(counted).await, 25);
}

async fn two_processes_make_one_key_for_a_month(store: TestStore) {
    let other = TestStore {
        store: store.second_process().await,
        place: Place::new_file(),
    };
    tokio::join!(
        store.rate("ktp", "2026-10-01", 20, 4),
        other.rate("ktp", "2026-10-01", 20, 4)
    );
    assert_eq!(store.place.keys_of("ballots-2026-10").len(), 1);
    assert_eq!(store.waiting().await.len(), 40);
}

async fn a_row_of_the_ballot_box_takes_no_other_place(store: TestStore) {
    store.rate("ktp", "2026-10-01", 2, 4).await;
    let one = "(SELECT sealed FROM rating ORDER BY id LIMIT 1)";
    store
        .execute(&format!("UPDATE rating SET sealed = {one}"))
        .await;
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let month: Month = "2026-10".parse().expect("a month");
    let sealed = store.seal(month, 10, &people, on(day("2026-11-01")));
    let refused = sealed.await.expect_err("refused").to_string();
    assert!(refused.contains("that was changed"), "{refused}");
    assert_eq!(store.count("SELECT COUNT(*) FROM release").await, 0);
}
