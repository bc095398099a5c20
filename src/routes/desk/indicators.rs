//! `/meja/indikator`: the list of indicators, their definitions and their periods.
//! It must not show or change an indicator of a unit out of the viewer's reach.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use chrono::NaiveDate;
use desk::document::Notice;
use desk::forms::indicator_form::IndicatorFault;
use desk::forms::noun_form::{field_errors, typed_fields};
use desk::indicators::define::{Defining, define_page};
use desk::indicators::one::{PeriodList, indicator_page};
use desk::indicators::{IndicatorList, Line, ListFilter, MONTH, PROGRESS, UNIT, indicators_page};
use domain::access::{Permit, Right};
use domain::indicator::{INDICATOR, Indicator};
use domain::noun::{Fields, Known};
use domain::period::Month;
use domain::realisation::{KeptIndicator, Progress};
use domain::reporting::{Frequency, ReportingPeriod};
use domain::slug::Slug;
use store::{IndicatorError, Periods};
use ui::components::{AFTER, FormErrors, FormFault};
use ui::forms::typed::Typed;

use super::{DeskRequest, seen_version};
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many lines stand on a page.
const PER_PAGE: usize = 50;

/// The indicators within reach, each with the period that a month lies in: unless asked otherwise the last month that is over.
pub async fn list(request: DeskRequest) -> Result<Response, Problem> {
    let today = request.state.clock.today();
    let query = request.query();
    let site = request.site();
    let reach = request
        .viewer
        .0
        .reach(Right::SeeRealisations, site.record.register());
    let unit = query.text(UNIT).parse().ok();
    let filter = ListFilter {
        unit: unit.filter(|unit| reach.contains(unit)),
        month: query
            .text(MONTH)
            .parse()
            .unwrap_or_else(|_| Month::of(today).plus(-1)),
        progress: Progress::from_code(query.text(PROGRESS)),
    };
    let units = filter
        .unit
        .clone()
        .map_or_else(|| reach.clone(), |unit| [unit].into());
    let periods = Periods::Containing(filter.month);
    let kept = request.state.store.indicators(&units, periods).await?;
    let after = query.text(AFTER);
    let lines = kept.into_iter().filter_map(|kept| {
        let period = kept.period_of(filter.month);
        let progress = kept.report(period).progress(period, today);
        let shown = kept.covers(period) && filter.progress.is_none_or(|asked| asked == progress);
        (shown && cursor(&kept).as_str() > after).then_some(Line {
            kept,
            period,
            progress,
        })
    });
    let lines: Vec<Line> = lines.take(PER_PAGE + 1).collect();
    let Page { rows: lines, next } = Page::of(lines, PER_PAGE, |line| cursor(&line.kept));
    let may_define = request.viewer.0.has(Right::EnterRealisations);
    let list = IndicatorList {
        filter,
        reach,
        may_define,
        this_month: Month::of(today),
        lines,
        after: next,
    };
    let html = indicators_page(request.desk(), &site, list);
    Ok(request.show(html).await)
}

/// Where an indicator stands in the list: the store sorts by unit and short name, and a space comes before both's letters.
fn cursor(kept: &KeptIndicator) -> String {
    format!("{} {}", kept.indicator.unit, kept.indicator.slug)
}

/// The form for a new indicator.
pub async fn new(request: DeskRequest) -> Response {
    let (desk, defining) = (
        request.desk(),
        Defining::New(request.units(Right::EnterRealisations)),
    );
    request
        .show(define_page(
            desk,
            defining,
            &Fields::empty(INDICATOR),
            FormErrors::default(),
            None,
        ))
        .await
}

/// Defines an indicator.
pub async fn create(request: DeskRequest, body: Bytes) -> Result<Response, Problem> {
    let fields = typed_fields(INDICATOR, &Typed::decode(&body));
    let site = request.site();
    let permit = |unit: &Slug| {
        let right = Right::EnterRealisations;
        request.viewer.permit(right, unit, site.record.register())
    };
    let is_unit = |unit: &str| unit.parse().is_ok_and(|unit| permit(&unit).is_ok());
    let errors = match Indicator::read(&fields, Known::units(&is_unit)) {
        Err(faults) => field_errors(request.language, INDICATOR, &faults),
        Ok((indicator, validity)) => {
            let permit = permit(&indicator.unit)?;
            let store = &request.state.store;
            let saved = store.save_indicator(&permit, &indicator, validity, None, request.now());
            match saved.await {
                Ok(()) => {
                    let path = format!("/meja/indikator/{}", indicator.slug);
                    return Ok(request.done(Notice::Saved, &path));
                }
                Err(error) => told(error)?.field_error(request.language).into(),
            }
        }
    };
    let (desk, defining) = (
        request.desk(),
        Defining::New(request.units(Right::EnterRealisations)),
    );
    Ok(request
        .again(define_page(desk, defining, &fields, errors, None))
        .await)
}

/// One indicator.
pub async fn show(request: DeskRequest, Path(slug): Path<String>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, &slug, Right::SeeRealisations).await?;
    let today = request.state.clock.today();
    let query = request.query();
    let asked = Progress::from_code(query.text(PROGRESS));
    let after: Option<ReportingPeriod> = query.text(AFTER).parse().ok();
    let periods = listed(&kept, today).into_iter();
    let periods = periods
        .filter(|period| after.is_none_or(|after| *period < after))
        .map(|period| (period, kept.report(period).progress(period, today)))
        .filter(|(_, progress)| asked.is_none_or(|asked| asked == *progress));
    let periods: Vec<_> = periods.take(PER_PAGE + 1).collect();
    let page = Page::of(periods, PER_PAGE, |(period, _)| *period);
    let list = PeriodList {
        progress: asked,
        next: page.next,
        periods: page.rows,
    };
    let (desk, site) = (request.desk(), request.site());
    let register = site.record.register();
    let unit = &kept.indicator.unit;
    let may_change = request
        .viewer
        .permit(Right::EnterRealisations, unit, register)
        .is_ok();
    Ok(request
        .show(indicator_page(desk, &site, kept, list, may_change))
        .await)
}

/// The periods to list, the newest first: whatever is kept, two years back, and as far ahead as targets are set early.
fn listed(kept: &KeptIndicator, today: NaiveDate) -> Vec<ReportingPeriod> {
    let step = kept.indicator.frequency.months().cast_signed();
    let ahead = match kept.indicator.frequency {
        Frequency::Month | Frequency::Quarter => 12 / step,
        Frequency::Semester | Frequency::Year => 1,
    };
    let current = kept.period_of(Month::of(today)).first_month();
    let around = (-24 / step..=ahead).map(|count| kept.period_of(current.plus(count * step)));
    let mut periods: Vec<_> = around
        .filter(|period| kept.covers(*period))
        .chain(kept.periods.keys().copied())
        .collect();
    periods.sort_unstable_by(|a, b| b.cmp(a));
    periods.dedup();
    periods
}

/// The form for an indicator that there is.
pub async fn edit(request: DeskRequest, Path(slug): Path<String>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, &slug, Right::EnterRealisations).await?;
    let (desk, fields) = (request.desk(), kept.indicator.fields(kept.validity));
    let defining = Defining::Known(kept.version);
    Ok(request
        .show(define_page(
            desk,
            defining,
            &fields,
            FormErrors::default(),
            None,
        ))
        .await)
}

/// The versions of the definition.
pub async fn history(request: DeskRequest, Path(slug): Path<String>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, &slug, Right::SeeRealisations).await?;
    let name = kept.indicator.name.get(request.language).to_owned();
    let path = format!("/meja/indikator/{slug}");
    super::history::show(&request, INDICATOR, &slug, name, path).await
}

/// Changes the definition of an indicator.
pub async fn change(
    request: DeskRequest,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (kept, permit) = find(&request, &slug, Right::EnterRealisations).await?;
    let typed = Typed::decode(&body);
    let version = seen_version(&typed)?;
    // Short name and unit of an indicator that there is stay.
    let fields = typed_fields(INDICATOR, &typed)
        .with("slug", kept.indicator.slug.as_str())
        .with("unit", kept.indicator.unit.as_str());
    let (errors, conflict) = match Indicator::read(&fields, Known::units(&|_| true)) {
        Err(faults) => {
            let errors = field_errors(request.language, INDICATOR, &faults);
            (errors, false)
        }
        Ok((indicator, validity)) => {
            let store = &request.state.store;
            let version = Some(version);
            let saved = store.save_indicator(&permit, &indicator, validity, version, request.now());
            match saved.await {
                Ok(()) => {
                    let path = format!("/meja/indikator/{}", indicator.slug);
                    return Ok(request.done(Notice::Saved, &path));
                }
                Err(error) => {
                    let wrong = told(error)?;
                    let error = wrong.field_error(request.language);
                    (error.into(), wrong == IndicatorFault::Conflict)
                }
            }
        }
    };
    // Whoever saves again after seeing both versions knows what is replaced.
    let version = if conflict { kept.version } else { version };
    let saved = conflict.then(|| kept.indicator.snapshot(kept.validity));
    let (desk, defining) = (request.desk(), Defining::Known(version));
    Ok(request
        .again(define_page(desk, defining, &fields, errors, saved))
        .await)
}

/// What the sender can do something about.
fn told(error: IndicatorError) -> Result<IndicatorFault, Problem> {
    match error {
        IndicatorError::SlugTaken => Ok(IndicatorFault::SlugTaken),
        IndicatorError::Conflict(_) => Ok(IndicatorFault::Conflict),
        IndicatorError::Fixed => Ok(IndicatorFault::Fixed),
        error => Err(error.into()),
    }
}

/// An indicator with the permit to use a right for its unit.
pub(super) async fn find(
    request: &DeskRequest,
    slug: &str,
    right: Right,
) -> Result<(KeptIndicator, Permit), Problem> {
    let slug = slug.parse().map_err(|_| Problem::not_found())?;
    let kept = request.state.store.indicator(&slug).await?;
    let kept = kept.ok_or_else(Problem::not_found)?;
    let site = request.site();
    let unit = &kept.indicator.unit;
    let permit = request.viewer.permit(right, unit, site.record.register())?;
    Ok((kept, permit))
}
