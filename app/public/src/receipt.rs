//! The confirmation of a rating: the receipt, what happens next and when.
//! It must not know how anybody rated.

use domain::invitation::Receipt;
use domain::period::Month;
use leptos::prelude::*;
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::t;

use crate::error::ways_on;

/// The page `/nilai/tanda-terima/…`.
pub fn receipt_page(page: Page, receipt: Receipt, month: Month, sealed: bool, k: u64) -> Html {
    let language = page.language;
    let month_text = format::month(language, month);
    let after = format::day(language, month.plus(1).first_day());
    let state = if sealed {
        let href = page.href("/data");
        view! {
            <p>{t!(language, "receipt-sealed", month = month_text.clone())} " " <a href=href>{t!(language, "receipt-releases")}</a></p>
        }
        .into_html()
    } else {
        view! {
            <ol class="steps">
                <li>{t!(language, "receipt-step-box")}</li>
                <li>{t!(language, "receipt-step-seal", month = month_text.clone(), after = after)}</li>
                <li>{t!(language, "receipt-step-few", k = k)}</li>
            </ol>
        }
        .into_html()
    };
    let ways = vec![
        ("/", t!(language, "receipt-read")),
        ("/nilai", t!(language, "receipt-rate")),
        ("/cari", t!(language, "way-search")),
    ];
    let ways = ways_on(&page, ways);
    view! {
        <Document page=page title=t!(language, "receipt-title") private=true>
            <div class="receipt">
                <h1>{t!(language, "receipt-heading")}</h1>
                <p>{t!(language, "receipt-label")}</p>
                <p class="receipt-code"><code>{receipt.to_string()}</code></p>
                <p class="hint">{t!(language, "receipt-hint")}</p>
            </div>
            <h2>{t!(language, "receipt-next")}</h2>
            <p>{t!(language, "receipt-release", month = month_text)}</p>
            {state}
            {ways}
        </Document>
    }
    .into_html()
}
