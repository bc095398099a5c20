//! `/meja/audit`: the audit trail, newest first.
//! It must not offer to change anything.

mod words;

pub use words::Teller;

use std::collections::BTreeMap;

use domain::access::{Actor, Role};
use domain::audit::{DeedKind, Entry, Subject, SubjectKind};
use domain::invitation::BatchOverview;
use domain::language::Language;
use domain::officer::OfficerId;
use domain::register::Register;
use domain::slug::Slug;
use leptos::prelude::*;
use ui::components::{
    Choice, Column, CursorPagination, DataTable, DateInput, FilterForm, FormErrors, Select,
    TextInput, TimelineEntry, WarningText,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;
use words::{deed_name, subject_name};

use super::history::{actor_name, instant, timeline_page};
use super::people::role_name;
use crate::document::{Desk, DeskDocument};
use crate::forms::trail_form::{self, ACTOR, DEED, FROM, KIND, NAME, TrailForm, UNIT, UNTIL};
use crate::named::{Named, choices};

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

/// A part of the trail with what is needed to read it and to ask for another.
#[derive(Default)]
pub struct Trail {
    /// What was asked for.
    pub form: TrailForm,
    /// What is wrong with that.
    pub faults: Vec<trail_form::TrailFault>,
    /// The units that can be asked for, with their names.
    pub units: Vec<Named>,
    /// Names of people that can be asked for.
    pub people: Vec<String>,
    /// The entries, newest first.
    pub entries: Vec<Entry>,
    /// The names of the accounts that occur, by their id.
    pub names: BTreeMap<String, String>,
    /// The batches of invitations that occur.
    pub batches: Vec<BatchOverview>,
    /// The names of the officers that occur.
    pub officers: BTreeMap<OfficerId, String>,
    /// Whether the trail is whole, if that was asked.
    pub wholeness: Option<Wholeness>,
    /// The entry after which the list goes on.
    pub more: Option<u64>,
}

/// The page.
pub fn audit_page(desk: Desk, register: &Register, trail: Trail) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let errors = FormErrors::told(language, &trail.faults);
    let list = errors.is_empty().then(|| list(&page, register, &trail));
    let (state, filters) = (
        state(&page, trail.wholeness.as_ref()),
        filter_form(&page, &trail, &errors),
    );
    view! {
        <DeskDocument desk title=t!(language, "audit-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "audit-title")}</h1>
            <p class="lead">{t!(language, "audit-lead")}</p>
            {state}
            {filters}
            {list}
        </DeskDocument>
    }
    .into_html()
}

/// What was found of the chain, or the way to have it checked.
fn state(page: &Page, wholeness: Option<&Wholeness>) -> Html {
    let language = page.language;
    match wholeness {
        None => {
            let check = page.href(&format!("/meja/audit?{CHECK}=ya"));
            view! { <p><a href=check>{t!(language, "audit-check")}</a></p> }.into_html()
        }
        Some(Wholeness::Whole(count)) => {
            view! { <p role="status">{t!(language, "audit-whole", count = *count)}</p> }.into_html()
        }
        Some(Wholeness::Broken(link)) => {
            let text = t!(language, "audit-broken", link = link.as_str());
            view! { <WarningText language text /> }.into_html()
        }
    }
}

/// The entries that were asked for.
fn list(page: &Page, register: &Register, trail: &Trail) -> Html {
    let language = page.language;
    let columns = vec![
        Column::number(t!(language, "audit-number")),
        Column::text(t!(language, "audit-when")),
        Column::text(t!(language, "audit-who")),
        Column::text(t!(language, "audit-deed")),
        Column::text(t!(language, "audit-subject")),
        Column::text(t!(language, "audit-reason")),
    ];
    let rows = trail.entries.iter();
    let rows = rows.map(|entry| row(page, entry, register, trail));
    let rows = rows.collect();
    let empty = if trail.form.narrows() {
        t!(language, "audit-empty")
    } else {
        t!(language, "audit-nothing-yet")
    };
    view! {
        <DataTable caption=t!(language, "audit-title") caption_hidden=true columns rows empty />
        <CursorPagination page=page.clone() after=trail.more.map(|number| number.to_string()) />
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

fn row(page: &Page, entry: &Entry, register: &Register, trail: &Trail) -> Vec<Html> {
    let language = page.language;
    let officer = |id: OfficerId| trail.officers.get(&id).cloned();
    let teller = Teller {
        language,
        register: Some(register),
        officer: &|id| officer(id).unwrap_or_else(|| id.to_string()),
    };
    let role = Role::from_code(&entry.role).map(|role| {
        view! { <br /><small>{role_name(language, role)}</small> }
    });
    let deed = deed_in_words(language, entry);
    let unit =
        (!entry.unit.is_empty()).then(|| view! { <br /><small>{entry.unit.clone()}</small> });
    let decided = matches!(
        DeedKind::from_code(&entry.deed),
        Some(DeedKind::CommentPublished | DeedKind::CommentWithheld)
    );
    let original = decided.then(|| {
        let href = page.href(&format!("/meja/komentar/{}/asli", entry.subject.name));
        view! { <br /><a href=href>{t!(language, "audit-original")}</a> }
    });
    let about = about(language, &entry.subject, register, trail);
    vec![
        view! { {entry.number} }.into_html(),
        view! { {format::moment(language, entry.at)} }.into_html(),
        view! { {who(language, &entry.actor, &trail.names)} {role} }.into_html(),
        view! { {deed} }.into_html(),
        view! { {about} {unit} {original} }.into_html(),
        view! { <span class="breakable">{teller.remark(entry)}</span> }.into_html(),
    ]
}

/// What an entry is about: its kind and what the trail calls it, with the name by which people know it where it is still
/// kept.
fn about(language: Language, subject: &Subject, register: &Register, trail: &Trail) -> Html {
    let kind = SubjectKind::from_code(&subject.kind);
    let kind_name = kind.map_or_else(|| subject.kind.clone(), |kind| subject_name(language, kind));
    let slug: Option<Slug> = subject.name.parse().ok();
    let service = |slug| {
        register
            .service(slug)
            .map(|service| service.name.get(language))
    };
    let name = match kind {
        Some(SubjectKind::Account) => trail.names.get(&subject.name).cloned(),
        Some(SubjectKind::Service) => slug.as_ref().and_then(service).map(str::to_owned),
        Some(SubjectKind::Unit) => {
            let unit = slug.as_ref().and_then(|slug| register.unit(slug));
            unit.map(|unit| unit.name.get(language).to_owned())
        }
        Some(SubjectKind::Invitations) => {
            let mut batches = trail.batches.iter();
            let batch = batches.find(|batch| batch.id.to_string() == subject.name);
            batch.map(|batch| {
                let service = service(&batch.service).unwrap_or(batch.service.as_str());
                let week = format::day(language, batch.week);
                t!(language, "audit-batch", service = service, week = week)
            })
        }
        _ => None,
    };
    let code = view! { <code>{subject.name.clone()}</code> }.into_html();
    match name {
        Some(name) => view! { {kind_name} " " {name} <br /><small>{code}</small> }.into_html(),
        None => view! { {kind_name} " " {code} }.into_html(),
    }
}

/// A record with what was done to it.
pub struct Deeds {
    /// What the title calls it.
    pub name: String,
    /// Its page, without the language prefix.
    pub path: String,
    /// The entries, newest first.
    pub entries: Vec<Entry>,
    /// The names of the accounts that occur, by their id.
    pub names: BTreeMap<String, String>,
    /// The entry after which the list goes on.
    pub more: Option<u64>,
}

/// What was done to one record, for those who look after it. `remark` says what an entry tells beyond the deed.
pub fn deeds_page(desk: Desk, deeds: Deeds, remark: impl Fn(&Entry) -> String) -> Html {
    let language = desk.language();
    let Deeds {
        name,
        path,
        entries,
        names,
        more,
    } = deeds;
    let entries = entries.iter().map(|entry| TimelineEntry {
        when: format::moment(language, entry.at),
        instant: instant(entry.at),
        who: actor_name(language, &entry.actor, names.get(&entry.actor)),
        what: deed_in_words(language, entry),
        reason: remark(entry),
    });
    let more = more.map(|number| number.to_string());
    timeline_page(desk, name, path, entries.collect(), more)
}

fn deed_in_words(language: Language, entry: &Entry) -> String {
    DeedKind::from_code(&entry.deed)
        .map_or_else(|| entry.deed.clone(), |deed| deed_name(language, deed))
}

fn filter_form(page: &Page, trail: &Trail, errors: &FormErrors) -> Html {
    let language = page.language;
    let form = &trail.form;
    let offered = |all: String, choices: Vec<Choice>| {
        let all = std::iter::once(Choice::new("", all));
        all.chain(choices).collect::<Vec<_>>()
    };
    let deeds = DeedKind::ALL.iter();
    let deeds = deeds.map(|deed| Choice::new(deed.code(), deed_name(language, *deed)));
    let deeds = offered(t!(language, "audit-every-deed"), deeds.collect());
    let kinds = SubjectKind::ALL.iter();
    let kinds = kinds.map(|kind| Choice::new(kind.code(), subject_name(language, *kind)));
    let kinds = offered(t!(language, "audit-every-kind"), kinds.collect());
    let units = choices(&trail.units).collect();
    let units = offered(t!(language, "audit-every-unit"), units);
    let nameless = [Actor::Console, Actor::Server];
    let nameless = nameless.iter();
    let nameless = nameless.filter_map(|actor| trail_form::actor_name(language, *actor));
    let people = trail.people.iter().cloned().chain(nameless).collect();
    view! {
        <FilterForm page=page.clone() action="/meja/audit" filtered=form.narrows()>
            <Select language name=DEED label=t!(language, "audit-deed") options=deeds chosen=form.text(DEED) />
            <Select language name=KIND label=t!(language, "audit-kind") options=kinds chosen=form.text(KIND) />
            <TextInput language name=NAME label=t!(language, "audit-name") hint=t!(language, "audit-name-hint") value=form.text(NAME) />
            <Select language name=UNIT label=t!(language, "audit-unit") options=units chosen=form.text(UNIT) />
            <TextInput
                language
                name=ACTOR
                label=t!(language, "audit-actor")
                hint=t!(language, "audit-actor-hint")
                value=form.text(ACTOR)
                suggestions=people
            />
            <DateInput language name=FROM label=t!(language, "audit-from") value=form.text(FROM) error=errors.of(FROM) />
            <DateInput language name=UNTIL label=t!(language, "audit-until") value=form.text(UNTIL) error=errors.of(UNTIL) />
        </FilterForm>
    }
    .into_html()
}
