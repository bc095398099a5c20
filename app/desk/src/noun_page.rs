//! The page on which a thing is added or changed: the form of its noun, beside what somebody else saved in the meantime.
//! It must not know any noun.

use domain::noun::{Fields, Snapshot};
use leptos::prelude::*;
use ui::components::{Form, FormErrors, SubmitButton};
use ui::html::{Html, IntoHtml};
use ui::t;

use crate::document::{Desk, DeskDocument};
use crate::forms::noun_form::{Offered, controls_where};
use crate::history::{Versions, versions_compared};

/// What the page of a noun shows besides the fields.
#[derive(Clone, Debug, Default)]
pub(crate) struct NounPage {
    /// Its title.
    pub title: String,
    /// What is sent unseen.
    pub hidden: Vec<(&'static str, String)>,
    /// What there is to choose from.
    pub offered: Offered,
    /// The fields that are not asked for.
    pub left_out: Vec<&'static str>,
    /// What else is asked for, behind the fields.
    pub inside: Html,
    /// What stands before the form.
    pub above: Html,
    /// What stands behind it.
    pub below: Html,
}

impl NounPage {
    /// The page.
    pub fn show(
        self,
        desk: Desk,
        fields: &Fields,
        errors: FormErrors,
        saved_meanwhile: Option<Snapshot>,
    ) -> Html {
        let language = desk.language();
        let page = desk.page.clone();
        let offered = &self.offered;
        let conflict = saved_meanwhile.map(|saved| {
            let typed = fields.snapshot();
            let versions = Versions { typed, saved };
            versions_compared(language, fields.noun(), &versions, offered)
        });
        let shown = |field: &str| !self.left_out.contains(&field);
        let controls = controls_where(shown, language, fields, offered, &errors);
        view! {
            <DeskDocument desk title=self.title.clone() has_errors=!errors.is_empty()>
                {errors.summary(language)}
                <h1>{self.title}</h1>
                {self.above}
                {conflict}
                <Form page=page.clone() hidden=self.hidden>
                    {controls}
                    {self.inside}
                    <SubmitButton label=t!(language, "button-save") />
                </Form>
                {self.below}
            </DeskDocument>
        }
        .into_html()
    }
}
