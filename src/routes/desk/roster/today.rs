//! `/meja/jaga/UNIT/hari-ini`: confirming who is on duty today.
//! It must not confirm another day than the one on which somebody stands at the counter.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::document::Notice;
use desk::invitations::{COUNTER, HALF};
use desk::roster::{Today, TodayDuty, today_page, today_path};
use domain::access::Right;
use domain::duty::DutyPlace;
use domain::officer::OfficerId;
use domain::register::Unit;
use domain::roster::HalfDay;
use ui::forms::typed::Typed;

use super::labels;
use crate::routes::desk::DeskRequest;
use crate::routes::trouble::Problem;

/// Who is on duty, and what of it is confirmed.
pub async fn today(request: DeskRequest, Path(unit): Path<String>) -> Result<Response, Problem> {
    let (unit, _) = request.unit(Right::EditRoster, &unit)?;
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
    let (unit, permit) = request.unit(Right::EditRoster, &unit)?;
    let typed = Typed::decode(&body);
    let half = HalfDay::from_code(typed.text(HALF)).ok_or_else(Problem::bad_request)?;
    let place = DutyPlace {
        date: request.today(),
        half,
        unit: unit.slug,
        counter: typed.text(COUNTER).to_owned(),
    };
    if !request.counters_today(&place.unit).contains(&place.counter) {
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

async fn read(request: &DeskRequest, unit: Unit) -> Result<Today, Problem> {
    let (store, date) = (&request.state.store, request.today());
    let roster = store.roster(&unit.slug, date, date).await?;
    let ids: BTreeSet<OfficerId> = roster.entries().iter().map(|entry| entry.officer).collect();
    let officers = store.officers_of(&BTreeSet::new(), &ids).await?;
    let names: BTreeMap<OfficerId, String> = labels(&officers).into_iter().collect();
    let confirmed = store.confirmed_duties(&unit.slug, date).await?;
    let mut duties = vec![];
    for counter in request.counters_today(&unit.slug) {
        for half in HalfDay::ALL {
            let place = DutyPlace {
                date,
                half: *half,
                unit: unit.slug.clone(),
                counter: counter.clone(),
            };
            let on_duty = roster.officers_on(&unit.slug, &counter, date, *half);
            duties.push(TodayDuty {
                half: *half,
                officers: on_duty.filter_map(|id| names.get(&id).cloned()).collect(),
                confirmed: confirmed.contains(&place),
                counter: place.counter,
            });
        }
    }
    Ok(Today {
        unit_name: unit.name.get(request.language).to_owned(),
        unit: unit.slug,
        date,
        duties,
    })
}
