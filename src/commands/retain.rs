//! Deleting what has outlived its time, from the command line.
//! It must not decide what that is.

use domain::access::{Permit, Right};

use super::Place;
use crate::clock::Clock;
use crate::failure::Failure;

/// Deletes and says how much.
pub async fn run(place: &Place) -> Result<(), Failure> {
    let store = place.open().await?;
    let clock = Clock::default();
    let permit = Permit::console(Right::Configure);
    let deleted = store.retain(&permit, clock.moment()).await?;
    for (kind, rows) in deleted {
        println!("{}: {rows} rows deleted", kind.code());
    }
    store.close().await?;
    Ok(())
}
