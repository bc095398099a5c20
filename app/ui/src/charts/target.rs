//! Results over time against what was promised: a line with dots, the targets as steps, gaps where there is no result.
//! It must not know the unit of measure, nor compare results with targets: the table beside it does.

use std::fmt::Write;

use leptos::prelude::*;

use super::{Caption, Written, draw, figure, legend_entry, nothing, tenth};
use crate::html::{Html, IntoHtml};

const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 220.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = WIDTH - 16.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = HEIGHT - 30.0;

/// About how many ticks the axis has.
const TICKS: f64 = 4.0;

/// Results and targets over consecutive periods.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetTrend {
    /// Title, finding and the text for the empty chart.
    pub caption: Caption,
    /// What the line, the steps and the gaps are called.
    pub legend: [String; 3],
    /// Every period in order.
    pub points: Vec<TargetPoint>,
}

/// One period.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetPoint {
    /// The period on the axis.
    pub label: String,
    /// The result.
    pub result: Option<Written<f64>>,
    /// The target, as the lower and upper end of its range.
    pub target: Option<(f64, f64)>,
}

/// The part of the numbers that the axis shows.
#[derive(Clone, Copy)]
struct Axis {
    low: f64,
    high: f64,
    step: f64,
}

impl Axis {
    /// An axis with room for every result and target, whose ends are whole steps of 1, 2 or 5 times a power of ten.
    fn covering(points: &[TargetPoint]) -> Option<Self> {
        let results = points.iter().filter_map(|point| point.result.as_ref());
        let targets = points.iter().filter_map(|point| point.target);
        let numbers = results
            .map(|result| result.value)
            .chain(targets.flat_map(|(low, high)| [low, high]));
        let (low, high) = numbers
            .map(|number| (number, number))
            .reduce(|(low, high), (number, _)| (low.min(number), high.max(number)))?;
        let span = (high - low).max(high.abs().max(1.0) / 10.0);
        let magnitude = 10_f64.powf((span / TICKS).log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .map(|times| times * magnitude)
            .into_iter()
            .find(|step| *step >= span / TICKS)?;
        let (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
        let high = if high > low { high } else { low + step };
        Some(Self { low, high, step })
    }

    fn y(self, value: f64) -> f64 {
        BOTTOM - (value - self.low) / (self.high - self.low) * (BOTTOM - TOP)
    }

    fn ticks(self) -> impl Iterator<Item = f64> {
        (0..)
            .map(move |count| self.low + f64::from(count) * self.step)
            .take_while(move |tick| *tick <= self.high + self.step / 2.0)
    }

    /// A tick with as many decimals as its step needs.
    fn written(self, tick: f64) -> String {
        let decimals = (-self.step.log10()).ceil().max(0.0);
        let tick = if tick == 0.0 { 0.0 } else { tick };
        if decimals < 1.0 {
            format!("{tick:.0}")
        } else if decimals < 2.0 {
            format!("{tick:.1}")
        } else {
            format!("{tick:.2}")
        }
    }
}

fn column(count: usize) -> f64 {
    (RIGHT - LEFT) / count.max(1) as f64
}

fn middle(at: usize, count: usize) -> f64 {
    LEFT + column(count) * (at as f64 + 0.5)
}

/// The line through the results; it breaks where there is none.
fn line(points: &[TargetPoint], axis: Axis) -> String {
    let mut path = String::new();
    let mut before = false;
    for (at, point) in points.iter().enumerate() {
        if let Some(result) = &point.result {
            let command = if before { 'L' } else { 'M' };
            let place = [middle(at, points.len()), axis.y(result.value)];
            draw(&mut path, command, &place);
        }
        before = point.result.is_some();
    }
    path
}

/// A step over each period for each end of its target.
fn steps(points: &[TargetPoint], axis: Axis) -> String {
    let mut path = String::new();
    let width = column(points.len());
    for (at, point) in points.iter().enumerate() {
        let Some((low, high)) = point.target else {
            continue;
        };
        let left = LEFT + width * at as f64;
        let ends = if low < high {
            vec![low, high]
        } else {
            vec![low]
        };
        for end in ends {
            draw(&mut path, 'M', &[left, axis.y(end)]);
            draw(&mut path, 'H', &[left + width]);
        }
    }
    path
}

fn drawing(chart: &TargetTrend, axis: Axis) -> Html {
    let id = &chart.caption.id;
    let (title, desc) = (format!("{id}-title"), format!("{id}-desc"));
    let (points, count) = (&chart.points, chart.points.len());
    let width = column(count);
    let gaps = points
        .iter()
        .enumerate()
        .filter(|(_, point)| point.result.is_none());
    let gaps = gaps.map(|(at, _)| {
        let x = tenth(LEFT + width * at as f64);
        view! { <rect class="chart-gap" x=x y=TOP width=tenth(width) height=BOTTOM - TOP></rect> }
    });
    let mut grid = String::new();
    let scale = axis.ticks().map(|tick| {
        let y = tenth(axis.y(tick));
        write!(grid, "M{LEFT} {y}H{RIGHT}").expect("a string takes any text");
        view! { <text class="chart-scale" x=LEFT - 6.0 y=y text-anchor="end">{axis.written(tick)}</text> }
    });
    let scale = scale.collect_view();
    let dots = points.iter().enumerate().filter_map(|(at, point)| {
        let result = point.result.as_ref()?;
        let told = format!("{}: {}", point.label, result.text);
        let (x, y) = (tenth(middle(at, count)), tenth(axis.y(result.value)));
        Some(view! { <circle class="chart-dot" cx=x cy=y r="3.6"><title>{told}</title></circle> })
    });
    let ends = [(0, LEFT, "start"), (count - 1, RIGHT, "end")];
    let labels = ends.into_iter().take(count).map(|(at, x, anchor)| {
        let label = points[at].label.clone();
        view! { <text class="chart-tick" x=x y=HEIGHT - 9.0 text-anchor=anchor>{label}</text> }
    });
    view! {
        <svg class="chart-trend" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-labelledby=format!("{title} {desc}")>
            <title id=title.clone()>{chart.caption.title.clone()}</title>
            <desc id=desc.clone()>{chart.caption.finding.clone()}</desc>
            {gaps.collect_view()}
            <path class="chart-grid" d=grid></path>
            {scale}
            <path class="chart-target" d=steps(points, axis)></path>
            <path class="chart-line" d=line(points, axis)></path>
            {dots.collect_view()}
            {labels.collect_view()}
        </svg>
    }
    .into_html()
}

fn legend(chart: &TargetTrend) -> Html {
    let [result, target, gap] = chart.legend.clone();
    let any_gap = chart.points.iter().any(|point| point.result.is_none());
    let line = view! {
        <path class="chart-line" d="M0 7H28"></path>
        <circle class="chart-dot" cx="14" cy="7" r="3.6"></circle>
    };
    let step = view! { <path class="chart-target" d="M0 7H28"></path> };
    let area = view! { <rect class="chart-gap" width="28" height="14"></rect> };
    view! {
        <ul class="chart-legend">
            {legend_entry(line.into_html(), result)}
            {legend_entry(step.into_html(), target)}
            {any_gap.then(|| legend_entry(area.into_html(), gap))}
        </ul>
    }
    .into_html()
}

/// Results against targets as a figure: finding, drawing and legend. The data stands in a table of the caller's.
#[component]
pub fn TargetChart(
    /// What is shown.
    chart: TargetTrend,
) -> Html {
    let results = chart.points.iter().any(|point| point.result.is_some());
    let Some(axis) = Axis::covering(&chart.points).filter(|_| results) else {
        return nothing(chart.caption).into_html();
    };
    let drawn = (drawing(&chart, axis), legend(&chart));
    figure(chart.caption, drawn.into_html()).into_html()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(result: Option<f64>, target: Option<(f64, f64)>) -> TargetPoint {
        TargetPoint {
            label: "Okt 26".to_owned(),
            result: result.map(|value| Written::new(value, "x")),
            target,
        }
    }

    #[test]
    fn the_axis_has_room_for_results_and_targets() {
        for (result, target) in [
            (88.5, (80.0, 80.0)),
            (-0.02, (0.05, 0.07)),
            (12_345_678.0, (1.0, 1.0)),
            (5.0, (5.0, 5.0)),
            (0.0, (0.0, 0.0)),
        ] {
            let points = [point(Some(result), None), point(None, Some(target))];
            let axis = Axis::covering(&points).expect("numbers");
            for number in [result, target.0, target.1] {
                let y = axis.y(number);
                assert!((TOP - 0.1..=BOTTOM + 0.1).contains(&y), "{number} at {y}");
            }
            assert!((2..=7).contains(&axis.ticks().count()), "{result}");
        }
        assert!(Axis::covering(&[point(None, None)]).is_none());
    }

    #[test]
    fn the_line_breaks_where_there_is_no_result() {
        let some = || point(Some(5.0), Some((4.0, 6.0)));
        let points = [some(), some(), point(None, None), some()];
        let axis = Axis::covering(&points).expect("numbers");
        assert_eq!(line(&points, axis).matches('M').count(), 2);
        assert_eq!(
            steps(&points, axis).matches('M').count(),
            6,
            "a range has two ends"
        );
    }
}
