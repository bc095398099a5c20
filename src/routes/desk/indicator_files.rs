//! `/meja/indikator/berkas`: definitions, targets and realisations as CSV files.
//! It must not change anything that was not shown before, nor a part of what a file says.

use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::access::Right;
use domain::indicator::Indicator;
use domain::realisation::Stage;
use domain::register::{Slug, Validity};
use domain::release::Digest;
use store::{IndicatorChange, IndicatorError, KeptIndicator, Periods};
use web::desk::Notice;
use web::forms::typed::Typed;
use web::pages::desk::indicators::files::{
    DEFINITIONS, Preview, Problem as Wrong, REPORTS, SHOWN, files_page,
};

use super::Visit;
use crate::files::indicators::{
    Known, ReportRow, read_indicators, read_reports, write_indicators, write_reports,
};
use crate::routes::trouble::Problem;

/// The page with nothing uploaded.
pub async fn show(visit: Visit) -> Response {
    let (desk, may) = (visit.desk(), visit.viewer.0.has(Right::EnterRealisations));
    visit.show(move || files_page(desk, may, None, None)).await
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
    let kept = within(&visit, Right::EnterRealisations).await?;
    respond(&visit, planned(&visit, files, &kept), false).await
}

/// Makes the changes that were shown, all of them or none.
pub async fn apply(visit: Visit, body: Bytes) -> Result<Response, Problem> {
    let typed = Typed::decode(&body);
    let files = [DEFINITIONS, REPORTS].map(|field| {
        // Browsers end the lines of hidden fields in their own way.
        (field, typed.raw(field).replace("\r\n", "\n").into_bytes())
    });
    let kept = within(&visit, Right::EnterRealisations).await?;
    let plan = match planned(&visit, files.into(), &kept) {
        Ok(plan) if plan.shown == typed.text(SHOWN) => plan,
        other => return respond(&visit, other, true).await,
    };
    let site = visit.site();
    let mut changes = Vec::with_capacity(plan.changes.len());
    for change in &plan.changes {
        let slug = match change {
            IndicatorChange::Save { indicator, .. } => &indicator.slug,
            IndicatorChange::SetTarget { indicator, .. }
            | IndicatorChange::Enter { indicator, .. } => indicator,
        };
        let indicator = plan.indicators.get(slug).ok_or_else(Problem::bad_request)?;
        let (right, register) = (Right::EnterRealisations, site.record.register());
        let permit = visit.viewer.permit(right, &indicator.unit, register)?;
        changes.push((permit, change.clone()));
    }
    let store = &visit.state.store;
    match store.change_indicators(&changes, visit.now()).await {
        Ok(()) => Ok(visit.done(Notice::Saved, "/meja/indikator")),
        Err(IndicatorError::Store(error)) => Err(error.into()),
        Err(error) => {
            let refused = Wrong::Refused(error.to_string());
            respond(&visit, Err(refused), false).await
        }
    }
}

async fn respond(
    visit: &Visit,
    plan: Result<Preview, Wrong>,
    moved: bool,
) -> Result<Response, Problem> {
    let desk = visit.desk_at("/meja/indikator/berkas");
    Ok(match plan {
        Ok(preview) => {
            let preview = Some(Preview { moved, ..preview });
            let page = move || files_page(desk, true, None, preview);
            visit.show(page).await
        }
        Err(problem) => {
            visit
                .again(move || files_page(desk, true, Some(problem), None))
                .await
        }
    })
}

async fn within(visit: &Visit, right: Right) -> Result<Vec<KeptIndicator>, Problem> {
    let site = visit.site();
    let reach = visit.viewer.0.reach(right, site.record.register());
    Ok(visit.state.store.indicators(&reach, Periods::All).await?)
}

/// The files of a form, by their fields.
async fn uploaded(
    headers: &HeaderMap,
    body: Bytes,
) -> Result<Vec<(&'static str, Vec<u8>)>, Problem> {
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
fn planned(
    visit: &Visit,
    files: Vec<(&'static str, Vec<u8>)>,
    kept: &[KeptIndicator],
) -> Result<Preview, Wrong> {
    let files: Vec<_> = files
        .into_iter()
        .filter(|(_, bytes)| !bytes.is_empty())
        .collect();
    if files.is_empty() {
        return Err(Wrong::Missing);
    }
    let site = visit.site();
    let register = site.record.register();
    let mut known = Known {
        units: visit.viewer.0.reach(Right::EnterRealisations, register),
        ..known(kept)
    };
    let bytes = |field: &str| {
        let found = files.iter().find(|(name, _)| *name == field);
        found.map(|(_, bytes)| bytes.as_slice())
    };
    let defined = bytes(DEFINITIONS).map(|bytes| read_indicators(bytes, &known));
    let defined = defined
        .unwrap_or_else(|| Ok(vec![]))
        .map_err(|reason| Wrong::Unreadable(DEFINITIONS, reason.text(visit.language)))?;
    for (indicator, _) in &defined {
        let place = (indicator.unit.clone(), indicator.frequency);
        known.indicators.insert(indicator.slug.clone(), place);
    }
    let reports = bytes(REPORTS).map(|bytes| read_reports(bytes, &known));
    let reports = reports
        .unwrap_or_else(|| Ok(vec![]))
        .map_err(|reason| Wrong::Unreadable(REPORTS, reason.text(visit.language)))?;
    let mut indicators: BTreeMap<_, _> = kept
        .iter()
        .map(|kept| (kept.indicator.slug.clone(), kept.indicator.clone()))
        .collect();
    for (indicator, _) in &defined {
        indicators.insert(indicator.slug.clone(), indicator.clone());
    }
    let changes = changes(kept, defined, reports);
    Ok(Preview {
        shown: Digest::of(format!("{changes:?}").as_bytes()).to_string(),
        files: files
            .iter()
            .map(|(field, bytes)| (*field, String::from_utf8_lossy(bytes).into_owned()))
            .collect(),
        changes,
        indicators,
        moved: false,
    })
}

fn known(kept: &[KeptIndicator]) -> Known {
    let sealed = kept.iter().flat_map(|kept| {
        let rows = report_rows(kept).into_iter();
        rows.filter(|row| kept.report(row.period).stage() == Some(Stage::Sealed))
    });
    let indicators = kept.iter().map(|kept| {
        let indicator = &kept.indicator;
        let place = (indicator.unit.clone(), indicator.frequency);
        (indicator.slug.clone(), place)
    });
    Known {
        sealed: sealed.collect(),
        indicators: indicators.collect(),
        ..Known::default()
    }
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
