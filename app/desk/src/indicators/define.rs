//! `/meja/indikator/baru` and `/meja/indikator/SLUG/ubah`: defining an indicator.
//! It must not offer to move an indicator to another unit: the other unit gets one of its own.

use domain::history::VersionedKind;
use domain::indicator::Direction;
use domain::language::Language;
use domain::register::Slug;
use domain::reporting::Frequency;
use leptos::prelude::*;
use ui::html::{Html, IntoHtml};

use crate::document::{Desk, DeskDocument};
use crate::forms::indicator_form::{
    DEFINITION, DIRECTION, ENGLISH, FREQUENCY, FROM, IndicatorForm, LONGEST_TEXT, MEASURE, NAME,
    OWNER, Problem, SLUG, SOURCE, UNIT, UNTIL, VERSION,
};
use crate::history::{Versions, versions_compared};
use ui::components::{
    Choice, DateInput, ErrorSummary, FieldError, Form, RadioGroup, Select, SubmitButton, TextArea,
    TextInput, direction_name, error_of, frequency_name,
};
use ui::t;

/// What the form is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Defining {
    /// An indicator of one of these units.
    New(Vec<(Slug, String)>),
    /// An indicator that there is, by its version.
    Known(i32),
}

/// The form for an indicator, beside what somebody else saved in the meantime.
pub fn define_page(
    desk: Desk,
    defining: Defining,
    form: IndicatorForm,
    problems: Vec<Problem>,
    conflict: Option<Versions>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let errors: Vec<FieldError> = problems
        .into_iter()
        .map(|problem| problem.field_error(language))
        .collect();
    let (title, hidden, identity) = match defining {
        Defining::New(units) => {
            let identity = identity(language, &units, &form, &errors);
            (t!(language, "indicator-new"), vec![], Some(identity))
        }
        Defining::Known(version) => {
            let hidden = vec![(VERSION, version.to_string())];
            (t!(language, "indicator-change"), hidden, None)
        }
    };
    let conflict =
        conflict.map(|versions| versions_compared(language, VersionedKind::Indicator, &versions));
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
            <ErrorSummary language errors=errors.clone() />
            <h1>{title}</h1>
            {conflict}
            <Form page=page.clone() hidden>
                {identity}
                {texts(language, &form, &errors)}
                {choices(language, &form, &errors)}
                <SubmitButton label=t!(language, "button-save") />
            </Form>
        </DeskDocument>
    }
    .into_html()
}

/// What cannot be changed later.
fn identity(
    language: Language,
    units: &[(Slug, String)],
    form: &IndicatorForm,
    errors: &[FieldError],
) -> Html {
    let units = units
        .iter()
        .map(|(slug, name)| Choice::new(slug.as_str(), name.clone()))
        .collect();
    view! {
        <Select
            language
            name=UNIT
            label=t!(language, "indicator-unit")
            options=units
            chosen=form.typed().text(UNIT)
            error=error_of(errors, UNIT)
        />
        <TextInput
            language
            name=SLUG
            label=t!(language, "indicator-slug")
            hint=t!(language, "indicator-slug-hint")
            value=form.typed().raw(SLUG)
            max_length=60
            error=error_of(errors, SLUG)
        />
    }
    .into_html()
}

fn texts(language: Language, form: &IndicatorForm, errors: &[FieldError]) -> Html {
    let line = |field: &str, label: String, optional: bool| {
        view! {
            <TextInput
                language
                name=field
                label
                value=form.typed().raw(field)
                max_length=LONGEST_TEXT
                optional
                error=error_of(errors, field)
            />
        }
    };
    let both = |field: &str, label: String| {
        let english = t!(language, "indicator-in-english", label = label.clone());
        (
            line(field, label, false),
            line(&format!("{field}{ENGLISH}"), english, true),
        )
    };
    let definition = |field: String, label: String| {
        view! {
            <TextArea
                language
                label
                value=form.typed().raw(&field)
                max_length=LONGEST_TEXT
                error=error_of(errors, &field)
                name=field
            />
        }
    };
    let definition_label = t!(language, "indicator-definition");
    let definition_english = t!(
        language,
        "indicator-in-english",
        label = definition_label.clone()
    );
    view! {
        {both(NAME, t!(language, "indicator-name"))}
        {definition(DEFINITION.to_owned(), definition_label)}
        {definition(format!("{DEFINITION}{ENGLISH}"), t!(language, "field-optional", label = definition_english))}
        {both(MEASURE, t!(language, "indicator-measure"))}
        {both(SOURCE, t!(language, "indicator-source"))}
        {both(OWNER, t!(language, "indicator-owner"))}
    }
    .into_html()
}

fn choices(language: Language, form: &IndicatorForm, errors: &[FieldError]) -> Html {
    let directions = Direction::ALL
        .iter()
        .map(|direction| Choice::new(direction.code(), direction_name(language, *direction)));
    let frequencies = Frequency::ALL
        .iter()
        .map(|frequency| Choice::new(frequency.code(), frequency_name(language, *frequency)));
    let chosen = |field| Some(form.typed().text(field).to_owned());
    view! {
        <RadioGroup
            language
            name=DIRECTION
            legend=t!(language, "indicator-direction")
            options=directions.collect()
            chosen=chosen(DIRECTION)
            error=error_of(errors, DIRECTION)
        />
        <RadioGroup
            language
            name=FREQUENCY
            legend=t!(language, "indicator-frequency")
            hint=t!(language, "indicator-frequency-hint")
            options=frequencies.collect()
            chosen=chosen(FREQUENCY)
            error=error_of(errors, FREQUENCY)
        />
        <DateInput
            language
            name=FROM
            label=t!(language, "indicator-from")
            value=form.typed().raw(FROM)
            optional=true
            error=error_of(errors, FROM)
        />
        <DateInput
            language
            name=UNTIL
            label=t!(language, "indicator-until")
            hint=t!(language, "indicator-until-hint")
            value=form.typed().raw(UNTIL)
            optional=true
            error=error_of(errors, UNTIL)
        />
    }
    .into_html()
}

/// The name of a field, as files and the history call it.
pub(crate) fn label(language: Language, field: &str) -> String {
    if let Some(field) = field.strip_suffix("_en") {
        let label = label(language, field);
        return t!(language, "indicator-in-english", label = label);
    }
    match field {
        "slug" => t!(language, "indicator-slug"),
        "unit" => t!(language, "indicator-unit"),
        "nama" => t!(language, "indicator-name"),
        "definisi" => t!(language, "indicator-definition"),
        "satuan" => t!(language, "indicator-measure"),
        "arah" => t!(language, "indicator-direction"),
        "frekuensi" => t!(language, "indicator-frequency"),
        "sumber" => t!(language, "indicator-source"),
        "penanggung_jawab" => t!(language, "indicator-owner"),
        "berlaku_mulai" => t!(language, "indicator-from"),
        _ => t!(language, "indicator-until"),
    }
}
