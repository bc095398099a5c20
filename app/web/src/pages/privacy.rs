//! `/privasi`: what is kept of whom, how long, and what nobody can see.
//! It must say what is true: the times are those by which the server deletes.

use std::sync::Arc;

use domain::language::Language;
use domain::retention::Retained;
use leptos::prelude::*;

use crate::page::{Document, Page};
use crate::site::Site;
use crate::t;

/// What a kind of data is called.
pub fn retained_name(language: Language, kind: Retained) -> String {
    match kind {
        Retained::Invitations => t!(language, "retained-invitations"),
        Retained::Receipts => t!(language, "retained-receipts"),
        Retained::SealedRatings => t!(language, "retained-sealed-ratings"),
        Retained::WaitingComments => t!(language, "retained-waiting-comments"),
        Retained::OriginalComments => t!(language, "retained-original-comments"),
        Retained::Visits => t!(language, "retained-visits"),
        Retained::PaperForms => t!(language, "retained-paper-forms"),
        Retained::Roster => t!(language, "retained-roster"),
        Retained::Officers => t!(language, "retained-officers"),
        Retained::ClosedAccounts => t!(language, "retained-closed-accounts"),
        Retained::Versions => t!(language, "retained-versions"),
        Retained::EndedKeys => t!(language, "retained-ended-keys"),
    }
}

/// The page.
pub fn privacy_page(page: Page, site: Arc<Site>) -> impl IntoView {
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
        ("privacy-comment-heading", "privacy-comment-text"),
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
}
