//! What a unit promised and reached, for everybody: per indicator a finding, a chart and the table of its periods.
//! It must not compute achievements: they come with what releases say.

use domain::accountability::{IndicatorHistory, Outcome};
use domain::achievement::{AchievementBand, Percent};
use domain::indicator::Indicator;
use domain::language::Language;
use domain::realisation::Realisation;
use leptos::prelude::*;

use super::{band_name, direction_name, frequency_name, realisation_text, target_text};
use crate::charts::target::{TargetChart, TargetPoint, TargetTrend};
use crate::charts::{Caption, Written};
use crate::format;
use crate::html::{Html, IntoHtml};
use crate::t;

/// The published indicators of a unit.
#[component]
pub fn Indicators(
    language: Language,
    /// The indicators with their published periods.
    histories: Vec<IndicatorHistory>,
    /// Where local policy caps achievements that are shown; the uncapped value is told beside them.
    #[prop(optional_no_strip)]
    cap: Option<Percent>,
) -> Html {
    (!histories.is_empty())
        .then(|| {
            let lead = t!(
                language,
                "indicators-public-lead",
                source = AchievementBand::ACCORDING_TO
            );
            let each = histories
                .into_iter()
                .map(|history| one(language, history, cap));
            view! {
                <section aria-labelledby="indikator">
                    <h2 id="indikator">{t!(language, "indicators-public-heading")}</h2>
                    <p>{lead}</p>
                    {each.collect_view()}
                </section>
            }
        })
        .into_html()
}

fn one(language: Language, history: IndicatorHistory, cap: Option<Percent>) -> Html {
    let IndicatorHistory { indicator, periods } = history;
    let id = format!("indikator-{}", indicator.slug);
    let name = indicator.name.get(language).to_owned();
    let chart = chart(language, &indicator, &periods);
    let rows = periods.iter().rev();
    let rows = rows.map(|outcome| row(language, &indicator, outcome, cap));
    let rows = rows.collect_view();
    let about = about(language, &indicator);
    view! {
        <article class="indicator" aria-labelledby=id.clone()>
            <h3 id=id.clone()>{name}</h3>
            <TargetChart chart />
            <div class="table-scroll" role="region" tabindex="0" aria-labelledby=id.clone()>
                <table aria-labelledby=id.clone()>
                    <thead>
                        <tr>
                            <th scope="col">{t!(language, "indicator-period")}</th>
                            <th scope="col">{t!(language, "indicator-target")}</th>
                            <th scope="col">{t!(language, "indicator-realisation")}</th>
                            <th scope="col">{t!(language, "indicator-met")}</th>
                            <th scope="col">{t!(language, "indicator-achievement")}</th>
                            <th scope="col">{t!(language, "indicator-band")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {about}
        </article>
    }
    .into_html()
}

fn chart(language: Language, indicator: &Indicator, periods: &[Outcome]) -> TargetTrend {
    let points = periods.iter().map(|outcome| {
        let value = outcome.realisation.value().map(|value| {
            let text = realisation_text(language, indicator, &outcome.realisation);
            Written::new(drawn(value), text)
        });
        TargetPoint {
            label: format::reporting(language, outcome.period),
            result: value,
            target: outcome
                .target
                .map(|target| (drawn(target.low()), drawn(target.high()))),
        }
    });
    let finding = finding(language, indicator, periods);
    TargetTrend {
        caption: Caption {
            id: format!("grafik-{}", indicator.slug),
            title: t!(
                language,
                "indicator-chart",
                name = indicator.name.get(language)
            ),
            empty: finding.clone(),
            finding,
        },
        legend: [
            t!(language, "indicator-realisation"),
            t!(language, "indicator-target"),
            t!(language, "indicator-gap"),
        ],
        points: points.collect(),
    }
}

/// An exact number for the drawing, where it need not be exact.
fn drawn(value: impl ToString) -> f64 {
    value.to_string().parse().unwrap_or_default()
}

/// What the newest result is, and how often the target was reached.
fn finding(language: Language, indicator: &Indicator, periods: &[Outcome]) -> String {
    let compared = periods.iter().filter(|outcome| outcome.met.is_some());
    let reached = compared.clone().filter(|outcome| outcome.met == Some(true));
    match compared.clone().next_back() {
        None => t!(language, "indicator-finding-none"),
        Some(newest) => t!(
            language,
            "indicator-finding",
            period = format::reporting(language, newest.period),
            realisation = realisation_text(language, indicator, &newest.realisation),
            target = target_text(language, indicator, newest.target),
            met = if newest.met == Some(true) {
                "yes"
            } else {
                "no"
            },
            reached = reached.count(),
            count = compared.count()
        ),
    }
}

fn row(language: Language, indicator: &Indicator, outcome: &Outcome, cap: Option<Percent>) -> Html {
    let when = format::reporting(language, outcome.period);
    let evidence = match &outcome.realisation {
        Realisation::Given {
            evidence: Some(link),
            ..
        } => {
            let name = indicator.name.get(language);
            let label = t!(
                language,
                "indicator-evidence-of",
                name = name,
                period = when.clone()
            );
            let href = link.to_string();
            Some(view! {
                " " <a href=href rel="external noopener noreferrer nofollow" aria-label=label>{t!(language, "indicator-evidence")}</a>
            })
        }
        _ => None,
    };
    let corrections = outcome.corrections.iter().map(|correction| {
        let words = t!(
            language,
            "indicator-corrected",
            before = realisation_text(language, indicator, correction.before()),
            reason = correction.reason()
        );
        view! { <br /><small>{words}</small> }
    });
    let corrections = corrections.collect_view();
    let late = outcome.late.then(|| {
        view! { <br /><small>{t!(language, "indicator-late")}</small> }
    });
    let former_targets = outcome.former_targets.iter().map(|target| {
        let target = target_text(language, indicator, Some(*target));
        view! { <br /><small>{t!(language, "indicator-former-target", target = target)}</small> }
    });
    let former_targets = former_targets.collect_view();
    let band = outcome
        .band
        .map_or_else(|| "–".to_owned(), |band| band_name(language, band));
    view! {
        <tr>
            <th scope="row">{when}</th>
            <td>{target_text(language, indicator, outcome.target)} {former_targets}</td>
            <td>{realisation_text(language, indicator, &outcome.realisation)} {evidence} {late} {corrections}</td>
            <td>{met_text(language, outcome.met)}</td>
            <td>{achieved(language, outcome.achievement, cap)}</td>
            <td>{band}</td>
        </tr>
    }
    .into_html()
}

fn met_text(language: Language, met: Option<bool>) -> String {
    match met {
        Some(true) => t!(language, "indicator-met-yes"),
        Some(false) => t!(language, "indicator-met-no"),
        None => "–".to_owned(),
    }
}

/// An achievement as it is shown, with the uncapped one where that differs.
fn achieved(language: Language, achievement: Option<Percent>, cap: Option<Percent>) -> Html {
    let Some(raw) = achievement else {
        return "–".to_owned().into_html();
    };
    let shown = raw.shown(cap);
    let raw = (raw != shown).then(|| {
        let words = t!(
            language,
            "indicator-raw",
            raw = format::exact(language, raw)
        );
        view! { <br /><small>{words}</small> }
    });
    let shown = format!("{} %", format::exact(language, shown));
    view! { {shown} {raw} }.into_html()
}

fn about(language: Language, indicator: &Indicator) -> Html {
    let text = |text: &domain::language::Bilingual| text.get(language).to_owned();
    let rows = [
        ("indicator-definition", text(&indicator.definition)),
        (
            "indicator-direction",
            direction_name(language, indicator.direction),
        ),
        (
            "indicator-frequency",
            frequency_name(language, indicator.frequency),
        ),
        ("indicator-source", text(&indicator.source)),
        ("indicator-owner", text(&indicator.owner)),
    ];
    let rows = rows.map(|(key, value)| view! { <dt>{t!(language, key)}</dt><dd>{value}</dd> });
    view! {
        <details>
            <summary>{t!(language, "indicator-about")}</summary>
            <dl>{rows.into_iter().collect_view()}</dl>
        </details>
    }
    .into_html()
}

#[cfg(test)]
mod tests;
