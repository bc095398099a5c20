//! `/meja/rilis/…`: one proposal: completeness and decision, or progress, or how it ended.
//! It must not show a figure: before the seal nobody sees one.

mod exclusion;

pub use exclusion::{
    Asked, EXCLUSION, FIRST_DAY, LAST_DAY, PLACE, PROOF, TypedExclusion, exclusion_page,
};

use std::sync::Arc;

use domain::access::AccountId;
use domain::accountability::SealedCorrection;
use domain::figure::Evidence;
use domain::integrity::{MarkedPlace, Sign};
use domain::language::Language;
use domain::realisation::Realisation;
use domain::register::Register;
use domain::seal::exclusion::AskedExclusion;
use domain::seal::proposal::{Completeness, MissingRealisation, Proposal, ProposalState, SealStep};
use domain::second_person::MAX_REASON;
use leptos::prelude::*;
use ui::components::{
    Button, Column, DataTable, Form, FormErrors, ProgressSteps, Step, StepState, SubmitButton,
    SummaryList, SummaryRow, TextArea, WarningText, evidence_name,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;
use ui::words::sign_text;

use super::releases::{Names, Obstacle, REASON, person, state_tag, subject};
use crate::document::{Desk, DeskDocument};

/// What the page of one proposal shows.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The proposal.
    pub proposal: Proposal,
    /// The names of the people in it.
    pub names: Names,
    /// What is missing and what waits; only while it is not decided.
    pub completeness: Option<Completeness>,
    /// What it leaves out.
    pub exclusions: Vec<AskedExclusion>,
    /// The units and services that it names.
    pub register: Arc<Register>,
    /// What would be corrected; only while that is not decided.
    pub corrections: Vec<SealedCorrection>,
    /// The names of those who have had a role to publish for a few days only; while it is not decided.
    pub young: Vec<String>,
    /// Whether the viewer proposed it.
    pub own: bool,
    /// What the server is doing, while it carries it out.
    pub step: Option<SealStep>,
    /// Whether the server's last attempt to carry it out failed.
    pub failed: bool,
    /// The reason as it was typed.
    pub reason: String,
    /// Why the last decision was not taken.
    pub obstacle: Option<Obstacle>,
}

/// One proposal: completeness and decision, or progress, or how it ended.
pub fn release_page(desk: Desk, shown: Shown) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let proposal = &shown.proposal;
    let title = subject(language, proposal);
    let errors = FormErrors::told(language, &shown.obstacle);
    let mut rows = vec![
        SummaryRow::new(
            t!(language, "seal-state"),
            state_tag(language, proposal.state),
        ),
        SummaryRow::new(
            t!(language, "seal-proposed-by"),
            who_and_when(
                language,
                &shown.names,
                proposal.proposed_by,
                proposal.proposed_at,
            ),
        ),
    ];
    if let (Some(by), Some(at)) = (proposal.decided_by, proposal.decided_at) {
        rows.push(SummaryRow::new(
            t!(language, "seal-decided-by"),
            who_and_when(language, &shown.names, by, at),
        ));
    }
    if !proposal.reason.is_empty() {
        rows.push(SummaryRow::new(
            t!(language, "seal-reason"),
            proposal.reason.clone(),
        ));
    }
    let young = (!shown.young.is_empty()).then(|| {
        let text = t!(language, "seal-young", names = shown.young.join(", "));
        view! { <WarningText language text /> }
    });
    let steps = (proposal.state == ProposalState::Confirmed)
        .then(|| progress(language, shown.step, shown.failed).into_html());
    let published = (proposal.state == ProposalState::Done).then(|| {
        let href = page.href(&format!("/?periode={}", proposal.month));
        view! { <p><a href=href>{t!(language, "seal-see-release")}</a></p> }
    });
    let completeness = shown
        .completeness
        .as_ref()
        .map(|completeness| completeness_list(&page, &shown, completeness));
    let exclusions = exclusion::section(&page, &shown);
    let corrections = (!shown.corrections.is_empty())
        .then(|| correction_list(language, &shown.corrections).into_html());
    let decision = (proposal.state == ProposalState::Proposed)
        .then(|| decision(&page, &shown, &errors).into_html());
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{title}</h1>
            <SummaryList page=page.clone() rows />
            {young}
            {published}
            {steps}
            {completeness}
            {exclusions}
            {corrections}
            {decision}
        </DeskDocument>
    }
    .into_html()
}

fn who_and_when(language: Language, names: &Names, by: AccountId, at: i64) -> String {
    format!(
        "{} · {}",
        person(language, names, by),
        format::moment(language, at)
    )
}

fn progress(language: Language, step: Option<SealStep>, failed: bool) -> Html {
    let warning = failed.then(|| {
        view! { <WarningText language text=t!(language, "seal-failed") /> }
    });
    let reached = step.map(|step| step as usize);
    let steps = SealStep::ALL
        .iter()
        .map(|step| {
            let place = *step as usize;
            let state = match reached {
                Some(reached) if place < reached => StepState::Done,
                Some(reached) if place == reached => StepState::Current,
                _ => StepState::Waiting,
            };
            let label = match step {
                SealStep::Counting => t!(language, "seal-step-counting"),
                SealStep::Moving => t!(language, "seal-step-moving"),
                SealStep::Publishing => t!(language, "seal-step-publishing"),
            };
            Step {
                label,
                state,
                note: String::new(),
            }
        })
        .collect();
    view! {
        <section aria-labelledby="kemajuan">
            <h2 id="kemajuan">{t!(language, "seal-progress")}</h2>
            <p>{t!(language, "seal-progress-text")}</p>
            {warning}
            <ProgressSteps language steps />
        </section>
    }
    .into_html()
}

fn completeness_list(page: &Page, shown: &Shown, completeness: &Completeness) -> Html {
    let (proposal, register) = (&shown.proposal, shown.register.as_ref());
    let language = page.language;
    let missing = completeness.missing.iter();
    let missing = missing.map(|missing| missing_text(language, register, missing));
    let rows = vec![
        SummaryRow::new(
            t!(language, "seal-missing-realisations"),
            list(missing.collect(), t!(language, "seal-missing-none")),
        ),
        SummaryRow::new(
            t!(language, "seal-waiting-comments"),
            format::integer(language, completeness.waiting_comments),
        ),
        SummaryRow::new(
            t!(language, "seal-signs"),
            sign_list(language, register, proposal),
        ),
    ];
    view! {
        <section aria-labelledby="kelengkapan">
            <h2 id="kelengkapan">{t!(language, "seal-completeness")}</h2>
            <p>{t!(language, "seal-completeness-text")}</p>
            <SummaryList page=page.clone() rows />
        </section>
    }
    .into_html()
}

fn list(lines: Vec<String>, none: String) -> Html {
    if lines.is_empty() {
        return none.into_html();
    }
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
    view! { <ul>{lines.collect_view()}</ul> }.into_html()
}

fn sign_list(language: Language, register: &Register, proposal: &Proposal) -> Html {
    let Some(signs) = &proposal.signs else {
        return t!(language, "seal-signs-unknown").into_html();
    };
    let lines = signs.iter().map(|sign| sign_line(language, register, sign));
    list(lines.collect(), t!(language, "seal-signs-none"))
}

fn missing_text(language: Language, register: &Register, missing: &MissingRealisation) -> String {
    let unit = register.unit(&missing.unit);
    let unit = unit.map_or_else(|| missing.unit.as_str(), |unit| unit.name.get(language));
    let period = format::reporting(language, missing.period);
    format!("{unit} · {} · {period}", missing.name.get(language))
}

/// The place first, so that it is known whom to ask.
fn sign_line(language: Language, register: &Register, sign: &Sign) -> String {
    let place = place(language, register, &sign.place());
    format!("{place} · {}", sign_text(language, sign.kind))
}

fn place(language: Language, register: &Register, marked: &MarkedPlace) -> String {
    let known = register.service(&marked.service);
    let unit = known.and_then(|service| register.unit(&service.unit));
    let unit = unit.map(|unit| unit.name.get(language).to_owned());
    let name = known.map_or_else(
        || marked.service.to_string(),
        |service| service.name.get(language).to_owned(),
    );
    let proof = marked
        .proof
        .map(|proof| evidence_name(language, Evidence::Class(proof)));
    let place = [unit, Some(name), marked.counter.clone(), proof];
    place.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A realisation without its unit of measure, which the indicator's own page has.
fn realisation_words(language: Language, realisation: &Realisation) -> String {
    match realisation {
        Realisation::Given { value, .. } => format::exact(language, value),
        Realisation::NotProvided => t!(language, "realisation-not-provided"),
        Realisation::NotApplicable => t!(language, "realisation-not-applicable"),
        Realisation::NotYetDue => t!(language, "realisation-not-yet-due"),
    }
}

/// What the second person confirms: it sets right what is public already.
fn correction_list(language: Language, corrections: &[SealedCorrection]) -> Html {
    let columns = vec![
        Column::text(t!(language, "correction-indicator")),
        Column::text(t!(language, "correction-period")),
        Column::text(t!(language, "correction-change")),
        Column::text(t!(language, "seal-reason")),
    ];
    let rows = corrections.iter().map(|sealed| {
        let correction = &sealed.correction;
        let before = realisation_words(language, correction.before());
        let after = realisation_words(language, &correction.after().clone().into());
        let (unit, indicator) = (sealed.unit.to_string(), sealed.indicator.to_string());
        let (period, reason) = (sealed.period.to_string(), correction.reason().to_owned());
        vec![
            view! { {unit} " · " {indicator} }.into_html(),
            view! { {period} }.into_html(),
            format!("{before} → {after}").into_html(),
            view! { {reason} }.into_html(),
        ]
    });
    let rows = rows.collect();
    view! {
        <h2 id="koreksi">{t!(language, "correction-waiting")}</h2>
        <DataTable
            caption=t!(language, "correction-waiting")
            caption_hidden=true
            columns
            rows
            empty=t!(language, "correction-none")
        />
    }
    .into_html()
}

fn decision(page: &Page, shown: &Shown, errors: &FormErrors) -> Html {
    let language = page.language;
    let path = format!("/meja/rilis/{}", shown.proposal.id);
    let confirm = if shown.own {
        view! { <p>{t!(language, "seal-other-confirms")}</p> }.into_html()
    } else {
        let shown = shown.exclusions.iter();
        let hidden = shown
            .map(|asked| (EXCLUSION, asked.id.to_string()))
            .collect();
        view! {
            <WarningText language text=t!(language, "seal-confirm-warning") />
            <Form page=page.clone() action=format!("{path}/setuju") hidden>
                <SubmitButton label=t!(language, "seal-confirm-button") />
            </Form>
        }
        .into_html()
    };
    let reason = shown.reason.clone();
    let error = errors.of(REASON);
    view! {
        <section aria-labelledby="keputusan">
            <h2 id="keputusan">{t!(language, "seal-decision")}</h2>
            {confirm}
            <Form page=page.clone() action=format!("{path}/kembali")>
                <TextArea
                    language
                    name=REASON
                    label=t!(language, "seal-send-back-reason")
                    value=reason
                    max_length=MAX_REASON
                    error
                />
                <SubmitButton label=t!(language, "seal-send-back-button") kind=Button::Secondary />
            </Form>
        </section>
    }
    .into_html()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_attempt_is_told_with_what_happens_next() {
        let html = |failed| {
            let show = || {
                progress(Language::English, None, failed)
                    .into_view()
                    .to_html()
            };
            Owner::new().with(show)
        };
        assert!(html(true).contains("tries again"));
        assert!(!html(false).contains("tries again"));
    }
}
