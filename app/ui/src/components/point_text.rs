//! Points of a forum in words: where they stand and who speaks.
//! It must not know whose a point is.

use domain::forum::{AnswerKind, Community, Mark, NoPoint, PointCounts, PointState, Standing};
use domain::grammar::BadText;
use domain::language::Language;
use leptos::prelude::*;

use super::{Choice, Tag, TagKind};
use crate::html::{Html, IntoHtml};
use crate::t;
use crate::words::reason_name;

/// A kind of community in words.
pub fn community_name(language: Language, community: Community) -> String {
    match community {
        Community::Users => t!(language, "community-users"),
        Community::Experts => t!(language, "community-experts"),
        Community::Agencies => t!(language, "community-agencies"),
        Community::CivilSociety => t!(language, "community-civil-society"),
        Community::Media => t!(language, "community-media"),
    }
}

/// The kinds of community as a form offers them, the first of which is none.
pub fn communities(language: Language) -> Vec<Choice> {
    let none = Choice::new("", t!(language, "community-none"));
    let kinds = Community::ALL.iter();
    let kinds = kinds.map(|kind| Choice::new(kind.code(), community_name(language, *kind)));
    std::iter::once(none).chain(kinds).collect()
}

/// What a unit makes of a group of points, in a word or two.
pub fn answer_name(language: Language, kind: AnswerKind) -> String {
    match kind {
        AnswerKind::Accepted => t!(language, "answer-accepted"),
        AnswerKind::Partly => t!(language, "answer-partly"),
        AnswerKind::Rejected => t!(language, "answer-rejected"),
    }
}

/// What a unit makes of a group of points.
#[component]
pub fn AnswerTag(language: Language, kind: AnswerKind) -> Html {
    let tag = match kind {
        AnswerKind::Accepted => TagKind::Done,
        AnswerKind::Partly => TagKind::Neutral,
        AnswerKind::Rejected => TagKind::Stopped,
    };
    view! { <Tag kind=tag label=answer_name(language, kind) /> }.into_html()
}

/// A mark of moderators, in a word or two.
pub fn mark_name(language: Language, mark: Mark) -> String {
    match mark {
        Mark::Star => t!(language, "mark-star"),
        Mark::Answered => t!(language, "mark-answered"),
    }
}

/// A mark of moderators.
#[component]
pub fn MarkTag(language: Language, mark: Mark) -> Html {
    let kind = match mark {
        Mark::Star => TagKind::Attention,
        Mark::Answered => TagKind::Done,
    };
    view! { <Tag kind label=mark_name(language, mark) /> }.into_html()
}

/// Where a point stands, in a word or two.
pub fn point_state_name(language: Language, state: PointState) -> String {
    match state {
        PointState::Waiting => t!(language, "point-waiting"),
        PointState::Published => t!(language, "point-published"),
        PointState::Rejected => t!(language, "point-rejected"),
        PointState::Merged => t!(language, "point-merged"),
    }
}

/// Where a point stands.
#[component]
pub fn PointTag(language: Language, standing: Standing) -> Html {
    let kind = match standing {
        Standing::Waiting => TagKind::Waiting,
        Standing::Published => TagKind::Done,
        Standing::Rejected(_) => TagKind::Stopped,
        Standing::Merged(_) => TagKind::Neutral,
    };
    view! { <Tag kind label=point_state_name(language, standing.state()) /> }.into_html()
}

/// Why a point stands where it does; empty where nothing is to be said.
pub fn standing_reason(language: Language, standing: Standing) -> String {
    match standing {
        Standing::Rejected(reason) => reason_name(language, reason),
        Standing::Merged(twin) => t!(language, "point-merged-into", number = twin),
        Standing::Waiting | Standing::Published => String::new(),
    }
}

/// The account of a forum's points in a sentence: nothing that came in is left out.
pub fn counts_text(language: Language, counts: &PointCounts) -> String {
    t!(
        language,
        "point-counts",
        received = counts.received,
        published = counts.published,
        rejected = counts.rejected(),
        merged = counts.merged,
        waiting = counts.waiting
    )
}

/// Why a text is no point, in words.
pub fn no_point_text(language: Language, wrong: NoPoint) -> String {
    match wrong {
        NoPoint::Empty => t!(language, "error-point-empty"),
        NoPoint::Bad(BadText::TooLong { found, most }) => {
            t!(language, "error-point-long", found = found, most = most)
        }
        NoPoint::Bad(BadText::Unwritable) => t!(language, "expected-plain"),
        NoPoint::Bad(BadText::Unseen) => t!(language, "expected-seen"),
    }
}
