//! What a unit was before, what continues it, and the marks that this leaves in its trend.
//! It must not read figures: those of another unit stay with that one.

use domain::language::Language;
use domain::period::Month;
use domain::record::PublicRecord;
use domain::register::Unit;
use leptos::prelude::*;
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

/// The marks in a unit's trend: when it began to exist.
pub fn breaks(language: Language, record: &PublicRecord, unit: &Unit) -> Vec<(Month, String)> {
    let first = record.months().next();
    let began = unit
        .validity
        .from
        .map(Month::of)
        .filter(|month| first.is_some_and(|first| first < *month));
    let what = if unit.predecessors.is_empty() {
        t!(language, "break-new")
    } else {
        t!(language, "break-continued")
    };
    began.map(|month| (month, what)).into_iter().collect()
}

/// What a unit was before, and what continues it.
pub fn past(page: &Page, record: &PublicRecord, unit: &Unit) -> Option<Html> {
    let language = page.language;
    let register = record.register();
    let links = |units: Vec<&Unit>| {
        let links: Vec<_> = units
            .into_iter()
            .map(|unit| {
                let href = page.href(&format!("/unit/{}", unit.slug));
                view! { <li><a href=href>{unit.name.get(language).to_owned()}</a></li> }
            })
            .collect();
        view! { <ul>{links.into_iter().collect_view()}</ul> }
    };
    let before: Vec<&Unit> = unit
        .predecessors
        .iter()
        .filter_map(|slug| register.unit(slug))
        .collect();
    let after: Vec<&Unit> = register.successors(&unit.slug).collect();
    let continues = (!before.is_empty()).then(|| {
        let since = unit
            .validity
            .from
            .map(|day| format::day(language, day))
            .unwrap_or_default();
        view! { <p>{t!(language, "unit-continues", since = since)}</p> {links(before)} }
    });
    let ended = unit.validity.until.map(|day| {
        let until = format::day(language, day);
        view! { <p>{t!(language, "unit-ended", until = until)}</p> {(!after.is_empty()).then(|| links(after))} }
    });
    (continues.is_some() || ended.is_some())
        .then(|| view! { <div class="notice">{continues} {ended}</div> }.into_html())
}
