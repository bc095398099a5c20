//! `/privasi`: what is kept of whom, how long, and what nobody can see.
//! It must say what is true: the times are those by which the server deletes.

use std::sync::Arc;

use leptos::prelude::*;
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::site::Site;
use ui::t;
use ui::words::retained_name;

/// The page.
pub fn privacy_page(page: Page, site: Arc<Site>) -> Html {
    let language = page.language;
    let rows = site.retention.iter().map(|(kind, months)| {
        view! {
            <tr>
                <th scope="row">{retained_name(language, *kind)}</th>
                <td>{t!(language, "privacy-months", months = *months)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let sections = [
        ("privacy-rating-heading", "privacy-rating-text"),
        ("privacy-secret-heading", "privacy-secret-text"),
        ("privacy-remains-heading", "privacy-remains-text"),
        ("privacy-comment-heading", "privacy-comment-text"),
        ("privacy-forum-heading", "privacy-forum-text"),
        ("privacy-visit-heading", "privacy-visit-text"),
        ("privacy-staff-heading", "privacy-staff-text"),
        ("privacy-rights-heading", "privacy-rights-text"),
    ];
    let sections = sections.map(|(heading, text)| {
        view! {
            <section aria-labelledby=heading>
                <h2 id=heading>{t!(language, heading)}</h2>
                <p>{t!(language, text)}</p>
            </section>
        }
    });
    view! {
        <Document page title=t!(language, "privacy-title")>
            <h1>{t!(language, "privacy-title")}</h1>
            <p class="lead">{t!(language, "privacy-lead")}</p>
            {sections.collect_view()}
            <section aria-labelledby="masa-simpan">
                <h2 id="masa-simpan">{t!(language, "privacy-retention-heading")}</h2>
                <p>{t!(language, "privacy-retention-text")}</p>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t!(language, "privacy-what")}</th>
                            <th scope="col">{t!(language, "privacy-how-long")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
        </Document>
    }
    .into_html()
}
