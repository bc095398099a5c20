//! The releases as files: the sealed document itself, and a table for spreadsheets.
//! It must not offer anything that is not sealed.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::dictionary::Form;
use domain::figure::Figure;
use domain::grade::Grade;
use domain::instrument::{Element, Instrument};
use domain::language::Language;
use domain::period::Month;
use domain::rating::Proof;
use domain::release::{Atom, Extract};
use domain::slug::Slug;
use domain::statistics::Interval;
use schemars::JsonSchema;
use serde::Serialize;

use super::trouble::Problem;
use crate::cached::{Cached, Reuse};
use crate::publication::RECORD;
use crate::state::AppState;

/// One element of one atom.
#[derive(Serialize, JsonSchema)]
struct AtomRow<'a> {
    month: Month,
    unit: &'a Slug,
    services: &'a str,
    pooled: bool,
    instrument: Instrument,
    wording: u16,
    proof: Proof,
    since: Month,
    n: u64,
    ikm: Option<f64>,
    grade: Option<Grade>,
    low: Option<f64>,
    high: Option<f64>,
    element: Element,
    element_n: u64,
    score_1: Option<u64>,
    score_2: Option<u64>,
    score_3: Option<u64>,
    score_4: Option<u64>,
    nrr: Option<f64>,
    release_sha256: &'a str,
}

const HEADER: &str = "month,unit,services,pooled,instrument,wording,proof,since,n,ikm,grade,low,high,element,element_n,\
                      score_1,score_2,score_3,score_4,nrr,release_sha256\n";

/// The form of the table of a release.
pub fn form() -> Form {
    Form::growing::<AtomRow>("csv-release")
}

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
    let mut rows = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(HEADER.as_bytes().to_vec());
    let written = "writing to memory does not fail";
    for atom in release.atoms() {
        write_atom(&mut rows, release.month(), &atom, &digest).expect(written);
    }
    rows.into_inner().expect(written)
}

fn write_atom(
    rows: &mut csv::Writer<Vec<u8>>,
    month: Month,
    atom: &Atom,
    digest: &str,
) -> csv::Result<()> {
    let Some(figure) = Figure::of(atom.series(), [atom]) else {
        return Ok(());
    };
    let index = figure.index();
    let interval = index.and_then(|index| index.interval());
    let interval = interval.map(Interval::on_the_scale);
    let services = atom.services().iter().map(Slug::as_str);
    let services = services.collect::<Vec<_>>().join(" ");
    for element in figure.elements() {
        let [score_1, score_2, score_3, score_4] =
            element.counts.map_or([None; 4], |counts| counts.map(Some));
        rows.serialize(AtomRow {
            month,
            unit: atom.unit(),
            services: &services,
            pooled: atom.is_pooled(),
            instrument: atom.series().instrument,
            wording: atom.series().wording,
            proof: atom.proof(),
            since: atom.since(),
            n: figure.respondents(),
            ikm: index.map(|index| index.value),
            grade: index.map(|index| index.grade),
            low: interval.map(|interval| interval.low),
            high: interval.map(|interval| interval.high),
            element: element.element,
            element_n: element.answers.n,
            score_1,
            score_2,
            score_3,
            score_4,
            nrr: element.nrr(),
            release_sha256: digest,
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_names_every_column() {
        let mut names: Vec<&str> = HEADER.trim().split(',').collect();
        names.sort_unstable();
        let fields = form().fields().into_iter().map(|field| field.name);
        assert_eq!(names, fields.collect::<Vec<_>>());
    }
}
