//! `/meja/pengaturan`: what administrators of the city can set.
//! It must not change what is published already.

use domain::noun::Fields;
use domain::settings::Settings;
use leptos::prelude::*;
use ui::components::{Form, FormErrors, SubmitButton};
use ui::html::{Html, IntoHtml};
use ui::t;

use crate::document::{Desk, DeskDocument};
use crate::forms::BASE;
use crate::forms::noun_form::{Offered, controls_where};
use crate::history::{Versions, versions_compared};

/// The one setting that is no time.
pub const K: &str = "k";

/// The page; `kept` is what is set now, `typed` what shall be. With `conflict` both are shown beside each other.
pub fn settings_page(
    desk: Desk,
    kept: &Settings,
    typed: &Fields,
    errors: FormErrors,
    conflict: bool,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let offered = Offered::default();
    let compared = conflict.then(|| {
        let versions = Versions {
            typed: typed.snapshot(),
            saved: kept.fields().snapshot(),
        };
        versions_compared(language, typed.noun(), &versions, &offered)
    });
    let hidden = vec![(BASE, kept.digest().to_string())];
    let k = controls_where(|field| field == K, language, typed, &offered, &errors);
    let times = controls_where(|field| field != K, language, typed, &offered, &errors);
    view! {
        <DeskDocument desk title=t!(language, "settings-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "settings-title")}</h1>
            {compared}
            <Form page=page.clone() action="/meja/pengaturan" hidden>
                {k}
                <h2>{t!(language, "privacy-retention-heading")}</h2>
                <p>{t!(language, "settings-retention-text")}</p>
                {times}
                <SubmitButton label=t!(language, "button-save") />
            </Form>
        </DeskDocument>
    }
    .into_html()
}
