//! How a service kept its standard time, and how many of the people served gave a rating.
//! It must not compute anything: shares and quantiles come from `domain`.

use std::collections::BTreeMap;

use domain::language::Language;
use domain::period::Month;
use domain::register::TimeUnit;
use domain::response::ResponseRate;
use domain::service_time::{TimeUsed, Timeliness, TimelinessStanding};
use domain::statistics::DETAILED_FROM;
use leptos::prelude::*;

use crate::charts::target::{TargetChart, TargetPoint, TargetTrend};
use crate::charts::{Caption, Written, data_table};
use crate::format;
use crate::html::{Html, IntoHtml};
use crate::t;

/// The share of visits that finished within the standard time, with its context and month by month; in plain words why
/// there is none otherwise.
#[component]
pub fn OnTime(
    language: Language,
    /// The promise in words, such as "15 minutes, for 90 % of applicants".
    #[prop(into)]
    promise: String,
    /// The standing over the period that the page shows.
    standing: TimelinessStanding,
    /// The standing in each month, the earliest first.
    months: Vec<(Month, TimelinessStanding)>,
    /// How many of the people served gave a rating; none where no visits are known.
    #[prop(optional_no_strip)]
    response: Option<ResponseRate>,
    /// The same by counter, where every counter is told.
    #[prop(optional)]
    counters: BTreeMap<String, ResponseRate>,
    /// The smallest number of people that is published.
    k: u64,
) -> Html {
    let figure = match standing {
        TimelinessStanding::Published(times) => figure(language, &times, &promise).into_html(),
        TimelinessStanding::TooFew => {
            let least = k * DETAILED_FROM;
            view! { <p class="notice">{t!(language, "times-too-few", least = least)}</p> }
                .into_html()
        }
        TimelinessStanding::OtherStandard => {
            view! { <p class="notice">{t!(language, "times-other-standard")}</p> }.into_html()
        }
        TimelinessStanding::NotProvided => {
            view! { <p class="notice">{t!(language, "times-not-provided")}</p> }.into_html()
        }
    };
    let response = response.map(|rate| response_text(language, rate, &counters));
    let measured = |(_, standing): &(Month, _)| *standing != TimelinessStanding::NotProvided;
    let over_months = months.iter().any(measured).then(|| {
        let chart = over_time(language, &months).map(|chart| view! { <TargetChart chart /> });
        view! {
            <div class="on-time-months" role="group" aria-labelledby="tepat-waktu-subject">
                {chart}
                {by_month(language, months)}
            </div>
        }
    });
    view! {
        <section class="on-time" aria-labelledby="tepat-waktu-subject">
            <h2 id="tepat-waktu-subject">{t!(language, "times-heading")}</h2>
            {figure}
            {response}
            {over_months}
        </section>
    }
    .into_html()
}

/// How many of the people served gave a rating, with the counters folded away.
fn response_text(
    language: Language,
    rate: ResponseRate,
    counters: &BTreeMap<String, ResponseRate>,
) -> Html {
    let text = t!(
        language,
        "response-rate",
        share = percent(language, rate.share()),
        ratings = rate.ratings,
        visits = rate.visits,
        months = rate.months
    );
    let heads = [
        t!(language, "response-counter"),
        t!(language, "response-share"),
        t!(language, "chart-n"),
        t!(language, "times-visits"),
        t!(language, "response-months"),
    ];
    let heads = heads.map(|head| view! { <th scope="col">{head}</th> });
    let rows = counters.iter().map(|(counter, rate)| {
        let cells = [
            percent(language, rate.share()),
            format::integer(language, rate.ratings),
            format::integer(language, rate.visits),
            rate.months.to_string(),
        ];
        let cells = cells.map(|cell| view! { <td>{cell}</td> });
        view! { <tr><th scope="row">{counter.clone()}</th>{cells.collect_view()}</tr> }
    });
    let table = (!counters.is_empty()).then(|| {
        let table = view! {
            <thead><tr>{heads.collect_view()}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        };
        data_table(
            "tanggapan-loket",
            t!(language, "response-by-counter"),
            table,
        )
    });
    view! { <p>{text}</p> {table} }.into_html()
}

fn figure(language: Language, times: &Timeliness, promise: &str) -> Html {
    let share = percent(language, times.share_within());
    let kept = if times.promise_kept() {
        t!(language, "times-kept")
    } else {
        t!(language, "times-not-kept")
    };
    let from = times.kept_from_percent();
    let usual = times.standard.percent.is_none();
    let usual = usual.then(|| format!(" {}", t!(language, "times-kept-from", percent = from)));
    let (unit, promise) = (times.standard.unit, promise.to_owned());
    view! {
        <p class="figure-value"><strong>{share}</strong> " " {t!(language, "times-within", promise = promise)}</p>
        <p>{kept} {usual}</p>
        <dl class="facts">
            <dt>{t!(language, "times-visits")}</dt>
            <dd>{format::integer(language, times.visits)}</dd>
            <dt>{t!(language, "times-median")}</dt>
            <dd>{time_used(language, unit, times.median)}</dd>
            <dt>{t!(language, "times-ninetieth")}</dt>
            <dd>{time_used(language, unit, times.ninetieth)}</dd>
        </dl>
    }
    .into_html()
}

/// The share month by month against the promise, where at least two months have one.
fn over_time(language: Language, months: &[(Month, TimelinessStanding)]) -> Option<TargetTrend> {
    let points: Vec<_> = months
        .iter()
        .map(|(month, standing)| TargetPoint {
            label: format::short_month(language, *month),
            result: published(standing).map(|times| {
                let share = times.share_within();
                Written::new(100.0 * share, percent(language, share))
            }),
            target: published(standing).map(|times| {
                let promised = f64::from(times.kept_from_percent());
                (promised, promised)
            }),
        })
        .collect();
    let known = months.iter().filter_map(|(month, standing)| {
        let times = published(standing)?;
        Some((*month, times))
    });
    let known: Vec<_> = known.collect();
    let (month, newest) = known.last().filter(|_| known.len() > 1)?;
    let kept = known.iter().filter(|(_, times)| times.promise_kept());
    let finding = t!(
        language,
        "times-finding",
        month = format::month(language, *month),
        share = percent(language, newest.share_within()),
        kept = kept.count(),
        count = known.len()
    );
    Some(TargetTrend {
        caption: Caption {
            id: "tepat-waktu-grafik".to_owned(),
            title: t!(language, "times-chart"),
            empty: finding.clone(),
            finding,
        },
        legend: [
            t!(language, "times-share"),
            t!(language, "times-promise"),
            t!(language, "times-gap"),
        ],
        points,
    })
}

const fn published(standing: &TimelinessStanding) -> Option<&Timeliness> {
    match standing {
        TimelinessStanding::Published(times) => Some(times),
        TimelinessStanding::TooFew
        | TimelinessStanding::OtherStandard
        | TimelinessStanding::NotProvided => None,
    }
}

/// The months as a table, folded away like the data of a chart.
fn by_month(language: Language, months: Vec<(Month, TimelinessStanding)>) -> Html {
    let heads = [
        t!(language, "chart-month"),
        t!(language, "times-share"),
        t!(language, "times-median"),
        t!(language, "times-ninetieth"),
        t!(language, "times-visits"),
    ];
    let heads = heads.map(|head| view! { <th scope="col">{head}</th> });
    let rows = months.into_iter().map(|(month, standing)| {
        let [month, cells @ ..] = row(language, month, standing);
        let cells = cells.map(|cell| view! { <td>{cell}</td> });
        view! { <tr><th scope="row">{month}</th>{cells.collect_view()}</tr> }
    });
    let table = view! {
        <thead><tr>{heads.collect_view()}</tr></thead>
        <tbody>{rows.collect_view()}</tbody>
    };
    data_table("tepat-waktu", t!(language, "times-by-month"), table)
}

fn row(language: Language, month: Month, standing: TimelinessStanding) -> [String; 5] {
    let [share, median, ninetieth, visits] = match standing {
        TimelinessStanding::Published(times) => {
            let used = |time| time_used(language, times.standard.unit, time);
            [
                percent(language, times.share_within()),
                used(times.median),
                used(times.ninetieth),
                format::integer(language, times.visits),
            ]
        }
        TimelinessStanding::TooFew => missing(t!(language, "times-few")),
        TimelinessStanding::OtherStandard | TimelinessStanding::NotProvided => {
            missing(t!(language, "times-none"))
        }
    };
    [
        format::month(language, month),
        share,
        median,
        ninetieth,
        visits,
    ]
}

/// The reason in the place of the share; a line of the reader's eye in the other places.
fn missing(reason: String) -> [String; 4] {
    let dash = || "–".to_owned();
    [reason, dash(), dash(), dash()]
}

/// A share in whole per cent, rounded down so that what was not all is never shown as all, nor what was missed as kept; and
/// what was something is never shown as nothing.
fn percent(language: Language, share: f64) -> String {
    let whole = (share * 100.0 + 1e-9).floor();
    let (less, whole) = if share > 0.0 && whole < 1.0 {
        ("<", 1.0)
    } else {
        ("", whole)
    };
    match language {
        Language::Indonesian => format!("{less}{whole:.0} %"),
        Language::English => format!("{less}{whole:.0}%"),
    }
}

/// A time in the steps of its standard, in words.
fn time_used(language: Language, unit: TimeUnit, used: TimeUsed) -> String {
    let steps = used.steps();
    match unit {
        TimeUnit::Minutes => t!(language, "steps-minutes", steps = steps),
        TimeUnit::WorkingHours => t!(language, "steps-working-minutes", steps = steps),
        TimeUnit::WorkingDays => t!(language, "steps-working-days", steps = steps),
        TimeUnit::Days => t!(language, "steps-days", steps = steps),
    }
}

#[cfg(test)]
mod tests {
    use domain::register::StandardTime;
    use domain::service_time::ServiceTimes;

    use super::*;

    fn times(visits: &[(u32, u64)]) -> ServiceTimes {
        let standard = StandardTime {
            at_least: None,
            at_most: 5,
            unit: TimeUnit::Minutes,
            percent: None,
        };
        let visits = visits.iter().map(|(steps, n)| (TimeUsed::new(*steps), *n));
        ServiceTimes::new(standard, visits)
    }

    fn html(months: &[ServiceTimes], language: Language) -> String {
        let standing = |months: &[ServiceTimes]| {
            let standard = times(&[]).standard();
            TimelinessStanding::over(standard, months, 10)
        };
        let all = standing(months);
        let first: Month = "2026-09".parse().expect("a month");
        let by_month = months
            .iter()
            .zip(0..)
            .map(|(times, place)| (first.plus(place), standing(std::slice::from_ref(times))))
            .collect();
        let response = Some(ResponseRate {
            ratings: 5,
            visits: 200,
            months: 1,
        });
        Owner::new().with(|| {
            let view = view! { <OnTime language promise="5 menit" standing=all months=by_month response k=10 /> };
            view.into_view().to_html()
        })
    }

    #[test]
    fn a_figure_stands_with_its_context_and_months() {
        let months = [times(&[(3, 199), (9, 1)]), times(&[(3, 9)]), times(&[])];
        let html = html(&months, Language::Indonesian);
        for part in [
            "99 %",
            "dalam standar waktu 5 menit",
            ">200<",
            "3 menit",
            "Terlalu sedikit",
            "Tidak ada data",
            "2 %",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn shares_are_all_or_nothing_only_where_they_are() {
        let written = |within, late| {
            let times = times(&[(3, within), (9, late)]);
            html(&[times], Language::English)
        };
        assert!(written(1, 999).contains("<strong>&lt;1%</strong>"));
        assert!(written(999, 1).contains("<strong>99%</strong>"));
        assert!(written(10, 0).contains("<strong>100%</strong>"));
        assert!(written(0, 10).contains("<strong>0%</strong>"));
    }

    #[test]
    fn a_promise_without_a_share_says_from_which_it_counts_as_kept() {
        let kept = html(&[times(&[(3, 9), (9, 1)])], Language::English);
        assert!(
            kept.contains("is kept.") && kept.contains("at least 90 %"),
            "{kept}"
        );
        let missed = html(&[times(&[(3, 8), (9, 2)])], Language::English);
        assert!(missed.contains("is not kept yet.") && missed.contains("at least 90 %"));
    }

    #[test]
    fn why_there_is_none_is_said() {
        let few = html(&[times(&[(3, 9)])], Language::English);
        assert!(few.contains("fewer than 30 visits"), "{few}");
        let none = html(&[], Language::English);
        assert!(none.contains("does not report"), "{none}");
    }
}
