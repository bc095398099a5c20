//! `/layanan/SLUG/komentar` and `/unit/SLUG/komentar`: what citizens wrote, and what the departments answered.
//! It must not show a comment but by the release that published it.

use std::sync::Arc;

use domain::language::Language;
use domain::moderation::ReleasedComment;
use domain::period::{Month, Period};
use domain::record::{PublicRecord, Scope};
use domain::register::{Service, Unit};
use leptos::prelude::*;
use ui::components::{
    Breadcrumbs, Choice, CommentAccount, Comments, Crumb, CursorPagination, Select,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::site::Site;
use ui::t;

use super::way::crumbs;

/// The name in the query of the month whose release is shown.
pub const MONTH: &str = "bulan";

/// Whose comments are shown.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "one belongs to one page")]
pub enum Rated {
    /// A unit with everything below it.
    Unit(Unit),
    /// One service.
    Service(Service),
}

impl Rated {
    /// The page about it, without the language prefix.
    pub fn path(&self) -> String {
        match self {
            Self::Unit(unit) => format!("/unit/{}", unit.slug),
            Self::Service(service) => format!("/layanan/{}", service.slug),
        }
    }

    /// The same in the public record.
    pub const fn scope(&self) -> Scope<'_> {
        match self {
            Self::Unit(unit) => Scope::Unit(&unit.slug),
            Self::Service(service) => Scope::Service(&service.slug),
        }
    }

    fn name(&self, language: Language) -> &str {
        match self {
            Self::Unit(unit) => unit.name.get(language),
            Self::Service(service) => service.name.get(language),
        }
    }

    /// The way down to the page about it, that page included.
    fn crumbs(&self, record: &PublicRecord, language: Language) -> Vec<Crumb> {
        let unit = match self {
            Self::Unit(unit) => &unit.slug,
            Self::Service(service) => &service.unit,
        };
        let mut crumbs = crumbs(record, language, unit);
        if let (Self::Service(_), Some(unit)) = (self, record.register().unit(unit)) {
            crumbs.push(Crumb {
                name: unit.name.get(language).to_owned(),
                path: format!("/unit/{}", unit.slug),
            });
        }
        crumbs.push(Crumb {
            name: self.name(language).to_owned(),
            path: self.path(),
        });
        crumbs
    }
}

/// The page: the comments of one release or of all, and where they go on.
pub fn comments_page(
    page: Page,
    site: Arc<Site>,
    rated: Rated,
    month: Option<Month>,
    comments: Vec<ReleasedComment>,
    after: Option<String>,
) -> Html {
    let language = page.language;
    let record = &site.record;
    let title = t!(language, "comments-title", name = rated.name(language));
    let counts = period(record, month);
    let counts = counts.and_then(|(first, last)| record.comments(rated.scope(), first, last));
    let account = counts.map(|counts| view! { <CommentAccount language counts /> });
    let months: Vec<Month> = record.months().rev().collect();
    let empty = t!(language, "comments-empty");
    let named = matches!(rated, Rated::Unit(_));
    let crumbs = rated.crumbs(record, language);
    let list = view! { <Comments page=&page register=record.register() comments named empty /> };
    view! {
        <Document page=page.clone() title=title.clone()>
            <Breadcrumbs page=page.clone() crumbs />
            <p class="kicker">{t!(language, "comments-motto")}</p>
            <h1>{title}</h1>
            <p class="lead">{t!(language, "comments-lead")}</p>
            {month_choice(&page, &rated, months, month)}
            {account}
            {list}
            <CursorPagination page=page.clone() after />
        </Document>
    }
    .into_html()
}

/// The first and last month of one release, or of all.
fn period(record: &PublicRecord, month: Option<Month>) -> Option<(Month, Month)> {
    match month {
        Some(month) => Some((month, month)),
        None => record.months().next().zip(record.last_month()),
    }
}

fn month_choice(page: &Page, rated: &Rated, months: Vec<Month>, chosen: Option<Month>) -> Html {
    let language = page.language;
    let months = months.into_iter();
    let months = months.map(|month| Choice::new(month.to_string(), format::month(language, month)));
    let options = std::iter::once(Choice::new("", t!(language, "comments-all-releases")));
    let options: Vec<Choice> = options.chain(months).collect();
    let chosen = chosen.map(|month| month.to_string()).unwrap_or_default();
    view! {
        <form class="filters" method="get" action=page.href(&format!("{}/komentar", rated.path()))>
            <Select language name=MONTH label=t!(language, "comments-release") options chosen />
            <button type="submit">{t!(language, "filter-button")}</button>
        </form>
    }
    .into_html()
}

/// The part of a service's or unit's page about comments: the account of a period, the newest ones, and the way to all.
pub fn comments_section(
    page: &Page,
    record: &PublicRecord,
    rated: &Rated,
    period: Period,
    newest: Vec<ReleasedComment>,
) -> Html {
    let language = page.language;
    let counts = record.comments(rated.scope(), period.first_month(), period.last_month());
    let account = counts.map(|counts| view! { <CommentAccount language counts /> });
    let named = matches!(rated, Rated::Unit(_));
    let all = (!newest.is_empty()).then(|| {
        let href = page.href(&format!("{}/komentar", rated.path()));
        view! { <p><a href=href>{t!(language, "comments-all")}</a></p> }
    });
    let empty = t!(language, "comments-empty");
    view! {
        <section aria-labelledby="komentar">
            <h2 id="komentar">{t!(language, "comments-motto")}</h2>
            {account}
            <Comments page register=record.register() comments=newest named empty />
            {all}
        </section>
    }
    .into_html()
}
