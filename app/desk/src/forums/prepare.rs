//! `/meja/forum/baru` and `/meja/forum/ID/ubah`: announcing a forum.
//! It must not offer to move a forum to another unit: that one announces its own.

use crate::forms::VERSION;
use domain::language::Language;
use domain::noun::{Fields, Snapshot};
use domain::period::Month;
use leptos::prelude::*;
use ui::components::{Choice, FormErrors, Select, SubmitButton, SummaryList, SummaryRow};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::t;

use crate::document::{Desk, DeskDocument};
use crate::forms::forum_form::UNIT;
use crate::forms::noun_form::Offered;
use crate::named::{Named, choices};
use crate::noun_page::NounPage;

/// What the form offers.
#[derive(Clone, Debug)]
pub struct Preparing {
    /// The unit that invites.
    pub unit: Named,
    /// Its services, and those of the units below it.
    pub services: Vec<Named>,
    /// The months that are sealed, the newest first.
    pub months: Vec<Month>,
    /// The version that is changed; 0 of a forum that is new.
    pub version: i32,
}

impl Preparing {
    /// What can be chosen, by field.
    pub fn offered(&self, language: Language) -> Offered {
        let none = Choice::new("", t!(language, "forum-no-release"));
        let months = self.months.iter();
        let months =
            months.map(|month| Choice::new(month.to_string(), format::month(language, *month)));
        Offered::default()
            .with("unit", choices(std::slice::from_ref(&self.unit)).collect())
            .with("layanan", choices(&self.services).collect())
            .with("rilis", std::iter::once(none).chain(months).collect())
    }
}

/// The first step: which unit invites.
pub fn choose_unit_page(desk: Desk, units: &[Named]) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let options = choices(units).collect();
    view! {
        <DeskDocument desk title=t!(language, "forum-new")>
            <h1>{t!(language, "forum-new")}</h1>
            <p class="lead">{t!(language, "forum-new-lead")}</p>
            <form class="form" method="get" action=page.href("/meja/forum/baru")>
                <Select language name=UNIT label=t!(language, "forum-unit") options />
                <SubmitButton label=t!(language, "button-continue") />
            </form>
        </DeskDocument>
    }
    .into_html()
}

/// The form, beside what somebody else saved in the meantime.
pub fn prepare_page(
    desk: Desk,
    preparing: &Preparing,
    fields: &Fields,
    errors: FormErrors,
    saved_meanwhile: Option<Snapshot>,
) -> Html {
    let language = desk.language();
    let title = if preparing.version == 0 {
        t!(language, "forum-new")
    } else {
        t!(language, "forum-change")
    };
    let mut left_out = vec![UNIT];
    if preparing.services.is_empty() {
        left_out.push("layanan");
    }
    let row = SummaryRow::new(t!(language, "forum-unit"), preparing.unit.name.clone());
    let above = view! { <SummaryList page=desk.page.clone() rows=vec![row] /> };
    let page = NounPage {
        title,
        hidden: vec![(VERSION, preparing.version.to_string())],
        offered: preparing.offered(language),
        left_out,
        above: above.into_html(),
        ..NounPage::default()
    };
    page.show(desk, fields, errors, saved_meanwhile)
}
