//! `/unit/SLUG/tindak-lanjut`: a unit's year of dialogue and follow-up, to be printed as evidence for its yearly evaluation (PEKPPP).
//! It must not score anything: the domain says what the record proves, and evaluators give the score.

mod dialogue;
mod duration;
mod plan;

use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::commitment::Kept;
use domain::commitment::follow_up::FollowUp;
use domain::forum::{Attendance, KeptForum};
use domain::language::Language;
use domain::register::Unit;
use domain::slug::Slug;
use leptos::prelude::*;
use ui::components::{Breadcrumbs, Choice, Crumb, Select};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::site::Site;
use ui::style::RECORDS_STYLESHEET_PATH;
use ui::t;

use crate::commitments;
use crate::way::crumbs;
use dialogue::dialogue;
use duration::duration;
use plan::plan;

/// The name of the query's part for the year.
pub const YEAR: &str = "tahun";

/// A forum that was held, with who came.
pub struct HeldForum {
    /// The forum.
    pub kept: KeptForum,
    /// Who came, as far as it was counted.
    pub attendance: Attendance,
}

/// What is told of a unit's year, with that of the units below it.
pub struct UnitYear {
    /// The unit.
    pub unit: Unit,
    /// The year.
    pub year: i32,
    /// The years of which something may be told.
    pub years: RangeInclusive<i32>,
    /// The forums held in the year, the first first.
    pub forums: Vec<HeldForum>,
    /// What was promised in the year.
    pub follow_up: FollowUp,
    /// The local day on which it is told.
    pub today: NaiveDate,
}

/// Where the page of a unit stands.
pub fn path(unit: &Slug) -> String {
    format!("/unit/{unit}/tindak-lanjut")
}

/// The way to the page of the present year.
pub(crate) fn follow_up_link(page: &Page, unit: &Slug) -> Html {
    let href = page.href(&path(unit));
    view! { <p><a href=href>{t!(page.language, "follow-up-link")}</a></p> }.into_html()
}

/// The page.
pub fn follow_up_page(page: Page, site: Arc<Site>, of: UnitYear) -> Html {
    let language = page.language;
    let name = of.unit.name.get(language).to_owned();
    let title = t!(language, "follow-up-title", year = of.year.to_string());
    let mut crumbs = crumbs(&site.record, language, &of.unit.slug);
    crumbs.push(Crumb {
        name: name.clone(),
        path: format!("/unit/{}", of.unit.slug),
    });
    let lead = t!(
        language,
        "follow-up-lead",
        unit = name.clone(),
        day = format::day(language, of.today)
    );
    let choice = year_choice(&page, &of);
    let dialogue = dialogue(&page, &site, &of);
    let plan = plan(&page, &site, &of);
    let duration = duration(&page, &of.follow_up);
    let all = page.href(&format!("/komitmen?{}={}", commitments::UNIT, of.unit.slug));
    let path = page.href(&format!("{}?{YEAR}={}", path(&of.unit.slug), of.year));
    let address = format!("{}{path}", page.public_url);
    let style = view! { <link rel="stylesheet" href=RECORDS_STYLESHEET_PATH.as_str() /> };
    view! {
        <Document page=page.clone() title=format!("{title}, {name}") more=style.into_html()>
            <Breadcrumbs page=page.clone() crumbs />
            <p class="kicker">{name}</p>
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            <p>{t!(language, "follow-up-note")}</p>
            {choice}
            {dialogue}
            {plan}
            {duration}
            <p><a href=all>{t!(language, "commitments-of-unit")}</a></p>
            <p class="hint">{t!(language, "follow-up-address", address = address)}</p>
        </Document>
    }
    .into_html()
}

/// The choice of another year; nothing where there is none.
fn year_choice(page: &Page, of: &UnitYear) -> Option<Html> {
    let language = page.language;
    let years = of.years.clone().rev();
    let options: Vec<Choice> = years
        .map(|year| Choice::new(year.to_string(), year.to_string()))
        .collect();
    let action = page.href(&path(&of.unit.slug));
    (options.len() > 1).then(|| {
        view! {
            <form class="filters" method="get" action=action>
                <Select language name=YEAR label=t!(language, "follow-up-year") options chosen=of.year.to_string() />
                <button type="submit">{t!(language, "filter-button")}</button>
            </form>
        }
        .into_html()
    })
}

/// A question that is scored: what is scored, the answer in bold, and what the answer rests on.
struct Question {
    id: &'static str,
    heading: String,
    scored: String,
    figure: Html,
    evidence: Html,
}

impl Question {
    fn show(self) -> Html {
        let id = self.id;
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{self.heading}</h2>
                <p>{self.scored}</p>
                {self.figure}
                {self.evidence}
            </section>
        }
        .into_html()
    }
}

/// A figure with what is said beside it.
fn figure(told: String, beside: impl IntoIterator<Item = String>) -> Html {
    let beside = beside.into_iter().map(|line| view! { <br /> {line} });
    view! { <p class="notice"><strong>{told}</strong> {beside.collect_view()}</p> }.into_html()
}

/// The name of a unit below the one that the page is about.
fn below(site: &Site, language: Language, of: &UnitYear, unit: &Slug) -> Option<Html> {
    let other = (*unit != of.unit.slug).then_some(unit)?;
    let other = site.record.register().unit(other)?;
    let name = other.name.get(language).to_owned();
    Some(view! { <br /> <span class="hint">{name}</span> }.into_html())
}

/// The number of a commitment, which leads to it.
fn number(page: &Page, kept: &Kept) -> Html {
    let number = kept.number.to_string();
    let href = page.href(&commitments::path(kept.number));
    let label = t!(page.language, "commitment-number", number = number);
    view! { <a href=href>{label}</a> }.into_html()
}

fn reported(language: Language, kept: &Kept) -> Html {
    match kept.course.report() {
        Some(report) => day(language, report.on),
        None => t!(language, "follow-up-not-reported").into_html(),
    }
}

fn day(language: Language, day: NaiveDate) -> Html {
    view! { <time datetime=day.to_string()>{format::day(language, day)}</time> }.into_html()
}
