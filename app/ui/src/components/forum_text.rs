//! A dialogue forum in words: where it stands, when and where it is held.
//! It must not know what anybody said there.

use domain::forum::{Forum, ForumState, written};
use domain::language::Language;
use leptos::prelude::*;

use super::{Tag, TagKind};
use crate::format;
use crate::html::{Html, IntoHtml};
use crate::t;

/// Where a forum stands.
#[component]
pub fn ForumTag(language: Language, state: ForumState) -> Html {
    let (kind, label) = match state {
        ForumState::Announced => (TagKind::Waiting, t!(language, "forum-announced")),
        ForumState::Running => (TagKind::Attention, t!(language, "forum-running")),
        ForumState::Ended => (TagKind::Done, t!(language, "forum-ended")),
        ForumState::NotHeld => (TagKind::Stopped, t!(language, "forum-not-held")),
    };
    view! { <Tag kind label /> }.into_html()
}

/// When a forum is held: `Senin, 12 Oktober 2026, 09.00–11.30 WIB`.
pub fn forum_when(language: Language, forum: &Forum) -> String {
    let clock = |time| match language {
        Language::Indonesian => written(time).replace(':', "."),
        Language::English => written(time),
    };
    t!(
        language,
        "forum-when",
        weekday = format::weekday(language, forum.date),
        day = format::day(language, forum.date),
        begin = clock(forum.begin),
        end = clock(forum.end)
    )
}

/// Where a forum is held: the room, and the address of the meeting online.
pub fn forum_where(language: Language, forum: &Forum) -> Html {
    let online = forum.link.as_ref().map(|link| {
        let href = link.as_str().to_owned();
        view! { <a href=href rel="noopener external">{t!(language, "forum-online")}</a> }
    });
    let both = (!forum.place.is_empty() && online.is_some()).then_some(" · ");
    view! { {forum.place.clone()} {both} {online} }.into_html()
}
