//! `/meja/rilis`: sealing by two people: the proposals, one of them with its completeness, and its progress.
//! It must not show a figure: before the seal nobody sees one.

use std::collections::BTreeMap;

use domain::access::AccountId;
use domain::language::Language;
use domain::patterns::UnusualPatterns;
use domain::period::Month;
use domain::seal::proposal::{Proposal, ProposalKind, ProposalState, SealStep};
use leptos::prelude::*;
use store::Completeness;

use crate::components::{
    Button, Column, CursorPagination, DataTable, ErrorSummary, FieldError, Form, ProgressSteps,
    Step, StepState, SubmitButton, SummaryList, SummaryRow, Tag, TagKind, TextArea, WarningText,
    error_of,
};
use crate::desk::{Desk, DeskDocument};
use crate::format;
use crate::page::Page;
use crate::t;

/// The name of the field for a reason.
pub const REASON: &str = "alasan";
/// The name of the field for the month.
pub const MONTH: &str = "bulan";

/// Why something was not proposed or decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The month is not over.
    NotOver,
    /// Another proposal waits for its decision.
    Open,
    /// The month is sealed already, or an earlier one is not.
    OutOfOrder,
    /// Nobody confirms the own proposal.
    OwnProposal,
    /// The proposal was decided in the meantime.
    Decided,
    /// A reason is missing or too long.
    NoReason,
}

impl Obstacle {
    fn field_error(&self, language: Language) -> FieldError {
        let (field, message) = match self {
            Self::NotOver => (MONTH, t!(language, "seal-not-over")),
            Self::Open => (MONTH, t!(language, "seal-open")),
            Self::OutOfOrder => (MONTH, t!(language, "seal-out-of-order")),
            Self::OwnProposal => (REASON, t!(language, "seal-own-proposal")),
            Self::Decided => (REASON, t!(language, "seal-decided")),
            Self::NoReason => (REASON, t!(language, "seal-no-reason")),
        };
        FieldError::new(field, message)
    }
}

/// The names of accounts by their id.
pub type Names = BTreeMap<AccountId, String>;

/// The month whose turn it is, and whether it is over.
#[derive(Clone, Copy, Debug)]
pub struct NextMonth {
    /// The month.
    pub month: Month,
    /// Whether it may be sealed.
    pub is_over: bool,
}

/// The list of proposals, newest first, and the form for the next one.
pub fn releases_page(
    desk: Desk,
    next: NextMonth,
    proposals: Vec<Proposal>,
    names: Names,
    more: Option<i64>,
    obstacles: Vec<Obstacle>,
) -> impl IntoView {
    let language = desk.language();
    let page = desk.page.clone();
    let errors: Vec<_> = obstacles
        .iter()
        .map(|obstacle| obstacle.field_error(language))
        .collect();
    let month = format::month(language, next.month);
    let form = if next.is_over {
        let hidden = vec![(MONTH, next.month.to_string())];
        view! {
            <p>{t!(language, "seal-propose-text", month = month.clone())}</p>
            <Form page=page.clone() action="/meja/rilis" hidden>
                <SubmitButton label=t!(language, "seal-propose-button", month = month) />
            </Form>
        }
        .into_any()
    } else {
        view! { <p id=MONTH>{t!(language, "seal-nothing-due", month = month)}</p> }.into_any()
    };
    let columns = vec![
        Column::text(t!(language, "seal-month")),
        Column::text(t!(language, "seal-state")),
        Column::text(t!(language, "seal-proposed-by")),
        Column::text(t!(language, "seal-decided-by")),
    ];
    let rows = proposals.into_iter().map(|proposal| {
        let href = page.href(&format!("/meja/rilis/{}", proposal.id));
        vec![
            view! { <a href=href>{subject(language, &proposal)}</a> }.into_any(),
            state_tag(language, proposal.state).into_any(),
            view! { {person(language, &names, proposal.proposed_by)} }.into_any(),
            view! { {proposal.decided_by.map(|by| person(language, &names, by))} }.into_any(),
        ]
    });
    let rows = rows.collect();
    view! {
        <DeskDocument desk title=t!(language, "releases-title") has_errors=!errors.is_empty()>
            <ErrorSummary language errors=errors.clone() />
            <h1>{t!(language, "releases-title")}</h1>
            <p class="lead">{t!(language, "releases-lead")}</p>
            {form}
            <h2 id="usulan">{t!(language, "seal-proposals")}</h2>
            <DataTable
                caption=t!(language, "seal-proposals")
                caption_hidden=true
                columns
                rows
                empty=t!(language, "seal-no-proposals")
            />
            <CursorPagination page=page.clone() after=more.map(|at| at.to_string()) />
        </DeskDocument>
    }
}

fn subject(language: Language, proposal: &Proposal) -> String {
    let month = format::month(language, proposal.month);
    match proposal.kind {
        ProposalKind::Seal => t!(language, "seal-of", month = month),
        ProposalKind::Correction => t!(language, "correction-of", month = month),
    }
}

fn person(language: Language, names: &Names, id: AccountId) -> String {
    let name = names.get(&id).cloned();
    name.unwrap_or_else(|| t!(language, "audit-former"))
}

fn state_tag(language: Language, state: ProposalState) -> impl IntoView + use<> {
    let (kind, label) = match state {
        ProposalState::Proposed => (TagKind::Waiting, t!(language, "seal-state-proposed")),
        ProposalState::SentBack => (TagKind::Stopped, t!(language, "seal-state-sent-back")),
        ProposalState::Confirmed => (TagKind::Waiting, t!(language, "seal-state-confirmed")),
        ProposalState::Done => (TagKind::Done, t!(language, "seal-state-done")),
        ProposalState::Refused => (TagKind::Stopped, t!(language, "seal-state-refused")),
    };
    view! { <Tag kind label /> }
}

/// What the page of one proposal shows.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The proposal.
    pub proposal: Proposal,
    /// The names of the people in it.
    pub names: Names,
    /// What is missing, waits or looks unusual; only while it is not decided.
    pub completeness: Option<Completeness>,
    /// Whether the viewer proposed it.
    pub own: bool,
    /// What the server is doing, while it carries it out.
    pub step: Option<SealStep>,
    /// The reason as it was typed.
    pub reason: String,
    /// Why the last decision was not taken.
    pub obstacle: Option<Obstacle>,
}

/// One proposal: completeness and decision, or progress, or how it ended.
pub fn release_page(desk: Desk, shown: Shown) -> impl IntoView {
    let language = desk.language();
    let page = desk.page.clone();
    let proposal = &shown.proposal;
    let title = subject(language, proposal);
    let errors: Vec<_> = shown
        .obstacle
        .iter()
        .map(|obstacle| obstacle.field_error(language))
        .collect();
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
    let steps = (proposal.state == ProposalState::Confirmed)
        .then(|| progress(language, shown.step).into_any());
    let published = (proposal.state == ProposalState::Done).then(|| {
        let href = page.href(&format!("/?periode={}", proposal.month));
        view! { <p><a href=href>{t!(language, "seal-see-release")}</a></p> }
    });
    let completeness = shown
        .completeness
        .map(|completeness| completeness_list(&page, language, completeness));
    let decision = (proposal.state == ProposalState::Proposed)
        .then(|| decision(&page, &shown, &errors).into_any());
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
            <ErrorSummary language errors=errors.clone() />
            <h1>{title}</h1>
            <SummaryList page=page.clone() rows />
            {published}
            {steps}
            {completeness}
            {decision}
        </DeskDocument>
    }
}

fn who_and_when(language: Language, names: &Names, by: AccountId, at: i64) -> String {
    format!(
        "{} · {}",
        person(language, names, by),
        format::moment(language, at)
    )
}

fn progress(language: Language, step: Option<SealStep>) -> impl IntoView {
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
                SealStep::Writing => t!(language, "seal-step-writing"),
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
            <ProgressSteps language steps />
        </section>
    }
}

fn completeness_list(
    page: &Page,
    language: Language,
    completeness: Completeness,
) -> impl IntoView + use<> {
    let count = |number: u64| format::integer(language, number);
    let patterns = |patterns: UnusualPatterns| {
        let lines = [
            t!(language, "pattern-bursts", n = patterns.bursts),
            t!(language, "pattern-equal", n = patterns.equal_answers),
            t!(language, "pattern-closed", n = patterns.closed_days),
            t!(language, "pattern-visits", n = patterns.more_than_visits),
        ];
        let lines = lines.map(|line| view! { <li>{line}</li> });
        view! { <ul class="plain-list">{lines.collect_view()}</ul> }
    };
    let rows = vec![
        SummaryRow::new(
            t!(language, "seal-missing-realisations"),
            count(completeness.missing_realisations),
        ),
        SummaryRow::new(
            t!(language, "seal-waiting-comments"),
            count(completeness.waiting_comments),
        ),
        SummaryRow::new(
            t!(language, "seal-patterns-services"),
            patterns(completeness.services),
        ),
        SummaryRow::new(
            t!(language, "seal-patterns-counters"),
            patterns(completeness.counters),
        ),
    ];
    view! {
        <section aria-labelledby="kelengkapan">
            <h2 id="kelengkapan">{t!(language, "seal-completeness")}</h2>
            <p>{t!(language, "seal-completeness-text")}</p>
            <SummaryList page=page.clone() rows />
        </section>
    }
}

fn decision(page: &Page, shown: &Shown, errors: &[FieldError]) -> impl IntoView + use<> {
    let language = page.language;
    let path = format!("/meja/rilis/{}", shown.proposal.id);
    let confirm = if shown.own {
        view! { <p>{t!(language, "seal-other-confirms")}</p> }.into_any()
    } else {
        view! {
            <WarningText language text=t!(language, "seal-confirm-warning") />
            <Form page=page.clone() action=format!("{path}/setuju")>
                <SubmitButton label=t!(language, "seal-confirm-button") />
            </Form>
        }
        .into_any()
    };
    let reason = shown.reason.clone();
    let error = error_of(errors, REASON);
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
                    max_length=Proposal::MAX_REASON
                    error
                />
                <SubmitButton label=t!(language, "seal-send-back-button") kind=Button::Secondary />
            </Form>
        </section>
    }
}
