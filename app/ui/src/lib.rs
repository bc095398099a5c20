//! What all pages share: the document, components, forms, charts and texts, rendered whole on the server by Leptos.
//! It must not know a database, routes or the clock, nor any page.

pub mod charts;
pub mod components;
pub mod format;
pub mod forms;
pub mod html;
pub mod letters;
pub mod page;
pub mod script;
pub mod site;
pub mod style;
pub mod texts;
pub mod wanted;
pub mod words;
