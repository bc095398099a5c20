//! Which kinds of community took part in a year's forums (PEKPPP 2).
//! It must not count forums that were not held: it shows those that it is given.

use domain::forum::{Community, communities};
use leptos::prelude::*;
use ui::components::{Column, DataTable, community_name};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::site::Site;
use ui::t;

use super::{HeldForum, Question, UnitYear, below, day, figure};

/// Which kinds of community came to the forums (PEKPPP 2).
pub(super) fn dialogue(page: &Page, site: &Site, of: &UnitYear) -> Html {
    let language = page.language;
    let attendances = || of.forums.iter().map(|held| &held.attendance);
    let came = communities(attendances());
    let names = |took_part: bool| {
        let kinds = Community::ALL.iter();
        let kinds = kinds.filter(|kind| came.contains(kind) == took_part);
        let names: Vec<String> = kinds.map(|kind| community_name(language, *kind)).collect();
        (!names.is_empty()).then(|| names.join("; "))
    };
    let is_counted = attendances().any(|attendance| attendance.all().is_some());
    let figure = if of.forums.is_empty() {
        Html::default()
    } else if is_counted {
        let told = t!(language, "follow-up-kinds-figure", kinds = came.len());
        let took_part =
            names(true).map(|kinds| t!(language, "follow-up-kinds-came", kinds = kinds));
        let absent = names(false);
        let absent = absent.map(|kinds| t!(language, "follow-up-kinds-absent", kinds = kinds));
        figure(told, took_part.into_iter().chain(absent))
    } else {
        figure(t!(language, "follow-up-kinds-unknown"), None)
    };
    let columns = vec![
        Column::text(t!(language, "nav-forums")),
        Column::short(t!(language, "follow-up-forum-date")),
        Column::text(t!(language, "attendance-title")),
        Column::number(t!(language, "follow-up-kinds-number")),
    ];
    let rows = of.forums.iter().map(|held| forum_row(page, site, of, held));
    let rows = rows.collect();
    let caption = t!(language, "follow-up-forums", year = of.year.to_string());
    let empty = t!(language, "follow-up-forums-empty");
    Question {
        id: "unsur-masyarakat",
        heading: t!(language, "follow-up-kinds-heading"),
        scored: t!(language, "follow-up-kinds-scored"),
        figure,
        evidence: view! { <DataTable caption columns rows empty /> }.into_html(),
    }
    .show()
}

fn forum_row(page: &Page, site: &Site, of: &UnitYear, held: &HeldForum) -> Vec<Html> {
    let language = page.language;
    let forum = &held.kept.forum;
    let href = page.href(&held.kept.path());
    let title = forum.title.get(language).to_owned();
    let unit = below(site, language, of, &forum.unit);
    let (people, kinds) = if held.attendance.all().is_some() {
        let people = held.attendance.people.iter().map(|(kind, people)| {
            let people = format::integer(language, (*people).into());
            view! { <li>{community_name(language, *kind)} ": " {people}</li> }
        });
        let people = view! { <ul>{people.collect_view()}</ul> }.into_html();
        (people, held.attendance.kinds().to_string())
    } else {
        let uncounted = t!(language, "follow-up-not-counted");
        (uncounted.clone().into_html(), uncounted)
    };
    vec![
        view! { <a href=href>{title}</a> {unit} }.into_html(),
        day(language, forum.date),
        people,
        kinds.into_html(),
    ]
}
