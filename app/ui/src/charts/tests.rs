//! What all charts must hold: the same numbers drawn and told, nothing unescaped, no chart without data.
//! They must not depend on exact markup.

use domain::statistics::Interval;
use leptos::prelude::*;

use super::distribution::{
    AnswerCounts, Distribution, DistributionChart, DistributionHeads, DistributionRow,
};
use super::dots::{DotChart, DotRow, Dots};
use super::trend::{Break, Download, Point, Trend, TrendChart};
use super::*;

const HOSTILE: &str = "</title></svg><script>alert('1')</script>\" onload=\"x";

fn html<T: IntoView>(view: impl FnOnce() -> T) -> String {
    Owner::new().with(|| view().into_view().to_html())
}

fn caption(word: &str) -> Caption {
    Caption {
        id: "sample".to_owned(),
        title: word.to_owned(),
        finding: word.to_owned(),
        empty: "Nothing was sealed yet.".to_owned(),
    }
}

fn heads(word: &str) -> Heads {
    Heads {
        label: word.to_owned(),
        index: word.to_owned(),
        interval: word.to_owned(),
        n: word.to_owned(),
    }
}

/// An estimate with the texts `v83`, `i83` and `n83` for the value 83.
fn estimate(value: f64, half: f64) -> Estimate {
    let interval = Interval {
        low: value - half,
        high: value + half,
    };
    Estimate {
        index: Written::new(value, format!("v{value}")),
        interval: Some(Written::new(interval, format!("i{value}"))),
        n: format!("n{value}"),
    }
}

fn trend(values: &[Option<f64>], word: &str) -> Trend {
    let reading = |value: &Option<f64>| match value {
        Some(value) => Reading::Known(estimate(*value, 2.0)),
        None => Reading::Missing(word.to_owned()),
    };
    let point = |value| Point {
        label: word.to_owned(),
        short: word.to_owned(),
        reading: reading(value),
    };
    Trend {
        caption: caption(word),
        table: word.to_owned(),
        heads: heads(word),
        gap: word.to_owned(),
        grades: Some(word.to_owned()),
        points: values.iter().map(point).collect(),
        breaks: vec![Break {
            at: 1,
            label: word.to_owned(),
            splits: true,
        }],
        download: Download {
            href: "/data/x.csv".to_owned(),
            label: word.to_owned(),
        },
    }
}

fn side_by_side(word: &str) -> Dots {
    let row = |reading| DotRow {
        label: word.to_owned(),
        href: Some("/unit/1".to_owned()),
        reading,
        note: None,
    };
    Dots {
        caption: caption(word),
        heads: heads(word),
        grades: Some(word.to_owned()),
        rows: vec![
            row(Reading::Known(estimate(83.0, 2.0))),
            row(Reading::Missing(word.to_owned())),
        ],
    }
}

fn distribution(word: &str) -> Distribution {
    let answers = AnswerCounts {
        counts: Some([1, 2, 3, 14].map(|count| Written::new(count, format!("c{count}")))),
        n: "n20".to_owned(),
        mean: "m3.5".to_owned(),
        change: String::new(),
        note: String::new(),
    };
    let row = |reading| DistributionRow {
        label: word.to_owned(),
        reading,
    };
    Distribution {
        caption: caption(word),
        table: word.to_owned(),
        heads: DistributionHeads {
            label: word.to_owned(),
            n: word.to_owned(),
            mean: word.to_owned(),
        },
        levels: [word; 4].map(str::to_owned),
        rows: vec![
            row(Reading::Known(answers)),
            row(Reading::Missing(word.to_owned())),
        ],
    }
}

fn trend_html(values: &[Option<f64>], word: &str) -> String {
    html(|| view! { <TrendChart chart=trend(values, word)/> })
}

/// The parts before and after the folded table.
fn drawing_and_table(html: &str) -> (&str, &str) {
    html.split_once("<details").expect("a table is folded away")
}

#[test]
fn a_trend_draws_and_tells_the_same_numbers() {
    let html = trend_html(&[Some(80.0), None, Some(83.0)], "word");
    let (drawing, table) = drawing_and_table(&html);
    for number in ["v80", "i80", "n80", "v83", "i83", "n83"] {
        assert!(drawing.contains(number), "{number} is not drawn");
        assert!(table.contains(number), "{number} is not told");
    }
    assert_eq!(
        drawing.matches("class=\"chart-dot\"").count(),
        3,
        "two and the legend's"
    );
    assert!(
        drawing.contains("word: word</title>"),
        "the gap has its reason"
    );
    assert!(table.contains("colspan=\"3\""), "the gap has its row");
}

#[test]
fn a_distribution_draws_and_tells_the_same_numbers() {
    let html = html(|| view! { <DistributionChart chart=distribution("word")/> });
    let (drawing, table) = drawing_and_table(&html);
    for number in [
        "c1", "c2", "c3", "c14", "5%", "10%", "15%", "70%", "n20", "m3.5",
    ] {
        assert!(drawing.contains(number), "{number} is not drawn");
        assert!(table.contains(number), "{number} is not told");
    }
}

#[test]
fn a_distribution_of_too_few_says_so_once_and_has_no_legend() {
    let mut chart = distribution("word");
    for row in &mut chart.rows {
        if let Reading::Known(answers) = &mut row.reading {
            answers.counts = None;
            answers.note = "too few".to_owned();
        }
    }
    chart.rows.push(chart.rows[0].clone());
    let html = html(|| view! { <DistributionChart chart /> });
    let (drawing, table) = drawing_and_table(&html);
    assert_eq!(drawing.matches("too few").count(), 1);
    assert!(!drawing.contains("chart-legend") && !drawing.contains("<svg"));
    assert_eq!(table.matches("too few").count(), 2, "each row of the table");
    assert!(drawing.contains("m3.5") && table.contains("m3.5"));
}

#[test]
fn dots_stand_in_the_table_itself() {
    let html = html(|| view! { <DotChart chart=side_by_side("word")/> });
    let (_, table) = html.split_once("<table").expect("a table");
    for part in [
        "v83",
        "i83",
        "n83",
        "<circle",
        "href=\"/unit/1\"",
        "colspan=\"3\"",
    ] {
        assert!(table.contains(part), "{part} is missing");
    }
}

#[test]
fn whatever_stands_in_a_word_comes_out_as_text() {
    let charts = [
        trend_html(&[Some(80.0), None, Some(83.0)], HOSTILE),
        trend_html(&[None], HOSTILE),
        trend_html(&[], HOSTILE),
        html(|| view! { <DotChart chart=side_by_side(HOSTILE)/> }),
        html(|| view! { <DistributionChart chart=distribution(HOSTILE)/> }),
    ];
    for chart in charts {
        assert!(!chart.contains("<script"), "{chart}");
        assert!(!chart.contains("\" onload=\"x\""), "{chart}");
        assert!(chart.contains("&lt;script&gt;"), "{chart}");
        for closed in ["title", "svg", "table", "figure"] {
            let opened = chart.matches(&format!("<{closed}")).count();
            assert_eq!(
                chart.matches(&format!("</{closed}>")).count(),
                opened,
                "{closed}"
            );
        }
    }
}

#[test]
fn without_data_the_reason_stands_in_place_of_a_chart() {
    let nothing = Dots {
        rows: Vec::new(),
        ..side_by_side("word")
    };
    let no_answers = Distribution {
        rows: Vec::new(),
        ..distribution("word")
    };
    let charts = [
        trend_html(&[], "word"),
        html(|| view! { <DotChart chart=nothing/> }),
        html(|| view! { <DistributionChart chart=no_answers/> }),
    ];
    for chart in charts {
        assert!(chart.contains("Nothing was sealed yet."), "{chart}");
        assert!(
            !chart.contains("<svg") && !chart.contains("<table"),
            "{chart}"
        );
    }
}

#[test]
fn a_trend_of_gaps_tells_their_reasons() {
    let html = trend_html(&[None, None], "too few");
    let (drawing, table) = drawing_and_table(&html);
    assert!(drawing.contains("Nothing was sealed yet.") && !drawing.contains("<svg"));
    assert_eq!(table.matches("colspan=\"3\"").count(), 2);
}

#[test]
fn nothing_needs_what_the_policy_forbids() {
    let charts = [
        trend_html(&[Some(25.0), Some(100.0)], "word"),
        html(|| view! { <DotChart chart=side_by_side("word")/> }),
        html(|| view! { <DistributionChart chart=distribution("word")/> }),
    ];
    for chart in charts {
        for forbidden in [" style=", "<style", "<script", "NaN", "inf"] {
            assert!(!chart.contains(forbidden), "{forbidden} in {chart}");
        }
    }
}

#[test]
fn every_id_is_unique_and_every_reference_leads_somewhere() {
    let charts = [
        trend_html(&[Some(80.0), Some(83.0)], "word"),
        html(|| view! { <DotChart chart=side_by_side("word")/> }),
        html(|| view! { <DistributionChart chart=distribution("word")/> }),
    ];
    for chart in charts {
        let values = |name: &str| -> Vec<String> {
            let opening = format!(" {name}=\"");
            let parts = chart.split(&opening).skip(1);
            parts
                .filter_map(|part| part.split('"').next())
                .flat_map(|value| value.split(' ').map(str::to_owned))
                .collect()
        };
        let ids = values("id");
        let mut unique = ids.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "{ids:?}");
        for reference in values("aria-labelledby") {
            assert!(ids.contains(&reference), "{reference}");
        }
        for reference in chart.split("url(#").skip(1) {
            let (reference, _) = reference.split_once(')').expect("a closed address");
            assert!(ids.iter().any(|id| id == reference), "{reference}");
        }
    }
}

#[test]
fn an_axis_shows_at_least_twenty_points_within_the_scale() {
    for (low, high, expected) in [
        (83.0, 83.0, (75.0, 95.0, 5.0)),
        (99.0, 100.0, (80.0, 100.0, 5.0)),
        (25.0, 26.0, (25.0, 45.0, 5.0)),
        (71.2, 88.0, (70.0, 90.0, 5.0)),
        (52.0, 88.0, (50.0, 90.0, 10.0)),
        (30.0, 98.0, (25.0, 100.0, 25.0)),
    ] {
        let scale = Scale::between(low, high);
        assert_eq!(
            (scale.low, scale.high, scale.step),
            expected,
            "{low} to {high}"
        );
    }
    assert_eq!(Scale::covering([].into_iter()), Scale::between(25.0, 100.0));
}

#[test]
fn ticks_are_whole_steps() {
    let ticks = |low, high| Scale::between(low, high).ticks().collect::<Vec<_>>();
    assert_eq!(ticks(71.2, 88.0), [70.0, 75.0, 80.0, 85.0, 90.0]);
    assert_eq!(ticks(30.0, 98.0), [25.0, 50.0, 75.0, 100.0]);
    assert_eq!(ticks(28.0, 64.0), [30.0, 40.0, 50.0, 60.0, 70.0]);
}

#[test]
fn grades_are_drawn_where_they_are_visible() {
    let scale = Scale::between(71.2, 88.0);
    assert_eq!(scale.grade_bounds().collect::<Vec<_>>(), [88.31, 76.61]);
    let letters: Vec<_> = scale
        .grade_letters(0.05)
        .map(|(letter, _)| letter)
        .collect();
    assert_eq!(letters, ['A', 'B', 'C']);
    let roomy: Vec<_> = scale.grade_letters(0.1).map(|(letter, _)| letter).collect();
    assert_eq!(roomy, ['B', 'C']);
}

#[test]
fn coordinates_have_one_decimal_and_no_negative_zero() {
    let mut path = String::new();
    draw(&mut path, 'M', &[1.06, -0.01]);
    draw(&mut path, 'H', &[2.0]);
    assert_eq!(path, "M1.1 0H2");
}
