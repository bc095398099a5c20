//! Opening an installation: its database with its keys, and what an older form of either needs to be brought up to date.
//! It must not know any table.

use std::path::Path;

use crate::account::encrypt_one_time_secrets;
use crate::connection::{Opened, file_of, lasting, open_file, open_server};
use crate::keys::KeyFolder;
use crate::waiting::{check_ballot_keys, drop_clear_table, move_from_clear};
use crate::{Store, StoreError, rewriting, secret::Secret, setting};

impl Store {
    /// Opens the database at `url`, `postgres://…` or `sqlite:FILE`, with the folder of its keys, and brings its schema up
    /// to date.
    pub async fn open(url: &str, keys: &Path) -> Result<Self, StoreError> {
        match file_of(url) {
            Some(file) => Self::open_file(file, keys).await,
            None => Self::with(open_server(url).await?, keys).await,
        }
    }

    /// Opens the SQLite database in a file with the folder of its keys, making them if there are none, and brings its schema
    /// up to date.
    pub async fn open_file(file: &Path, keys: &Path) -> Result<Self, StoreError> {
        Self::with(open_file(file, lasting).await?, keys).await
    }

    /// Opens a SQLite file that cannot grow beyond a number of pages, like one on a full disk.
    #[cfg(test)]
    pub(crate) async fn open_full_file(
        file: &Path,
        keys: &Path,
        pages: i64,
    ) -> Result<Self, StoreError> {
        let full = move |sqlite| lasting(sqlite).pragma("max_page_count", pages.to_string());
        Self::with(open_file(file, full).await?, keys).await
    }

    async fn with(opened: Opened, keys: &Path) -> Result<Self, StoreError> {
        let Opened { writer, reader } = opened;
        let keys = KeyFolder::at(keys);
        let transaction = writer.begin().await?;
        setting::lock_installation(&transaction).await?;
        let secret = Secret::load_or_create(&transaction, &keys).await?;
        check_ballot_keys(&transaction, &keys).await?;
        encrypt_one_time_secrets(&transaction, &secret).await?;
        if let Some(moved) = move_from_clear(&transaction, &transaction, &keys).await? {
            drop_clear_table(&transaction).await?;
            if moved > 0 {
                rewriting::order(&transaction).await?;
            }
        }
        transaction.commit().await?;
        let store = Self {
            writer,
            reader,
            keys,
            secret,
        };
        store.destroy_dead_keys().await?;
        store.rewrite_if_ordered().await?;
        Ok(store)
    }
}
