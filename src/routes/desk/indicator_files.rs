//! `/meja/indikator/berkas`: definitions, targets and realisations as CSV files.
//! It must not change anything that was not shown before, nor a part of what a file says.

use std::collections::BTreeMap;
use std::fmt::Debug;

use axum::extract::Path;
use axum::response::Response;
use desk::csv_import::{FileFault, Looked, preview_page};
use desk::indicators::files::{DEFINITIONS, REPORTS, files_page, indicators_preview};
use domain::access::{Permitted, Right};
use domain::indicator::Indicator;
use domain::realisation::{IndicatorChange, KeptIndicator, RealisationKey, Report, Stage};
use domain::slug::Slug;
use domain::validity::Validity;
use store::{IndicatorError, Periods};
use ui::html::Html;

use super::DeskRequest;
use super::csv::{FileField, Import, Kept, csv_file};
use crate::files::Unreadable;
use crate::files::indicators::{
    Known, read_indicators, read_reports, write_indicators, write_reports,
};
use crate::routes::trouble::Problem;

/// The page with nothing uploaded.
pub async fn show(request: DeskRequest) -> Response {
    let (desk, may) = (
        request.desk(),
        request.viewer.0.has(Right::EnterRealisations),
    );
    request.show(files_page(desk, may, None)).await
}

/// A file of everything within reach.
pub async fn download(request: DeskRequest, Path(file): Path<String>) -> Result<Response, Problem> {
    let kept = within(&request, Right::SeeRealisations).await?;
    let text = match file.as_str() {
        "indikator.csv" => {
            write_indicators(kept.iter().map(|kept| (&kept.indicator, kept.validity)))
        }
        "realisasi.csv" => write_reports(&kept.iter().flat_map(report_rows).collect::<Vec<_>>()),
        _ => return Err(Problem::not_found()),
    };
    Ok(csv_file(&file, text))
}

/// Definitions and reports that are handed in, over what is kept of the viewer's units.
pub struct Files {
    kept: Vec<KeptIndicator>,
    known: Known,
}

/// What files would change.
pub struct Plan {
    changes: Vec<IndicatorChange>,
    /// The indicators as they will be.
    after: BTreeMap<Slug, Indicator>,
}

impl Import for Files {
    type Plan = Plan;

    const FILES: &[FileField] = &[FileField::one(DEFINITIONS), FileField::one(REPORTS)];

    async fn of(request: &DeskRequest, _part: Option<String>) -> Result<Self, Problem> {
        let kept = within(request, Right::EnterRealisations).await?;
        let known = known(request, &kept).await?;
        Ok(Self { kept, known })
    }

    async fn plan(
        &self,
        request: &DeskRequest,
        files: &[Vec<u8>],
    ) -> Result<Result<Self::Plan, FileFault>, Problem> {
        let planned = self.read(files);
        let refused = |(field, reason): (_, Unreadable)| {
            FileFault::unreadable(field, &reason.text(request.language))
        };
        Ok(planned.map_err(refused))
    }

    fn essence(&self, plan: &Self::Plan) -> impl Debug {
        &plan.changes
    }

    fn page(&self, request: &DeskRequest, plan: &Self::Plan, looked: Looked) -> Html {
        let preview = indicators_preview(request.language, &plan.changes, &self.kept, &plan.after);
        preview_page(request.desk_at("/meja/indikator/berkas"), preview, looked)
    }

    async fn keep(&self, request: &DeskRequest, plan: Self::Plan) -> Result<Kept, Problem> {
        let changes = permitted(request, plan)?;
        let store = &request.state.store;
        match store.change_indicators(&changes, request.now()).await {
            Ok(()) => Ok(Kept::At("/meja/indikator".to_owned())),
            Err(IndicatorError::Store(error)) => Err(error.into()),
            // Somebody was faster. What the files would change now, or what they cannot any more, is then shown.
            Err(_) => Ok(Kept::Moved),
        }
    }

    async fn refused(
        self,
        request: &DeskRequest,
        _files: Vec<Vec<u8>>,
        fault: FileFault,
    ) -> Result<Html, Problem> {
        let desk = request.desk_at("/meja/indikator/berkas");
        Ok(files_page(desk, true, Some(fault)))
    }
}

impl Files {
    /// What the files would change, or the field of the one that cannot be read.
    fn read(&self, files: &[Vec<u8>]) -> Result<Plan, (&'static str, Unreadable)> {
        let [definitions, reports] = files else {
            return Ok(Plan::of(&self.kept, vec![], vec![]));
        };
        let mut known = self.known.clone();
        let defined = unless_empty(definitions, |file| read_indicators(file, &known));
        let defined = defined.map_err(|reason| (DEFINITIONS, reason))?;
        for (indicator, _) in &defined {
            let place = (indicator.unit.clone(), indicator.frequency);
            known.indicators.insert(indicator.slug.clone(), place);
        }
        let reports = unless_empty(reports, |file| read_reports(file, &known));
        let reports = reports.map_err(|reason| (REPORTS, reason))?;
        Ok(Plan::of(&self.kept, defined, reports))
    }
}

/// The rows of a file; none of one that was not sent.
fn unless_empty<T>(
    file: &[u8],
    read: impl FnOnce(&[u8]) -> Result<Vec<T>, Unreadable>,
) -> Result<Vec<T>, Unreadable> {
    if file.is_empty() {
        Ok(vec![])
    } else {
        read(file)
    }
}

impl Plan {
    fn of(
        kept: &[KeptIndicator],
        defined: Vec<(Indicator, Validity)>,
        reports: Vec<Report>,
    ) -> Self {
        let before = kept.iter().map(|kept| &kept.indicator);
        let after = before.chain(defined.iter().map(|(indicator, _)| indicator));
        let after = after.map(|indicator| (indicator.slug.clone(), indicator.clone()));
        Self {
            after: after.collect(),
            changes: changes(kept, defined, reports),
        }
    }
}

/// The changes, each with the permit for its indicator.
fn permitted(
    request: &DeskRequest,
    plan: Plan,
) -> Result<Vec<Permitted<IndicatorChange>>, Problem> {
    let site = request.site();
    let Plan { changes, after } = plan;
    let permitted = changes.into_iter().map(|change| {
        let indicator = after.get(change.indicator());
        let indicator = indicator.ok_or_else(Problem::bad_request)?;
        let (right, register) = (Right::EnterRealisations, site.record.register());
        let permit = request.viewer.permit(right, &indicator.unit, register)?;
        Ok(Permitted::new(&permit, change))
    });
    permitted.collect()
}

async fn within(request: &DeskRequest, right: Right) -> Result<Vec<KeptIndicator>, Problem> {
    let site = request.site();
    let reach = request.viewer.0.reach(right, site.record.register());
    Ok(request.state.store.indicators(&reach, Periods::All).await?)
}

/// What rows may refer to.
async fn known(request: &DeskRequest, kept: &[KeptIndicator]) -> Result<Known, Problem> {
    let site = request.site();
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
    let mut elsewhere = request.state.store.indicator_slugs().await?;
    elsewhere.retain(|slug| !indicators.contains_key(slug));
    let begun = kept.iter().filter(|kept| !kept.periods.is_empty());
    let register = site.record.register();
    Ok(Known {
        units: request.viewer.0.reach(Right::EnterRealisations, register),
        begun: begun.map(|kept| kept.indicator.slug.clone()).collect(),
        indicators,
        elsewhere,
        sealed: at(Stage::Sealed),
        confirmed: at(Stage::Confirmed),
    })
}

/// What is kept of an indicator's periods, as rows of a file.
fn report_rows(kept: &KeptIndicator) -> Vec<Report> {
    let rows = kept.periods.iter().map(|(period, report)| Report {
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
    reports: Vec<Report>,
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
                key: RealisationKey::new(row.indicator.clone(), row.period),
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
                key: RealisationKey::new(row.indicator, row.period),
                entry,
                note,
                version: filing.map(|filing| filing.version),
            });
        }
    }
    changes
}
