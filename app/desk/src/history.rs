//! What happened to a record, version by version.
//! It must not offer to change anything.

use domain::grammar;
use domain::history::RecordVersion;
use domain::language::Language;
use domain::noun::{Fields, Kind, Noun, Snapshot};
use leptos::prelude::*;
use ui::components::{Compared, Conflict, CursorPagination, Timeline, TimelineEntry};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::t;

use crate::csv_import::sides;
use crate::document::{Desk, DeskDocument};
use crate::forms::choice_words;
use crate::forms::noun_form::{Offered, label};

/// How much of a text is shown.
const SHOWN_CHARACTERS: usize = 160;

/// A version with the name of who wrote it.
pub struct NamedVersion {
    /// The version.
    pub version: RecordVersion,
    /// The name; `None` for the command line, the server, and accounts that are gone.
    pub who: Option<String>,
    /// The version before it, if one is kept.
    pub before: Option<Snapshot>,
}

/// A record whose history is shown.
pub struct Chronicle {
    /// What kind of record it is.
    pub kind: Noun,
    /// Its name.
    pub name: String,
    /// The page that the history belongs to, without the language prefix.
    pub path: String,
    /// The versions, newest first.
    pub versions: Vec<NamedVersion>,
    /// The version after which the list goes on.
    pub more: Option<i32>,
}

/// The page.
pub fn history_page(desk: Desk, chronicle: Chronicle) -> Html {
    let language = desk.language();
    let versions = chronicle.versions.iter();
    let entries = versions.map(|version| entry(language, chronicle.kind, version));
    let entries = entries.collect();
    let more = chronicle.more.map(|version| version.to_string());
    timeline_page(desk, chronicle.name, chronicle.path, entries, more)
}

/// What happened to the record `name`, whose page is at `path`, newest first.
pub(super) fn timeline_page(
    desk: Desk,
    name: String,
    path: String,
    entries: Vec<TimelineEntry>,
    more: Option<String>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let title = t!(language, "history-of", name = name);
    let back = page.href(&path);
    let timeline = if entries.is_empty() {
        view! { <p class="empty">{t!(language, "history-empty")}</p> }.into_html()
    } else {
        view! { <Timeline entries /> }.into_html()
    };
    view! {
        <DeskDocument desk title=title.clone()>
            <p><a href=back>{t!(language, "history-back")}</a></p>
            <h1>{title}</h1>
            {timeline}
            <CursorPagination page=page.clone() after=more />
        </DeskDocument>
    }
    .into_html()
}

fn entry(language: Language, kind: Noun, version: &NamedVersion) -> TimelineEntry {
    let RecordVersion {
        version: number,
        at,
        actor,
        snapshot,
    } = &version.version;
    let what = match &version.before {
        None if *number == 1 => t!(language, "history-added", number = *number),
        None => t!(language, "history-kept", number = *number),
        Some(_) => t!(language, "history-changed", number = *number),
    };
    let reason = version
        .before
        .as_ref()
        .map(|before| differences(language, kind, before, snapshot))
        .unwrap_or_default();
    let (when, instant) = at.map_or_else(
        || (t!(language, "history-no-time"), String::new()),
        |at| (format::moment(language, at), instant(at)),
    );
    TimelineEntry {
        when,
        instant,
        who: actor_name(language, actor, version.who.as_ref()),
        what,
        reason,
    }
}

/// Who acted, by what records call them and the name of the account, if there is one.
pub(super) fn actor_name(language: Language, actor: &str, name: Option<&String>) -> String {
    match actor {
        "" => t!(language, "history-unknown"),
        "konsol" => t!(language, "audit-console"),
        "server" => t!(language, "audit-server"),
        _ => name
            .cloned()
            .unwrap_or_else(|| t!(language, "audit-former")),
    }
}

/// A moment for programs, from seconds since 1970 (UTC).
pub(super) fn instant(at: i64) -> String {
    chrono::DateTime::from_timestamp(at, 0)
        .map(|at| at.to_rfc3339())
        .unwrap_or_default()
}

/// What changed, field by field.
pub(super) fn differences(
    language: Language,
    kind: Noun,
    before: &Snapshot,
    after: &Snapshot,
) -> String {
    let differing = before.differing(after, kind).into_iter().map(|field| {
        t!(
            language,
            "history-difference",
            field = label(language, kind, field),
            before = in_words(language, kind, field, before.get(field)),
            after = in_words(language, kind, field, after.get(field))
        )
    });
    differing.collect::<Vec<_>>().join("; ")
}

/// The two sides of a change for a preview; `before` is none of a thing that is new.
pub(super) fn sides_of(language: Language, before: Option<&Fields>, after: &Fields) -> [String; 2] {
    let noun = after.noun();
    let fields = after.iter().map(|(field, text)| {
        let before = before.map_or("", |before| before.get(field));
        (
            label(language, noun, field),
            [before, text].map(str::to_owned),
        )
    });
    sides(fields)
}

/// What was typed, and what somebody else saved in the meantime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// What was typed.
    pub typed: Snapshot,
    /// What is kept now.
    pub saved: Snapshot,
}

/// What was typed beside what somebody else saved, where they differ.
pub(super) fn versions_compared(
    language: Language,
    kind: Noun,
    versions: &Versions,
    offered: &Offered,
) -> Html {
    let Versions { typed, saved } = versions;
    let rows = saved.differing(typed, kind).into_iter().map(|field| {
        let words = |version: &Snapshot| offered.in_words(field, version.get(field));
        let values = [typed, saved].map(|version| shown(language, &words(version)));
        Compared::pair(label(language, kind, field), values)
    });
    let rows = rows.collect();
    view! { <Conflict language text=t!(language, "conflict-save-again") rows /> }.into_html()
}

/// What a field held: what was chosen and days in words, and of other texts the beginning.
pub(super) fn in_words(language: Language, noun: Noun, field: &str, text: &str) -> String {
    let kind = noun.field(field).map(|field| field.kind);
    let day = matches!(kind, Some(Kind::Day | Kind::Until(_)))
        .then(|| grammar::day(text))
        .flatten();
    day.map(|day| format::day(language, day))
        .or_else(|| choice_words::words(language, noun, field, text))
        .unwrap_or_else(|| shown(language, text))
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
