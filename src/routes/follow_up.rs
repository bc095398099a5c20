//! The public page of a unit's year of dialogue and follow-up: rendered once per day and revision.
//! It must not decide what a year proves: it reads what happened and asks `domain`.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::ops::RangeInclusive;

use axum::Extension;
use axum::extract::{ConnectInfo, Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{Datelike, NaiveDate};
use domain::commitment::Kept;
use domain::commitment::follow_up::FollowUp;
use domain::grammar;
use domain::language::Language;
use domain::period::Period;
use domain::slug::Slug;
use public::unit::follow_up::{HeldForum, UnitYear, YEAR, follow_up_page, path};
use store::ForumFilter;

use super::public_request::PublicRequest;
use super::reading::query_value;
use super::trouble::Problem;
use crate::state::AppState;

/// More forums than a unit holds in a year, so that none is left out of what is counted.
const EVERY: u64 = 100_000;

/// `/unit/SLUG/tindak-lanjut`
pub async fn unit(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Path(slug): Path<String>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
    let asked = asked_year(&query.unwrap_or_default())?;
    let path = match asked {
        Some(year) => format!("{}?{YEAR}={year}", path(&slug)),
        None => path(&slug),
    };
    let today = state.clock.today();
    let mut request = PublicRequest::new(state, language, headers, path).of_day(today);
    if let Some(response) = request.known() {
        return Ok(response);
    }
    request.spend(peer)?;
    let unit = request.site.record.register().unit(&slug).cloned();
    let unit = unit.ok_or_else(Problem::not_found)?;
    let units = request.unit_and_below(&slug);
    let commitments = request.commitments(Some(&units)).await?;
    let years = years(&mut request, &units, &commitments, today).await?;
    let year = asked.unwrap_or_else(|| today.year());
    if !years.contains(&year) {
        return Err(Problem::not_found());
    }
    let forums = held(&mut request, &units, year, today).await?;
    let releases = request.release_days().await?;
    let of = UnitYear {
        unit,
        year,
        years,
        forums,
        follow_up: FollowUp::of_year(year, commitments, &releases),
        today,
    };
    let page = move |page, site| follow_up_page(page, site, of);
    Ok(request.render(page).await)
}

/// The year that a query asks for. There is no page of what is no year.
fn asked_year(query: &str) -> Result<Option<i32>, Problem> {
    let asked = query_value(query, YEAR);
    if asked.is_empty() {
        return Ok(None);
    }
    match asked.parse() {
        Ok(Period::Year(year)) => Ok(Some(year)),
        _ => Err(Problem::not_found()),
    }
}

/// The years of which there is a page: from the first forum or commitment of some units to the present one.
async fn years(
    request: &mut PublicRequest,
    units: &BTreeSet<Slug>,
    commitments: &[Kept],
    today: NaiveDate,
) -> Result<RangeInclusive<i32>, Problem> {
    let ever = ForumFilter::From(grammar::first_day());
    let forums = request.forums(Some(units), &ever, 1).await?;
    let forums = forums.iter().map(|kept| kept.forum.date);
    let made = commitments.iter().map(|kept| kept.course.made_on());
    let first = forums.chain(made).map(|day| day.year()).min();
    let present = today.year();
    Ok(first.unwrap_or(present).min(present)..=present)
}

/// The forums that some units held in a year, with who came.
async fn held(
    request: &mut PublicRequest,
    units: &BTreeSet<Slug>,
    year: i32,
    today: NaiveDate,
) -> Result<Vec<HeldForum>, Problem> {
    let year = Period::Year(year);
    let days = year.first_month().first_day()..=year.last_month().last_day();
    let within = ForumFilter::Within(days);
    let mut forums = request.forums(Some(units), &within, EVERY).await?;
    forums.retain(|kept| kept.state(today).is_held());
    let ids = forums.iter().map(|kept| kept.forum.id);
    let mut counted = request.state.store.attendances(ids).await?;
    let held = forums.into_iter().map(|kept| HeldForum {
        attendance: counted.remove(&kept.forum.id).unwrap_or_default(),
        kept,
    });
    Ok(held.collect())
}
