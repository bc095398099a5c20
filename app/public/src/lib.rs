//! The pages that everybody reads, one module each, named as in their addresses.
//! A page must not fetch: it reads the site it is given, puts its data together first, and then shows it.

pub mod accessibility;
pub mod charted;
pub mod city;
pub mod comments;
pub mod commitments;
pub mod data;
pub mod dictionary;
pub mod enter;
pub mod error;
pub mod forums;
pub mod method;
pub mod privacy;
pub mod rate;
pub mod receipt;
pub mod search;
pub mod service;
mod signs;
pub mod unit;
mod way;

#[cfg(test)]
mod tests;
