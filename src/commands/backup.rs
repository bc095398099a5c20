//! Writing a backup and reading one back.
//! It must not know what a backup holds, only that it is as secret as the server.

use std::path::Path;

use domain::access::{Permit, Right};
use store::BackupError;

use super::Place;
use crate::clock::Clock;
use crate::failure::Failure;

pub async fn run(place: &Place, file: &Path, replace: bool) -> Result<(), Failure> {
    let store = place.open_existing().await?;
    store
        .backup(file, replace)
        .await
        .map_err(|error| match error {
            BackupError::Exists(_) => format!("{error}; --replace writes over it"),
            _ => error.to_string(),
        })?;
    println!("Wrote {}.", file.display());
    println!(
        "Keep it like the server itself: it holds the secret key of this installation, its accounts and the ratings that are not sealed yet."
    );
    store.close().await?;
    Ok(())
}

pub async fn restore(place: &Place, file: &Path) -> Result<(), Failure> {
    let name = file.display();
    let store = place.open().await?;
    let permit = Permit::console(Right::Configure);
    let rows = store
        .restore(&permit, file, Clock::default().now())
        .await
        .map_err(|error| format!("nothing was restored from {name}: {error}"))?;
    println!("Restored {rows} rows from {name}.");
    Ok(())
}
