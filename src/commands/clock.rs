//! What an administrator says of the server's clock, from the command line.
//! It must not set it: that is the system's.

use domain::access::{Permit, Right};
use domain::moment::ClockStanding;
use store::StoreError;

use super::Place;
use crate::clock::Clock;
use crate::failure::Failure;

/// Says whether the clock is believed, after confirming it if that is asked.
pub async fn run(place: &Place, confirm: bool) -> Result<(), Failure> {
    let store = place.open().await?;
    let clock = Clock::default();
    println!("The server takes today for {}.", clock.today());
    let permit = Permit::console(Right::Configure);
    if confirm && store.confirm_clock(&permit, clock.now()).await? {
        println!("The clock is confirmed.");
    }
    match store.clock_standing(clock.now()).await? {
        ClockStanding::Right => println!("Months are sealed and data is deleted by it."),
        doubt => return Err(StoreError::Clock(doubt).into()),
    }
    store.close().await?;
    Ok(())
}
