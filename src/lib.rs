//! The server: command line, configuration, routes and everything that speaks HTTP or reads files.
//! It must not hold rules or queries: those belong to `domain` and `store`, pages to `public` and `desk`.

pub mod bells;
pub mod cached;
mod chance;
pub mod clock;
pub mod commands;
mod cookies;
pub mod defects;
pub mod demo;
pub mod failure;
pub mod files;
pub mod health;
pub mod identity;
pub mod limits;
pub mod listening;
mod log;
pub mod mail;
pub mod metrics;
mod minutes;
pub mod publication;
mod quiet;
pub mod render;
pub mod routes;
pub mod sealing;
pub mod state;
pub mod study;
pub mod supervision;
