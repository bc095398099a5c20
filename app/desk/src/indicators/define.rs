//! `/meja/indikator/baru` and `/meja/indikator/SLUG/ubah`: defining an indicator.
//! It must not offer to move an indicator to another unit: the other unit gets one of its own.

use crate::forms::VERSION;
use domain::indicator::INDICATOR;
use domain::language::Language;
use domain::noun::{Fields, Snapshot};
use ui::components::FormErrors;
use ui::html::Html;
use ui::t;

use crate::document::Desk;
use crate::forms::choice_words;
use crate::forms::noun_form::Offered;
use crate::named::{Named, choices};
use crate::noun_page::NounPage;

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
    let page = match defining {
        Defining::New(units) => NounPage {
            title: t!(language, "indicator-new"),
            offered: offered(language, &units),
            ..NounPage::default()
        },
        Defining::Known(version) => NounPage {
            title: t!(language, "indicator-change"),
            hidden: vec![(VERSION, version.to_string())],
            offered: offered(language, &[]),
            left_out: IDENTITY.to_vec(),
            ..NounPage::default()
        },
    };
    page.show(desk, fields, errors, saved_meanwhile)
}

fn offered(language: Language, units: &[Named]) -> Offered {
    let coded = |field| choice_words::choices(language, INDICATOR, field);
    Offered::default()
        .with("unit", choices(units).collect())
        .with("arah", coded("arah"))
        .with("frekuensi", coded("frekuensi"))
}
