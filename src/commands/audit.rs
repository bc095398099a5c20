//! Checking the record from outside the server: the audit trail, the releases, and the answers that are kept of them.
//! It must not change anything.

use store::Recounted;

use super::Place;
use crate::clock::Clock;
use crate::failure::Failure;

/// Checks everything, says what was found, and fails if anything does not hold.
pub async fn verify(place: &Place) -> Result<(), Failure> {
    let store = place.open().await?;
    let examined = store.examine(Clock::default().today()).await?;
    store.close().await?;
    println!("The audit trail is whole: {} entries.", examined.entries);
    for (month, recounted) in &examined.releases {
        let found = match recounted {
            Recounted::Same(ratings) => format!("recounted, {ratings} ratings."),
            Recounted::Gone => "no longer recountable; its answers are not kept.".to_owned(),
            Recounted::Different(_) => "the recount differs.".to_owned(),
        };
        println!("{month}: {found}");
    }
    if examined.faults.is_empty() {
        return Ok(());
    }
    for fault in &examined.faults {
        eprintln!("{fault}");
    }
    Err(format!("the record does not hold: {} faults", examined.faults.len()).into())
}
