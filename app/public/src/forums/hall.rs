//! What the hall of a forum sees: the points that were published, by group, the same for everybody.
//! It must not know who looks, so that it is made once for all.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::forum::{Group, GroupId, Mark, Point, Said, Standing, Voice};
use domain::language::Language;
use leptos::prelude::*;
use ui::components::{AnswerTag, community_name, counts_text, mark_name};
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use crate::commitments::promise_item;

/// The name of the field for the number of a point.
pub const NUMBER: &str = "nomor";

/// How often the same was said: by a point itself and by those merged into it.
fn times(said: &Said) -> BTreeMap<u32, u64> {
    let mut times = BTreeMap::new();
    for point in &said.points {
        if let Standing::Merged(twin) = point.standing {
            *times.entry(twin).or_insert(1) += 1;
        }
    }
    times
}

/// Whether somebody may support points, and which ones they support already.
#[derive(Clone, Debug, Default)]
pub struct Supporting {
    /// Whether the forum takes support.
    pub open: bool,
    /// The numbers of the points that are supported.
    pub supported: BTreeSet<u32>,
    /// The numbers of the own points, which nobody supports.
    pub own: BTreeSet<u32>,
}

/// The points that everybody can read, group by group with what the unit answers, and the account of all.
pub fn hall(page: &Page, said: &Said, supporting: &Supporting, today: NaiveDate) -> Html {
    let language = page.language;
    let times = times(said);
    let listed = |group: Option<GroupId>| {
        let points = said.of_group(group);
        let points: Vec<_> = points
            .map(|point| {
                item(
                    language,
                    point,
                    times.get(&point.number).copied(),
                    supporting,
                )
            })
            .collect();
        (!points.is_empty()).then(|| {
            view! { <ul class="points">{points.into_iter().collect_view()}</ul> }.into_html()
        })
    };
    let groups = said.groups.iter().filter_map(|group| {
        let points = listed(Some(group.id))?;
        let agreement = agreement(language, said, group);
        let answer = answer(page, said, group, today);
        Some(view! { <h3>{group.name.clone()}</h3> {agreement} {points} {answer} }.into_html())
    });
    let groups: Vec<Html> = groups.collect();
    let alone = listed(None).map(|points| {
        let heading = (!groups.is_empty()).then(|| {
            view! { <h3>{t!(language, "points-ungrouped")}</h3> }
        });
        view! { {heading} {points} }.into_html()
    });
    let empty = (groups.is_empty() && alone.is_none()).then(|| {
        view! { <p class="empty">{t!(language, "points-empty")}</p> }
    });
    let counts = counts_text(language, &said.counts());
    view! {
        {empty}
        {groups.into_iter().collect_view()}
        {alone}
        <p class="hint">{counts}</p>
    }
    .into_html()
}

/// Which kinds of community support what a group says; nothing while none reaches the number that is told.
pub(super) fn agreement(language: Language, said: &Said, group: &Group) -> Option<Html> {
    let told = said.agreement.get(&group.id)?;
    let kinds = told.iter().map(|(kind, people)| {
        t!(
            language,
            "agreement-kind",
            kind = community_name(language, *kind),
            people = *people
        )
    });
    let kinds: Vec<String> = kinds.collect();
    let kinds = t!(language, "agreement", kinds = kinds.join(", "));
    Some(view! { <p class="hint">{kinds}</p> }.into_html())
}

/// What the unit answers to a group, and what it promises because of it.
fn answer(page: &Page, said: &Said, group: &Group, today: NaiveDate) -> Html {
    let language = page.language;
    let words = group.answer.as_ref().map(|answer| {
        let text = answer.text.clone();
        view! {
            <p><strong>{t!(language, "answer-of-unit")}</strong> " " <AnswerTag language kind=answer.kind /></p>
            <p class="point-text">{text}</p>
        }
    });
    let promised = said
        .promised(group)
        .map(|kept| promise_item(page, kept, today));
    let promised: Vec<Html> = promised.collect();
    let promised = (!promised.is_empty()).then(|| {
        view! {
            <p>{t!(language, "answer-promised")}</p>
            <ul>{promised.into_iter().collect_view()}</ul>
        }
    });
    if words.is_none() && promised.is_none() {
        return Html::default();
    }
    view! { <div class="answer">{words} {promised}</div> }.into_html()
}

fn item(language: Language, point: &Point, times: Option<u64>, supporting: &Supporting) -> Html {
    let number = point.number;
    let button = if supporting.supported.contains(&number) {
        view! { <span class="supported">{t!(language, "point-supported")}</span> }.into_html()
    } else if supporting.open && !supporting.own.contains(&number) {
        let label = t!(language, "point-support-of", number = number);
        view! {
            <button class="button-support" type="submit" name=NUMBER value=number.to_string() aria-label=label>
                {t!(language, "point-support")}
            </button>
        }
        .into_html()
    } else {
        Html::default()
    };
    view! {
        <li class="point">
            <p class="point-text">{point.text.as_str().to_owned()}</p>
            <p class="hint">{facts(language, point, times)}</p>
            {button}
        </li>
    }
    .into_html()
}

/// What is told of a point beside its text.
pub(super) fn facts(language: Language, point: &Point, times: Option<u64>) -> String {
    let mut facts = vec![t!(language, "point-number", number = point.number)];
    if point.voice == Voice::Moderator {
        facts.push(t!(language, "point-heard"));
    }
    if point.original.is_some() {
        facts.push(t!(language, "point-edited"));
    }
    if point.marks.contains(&Mark::Answered) {
        facts.push(mark_name(language, Mark::Answered));
    }
    if let Some(times) = times {
        facts.push(t!(language, "point-times", times = times));
    }
    facts.push(t!(language, "point-supports", people = point.supports));
    facts.join(" · ")
}
