//! `/meja/indikator/berkas`: definitions, targets and realisations as CSV files.
//! It must not change anything that was not shown before, nor a part of what a file says.

use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use desk::csv_import::{Preview, preview_page};
use desk::document::Notice;
use desk::indicators::files::{
    DEFINITIONS, Problem as Wrong, REPORTS, SHOWN, files_page, indicators_preview,
};
use domain::access::{Permit, Right};
use domain::indicator::{Indicator, IndicatorChange, KeptIndicator};
use domain::language::Language;
use domain::realisation::Stage;
use domain::register::{Slug, Validity};
use domain::release::Digest;
use store::{IndicatorError, Periods};
use ui::forms::typed::Typed;

use super::Visit;
use crate::files::indicators::{
    Known, ReportRow, read_indicators, read_reports, write_indicators, write_reports,
};
use crate::routes::trouble::Problem;

/// The page with nothing uploaded.
pub async fn show(visit: Visit) -> Response {
    let (desk, may) = (visit.desk(), visit.viewer.0.has(Right::EnterRealisations));
    visit.show(files_page(desk, may, None)).await
}

/// A file of everything within reach.
pub async fn download(visit: Visit, Path(file): Path<String>) -> Result<Response, Problem> {
    let kept = within(&visit, Right::SeeRealisations).await?;
    let text = match file.as_str() {
        "indikator.csv" => {
            write_indicators(kept.iter().map(|kept| (&kept.indicator, kept.validity)))
        }
        "realisasi.csv" => write_reports(&kept.iter().flat_map(report_rows).collect::<Vec<_>>()),
        _ => return Err(Problem::not_found()),
    };
    let kind = (header::CONTENT_TYPE, "text/csv; charset=utf-8");
    let keep = (header::CACHE_CONTROL, "no-store");
    Ok(([kind, keep], text).into_response())
}

/// Shows what files would change.
pub async fn preview(visit: Visit, headers: HeaderMap, body: Bytes) -> Result<Response, Problem> {
    let files = uploaded(&headers, body).await?;
    respond(&visit, planned(&visit, &files).await?, false).await
}

/// Makes the changes that were shown, all of them or none.
pub async fn apply(visit: Visit, body: Bytes) -> Result<Response, Problem> {
    let typed = Typed::decode(&body);
    let files = [DEFINITIONS, REPORTS].map(|field| {
        // Browsers end the lines of hidden fields in their own way.
        (field, typed.raw(field).replace("\r\n", "\n").into_bytes())
    });
    let plan = match planned(&visit, &files).await? {
        Ok(plan) if plan.digest() == typed.text(SHOWN) => plan,
        other => return respond(&visit, other, true).await,
    };
    let changes = permitted(&visit, &plan)?;
    let store = &visit.state.store;
    match store.change_indicators(&changes, visit.now()).await {
        Ok(()) => Ok(visit.done(Notice::Saved, "/meja/indikator")),
        Err(IndicatorError::Store(error)) => Err(error.into()),
        // Somebody was faster. What the files would change now, or what they cannot any more, is then shown.
        Err(_) => respond(&visit, planned(&visit, &files).await?, true).await,
    }
}

/// What files would change.
struct Plan {
    files: Vec<File>,
    /// The indicators as they are kept.
    before: Vec<KeptIndicator>,
    /// The indicators as they will be.
    after: BTreeMap<Slug, Indicator>,
    changes: Vec<IndicatorChange>,
}

impl Plan {
    /// What tells these changes from others.
    fn digest(&self) -> String {
        Digest::of(format!("{:?}", self.changes).as_bytes()).to_string()
    }

    fn preview(&self, language: Language) -> Preview {
        let files = self.files.iter();
        let files =
            files.map(|(field, bytes)| (*field, String::from_utf8_lossy(bytes).into_owned()));
        let hidden = files.chain([(SHOWN, self.digest())]).collect();
        indicators_preview(language, &self.changes, &self.before, &self.after, hidden)
    }
}

/// The changes, each with the permit for its indicator.
fn permitted(visit: &Visit, plan: &Plan) -> Result<Vec<(Permit, IndicatorChange)>, Problem> {
    let site = visit.site();
    let permitted = plan.changes.iter().map(|change| {
        let indicator = plan.after.get(change.indicator());
        let indicator = indicator.ok_or_else(Problem::bad_request)?;
        let (right, register) = (Right::EnterRealisations, site.record.register());
        let permit = visit.viewer.permit(right, &indicator.unit, register)?;
        Ok((permit, change.clone()))
    });
    permitted.collect()
}

async fn respond(
    visit: &Visit,
    plan: Result<Plan, Wrong>,
    moved: bool,
) -> Result<Response, Problem> {
    let desk = visit.desk_at("/meja/indikator/berkas");
    Ok(match plan {
        Ok(plan) => {
            let preview = Preview {
                moved,
                ..plan.preview(visit.language)
            };
            visit.show(preview_page(desk, preview)).await
        }
        Err(problem) => {
            let html = files_page(desk, true, Some(problem));
            visit.again(html).await
        }
    })
}

async fn within(visit: &Visit, right: Right) -> Result<Vec<KeptIndicator>, Problem> {
    let site = visit.site();
    let reach = visit.viewer.0.reach(right, site.record.register());
    Ok(visit.state.store.indicators(&reach, Periods::All).await?)
}

/// A file by the field in which it was sent.
type File = (&'static str, Vec<u8>);

/// The files of a form.
async fn uploaded(headers: &HeaderMap, body: Bytes) -> Result<Vec<File>, Problem> {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(kind).map_err(|_| Problem::bad_request())?;
    let stream = futures::stream::once(async { Ok::<_, Infallible>(body) });
    let mut parts = multer::Multipart::new(stream, boundary);
    let mut files = Vec::new();
    while let Some(part) = parts
        .next_field()
        .await
        .map_err(|_| Problem::bad_request())?
    {
        let field = [DEFINITIONS, REPORTS]
            .into_iter()
            .find(|field| part.name() == Some(field));
        let bytes = part.bytes().await.map_err(|_| Problem::bad_request())?;
        files.extend(field.map(|field| (field, bytes.to_vec())));
    }
    Ok(files)
}

/// What files would change, or what is wrong with them.
async fn planned(visit: &Visit, files: &[File]) -> Result<Result<Plan, Wrong>, Problem> {
    let kept = within(visit, Right::EnterRealisations).await?;
    let known = known(visit, &kept).await?;
    let files = files.iter().filter(|(_, bytes)| !bytes.is_empty());
    let files: Vec<File> = files.cloned().collect();
    Ok(plan(visit.language, files, kept, known))
}

fn plan(
    language: Language,
    files: Vec<File>,
    before: Vec<KeptIndicator>,
    mut known: Known,
) -> Result<Plan, Wrong> {
    if files.is_empty() {
        return Err(Wrong::Missing);
    }
    let bytes = |field: &str| {
        let found = files.iter().find(|(name, _)| *name == field);
        found.map(|(_, bytes)| bytes.as_slice())
    };
    let defined = bytes(DEFINITIONS).map(|bytes| read_indicators(bytes, &known));
    let defined = defined
        .unwrap_or_else(|| Ok(vec![]))
        .map_err(|reason| Wrong::Unreadable(DEFINITIONS, reason.text(language)))?;
    for (indicator, _) in &defined {
        let place = (indicator.unit.clone(), indicator.frequency);
        known.indicators.insert(indicator.slug.clone(), place);
    }
    let reports = bytes(REPORTS).map(|bytes| read_reports(bytes, &known));
    let reports = reports
        .unwrap_or_else(|| Ok(vec![]))
        .map_err(|reason| Wrong::Unreadable(REPORTS, reason.text(language)))?;
    let kept = before.iter().map(|kept| &kept.indicator);
    let after = kept.chain(defined.iter().map(|(indicator, _)| indicator));
    let after = after.map(|indicator| (indicator.slug.clone(), indicator.clone()));
    Ok(Plan {
        after: after.collect(),
        changes: changes(&before, defined, reports),
        before,
        files,
    })
}

/// What rows may refer to.
async fn known(visit: &Visit, kept: &[KeptIndicator]) -> Result<Known, Problem> {
    let site = visit.site();
    let at = |stage| {
        let reports = kept.iter().flat_map(move |kept| {
            let rows = report_rows(kept).into_iter();
            rows.filter(move |row| kept.report(row.period).stage() == Some(stage))
        });
        reports.collect()
    };
    let places = kept.iter().map(|kept| {
        let indicator = &kept.indicator;
        let place = (indicator.unit.clone(), indicator.frequency);
        (indicator.slug.clone(), place)
    });
    let indicators: BTreeMap<_, _> = places.collect();
    let mut elsewhere = visit.state.store.indicator_slugs().await?;
    elsewhere.retain(|slug| !indicators.contains_key(slug));
    let begun = kept.iter().filter(|kept| !kept.periods.is_empty());
    let register = site.record.register();
    Ok(Known {
        units: visit.viewer.0.reach(Right::EnterRealisations, register),
        begun: begun.map(|kept| kept.indicator.slug.clone()).collect(),
        indicators,
        elsewhere,
        sealed: at(Stage::Sealed),
        confirmed: at(Stage::Confirmed),
    })
}

/// What is kept of an indicator's periods, as rows of a file.
fn report_rows(kept: &KeptIndicator) -> Vec<ReportRow> {
    let rows = kept.periods.iter().map(|(period, report)| ReportRow {
        indicator: kept.indicator.slug.clone(),
        period: *period,
        target: report.target,
        entry: report
            .filing
            .as_ref()
            .map(|filing| (filing.submission.entry().clone(), filing.note.clone())),
    });
    rows.collect()
}

/// What differs from what is kept, definitions first. What a file leaves empty stays.
fn changes(
    kept: &[KeptIndicator],
    defined: Vec<(Indicator, Validity)>,
    reports: Vec<ReportRow>,
) -> Vec<IndicatorChange> {
    let find = |slug: &Slug| kept.iter().find(|kept| kept.indicator.slug == *slug);
    let mut changes = Vec::new();
    for (indicator, validity) in defined {
        let known = find(&indicator.slug);
        let same =
            |known: &KeptIndicator| known.indicator == indicator && known.validity == validity;
        if !known.is_some_and(same) {
            let version = known.map(|known| known.version);
            changes.push(IndicatorChange::Save {
                indicator,
                validity,
                version,
            });
        }
    }
    for row in reports {
        let report = find(&row.indicator).map(|kept| kept.report(row.period));
        let report = report.unwrap_or_default();
        if row.target.is_some() && row.target != report.target {
            changes.push(IndicatorChange::SetTarget {
                indicator: row.indicator.clone(),
                period: row.period,
                target: row.target,
                seen: report.target,
            });
        }
        let filing = report.filing;
        let entered = filing
            .as_ref()
            .map(|filing| (filing.submission.entry().clone(), filing.note.clone()));
        if let Some((entry, note)) = row.entry.filter(|entry| Some(entry) != entered.as_ref()) {
            changes.push(IndicatorChange::Enter {
                indicator: row.indicator,
                period: row.period,
                entry,
                note,
                version: filing.map(|filing| filing.version),
            });
        }
    }
    changes
}
