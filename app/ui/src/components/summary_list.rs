//! One record as a list of what is known of it, and what happened to it over time.
//! It must not know what kind of record it is.

use leptos::prelude::*;

use crate::html::{Html, IntoHtml};
use crate::page::Page;
use crate::t;

/// One line of a summary list.
pub struct SummaryRow {
    key: String,
    value: Html,
    change: Option<String>,
}

impl SummaryRow {
    /// A line that cannot be changed.
    pub fn new(key: impl Into<String>, value: impl IntoHtml) -> Self {
        Self {
            key: key.into(),
            value: value.into_html(),
            change: None,
        }
    }

    /// The same line with a link to where it is changed, without the language prefix.
    #[must_use]
    pub fn change(self, path: impl Into<String>) -> Self {
        Self {
            change: Some(path.into()),
            ..self
        }
    }
}

/// What is known of a record.
#[component]
pub fn SummaryList(
    page: Page,
    /// The lines.
    rows: Vec<SummaryRow>,
) -> Html {
    let rows = rows.into_iter().map(|row| {
        let change = row.change.map(|path| {
            let what = t!(page.language, "summary-change", what = row.key.clone());
            // The whole sentence for those who hear the link without its line.
            view! { <dd class="summary-change"><a href=page.href(&path) aria-label=what>{t!(page.language, "summary-change-short")}</a></dd> }
        });
        view! { <div><dt>{row.key}</dt><dd>{row.value}</dd>{change}</div> }
    });
    view! { <dl class="summary-list">{rows.collect_view()}</dl> }.into_html()
}

/// Something that happened to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// When, as the reader's language writes it.
    pub when: String,
    /// The same for programs, such as `2026-10-31T08:00:00+07:00`; empty where nobody knows.
    pub instant: String,
    /// Who did it, with the role in which it was done.
    pub who: String,
    /// What was done.
    pub what: String,
    /// The reason that was given; empty where none is asked.
    pub reason: String,
}

/// What happened to a record, in the order given.
#[component]
pub fn Timeline(
    /// What happened.
    entries: Vec<TimelineEntry>,
) -> Html {
    let entries = entries.into_iter().map(|entry| {
        let reason = (!entry.reason.is_empty())
            .then(|| view! { <p class="timeline-reason">{entry.reason}</p> });
        let when = if entry.instant.is_empty() {
            entry.when.into_html()
        } else {
            view! { <time datetime=entry.instant>{entry.when}</time> }.into_html()
        };
        view! {
            <li>
                <p><strong>{entry.what}</strong></p>
                {reason}
                <p class="hint">{when} " · " {entry.who}</p>
            </li>
        }
    });
    view! { <ol class="timeline">{entries.collect_view()}</ol> }.into_html()
}
