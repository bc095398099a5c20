//! Turns published figures into charts with their words and findings.
//! It must not draw: geometry belongs to `charts`.

use domain::comparison::{Change, MARGIN, Verdict};
use domain::figure::{ElementFigure, Evidence, Figure};
use domain::instrument::{Element, Instrument, Series};
use domain::language::Language;
use domain::period::{Month, Period};
use domain::record::{PublicRecord, Scope, Standing};
use domain::statistics::DETAILED_FROM;
use domain::trend::{Direction, LEAST_MONTHS, Monthly, Slope};
use ui::charts::distribution::{AnswerCounts, Distribution, DistributionHeads, DistributionRow};
use ui::charts::trend::{Break, Download, Point, Trend};
use ui::charts::{Caption, Estimate, Heads, Reading, Written};
use ui::components::state_text;
use ui::format;
use ui::t;

/// The series that pages show: the SKM in its present wording.
pub fn shown_series() -> Series {
    Series::current(Instrument::Skm)
}

/// The period that a page shows unless asked otherwise: the half-year of the last sealed month.
pub fn default_period(record: &PublicRecord) -> Option<Period> {
    record.last_month().map(Period::semester_of)
}

/// The smallest number of ratings published, by the last release.
pub fn smallest(record: &PublicRecord) -> u64 {
    record
        .releases()
        .next_back()
        .map_or(domain::seal::DEFAULT_K, domain::release::Extract::k)
}

/// Which months of a period are sealed, in words; empty if all are.
pub fn months_note(language: Language, record: &PublicRecord, period: Period) -> String {
    let sealed: Vec<Month> = period
        .months()
        .filter(|month| record.release(*month).is_some())
        .collect();
    let all = period.months().count();
    match (sealed.first(), sealed.last()) {
        (Some(first), Some(last)) if sealed.len() < all => {
            let (first, last) = (
                format::month(language, *first),
                format::month(language, *last),
            );
            t!(
                language,
                "period-partly",
                first = first,
                last = last,
                sealed = sealed.len(),
                all = all
            )
        }
        _ => String::new(),
    }
}

/// How a scope's official index moved from the period before.
pub fn change(record: &PublicRecord, scope: Scope, period: Period) -> Option<Change> {
    record.change(scope, period, shown_series(), Evidence::Official)
}

/// The column heads of charts of indices.
pub fn heads(language: Language, label: &'static str) -> Heads {
    Heads {
        label: t!(language, label),
        index: t!(language, "chart-index"),
        interval: t!(language, "chart-interval"),
        n: t!(language, "chart-n"),
    }
}

/// A standing as a chart reads it.
pub fn reading(language: Language, standing: &Standing) -> Reading<Estimate> {
    let Some(figure) = standing.figure() else {
        return Reading::Missing(state_text(language, standing));
    };
    let Some(index) = figure.index() else {
        return Reading::Missing(t!(language, "state-incomplete"));
    };
    let interval = index.interval().map(|interval| {
        let interval = interval.on_the_scale();
        let text = format!(
            "{}–{}",
            format::decimal(language, interval.low),
            format::decimal(language, interval.high)
        );
        Written::new(interval, text)
    });
    Reading::Known(Estimate {
        index: Written::new(index.value, format::hundredths(language, index.hundredths)),
        interval,
        n: format::integer(language, figure.respondents()),
    })
}

/// The official index month by month over all sealed months.
pub fn trend(
    language: Language,
    record: &PublicRecord,
    scope: Scope,
    name: &str,
    breaks: Vec<(Month, String)>,
) -> Trend {
    let months: Vec<Month> = record.months().collect();
    let standings: Vec<Standing> = months
        .iter()
        .map(|month| {
            record.standing(
                scope,
                Period::Month(*month),
                shown_series(),
                Evidence::Official,
            )
        })
        .collect();
    let points = months
        .iter()
        .zip(&standings)
        .map(|(month, standing)| Point {
            label: format::month(language, *month),
            short: format::axis_month(language, *month),
            reading: reading(language, standing),
        });
    let formulas = record.formula_changes().map(|(month, formula)| {
        let what = t!(language, "break-formula", formula = formula.key());
        (month, what)
    });
    let breaks = breaks.into_iter().chain(formulas);
    let breaks = breaks.map(|(from, what)| Break {
        at: months.partition_point(|month| *month < from),
        label: format!("{}: {what}", format::month(language, from)),
        splits: false,
    });
    let nothing = standings.iter().all(|standing| standing.figure().is_none());
    Trend {
        caption: Caption {
            id: "tren".to_owned(),
            title: t!(language, "trend-title", name = name),
            finding: trend_finding(language, &months, &standings),
            empty: t!(language, "trend-empty"),
        },
        table: t!(language, "chart-table"),
        heads: heads(language, "chart-month"),
        gap: t!(language, "chart-gap"),
        grades: Some(t!(language, "chart-grades")),
        points: if nothing { vec![] } else { points.collect() },
        breaks: breaks.collect(),
        download: Download {
            href: match scope {
                Scope::City => "/data/semua.csv".to_owned(),
                Scope::Unit(slug) => format!("/data/unit/{slug}.csv"),
                Scope::Service(slug) => format!("/data/layanan/{slug}.csv"),
            },
            label: match scope {
                Scope::City => t!(language, "trend-download-all"),
                _ => t!(language, "trend-download", name = name),
            },
        },
    }
}

/// What a test over all months says of the way the index goes.
fn trend_finding(language: Language, months: &[Month], standings: &[Standing]) -> String {
    let known = months
        .iter()
        .zip(standings)
        .filter_map(|(month, standing)| {
            let index = standing.figure()?.index()?.value;
            Some(Monthly {
                month: *month,
                index,
            })
        });
    let known: Vec<Monthly> = known.collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return t!(language, "trend-empty");
    };
    let n = known.len();
    let Some(slope) = Slope::over(&known) else {
        return t!(language, "trend-short", n = n, least = LEAST_MONTHS);
    };
    let direction = match slope.direction {
        Direction::Up => t!(language, "trend-up"),
        Direction::Down => t!(language, "trend-down"),
        Direction::Unclear => t!(language, "trend-unclear", margin = MARGIN),
    };
    let over = t!(
        language,
        "trend-slope",
        n = n,
        first = format::month(language, first.month),
        last = format::month(language, last.month),
        slope = format::signed(language, slope.median),
        low = format::signed(language, slope.low),
        high = format::signed(language, slope.high),
    );
    format!("{direction} {over}")
}

/// Why the spread of the answers to an element is not told, or of how many it is.
fn counts_note(language: Language, element: &ElementFigure, k: u64) -> String {
    let Some(counts) = element.counts else {
        let least = format::integer(language, DETAILED_FROM * k);
        let others = format::integer(language, k);
        return t!(
            language,
            "elements-counts-from",
            least = least,
            others = others
        );
    };
    let counted = counts.iter().sum();
    if counted == element.answers.n {
        return String::new();
    }
    let counted = format::integer(language, counted);
    t!(language, "elements-counts-of", counted = counted)
}

/// How the answers to the nine elements of a figure are spread, and how each moved from the period before.
pub fn distribution(
    language: Language,
    record: &PublicRecord,
    scope: Scope,
    period: Period,
    figure: &Figure,
    name: &str,
) -> Distribution {
    let k = smallest(record);
    let changes = record.element_changes(scope, period, shown_series(), Evidence::Official);
    let left_out = record
        .has_free_service(scope, period)
        .then_some(Element::Cost);
    let rows = figure.elements().map(|element| {
        let count = |count: u64| Written::new(count, format::integer(language, count));
        let change = changes.get(&element.element);
        let change = change.filter(|_| left_out != Some(element.element));
        let reading = element.nrr().map_or_else(
            || Reading::Missing(t!(language, "state-not-answered")),
            |nrr| {
                Reading::Known(AnswerCounts {
                    counts: element.counts.map(|counts| counts.map(count)),
                    n: format::integer(language, element.answers.n),
                    mean: format::decimal(language, nrr),
                    change: change.map_or_else(String::new, |it| element_change(language, it)),
                    note: counts_note(language, &element, k),
                })
            },
        );
        DistributionRow {
            label: element.element.name(language).to_owned(),
            reading,
        }
    });
    let before = (!changes.is_empty()).then(|| {
        let before = format::period(language, period.previous());
        t!(language, "elements-against", before = before)
    });
    let free = left_out.map(|_| match scope {
        Scope::Service(_) => t!(language, "elements-free"),
        Scope::City | Scope::Unit(_) => t!(language, "elements-some-free"),
    });
    let finding = Some(elements_finding(language, figure, left_out));
    let finding: Vec<String> = [finding, free, before].into_iter().flatten().collect();
    Distribution {
        caption: Caption {
            id: "unsur".to_owned(),
            title: t!(language, "elements-title", name = name),
            finding: finding.join(" "),
            empty: t!(language, "trend-empty"),
        },
        table: t!(language, "chart-table"),
        heads: DistributionHeads {
            label: t!(language, "chart-element"),
            n: t!(language, "chart-n"),
            mean: t!(language, "chart-nrr"),
        },
        levels: [1, 2, 3, 4].map(|level| match level {
            1 => t!(language, "level-1"),
            2 => t!(language, "level-2"),
            3 => t!(language, "level-3"),
            _ => t!(language, "level-4"),
        }),
        rows: rows.collect(),
    }
}

/// How an element moved, in few words.
fn element_change(language: Language, change: &Change) -> String {
    let Ok(difference) = change.tested else {
        return t!(language, "element-not-comparable");
    };
    let points = format::decimal(language, difference.points.abs());
    match difference.verdict {
        Verdict::Better => t!(language, "movement-up", points = points),
        Verdict::Worse => t!(language, "movement-down", points = points),
        Verdict::NoClearDifference => {
            let points = format::signed(language, difference.points);
            t!(language, "element-unclear", points = points)
        }
    }
}

/// The best and the weakest element in a sentence, as far as they are clear.
fn elements_finding(language: Language, figure: &Figure, left_out: Option<Element>) -> String {
    let known = figure.elements();
    let known = known.filter(|it| it.answers.n > 0 && Some(it.element) != left_out);
    if known.count() < 2 {
        return t!(language, "elements-few");
    }
    let mean = |element: ElementFigure| {
        let nrr = element.nrr().map(|nrr| format::decimal(language, nrr));
        nrr.unwrap_or_default()
    };
    let extremes = figure.extremes(left_out);
    let best = extremes.best.map(|best| {
        let name = best.element.name(language);
        t!(language, "elements-best", best = name, mean = mean(best))
    });
    let weakest = extremes.weakest.map(|weakest| {
        let name = weakest.element.name(language);
        t!(
            language,
            "elements-weakest",
            weakest = name,
            mean = mean(weakest)
        )
    });
    let told: Vec<String> = [best, weakest].into_iter().flatten().collect();
    if told.is_empty() {
        return t!(language, "elements-none");
    }
    told.join(" ")
}
