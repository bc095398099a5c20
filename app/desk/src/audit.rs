//! `/meja/audit`: the audit trail, newest first.
//! It must not offer to change anything.

mod words;

use std::collections::BTreeMap;

use domain::access::Role;
use domain::audit::{AuditFilter, Deed, Entry};
use domain::language::Language;
use leptos::prelude::*;
use ui::components::{
    Choice, Column, CursorPagination, DataTable, FilterForm, Select, TextInput, TimelineEntry,
    WarningText, Width,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;
use words::{deed_name, reason_in_words};

use super::history::{actor_name, instant, timeline_page};
use super::people::role_name;
use crate::document::{Desk, DeskDocument};

/// The name of the field for an actor.
pub const ACTOR: &str = "oleh";
/// The name of the field for a deed.
pub const DEED: &str = "tindakan";
/// The name of the field for a kind of record.
pub const KIND: &str = "jenis";
/// The name of the field for a record's name.
pub const NAME: &str = "nama";
/// The name of the field for a unit.
pub const UNIT: &str = "unit";

/// The name of the query's part that asks for the chain to be checked.
pub const CHECK: &str = "periksa";

/// Whether the trail is whole, as the server just checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wholeness {
    /// It has so many entries and every link holds.
    Whole(u64),
    /// The first broken link, in words.
    Broken(String),
}

/// The page; `names` are those of the accounts that occur, by their id.
pub fn audit_page(
    desk: Desk,
    filter: AuditFilter,
    entries: Vec<Entry>,
    names: BTreeMap<String, String>,
    wholeness: Option<Wholeness>,
    more: Option<u64>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let columns = vec![
        Column::number(t!(language, "audit-number")),
        Column::text(t!(language, "audit-when")),
        Column::text(t!(language, "audit-who")),
        Column::text(t!(language, "audit-deed")),
        Column::text(t!(language, "audit-subject")),
        Column::text(t!(language, "audit-reason")),
    ];
    let rows = entries.iter().map(|entry| row(&page, entry, &names));
    let rows = rows.collect();
    let state = match wholeness {
        None => {
            let check = page.href(&format!("/meja/audit?{CHECK}=ya"));
            view! { <p><a href=check>{t!(language, "audit-check")}</a></p> }.into_html()
        }
        Some(Wholeness::Whole(count)) => {
            view! { <p role="status">{t!(language, "audit-whole", count = count)}</p> }.into_html()
        }
        Some(Wholeness::Broken(link)) => {
            view! { <WarningText language text=t!(language, "audit-broken", link = link) /> }
                .into_html()
        }
    };
    view! {
        <DeskDocument desk title=t!(language, "audit-title")>
            <h1>{t!(language, "audit-title")}</h1>
            <p class="lead">{t!(language, "audit-lead")}</p>
            {state}
            {filter_form(&page, &filter)}
            <DataTable
                caption=t!(language, "audit-title")
                caption_hidden=true
                columns
                rows
                empty=t!(language, "audit-empty")
            />
            <CursorPagination page=page.clone() after=more.map(|number| number.to_string()) />
        </DeskDocument>
    }
    .into_html()
}

/// Who acted: the name, or for accounts that are gone the number, by which their entries are told from one another.
fn who(language: Language, actor: &str, names: &BTreeMap<String, String>) -> Html {
    let name = actor_name(language, actor, names.get(actor));
    let is_gone = !names.contains_key(actor) && !matches!(actor, "konsol" | "server");
    let number = is_gone.then(|| view! { <br /> <small><code>{actor.to_owned()}</code></small> });
    view! { {name} {number} }.into_html()
}

fn row(page: &Page, entry: &Entry, names: &BTreeMap<String, String>) -> Vec<Html> {
    let language = page.language;
    let role = Role::from_code(&entry.role).map(|role| {
        view! { <br /><small>{role_name(language, role)}</small> }
    });
    let deed = deed_in_words(language, entry);
    let unit =
        (!entry.unit.is_empty()).then(|| view! { <br /><small>{entry.unit.clone()}</small> });
    let decided = matches!(
        Deed::from_code(&entry.deed),
        Some(Deed::CommentPublished | Deed::CommentWithheld)
    );
    let original = decided.then(|| {
        let href = page.href(&format!("/meja/komentar/{}/asli", entry.subject.name));
        view! { <br /><a href=href>{t!(language, "audit-original")}</a> }
    });
    vec![
        view! { {entry.number} }.into_html(),
        view! { {format::moment(language, entry.at)} }.into_html(),
        view! { {who(language, &entry.actor, names)} {role} }.into_html(),
        view! { {deed} }.into_html(),
        view! { {entry.subject.kind.clone()} " " <code>{entry.subject.name.clone()}</code> {unit} {original} }
            .into_html(),
        view! { <span class="breakable">{reason_in_words(language, entry)}</span> }.into_html(),
    ]
}

/// What was done to one record, newest first, for those who look after it. `name` is what the title calls it, and `path` its
/// page; `names` are those of the accounts that occur, by their id.
pub fn deeds_page(
    desk: Desk,
    (name, path): (String, String),
    entries: &[Entry],
    names: &BTreeMap<String, String>,
    more: Option<u64>,
) -> Html {
    let language = desk.language();
    let entries = entries.iter().map(|entry| TimelineEntry {
        when: format::moment(language, entry.at),
        instant: instant(entry.at),
        who: actor_name(language, &entry.actor, names.get(&entry.actor)),
        what: deed_in_words(language, entry),
        reason: reason_in_words(language, entry),
    });
    let more = more.map(|number| number.to_string());
    timeline_page(desk, name, path, entries.collect(), more)
}

fn deed_in_words(language: Language, entry: &Entry) -> String {
    Deed::from_code(&entry.deed)
        .map_or_else(|| entry.deed.clone(), |deed| deed_name(language, deed))
}

fn filter_form(page: &Page, filter: &AuditFilter) -> Html {
    let language = page.language;
    let all = std::iter::once(Choice::new("", t!(language, "audit-every-deed")));
    let deeds = Deed::ALL
        .iter()
        .map(move |deed| Choice::new(deed.code(), deed_name(language, *deed)));
    let fields = [
        &filter.actor,
        &filter.deed,
        &filter.kind,
        &filter.name,
        &filter.unit,
    ];
    let filtered = fields.iter().any(|field| !field.is_empty());
    let filter = filter.clone();
    view! {
        <FilterForm page=page.clone() action="/meja/audit" filtered>
            <Select
                language
                name=DEED
                label=t!(language, "audit-deed")
                options=all.chain(deeds).collect()
                chosen=filter.deed.clone()
            />
            <TextInput language name=KIND label=t!(language, "audit-kind") value=filter.kind.clone() width=Width::Medium />
            <TextInput language name=NAME label=t!(language, "audit-name") hint=t!(language, "audit-name-hint") value=filter.name.clone() />
            <TextInput language name=UNIT label=t!(language, "audit-unit") value=filter.unit.clone() width=Width::Medium />
            <TextInput language name=ACTOR label=t!(language, "audit-actor") value=filter.actor.clone() />
        </FilterForm>
    }
    .into_html()
}
