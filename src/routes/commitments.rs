//! The public pages of commitments, rendered once per day and revision, and what those who follow them read.
//! It must not show more than the unit, the words, the dates and the steps of a commitment.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, RawQuery, State as Server};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use domain::commitment::{ASKED_FOR, Kept, News, Number, State, Summary, Verdict, news};
use domain::language::Language;
use domain::period::Month;
use domain::register::Register;
use domain::slug::Slug;
use public::commitments::verdict::{ANSWERED, Judging, VERDICT};
use public::commitments::{
    CALENDAR, CommitmentList, CommitmentQuery, FEED, STATE, UNIT, commitment_page, commitments_page,
};
use store::{CommitmentError, FormToken, Voter};
use tower_sessions::cookie::Cookie;
use tower_sessions::cookie::time::Duration;
use ui::components::AFTER;
use ui::forms::typed::Typed;
use ui::page::href;
use ui::t;

use super::page::Page;
use super::public_request::PublicRequest;
use super::trouble::Problem;
use crate::cookies;
use crate::files::atom::{self, Feed, Told};
use crate::files::ics;
use crate::state::AppState;

/// The cookie by which a visitor who answered is known, to the page of that commitment alone.
const WITNESS: &str = "saksi";

/// For how long: as long as anybody is asked.
const LASTING: Duration = Duration::days(ASKED_FOR.cast_signed());

/// How many commitments stand on a page.
const PER_PAGE: usize = 50;

/// `/komitmen`
pub async fn list(
    Server(state): Server<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = Asked::parse(&query.unwrap_or_default())?;
    let today = state.clock.today();
    let request = PublicRequest::new(state, language, headers, asked.path());
    let mut request = request.of_day(today);
    if let Some(response) = request.known() {
        return Ok(response);
    }
    request.spend(peer)?;
    let all = request.commitments(None).await?;
    let register = request.site.record.register();
    if let Some(unit) = &asked.query.unit {
        register.unit(unit).ok_or_else(Problem::not_found)?;
    }
    let promised: BTreeSet<&Slug> = all.iter().map(|kept| &kept.commitment.unit).collect();
    let units = register
        .units()
        .filter(|unit| promised.contains(&unit.slug));
    let units = units.cloned().collect();
    let is_asked = |kept: &Kept| {
        let unit = asked.query.unit.as_ref();
        unit.is_none_or(|unit| register.lies_within(&kept.commitment.unit, unit))
    };
    let of_unit: Vec<Kept> = all.into_iter().filter(is_asked).collect();
    let summary: Summary = of_unit.iter().map(|kept| kept.state(today)).collect();
    let lines = of_unit.into_iter();
    let lines = lines.filter(|kept| {
        asked
            .query
            .state
            .is_none_or(|state| kept.state(today) == state)
    });
    let lines = asked.after(lines.collect())?;
    let Page {
        rows: commitments,
        next,
    } = Page::of(lines, PER_PAGE, |kept| kept.number);
    let list = CommitmentList {
        query: asked.query,
        units,
        summary,
        commitments,
        next,
        today,
    };
    let page = move |page, site| commitments_page(page, site, list);
    Ok(request.render(page).await)
}

/// `/komitmen/NUMBER`
pub async fn one(
    Server(state): Server<AppState>,
    Extension(language): Extension<Language>,
    Path(number): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let number: Number = number.parse().map_err(|_| Problem::not_found())?;
    let query = query.unwrap_or_default();
    let answered_now = !Typed::query(&query).text(ANSWERED).is_empty();
    let (mut path, today) = (format!("/komitmen/{number}"), state.clock.today());
    if answered_now {
        path = just_answered(number);
    }
    let mut request = PublicRequest::new(state, language, headers, path).of_day(today);
    if let Some(response) = request.known() {
        return Ok(response);
    }
    let kept = request.commitment(number).await?;
    let kept = kept.ok_or_else(Problem::not_found)?;
    let answered = request.answered_groups(number).await?;
    let judging = Judging {
        verdicts: request.state.store.verdicts(&kept).await?,
        k: request.state.store.settings().await?.k,
        answered: answered_now,
    };
    let page = move |page, site| commitment_page(page, site, &kept, &answered, &judging, today);
    Ok(request.render(page).await)
}

/// The page of a commitment as whoever just answered finds it.
fn just_answered(number: Number) -> String {
    format!("/komitmen/{number}?{ANSWERED}=ya")
}

/// Keeps what a visitor says of a promise that was reported kept. The browser keeps a random number, so that the last word counts
/// and no other.
pub async fn judge(
    Server(state): Server<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(number): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let number: Number = number.parse().map_err(|_| Problem::not_found())?;
    let verdict = said(&Typed::decode(&body))?;
    state.limits.judged(state.client(peer, &headers))?;
    let known = cookies::sent(&headers, WITNESS).find_map(|text| FormToken::parse(&text));
    let token = known.unwrap_or_else(FormToken::random);
    let today = state.clock.today();
    let voter = Voter::Visitor(token.clone());
    let judged = state.store.judge_commitment(number, &voter, verdict, today);
    match judged.await {
        Ok(()) => {}
        // The report was taken back, or the page is half a year old: it says itself how things stand now.
        Err(CommitmentError::NotAsked) => {
            let page = href(language, &format!("/komitmen/{number}"));
            return Ok(Redirect::to(&page).into_response());
        }
        Err(error) => return Err(error.into()),
    }
    let mut answer = Redirect::to(&href(language, &just_answered(number))).into_response();
    for language in Language::ALL {
        let cookie = Cookie::build((WITNESS, token.as_str().to_owned()));
        let cookie = cookie.path(href(language, &format!("/komitmen/{number}")));
        cookies::hand_over(&state, cookie.max_age(LASTING), &mut answer);
    }
    Ok(answer)
}

/// The answer that was pressed.
pub fn said(typed: &Typed) -> Result<Verdict, Problem> {
    Verdict::from_code(typed.text(VERDICT)).ok_or_else(Problem::bad_request)
}

/// `/komitmen/kabar.atom`: what happened to the commitments of a unit and of those below it, or to all.
pub async fn feed(
    Server(state): Server<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = Asked::of_unit(&query.unwrap_or_default())?;
    let path = asked.path_below(FEED);
    let mut request = PublicRequest::new(state, language, headers, path);
    if let Some(response) = request.known() {
        return Ok(response);
    }
    let commitments = followed(&mut request, peer, &asked).await?;
    let register = request.site.record.register().clone();
    let public = |path: &str| format!("{}{}", request.state.public_url, href(language, path));
    let told = |news: &News| {
        let unit = register.unit(&news.kept.commitment.unit);
        Told {
            unit: unit.map_or_else(String::new, |unit| unit.name.get(language).to_owned()),
            address: public(&format!("/komitmen/{}", news.kept.number)),
        }
    };
    let news = news(&commitments);
    let feed = Feed {
        language,
        title: asked.title(language, &register),
        own_address: public(&asked.path_below(FEED)),
        page_address: public(&asked.path()),
        news: &news,
        told: &told,
    };
    let months = request.site.record.months().next();
    let began = months.map_or_else(|| request.state.clock.today(), Month::first_day);
    let file = atom::write(&feed, began);
    Ok(request.keep_file("application/atom+xml; charset=utf-8", file))
}

/// `/komitmen/tenggat.ics`: the days by which commitments are due, for calendars.
pub async fn calendar(
    Server(state): Server<AppState>,
    Extension(language): Extension<Language>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = Asked::of_unit(&query.unwrap_or_default())?;
    let path = asked.path_below(CALENDAR);
    let mut request = PublicRequest::new(state, language, headers, path);
    if let Some(response) = request.known() {
        return Ok(response);
    }
    let commitments = followed(&mut request, peer, &asked).await?;
    let address = |number| {
        let path = href(language, &format!("/komitmen/{number}"));
        format!("{}{path}", request.state.public_url)
    };
    let file = ics::due_days(&commitments, language, address);
    Ok(request.keep_file("text/calendar; charset=utf-8", file))
}

/// The commitments of the unit that is asked for and of those below it, or all.
async fn followed(
    request: &mut PublicRequest,
    peer: SocketAddr,
    asked: &Asked,
) -> Result<Vec<Kept>, Problem> {
    request.spend(peer)?;
    let Some(unit) = &asked.query.unit else {
        return request.commitments(None).await;
    };
    let known = request.site.record.register().unit(unit);
    known.ok_or_else(Problem::not_found)?;
    let units = request.unit_and_below(unit);
    request.commitments(Some(&units)).await
}

/// What a query asks for, whatever else stands in it.
struct Asked {
    query: CommitmentQuery,
    after: Option<Number>,
}

impl Asked {
    fn parse(query: &str) -> Result<Self, Problem> {
        let typed = Typed::query(query);
        let text = |name| Some(typed.text(name)).filter(|text| !text.is_empty());
        let unit = text(UNIT).map(str::parse).transpose();
        let after = text(AFTER).map(str::parse).transpose();
        let state = text(STATE).map(|code| State::from_code(code).ok_or_else(Problem::not_found));
        Ok(Self {
            query: CommitmentQuery {
                unit: unit.map_err(|_| Problem::not_found())?,
                state: state.transpose()?,
            },
            after: after.map_err(|_| Problem::not_found())?,
        })
    }

    /// The only thing that those who follow commitments choose: a unit, or all.
    fn of_unit(query: &str) -> Result<Self, Problem> {
        let asked = Self::parse(query)?;
        Ok(Self {
            query: CommitmentQuery {
                state: None,
                ..asked.query
            },
            after: None,
        })
    }

    /// The one address of a file of what is asked for.
    fn path_below(&self, file: &str) -> String {
        match &self.query.unit {
            None => format!("/komitmen/{file}"),
            Some(unit) => format!("/komitmen/{file}?{UNIT}={unit}"),
        }
    }

    /// What a feed of what is asked for is called.
    fn title(&self, language: Language, register: &Register) -> String {
        let title = t!(language, "commitments-title");
        let unit = self.query.unit.as_ref();
        match unit.and_then(|unit| register.unit(unit)) {
            None => title,
            Some(unit) => format!("{title} · {}", unit.name.get(language)),
        }
    }

    /// The one address of what is asked for.
    fn path(&self) -> String {
        let parts = [
            (UNIT, self.query.unit.as_ref().map(ToString::to_string)),
            (STATE, self.query.state.map(|state| state.code().to_owned())),
            (AFTER, self.after.map(|number| number.to_string())),
        ];
        let parts = parts.into_iter();
        let parts = parts.filter_map(|(name, value)| Some(format!("{name}={}", value?)));
        let parts: Vec<String> = parts.collect();
        if parts.is_empty() {
            "/komitmen".to_owned()
        } else {
            format!("/komitmen?{}", parts.join("&"))
        }
    }

    /// The lines after the one named, which must be one of them: others would be asked for anew each time, and kept.
    fn after(&self, mut lines: Vec<Kept>) -> Result<Vec<Kept>, Problem> {
        if let Some(after) = self.after {
            let place = lines.iter().position(|kept| kept.number == after);
            lines.drain(..=place.ok_or_else(Problem::not_found)?);
        }
        Ok(lines)
    }
}
