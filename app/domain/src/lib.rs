//! The rules of the portal: what a rating is, how figures are computed, and when they may be published.
//!
//! Everything here is a pure function of its arguments. This crate must not know of databases, HTTP, pages, clocks or
//! random numbers: whoever calls it passes the date and the randomness in.

pub mod access;
pub mod account;
pub mod accountability;
pub mod achievement;
pub mod api_key;
pub mod attacker;
pub mod audit;
pub mod calendar;
mod coded;
pub mod comparison;
pub mod coverage;
pub mod digest;
pub mod disclosure;
pub mod figure;
pub mod formula;
pub mod grade;
pub mod grammar;
pub mod history;
pub mod indicator;
pub mod instrument;
pub mod invitation;
pub mod language;
pub mod moderation;
pub mod moment;
pub mod noun;
pub mod nouns;
pub mod officer;
mod packed;
pub mod paper;
pub mod patterns;
pub mod period;
pub mod profile;
pub mod quantity;
pub mod ranking;
pub mod rating;
pub mod realisation;
pub mod record;
pub mod register;
pub mod release;
pub mod reporting;
pub mod retention;
pub mod roster;
pub mod sample;
pub mod seal;
pub mod search;
pub mod sensitive;
pub mod service_time;
pub mod settings;
pub mod slug;
pub mod statistics;
pub mod tally;
pub mod trend;
pub mod validity;
pub mod week;
