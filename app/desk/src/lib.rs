//! The pages of the desk, one module each, named as in their addresses below `/meja`, and the ways in.
//! A page must not decide who may see it: the address it stands at has done so.

pub mod account;
pub mod audit;
pub mod calendar;
pub mod commitments;
pub mod csv_import;
pub mod document;
pub mod forms;
pub mod forums;
pub mod history;
pub mod home;
pub mod indicators;
pub mod invitations;
pub mod keys;
pub mod link;
pub mod moderation;
pub mod named;
mod noun_page;
pub mod officers;
pub mod one_time_code;
pub mod papers;
pub mod people;
pub mod register;
pub mod release;
pub mod releases;
pub mod replies;
pub mod roster;
pub mod sensitive;
pub mod settings;
pub mod sign_in;
