//! How the answers 1 to 4 are spread: one bar of four parts for each element.
//! It must not know what the elements ask; their names arrive as words.

use leptos::{either::Either, prelude::*};

use super::{Caption, Reading, Written, data_table, figure, nothing, tenth};
use crate::format::share;
use crate::html::{Html, IntoHtml};

/// The spread of the answers to several elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// Title, finding and the text for the empty chart.
    pub caption: Caption,
    /// The words for opening the data as a table.
    pub table: String,
    /// The words for elements, number and mean.
    pub heads: DistributionHeads,
    /// What the answers 1 to 4 mean, worst first.
    pub levels: [String; 4],
    /// One bar each, in the order to show.
    pub rows: Vec<DistributionRow>,
}

/// The column heads of a distribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistributionHeads {
    /// What a row is: an element.
    pub label: String,
    /// What the number of answers is called.
    pub n: String,
    /// What the mean is called.
    pub mean: String,
}

/// The answers to one element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistributionRow {
    /// The element.
    pub label: String,
    /// The answers or the reason why there are none.
    pub reading: Reading<AnswerCounts>,
}

/// Counted answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerCounts {
    /// How many people gave the answers 1 to 4, where that is told.
    pub counts: Option<[Written<u64>; 4]>,
    /// How many people answered.
    pub n: String,
    /// Their mean.
    pub mean: String,
    /// How it moved, in words; empty where that is not known.
    pub change: String,
    /// Why the counts are missing or are of fewer people than answered, in words; empty otherwise.
    pub note: String,
}

const WIDTH: f64 = 400.0;
/// The width of a character of the per cents at the largest font size that the style gives them.
const CHARACTER: f64 = 9.5;

/// What is laid over the lower two levels, so that the four can be told apart without colours: stripes and dots.
const PATTERNS: [&str; 2] = ["M-2 2L2 -2M-1 9L9 -1M6 10L10 6", "M1.5 2H2.5M5.5 6H6.5"];

/// One of the four parts of a bar.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    x: f64,
    width: f64,
    percent: String,
    written_in_bar: bool,
}

fn total(counts: &[Written<u64>; 4]) -> u64 {
    counts.iter().map(|count| count.value).sum()
}

/// The parts side by side; they fill the bar without a gap. All are empty if nobody answered.
fn parts(counts: &[Written<u64>; 4]) -> [Part; 4] {
    let total = total(counts);
    let position = |people: u64| tenth(people as f64 / total.max(1) as f64 * WIDTH);
    let mut before = 0;
    counts.each_ref().map(|count| {
        let x = position(before);
        before += count.value;
        let width = tenth(position(before) - x);
        let percent = share(count.value, total);
        Part {
            written_in_bar: width > percent.len() as f64 * CHARACTER,
            x,
            width,
            percent,
        }
    })
}

/// The class of a level and the address of the pattern laid over it.
fn level(place: usize, id: &str) -> (String, Option<String>) {
    let pattern = (place < PATTERNS.len()).then(|| format!("url(#{id}-pattern-{})", place + 1));
    (format!("chart-level-{}", place + 1), pattern)
}

fn part(place: usize, part: &Part, id: &str) -> Option<Html> {
    let Part {
        x,
        width,
        percent,
        written_in_bar,
    } = part.clone();
    if width <= 0.0 {
        return None;
    }
    let (class, pattern) = level(place, id);
    let pattern = pattern.map(|fill| {
        view! { <rect fill=fill x=x width=width height="18"></rect> }
    });
    let text = written_in_bar.then(|| {
        view! {
            <text class="chart-tick" x=tenth(x + width / 2.0) y="32" text-anchor="middle">
                {percent}
            </text>
        }
    });
    Some(
        view! {
            <rect class=class x=x width=width height="18"></rect>
            {pattern}
            {text}
        }
        .into_html(),
    )
}

fn bar(counts: &[Written<u64>; 4], levels: &[String; 4], id: &str, row: usize) -> Html {
    let parts = parts(counts);
    let told = levels.iter().zip(counts).zip(&parts);
    let told: Vec<_> = told
        .map(|((level, count), part)| format!("{level}: {} ({})", count.text, part.percent))
        .collect();
    let title = format!("{id}-bar-{row}");
    let parts = parts.iter().enumerate();
    view! {
        <svg class="chart-spread" viewBox="0 0 400 35" role="img" aria-labelledby=title.clone()>
            <title id=title.clone()>{told.join(", ")}</title>
            {parts.filter_map(|(place, each)| part(place, each, id)).collect_view()}
        </svg>
    }
    .into_html()
}

fn row(chart: &Distribution, row: usize, entry: &DistributionRow) -> Html {
    let heads = &chart.heads;
    let (facts, bar) = match &entry.reading {
        Reading::Known(answers) => (
            Either::Left(view! {
                <span class="chart-facts">
                    {heads.mean.clone()}" "<b>{answers.mean.clone()}</b>" · "{heads.n.clone()}" "
                    {answers.n.clone()}
                </span>
                {reason(&answers.change)}
                {chart.has_bars().then(|| note(answers))}
            }),
            answers
                .counts
                .as_ref()
                .map(|counts| bar(counts, &chart.levels, &chart.caption.id, row)),
        ),
        Reading::Missing(reason) => (
            Either::Right(view! { <span class="chart-reason">{reason.clone()}</span> }),
            None,
        ),
    };
    view! {
        <li>
            <span class="chart-label">{entry.label.clone()}</span>
            {facts}
            {bar}
        </li>
    }
    .into_html()
}

/// Of whom the counts are not, below the facts.
fn note(answers: &AnswerCounts) -> Option<Html> {
    reason(&answers.note)
}

/// Words below the facts, if there are any.
fn reason(words: &str) -> Option<Html> {
    let words = words.to_owned();
    (!words.is_empty()).then(|| view! { <span class="chart-reason">{words}</span> }.into_html())
}

impl Distribution {
    fn known(&self) -> impl Iterator<Item = &AnswerCounts> {
        self.rows.iter().filter_map(|row| match &row.reading {
            Reading::Known(answers) => Some(answers),
            Reading::Missing(_) => None,
        })
    }

    /// Whether any bar is drawn.
    fn has_bars(&self) -> bool {
        self.known().any(|answers| answers.counts.is_some())
    }

    /// The legend; or, where no bar is drawn, once for all why not.
    fn above_bars(&self) -> Html {
        if self.has_bars() {
            return legend(self);
        }
        let note = self.known().next().and_then(note);
        note.map(|note| view! { <p>{note}</p> }).into_html()
    }
}

/// The legend, whose first two samples also hold the patterns that the bars refer to.
fn legend(chart: &Distribution) -> Html {
    let id = &chart.caption.id;
    let entry = |(place, meaning): (usize, &String)| {
        let (class, fill) = level(place, id);
        let pattern = fill.zip(PATTERNS.get(place)).map(|(fill, path)| {
            let pattern = format!("{id}-pattern-{}", place + 1);
            view! {
                <pattern id=pattern width="8" height="8" patternUnits="userSpaceOnUse">
                    <path class="chart-pattern" d=*path></path>
                </pattern>
                <rect fill=fill width="28" height="14"></rect>
            }
        });
        let sample = view! {
            <rect class=class width="28" height="14"></rect>
            {pattern}
        };
        super::legend_entry(sample.into_html(), meaning.clone())
    };
    view! {
        <ul class="chart-legend">
            {chart.levels.iter().enumerate().map(entry).collect_view()}
        </ul>
    }
    .into_html()
}

fn count_cells(counts: [Written<u64>; 4]) -> Html {
    let total = total(&counts);
    let cell = |count: Written<u64>| {
        view! {
            <td>
                {count.text} <span class="chart-share">{share(count.value, total)}</span>
            </td>
        }
    };
    counts.map(cell).collect_view().into_html()
}

fn table_row(entry: DistributionRow) -> Html {
    let cells = match entry.reading {
        Reading::Known(answers) => {
            let counts = match answers.counts {
                Some(counts) => Either::Left(count_cells(counts)),
                None => Either::Right(
                    view! { <td class="chart-reason" colspan="4">{answers.note}</td> },
                ),
            };
            Either::Left(view! {
                {counts}
                <td>{answers.n}</td>
                <td>{answers.mean} {reason(&answers.change)}</td>
            })
        }
        Reading::Missing(reason) => Either::Right(view! {
            <td class="chart-reason" colspan="6">
                {reason}
            </td>
        }),
    };
    view! {
        <tr>
            <th scope="row">{entry.label}</th>
            {cells}
        </tr>
    }
    .into_html()
}

fn table(heads: DistributionHeads, levels: [String; 4], rows: Vec<DistributionRow>) -> Html {
    let level = |level| view! { <th scope="col">{level}</th> };
    view! {
        <thead>
            <tr>
                <th scope="col">{heads.label}</th>
                {levels.map(level).collect_view()}
                <th scope="col">{heads.n}</th>
                <th scope="col">{heads.mean}</th>
            </tr>
        </thead>
        <tbody>{rows.into_iter().map(table_row).collect_view()}</tbody>
    }
    .into_html()
}

/// The spread of the answers as a figure: finding, legend, one bar for each element, and the data as a table.
#[component]
pub fn DistributionChart(
    /// What is shown.
    chart: Distribution,
) -> Html {
    if chart.rows.is_empty() {
        return nothing(chart.caption).into_html();
    }
    let bars = chart.rows.iter().enumerate();
    let bars = bars
        .map(|(place, entry)| row(&chart, place, entry))
        .collect_view();
    let drawn = view! {
        {chart.above_bars()}
        <ul class="chart-bars">{bars}</ul>
    };
    let rows = table(chart.heads, chart.levels, chart.rows);
    let table = data_table(&chart.caption.id, chart.table, rows);
    figure(chart.caption, (drawn, table).into_html()).into_html()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(counts: [u64; 4]) -> [Written<u64>; 4] {
        counts.map(|count| Written::new(count, count.to_string()))
    }

    #[test]
    fn the_parts_fill_the_bar() {
        for case in [[1, 1, 1, 0], [0, 0, 0, 9], [3, 17, 230, 1001], [7, 0, 0, 1]] {
            let parts = parts(&counts(case));
            let mut end = 0.0;
            for part in &parts {
                assert!((part.x - end).abs() < 0.05, "{case:?}");
                end = part.x + part.width;
            }
            assert!((end - WIDTH).abs() < 0.05, "{case:?}");
        }
    }

    #[test]
    fn nobody_answering_draws_nothing() {
        for part in parts(&counts([0; 4])) {
            assert_eq!((part.x, part.width), (0.0, 0.0));
            assert_eq!(part.percent, "0%");
        }
    }

    #[test]
    fn only_wide_parts_carry_their_per_cent() {
        let written = parts(&counts([2, 10, 38, 50])).map(|part| part.written_in_bar);
        assert_eq!(written, [false, true, true, true]);
    }
}
