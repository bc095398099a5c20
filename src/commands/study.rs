//! Studies from the command line.
//! It must not judge: a study says itself what passes.

use crate::failure::Failure;
use crate::study::intervals;

/// Prints a line for each world and size, and fails if one does not pass.
pub fn intervals() -> Result<(), Failure> {
    println!("Coverage of the 95 % interval, seed {}", intervals::SEED);
    let mut failed = 0;
    for line in intervals::Study::default().lines() {
        println!("{line}");
        failed += usize::from(!line.passes());
    }
    match failed {
        0 => Ok(()),
        _ => Err(format!("{failed} lines did not pass").into()),
    }
}
