//! What a proposed seal leaves out: the list on its page, and the form by which its proposer asks for it.
//! It must not tell how many ratings it is about: before the seal nobody knows.

use std::sync::Arc;

use domain::figure::Evidence;
use domain::integrity::MarkedPlace;
use domain::rating::Proof;
use domain::register::Register;
use domain::seal::exclusion::{AskedExclusion, Exclusion};
use domain::seal::proposal::{Proposal, ProposalKind, ProposalState};
use leptos::prelude::*;
use ui::components::{
    Button, Choice, DateInput, Form, FormErrors, Select, SubmitButton, TextArea, evidence_name,
};
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;
use ui::words::exclusion_place;

use super::{Shown, place};
use crate::document::{Desk, DeskDocument};
use crate::releases::{REASON, subject};

/// The name of the field for the place, by its number among those that signs name.
pub const PLACE: &str = "tempat";
/// The name of the field for how the ratings were given.
pub const PROOF: &str = "cara";
/// The name of the field for the first day.
pub const FIRST_DAY: &str = "dari";
/// The name of the field for the last day.
pub const LAST_DAY: &str = "sampai";
/// The name of the field for an exclusion.
pub const EXCLUSION: &str = "pengecualian";

/// A form to leave ratings out, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct TypedExclusion {
    /// The number of the place among those that signs name.
    pub place: String,
    /// How the ratings were given.
    pub proof: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Why.
    pub reason: String,
}

/// What the page of the form shows.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The proposal that is to leave something out.
    pub proposal: Proposal,
    /// Whether the viewer proposed it.
    pub own: bool,
    /// The units and services that its signs name.
    pub register: Arc<Register>,
    /// What was typed.
    pub typed: TypedExclusion,
    /// What is wrong with it.
    pub errors: FormErrors,
}

/// The list on the proposal's page; nothing where nothing can be left out.
pub(super) fn section(page: &Page, shown: &Shown) -> Option<Html> {
    let language = page.language;
    let proposal = &shown.proposal;
    let is_open = proposal.state == ProposalState::Proposed;
    let signs = proposal.signs.as_deref().unwrap_or_default();
    let can_be = is_open && !signs.is_empty();
    if proposal.kind != ProposalKind::Seal || (shown.exclusions.is_empty() && !can_be) {
        return None;
    }
    let path = format!("/meja/rilis/{}", proposal.id);
    let can_change = shown.own && is_open;
    let items = shown
        .exclusions
        .iter()
        .map(|AskedExclusion { id, exclusion }| {
            let marked = MarkedPlace {
            service: exclusion.service.clone(),
            counter: None,
            proof: None,
        };
        let service = place(language, &shown.register, &marked);
            let what = format!("{service} · {}", exclusion_place(language, exclusion));
            let withdraw = can_change.then(|| {
                let hidden = vec![(EXCLUSION, id.to_string())];
                view! {
                    <Form page=page.clone() action=format!("{path}/hitung-kembali") hidden>
                        <SubmitButton
                            label=t!(language, "exclusion-withdraw")
                            kind=Button::Secondary
                        />
                    </Form>
                }
            });
            view! {
                <li>
                    {what} <blockquote class="comment-text">{exclusion.reason.clone()}</blockquote> {withdraw}
                </li>
            }
        });
    let items = items.collect_view();
    let title = match proposal.state {
        ProposalState::Proposed | ProposalState::Confirmed => t!(language, "exclusions-title"),
        _ => t!(language, "exclusions-asked"),
    };
    let list = if shown.exclusions.is_empty() {
        view! { <p>{t!(language, "exclusions-none")}</p> }.into_html()
    } else {
        view! { <ul>{items}</ul> }.into_html()
    };
    let ask = (can_change && !signs.is_empty()).then(|| {
        let href = page.href(&format!("{path}/kecualikan"));
        view! { <p><a href=href>{t!(language, "exclude-link")}</a></p> }
    });
    let section = view! {
        <section aria-labelledby="pengecualian">
            <h2 id="pengecualian">{title}</h2>
            {list}
            {ask}
        </section>
    };
    Some(section.into_html())
}

/// The form to leave ratings out of a proposed seal.
pub fn exclusion_page(desk: Desk, asked: Asked) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let errors = &asked.errors;
    let title = t!(language, "exclusion-title");
    let back = page.href(&format!("/meja/rilis/{}", asked.proposal.id));
    let month = subject(language, &asked.proposal);
    let form = form(&page, &asked, errors);
    let summary = errors.summary(language);
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
            {summary}
            <h1>{title}</h1>
            <p><a href=back>{month}</a></p>
            <p class="lead">{t!(language, "exclusion-lead")}</p>
            {form}
        </DeskDocument>
    }
    .into_html()
}

fn form(page: &Page, asked: &Asked, errors: &FormErrors) -> Html {
    let language = page.language;
    let signs = asked.proposal.signs.as_deref().unwrap_or_default();
    let obstacle = if asked.proposal.state != ProposalState::Proposed {
        Some(t!(language, "seal-decided"))
    } else if !asked.own {
        Some(t!(language, "exclusion-not-proposer"))
    } else {
        (signs.is_empty()).then(|| t!(language, "exclusion-no-place"))
    };
    if let Some(obstacle) = obstacle {
        return view! { <p>{obstacle}</p> }.into_html();
    }
    let places = MarkedPlace::of(signs).into_iter().enumerate();
    let places = places.map(|(number, marked)| {
        let name = place(language, &asked.register, &marked);
        Choice::new(number.to_string(), name)
    });
    let nowhere = Choice::new("", t!(language, "exclusion-choose-place"));
    let places = std::iter::once(nowhere).chain(places);
    let proofs = Proof::ALL.iter().map(|proof| {
        let name = evidence_name(language, Evidence::Class(*proof));
        Choice::new(proof.key(), name)
    });
    let none = Choice::new("", t!(language, "exclusion-chosen"));
    let proofs = std::iter::once(none).chain(proofs).collect();
    let typed = asked.typed.clone();
    view! {
        <Form page=page.clone() action=format!("/meja/rilis/{}/kecualikan", asked.proposal.id)>
            <Select
                language
                name=PLACE
                label=t!(language, "exclusion-place")
                options=places.collect()
                chosen=typed.place
                error=errors.of(PLACE)
            />
            <Select
                language
                name=PROOF
                label=t!(language, "exclusion-proof")
                options=proofs
                chosen=typed.proof
                error=errors.of(PROOF)
            />
            <DateInput
                language
                name=FIRST_DAY
                label=t!(language, "exclusion-from")
                hint=t!(language, "exclusion-days-hint")
                value=typed.from
                error=errors.of(FIRST_DAY)
            />
            <DateInput
                language
                name=LAST_DAY
                label=t!(language, "exclusion-to")
                value=typed.to
                error=errors.of(LAST_DAY)
            />
            <TextArea
                language
                name=REASON
                label=t!(language, "seal-reason")
                hint=t!(language, "exclusion-reason-hint")
                value=typed.reason
                max_length=Exclusion::MAX_REASON
                error=errors.of(REASON)
            />
            <SubmitButton label=t!(language, "exclusion-ask") />
        </Form>
    }
    .into_html()
}
