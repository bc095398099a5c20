//! The moderator's console: what waits, what is heard, and the groups.
//! It must not tell who said what.

use domain::forum::{Community, Group, KeptForum, Point, PointText, Said, Standing, Voice};
use domain::language::Language;
use domain::moderation::WithholdReason;
use leptos::prelude::*;
use ui::components::{
    AnswerTag, Bell, Button, Choice, Form, FormErrors, MarkTag, PointTag, RadioGroup, Select,
    SubmitButton, TextInput, Width, community_name, counts_text, standing_reason,
};
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;
use ui::words::reason_name;

use super::current::{CURRENT, Current, current, working_on};
use super::keys;
use crate::forms::point_form::{
    ACTION, COMMUNITY, GROUP, NAME, PUBLISH, REOPEN, SLIP, TEXT, grouping, rejecting,
};
use crate::forms::{TOKEN, VERSION};

/// What was said at a forum, and what was typed.
#[derive(Clone, Debug)]
pub struct Console {
    /// What was said.
    pub said: Said,
    /// The point that the moderator works on.
    pub current: Current,
    /// Whose device keeps what cannot be sent yet.
    pub account: String,
    /// By which what is typed is recognised when it is sent again.
    pub token: String,
    /// Whether minutes tell it already, so that the forum does not go on.
    pub is_recorded: bool,
    /// Whether the moderator just did something here and goes on.
    pub goes_on: bool,
    /// What was typed.
    pub typed: Hearing,
    /// What is wrong with it.
    pub errors: FormErrors,
}

/// What a moderator typed of what was heard.
#[derive(Clone, Debug, Default)]
pub struct Hearing {
    /// The text.
    pub text: String,
    /// The kind of community.
    pub community: String,
    /// The number of the slip of whoever said it.
    pub slip: String,
    /// The group.
    pub group: String,
    /// The name of a new group.
    pub name: String,
}

/// The console. What others do meanwhile shows by itself, and what is being typed stays.
pub fn console(page: &Page, kept: &KeptForum, console: &Console) -> Html {
    let source = page.href(&format!("/meja/forum/{}/daftar", kept.forum.id));
    let number = console
        .current
        .number
        .map(|number| format!("?{CURRENT}={number}"));
    let working = format!(
        "/meja/forum/{}/kini{}",
        kept.forum.id,
        number.unwrap_or_default()
    );
    let working = page.href(&working);
    let bell = Bell {
        address: page.href(&format!("/meja/forum/{}/bel", kept.forum.id)),
        version: kept.pulse.all(),
        patience: 0,
    };
    view! {
        {bell.show(page.language)}
        {hearing(page, kept, console)}
        <div id="kini" data-sumber=working>{current(page, kept, &console.said, &console.current)}</div>
        <div id="daftar" data-sumber=source>{lists(page, kept, &console.said)}</div>
        {groups(page, kept, console)}
    }
    .into_html()
}

/// The points by where they stand, with everything that is decided by one press.
pub fn lists(page: &Page, kept: &KeptForum, said: &Said) -> Html {
    let language = page.language;
    let waiting: Vec<_> = of_standing(said, |standing| standing == Standing::Waiting);
    let published: Vec<_> = of_standing(said, |standing| standing == Standing::Published);
    let others: Vec<_> = of_standing(said, |standing| {
        matches!(standing, Standing::Rejected(_) | Standing::Merged(_))
    });
    let counts = said.counts();
    let list = |points: &[&Point], empty: String| {
        if points.is_empty() {
            return view! { <p class="empty">{empty}</p> }.into_html();
        }
        let points = points.iter().map(|point| card(page, kept, said, point));
        view! { <ul class="points">{points.collect_view()}</ul> }.into_html()
    };
    let waiting = list(&waiting, t!(language, "console-nothing-waits"));
    let published = list(&published, t!(language, "points-empty"));
    let others = (!others.is_empty()).then(|| {
        let others = list(&others, String::new());
        view! {
            <details>
                <summary>{t!(language, "console-others")}</summary>
                {others}
            </details>
        }
    });
    let log = page.href(&format!("{}/catatan", kept.path()));
    view! {
        <section aria-labelledby="menunggu">
            <h2 id="menunggu">{t!(language, "console-waiting")}</h2>
            {waiting}
        </section>
        <section aria-labelledby="terbit">
            <h2 id="terbit">{t!(language, "console-published")}</h2>
            {published}
            {others}
        </section>
        <p>{counts_text(language, &counts)} " " <a href=log>{t!(language, "points-log")}</a></p>
    }
    .into_html()
}

fn of_standing(said: &Said, wanted: impl Fn(Standing) -> bool) -> Vec<&Point> {
    let points = said.points.iter();
    points.filter(|point| wanted(point.standing)).collect()
}

/// The line into which a moderator types what is heard; Enter saves it.
fn hearing(page: &Page, kept: &KeptForum, console: &Console) -> Html {
    let language = page.language;
    let action = format!("/meja/forum/{}/usulan", kept.forum.id);
    let typed = &console.typed;
    let none = Choice::new("", t!(language, "group-none"));
    let groups = console.said.groups.iter();
    let groups = groups.map(|group| Choice::new(group.id.to_string(), group.name.clone()));
    let groups: Vec<_> = std::iter::once(none).chain(groups).collect();
    let group = (groups.len() > 1).then(|| {
        let chosen = typed.group.clone();
        view! { <Select language name=GROUP label=t!(language, "group-name") options=groups chosen /> }
    });
    view! {
        <section aria-labelledby="catat">
            <h2 id="catat">{t!(language, "console-hear")}</h2>
            <p class="hint" data-kabar role="status"></p>
            <p class="notice" data-antrean=console.account.clone() hidden role="status">{t!(language, "console-queued")} " " <span></span></p>
            <Form page=page.clone() action hidden=vec![(TOKEN, console.token.clone())]>
                <TextInput
                    language
                    name=TEXT
                    label=t!(language, "console-heard")
                    hint=t!(language, "console-heard-hint")
                    value=typed.text.clone()
                    error=console.errors.of(TEXT)
                    max_length=PointText::MAX_CHARACTERS
                    autocomplete="off"
                    width=Width::Full
                    key=keys::HEAR
                    focused=console.goes_on
                />
                <div class="hearing-facts">
                    <RadioGroup
                        language
                        name=COMMUNITY
                        legend=t!(language, "console-heard-community")
                        options=kinds(language)
                        chosen=Some(typed.community.clone())
                    />
                    <TextInput
                        language
                        name=SLIP
                        label=t!(language, "console-heard-slip")
                        value=typed.slip.clone()
                        error=console.errors.of(SLIP)
                        inputmode="numeric"
                        autocomplete="off"
                        width=Width::Narrow
                        optional=true
                        key=keys::SLIP
                    />
                    {group}
                </div>
                <SubmitButton label=t!(language, "console-save") />
            </Form>
        </section>
    }
    .into_html()
}

/// The kinds of community, each chosen by a key.
fn kinds(language: Language) -> Vec<Choice> {
    let unknown = Choice::new("", t!(language, "console-heard-unknown"));
    let kinds = Community::ALL.iter().map(|kind| {
        let choice = Choice::new(kind.code(), community_name(language, *kind));
        choice.with_key(keys::of_community(*kind))
    });
    std::iter::once(unknown.with_key(keys::NO_COMMUNITY))
        .chain(kinds)
        .collect()
}

/// The groups with how much is in each, and the form for another one.
fn groups(page: &Page, kept: &KeptForum, console: &Console) -> Html {
    let language = page.language;
    let action = format!("/meja/forum/{}/kelompok", kept.forum.id);
    let items = console.said.groups.iter().map(|group| {
        let points = console.said.of_group(Some(group.id)).count();
        let href = page.href(&format!("{action}/{}", group.id));
        let answer = group.answer.as_ref();
        let answer = answer.map(|answer| view! { " " <AnswerTag language kind=answer.kind /> });
        let points = t!(language, "group-points", points = points);
        view! { <li><a href=href>{group.name.clone()}</a> " · " {points} {answer}</li> }
    });
    let items = items.collect_view();
    let list = if console.said.groups.is_empty() {
        view! { <p class="empty">{t!(language, "groups-empty")}</p> }.into_html()
    } else {
        view! { <ul>{items}</ul> }.into_html()
    };
    view! {
        <section aria-labelledby="kelompok-kelompok">
            <h2 id="kelompok-kelompok">{t!(language, "groups-heading")}</h2>
            {list}
            <Form page=page.clone() action>
                <TextInput
                    language
                    name=NAME
                    label=t!(language, "group-new")
                    value=console.typed.name.clone()
                    error=console.errors.of(NAME)
                    autocomplete="off"
                />
                <SubmitButton label=t!(language, "group-add") kind=Button::Secondary />
            </Form>
        </section>
    }
    .into_html()
}

/// One point with everything that is decided by one press.
fn card(page: &Page, kept: &KeptForum, said: &Said, point: &Point) -> Html {
    let language = page.language;
    let path = point_path(kept, point);
    let buttons = match point.standing {
        Standing::Waiting => view! {
            <SubmitButton label=t!(language, "point-publish") name=ACTION value=PUBLISH />
            {reject(language)}
        }
        .into_html(),
        Standing::Published => view! {
            {choose_group(language, &said.groups, point)}
            {reject(language)}
        }
        .into_html(),
        Standing::Rejected(_) | Standing::Merged(_) => {
            let kind = Button::Secondary;
            view! { <SubmitButton label=t!(language, "point-reopen") kind name=ACTION value=REOPEN /> }.into_html()
        }
    };
    let work = page.href(&working_on(kept, point.number));
    view! {
        <li class="point">
            {told(language, said, point)}
            <Form page=page.clone() action=path hidden=vec![(VERSION, point.version.to_string())]>
                <div class="point-acts">
                    {buttons}
                    <a href=work>{t!(language, "console-work", number = point.number)}</a>
                </div>
            </Form>
        </li>
    }
    .into_html()
}

/// A point with its group, where it stands, its marks and what else moderators are told.
pub(super) fn told(language: Language, said: &Said, point: &Point) -> Html {
    let group = said.group_of(point);
    let group = group.map(|group| view! { <p><strong>{group.name.clone()}</strong></p> });
    let marks = point.marks.iter();
    let marks = marks.map(|mark| view! { " " <MarkTag language mark=*mark /> });
    view! {
        <p class="point-text">{point.text.as_str().to_owned()}</p>
        {group}
        <p class="hint">
            <PointTag language standing=point.standing /> {marks.collect_view()} " " {facts(language, point)}
        </p>
    }
    .into_html()
}

/// Where a point is decided about.
pub fn point_path(kept: &KeptForum, point: &Point) -> String {
    format!("/meja/forum/{}/usulan/{}", kept.forum.id, point.id)
}

/// What moderators are told of a point beside its text.
pub fn facts(language: Language, point: &Point) -> String {
    let mut facts = vec![t!(language, "point-number", number = point.number)];
    if point.voice == Voice::Moderator {
        facts.push(t!(language, "point-heard"));
    }
    facts.extend(point.community.map(|kind| community_name(language, kind)));
    if point.original.is_some() {
        facts.push(t!(language, "point-edited"));
    }
    let reason = standing_reason(language, point.standing);
    facts.extend(Some(reason).filter(|reason| !reason.is_empty()));
    facts.push(t!(language, "point-supports", people = point.supports));
    facts.join(" · ")
}

/// The reasons for which a point is rejected, a button each.
pub(super) fn reject(language: Language) -> Html {
    let reasons = WithholdReason::of_moderators().map(|reason| {
        let (label, value) = (reason_name(language, reason), rejecting(reason));
        view! { <SubmitButton label kind=Button::Secondary name=ACTION value /> }
    });
    view! {
        <details>
            <summary>{t!(language, "point-reject")}</summary>
            <div class="point-acts">{reasons.collect_view()}</div>
        </details>
    }
    .into_html()
}

/// The groups into which a published point is put, a button each.
pub(super) fn choose_group(language: Language, groups: &[Group], point: &Point) -> Html {
    let others = groups.iter().filter(|group| point.group != Some(group.id));
    let mut buttons: Vec<Html> = others
        .map(|group| {
            let (label, value) = (group.name.clone(), grouping(Some(group.id)));
            view! { <SubmitButton label kind=Button::Secondary name=ACTION value /> }.into_html()
        })
        .collect();
    if point.group.is_some() {
        let (label, value) = (t!(language, "group-none"), grouping(None));
        buttons.push(
            view! { <SubmitButton label kind=Button::Secondary name=ACTION value /> }.into_html(),
        );
    }
    (!buttons.is_empty())
        .then(|| {
            view! {
                <details>
                    <summary>{t!(language, "point-group")}</summary>
                    <div class="point-acts">{buttons.into_iter().collect_view()}</div>
                </details>
            }
        })
        .into_html()
}
