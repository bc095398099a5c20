//! The releases as open data.
//! It must not offer anything that is not sealed.

use std::sync::Arc;

use leptos::prelude::*;
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::site::Site;
use ui::t;

/// The page `/data`.
pub fn data_page(page: Page, site: Arc<Site>) -> Html {
    let language = page.language;
    let rows: Vec<_> = site
        .record
        .releases()
        .rev()
        .map(|release| {
            let month = release.month();
            let name = format::month(language, month);
            let link = |kind: &'static str| {
                let label = t!(language, "data-download", kind = kind, month = name.clone());
                view! { <a href=format!("/data/{month}.{}", kind.to_lowercase()) aria-label=label download="">{kind}</a> }
            };
            let digest = release.digest().to_string();
            view! {
                <tr>
                    <th scope="row">{name.clone()}</th>
                    <td class="number">{format::integer(language, release.ratings())}</td>
                    <td class="number">{format::integer(language, release.atom_count() as u64)}</td>
                    <td class="number">{release.services_waiting()}</td>
                    <td>{link("JSON")} " " {link("CSV")}</td>
                    <td class="digest"><code>{digest}</code></td>
                </tr>
            }
        })
        .collect();
    let table = if rows.is_empty() {
        view! { <p class="notice">{t!(language, "data-empty")}</p> }.into_html()
    } else {
        view! {
            <div class="table-scroll" role="region" aria-labelledby="rilis" tabindex="0">
                <table class="releases">
                    <caption id="rilis">{t!(language, "data-caption")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(language, "chart-month")}</th>
                            <th scope="col" class="number">{t!(language, "data-ratings")}</th>
                            <th scope="col" class="number">{t!(language, "data-atoms")}</th>
                            <th scope="col" class="number">{t!(language, "data-waiting")}</th>
                            <th scope="col">{t!(language, "data-files")}</th>
                            <th scope="col">"SHA-256"</th>
                        </tr>
                    </thead>
                    <tbody>{rows.into_iter().collect_view()}</tbody>
                </table>
            </div>
        }
        .into_html()
    };
    let corrections = site.record.corrections().iter().map(|release| {
        let (number, count) = (release.number(), release.corrections().len());
        let text = t!(language, "data-correction", number = number, count = count);
        view! { <li><a href=format!("/data/koreksi-{number}.json") download="">{text}</a></li> }
    });
    let corrections: Vec<_> = corrections.collect();
    let corrections = (!corrections.is_empty()).then(|| {
        view! {
            <section>
                <h2>{t!(language, "data-corrections-heading")}</h2>
                <p>{t!(language, "data-corrections-text")}</p>
                <ul>{corrections.into_iter().collect_view()}</ul>
            </section>
        }
    });
    let dictionary = page.href("/data/kamus");
    view! {
        <Document page=page title=t!(language, "data-title")>
            <h1>{t!(language, "data-title")}</h1>
            <p class="lead">{t!(language, "data-lead")}</p>
            {table}
            {corrections}
            <section>
                <h2>{t!(language, "data-check-heading")}</h2>
                <p>{t!(language, "data-check-text")}</p>
                <pre><code>"sha256sum 2026-10.json"</code></pre>
                <p><a href=dictionary>{t!(language, "data-dictionary")}</a></p>
            </section>
            <section>
                <h2>{t!(language, "data-all-heading")}</h2>
                <p><a href="/data/semua.csv" download="">{t!(language, "data-all")}</a></p>
                <p>{t!(language, "data-all-text")}</p>
            </section>
            <section>
                <h2>{t!(language, "data-api-heading")}</h2>
                <p>{t!(language, "data-api-text")}</p>
                <ul>
                    <li><a href="/api/v1/services"><code>"/api/v1/services"</code></a></li>
                    <li><code>"/api/v1/services/SLUG"</code></li>
                    <li><a href="/api/v1/units"><code>"/api/v1/units"</code></a></li>
                    <li><code>"/api/v1/units/SLUG"</code></li>
                    <li><code>"/api/v1/units/SLUG/ranks/2026-S2"</code></li>
                    <li><a href="/api/v1/releases"><code>"/api/v1/releases"</code></a></li>
                </ul>
            </section>
        </Document>
    }
    .into_html()
}
