//! The server as its users meet it: the real router on a real port, and the real program from the command line.
//! What must hold of rules and of the store is tested in their crates.

mod calendar;
mod commands;
mod comments;
mod commitments;
mod crash;
mod desk;
mod edition;
mod follow_up;
mod forum_groups;
mod forums;
mod health;
mod http;
mod indicators;
mod invitations;
mod log;
mod long_lists;
mod mail;
mod minutes;
mod officers;
mod papers;
mod past;
mod people;
mod portal;
mod processes;
mod programs;
mod rating;
mod reading;
mod register;
mod releases;
mod roster;
mod settings;
mod sign_in;
mod trail;
mod visits;
mod writing;
