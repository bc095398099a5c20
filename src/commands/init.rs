//! Beginning a new installation.
//! It must not touch one that exists.

use super::Place;
use crate::failure::Failure;

/// Makes an empty database and says what comes next.
pub async fn run(place: &Place) -> Result<(), Failure> {
    let store = place.begin().await?;
    println!("A new installation is in {place}.");
    println!("`suara-warga serve` prints the link for its first administrator.");
    store.close().await?;
    Ok(())
}
