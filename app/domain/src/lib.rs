//! The rules of the portal: what a rating is, how figures are computed, and when they may be published.
//!
//! Everything here is a pure function of its arguments. This crate must not know of databases, HTTP, pages, clocks or
//! random numbers: whoever calls it passes the date and the randomness in.

mod coded;
pub mod comparison;
pub mod figure;
pub mod grade;
pub mod instrument;
pub mod invitation;
pub mod language;
pub mod period;
pub mod rating;
pub mod record;
pub mod register;
pub mod release;
pub mod sample;
pub mod seal;
pub mod search;
pub mod tally;
