//! How many months it took from the release to the report of its follow-up (PEKPPP 9).
//! It must not count months, nor decide which release a commitment answers.

use domain::commitment::Aim;
use domain::commitment::follow_up::{
    DURATION_STEPS, DurationStep, FollowUp, PlanDuration, Planned,
};
use domain::language::Language;
use domain::period::Period;
use leptos::prelude::*;
use ui::components::{Column, DataTable};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use super::{Question, day, figure, number, reported};

/// How long it took from the release to the report (PEKPPP 9).
pub(super) fn duration(page: &Page, follow_up: &FollowUp) -> Html {
    let language = page.language;
    let steps = DURATION_STEPS.iter().map(|step| {
        t!(
            language,
            "follow-up-months-scale",
            months = step.within,
            score = step.score
        )
    });
    let scale = steps.collect::<Vec<_>>().join("; ");
    let columns = vec![
        Column::text(t!(language, "commitment")),
        Column::text(t!(language, "follow-up-release")),
        Column::text(t!(language, "follow-up-published")),
        Column::text(t!(language, "commitment-reported")),
        Column::number(t!(language, "follow-up-months")),
    ];
    let rows = follow_up.plan.iter();
    let rows = rows.map(|planned| duration_row(page, planned));
    let rows: Vec<_> = rows.collect();
    let caption = t!(language, "follow-up-months-heading");
    let table = (!rows.is_empty()).then(|| {
        view! { <DataTable caption caption_hidden=true columns rows empty="" /> }
    });
    Question {
        id: "bulan",
        heading: t!(language, "follow-up-months-heading"),
        scored: t!(language, "follow-up-months-scored", scale = scale),
        figure: duration_figure(language, follow_up.duration()),
        evidence: view! { <p>{t!(language, "follow-up-months-rule")}</p> {table} }.into_html(),
    }
    .show()
}

fn duration_figure(language: Language, duration: PlanDuration) -> Html {
    match duration {
        PlanDuration::NoPlan => figure(t!(language, "follow-up-months-none"), None),
        PlanDuration::NoRelease => figure(t!(language, "follow-up-months-unknown"), None),
        PlanDuration::NotWhole(done) => {
            let (done, all) = (done.part, done.of);
            let told = t!(language, "follow-up-months-open", done = done, all = all);
            figure(told, None)
        }
        PlanDuration::Months(months) => {
            let told = t!(language, "follow-up-months-figure", months = months);
            figure(told, [step_text(language, months)])
        }
    }
}

/// Where on the scale so many months lie.
fn step_text(language: Language, months: u32) -> String {
    if let Some(DurationStep { within, score }) = DurationStep::of(months) {
        return t!(
            language,
            "follow-up-months-step",
            score = score,
            months = within
        );
    }
    let longest = DURATION_STEPS.iter().map(|step| step.within).max();
    t!(
        language,
        "follow-up-months-beyond",
        months = longest.unwrap_or_default()
    )
}

fn duration_row(page: &Page, planned: &Planned) -> Vec<Html> {
    let language = page.language;
    let (release, published) = answered(page, planned);
    let months = match (planned.answers, planned.months()) {
        (None, _) => t!(language, "follow-up-no-months"),
        (Some(_), None) => t!(language, "follow-up-months-running"),
        (Some(_), Some(months)) => months.to_string(),
    };
    vec![
        number(page, &planned.kept),
        release,
        published,
        reported(language, &planned.kept),
        months.into_html(),
    ]
}

/// The release that a commitment answers, which leads to its figures, and the day on which it was published.
fn answered(page: &Page, planned: &Planned) -> (Html, Html) {
    let language = page.language;
    let Some(answers) = planned.answers else {
        let none = t!(language, "follow-up-no-release");
        return (none.clone().into_html(), none.into_html());
    };
    let promised = &planned.kept.commitment;
    let figures = match &promised.aim {
        Some(Aim::Element {
            service: Some(service),
            ..
        }) => format!("/layanan/{service}"),
        _ => format!("/unit/{}", promised.unit),
    };
    let period = Period::Month(answers.month);
    let href = page.href(&format!("{figures}?periode={period}"));
    let month = format::month(language, answers.month);
    let link = view! { <a href=href>{month}</a> };
    (link.into_html(), day(language, answers.on))
}
