//! What people see: pages, forms, charts and texts, rendered whole on the server by Leptos.
//! It must not know a database, routes or the clock: a page gets its data as arguments.

// The type of a whole page is nested as deeply as its elements.
#![recursion_limit = "512"]

pub mod charts;
pub mod components;
pub mod desk;
pub mod format;
pub mod forms;
pub mod letters;
pub mod page;
pub mod pages;
pub mod site;
pub mod style;
pub mod texts;
