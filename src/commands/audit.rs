//! Checking the audit trail from outside the server.
//! It must not change anything.

use super::Place;
use crate::failure::Failure;

/// Checks the whole chain.
pub async fn verify(place: &Place) -> Result<(), Failure> {
    let store = place.open().await?;
    let count = store.verify_audit().await?;
    println!("The audit trail is whole: {count} entries.");
    store.close().await?;
    Ok(())
}
