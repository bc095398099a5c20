//! `/aksesibilitas`: the accessibility statement.
//! It must claim only what is tested, and name what is known to fail.

use leptos::prelude::*;
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::t;

/// The page.
pub fn accessibility_page(page: Page) -> Html {
    let language = page.language;
    let tested = [
        "accessibility-tested-axe",
        "accessibility-tested-keyboard",
        "accessibility-tested-narrow",
        "accessibility-tested-script",
    ];
    let gaps = [
        "accessibility-gap-people",
        "accessibility-gap-languages",
        "accessibility-gap-print",
    ];
    let list = move |keys: &[&str]| {
        keys.iter()
            .map(move |key| view! { <li>{t!(language, key)}</li> })
            .collect_view()
    };
    view! {
        <Document page title=t!(language, "accessibility-title")>
            <h1>{t!(language, "accessibility-title")}</h1>
            <p class="lead">{t!(language, "accessibility-lead")}</p>
            <section aria-labelledby="diuji">
                <h2 id="diuji">{t!(language, "accessibility-tested")}</h2>
                <ul>{list(&tested)}</ul>
            </section>
            <section aria-labelledby="belum">
                <h2 id="belum">{t!(language, "accessibility-gaps")}</h2>
                <ul>{list(&gaps)}</ul>
            </section>
            <section aria-labelledby="lapor">
                <h2 id="lapor">{t!(language, "accessibility-report")}</h2>
                <p>{t!(language, "accessibility-report-text")}</p>
            </section>
        </Document>
    }
    .into_html()
}
