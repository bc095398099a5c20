//! Where a page stands in the tree of units.
//! It must not know the register: the way up comes as links.

use leptos::prelude::*;

use crate::html::{Html, IntoHtml};
use crate::page::Page;
use crate::t;

/// One step on the way up.
#[derive(Clone, Debug)]
pub struct Crumb {
    /// What it is called.
    pub name: String,
    /// Where it leads, without the language prefix.
    pub path: String,
}

/// The way from the city down to the page above this one.
#[component]
pub fn Breadcrumbs(page: Page, crumbs: Vec<Crumb>) -> Html {
    let links = crumbs
        .into_iter()
        .map(|crumb| view! { <li><a href=page.href(&crumb.path)>{crumb.name}</a></li> });
    view! {
        <nav class="breadcrumbs" aria-label=t!(page.language, "breadcrumbs-label")>
            <ol>{links.collect_view()}</ol>
        </nav>
    }
    .into_html()
}
