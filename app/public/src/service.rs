//! A service: how it is rated, element by element, and what its published standard promises.
//! It must not show ratings that were pooled with other services; those belong to the unit.

use std::sync::Arc;

use domain::figure::Evidence;
use domain::language::Language;
use domain::moderation::ReleasedComment;
use domain::period::{Month, Period};
use domain::record::{PublicRecord, Scope};
use domain::register::{Service, StandardSource, StandardTime, TimeUnit};
use leptos::prelude::*;
use ui::charts::{distribution::DistributionChart, trend::TrendChart};
use ui::components::{Breadcrumbs, Crumb, FigureCard, OnTime, PeriodChoice};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::site::Site;
use ui::t;

use super::charted::{
    change, default_period, distribution, months_note, shown_series, smallest, trend,
};
use super::comments::{Rated, comments_section};
use super::signs::{exclusions_section, signs_section};
use super::unit::{pledge, proof_classes};
use super::way::{crumbs, present};

/// The page `/layanan/SLUG`.
pub fn service_page(
    page: Page,
    site: Arc<Site>,
    service: Service,
    period: Option<Period>,
    newest: Vec<ReleasedComment>,
) -> Html {
    let language = page.language;
    let record = &site.record;
    let name = service.name.get(language).to_owned();
    let unit = record.register().unit(&service.unit);
    let unit_name = unit.map(|unit| unit.name.get(language).to_owned());
    let action = format!("/layanan/{}", service.slug);
    // What is not told of the past is told where the present is.
    let standard = period.map_or_else(
        || {
            let pledge = unit.and_then(|unit| pledge(language, unit));
            view! { {standard(language, &service)} {pledge} }.into_html()
        },
        |_| present(&page, &action),
    );
    let title = format!("{name}, {}", unit_name.clone().unwrap_or_default());
    let mut crumbs = crumbs(record, language, &service.unit);
    crumbs.push(Crumb {
        name: unit_name.clone().unwrap_or_default(),
        path: format!("/unit/{}", service.unit),
    });
    let rate = page.href(&format!("/nilai/layanan/{}", service.slug));
    let open = match service.validity.until {
        None => view! { <p><a class="button" href=rate>{t!(language, "service-rate")}</a></p> }
            .into_html(),
        Some(until) => {
            let until = format::day(language, until);
            view! { <p class="notice">{t!(language, "service-ended", until = until)}</p> }
                .into_html()
        }
    };
    let heading = view! {
        <Breadcrumbs page=page.clone() crumbs />
        <p class="kicker">{unit_name}</p>
        <h1>{name.clone()}</h1>
        {open}
    };
    let Some(period) = period.or_else(|| default_period(record)) else {
        return view! {
            <Document page=page title=title>
                {heading}
                <p class="notice">{t!(language, "city-empty")}</p>
                {standard}
            </Document>
        }
        .into_html();
    };
    let scope = Scope::Service(&service.slug);
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
        breaks(language, record, &service),
    );
    let elements = standing.figure().map(|figure| {
        let printed = figure.index_with_printed_weight().map(|index| format::hundredths(language, index));
        view! {
            <DistributionChart chart=distribution(language, record, scope, period, figure, &name) />
            {printed.map(|index| view! { <p class="footnote">{t!(language, "printed-weight", index = index)}</p> })}
        }
    });
    let classes = proof_classes(language, record, scope, period);
    let months = record.months().collect();
    let k = smallest(record);
    let on_time = on_time(language, record, &service, period, k);
    let rated = Rated::Service(service);
    let comments = comments_section(&page, record, &rated, period, newest);
    view! {
        <Document page=page.clone() title=title>
            {heading}
            <PeriodChoice page=page.clone() action months chosen=period />
            <div class="overview">
                <FigureCard language standing period months_note=note change k />
                <TrendChart chart=trend />
            </div>
            {elements}
            {on_time}
            {comments}
            {standard}
            <section aria-labelledby="bukti">
                <h2 id="bukti">{t!(language, "classes-heading")}</h2>
                <p>{t!(language, "classes-lead")}</p>
                {classes}
            </section>
            {signs}
            {exclusions}
        </Document>
    }
    .into_html()
}

/// How far the service kept its standard time, and how many of the people served rated it.
fn on_time(
    language: Language,
    record: &PublicRecord,
    service: &Service,
    period: Period,
    k: u64,
) -> Html {
    let promise = time_text(language, record.promised_time(service, period));
    let standing = record.timeliness(service, period);
    let months = record.timeliness_by_month(service);
    let response = record.response_rate(&service.slug, period);
    let counters = record.response_by_counter(&service.slug, period);
    view! { <OnTime language promise standing months response counters k /> }.into_html()
}

/// The marks in a service's trend: when another unit took it over.
fn breaks(language: Language, record: &PublicRecord, service: &Service) -> Vec<(Month, String)> {
    record
        .takeovers(&service.slug)
        .map(|(month, unit)| {
            let unit = unit.name.get(language);
            (month, t!(language, "break-owner", unit = unit))
        })
        .collect()
}

/// A standard time in words: "3–5 menit, untuk 90 % pemohon".
pub(super) fn time_text(language: Language, time: StandardTime) -> String {
    let amount = match time.at_least {
        Some(least) => format!("{least}–{}", time.at_most),
        None => time.at_most.to_string(),
    };
    let many = time.at_most;
    let text = match time.unit {
        TimeUnit::Minutes => t!(language, "time-minutes", amount = amount, many = many),
        TimeUnit::WorkingHours => t!(language, "time-working-hours", amount = amount, many = many),
        TimeUnit::WorkingDays => t!(language, "time-working-days", amount = amount, many = many),
        TimeUnit::Days => t!(language, "time-days", amount = amount, many = many),
    };
    match time.percent {
        Some(percent) => t!(language, "time-percent", time = text, percent = percent),
        None => text,
    }
}

fn standard(language: Language, service: &Service) -> Html {
    let standard = &service.standard;
    let source = match standard.source {
        StandardSource::Official => t!(language, "source-official"),
        StandardSource::OtherRegion => t!(language, "source-other-region"),
        StandardSource::National => t!(language, "source-national"),
        StandardSource::Invented => t!(language, "source-invented"),
    };
    let items = |text: &domain::language::Bilingual| {
        text.items(language)
            .map(|item| view! { <li>{item.to_owned()}</li> })
            .collect_view()
    };
    let requirements = items(&standard.requirements);
    let procedure = items(&standard.procedure);
    view! {
        <section class="standard" aria-labelledby="standar">
            <h2 id="standar">{t!(language, "standard-heading")}</h2>
            <p class="hint">{source}</p>
            <dl>
                <dt>{t!(language, "standard-requirements")}</dt>
                <dd><ul>{requirements}</ul></dd>
                <dt>{t!(language, "standard-procedure")}</dt>
                <dd><ol>{procedure}</ol></dd>
                <dt>{t!(language, "standard-time")}</dt>
                <dd>{time_text(language, standard.time)} " " <span class="hint">{t!(language, "standard-time-start")}</span></dd>
                <dt>{t!(language, "standard-cost")}</dt>
                <dd>{standard.cost.get(language).to_owned()}</dd>
                <dt>{t!(language, "standard-product")}</dt>
                <dd>{standard.product.get(language).to_owned()}</dd>
                <dt>{t!(language, "standard-complaints")}</dt>
                <dd>
                    {t!(language, "standard-complaints-text")} " "
                    <a href="https://www.lapor.go.id" rel="external">"SP4N-LAPOR!"</a>
                </dd>
            </dl>
        </section>
    }
    .into_html()
}
