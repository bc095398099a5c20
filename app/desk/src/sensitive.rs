//! `/meja/perubahan-akun`: changes of accounts that wait for a second person.
//! It must not decide whose word counts.

use chrono::NaiveDate;
use domain::access::{AccountId, Grant};
use domain::language::Language;
use domain::sensitive::{SensitiveChange, SensitiveKind};
use leptos::prelude::*;
use ui::components::{Button, Column, DataTable, Form, SubmitButton};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::site::Site;
use ui::t;

use crate::document::{Desk, DeskDocument};
use crate::people::grant_in_words;
use crate::releases::Names;

/// What can be done with a change: the last part of the address of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// To agree as a second person.
    Agree,
    /// To make a change that waited for long enough.
    Make,
    /// To refuse it.
    Refuse,
}

impl Answer {
    /// The last part of the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agree => "setuju",
            Self::Make => "laksanakan",
            Self::Refuse => "tolak",
        }
    }
}

/// A change with what its viewer may do.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The change.
    pub change: SensitiveChange,
    /// What the viewer may do with it.
    pub answers: Vec<Answer>,
    /// Whether a link can be made now, which is done on the page of the account.
    pub leads_to_link: bool,
}

/// The page.
pub fn sensitive_page(desk: Desk, changes: &[Listed], names: &Names, site: &Site) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let columns = vec![
        Column::text(t!(language, "field-name")),
        Column::text(t!(language, "sensitive-what")),
        Column::text(t!(language, "sensitive-proposed-by")),
        Column::text(t!(language, "people-state")),
        Column::actions(t!(language, "actions")),
    ];
    let rows = changes.iter().map(|listed| {
        let change = &listed.change;
        vec![
            text(name(language, names, change.account)),
            text(in_words(language, site, change.kind, &change.roles)),
            text(name(language, names, change.proposed_by)),
            text(state(language, change.agreed, change.waits_until)),
            actions(&page, listed),
        ]
    });
    let rows = rows.collect();
    view! {
        <DeskDocument desk title=t!(language, "sensitive-title")>
            <h1>{t!(language, "sensitive-title")}</h1>
            <p class="lead">{t!(language, "sensitive-lead")}</p>
            <DataTable
                caption=t!(language, "sensitive-title")
                caption_hidden=true
                columns
                rows
                empty=t!(language, "sensitive-empty")
            />
        </DeskDocument>
    }
    .into_html()
}

fn text(text: String) -> Html {
    view! { {text} }.into_html()
}

fn name(language: Language, names: &Names, id: AccountId) -> String {
    crate::releases::person(language, names, id)
}

fn in_words(language: Language, site: &Site, kind: SensitiveKind, roles: &[Grant]) -> String {
    match kind {
        SensitiveKind::Password => t!(language, "sensitive-password"),
        SensitiveKind::Codes => t!(language, "sensitive-codes"),
        SensitiveKind::Roles => {
            let roles = roles.iter();
            let roles = roles.map(|grant| grant_in_words(language, site, grant));
            let roles = roles.collect::<Vec<_>>().join("; ");
            t!(language, "sensitive-roles", roles = roles)
        }
    }
}

fn state(language: Language, agreed: bool, until: NaiveDate) -> String {
    if agreed {
        t!(language, "sensitive-agreed")
    } else {
        let day = format::day(language, until);
        t!(language, "sensitive-waits", day = day)
    }
}

fn actions(page: &Page, listed: &Listed) -> Html {
    let language = page.language;
    let forms = listed.answers.iter().map(|answer| {
        let path = format!(
            "/meja/perubahan-akun/{}/{}",
            listed.change.id,
            answer.code()
        );
        let (label, kind) = match answer {
            Answer::Agree => (t!(language, "sensitive-agree"), Button::Primary),
            Answer::Make => (t!(language, "sensitive-make"), Button::Primary),
            Answer::Refuse => (t!(language, "sensitive-refuse"), Button::Secondary),
        };
        view! {
            <Form page=page.clone() action=path>
                <SubmitButton label kind />
            </Form>
        }
    });
    let link = listed.leads_to_link.then(|| {
        let href = page.href(&format!("/meja/orang/{}", listed.change.account));
        view! { <a href=href>{t!(language, "sensitive-make-link")}</a> }
    });
    view! { {forms.collect_view()} {link} }.into_html()
}
