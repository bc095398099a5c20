//! The minutes of a forum in words: which document it is, how far it has come, and what becomes of an amendment.
//! It must not know what a document says.

use domain::forum::{Amendment, AmendmentStanding, MinutesPart, MinutesState};
use domain::language::Language;
use leptos::prelude::*;

use super::{AnswerTag, Tag, TagKind};
use crate::html::{Html, IntoHtml};
use crate::t;
use crate::words::reason_name;

/// The minutes or an addendum by name.
pub fn part_name(language: Language, part: MinutesPart) -> String {
    match part {
        MinutesPart::Minutes => t!(language, "minutes-title"),
        MinutesPart::Addendum(number) => t!(language, "minutes-addendum", number = number),
    }
}

/// How far minutes have come.
#[component]
pub fn MinutesTag(language: Language, state: MinutesState) -> Html {
    let (kind, label) = match state {
        MinutesState::Proposed => (TagKind::Waiting, t!(language, "minutes-state-proposed")),
        MinutesState::SentBack => (TagKind::Stopped, t!(language, "minutes-state-sent-back")),
        MinutesState::Published => (TagKind::Done, t!(language, "minutes-state-published")),
    };
    view! { <Tag kind label /> }.into_html()
}

/// What is asked to be amended and what becomes of it, as everybody who may read it is told.
pub fn amendment_text(language: Language, amendment: &Amendment) -> Html {
    let standing = match &amendment.standing {
        AmendmentStanding::Waiting => {
            let label = t!(language, "amendment-waiting");
            view! { <p><Tag kind=TagKind::Waiting label /></p> }.into_html()
        }
        AmendmentStanding::Withheld(reason) => {
            let reason = reason_name(language, *reason);
            view! { <p>{t!(language, "amendment-withheld", reason = reason)}</p> }.into_html()
        }
        AmendmentStanding::Answered(answer) => {
            let (kind, text) = (answer.kind, answer.text.clone());
            view! { <p><AnswerTag language kind /></p> <p class="point-text">{text}</p> }
                .into_html()
        }
    };
    let told = match (&amendment.standing, amendment.told_in) {
        (AmendmentStanding::Waiting, _) => None,
        (_, None) => Some(t!(language, "amendment-untold")),
        (_, Some(part)) => Some(t!(
            language,
            "amendment-told",
            part = part_name(language, part)
        )),
    };
    let number = t!(language, "amendment-number", number = amendment.number);
    view! {
        <p class="hint">{number}</p>
        <p class="point-text">{amendment.text.as_str().to_owned()}</p>
        {standing}
        {told.map(|told| view! { <p class="hint">{told}</p> })}
    }
    .into_html()
}
