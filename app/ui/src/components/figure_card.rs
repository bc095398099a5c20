//! The one large figure at the top of a page, never without its context: n, interval, grade, period and proof class.
//! It must not compute anything.

use domain::comparison::Change;
use domain::figure::Evidence;
use domain::language::Language;
use domain::period::Period;
use domain::record::Standing;
use leptos::prelude::*;

use crate::components::{change_text, evidence_name, grade_name, missing_reason};
use crate::format;
use crate::html::{Html, IntoHtml};
use crate::t;

/// A figure, or in plain words why there is none.
#[component]
pub fn FigureCard(
    language: Language,
    /// The figure.
    standing: Standing,
    /// The period it is for.
    period: Period,
    /// The months of the period that are sealed, as words; empty if all are.
    months_note: String,
    /// The change against the period before.
    change: Option<Change>,
    /// The smallest number of ratings that is published.
    k: u64,
) -> Html {
    let period_text = format::period(language, period);
    let evidence = evidence_name(language, Evidence::Official);
    let Some(figure) = standing.figure() else {
        return view! {
            <section class="figure-card figure-card-missing" aria-label=t!(language, "figure-label")>
                <p class="figure-period">{period_text}</p>
                <p class="figure-missing">{missing_reason(language, &standing, k)}</p>
            </section>
        }
        .into_html();
    };
    let index = figure.index();
    let value = index.map(|index| {
        let grade = grade_name(language, index.grade);
        view! {
            <p class="figure-value">
                <strong>{format::hundredths(language, index.hundredths)}</strong>
                <span class=format!("grade grade-{}", index.grade.letter().to_ascii_lowercase())>
                    {index.grade.letter().to_string()} " · " {grade}
                </span>
            </p>
        }
    });
    let interval = index.and_then(|index| index.interval()).map(|interval| {
        let interval = interval.on_the_scale();
        let (low, high) = (
            format::decimal(language, interval.low),
            format::decimal(language, interval.high),
        );
        view! { <p>{t!(language, "figure-interval", low = low, high = high)}</p> }
    });
    let others = index.map_or_else(Vec::new, |index| index.other_grades());
    let others = (!others.is_empty()).then(|| {
        let letters = others.iter().map(|grade| grade.letter().to_string());
        let letters: Vec<String> = letters.collect();
        let grades = letters.join(&t!(language, "figure-or"));
        view! { <p>{t!(language, "figure-other-grades", grades = grades)}</p> }
    });
    let incomplete = index
        .is_none()
        .then(|| view! { <p>{t!(language, "figure-incomplete")}</p> });
    let carried = (figure.since() < period.first_month()).then(|| {
        let since = format::month(language, figure.since());
        view! { <p class="figure-note">{t!(language, "figure-carried", since = since)}</p> }
    });
    let respondents = figure.respondents();
    view! {
        <section class="figure-card" aria-label=t!(language, "figure-label")>
            <p class="figure-period">{period_text} " " <small>{months_note}</small></p>
            {value}
            {incomplete}
            {interval}
            {others}
            <p>{t!(language, "figure-respondents", n = respondents)} " · " {evidence}</p>
            {change.map(|change| view! { <p class="figure-change">{change_text(language, &change, period.previous())}</p> })}
            {carried}
        </section>
    }
    .into_html()
}
