//! Pages for what cannot be shown: each says what happened and what the reader can do next.
//! It must not show internals of the portal.

use chrono::NaiveDate;
use leptos::prelude::*;
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::t;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There is no such page, unit, service or release.
    NotFound,
    /// There is no such invitation.
    UnknownCode,
    /// A rating was given with this invitation.
    UsedCode,
    /// The last day of the invitation is over.
    ExpiredCode(NaiveDate),
    /// The office took the invitation back.
    WithdrawnCode,
    /// Somebody asked for too much in too short a time; holds the seconds to wait.
    TooMany(u64),
    /// The request was not understood, or came from another site.
    BadRequest,
    /// The form was sent from a page of another site.
    OtherSite,
    /// The person is signed in but lacks the right.
    Forbidden,
    /// A form of the desk was sent after the session had ended.
    SignedOut,
    /// The day is not known, by which something of the desk would be kept.
    Clock,
    /// The portal cannot reach its data at the moment; holds the seconds after which to try again.
    Unavailable(u64),
    /// The portal failed; holds a reference under which the operators find the cause.
    Failed(String),
}

impl Trouble {
    /// The seconds after which the same request may be answered, if waiting helps.
    pub const fn wait(&self) -> Option<u64> {
        match self {
            Self::TooMany(seconds) | Self::Unavailable(seconds) => Some(*seconds),
            _ => None,
        }
    }
}

/// A page that says what happened.
pub fn trouble_page(page: Page, trouble: Trouble) -> Html {
    let language = page.language;
    let (title, text) = match &trouble {
        Trouble::NotFound => (
            t!(language, "not-found-title"),
            t!(language, "not-found-text"),
        ),
        Trouble::UnknownCode => (
            t!(language, "code-unknown-title"),
            t!(language, "code-unknown-text"),
        ),
        Trouble::UsedCode => (
            t!(language, "code-used-title"),
            t!(language, "code-used-text"),
        ),
        Trouble::ExpiredCode(day) => {
            let day = format::day(language, *day);
            (
                t!(language, "code-expired-title"),
                t!(language, "code-expired-text", day = day),
            )
        }
        Trouble::WithdrawnCode => (
            t!(language, "code-withdrawn-title"),
            t!(language, "code-withdrawn-text"),
        ),
        Trouble::TooMany(seconds) => (
            t!(language, "too-many-title"),
            t!(language, "too-many-text", seconds = *seconds),
        ),
        Trouble::BadRequest => (
            t!(language, "bad-request-title"),
            t!(language, "bad-request-text"),
        ),
        Trouble::OtherSite => (
            t!(language, "other-site-title"),
            t!(language, "other-site-text"),
        ),
        Trouble::Forbidden => (
            t!(language, "forbidden-title"),
            t!(language, "forbidden-text"),
        ),
        Trouble::SignedOut => (
            t!(language, "signed-out-title"),
            t!(language, "signed-out-text"),
        ),
        Trouble::Clock => (t!(language, "clock-title"), t!(language, "clock-text")),
        Trouble::Unavailable(seconds) => (
            t!(language, "unavailable-title"),
            t!(language, "unavailable-text", seconds = *seconds),
        ),
        Trouble::Failed(reference) => (
            t!(language, "failed-title"),
            t!(language, "failed-text", reference = reference.clone()),
        ),
    };
    let about_code = matches!(
        trouble,
        Trouble::UnknownCode | Trouble::UsedCode | Trouble::ExpiredCode(_) | Trouble::WithdrawnCode
    );
    let about_desk = matches!(
        trouble,
        Trouble::Forbidden | Trouble::SignedOut | Trouble::Clock
    );
    let ways = if about_desk {
        vec![
            ("/meja", t!(language, "way-desk")),
            ("/", t!(language, "way-city")),
        ]
    } else if about_code {
        vec![
            ("/nilai", t!(language, "way-rate")),
            ("/cari", t!(language, "way-search")),
            ("/", t!(language, "way-city")),
        ]
    } else {
        vec![
            ("/", t!(language, "way-city")),
            ("/cari", t!(language, "way-search")),
            ("/nilai", t!(language, "way-rate")),
        ]
    };
    let ways = ways_on(&page, ways);
    view! {
        <Document page=page title=title.clone() private=true>
            <h1>{title}</h1>
            <p class="lead">{text}</p>
            {ways}
        </Document>
    }
    .into_html()
}

/// Where the reader can go on: paths, and what is there.
pub(crate) fn ways_on(page: &Page, ways: Vec<(&str, String)>) -> Html {
    let ways = ways
        .into_iter()
        .map(|(path, text)| view! { <li><a href=page.href(path)>{text}</a></li> })
        .collect_view();
    view! {
        <p>{t!(page.language, "way-heading")}</p>
        <ul>{ways}</ul>
    }
    .into_html()
}
