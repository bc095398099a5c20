//! `/meja/komitmen/NUMBER`: one commitment, what became of it, and the steps that can be taken.
//! It must not decide which step may follow which; it offers what the state suggests.

use chrono::NaiveDate;
use domain::commitment::{Kept, Refused, StepKind};
use domain::language::Language;
use domain::noun::Fields;
use leptos::prelude::*;
use ui::components::{
    Button, CommitmentCourse, CommitmentState, FieldError, Form, FormErrors, SubmitButton,
    SummaryList, SummaryRow, aim_text,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::site::Site;
use ui::t;

use super::path;
use crate::document::{Desk, DeskDocument};
use crate::forms::noun_form::{Offered, controls};

/// The name of the field for how many steps the sender has seen.
pub const SEEN: &str = "langkah";

/// A step as it was typed, with what is wrong with it.
#[derive(Clone, Debug)]
pub struct TypedStep {
    /// What kind of step.
    pub kind: StepKind,
    /// What was typed.
    pub fields: Fields,
    /// What is wrong with it.
    pub errors: FormErrors,
}

/// A step that was not taken, in words beside its first field.
pub fn refused(language: Language, kind: StepKind, refused: Refused) -> FieldError {
    let words = match refused {
        Refused::NotLater => t!(language, "error-commitment-not-later"),
        Refused::Passed => t!(language, "error-commitment-passed"),
        Refused::Reported => t!(language, "error-commitment-reported"),
        Refused::NotReported => t!(language, "error-commitment-not-reported"),
    };
    FieldError::new(first_control(kind), words)
}

/// Somebody else took a step in the meantime.
pub fn overtaken(language: Language, kind: StepKind) -> FieldError {
    FieldError::new(
        first_control(kind),
        t!(language, "error-commitment-conflict"),
    )
}

fn first_control(kind: StepKind) -> &'static str {
    let fields = kind.noun().fields();
    fields.first().map_or("", |field| field.control)
}

/// The page, with the step that came back if one did.
pub fn commitment_page(
    desk: Desk,
    site: &Site,
    kept: &Kept,
    today: NaiveDate,
    typed: Option<&TypedStep>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let title = t!(
        language,
        "commitment-number",
        number = kept.number.to_string()
    );
    let here = path(kept.number);
    let (change, history) = (
        page.href(&format!("{here}/ubah")),
        page.href(&format!("{here}/riwayat")),
    );
    let public = page.href(&format!("/komitmen/{}", kept.number));
    let summary = summary(language, site, kept, today);
    let steps = offered(kept, today);
    let steps = steps.map(|kind| step_form(&desk, kept, kind, typed));
    let steps = steps.collect_view();
    let errors = typed.map(|typed| typed.errors.clone()).unwrap_or_default();
    let course = kept.course.clone();
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{title}</h1>
            <p class="lead">{kept.commitment.text.get(language).to_owned()}</p>
            <SummaryList page=page.clone() rows=summary />
            <p><a class=Button::Secondary.class() href=change>{t!(language, "commitment-change")}</a></p>
            <p><a href=public>{t!(language, "commitment-public")}</a></p>
            <p><a href=history>{t!(language, "history-title")}</a></p>
            {steps}
            <section aria-labelledby="perjalanan">
                <h2 id="perjalanan">{t!(language, "commitment-course")}</h2>
                <CommitmentCourse language course />
            </section>
        </DeskDocument>
    }
    .into_html()
}

/// What is known of a commitment.
fn summary(language: Language, site: &Site, kept: &Kept, today: NaiveDate) -> Vec<SummaryRow> {
    let promised = &kept.commitment;
    let unit = site.record.register().unit(&promised.unit);
    let unit = unit.map_or(promised.unit.as_str(), |unit| unit.name.get(language));
    let state = kept.state(today);
    vec![
        SummaryRow::new(
            t!(language, "commitment-state"),
            view! { <CommitmentState language state /> },
        ),
        SummaryRow::new(t!(language, "audit-unit"), unit.to_owned()),
        SummaryRow::new(
            t!(language, "commitment-post"),
            promised.post.get(language).to_owned(),
        ),
        SummaryRow::new(
            t!(language, "commitment-due"),
            format::day(language, kept.course.due()),
        ),
        SummaryRow::new(
            t!(language, "commitment-aim"),
            aim_text(language, &site.record, promised),
        ),
    ]
}

/// The steps that the state suggests, the likeliest first.
fn offered(kept: &Kept, today: NaiveDate) -> impl Iterator<Item = StepKind> {
    let is_open = kept.course.report().is_none();
    let steps = [
        (StepKind::Reported, is_open),
        (StepKind::Deferred, is_open && today <= kept.course.due()),
        (StepKind::Reopened, !is_open),
    ];
    steps
        .into_iter()
        .filter_map(|(kind, fits)| fits.then_some(kind))
}

fn step_form(desk: &Desk, kept: &Kept, kind: StepKind, typed: Option<&TypedStep>) -> Html {
    let language = desk.language();
    let (heading, lead, button) = match kind {
        StepKind::Reported => (
            t!(language, "commitment-report-heading"),
            t!(language, "commitment-report-lead"),
            t!(language, "commitment-report-button"),
        ),
        StepKind::Deferred => (
            t!(language, "commitment-defer-heading"),
            t!(language, "commitment-defer-lead"),
            t!(language, "commitment-defer-button"),
        ),
        StepKind::Reopened => (
            t!(language, "commitment-reopen-heading"),
            t!(language, "commitment-reopen-lead"),
            t!(language, "commitment-reopen-button"),
        ),
    };
    let typed = typed.filter(|typed| typed.kind == kind);
    let blank = Fields::empty(kind.noun());
    let (fields, none) = (
        typed.map_or(&blank, |typed| &typed.fields),
        FormErrors::default(),
    );
    let errors = typed.map_or(&none, |typed| &typed.errors);
    let controls = controls(language, fields, &Offered::default(), errors);
    let seen = vec![(SEEN, kept.course.steps().len().to_string())];
    let action = format!("{}/{}", path(kept.number), kind.code());
    let button_kind = if kind == StepKind::Reported {
        Button::Primary
    } else {
        Button::Secondary
    };
    view! {
        <section aria-labelledby=kind.code()>
            <h2 id=kind.code()>{heading}</h2>
            <p>{lead}</p>
            <Form page=desk.page.clone() action hidden=seen>
                {controls}
                <SubmitButton label=button kind=button_kind />
            </Form>
        </section>
    }
    .into_html()
}
