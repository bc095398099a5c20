//! Figures of several units or services side by side: a table in which each index is also a dot on a shared axis.
//! It must not rank: the rows stand in the order in which they were given.

use leptos::{either::Either, prelude::*};

use super::{
    Caption, Estimate, Heads, Reading, Scale, draw, figure, interval_text, legend_entry, nothing,
    subject_id, tenth,
};
use crate::html::{Html, IntoHtml};

/// Figures side by side. The table is what is drawn, so there is no second one.
#[derive(Clone, Debug, PartialEq)]
pub struct Dots {
    /// Title, finding and the text for the empty chart.
    pub caption: Caption,
    /// The heads of the columns.
    pub heads: Heads,
    /// What the lines between the grades are called in the legend; without it they are not drawn.
    pub grades: Option<String>,
    /// One row each, in the order to show.
    pub rows: Vec<DotRow>,
}

/// A row of figures side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct DotRow {
    /// Whose figure it is.
    pub label: String,
    /// Where to read more. It is not checked, so it must never be what a visitor typed.
    pub href: Option<String>,
    /// The figure or the reason why there is none.
    pub reading: Reading<Estimate>,
    /// What is said of it below its name.
    pub note: Option<String>,
}

const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 22.0;
/// Room at both ends for half a dot and for half a number of the axis.
const MARGIN: f64 = 14.0;

fn x(scale: Scale, value: f64) -> f64 {
    share_x(scale.share(value))
}

fn share_x(share: f64) -> f64 {
    tenth(MARGIN + share * (WIDTH - 2.0 * MARGIN))
}

/// Lines from top to bottom of a row at the given values.
fn verticals(scale: Scale, values: impl Iterator<Item = f64>) -> String {
    let mut path = String::new();
    for value in values {
        draw(&mut path, 'M', &[x(scale, value), 0.0]);
        draw(&mut path, 'V', &[HEIGHT]);
    }
    path
}

/// The interval as a line with an end stroke on each side.
fn whiskers(scale: Scale, low: f64, high: f64) -> String {
    let (low, high) = (x(scale, low), x(scale, high));
    let (top, middle, bottom) = (HEIGHT / 2.0 - 4.0, HEIGHT / 2.0, HEIGHT / 2.0 + 4.0);
    format!("M{low} {top}V{bottom}M{low} {middle}H{high}M{high} {top}V{bottom}")
}

/// What every row shares.
#[derive(Clone)]
struct Ground {
    scale: Scale,
    grid: String,
    bounds: Option<String>,
}

impl Ground {
    fn of(chart: &Dots) -> Self {
        let known = chart.rows.iter().filter_map(|row| row.reading.known());
        let scale = Scale::covering(known);
        Self {
            scale,
            grid: verticals(scale, scale.ticks()),
            bounds: chart
                .grades
                .is_some()
                .then(|| verticals(scale, scale.grade_bounds())),
        }
    }
}

fn axis(ground: &Ground) -> Html {
    let scale = ground.scale;
    let tick = |tick: f64| {
        view! {
            <text class="chart-tick" x=x(scale, tick) y="32" text-anchor="middle">
                {tick.to_string()}
            </text>
        }
    };
    let letter = |(letter, share): (char, f64)| {
        view! {
            <text class="chart-grade" x=share_x(share) y="8" text-anchor="middle">
                {letter.to_string()}
            </text>
        }
    };
    let letters = ground
        .bounds
        .is_some()
        .then(|| scale.grade_letters(0.05).map(letter).collect_view());
    view! {
        <svg class="chart-dots" viewBox="0 0 320 36" aria-hidden="true">
            {letters}
            {scale.ticks().map(tick).collect_view()}
        </svg>
    }
    .into_html()
}

fn dot(estimate: &Estimate, ground: &Ground) -> Html {
    let scale = ground.scale;
    let interval = estimate.interval.as_ref().map(|written| {
        view! {
            <path
                class="chart-whisker"
                d=whiskers(scale, written.value.low, written.value.high)
            ></path>
        }
    });
    view! {
        <svg class="chart-dots" viewBox="0 0 320 22" aria-hidden="true">
            <path class="chart-grid" d=ground.grid.clone()></path>
            {ground.bounds.clone().map(|bounds| view! { <path class="chart-bound" d=bounds></path> })}
            {interval}
            <circle class="chart-dot" cx=x(scale, estimate.index.value) cy=HEIGHT / 2.0 r="5"></circle>
        </svg>
    }
    .into_html()
}

fn row(row: DotRow, heads: &Heads, ground: &Ground) -> Html {
    let label = match row.href {
        Some(href) => Either::Left(view! { <a href=href>{row.label}</a> }),
        None => Either::Right(row.label),
    };
    let cells = match row.reading {
        Reading::Known(known) => Either::Left(view! {
            <td role="cell">
                <div class="chart-cell">
                    {dot(&known, ground)} <span class="chart-value">{known.index.text}</span>
                </div>
            </td>
            <td role="cell" data-head=heads.interval.clone()>
                {interval_text(known.interval)}
            </td>
            <td role="cell" data-head=heads.n.clone()>
                {known.n}
            </td>
        }),
        Reading::Missing(reason) => Either::Right(view! {
            <td role="cell" class="chart-reason" colspan="3">
                {reason}
            </td>
        }),
    };
    let note = row.note;
    let note = note.map(|note| view! { <span class="chart-note">{note}</span> });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                {label} {note}
            </th>
            {cells}
        </tr>
    }
    .into_html()
}

/// The roles repeat what the elements say, because the style lays the rows out anew on narrow screens, and some
/// browsers then forget that this is a table.
fn table(chart: Dots, ground: &Ground) -> Html {
    let Dots {
        caption,
        heads,
        rows,
        ..
    } = chart;
    let rows = rows.into_iter().map(|entry| row(entry, &heads, ground));
    let rows = rows.collect_view();
    view! {
        <table class="chart-rows" role="table" aria-labelledby=subject_id(&caption.id)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">
                        {heads.label}
                    </th>
                    <th role="columnheader" scope="col">
                        <div class="chart-cell">
                            {axis(ground)} <span class="chart-value">{heads.index}</span>
                        </div>
                    </th>
                    <th role="columnheader" scope="col">
                        {heads.interval}
                    </th>
                    <th role="columnheader" scope="col">
                        {heads.n}
                    </th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_html()
}

fn legend(chart: &Dots) -> Html {
    let index = view! { <circle class="chart-dot" cx="14" cy="7" r="4.5"></circle> };
    let interval = view! { <path class="chart-whisker" d="M1 3V11M1 7H27M27 3V11"></path> };
    let bound = || view! { <path class="chart-bound" d="M14 0V14"></path> };
    view! {
        <ul class="chart-legend">
            {legend_entry(index.into_html(), chart.heads.index.clone())}
            {legend_entry(interval.into_html(), chart.heads.interval.clone())}
            {chart.grades.clone().map(|grades| legend_entry(bound().into_html(), grades))}
        </ul>
    }
    .into_html()
}

/// Figures side by side as a figure: finding, legend, and a table with a dot in every row.
#[component]
pub fn DotChart(
    /// What is shown.
    chart: Dots,
) -> Html {
    if chart.rows.is_empty() {
        return nothing(chart.caption).into_html();
    }
    let ground = Ground::of(&chart);
    let caption = chart.caption.clone();
    figure(caption, (legend(&chart), table(chart, &ground)).into_html()).into_html()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: Scale = Scale {
        low: 60.0,
        high: 100.0,
        step: 10.0,
    };

    #[test]
    fn the_axis_runs_from_margin_to_margin_and_nothing_leaves_it() {
        let lines = verticals(SCALE, [20.0, 60.0, 80.0, 100.0].into_iter());
        assert_eq!(lines, "M14 0V22M14 0V22M160 0V22M306 0V22");
    }

    #[test]
    fn whiskers_reach_from_the_low_to_the_high_bound() {
        assert_eq!(whiskers(SCALE, 70.0, 90.0), "M87 7V15M87 11H233M233 7V15");
    }
}
