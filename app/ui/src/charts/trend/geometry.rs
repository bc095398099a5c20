//! Where the parts of a trend lie: coordinates and path data, as pure functions of the points.
//! It must not know any markup.

use std::ops::Range;

use super::{Break, Point};
use crate::charts::{Reading, Scale, draw};

pub(super) const WIDTH: f64 = 480.0;
pub(super) const HEIGHT: f64 = 264.0;
pub(super) const LEFT: f64 = 36.0;
pub(super) const RIGHT: f64 = WIDTH - 28.0;
pub(super) const TOP: f64 = 26.0;
pub(super) const BOTTOM: f64 = HEIGHT - 30.0;
/// The width of a character at the largest font size that the style gives to the drawing.
pub(super) const CHARACTER: f64 = 9.0;
/// The highest baseline at which a text is not cut off.
const HIGHEST_TEXT: f64 = 16.0;
/// The distance that two break marks need.
pub(super) const MARK: f64 = 20.0;

/// Where things lie in the drawing.
#[derive(Clone, Copy)]
pub(super) struct Place {
    count: usize,
    pub(super) scale: Scale,
}

impl Place {
    pub(super) fn of(points: &[Point]) -> Self {
        Self {
            count: points.len(),
            scale: Scale::covering(points.iter().filter_map(|point| point.reading.known())),
        }
    }

    pub(super) fn column(self) -> f64 {
        (RIGHT - LEFT) / self.count.max(1) as f64
    }

    /// The left edge of a point's column.
    pub(super) fn edge(self, at: usize) -> f64 {
        LEFT + self.column() * at as f64
    }

    pub(super) fn x(self, at: usize) -> f64 {
        self.edge(at) + self.column() / 2.0
    }

    pub(super) fn y(self, value: f64) -> f64 {
        share_y(self.scale.share(value))
    }
}

pub(super) fn share_y(share: f64) -> f64 {
    BOTTOM - share * (BOTTOM - TOP)
}

/// The longest stretches of places that hold something, cut at the splits.
fn runs(places: impl Iterator<Item = bool>, splits: &[usize]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in places.enumerate().filter(|(_, held)| *held) {
        match runs.last_mut() {
            Some(run) if run.end == at && !splits.contains(&at) => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// The longest stretches of places without a figure for one and the same reason.
pub(super) fn gaps(points: &[Point]) -> Vec<(Range<usize>, &str)> {
    let mut gaps: Vec<(Range<usize>, &str)> = Vec::new();
    for (at, point) in points.iter().enumerate() {
        let Reading::Missing(reason) = &point.reading else {
            continue;
        };
        match gaps.last_mut() {
            Some((gap, same)) if gap.end == at && *same == reason => gap.end += 1,
            _ => gaps.push((at..at + 1, reason)),
        }
    }
    gaps
}

/// The line through the figures; a figure alone is shown by its dot.
pub(super) fn line(points: &[Point], splits: &[usize], place: Place) -> String {
    let value = |at: usize| points[at].reading.known().map(|known| known.index.value);
    let mut path = String::new();
    for run in runs((0..points.len()).map(|at| value(at).is_some()), splits) {
        if run.len() < 2 {
            continue;
        }
        for (step, at) in run.enumerate() {
            if let Some(value) = value(at) {
                let command = if step == 0 { 'M' } else { 'L' };
                draw(&mut path, command, &[place.x(at), place.y(value)]);
            }
        }
    }
    path
}

/// The area of the intervals, and a bar for each interval that stands alone.
pub(super) fn band(points: &[Point], splits: &[usize], place: Place) -> (String, String) {
    let interval = |at: usize| {
        let known = points[at].reading.known()?;
        known.interval.as_ref().map(|written| written.value)
    };
    let (mut area, mut bars) = (String::new(), String::new());
    for run in runs((0..points.len()).map(|at| interval(at).is_some()), splits) {
        let bounds: Vec<_> = run
            .clone()
            .filter_map(|at| interval(at).map(|interval| (place.x(at), interval)))
            .collect();
        if let [(x, interval)] = bounds[..] {
            draw(&mut bars, 'M', &[x, place.y(interval.low)]);
            draw(&mut bars, 'V', &[place.y(interval.high)]);
            continue;
        }
        for (step, (x, interval)) in bounds.iter().enumerate() {
            let command = if step == 0 { 'M' } else { 'L' };
            draw(&mut area, command, &[*x, place.y(interval.high)]);
        }
        for (x, interval) in bounds.iter().rev() {
            draw(&mut area, 'L', &[*x, place.y(interval.low)]);
        }
        area.push('Z');
    }
    (area, bars)
}

/// How many columns lie from one axis label to the next, so that labels of that many characters do not touch.
pub(super) fn label_step(characters: usize, column: f64) -> usize {
    let needed = (characters + 1) as f64 * CHARACTER;
    let fits = |step: &usize| *step as f64 * column >= needed;
    let steps = [1, 2, 3, 4, 6, 12, 24, 48];
    steps.into_iter().find(fits).unwrap_or(usize::MAX)
}

/// How a label of that many characters is anchored so that it stays inside the drawing.
pub(super) fn anchor(x: f64, characters: usize) -> &'static str {
    let half = characters as f64 * CHARACTER / 2.0;
    if x + half > WIDTH {
        "end"
    } else if x < half {
        "start"
    } else {
        "middle"
    }
}

/// Break marks: each with its x and the row in which its number does not touch the one before.
pub(super) fn marks(breaks: &[Break], place: Place) -> Vec<(f64, usize)> {
    let mut marks: Vec<(f64, usize)> = Vec::with_capacity(breaks.len());
    for change in breaks {
        let x = place.edge(change.at);
        let row = match marks.last() {
            Some((before, row)) if x - before < MARK => row + 1,
            _ => 0,
        };
        marks.push((x, row));
    }
    marks
}

pub(super) fn horizontals(values: impl Iterator<Item = f64>, place: Place) -> String {
    let mut path = String::new();
    for value in values {
        draw(&mut path, 'M', &[LEFT, place.y(value)]);
        draw(&mut path, 'H', &[RIGHT]);
    }
    path
}

/// The baseline of a text that ends at the last point and is `room` wide: above everything drawn there or, where the
/// drawing reaches its top, below.
pub(super) fn clear_y(points: &[Point], room: f64, place: Place) -> f64 {
    let from = place.x(points.len().saturating_sub(1)) - room;
    let near = points
        .iter()
        .enumerate()
        .filter(|(at, _)| place.x(*at) >= from);
    let (mut high, mut low) = (BOTTOM, TOP);
    for known in near.filter_map(|(_, point)| point.reading.known()) {
        let index = known.index.value;
        let interval = known.interval.as_ref().map(|written| written.value);
        high = high.min(place.y(interval.map_or(index, |interval| interval.high)) - 9.0);
        low = low.max(place.y(interval.map_or(index, |interval| interval.low)) + 22.0);
    }
    if high < HIGHEST_TEXT && low < BOTTOM {
        low
    } else {
        high
    }
}

#[cfg(test)]
mod tests {
    use domain::statistics::Interval;

    use super::*;
    use crate::charts::{Estimate, Written};

    fn points(values: &[Option<f64>]) -> Vec<Point> {
        let estimate = |value: f64| Estimate {
            index: Written::new(value, ""),
            interval: Some(Written::new(
                Interval {
                    low: value - 2.0,
                    high: value + 2.0,
                },
                "",
            )),
            n: String::new(),
        };
        let reading = |value: Option<f64>| match value {
            Some(value) => Reading::Known(estimate(value)),
            None => Reading::Missing("too few".to_owned()),
        };
        let point = |value: &Option<f64>| Point {
            label: String::new(),
            short: String::new(),
            reading: reading(*value),
        };
        values.iter().map(point).collect()
    }

    fn starts(path: &str) -> usize {
        path.matches('M').count()
    }

    #[test]
    fn runs_end_at_gaps_and_splits() {
        let held = [true, true, false, true, true, true];
        assert_eq!(runs(held.into_iter(), &[5]), [0..2, 3..5, 5..6]);
        assert!(runs([].into_iter(), &[]).is_empty());
    }

    #[test]
    fn the_line_is_broken_at_gaps_and_splits() {
        let points = points(&[Some(80.0), Some(81.0), None, Some(82.0), Some(83.0)]);
        let place = Place::of(&points);
        assert_eq!(starts(&line(&points, &[], place)), 2);
        assert_eq!(starts(&line(&points, &[4], place)), 1);
        let (area, bars) = band(&points, &[4], place);
        assert_eq!((starts(&area), starts(&bars)), (1, 2));
        assert!(area.ends_with('Z'));
    }

    #[test]
    fn one_point_or_none_draws_no_line() {
        for values in [&[][..], &[None], &[Some(80.0)]] {
            let points = points(values);
            let place = Place::of(&points);
            assert_eq!(line(&points, &[], place), "");
            assert!(place.x(0).is_finite() && clear_y(&points, 50.0, place).is_finite());
        }
        let one = points(&[Some(80.0)]);
        assert!((Place::of(&one).x(0) - f64::midpoint(LEFT, RIGHT)).abs() < 0.01);
    }

    #[test]
    fn everything_lies_inside_the_plot() {
        let points = points(&[Some(25.0), Some(100.0)]);
        let place = Place::of(&points);
        for (at, value) in [(0, 25.0), (1, 100.0)] {
            assert!((LEFT..=RIGHT).contains(&place.x(at)));
            assert!((TOP..=BOTTOM).contains(&place.y(value)));
        }
    }

    #[test]
    fn neighbouring_gaps_are_one_only_for_one_reason() {
        let mut points = points(&[None, None, Some(80.0), None, None]);
        points[4].reading = Reading::Missing("not provided".to_owned());
        let found: Vec<_> = gaps(&points).into_iter().map(|(gap, _)| gap).collect();
        assert_eq!(found, [0..2, 3..4, 4..5]);
    }

    #[test]
    fn labels_do_not_touch() {
        for count in 1..=120 {
            let column = (RIGHT - LEFT) / f64::from(count);
            let step = label_step("Okt 26".len(), column);
            assert!(step as f64 * column >= 6.0 * CHARACTER, "{count} months");
        }
        assert_eq!(label_step(6, (RIGHT - LEFT) / 24.0), 4);
        assert_eq!(label_step(6, (RIGHT - LEFT) / 60.0), 12);
        assert_eq!(label_step(100, 1.0), usize::MAX);
    }

    #[test]
    fn labels_stay_inside_the_drawing() {
        assert_eq!(anchor(WIDTH - 20.0, 6), "end");
        assert_eq!(anchor(20.0, 6), "start");
        assert_eq!(anchor(200.0, 6), "middle");
    }

    #[test]
    fn marks_that_would_touch_are_stacked() {
        let points = points(&[Some(80.0); 60]);
        let change = |at| Break {
            at,
            label: String::new(),
            splits: false,
        };
        let rows = |breaks: &[Break]| -> Vec<_> {
            let marks = marks(breaks, Place::of(&points));
            marks.into_iter().map(|(_, row)| row).collect()
        };
        assert_eq!(
            rows(&[change(5), change(6), change(6), change(30)]),
            [0, 1, 2, 0]
        );
    }

    #[test]
    fn the_newest_value_keeps_clear_of_the_drawing() {
        let rising = points(&[Some(70.0), Some(75.0), Some(80.0)]);
        let place = Place::of(&rising);
        assert!(clear_y(&rising, 50.0, place) < place.y(82.0));
        let top = points(&[Some(82.0), Some(90.0), Some(100.0)]);
        let place = Place::of(&top);
        let y = clear_y(&top, 50.0, place);
        assert!(y > HIGHEST_TEXT && y < BOTTOM);
    }
}
