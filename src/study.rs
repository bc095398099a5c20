//! Studies: the formulas and what is published tried on simulated cities whose truth is known, with a fixed seed.
//! They must not read a database, nor compute a figure in a way of their own.

pub mod attribution;
pub mod disclosure;
pub mod fairness;
pub mod grouping;
pub mod integrity;
pub mod intervals;
mod worlds;
