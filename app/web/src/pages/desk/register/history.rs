//! What happened to a record of the register, version by version.
//! It must not offer to change anything.

use domain::language::Language;
use domain::register::Fields;
use leptos::prelude::*;
use store::RecordVersion;

use super::labels::label;
use crate::components::{CursorPagination, Timeline, TimelineEntry};
use crate::desk::{Desk, DeskDocument};
use crate::format;
use crate::t;

/// How much of a text is shown.
const SHOWN_CHARACTERS: usize = 160;

/// A version with the name of who wrote it.
pub struct NamedVersion {
    /// The version.
    pub version: RecordVersion,
    /// The name; `None` for the command line, the server, and accounts that are gone.
    pub who: Option<String>,
    /// The version before it, if one is kept.
    pub before: Option<Fields>,
}

/// The page of the record `name` at `path`.
pub fn history_page(
    desk: Desk,
    name: &str,
    path: &str,
    versions: Vec<NamedVersion>,
    more: Option<i32>,
) -> impl IntoView + use<> {
    let language = desk.language();
    let page = desk.page.clone();
    let title = t!(language, "history-of", name = name);
    let back = page.href(path);
    let entries: Vec<_> = versions
        .iter()
        .map(|version| entry(language, version))
        .collect();
    let timeline = if entries.is_empty() {
        view! { <p class="empty">{t!(language, "history-empty")}</p> }.into_any()
    } else {
        view! { <Timeline entries /> }.into_any()
    };
    view! {
        <DeskDocument desk title=title.clone()>
            <p><a href=back>{t!(language, "history-back")}</a></p>
            <h1>{title}</h1>
            {timeline}
            <CursorPagination page=page.clone() after=more.map(|version| version.to_string()) />
        </DeskDocument>
    }
}

fn entry(language: Language, version: &NamedVersion) -> TimelineEntry {
    let RecordVersion {
        version: number,
        at,
        actor,
        fields,
    } = &version.version;
    let what = match &version.before {
        None if *number == 1 => t!(language, "history-added", number = *number),
        None => t!(language, "history-kept", number = *number),
        Some(_) => t!(language, "history-changed", number = *number),
    };
    let reason = version
        .before
        .as_ref()
        .map(|before| differences(language, before, fields))
        .unwrap_or_default();
    let who = match actor.as_str() {
        "" => t!(language, "history-unknown"),
        "konsol" => t!(language, "audit-console"),
        "server" => t!(language, "audit-server"),
        _ => version
            .who
            .clone()
            .unwrap_or_else(|| t!(language, "audit-former")),
    };
    TimelineEntry {
        when: at.map_or_else(
            || t!(language, "history-no-time"),
            |at| format::moment(language, at),
        ),
        instant: at
            .and_then(|at| chrono::DateTime::from_timestamp(at, 0))
            .map(|at| at.to_rfc3339())
            .unwrap_or_default(),
        who,
        what,
        reason,
    }
}

/// What changed, field by field.
pub(super) fn differences(language: Language, before: &Fields, after: &Fields) -> String {
    let differing = before.differing(after).into_iter().map(|field| {
        t!(
            language,
            "history-difference",
            field = label(language, field),
            before = shown(language, before.get(field)),
            after = shown(language, after.get(field))
        )
    });
    differing.collect::<Vec<_>>().join("; ")
}

/// The beginning of a text.
pub(super) fn shown(language: Language, text: &str) -> String {
    if text.is_empty() {
        return t!(language, "history-nothing");
    }
    match text.char_indices().nth(SHOWN_CHARACTERS) {
        Some((end, _)) => format!("“{}…”", &text[..end]),
        None => format!("“{text}”"),
    }
}
