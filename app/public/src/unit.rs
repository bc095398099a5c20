//! A unit: its figure, its elements, what it is made of, and what it was before.
//! It must not mix the figures of a unit with those of the units it continues.

pub mod follow_up;
mod past;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use domain::commitment::Kept;
use domain::figure::Evidence;
use domain::forum::KeptForum;
use domain::language::Language;
use domain::moderation::ReleasedComment;
use domain::period::Period;
use domain::profile::ProfileTotals;
use domain::record::{PublicRecord, Scope};
use domain::register::Unit;
use follow_up::follow_up_link;
use leptos::prelude::*;
use past::{breaks, past};
use ui::charts::{
    Caption, Reading,
    distribution::DistributionChart,
    dots::{DotChart, DotRow, Dots},
    trend::TrendChart,
};
use ui::components::{Breadcrumbs, FigureCard, Indicators, PeriodChoice, evidence_name};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::site::Site;
use ui::t;
use ui::words::kind_name;

use super::charted::{
    change, default_period, distribution, heads, months_note, reading, shown_series, smallest,
    trend,
};
use super::comments::{Rated, comments_section};
use super::commitments::commitments_section;
use super::forums::unit_forums;
use super::signs::{exclusions_section, signs_section};
use super::way::{crumbs, present};

/// What is told of a unit besides its figures.
#[derive(Clone, Debug, Default)]
pub struct Voices {
    /// The newest comments about it.
    pub comments: Vec<ReleasedComment>,
    /// Its newest forums.
    pub forums: Vec<KeptForum>,
    /// What it and the units below it promised, in the order of a list; nothing on the page of a past period.
    pub commitments: Vec<Kept>,
    /// The local day on which it is told.
    pub today: NaiveDate,
}

/// The page `/unit/SLUG`.
pub fn unit_page(
    page: Page,
    site: Arc<Site>,
    unit: Unit,
    period: Option<Period>,
    voices: Voices,
) -> Html {
    let language = page.language;
    let record = &site.record;
    let name = unit.name.get(language).to_owned();
    let scope = Scope::Unit(&unit.slug);
    let crumbs = crumbs(record, language, &unit.slug);
    let action = format!("/unit/{}", unit.slug);
    let past = past(&page, record, &unit);
    // What is not told of the past is told where the present is.
    let now = period.map(|_| present(&page, &action));
    let head = (now.is_none() && !unit.head.is_empty()).then(|| {
        view! { <p>{t!(language, "unit-head")} ": " {unit.head.clone()}</p> }
    });
    let heading = view! {
        <Breadcrumbs page=page.clone() crumbs />
        <p class="kicker">{kind_name(language, unit.kind)}</p>
        <h1>{name.clone()} " " {abbreviation(&unit)}</h1>
        {head}
        {past}
    };
    let pledge = now.or_else(|| pledge(language, &unit));
    let chosen = period.or_else(|| default_period(record));
    let parts = parts(&page, record, &unit, period, chosen);
    let forums = unit_forums(&page, &unit, &voices.forums, voices.today);
    let told = !voices.commitments.is_empty() || !voices.forums.is_empty();
    let year = told.then(|| follow_up_link(&page, &unit.slug));
    let commitments = commitments_section(&page, &unit.slug, &voices.commitments, voices.today);
    let Some(period) = chosen else {
        return view! {
            <Document page=page title=name>
                {heading}
                <p class="notice">{t!(language, "city-empty")}</p>
                {parts}
                {commitments}
                {year}
                {forums}
                {pledge}
            </Document>
        }
        .into_html();
    };
    let standing = record.standing(scope, period, shown_series(), Evidence::Official);
    let change = change(record, scope, period);
    let signs = signs_section(&page, record, scope, period);
    let exclusions = exclusions_section(&page, record, scope, period);
    let note = months_note(language, record, period);
    let trend = trend(
        language,
        record,
        scope,
        &name,
        breaks(language, record, &unit),
    );
    let elements = standing.figure().map(|figure| {
        view! { <DistributionChart chart=distribution(language, record, scope, period, figure, &name) /> }
    });
    let classes = proof_classes(language, record, scope, period);
    let pooled = pooled(language, record, &unit, period);
    let k = smallest(record);
    let totals = record.profile(&unit.slug, period, shown_series());
    let profile = standing.figure().map(|_| profile(language, k, &totals));
    let months = record.months().collect();
    let indicators = indicators(language, record, &unit);
    let rated = Rated::Unit(unit);
    let comments = comments_section(&page, record, &rated, period, voices.comments);
    view! {
        <Document page=page.clone() title=name>
            {heading}
            <PeriodChoice page=page.clone() action months chosen=period />
            <div class="overview">
                <FigureCard language standing period months_note=note change k />
                <TrendChart chart=trend />
            </div>
            {elements}
            {indicators}
            {parts}
            {pledge}
            {pooled}
            {commitments}
            {year}
            {forums}
            {comments}
            <section aria-labelledby="bukti">
                <h2 id="bukti">{t!(language, "classes-heading")}</h2>
                <p>{t!(language, "classes-lead")}</p>
                {classes}
            </section>
            {signs}
            {exclusions}
            {profile}
        </Document>
    }
    .into_html()
}

/// The unit's own indicators: targets beside what was reached.
fn indicators(language: Language, record: &PublicRecord, unit: &Unit) -> Html {
    let histories = record.indicators(&unit.slug).cloned().collect();
    view! { <Indicators language histories /> }.into_html()
}

/// The service pledge of a unit, a line of the text a paragraph.
pub(super) fn pledge(language: Language, unit: &Unit) -> Option<Html> {
    let lines: Vec<_> = unit
        .pledge
        .get(language)
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| view! { <p>{line.to_owned()}</p> })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="pledge" aria-labelledby="maklumat">
                <h2 id="maklumat">{t!(language, "pledge-heading")}</h2>
                <blockquote>{lines.into_iter().collect_view()}</blockquote>
            </section>
        }
        .into_html()
    })
}

fn abbreviation(unit: &Unit) -> Option<Html> {
    let abbreviation = unit.abbreviation.clone();
    (!abbreviation.is_empty() && abbreviation != unit.name.id)
        .then(|| view! { <small>"(" {abbreviation} ")"</small> }.into_html())
}

/// The services and units that a unit is made of.
fn parts(
    page: &Page,
    record: &PublicRecord,
    unit: &Unit,
    asked: Option<Period>,
    period: Option<Period>,
) -> Html {
    let language = page.language;
    let register = record.register();
    let query = asked
        .map(|period| format!("?periode={period}"))
        .unwrap_or_default();
    let row = |scope: Scope, name: &str, path: String| DotRow {
        label: name.to_owned(),
        href: Some(page.href(&format!("{path}{query}"))),
        reading: period.map_or(Reading::Missing(String::new()), |period| {
            reading(
                language,
                &record.standing(scope, period, shown_series(), Evidence::Official),
            )
        }),
        note: None,
    };
    let services: Vec<DotRow> = register
        .services_of(&unit.slug)
        .map(|service| {
            let path = format!("/layanan/{}", service.slug);
            row(
                Scope::Service(&service.slug),
                service.name.get(language),
                path,
            )
        })
        .collect();
    let units: Vec<DotRow> = register
        .children(&unit.slug)
        .map(|unit| {
            row(
                Scope::Unit(&unit.slug),
                unit.name.get(language),
                format!("/unit/{}", unit.slug),
            )
        })
        .collect();
    let nothing = services.is_empty() && units.is_empty();
    let services = (!services.is_empty()).then(|| {
        let caption = Caption {
            id: "layanan-unit".to_owned(),
            title: t!(language, "services-heading"),
            finding: t!(language, "services-finding", count = services.len()),
            empty: String::new(),
        };
        side_by_side(language, caption, "chart-service", services)
    });
    let units = (!units.is_empty()).then(|| {
        let caption = Caption {
            id: "unit-bawah".to_owned(),
            title: t!(language, "subunits-heading"),
            finding: t!(language, "subunits-finding", count = units.len()),
            empty: String::new(),
        };
        side_by_side(language, caption, "chart-unit", units)
    });
    let empty = nothing.then(|| view! { <p class="notice">{t!(language, "unit-no-services")}</p> });
    view! { {services} {units} {empty} }.into_html()
}

/// Rows in alphabetical order.
fn side_by_side(
    language: Language,
    caption: Caption,
    label: &'static str,
    mut rows: Vec<DotRow>,
) -> Html {
    rows.sort_by_cached_key(|row| row.label.to_lowercase());
    let chart = Dots {
        caption,
        heads: heads(language, label),
        grades: Some(t!(language, "chart-grades")),
        rows,
    };
    view! { <DotChart chart /> }.into_html()
}

/// The same figure from each class of proof, side by side and never mixed.
pub(super) fn proof_classes(
    language: Language,
    record: &PublicRecord,
    scope: Scope,
    period: Period,
) -> Html {
    let rows = Evidence::ALL.map(|evidence| {
        let standing = record.standing(scope, period, shown_series(), evidence);
        DotRow {
            label: evidence_name(language, evidence),
            href: None,
            reading: reading(language, &standing),
            note: None,
        }
    });
    let chart = Dots {
        caption: Caption {
            id: "kelas-bukti".to_owned(),
            title: t!(
                language,
                "classes-title",
                period = format::period(language, period)
            ),
            finding: t!(language, "classes-finding"),
            empty: String::new(),
        },
        heads: heads(language, "chart-class"),
        grades: None,
        rows: rows.into(),
    };
    view! { <DotChart chart /> }.into_html()
}

/// The ratings of small services that were published together.
fn pooled(language: Language, record: &PublicRecord, unit: &Unit, period: Period) -> Option<Html> {
    let mut people = 0;
    let mut names = BTreeSet::new();
    for atom in record.pooled(&unit.slug, period) {
        people += atom.respondents();
        for service in atom
            .services()
            .iter()
            .filter_map(|slug| record.register().service(slug))
        {
            names.insert(service.name.get(language).to_owned());
        }
    }
    (people > 0).then(|| {
        let names = names.into_iter().collect::<Vec<_>>().join(", ");
        view! { <p class="notice">{t!(language, "unit-pooled", people = people, services = names)}</p> }.into_html()
})
}

/// Who answered, as far as they said and enough of them said so.
fn profile(language: Language, k: u64, totals: &ProfileTotals) -> Html {
    let questions = ["gender", "age", "education", "occupation", "disability"];
    let questions = questions.into_iter().filter_map(|question| {
        let answers = totals.counts.get(question)?;
        Some(profile_table(language, question, answers, totals))
    });
    let questions: Vec<Html> = questions.collect();
    let empty = questions
        .is_empty()
        .then(|| view! { <p>{t!(language, "profile-empty")}</p> });
    let people = (!questions.is_empty()).then(|| {
        let n = format::integer(language, totals.n);
        view! { <p>{t!(language, "profile-people", n = n)}</p> }
    });
    view! {
        <details class="profile">
            <summary>{t!(language, "profile-heading")}</summary>
            <p>{t!(language, "profile-lead", k = k)}</p>
            {people}
            {empty}
            <div class="profile-tables">{questions.into_iter().collect_view()}</div>
        </details>
    }
    .into_html()
}

/// The answers to one question; those of too few people stand together in the last row.
fn profile_table(
    language: Language,
    question: &'static str,
    answers: &BTreeMap<String, u64>,
    totals: &ProfileTotals,
) -> Html {
    let told = ui::forms::profile::profile_codes(question)
        .into_iter()
        .chain([""]);
    let told = told.filter_map(|answer| {
        let label = ui::forms::profile::profile_answer(language, question, answer);
        Some((label, *answers.get(answer)?))
    });
    let rest = Some(totals.untold(question)).filter(|people| *people > 0);
    let rest = rest.map(|people| (t!(language, "profile-rest"), people));
    let row = |(label, people): (String, u64)| {
        let share = format::share(people, totals.n);
        view! { <tr><th scope="row">{label}</th><td>{format::integer(language, people)}</td><td>{share}</td></tr> }
    };
    let caption = match question {
        "gender" => t!(language, "profile-gender"),
        "age" => t!(language, "profile-age"),
        "education" => t!(language, "profile-education"),
        "occupation" => t!(language, "profile-occupation"),
        _ => t!(language, "profile-disability"),
    };
    view! {
        <table class="profile-table">
            <caption>{caption}</caption>
            <thead><tr><th scope="col">{t!(language, "profile-answer")}</th><th scope="col">{t!(language, "chart-n")}</th><th scope="col">"%"</th></tr></thead>
            <tbody>{told.chain(rest).map(row).collect_view()}</tbody>
        </table>
    }
    .into_html()
}
