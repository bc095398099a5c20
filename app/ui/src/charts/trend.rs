//! An index over time: line, interval band, gaps with their reasons, and breaks of the series.
//! It must not know why a figure is missing or a series broke; both arrive as words.

mod geometry;

use std::ops::Range;

use geometry::{
    BOTTOM, CHARACTER, HEIGHT, LEFT, MARK, Place, RIGHT, TOP, WIDTH, anchor, band, clear_y, gaps,
    horizontals, label_step, line, marks, share_y,
};
use leptos::{either::Either, prelude::*};

use super::{
    Caption, Estimate, Heads, Reading, data_table, figure, interval_text, legend_entry, nothing,
    tenth,
};
use crate::html::{Html, IntoHtml};

/// An index over consecutive periods.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// Title, finding and the text for the empty chart.
    pub caption: Caption,
    /// The words for opening the data as a table.
    pub table: String,
    /// The heads of that table.
    pub heads: Heads,
    /// What a period without a figure is called in the legend.
    pub gap: String,
    /// What the lines between the grades are called in the legend; without it they are not drawn.
    pub grades: Option<String>,
    /// Every period in order, also those without a figure.
    pub points: Vec<Point>,
    /// Where something changed that readers must know.
    pub breaks: Vec<Break>,
    /// The same figures as a file.
    pub download: Download,
}

/// A link to the data of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// The address of the file.
    pub href: String,
    /// The words of the link.
    pub label: String,
}

/// One period of a trend.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The period in the table, such as "Oktober 2026".
    pub label: String,
    /// The period on the axis, such as "Okt 26".
    pub short: String,
    /// The figure or the reason for the gap.
    pub reading: Reading<Estimate>,
}

/// A change between two periods, marked in the drawing and told in words under it and in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The place of the first point after the change. A change before the first or after the last point is not shown.
    pub at: usize,
    /// When and what, such as "Maret 2026: wording of the questions".
    pub label: String,
    /// Whether the figures before and after cannot be compared, so that no line may join them.
    pub splits: bool,
}

fn value_axis(place: Place) -> Html {
    let label = |tick: f64| {
        view! {
            <text class="chart-scale" x=LEFT - 6.0 y=tenth(place.y(tick)) text-anchor="end">
                {tick.to_string()}
            </text>
        }
    };
    view! {
        <path class="chart-grid" d=horizontals(place.scale.ticks(), place)></path>
        {place.scale.ticks().map(label).collect_view()}
    }
    .into_html()
}

fn grade_lines(place: Place) -> Html {
    let least = 16.0 / (BOTTOM - TOP);
    let letter = |(letter, share): (char, f64)| {
        view! {
            <text class="chart-grade" x=WIDTH - 14.0 y=tenth(share_y(share)) text-anchor="middle">
                {letter.to_string()}
            </text>
        }
    };
    view! {
        <path class="chart-bound" d=horizontals(place.scale.grade_bounds(), place)></path>
        {place.scale.grade_letters(least).map(letter).collect_view()}
    }
    .into_html()
}

fn period_axis(points: &[Point], place: Place) -> Html {
    let longest = points.iter().map(|point| point.short.chars().count()).max();
    let step = label_step(longest.unwrap_or(0), place.column());
    let last = points.len().saturating_sub(1);
    let label = |(at, point): (usize, &Point)| {
        let x = place.x(at);
        view! {
            <text
                class="chart-tick"
                x=tenth(x)
                y=HEIGHT - 9.0
                text-anchor=anchor(x, point.short.chars().count())
            >
                {point.short.clone()}
            </text>
        }
    };
    points
        .iter()
        .enumerate()
        .filter(|(at, _)| (last - at).is_multiple_of(step))
        .map(label)
        .collect_view()
        .into_html()
}

fn gap_areas(points: &[Point], place: Place) -> Html {
    let area = |(gap, reason): (Range<usize>, &str)| {
        let (first, last) = (&points[gap.start].label, &points[gap.end - 1].label);
        let told = if gap.len() == 1 {
            format!("{first}: {reason}")
        } else {
            format!("{first} – {last}: {reason}")
        };
        view! {
            <rect
                class="chart-gap"
                x=tenth(place.edge(gap.start))
                y=TOP
                width=tenth(place.column() * gap.len() as f64)
                height=BOTTOM - TOP
            >
                <title>{told}</title>
            </rect>
        }
    };
    gaps(points)
        .into_iter()
        .map(area)
        .collect_view()
        .into_html()
}

fn break_marks(breaks: &[Break], place: Place) -> Html {
    let mark = |(number, (x, row)): (usize, (f64, usize))| {
        let y = 11.0 + MARK * row as f64;
        view! {
            <path class="chart-break" d=format!("M{} {y}V{BOTTOM}", tenth(x))></path>
            <circle class="chart-mark" cx=tenth(x) cy=y r="9.5"></circle>
            <text class="chart-number" x=tenth(x) y=y text-anchor="middle">
                {(number + 1).to_string()}
            </text>
        }
    };
    marks(breaks, place)
        .into_iter()
        .enumerate()
        .map(mark)
        .collect_view()
        .into_html()
}

fn dots(points: &[Point], n: &str, place: Place) -> Html {
    let radius = if points.len() > 30 { "2.6" } else { "3.6" };
    let dot = |(at, point): (usize, &Point)| {
        let Estimate {
            index,
            interval,
            n: ratings,
        } = point.reading.known()?;
        let bounds = interval
            .as_ref()
            .map(|written| format!(" ({})", written.text));
        let bounds = bounds.unwrap_or_default();
        let told = format!("{}: {}{bounds} · {n} {ratings}", point.label, index.text);
        Some(view! {
            <circle class="chart-dot" cx=tenth(place.x(at)) cy=tenth(place.y(index.value)) r=radius>
                <title>{told}</title>
            </circle>
        })
    };
    points
        .iter()
        .enumerate()
        .filter_map(dot)
        .collect_view()
        .into_html()
}

/// The newest figure in words, where it covers neither line nor intervals.
fn newest(points: &[Point], place: Place) -> Option<Html> {
    let last = points.len().checked_sub(1)?;
    let text = points[last].reading.known()?.index.text.clone();
    let room = text.chars().count() as f64 * CHARACTER;
    let (x, anchor) = if last == 0 {
        (place.x(last), "middle")
    } else {
        ((place.x(last) + 8.0).min(RIGHT), "end")
    };
    Some(view! {
        <text class="chart-value" x=tenth(x) y=tenth(clear_y(points, room, place)) text-anchor=anchor>
            {text}
        </text>
    }.into_html())
}

fn drawing(trend: &Trend, place: Place) -> Html {
    let id = &trend.caption.id;
    let (title, desc) = (format!("{id}-title"), format!("{id}-desc"));
    let splits: Vec<_> = trend
        .breaks
        .iter()
        .filter_map(|change| change.splits.then_some(change.at))
        .collect();
    let (area, bars) = band(&trend.points, &splits, place);
    view! {
        <svg
            class="chart-trend"
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            role="img"
            aria-labelledby=format!("{title} {desc}")
        >
            <title id=title.clone()>{trend.caption.title.clone()}</title>
            <desc id=desc.clone()>{trend.caption.finding.clone()}</desc>
            {gap_areas(&trend.points, place)}
            {value_axis(place)}
            {trend.grades.is_some().then(|| grade_lines(place))}
            <path class="chart-band" d=area></path>
            <path class="chart-bar" d=bars></path>
            {break_marks(&trend.breaks, place)}
            <path class="chart-line" d=line(&trend.points, &splits, place)></path>
            {dots(&trend.points, &trend.heads.n, place)}
            {newest(&trend.points, place)}
            {period_axis(&trend.points, place)}
        </svg>
    }
    .into_html()
}

fn legend(trend: &Trend) -> Html {
    let known = || trend.points.iter().map(|point| point.reading.known());
    let intervals = known().flatten().any(|known| known.interval.is_some());
    let gaps = known().any(|known| known.is_none());
    let band = || view! { <rect class="chart-band" width="28" height="14"></rect> };
    let gap = || view! { <rect class="chart-gap" width="28" height="14"></rect> };
    let bound = || view! { <path class="chart-bound" d="M0 7H28"></path> };
    let change = |(number, change): (usize, &Break)| {
        view! {
            <li>
                <span class="chart-mark">{number + 1}</span>
                <span>{change.label.clone()}</span>
            </li>
        }
    };
    let index = view! {
        <path class="chart-line" d="M0 7H28"></path>
        <circle class="chart-dot" cx="14" cy="7" r="3.6"></circle>
    };
    view! {
        <ul class="chart-legend">
            {legend_entry(index.into_html(), trend.heads.index.clone())}
            {intervals.then(|| legend_entry(band().into_html(), trend.heads.interval.clone()))}
            {gaps.then(|| legend_entry(gap().into_html(), trend.gap.clone()))}
            {trend.grades.clone().map(|grades| legend_entry(bound().into_html(), grades))}
            {trend.breaks.iter().enumerate().map(change).collect_view()}
        </ul>
    }
    .into_html()
}

fn table_row(point: Point) -> Html {
    let cells = match point.reading {
        Reading::Known(known) => Either::Left(view! {
            <td>{known.index.text}</td>
            <td>{interval_text(known.interval)}</td>
            <td>{known.n}</td>
        }),
        Reading::Missing(reason) => Either::Right(view! {
            <td class="chart-reason" colspan="3">
                {reason}
            </td>
        }),
    };
    view! {
        <tr>
            <th class="chart-period" scope="row">{point.label}</th>
            {cells}
        </tr>
    }
    .into_html()
}

fn table(heads: Heads, points: Vec<Point>, breaks: &[Break]) -> Html {
    let change = |change: &Break| {
        view! {
            <tr class="chart-change">
                <td colspan="4">{change.label.clone()}</td>
            </tr>
        }
    };
    let rows = points.into_iter().enumerate().map(|(at, point)| {
        let changes = breaks.iter().filter(|change| change.at == at);
        (changes.map(change).collect_view(), table_row(point))
    });
    view! {
        <thead>
            <tr>
                <th scope="col">{heads.label}</th>
                <th scope="col">{heads.index}</th>
                <th scope="col">{heads.interval}</th>
                <th scope="col">{heads.n}</th>
            </tr>
        </thead>
        <tbody>{rows.collect_view()}</tbody>
    }
    .into_html()
}

/// A trend as a figure: finding, drawing, legend, and the data as a table.
#[component]
pub fn TrendChart(
    /// What is shown.
    chart: Trend,
) -> Html {
    let mut chart = chart;
    if chart.points.is_empty() {
        return nothing(chart.caption).into_html();
    }
    let count = chart.points.len();
    chart
        .breaks
        .retain(|change| (1..count).contains(&change.at));
    chart.breaks.sort_by_key(|change| change.at);
    let place = Place::of(&chart.points);
    let known = chart
        .points
        .iter()
        .any(|point| point.reading.known().is_some());
    let drawn = if known {
        Either::Left((drawing(&chart, place), legend(&chart)))
    } else {
        Either::Right(view! { <p class="chart-empty">{chart.caption.empty.clone()}</p> })
    };
    let rows = table(chart.heads, chart.points, &chart.breaks);
    let table = data_table(&chart.caption.id, chart.table, rows);
    let Download { href, label } = chart.download;
    let download = view! { <p class="chart-download"><a href=href download="">{label}</a></p> };
    figure(chart.caption, (drawn, table, download).into_html()).into_html()
}
