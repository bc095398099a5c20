use std::fs;

use super::*;
use crate::{KeyError, StoreError};

on_both_databases!(
    a_database_is_not_opened_without_its_key,
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

    /// The files of the keys.
    fn key_files(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.keys()).expect("a folder");
        files.map(|file| file.expect("readable").path()).collect()
    }
}

async fn a_database_is_not_opened_without_its_key(store: TestStore) {
    let [file] = &*store.place.key_files() else {
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
    assert!(store.place.key_files().is_empty(), "no other key was made");
    fs::write(file, key).expect("writable");
    store.place.try_open().await.expect("opens");
}

async fn a_key_in_the_database_moves_into_its_file_and_leaves_no_trace(store: TestStore) {
    let codes = store.issue_invitations(&inviting(), &batch(), 1, 0).await;
    let code = codes.expect("issued")[0];
    let [file] = &*store.place.key_files() else {
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
