//! The results of a search for units and services.
//! It must not know how words are compared.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use ui::components::{CursorPagination, Part, Start};
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::site::{Found, Site};
use ui::t;

/// How many results are shown at once.
pub const MOST: usize = 40;

/// A list of what was found, each linked to its page or, with `to_rate`, to the form for rating it. A service that is not
/// offered on the day of rating leads to its page, which says so.
#[component]
pub fn Results(
    /// The page.
    page: Page,
    /// Where to look.
    site: Arc<Site>,
    /// What is looked for.
    question: String,
    /// Where the part of the results begins that is shown.
    start: Start,
    /// The day of rating, if results lead to the form.
    #[prop(optional)]
    to_rate: Option<NaiveDate>,
) -> Html {
    let language = page.language;
    let register = site.record.register();
    let found = site.find(&question);
    let unit_name = |slug| {
        register
            .unit(slug)
            .map(|unit| unit.name.get(language).to_owned())
            .unwrap_or_default()
    };
    let count = found.len();
    let Part {
        entries,
        before,
        after,
    } = start.part(found, MOST);
    let items: Vec<_> = entries
        .iter()
        .map(|found| match found {
            Found::Service(service) => {
                let start = if to_rate.is_some_and(|day| service.validity.on(day)) {
                    "/nilai/layanan"
                } else {
                    "/layanan"
                };
                let name = service.name.get(language).to_owned();
                (
                    page.href(&format!("{start}/{}", service.slug)),
                    name,
                    unit_name(&service.unit),
                )
            }
            Found::Unit(unit) => {
                let start = if to_rate.is_some() {
                    "/nilai?unit="
                } else {
                    "/unit/"
                };
                let name = unit.name.get(language).to_owned();
                (
                    page.href(&format!("{start}{}", unit.slug)),
                    name,
                    unit.abbreviation.clone(),
                )
            }
        })
        .collect();
    if items.is_empty() {
        return view! {
            <div class="notice">
                <p>{t!(language, "search-nothing", question = question)}</p>
                <p>{t!(language, "search-nothing-hint")}</p>
            </div>
        }
        .into_html();
    }
    let shown = items.into_iter().map(|(href, name, place)| {
        view! { <li><a href=href>{name}</a> " " <span class="hint">{place}</span></li> }
    });
    view! {
        <p>{t!(language, "search-count", count = count, question = question)}</p>
        <ul class="results">{shown.collect_view()}</ul>
        <CursorPagination page before after />
    }
    .into_html()
}

/// The page `/cari`.
pub fn search_page(page: Page, site: Arc<Site>, question: String, start: Start) -> Html {
    let language = page.language;
    let results = if question.trim().is_empty() {
        view! { <p class="notice">{t!(language, "search-empty")}</p> }.into_html()
    } else {
        view! { <Results page=page.clone() site question=question.clone() start /> }.into_html()
    };
    view! {
        <Document page=page.clone() title=t!(language, "search-title")>
            <h1>{t!(language, "search-title")}</h1>
            <form class="filters" action=page.href("/cari") method="get">
                <div class="field">
                    <label for="q">{t!(language, "search-label")}</label>
                    <input id="q" name="q" type="search" value=question maxlength="100" />
                </div>
                <button type="submit">{t!(language, "search-button")}</button>
            </form>
            {results}
        </Document>
    }
    .into_html()
}
