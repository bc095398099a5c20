//! Which share of a year's follow-up plan is done (PEKPPP 8).
//! It must not decide what belongs to the plan, nor how a commitment stands.

use domain::commitment::Kept;
use domain::commitment::follow_up::DoneStep;
use leptos::prelude::*;
use ui::components::{Column, CommitmentState, DataTable, aim_text};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::site::Site;
use ui::t;

use super::{Question, UnitYear, below, day, figure, number, reported};

/// Which share of the follow-up plan is done (PEKPPP 8).
pub(super) fn plan(page: &Page, site: &Site, of: &UnitYear) -> Html {
    let language = page.language;
    let done = of.follow_up.done();
    let figure = DoneStep::of(done).map(|step| {
        let share = format::decimal(language, percent(done.part, done.of));
        let told = t!(
            language,
            "follow-up-plan-figure",
            done = done.part,
            all = done.of,
            share = share
        );
        let step = match step {
            DoneStep::Under30 => t!(language, "follow-up-under-30"),
            DoneStep::From30To80 => t!(language, "follow-up-30-to-80"),
            DoneStep::Over80 => t!(language, "follow-up-over-80"),
            DoneStep::Whole => t!(language, "follow-up-whole"),
        };
        figure(told, [t!(language, "follow-up-plan-step", step = step)])
    });
    let planned = of.follow_up.plan.iter().map(|planned| &planned.kept);
    let caption = t!(language, "follow-up-plan", year = of.year.to_string());
    let planned = commitments_table(page, site, of, caption, planned);
    let others = (!of.follow_up.others.is_empty()).then(|| {
        let caption = t!(language, "follow-up-others");
        commitments_table(page, site, of, caption, of.follow_up.others.iter())
    });
    Question {
        id: "rencana-tindak-lanjut",
        heading: t!(language, "follow-up-plan-heading"),
        scored: t!(language, "follow-up-plan-scored"),
        figure: figure.unwrap_or_default(),
        evidence: view! { {planned} {others} }.into_html(),
    }
    .show()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "nobody makes so many commitments that a float could not count them"
)]
fn percent(part: u64, of: u64) -> f64 {
    part as f64 * 100.0 / of as f64
}

fn commitments_table<'a>(
    page: &Page,
    site: &Site,
    of: &UnitYear,
    caption: String,
    commitments: impl Iterator<Item = &'a Kept>,
) -> Html {
    let language = page.language;
    let columns = vec![
        Column::text(t!(language, "commitment")),
        Column::text(t!(language, "field-komitmen-isi")),
        Column::text(t!(language, "commitment-aim")),
        Column::text(t!(language, "commitment-due")),
        Column::text(t!(language, "commitment-state")),
        Column::text(t!(language, "commitment-reported")),
    ];
    let rows = commitments.map(|kept| {
        let promised = &kept.commitment;
        let unit = below(site, language, of, &promised.unit);
        let text = promised.text.get(language).to_owned();
        let state = kept.state(of.today);
        vec![
            number(page, kept),
            view! { <span>{text} {unit}</span> }.into_html(),
            aim_text(language, &site.record, promised).into_html(),
            day(language, kept.course.due()),
            view! { <CommitmentState language state /> }.into_html(),
            reported(language, kept),
        ]
    });
    let rows = rows.collect();
    let empty = t!(language, "follow-up-plan-empty");
    view! { <DataTable caption columns rows empty /> }.into_html()
}
