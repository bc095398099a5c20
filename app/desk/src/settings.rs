//! `/meja/pengaturan`: what administrators of the city can set.
//! It must not change what is published already.

use chrono::NaiveDate;
use domain::moment::ClockStanding;
use domain::noun::Fields;
use domain::settings::Settings;
use leptos::prelude::*;
use ui::components::{Form, FormErrors, SubmitButton, WarningText};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use crate::document::{Desk, DeskDocument};
use crate::forms::BASE;
use crate::forms::noun_form::{Offered, controls_where};
use crate::history::{Versions, versions_compared};

/// The one setting that is no time.
pub const K: &str = "k";

/// The name of the field by which a form confirms the clock.
pub const CLOCK: &str = "jam";

/// What is to be said of the server's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Whether it may be gone by.
    pub standing: ClockStanding,
    /// The local day that it shows.
    pub today: NaiveDate,
}

/// What is in doubt about the clock, and the button that ends it.
fn doubted(page: &Page, clock: Doubt) -> Option<Html> {
    let language = page.language;
    let text = match clock.standing {
        ClockStanding::Right => return None,
        ClockStanding::Ahead(_) => t!(language, "settings-clock-ahead"),
        ClockStanding::Restored => t!(language, "settings-clock-restored"),
    };
    let today = format::day(language, clock.today);
    let hidden = vec![(CLOCK, "benar".to_owned())];
    Some(
        view! {
            <section aria-labelledby="jam">
                <h2 id="jam">{t!(language, "settings-clock-heading")}</h2>
                <WarningText language text />
                <p>{t!(language, "settings-clock-today", today = today)}</p>
                <Form page=page.clone() action="/meja/pengaturan" hidden>
                    <SubmitButton label=t!(language, "settings-clock-button") />
                </Form>
            </section>
        }
        .into_html(),
    )
}

/// The page; `kept` is what is set now, `typed` what shall be. With `conflict` both are shown beside each other.
pub fn settings_page(
    desk: Desk,
    kept: &Settings,
    typed: &Fields,
    errors: FormErrors,
    conflict: bool,
    clock: Doubt,
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
    let doubt = doubted(&page, clock);
    let hidden = vec![(BASE, kept.digest().to_string())];
    let k = controls_where(|field| field == K, language, typed, &offered, &errors);
    let times = controls_where(|field| field != K, language, typed, &offered, &errors);
    view! {
        <DeskDocument desk title=t!(language, "settings-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "settings-title")}</h1>
            {doubt}
            {compared}
            <Form page=page.clone() action="/meja/pengaturan" hidden>
                <h2>{t!(language, "settings-release-heading")}</h2>
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
