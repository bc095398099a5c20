//! `/meja/realisasi` and `/meja/pengesahan`: each step of a period's realisation on its way to the seal, and corrections.
//! It must not let anybody take a step for a unit out of reach, nor confirm the own entry.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::audit::Teller;
use desk::document::Notice;
use desk::forms::realisation_form::{RealisationFault, RealisationForm};
use desk::indicators::period::{PeriodView, period_page};
use desk::indicators::waiting::{Waiting, WaitingList, waiting_page};
use desk::indicators::{UNIT, period_path};
use domain::access::{Permit, Right};
use domain::audit::{Changed, Subject};
use domain::realisation::{InvalidCorrection, KeptIndicator, RealisationKey};
use domain::reporting::ReportingPeriod;
use domain::slug::Slug;
use store::{IndicatorError, Periods};
use ui::components::AFTER;
use ui::format;

use super::{DeskRequest, deeds, indicators};
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many lines stand on a page.
const PER_PAGE: usize = 50;

/// A period of an indicator, as addresses name it.
type Place = Path<(String, String)>;

/// One period.
pub async fn show(request: DeskRequest, place: Place) -> Result<Response, Problem> {
    let step = Step::begin(request, place, Right::SeeRealisations).await?;
    let form = step.form();
    let (desk, site, view) = (step.request.desk(), step.request.site(), step.view().await?);
    let html = period_page(desk, &site, view, form, vec![]);
    Ok(step.request.show(html).await)
}

/// What was done about a period: targets, entries, confirmations, corrections.
pub async fn history(request: DeskRequest, place: Place) -> Result<Response, Problem> {
    let step = Step::begin(request, place, Right::SeeRealisations).await?;
    let (indicator, language) = (&step.kept.indicator, step.request.language);
    let when = format::reporting(language, step.period);
    let title = format!("{}, {when}", indicator.name.get(language));
    let subject = Subject::realisation(&indicator.slug, step.period);
    let teller = Teller::of(step.request.language);
    let remark = |entry: &_| teller.remark(entry);
    deeds::show(&step.request, subject, title, step.path(), remark).await
}

/// Sets the target or takes it away.
pub async fn set_target(
    request: DeskRequest,
    place: Place,
    body: Bytes,
) -> Result<Response, Problem> {
    let step = Step::begin(request, place, Right::EnterRealisations).await?;
    let form = RealisationForm::decode(&body, &step.form());
    let kept = step.kept.report(step.period).target;
    // Before anything else, so that a form with another fault does not come back as one that has seen the change.
    if !form.saw(kept) {
        return step.again(form, vec![RealisationFault::Conflict]).await;
    }
    let target = match form.target() {
        Ok(after) => Changed {
            before: kept,
            after,
        },
        Err(faults) => return step.again(form, faults).await,
    };
    let (store, now) = (&step.request.state.store, step.request.now());
    let key = step.key();
    let done = store.set_target(&step.permit, &key, target, now).await;
    step.end(form, done).await
}

/// Enters a realisation.
pub async fn enter(request: DeskRequest, place: Place, body: Bytes) -> Result<Response, Problem> {
    let step = Step::begin(request, place, Right::EnterRealisations).await?;
    let form = RealisationForm::decode(&body, &step.form());
    if form.version() != step.version() {
        return step.again(form, vec![RealisationFault::Conflict]).await;
    }
    let (entry, note) = match form.entry() {
        Ok(entry) => entry,
        Err(faults) => return step.again(form, faults).await,
    };
    let (store, now) = (&step.request.state.store, step.request.now());
    let key = step.key();
    let done = store
        .enter_realisation(&step.permit, &key, &entry, &note, form.version(), now)
        .await;
    step.end(form, done).await
}

/// Confirms what somebody else entered.
pub async fn confirm(request: DeskRequest, place: Place, body: Bytes) -> Result<Response, Problem> {
    let step = Step::begin(request, place, Right::ConfirmRealisations).await?;
    let form = RealisationForm::decode(&body, &step.form());
    let version = form.version().ok_or_else(Problem::bad_request)?;
    let (store, now) = (&step.request.state.store, step.request.now());
    let key = step.key();
    let done = store
        .confirm_realisation(&step.permit, &key, version, now)
        .await;
    step.end(form, done).await
}

/// Sends back what was entered.
pub async fn send_back(
    request: DeskRequest,
    place: Place,
    body: Bytes,
) -> Result<Response, Problem> {
    let step = Step::begin(request, place, Right::ConfirmRealisations).await?;
    let form = RealisationForm::decode(&body, &step.form());
    let version = form.version().ok_or_else(Problem::bad_request)?;
    if step.version() != Some(version) {
        return step.again(form, vec![RealisationFault::Conflict]).await;
    }
    let reason = match form.reason(step.request.language) {
        Ok(reason) => reason,
        Err(fault) => return step.again(form, vec![fault]).await,
    };
    let (store, now) = (&step.request.state.store, step.request.now());
    let key = step.key();
    let done = store
        .return_realisation(&step.permit, &key, version, &reason, now)
        .await;
    step.end(form, done).await
}

/// Proposes to correct what is sealed.
pub async fn propose_correction(
    request: DeskRequest,
    place: Place,
    body: Bytes,
) -> Result<Response, Problem> {
    let step = Step::begin(request, place, Right::EnterRealisations).await?;
    let form = RealisationForm::decode(&body, &step.form());
    let (entry, reason) = match form.correction(step.request.language) {
        Ok(correction) => correction,
        Err(faults) => return step.again(form, faults).await,
    };
    let (store, now) = (&step.request.state.store, step.request.now());
    let key = step.key();
    let done = store
        .propose_correction(&step.permit, &key, &entry, &reason, now)
        .await;
    step.end(form, done).await
}

/// What waits for the viewer's confirmation.
pub async fn waiting(request: DeskRequest) -> Result<Response, Problem> {
    let site = request.site();
    let register = site.record.register();
    let right = Right::ConfirmRealisations;
    let reach = request.viewer.0.reach(right, register);
    let query = request.query();
    let unit: Option<Slug> = query.text(UNIT).parse().ok();
    let unit = unit.filter(|unit| reach.contains(unit));
    let units = unit
        .clone()
        .map_or_else(|| reach.clone(), |unit| [unit].into());
    let store = &request.state.store;
    let kept = store.indicators(&units, Periods::ToConfirm).await?;
    let after = query.text(AFTER);
    let mut waiting = Vec::new();
    for kept in kept {
        let permit = request
            .viewer
            .permit(right, &kept.indicator.unit, register)?;
        let filed = kept.periods.iter();
        let filed = filed.filter(|(_, report)| report.filing.is_some());
        waiting.extend(filed.map(|(period, _)| Waiting {
            kept: kept.clone(),
            period: *period,
            permit: permit.clone(),
        }));
    }
    waiting.retain(|waiting| cursor(waiting).as_str() > after);
    waiting.sort_by_key(cursor);
    let page = Page::of(waiting, PER_PAGE, cursor);
    let list = WaitingList {
        reach,
        unit,
        waiting: page.rows,
        after: page.next,
    };
    let html = waiting_page(request.desk(), &site, list);
    Ok(request.show(html).await)
}

/// Where a realisation stands in the list: by unit, indicator and the first month of its period.
fn cursor(waiting: &Waiting) -> String {
    let indicator = &waiting.kept.indicator;
    let month = waiting.period.first_month();
    format!("{} {} {month}", indicator.unit, indicator.slug)
}

/// A step about one period, by somebody who may take it.
struct Step {
    request: DeskRequest,
    kept: KeptIndicator,
    period: ReportingPeriod,
    permit: Permit,
}

impl Step {
    /// The forms as they stand.
    fn form(&self) -> RealisationForm {
        let slug = &self.kept.indicator.slug;
        RealisationForm::of(slug, self.period, &self.kept.report(self.period))
    }

    /// The version of what is entered; none if nothing is.
    fn version(&self) -> Option<i32> {
        let filing = self.kept.report(self.period).filing;
        filing.map(|filing| filing.version)
    }

    async fn begin(
        request: DeskRequest,
        Path(place): Place,
        right: Right,
    ) -> Result<Self, Problem> {
        let (slug, period) = place;
        let (kept, permit) = indicators::find(&request, &slug, right).await?;
        let period: ReportingPeriod = period.parse().map_err(|_| Problem::not_found())?;
        if period.frequency() != kept.indicator.frequency {
            return Err(Problem::not_found());
        }
        Ok(Self {
            request,
            kept,
            period,
            permit,
        })
    }

    fn key(&self) -> RealisationKey {
        RealisationKey::new(self.kept.indicator.slug.clone(), self.period)
    }

    fn path(&self) -> String {
        period_path(&self.kept.indicator.slug, self.period)
    }

    /// What the page shows, read anew: somebody else may have been faster.
    async fn view(&self) -> Result<PeriodView, Problem> {
        let request = &self.request;
        let (store, slug) = (&request.state.store, &self.kept.indicator.slug);
        let kept = store.indicator(slug).await?;
        let kept = kept.ok_or_else(Problem::not_found)?;
        let mut corrections = store.corrections_of(slug).await?;
        corrections.retain(|proposal| proposal.correction.period == self.period);
        let report = kept.report(self.period);
        let site = request.site();
        let may = |right| {
            let unit = &kept.indicator.unit;
            let permit = request.viewer.permit(right, unit, site.record.register());
            permit.is_ok()
        };
        Ok(PeriodView {
            period: self.period,
            progress: report.progress(self.period, request.state.clock.today()),
            corrections,
            may_enter: may(Right::EnterRealisations),
            may_confirm: may(Right::ConfirmRealisations),
            is_own: report
                .filing
                .is_some_and(|filing| filing.is_entered_by(&self.permit)),
            kept,
        })
    }

    /// The page again, with what was typed and what is wrong with it. Fields of other forms on it stand as they are kept.
    async fn again(
        self,
        form: RealisationForm,
        faults: Vec<RealisationFault>,
    ) -> Result<Response, Problem> {
        let view = self.view().await?;
        let (desk, site) = (self.request.desk_at(&self.path()), self.request.site());
        let html = period_page(desk, &site, view, form, faults);
        Ok(self.request.again(html).await)
    }

    /// On to the page of the period if the step was taken, or back to the form.
    async fn end(
        self,
        form: RealisationForm,
        done: Result<(), IndicatorError>,
    ) -> Result<Response, Problem> {
        match done {
            Ok(()) => Ok(self.request.done(Notice::Saved, &self.path())),
            Err(error) => {
                let fault = fault(error)?;
                self.again(form, vec![fault]).await
            }
        }
    }
}

/// What the sender can do something about.
fn fault(error: IndicatorError) -> Result<RealisationFault, IndicatorError> {
    match error {
        IndicatorError::Conflict(_) => Ok(RealisationFault::Conflict),
        IndicatorError::Refused(refused) => Ok(RealisationFault::Refused(refused)),
        IndicatorError::Correction(InvalidCorrection::Unchanged) => Ok(RealisationFault::Unchanged),
        error => Err(error),
    }
}
