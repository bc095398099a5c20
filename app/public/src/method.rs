//! How every figure comes about, with an example computed by the same code as the published figures.
//! It must not state a number that the code does not compute.

use domain::comparison::{LEAST_COMMON_PERCENT, MARGIN};
use domain::formula::Formula;
use domain::grade::Grade;
use domain::instrument::{Element, Instrument};
use domain::integrity::CHANCE_OF_A_KIND;
use domain::language::Language;
use domain::rating::{Answers, Score};
use domain::sample::recommended_sample;
use domain::seal::SEALS_BEFORE_POOLING;
use domain::statistics::Statistics;
use domain::tally::Tally;
use domain::trend::LEAST_MONTHS;
use leptos::prelude::*;
use ui::components::grade_name;
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::t;

/// Five people's answers in the order of the elements: an example that anyone can check with a calculator.
const EXAMPLE: [[u8; 9]; 5] = [
    [4, 4, 3, 4, 4, 4, 4, 3, 4],
    [3, 3, 3, 4, 3, 3, 4, 3, 4],
    [3, 3, 2, 4, 3, 3, 3, 3, 3],
    [4, 3, 3, 4, 4, 4, 4, 4, 4],
    [2, 3, 2, 4, 3, 3, 3, 2, 3],
];

fn example() -> Tally {
    let mut tally = Tally::empty(Instrument::Skm);
    for row in EXAMPLE {
        let score = |element| {
            Instrument::Skm
                .position(element)
                .and_then(|place| Score::new(row[place]))
        };
        if let Some(answers) = Answers::new(Instrument::Skm, score) {
            tally.add(&answers);
        }
    }
    tally
}

/// The page `/metode`; `k` is the smallest number of ratings that is published together.
pub fn method_page(page: Page, k: u64) -> Html {
    let language = page.language;
    let section = |heading: String, paragraphs: Vec<String>| {
        let paragraphs = paragraphs
            .into_iter()
            .map(|text| view! { <p>{text}</p> })
            .collect_view();
        view! { <h2>{heading}</h2> {paragraphs} }
    };
    view! {
        <Document page=page title=t!(language, "method-title")>
            <div class="prose">
                <h1>{t!(language, "method-title")}</h1>
                <p class="lead">{t!(language, "method-lead")}</p>
                {section(t!(language, "method-box-heading"), vec![
                    t!(language, "method-box-text"),
                    t!(language, "method-atoms-text", k = k, seals = SEALS_BEFORE_POOLING),
                ])}
                {section(t!(language, "method-index-heading"), vec![t!(language, "method-index-text")])}
                <pre class="formula"><code>{t!(language, "method-index-formula")}</code></pre>
                <p>{t!(language, "method-index-missing")}</p>
                <p>{t!(language, "method-index-pooled")}</p>
                <h3>{t!(language, "method-example-heading")}</h3>
                {worked_example(language)}
                {section(t!(language, "method-grade-heading"), vec![t!(language, "method-grade-text")])}
                {grade_table(language)}
                {section(t!(language, "method-interval-heading"), vec![t!(language, "method-interval-text")])}
                <pre class="formula"><code>{t!(language, "method-interval-formula")}</code></pre>
                <p>{t!(language, "method-ranks-text")}</p>
                {section(t!(language, "method-change-heading"), vec![
                    t!(language, "method-change-like", least = LEAST_COMMON_PERCENT),
                    t!(language, "method-change-test", margin = MARGIN),
                    t!(language, "method-change-words"),
                    t!(language, "method-elements-text", margin = MARGIN),
                    t!(language, "method-trend-text", margin = MARGIN, least = LEAST_MONTHS),
                ])}
                {section(t!(language, "method-classes-heading"), vec![t!(language, "method-classes-text")])}
                {section(t!(language, "method-signs-heading"), vec![
                    t!(language, "method-signs-text", chance = format::exact(language, CHANCE_OF_A_KIND * 100.0)),
                    t!(language, "method-signs-study"),
                ])}
                {section(t!(language, "method-sample-heading"), vec![t!(language, "method-sample-text")])}
                {sample_table(language)}
                {section(t!(language, "method-states-heading"), vec![t!(language, "method-states-text")])}
                {section(t!(language, "method-sources-heading"), vec![t!(language, "method-sources-text")])}
            </div>
        </Document>
    }
    .into_html()
}

fn worked_example(language: Language) -> Html {
    let example = Statistics::whole(&example(), Formula::CURRENT);
    let rows: Vec<_> = Element::SKM
        .iter()
        .map(|element| {
            let answers = example.element(*element);
            let nrr = answers.nrr().unwrap_or_default();
            let (nrr, converted) = (
                format::decimal(language, nrr),
                format::decimal(language, nrr * 25.0),
            );
            view! {
                <tr>
                    <th scope="row">{element.name(language)}</th>
                    <td class="number">{answers.sum}</td>
                    <td class="number">{answers.n}</td>
                    <td class="number">{nrr}</td>
                    <td class="number">{converted}</td>
                </tr>
            }
        })
        .collect();
    let result = example.index().map(|index| {
        let interval = index.interval().map(|interval| {
            let interval = interval.on_the_scale();
            (
                format::decimal(language, interval.low),
                format::decimal(language, interval.high),
            )
        });
        let (low, high) = interval.unwrap_or_default();
        t!(
            language,
            "method-example-result",
            ni = format::decimal(language, index.value / 25.0),
            index = format::hundredths(language, index.hundredths),
            grade = format!(
                "{} ({})",
                index.grade.letter(),
                grade_name(language, index.grade)
            ),
            low = low,
            high = high,
        )
    });
    let printed = example.index_with_printed_weight().map(|index| {
        t!(
            language,
            "printed-weight",
            index = format::hundredths(language, index)
        )
    });
    view! {
        <p>{t!(language, "method-example-text")}</p>
        <div class="table-scroll" role="region" aria-label=t!(language, "method-example-heading") tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t!(language, "chart-element")}</th>
                        <th scope="col" class="number">{t!(language, "method-example-sum")}</th>
                        <th scope="col" class="number">"n"</th>
                        <th scope="col" class="number">"NRR"</th>
                        <th scope="col" class="number">"NRR × 25"</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().collect_view()}</tbody>
            </table>
        </div>
        <p>{result}</p>
        <p class="footnote">{printed}</p>
    }
    .into_html()
}

fn grade_table(language: Language) -> Html {
    let rows = Grade::ALL.map(|grade| {
        let (low, high) = grade.band();
        view! {
            <tr>
                <th scope="row">{grade.letter().to_string()}</th>
                <td>{format::hundredths(language, low)} "–" {format::hundredths(language, high)}</td>
                <td>{grade_name(language, grade)}</td>
            </tr>
        }
    });
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{t!(language, "method-grade")}</th>
                    <th scope="col">{t!(language, "chart-index")}</th>
                    <th scope="col">{t!(language, "method-grade-words")}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_html()
}

fn sample_table(language: Language) -> Html {
    let populations = [50, 100, 200, 500, 1000, 5000, 50_000];
    let cells = |numbers: Vec<u64>| {
        numbers
            .into_iter()
            .map(|number| view! { <td class="number">{format::integer(language, number)}</td> })
            .collect_view()
    };
    view! {
        <div class="table-scroll" role="region" aria-label=t!(language, "method-sample-heading") tabindex="0">
            <table>
                <tbody>
                    <tr><th scope="row">{t!(language, "method-population")}</th>{cells(populations.to_vec())}</tr>
                    <tr><th scope="row">{t!(language, "method-sample")}</th>{cells(populations.map(recommended_sample).to_vec())}</tr>
                </tbody>
            </table>
        </div>
    }
    .into_html()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_example_has_the_published_result() {
        let example = super::Statistics::whole(&super::example(), super::Formula::CURRENT);
        let index = example.index().expect("complete answers");
        assert_eq!(
            (index.hundredths, index.grade),
            (8333, domain::grade::Grade::B)
        );
    }
}
