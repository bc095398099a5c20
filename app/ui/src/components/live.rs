//! What makes a page renew itself: the script, the bell that it listens to, and what is said while the line is lost.
//! It must not know what is fetched when a bell rings.

use domain::language::Language;
use leptos::prelude::*;

use crate::html::{Html, IntoHtml};
use crate::script::SCRIPT_PATH;
use crate::t;

/// A bell that a page listens to.
#[derive(Clone, Debug)]
pub struct Bell {
    /// Where it rings.
    pub address: String,
    /// The version that the page shows.
    pub version: u64,
    /// For how long a page waits at most after it rings, in milliseconds, so that a hall does not ask all at once.
    pub patience: u32,
}

impl Bell {
    /// The bell, and the place where the loss of the line is told.
    pub fn show(self, language: Language) -> Html {
        let (version, patience) = (self.version.to_string(), self.patience.to_string());
        view! {
            <p class="notice" data-putus hidden role="status">{t!(language, "live-lost")} " " <span></span></p>
            <div hidden data-bel=self.address data-versi=version data-tunggu=patience></div>
        }
        .into_html()
    }
}

/// The script of pages that renew themselves.
pub fn live_script() -> Html {
    view! { <script src=SCRIPT_PATH.as_str() defer></script> }.into_html()
}
