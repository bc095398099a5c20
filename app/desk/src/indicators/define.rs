//! `/meja/indikator/baru` and `/meja/indikator/SLUG/ubah`: defining an indicator.
//! It must not offer to move an indicator to another unit: the other unit gets one of its own.

use domain::indicator::INDICATOR;
use domain::language::Language;
use domain::noun::{Fields, Snapshot};
use leptos::prelude::*;
use ui::components::{Form, FormErrors, SubmitButton};
use ui::html::{Html, IntoHtml};
use ui::t;

use crate::document::{Desk, DeskDocument};
use crate::forms::choice_words;
use crate::forms::indicator_form::VERSION;
use crate::forms::noun_form::{Offered, controls_where};
use crate::history::{Versions, versions_compared};
use crate::named::{Named, choices};

/// What cannot be changed later.
const IDENTITY: [&str; 2] = ["slug", "unit"];

/// What the form is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Defining {
    /// An indicator of one of these units.
    New(Vec<Named>),
    /// An indicator that there is, by its version.
    Known(i32),
}

/// The form for an indicator, beside what somebody else saved in the meantime.
pub fn define_page(
    desk: Desk,
    defining: Defining,
    fields: &Fields,
    errors: FormErrors,
    saved_meanwhile: Option<Snapshot>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let (title, hidden, offered, fixed) = match defining {
        Defining::New(units) => {
            let offered = offered(language, &units);
            (t!(language, "indicator-new"), vec![], offered, &[][..])
        }
        Defining::Known(version) => {
            let hidden = vec![(VERSION, version.to_string())];
            let offered = offered(language, &[]);
            (
                t!(language, "indicator-change"),
                hidden,
                offered,
                &IDENTITY[..],
            )
        }
    };
    let conflict = saved_meanwhile.map(|saved| {
        let typed = fields.snapshot();
        versions_compared(language, INDICATOR, &Versions { typed, saved }, &offered)
    });
    let controls = controls_where(
        |field| !fixed.contains(&field),
        language,
        fields,
        &offered,
        &errors,
    );
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{title}</h1>
            {conflict}
            <Form page=page.clone() hidden>
                {controls}
                <SubmitButton label=t!(language, "button-save") />
            </Form>
        </DeskDocument>
    }
    .into_html()
}

fn offered(language: Language, units: &[Named]) -> Offered {
    let coded = |field| choice_words::choices(language, INDICATOR, field);
    Offered::default()
        .with("unit", choices(units).collect())
        .with("arah", coded("arah"))
        .with("frekuensi", coded("frekuensi"))
}
