//! The way from the city down to a page, and from the past to the present.
//! It must not know what the page shows.

use domain::language::Language;
use domain::record::PublicRecord;
use domain::slug::Slug;
use leptos::prelude::*;
use ui::components::Crumb;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

/// The way from the city down to a unit, the unit itself left out.
pub(super) fn crumbs(record: &PublicRecord, language: Language, unit: &Slug) -> Vec<Crumb> {
    let above = record.register().lineage(unit).into_iter().skip(1);
    let mut crumbs: Vec<Crumb> = above
        .map(|unit| Crumb {
            name: unit.name.get(language).to_owned(),
            path: if unit.parent.is_none() {
                "/".to_owned()
            } else {
                format!("/unit/{}", unit.slug)
            },
        })
        .collect();
    crumbs.reverse();
    crumbs
}

/// What the page of a period says instead of what holds today, and where that is.
pub(super) fn present(page: &Page, path: &str) -> Html {
    let language = page.language;
    view! {
        <p class="notice">
            {t!(language, "period-then")} " "
            <a href=page.href(path)>{t!(language, "period-now")}</a>
        </p>
    }
    .into_html()
}
