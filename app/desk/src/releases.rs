//! `/meja/rilis`: sealing by two people: the proposals and the forms for the next ones.
//! It must not show a figure: before the seal nobody sees one.

use std::collections::BTreeMap;

use domain::access::AccountId;
use domain::language::Language;
use domain::period::Month;
use domain::seal::exclusion::{Exclusion, ExclusionRefused};
use domain::seal::proposal::{Proposal, ProposalKind, ProposalState};
use leptos::prelude::*;
use ui::components::{
    Button, Choice, Column, CursorPagination, DataTable, FieldError, FilterForm, Form, FormErrors,
    FormFault, Select, SubmitButton, Tag, TagKind,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;
use uuid::Uuid;

use crate::document::{Desk, DeskDocument};
use crate::release::{FIRST_DAY, LAST_DAY, PLACE};

/// The name of the field for a reason.
pub const REASON: &str = "alasan";
/// The name of the field for how far proposals have come.
pub const STATE: &str = "keadaan";
/// The name of the field for the month.
pub const MONTH: &str = "bulan";

/// Why something was not proposed or decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The month is not over.
    NotOver,
    /// Another proposal waits for its decision.
    Open,
    /// No correction waits.
    NothingWaits,
    /// The month is sealed already, or an earlier one is not.
    OutOfOrder,
    /// Nobody confirms the own proposal.
    OwnProposal,
    /// The proposal was decided in the meantime.
    Decided,
    /// A reason is missing or too long.
    NoReason,
    /// Only whoever made the proposal changes what it leaves out.
    NotProposer,
    /// What is left out has changed since the page was opened.
    Changed,
    /// Ratings are not left out.
    Exclusion(ExclusionRefused),
    /// The server's clock is in doubt.
    Clock,
}

impl FormFault for Obstacle {
    fn field_error(&self, language: Language) -> FieldError {
        let (field, message) = match self {
            Self::NotOver => (MONTH, t!(language, "seal-not-over")),
            Self::Open => (MONTH, t!(language, "seal-open")),
            Self::NothingWaits => (MONTH, t!(language, "correction-none")),
            Self::OutOfOrder => (MONTH, t!(language, "seal-out-of-order")),
            Self::OwnProposal => (REASON, t!(language, "seal-own-proposal")),
            Self::Decided => (REASON, t!(language, "seal-decided")),
            Self::Clock => (REASON, t!(language, "seal-clock")),
            Self::NoReason => (REASON, t!(language, "seal-no-reason")),
            Self::NotProposer => (REASON, t!(language, "exclusion-not-proposer")),
            Self::Changed => (REASON, t!(language, "exclusion-changed")),
            Self::Exclusion(refused) => return exclusion_error(language, *refused),
        };
        FieldError::new(field, message)
    }
}

fn exclusion_error(language: Language, refused: ExclusionRefused) -> FieldError {
    let (field, message) = match refused {
        ExclusionRefused::NoSign => (PLACE, t!(language, "exclusion-no-sign")),
        ExclusionRefused::Days => (LAST_DAY, t!(language, "exclusion-days")),
        ExclusionRefused::Reason => (
            REASON,
            t!(
                language,
                "exclusion-reason-length",
                min = Exclusion::MIN_REASON,
                max = format::integer(language, Exclusion::MAX_REASON as u64)
            ),
        ),
        ExclusionRefused::Personal => (REASON, t!(language, "exclusion-personal")),
        ExclusionRefused::Overlaps => (FIRST_DAY, t!(language, "exclusion-overlaps")),
        ExclusionRefused::TooMany => (
            PLACE,
            t!(language, "exclusion-too-many", most = Exclusion::MOST),
        ),
        ExclusionRefused::Begun => (REASON, t!(language, "exclusion-begun")),
    };
    FieldError::new(field, message)
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

/// What the list shows.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The month whose turn it is.
    pub next: NextMonth,
    /// How far the proposals that are listed have come; anything if none.
    pub state: Option<ProposalState>,
    /// The proposals, newest first.
    pub proposals: Vec<Proposal>,
    /// The names of the people in them.
    pub names: Names,
    /// How many corrections wait to be published.
    pub corrections: usize,
    /// The proposal after which the list goes on.
    pub more: Option<Uuid>,
}

/// The list of proposals, newest first, and the forms for the next ones.
pub fn releases_page(desk: Desk, listed: Listed, obstacles: Vec<Obstacle>) -> Html {
    let Listed {
        next,
        state,
        proposals,
        names,
        corrections,
        more,
    } = listed;
    let language = desk.language();
    let page = desk.page.clone();
    let errors = FormErrors::told(language, &obstacles);
    let month = format::month(language, next.month);
    let form = if next.is_over {
        let hidden = vec![(MONTH, next.month.to_string())];
        view! {
            <p>{t!(language, "seal-propose-text", month = month.clone())}</p>
            <Form page=page.clone() action="/meja/rilis" hidden>
                <SubmitButton label=t!(language, "seal-propose-button", month = month) />
            </Form>
        }
        .into_html()
    } else {
        view! { <p id=MONTH>{t!(language, "seal-nothing-due", month = month)}</p> }.into_html()
    };
    let corrections = (corrections > 0).then(|| {
        view! {
            <p>{t!(language, "correction-propose-text", n = corrections)}</p>
            <Form page=page.clone() action="/meja/rilis/koreksi">
                <SubmitButton label=t!(language, "correction-propose-button") kind=Button::Secondary />
            </Form>
        }
    });
    let columns = vec![
        Column::text(t!(language, "seal-month")),
        Column::text(t!(language, "seal-state")),
        Column::text(t!(language, "seal-proposed-by")),
        Column::text(t!(language, "seal-decided-by")),
    ];
    let rows = proposals.into_iter().map(|proposal| {
        let href = page.href(&format!("/meja/rilis/{}", proposal.id));
        vec![
            view! { <a href=href>{subject(language, &proposal)}</a> }.into_html(),
            state_tag(language, proposal.state).into_html(),
            view! { {person(language, &names, proposal.proposed_by)} }.into_html(),
            view! { {proposal.decided_by.map(|by| person(language, &names, by))} }.into_html(),
        ]
    });
    let rows = rows.collect();
    view! {
        <DeskDocument desk title=t!(language, "releases-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "releases-title")}</h1>
            <p class="lead">{t!(language, "releases-lead")}</p>
            {form}
            {corrections}
            <h2 id="usulan">{t!(language, "seal-proposals")}</h2>
            {filter_form(&page, state)}
            <DataTable
                caption=t!(language, "seal-proposals")
                caption_hidden=true
                columns
                rows
                empty=t!(language, "seal-no-proposals")
            />
            <CursorPagination page=page.clone() after=more.map(|last| last.to_string()) />
        </DeskDocument>
    }
    .into_html()
}

pub(super) fn subject(language: Language, proposal: &Proposal) -> String {
    let month = format::month(language, proposal.month);
    match proposal.kind {
        ProposalKind::Seal => t!(language, "seal-of", month = month),
        ProposalKind::Correction => t!(language, "correction-of", month = month),
    }
}

pub(crate) fn person(language: Language, names: &Names, id: AccountId) -> String {
    let name = names.get(&id).cloned();
    name.unwrap_or_else(|| t!(language, "audit-former"))
}

pub(super) fn state_tag(language: Language, state: ProposalState) -> Html {
    let kind = match state {
        ProposalState::Proposed | ProposalState::Confirmed => TagKind::Waiting,
        ProposalState::SentBack | ProposalState::Refused => TagKind::Stopped,
        ProposalState::Done => TagKind::Done,
    };
    view! { <Tag kind label=state_name(language, state) /> }.into_html()
}

fn state_name(language: Language, state: ProposalState) -> String {
    match state {
        ProposalState::Proposed => t!(language, "seal-state-proposed"),
        ProposalState::SentBack => t!(language, "seal-state-sent-back"),
        ProposalState::Confirmed => t!(language, "seal-state-confirmed"),
        ProposalState::Done => t!(language, "seal-state-done"),
        ProposalState::Refused => t!(language, "seal-state-refused"),
    }
}

fn filter_form(page: &Page, chosen: Option<ProposalState>) -> Html {
    let language = page.language;
    let every = Choice::new("", t!(language, "seal-every-state"));
    let states = ProposalState::ALL
        .iter()
        .map(|state| Choice::new(state.code(), state_name(language, *state)));
    let options = std::iter::once(every).chain(states).collect();
    view! {
        <FilterForm page=page.clone() action="/meja/rilis" filtered=chosen.is_some()>
            <Select
                language
                name=STATE
                label=t!(language, "seal-state")
                options
                chosen=chosen.map(ProposalState::code).unwrap_or_default()
            />
        </FilterForm>
    }
    .into_html()
}
