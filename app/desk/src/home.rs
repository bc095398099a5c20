//! `/meja`: what the person may do here, and what waits to be done.
//! It must not count ratings: nobody sees what the open period holds.

use domain::access::Person;
use domain::forum::ForumId;
use domain::language::Language;
use leptos::prelude::*;
use ui::html::{Html, IntoHtml};
use ui::site::Site;
use ui::t;

use super::people::role_name;
use crate::document::{Desk, DeskDocument};

/// Work that waits for the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// Wrong one-time codes that somebody with the person's password gave.
    WrongCode,
    /// More codes that do not exist were asked for than citizens mistype.
    CodesGuessed,
    /// Changes of accounts that wait for a second person.
    Accounts,
    /// The clock, which has to be confirmed before anything is sealed or deleted.
    Clock,
    /// A proposed seal or correction that a second person has to decide.
    Proposal,
    /// Comments of months that are over.
    Comments,
    /// Minutes of forums that the head has to confirm.
    Minutes,
    /// Amendments of the minutes of a forum that nobody has answered.
    Amendments(ForumId),
    /// Public comments without a reply.
    Replies,
    /// Realisations that are due and not entered, or were sent back.
    Realisations,
    /// Realisations that the head has to confirm.
    Confirmations,
}

impl Waiting {
    /// Where it is done; what is only to be known has no place.
    fn path(self) -> Option<String> {
        let path = match self {
            Self::WrongCode => "/meja/akun",
            Self::CodesGuessed => return None,
            Self::Accounts => "/meja/perubahan-akun",
            Self::Clock => "/meja/pengaturan",
            Self::Proposal => "/meja/rilis",
            Self::Comments => "/meja/komentar",
            Self::Minutes => "/meja/berita-acara",
            Self::Amendments(forum) => return Some(format!("/meja/forum/{forum}/berita-acara")),
            Self::Replies => "/meja/tanggapan",
            Self::Realisations => "/meja/indikator",
            Self::Confirmations => "/meja/pengesahan",
        };
        Some(path.to_owned())
    }

    fn text(self, language: Language) -> String {
        match self {
            Self::WrongCode => t!(language, "desk-waiting-wrong-code"),
            Self::CodesGuessed => t!(language, "desk-waiting-codes-guessed"),
            Self::Accounts => t!(language, "desk-waiting-accounts"),
            Self::Clock => t!(language, "desk-waiting-clock"),
            Self::Proposal => t!(language, "desk-waiting-proposal"),
            Self::Comments => t!(language, "desk-waiting-comments"),
            Self::Minutes => t!(language, "desk-waiting-minutes"),
            Self::Amendments(_) => t!(language, "desk-waiting-amendments"),
            Self::Replies => t!(language, "desk-waiting-replies"),
            Self::Realisations => t!(language, "desk-waiting-realisations"),
            Self::Confirmations => t!(language, "desk-waiting-confirmations"),
        }
    }
}

/// The page.
pub fn home_page(desk: Desk, site: &Site, person: &Person, waiting: Vec<Waiting>) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let register = site.record.register();
    let roles = person.grants.iter().map(|grant| {
        let unit = register
            .unit(&grant.unit)
            .map_or(grant.unit.as_str(), |unit| unit.name.get(language))
            .to_owned();
        view! { <li><strong>{role_name(language, grant.role)}</strong> " · " {unit}</li> }
    });
    let roles = roles.collect_view();
    let waiting = if waiting.is_empty() {
        view! { <p>{t!(language, "desk-no-tasks")}</p> }.into_html()
    } else {
        let tasks = waiting.into_iter().map(|task| {
            let text = task.text(language);
            match task.path() {
                Some(path) => view! { <li><a href=page.href(&path)>{text}</a></li> }.into_html(),
                None => view! { <li>{text}</li> }.into_html(),
            }
        });
        view! { <ul class="task-list">{tasks.collect_view()}</ul> }.into_html()
    };
    let places = desk
        .entries
        .iter()
        .filter(|entry| entry.path != "/meja")
        .map(|entry| {
            view! { <li><a href=page.href(&entry.path)>{t!(language, entry.label)}</a></li> }
        })
        .collect_view();
    let title = t!(language, "desk-welcome", name = person.name.clone());
    view! {
        <DeskDocument desk title=t!(language, "desk-name")>
            <h1>{title}</h1>
            <section aria-labelledby="tugas">
                <h2 id="tugas">{t!(language, "desk-tasks")}</h2>
                {waiting}
            </section>
            <section aria-labelledby="tempat">
                <h2 id="tempat">{t!(language, "desk-places")}</h2>
                <ul>{places}</ul>
            </section>
            <section aria-labelledby="peran">
                <h2 id="peran">{t!(language, "desk-roles")}</h2>
                <ul>{roles}</ul>
            </section>
        </DeskDocument>
    }
    .into_html()
}
