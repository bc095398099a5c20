//! Studies from the command line.
//! It must not judge: a study says itself what passes.

use std::fmt;
use std::path::Path;

use crate::failure::Failure;
use crate::study::{attribution, disclosure, fairness, grouping, integrity, intervals};

/// Prints a line for each world and size, and fails if one does not pass.
pub fn intervals() -> Result<(), Failure> {
    println!("Coverage of the 95 % interval, seed {}", intervals::SEED);
    let lines = intervals::Study::default();
    report(lines.lines().map(|line| (line.passes(), line)))
}

/// Prints a line for the demonstration, each world and each number of insiders, and fails if one does not pass.
pub fn disclosure() -> Result<(), Failure> {
    println!(
        "Sheets that a release makes sure, seed {}",
        disclosure::SEED
    );
    let study = disclosure::Study::default();
    report(study.lines()?.map(|line| (line.passes(), line)))
}

/// Prints a line for each rota and custom of swaps, and fails if one does not pass.
pub fn attribution() -> Result<(), Failure> {
    println!(
        "Ratings held against the officer who served, seed {}",
        attribution::SEED
    );
    let study = attribution::Study::default();
    report(study.lines().map(|line| (line.passes(), line)))
}

/// Prints a line for each kind of sign in honest months and for each attack, and fails if one does not pass.
pub fn integrity() -> Result<(), Failure> {
    println!("Signs of stuffing, seed {}", integrity::SEED);
    let study = integrity::Study::default();
    report(study.lines().map(|line| (line.passes(), line)))
}

/// Prints a line for each world and criterion, and fails if one does not pass.
pub fn fairness() -> Result<(), Failure> {
    println!("Evaluation of officers, seed {}", fairness::SEED);
    let study = fairness::Study::default();
    report(study.lines().map(|line| (line.passes(), line)))
}

/// Prints a line for each number of decisions, one for the keys and one for repetitions, and fails if one does not pass.
pub fn grouping(corpus: Option<&Path>) -> Result<(), Failure> {
    let (study, whose) = match corpus {
        None => (
            grouping::Study::of_invented_points(),
            "invented for the study",
        ),
        Some(file) => {
            let bytes = std::fs::read(file)
                .map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
            (grouping::Study::of(&bytes)?, "of the file")
        }
    };
    println!(
        "Themes suggested for {} points {whose}, in {} orders, seed {}",
        study.points.len(),
        study.replays,
        grouping::SEED
    );
    report(study.lines().map(|line| (line.passes(), line)))
}

/// Prints lines as they come, each with whether it passes.
fn report<L: fmt::Display>(lines: impl Iterator<Item = (bool, L)>) -> Result<(), Failure> {
    let mut failed = 0;
    for (passes, line) in lines {
        println!("{line}");
        failed += usize::from(!passes);
    }
    match failed {
        0 => Ok(()),
        _ => Err(format!("{failed} lines did not pass").into()),
    }
}
