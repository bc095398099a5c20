//! `/forum/KODE/ringkasan`: what was said and decided so far, in one screen, for those who come late.
//! It must not show what was not published, nor who looks.

use chrono::NaiveDate;
use domain::forum::{Group, KeptForum, Point, Said};
use domain::language::Language;
use leptos::prelude::*;
use ui::components::{AnswerTag, ForumTag, counts_text};
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::t;

use super::hall::agreement;
use super::style;
use crate::commitments::promise_item;

/// How many points of a group stand here: those that most people support.
const MOST_POINTS: usize = 2;

/// The page.
pub fn recap_page(page: Page, kept: &KeptForum, said: &Said, today: NaiveDate) -> Html {
    let language = page.language;
    let back = page.href(&kept.path());
    let groups = said.groups.iter();
    let groups = groups.filter_map(|group| recapped(&page, said, group, today));
    let groups: Vec<Html> = groups.collect();
    let ungrouped = most_supported(said.of_group(None));
    let empty = (groups.is_empty() && ungrouped.is_empty()).then(|| {
        view! { <p class="empty">{t!(language, "points-empty")}</p> }
    });
    let others = (!ungrouped.is_empty()).then(|| {
        view! {
            <h2>{t!(language, "points-ungrouped")}</h2>
            {points(language, &ungrouped)}
        }
    });
    view! {
        <Document page=page.clone() title=t!(language, "recap-title") more=style()>
            <p><a href=back.clone()>{kept.forum.title.get(language).to_owned()}</a></p>
            <h1>{t!(language, "recap-title")} " " <ForumTag language state=kept.state(today) /></h1>
            <p class="lead">{counts_text(language, &said.counts())}</p>
            {empty}
            {groups.into_iter().collect_view()}
            {others}
            <p><a href=back>{t!(language, "recap-all")}</a></p>
        </Document>
    }
    .into_html()
}

/// A group with what was decided about it; nothing of one that nobody speaks of.
fn recapped(page: &Page, said: &Said, group: &Group, today: NaiveDate) -> Option<Html> {
    let language = page.language;
    let count = said.of_group(Some(group.id)).count();
    if count == 0 {
        return None;
    }
    let answer = match &group.answer {
        Some(answer) => {
            let text = answer.text.clone();
            view! {
                <p><strong>{t!(language, "answer-of-unit")}</strong> " " <AnswerTag language kind=answer.kind /></p>
                <p class="point-text">{text}</p>
            }
            .into_html()
        }
        None => view! { <p class="hint">{t!(language, "answer-none")}</p> }.into_html(),
    };
    let promised = said.promised(group);
    let promised: Vec<Html> = promised
        .map(|kept| promise_item(page, kept, today))
        .collect();
    let promised =
        (!promised.is_empty()).then(|| view! { <ul>{promised.into_iter().collect_view()}</ul> });
    let spoken = most_supported(said.of_group(Some(group.id)));
    Some(
        view! {
            <h2>{group.name.clone()} " · " {t!(language, "group-points", points = count)}</h2>
            {agreement(language, said, group)}
            {points(language, &spoken)}
            {answer}
            {promised}
        }
        .into_html(),
    )
}

/// The points that most people support, the first of which came first where as many support several.
fn most_supported<'a>(points: impl Iterator<Item = &'a Point>) -> Vec<&'a Point> {
    let mut points: Vec<_> = points.collect();
    points.sort_by_key(|point| (std::cmp::Reverse(point.supports), point.number));
    points.truncate(MOST_POINTS);
    points
}

fn points(language: Language, points: &[&Point]) -> Html {
    let items = points.iter().map(|point| {
        let supports = t!(language, "point-supports", people = point.supports);
        view! {
            <li class="point">
                <p class="point-text">{point.text.as_str().to_owned()}</p>
                <p class="hint">{t!(language, "point-number", number = point.number)} " · " {supports}</p>
            </li>
        }
    });
    view! { <ul class="points">{items.collect_view()}</ul> }.into_html()
}
