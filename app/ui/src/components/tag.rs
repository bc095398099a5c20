//! The state of a record in a word or two.
//! It must not know what the states of a record are.

use leptos::prelude::*;

use crate::html::{Html, IntoHtml};

/// What a state means for whoever looks at a list. Each has a shape of its own, because not everybody sees the colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagKind {
    /// Nothing needs doing and nothing happened: a draft, a record of the past.
    Neutral,
    /// It is in force or finished.
    Done,
    /// It waits for somebody.
    Waiting,
    /// It needs attention soon.
    Attention,
    /// It was stopped, refused or withdrawn.
    Stopped,
}

impl TagKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tag",
            Self::Done => "tag tag-done",
            Self::Waiting => "tag tag-waiting",
            Self::Attention => "tag tag-attention",
            Self::Stopped => "tag tag-stopped",
        }
    }
}

/// A state.
#[component]
pub fn Tag(
    /// What it means.
    kind: TagKind,
    /// The state in words.
    #[prop(into)]
    label: String,
) -> Html {
    view! { <span class=kind.class()>{label}</span> }.into_html()
}
