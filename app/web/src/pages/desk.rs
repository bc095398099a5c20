//! The pages of the desk, one module each, named as in their addresses below `/meja`.
//! A page must not decide who may see it: the address it stands at has done so.

pub mod account;
pub mod audit;
pub mod home;
pub mod people;
pub mod releases;
pub mod settings;
