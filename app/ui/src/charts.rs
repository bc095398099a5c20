//! Charts drawn on the server as SVG: each says its finding as a sentence and gives its data as a table.
//! It must not know any language or database: words and numbers arrive written out, only geometry is computed here.

pub mod distribution;
pub mod dots;
pub mod target;
pub mod trend;

#[cfg(test)]
mod tests;

use std::fmt::Write;

use domain::{grade::Grade, statistics::Interval};
use leptos::prelude::*;

use crate::html::{Html, IntoHtml};

/// The words around every chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// An id that is unique on the page; the ids of the parts begin with it.
    pub id: String,
    /// What is drawn, such as "Index by month".
    pub title: String,
    /// What can be seen in it, as one sentence.
    pub finding: String,
    /// Shown instead of a drawing when there is nothing to draw: why, and what to do.
    pub empty: String,
}

/// The column heads of charts that show an index; the legend uses the same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heads {
    /// What a row is: a month, a unit.
    pub label: String,
    /// What the index is called.
    pub index: String,
    /// What its interval is called.
    pub interval: String,
    /// What the number of ratings is called.
    pub n: String,
}

/// A number for the drawing together with the text under which it is published. The text is not made here, because
/// published figures are rounded exactly and an `f64` is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<T> {
    /// What is drawn.
    pub value: T,
    /// What is read.
    pub text: String,
}

impl<T> Written<T> {
    /// A number and its text.
    pub fn new(value: T, text: impl Into<String>) -> Self {
        Self {
            value,
            text: text.into(),
        }
    }
}

/// An index with its context.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The index, 25 to 100.
    pub index: Written<f64>,
    /// Its 95 % interval; `None` where one cannot be computed.
    pub interval: Option<Written<Interval>>,
    /// How many ratings it is made of.
    pub n: String,
}

/// A figure, or the reason why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading<T> {
    /// The figure.
    Known(T),
    /// Why there is none: not provided, not applicable, too few, not yet due.
    Missing(String),
}

impl<T> Reading<T> {
    /// The figure, if there is one.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(figure) => Some(figure),
            Self::Missing(_) => None,
        }
    }
}

/// The lowest and the highest index there can be.
const WHOLE_SCALE: (f64, f64) = (25.0, 100.0);

/// An axis of fewer points would make noise look like news.
const LEAST_SPAN: f64 = 20.0;

/// The part of the index scale that an axis shows, and the distance of its ticks.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    /// A scale with room for every estimate and its interval; the whole scale if there is none.
    fn covering<'a>(estimates: impl Iterator<Item = &'a Estimate>) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for estimate in estimates {
            let index = estimate.index.value;
            let interval = estimate.interval.as_ref().map(|written| written.value);
            low = low.min(interval.map_or(index, |interval| interval.low.min(index)));
            high = high.max(interval.map_or(index, |interval| interval.high.max(index)));
        }
        if low > high {
            (low, high) = WHOLE_SCALE;
        }
        Self::between(low, high)
    }

    fn between(low: f64, high: f64) -> Self {
        let (least, most) = WHOLE_SCALE;
        let widen = |step: f64| {
            let down = (low / step).floor() * step;
            let up = (high / step).ceil() * step;
            (down.clamp(least, most), up.clamp(least, most))
        };
        let (mut low, mut high) = widen(5.0);
        while high - low < LEAST_SPAN {
            high = (high + 5.0).min(most);
            if high - low < LEAST_SPAN {
                low = (low - 5.0).max(least);
            }
        }
        let mut step = 5.0;
        if high - low > 30.0 {
            (low, high) = widen(10.0);
            step = 10.0;
        }
        if high - low > 60.0 {
            (low, high) = WHOLE_SCALE;
            step = 25.0;
        }
        Self { low, high, step }
    }

    /// The whole multiples of the step within the scale.
    fn ticks(self) -> impl Iterator<Item = f64> {
        let first = (self.low / self.step).ceil();
        (0..)
            .map(move |count| (first + f64::from(count)) * self.step)
            .take_while(move |tick| *tick <= self.high)
    }

    /// Where a value lies, from 0 at the low end to 1 at the high end.
    fn share(self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// The lower bounds of the grades that lie within the scale.
    fn grade_bounds(self) -> impl Iterator<Item = f64> {
        Grade::ALL
            .into_iter()
            .map(lower_bound)
            .filter(move |bound| self.low < *bound && *bound < self.high)
    }

    /// The letters of the grades whose visible part takes at least `least` of the axis, each with the middle of that part.
    fn grade_letters(self, least: f64) -> impl Iterator<Item = (char, f64)> {
        Grade::ALL.into_iter().filter_map(move |grade| {
            let (from, to) = (
                self.share(lower_bound(grade)),
                self.share(upper_bound(grade)),
            );
            (to - from >= least).then(|| (grade.letter(), f64::midpoint(from, to)))
        })
    }
}

fn lower_bound(grade: Grade) -> f64 {
    f64::from(grade.band().0) / 100.0
}

/// Bands are printed with a gap of a hundredth; drawn, each reaches up to the next.
fn upper_bound(grade: Grade) -> f64 {
    f64::from((grade.band().1 + 1).min(10_000)) / 100.0
}

/// A coordinate to one decimal: finer is not visible and costs bytes.
fn tenth(coordinate: f64) -> f64 {
    (coordinate * 10.0).round() / 10.0 + 0.0
}

/// Appends a command with its coordinates to path data.
fn draw(path: &mut String, command: char, coordinates: &[f64]) {
    path.push(command);
    for (place, coordinate) in coordinates.iter().enumerate() {
        let separator = if place == 0 { "" } else { " " };
        write!(path, "{separator}{}", tenth(*coordinate)).expect("a string takes any text");
    }
}

/// The frame of every chart: the finding first, then what is drawn, then the drawing.
fn figure(caption: Caption, drawing: Html) -> Html {
    let Caption {
        id, title, finding, ..
    } = caption;
    let subject = subject_id(&id);
    view! {
        <figure class="chart" id=id>
            <figcaption>
                <p class="chart-finding">{finding}</p>
                <p class="chart-subject" id=subject>{title}</p>
            </figcaption>
            {drawing}
        </figure>
    }
    .into_html()
}

/// What stands in place of a chart that has nothing to show.
fn nothing(caption: Caption) -> Html {
    view! {
        <figure class="chart" id=caption.id>
            <figcaption>
                <p class="chart-subject">{caption.title}</p>
            </figcaption>
            <p class="chart-empty">{caption.empty}</p>
        </figure>
    }
    .into_html()
}

/// The interval in a table; a dash where there is none, never a blank.
fn interval_text(interval: Option<Written<Interval>>) -> String {
    interval.map_or_else(|| "–".to_owned(), |interval| interval.text)
}

/// The id of the visible title, which also names tables.
fn subject_id(id: &str) -> String {
    format!("{id}-subject")
}

/// The data of a drawing as a table, folded away. It scrolls by keyboard where it is wider than the screen.
pub(crate) fn data_table<T: IntoView>(id: &str, summary: String, table: T) -> Html {
    let (summary_id, subject) = (format!("{id}-data"), subject_id(id));
    let name = format!("{summary_id} {subject}");
    view! {
        <details class="chart-data">
            <summary id=summary_id>{summary}</summary>
            <div class="chart-scroll" role="region" tabindex="0" aria-labelledby=name>
                <table aria-labelledby=subject>{table}</table>
            </div>
        </details>
    }
    .into_html()
}

/// One entry of a legend: a sample of the drawing and what it stands for.
fn legend_entry(sample: Html, meaning: String) -> Html {
    view! {
        <li>
            <svg class="chart-sample" viewBox="0 0 28 14" aria-hidden="true">
                {sample}
            </svg>
            <span>{meaning}</span>
        </li>
    }
    .into_html()
}
