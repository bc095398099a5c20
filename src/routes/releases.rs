//! The releases as files: the sealed document itself, and a table for spreadsheets.
//! It must not offer anything that is not sealed.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::figure::Figure;
use domain::language::Language;
use domain::period::Month;
use domain::release::{Atom, Extract};
use domain::statistics::Interval;

use super::trouble::Problem;
use crate::cached::{Cached, Reuse};
use crate::publication::RECORD;
use crate::state::AppState;

const HEADER: [&str; 21] = [
    "month",
    "unit",
    "services",
    "pooled",
    "instrument",
    "wording",
    "proof",
    "since",
    "n",
    "ikm",
    "grade",
    "low",
    "high",
    "element",
    "element_n",
    "score_1",
    "score_2",
    "score_3",
    "score_4",
    "nrr",
    "release_sha256",
];

/// `/data/2026-10.json`, `/data/2026-10.csv` and `/data/koreksi-1.json`
pub async fn download(
    State(state): State<AppState>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let edition = state.publication.current();
    let key = (Language::default(), format!("/data/{file}"));
    if let Some(known) = edition.known(&key, &headers) {
        return Ok(known);
    }
    let (month, kind) = file.rsplit_once('.').ok_or_else(Problem::not_found)?;
    if let Some(number) = month.strip_prefix("koreksi-").filter(|_| kind == "json") {
        let mut corrections = edition.site.record.corrections().iter();
        let found = corrections.find(|release| release.number().to_string() == number);
        let document = found.ok_or_else(Problem::not_found)?.canonical_json();
        let cached = Cached::new("application/json", Reuse::Forever, document);
        return Ok(edition.keep(key, RECORD, cached, &headers));
    }
    let month: Month = month.parse().map_err(|_| Problem::not_found())?;
    let extract = edition
        .site
        .record
        .release(month)
        .ok_or_else(Problem::not_found)?;
    let cached = match kind {
        "json" => Cached::new(
            "application/json",
            Reuse::Forever,
            extract.release().canonical_json(),
        ),
        "csv" => {
            let table = table(extract);
            // The program writes the table, and a later version may write it differently.
            Cached::new("text/csv; charset=utf-8", Reuse::Revalidate, table)
        }
        _ => return Err(Problem::not_found()),
    };
    Ok(edition.keep(key, RECORD, cached, &headers))
}

/// One row per atom and element.
fn table(release: &Extract) -> Vec<u8> {
    let digest = release.digest().to_string();
    let mut rows = csv::Writer::from_writer(Vec::new());
    let written = "writing to memory does not fail";
    rows.write_record(HEADER).expect(written);
    for atom in release.atoms() {
        for row in atom_rows(release.month(), &atom, &digest) {
            rows.write_record(row).expect(written);
        }
    }
    rows.into_inner().expect(written)
}

fn atom_rows(month: Month, atom: &Atom, digest: &str) -> Vec<[String; 21]> {
    let Some(figure) = Figure::of(atom.series(), [atom]) else {
        return vec![];
    };
    let index = figure.index();
    let interval = index.and_then(|index| index.interval());
    let interval = interval.map(Interval::on_the_scale);
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let services: Vec<_> = atom
        .services()
        .iter()
        .map(domain::slug::Slug::as_str)
        .collect();
    figure
        .elements()
        .map(|element| {
            let counts = element
                .counts
                .map(|counts| counts.map(|count| count.to_string()));
            let [one, two, three, four] = counts.unwrap_or_default();
            [
                month.to_string(),
                atom.unit().to_string(),
                services.join(" "),
                atom.is_pooled().to_string(),
                atom.series().instrument.key().to_owned(),
                atom.series().wording.to_string(),
                atom.proof().key().to_owned(),
                atom.since().to_string(),
                figure.respondents().to_string(),
                number(index.map(|index| index.value)),
                index
                    .map(|index| index.grade.letter().to_string())
                    .unwrap_or_default(),
                number(interval.map(|interval| interval.low)),
                number(interval.map(|interval| interval.high)),
                element.element.key().to_owned(),
                element.answers.n.to_string(),
                one,
                two,
                three,
                four,
                number(element.nrr()),
                digest.to_owned(),
            ]
        })
        .collect()
}
