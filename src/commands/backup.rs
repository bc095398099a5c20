//! Writing a backup and reading one back.
//! It must not know what a backup holds, only that it is as secret as the server.

use std::path::Path;

use domain::access::{Permit, Right};
use store::BackupError;

use super::Place;
use crate::clock::Clock;
use crate::failure::Failure;

pub async fn run(place: &Place, file: &Path, replace: bool) -> Result<(), Failure> {
    let store = place.open().await?;
    let keys = store
        .backup(file, replace)
        .await
        .map_err(|error| match error {
            BackupError::Exists(_) => format!("{error}; --replace writes over it"),
            _ => error.to_string(),
        })?;
    println!("Wrote {} and {}.", file.display(), keys.display());
    println!(
        "Keep them like the server itself, and in two places: the first holds its accounts, the second the secret keys, without which the first cannot be restored."
    );
    store.close().await?;
    Ok(())
}

pub async fn restore(place: &Place, file: &Path, keys: Option<&Path>) -> Result<(), Failure> {
    let name = file.display();
    let store = place.open_or_begin().await?;
    let permit = Permit::console(Right::Configure);
    let rows = store
        .restore(&permit, file, keys, Clock::default().now())
        .await
        .map_err(|error| format!("nothing was restored from {name}: {error}"))?;
    println!("Restored {rows} rows from {name}.");
    Ok(())
}
