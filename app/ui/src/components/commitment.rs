//! A commitment in words: how it stands, what it should move, and what became of it.
//! It must not decide how a commitment stands.

use chrono::NaiveDate;
use domain::commitment::{Aim, Commitment, Course, State, Step, Taken};
use domain::language::Language;
use domain::record::PublicRecord;
use leptos::prelude::*;

use super::{Tag, TagKind};
use crate::format;
use crate::html::{Html, IntoHtml};
use crate::t;

/// How a commitment stands, in words.
pub fn commitment_state(language: Language, state: State) -> String {
    match state {
        State::Overdue => t!(language, "commitment-overdue"),
        State::Running => t!(language, "commitment-running"),
        State::KeptLate => t!(language, "commitment-kept-late"),
        State::KeptOnTime => t!(language, "commitment-kept-on-time"),
    }
}

/// How a commitment stands.
#[component]
pub fn CommitmentState(language: Language, state: State) -> Html {
    let kind = match state {
        State::Overdue => TagKind::Attention,
        State::Running => TagKind::Waiting,
        State::KeptLate => TagKind::Neutral,
        State::KeptOnTime => TagKind::Done,
    };
    view! { <Tag kind label=commitment_state(language, state) /> }.into_html()
}

/// What a commitment should move; nothing where it names nothing.
pub fn aim_text(language: Language, record: &PublicRecord, promised: &Commitment) -> String {
    match &promised.aim {
        None => t!(language, "commitment-aim-none"),
        Some(Aim::Element { service, element }) => {
            let element = element.name(language);
            let service = service.as_ref();
            let service = service.and_then(|slug| record.register().service(slug));
            match service.map(|service| service.name.get(language)) {
                Some(service) => {
                    t!(
                        language,
                        "commitment-aim-service",
                        element = element,
                        service = service
                    )
                }
                None => t!(language, "commitment-aim-unit", element = element),
            }
        }
        Some(Aim::Indicator(slug)) => {
            let mut histories = record.indicators(&promised.unit);
            let known = histories.find(|history| history.indicator.slug == *slug);
            let name = known.map_or(slug.as_str(), |known| known.indicator.name.get(language));
            t!(language, "commitment-aim-indicator", indicator = name)
        }
    }
}

/// What became of a commitment, the newest first.
#[component]
pub fn CommitmentCourse(language: Language, course: Course) -> Html {
    let steps = course.steps().iter().rev();
    let steps = steps.map(|taken| step(language, taken));
    let due = format::day(language, course.first_due());
    let made = t!(language, "commitment-made", day = due);
    let made = entry(language, course.made_on(), made, Html::default());
    view! { <ol class="timeline">{steps.chain([made]).collect_view()}</ol> }.into_html()
}

fn step(language: Language, taken: &Taken) -> Html {
    let (what, told) = match &taken.step {
        Step::Deferred { due, reason } => {
            let due = format::day(language, *due);
            let what = t!(language, "commitment-deferred", day = due);
            (what, view! { <p>{reason.clone()}</p> }.into_html())
        }
        Step::Reported(evidence) => {
            let link = evidence.link.as_ref().map(|link| {
                let href = link.as_str().to_owned();
                view! { <p><a href=href rel="nofollow">{t!(language, "commitment-evidence-link")}</a></p> }
            });
            let told = view! { <p>{evidence.text.clone()}</p> {link} };
            (t!(language, "commitment-reported"), told.into_html())
        }
        Step::Reopened { reason } => {
            let what = t!(language, "commitment-reopened");
            (what, view! { <p>{reason.clone()}</p> }.into_html())
        }
    };
    entry(language, taken.on, what, told)
}

fn entry(language: Language, on: NaiveDate, what: String, told: Html) -> Html {
    view! {
        <li>
            <p><strong>{what}</strong></p>
            {told}
            <p class="hint"><time datetime=on.to_string()>{format::day(language, on)}</time></p>
        </li>
    }
    .into_html()
}
