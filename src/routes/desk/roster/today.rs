//! `/meja/jaga/UNIT/hari-ini`: confirming who is on duty today.
//! It must not confirm another day than the one on which somebody stands at the counter.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::document::Notice;
use desk::roster::{DUTY_COUNTER, DUTY_HALF, Today, TodayDuty, today_page, today_path};
use domain::access::{Permit, Right};
use domain::duty::DutyPlace;
use domain::officer::OfficerId;
use domain::roster::HalfDay;
use domain::slug::Slug;
use ui::forms::typed::Typed;

use crate::routes::desk::DeskRequest;
use crate::routes::trouble::Problem;

/// Who is on duty, and what of it is confirmed.
pub async fn today(request: DeskRequest, Path(unit): Path<String>) -> Result<Response, Problem> {
    let (unit, _) = reached(&request, &unit)?;
    let today = read(&request, unit).await?;
    let desk = request.desk();
    Ok(request.show(today_page(desk, &today)).await)
}

/// Confirms a counter in a half of today.
pub async fn confirm(
    request: DeskRequest,
    Path(unit): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (unit, permit) = reached(&request, &unit)?;
    let typed = Typed::decode(&body);
    let half = HalfDay::from_code(typed.text(DUTY_HALF)).ok_or_else(Problem::bad_request)?;
    let place = DutyPlace {
        date: request.today(),
        half,
        unit,
        counter: typed.text(DUTY_COUNTER).to_owned(),
    };
    if !counters(&request, &place.unit).contains(&place.counter) {
        return Err(Problem::bad_request());
    }
    let store = &request.state.store;
    let confirmed = store.confirm_duty(&permit, &place, request.now()).await?;
    let notice = if confirmed {
        Notice::DutyConfirmed
    } else {
        Notice::DutyChanged
    };
    Ok(request.done(notice, &today_path(&place.unit)))
}

/// The unit that an address names, if the viewer keeps its roster.
fn reached(request: &DeskRequest, unit: &str) -> Result<(Slug, Permit), Problem> {
    let unit: Slug = unit.parse().map_err(|_| Problem::not_found())?;
    let site = request.site();
    let register = site.record.register();
    register.unit(&unit).ok_or_else(Problem::not_found)?;
    let permit = request.viewer.permit(Right::EditRoster, &unit, register)?;
    Ok((unit, permit))
}

/// The counters that are in use today.
fn counters(request: &DeskRequest, unit: &Slug) -> Vec<String> {
    let (site, today) = (request.site(), request.today());
    let counters = site.record.register().counters_of(unit);
    let counters = counters.filter(|counter| counter.validity.on(today));
    counters.map(|counter| counter.name.clone()).collect()
}

async fn read(request: &DeskRequest, unit: Slug) -> Result<Today, Problem> {
    let (store, date) = (&request.state.store, request.today());
    let roster = store.roster(&unit, date, date).await?;
    let ids: BTreeSet<OfficerId> = roster.entries().iter().map(|entry| entry.officer).collect();
    let officers = store.officers_of(&BTreeSet::new(), &ids).await?;
    let names: BTreeMap<OfficerId, String> = officers
        .into_iter()
        .map(|(id, officer)| (id, officer.name))
        .collect();
    let confirmed = store.confirmed_duties(&unit, date).await?;
    let mut duties = vec![];
    for counter in counters(request, &unit) {
        for half in HalfDay::ALL {
            let place = DutyPlace {
                date,
                half: *half,
                unit: unit.clone(),
                counter: counter.clone(),
            };
            let on_duty = roster.officers_on(&unit, &counter, date, *half);
            duties.push(TodayDuty {
                half: *half,
                officers: on_duty.filter_map(|id| names.get(&id).cloned()).collect(),
                confirmed: confirmed.contains(&place),
                counter: place.counter,
            });
        }
    }
    let site = request.site();
    let name = site.record.register().unit(&unit);
    let name = name.map(|unit| unit.name.get(request.language).to_owned());
    Ok(Today {
        unit,
        unit_name: name.unwrap_or_default(),
        date,
        duties,
    })
}
