//! `/meja/komitmen/baru` and `/meja/komitmen/NUMBER/ubah`: making a commitment, and changing its words.
//! It must not offer to change what was promised to whom and for when: a date is moved by a step that says why.

use crate::forms::VERSION;
use domain::commitment::COMMITMENT;
use domain::forum::GroupId;
use domain::language::Language;
use domain::noun::{Fields, Snapshot};
use ui::components::{Choice, FieldError, FormErrors, FormFault};
use ui::html::Html;
use ui::t;

use crate::document::Desk;
use crate::forms::noun_form::Offered;
use crate::forms::point_form::GROUP;
use crate::forms::{TOKEN, choice_words};
use crate::noun_page::NounPage;

/// What stays as it was promised.
pub const PROMISED: [&str; 2] = ["unit", "tenggat"];

/// What the form is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Defining {
    /// A new commitment.
    New {
        /// By which a form sent twice is recognised.
        token: String,
        /// The group of a forum that it answers.
        group: Option<GroupId>,
    },
    /// One that there is, by its version.
    Known(i32),
}

/// What a commitment can name.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// The units that can promise.
    pub units: Vec<Choice>,
    /// Their services.
    pub services: Vec<Choice>,
    /// Their indicators.
    pub indicators: Vec<Choice>,
}

impl Choices {
    /// The same as the form offers them: nothing need be aimed at.
    pub fn offered(&self, language: Language) -> Offered {
        let or_none = |choices: Vec<Choice>| {
            let none = Choice::new("", t!(language, "commitment-aim-none"));
            std::iter::once(none).chain(choices).collect()
        };
        let elements = choice_words::choices(language, COMMITMENT, "unsur");
        Offered::default()
            .with("unit", self.units.clone())
            .with("unsur", or_none(elements))
            .with("layanan", or_none(self.services.clone()))
            .with("indikator", or_none(self.indicators.clone()))
    }
}

/// Why a commitment that was typed right is not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommitmentFault {
    /// Its date has passed already.
    DueInThePast,
    /// Somebody else changed it in the meantime.
    Conflict,
}

impl FormFault for CommitmentFault {
    fn field_error(&self, language: Language) -> FieldError {
        match self {
            Self::DueInThePast => {
                FieldError::new("tenggat", t!(language, "error-commitment-due-passed"))
            }
            Self::Conflict => FieldError::new("janji", t!(language, "error-commitment-conflict")),
        }
    }
}

/// The form, beside what somebody else saved in the meantime.
pub fn define_page(
    desk: Desk,
    defining: Defining,
    choices: &Choices,
    fields: &Fields,
    errors: FormErrors,
    saved_meanwhile: Option<Snapshot>,
) -> Html {
    let language = desk.language();
    let (title, hidden, left_out) = match defining {
        Defining::New { token, group } => {
            let group = group.map(|group| (GROUP, group.to_string()));
            let hidden = std::iter::once((TOKEN, token)).chain(group).collect();
            (t!(language, "commitment-new"), hidden, vec![])
        }
        Defining::Known(version) => (
            t!(language, "commitment-change"),
            vec![(VERSION, version.to_string())],
            PROMISED.to_vec(),
        ),
    };
    let page = NounPage {
        title,
        hidden,
        offered: choices.offered(language),
        left_out,
        ..NounPage::default()
    };
    page.show(desk, fields, errors, saved_meanwhile)
}
