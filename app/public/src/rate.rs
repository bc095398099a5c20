//! Where a rating begins: with the code of a visit, or by finding the service.
//! It must not know whether a code is valid; its own page tells.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::register::Unit;
use leptos::prelude::*;
use ui::components::{FieldError, FormErrors, Start};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::site::Site;
use ui::t;

use super::search::Results;

/// What is being looked for.
#[derive(Clone, Debug)]
pub struct RateQuery {
    /// Words for a service.
    pub question: String,
    /// Where the part of what was found begins that is shown.
    pub start: Start,
    /// A unit whose services are listed.
    pub unit: Option<Unit>,
    /// A text that was typed as a code but is none.
    pub wrong_code: Option<String>,
    /// The day of rating; only services that are offered on it are listed.
    pub today: NaiveDate,
}

/// The page `/nilai`.
pub fn rate_page(page: Page, site: Arc<Site>, query: RateQuery) -> Html {
    let language = page.language;
    let errors: FormErrors = query
        .wrong_code
        .iter()
        .map(|_| FieldError::new("kode", t!(language, "code-malformed")))
        .collect();
    let error = errors.of("kode");
    let class = if error.is_some() {
        "field has-error"
    } else {
        "field"
    };
    let has_errors = error.is_some();
    let described = if error.is_some() {
        "kode-bantuan kode-kesalahan"
    } else {
        "kode-bantuan"
    };
    let results = (!query.question.trim().is_empty()).then(|| {
        view! { <Results page=page.clone() site=site.clone() question=query.question.clone() start=query.start to_rate=query.today /> }
    });
    let services = query
        .unit
        .map(|unit| services_of(&page, &site, &unit, query.today));
    let units = units_list(&page, &site);
    view! {
        <Document page=page.clone() title=t!(language, "rate-title") has_errors=has_errors>
            {errors.summary(language)}
            <h1>{t!(language, "rate-title")}</h1>
            <p class="lead">{t!(language, "rate-lead")}</p>
            <section class="choice" aria-labelledby="dengan-kode">
                <h2 id="dengan-kode">{t!(language, "rate-by-code")}</h2>
                <form action=page.href("/nilai") method="get">
                    <div class=class>
                        <label for="kode">{t!(language, "code-label")}</label>
                        <p class="hint" id="kode-bantuan">{t!(language, "code-hint")}</p>
                        {error.map(|message| view! { <p class="field-error" id="kode-kesalahan">{message}</p> })}
                        <input
                            id="kode" name="kode" class="code-input" type="text" autocomplete="off" autocapitalize="characters"
                            spellcheck="false" maxlength="20" value=query.wrong_code.unwrap_or_default() aria-describedby=described
                        />
                    </div>
                    <button type="submit">{t!(language, "code-button")}</button>
                </form>
            </section>
            <section class="choice" aria-labelledby="tanpa-kode">
                <h2 id="tanpa-kode">{t!(language, "rate-by-search")}</h2>
                <p>{t!(language, "rate-open-note")}</p>
                <form action=page.href("/nilai") method="get">
                    <div class="field">
                        <label for="q">{t!(language, "rate-search-label")}</label>
                        <p class="hint" id="q-bantuan">{t!(language, "rate-search-hint")}</p>
                        <input id="q" name="q" type="search" value=query.question maxlength="100" aria-describedby="q-bantuan" />
                    </div>
                    <button type="submit">{t!(language, "search-button")}</button>
                </form>
                {results}
                {services}
                {units}
            </section>
        </Document>
    }
    .into_html()
}

fn services_of(page: &Page, site: &Site, unit: &Unit, today: NaiveDate) -> Html {
    let language = page.language;
    let register = site.record.register();
    let below: Vec<_> = std::iter::once(unit)
        .chain(register.children(&unit.slug))
        .collect();
    let items: Vec<_> = below
        .into_iter()
        .flat_map(|unit| register.services_of(&unit.slug).map(move |service| (unit, service)))
        .filter(|(_, service)| service.validity.on(today))
        .map(|(owner, service)| {
            let href = page.href(&format!("/nilai/layanan/{}", service.slug));
            let place = (owner.slug != unit.slug).then(|| owner.name.get(language).to_owned());
            view! { <li><a href=href>{service.name.get(language).to_owned()}</a> " " <span class="hint">{place}</span></li> }
        })
        .collect();
    let successors: Vec<_> = register
        .successors(&unit.slug)
        .map(|unit| {
            let href = page.href(&format!("/nilai?unit={}#tanpa-kode", unit.slug));
            view! { <li><a href=href>{unit.name.get(language).to_owned()}</a></li> }
        })
        .collect();
    let ended = unit.validity.until.map(|day| {
        let until = format::day(language, day);
        view! {
            <p>{t!(language, "unit-ended", until = until)}</p>
            <ul class="results">{successors.into_iter().collect_view()}</ul>
        }
    });
    let empty = (items.is_empty() && ended.is_none())
        .then(|| view! { <p class="notice">{t!(language, "unit-no-services")}</p> });
    view! {
        <h3>{unit.name.get(language).to_owned()}</h3>
        <ul class="results">{items.into_iter().collect_view()}</ul>
        {ended}
        {empty}
    }
    .into_html()
}

/// How many units are listed to choose from.
const MOST_UNITS: usize = 200;

/// Every unit that offers services, for those who would rather choose than type. Where they are too many, those directly
/// below the root, which lead to the services of the units below them.
fn units_list(page: &Page, site: &Site) -> Html {
    let language = page.language;
    let register = site.record.register();
    let mut units: Vec<&Unit> = register
        .units()
        .filter(|unit| register.services_of(&unit.slug).next().is_some())
        .collect();
    if units.len() > MOST_UNITS {
        let root = register.root().map(|root| &root.slug);
        units.retain(|unit| unit.parent.as_ref() == root);
        units.truncate(MOST_UNITS);
    }
    units.sort_by(|a, b| a.name.get(language).cmp(b.name.get(language)));
    let items: Vec<_> = units
        .into_iter()
        .map(|unit| {
            let href = page.href(&format!("/nilai?unit={}#tanpa-kode", unit.slug));
            view! { <li><a href=href>{unit.name.get(language).to_owned()}</a></li> }
        })
        .collect();
    view! {
        <details class="all-units">
            <summary>{t!(language, "rate-all-units")}</summary>
            <ul class="results">{items.into_iter().collect_view()}</ul>
        </details>
    }
    .into_html()
}
